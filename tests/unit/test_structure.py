"""GD101 to GD107: each fires on its defect, is silent without it, and says so where it cannot tell."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from govdisclosure import FORMATS, Finding, Format, Outcome, Report, Section, check, from_dict
from govdisclosure.checks._organs import near_variants
from govdisclosure.checks._sequence import defects
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import Period, official_title

ORGAN = "云溪县机关事务管理局"
STANDARD = [fmt for fmt in FORMATS.values() if fmt.headings]
every_format = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
standard_format = pytest.mark.parametrize("fmt", STANDARD, ids=[fmt.name for fmt in STANDARD])


def clean(fmt: Format) -> Report:
    """A report of the format's second year in which nothing is wrong."""
    year = fmt.first_year + 1
    values = {cell.path: 0 for cell in fmt.cells}
    plain = {"format": fmt.name, "year": year, "organ": {"name": ORGAN}, **nested(values)}
    report = from_dict(plain, draft=True)
    return attrs.evolve(
        report,
        title=official_title(ORGAN, year),
        period=Period(start=date(year, 1, 1), end=date(year, 12, 31)),
        signed_by=ORGAN,
        signed_on=date(year + 1, 1, 15),
        preamble=("本报告依照规定编制。",),
        sections=prescribed(fmt) or invented(6),
    )


def prescribed(fmt: Format) -> tuple[Section, ...]:
    return tuple(
        Section(number=h.number, heading=h.label.zh, table=h.table, paragraphs=() if h.table else ("工作有序开展。",))
        for h in fmt.headings
    )


def invented(count: int) -> tuple[Section, ...]:
    return tuple(
        Section(number=f"{n}、", heading="工作情况", paragraphs=("工作有序开展。",)) for n in "一二三四五六"[:count]
    )


def outcomes(report: Report, code: str) -> dict[Outcome, int]:
    return dict(check(report, select=[code]).counts[code])


def found(report: Report, code: str) -> list[tuple[str | None, str]]:
    return [(finding.path, finding.message) for finding in check(report, select=[code]).findings]


def one(report: Report, code: str) -> Finding:
    (finding,) = check(report, select=[code]).findings
    return finding


def with_number(report: Report, index: int, number: str | None) -> Report:
    sections = list(report.sections)
    sections[index] = attrs.evolve(sections[index], number=number)
    return attrs.evolve(report, sections=tuple(sections))


def with_parts(report: Report, *numbers: str | None) -> Report:
    first = attrs.evolve(
        report.sections[0], parts=tuple(Section(number=n, level=2, paragraphs=("文",)) for n in numbers)
    )
    return attrs.evolve(report, sections=(first, *report.sections[1:]))


def with_prose(report: Report, *paragraphs: str) -> Report:
    first = attrs.evolve(report.sections[0], paragraphs=paragraphs)
    return attrs.evolve(report, sections=(first, *report.sections[1:]))


def without_cells(report: Report, fmt: Format, *paths: str) -> Report:
    values = {cell.path: None if cell.path in paths else 0 for cell in fmt.cells}
    plain = {"format": fmt.name, "year": report.year, "organ": {"name": ORGAN}, **nested(values)}
    blank = from_dict(plain, draft=True)
    return attrs.evolve(report, **{key: getattr(blank, key) for key in fmt.tables})


@every_format
def test_a_clean_report_has_no_finding(fmt: Format) -> None:
    result = check(clean(fmt), select=["GD1"])
    assert result.findings == ()
    assert result.undecided == ()
    assert result.total(Outcome.HOLDS) > 0


# --- GD101 ------------------------------------------------------------------------------------------------


@standard_format
def test_each_absent_section_is_found_once(fmt: Format) -> None:
    report = clean(fmt)
    for index, heading in enumerate(fmt.headings):
        rest = report.sections[:index] + report.sections[index + 1 :]
        finding = one(attrs.evolve(report, sections=rest), "GD101")
        assert finding.path == "sections"
        assert finding.args["heading_zh"] == heading.label.zh
    assert outcomes(report, "GD101") == {Outcome.HOLDS: len(fmt.headings)}


