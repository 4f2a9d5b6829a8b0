"""Prose and figures that repeat those of an earlier year: GD305 and GD306."""

import time
from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from govdisclosure import FORMATS, Format, Report, Section, check_series, format_for, from_dict, read_all
from govdisclosure.checks._own_prose import MAX_LENGTH, MIN_LENGTH, OwnProse, own_prose
from govdisclosure.checks._rule import Finding
from govdisclosure.checks.copied import MIN_SHARE
from govdisclosure.formats._kit import nested

EACH_FORMAT = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
STANDARD = [fmt for fmt in FORMATS.values() if fmt.headings]

DESK = (
    "查阅大厅新增两排座椅和一台复印设备，值班人员轮流引导来访者填写登记簿。馆藏地契、家谱和老照片按村庄重新编号，"
    "破损页面由修复室逐页托裱。每逢赶集日，流动服务车开到乡镇广场，村民当场就能查到婚姻和知青档案。"
)
SCHOOL = (
    "讲解员走进中小学课堂，用旧报纸和票证讲述县城变迁，学生分组抄录族谱并绘制街巷地图。暑假期间邀请志愿者整理广播站移交的录音带，"
    "完成听写、校对和著录。教师把优秀作业汇编成册，放在展厅门口供市民翻看。"
)
LETTERS = "春江潮水连海平月明共生滟随波千万里何处无此夜流霜飞汀沙看不见空天色纤尘皎孤轮岸初照人代穷已只相似知待但送"


def report(year: int, *sections: Section) -> Report:
    """A report without figures, in the format of its year."""
    fmt = format_for(year)
    record = from_dict({"format": fmt.name, "year": year, "organ": {"name": "云溪县档案馆"}}, draft=True)
    return attrs.evolve(record, sections=sections)


def section(*paragraphs: str, heading: str = "总体情况", parts: Sequence[Section] = ()) -> Section:
    return Section(number="一、", heading=heading, paragraphs=paragraphs, parts=tuple(parts))


def copied(*years: Report) -> list[Finding]:
    return list(check_series(years, select=["GD305"]).findings)


def words(*paragraphs: str) -> OwnProse:
    """What a section of these paragraphs says in its own words."""
    (own,) = own_prose(report(2023, section(*paragraphs)))
    return own


# --- what is compared --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "全年公开馆藏目录64条。",
        "组织培训 3 次。",
        "其中查档指南4条、老照片目录2条；",
        "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        "根据《中华人民共和国政府信息公开条例》和有关文件要求，编制本年度报告。",
        "如对本报告有疑问，请与办公室联系。",
        "联系电话：0000-0000000。",
        "2023年度未收到政府信息公开申请。",
        "本机关未发生因政府信息公开被提起行政复议或行政诉讼的情况。",
        "无其他需要报告的事项。",
        "没有需要报告的事项。",
        "无。",
        "依据《政府信息公开信息处理费管理办法》，本年度发出收费通知，按规定收取信息处理费。",
        "（见附表）",
    ],
)
def test_what_is_prescribed_or_nothing_or_a_figure_is_no_prose_of_its_own(sentence: str) -> None:
    assert words(sentence).text == ""
    assert words(DESK + sentence, sentence, SCHOOL).text == words(DESK + SCHOOL).text


@pytest.mark.parametrize(
    "sentence",
    [
        "制定了信息发布审核制度，做到先审查、后公开。",
        "2023年，按照国办公开办函〔2021〕30号文件完善公开目录。",
        "第一时间回应群众关切，不断提高服务水平。",
        "对公开目录中没有及时更新的栏目逐一整改，明确每个栏目的责任科室和更新时限，定期通报落实情况。",
    ],
)
def test_ordinary_sentences_are(sentence: str) -> None:
    assert len(words(sentence).text) >= len(sentence) / 2


def test_only_letters_count() -> None:
    assert words("２０２３年，　公开——目录；\n2022年度\t公开目录 ").text == "公开目录公开目录"


def test_a_part_belongs_to_its_section_and_stands_for_itself() -> None:
    (own,) = own_prose(report(2023, section("前言。", parts=[section(DESK), section("尾声。")])))
    assert own.text == "前言" + words(DESK).text + "尾声"
    assert [(one.path, one.is_enough) for one in own.all()] == [
        ("sections[0]", True), ("sections[0].parts[0]", True), ("sections[0].parts[1]", False),
    ]  # fmt: skip


@EACH_FORMAT
def test_what_stands_beside_a_table_is_the_form(fmt: Format) -> None:
    for key in fmt.tables:
        beside = attrs.evolve(section(DESK), table=key)
        (own,) = own_prose(report(fmt.first_year, beside))
        assert not own.is_enough


def test_a_section_mostly_of_figures_is_not_compared() -> None:
    figures = "全年接待查档群众若干批次，提供卷宗99卷，复印材料88页，解答咨询77次，移交档案66盒，编目55条。"
    assert words(DESK, figures).is_enough
    assert not words(DESK, *[figures] * 5).is_enough


