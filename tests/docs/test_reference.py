"""The reference pages are those the program makes, nothing public is without one, and what they show is true."""

import ast
import builtins
import csv
import doctest
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from markdown_it import MarkdownIt

import govdisclosure
from govdisclosure import FORMATS, RULES, Format, check, loads
from govdisclosure.columns import Type, layout
from govdisclosure.dictionary import DESCRIPTIONS, dictionary_csv, entries
from govdisclosure.formats import Label
from govdisclosure.reference import FOLDERS, REGENERATE, pages
from govdisclosure.reference._api import public_names
from govdisclosure.reference._changes import covering
from govdisclosure.reference._glossary import terms
from govdisclosure.reference._modules import public_modules
from govdisclosure.schema import file_of, published, validator
from govdisclosure.upgrade import CHANGES, common

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
MEND = f"out of date; run: {REGENERATE}   (or: make generate)"
PAGES = pages()
NUMBER = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+\. ?|\([0-9]+\) ")
"""What stands before the words of a label."""


@pytest.mark.parametrize("name", PAGES)
def test_drift(name: str) -> None:
    path = DOCS / name
    assert path.is_file(), MEND
    assert path.read_text(encoding="utf-8") == PAGES[name], MEND


def test_drift_of_pages_that_are_gone() -> None:
    found = {path.relative_to(DOCS).as_posix() for folder in FOLDERS for path in (DOCS / folder).rglob("*.md")}
    assert found == set(PAGES), MEND


def test_the_command_writes_every_page_and_removes_its_own_that_are_no_longer_made(tmp_path: Path) -> None:
    rules = tmp_path / FOLDERS[0] / "rules"
    rules.mkdir(parents=True)
    (rules / "GD999.md").write_text(PAGES[f"{FOLDERS[0]}/rules/index.md"], encoding="utf-8")
    (rules / "own.md").write_text("kept", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "govdisclosure.reference", str(tmp_path)], check=True)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    written = {path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in files}
    assert written == {**PAGES, f"{FOLDERS[0]}/rules/own.md": "kept"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_title_and_its_levels_do_not_jump(name: str) -> None:
    levels = [int(token.tag[1:]) for token in MarkdownIt().parse(PAGES[name]) if token.type == "heading_open"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


# Python


def english(name: str) -> str:
    return PAGES[f"reference/{name}"]


def modules() -> list[ModuleType]:
    return [import_module(name) for name in ("govdisclosure", *public_modules())]


def test_every_public_module_is_in_the_index_and_has_a_page() -> None:
    for name in public_modules():
        assert f"[`{name}`]({name}.md)" in english("api/index.md")
        assert f".. automodule:: {name}\n" in english(f"api/{name}.md")


def test_every_name_of_the_package_is_described_on_its_page_and_nowhere_else() -> None:
    described = re.findall(r"^\.\. auto\w+:: govdisclosure\.(\w+)$", english("api/govdisclosure.md"), re.MULTILINE)
    assert sorted(described) == sorted(govdisclosure.__all__)
    for module in modules()[1:]:
        page = english(f"api/{module.__name__}.md")
        again = [name for name in public_names(module) if name in govdisclosure.__all__]
        listed = [] if hasattr(module, "__all__") or not again else [f"   :exclude-members: {', '.join(again)}"]
        assert all(line in page.splitlines() for line in listed)
        assert not any(f":: {module.__name__}.{name}\n" in page for name in again)


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.__name__))
def test_every_public_name_has_a_docstring(module: ModuleType) -> None:
    assert module.__doc__
    for name in public_names(module):
        assert text_of(module, name), f"{module.__name__}.{name} has no docstring"
        value = getattr(module, name)
        for own, member in vars(value).items() if inspect.isclass(value) else ():
            function = member.fget if isinstance(member, property) else member
            if inspect.isfunction(function) and not own.startswith("_"):
                assert function.__doc__, f"{module.__name__}.{name}.{own} has no docstring"


def text_of(module: ModuleType, name: str) -> str:
    """What a name says of itself: its own docstring, not one it inherits, or of a constant the text below it."""
    value = getattr(module, name)
    if inspect.isroutine(value) or inspect.isclass(value):
        return value.__doc__ or ""
    holding = [each for key, each in sys.modules.items() if key.startswith("govdisclosure.")]
    found = (texts_below(each).get(name) for each in holding if getattr(each, name, None) is value)
    return next((text for text in found if text), "")


