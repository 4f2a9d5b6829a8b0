"""A sentence cut at its commas, semicolons, colons and brackets, and what can be told of such a segment by its form."""

import re
from collections.abc import Sequence

import attrs

from govdisclosure.claims._kinds import told
from govdisclosure.claims._numbers import Figure
from govdisclosure.claims._tokens import Token
from govdisclosure.claims._when import Period

_DIVIDED = re.compile(r"按[^,;:。]{2,14}?(?:划分|区分|分类|统计|分|来看|看)为?$")
_CONDITION = re.compile(r"(?:超过|达到|达|满)[0-9][^;。]{0,30}?的(?=,|申请人|应|可)")
_ENDS_OF_WORDS = frozenset(("none", "parts", "share", "same"))
_NOUNS = (
    "requests",
    "request",
    "information",
    "document",
    "documents ",
    "decisions ",
    "proceedings ",
    "proposals",
    "cause",
    "applicant ",
)


@attrs.frozen
class Segment:
    """The tokens between two marks. `opener` and `closer` are these marks; `depth` counts the brackets around it."""

    tokens: tuple[Token, ...]
    opener: str = ""
    closer: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(token.text for token in self.tokens)

    @property
    def has_figure(self) -> bool:
        """Whether something is counted in it."""
        return any(token.kind == "figure" for token in self.tokens)

    @property
    def begins_parts(self) -> bool:
        """Whether the segments after it divide what it counts: 答复8件：, 办结的8件中，, 按答复类型分：."""
        if not self.tokens or self.closer not in (",", ":"):
            return False
        counted = self.tokens[-1].kind == "figure" and self.closer == ":"
        return counted or (self.has_figure and self.text.endswith("中")) or _DIVIDED.search(self.text) is not None


def segments_of(tokens: Sequence[Token]) -> list[Segment]:
    """The segments of a sentence's tokens.

    >>> from govdisclosure.claims._tokens import tokens_of
    >>> from govdisclosure.claims._whose import organs_of
    >>> [segment.text for segment in segments_of(tokens_of("收到申请9件(含上年结转1件),办结9件。", organs_of(None)))]
    ['收到申请9件', '含上年结转1件', '', '办结9件', '']
    """
    segments: list[Segment] = []
    held: list[Token] = []
    opener, depth = "", 0
    for token in tokens:
        if token.kind != "mark":
            held.append(token)
            continue
        segments.append(Segment(tuple(held), opener, token.text, depth))
        held, opener = [], token.text
        depth = max(0, depth + (token.text == "(") - (token.text == ")"))
    segments.append(Segment(tuple(held), opener, "", depth))
    return segments


def without_brackets(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the marks of brackets that name an outcome more closely: 不予公开(属于国家秘密)3件."""
    plain: list[Token] = []
    place = 0
    while place < len(tokens):
        end = place + 1
        if tokens[place].text == "(":
            while end < len(tokens) and tokens[end].kind not in ("mark", "figure"):
                end += 1
            inside = tokens[place + 1 : end]
            closed = end + 1 < len(tokens) and tokens[end].text == ")" and tokens[end + 1].kind == "figure"
            if closed and told(inside) and all(token.meaning.startswith("result ") for token in told(inside)):
                plain.extend(inside)
                place = end + 1
                continue
        plain.append(tokens[place])
        place += 1
    return plain


def with_lists(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with 、 for a comma in 行政复议，行政诉讼, unless they are counted apart."""
    listed = list(tokens)
    for at, token in enumerate(tokens[:-1]):
        around = (tokens[at - 1], tokens[at + 1])
        if at and token.text == "," and all(word.meaning.startswith("proceedings ") for word in around):
            rest = (after.kind for after in tokens[at + 1 :] if after.kind in ("mark", "figure"))
            if next(rest, "mark") == "mark":
                listed[at] = Token("word", token.start, token.end, token.text, "joined")
    return listed


def with_carried_in(tokens: Sequence[Token], year: int | None) -> list[Token]:
    """The tokens, with 2022年结转 as one word for what was carried into a later year."""
    mended: list[Token] = []
    for token in tokens:
        named = mended[-1].value if mended and token.text == "结转" else None
        if isinstance(named, Period) and named.year is not None and year is not None and named.year < year:
            before = mended.pop()
            mended.append(Token("word", before.start, token.end, before.text + token.text, "act carried_in"))
        else:
            mended.append(token)
    return mended


def items_of(words: Sequence[Token]) -> list[list[Token]]:
    """Words cut at 、 and 和."""
    items: list[list[Token]] = [[]]
    for word in words:
        if word.meaning == "joined":
            items.append([])
        else:
            items[-1].append(word)
    return [item for item in items if item]


def words_after(tokens: Sequence[Token], start: int) -> list[Token]:
    """The words after a figure up to the next one, or to the 、 before that."""
    end = start
    while (
        end < len(tokens)
        and tokens[end].kind not in ("figure", "percent", "growth")
        and tokens[end].meaning not in _ENDS_OF_WORDS
    ):
        end += 1
    if end < len(tokens) and tokens[end].kind == "figure":
        end = max((at for at in range(start, end) if tokens[at].meaning == "joined"), default=end)
    return list(tokens[start:end])


def nouns_after(following: Sequence[Token]) -> list[Token]:
    """Of the words after a figure the nouns that go with it: 12件政府信息公开申请."""
    nouns: list[Token] = []
    for token in following:
        if token.text != "的" and not token.meaning.startswith(_NOUNS):
            break
        nouns.append(token)
    return nouns


def goes_before(figure: Figure, following: Sequence[Token]) -> bool:
    """Whether a figure can belong to the words after it: 3件属于国家秘密, but not 5个乡镇收到申请."""
    return bool(told(following)) and (following[0].kind != "gap" or figure.unit in ("件", "份", "宗", "起"))


def in_condition(text: str, place: int) -> bool:
    """Whether a figure is of a rule, not of the year: 对申请数量达到10件的申请人."""
    return any(match.start() <= place < match.end() for match in _CONDITION.finditer(text))


def names_paper(words: Sequence[Token]) -> bool:
    """Whether a year after these words is part of the name of what is published: 公开2022年度……情况."""
    return bool(words) and (words[-1].meaning.startswith("publish") or words[-1].text in ("发布", "公示"))


def years_in_turn(tokens: Sequence[Token]) -> list[Period]:
    """The years of 2021年、2022年分别收到12件、15件; none if the segment is not of that form."""
    years: list[Period] = []
    for token in tokens:
        if isinstance(token.value, Period):
            years.append(token.value)
        elif token.text.startswith("分别"):
            return years if len(years) > 1 else []
        elif token.meaning != "joined":
            break
    return []
