"""The rates as text, as CSV and as plain data."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from govdisclosure.errors import Lang
from govdisclosure.summary._given import Given, GroupOf, block_name, by_block, groups_of, thousands
from govdisclosure.summary._words import word
from govdisclosure.writers.csv import spreadsheet

if TYPE_CHECKING:
    import polars

Drawn = Callable[[Sequence[str], Iterable[Sequence[object]]], str]
"""Draws a table of heads and rows as text."""

_HEADS = ("label", "rate", "numerator", "denominator", "reports", "blank")


def as_text(table: "polars.DataFrame", lang: Lang, drawn: Drawn) -> str:
    """A table a group, and in a sentence which reports count; `drawn` draws a table."""
    groups = list(groups_of(table))
    parts = [f"{each.name(lang)}\n{each.said(lang)}\n\n{_drawn(each, lang, drawn)}" for each in groups]
    return "\n\n".join([*parts, "\n".join(notes(groups, lang))])


def notes(groups: Sequence[GroupOf], lang: Lang) -> Iterator[str]:
    """What must be known to read the tables."""
    if not groups:
        yield word("note.none", lang)
        return
    yield word("note.missing", lang)
    rates = [given for group in groups for given in group.rates]
    if any(given.not_asked and given.is_asked for given in rates):
        yield word("note.not_asked", lang)
    if not all(given.is_asked for given in rates):
        yield word("note.absent", lang)
    if not {"year"}.issuperset(groups[0].keys):
        yield word("note.overlap", lang)


def _drawn(group: GroupOf, lang: Lang, drawn: Drawn) -> str:
    asked = [given for given in group.rates if given.is_asked]
    columns = [*_HEADS, *(["not_asked"] if any(given.not_asked for given in asked) else [])]
    heads = [word(f"head.{column}", lang) for column in columns]
    rows: list[Sequence[str]] = []
    for first, rates in by_block(asked):
        rows += [[""] * len(heads)] if rows else []
        rows.append([block_name(first, lang), *[""] * (len(heads) - 1)])
        rows += [_row(given, lang)[: len(heads)] for given in rates]
    widths = [max(cell_len(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
    return drawn(_aligned(heads, widths), (_aligned(row, widths) for row in rows))


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The figures set to the right; a Chinese character is two wide."""
    figures = zip(row[1:], widths[1:], strict=True)
    return [row[0], *(" " * (width - cell_len(text)) + text for text, width in figures)]


def _row(given: Given, lang: Lang) -> list[str]:
    figures = (given.reports, given.blank, given.not_asked)
    sums = (thousands(given.numerator), thousands(given.denominator))
    indent = "  " if given.rate.part_of in (None, given.rate.block) else "    "
    return [indent + given.rate.label.text(lang), given.percent, *sums, *map(thousands, figures)]


def as_csv(table: "polars.DataFrame") -> bytes:
    """The table as CSV that spreadsheets open as it is (RFC 4180, UTF-8 with a byte order mark); what is not known is
    empty, never 0.
    """
    return spreadsheet(table.columns, (["" if v is None else str(v) for v in row] for row in table.iter_rows()))


def as_data(table: "polars.DataFrame") -> dict[str, Any]:
    """The groups as plain data for JSON: which reports count in each, and its rates."""
    return {"groups": [_group_data(group) for group in groups_of(table)]}


def _group_data(group: GroupOf) -> dict[str, Any]:
    reports = {"all": group.all, "counted": group.counted, **group.left_out}
    return {**group.keys, "reports": reports, "rates": [_rate_data(given) for given in group.rates]}


def _rate_data(given: Given) -> dict[str, Any]:
    rate = given.rate
    return {
        "path": rate.path,
        "label": {"zh": rate.label.zh, "en": rate.label.en},
        "of": {"zh": rate.of.zh, "en": rate.of.en},
        "numerator": given.numerator,
        "denominator": given.denominator,
        "rate": given.value,
        "reports": given.reports,
        "not_asked": given.not_asked,
        "blank": given.blank,
    }
