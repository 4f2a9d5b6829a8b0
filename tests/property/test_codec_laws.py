"""Laws of the codec: whatever is a report survives JSON; whatever is not is refused by both ways in alike."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from effort import examples
from hypothesis import find, given
from hypothesis import strategies as st
from json_changes import places
from odd_reports import odd_reports

from govdisclosure import FORMATS, InvalidReport, Report, check, dumps, from_dict, loads, to_dict, validate
from govdisclosure.codec import _plain
from govdisclosure.codec._strict import fast
from govdisclosure.formats._kit import Kind
from govdisclosure.strategies import reports

EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)


def accepted(read: Any, data: object) -> Report | None:
    try:
        report: Report | None = read(data)
    except InvalidReport:
        return None
    return report


@EVERY_FORMAT
@examples(80)
@given(data=st.data())
def test_json_and_plain_data_give_the_report_back(name: str, data: st.DataObject) -> None:
    report = data.draw(odd_reports(name))
    validate(report)
    text = dumps(report)
    assert fast(text) == report, "the fast way refused what the library wrote"
    assert loads(text) == report
    assert loads(dumps(report, indent=1)) == report
    assert from_dict(_plain(text)) == report
    assert from_dict(to_dict(report)) == report
    assert dumps(loads(text)) == text


@EVERY_FORMAT
@examples(60)
@given(data=st.data())
def test_amounts_keep_every_digit(name: str, data: st.DataObject) -> None:
    digits = data.draw(st.from_regex(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,40})?", fullmatch=True))
    amounts_keep(name, digits, data.draw(reports(name, narrative=False)))


@EVERY_FORMAT
def test_an_amount_of_nothing_keeps_its_places(name: str) -> None:
    """Python writes it with an exponent: 0E-7 has the digits of 0.0000000."""
    has_tables = find(reports(name), lambda report: any(section.table for section in report.sections))
    amounts_keep(name, "0.0000000", has_tables)


def amounts_keep(name: str, digits: str, report: Report) -> None:
    """An amount of these digits, in that report, has each of them however it is read."""
    path = next(cell.path for cell in FORMATS[name].cells if cell.kind is Kind.MONEY)
    if not any(section.table and path.startswith(section.table) for section in report.sections):
        return  # a format whose table need not be printed
    plain = json.loads(dumps(report))
    *steps, last = path.split(".")
    branch = plain
    for step in steps:
        branch = branch[step]
    branch[last] = "@"
    text = json.dumps(plain).replace('"@"', digits)
    for found in (loads(text), loads(dumps(loads(text))), from_dict(_plain(text))):
        amount: Any = found
        for step in path.split("."):
            amount = getattr(amount, step)
        assert isinstance(amount, Decimal)
        assert amount.as_tuple() == Decimal(digits).as_tuple()


VALUES: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from((-1, 0, 1, 2**53 - 1, 2**53, 10**12, 10**12 + 1, 3.0, 3.7, 1e300, 1e-300, -0.0))
    | st.sampled_from(("", "3", "NaN", "2024-02-29", "2023-02-29", "2023-1-1", "own", "requests", "321300", "legacy"))
    | st.sampled_from(([], {}, [[]], [None], {"a": 1}))
    | st.dates().map(date.isoformat)
)


@EVERY_FORMAT
@examples(150)
@given(data=st.data())
def test_both_ways_in_accept_the_same(name: str, data: st.DataObject) -> None:
    plain = json.loads(dumps(data.draw(reports(name, blanks=True))))
    path = data.draw(st.sampled_from(list(places(plain))[1:]))
    branch = plain
    for step in path[:-1]:
        branch = branch[step]
    action = data.draw(st.sampled_from(("change", "change", "change", "drop", "add")))
    if action == "drop":
        del branch[path[-1]]
    elif action == "add" and isinstance(branch, dict):
        branch[data.draw(st.text(max_size=3) | st.sampled_from(("format", "total", "parts")))] = data.draw(VALUES)
    else:
        branch[path[-1]] = data.draw(VALUES)
    text = json.dumps(plain)
    quick, thorough = fast(text), accepted(lambda t: from_dict(_plain(t)), text)
    assert quick == thorough
    assert accepted(loads, text) == thorough


@examples(300)
@given(st.binary(max_size=40) | st.text(max_size=40) | st.text(alphabet='{}[]":,0.-eformat21', max_size=40))
def test_no_text_is_answered_with_anything_but_a_report_or_a_refusal(data: str | bytes) -> None:
    assert accepted(loads, data) is None


@EVERY_FORMAT
@examples(40)
@given(data=st.data())
def test_a_draft_with_any_keys_missing_can_be_checked(name: str, data: st.DataObject) -> None:
    plain = json.loads(dumps(data.draw(reports(name))))
    dropped = data.draw(st.lists(st.sampled_from(list(places(plain))[1:]), max_size=6))
    for path in dropped:
        branch: Any = plain
        for step in path[:-1]:
            branch = branch.get(step) if isinstance(branch, dict) else None
        if isinstance(branch, dict) and path[0] not in ("format", "year", "organ", "period"):
            branch.pop(path[-1], None)
    report = loads(json.dumps(plain), draft=True)
    check(report)
    check(report, select=["GD"])
    assert loads(dumps(report)) == report


# --- the strategies themselves ----------------------------------------------------------------------------


@EVERY_FORMAT
@examples(60)
@given(data=st.data())
def test_consistent_reports_meet_every_identity(name: str, data: st.DataObject) -> None:
    report = data.draw(reports(name))
    result = check(report, select=["GD2"])
    assert result.findings == result.undecided == ()


@pytest.mark.parametrize("narrative", [True, False, "awkward"])
@examples(30)
@given(data=st.data())
def test_reports_of_any_format_are_valid(narrative: Any, data: st.DataObject) -> None:
    report = data.draw(reports(narrative=narrative, year=2024, organ="云溪县档案馆", consistent=False))
    validate(report)
    assert (report.year, report.organ.name) == (2024, "云溪县档案馆")


def test_the_strategies_are_registered_with_hypothesis() -> None:
    """In either order of imports: Hypothesis calls into this package while it is itself being imported."""
    for first in ("import hypothesis", "import govdisclosure.strategies"):
        program = f"{first}; from hypothesis import strategies as st; from govdisclosure import FORMATS; " + (
            "assert all('_reports' in repr(st.from_type(fmt.report).validate() or st.from_type(fmt.report)"
            ".wrapped_strategy.definition) for fmt in FORMATS.values())"
        )
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{done.stderr}; if the entry point is missing, install the package again"