@cache
def texts_below(module: ModuleType) -> dict[str, str]:
    """The strings that stand below the constants of a module."""
    found = {}
    for node, below in pairwise(ast.parse(inspect.getsource(module)).body):
        match node, below:
            case (
                ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = text
    return found


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.__name__))
def test_examples_import_all_that_they_use(module: ModuleType) -> None:
    """So that they run where a reader puts them. That they run at all, pytest sees."""
    for name in public_names(module):
        value = getattr(module, name)
        if inspect.isroutine(value) or inspect.isclass(value):
            for test in doctest.DocTestFinder().find(value, name, module=False, globs={}):
                assert missing("".join(example.source for example in test.examples)) == set(), test.name


def missing(program: str) -> set[str]:
    """The names that a program uses and has from nowhere."""
    known, used = set(dir(builtins)), set()
    for node in ast.walk(ast.parse(program)):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                used.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                known.add(name)
            case ast.alias(name=name, asname=alias):
                known.add((alias or name).partition(".")[0])
            case ast.ExceptHandler(name=str(name)):
                known.add(name)
    return used - known


def test_what_a_program_does_not_import_is_found() -> None:
    assert missing("import json\nwith open(path) as file:\n    json.load(file)") == {"path"}


def test_what_has_no_text_is_found() -> None:
    assert text_of(govdisclosure, "RULES").startswith("Every rule by its code")
    assert text_of(import_module("govdisclosure.columns._layout"), "_SIMPLE") == ""


# Rules


@pytest.mark.parametrize("code", RULES)
def test_every_rule_explains_itself_in_each_language(code: str) -> None:
    page, chinese = english(f"rules/{code}.md"), PAGES[f"zh/reference/rules/{code}.md"]
    for part in ("## What it does", "## Why it matters", "## Example", "## Corrected"):
        assert f"\n{part}\n" in page, f"the docstring of {code} lacks {part!r}"
        assert part not in chinese
    for part in ("## 检查内容", "## 为什么重要", "## 示例", "## 改正"):
        assert f"\n{part}\n" in chinese, f"the docstring of {code} lacks {part!r}"
        assert part not in page
    assert f"[中文](../../zh/reference/rules/{code}.md)" in page
    assert f"[English](../../../reference/rules/{code}.md)" in chinese


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_rule_is_in_the_index_once(folder: str) -> None:
    assert re.findall(r"^\| \[(\w+)\]\(\1\.md\)", PAGES[f"{folder}/rules/index.md"], re.MULTILINE) == list(RULES)


# Formats


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: str(fmt.name))
def test_a_format_has_every_figure_in_its_place_and_in_the_list(fmt: Format) -> None:
    page = english(f"formats/{fmt.name}.md")
    drawn = re.findall(r'<td data-path="([\w.]+)"[^>]*><a href="#([\w.]+)">(\d+)</a></td>', page)
    listed = re.findall(r'^\| <span id="([\w.]+)">(\d+)</span> \| `([\w.]+)`<br>', page, re.MULTILINE)
    assert sorted((int(number), path, target) for path, target, number in drawn) == [
        (cell.order, cell.path, cell.path) for cell in fmt.cells
    ]
    assert [(int(number), path, target) for target, number, path in listed] == [
        (cell.order, cell.path, cell.path) for cell in fmt.cells
    ]
    for cell in fmt.cells:
        line = next(line for line in page.splitlines() if line.startswith(f'| <span id="{cell.path}">'))
        said = [label for each in cell.labels for label in (each.zh, each.en)]
        said += [cell.measure.unit, cell.measure.unit_en, *(text for cite in cell.cites for text in (cite.zh, cite.en))]
        assert all(text in line for text in said)
    for heading in fmt.headings:
        assert f"| {heading.number} | {heading.label.zh} | {heading.label.en} |" in page


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: str(fmt.name))
def test_the_sums_of_a_format_are_those_of_the_program(fmt: Format) -> None:
    page = english(f"formats/{fmt.name}.md")
    shown = re.findall(r"^\| \[(\w+)\]\([^)]+\) \| \d+ `([\w.]+)` \| ([\d +−]+) \|$", page, re.MULTILINE)
    by_number = {cell.order: cell.path for cell in fmt.cells}
    read = []
    for code, path, terms_shown in shown:
        signed = re.findall(r"([+−]) (\d+)", terms_shown if terms_shown[0] == "−" else f"+ {terms_shown}")
        read.append((code, path, [(1 if sign == "+" else -1, by_number[int(n)]) for sign, n in signed]))
    assert read == [(i.code, i.path, [(t.weight, t.path) for t in i.terms]) for i in fmt.identities]


