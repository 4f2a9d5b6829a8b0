"""The order in which a report is printed."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from govdisclosure import FORMATS, Format, LegacyReport, Organ, Report, Section, from_dict, render, write
from govdisclosure.errors import Unprintable
from govdisclosure.formats._kit import TableKey, nested
from govdisclosure.formats.legacy import Statistics
from govdisclosure.formats.shared import Foot
from govdisclosure.writers import printable
from govdisclosure.writers._blocks import HeadingBlock, Paragraph, TableBlock, blocks, refuse_unprintable


def _report(fmt: Format, figures: dict[str, int] | None = None) -> Report:
    data = {"format": fmt.name, "year": None, "organ": {}, **nested(dict(figures or {}))}
    return from_dict(data, draft=True)


def _kinds(report: Report) -> list[tuple[str, str]]:
    return [(block.kind, block.path) for block in blocks(report)]


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_an_empty_report_prints_nothing(fmt: Format) -> None:
    assert _kinds(_report(fmt)) == []


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_from_title_to_signature(fmt: Format) -> None:
    keys: list[TableKey] = list(fmt.tables)
    report = attrs.evolve(
        _report(fmt),
        title="云溪县档案馆年度报告",
        published_on=date(fmt.first_year + 1, 1, 8),
        preamble=("甲", "乙"),
        sections=(
            Section(
                number="一、", heading="总体", paragraphs=("丙",), table=keys[0], parts=(Section(level=2, number="1."),)
            ),
            Section(paragraphs=("丁",)),
        ),
        signed_by="云溪县档案馆",
        signed_on=date(fmt.first_year + 1, 1, 7),
    )
    assert _kinds(report) == [
        ("title", "title"),
        ("line", "published_on"),
        ("paragraph", "preamble[0]"),
        ("paragraph", "preamble[1]"),
        ("heading", "sections[0]"),
        ("paragraph", "sections[0].paragraphs[0]"),
        ("table", keys[0]),
        ("paragraph", "sections[0].parts[0]"),
        ("paragraph", "sections[1].paragraphs[0]"),
        ("signature", "signed_by"),
    ]


def test_the_dates_as_printed() -> None:
    day = date(2014, 1, 8)
    report = LegacyReport(year=None, organ=Organ(), published_on=day, signed_on=day)
    line, signature = blocks(report)
    assert (getattr(line, "items", None), getattr(signature, "lines", None)) == (
        ("发布日期：2014-01-08",),
        ("2014年1月8日",),
    )


def test_a_number_without_heading_opens_its_first_paragraph() -> None:
    parts = (Section(number="1.", paragraphs=("甲", "乙"), level=2), Section(number="2.", heading="", level=2))
    report = LegacyReport(year=None, organ=Organ(), sections=(Section(heading="总体", parts=parts),))
    assert list(blocks(report)) == [
        HeadingBlock("sections[0]", "总体", None, 1),
        Paragraph("sections[0].parts[0].paragraphs[0]", "甲", "1."),
        Paragraph("sections[0].parts[0].paragraphs[1]", "乙"),
        HeadingBlock("sections[0].parts[1]", "", "2.", 2),
    ]


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_unclaimed_tables_follow_the_preamble_if_they_hold_anything(fmt: Format) -> None:
    for key, table in fmt.tables.items():
        path = table.cells[-1].path
        bare = attrs.evolve(_report(fmt), preamble=("甲",), sections=(Section(heading="总体"),))
        for report in (
            attrs.evolve(_report(fmt, {path: 0}), preamble=bare.preamble, sections=bare.sections),
            attrs.evolve(bare, printed={path: "/"}),
        ):
            assert _kinds(report) == [("paragraph", "preamble[0]"), ("table", key), ("heading", "sections[0]")]
            assert [block.claimed for block in blocks(report) if isinstance(block, TableBlock)] == [False]
        assert ("table", key) not in _kinds(bare)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_claimed_table_is_printed_though_blank(fmt: Format) -> None:
    parts = tuple(Section(level=2, table=key) for key in fmt.tables)
    report = attrs.evolve(_report(fmt), sections=(Section(heading="总体", parts=parts),))
    assert [path for kind, path in _kinds(report) if kind == "table"] == list(fmt.tables)
    assert all(block.claimed for block in blocks(report) if isinstance(block, TableBlock))


def test_the_statistics_table_follows_the_signature_and_has_its_foot() -> None:
    foot = Foot(reporting_unit="甲", head_of_unit="乙", prepared_by="丙", contact="丁", filled_on=date(2014, 1, 25))
    report = LegacyReport(
        year=None,
        organ=Organ(),
        statistics=Statistics(foot=foot),
        sections=(Section(heading="总体"), Section(heading="统计表", table="statistics")),
        signed_by="云溪县教育局",
    )
    assert _kinds(report) == [
        ("heading", "sections[0]"),
        ("signature", "signed_by"),
        ("heading", "sections[1]"),
        ("line", "statistics.foot.reporting_unit"),
        ("table", "statistics"),
        ("line", "statistics.foot"),
    ]
    above, below = (getattr(block, "items", None) for block in blocks(report) if block.kind == "line")
    assert above == ("填报单位：甲",)
    assert below == ("单位负责人：乙", "填表人：丙", "联系方式：丁", "2014年1月25日")
    first = attrs.evolve(report, sections=report.sections[::-1])
    assert _kinds(first)[-1] == ("signature", "signed_by")
    unclaimed = attrs.evolve(report, sections=())
    assert _kinds(unclaimed)[:2] == [("line", "statistics.foot.reporting_unit"), ("table", "statistics")]


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_what_no_document_can_show_is_refused(fmt: Format) -> None:
    bad = "甲\x00乙"
    path = fmt.cells[0].path
    report = attrs.evolve(
        _report(fmt),
        preamble=("好", bad),
        printed={path: "1\r\n2"},
        sections=(Section(number="1.", paragraphs=("好",), parts=(Section(level=2, heading=bad),)),),
    )
    with pytest.raises(Unprintable) as caught:
        refuse_unprintable(report, "html")
    assert caught.value.paths == ("preamble[1]", path.partition(".")[0], "sections[0].parts[0]")
    refuse_unprintable(attrs.evolve(_report(fmt), preamble=("tab\tand\nline",)), "html")


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_title_that_no_text_can_hold_is_refused_before_it_is_taken_apart(fmt: Format) -> None:
    with pytest.raises(Unprintable) as caught:
        refuse_unprintable(attrs.evolve(_report(fmt), title="甲\ud800"), "html")
    assert caught.value.paths == ("title",)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_table_the_format_does_not_have_is_refused(fmt: Format) -> None:
    foreign: list[TableKey] = [key for other in FORMATS.values() for key in other.tables if key not in fmt.tables]
    for key in foreign:
        report = attrs.evolve(_report(fmt), sections=(Section(heading="总体", table=key),))
        with pytest.raises(Unprintable) as caught:
            refuse_unprintable(report, "html")
        assert caught.value.paths == ("sections[0].table",)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_raw_text_that_says_another_figure_than_the_record_is_refused(fmt: Format) -> None:
    cell = next(cell for cell in fmt.cells if cell.kind == "count")
    for raw, agrees in (("3件", True), ("３", True), ("4", False), ("", False), ("/", False)):
        report = attrs.evolve(_report(fmt, {cell.path: 3}), printed={cell.path: raw})
        if agrees:
            refuse_unprintable(report, "html")
        else:
            with pytest.raises(Unprintable) as caught:
                refuse_unprintable(report, "html")
            assert caught.value.paths == (f"printed.{cell.path}",)


def test_a_kind_there_is_not_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    report = _report(next(iter(FORMATS.values())))
    with pytest.raises(ValueError, match="no such kind of document: 'odt'; there are json, "):
        render(report, "odt")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"report\.odt: which kind of document\?"):
        write(report, tmp_path / "report.odt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_json_can_print_what_paper_cannot(fmt: Format) -> None:
    report = attrs.evolve(_report(fmt), organ=Organ(name="云溪县档案馆", division_code="370000"))
    assert printable(report, "json") == report
    assert printable(report, "html").organ == Organ(name="云溪县档案馆")
