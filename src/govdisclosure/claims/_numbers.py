"""Figures as prose prints them: ``12件``, ``1,362件``, ``十二件``, ``1.2万余条``, ``约3.5万元``, ``百分之二十``.

The patterns are for text of `_text`: half width, no white space.
"""

import re
from decimal import Decimal

import attrs

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,12})(?:\.[0-9]{1,6})?"
_CHINESE = "[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]{1,12}"
_SCALE = "[万亿]"
_ABOUT = "大约|约|将近|近|逾|超过|超出|超|突破|不足|不到|至少"
_MORE = "余|多"
_AROUND = "以上|左右|上下|以内|以下|余|多"

_UNIT = (
    r"(?:[件条次份个项篇]\([件条次份个项篇]\)|[件条次份个项篇]/[件条次份个项篇]|人次|人\(次\)|件次|条次|元"
    r"|件(?!事)|条(?!例|款|规|第)|次(?!性|会|全)|份(?!额)|项(?!目)|起(?!草|诉|来)|宗(?!旨)|例(?!如)|部(?!门|分|署)"
    r"|个(?!工作日|自然日|月|小时|百分点|方面|季度|星期|年|字|人)|篇|场(?!所)|张|幅|期(?!限|间|内)|户|家|批(?!准|复)|名|人|本|册|卷|桩|则|档)"
)
_ENDS_CLAUSE = r"(?=[,;。、)]|$)"

_FIGURE = re.compile(
    rf"(?<![0-9])(?<![0-9][.,])(?P<about>{_ABOUT})?(?:"
    rf"(?P<number>{_DIGITS}|{_CHINESE})(?P<scale>{_SCALE})?(?P<more>{_MORE})?(?P<unit>{_UNIT})(?P<around>{_AROUND})?"
    rf"|(?<![0-9.,(-])(?P<bare>[0-9]{{1,9}}(?:\.[0-9]{{1,6}})?|零){_ENDS_CLAUSE})"
)
"""A counted figure with its unit, or a number with none that ends its clause."""

PERCENT = rf"(?:{_DIGITS}%|百分之(?:{_CHINESE}|{_DIGITS})(?:点{_CHINESE})?)"
"""A percentage, as a piece of patterns."""

MONEY = frozenset({"元", "万元", "亿元"})


@attrs.frozen
class Figure:
    """A figure read. `value` is a count, or an amount in the printed `unit`; `start` to `end` is its number alone."""

    value: int | Decimal
    unit: str | None
    rounded: bool
    start: int
    end: int


_STARTS = frozenset("0123456789零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟大约将近逾超突不至")


def figure_at(text: str, place: int) -> tuple[Figure, int] | None:
    """The figure that begins at a place, and where it ends with its unit; None if there is none (``百千件``).

    >>> figure_at("共1.2万余条", 1)
    (Figure(value=12000, unit='条', rounded=True, start=1, end=6), 7)
    >>> figure_at("十二件", 0)[0].value, figure_at("两百余件", 0)[0].value
    (12, 200)
    >>> figure_at("3.5万元", 0)[0]
    Figure(value=Decimal('3.5'), unit='万元', rounded=False, start=0, end=3)
    """
    match = _FIGURE.match(text, place) if text[place] in _STARTS else None
    figure = None if match is None else _read(match)
    return None if match is None or figure is None else (figure, match.end())


def _read(match: re.Match[str]) -> Figure | None:
    if match["bare"] is not None:
        number = _number(match["bare"])
        if number is None or number != int(number):
            return None
        return Figure(int(number), None, match["about"] is not None, match.start(), match.end("bare"))
    number = _number(match["number"])
    if number is None:
        return None
    scale, unit = match["scale"] or "", str(match["unit"])
    rounded = any(match[name] is not None for name in ("about", "more", "around"))
    if unit == "元":  # amounts keep the unit they are printed in: 3.5万元 is not 35000元
        return Figure(number, f"{scale}元", rounded, match.start(), match.end("number"))
    rounded = rounded or (bool(scale) and "." in match["number"])  # 1.38万件 is as exact as its last digit
    number *= {"": 1, "万": 10**4, "亿": 10**8}[scale]
    return Figure(int(number), unit, rounded, match.start(), match.start("unit")) if number == int(number) else None


def read_percent(printed: str) -> Decimal | None:
    """A percentage: ``47.4%``, ``百分之二十``.

    >>> read_percent("47.4%"), read_percent("百分之二十")
    (Decimal('47.4'), Decimal('20'))
    """
    return _number(printed.removesuffix("%").removeprefix("百分之"))


def _number(printed: str) -> Decimal | None:
    if printed[0].isdigit() and printed[0].isascii():
        return Decimal(printed.replace(",", ""))
    import cn2an  # type: ignore[import-untyped]

    whole = printed if printed[0] not in "百千" else f"一{printed}"  # 近千条
    try:
        return Decimal(str(cn2an.cn2an(whole, "smart")))
    except ValueError:
        return None