# Schemas


def definitions(fmt: Format) -> Iterator[dict[str, dict[str, object]]]:
    """The keys of each object of a committed schema."""
    schema = json.loads((ROOT / "schemas" / file_of(fmt)).read_text(encoding="utf-8"))
    yield from (each["properties"] for each in (schema, *schema["$defs"].values()) if "properties" in each)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: str(fmt.name))
def test_a_page_has_every_key_of_its_schema(fmt: Format) -> None:
    page = english(f"schemas/{fmt.name}.md")
    shown = re.findall(r"^\| `(\w+)` \| .* \| (.*) \| (.*) \|$", page.partition("\n## Example\n")[0], re.MULTILINE)
    wanted = [
        (key, str(inner["title"]).replace("|", "\\|"), inner["description"])
        for keys in definitions(fmt)
        for key, inner in keys.items()
    ]
    assert shown == wanted


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: str(fmt.name))
def test_the_example_of_a_schema_is_valid(fmt: Format) -> None:
    name = f"schemas/{fmt.name}.md"
    (target,) = re.findall(r"\{literalinclude\} (\S+)\n", english(name))
    text = (DOCS / "reference" / name).parent.joinpath(target).resolve().read_text(encoding="utf-8")
    validator(fmt).validate(json.loads(text))
    assert loads(text).format == fmt.name
    assert not check(loads(text)).has_errors


@pytest.mark.parametrize(("old", "new"), list(pairwise(FORMATS.values())), ids=lambda fmt: str(fmt.name))
def test_the_changes_between_formats_are_all_told_with_their_reason(old: Format, new: Format) -> None:
    page = english(f"schemas/{new.name}.md")
    assert f"\n## Changes from {old.name}\n" in page
    assert f"{len(common(old, new))} figures have the same path" in page
    everything = {entry.path for entry in entries() if entry.format in (old.name, new.name)}
    for title, has, lacks in ((f"### New in {new.name} ", new, old), (f"### Gone since {old.name} ", old, new)):
        part = page.partition(f"\n{title}")[2].partition("\n### ")[0]
        named: set[str] = set()
        for line in (line for line in part.splitlines() if line.startswith("| `")):
            paths, why = line.strip("| ").split(" | ")
            for prefix in re.findall(r"`([\w.]+)`", paths):
                named |= {path for path in everything if f"{path}.".startswith(f"{prefix}.")}
                note = CHANGES[old.name, new.name].note(prefix)
                assert note is not None
                assert why == f"{note.en}<br>{note.zh}"
        assert named == {entry.path for entry in entries() if entry.format == has.name} - {
            entry.path for entry in entries() if entry.format == lacks.name
        }


def test_a_path_names_what_is_below_it_only_if_nothing_else_is() -> None:
    assert covering(["a.x.p", "a.x.q"], ["a.x.p", "a.x.q", "a.y"]) == ["a.x"]
    assert covering(["a.x.p"], ["a.x.p", "a.x.q", "a.y"]) == ["a.x.p"]


def test_the_page_of_the_rules_file_describes_every_key_of_it() -> None:
    rules, page = json.loads(published()["rules.json"]), english("schemas/rules.md")
    for each in (*rules["rules"], *rules["identities"]):
        assert all(f"\n| `{key}` | " in page for key in each)


def test_every_published_file_is_in_the_index() -> None:
    assert all(f"`schemas/{name}`" in english("schemas/index.md") for name in published())


# The data dictionary