@standard_format
def test_a_table_stands_for_its_section_when_the_heading_is_lost(fmt: Format) -> None:
    report = clean(fmt)
    headless = tuple(s if s.table is None else attrs.evolve(s, heading=None) for s in report.sections)
    assert found(attrs.evolve(report, sections=headless), "GD101") == []


@standard_format
def test_a_record_without_prose_leaves_sections_undecided(fmt: Format) -> None:
    report = attrs.evolve(clean(fmt), sections=())
    assert outcomes(report, "GD101") == {Outcome.UNDECIDABLE: 1}
    assert outcomes(report, "GD105") == {Outcome.UNDECIDABLE: 1}


# --- GD102 ------------------------------------------------------------------------------------------------


@every_format
def test_misnumbered_sections_are_found(fmt: Format) -> None:
    report = clean(fmt)
    assert found(with_number(report, 2, "二、"), "GD102") == [("sections[2]", "repeats"), ("sections[3]", "jumps")]
    assert found(with_number(report, 5, "七、"), "GD102") == [("sections[5]", "jumps")]
    assert found(with_number(report, 0, "二、"), "GD102") == [("sections[0]", "starts"), ("sections[1]", "repeats")]
    assert found(with_number(report, 2, "（三）"), "GD102") == [("sections[2]", "mixes")]
    assert found(with_number(report, 2, None), "GD102") == [("sections[3]", "jumps")]


@every_format
def test_both_numbers_are_named_as_printed(fmt: Format) -> None:
    finding = one(with_number(clean(fmt), 5, "七．"), "GD102")
    assert "五、" in finding.text("zh")
    assert "七．" in finding.text("zh")
    assert "七．" in finding.text("en")


@every_format
def test_misnumbered_parts_are_found(fmt: Format) -> None:
    report = clean(fmt)
    mixed = with_parts(report, "（一）", "（2）", "（3）", "（四）")
    assert found(mixed, "GD102") == [("sections[0].parts[1]", "mixes")]
    assert found(with_parts(report, "（一）", "（三）"), "GD102") == [("sections[0].parts[1]", "jumps")]
    assert found(with_parts(report, None, "（一）", None, "（二）"), "GD102") == []


@every_format
def test_a_record_without_prose_leaves_numbering_undecided(fmt: Format) -> None:
    assert outcomes(attrs.evolve(clean(fmt), sections=()), "GD102") == {Outcome.UNDECIDABLE: 1}


@pytest.mark.parametrize(
    ("numbers", "kinds"),
    [
        ("一、 二、 三、", []),
        ("1. 2、 3．", []),
        ("一、 二、 二、 四、", ["repeats", "jumps"]),
        ("一、 三、 四、", ["jumps"]),
        ("（一） （2） （3） （四）", ["mixes"]),
        ("（一） （2） （三） （4）", ["mixes", "mixes"]),
        ("（一） 1. 2. （二） 1. 2.", []),
        ("（一） 1. （二） 1.", []),
        ("（一） （1） （2） （二）", []),
        ("1. 2. 3. 1. 2.", []),
        ("1. 1. 2.", ["repeats"]),
        ("（二） （三）", ["starts"]),
        ("一、 二、 3. 四、", ["mixes"]),
    ],
)
def test_the_kinds_of_misnumbering(numbers: str, kinds: list[str]) -> None:
    assert [defect.kind for defect in defects(numbers.split(), may_restart=True)] == kinds


def test_the_sections_of_a_report_do_not_begin_again() -> None:
    assert [d.kind for d in defects(["一、", "二、", "一、"], may_restart=False)] == ["jumps"]


