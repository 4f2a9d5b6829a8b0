"""Years that stand in prose where the report's own belongs: text copied from an earlier year."""

import re
from collections.abc import Iterator
from typing import Literal

import attrs

from govdisclosure.checks._rule import Quote
from govdisclosure.checks._sections import walk
from govdisclosure.formats import Report

_YEAR = r"(?<!\d)(?P<year>(?:19|20)\s*\d\s*\d)\s*年"
_NUMBER = r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?(?:[^，。；：\s]{2,20}[。：]\s*)?"
_OPENS = re.compile(rf"{_NUMBER}{_YEAR}\s*(?:度\s*)?(?:[，,]|(?=我|本(?![年届次])))")
_CUT_OFF = re.compile(rf"截[至止]\s*{_YEAR}\s*(?:12\s*月\s*31\s*日|年?底|末)")
_PLAN = re.compile(
    rf"{_YEAR}\s*(?:度\s*)?[，,]?[^，。；！？\d]{{0,14}}?将\s*(?:进一步|继续|着力|不断|持续|更加|从以下|坚持)"
)
_COMPARES = re.compile(r"今年|本年|去年|上年|上一年|同比|相比|相较|较|比|以来|持平|次年|当年|累计|逐年|历年|连续")
_HAPPENED = re.compile(
    r"印发|出台|颁布|公布|通过(?:了|并|审议|验收|评审|$|[，。；])|(?:审议|表决|会议|验收|评审|审核|考核)通过|施行|成立|组建|改革|挂牌|上线|开通|荣获|获评|被评|评为|列为|确定为|示范|试点|考核|表彰|[名位]列|审计|督查"
)
"""What may be told of an earlier year."""
_RECENT = 3


@attrs.frozen
class WrongYear:
    """A passage with another year than it should have."""

    what: Literal["opening", "cut_off", "plan"]
    year: int
    quote: Quote


def wrong_years(report: Report, own: int) -> Iterator[WrongYear]:
    """Passages that speak of a year just before as of the year reported, or of the year reported as of the next.

    A paragraph that names the report's own year, or compares years, may speak of others.
    """
    for path, text in _paragraphs(report):
        plans = [found for found in _PLAN.finditer(text) if _year(found) in (own, own - 1)]
        yield from (WrongYear("plan", _year(found), Quote(path, *found.span())) for found in plans)
        if not plans:
            yield from _stale(path, text, own)


def _stale(path: str, text: str, own: int) -> Iterator[WrongYear]:
    plain = "".join(text.split())
    if str(own) in plain or _COMPARES.search(plain) or _HAPPENED.search(plain):
        return
    opens = _OPENS.match(text)
    if opens is not None and _is_recent(_year(opens), own):
        yield WrongYear("opening", _year(opens), Quote(path, *opens.span()))
    for found in _CUT_OFF.finditer(text):
        if _is_recent(_year(found), own):
            yield WrongYear("cut_off", _year(found), Quote(path, *found.span()))


def _is_recent(year: int, own: int) -> bool:
    """Whether a text may have been copied from the report for that year."""
    return own - _RECENT <= year < own


def _paragraphs(report: Report) -> Iterator[tuple[str, str]]:
    for path, section in walk(report.sections):
        yield from ((f"{path}.paragraphs[{n}]", text) for n, text in enumerate(section.paragraphs))


def _year(found: re.Match[str]) -> int:
    return int("".join(found["year"].split()))
