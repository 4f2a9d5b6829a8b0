"""Numbers in front of headings and paragraphs: ``一、``, ``（二）``, ``3.``, ``（4）``, ``⑤``."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

import attrs

MAX_NUMBER = 60
"""The largest number taken as numbering; beyond it stand years, rooms and numbers of documents."""

NUMERALS = "一二三四五六七八九十廿卅百〇零"
"""The characters of a Chinese number, as a character class."""


class System(StrEnum):
    """How numbers are written."""

    CHINESE = "chinese"
    """一、"""
    BRACKETED_CHINESE = "bracketed_chinese"
    """（一）"""
    ARABIC = "arabic"
    """1."""
    BRACKETED_ARABIC = "bracketed_arabic"
    """（1）"""
    CIRCLED = "circled"
    """①"""


@attrs.frozen
class Number:
    """A printed number: `raw` as it stands, its punctuation included."""

    raw: str
    system: System
    value: int


_ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_GAP = rf"[\s{_ZERO_WIDTH}]*"
_ZH = f"[{NUMERALS}⼀⼆⼋⼗]"  # with the radicals that PDF text has in place of the characters
_CHINESE = f"(?P<value>{_ZH}(?:{_GAP}{_ZH}){{0,3}})"
_DIGITS = r"(?P<value>[0-9０-９]{1,2})"
_OPEN, _CLOSE, _AFTER = "[(（]", "[)）]", f"(?:{_GAP}[、､.．])?"
# What may follow the full stop of a number although it is a digit: a year, or the hotline every report mentions.
_NO_DECIMAL = rf"(?:(?![0-9０-９])|(?=(?:19|20)[0-9]{{2}}{_GAP}[年\-—–~～至])|(?=12345(?![0-9])))"

_SYSTEMS = tuple(
    (system, re.compile(_GAP + "(?P<raw>" + pattern + ")"))
    for system, pattern in (
        (System.CHINESE, rf"{_CHINESE}{_GAP}[、､.．](?!{_GAP}{_ZH}{{1,3}}、)"),
        (System.BRACKETED_CHINESE, f"{_OPEN}{_GAP}{_CHINESE}{_GAP}{_CLOSE}{_AFTER}"),
        (System.BRACKETED_CHINESE, f"(?P<value>[㈠-㈩]){_AFTER}"),
        (System.ARABIC, rf"{_DIGITS}{_GAP}(?:[.．]?{_GAP}[、､](?!{_GAP}[0-9０-９]{{1,2}}、)|[.．]{_NO_DECIMAL})"),
        (System.ARABIC, "(?P<value>[⒈-⒛])"),
        (System.BRACKETED_ARABIC, f"{_OPEN}{_GAP}{_DIGITS}{_GAP}{_CLOSE}{_AFTER}(?!{_GAP}[0-9０-９]+{_GAP}号)"),
        (System.BRACKETED_ARABIC, f"(?P<value>[⑴-⒇]){_AFTER}"),
        (System.CIRCLED, f"(?P<value>[①-⑳㉑-㉟㊱-㊿➀-➉❶-❿]){_AFTER}"),
    )
)
_ZEROS = str.maketrans(dict.fromkeys("○◯OoОо0", "〇"))  # what stands for 〇 in years: signs, Latin and Cyrillic letters
_BRACKETED = frozenset({System.BRACKETED_CHINESE, System.BRACKETED_ARABIC})


def leading_number(text: str) -> tuple[Number, str] | None:
    """The number at the start of a line and the rest, stripped; None if the line starts with none.

    >>> leading_number("（二）依申请公开")
    (Number(raw='（二）', system=<System.BRACKETED_CHINESE: 'bracketed_chinese'>, value=2), '依申请公开')
    >>> leading_number("1.5万元") is None
    True
    """
    for system, pattern in _SYSTEMS:
        match = pattern.match(text)
        if match is not None:
            value = _value(match["value"])
            if value is not None and 1 <= value <= MAX_NUMBER:
                return Number(match["raw"], system, value), _stripped(text[match.end() :])
    return None


def same_rank(a: System, b: System) -> bool:
    """Whether numbers of two systems stand on one rung: ``（一）`` and ``（2）`` do where the count goes on."""
    return a is b or (a in _BRACKETED and b in _BRACKETED)


@lru_cache(maxsize=1024)
def chinese_to_int(text: str) -> int:
    """A number in Chinese numerals: counted (``十二``) or digit by digit (``二〇二三``, ``二○二三``).

    Raises `ValueError` if it is none.

    >>> chinese_to_int("十二"), chinese_to_int("三十"), chinese_to_int("二零一二")
    (12, 30, 2012)
    """
    import cn2an  # type: ignore[import-untyped]

    return int(cn2an.cn2an(unicodedata.normalize("NFKC", text).translate(_ZEROS), "normal"))


def _value(raw: str) -> int | None:
    if len(raw) == 1 and not raw.isdecimal():
        number = unicodedata.numeric(raw, None)
        if number is not None:  # 一, ㈠, ⑴, ⒈ and ①
            return int(number)
    folded = "".join(c for c in unicodedata.normalize("NFKC", raw) if not _is_invisible(c))
    if folded.isdecimal():
        return int(folded)
    try:
        return chinese_to_int(folded)
    except ValueError:
        return None


def _stripped(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_invisible(text[start]):
        start += 1
    while end > start and _is_invisible(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_invisible(character: str) -> bool:
    return character.isspace() or character in _ZERO_WIDTH