@every_format
@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("报告全文共由七部分组成。", 7),
        ("本报告包括总体情况等十二个部分。", 12),
        ("本报告分为 3 个部分。", 3),
        ("本报告由两部分组成。", 2),
    ],
)
def test_a_promised_number_of_parts_is_compared(fmt: Format, text: str, promised: int) -> None:
    report = clean(fmt)
    for broken, path in (
        (attrs.evolve(report, preamble=(text,)), "preamble"),
        (with_prose(report, text), "sections[0]"),
    ):
        finding = one(broken, "GD102")
        assert (finding.path, finding.message) == (path, "promised")
        assert finding.args == {"promised": promised, "counted": len(report.sections)}


@every_format
@pytest.mark.parametrize(
    "text",
    [
        "本报告由六部分组成。",
        "本报告包括六个部分。",
        "本报告第二部分为表格。",
        "本报告大部分数据来自台账。",
        "有三部分内容。",
        "报告的一部分。",
    ],
)
def test_a_kept_promise_and_other_parts_are_silent(fmt: Format, text: str) -> None:
    assert found(attrs.evolve(clean(fmt), preamble=(text,)), "GD102") == []


# --- GD103 ------------------------------------------------------------------------------------------------


@standard_format
def test_each_absent_table_is_found(fmt: Format) -> None:
    report = clean(fmt)
    for key, table in fmt.tables.items():
        blank = without_cells(report, fmt, *(cell.path for cell in table.cells))
        unmarked = tuple(attrs.evolve(s, table=None) if s.table == key else s for s in report.sections)
        gone = attrs.evolve(blank, sections=unmarked)
        finding = one(gone, "GD103")
        assert finding.path == key
        assert table.label.zh in finding.text("zh")
        assert found(gone, "GD104") == []
        assert found(blank, "GD103") == [], "a table marked in the text is there"
        raw = {table.cells[0].path: ""}
        assert found(attrs.evolve(gone, printed=raw), "GD103") == [], "a table with one printed cell is there"
    assert outcomes(report, "GD103") == {Outcome.HOLDS: len(fmt.tables)}


@standard_format
def test_a_table_inside_a_part_is_there(fmt: Format) -> None:
    key, table = next(iter(fmt.tables.items()))
    blank = without_cells(clean(fmt), fmt, *(cell.path for cell in table.cells))
    sections = [attrs.evolve(s, table=None) if s.table == key else s for s in blank.sections]
    sections[0] = attrs.evolve(sections[0], parts=(Section(level=2, table=key),))
    assert found(attrs.evolve(blank, sections=tuple(sections)), "GD103") == []


# --- GD104 ------------------------------------------------------------------------------------------------


