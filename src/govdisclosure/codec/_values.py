"""Single values: what is accepted, and how a message shows what is not."""

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from govdisclosure.formats._kit import MAX_COUNT, MAX_MONEY, Kind

MAX_PLACES = 100
"""How far from the decimal point the first digit of an amount may stand: `1e-999999999` has a line's worth of bytes and
a gigabyte of digits. Digits that are written out are all kept."""

MISSING = object()
"""Stands where a key is missing."""


class Wrong(Exception):
    """One value that does not belong where it stands."""

    def __init__(self, value: object, expected: str, expected_zh: str) -> None:
        self.value, self.expected, self.expected_zh = value, expected, expected_zh


def decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent beyond what a Decimal holds
        return Decimal("NaN")


def text(value: object) -> str:
    if not isinstance(value, str) or not is_unicode(value):
        raise Wrong(value, "text", "文字")
    return value


def is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:  # a lone surrogate, which no JSON text can hold
        return False
    return True


def texts(value: object) -> dict[str, str]:
    """An object of texts; `beyond_types` looks at each of them."""
    if not isinstance(value, dict):
        raise Wrong(value, "an object of texts", "以文字为值的对象")
    return dict(value)


def whole(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        span = "0 or more" if low == 0 else f"{low} to {high}"
        span_zh = "不小于 0" if low == 0 else f"{low} 至 {high}"
        if type(value) is int and value > high:
            span, span_zh = f"at most {high}", f"不大于 {high}"
        raise Wrong(value, f"a whole number, {span}", f"整数，{span_zh}")
    return value


def day(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Wrong(value, "a date written YYYY-MM-DD", "YYYY-MM-DD 形式的日期")


def money(value: object) -> Decimal | None:
    """The amount, or None if the value is not one."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):  # as a union, twice as slow
        return None
    amount = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not amount.is_finite() or not 0 <= amount <= MAX_MONEY or abs(amount.adjusted()) > MAX_PLACES:
        return None
    return amount


def _count(value: object) -> int | None:
    return None if value is None else _or_null(lambda: whole(value, 0, MAX_COUNT))


def _change(value: object) -> int | None:
    return None if value is None else _or_null(lambda: whole(value, -MAX_COUNT, MAX_COUNT))


def _or_null(read: Callable[[], int]) -> int:
    try:
        return read()
    except Wrong as wrong:
        raise Wrong(wrong.value, f"{wrong.expected}, or null", f"{wrong.expected_zh}，或 null") from None


def _amount(value: object) -> Decimal | None:
    if value is None:
        return None
    amount = money(value)
    if amount is None:
        raise Wrong(value, f"a number from 0 to {MAX_MONEY}, or null", f"0 至 {MAX_MONEY} 的数，或 null")
    return amount


FIGURES: Mapping[Kind, Callable[[object], int | Decimal | None]] = {
    Kind.COUNT: _count,
    Kind.CHANGE: _change,
    Kind.MONEY: _amount,
}


def show(value: object) -> str:
    """The value as a message shows it: short, and never the text of the report."""
    if value is MISSING:
        return "missing"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return json.dumps(value if len(value) <= 20 else value[:20] + "…", ensure_ascii=False)
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "an array"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    text = str(value)
    return text if len(text) <= 40 else f"{text[:20]}… ({len(text)} characters)"