def rows() -> list[dict[str, str]]:
    with (ROOT / "schemas" / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_dictionary_has_what_the_formats_have() -> None:
    figures = [row for row in rows() if row["number"]]
    assert [tuple(row.values()) for row in figures] == [
        (
            fmt.name, cell.path, cell.table, str(cell.order), cell.kind.value, cell.zh, cell.en,
            cell.measure.unit, cell.measure.unit_en,
            "；".join(cite.zh for cite in cell.cites), "; ".join(cite.en for cite in cell.cites),
            str(fmt.first_year), "" if fmt.last_year is None else str(fmt.last_year),
        )
        for fmt in FORMATS.values()
        for cell in fmt.cells
    ]  # fmt: skip


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: str(fmt.name))
def test_the_dictionary_has_every_path_of_a_record(fmt: Format) -> None:
    """Which an example shows: every leaf of it is a row, or in one."""
    name = f"schemas/{fmt.name}.md"
    (target,) = re.findall(r"\{literalinclude\} (\S+)\n", english(name))
    record = json.loads((DOCS / "reference" / name).parent.joinpath(target).resolve().read_text(encoding="utf-8"))
    paths = {row["path"] for row in rows() if row["format"] == fmt.name}
    assert {path for path in leaves(record, "") if path not in paths and path not in EMPTY} == set()
    wanted = {c.path for c in layout(fmt).columns if c.path is not None and c.type is not Type.FLAG}
    assert paths == wanted


EMPTY = ("period", *(table for fmt in FORMATS.values() for table in fmt.tables))
"""Objects that may be null, which then have no leaves."""


def leaves(value: object, path: str) -> Iterator[str]:
    """The path of everything in a record that is no object."""
    if isinstance(value, dict) and path != "printed":
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    else:
        yield path


def test_the_dictionary_is_for_programs() -> None:
    data = (ROOT / "schemas" / "dictionary.csv").read_bytes()
    assert data == dictionary_csv().encode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert list(rows()[0]) == list(DESCRIPTIONS)
    page = english("dictionary.md")
    assert all(f"\n| `{column}` | " in page for column in DESCRIPTIONS)
    assert all(f"\n| `{row['holds']}` | " in page for row in rows())


def test_sessions_and_data_on_generated_pages_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = 0
    for name, page in PAGES.items():
        for token in (token for token in MarkdownIt().parse(page) if token.type == "fence"):
            kind = token.info.strip()
            assert kind in ("text", "json", "pycon") or kind.startswith("{"), f"{name}: {kind}"
            if kind == "json":
                json.loads(token.content)
            if kind == "pycon":
                test = doctest.DocTestParser().get_doctest(token.content, {}, name, name, 0)
                assert doctest.DocTestRunner().run(test).failed == 0
                ran += 1
    assert ran > 0


# The glossary


def bare(text: str) -> str:
    """A label without the number before it."""
    return NUMBER.sub("", text, count=1) if NUMBER.match(text) else text


def printed() -> dict[str, set[str]]:
    """The English of everything printed in a form, by its Chinese, both without numbers."""
    found: dict[str, set[str]] = {}
    for fmt in FORMATS.values():
        labels = [label for cell in fmt.cells for label in cell.labels]
        labels += [table.label for table in fmt.tables.values()] + [heading.label for heading in fmt.headings]
        for label in labels:
            found.setdefault(bare(label.zh), set()).add(bare(label.en))
    return found


def test_the_glossary_calls_what_is_printed_as_the_forms_do() -> None:
    labels = printed()
    compared = [term for term in terms() if term.zh in labels]
    assert len(compared) > 30
    assert [(term.zh, term.en) for term in compared if term.en not in labels[term.zh]] == []


def test_the_glossary_has_no_term_twice_and_its_paths_exist() -> None:
    found = terms()
    assert len({term.zh for term in found}) == len({term.en.casefold() for term in found}) == len(found)
    known = {part for entry in entries() for part in above(entry.path)}
    assert {path for term in found for path in term.paths} - known == set()
    assert all(text for term in found for label in (term.meaning, term.source) for text in (label.zh, label.en))


def above(path: str) -> Iterator[str]:
    steps = path.split(".")
    yield from (".".join(steps[:n]) for n in range(1, len(steps) + 1))


def test_the_glossary_is_sorted_by_the_english_terms() -> None:
    shown = re.findall(r"^\| (.+?)<br>(.+?) \| ", english("glossary.md"), re.MULTILINE)
    assert shown == sorted(((term.en, term.zh) for term in terms()), key=lambda term: term[0].casefold())


def test_labels_are_told_from_their_numbers() -> None:
    label = Label("（三）不予公开", "(3) Refused")
    assert (bare(label.zh), bare(label.en)) == ("不予公开", "Refused")
    assert bare("1.属于国家秘密") == "属于国家秘密"
    assert bare("10,000 yuan") == "10,000 yuan"
