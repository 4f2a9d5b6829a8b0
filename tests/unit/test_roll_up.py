"""Between levels: a government's tables made from its units', and GD701 and GD702 in every outcome."""

from collections.abc import Sequence
from decimal import Decimal

import attrs
import pytest

from govdisclosure import FORMATS, CheckResult, Format, InvalidReport, Organ, Outcome, Report, check_roll_up, from_dict
from govdisclosure.checks.levels import MAX_RELATED
from govdisclosure.formats._kit import MAX_COUNT, Kind, nested
from govdisclosure.grid import Figure, value_at
from govdisclosure.levels import CannotRollUp, Reason, adds_up, minus, roll_up, same_organ_twice, total
from govdisclosure.roster import Roster, RosterEntry

STANDARD = [fmt for fmt in FORMATS.values() if fmt.headings]
every_format = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
standard_format = pytest.mark.parametrize("fmt", STANDARD, ids=[fmt.name for fmt in STANDARD])

COUNTY = Organ(name="云溪县人民政府")
EDUCATION, WATER, TOWN = "云溪县教育局", "云溪县水利局", "云溪县青禾镇人民政府"
RECEIVED = "requests.received.total"


def unit(fmt: Format, name: str | None, /, year: int | None = None, fill: int = 0, **changed: Figure) -> Report:
    """A record with every figure `fill`, but for those named (dots written as two underscores)."""
    values: dict[str, Figure] = {cell.path: fill for cell in fmt.cells}
    values.update({path.replace("__", "."): value for path, value in changed.items()})
    data = {"format": fmt.name, "year": year or fmt.first_year, "organ": {"name": name}, **nested(values)}
    return from_dict(data, draft=True)


def put(report: Report, path: str, value: Figure) -> Report:
    """The record with another figure."""
    values: dict[str, Figure] = {cell.path: value_at(report, cell.path) for cell in FORMATS[report.format].cells}
    data = {"format": report.format, "year": report.year, "organ": {}, **nested({**values, path: value})}
    made = from_dict(data, draft=True)
    return attrs.evolve(report, **{key: getattr(made, key) for key in FORMATS[report.format].tables})


def money_cell(fmt: Format) -> str:
    return next(cell.path for cell in fmt.cells if cell.kind is Kind.MONEY)


def stock_cell(fmt: Format) -> str:
    return next(cell.path for cell in fmt.cells if not adds_up(cell))


def trio(fmt: Format) -> tuple[Report, list[Report], Report]:
    """A county with two units and its own office, all figures right."""
    units = [unit(fmt, EDUCATION, fill=2), unit(fmt, WATER, fill=3)]
    own = unit(fmt, "云溪县人民政府办公室", fill=4)
    return roll_up(units, own, organ=COUNTY).report, units, own


def checked(
    parent: Report, units: Sequence[Report], own: Report | None = None, roster: Roster | None = None
) -> CheckResult:
    return check_roll_up(parent, units, own, roster=roster, select=["GD701"])


def reasons(result: CheckResult) -> list[str]:
    """Why nothing could be compared."""
    assert result.findings == ()
    assert result.total(Outcome.HOLDS) == 0
    assert {finding.outcome for finding in result.undecided} == {Outcome.UNDECIDABLE}
    return [finding.message for finding in result.undecided]


# --- what adds up --------------------------------------------------------------------------------------------------


@every_format
def test_all_adds_up_but_the_stocks_of_table_2(fmt: Format) -> None:
    stocks = {cell.path for cell in fmt.cells if not adds_up(cell)}
    assert {path.partition(".")[0] for path in stocks} <= {"proactive"}
    assert {cell.path for cell in fmt.cells if cell.kind is Kind.CHANGE} <= stocks
    assert all(adds_up(cell) for cell in fmt.cells if cell.kind is Kind.MONEY)
    assert bool(stocks) == bool(fmt.headings)


