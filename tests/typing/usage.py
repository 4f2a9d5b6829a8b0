"""A program that uses the library, as type checkers see it. They read this file; nothing in it is run.

What is marked `type: ignore` has to be refused: the checkers complain of a mark that is not needed.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type

from hypothesis.strategies import SearchStrategy

from govdisclosure import (
    FORMATS,
    RULES,
    CheckResult,
    Evidence,
    Finding,
    Format,
    InvalidReport,
    LegacyReport,
    MissingExtra,
    Organ,
    Outcome,
    Parsed,
    Place,
    Problem,
    Report,
    Report2019,
    Report2021,
    Rule,
    Section,
    Severity,
    Source,
    Unplaced,
    check,
    check_roll_up,
    check_series,
    dumps,
    format_for,
    from_dict,
    loads,
    printable,
    read,
    read_all,
    render,
    to_dict,
    validate,
    write,
)
from govdisclosure.columns import Column, Layout, Row, column_name, layout, row_of
from govdisclosure.compare import Difference, compare
from govdisclosure.draft import blank, next_year
from govdisclosure.levels import RolledUp, roll_up
from govdisclosure.policy import Applied, Policy, Waiver, load_policy
from govdisclosure.redact import redact
from govdisclosure.review import Checked
from govdisclosure.review.html import review_page
from govdisclosure.review.text import report_text
from govdisclosure.roster import Attendance, Roster, RosterEntry, attendance, load_roster
from govdisclosure.schema import json_schema, published
from govdisclosure.series import by_organ
from govdisclosure.series_table import SeriesRow, series_csv, series_table
from govdisclosure.strategies import Document, documents, reports, series
from govdisclosure.testing import assert_consistent, assert_round_trips, assert_valid
from govdisclosure.upgrade import Lost, Upgraded, upgrade


def records(text: str, data: bytes) -> None:
    report = loads(text)
    assert_type(report, Report2019 | Report2021 | LegacyReport)
    assert_type(loads(data, draft=True), Report)
    assert_type(from_dict({}), Report)
    assert_type(dumps(report, indent=2), str)
    assert_type(to_dict(report), dict[str, Any])
    assert_type(report.year, int | None)
    assert_type(report.organ, Organ)
    assert_type(report.organ.name, str | None)
    assert_type(report.sections, tuple[Section, ...])
    assert_type(report.printed, Mapping[str, str])
    if report.format == "2021":
        assert_type(report, Report2021)
        assert_type(report.requests.received.total, int | None)
        assert_type(report.proactive.fees.amount, Decimal | None)
    validate(report)


def refused(data: dict[str, object]) -> None:
    try:
        from_dict(data)
    except InvalidReport as error:
        assert_type(error.problems, tuple[Problem, ...])
        assert_type(error.problems[0].path, str)
        assert_type(error.text("zh"), str)
    except MissingExtra as error:
        assert_type(error.extra, str)


def required_arguments() -> None:
    Report2021(organ=Organ())  # type: ignore[call-arg]  # year must be given, if only as None
    Report2021(year=1, organ=Organ(), printd={})  # type: ignore[call-arg]
    Report2021(year=1, organ=Organ()).title = ""  # type: ignore[misc]  # frozen
    Report2021(year="1", organ=Organ())  # type: ignore[arg-type]
    render(Report2021(year=1, organ=Organ()), "odt")  # type: ignore[arg-type]


def formats(report: Report) -> None:
    assert_type(FORMATS, Mapping[str, Format])
    found = format_for(report.year or 1)
    assert_type(found, Format)
    assert_type(found.cells[0].path, str)
    assert_type(found.cells[0].zh, str)
    assert_type(found.last_year, int | None)
    assert_type(blank(found, year=1, organ=""), Report)
    assert_type(next_year(report), Report)
    assert_type(redact(report), Report)
    done = upgrade(report, to=found.name)
    assert_type(done, Upgraded)
    assert_type(done.report, Report)
    assert_type(done.lost, tuple[Lost, ...])
    assert_type(compare(report, done.report), tuple[Difference, ...])
    assert_type(published(), dict[str, str])
    json_schema(found)["$id"]


def checks(report: Report, others: list[Report], roster: Roster) -> None:
    result = check(report, select=["GD2"], ignore=["GD203"])
    assert_type(result, CheckResult)
    assert_type(result.findings, tuple[Finding, ...])
    assert_type(result.has_errors, bool)
    assert_type(result.counts, Mapping[str, Mapping[Outcome, int]])
    finding = result.findings[0]
    assert_type(finding.severity, Severity)
    assert_type(finding.path, str | None)
    assert_type(finding.text("en"), str)
    assert_type(check_series(others, select=["GD3"]), CheckResult)
    assert_type(check_roll_up(report, others, own=report, roster=roster), CheckResult)
    assert_type(RULES, Mapping[str, Rule])
    assert_type(RULES["GD203"].explanation("zh"), str)


def policies(report: Report) -> None:
    policy = load_policy(Path("govdisclosure.toml"))
    assert_type(policy, Policy)
    assert_type(policy.waive, tuple[Waiver, ...])
    assert_type(Policy(severity={"GD203": Severity.INFO}).severity, Mapping[str, Severity])
    applied = policy.applied(check(report).findings, name="", report=report, today=date.today())
    assert_type(applied, Applied)


def documents_read_and_written(path: Path) -> None:
    parsed = read(path, kind="html")
    assert_type(parsed, Parsed)
    assert_type(parsed.report, Report)
    assert_type(parsed.source, Source)
    assert_type(parsed.evidence, Mapping[str, Evidence])
    assert_type(parsed.unplaced, tuple[Unplaced, ...])
    assert_type(parsed.evidence["year"].place, Place)
    assert_type(read_all(b""), list[Parsed])
    with path.open("rb") as file:
        assert_type(read(file).notes, tuple[Finding, ...])
    assert_type(render(parsed.report, "docx"), bytes)
    assert_type(printable(parsed.report, "html"), Report)
    write(parsed.report, "report.pdf")
    checked = Checked.of("", parsed.report, check(parsed.report))
    assert_type(review_page(checked, lang="zh"), str)
    assert_type(report_text(checked, "en"), str)


def governments(some: list[Report]) -> None:
    roster = load_roster("units.csv")
    assert_type(roster.entries, tuple[RosterEntry, ...])
    there = attendance(roster, some, year=1)
    assert_type(there, Attendance)
    assert_type(there.missing, tuple[RosterEntry, ...])
    assert_type(by_organ(some, aliases=roster), tuple[tuple[int, ...], ...])
    rolled = roll_up(some, organ=Organ(name=""))
    assert_type(rolled, RolledUp)
    assert_type(rolled.report, Report)


def tables(some: list[Report]) -> None:
    assert_type(layout(), Layout)
    assert_type(layout(FORMATS["2021"]).columns, tuple[Column, ...])
    assert_type(column_name("requests.received.total"), str)
    assert_type(row_of(some[0]), Row)
    rows = series_table(some)
    assert_type(rows, tuple[SeriesRow, ...])
    assert_type(rows[0].value, int | Decimal | None)
    assert_type(series_csv(rows), bytes)


def generators() -> None:
    assert_type(reports("2021", blanks=True), SearchStrategy[Report])
    assert_type(series(organ=""), SearchStrategy[tuple[Report, ...]])
    assert_type(documents("docx"), SearchStrategy[Document])
    assert_valid(_generator)
    assert_consistent(_generator)
    assert_round_trips(_generator)
    assert_round_trips(_length)  # type: ignore[arg-type]  # a number is no document


def _length(report: Report) -> int:
    return len(report.sections)


def _generator(report: Report) -> str:
    return dumps(report)
