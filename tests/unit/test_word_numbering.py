"""Numbers that Word makes in front of paragraphs."""

from collections.abc import Callable

import pytest
from lxml import etree

from govdisclosure.errors import UnreadableDocument
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._word_numbering import Numbering, written
from govdisclosure.readers.kinds._word_styles import Styles

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def level(at: int, text: str, form: str = "decimal", more: str = "", start: int | None = 1) -> str:
    begins = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'<w:lvl w:ilvl="{at}">{begins}<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(*levels: str, number: int = 0, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int = 1, of: int = 0, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def element(xml: str) -> etree._Element:
    return etree.fromstring(xml.encode())


def numbering(*lists: str, styles: str = "") -> Callable[..., str]:
    """What a paragraph at a level of a list is numbered, asked one after another."""
    made = Numbering(
        element(f"<w:numbering {NAMES}>{''.join(lists)}</w:numbering>"),
        Styles(element(f"<w:styles {NAMES}>{styles}</w:styles>")),
        Budget("a.docx"),
    )

    def number(at: int | None = 0, of: int | None = 1, style: str | None = None) -> str:
        said = "" if style is None else f'<w:pStyle w:val="{style}"/>'
        ids = ("" if at is None else f'<w:ilvl w:val="{at}"/>') + ("" if of is None else f'<w:numId w:val="{of}"/>')
        return made.number(element(f"<w:pPr {NAMES}>{said}{f'<w:numPr>{ids}</w:numPr>' if ids else ''}</w:pPr>"))

    return number


@pytest.mark.parametrize(
    ("form", "numbers", "expected"),
    [
        ("decimal", (1, 10), "1 10"),
        ("decimalZero", (1, 10), "01 10"),
        ("decimalFullWidth", (12,), "１２"),
        ("decimalEnclosedCircle", (1, 20, 21, 35, 36, 50, 51), "① ⑳ ㉑ ㉟ ㊱ ㊿ 51"),
        ("decimalEnclosedCircleChinese", (3,), "③"),
        ("decimalEnclosedParen", (1, 20, 21), "⑴ ⒇ 21"),
        ("decimalEnclosedFullstop", (1, 20), "⒈ ⒛"),
        ("chineseCounting", (1, 10, 11, 20, 99, 101), "一 十 十一 二十 九十九 一〇一"),
        ("chineseCountingThousand", (10, 15, 101), "十 十五 一百零一"),
        ("japaneseCounting", (10,), "十"),
        ("ideographDigital", (10, 21), "一〇 二一"),
        ("chineseLegalSimplified", (3,), "叁"),
        ("ideographTraditional", (1, 10, 11), "甲 癸 11"),
        ("ideographZodiac", (1, 12), "子 亥"),
        ("ideographEnclosedCircle", (1, 10), "㊀ ㊉"),
        ("upperLetter", (1, 26, 27, 28, 781), "A Z AA BB 781"),
        ("lowerLetter", (2,), "b"),
        ("upperRoman", (4, 1994, 4000), "IV MCMXCIV 4000"),
        ("lowerRoman", (9,), "ix"),
        ("a form of later years", (7,), "7"),
        ("lowerLetter", (0, -1), "0 -1"),
        ("decimalEnclosedCircle", (0,), "0"),
        ("chineseCounting", (-1,), "-1"),
    ],
)
def test_a_number_is_written_as_word_writes_it(form: str, numbers: tuple[int, ...], expected: str) -> None:
    assert " ".join(written(number, form) for number in numbers) == expected


