"""A government's record made of its units' agrees with them; change one figure, and exactly that one is found."""

from decimal import Decimal
from typing import Any

import attrs
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import FORMATS, Finding, Format, Outcome, Report, check, check_roll_up, dumps, loads, validate
from govdisclosure.formats._kit import MAX_COUNT
from govdisclosure.grid import value_at
from govdisclosure.levels import RolledUp, adds_up, roll_up
from govdisclosure.strategies import reports

STANDARD = [fmt for fmt in FORMATS.values() if fmt.headings]
standard_format = pytest.mark.parametrize("fmt", STANDARD, ids=[fmt.name for fmt in STANDARD])
every_format = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)

few = examples(25)


@st.composite
def governments(
    draw: st.DrawFn, fmt: Format, *, blanks: bool = False, own: bool | None = None
) -> tuple[list[Report], Report | None]:
    """The reports of a government's units, and of its own office or None, all for one year."""
    one = reports(fmt, narrative=False, year=fmt.first_year, blanks=blanks)
    units = draw(st.lists(one, min_size=1, max_size=4))
    has_own = draw(st.booleans()) if own is None else own
    return units, draw(one) if has_own else None


def changed(report: Report, path: str, step: int) -> Report:
    """The report with one figure changed."""
    result: Report = _changed(report, path.split("."), step)
    return result


def _changed(part: Any, names: list[str], step: int) -> Any:
    if not names:
        return part + step
    first, *rest = names
    return attrs.evolve(part, **{first: _changed(getattr(part, first), rest, step)})


def found(parent: Report, units: list[Report], own: Report | None) -> dict[str | None, Finding]:
    return {finding.path: finding for finding in check_roll_up(parent, units, own, select=["GD701"]).findings}


def left_blank(made: RolledUp) -> set[str]:
    return {*made.blanks, *made.doubtful}


@every_format
@few
@given(data=st.data())
def test_the_made_record_is_valid_and_has_a_figure_or_says_why_not(fmt: Format, data: st.DataObject) -> None:
    units, own = data.draw(governments(fmt, blanks=True))
    made = roll_up(units, own)
    validate(made.report)
    assert loads(dumps(made.report)) == made.report
    assert {cell.path for cell in fmt.cells if value_at(made.report, cell.path) is None} == left_blank(made)


@standard_format
@few
@given(data=st.data())
def test_the_made_record_agrees_with_its_units(fmt: Format, data: st.DataObject) -> None:
    units, own = data.draw(governments(fmt, blanks=True))
    made = roll_up(units, own)
    result = check_roll_up(made.report, units, own)
    assert result.findings == ()
    undecided = {finding.path for finding in result.undecided}
    assert undecided == {path for path in made.blanks if adds_up(fmt.cell(path))}
    assert result.total(Outcome.HOLDS) == sum(map(adds_up, fmt.cells)) - len(undecided)


@standard_format
@few
@given(data=st.data())
def test_what_adds_up_in_every_unit_adds_up_in_the_sum(fmt: Format, data: st.DataObject) -> None:
    units, own = data.draw(governments(fmt))
    result = check(roll_up(units, own).report, select=["GD2"])
    assert (result.findings, result.undecided) == ((), ())


@standard_format
@few
@given(data=st.data())
def test_one_figure_changed_is_found_alone(fmt: Format, data: st.DataObject) -> None:
    units, own = data.draw(governments(fmt))
    parent = roll_up(units, own).report
    cell = data.draw(st.sampled_from([cell for cell in fmt.cells if adds_up(cell)]))
    step = data.draw(st.sampled_from((1, -1)) | st.integers(1, MAX_COUNT).flatmap(lambda n: st.sampled_from((n, -n))))
    findings = found(changed(parent, cell.path, step), units, own)
    assert findings.keys() == {cell.path}
    shown = findings[cell.path].args["difference"]
    assert Decimal(str(shown)) == step
    assert findings[cell.path].message == ("differs" if own is not None else "more" if step > 0 else "less")


@standard_format
@few
@given(data=st.data())
def test_one_figure_of_one_unit_changed_is_found_alone(fmt: Format, data: st.DataObject) -> None:
    units, own = data.draw(governments(fmt, own=True))
    assert own is not None
    parent = roll_up(units, own).report
    cell = data.draw(st.sampled_from([cell for cell in fmt.cells if adds_up(cell)]))
    which = data.draw(st.integers(0, len(units)))
    given_reports = [changed(each, cell.path, 1) if n == which else each for n, each in enumerate((*units, own))]
    findings = found(parent, given_reports[:-1], given_reports[-1])
    assert findings.keys() == {cell.path}
    assert which in {related.subject for related in findings[cell.path].related}


@standard_format
@few
@given(data=st.data())
def test_every_figure_changed_is_found(fmt: Format, data: st.DataObject) -> None:
    units, own = data.draw(governments(fmt))
    parent = roll_up(units, own).report
    expected = set()
    for cell in fmt.cells:
        if adds_up(cell):
            parent = changed(parent, cell.path, 1)
            expected.add(cell.path)
    assert found(parent, units, own).keys() == expected


@standard_format
@few
@given(data=st.data())
def test_the_order_of_units_does_not_matter(fmt: Format, data: st.DataObject) -> None:
    units, own = data.draw(governments(fmt, blanks=True))
    order = data.draw(st.permutations(range(len(units))))
    shuffled = [units[n] for n in order]
    made, other = roll_up(units, own), roll_up(shuffled, own)
    assert made.report == other.report
    assert made.doubtful == other.doubtful
    place = {old: new for new, old in enumerate(order)} | {len(units): len(units)}
    assert {path: {place[n] for n in blank} for path, blank in made.blanks.items()} == {
        path: set(blank) for path, blank in other.blanks.items()
    }
    wrong = data.draw(reports(fmt, narrative=False, year=fmt.first_year))
    first, second = found(wrong, units, own), found(wrong, shuffled, own)
    assert {path: dict(each.args) for path, each in first.items()} == {
        path: dict(each.args) for path, each in second.items()
    }
    for path, finding in first.items():
        assert {place[related.subject] for related in finding.related} == {
            related.subject for related in second[path].related
        }


@standard_format
@few
@given(data=st.data())
def test_levels_may_be_rolled_up_one_after_the_other(fmt: Format, data: st.DataObject) -> None:
    """A city over its counties is the same as a city over all their units."""
    counties = [data.draw(governments(fmt, own=True)) for _ in range(2)]
    made = [roll_up(units, own).report for units, own in counties]
    every = [report for units, own in counties for report in (*units, *(() if own is None else (own,)))]
    above, below = roll_up(made).report, roll_up(every).report
    assert all(value_at(above, cell.path) == value_at(below, cell.path) for cell in fmt.cells if adds_up(cell))
