"""Of which time a statement speaks: ``2022年``, ``上年``, ``上半年``, ``自2008年……以来``, ``与去年的10件相比``."""

import re
from typing import Literal

import attrs

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_MONTH, _DAY = "(?:1[0-2]|0?[1-9])月", "(?:[12][0-9]|3[01]|0?[1-9])日"
_DASH = "(?:[-—–~～－─]{1,2}|至|到)"
_PAPER = (
    "(?!度?(?:政府信息公开|政务公开|政府信息)?(?:工作)?(?:年度|年)?"
    "(?:报告|要点|方案|计划|规划|预算|决算|台账|通知|目录)|度?[^,;:。、()0-9公发编收]{0,8}(?:预算|决算|预决算))"
)
"""What makes a year the name of a paper."""

Extent = Literal["year", "part", "since", "plan"]
"""A whole year; a part of one; a time that began before the year, or has no end; a time to come."""


@attrs.frozen
class Period:
    """A time that is named. `year` is the year printed, `ago` how many years before the report's; both None: the same
    year as before. `compared` if it only serves for comparison (比上年)."""

    extent: Extent
    end: int
    year: int | None = None
    ago: int | None = None
    compared: bool = False

    def of(self, base: int | None, current: int | None) -> int | None:
        """The year meant, in a report for the year `base`, after the year `current` was meant."""
        if self.year is not None:
            return self.year
        if self.ago is not None:
            return None if base is None else base - self.ago
        return current


_FORMS: tuple[tuple[Extent, int | None, str], ...] = (
    # A range of days that is the whole year; extraction loses its characters 年 and 月.
    ("year", None, rf"[自从]?{_YEAR}年?0?1月?0?1日起?,?{_DASH}(?:(?P=year)|同|当)?年?12月?31日止?"),
    ("year", None, rf"(?:截至|截止到?|到|至){_YEAR}年(?:12月31日|12月?底|年?底|末)"),
    ("year", None, r"(?:截至|截止到?|到|至)?(?:12月31日|12月底|年底|年末)"),
    ("since", None, rf"(?:截至|截止到?|到)(?:{_YEAR}年)?{_MONTH}(?:{_DAY}|底|末|初)?"),
    ("since", None, r"(?:截至|截止到?)(?:目前|今|当前|现在|报告日)"),
    # 自2008年《条例》施行以来, 自3月8日上线截止12月31日
    (
        "since",
        None,
        rf"[自从](?:{_YEAR}年)?[^,;:。()]{{0,40}}?(?:以来|至今|起至|(?:截[至止]|{_DASH})(?:[0-9]{{4}}年)?(?:{_MONTH}(?:{_DAY}|底|末)?|年?底|年末))",
    ),
    ("since", None, rf"[自从]?(?:19|20)[0-9]{{2}}年?{_DASH}(?:19|20)[0-9]{{2}}年度?"),
    ("since", None, "以来|历年(?:来|累计)?|多年来|近年来?|近几年来?|近[两三五0-9]年来?|连续[两三四五0-9]年"),
    (
        "part",
        None,
        rf"(?:{_YEAR}年|今年|本年)?(?:[上下]半年|第?[一二三四1-4](?:季度|季)|前[一二三两1-9]+(?:个)?(?:季度|月))",
    ),
    ("part", None, rf"(?:{_YEAR}年|今年|本年)?(?:1[0-2]|[1-9])(?:月份?)?{_DASH}(?:1[0-2]|[1-9])月份?(?!12月31日)"),
    ("part", None, rf"(?:{_YEAR}年|今年|本年)?{_MONTH}(?:份|{_DAY}|底|初|末|[上中下]旬)?"),
    ("year", 2, "前年"),
    ("year", 1, r"(?:上一?年度?|去年|上年度?)(?:同期|全年)?"),
    ("year", 0, r"(?:本年度?|今年|当年|本报告年度)(?:以来|内|度)?"),
    ("year", None, rf"{_YEAR}年(?:度|以来|内|全年|期间)?{_PAPER}"),
    ("year", None, r"全年度?|年内|一年来|整年|年度内"),
    ("plan", None, r"(?:明年|来年|下一?年度)(?!继续)"),
)
_COMPARED = r"(?P<compared>(?:相较于|相比于|高于|低于|多于|少于|相较|对比|以|与|同|较|比))?"
_PATTERNS: tuple[tuple[Extent, int | None, re.Pattern[str]], ...] = tuple(
    (extent, ago, re.compile(_COMPARED + pattern)) for extent, ago, pattern in _FORMS
)
_DATED = re.compile(r"(?:19|20)[0-9]{2}|(?:1[0-2]|[1-9])(?:月|[-—–~～－─至到]|季)|[一二三四](?:季|年来)")
_NUMERALS = frozenset("0123456789一二三四")
_STARTS = frozenset("0123456789一二三四自从截止到至年前去当全整明来本今下上第近历多连以与同较比相高低少对")


def period_at(text: str, place: int) -> Period | None:
    """The longest period that begins at a place.

    >>> period_at("2022年收到申请", 0)
    Period(extent='year', end=5, year=2022, ago=None, compared=False)
    >>> period_at("比上年下降", 0)
    Period(extent='year', end=3, year=None, ago=1, compared=True)
    """
    if text[place] not in _STARTS or (text[place] in _NUMERALS and not _DATED.match(text, place)):
        return None
    best: Period | None = None
    for extent, ago, pattern in _PATTERNS:
        match = pattern.match(text, place)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        year = match.groupdict().get("year")
        best = Period(extent, match.end(), int(year) if year else None, ago, match["compared"] is not None)
    return best