def test_sums_are_exact_and_blank_where_a_part_is() -> None:
    assert total([1, 2, 3]) == 6
    assert total([]) == 0
    assert total([1, None]) is None
    many = Decimal("999999999999.1234567890123456789012345678901234")
    assert total([many, Decimal("0.0000000000000000000000000000000001")]) == Decimal(f"{many}"[:-1] + "5")
    assert minus(many, Decimal("0.0000000000000000000000000000000004")) == Decimal(f"{many}"[:-1] + "0")
    assert minus(3, 5) == -2
    assert minus(Decimal("1234567890123456789012345678902.1"), 1) == Decimal("1234567890123456789012345678901.1")


# --- making the government's record --------------------------------------------------------------------------------


@every_format
def test_figures_are_the_sums_over_units_and_own_office(fmt: Format) -> None:
    made, units, own = trio(fmt)
    assert made.format == fmt.name
    for cell in fmt.cells:
        wanted = 9 if adds_up(cell) else None
        assert value_at(made, cell.path) == wanted, cell.path
    assert roll_up(units, own).doubtful == {cell.path: 9 for cell in fmt.cells if not adds_up(cell)}
    assert roll_up(units, own).blanks == {}


@every_format
def test_the_record_is_an_empty_form_with_figures(fmt: Format) -> None:
    made, _, _ = trio(fmt)
    assert (made.organ, made.year, made.scope) == (COUNTY, fmt.first_year, "consolidated")
    assert made.title == f"云溪县人民政府{fmt.first_year}年政府信息公开工作年度报告"
    assert {section.table for section in made.sections} >= set(fmt.tables)
    assert all(section.paragraphs == () for section in made.sections)
    assert (made.period, made.signed_on, made.printed) == (None, None, {})


@every_format
def test_a_blank_in_any_report_leaves_the_sum_blank_and_says_whose(fmt: Format) -> None:
    path = fmt.cells[-1].path
    _, units, own = trio(fmt)
    made = roll_up([units[0], put(units[1], path, None)], put(own, path, None))
    assert value_at(made.report, path) is None
    assert made.blanks == {path: (1, 2)}


@standard_format
def test_a_stock_that_is_0_everywhere_is_0(fmt: Format) -> None:
    made = roll_up([unit(fmt, EDUCATION), unit(fmt, WATER)])
    assert value_at(made.report, stock_cell(fmt)) == 0
    assert made.doubtful == {}


@standard_format
def test_a_blank_stock_is_blank_not_doubtful(fmt: Format) -> None:
    made = roll_up([put(unit(fmt, EDUCATION, fill=2), stock_cell(fmt), None), unit(fmt, WATER, fill=2)])
    assert made.blanks == {stock_cell(fmt): (0,)}
    assert stock_cell(fmt) not in made.doubtful


@standard_format
def test_amounts_are_added_exactly(fmt: Format) -> None:
    path = money_cell(fmt)
    units = [put(unit(fmt, name), path, Decimal(text)) for name, text in ((EDUCATION, "0.1000"), (WATER, "0.2"))]
    assert value_at(roll_up(units).report, path) == Decimal("0.3")


def test_tables_that_nobody_printed_are_blank() -> None:
    """Narrative reports without the statistics table."""
    for fmt in FORMATS.values():
        empty = from_dict({"format": fmt.name, "year": fmt.first_year, "organ": {}}, draft=True)
        made = roll_up([empty, empty])
        assert all(value_at(made.report, cell.path) is None for cell in fmt.cells)
        assert made.blanks == {cell.path: (0, 1) for cell in fmt.cells}


@standard_format
def test_a_sum_no_figure_can_hold_is_refused(fmt: Format) -> None:
    large = put(unit(fmt, EDUCATION), RECEIVED, MAX_COUNT)
    assert value_at(roll_up([large]).report, RECEIVED) == MAX_COUNT
    with pytest.raises(InvalidReport, match=RECEIVED):
        roll_up([large, put(unit(fmt, WATER), RECEIVED, 1)])


