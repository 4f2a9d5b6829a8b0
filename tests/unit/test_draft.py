"""The empty form of a format, and next year's report with what this year's record fixes and nothing else."""

from collections.abc import Iterable
from decimal import Decimal

import attrs
import pytest
from effort import examples
from hypothesis import given

from govdisclosure import FORMATS, Format, LegacyReport, Organ, Report, dumps, format_for, from_dict, loads
from govdisclosure.draft import blank, next_year
from govdisclosure.errors import InvalidReport, UnknownFormat
from govdisclosure.formats import format_of
from govdisclosure.formats._kit import MAX_COUNT, nested
from govdisclosure.formats.shared import Section, official_title
from govdisclosure.grid import Figure, grids, value_at
from govdisclosure.strategies import reports
from govdisclosure.wording._title import parse_title
from govdisclosure.writers._blocks import TableBlock, Title, blocks

EACH_FORMAT = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
YEARS = [year for fmt in FORMATS.values() for year in range(fmt.first_year, (fmt.last_year or fmt.first_year + 3) + 1)]
NAME = "云溪县档案馆"
COLUMNS = ("natural_person", "business", "research", "nonprofit", "legal_services", "other_organization", "total")


def of(fmt: Format, year: int | None, figures: Iterable[tuple[str, Figure]] | None = None) -> Report:
    """A report in which every figure is another, or only those given."""
    values = dict(figures) if figures is not None else {cell.path: 100 + cell.order for cell in fmt.cells}
    data = {"format": fmt.name, "year": year, "organ": {"name": NAME}, **nested({**values})}
    return from_dict(data, draft=True)


def known(report: Report) -> dict[str, Figure]:
    """The figures of a report that are not blank."""
    figures = {cell.path: value_at(report, cell.path) for cell in format_of(report).cells}
    return {path: value for path, value in figures.items() if value is not None}


@EACH_FORMAT
def test_a_form_has_every_table_and_no_figure(fmt: Format) -> None:
    form = blank(fmt)
    assert [drawn.key for drawn in grids(form)] == list(fmt.tables)
    assert [block.path for block in blocks(form) if isinstance(block, TableBlock)] == list(fmt.tables)
    assert known(form) == {}
    assert form.printed == {}


@EACH_FORMAT
def test_a_form_has_the_prescribed_sections_without_prose(fmt: Format) -> None:
    sections = blank(fmt).sections
    assert all(section.paragraphs == () == section.parts for section in sections)
    if fmt.headings:
        assert [(s.number, s.heading, s.table) for s in sections] == [
            (h.number, h.label.zh, h.table) for h in fmt.headings
        ]
    else:
        assert [(s.number, s.heading, s.table) for s in sections] == [
            (None, t.label.zh, k) for k, t in fmt.tables.items()
        ]


@EACH_FORMAT
def test_a_form_may_be_named_by_its_tag(fmt: Format) -> None:
    assert blank(fmt.name) == blank(fmt)
    assert format_of(blank(fmt.name)) is fmt


@EACH_FORMAT
@pytest.mark.parametrize("organ", [None, NAME])
@pytest.mark.parametrize("year", [None, 2023])
def test_the_title_says_what_is_known_and_invents_nothing(fmt: Format, year: int | None, organ: str | None) -> None:
    form = blank(fmt, year=year, organ=organ)
    assert form.organ == Organ(name=organ)
    assert form.year == year
    assert form.title is not None
    title = parse_title(form.title)
    assert title is not None
    assert (title.organ, title.year, title.words) == (organ, year, "政府信息公开工作年度报告")
    if organ is not None and year is not None:
        assert form.title == official_title(organ, year)
    assert [block for block in blocks(form) if isinstance(block, Title)] == [Title("title", form.title)]


@EACH_FORMAT
def test_a_form_is_a_record_and_prints_nothing_but_title_sections_and_tables(fmt: Format) -> None:
    form = blank(fmt, year=fmt.first_year, organ=NAME)
    assert loads(dumps(form)) == form
    assert {block.kind for block in blocks(form)} == {"title", "heading", "table"}


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownFormat, match="2021"):
        blank("2022")


@pytest.mark.parametrize("year", [0, -1, 10_000])
def test_a_year_that_is_none_is_refused(year: int) -> None:
    with pytest.raises(InvalidReport, match="year"):
        blank("2021", year=year)


