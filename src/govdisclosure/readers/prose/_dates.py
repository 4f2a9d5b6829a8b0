"""Dates and the statement of the reporting period, as printed."""

import re
from datetime import date

import attrs

from govdisclosure.formats.shared import Period
from govdisclosure.wording._characters import compact
from govdisclosure.wording._numbering import NUMERALS, chinese_to_int


@attrs.frozen
class Dated:
    """A date; `derived` where part of it was not printed (``2014年1月25`` without 日)."""

    value: date
    derived: bool


_Y = r"(?<!\d)(?:(?:19|20)\d{2}|[一二][一二三四五六七八九〇零○◯OoОо0]{3})"
_N = rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})"
_DATE = re.compile(
    rf"(?P<year>{_Y})(?:年(?P<month>{_N})月(?P<day>{_N})(?P<sign>[日号])?"
    r"|(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2}))"
)
_KEY = (
    "(?:统计(?:的)?(?:起止)?(?:期限|时限|时间|时段|周期|期间|范围)"
    "|(?:数据|报告|统计)[^。;]{0,6}?(?:期限|时限|期间)|数据统计|报告期)"
)
_LEAD = r"[^。;\d]{0,12}?"
_FROM = (
    rf"(?P<y1>{_Y})(?:年(?P<m1>{_N})月(?P<d1>{_N})[日号]"
    r"|(?P<s1>[-/.])(?P<m2>\d{1,2})(?P=s1)(?P<d2>\d{1,2}))"
)
_TO = (
    rf"(?:(?:(?P<y3>{_Y})年)?(?P<m3>{_N})月(?P<d3>{_N})[日号]"
    rf"|(?P<y4>{_Y})(?P<s4>[-/.])(?P<m4>\d{{1,2}})(?P=s4)(?P<d4>\d{{1,2}}))"
)
_PERIOD = re.compile(rf"{_KEY}{_LEAD}{_FROM}起?[,、]?(?:至|到|[-—–~]){_TO}(?!\d)")
_PERIOD_LIKE = re.compile(rf"{_KEY}{_LEAD}(?P<dates>[自从]?[\d{NUMERALS}○][\d{NUMERALS}○年月日号起止,./~—–至到\-]*)")
_HINT = re.compile("[统期限]")  # one of them is in every such statement; most paragraphs have none
_LONGEST_DATE = 100
_MIN_DIGITS = 5
"""A damaged period still has most of two dates; with fewer digits it is some other number."""


def parse_date(text: str) -> Dated | None:
    """Read a text that is one date and nothing else; None if it is not, or the calendar has no such day.

    >>> parse_date("二零一二年二月二十日")
    Dated(value=datetime.date(2012, 2, 20), derived=False)
    >>> parse_date("2014年1月25")
    Dated(value=datetime.date(2014, 1, 25), derived=True)
    >>> parse_date("2014125") is None
    True
    """
    match = _DATE.fullmatch(compact(text)) if len(text) <= _LONGEST_DATE else None
    if match is None:
        return None
    value = _date(match["year"], match["month"] or match["m"], match["day"] or match["d"])
    return None if value is None else Dated(value, derived=match["mark"] is None and match["sign"] is None)


def parse_period(text: str) -> Period | None:
    """The reporting period stated in running text; None if there is none or its digits are damaged.

    An end without year is in the year of the start.

    >>> period = parse_period("本报告所列数据的统计期限自2018年1月1日起至12月31日止。")
    >>> period.start.isoformat(), period.end.isoformat()
    ('2018-01-01', '2018-12-31')
    """
    match = _PERIOD.search(compact(text)) if _HINT.search(text) else None
    if match is None:
        return None
    start = _date(match["y1"], match["m1"] or match["m2"], match["d1"] or match["d2"])
    end = _date(match["y3"] or match["y4"] or match["y1"], match["m3"] or match["m4"], match["d3"] or match["d4"])
    return Period(start=start, end=end) if start is not None and end is not None and start <= end else None


def damaged_period(text: str) -> str | None:
    """The dates of a reporting period that is stated but cannot be read, as printed.

    >>> damaged_period("所列数据的统计期限是201311日至20131231日。")
    '201311日至20131231日'
    """
    if not _HINT.search(text) or parse_period(text) is not None:
        return None
    folded, places = _fold(text)
    match = _PERIOD_LIKE.search(folded)
    if match is None or not re.search("[至到~—–-]", match["dates"]):
        return None
    if sum(c.isdigit() or c in NUMERALS for c in match["dates"]) < _MIN_DIGITS:
        return None
    return text[places[match.start("dates")] : places[match.end("dates") - 1] + 1].rstrip(",，")


def _fold(text: str) -> tuple[str, list[int]]:
    """The compacted text, and for each of its characters where it stood."""
    folded = [(c, place) for place, raw in enumerate(text) for c in compact(raw)]
    return "".join(c for c, _ in folded), [place for _, place in folded]


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(_int(year), _int(month), _int(day))
    except ValueError:
        return None


def _int(raw: str) -> int:
    return int(raw) if raw.isdecimal() else chinese_to_int(raw)
