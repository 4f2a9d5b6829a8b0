"""What comments in a document say of its findings, and the document's own texts without what no file can hold."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from govdisclosure.checks._rule import Message
from govdisclosure.errors import Lang
from govdisclosure.formats import Report
from govdisclosure.grid import GridCell
from govdisclosure.review._checked import Checked
from govdisclosure.review._entries import facts, looks, title_of
from govdisclosure.review._marks import Look, Mark
from govdisclosure.review._words import word
from govdisclosure.writers._blocks import (
    UNSHOWABLE,
    Block,
    HeadingBlock,
    Line,
    Paragraph,
    Signature,
    TableBlock,
    Title,
    blocks,
)

AUTHOR = "govdisclosure"

LONGEST = 1_000
"""How many characters one text of a comment has at most."""

COLORS: Mapping[Look, tuple[str, str]] = {
    "error": ("F8CFCB", "9C0006"),
    "warning": ("FFEBB0", "7F5200"),
    "info": ("D9E8F6", "1F4E79"),
    "waived": ("E4E4E4", "595959"),
}
"""Behind what is marked, and of the text that says so."""

_UNKNOWN = "\ufffd"
_CUT = "……"
_GRAVITY: tuple[Look, ...] = ("error", "warning", "info", "waived")
_OVERVIEW = Message(zh="全文检查结果", en="Review of the whole report")
_UNDECIDED = Message(zh="无法判断：{code} {title}，{count} 处", en="undecided: {code} {title} ({count})")


@attrs.frozen(kw_only=True)
class Remark:
    """A comment: what names the finding, and what is said of it, line by line."""

    look: Look
    head: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((self.head, *self.lines))


def remark(mark: Mark, report: Report, lang: Lang) -> Remark:
    """What is said of a finding: its number, severity and rule, the sentence, and the facts.

    >>> from pathlib import Path
    >>> from govdisclosure import check, loads
    >>> from govdisclosure.review import Checked
    >>> from govdisclosure.review._marks import marks
    >>> from govdisclosure.review._remarks import remark
    >>> path = Path("examples/records/云溪县档案馆-2023-有误.json")
    >>> report = loads(path.read_bytes())
    >>> found = marks(Checked.of(path.name, report, check(report, select=["GD203"])))
    >>> said = remark(found.findings[0], report, "en")
    >>> said.head, said.lines[-1]
    ('1. error GD203 Requests received and dealt with do not balance', 'Printed: 6; Expected: 7')
    """
    finding = mark.finding
    return Remark(
        look=mark.look,
        head=harmless(f"{mark.number}. {severity(mark, lang)} {finding.code} {title_of(finding.code, lang)}"),
        lines=(harmless(finding.text(lang)), *_facts(mark, report, lang)),
    )


def severity(mark: Mark, lang: Lang) -> str:
    """How grave a finding is, and whether it is waived."""
    grave = word(mark.finding.severity, lang)
    return f"{grave} · {word('waived', lang)}" if mark.look == "waived" else grave


def overview(checked: Checked, lang: Lang) -> Remark:
    """What is said of the whole report: how many findings there are of each severity, and what is undecided."""
    undecided = Counter(finding.code for finding in checked.undecided)
    lines = [counts_line(checked, lang)]
    for code, count in sorted(undecided.items()):
        lines.append(_UNDECIDED.text(lang).format(code=code, title=title_of(code, lang), count=count))
    lines += [word("not_pass", lang)] if undecided else []
    return Remark(look="info", head=_OVERVIEW.text(lang), lines=tuple(map(harmless, lines)))


def counts_line(checked: Checked, lang: Lang) -> str:
    """How many findings there are of each severity, and how much is undecided."""
    counts = looks(checked.findings, checked.undecided)
    comma = "，" if lang == "zh" else ", "
    said = comma.join(f"{word(f'counts.{look}', lang)} {count}" for look, count in counts.items())
    return said if checked.findings else f"{word('nothing', lang)}{' ' if lang == 'en' else ''}{said}"


def gravest(marks: tuple[Mark, ...]) -> Look | None:
    """How a place is marked that several findings mark."""
    here = {mark.look for mark in marks}
    return next((look for look in _GRAVITY if look in here), None)


def harmless(text: str, longest: int = LONGEST) -> str:
    """A text in one line, without what no document can hold, and not too long.

    >>> from govdisclosure.review._remarks import harmless
    >>> harmless("甲\\x00乙\\n丙"), harmless("一二三四五六", longest=5)
    ('甲\ufffd乙 丙', '一二三……')
    """
    shown = " ".join(UNSHOWABLE.sub(_UNKNOWN, text).split())
    return shown if len(shown) <= longest else shown[: longest - len(_CUT)] + _CUT


def joined(said: Iterable[tuple[str, str]], lang: Lang) -> str:
    """Facts on one line.

    >>> from govdisclosure.review._remarks import joined
    >>> joined([("印为", "7"), ("应为", "6")], "zh")
    '印为：7；应为：6'
    """
    colon, semicolon = ("：", "；") if lang == "zh" else (": ", "; ")
    return semicolon.join(f"{name}{colon}{text}" for name, text in said)


def shown_blocks(report: Report, longest: int | None = None) -> list[Block]:
    """What a report prints, where characters that no document can hold appear as U+FFFD.

    `longest` is what the texts of a block together may have, in units of UTF-16; what is longer is cut.
    """
    return [_shown(block, longest) for block in blocks(report)]


def offsets(printed: list[Block]) -> dict[str, int]:
    """How many characters stand in front of the text of a block: those of its number."""
    return {block.path: len(block.number or "") for block in printed if isinstance(block, HeadingBlock | Paragraph)}


def printable(text: str, longest: int | None = None) -> str:
    """A text of the report where each character that no document can hold is U+FFFD, cut if it is too long.

    >>> from govdisclosure.review._remarks import printable
    >>> printable("一二三四五六", longest=5)
    '一二三……'
    """
    shown = UNSHOWABLE.sub(_UNKNOWN, text)
    coded = shown.encode("utf-16-le")
    if longest is None or len(coded) <= 2 * longest:
        return shown
    return coded[: 2 * (longest - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT


def _shown(block: Block, longest: int | None) -> Block:
    match block:
        case Title():
            return attrs.evolve(block, text=printable(block.text, longest))
        case HeadingBlock() | Paragraph():
            number = None if block.number is None else printable(block.number, _share(longest, 2))
            return attrs.evolve(block, text=printable(block.text, _share(longest, 2)), number=number)
        case Line():
            share = _share(longest, len(block.items) + 1)  # something stands between them
            return attrs.evolve(block, items=tuple(printable(item, share) for item in block.items))
        case Signature():
            return attrs.evolve(block, lines=tuple(printable(line, longest) for line in block.lines))
        case TableBlock():
            rows = (_shown_cells(row, longest) for row in block.grid.rows)
            return attrs.evolve(block, grid=attrs.evolve(block.grid, rows=tuple(rows)))


def _shown_cells(row: Iterable[GridCell], longest: int | None) -> tuple[GridCell, ...]:
    return tuple(attrs.evolve(cell, text=printable(cell.text, longest)) for cell in row)


def _share(longest: int | None, count: int) -> int | None:
    return None if longest is None else longest // count


def _facts(mark: Mark, report: Report, lang: Lang) -> Iterator[str]:
    """What is printed and what is expected on one line, every other fact on its own."""
    both = (word("printed", lang), word("expected", lang))
    said = list(facts(mark.finding, report, lang))
    figures = [fact for fact in said if fact[0] in both]
    for group in ([figures] if figures else []) + [[fact] for fact in said if fact not in figures]:
        yield harmless(joined(group, lang))
