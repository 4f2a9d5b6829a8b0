"""The architecture page is true: who imports whom, how long modules are, what a format or a rule more has to touch.

The contracts of import-linter (pyproject.toml, `make lint`) say the rest. Here two pages are followed to the letter, in
a copy of the project; what they name is touched and nothing else, and then everything works.
"""

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import cast

import attrs
import grimp
import pytest
from markdown_it import MarkdownIt

from govdisclosure import FORMATS, RULES
from govdisclosure.checks import _FAMILIES
from govdisclosure.reference import REGENERATE

LONGEST = 400
"""Lines of a module."""

LONGER: Mapping[str, str] = {}
"""Modules that are longer, and why; the architecture page gives the same reasons."""

LAST = list(FORMATS.values())[-1]
"""The format that a new one supersedes."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import between modules: also those in functions, and those for types alone."""
    return grimp.build_graph("govdisclosure", cache_dir=None)


# --- modules ----------------------------------------------------------------------------------------------------------


def test_no_modules_import_one_another_in_a_circle(graph: grimp.ImportGraph) -> None:
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    order = list(TopologicalSorter(imports).static_order())  # raises CycleError, which names the circle
    assert order.index("govdisclosure.errors") < order.index("govdisclosure.cli")


def test_only_the_registry_knows_the_formats(graph: grimp.ImportGraph) -> None:
    modules = {fmt.report.__module__ for fmt in FORMATS.values()}
    assert len(modules) == len(FORMATS)
    for module in modules:
        assert graph.find_modules_that_directly_import(module) <= {"govdisclosure.formats", *modules}


def contract(root: Path, name: str) -> Mapping[str, list[str]]:
    """One of the contracts that `make lint` holds the code to."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (found,) = (each for each in settings["contracts"] if each["id"] == name)
    return cast("Mapping[str, list[str]]", found)


def test_every_family_is_held_apart_from_the_others(root: Path) -> None:
    assert set(contract(root, "families")["modules"]) == {family.__name__ for family in _FAMILIES}


def test_the_page_has_the_floors_of_the_contract(root: Path) -> None:
    rows = [line for line in architecture(root).splitlines() if line.startswith("| `")]
    floors = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in rows]
    assert floors == [layer.split(" | ") for layer in contract(root, "floors")["layers"]]


def architecture(root: Path) -> str:
    return (root / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")


def test_no_module_is_long_without_a_reason(root: Path) -> None:
    source = root / "src" / "govdisclosure"
    lengths = {
        file.relative_to(source).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in source.rglob("*.py")
    }
    assert {name for name, lines in lengths.items() if lines > LONGEST} == LONGER.keys()
    assert all(reason in architecture(root) for reason in LONGER.values())


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("formats/shared.py", "import govdisclosure.codec", "Each floor knows only those below it"),
        ("wording/_title.py", "def _late() -> None:\n    import govdisclosure.readers.kinds", "No rooms import"),
        ("checks/law.py", "import govdisclosure.checks.sudden", "Families of rules"),
        ("codec/_values.py", "import jinja2", "Extra html"),
    ],
)
def test_the_contracts_see_what_they_look_for(
    module: str, line: str, contract: str, root: Path, tmp_path: Path
) -> None:
    shutil.copytree(root / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    changed = tmp_path / "src" / "govdisclosure" / module
    changed.write_text(f"{changed.read_text(encoding='utf-8')}\n\n{line}\n", encoding="utf-8")
    done = run(tmp_path, "-c", "from importlinter.cli import lint_imports_command as f; f()", "--no-cache", ok=False)
    broken = [said for said in done.stdout.splitlines() if said.endswith("BROKEN")]
    assert any(said.startswith(contract) for said in broken), done.stdout


# --- a copy in which the pages are followed --------------------------------------------------------------------------


def run(folder: Path, *arguments: str, ok: bool = True) -> "subprocess.CompletedProcess[str]":
    """Run Python in a copy of the project."""
    paths = os.pathsep.join((str(folder / "src"), str(folder / "tests")))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", "GOVDISCLOSURE_LANG": "en"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert not ok or done.returncode == 0, f"{arguments}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done


def cli(folder: Path, *arguments: str) -> str:
    return run(folder, "-m", "govdisclosure", *arguments).stdout


def run_tests(folder: Path, *arguments: str) -> None:
    """Run tests of the copy, which are more than none."""
    done = run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments)
    assert re.search(r"\d+ passed", done.stdout), done.stdout


@attrs.frozen
class Page:
    """One of the pages, and what it says to do."""

    text: str

    def blocks(self, kind: str) -> list[str]:
        return [token.content for token in MarkdownIt().parse(self.text) if token.info.strip() == kind]

    def names(self, file: str) -> bool:
        """Whether a file, or a folder above it, stands on the page."""
        named = re.findall(r"`([\w./-]+)`", self.text)
        return any(file == name or (name.endswith("/") and file.startswith(name)) for name in named)


@attrs.frozen
class Copy:
    """A copy of the project, and its files as they were."""

    folder: Path
    before: Mapping[str, str]

    @classmethod
    def of(cls, root: Path, folder: Path) -> "Copy":
        for name in ("src", "tests", "examples", "schemas", "docs", "changes"):
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for file in (*root.glob("*.toml"), *root.glob("*.md"), *root.glob("*.cff")):
            shutil.copy(file, folder)
        return cls(folder, dict(files(folder)))

    def page(self, name: str) -> Page:
        return Page((self.folder / "docs" / "how-to" / name).read_text(encoding="utf-8"))

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} has {text.count(old)} times {old!r}"
        self.write(name, text.replace(old, new))

    def touched(self) -> set[str]:
        after = dict(files(self.folder))
        return {name for name in self.before.keys() | after.keys() if self.before.get(name) != after.get(name)}


def files(folder: Path) -> Iterator[tuple[str, str]]:
    for file in folder.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(folder).as_posix(), hashlib.sha256(file.read_bytes()).hexdigest()


def generate(copy: Copy) -> None:
    """What `make generate` does."""
    run(copy.folder, "-m", "govdisclosure.schema", "schemas")
    run(copy.folder, *REGENERATE.split()[1:])


def value_in(block: str, name: str) -> str:
    """How the value of a name is written in a program."""
    for node in ast.parse(block).body:
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets):
            return ast.get_source_segment(block, node.value) or ""
    raise AssertionError(name)


def only_named(page: Page, touched: Iterable[str]) -> None:
    assert [file for file in sorted(touched) if not page.names(file)] == []


# --- a format more ---------------------------------------------------------------------------------------------------

NEW = "2027"
EXAMPLE = f"云溪县司法局-{NEW}"

MAKE_EXAMPLE = """
import json
import sys
import attrs
from govdisclosure import FORMATS, Organ, dumps, write
from govdisclosure.formats.shared import official_title
from vectors.make_bases import record

