"""Laws of putting a record into another format: nothing vanishes unsaid, nothing appears, and the way back is known."""

from collections import Counter
from itertools import permutations

import attrs
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import FORMATS, Format, Report, Severity, check, dumps, loads
from govdisclosure.formats import format_of
from govdisclosure.formats.shared import Head
from govdisclosure.grid import Figure, value_at
from govdisclosure.strategies import reports
from govdisclosure.upgrade import Upgraded, upgrade

PAIRS = tuple(permutations(FORMATS.values(), 2))
STANDARD = [pair for pair in PAIRS if all(fmt.headings for fmt in pair)]


def each(pairs: object) -> pytest.MarkDecorator:
    assert isinstance(pairs, tuple | list)
    return pytest.mark.parametrize(("old", "new"), pairs, ids=[f"{one.name}-{other.name}" for one, other in pairs])


def drawn(data: st.DataObject, fmt: Format) -> Report:
    """A report with blanks and marks, whose figures need not add up."""
    return data.draw(reports(fmt, consistent=data.draw(st.booleans()), blanks=True))


def told(done: Upgraded) -> dict[str, tuple[Figure, str | None]]:
    """What the result tells of the old record, by path: figures and raw texts, wherever they stand."""
    report = done.report
    known = {path: (value_at(report, path), report.printed.get(path)) for path in format_of(report).by_path}
    for entry in done.derived:
        del known[entry.path]
        if entry.value == 0:  # the sum of counts, or the row they are a part of
            known |= dict.fromkeys(entry.parts, (0, None))
    return known | {entry.path: (entry.value, entry.printed) for entry in done.lost}


@each(PAIRS)
@examples(25)
@given(data=st.data())
def test_nothing_vanishes_unsaid(old: Format, new: Format, data: st.DataObject) -> None:
    report = drawn(data, old)
    known = told(upgrade(report, to=new.name))
    for path in old.by_path:
        assert known.get(path, (None, None)) == (value_at(report, path), report.printed.get(path)), path


@each(PAIRS)
@examples(25)
@given(data=st.data())
def test_nothing_appears(old: Format, new: Format, data: st.DataObject) -> None:
    """A figure of the new record is that of the old one at its path, or said to be derived; never a 0 from nowhere."""
    report = drawn(data, old)
    done = upgrade(report, to=new.name)
    derived = {entry.path: entry for entry in done.derived}
    unknown = {entry.path for entry in done.unknown}
    for path in new.by_path:
        value = value_at(done.report, path)
        if path in derived:
            parts = [value_at(report, part) for part in derived[path].parts]
            assert None not in parts
            assert value == derived[path].value == sum(part or 0 for part in parts)
        elif path in unknown:
            assert value is None
        else:
            assert value == value_at(report, path)
            assert (path in done.report.printed) == (path in report.printed)
    assert loads(dumps(done.report)) == done.report


@each(PAIRS)
@examples(25)
@given(data=st.data())
def test_there_and_back_is_the_same_but_for_what_was_said_to_be_lost(
    old: Format, new: Format, data: st.DataObject
) -> None:
    report = drawn(data, old)
    there = upgrade(report, to=new.name)
    back = upgrade(there.report, to=old.name)
    assert format_of(back.report) is old
    lost = {entry.path: entry for entry in there.lost}
    for path in old.by_path:
        value, printed = value_at(back.report, path), back.report.printed.get(path)
        if path not in lost:
            assert (value, printed) == (value_at(report, path), report.printed.get(path)), path
        else:
            assert value in (None, lost[path].value)
            assert printed is None
    marks = {"sections", "printed"}  # a section loses the mark of a table that the other format has not
    for field in attrs.fields(Head):
        if field.name not in marks or (field.name == "sections" and old.tables.keys() == new.tables.keys()):
            assert getattr(back.report, field.name) == getattr(report, field.name)


@each(PAIRS)
@examples(10)
@given(data=st.data())
def test_twice_is_once(old: Format, new: Format, data: st.DataObject) -> None:
    done = upgrade(drawn(data, old), to=new.name)
    assert upgrade(done.report, to=new.name) == Upgraded(report=done.report)


@each(STANDARD)
@examples(40)
@given(data=st.data())
def test_sums_are_wrong_only_where_they_were(old: Format, new: Format, data: st.DataObject) -> None:
    """Where a row is divided, its sum is wrong if that of a part is; where it is joined, the other way round."""
    report = drawn(data, old)
    before = check(report, select=["GD2"])
    after = check(upgrade(report, to=new.name).report, select=["GD2"])
    assert len(after.findings) <= len(before.findings)
    apart = {(finding.code, finding.path) for finding in after.findings} - {(f.code, f.path) for f in before.findings}
    assert all(path not in old.by_path for _, path in apart)


@each(STANDARD)
@examples(25)
@given(data=st.data())
def test_no_error_is_new_but_that_nothing_of_a_table_is_left(old: Format, new: Format, data: st.DataObject) -> None:
    report = drawn(data, old)
    done = upgrade(report, to=new.name)
    before, after = (_errors(each_report) for each_report in (report, done.report))
    more = after - before
    assert set(more) <= {"GD103"}, "a table of which nothing was carried is blank, as a missing one is"
    if more:
        assert done.lost


def _errors(report: Report) -> Counter[str]:
    return Counter(f.code for f in check(report).findings if f.severity is Severity.ERROR)
