"""A record in another format: every figure stays where it was, is said to be lost, or follows from others."""

from collections.abc import Mapping
from datetime import date
from itertools import permutations
from pathlib import Path

import attrs
import pytest

from govdisclosure import (
    FORMATS,
    Format,
    LegacyReport,
    Organ,
    Period,
    Report,
    Report2021,
    check,
    dumps,
    from_dict,
    loads,
)
from govdisclosure.checks._rule import Message
from govdisclosure.errors import InvalidReport, UnknownFormat
from govdisclosure.formats import format_of
from govdisclosure.formats._kit import MAX_COUNT, Kind, nested
from govdisclosure.formats.legacy import Statistics
from govdisclosure.formats.shared import Foot, Outcomes, Proceedings, Section, skeleton
from govdisclosure.grid import Figure, value_at
from govdisclosure.upgrade import CHANGES, Change, Upgraded, common, divided, upgrade

RECORDS = Path(__file__).resolve().parents[2] / "examples" / "records"
PAIRS = tuple(permutations(FORMATS.values(), 2))
EACH_PAIR = pytest.mark.parametrize(("old", "new"), PAIRS, ids=[f"{old.name}-{new.name}" for old, new in PAIRS])
OLDER, NEWER, *_ = (fmt for fmt in FORMATS.values() if fmt.headings)

COLUMNS = ("natural_person", "business", "research", "nonprofit", "legal_services", "other_organization", "total")
WHOLE = "requests.results.other_undivided"
PARTS = tuple(f"requests.results.other.{name}" for name in ("correction_overdue", "fee_overdue", "rest"))


def of(fmt: Format, figures: Mapping[str, Figure], printed: Mapping[str, str] | None = None) -> Report:
    """A report with these figures."""
    data = {"format": fmt.name, "year": 2020, "organ": {"name": "云溪县档案馆"}, **nested(dict(figures))}
    return attrs.evolve(from_dict(data, draft=True), printed=dict(printed or {}))


def counted(fmt: Format) -> Report:
    """A report whose k-th figure is k, printed with an asterisk."""
    figures = {cell.path: cell.order for cell in fmt.cells}
    return of(fmt, figures, {path: f"{value}*" for path, value in figures.items()})


def known(report: Report) -> dict[str, Figure]:
    """The figures that are not blank."""
    figures = {cell.path: value_at(report, cell.path) for cell in format_of(report).cells}
    return {path: value for path, value in figures.items() if value is not None}


def paths(entries: object) -> list[str]:
    assert isinstance(entries, tuple)
    return [each.path for each in entries]


@EACH_PAIR
def test_no_figure_moves_and_none_vanishes(old: Format, new: Format) -> None:
    report = counted(old)
    done = upgrade(report, to=new.name)
    both = set(old.by_path) & set(new.by_path)
    assert set(common(old, new)) == both
    for path in both:
        assert value_at(done.report, path) == old.cell(path).order
        assert done.report.printed[path] == f"{old.cell(path).order}*"
    assert [(each.path, each.value, each.printed) for each in done.lost] == [
        (cell.path, cell.order, f"{cell.order}*") for cell in old.cells if cell.path not in both
    ]
    assert set(done.report.printed) == both


@EACH_PAIR
def test_carried_derived_and_unknown_are_all_cells_and_carried_and_lost_all_figures(old: Format, new: Format) -> None:
    done = upgrade(counted(old), to=new.name)
    both = [cell.path for cell in new.cells if cell.path in old.by_path]
    derived, unknown, lost = paths(done.derived), paths(done.unknown), paths(done.lost)
    assert sorted(both + derived + unknown) == sorted(new.by_path)
    assert sorted(both + lost) == sorted(old.by_path)
    for entries in (derived, unknown):
        assert entries == [path for path in new.by_path if path in entries], "in printed order"
    assert set(known(done.report)) == {*both, *derived}


@EACH_PAIR
def test_a_blank_form_stays_blank(old: Format, new: Format) -> None:
    done = upgrade(of(old, {}), to=new.name)
    assert known(done.report) == {}
    assert done.report.printed == {}
    assert done.lost == ()
    assert done.derived == ()
    assert set(paths(done.unknown)) == set(new.by_path) - set(old.by_path)


