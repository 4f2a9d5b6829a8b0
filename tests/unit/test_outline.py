"""Prose: paragraphs put together, parts nested as their numbers say."""

import pytest

from govdisclosure import Section, read

TITLE = "云溪县档案馆2012年政府信息公开工作年度报告"
LONG = "本馆按照要求开展各项工作，成效良好。"


def sections(*lines: str) -> tuple[Section, ...]:
    return read("\n".join([TITLE, *lines]).encode()).report.sections


def shape(found: tuple[Section, ...]) -> list[object]:
    """Numbers, nested as the sections are."""
    return [[section.number, *shape(section.parts)] if section.parts else section.number for section in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["一、概述", "二、结语"], ["一、", "二、"]),
        (["一、概述", "（一）甲", "（二）乙", "二、结语"], [["一、", "（一）", "（二）"], "二、"]),
        (
            ["一、概述", "（一）甲", "1.子", "2.丑", "（二）乙", "1.寅"],
            [["一、", ["（一）", "1.", "2."], ["（二）", "1."]]],
        ),
        (["一、概述", "1.子", "（1）丑", "（2）寅", "2.卯"], [["一、", ["1.", "（1）", "（2）"], "2."]]),
        (["一、概述", "（一）甲", "（2）乙", "（3）丙", "（四）丁"], [["一、", "（一）", "（2）", "（3）", "（四）"]]),
        (
            ["一、概述", "（一）甲", "（1）子", "（2）丑", "（二）乙"],
            [["一、", ["（一）", "（1）", "（2）"], "（二）"]],
        ),
        (["一、概述", "二、甲", "二、乙", "四、丙"], ["一、", "二、", "二、", "四、"]),
        ([f"一、{LONG}", f"二、{LONG}", f"三、{LONG}"], ["一、", "二、", "三、"]),
        (["五、问题", f"一、{LONG}", f"二、{LONG}", "六、其他"], [["五、", "一、", "二、"], "六、"]),
        (["一、概述", "1.2011年度，平稳。", "2.2012年度，平稳。"], [["一、", "1.", "2."]]),
        (["一、概述", "1.5万人次到馆查阅。", "3.14是圆周率。"], ["一、"]),
        (["一、概述", "一是加强领导。", "二是加强培训。"], ["一、"]),
    ],
)
def test_nesting(lines: list[str], expected: list[object]) -> None:
    assert shape(sections(*lines)) == expected


def test_levels_count_the_nesting() -> None:
    (top,) = sections("一、概述", "（一）甲", "1.子")
    assert (top.level, top.parts[0].level, top.parts[0].parts[0].level) == (1, 2, 3)


def test_a_numbered_sentence_has_no_heading_but_its_text() -> None:
    (top,) = sections("一、概述", f"（一）主动公开方面。{LONG}", LONG)
    assert top.parts[0].heading is None
    assert top.parts[0].paragraphs == (f"主动公开方面。{LONG}", LONG)


def wrapped(*paragraphs: str, width: int = 20) -> list[str]:
    """Paragraphs as a PDF extractor leaves them: lines of a fixed width with a blank line after each."""
    pieces = [text[at : at + width] for text in paragraphs for at in range(0, len(text), width)]
    return [line for piece in pieces for line in (piece, "")]


def test_wrapped_lines_become_paragraphs() -> None:
    first, second = (f"本馆{word}按照要求开展各项工作" * 6 + "，成效良好。" for word in ("今年", "明年"))
    (top, last) = sections("一、概述", *wrapped(first, second), "二、结语", *wrapped(first))
    assert top.paragraphs == (first, second)
    assert last.paragraphs == (first,)


def test_a_heading_broken_by_a_narrow_column_is_joined_if_it_is_then_a_known_one() -> None:
    text = "本馆按照要求开展各项工作" * 10 + "，成效良好。"
    found = sections("一、概述", *wrapped(text), "二、存在", "", "的主要问题及改进情况", "", *wrapped(text))
    assert found[1].heading == "存在的主要问题及改进情况"


def test_a_known_heading_stands_alone_even_without_a_number_of_its_own() -> None:
    """Neither what follows it nor what precedes it is taken for a line of the same paragraph."""
    lines, heading = ["本馆", "按照要求"] * 10, "｜ 二、存在的主要问题及改进情况"
    (top, _) = sections("一、概述", *lines, heading, *lines, "三、结语", *lines)
    assert top.paragraphs == ("".join(lines), heading, "".join(lines))


def test_lines_that_are_not_wrapped_stay_as_they_are() -> None:
    (top,) = sections("一、概述", *["短句而已"] * 5, *[LONG * 5] * 15)
    assert len(top.paragraphs) == 20


def test_page_numbers_are_no_prose() -> None:
    (top,) = sections("一、概述", LONG, "- 3 -", LONG)
    assert top.paragraphs == (LONG, LONG)
