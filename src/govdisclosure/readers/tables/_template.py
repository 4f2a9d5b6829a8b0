"""A table of the template as a reader looks for it: its rows and heads by their labels."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

import attrs

from govdisclosure.evidence import How
from govdisclosure.formats._format import Format
from govdisclosure.formats._kit import Cell, Label, Layout, Table, TableKey
from govdisclosure.grid import blank
from govdisclosure.readers.tables.labels import VARIANTS, exact_key, words_key

FUZZY_SCORE = 82
"""How like a label a misprint must be (0 to 100) ..."""
FUZZY_LEAD = 8
"""... and how much more so than the next best."""

_NEGATION = re.compile("[不未无非]")
"""No misprint: 不同意公开 is not 同意公开."""


@attrs.frozen
class TemplateRow:
    """A row to look for: `label` names it, `group` the label it stands under, `cells` its figures in order."""

    index: int
    label: str
    group: str | None
    cells: tuple[Cell, ...]


@attrs.frozen
class Match:
    """A printed text recognised as a label: a row, or a head (column, group, block or note)."""

    label: str
    how: How
    rows: tuple[TemplateRow, ...] = ()
    """The rows that have this label; none for a mere head."""


@attrs.frozen(eq=False)
class Template:
    """One table of one format, ready to be looked up by printed labels."""

    fmt: Format
    table: Table
    rows: tuple[TemplateRow, ...]
    exact: Mapping[str, str]
    """From `exact_key` to the label."""
    words: Mapping[str, str]
    """From `words_key` to the label."""
    groups: frozenset[str]
    """Labels under which other rows stand."""
    over: Mapping[str, tuple[str, ...]]
    """By the path of a cell, the labels printed above its column, the lowest last."""
    column_heads: frozenset[str]
    """Labels that stand over columns of figures."""
    column_groups: frozenset[str]
    """Those of them that stand over other heads."""
    head_counts: Mapping[str, int]
    """How often each label that is not a row's own is printed."""

    @lru_cache(maxsize=8192)  # noqa: B019  # templates live as long as the program
    def match(self, text: str, group: str | None = None) -> Match | None:
        """Recognise a text by its exact label, its words, or an observed variant."""
        label, how = self.exact.get(exact_key(text)), How.EXACT
        if label is None:
            label, how = self.words.get(words_key(text)), How.VARIANT
        return None if label is None else self._match(label, how, group)

    @lru_cache(maxsize=8192)  # noqa: B019
    def match_misprint(self, text: str) -> Match | None:
        """Recognise a text that is nearly one label, and much less like any other."""
        from rapidfuzz import fuzz, process

        key = words_key(text)
        if len(key) < 4:
            return None
        best = process.extract(key, self.words.keys(), scorer=fuzz.ratio, limit=2)
        if not best or best[0][1] < FUZZY_SCORE:
            return None
        if len(best) > 1 and best[0][1] - best[1][1] < FUZZY_LEAD and self.words[best[0][0]] != self.words[best[1][0]]:
            return None
        if _NEGATION.findall(key) != _NEGATION.findall(best[0][0]):
            return None
        return self._match(self.words[best[0][0]], How.VARIANT, None)

    def rows_named(self, match: Match) -> tuple[TemplateRow, ...]:
        """The rows a label means; for a label that heads a column too (总计), the only row of these words."""
        if match.rows:
            return match.rows
        words = words_key(match.label)
        rows = tuple(row for row in self.rows if words_key(row.label) == words)
        return rows if len(rows) == 1 else ()

    def in_order(self, heads: Sequence[str], cells: Sequence[Cell]) -> bool:
        """Whether heads read one after another, row by row or column by column, are in the order of the template."""
        over = [labels for cell in cells if (labels := self.over[cell.path])]
        groups = list(dict.fromkeys(label for labels in over for label in labels[:-1]))
        if not _is_part(heads, groups):
            return False
        if _is_part(heads, [labels[-1] for labels in over]):
            return True
        depths = sorted({len(labels) for labels in over})
        return all(_is_part(heads, [labels[-1] for labels in over if len(labels) == depth]) for depth in depths)

    def starts(self, text: str) -> bool:
        """Whether some label begins with this text, or with its words."""
        exact, words = exact_key(text), words_key(text)
        return any(key.startswith(exact) for key in self.exact) or (
            bool(words) and any(key.startswith(words) for key in self.words)
        )

    def has_fragment(self, text: str) -> bool:
        """Whether this text is a piece of some label."""
        words = words_key(text)
        if not words:  # a number alone, as in `三、` above `本年度办理结果`
            return bool(exact_key(text)) and any(key.startswith(exact_key(text)) for key in self.exact)
        return any(words in key for key in self.words)

    def _match(self, label: str, how: How, group: str | None) -> Match:
        rows = tuple(row for row in self.rows if row.label == label)
        if not rows and group is not None:  # `其他` without its number is a row only under its own group
            rows = tuple(r for r in self.rows if r.group == group and words_key(r.label) == words_key(label))
        return Match(label, how, rows)