def test_how_much_the_standard_formats_share() -> None:
    there, back = upgrade(counted(OLDER), to=NEWER.name), upgrade(counted(NEWER), to=OLDER.name)
    assert len(common(OLDER, NEWER)) == 3 + 22 * 7 + 15
    assert (len(there.lost), len(there.derived), len(there.unknown)) == (26, 0, 28)
    assert (len(back.lost), len(back.derived), len(back.unknown)) == (28, 7, 19)


def test_a_table_of_another_law_has_nothing_in_common() -> None:
    for old, new in PAIRS:
        if old.headings != new.headings:
            done = upgrade(counted(old), to=new.name)
            assert len(done.lost) == len(old.cells)
            assert len(done.unknown) == len(new.cells)
            assert {each.reason.zh for each in done.lost} == {CHANGES["legacy", OLDER.name].notes[""].zh}


def test_the_divided_row_is_the_sum_of_its_parts_in_each_column() -> None:
    figures = {f"{part}.{column}": 100 * n + m for n, part in enumerate(PARTS, 1) for m, column in enumerate(COLUMNS)}
    done = upgrade(of(NEWER, figures), to=OLDER.name)
    assert known(done.report) == {f"{WHOLE}.{column}": 600 + 3 * m for m, column in enumerate(COLUMNS)}
    assert [(each.path, each.value, each.parts) for each in done.derived] == [
        (f"{WHOLE}.{column}", 600 + 3 * m, tuple(f"{part}.{column}" for part in PARTS))
        for m, column in enumerate(COLUMNS)
    ]
    assert {each.path: each.value for each in done.lost} == figures, "their sum does not tell them"


@pytest.mark.parametrize("blank", PARTS)
def test_a_blank_part_makes_no_sum(blank: str) -> None:
    figures = {f"{part}.total": 0 for part in PARTS if part != blank}
    done = upgrade(of(NEWER, figures), to=OLDER.name)
    assert known(done.report) == {}
    assert done.derived == ()
    (unknown,) = (each for each in done.unknown if each.path == f"{WHOLE}.total")
    assert "空白" in unknown.reason.zh
    assert "blank" in unknown.reason.en
    assert {each.path: each.value for each in done.lost} == figures


def test_a_sum_that_is_no_count_is_unknown() -> None:
    done = upgrade(of(NEWER, {f"{part}.total": MAX_COUNT for part in PARTS}), to=OLDER.name)
    assert known(done.report) == {}
    assert f"{WHOLE}.total" in paths(done.unknown)
    most = {f"{part}.total": count for part, count in zip(PARTS, (MAX_COUNT, 0, 0), strict=True)}
    assert known(upgrade(of(NEWER, most), to=OLDER.name).report) == {f"{WHOLE}.total": MAX_COUNT}


def test_parts_of_nothing_are_nothing_and_parts_of_something_unknown() -> None:
    report = of(OLDER, {f"{WHOLE}.natural_person": 2, f"{WHOLE}.business": 0, f"{WHOLE}.total": 2})
    done = upgrade(report, to=NEWER.name)
    assert known(done.report) == {f"{part}.business": 0 for part in PARTS}
    assert [(each.path, each.value, each.parts) for each in done.derived] == [
        (f"{part}.business", 0, (f"{WHOLE}.business",)) for part in PARTS
    ]
    assert {each.path: each.value for each in done.lost} == {f"{WHOLE}.natural_person": 2, f"{WHOLE}.total": 2}
    assert {f"{part}.{column}" for part in PARTS for column in COLUMNS if column != "business"} <= set(
        paths(done.unknown)
    )


def test_a_zero_without_print_of_its_own_is_not_lost_in_a_zero() -> None:
    figures = {f"{part}.total": 0 for part in PARTS}
    plain = upgrade(of(NEWER, figures), to=OLDER.name)
    assert plain.lost == ()
    marked = upgrade(of(NEWER, figures, {f"{PARTS[0]}.total": "0件"}), to=OLDER.name)
    assert [(each.path, each.value, each.printed) for each in marked.lost] == [(f"{PARTS[0]}.total", 0, "0件")]
    assert value_at(marked.report, f"{WHOLE}.total") == 0


