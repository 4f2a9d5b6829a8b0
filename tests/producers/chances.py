"""Kinds of damage done somewhere in a table, as chance has it."""

import random
from collections.abc import Callable, Iterator, Mapping

import attrs

from producers.documents import (
    Box,
    Item,
    PageBreak,
    Row,
    Table,
    squares,
    with_columns_swapped,
    with_row,
    without_columns,
    without_row,
)

IN_TWO = "digits in two cells"


class Elsewhere(Exception):
    """There is nothing in this table that could be damaged in this way."""


# --- where ----------------------------------------------------------------------------------------------------------

Damage = Callable[[Table, random.Random, Iterator[str]], Table | tuple[Item, ...]]
Change = Callable[[Box, random.Random, Iterator[str]], tuple[Box, ...]]
Spot = tuple[int, int]
"""A row of a table, and which cell in it."""


def _one_of(table: Table, fits: Callable[[Box], bool], chance: random.Random) -> tuple[Spot, Box]:
    spots = [((y, n), box) for y, row in enumerate(table.rows) for n, box in enumerate(row) if fits(box)]
    if not spots:
        raise Elsewhere
    return chance.choice(spots)


def _is_label(box: Box) -> bool:
    return bool(box.text) and not box.is_figure


def _is_long(box: Box) -> bool:
    return _is_label(box) and len(box.text) > 3


def _put(table: Table, spot: Spot, *new: Box) -> Table:
    """Other cells in the place of one."""
    y, n = spot
    return with_row(table, y, (*table.rows[y][:n], *new, *table.rows[y][n + 1 :]))


def _rows_of_figures(table: Table) -> list[int]:
    return [y for y, row in enumerate(table.rows) if any(box.is_figure for box in row)]


def _at_one(fits: Callable[[Box], bool], change: Change) -> Damage:
    """Change one cell."""

    def damage(table: Table, chance: random.Random, fresh: Iterator[str]) -> Table:
        spot, box = _one_of(table, fits, chance)
        return _put(table, spot, *change(box, chance, fresh))

    return damage


# --- cells ----------------------------------------------------------------------------------------------------------


