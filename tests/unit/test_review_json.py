"""Findings as plain data: every field, and a run that can be read back."""

import json
import re
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from govdisclosure import (
    FORMATS,
    RULES,
    CheckResult,
    Evidence,
    Finding,
    Format,
    Organ,
    Place,
    Report,
    Section,
    Severity,
    check,
)
from govdisclosure.checks._rule import Outcome, Quote, Related
from govdisclosure.cli._console import to_json
from govdisclosure.review import Checked
from govdisclosure.review import data as described
from govdisclosure.review.data import finding_data, place_data, report_data, run_data
from govdisclosure.review.summary import Summary
from govdisclosure.review.together import told_together

every_format = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)


def report_of(fmt: Format) -> Report:
    report: Report = fmt.report(year=fmt.first_year, organ=Organ(name="云溪县档案馆"))
    return attrs.evolve(report, sections=(Section(number="一、", paragraphs=("全年收到申请7件。",)),))


@every_format
def test_a_finding_has_every_field(fmt: Format) -> None:
    cell = fmt.cells[0]
    finding = Finding(
        code="GD201",
        message="differs",
        path=cell.path,
        args={"label_zh": cell.zh, "label_en": cell.en, "printed": 7, "expected": 6},
        parts=(cell.path, fmt.cells[1].path),
        place=Place(page=2, row=3, column=4),
        raw=" 7 ",
        fault="source",
        subject=1,
        related=(Related(0, fmt.cells[1].path),),
        quotes=(Quote("sections[0].paragraphs[0]", 4, 8), Quote("sections[9].paragraphs[0]", 0, 1)),
        waived="另行说明",
        regraded=Severity.INFO,
    )
    data = json.loads(to_json(finding_data(finding, report_of(fmt))))
    assert data == {
        "code": "GD201",
        "slug": "row-total",
        "severity": "info",
        "regraded": "info",
        "outcome": "violated",
        "waived": "另行说明",
        "path": cell.path,
        "parts": [cell.path, fmt.cells[1].path],
        "message": "differs",
        "args": {"label_zh": cell.zh, "label_en": cell.en, "printed": 7, "expected": 6},
        "text": {"zh": finding.text("zh"), "en": finding.text("en")},
        "quotes": [
            {"path": "sections[0].paragraphs[0]", "start": 4, "end": 8, "text": "申请7件"},
            {"path": "sections[9].paragraphs[0]", "start": 0, "end": 1, "text": None},
        ],
        "subject": 1,
        "related": [{"subject": 0, "path": fmt.cells[1].path}],
        "place": {"page": 2, "row": 3, "column": 4},
        "raw": " 7 ",
        "fault": "source",
    }


def test_no_field_of_a_finding_is_left_out_nor_left_unexplained() -> None:
    found = Finding(code="GD106", message="missing")
    keys = set(finding_data(found, report_of(next(iter(FORMATS.values())))))
    assert {field.name for field in attrs.fields(Finding)} <= keys
    assert keys <= set(re.findall(r"\w+", described.__doc__ or ""))


@every_format
def test_a_place_has_only_what_is_known(fmt: Format) -> None:
    assert place_data(Place(line=3, end_line=4)) == {"line": 3, "end_line": 4}
    assert place_data(Place(box=(1.0, 2.0, 3.0, 4.5))) == {"box": (1.0, 2.0, 3.0, 4.5)}


@every_format
def test_a_report_says_what_it_is_and_all_that_was_found(fmt: Format) -> None:
    report = report_of(fmt)
    evidence = {"sections": Evidence(place=Place(line=1), raw="一、")}
    result = check(report, evidence=evidence)
    note = Finding(code="GD106", message="missing")
    data = report_data(Checked.of("a.txt", report, result, notes=(note,), evidence=evidence))
    assert (data["source"], data["organ"], data["year"], data["format"]) == (
        "a.txt",
        "云溪县档案馆",
        report.year,
        fmt.name,
    )
    assert [each["code"] for each in data["findings"]] == [*(found.code for found in result.findings), "GD106"]
    assert len(data["undecided"]) == len(result.undecided) > 0
    assert data["counts"] == result.counts


@every_format
def test_a_run_is_json_and_counts_what_is_in_it(fmt: Format) -> None:
    report = report_of(fmt)
    waived = Finding(code="GD106", message="missing", path="title", waived="另行说明", args={"amount": "1.50"})
    made = [Checked.of("a.json", report, check(report)), Checked(name="b.json", report=report, findings=(waived,))]
    data = json.loads(to_json(run_data(made, unusable=["c.json: no such file"])), parse_float=Decimal)
    assert [one["source"] for one in data["reports"]] == ["a.json", "b.json"]
    assert data["unusable"] == ["c.json: no such file"]
    findings = [found for one in data["reports"] for found in one["findings"]]
    for severity in Severity:
        assert data["summary"][severity] == sum(f["severity"] == severity and f["waived"] is None for f in findings)
    assert data["summary"]["waived"] == 1
    assert data["summary"]["undecided"] == sum(len(one["undecided"]) for one in data["reports"])
    assert data["summary"]["reports"] == 2
    assert data["summary"]["outcomes"]["GD106"]["violated"] == 1
    assert run_data(made) == run_data(iter(made), summary=Summary(made))


def test_the_shipped_example_with_faults(root: Path) -> None:
    from govdisclosure import loads

    path = root / "examples" / "records" / "云溪县档案馆-2023-有误.json"
    report = loads(path.read_bytes())
    data = run_data([Checked.of(path.name, report, check(report, select=["GD2"]))])
    assert data["summary"]["error"] == 2
    assert [each["path"] for each in data["reports"][0]["findings"]] == [
        "requests.received.total",
        "requests.results.total.total",
    ]


# --- reports checked together -----------------------------------------------------------------------------


@every_format
def test_what_was_found_together_is_told_of_the_reports_it_is_about(fmt: Format) -> None:
    report = report_of(fmt)
    run = [Checked(name=str(number), report=report, findings=()) for number in range(4)]
    path = fmt.cells[0].path
    of_one = Finding(code="GD201", path=path, subject=1, related=(Related(0, path),))
    of_all = Finding(code="GD106", message="missing")
    blank = Finding(code="GD203", path=path, subject=0)
    result = CheckResult(findings=(of_one, of_all), undecided=(blank,), counts={"GD201": {Outcome.VIOLATED: 1}})
    told = told_together(run, result, positions=[3, 1], whole=2)
    assert [len(one.findings) for one in told] == [0, 1, 1, 0]
    assert told[1].findings == (attrs.evolve(of_one, subject=1, related=(Related(3, path),)),)
    assert told[2].findings == (attrs.evolve(of_all, subject=2),)
    assert told[3].undecided == (attrs.evolve(blank, subject=3),)


@every_format
def test_a_rule_is_counted_once_and_a_note_of_a_reader_where_it_is(fmt: Format) -> None:
    note = Finding(code=next(code for code, rule in RULES.items() if "document" in rule.needs))
    series = Finding(code=next(code for code, rule in RULES.items() if "series" in rule.needs))
    summary = Summary([Checked(name="a", report=report_of(fmt), findings=(note, note, series))])
    assert summary.outcomes == {note.code: {Outcome.VIOLATED: 2}}
    summary.count({series.code: {Outcome.VIOLATED: 1, Outcome.HOLDS: 3}})
    assert summary.outcomes[series.code] == {Outcome.VIOLATED: 1, Outcome.HOLDS: 3}
