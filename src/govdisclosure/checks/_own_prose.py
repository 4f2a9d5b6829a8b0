"""What a section says in its own words: the text by which the years of an organ are compared.

Left out is what cannot be called copied: sentences that the format prescribes (basis, period, whom to ask), that say
there was nothing to report, or that state figures, which are other figures another year. Of the rest only letters
count: no years, no figures, no punctuation, no headings.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

import attrs

from govdisclosure.formats import Report
from govdisclosure.formats.shared import Section
from govdisclosure.wording._characters import compact

MIN_LENGTH = 80
"""Shorter texts say the same in the same words by chance."""

MAX_LENGTH = 10_000
"""Of longer texts the beginning is compared: the time grows with the square of the length."""

MAX_LETTERS = 50_000
"""So much of a report is compared, its sections and their parts taken together; real ones have a third of it."""

_RUN = 3


@attrs.frozen(eq=False)
class OwnProse:
    """A section or part: its path, what it says in its own words, and the `length` of all it says, in letters."""

    path: str
    text: str
    length: int
    parts: tuple["OwnProse", ...]

    @property
    def is_enough(self) -> bool:
        """Whether its own words can be compared: they are long enough, and most of what it says."""
        return len(self.text) >= MIN_LENGTH and 2 * len(self.text) >= min(self.length, MAX_LENGTH)

    @cached_property
    def runs(self) -> frozenset[str]:
        """Every three letters that stand together."""
        return frozenset(self.text[at : at + _RUN] for at in range(len(self.text) - _RUN + 1))

    def may_be_like(self, other: "OwnProse", share: int) -> bool:
        """Whether two texts may have so many percent in common; quick to say no.

        A letter put in or left out breaks three runs at most.
        """
        changes = (100 - share) * (len(self.text) + len(other.text)) / 100
        is_near = abs(len(self.text) - len(other.text)) <= changes
        return is_near and len(self.runs & other.runs) >= len(self.runs) - _RUN * changes

    def all(self) -> Iterator["OwnProse"]:
        """Itself and the parts below."""
        yield self
        for part in self.parts:
            yield from part.all()


def compared(sections: Iterable[OwnProse]) -> tuple[OwnProse, ...]:
    """The sections and parts with enough text, in printed order; of very much the first."""
    enough = [one for section in sections for one in section.all() if one.is_enough]
    letters = accumulate(len(one.text) for one in enough)
    return tuple(one for one, so_far in zip(enough, letters, strict=True) if so_far <= MAX_LETTERS)


def own_prose(report: Report) -> tuple[OwnProse, ...]:
    """The sections of a report, each with its parts; paragraphs beside a table belong to the form.

    >>> from govdisclosure import Organ, Report2021, Section
    >>> said = "2023年，组织培训3次。本机关逐步完善公开目录，2023年修订了审查办法。"
    >>> section = Section(heading="总体情况", paragraphs=(said,))
    >>> own_prose(Report2021(year=2023, organ=Organ(), sections=(section,)))[0].text
    '本机关逐步完善公开目录修订了审查办法'
    """
    return tuple(_of(section, f"sections[{index}]") for index, section in enumerate(report.sections))


_SENTENCE = re.compile(r"[^。！？!?;；\n]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_NO_FIGURES = re.compile(
    r"(?:19|20)\d{2}年度?(?:\d{1,2}月(?:\d{1,2}[日号])?)?|[〔\[(](?:19|20)\d{2}[〕\])]\d+号|第\d+[条款项届号]|[〇零○一二]{1,2}[〇零○一二三四五六七八九]{2,3}年度?"
)
_PRESCRIBED = re.compile(
    r"所列数据|统计(?:的)?(?:期限|时限|时间|期间|范围)|编制[^。]{0,40}(?:报告|公布)|(?:根据|依据|按照|依照)[^。]{0,200}编制"
    r"|电子版|疑问|联系(?:方式|电话|地址)|(?:电话|传真|邮编|邮箱)[:：]|信息处理费|见附[表件]"
)
_NOTHING = re.compile(
    r"(?:未|没有|没|无|不存在|不涉及|尚未|暂无)(?:曾|再|有)?(?:收到|接到|受理|发生|出现|收取|产生|因|被|其他|其它|需要|依申请|行政|不良|相关)"
    r"|^[^，,]{0,20}(?:无|没有|不涉及)(?:其他|其它)?[^，,]{0,10}$"
)
_LONGEST_NOTHING = 60


def _of(section: Section, path: str) -> OwnProse:
    own = "" if section.table is not None else "\n".join(section.paragraphs)
    parts = tuple(_of(part, f"{path}.parts[{index}]") for index, part in enumerate(section.parts))
    text = "".join((*_in_own_words(own), *(part.text for part in parts)))
    length = len(_letters("".join(section.paragraphs))) + sum(part.length for part in parts)
    return OwnProse(path, text[:MAX_LENGTH], length, parts)


def _in_own_words(text: str) -> Iterator[str]:
    """The letters of each sentence that is neither prescribed nor a statement of figures, or of nothing."""
    for match in _SENTENCE.finditer(text):
        sentence = compact(match[0])
        says_nothing = len(sentence) <= _LONGEST_NOTHING and _NOTHING.search(sentence)
        has_figures = any(c.isdigit() for c in _NO_FIGURES.sub("", sentence))
        if not (says_nothing or has_figures or _PRESCRIBED.search(sentence)):
            yield _letters(_NO_FIGURES.sub("", sentence))


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text)
