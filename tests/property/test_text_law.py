"""The law of every kind that can be read: what is written reads back as what that kind can show."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdisclosure import FORMATS, Format, Organ, Report, Report2021, Section, Unprintable, printable, read, render
from govdisclosure.formats.shared import Level, Scope, official_title, skeleton
from govdisclosure.strategies import reports


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("blanks", [False, True])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_written_text_reads_back(fmt: str, blanks: bool, data: st.DataObject) -> None:
    report = data.draw(reports(fmt, blanks=blanks))
    assert read(render(report, "text")).report == printable(report, "text")


@pytest.mark.parametrize("fmt", FORMATS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_awkward_prose_reads_back_or_is_refused(fmt: str, data: st.DataObject) -> None:
    report = data.draw(reports(fmt, narrative="awkward"))
    refused = refusal_of(report)
    if refused is None:
        assert read(render(report, "text")).report == printable(report, "text")
    else:
        assert refused
        assert not any(path.startswith(tuple(FORMATS[fmt].tables)) for path in refused)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_codes_are_the_only_thing_a_text_does_not_show(fmt: Format) -> None:
    coded = Organ(name="云溪县档案馆", level="department", division_code="123456", credit_code="11100000000013127D")
    year = fmt.first_year
    report = fmt.report(year=year, organ=coded, title=official_title("云溪县档案馆", year), sections=skeleton())
    shown = printable(report, "text")
    assert (shown.organ.division_code, shown.organ.credit_code) == (None, None)
    assert shown.organ.level == "department"
    assert printable(report, "json") == report


@pytest.mark.parametrize(
    ("level", "scope"), [*((level, None) for level in get_args(Level)), *((None, scope) for scope in get_args(Scope))]
)
def test_every_level_and_scope_can_be_printed_and_read(level: Level | None, scope: Scope | None) -> None:
    for fmt in FORMATS.values():
        title = official_title("云溪县档案馆", fmt.first_year)
        organ = Organ(name="云溪县档案馆", level=level)
        sections = skeleton(fmt.headings) or (Section(number="一、", heading="概述"),)
        report = fmt.report(year=fmt.first_year, organ=organ, scope=scope, title=title, sections=sections)
        assert read(render(report, "text")).report == printable(report, "text")


def refusal_of(report: Report) -> tuple[str, ...] | None:
    """The paths for which a report is refused as text, or None if it is printed."""
    try:
        render(report, "text")
    except Unprintable as refusal:
        return refusal.paths
    return None


def test_prose_is_refused_only_where_it_reads_otherwise() -> None:
    """Each kind of awkward prose: a paragraph that would become something else, beside one that would not."""
    organ, year = "云溪县档案馆", 2023
    for text, path in (
        ("工作平稳，1.5万人次到访。", None),
        ("| 1 | 2 |", None),
        ("<b>&nbsp;</b> # 标题 *项*", None),
        ("总计", None),
        ("三、收到和处理政府信息公开申请情况", "sections"),
        ("（一）主动公开", "sections[0]"),
        ("上\n下", "sections[0].paragraphs"),
        (" 首尾空格 ", "sections[0].paragraphs[1]"),
        ("云溪县档案馆2022年政府信息公开工作年度报告", "title"),
    ):
        section = Section(number="一、", heading="总体情况", paragraphs=("平稳。", text, "完毕。"))
        report = Report2021(year=year, organ=Organ(name=organ), title=official_title(organ, year), sections=(section,))
        refused = refusal_of(report)
        if path is None:
            assert refused is None, (text, refused)
        else:
            assert refused is not None, text
            assert any(each.startswith(path) for each in refused), (text, refused)
