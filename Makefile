# Everything runs in a virtual environment made here. Needed: make, and Python 3.11 or newer with venv and pip.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO := build/demo
FRESH := build/generated
SECONDS_EACH ?= 60
DEEP_MINUTES ?= 40
DEEP := build/deep/figures.json
COVERAGE := build/coverage
NODE := build/node
NOX := $(BIN)/nox --session
SITE := build/site
COMPLETE := */formats/*,*/codec/*,*/checks/*
MUTATION := build/mutation
MUTATED := src/govdisclosure/readers/tables/*.py $(addprefix src/govdisclosure/,flows.py wording/_characters.py $(addprefix checks/,\
	sums.py years.py copied.py repeated.py sudden.py _own_prose.py _inputs.py _gather.py))

define write_generated
$(BIN)/python -m govdisclosure.schema $(1)
$(BIN)/python -m govdisclosure.reference $(2)
endef

.PHONY: help demo test test-spark test-built test-extras test-lowest test-python coverage system node prose-score mutation lint graph types drift docs hooks pictures changes bench fuzz deep figures generate clean

help:
	@echo "make demo      read, check and print the example reports (into $(DEMO))"
	@echo "make test      run all tests"
	@echo "make test-spark  run the tests of tables with Spark, on this machine"
	@echo "make test-built  whether the wheel and the source distribution are as they should be"
	@echo "make test-extras  the installed wheel without extras and with each, from the package index"
	@echo "make test-lowest  run the tests on the installed wheel, with the lowest versions it allows"
	@echo "make test-python PYTHONS=3.13  run them on the installed wheel, with another Python or several"
	@echo "make prose-score  how well figures in the prose are understood"
	@echo "make coverage  run all tests and say, by module, which branches they go through"
	@echo "make lint      style, and who imports whom"
	@echo "make graph     how large the modules are, and what imports what"
	@echo "make types     mypy and pyright"
	@echo "make drift     whether generated files are up to date"
	@echo "make generate  write the generated files anew"
	@echo "make docs      the site of the documentation, into $(SITE), with all its links and its search tried"
	@echo "make pictures  take the pictures of the pages anew"
	@echo "make hooks     try the pre-commit hooks with pre-commit itself"
	@echo "make changes   what has changed since the last version"
	@echo "make bench     timings"
	@echo "make fuzz      look for input that breaks a reader (SECONDS_EACH=60 for each target, SEED=1)"
	@echo "make deep      property tests, fuzzing and damaged documents for long (DEEP_MINUTES=40, SEED=...)"
	@echo "make figures   write what came of these into docs/explanation/quality.md"
	@echo "make mutation  whether every change of the matcher and the sums would be noticed (hours)"
	@echo "make clean     remove what was built, and $(VENV)"

# The stamps say what is installed, so that it is installed once.
$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one: make PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable '.[all]'
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev --group bench --group docs
	touch $@

demo: $(VENV)/installed
	rm -rf $(DEMO)
	$(BIN)/govdisclosure read examples/documents -o $(DEMO)/records
	@mkdir -p $(DEMO)/printed
	@for record in $(DEMO)/records/*.json; do \
		case $$record in *.evidence.json) continue;; esac; \
		for kind in html docx; do \
			$(BIN)/govdisclosure write $$record -o $(DEMO)/printed/$$(basename $$record .json).$$kind || exit 1; \
		done; \
	done
	@$(BIN)/govdisclosure check $(DEMO)/records --format html -o $(DEMO)/review > /dev/null; test $$? -eq 1
	@$(BIN)/govdisclosure check $(DEMO)/records; code=$$?; \
	echo; echo "check ended with exit code $$code: 1 is meant, one example has planted errors"; \
	echo "records: $(DEMO)/records   pages and Word files: $(DEMO)/printed"; \
	echo "the same with everything marked: $(DEMO)/review/index.html"; \
	test $$code -eq 1

test: $(VENV)/installed-dev system node
	$(BIN)/python -m pytest -n auto

# By themselves: they need Java, and Spark is some 450 MB.
test-spark: $(VENV)/installed-spark system
	$(BIN)/python -m pytest tests/spark

$(VENV)/installed-spark: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --editable '.[spark]'
	touch $@

# In environments of their own, made by Nox (noxfile.py) from the package index. What is tested is what was installed.
test-built: $(VENV)/installed-packaging
	$(NOX) built

test-extras: $(VENV)/installed-packaging
	$(NOX) extras

test-lowest: $(VENV)/installed-packaging system node
	$(NOX) lowest

# PYTHONS are versions, or programs. Without it: this one.
test-python: $(VENV)/installed-packaging system node
	$(NOX) installed --force-python $(or $(PYTHONS),$(BIN)/python)

$(VENV)/installed-packaging: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --group packaging
	touch $@

# Lines and branches, also of the programs that tests start. What everything else rests on has to be complete.
coverage: $(VENV)/installed-dev system node
	$(BIN)/python -m pip install --quiet --group coverage
	rm -rf $(COVERAGE) && mkdir -p $(COVERAGE)
	$(BIN)/python -m coverage run -m pytest -n auto
	$(BIN)/python -m coverage combine --quiet
	@code=0; $(BIN)/python -m coverage report --fail-under=95 || code=1; \
	$(BIN)/python -m coverage report --include="$(COMPLETE)" --skip-covered --fail-under=100 || code=1; exit $$code

# The tests also use a browser, an office suite and fonts.
system:
	@if command -v dpkg-query >/dev/null; then .ci/install; else echo "not Debian: see .ci/packages for what the tests need"; fi

# What tests run in Node (a package of the group dev): validation from JavaScript.
node: $(NODE)/installed

$(NODE)/installed: tests/node/package.json tests/node/package-lock.json | $(VENV)/installed-dev
	@mkdir -p $(NODE)
	cp tests/node/package.json tests/node/package-lock.json tests/node/.npmrc $(NODE)
	PATH="$(abspath $(BIN)):$$PATH" npm ci --loglevel=error --prefix $(NODE)
	touch $@

fuzz: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --group fuzz
	PYTHONPATH=tests $(BIN)/python -m fuzz --seconds $(SECONDS_EACH) $(if $(SEED),--seed $(SEED))

# The figures of the page on quality, from whatever of these has left some.
figures: $(VENV)/installed-dev
	PYTHONPATH=tests $(BIN)/python -m deep.figures $(if $(wildcard $(DEEP)),--deep $(DEEP)) \
		$(if $(wildcard $(MUTATION)/mutants),--mutation $(MUTATION)) \
		$(if $(wildcard $(COVERAGE)/data),--coverage $(COVERAGE)/data)

# All by chance that a seed decides; one is drawn and said if none is given. Figures: build/deep/figures.json.
deep: $(VENV)/installed-dev system node
	$(BIN)/python -m pip install --quiet --group fuzz
	PYTHONPATH=tests $(BIN)/python -m deep --minutes $(DEEP_MINUTES) $(if $(SEED),--seed $(SEED))

prose-score: $(VENV)/installed-dev
	$(BIN)/python tests/claims/score.py

# Copies of the sources in which one thing at a time is changed: every change has to turn a test red, or be explained.
mutation: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --group mutation
	rm -rf $(MUTATION) && mkdir -p $(MUTATION)
	cp -r src tests examples schemas docs pyproject.toml README.md README.zh-CN.md CHANGELOG.md $(MUTATION)
	cat tests/mutation/mutmut.toml >> $(MUTATION)/pyproject.toml
	cd $(MUTATION) && $(abspath $(BIN))/python tests/mutation/undecorate.py $(MUTATED)
	cd $(MUTATION) && PYTHONPATH=$(CURDIR)/tests/mutation $(abspath $(BIN))/mutmut run --max-children 2
	cd $(MUTATION) && $(abspath $(BIN))/python tests/mutation/explain.py $(abspath $(BIN))/mutmut

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo --no-cache

# How large the modules are and what imports what, in words and for a program that draws.
graph: $(VENV)/installed-dev
	@mkdir -p build/graph
	$(BIN)/python tests/repo/graph.py | tee build/graph/graph.txt
	$(BIN)/import-linter drawgraph govdisclosure > build/graph/graph.dot

types: $(VENV)/installed-dev $(VENV)/installed-spark
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

drift: $(VENV)/installed
	rm -rf $(FRESH) && mkdir -p $(FRESH) && cp -r schemas $(FRESH) # what was released is written no more
	$(call write_generated,$(FRESH)/schemas,$(FRESH)/docs)
	@diff -r schemas $(FRESH)/schemas && diff -r docs/reference $(FRESH)/docs/reference \
		&& diff -r docs/zh/reference $(FRESH)/docs/zh/reference \
		|| { echo "generated files are out of date; run: make generate"; exit 1; }

generate: $(VENV)/installed
	$(call write_generated,schemas,docs)

# Everything is tried from the files, without a server: links and anchors, search, whether anything is asked of a network.
docs: $(VENV)/installed-dev system node
	rm -rf $(SITE) && mkdir -p $(SITE)
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --builder html --doctree-dir $(SITE).made docs $(SITE)
	$(BIN)/python -m pytest tests/site

# As a user has it: pre-commit installs the checkout into environments of its own, from the package index.
hooks: $(VENV)/installed-dev
	PYTHONPATH=tests $(BIN)/python -m hooks

pictures: $(VENV)/installed-dev system
	$(BIN)/python docs/_site/pictures.py

changes: $(VENV)/installed-dev
	$(BIN)/towncrier build --draft --version next

bench: $(VENV)/installed-dev $(VENV)/installed-spark
	$(BIN)/python tests/benchmarks/bench.py
	$(BIN)/python tests/benchmarks/documents.py
	$(BIN)/python tests/benchmarks/drawing.py
	$(BIN)/python tests/benchmarks/tables.py
	$(BIN)/python tests/benchmarks/corpus.py 2000 20000 200000

clean:
	rm -rf build dist $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests examples -name __pycache__ -type d -prune -exec rm -rf {} +