def test_levels_are_counted_and_begin_anew_below_a_new_number() -> None:
    number = numbering(abstract(level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting")), num())
    printed = [number(at) for at in (0, 1, 1, 0, 1)]
    assert printed == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_a_number_may_hold_those_above_it() -> None:
    number = numbering(abstract(level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3")), num())
    assert [number(at) for at in (0, 1, 1, 2, 0, 1)] == ["1. ", "1.1 ", "1.2 ", "1.2.1 ", "2. ", "2.1 "]


def test_a_level_that_was_left_out_counts_as_used() -> None:
    number = numbering(abstract(level(0, "%1.", start=3), level(1, "%1.%2")), num())
    assert [number(1), number(1), number(0), number(1)] == ["3.1 ", "3.2 ", "4. ", "4.1 "]


def test_a_number_may_name_a_level_that_is_not_yet_used_or_not_there() -> None:
    number = numbering(abstract(level(0, "%1%2%3."), level(1, "%2.")), num())
    assert [number(0), number(1), number(0)] == ["1. ", "1. ", "2. "]


def test_legal_numbering_writes_all_levels_in_digits() -> None:
    number = numbering(abstract(level(0, "%1、", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>")), num())
    assert [number(0), number(1)] == ["一、", "1.1 "]


def test_a_level_may_never_begin_anew_or_only_after_some_level() -> None:
    never, after_first = '<w:lvlRestart w:val="0"/>', '<w:lvlRestart w:val="1"/>'
    lists = abstract(level(0, "%1."), level(1, "%2)", more=never), level(2, "%3)", more=after_first))
    number = numbering(lists, num())
    assert [number(at) for at in (0, 1, 2, 1, 2, 0, 1, 2)] == ["1. ", "1)", "1)", "2)", "2)", "2. ", "3)", "1)"]


def test_two_uses_of_one_list_go_on_counting() -> None:
    number = numbering(abstract(level(0, "%1、")), num(1), num(2))
    assert [number(of=1), number(of=2), number(of=1)] == ["1、", "2、", "3、"]


def test_a_use_of_a_list_may_begin_anew_once() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    number = numbering(abstract(level(0, "%1、")), num(1), num(2, overrides=override))
    assert [number(of=of) for of in (1, 1, 2, 2, 1)] == ["1、", "2、", "5、", "6、", "7、"]


def test_a_use_that_begins_anew_does_so_at_a_level_left_out_too() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    number = numbering(abstract(level(0, "%1、"), level(1, "%1.%2、")), num(overrides=override))
    assert [number(1), number(0), number(1)] == ["5.1、", "6、", "6.1、"]


def test_a_use_of_a_list_may_have_a_level_of_its_own() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "chineseCounting")}</w:lvlOverride>'
    number = numbering(abstract(level(0, "%1、")), num(1), num(2, overrides=override))
    assert [number(of=1), number(of=2)] == ["1、", "（二）"]


def test_lists_are_counted_apart() -> None:
    number = numbering(abstract(level(0, "%1、")), abstract(level(0, "（%1）"), number=1), num(1), num(2, of=1))
    assert [number(of=1), number(of=2), number(of=1)] == ["1、", "（1）", "2、"]


def test_a_style_may_number() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    child = '<w:style w:type="paragraph" w:styleId="H1b"><w:basedOn w:val="H1"/></w:style>'
    number = numbering(abstract(level(0, "%1、", "chineseCounting")), num(), styles=style + child)
    assert [number(None, None, "H1"), number(None, None, "H1b"), number(None, None, "other")] == ["一、", "二、", ""]


def test_a_list_may_say_which_style_is_which_level() -> None:
    styles = "".join(
        f'<w:style w:styleId="{name}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for name in ("H1", "H2")
    )
    levels = (level(at, f"%{at + 1}、", more=f'<w:pStyle w:val="H{at + 1}"/>') for at in (0, 1))
    number = numbering(abstract(*levels), num(), styles=styles)
    assert [number(None, None, style) for style in ("H1", "H2", "H2", "H1", "H2")] == [
        "1、",
        "1、",
        "2、",
        "2、",
        "1、",
    ]


def test_the_default_style_may_number() -> None:
    style = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    number = numbering(abstract(level(0, "%1、")), num(), styles=style)
    assert number(None, None) == "1、"


def test_number_zero_takes_the_number_of_a_style_away() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    number = numbering(abstract(level(0, "%1、")), num(), styles=style)
    assert [number(0, 0, "H1"), number(None, None, "H1")] == ["", "1、"]


def test_a_list_may_have_its_levels_from_a_style_of_lists() -> None:
    linked = abstract(level(0, "（%1）"), number=1, more='<w:styleLink w:val="L"/>')
    style = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    number = numbering(abstract(more='<w:numStyleLink w:val="L"/>'), linked, num(1), num(2, of=1), styles=style)
    assert [number(of=1), number(of=2)] == ["（1）", "（2）"]


def test_a_style_of_lists_that_has_none_leaves_a_list_its_own_levels() -> None:
    own = abstract(level(0, "%1、"), more='<w:numStyleLink w:val="L"/>')
    for style in ("", '<w:style w:type="numbering" w:styleId="L"/>'):
        assert numbering(own, num(), styles=style)(0) == "1、"


def test_a_list_named_without_a_level_is_used_at_its_first() -> None:
    style = '<w:style w:styleId="A"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    number = numbering(abstract(level(0, "%1、"), level(1, "（%2）")), num(), styles=style)
    assert [number(None, None, "A"), number(None, 1), number(None, 1, "A")] == ["（1）", "2、", "3、"]


def test_bullets_are_no_numbers() -> None:
    number = numbering(abstract(level(0, "\uf06c", "bullet"), level(1, "%1%2)")), num())
    assert [number(0), number(1)] == ["", "1)"]


def test_words_of_a_list_are_printed_without_a_number_too() -> None:
    assert numbering(abstract(level(0, "注：%1", "none")), num())(0) == "注："


def test_a_custom_way_to_write_numbers_falls_back_to_its_substitute() -> None:
    forms = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="chineseCounting"/></mc:Fallback></mc:AlternateContent>'
    )
    lists = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{forms}<w:lvlText w:val="%1、"/></w:lvl>'
    assert numbering(abstract(lists), num())(0) == "一、"


def test_a_number_that_ends_in_no_mark_is_kept_from_the_text() -> None:
    gaps = {
        suffix: numbering(abstract(level(0, "%1", more=f'<w:suff w:val="{suffix}"/>')), num())(0)
        for suffix in ("tab", "space", "nothing")
    }
    assert gaps == {"tab": "1 ", "space": "1 ", "nothing": "1"}


def test_a_start_left_out_is_zero() -> None:
    assert numbering(abstract(level(0, "%1.", start=None)), num())(0) == "0. "


def test_what_is_not_defined_numbers_nothing() -> None:
    number = numbering(abstract(level(0, "%1、")), num(), num(2, of=9))
    assert [number(1), number(99), number(-1), number(0, 2), number(0, 3)] == [""] * 5


def test_styles_and_lists_that_refer_to_themselves_end() -> None:
    style = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    loop = '<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    number = numbering(abstract(more='<w:numStyleLink w:val="L"/>'), num(), styles=style + loop)
    assert [number(None, None, "A"), number(0)] == ["", ""]


def test_huge_numbers_are_plain_and_a_huge_text_is_refused() -> None:
    assert numbering(abstract(level(0, "%1、", "lowerLetter", start=10**9)), num())(0) == "1000000000、"
    with pytest.raises(UnreadableDocument):
        numbering(abstract(level(0, "%1" * 100_000)), num())(0)
