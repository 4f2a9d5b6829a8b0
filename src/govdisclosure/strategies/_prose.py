"""Invented prose: the sections of a report, plain or awkward."""

from collections.abc import Sequence
from functools import cache
from itertools import chain, permutations
from typing import Literal

import attrs
from hypothesis import strategies as st

from govdisclosure.checks.law import OTHER_MATTERS
from govdisclosure.formats import Format
from govdisclosure.formats._kit import Heading
from govdisclosure.formats.shared import Section
from govdisclosure.strategies._choices import Choices

Narrative = bool | Literal["awkward"]
"""The prose of a report: ordinary sentences, none at all, or text that looks like something else."""

SENTENCES = (
    "本机关按时更新公开目录。",
    "全年各项工作平稳有序。",
    "工作人员参加了业务学习。",
    "群众可到服务大厅查阅资料。",
    "下一步将继续完善制度，提高效率。",
    "部分栏目更新不够及时，已安排专人负责。",
    "网站栏目作了调整，“常用服务”移到首页。",
    "我们听取了居民代表的意见；能改的当即改。",
)
HEADINGS = ("制度建设", "平台维护", "人员培训", "公开目录", "解读回应", "监督检查", "档案移交", "窗口服务", "公众参与")
AWKWARD = (
    "", " ", "　", "\n", "\t", "\u200b", "\ufeff", "0", "１２", "1,362", "0000000", "12 0", "|", "| 1 | 2 |", "---",
    "一、", "二、主动公开政府信息情况", "（一）", "(1)", "1.", "1.属于国家秘密", "总计", "自然人", "第二十条第（一）项",
    "# 标题", "- 4 -", "* 项", "<b>&nbsp;</b>", "\\", "`", "[bookmark: _x]", "(cid:12)", "\ufffd", "/", "无",
)  # fmt: skip
FEE_SENTENCE = "本年度没有收取信息处理费。"
_PARAGRAPHS = SENTENCES + tuple(map("".join, chain.from_iterable(permutations(SENTENCES, n) for n in (2, 3))))[:200]
"""One sentence, or two or three that differ: as many as a byte can choose from."""
_NUMERALS = "一二三四五六七八九"
_PART_NUMBERS = (("（一）", "（二）", "（三）"), ("1.", "2.", "3."))
_PART_COUNTS = (0, 0, 2, 3)
_SECTIONS = (3, 8)
"""Fewest and most sections of a format that prescribes none."""


@attrs.frozen
class Plain:
    """Ordinary sentences, chosen by bytes."""

    choices: Choices

    def heading(self) -> str:
        return self.choices.among(HEADINGS)

    def paragraphs(self, least: int) -> tuple[str, ...]:
        return tuple(self._paragraph() for _ in range(self.choices.number(least, 2)))

    def parts(self, level: int) -> int:
        """How many numbered parts a section of that level has."""
        return self.choices.among(_PART_COUNTS) if level <= len(_PART_NUMBERS) else 0

    def _paragraph(self) -> str:
        return self.choices.among(_PARAGRAPHS)


@attrs.frozen
class Awkward(Plain):
    """The same, mixed with text that looks like something else."""

    draw: st.DrawFn

    def heading(self) -> str:
        return self.draw(awkward()) if self.choices.among((False, True)) else Plain.heading(self)

    def _paragraph(self) -> str:
        return self.draw(awkward()) if self.choices.among((False, True)) else Plain._paragraph(self)


@attrs.frozen
class Brief(Plain):
    """One paragraph a section and no parts: too little to be taken for a copy of another year's."""

    def paragraphs(self, least: int) -> tuple[str, ...]:
        return (self._paragraph(),) if least else ()

    def parts(self, level: int) -> int:
        return 0


@attrs.frozen
class Silent(Plain):
    """No prose at all."""

    def paragraphs(self, least: int) -> tuple[str, ...]:
        return ()

    def parts(self, level: int) -> int:
        return 0


@cache
def awkward() -> st.SearchStrategy[str]:
    """Text that looks like something else, or any text."""
    pieces = st.sampled_from(AWKWARD) | st.sampled_from(SENTENCES) | st.text(max_size=5)
    return st.lists(pieces, min_size=1, max_size=4).map("".join)


def writer(narrative: Narrative, choices: Choices, draw: st.DrawFn) -> Plain:
    """Who writes the prose of that kind."""
    if narrative == "awkward":
        return Awkward(choices, draw)
    return Plain(choices) if narrative else Silent(choices)


def sections(fmt: Format, prose: Plain, *, fee: bool) -> tuple[Section, ...]:
    """The prescribed sections, or for formats without any a few invented ones.

    With `fee`, the last says of 信息处理费 what the format wants said.
    """
    if fmt.headings:
        return tuple(_prescribed(heading, fmt, prose, fee) for heading in fmt.headings)
    count = prose.choices.number(*_SECTIONS)
    return tuple(_section(f"{_NUMERALS[n]}、", prose.heading(), 1, prose) for n in range(count))


def table_sections(fmt: Format, after: int) -> tuple[Section, ...]:
    """A section for each table, numbered on."""
    return tuple(
        Section(number=f"{_NUMERALS[n]}、", heading=table.label.zh, table=key)
        for n, (key, table) in enumerate(fmt.tables.items(), after)
    )


def _prescribed(heading: Heading, fmt: Format, prose: Plain, fee: bool) -> Section:
    """A table alone, or prose; where the format has the fee reported, that is done."""
    if heading.table is not None:
        return Section(number=heading.number, heading=heading.label.zh, table=heading.table)
    section = _section(heading.number, heading.label.zh, 1, prose)
    if fee and fmt.fee_notice is not None and heading.key == OTHER_MATTERS:
        return attrs.evolve(section, paragraphs=(FEE_SENTENCE, *section.paragraphs))
    return section


def _section(number: str, heading: str | None, level: int, prose: Plain) -> Section:
    """A section with one or two paragraphs and, down to the third level, at times numbered parts."""
    paragraphs = prose.paragraphs(1)
    count = 0 if heading is None else prose.parts(level)
    parts = tuple(_part(n, level + 1, prose) for n in range(count))
    return Section(number=number, heading=heading, level=level, paragraphs=paragraphs, parts=parts)


def _part(n: int, level: int, prose: Plain) -> Section:
    """（一） with a heading; below it 1. with one, or none where the number opens the paragraph."""
    numbers: Sequence[str] = _PART_NUMBERS[level - 2]
    run_in = level > 2 and prose.choices.among((False, True))
    return _section(numbers[n], None if run_in else prose.heading(), level, prose)
