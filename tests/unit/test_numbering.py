"""Numbers in front of headings and paragraphs."""

import pytest

from govdisclosure.wording._numbering import MAX_NUMBER, Number, System, chinese_to_int, leading_number, same_rank

NUMBERED = [
    ("一、总体情况", "一、", System.CHINESE, 1, "总体情况"),
    ("一．总体情况", "一．", System.CHINESE, 1, "总体情况"),
    ("一.总体情况", "一.", System.CHINESE, 1, "总体情况"),
    ("十二、其他", "十二、", System.CHINESE, 12, "其他"),
    ("三十、其他", "三十、", System.CHINESE, 30, "其他"),
    ("二十三、其他", "二十三、", System.CHINESE, 23, "其他"),
    ("十 一、其他", "十 一、", System.CHINESE, 11, "其他"),
    ("⼀、总体情况", "⼀、", System.CHINESE, 1, "总体情况"),
    ("（一）主动公开", "（一）", System.BRACKETED_CHINESE, 1, "主动公开"),
    ("(一)主动公开", "(一)", System.BRACKETED_CHINESE, 1, "主动公开"),
    ("（ 十一 ）主动公开", "（ 十一 ）", System.BRACKETED_CHINESE, 11, "主动公开"),
    ("㈢主动公开", "㈢", System.BRACKETED_CHINESE, 3, "主动公开"),
    ("1.主动公开", "1.", System.ARABIC, 1, "主动公开"),
    ("1、主动公开", "1、", System.ARABIC, 1, "主动公开"),
    ("１．主动公开", "１．", System.ARABIC, 1, "主动公开"),
    ("2. 主动公开", "2.", System.ARABIC, 2, "主动公开"),
    ("⒊主动公开", "⒊", System.ARABIC, 3, "主动公开"),
    ("（1）主动公开", "（1）", System.BRACKETED_ARABIC, 1, "主动公开"),
    ("(12) 主动公开", "(12)", System.BRACKETED_ARABIC, 12, "主动公开"),
    ("⑵主动公开", "⑵", System.BRACKETED_ARABIC, 2, "主动公开"),
    ("①主动公开", "①", System.CIRCLED, 1, "主动公开"),
    ("㉑主动公开", "㉑", System.CIRCLED, 21, "主动公开"),
    ("\u200b　二、 主动公开 ", "二、", System.CHINESE, 2, "主动公开"),
    ("1.2022年度收到申请", "1.", System.ARABIC, 1, "2022年度收到申请"),
    ("3.2021-2023年规划", "3.", System.ARABIC, 3, "2021-2023年规划"),
    ("4.12345热线", "4.", System.ARABIC, 4, "12345热线"),
    ("五、", "五、", System.CHINESE, 5, ""),
]


@pytest.mark.parametrize(("line", "raw", "system", "value", "rest"), NUMBERED, ids=[row[0] for row in NUMBERED])
def test_a_number_and_the_rest_are_told_apart(line: str, raw: str, system: System, value: int, rest: str) -> None:
    assert leading_number(line) == (Number(raw, system, value), rest)


@pytest.mark.parametrize(
    "line",
    [
        "1.5万元",
        "3.14",
        "20.5",
        "12.31日",
        "2024.1.17",
        "（2021）30号",
        "（21）30号",
        "一是加强领导",
        "一、二、三类事项",
        "1、2、3号楼",
        f"{MAX_NUMBER + 1}.其他",
        "0.其他",
        "主动公开",
        "第一、其他",
        "十十、其他",
        "年1月1日",
        "",
    ],
)
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    assert leading_number(line) is None


@pytest.mark.parametrize("a", System)
@pytest.mark.parametrize("b", System)
def test_only_bracketed_numbers_share_a_rank(a: System, b: System) -> None:
    bracketed = {System.BRACKETED_CHINESE, System.BRACKETED_ARABIC}
    assert same_rank(a, b) == (a is b or {a, b} == bracketed)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("三十", 30),
        ("五十九", 59),
        ("二〇二三", 2023),
        ("二○一二", 2012),
        ("二0一二", 2012),
    ],
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert chinese_to_int(text) == value


def test_other_text_is_no_numeral() -> None:
    with pytest.raises(ValueError, match="其"):
        chinese_to_int("其他")