def test_long_texts_are_compared_by_their_beginning() -> None:
    long = words(*[DESK] * 1000)
    assert len(long.text) == MAX_LENGTH
    assert long.is_enough


# --- shares ------------------------------------------------------------------------------------------------


def test_the_share_is_that_of_the_letters_in_common() -> None:
    text = (LETTERS * 2)[:100]
    for changed in range(0, 16):
        later = "甲" * changed + text[changed:]
        findings = copied(report(2022, section(text)), report(2023, section(later)))
        shares = [each.args["share"] for each in findings]
        assert shares == ([100 - changed] if 100 - changed >= MIN_SHARE else [])


def test_a_text_shorter_than_the_least_is_not_compared() -> None:
    for length, count in ((MIN_LENGTH - 1, 0), (MIN_LENGTH, 1)):
        text = (LETTERS * 2)[:length]
        assert len(copied(report(2022, section(text)), report(2023, section(text)))) == count


def test_the_finding_is_about_the_later_and_names_the_earlier_place() -> None:
    before = report(2020, section("概况。"), section(DESK, heading="工作情况"))
    after = report(2022, section("新的一年。", parts=[section(SCHOOL), section(DESK)]))
    for reports in ((before, after), (after, before)):
        (finding,) = copied(*reports)
        assert (finding.subject, finding.path) == (reports.index(after), "sections[0].parts[1]")
        assert [(each.subject, each.path) for each in finding.related] == [(reports.index(before), "sections[1]")]
        assert dict(finding.args) == {"share": 100, "year": 2020}
        assert "与2020年报告的文字 100% 相同" in finding.text("zh")
        assert "100 % of this text is that of the report for 2020" in finding.text("en")


def test_the_highest_share_wins_and_of_equals_the_latest() -> None:
    text = (LETTERS * 2)[:100]
    years = [report(2018, section(text)), report(2019, section(text)), report(2020, section("甲乙" + text[2:]))]
    findings = copied(*years, report(2021, section(text)))
    assert [(each.subject, each.args["year"], each.args["share"]) for each in findings] == [
        (1, 2018, 100), (2, 2019, 98), (3, 2019, 100),
    ]  # fmt: skip


def test_new_texts_of_one_hand_are_not_alike() -> None:
    assert (
        copied(report(2021, section(DESK)), report(2022, section(SCHOOL)), report(2023, section(DESK[40:] + SCHOOL)))
        == []
    )


def test_without_prose_it_is_undecidable() -> None:
    bare, told = report(2022), report(2023, section(DESK))
    for years, subjects in (((bare, told), [1]), ((told, attrs.evolve(bare, year=2024)), [1]), ((bare,), [])):
        result = check_series(years, select=["GD305"])
        assert result.findings == ()
        assert [(each.path, each.subject) for each in result.undecided] == [("sections", n) for n in subjects]


@examples(60)
@given(
    texts=st.lists(st.text(st.sampled_from(LETTERS + "，。 1"), min_size=0, max_size=300), min_size=1, max_size=4),
    depth=st.booleans(),
)
def test_a_report_repeated_is_found_wherever_there_is_enough_text(texts: list[str], depth: bool) -> None:
    flat = tuple(section(text) for text in texts)
    sections = (section(parts=flat),) if depth else flat
    before, after = report(2022, *sections), report(2023, *sections)
    findings = copied(before, after)
    tops = [own for own in own_prose(after) if own.is_enough]
    assert {each.path for each in findings} >= {own.path for own in tops}
    assert all(each.args["share"] == 100 for each in findings)


@examples(200)
@given(
    text=st.text(st.sampled_from(LETTERS[:12]), min_size=1, max_size=120),
    changes=st.lists(st.tuples(st.integers(0, 119), st.sampled_from(("", "甲", "乙丙丁"))), max_size=12),
    share=st.integers(MIN_SHARE, 100),
)
def test_what_is_said_quickly_to_be_unlike_is(text: str, changes: list[tuple[int, str]], share: int) -> None:
    other = text
    for at, new in changes:
        other = other[:at] + new + other[at + 1 :]
    one, two = (OwnProse("sections[0]", each, len(each), ()) for each in (text, other))
    if fuzz.ratio(text, other) >= share:
        assert one.may_be_like(two, share)
        assert two.may_be_like(one, share)


def test_a_deep_report_is_compared_quickly() -> None:
    def nested(letters: str, depth: int) -> Section:
        return section(letters * 200, parts=[nested(letters, depth - 1)] if depth else [])

    years = [report(2021 + n, nested(LETTERS[n:] + LETTERS[:n], 30)) for n in range(4)]
    start = time.perf_counter()
    copied(*years)
    assert time.perf_counter() - start < 10


def test_many_long_reports_are_compared_quickly() -> None:
    """Fifteen years of twenty sections, each in words of its own."""
    years = []
    for year in range(15):
        texts = ("".join(LETTERS[(n * (year + 3) + k * (n + 7)) % len(LETTERS)] for n in range(600)) for k in range(20))
        years.append(report(2009 + year, *(section(text) for text in texts)))
    copied(*years[:2])
    start = time.perf_counter()
    copied(*years)
    assert time.perf_counter() - start < 3