def test_reports_that_do_not_go_together_are_refused() -> None:
    older, newer = STANDARD[0], STANDARD[-1]
    one = unit(newer, EDUCATION)
    office = attrs.evolve(unit(newer, "云溪县人民政府办公室"), scope="consolidated")
    undated = attrs.evolve(one, year=None)
    cases: Sequence[tuple[Sequence[Report], Report | None, Reason, tuple[str, str]]] = (
        ([], None, "none", ("no reports", "没有可供汇总")),
        ([one, unit(newer, WATER, year=newer.first_year + 1)], None, "year", (WATER, WATER)),
        ([one, unit(older, WATER, year=newer.first_year)], None, "format", (older.name, older.name)),
        ([undated], None, "undated", ("year", "年度")),
        ([one, undated], None, "year", ("blank", "空白")),
        ([one, attrs.evolve(undated, organ=Organ())], None, "year", ("report 2", "第 2 份报告")),
        ([one], office, "own", ("consolidated", "汇总")),
    )
    for reports, own, reason, (english, chinese) in cases:
        with pytest.raises(CannotRollUp) as caught:
            roll_up(reports, own)
        assert caught.value.obstacles[0].reason == reason
        assert english in caught.value.text("en")
        assert chinese in caught.value.text("zh")


def test_the_first_of_several_reasons_is_told_with_their_number() -> None:
    older, newer = STANDARD[0], STANDARD[-1]
    with pytest.raises(CannotRollUp) as caught:
        roll_up([unit(newer, EDUCATION), unit(older, WATER)])
    assert [each.reason for each in caught.value.obstacles] == ["format", "year"]
    assert "(and 1 more)" in caught.value.text("en")
    assert "（另有 1 处）" in caught.value.text("zh")


def test_the_only_reason_is_told_without_a_number() -> None:
    with pytest.raises(CannotRollUp) as caught:
        roll_up([])
    assert caught.value.text("en").startswith("these reports cannot be added up: there are no reports to add up; give")
    assert caught.value.text("zh").startswith("这些报告不能汇总：没有可供汇总的报告；请")


@standard_format
def test_the_report_of_the_own_office_has_to_go_with_the_units(fmt: Format) -> None:
    _, units, own = trio(fmt)
    late = attrs.evolve(own, year=fmt.first_year + 1)
    with pytest.raises(CannotRollUp) as caught:
        roll_up(units, late)
    assert [(each.reason, each.reports) for each in caught.value.obstacles] == [("year", (2,))]
    made = roll_up(units, attrs.evolve(own, year=None), year=fmt.first_year)
    assert value_at(made.report, RECEIVED) == 9


@standard_format
def test_the_organ_is_in_the_record_as_given(fmt: Format) -> None:
    organ = Organ(name="云溪县人民政府", credit_code="11000000MB000000XT", level="government")
    assert roll_up([unit(fmt, EDUCATION)], organ=organ).report.organ == organ


@standard_format
def test_reports_without_a_year_are_for_the_year_given(fmt: Format) -> None:
    undated = attrs.evolve(unit(fmt, EDUCATION, fill=1), year=None)
    made = roll_up([undated, unit(fmt, WATER, fill=1)], year=fmt.first_year)
    assert (made.report.year, value_at(made.report, RECEIVED)) == (fmt.first_year, 2)
    with pytest.raises(CannotRollUp):
        roll_up([unit(fmt, WATER)], year=fmt.first_year + 1)