def test_a_mark_in_a_blank_cell_is_carried_or_lost_as_a_figure_is() -> None:
    shared, own = "requests.received.total", "proactive.procurement.items"
    done = upgrade(of(OLDER, {}, {shared: "/", own: "无"}), to=NEWER.name)
    assert done.report.printed == {shared: "/"}
    assert [(each.path, each.value, each.printed) for each in done.lost] == [(own, None, "无")]


@EACH_PAIR
def test_head_and_prose_stay_whatever_the_format_says_of_them(old: Format, new: Format) -> None:
    report = attrs.evolve(
        of(old, {}),
        title="云溪县档案馆2020年政府信息公开工作年度报告",
        organ=Organ(name="云溪县档案馆", level="department", division_code="370000"),
        scope="own",
        period=Period(start=date(2020, 1, 1), end=date(2020, 12, 31)),
        basis=old.basis,
        contact="0000-0000000",
        published_on=date(2021, 1, 20),
        signed_by="云溪县档案馆",
        signed_on=date(2021, 1, 19),
        preamble=("甲",),
        sections=(Section(heading="乙", paragraphs=("丙",), parts=(Section(number="（一）", level=2),)),),
    )
    done = upgrade(report, to=new.name).report
    assert done == attrs.evolve(
        of(new, {}),
        **{
            name: getattr(report, name)
            for name in (
                "title", "year", "organ", "scope", "period", "basis", "contact", "published_on", "signed_by",
                "signed_on", "preamble", "sections",
            )
        },
    )  # fmt: skip
    assert loads(dumps(done)) == done


def test_sections_keep_the_marks_of_tables_that_both_formats_have() -> None:
    report = attrs.evolve(of(OLDER, {}), sections=skeleton(OLDER.headings))
    assert upgrade(report, to=NEWER.name).report.sections == report.sections
    other = upgrade(report, to="legacy").report
    assert [section.table for section in other.sections] == [None] * 6
    assert [section.heading for section in other.sections] == [section.heading for section in report.sections]
    nested_mark = Section(heading="附表", parts=(Section(heading="统计表", level=2, table="statistics"),))
    legacy = LegacyReport(year=2013, organ=Organ(), sections=(nested_mark,))
    assert upgrade(legacy, to=NEWER.name).report.sections[0].parts[0].table is None


def test_a_report_without_statistics_table_gets_none() -> None:
    done = upgrade(counted(NEWER), to="legacy")
    assert isinstance(done.report, LegacyReport)
    assert done.report.statistics is None


def test_what_stands_beside_the_statistics_is_named_but_not_repeated() -> None:
    foot = Foot(prepared_by="某某", filled_on=date(2014, 1, 5))
    report = LegacyReport(year=2013, organ=Organ(), statistics=Statistics(press_conferences=2, foot=foot))
    done = upgrade(report, to=NEWER.name)
    assert [(each.path, each.value, each.printed) for each in done.lost] == [
        ("statistics.press_conferences", 2, None),
        ("statistics.foot.prepared_by", None, None),
        ("statistics.foot.filled_on", None, None),
    ]
    assert "某某" not in repr(done)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_the_same_format_is_the_record_itself(fmt: Format) -> None:
    report = counted(fmt)
    done = upgrade(report, to=fmt.name)
    assert done == Upgraded(report=report)
    assert done.report is report


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownFormat, match=r"'2022'.*2021"):
        upgrade(of(NEWER, {}), to="2022")


def test_figures_that_no_format_allows_are_refused() -> None:
    report = Report2021(
        year=2023, organ=Organ(), proceedings=Proceedings(reconsideration=Outcomes(total=-1))
    )  # constructors do not look
    with pytest.raises(InvalidReport, match=r"proceedings\.reconsideration\.total"):
        upgrade(report, to=OLDER.name)


