"""The rules' vectors: what each check says of a record, of several, or of a document, as plain data."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from vectors.make_bases import files

from govdisclosure import FORMATS, RULES, Report, check, loads, read
from govdisclosure.checks._rule import Finding
from govdisclosure.formats import format_of
from govdisclosure.grid import value_at
from govdisclosure.readers import Kind
from govdisclosure.roster import Roster, RosterEntry
from govdisclosure.schema import validator

Data = dict[str, Any]
Undecided = tuple[str | None, str]

FOLDER = Path(__file__).resolve().parents[1] / "vectors"
FILES = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted((FOLDER / "rules").glob("*.json"))}
CASES = [
    pytest.param(code, case, id=f"{code}: {case['name']}") for code, file in FILES.items() for case in file["cases"]
]
INPUTS = {"report", "reports", "parent", "text"}
KINDS = {"firing", "silent", "undecidable"}


def base(name: str) -> str:
    return (FOLDER / "bases" / name).read_text(encoding="utf-8")


def record(given: Data) -> Report:
    """A base with its changes, which has to be valid."""
    data = json.loads(base(f"{given['base']}.json"))
    for change in given.get("changes", ()):
        *steps, last = change["path"]
        branch = data
        for step in steps:
            branch = branch[step]
        if change["op"] == "remove":
            del branch[last]
        elif isinstance(branch, list) and last == len(branch):
            branch.append(change["value"])
        else:
            branch[last] = change["value"]
    return loads(json.dumps(data))


def document(given: str | Data) -> str:
    """A text, or a base document with its replacements."""
    if isinstance(given, str):
        return given
    text = base(given["base"])
    for change in given.get("changes", ()):
        assert text.count(change["old"]) == 1, f"stands {text.count(change['old'])} times: {change['old']}"
        text = text.replace(change["old"], change["new"])
    return text


def outcome(code: str, case: Data) -> tuple[list[Finding], list[Undecided]]:
    """What the rule finds in a case, and path and message of what it cannot decide."""
    (given,) = INPUTS & case.keys()
    if given == "text":
        return _noted(code, case)
    if given == "report":
        result = check(record(case["report"]), select=[code])
    elif given == "reports":
        from govdisclosure import check_series

        result = check_series([record(each) for each in case["reports"]], select=[code])
    else:
        from govdisclosure import check_roll_up

        own = record(case["own"]) if "own" in case else None
        units = [record(each) for each in case["units"]]
        result = check_roll_up(record(case["parent"]), units, own, roster=_roster(case), select=[code])
    assert {finding.code for finding in (*result.findings, *result.undecided)} <= {code}
    return list(result.findings), [(finding.path, finding.message) for finding in result.undecided]


def _noted(code: str, case: Data) -> tuple[list[Finding], list[Undecided]]:
    """What the reader of a document notes, and the figures it leaves blank."""
    data = document(case["text"]).encode(case.get("encoding", "utf-8"))
    parsed = read(data, cast("Kind | None", case.get("kind_of_document")))
    fmt = format_of(parsed.report)
    printed = {section.table for section in parsed.report.sections}
    blank = (cell.path for cell in fmt.cells if cell.table in printed and value_at(parsed.report, cell.path) is None)
    return [note for note in parsed.notes if note.code == code], [(path, "") for path in blank]


def _roster(case: Data) -> Roster | None:
    if "roster" not in case:
        return None
    return Roster(
        tuple(
            RosterEntry(name=entry["name"], aliases=tuple(entry.get("aliases", ())), code=entry.get("code"))
            for entry in case["roster"]
        )
    )


def plain(finding: Finding, *, quotes: bool) -> Data:
    """A finding as a vector has it: without what is left out there."""
    data: Data = {"path": finding.path, "message": finding.message}
    optional: Data = {
        "parts": list(finding.parts),
        "args": dict(finding.args),
        "related": [{"subject": each.subject, "path": each.path} for each in finding.related],
    }
    if quotes:
        optional["quotes"] = [{"path": q.path, "start": q.start, "end": q.end} for q in finding.quotes]
    data |= {key: value for key, value in optional.items() if value}
    return data if finding.subject is None else data | {"subject": finding.subject}


def in_order(findings: Iterable[Data]) -> list[Data]:
    return sorted(findings, key=lambda each: json.dumps(each, sort_keys=True, default=str))


def is_given(expected: Mapping[str, Any]) -> Data:
    """An expected finding without the keys that say nothing."""
    optional = ("parts", "args", "related", "quotes")
    return {key: value for key, value in expected.items() if value or key not in optional}


@pytest.mark.parametrize(("code", "case"), CASES)
def test_vector(code: str, case: Data) -> None:
    findings, undecided = outcome(code, case)
    quoted = any("quotes" in expected for expected in case["findings"])
    assert in_order(plain(each, quotes=quoted) for each in findings) == in_order(map(is_given, case["findings"]))
    if isinstance(case["undecided"], int):
        assert len(undecided) == case["undecided"]
    else:
        assert unexplained(undecided, case["undecided"]) == []


def unexplained(undecided: list[Undecided], expected: list[str | Data | None]) -> list[object]:
    """What is undecided and not expected to be, or the other way round; a message counts where one is given."""
    left: list[object] = []
    rest = list(undecided)
    for each in expected:
        path, message = (each["path"], each["message"]) if isinstance(each, dict) else (each, None)
        found = next((pair for pair in rest if pair[0] == path and message in (None, pair[1])), None)
        if found is None:
            left.append(each)
        else:
            rest.remove(found)
    return [*left, *rest]


@pytest.mark.parametrize(("code", "case"), CASES)
def test_a_case_is_of_its_kind(code: str, case: Data) -> None:
    found, undecided = bool(case["findings"]), bool(case["undecided"])
    assert {"firing": found, "silent": not (found or undecided), "undecidable": undecided}[case["kind"]]
    assert {expected["message"] for expected in case["findings"]} <= RULES[code].messages.keys()


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case_of_each_kind(code: str) -> None:
    file = FILES[code]
    assert file["code"] == code
    names = [case["name"] for case in file["cases"]]
    assert len(names) == len(set(names))
    kinds = {case["kind"] for case in file["cases"]}
    if file.get("always_decides"):
        assert kinds == KINDS - {"undecidable"}
    else:
        assert kinds == KINDS


@pytest.mark.parametrize("code", RULES)
def test_every_message_of_a_rule_comes_up(code: str) -> None:
    file = FILES[code]
    outcomes = [outcome(code, case) for case in file["cases"]]
    said = {finding.message for findings, _ in outcomes for finding in findings}
    said |= {message for _, undecided in outcomes for _, message in undecided}
    assert RULES[code].messages.keys() - said == set(file.get("not_in_text", ()))


def test_the_example_of_the_readme_is_one() -> None:
    match = re.search(r"```json\n(.*?)\n```", (FOLDER / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert match is not None
    example = json.loads(match[1])
    for case in example["cases"]:
        test_a_case_is_of_its_kind(example["code"], case)
        test_vector(example["code"], case)


def test_no_file_is_for_a_rule_that_there_is_not() -> None:
    assert FILES.keys() <= RULES.keys()


@pytest.mark.parametrize("name", FORMATS)
def test_a_base_is_valid_and_in_order(name: str) -> None:
    text = base(f"{name}.json")
    assert validator(name).is_valid(json.loads(text))
    result = check(loads(text))
    assert (result.findings, result.undecided) == ((), ())


def test_the_bases_are_as_they_are_made() -> None:
    made = dict(files())
    committed = {file.name: file.read_bytes() for file in (FOLDER / "bases").iterdir()}
    assert committed == made, "PYTHONPATH=tests python -m vectors.make_bases"