@standard_format
def test_two_reports_of_one_organ_are_said(fmt: Format) -> None:
    code = "11000000MB000000XT"
    coded = attrs.evolve(unit(fmt, "云溪县水务局"), organ=Organ(name="云溪县水务局", credit_code=code))
    again = attrs.evolve(unit(fmt, WATER), organ=Organ(name=WATER, credit_code=code))
    reports = [unit(fmt, EDUCATION), coded, unit(fmt, "云溪县 教育局"), again, unit(fmt, None), unit(fmt, None)]
    assert same_organ_twice(reports) == ((0, 2), (1, 3))
    assert roll_up(reports[:3]).twice == ((0, 2),)
    assert roll_up([reports[0]], reports[2]).twice == ((0, 1),)


# --- GD701 ---------------------------------------------------------------------------------------------------------


@standard_format
def test_a_record_made_of_its_units_holds(fmt: Format) -> None:
    made, units, own = trio(fmt)
    result = checked(made, units, own)
    assert (result.findings, result.undecided) == ((), ())
    assert dict(result.counts["GD701"]) == {Outcome.HOLDS: sum(map(adds_up, fmt.cells))}


@standard_format
@pytest.mark.parametrize("step", [1, -1])
def test_every_figure_that_adds_up_fires_alone(fmt: Format, step: int) -> None:
    made, units, own = trio(fmt)
    for cell in fmt.cells:
        if adds_up(cell):
            (found,) = checked(put(made, cell.path, 9 + step), units, own).findings
            amounts = cell.kind is Kind.MONEY
            wanted = (str(9 + step), "9", str(step)) if amounts else (9 + step, 9, step)
            assert (found.path, found.message, found.parts, found.subject) == (
                cell.path, "differs", (cell.path,), None,
            )  # fmt: skip
            assert tuple(found.args[key] for key in ("printed", "expected", "difference")) == wanted
            assert [(each.subject, each.path) for each in found.related] == [(n, cell.path) for n in range(3)]
            assert cell.zh in found.text("zh")
            assert cell.en in found.text("en")


@standard_format
def test_stocks_are_not_compared(fmt: Format) -> None:
    """A document that two units issued together is in force once."""
    made, units, own = trio(fmt)
    for cell in fmt.cells:
        if not adds_up(cell):
            assert checked(put(made, cell.path, 8), units, own).findings == ()


@standard_format
def test_only_units_that_have_something_are_named_and_not_without_end(fmt: Format) -> None:
    units = [unit(fmt, None, fill=n % 2) for n in range(2 * MAX_RELATED + 4)]
    made = roll_up(units).report
    (found,) = checked(put(made, RECEIVED, 0), units).findings
    assert len(found.related) == MAX_RELATED
    assert [each.subject for each in found.related[:3]] == [1, 3, 5]


@standard_format
@pytest.mark.parametrize(("printed", "outcome"), [("/", Outcome.UNDECIDABLE), ("1 2", Outcome.BLOCKED)])
@pytest.mark.parametrize(("blank", "named"), [(0, []), (2, [1]), (3, [2])], ids=["parent", "unit", "own"])
def test_a_blank_anywhere_is_undecidable_and_an_unread_figure_blocks(
    fmt: Format, printed: str, outcome: Outcome, blank: int, named: list[int]
) -> None:
    made, units, own = trio(fmt)
    given = [made, *units, own]
    given[blank] = attrs.evolve(put(given[blank], RECEIVED, None), printed={RECEIVED: printed})
    result = checked(given[0], given[1:3], given[3])
    assert result.findings == ()
    (undecided,) = result.undecided
    assert (undecided.path, undecided.outcome) == (RECEIVED, outcome)
    assert [(each.subject, each.path) for each in undecided.related] == [(subject, RECEIVED) for subject in named]
    assert undecided.parts == (RECEIVED,)


@standard_format
def test_without_a_report_of_the_own_office_the_difference_is_said_to_be_its(fmt: Format) -> None:
    made, units, _ = trio(fmt)
    findings = {found.path: found for found in checked(made, units).findings}
    assert len(findings) == sum(map(adds_up, fmt.cells))
    found = findings[RECEIVED]
    assert (found.message, found.args["difference"]) == ("more", 4)
    assert "本级" in found.text("zh")
    assert "own office" in found.text("en")
    (found,) = checked(put(roll_up(units).report, RECEIVED, 1), units).findings
    assert (found.message, found.args["difference"]) == ("less", -4)