name, year = sys.argv[1].split("-")
report = attrs.evolve(
    record(FORMATS[year]), organ=Organ(name=name), title=official_title(name, int(year)), signed_by=name
)
with open(f"examples/records/{name}-{year}.json", "w", encoding="utf-8", newline="") as file:
    file.write(dumps(report, indent=2) + "\\n")
write(report, f"examples/documents/{name}-{year}.txt")

negative = {"op": "add", "path": ["requests", "received", "total"], "value": -1}
vectors = [
    {"name": "unchanged", "changes": [], "problems": []},
    {"name": "a negative count", "changes": [negative], "problems": ["requests.received.total"]},
]
with open(f"tests/vectors/{year}.json", "w", encoding="utf-8") as file:
    json.dump({"description": "", "format": year, "base": json.loads(dumps(report)), "vectors": vectors}, file)
"""

PRINTED_LAW = """
import sys
from hypothesis import given, settings
from govdisclosure import FORMATS, printable, read, render
from govdisclosure.strategies import reports
from govdisclosure.writers import KINDS

@settings(max_examples=3, deadline=None, database=None, derandomize=True)
@given(reports(sys.argv[1]))
def law(report):
    assert FORMATS[sys.argv[1]].report is type(report)
    for kind in ("text", "markdown", "html", "docx", "xlsx"):
        assert read(render(report, kind)).report == printable(report, kind), kind

law()
"""


def follow_the_page_on_formats(copy: Copy, page: Page) -> None:
    module, _, change, *_ = page.blocks("python")
    source = "src/govdisclosure/"
    copy.write(f"{source}formats/f{NEW}.py", module)
    last = LAST.report.__module__.rpartition(".")[2]
    copy.change(f"{source}formats/{last}.py", "last_year=None", f"last_year={int(NEW) - 1}")
    registry = f"{source}formats/__init__.py"
    copy.change(registry, f"{last}, legacy\n", f"{last}, f{NEW}, legacy\n")
    copy.change(
        registry,
        "from govdisclosure.formats.legacy ",
        f"from govdisclosure.formats.f{NEW} import Report{NEW}\nfrom govdisclosure.formats.legacy ",
    )
    copy.change(registry, " | LegacyReport", f" | Report{NEW} | LegacyReport")
    copy.change(registry, f"{last}.FORMAT)", f"{last}.FORMAT, f{NEW}.FORMAT)")
    copy.change(registry, f'    "{LAST.report.__name__}",\n', f'    "{LAST.report.__name__}",\n    "Report{NEW}",\n')
    entry = f'        ("{LAST.name}", "{NEW}"): {value_in(change, "change")},\n    }}\n)\n"""What lies between'
    copy.change(f"{source}upgrade.py", '    }\n)\n"""What lies between', entry)
    line = "from .formats import (\n    {0} as {0},\n)\n"
    public = line.format(LAST.report.__name__)
    copy.change(f"{source}__init__.pyi", public, public + line.format(f"Report{NEW}"))
    known = "tests/unit/test_formats.py"
    for block in page.blocks("text")[1:]:
        copy.change(known, block.splitlines(keepends=True)[0], block)
    run(copy.folder, "-c", MAKE_EXAMPLE, EXAMPLE)
    copy.write("changes/+format-2027.added.md", "The format of 2027.\n")
    generate(copy)
    run(copy.folder, "-m", "vectors.make_bases")
    run(copy.folder, "tests/snapshots/test_writers.py")


