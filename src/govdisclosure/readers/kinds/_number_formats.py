"""What a spreadsheet shows for a number or a date, where its format is one of the simple ones.

A format that is not simple gives None: then the plain value is read, and said so. What a cell shows may change what it
means (``0.00"元"`` in a column of 万元), so literals in a format are text like any other.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite

Moment = date | datetime | time | timedelta

GENERAL = "General"

_PRECISION = 15
"""A spreadsheet keeps and shows no more digits; what stands behind them is noise."""
_EXACT = Context(prec=10_000, rounding=ROUND_HALF_UP)  # no number that Python reads from a text loses a digit in it

_LONGEST = 255
"""A number format has no more characters."""

_TOKEN = re.compile(
    r"""  "(?P<quoted>[^"]*)"        # text as it is
        | [\\!](?P<escaped>.)
        | _(?P<space>.)            # as wide as this character
        | \*(?P<fill>.)            # fills the cell
        | \[(?P<bracket>[^\]]*)\]  # a colour, a currency, a condition
        | (?P<digits>General|[0\#?][0\#?,]*(?:\.[0\#?]*)?,*|\.[0\#?]+)
        | (?P<percent>%)
        | (?P<bare>[-+$()\ :¥￥€£\u3000-\uffef])
        | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_SECTION = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;])*', re.DOTALL)
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-.*)?")
_COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]+)", re.IGNORECASE)
_SYSTEM_DATE = "F800"
_DATE_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|(?P<part>[yY]+|[mM]+|[dD]+)|(?P<bare>.)')


def plain(value: float) -> str:
    """A number without exponent, as many digits as a spreadsheet keeps.

    >>> plain(3.0), plain(59237.244900000001), plain(0.1 + 0.2), plain(10**20)
    ('3', '59237.2449', '0.3', '100000000000000000000')
    """
    if isinstance(value, int) or not isfinite(value):
        return str(value)
    return _general(_exact(value))


def displayed(value: float, number_format: str) -> str | None:
    """What is shown for a number, or None if the format is not simple or shows nothing of it.

    >>> displayed(1362, "#,##0"), displayed(376, '0.00"万元"'), displayed(-14, "0_);(0)"), displayed(7, "# ?/?")
    ('1,362', '376.00万元', '(14)', None)
    """
    if len(number_format) > _LONGEST or (isinstance(value, float) and not isfinite(value)):
        return None
    sections = _sections(number_format)
    if number_format.strip() in ("", "@"):
        sections = [GENERAL]
    amount = Decimal(value) if isinstance(value, int) else _exact(value)
    if amount == 0 and len(sections) > 2:
        return _filled(sections[2], amount)
    if amount < 0 and len(sections) > 1:
        return _filled(sections[1], abs(amount))
    shown = _filled(sections[0], abs(amount))
    return f"-{shown}" if amount < 0 and shown is not None else shown


def displayed_date(moment: Moment, number_format: str) -> str:
    """What is shown for a date, by its parts in figures; ISO 8601 where the format asks for more.

    >>> displayed_date(datetime(2024, 1, 18), 'yyyy"年"m"月"d"日"'), displayed_date(date(2024, 1, 18), "mm-dd-yy")
    ('2024年1月18日', '2024-01-18')
    """
    is_day = isinstance(moment, date) and (not isinstance(moment, datetime) or moment.time() == time())
    if not isinstance(moment, date) or not is_day:
        return moment.isoformat(sep=" ") if isinstance(moment, datetime) else str(moment)
    if _SYSTEM_DATE in number_format:
        return f"{moment.year}年{moment.month}月{moment.day}日"
    parts = list(_date_parts(moment, _sections(number_format)[0]))
    return moment.isoformat()[:10] if None in parts else "".join(part for part in parts if part).strip()


def _exact(value: float) -> Decimal:
    """The number that was meant: without the digits that only a binary fraction has."""
    return Context(prec=_PRECISION).create_decimal(repr(value))


def _general(amount: Decimal) -> str:
    """All digits of a number and no more."""
    return "0" if amount == 0 else format(amount.normalize(_EXACT), "f")


def _sections(number_format: str) -> list[str]:
    """The parts between semicolons: for positive, negative, zero and text."""
    sections, at = [], 0
    while True:
        match = _SECTION.match(number_format, at)
        end = len(number_format) if match is None else match.end()
        sections.append(number_format[at:end])
        if end >= len(number_format):
            return sections
        at = end + 1


def _filled(section: str, amount: Decimal) -> str | None:
    """A section with the amount in it, which is not negative."""
    tokens = list(_TOKEN.finditer(section))
    patterns = [token for token in tokens if token["digits"] is not None]
    if any(token["other"] is not None for token in tokens) or len(patterns) > 1 or (amount and not patterns):
        return None
    scaled = amount.scaleb(2 * sum(token["percent"] is not None for token in tokens), _EXACT)
    shown = []
    for token in tokens:
        if token["digits"] is not None:
            shown.append(_digits(token["digits"], scaled))
        elif token["bracket"] is not None:
            text = _bracket(token["bracket"])
            if text is None:
                return None
            shown.append(text)
        elif token["space"] is not None:
            shown.append(" ")
        else:
            shown.append(token["quoted"] or token["escaped"] or token["percent"] or token["bare"] or "")
    return "".join(shown).strip()


def _bracket(text: str) -> str | None:
    """What a bracket shows: a currency its sign, a colour nothing; None for a condition or other numerals."""
    currency = _CURRENCY.fullmatch(text)
    if currency is not None:
        return currency["sign"]
    return "" if _COLOUR.fullmatch(text) else None


def _digits(pattern: str, amount: Decimal) -> str:
    if pattern.casefold() == GENERAL.casefold():
        return _general(amount)
    whole, point, decimals = pattern.partition(".")
    thousandths = len(whole) - len(whole.rstrip(",")) + decimals.count(",")
    decimals = decimals.rstrip(",")
    rounded = amount.scaleb(-3 * thousandths, _EXACT).quantize(Decimal(1).scaleb(-len(decimals)), context=_EXACT)
    figures, _, fraction = format(rounded, ",f" if "," in whole.rstrip(",") else "f").partition(".")
    if figures == "0" and "0" not in whole:
        figures = ""
    kept = fraction.rstrip("0").ljust(len(decimals.rstrip("#?")), "0")
    return figures.rjust(whole.count("0"), "0") + (point and "." + kept)


def _date_parts(day: date, section: str) -> Iterator[str | None]:
    """The texts of a date's parts; None for one that is not a figure: a weekday, a name, a year of two digits."""
    for token in _DATE_TOKEN.finditer(section):
        part = token["part"]
        if part is None:
            bare = token["bare"] or ""
            yield None if bare.isascii() and bare.isalpha() else token["quoted"] or token["escaped"] or bare
        elif len(part) > 2:
            yield str(day.year) if part[0] in "yY" else None
        elif part[0] in "yY":
            yield None
        else:
            number = day.month if part[0] in "mM" else day.day
            yield f"{number:0{len(part)}}"
