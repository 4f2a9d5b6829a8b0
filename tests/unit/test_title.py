"""Titles of annual reports and of other documents."""

import pytest

from govdisclosure.formats import FORMATS, Format
from govdisclosure.formats.shared import official_title
from govdisclosure.wording._title import is_full_wording, non_report_title, parse_title, same_organ

FULL = "政府信息公开工作年度报告"
ORGAN = "云溪县档案馆"

TITLES = [
    (f"{ORGAN} 2013 年{FULL}", ORGAN, 2013, FULL),
    (f"{ORGAN}2013年政府信息公开工作年度报  告", ORGAN, 2013, FULL),
    (f"{ORGAN}２０２３年{FULL}", ORGAN, 2023, FULL),
    (f"{ORGAN}二〇二三年{FULL}", ORGAN, 2023, FULL),
    (f"{ORGAN}二○二三年{FULL}", ORGAN, 2023, FULL),
    (f"{ORGAN}二零二三年{FULL}", ORGAN, 2023, FULL),
    (f"{ORGAN}\n2013年\n{FULL}", ORGAN, 2013, FULL),
    (f"{ORGAN}2013年度{FULL}", ORGAN, 2013, FULL),
    (f"2013年度{ORGAN}{FULL}", ORGAN, 2013, FULL),
    (f"{ORGAN}{FULL}（2013年度）", ORGAN, 2013, FULL),
    (f"{ORGAN}关于2013年{FULL}", ORGAN, 2013, FULL),
    (f"{ORGAN}（县地方史志办公室）2013年{FULL}", "云溪县档案馆(县地方史志办公室)", 2013, FULL),
    (f"云溪县第12中学2013年{FULL}", "云溪县第12中学", 2013, FULL),
    (f"{ORGAN}{FULL}", ORGAN, None, FULL),
    (f"{ORGAN}年{FULL}", ORGAN, None, FULL),
    (f"{ORGAN}202年{FULL}", ORGAN, None, FULL),
    (f"2013年{FULL}", None, 2013, FULL),
    (FULL, None, None, FULL),
    (f"{ORGAN}2009年信息公开年报", ORGAN, 2009, "信息公开年报"),
    (f"{ORGAN}2012年信息公开工作年度报告", ORGAN, 2012, "信息公开工作年度报告"),
    (f"{ORGAN}2012年政府信息公开年度报告", ORGAN, 2012, "政府信息公开年度报告"),
    (f"{ORGAN}2012年政府信息公开工作报告", ORGAN, 2012, "政府信息公开工作报告"),
    (f"{ORGAN}2012年政府信息公开工作年报", ORGAN, 2012, "政府信息公开工作年报"),
    (f"\ufeff{ORGAN}\u200b2013年{FULL}\xa0", ORGAN, 2013, FULL),
    (f"{ORGAN}2013年{FULL}（文字版）", ORGAN, 2013, FULL),
    (f"{ORGAN}{FULL}(2013年)（本级）", ORGAN, 2013, FULL),
]


@pytest.mark.parametrize(("text", "organ", "year", "words"), TITLES, ids=[row[0] for row in TITLES])
def test_titles_are_taken_apart(text: str, organ: str | None, year: int | None, words: str) -> None:
    title = parse_title(text)
    assert title is not None
    assert (title.organ, title.year, title.words) == (organ, year, words)
    assert is_full_wording(title) == (words == FULL)


@pytest.mark.parametrize(
    "organ",
    [
        "和平区教育局",
        "和县教育局",
        "和顺县人民政府",
        "和田地区行政公署",
        "和林格尔县人民政府",
        "本溪市人民政府",
        "本溪满族自治县人民政府",
    ],
)
def test_names_of_places_may_begin_as_a_sentence_goes_on(organ: str) -> None:
    title = parse_title(f"{organ}2021年{FULL}")
    assert title is not None
    assert title.organ == organ


@pytest.mark.parametrize(
    "words", ["本局", "本县", "本机关", "和各县区政府", "和区县", "和有关区县", "和市直部门", "和教育局", "该局"]
)
def test_the_rest_of_a_sentence_is_no_organ(words: str) -> None:
    assert parse_title(f"{words}2021年{FULL}") is None


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_the_official_title_of_every_format_is_one(fmt: Format) -> None:
    title = parse_title(official_title(ORGAN, fmt.first_year))
    assert title is not None
    assert (title.organ, title.year) == (ORGAN, fmt.first_year)
    assert is_full_wording(title)


@pytest.mark.parametrize(
    "text",
    [
        f"{ORGAN}认真编写，现公布2013年{FULL}",
        f"特编制{ORGAN}2013年{FULL}",
        f"现将{ORGAN}2013年{FULL}",
        f"本机关2013年{FULL}",
        f"{ORGAN}2013年{FULL}：",
        f"{ORGAN}2013年{FULL}格式",
        f"关于做好2013年{FULL}",
        f"{ORGAN}政府信息公开指南",
        "政府信息公开工作情况统计表",
        "一、总体情况",
        "",
    ],
)
def test_sentences_and_other_documents_are_no_titles(text: str) -> None:
    assert parse_title(text) is None


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (ORGAN, ORGAN, True),
        (ORGAN, "云溪县 档案馆", True),
        ("青禾市云溪县档案馆", ORGAN, True),
        (ORGAN, "档案馆", True),
        ("云溪县机关事务管理局", "云溪县机关行政事务管理局", False),
        ("云溪县档案馆", "云溪县档案局", False),
        ("云溪县教育局", "局", False),
    ],
)
def test_same_organ(a: str, b: str, same: bool) -> None:
    assert same_organ(a, b) is same
    assert same_organ(b, a) is same


@pytest.mark.parametrize(
    "text",
    [
        f"{ORGAN}政府信息公开指南",
        f"{ORGAN} 政府信息公开目录",
        "政府信息公开工作制度",
        "云溪县教育局政府信息公开申请表",
        "云溪县人民政府信息公开管理办法",
        "依申请公开流程图",
    ],
)
def test_other_documents_are_named(text: str) -> None:
    assert non_report_title(text) == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        f"{ORGAN}2013年{FULL}",
        "（二）编制政府信息公开指南",
        f"附件：{ORGAN}政府信息公开申请表",
        "政府信息公开工作情况统计表",
        "健全政府信息公开工作机制和相关制度",
        "严格执行政府信息公开制度",
        "我们编制了政府信息公开指南",
        "一、总体情况",
    ],
)
def test_headings_sentences_and_tables_are_no_other_documents(text: str) -> None:
    assert non_report_title(text) is None


def test_radicals_stand_for_their_characters_but_the_print_is_kept() -> None:
    printed = "云溪县⺠政局2023年政府信息公开⼯作年度报告"
    title = parse_title(printed)
    assert title is not None
    assert (title.organ, title.words, title.raw) == ("云溪县民政局", "政府信息公开工作年度报告", printed)
