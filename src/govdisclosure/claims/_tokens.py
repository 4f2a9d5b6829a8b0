"""A sentence as tokens: words of the vocabulary, figures, periods, scopes, punctuation, and the rest as gaps."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal

import attrs

from govdisclosure.claims._claim import ClaimScope
from govdisclosure.claims._numbers import Figure, figure_at
from govdisclosure.claims._shares import change_at, percent_at
from govdisclosure.claims._when import Period, period_at
from govdisclosure.claims._whose import Organs
from govdisclosure.claims._words import VOCABULARY

TokenKind = Literal["word", "figure", "percent", "growth", "period", "scope", "skip", "mark", "gap"]
"""`skip` is an ordinal or a difference (增加5件), `mark` punctuation, `gap` text that no rule knows."""


@attrs.frozen
class Token:
    """A piece of a sentence, from `start` to `end`.

    `meaning` is that of a word, and nothing for the other kinds; `value` is what a figure, percent, growth or
    period was read as, `scope` a scope.
    """

    kind: TokenKind
    start: int
    end: int
    text: str
    meaning: str = ""
    value: Figure | Decimal | Period | None = None
    scope: ClaimScope | None = None


_MARKS = frozenset(",;:()。!?")
_ORDINAL = re.compile(
    r"第[0-9零一二三四五六七八九十百]{1,6}[次件条项个号批期份类款章届]?|[〔\[(][0-9]{4}[〕\])][0-9]{0,5}号?|[0-9]{1,6}号|[0-9零一二三四五六七八九十]{1,4}届[0-9零一二三四五六七八九十]{0,4}次?"
)
_TO_A_YEAR = re.compile(
    r"(?:结转|转|转入|顺延|延[续期]?|留)(?:至|到|入)?(?:19|20)[0-9]{2}年度?(?:继续)?(?:办理|处理|答复)?的?(?:申请|件)?(?!日)"
)
_DIGITS = frozenset("0123456789")
_ORDINAL_STARTS = frozenset("第〔[0123456789一二三四五六七八九十")
_CARRIED_STARTS = frozenset("结转顺延留")
_TITLE = re.compile("《[^《》]{1,120}》")


def tokens_of(text: str, organs: Organs) -> list[Token]:
    """The tokens of a sentence, in order and without holes. At each place the longest wins."""
    found: list[Token] = []
    place = gap = 0
    while place < len(text):
        token = _token_at(text, place, organs)
        if token is None:
            place += 1
            continue
        if gap < place:
            found.append(Token("gap", gap, place, text[gap:place]))
        found.append(token)
        place = gap = token.end
    if gap < place:
        found.append(Token("gap", gap, place, text[gap:place]))
    return found


def _token_at(text: str, place: int, organs: Organs) -> Token | None:
    """The longest token that begins at a place; of equals the first."""
    if text[place] in _DIGITS and place and text[place - 1] in _DIGITS:
        return None  # numbers are read from their first digit
    return max(_readings(text, place, organs), key=_length, default=None)


def _length(token: Token) -> int:
    return token.end


def _readings(text: str, place: int, organs: Organs) -> Iterator[Token]:
    """Everything that can begin at a place."""
    character = text[place]
    if character in _MARKS:
        yield Token("mark", place, place + 1, character)
    if character == "《" and (title := _TITLE.match(text, place)):
        yield Token("gap", place, title.end(), title.group())
    if character in _ORDINAL_STARTS and (ordinal := _ORDINAL.match(text, place)):
        yield Token("skip", place, ordinal.end(), ordinal.group())
    if character in _CARRIED_STARTS and (carried := _TO_A_YEAR.match(text, place)):
        yield Token("word", place, carried.end(), carried.group(), "act carried_out")
    if period := period_at(text, place):
        yield Token("period", place, period.end, text[place : period.end], value=period)
    if scope := organs.scope_at(text, place):
        yield Token("scope", place, scope[1], text[place : scope[1]], scope=scope[0])
    if word := longest_word(text, place):
        yield Token("word", place, word[1], text[place : word[1]], word[0])
    if change := change_at(text, place):
        kind: TokenKind = "skip" if change.percent is None else "growth"
        yield Token(kind, place, change.end, text[place : change.end], value=change.percent)
    if percent := percent_at(text, place):
        yield Token("percent", place, percent[1], text[place : percent[1]], value=percent[0])
    if figure := figure_at(text, place):
        yield Token("figure", place, figure[1], text[place : figure[1]], value=figure[0])


_Trie = dict[str, "_Trie"]
_END = ""


def longest_word(text: str, place: int) -> tuple[str, int] | None:
    """The meaning of the longest phrasing that begins at a place, and where it ends."""
    node, found = _trie(), None
    for end in range(place, len(text)):
        step = node.get(text[end])
        if step is None:
            break
        node = step
        if _END in node:
            found = next(iter(node[_END])), end + 1
    return found


@cache
def _trie() -> _Trie:
    root: _Trie = {}
    for meaning, phrasings in VOCABULARY.items():
        for phrase in itertools.chain.from_iterable(map(spellings, phrasings)):
            node = root
            for character in phrase:
                node = node.setdefault(character, {})
            node.setdefault(_END, {meaning: {}})  # of two meanings of one phrase the first holds
    return root


def spellings(phrasing: str) -> Iterator[str]:
    """Every way a phrasing of the vocabulary is printed.

    >>> list(spellings("(行政)规章{数/量}"))
    ['行政规章数', '行政规章量', '规章数', '规章量']
    """
    pieces = re.findall(r"\(([^()]*)\)|\{([^{}]*)\}|([^(){}]+)", phrasing)
    choices = [
        (left_out, "") if left_out else (either.split("/") if either else [plain]) for left_out, either, plain in pieces
    ]
    yield from filter(None, map("".join, itertools.product(*choices)))