@standard_format
def test_a_report_of_the_own_office_alone_is_not_compared(fmt: Format) -> None:
    made, units, own = trio(fmt)
    assert reasons(checked(attrs.evolve(made, scope="own"), units, own)) == ["scope"]
    (scope,) = checked(attrs.evolve(made, scope="own"), units, own).undecided
    assert (scope.path, scope.parts) == ("scope", ("scope",))
    unsaid = attrs.evolve(put(made, RECEIVED, 8), scope=None)
    assert [found.path for found in checked(unsaid, units, own).findings] == [RECEIVED]


def test_reports_of_other_years_and_formats_are_not_compared() -> None:
    older, newer = STANDARD[0], STANDARD[-1]
    made, units, own = trio(newer)
    next_year = attrs.evolve(units[1], year=newer.first_year + 1)
    other = unit(older, WATER, year=newer.first_year)
    result = checked(made, [units[0], next_year, other], attrs.evolve(own, scope="consolidated"))
    assert reasons(result) == ["year", "format", "own"]
    assert [[(r.subject, r.path) for r in each.related] for each in result.undecided] == [
        [(1, "year")], [(2, "format")], [(3, "scope")],
    ]  # fmt: skip
    assert WATER in result.undecided[0].text("zh")
    assert reasons(checked(attrs.evolve(made, year=None), units, own)) == ["undated"]
    assert reasons(checked(made, [])) == ["none"]


@standard_format
def test_while_a_unit_is_missing_only_what_is_too_little_is_sure(fmt: Format) -> None:
    made, units, own = trio(fmt)
    roster = Roster(tuple(RosterEntry(name=name) for name in (EDUCATION, WATER, TOWN)))
    parent = put(put(made, RECEIVED, 8), "requests.received.natural_person", 10)
    result = checked(parent, units, own, roster=roster)
    assert [(found.path, found.message) for found in result.findings] == [(RECEIVED, "differs")]
    assert {found.message for found in result.undecided} == {"incomplete"}
    assert len(result.undecided) == sum(map(adds_up, fmt.cells)) - 1
    more = next(found for found in result.undecided if found.path == "requests.received.natural_person")
    assert (more.args["difference"], more.args["missing"]) == (1, 1)
    assert more.outcome is Outcome.UNDECIDABLE
    assert [(each.subject, each.path) for each in more.related] == [(n, more.path) for n in range(3)]
    complete = Roster(roster.entries[:2])
    assert checked(made, units, own, roster=complete).undecided == ()


@standard_format
def test_two_reports_of_a_unit_on_the_roster_are_not_compared(fmt: Format) -> None:
    made, units, own = trio(fmt)
    roster = Roster((RosterEntry(name=EDUCATION), RosterEntry(name=WATER, aliases=("云溪县水务局",))))
    renamed = attrs.evolve(units[1], organ=Organ(name="云溪县水务局"))
    result = checked(made, [*units, renamed], own, roster=roster)
    assert reasons(result) == ["twice"]
    (twice,) = result.undecided
    assert dict(twice.args) == {"unit": WATER, "count": 2}
    assert [(each.subject, each.path) for each in twice.related] == [(1, "organ.name"), (2, "organ.name")]


def test_it_is_for_the_formats_with_prescribed_tables() -> None:
    for fmt in FORMATS.values():
        made, units, own = trio(fmt)
        assert bool(check_roll_up(made, units, own).counts) == bool(fmt.headings)


# --- GD702 ---------------------------------------------------------------------------------------------------------


def absent(parent: Report, units: Sequence[Report], own: Report | None, roster: Roster | None) -> CheckResult:
    return check_roll_up(parent, units, own, roster=roster, select=["GD702"])


