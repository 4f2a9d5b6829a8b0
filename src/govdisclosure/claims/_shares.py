"""Shares and changes: ``占47.4%``, ``同比增长25%``, ``持平``, and differences that are no percentage (``增加5件``)."""

import re
from decimal import Decimal

import attrs

from govdisclosure.claims import _numbers

_LINK = "(?:为|达到|达|到|了|约|近|至|超过|超)"
_SHARE = re.compile(rf"{_LINK}{{0,3}}(?P<percent>{_numbers.PERCENT})(?!点)(?:以上|左右|上下)?")
_CHANGE = re.compile(
    rf"(?:(?P<up>(?<!新)增长|上升|(?<!新)增加|提高|提升|上涨|增幅|涨幅|(?<!新)增|多|高)|(?P<down>下降|减少|降低|下滑|回落|降幅|减幅|减|少|低))"
    rf"(?:率|幅度|幅|比例)?{_LINK}{{0,3}}(?:(?P<percent>{_numbers.PERCENT})|(?P<times>[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?)倍|(?P<figure>[0-9一二两三四五六七八九十百,.]{{1,12}}(?:倍|个百分点|[件条次份个项起宗篇部元万])))"
)


_CHANGE_STARTS = frozenset("增上提涨多高下减降回少低")
_SHARE_STARTS = frozenset("为达到了约近至超百0123456789")


@attrs.frozen
class Change:
    """A change that ends at `end`; `percent` with its sign, None if it is a difference and no percentage."""

    percent: Decimal | None
    end: int


def change_at(text: str, place: int) -> Change | None:
    """The change that begins at a place.

    >>> change_at("同比下降10.5%", 2).percent
    Decimal('-10.5')
    >>> change_at("增长1.5倍", 0).percent
    Decimal('150.0')
    >>> change_at("比上年减少三件", 3)
    Change(percent=None, end=7)
    """
    match = _CHANGE.match(text, place) if text[place] in _CHANGE_STARTS else None
    if match is None:
        return None
    percent = _numbers.read_percent(match["percent"]) if match["percent"] else None
    if match["times"] and not match["down"]:
        percent = Decimal(match["times"]) * 100
    if percent is not None and match["down"]:
        percent = -percent
    return Change(percent, match.end())


def percent_at(text: str, place: int) -> tuple[Decimal | None, int] | None:
    """The percentage that begins at a place, and where it ends.

    >>> percent_at("占47.4%", 1)
    (Decimal('47.4'), 6)
    """
    match = _SHARE.match(text, place) if text[place] in _SHARE_STARTS else None
    return None if match is None else (_numbers.read_percent(match["percent"]), match.end())