def _blanked(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    return (attrs.evolve(box, text=""),)


def _removed(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    return ()


def _pushed(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    return (Box(""), box)


def _crowded(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    return (Box(next(fresh)), box)


def _broken(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    """Its digits on two lines."""
    at = chance.randrange(1, len(box.text))
    return (attrs.evolve(box, text=f"{box.text[:at]}\n{box.text[at:]}"),)


def _halved(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    """Its digits in two cells."""
    at = chance.randrange(1, len(box.text))
    return (attrs.evolve(box, text=box.text[:at]), Box(box.text[at:]))


def _dressed(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    """A number as people also write it."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    text = box.text
    plain = (f"{text[0]},{text[1:]}", text.translate(wide), f" {text} ", f"{text}.0", f"（{text}）")
    noted = (f"{text}（其中上年2）", f"约{text}", f"{text}*")
    return (attrs.evolve(box, text=chance.choice((*plain, *noted))),)


def _misspelt(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    at = _letter(box.text, chance)
    return (attrs.evolve(box, text=f"{box.text[:at]}夏{box.text[at + 1 :]}"),)


def _shortened(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    at = _letter(box.text, chance)
    return (attrs.evolve(box, text=box.text[:at] + box.text[at + 1 :]),)


def _letter(text: str, chance: random.Random) -> int:
    """Where a character stands that is not of a unit: 元 for 万元 is another amount, and not a misprint."""
    return chance.choice([at for at, character in enumerate(text) if character not in "亿万元"])


def _wrapped(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    at = chance.randrange(1, len(box.text))
    return (attrs.evolve(box, text=f"{box.text[:at]}\n{box.text[at:]}"),)


def _reaching(rows: int, columns: int) -> Change:
    """A cell that covers more rows or columns, or fewer."""
    return lambda box, chance, fresh: (attrs.evolve(box, rowspan=box.rowspan + rows, colspan=box.colspan + columns),)


def _narrow(box: Box, chance: random.Random, fresh: Iterator[str]) -> tuple[Box, ...]:
    return (attrs.evolve(box, colspan=1),)


def _merged_across(table: Table, chance: random.Random, fresh: Iterator[str]) -> Table:
    """A figure that covers the next one."""
    pairs = [
        (y, n)
        for y, row in enumerate(table.rows)
        for n in range(len(row) - 1)
        if row[n].is_figure and row[n + 1].is_figure
    ]
    if not pairs:
        raise Elsewhere
    y, n = chance.choice(pairs)
    row = table.rows[y]
    wide = attrs.evolve(row[n], colspan=row[n].colspan + row[n + 1].colspan)
    return with_row(table, y, (*row[:n], wide, *row[n + 2 :]))


def _merged_down(table: Table, chance: random.Random, fresh: Iterator[str]) -> Table:
    """A figure that covers the one below."""
    places = {(y, x): box for y, x, box in squares(table.rows) if box.is_figure}
    pairs = [(at, below) for at in places if (below := (at[0] + 1, at[1])) in places]
    pairs = [(at, below) for at, below in pairs if places[at].colspan == places[below].colspan]
    if not pairs:
        raise Elsewhere
    at, below = chance.choice(pairs)
    rows = [list(row) for row in table.rows]
    upper, lower = rows[at[0]], rows[below[0]]
    upper[upper.index(places[at])] = attrs.evolve(places[at], rowspan=2)
    lower.remove(places[below])
    return attrs.evolve(table, rows=tuple(map(tuple, rows)))


# --- rows and columns -----------------------------------------------------------------------------------------------


def _row_gone(table: Table, chance: random.Random, fresh: Iterator[str]) -> Table:
    return without_row(table, chance.choice(_rows_of_figures(table)))


def _heads_gone(table: Table, chance: random.Random, fresh: Iterator[str]) -> Table:
    heads = [y for y in range(len(table.rows)) if y not in _rows_of_figures(table)]
    if not heads:
        raise Elsewhere
    return without_row(table, chance.choice(heads))


def _row_with(label: str | None) -> Damage:
    """A row below another, inside its groups, with other figures; by its own name, or that of the row above."""

    def damage(table: Table, chance: random.Random, fresh: Iterator[str]) -> Table:
        y = chance.choice(_rows_of_figures(table))
        row = table.rows[y]
        labels = [n for n, box in enumerate(row) if _is_label(box) and box.rowspan == 1]
        if not labels:
            raise Elsewhere
        new = tuple(
            attrs.evolve(box, text=next(fresh)) if box.is_figure else attrs.evolve(box, text=label or box.text)
            for box in row[labels[-1] :]
        )
        return attrs.evolve(table, rows=(*_stretched(table, y), new, *table.rows[y + 1 :]))

    return damage


def _stretched(table: Table, y: int) -> list[Row]:
    """The rows as far as one, the cells that reach below it a row longer, as for a row put in under it."""
    tops: list[list[Box]] = [list(row) for row in table.rows[: y + 1]]
    for top, row in enumerate(tops):
        row[:] = [attrs.evolve(b, rowspan=b.rowspan + 1) if b.rowspan > 1 and top + b.rowspan > y else b for b in row]
    return [tuple(row) for row in tops]


def _columns_of_figures(table: Table) -> list[int]:
    return sorted({x for _, x, box in squares(table.rows) if box.is_figure and box.colspan == 1})


def _column_gone(table: Table, chance: random.Random, fresh: Iterator[str]) -> Table:
    columns = _columns_of_figures(table)
    if len(columns) < 2:
        raise Elsewhere
    return without_columns(table, chance.choice(columns))


def _columns_exchanged(table: Table, chance: random.Random, fresh: Iterator[str]) -> Table:
    """Two columns, heads and all, whose heads stand in one row under the same head."""
    placed = squares(table.rows)
    groups = [
        [x for top, x, box in placed if top == y + 1 and left <= x < left + head.colspan and box.colspan == 1]
        for y, left, head in placed
        if _is_label(head) and head.colspan > 2 and head.rowspan == 1
    ]
    groups = [group for group in groups if len(group) > 2]
    if table.key != "requests" or not groups:
        raise Elsewhere
    one, other = chance.sample(chance.choice(groups), 2)
    return with_columns_swapped(table, one, other)


def _numbered(table: Table, chance: random.Random, fresh: Iterator[str]) -> Table:
    rows = tuple((Box("序号" if y == 0 else str(y)), *row) for y, row in enumerate(table.rows))
    return attrs.evolve(table, rows=rows)


def _unspanned(*, across: bool) -> Damage:
    """A cell and empty ones for each cell over several rows, and perhaps over several columns."""

    def damage(table: Table, chance: random.Random, fresh: Iterator[str]) -> Table:
        rows: list[dict[int, Box]] = [{} for _ in table.rows]
        for y, x, box in squares(table.rows):
            for dy in range(box.rowspan):
                if across:
                    rows[y + dy] |= {x + dx: Box("") for dx in range(box.colspan)}
                else:
                    rows[y + dy][x] = Box("", colspan=box.colspan)
            rows[y][x] = Box(box.text, colspan=1 if across else box.colspan)
        new = tuple(tuple(row[x] for x in sorted(row)) for row in rows)
        if new == table.rows:
            raise Elsewhere
        return attrs.evolve(table, rows=new)

    return damage


# --- pages ----------------------------------------------------------------------------------------------------------


def _cut(table: Table, at: int) -> tuple[list[Row], list[Row]]:
    """The rows above and below a cut; a cell that reaches over it goes on below without text."""
    above: list[dict[int, Box]] = [{} for _ in range(at)]
    below: list[dict[int, Box]] = [{} for _ in range(at, len(table.rows))]
    for y, x, box in squares(table.rows):
        if y >= at:
            below[y - at][x] = box
        elif y + box.rowspan > at:
            above[y][x] = attrs.evolve(box, rowspan=at - y)
            below[0][x] = attrs.evolve(box, text="", rowspan=y + box.rowspan - at)
        else:
            above[y][x] = box
    return [tuple(r[x] for x in sorted(r)) for r in above], [tuple(r[x] for x in sorted(r)) for r in below]


def _heads(table: Table) -> int:
    """How many rows of heads the table begins with."""
    return min(_rows_of_figures(table))


def _next_page(*, heads: bool) -> Damage:
    """The table goes on on the next page, perhaps with its heads again."""

    def damage(table: Table, chance: random.Random, fresh: Iterator[str]) -> tuple[Item, ...]:
        cuts = [y for y in _rows_of_figures(table) if y > _heads(table)]
        if not cuts:
            raise Elsewhere
        above, below = _cut(table, chance.choice(cuts))
        again = table.rows[: _heads(table)] if heads else ()
        return Table(tuple(above), table.key), PageBreak(), Table((*again, *below), table.key)

    return damage


# --- all of it ------------------------------------------------------------------------------------------------------


def _is_figure(box: Box) -> bool:
    return box.is_figure


DAMAGES: Mapping[str, Damage] = {
    "figure blanked": _at_one(_is_figure, _blanked),
    "figure removed": _at_one(_is_figure, _removed),
    "empty cell put before a figure": _at_one(_is_figure, _pushed),
    "figure put before a figure": _at_one(_is_figure, _crowded),
    "digits on two lines": _at_one(_is_figure, _broken),
    IN_TWO: _at_one(_is_figure, _halved),
    "number written otherwise": _at_one(_is_figure, _dressed),
    "figure over the next": _merged_across,
    "figure over the one below": _merged_down,
    "label blanked": _at_one(_is_label, _blanked),
    "label removed": _at_one(_is_label, _removed),
    "label misspelt": _at_one(_is_long, _misspelt),
    "label shortened": _at_one(_is_long, _shortened),
    "label on two lines": _at_one(_is_long, _wrapped),
    "a row too long": _at_one(lambda box: box.rowspan > 1, _reaching(1, 0)),
    "a row too short": _at_one(lambda box: box.rowspan > 1, _reaching(-1, 0)),
    "a column too wide": _at_one(lambda box: box.colspan > 1, _reaching(0, 1)),
    "a column too narrow": _at_one(lambda box: box.colspan > 1, _reaching(0, -1)),
    "as narrow as a column": _at_one(lambda box: box.colspan > 1, _narrow),
    "row gone": _row_gone,
    "row of heads gone": _heads_gone,
    "row again": _row_with(None),
    "foreign row": _row_with("其他有关事项"),
    "column gone": _column_gone,
    "columns exchanged": _columns_exchanged,
    "rows numbered": _numbered,
    "cells for spans": _unspanned(across=True),
    "cells for rows spanned": _unspanned(across=False),
    "on the next page": _next_page(heads=False),
    "on the next page with heads": _next_page(heads=True),
}
"""By its name, each kind of damage, done somewhere to a table."""
SHORTENING = frozenset(["figure removed", "label removed"])