@standard_format
@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("", "empty"),
        ("　", "empty"),
        ("/", "marked"),
        ("不涉及", "marked"),
        (None, "unprinted"),
    ],
)
def test_every_blank_cell_is_found(fmt: Format, raw: str | None, message: str) -> None:
    report = clean(fmt)
    for cell in (fmt.cells[0], fmt.cells[len(fmt.cells) // 2], fmt.cells[-1]):
        blank = without_cells(report, fmt, cell.path)
        finding = one(attrs.evolve(blank, printed={} if raw is None else {cell.path: raw}), "GD104")
        assert (finding.path, finding.message) == (cell.path, message)
        assert cell.zh in finding.text("zh")
        assert cell.en in finding.text("en")
    both = without_cells(report, fmt, fmt.cells[0].path, fmt.cells[-1].path)
    assert [path for path, _ in found(both, "GD104")] == [fmt.cells[0].path, fmt.cells[-1].path]


@standard_format
def test_digits_that_were_not_read_are_blocked_not_blank(fmt: Format) -> None:
    cell = fmt.cells[0]
    report = attrs.evolve(without_cells(clean(fmt), fmt, cell.path), printed={cell.path: "0 0 0"})
    assert outcomes(report, "GD104") == {Outcome.HOLDS: len(fmt.cells) - 1, Outcome.BLOCKED: 1}


@standard_format
def test_full_tables_hold_cell_by_cell(fmt: Format) -> None:
    assert outcomes(clean(fmt), "GD104") == {Outcome.HOLDS: len(fmt.cells)}


# --- GD105 ------------------------------------------------------------------------------------------------


def place_of_problems(fmt: Format) -> int:
    return next(index for index, heading in enumerate(fmt.headings) if heading.key == "problems")


def with_problems(fmt: Format, **changes: Any) -> Report:
    report = clean(fmt)
    index = place_of_problems(fmt)
    sections = list(report.sections)
    empty = attrs.evolve(sections[index], paragraphs=(), parts=())
    sections[index] = attrs.evolve(empty, **changes)
    return attrs.evolve(report, sections=tuple(sections))


@standard_format
@pytest.mark.parametrize("text", ["无", "无。", "暂无", "（无）", "不涉及。", "没有问题。", "本机关不存在问题。"])
def test_a_section_that_says_nothing_is_found(fmt: Format, text: str) -> None:
    finding = one(with_problems(fmt, paragraphs=(text,)), "GD105")
    assert (finding.path, finding.message) == (f"sections[{place_of_problems(fmt)}]", "none")
    assert text in finding.text("zh")
    nested_part = Section(number="（一）", heading="存在的问题", level=2, paragraphs=(text,))
    assert found(with_problems(fmt, parts=(nested_part,)), "GD105") == [(f"sections[{place_of_problems(fmt)}]", "none")]


@standard_format
def test_an_empty_section_is_found(fmt: Format) -> None:
    for changes in ({}, {"paragraphs": (" ",)}):
        assert found(with_problems(fmt, **changes), "GD105") == [(f"sections[{place_of_problems(fmt)}]", "empty")]


@standard_format
@pytest.mark.parametrize("text", ["公开不够及时。", "无障碍服务还不够完善。", "暂无专人负责。"])
def test_a_section_that_says_something_is_silent(fmt: Format, text: str) -> None:
    assert found(with_problems(fmt, paragraphs=(text,)), "GD105") == []
    assert found(with_problems(fmt, parts=(Section(number="（一）", heading=text, level=2),)), "GD105") == []


@standard_format
def test_without_the_section_problems_are_undecided(fmt: Format) -> None:
    report = clean(fmt)
    rest = tuple(s for s, heading in zip(report.sections, fmt.headings, strict=True) if heading.key != "problems")
    assert outcomes(attrs.evolve(report, sections=rest), "GD105") == {Outcome.UNDECIDABLE: 1}


# --- GD106 ------------------------------------------------------------------------------------------------

TITLES: list[tuple[Callable[[int], str | None], list[str]]] = [
    (lambda year: official_title(ORGAN, year), []),
    (lambda year: official_title(f"青禾市{ORGAN}", year), []),
    (lambda year: None, ["missing"]),
    (lambda year: " ", ["missing"]),
    (lambda year: f"{year}年政府信息公开工作年度报告", ["no_organ"]),
    (lambda year: f"{ORGAN}政府信息公开工作年度报告", ["no_year"]),
    (lambda year: "政府信息公开工作年度报告", ["no_year", "no_organ"]),
    (lambda year: f"{ORGAN}{year}年信息公开年报", ["wording"]),
    (lambda year: f"{ORGAN}{year}年工作总结", ["wording"]),
    (lambda year: official_title(ORGAN, year - 1), ["year"]),
    (lambda year: official_title("云溪县档案馆", year), ["organ", "signature"]),
]


@every_format
@pytest.mark.parametrize(("title", "messages"), TITLES)
def test_titles_are_compared_with_the_report(
    fmt: Format, title: Callable[[int], str | None], messages: list[str]
) -> None:
    report = clean(fmt)
    assert report.year is not None
    assert found(attrs.evolve(report, title=title(report.year)), "GD106") == [("title", m) for m in messages]


@every_format
@pytest.mark.parametrize(
    ("signed_by", "messages"),
    [
        (None, []),
        ("机关事务管理局", []),
        (f"{ORGAN}办公室", []),
        (" 云溪县\u3000机关事务管理局", []),
        ("云溪县机关行政事务管理局", ["signature"]),
    ],
)
def test_the_signature_is_compared(fmt: Format, signed_by: str | None, messages: list[str]) -> None:
    report = attrs.evolve(clean(fmt), signed_by=signed_by)
    assert found(report, "GD106") == [("title", m) for m in messages]


@every_format
def test_a_near_variant_in_the_text_is_found_once(fmt: Format) -> None:
    text = "云溪县机关行政事务管理局高度重视。"
    report = with_prose(attrs.evolve(clean(fmt), preamble=(text,)), text)
    finding = one(report, "GD106")
    assert finding.message == "body"
    assert finding.parts == ("title", "preamble")
    assert "云溪县机关行政事务管理局" in finding.text("zh")


@pytest.mark.parametrize(
    ("name", "text", "variants"),
    [
        (ORGAN, "云溪县机关行政事务管理局高度重视", ["云溪县机关行政事务管理局"]),
        ("云溪县机关行政事务管理局", "云溪县机关事务管理局高度重视", ["云溪县机关事务管理局"]),
        (f"青禾市{ORGAN}", "云溪县机关行政事务管理局高度重视", ["云溪县机关行政事务管理局"]),
        (ORGAN, "云溪县机关事务管理局高度重视", []),
        (ORGAN, "机关事务管理局高度重视", []),
        (ORGAN, "青禾省机关行政事务管理局的要求", []),
        (ORGAN, "原云溪县机关行政事务管理局", []),
        (ORGAN, "由云溪县机关行政事务管理局更名而来", []),
        (ORGAN, "云溪县机关事务服务中心", []),
        (ORGAN, "云溪县机关工委及其他事务管理局", []),
        ("云溪县发展和改革委员会", "云溪县发展改革委员会", []),
        ("云溪县人民政府办公室", "云溪县政府办公室", []),
        ("云溪县石桥镇人民政府", "云溪县石桥镇政府", []),
        ("云溪县教育局", "云溪县教育体育局", []),
        ("机关事务管理局", "机关行政事务管理局", []),
    ],
)
def test_only_near_variants_count(name: str, text: str, variants: list[str]) -> None:
    assert list(near_variants(name, text)) == variants


# --- GD107 ------------------------------------------------------------------------------------------------


@every_format
def test_a_period_of_another_length_is_found(fmt: Format) -> None:
    report = clean(fmt)
    year = report.year
    assert year is not None
    for start, end in (
        (date(year, 1, 1), date(year, 11, 30)),
        (date(year, 2, 1), date(year, 12, 31)),
        (date(year, 5, 1), date(year, 12, 31)),
        (date(year - 1, 1, 1), date(year - 1, 12, 31)),
    ):
        finding = one(attrs.evolve(report, period=Period(start=start, end=end)), "GD107")
        assert finding.path == "period"
        assert end.isoformat() in finding.text("en")
    assert outcomes(report, "GD107") == {Outcome.HOLDS: 1}


@every_format
def test_without_period_or_year_it_is_undecided(fmt: Format) -> None:
    report = clean(fmt)
    assert outcomes(attrs.evolve(report, period=None), "GD107") == {Outcome.UNDECIDABLE: 1}
    assert outcomes(attrs.evolve(report, year=None), "GD107") == {Outcome.UNDECIDABLE: 1}


def test_the_first_reports_may_begin_when_the_law_took_effect() -> None:
    oldest = next(iter(FORMATS.values()))
    assert oldest.first_day == date(2008, 5, 1)
    report = clean(oldest)
    year = oldest.first_year
    for start, fires in ((date(year, 1, 1), False), (date(year, 5, 1), False), (date(year, 6, 1), True)):
        stated = Period(start=start, end=date(year, 12, 31))
        assert bool(found(attrs.evolve(report, year=year, period=stated), "GD107")) is fires