@standard_format
def test_a_unit_without_a_report_is_missing(fmt: Format) -> None:
    made, units, own = trio(fmt)
    roster = Roster(tuple(RosterEntry(name=name) for name in (EDUCATION, TOWN, WATER)))
    result = absent(made, units, own, roster)
    (found,) = result.findings
    assert (found.message, dict(found.args)) == ("missing", {"unit": TOWN, "year": fmt.first_year})
    assert TOWN in found.text("zh")
    assert str(fmt.first_year) in found.text("en")
    assert dict(result.counts["GD702"]) == {Outcome.HOLDS: 2, Outcome.VIOLATED: 1}
    (found,) = absent(attrs.evolve(made, year=None), units, own, roster).findings
    assert found.message == "missing_undated"


@standard_format
def test_a_report_for_another_year_does_not_count(fmt: Format) -> None:
    made, units, own = trio(fmt)
    roster = Roster((RosterEntry(name=EDUCATION), RosterEntry(name=WATER)))
    late = attrs.evolve(units[1], year=fmt.first_year + 1)
    assert [found.args["unit"] for found in absent(made, [units[0], late], own, roster).findings] == [WATER]


@standard_format
def test_a_unit_under_another_of_its_names_is_there(fmt: Format) -> None:
    made, units, own = trio(fmt)
    roster = Roster((RosterEntry(name="云溪县教育和体育局", aliases=(EDUCATION,)), RosterEntry(name="水利局")))
    assert absent(made, units, own, roster).findings == ()


@standard_format
def test_a_report_of_a_unit_not_on_the_roster_is_said(fmt: Format) -> None:
    made, units, own = trio(fmt)
    (found,) = absent(made, units, own, Roster((RosterEntry(name=EDUCATION),))).findings
    assert (found.message, [(each.subject, each.path) for each in found.related]) == ("stranger", [(1, "organ.name")])
    assert WATER in found.text("en")


@standard_format
def test_two_reports_of_a_unit_are_said(fmt: Format) -> None:
    made, units, own = trio(fmt)
    roster = Roster((RosterEntry(name=EDUCATION), RosterEntry(name=WATER)))
    (found,) = absent(made, [*units, units[0]], own, roster).findings
    assert (found.message, found.args["count"]) == ("twice", 2)
    assert [each.subject for each in found.related] == [0, 2]


@standard_format
def test_the_own_office_may_be_on_the_roster_or_not(fmt: Format) -> None:
    made, units, own = trio(fmt)
    entries = (RosterEntry(name=EDUCATION), RosterEntry(name=WATER))
    assert absent(made, units, own, Roster(entries)).findings == ()
    listed = Roster((*entries, RosterEntry(name="云溪县人民政府办公室")))
    assert absent(made, units, own, listed).findings == ()
    assert [found.message for found in absent(made, units, None, listed).findings] == ["missing"]
    nameless = attrs.evolve(own, organ=Organ())
    assert [found.message for found in absent(made, units, nameless, listed).findings] == ["missing"]


@standard_format
def test_a_report_without_a_name_or_year_may_be_a_units(fmt: Format) -> None:
    made, units, own = trio(fmt)
    roster = Roster(tuple(RosterEntry(name=name) for name in (EDUCATION, WATER)))
    for doubtful in (attrs.evolve(units[1], organ=Organ()), attrs.evolve(units[1], year=None)):
        result = absent(made, [units[0], doubtful], own, roster)
        assert result.findings == ()
        (undecided,) = result.undecided
        assert (undecided.message, undecided.args["unit"]) == ("unclear", WATER)
        assert [each.subject for each in undecided.related] == [1]
        assert WATER in undecided.text("zh")


@standard_format
def test_without_a_roster_nothing_is_looked_at(fmt: Format) -> None:
    made, units, own = trio(fmt)
    assert dict(absent(made, units, own, None).counts["GD702"]) == {}
