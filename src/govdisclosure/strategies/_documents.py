"""Documents and the record in them, whole or with chosen damage."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import TypeVar

import attrs
from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from govdisclosure.errors import Unprintable
from govdisclosure.formats import FORMATS, Format, Report, format_named, format_of
from govdisclosure.formats._filled import tables
from govdisclosure.formats._kit import Label
from govdisclosure.strategies._choices import Choices
from govdisclosure.strategies._damage import KINDS, Damage, InBytes, InPrint, InRecord, Printed
from govdisclosure.strategies._damaged_cells import IN_CELLS
from govdisclosure.strategies._damaged_outline import IN_OUTLINE
from govdisclosure.strategies._damaged_surroundings import IN_SURROUNDINGS
from govdisclosure.strategies._damaged_tables import IN_TABLES
from govdisclosure.strategies._prose import table_sections
from govdisclosure.strategies._reports import reports
from govdisclosure.writers import Kind, printable, render
from govdisclosure.writers._as_printed import as_printed
from govdisclosure.writers._blocks import TableBlock, blocks

_DAMAGE: Mapping[str, Damage] = {**IN_OUTLINE, **IN_CELLS, **IN_TABLES, **IN_SURROUNDINGS}
"""In the order in which it is done."""

DAMAGE: Mapping[str, Label] = MappingProxyType({name: damage.label for name, damage in _DAMAGE.items()})
"""The damage that documents can have: its name, and what it is in Chinese and in English."""

_IN_RECORD = {name: damage.change for name, damage in _DAMAGE.items() if isinstance(damage, InRecord)}
_IN_PRINT = {name: damage.change for name, damage in _DAMAGE.items() if isinstance(damage, InPrint)}
_IN_BYTES = {name: damage.change for name, damage in _DAMAGE.items() if isinstance(damage, InBytes)}

_Whole = TypeVar("_Whole")

_MOST = 3
"""So many kinds of damage a document has at most."""
_BYTES = st.binary(min_size=16, max_size=16)
"""What a damage is made of; where it is done is shrunk to the first place."""


@attrs.frozen(kw_only=True)
class Document:
    """A document and the record that is in it: what a right reader makes of it.

    `damage` names what was done to the document. `report` is the record with that: blanks where a figure was taken out
    or cannot be read, wrong totals as they are printed, raw texts in `printed`.
    """

    kind: Kind
    content: bytes = attrs.field(repr=lambda content: f"<{len(content)} bytes>")
    report: Report
    damage: tuple[str, ...] = ()

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        """How Hypothesis shows a failing example: without the bytes."""
        with printer.group(1, "Document(", ")"):
            printer.text(f"kind={self.kind!r}, damage={self.damage!r}, content=<{len(self.content)} bytes>,")
            printer.breakable()
            printer.text("report=")
            printer.pretty(self.report)


def documents(
    kind: Kind,
    *,
    report: Report | st.SearchStrategy[Report] | None = None,
    format: str | Format | None = None,  # noqa: A002  # the word users know
    damage: str | Iterable[str] | bool = (),
) -> st.SearchStrategy[Document]:
    """Documents of a kind (``html``, ``docx``, ``xlsx``, ``markdown``, ``text`` or ``pdf``), each with its record.

    Without `damage` they are what `render` makes. With names out of `DAMAGE` each document has one to three of these,
    with ``True`` of all that the kind can have. A failing example shrinks to one damage, in the first place it can be.

    The record is that of `report`, of one that such a strategy draws, or of `reports(format)`. Reports that cannot be
    printed without being misread are passed over, and so are those that can have none of the damage. Of a PDF the
    figures and `printed` are what a reader must find; prose may come out otherwise, as lines end where the page does.

    Raises `ValueError` for a kind that is not both written and read, a name that is not in `DAMAGE`, damage that the
    kind or the format cannot have, or both `report` and `format`; `UnknownFormat`; `Unprintable` for a given report.

    >>> from hypothesis import given, settings
    >>> from govdisclosure import read
    >>> from govdisclosure.strategies import documents
    >>> @settings(max_examples=5, database=None)
    ... @given(documents("html", format="2021", damage=["full_width_digits", "gbk_undeclared"]))
    ... def reads_right(document):
    ...     assert read(document.content).report == document.report
    >>> reads_right()
    """
    if kind not in KINDS:
        raise ValueError(f"documents of kind {kind!r} are not read; there are {', '.join(KINDS)}")
    names = _named(kind, damage)
    if report is not None:
        if format is not None:
            raise ValueError("give either report or format: a report has its format")
        if isinstance(report, st.SearchStrategy):
            return _documents(kind, report, names, is_own=False)
        render(report, kind)
        return _documents(kind, st.just(report), names, is_own=False)
    fmts = [format_named(format)] if format is not None else list(FORMATS.values())
    suited = [(fmt, [name for name in names if _DAMAGE[name].suits(fmt)]) for fmt in fmts]
    for name in names if damage is not True else ():
        if not any(name in able for _, able in suited):
            raise ValueError(f"reports of format {fmts[0].name} cannot have the damage {name!r}")
    return st.one_of([_documents(kind, reports(fmt), able, is_own=True) for fmt, able in suited if able or not names])


def _named(kind: Kind, damage: str | Iterable[str] | bool) -> list[str]:
    """The names of the damage asked for, in the order in which it is done."""
    possible = [name for name in _DAMAGE if kind in _DAMAGE[name].kinds]
    if isinstance(damage, bool):
        return possible if damage else []
    wanted = {damage} if isinstance(damage, str) else set(damage)
    for name in sorted(wanted):
        if name not in _DAMAGE:
            raise ValueError(f"no such damage: {name!r}; there are {', '.join(_DAMAGE)}")
        if name not in possible:
            raise ValueError(f"a document of kind {kind!r} cannot have the damage {name!r}")
    return [name for name in possible if name in wanted]


@st.composite
def _documents(
    draw: st.DrawFn, kind: Kind, drawn: st.SearchStrategy[Report], names: Sequence[str], is_own: bool
) -> Document:
    report = draw(drawn)
    chosen = draw(_chosen(tuple(names))) if names else frozenset[str]()
    if names and is_own:
        report = _with_tables(report)
    report, in_record = _damaged(draw, report, _IN_RECORD, chosen)
    if not is_own:
        _pass_over_unprintable(report, kind)
    expected = printable(report, kind)
    printed, in_print = _damaged(draw, Printed(expected, tuple(blocks(expected))), _IN_PRINT, chosen)
    with _random_kept():
        content = as_printed(printed.report, printed.blocks, kind)
    in_bytes = [name for name in _IN_BYTES if name in chosen][:1]
    for name in in_bytes:
        content = _IN_BYTES[name](content)
    done = (*in_record, *in_print, *in_bytes)
    if names and not done:
        reject()
    return Document(kind=kind, content=content, report=printed.report, damage=done)


@cache
def _chosen(names: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(names), min_size=1, max_size=min(_MOST, len(names)))


def _damaged(
    draw: st.DrawFn, whole: _Whole, changes: Mapping[str, Callable[[_Whole, Choices], _Whole | None]], chosen: Set[str]
) -> tuple[_Whole, list[str]]:
    """What is left of it, and what was done to it: what cannot be done is not."""
    done: list[str] = []
    for name in (name for name in changes if name in chosen):
        changed = changes[name](whole, Choices(draw(_BYTES)))
        if changed is not None:
            whole = changed
            done.append(name)
    return whole, done


def _with_tables(report: Report) -> Report:
    """A report that prints tables: one of a format that does not prescribe them may have none."""
    fmt = format_of(report)
    if any(isinstance(block, TableBlock) for block in blocks(report)):
        return report
    return attrs.evolve(report, sections=report.sections + table_sections(fmt, len(report.sections)), **tables(fmt, {}))


def _pass_over_unprintable(report: Report, kind: Kind) -> None:
    try:
        with _random_kept():
            render(report, kind)
    except Unprintable:
        reject()


@contextmanager
def _random_kept() -> Iterator[None]:
    """What takes a random number for itself, as a package does that writers use, takes none from Hypothesis."""
    state = random.getstate()
    try:
        yield
    finally:
        random.setstate(state)