def test_a_format_is_added_by_touching_what_the_page_names(root: Path, tmp_path: Path) -> None:
    copy = Copy.of(root, tmp_path)
    page = copy.page("add-a-format.md")
    follow_the_page_on_formats(copy, page)
    touched = copy.touched()
    only_named(page, touched)
    published = {f"schemas/{NEW}/1/report.schema.json", "schemas/dictionary.csv", "schemas/rules.json"}
    assert {name for name in touched if name.startswith("schemas/")} == published, "a published schema changed"
    assert not {name for name in touched if name.startswith("tests/vectors/bases") and NEW not in name}
    the_command_line_knows_the_format(copy.folder)
    run(copy.folder, "-c", PRINTED_LAW, NEW)
    run_tests(
        copy.folder,
        "-k",
        f"{NEW} or format or between or no_other_files or bases",
        *(f"tests/unit/test_{name}.py" for name in ("draft", "formats", "grid", "rule_vectors", "schema", "upgrade")),
        "tests/unit/test_vectors.py",
        "tests/snapshots",
        "tests/repo/test_source.py",
        "tests/docs/test_examples.py",
        "tests/docs/test_between_formats.py",
    )


def the_command_line_knows_the_format(folder: Path) -> None:
    record = f"examples/records/{EXAMPLE}.json"
    plain = json.loads((folder / record).read_text(encoding="utf-8"))
    assert json.loads(cli(folder, "read", f"examples/documents/{EXAMPLE}.txt")) == plain
    assert "0 errors" in cli(folder, "check", record)
    assert json.loads(cli(folder, "schema", NEW))["$id"].endswith(f":{NEW}:report:1")
    cli(folder, "write", record, "-o", "printed.docx")
    assert json.loads(cli(folder, "read", "printed.docx")) == plain
    cli(folder, "convert", record, f"examples/records/{EXAMPLE}.json", "-o", "corpus.parquet")
    assert NEW in cli(folder, "summary", "corpus.parquet")
    for to in (LAST.name, NEW):
        cli(folder, "upgrade", record, "--to", to, "-o", "upgraded.json")
        upgraded = json.loads((folder / "upgraded.json").read_text(encoding="utf-8"))
        assert upgraded["format"] == to
        record = "upgraded.json"
    not_processed = upgraded["requests"]["results"]["not_processed"]
    assert not_processed["repeated_as_is"]["total"] == not_processed["repeated_in_part"]["total"] == 0


# --- a rule more -----------------------------------------------------------------------------------------------------


def follow_the_page_on_rules(copy: Copy, page: Page) -> tuple[str, str]:
    """Its code and slug."""
    program = page.blocks("python")[0]
    start = program.index("@rule(")
    rule = re.sub(
        r"def (\w+)\(report, fmt\):", r"def \1(report: Report, fmt: Format) -> Iterator[Verdict]:", program[start:]
    )
    family = "src/govdisclosure/checks/structure/_head.py"
    copy.change(
        family,
        "RULES: tuple[Rule, ...] = (title_disagrees, ",
        f"{rule}\n\nRULES: tuple[Rule, ...] = (title_disagrees, signed_early, ",
    )
    (vectors,) = page.blocks("json")
    code = json.loads(vectors)["code"]
    assert code not in RULES
    copy.write(f"tests/vectors/rules/{code}.json", vectors)
    copy.write("changes/+signed-early.added.md", "A rule: a report is signed before its year.\n")
    generate(copy)
    return code, re.findall(r'"([a-z-]+)",', rule)[0]


def test_a_rule_is_added_by_touching_what_the_page_names(root: Path, tmp_path: Path) -> None:
    copy = Copy.of(root, tmp_path)
    page = copy.page("add-a-rule.md")
    code, slug = follow_the_page_on_rules(copy, page)
    only_named(page, copy.touched())
    assert slug in cli(copy.folder, "rule", code)
    assert code in cli(copy.folder, "rules")
    assert code in (copy.folder / "schemas" / "rules.json").read_text(encoding="utf-8")
    run_tests(
        copy.folder,
        "-k",
        f"{code} or every_rule or every_message or is_explained or drift",
        *(f"tests/unit/test_{name}.py" for name in ("rule_vectors", "check", "schema", "bulk", "sarif")),
        "tests/docs/test_reference.py",
    )