@pytest.mark.parametrize(("older", "newer"), CHANGES)
@pytest.mark.parametrize("back", [False, True])
def test_every_reason_is_said_in_both_languages_and_none_is_made_up_on_the_way(
    older: str, newer: str, back: bool
) -> None:
    change = CHANGES[older, newer]
    done = upgrade(counted(FORMATS[newer if back else older]), to=older if back else newer)
    reasons = [each.reason for each in done.lost] + [each.reason for each in done.unknown]
    assert all(reason in change.notes.values() for reason in reasons), "each has a note of its own"
    assert all(reason.zh and reason.en for reason in reasons)


def test_what_is_derived_says_from_what() -> None:
    made = upgrade(of(NEWER, {f"{part}.total": 1 for part in PARTS}), to=OLDER.name).derived
    nothing = upgrade(of(OLDER, {f"{WHOLE}.total": 0}), to=NEWER.name).derived
    assert {(each.reason.zh, each.reason.en) for each in made} == {
        ("分项之和", "the sum of the rows it is divided into")
    }
    assert {(each.reason.zh, each.reason.en) for each in nothing} == {
        ("合计为0，各分项均为0", "the row it is a part of is 0, and counts cannot be negative")
    }


def test_a_text_that_is_lost_says_why() -> None:
    report = LegacyReport(year=2013, organ=Organ(), statistics=Statistics(foot=Foot(prepared_by="某某")))
    (lost,) = upgrade(report, to=NEWER.name).lost
    assert lost.reason == CHANGES["legacy", NEWER.name].notes[""]


def test_a_note_is_on_what_stands_below_its_path_not_on_what_begins_like_it() -> None:
    some, more = Message(zh="甲", en="some"), Message(zh="乙", en="more")
    change = Change(notes={"requests.results": some, "requests.results.other": more})
    wanted = {
        "requests.results": some,
        "requests.results.disclosed.total": some,
        "requests.results.other.rest": more,
        "requests.results.other_undivided.total": some,
        "requests.results_all": None,
        "requests": None,
    }
    assert {path: change.note(path) for path in wanted} == wanted


@pytest.mark.parametrize("pair", CHANGES, ids="-".join)
def test_what_is_written_of_two_formats_is_about_their_cells(pair: tuple[str, str]) -> None:
    older, newer = (FORMATS[name] for name in pair)
    assert list(FORMATS).index(older.name) < list(FORMATS).index(newer.name)
    change = CHANGES[pair]
    apart = set(older.by_path) ^ set(newer.by_path)
    for prefix in change.notes:
        assert any(path.startswith(prefix) for path in apart), prefix
    for division in change.divisions:
        (coarse,) = [fmt for fmt in (older, newer) if any(cell.row == division.whole for cell in fmt.cells)]
        fine = newer if coarse is older else older
        whole = [cell for cell in coarse.cells if cell.row == division.whole]
        assert len(divided(coarse, fine)) == len(whole) * len(change.divisions)
        for part in division.parts:
            assert [c.measure for c in fine.cells if c.row == part] == [cell.measure for cell in whole]
        assert all(cell.kind is Kind.COUNT for cell in whole), "only counts are 0 when their sum is"


def test_sums_hold_or_are_undecided_as_before() -> None:
    """The example of 2020 adds up, and so does its record in the other format."""
    before = loads((RECORDS / "云溪县教育局-2020.json").read_bytes())
    after = upgrade(before, to=NEWER.name).report
    for report in (before, after):
        result = check(report, select=["GD2"])
        assert result.findings == ()
    undecided = {verdict.path for verdict in check(after, select=["GD2"]).undecided}
    lost = {each.path for each in upgrade(before, to=NEWER.name).lost}
    columns = {path.rpartition(".")[2] for path in lost if path.startswith(WHOLE)}
    assert columns <= {path.rpartition(".")[2] for path in undecided if path is not None}


def test_a_sum_wrong_on_paper_stays_wrong() -> None:
    figures = {f"requests.received.{column}": 1 for column in COLUMNS}
    for old, new in ((OLDER, NEWER), (NEWER, OLDER)):
        report = upgrade(of(old, figures), to=new.name).report
        assert [f.path for f in check(report, select=["GD201"]).findings] == ["requests.received.total"]