def _is_part(labels: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the labels of a row stand in its order among these."""
    expected = iter(row)
    return all(label in expected for label in labels if label in row)


@cache
def template(fmt: Format, key: TableKey) -> Template:
    """The table of a format as a reader looks for it."""
    table = fmt.tables[key]
    rows = tuple(_rows(table))
    heads = _heads(fmt, table, rows)
    labels = [*heads, *(row.label for row in rows), *(row.group for row in rows if row.group)]
    exact: dict[str, str] = {}
    words: dict[str, str] = {}
    for label in labels:
        exact.setdefault(exact_key(label), label)
        words.setdefault(words_key(label), label)
    for label in labels:
        for variant in VARIANTS.get(label, ()):
            words.setdefault(words_key(variant), label)
    over = {cell.path: tuple(label.zh for label in _labels_over(table, cell)) for cell in table.cells}
    return Template(
        fmt=fmt,
        table=table,
        rows=rows,
        exact=exact,
        words=words,
        groups=frozenset(row.group for row in rows if row.group is not None),
        over=over,
        column_groups=frozenset(label for labels in over.values() for label in labels[:-1]),
        column_heads=frozenset(label for labels in over.values() for label in labels)
        if table.draw.layout is not Layout.LIST
        else frozenset(heads),
        head_counts=_head_counts(fmt, table),
    )


def _labels_over(table: Table, cell: Cell) -> tuple[Label, ...]:
    """In a line, all labels of a cell stand above it."""
    return cell.labels if table.draw.layout is Layout.LINE else cell.column_labels


def _head_counts(fmt: Format, table: Table) -> Mapping[str, int]:
    """How often each head is printed; the note in a corner and the heads of a list may be left out."""
    if table.draw.layout is Layout.LIST:
        return {}
    own = {row.labels[-1].zh for row in table.rows} if table.draw.layout is not Layout.LINE else set()
    printed = (cell for line in blank(fmt, table.key).rows for cell in line if cell.header and cell.text)
    return Counter(cell.text for cell in printed if cell.text not in own)


def _heads(fmt: Format, table: Table, rows: Iterable[TemplateRow]) -> tuple[str, ...]:
    """Every label of a table that is not a row's own: columns, groups, blocks and notes, in printed order."""
    other = {exact_key(row.label) for row in rows} | {cell.measure.unit for cell in table.cells}
    texts = (cell.text for line in blank(fmt, table.key).rows for cell in line if cell.path is None)
    return tuple(dict.fromkeys(text for text in texts if text and exact_key(text) not in other))


def _rows(table: Table) -> Iterable[TemplateRow]:
    if table.draw.layout is Layout.LIST:
        for index, cell in enumerate(table.cells):
            yield TemplateRow(index, cell.labels[-1].zh, _above(cell.labels), (cell,))
    else:
        for index, row in enumerate(table.rows):
            yield TemplateRow(index, row.labels[-1].zh, _above(row.labels), row.cells)


def _above(labels: tuple[object, ...]) -> str | None:
    return getattr(labels[-2], "zh", None) if len(labels) > 1 else None