@pytest.mark.parametrize("year", YEARS)
def test_the_draft_is_for_the_next_year_in_the_format_that_then_holds(year: int) -> None:
    draft = next_year(of(format_for(year), year))
    assert draft.year == year + 1
    assert format_of(draft) is format_for(year + 1)
    assert draft.title == official_title(NAME, year + 1)
    assert draft.sections == blank(format_for(year + 1)).sections
    assert loads(dumps(draft)) == draft


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2030])
def test_what_was_pending_is_carried_in(year: int) -> None:
    report = of(format_for(year), year)
    draft = known(next_year(report))
    carried = {path: value for path, value in draft.items() if path.startswith("requests.")}
    assert carried == {
        f"requests.carried_in.{column}": value_at(report, f"requests.carried_out.{column}") for column in COLUMNS
    }


def test_every_carried_figure_between_each_pair_of_formats() -> None:
    """2018: nothing. 2019 and 2020: what was pending; 2019 also the projects. From 2021 on: what is in force."""
    pending = {f"requests.carried_in.{column}" for column in COLUMNS}
    projects = {
        f"proactive.{row}.items_last_year" for row in ("licensing", "other_services", "penalties", "coercion", "fees")
    }
    in_force = {f"proactive.{row}.in_force" for row in ("regulations", "normative_documents")}
    expected = {2012: set[str](), 2018: set[str](), 2019: pending | projects, 2020: pending, 2021: pending | in_force}
    for year, paths in expected.items():
        assert set(known(next_year(of(format_for(year), year)))) == paths


def test_what_is_in_force_is_kept_for_reference() -> None:
    report = of(FORMATS["2021"], 2023)
    for path in ("proactive.regulations.in_force", "proactive.normative_documents.in_force"):
        assert value_at(next_year(report), path) == value_at(report, path) is not None


@pytest.mark.parametrize(
    ("last_year", "change", "carried"),
    [
        (5, -1, 4),
        (5, 2, 7),
        (0, 0, 0),
        (5, -5, 0),
        (5, -6, None),
        (5, None, None),
        (None, 2, None),
        (MAX_COUNT, 1, None),
    ],
)
def test_last_years_projects_with_their_change_are_next_years(
    last_year: int | None, change: int | None, carried: int | None
) -> None:
    figures = [("proactive.licensing.items_last_year", last_year), ("proactive.licensing.items_change", change)]
    draft = next_year(of(FORMATS["2019"], 2019, figures))
    assert known(draft) == ({} if carried is None else {"proactive.licensing.items_last_year": carried})


def test_blank_stays_blank_and_zero_stays_zero() -> None:
    draft = next_year(of(FORMATS["2021"], 2023, [("requests.carried_out.total", 0)]))
    assert known(draft) == {"requests.carried_in.total": 0}
    assert next_year(of(FORMATS["2021"], 2023, [])).requests == blank("2021").requests  # type: ignore[union-attr]


def test_what_is_not_known_of_next_year_is_not_carried() -> None:
    report = attrs.evolve(
        of(FORMATS["2021"], 2023, [("requests.carried_out.total", None), ("proactive.fees.amount", Decimal("1.5"))]),
        scope="own",
        basis=("《通知》",),
        contact="0000-0000000",
        signed_by=NAME,
        preamble=("甲",),
        sections=(Section(heading="乙", paragraphs=("丙",)),),
        printed={"requests.carried_out.total": "/"},
    )
    draft = next_year(report)
    form = blank("2021", year=2024, organ=NAME)
    assert draft == form


def test_the_organ_is_carried_whole() -> None:
    organ = Organ(name=NAME, level="department", division_code="370000")
    assert next_year(LegacyReport(year=2018, organ=organ)).organ == organ
    nameless = next_year(LegacyReport(year=2018, organ=Organ(level="department")))
    assert nameless.title == "2019年政府信息公开工作年度报告"


def test_a_report_without_year_has_no_next_year() -> None:
    with pytest.raises(InvalidReport) as caught:
        next_year(of(FORMATS["2021"], None))
    assert [problem.path for problem in caught.value.problems] == ["year"]
    assert "year" in caught.value.text("en")
    assert "年度" in caught.value.text("zh")


def test_years_beyond_the_first_format_and_the_last_year_are_refused() -> None:
    with pytest.raises(UnknownFormat):
        next_year(LegacyReport(year=1990, organ=Organ()))
    with pytest.raises(InvalidReport, match="year"):
        next_year(of(FORMATS["2021"], 9999))


@examples(30)
@given(reports(blanks=True, consistent=False))
def test_any_report_has_a_draft_that_invents_nothing(report: Report) -> None:
    draft = next_year(report)
    sums = {
        path.removesuffix("change") + "last_year": (value_at(report, path) or 0)
        for path in format_of(report).by_path
        if path.endswith("items_change")
    }
    for path, value in known(draft).items():
        source = path.replace("carried_in", "carried_out")
        before = value_at(report, source)
        assert before is not None
        assert value == before + sums.get(path, 0)
    assert draft.printed == {}
    assert loads(dumps(draft)) == draft