# --- figures -----------------------------------------------------------------------------------------------


def counted(fmt: Format, year: int, **values: int | None) -> Report:
    """A report with some figures, all others 0, named with ``__`` for a dot."""
    named = {path.replace("__", "."): value for path, value in values.items()}
    whole: dict[str, object] = {**dict.fromkeys(fmt.by_path, 0), **named}
    return from_dict({"format": fmt.name, "year": year, "organ": {}, **nested(whole)}, draft=True)


def repeated(*years: Report) -> list[tuple[int | None, str]]:
    return [(each.subject, each.message) for each in check_series(years, select=["GD306"]).findings]


THREE = {
    "proactive__licensing__decisions": 31,
    "proactive__penalties__decisions": 17,
    "proactive__coercion__decisions": 5,
}


@pytest.mark.parametrize("fmt", STANDARD, ids=lambda fmt: fmt.name)
def test_three_numbers_that_repeat_are_found(fmt: Format) -> None:
    first = fmt.first_year
    assert repeated(counted(fmt, first, **THREE), counted(fmt, first + 1, **THREE)) == [(1, "tables")]
    other = {**THREE, "proactive__coercion__decisions": 6}
    assert repeated(counted(fmt, first, **THREE), counted(fmt, first + 1, **other)) == []
    two = {**THREE, "proactive__coercion__decisions": 31}  # three figures, two numbers
    assert repeated(counted(fmt, first, **two), counted(fmt, first + 1, **two)) == []


def test_totals_and_stocks_do_not_count() -> None:
    fmt = STANDARD[-1]
    values = {
        "requests__received__natural_person": 2,
        "requests__received__total": 3,
        "requests__carried_in__total": 4,
        "proceedings__reconsideration__total": 5,
        "proactive__regulations__in_force": 6,
    }
    assert repeated(counted(fmt, 2022, **values), counted(fmt, 2023, **values)) == []


def test_what_may_be_the_same_is_undecidable_even_if_another_year_differs() -> None:
    fmt = STANDARD[-1]
    years = [
        counted(fmt, 2021, **THREE, proactive__fees__amount=None),
        counted(fmt, 2022, proactive__licensing__decisions=1),
        counted(fmt, 2023, **THREE),
    ]
    result = check_series(years, select=["GD306"])
    assert result.findings == ()
    assert [(each.subject, each.message) for each in result.undecided] == [(2, "undecidable")]


def said(year: int, text: str) -> Report:
    return report(year, section(text))


def test_one_number_in_three_years_running_is_found_in_the_last() -> None:
    texts = {year: f"{year}年，本机关主动公开政府信息38条。" for year in range(2008, 2014)}
    years = [said(year, text) for year, text in texts.items()]
    assert repeated(*years[:2]) == []
    assert repeated(*years[:3]) == [(2, "every_year")]
    assert repeated(*years) == [(5, "every_year")]
    years[3] = said(2011, "2011年，本机关主动公开政府信息40条。")
    assert repeated(*years) == [(2, "every_year")]


# --- the real reports --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(shared: Path) -> list[Report]:
    """Fifteen reports of one organ."""
    found = read_all(shared / "reports" / "001_01590d6cdc4a01ca.txt")
    return sorted((one.report for one in found), key=lambda one: one.year or 0)


def test_real_reports_that_are_nearly_the_same_are_named(real: list[Report]) -> None:
    assert len(real) == 15
    findings = copied(*real)
    years = {(real[each.subject].year, each.args["year"]) for each in findings if each.subject is not None}
    assert {(2009, 2008), (2010, 2009), (2016, 2015), (2017, 2016)} <= years
    for year, sections in ((2009, 3), (2010, 3), (2016, 4), (2017, 4)):
        own = [each for each in findings if each.subject is not None and real[each.subject].year == year]
        assert len(own) == sections


def test_real_reports_that_were_written_anew_are_not(real: list[Report]) -> None:
    """From 2021 on every year has its own text; what 2008 and 2015 say was said for the first time, but for one."""
    findings = copied(*real)
    told = [(real[each.subject].year, each.path) for each in findings if each.subject is not None]
    assert [path for year, path in told if year is not None and year > 2020] == []
    assert [path for year, path in told if year in (2008, 2015)] == ["sections[8]"]


def test_real_figures_that_repeat_are_named(real: list[Report]) -> None:
    findings = check_series(real, select=["GD306"]).findings
    (run,) = [each for each in findings if each.message == "every_year"]
    assert (run.args["first"], run.args["last"], run.args["figures"]) == (2008, 2010, "38条")
    assert [real[each.subject or 0].year for each in findings if each.message == "prose"] == [2017]


def test_fifteen_real_reports_are_compared_in_well_under_a_second(real: list[Report]) -> None:
    check_series(real)
    start = time.perf_counter()
    check_series(real)
    assert time.perf_counter() - start < 1
