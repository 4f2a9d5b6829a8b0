"""What stands in one cell, read as a figure.

A cell is read only if it can mean one thing. Otherwise it stays blank and its raw text is kept, so that nothing
printed is lost and a check that needs it is blocked rather than wrong.
"""

import re
import unicodedata
from decimal import Context, Decimal
from functools import lru_cache
from typing import Literal

import attrs

from govdisclosure.formats._kit import MAX_COUNT, MAX_MONEY, Kind
from govdisclosure.grid import Figure, bare
from govdisclosure.wording._characters import compact

NoteCode = Literal["GD602", "GD603", "GD604"]


@attrs.frozen
class Reading:
    """The figure of a cell; `printed` if the raw text is not just that number; `note` if it had to be decided.

    `note` is a code of the reading family, or None.
    """

    value: Figure
    printed: str | None = None
    note: NoteCode | None = None


_MARKS = frozenset(["", "/", "-", "--", "---", "—", "——", "–", "无", "不涉及", "不适用", "空", "N/A", "NA", "*", "."])
"""In half width and upper case."""

_ZERO = "零"
_RAISED = re.compile(r"[0-9０-９]\s*[¹²³⁰⁴-⁹₀-₉①-⑳]")
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_UNITS = "件|项|条|个|次|宗|份|人|人次|起"
_DIGITS = re.compile(r"[0-9](?:[0-9,.]*[0-9])?")
_COUNTED = re.compile(rf"(?:共)?(?P<number>{_NUMBER})(?:{_UNITS})?(?P<rest>[(（][^()（）]*[)）])?")
_CHANGED = re.compile(
    rf"(?P<sign>[+\-−]|增加|增|减少|减)?(?P<number>{_NUMBER})(?:{_UNITS})?(?P<rest>[(（][^()（）]*[)）])?"
)
_PRICED = re.compile(rf"[¥￥]?(?P<number>{_NUMBER})(?P<unit>亿元|万元|万|元)?(?P<rest>[(（][^()（）]*[)）])?")
_POWER_OF_TEN = {"万元": 0, "万": 0, "元": -4, "亿元": 4}
"""From a printed unit to 万元."""


def _is_mark(text: str) -> bool:
    """Whether a cell is empty or holds a mark for nothing instead of a number."""
    return text.upper() in _MARKS


@lru_cache(maxsize=4096)
def looks_like_figure(raw: str) -> bool:
    """Whether a text by itself can only be the content of a figure's cell."""
    text = compact(raw)
    if not text or len(raw) > 60:
        return False
    return _is_mark(text) or text == _ZERO or any(p.fullmatch(text) for p in (_DIGITS, _COUNTED, _CHANGED, _PRICED))


def read_figure(raw: str, kind: Kind, unit: str | None = None) -> Reading:
    """Read a cell's raw text as a figure of a kind. `unit` is one the header states for amounts.

    >>> read_figure("1,362", Kind.COUNT)
    Reading(value=1362, printed='1,362', note=None)
    >>> read_figure("376万", Kind.MONEY)
    Reading(value=Decimal('376'), printed='376万', note=None)
    >>> read_figure("251000元", Kind.MONEY)
    Reading(value=Decimal('25.1000'), printed='251000元', note='GD602')
    >>> read_figure("/", Kind.COUNT)
    Reading(value=None, printed='/', note=None)
    """
    text = compact(raw)
    shown = raw.strip()
    if _RAISED.search(shown):  # 12² is 12 with the mark of a footnote, or what?
        return Reading(None, shown, "GD604")
    if _is_mark(text):
        return Reading(None, shown)
    if text == _ZERO:
        return Reading(_zero(kind), shown)
    if re.search(r"\d\s+\d", unicodedata.normalize("NFKC", shown)):
        return Reading(None, shown, "GD604")
    match = _PATTERNS[kind].fullmatch(text)
    if match is None:
        return Reading(None, shown, "GD604" if any(c.isdigit() for c in text) else None)
    number = match["number"].replace(",", "")
    if len(number) > 1 and number[0] == "0" and number[1] != ".":
        return Reading(None, shown, "GD604")
    if kind is Kind.MONEY and unit is not None and unit not in _POWER_OF_TEN:
        return Reading(None, shown, "GD604")
    value = _value(number, kind, match.groupdict(), unit)
    if value is None:
        return Reading(None, shown, "GD604")
    note: NoteCode | None = "GD603" if match["rest"] else None
    if kind is Kind.MONEY and note is None and _POWER_OF_TEN[match["unit"] or unit or "万元"] != 0:
        note = "GD602"
    return Reading(value, None if shown == bare(value) else shown, note)


def split_zeros(raw: str, width: int) -> tuple[str, ...] | None:
    """Cells that ran together: a run of `width` zeros can only be that many cells of 0. Anything else is ambiguous."""
    text = compact(raw)
    return tuple(text) if width > 1 and text == "0" * width else None


_PATTERNS = {Kind.COUNT: _COUNTED, Kind.CHANGE: _CHANGED, Kind.MONEY: _PRICED}


def _zero(kind: Kind) -> Figure:
    return Decimal(0) if kind is Kind.MONEY else 0


def _value(number: str, kind: Kind, groups: dict[str, str | None], unit: str | None) -> Figure:
    amount = Decimal(number)
    if kind is Kind.MONEY:
        power = _POWER_OF_TEN[groups["unit"] or unit or "万元"]
        converted = amount.scaleb(power, Context(prec=len(number)))
        return converted if converted <= MAX_MONEY else None
    if amount != int(amount) or amount > MAX_COUNT:
        return None
    return -int(amount) if kind is Kind.CHANGE and groups["sign"] in ("-", "−", "减少", "减") else int(amount)
