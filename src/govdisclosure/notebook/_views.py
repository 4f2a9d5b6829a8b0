"""What a notebook is shown of each thing, before it becomes HTML."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import attrs

from govdisclosure.checks import CheckResult
from govdisclosure.checks._rule import Finding, Outcome
from govdisclosure.errors import Lang
from govdisclosure.evidence import Parsed
from govdisclosure.formats import Report, format_of
from govdisclosure.grid import value_at
from govdisclosure.notebook._words import word
from govdisclosure.review._entries import explanation, looks, title_of
from govdisclosure.review._marks import look_of
from govdisclosure.writers._blocks import Block, HeadingBlock, Line, Paragraph, Signature, TableBlock, Title, blocks
from govdisclosure.writers._page import page_title

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_CHARACTERS = 4000
"""So many characters of prose are shown of each part."""
MOST_ROWS = 50
"""So many findings and numbers are listed."""
_MOST_PLACES = 5


@attrs.frozen(kw_only=True)
class Part:
    """A part of a report that can be opened; `left_out` counts its paragraphs that are not shown."""

    name: str
    is_printed: bool
    blocks: tuple[Block, ...]
    left_out: int

    @property
    def tables(self) -> tuple[TableBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, TableBlock))


@attrs.frozen(kw_only=True)
class Record:
    """A report: what it is, how much of it is filled in, and its parts in printed order."""

    title: str
    facts: tuple[str, ...]
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, report: Report, lang: Lang) -> "Record":
        """What is shown of a report."""
        fmt = format_of(report)
        filled = sum(value_at(report, cell.path) is not None for cell in fmt.cells)
        year = word("no_year", lang) if report.year is None else word("year", lang, year=report.year)
        facts = (
            report.organ.name or word("no_organ", lang),
            year,
            word("format", lang, name=fmt.name),
            word("filled", lang, filled=filled, all=len(fmt.cells)),
        )
        return cls(title=page_title(report), facts=facts, parts=tuple(_parts(report, lang)))


@attrs.frozen(kw_only=True)
class Row:
    """One finding in a list."""

    look: str
    name: str
    code: str
    title: str
    text: str
    where: str
    place: str
    waived: str | None


@attrs.frozen(kw_only=True)
class Open:
    """What could not be decided by one rule for one reason: how often, and the first places."""

    code: str
    title: str
    text: str
    count: int
    places: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Found:
    """What `check` found: counts, the first findings, and what could not be decided."""

    counts: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    left_out: int
    open: tuple[Open, ...]
    ran: str

    @classmethod
    def of(cls, result: CheckResult, lang: Lang) -> "Found":
        """What is shown of the result of a check."""
        silent = sum(not count.get(Outcome.VIOLATED) for count in result.counts.values())
        return cls(
            counts=tuple(looks(result.findings, result.undecided).items()),
            rows=tuple(_rows(result.findings, lang)),
            left_out=max(len(result.findings) - MOST_ROWS, 0),
            open=tuple(_open(result.undecided, lang)),
            ran=word("ran", lang, rules=len(result.counts), silent=silent),
        )


@attrs.frozen(kw_only=True)
class Single:
    """One finding, with what its rule is about."""

    row: Row
    facts: tuple[tuple[str, str], ...]
    explanation: "Markup"

    @classmethod
    def of(cls, finding: Finding, lang: Lang) -> "Single":
        """What is shown of a finding."""
        (row,) = _rows([finding], lang)
        facts = (
            ("where", row.where),
            ("place", row.place),
            ("raw", finding.raw or ""),
            ("parts", word("comma", lang).join(finding.parts)),
            ("waived", row.waived or ""),
        )
        return cls(
            row=row,
            facts=tuple((word(f"head.{key}", lang), text) for key, text in facts if text),
            explanation=explanation(finding.code, lang),
        )


@attrs.frozen(kw_only=True)
class Read:
    """What a reader says besides the report: its source, how things were recognised, notes, and numbers left over."""

    facts: tuple[str, ...]
    how: str
    notes: tuple[Row, ...]
    notes_left_out: int
    unplaced: tuple[tuple[str, str, str], ...]
    unplaced_count: int

    @classmethod
    def of(cls, parsed: Parsed, lang: Lang) -> "Read":
        """What is shown of a document that was read."""
        source = parsed.source
        counted = Counter(evidence.how for evidence in parsed.evidence.values())
        ways = [f"{word(f'how.{how}', lang)} {count}" for how, count in sorted(counted.items())]
        return cls(
            facts=(source.name, source.kind, f"SHA-256 {source.sha256[:12]}…", source.reader),
            how=word("evidence", lang, count=len(parsed.evidence), ways=word("comma", lang).join(ways)),
            notes=tuple(_rows(parsed.notes, lang)),
            notes_left_out=max(len(parsed.notes) - MOST_ROWS, 0),
            unplaced=tuple((each.place.text(lang), each.raw, each.near or "") for each in parsed.unplaced[:MOST_ROWS]),
            unplaced_count=len(parsed.unplaced),
        )


def _parts(report: Report, lang: Lang) -> Iterator[Part]:
    """The blocks by the section they stand in; what stands in none is called by what it is."""
    name, is_printed, own = word("part.head", lang), False, list[Block]()
    within: str | None = None
    for block in blocks(report):
        section = block.path.partition(".")[0] if block.path.startswith("sections[") else None
        starts = _name_of(block, lang) if section is None or section != within else None
        if starts is not None:
            if own or is_printed:
                yield _part(name, is_printed, own)
            (name, is_printed), own, within = starts, [], section
        if not isinstance(block, Title) and not (starts is not None and isinstance(block, HeadingBlock)):
            own.append(block)
    if own or is_printed:
        yield _part(name, is_printed, own)


def _name_of(block: Block, lang: Lang) -> tuple[str, bool] | None:
    """What a part is called that begins with this block, and whether that is printed; None if none does."""
    match block:
        case HeadingBlock():
            return (block.number or "") + block.text, True
        case Paragraph() if block.path.startswith("sections["):
            return block.number or word("part.unnamed", lang), block.number is not None
        case TableBlock() if not block.claimed:
            return block.grid.label.zh, True
        case Signature():
            return word("part.signature", lang), False
    return None


def _part(name: str, is_printed: bool, own: list[Block]) -> Part:
    kept = tuple(_beginning(own))
    return Part(name=name, is_printed=is_printed, blocks=kept, left_out=len(own) - len(kept))


def _beginning(own: Iterable[Block]) -> Iterator[Block]:
    """All tables, and as much of the text as is shown: a paragraph that would be cut is left out."""
    used = 0
    for block in own:
        if not isinstance(block, TableBlock):
            used += len("".join(block.items if isinstance(block, Line) else _text(block)))
        if isinstance(block, TableBlock) or used <= MOST_CHARACTERS:
            yield block


def _text(block: "Title | HeadingBlock | Paragraph | Signature") -> Iterable[str]:
    return block.lines if isinstance(block, Signature) else (block.text,)


def _rows(findings: Iterable[Finding], lang: Lang) -> Iterator[Row]:
    for finding in islice(findings, MOST_ROWS):
        own = [] if finding.subject is None else [word("subject", lang, number=finding.subject + 1)]
        look = "undecided" if finding.outcome is not Outcome.VIOLATED else look_of(finding)
        yield Row(
            look=look,
            name=word(look, lang),
            code=finding.code,
            title=title_of(finding.code, lang),
            text=finding.text(lang),
            where=" ".join([*own, finding.path or word("whole", lang)]),
            place="" if finding.place is None else finding.place.text(lang),
            waived=finding.waived,
        )


def _open(undecided: Iterable[Finding], lang: Lang) -> Iterator[Open]:
    members: dict[tuple[str, str], list[str]] = {}
    for finding in undecided:
        members.setdefault((finding.code, finding.text(lang)), []).append(finding.path or word("whole", lang))
    for (code, text), places in members.items():
        shown = tuple(dict.fromkeys(places))
        yield Open(
            code=code,
            title=title_of(code, lang),
            text=text,
            count=len(places),
            places=(*shown[:_MOST_PLACES], *(["…"] if len(shown) > _MOST_PLACES else [])),
        )
