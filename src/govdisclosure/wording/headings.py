"""Which prescribed section a printed heading names."""

import re
import types
from collections.abc import Iterable, Mapping
from functools import cache

from govdisclosure.formats._kit import Heading
from govdisclosure.wording._characters import compact, simplified
from govdisclosure.wording._numbering import leading_number

VARIANTS: Mapping[str, tuple[str, ...]] = types.MappingProxyType(
    {
        "overview": (
            "概述",
            "概况",
            "总体概况",
            "总体工作情况",
            "基本情况",
            "工作总体情况",
            "信息公开工作总体情况",
            "政府信息公开总体情况",
            "政府信息公开工作总体情况",
            "政府信息公开工作基本情况",
        ),
        "proactive": (
            "主动公开信息情况",
            "主动公开政府信息工作情况",
            "政府信息主动公开情况",
            "行政机关主动公开政府信息情况",
        ),
        "requests": (
            "收到和处理信息公开申请情况",
            "收到和处理政府信息依申请公开情况",
            "政府信息公开申请收到和处理情况",
            "政府信息公开申请的收到和办理情况",
            "行政机关收到和处理政府信息公开申请情况",
        ),
        "proceedings": (
            "行政复议、行政诉讼情况",
            "政府信息公开工作行政复议、行政诉讼情况",
            "因政府信息公开被申请行政复议、提起行政诉讼情况",
            "因政府信息公开工作被申请行政复议、行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "被申请行政复议、提起行政诉讼情况",
        ),
        "problems": (
            "存在问题及改进情况",
            "存在问题及改进措施",
            "存在的主要问题及改进措施",
            "主要问题及改进情况",
            "工作中存在的问题及改进情况",
            "工作中存在的主要问题及改进情况",
            "工作中存在的主要问题及改进措施",
            "政府信息公开工作存在的问题及改进情况",
            "政府信息公开工作存在的问题及改进措施",
            "政府信息公开工作存在的主要问题及改进情况",
            "政府信息公开工作存在的主要问题及改进措施",
            "政府信息公开工作中存在的主要问题及改进情况",
        ),
        "other_matters": (
            "其他事项",
            "其他需要报告事项",
            "其他需要说明的事项",
            "需要报告的其他事项",
            "需要说明的其他事项",
        ),
    }
)
"""Headings seen in place of the prescribed ones, by the key of the section."""

_RULE_LINE = re.compile(r"^[|¦丨│┃lI1!■●▪◆★]")  # a rule or a bullet beside the heading, read as a character
_TRIMMINGS = re.compile(r"[^\w]|的|和|与|以?及")
_YEAR = re.compile(r"^20\d{2}年度?")
_LONGEST = 120
_TABLE = re.compile(r"(?:统计)?表$")


def heading_key(text: str, fmt_headings: Iterable[Heading]) -> str | None:
    """The key of the prescribed section that a heading names, with or without its number; None if it names none.

    >>> from govdisclosure.formats.shared import HEADINGS
    >>> heading_key("｜五、政府信息公开工作存在的主要问题和改进情况", HEADINGS)
    'problems'
    >>> heading_key("（一）主动公开情况", HEADINGS) is None
    True
    """
    names = _names(text) if len(text) <= _LONGEST else set()
    for heading in fmt_headings:
        if names & _known(heading):
            return heading.key
    return None


@cache
def _known(heading: Heading) -> frozenset[str]:
    """Every name a section is known by, without what varies."""
    return frozenset(_fold(name) for name in (heading.label.zh, *VARIANTS.get(heading.key, ())))


def _names(text: str) -> set[str]:
    """What a heading may be called: as it stands, and without a stray character in front."""
    line = simplified(compact(text))
    bare = _RULE_LINE.sub("", line)
    return {_fold(_without_number(candidate)) for candidate in (line, bare)} - {""}


def _without_number(line: str) -> str:
    found = leading_number(line)
    return line if found is None else found[1]


def _fold(name: str) -> str:
    """The heading without what varies from report to report: punctuation, 的 and 及, its year, an added 统计表."""
    return _TABLE.sub("", _YEAR.sub("", _TRIMMINGS.sub("", compact(name)))).replace("其它", "其他")
