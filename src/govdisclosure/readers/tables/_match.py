"""What matching a table by its labels works on, and what comes of it, for every kind of document.

Rows go by label. Columns go by their heads where the document has kept a grid (`_by_heads`), and by order where it
has not (`_by_order`), and then only if there are exactly as many figures as the template has; otherwise the numbers
stay unplaced. Nothing is ever shifted.
"""

import re
from collections.abc import Iterable, Sequence

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.evidence import How, Unplaced
from govdisclosure.formats._kit import Cell
from govdisclosure.place import Place
from govdisclosure.readers.tables._numbers import looks_like_figure, split_zeros
from govdisclosure.readers.tables._template import Match, Template, TemplateRow
from govdisclosure.wording._characters import compact

_UNIT = re.compile(r"元|万元|亿元|条|件|个|次|人|人次|份|项|家|场")
_MONEY_UNIT = re.compile(r"(?:单位:?|[(])(亿元|万元|元)")


@attrs.frozen
class Piece:
    """A text of a table and its place; `cell` if it is certain to be a whole cell."""

    text: str
    place: Place
    cell: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether it can only be a figure, or several that ran together."""
        if looks_like_figure(self.text) or (self.cell and self.is_blank):
            return True
        words = self.text.split()
        return len(words) > 1 and all(looks_like_figure(word) for word in words)

    @property
    def is_unit(self) -> bool:
        return _UNIT.fullmatch(compact(self.text)) is not None

    @property
    def is_blank(self) -> bool:
        return not compact(self.text)


@attrs.frozen
class Found:
    """A cell of the template and the raw text that stands in it."""

    cell: Cell
    raw: str
    place: Place
    how: How
    unit: str | None = None


@attrs.frozen
class TableReading:
    """One table as read with one template."""

    template: Template
    found: tuple[Found, ...]
    unplaced: tuple[Unplaced, ...]
    notes: tuple[Finding, ...]

    @property
    def figures(self) -> int:
        """How many printed figures were placed: what says which template fits best."""
        return sum(bool(compact(found.raw)) for found in self.found)


class Accounts:
    """What has been found in a table so far: cells, what is left over, and what is to be said of it."""

    def __init__(self, template: Template, start: Place) -> None:
        self.template = template
        self.notes: list[Finding] = []
        self.seen_rows: set[int] = set()
        self.unit: str | None = None
        """The unit of money that a head states."""
        self._start = start
        self._last_row = -1
        self._found: dict[str, Found] = {}
        self._unplaced: list[Unplaced] = []

    def row_of(self, match: Match | None) -> TemplateRow | None:
        """Which row a label means: the only one, or the next in printed order of those that have it."""
        if match is None or not match.rows:
            return None
        if len(match.rows) == 1:
            return match.rows[0]
        return next((row for row in match.rows if row.index > self._last_row), None)

    def enter_row(self, row: TemplateRow) -> None:
        """A row of the template is there."""
        self._last_row = row.index
        self.seen_rows.add(row.index)

    def see_label(self, text: Piece, match: Match | None) -> None:
        """Remember the unit that a label states, and that it was misprinted."""
        if match is None or text.is_blank:
            return
        stated = _MONEY_UNIT.search(compact(text.text))
        if stated and "金额" in match.label:
            self.unit = stated[1]
        if match.how is How.VARIANT:
            printed = "".join(text.text.split("\n"))
            self.notes.append(
                note("GD601", "variant", place=text.place, raw=text.text, printed=printed, label=match.label)
            )

    def see_unknown(self, text: Piece) -> None:
        """A text among the labels that is none."""
        printed = "".join(text.text.split("\n"))
        self.notes.append(note("GD601", "unknown", place=text.place, raw=text.text, printed=printed))

    def put(self, cell: Cell, piece: Piece, how: How, unit: str | None = None) -> None:
        """A figure has found its cell. If the table or a row is printed twice, the first one stands."""
        if cell.path in self._found:
            self.leave([piece], cell.zh)
            return
        self._found[cell.path] = Found(cell, piece.text, piece.place, how, unit)

    def leave(self, pieces: Iterable[Piece], near: str | None) -> None:
        """Keep what is printed but has no cell, with the label it stood by."""
        self._unplaced.extend(Unplaced(place=p.place, raw=p.text, near=near) for p in pieces if not p.is_blank)

    def unglued(self, values: Sequence[Piece], width: int) -> list[Piece]:
        """Cells that ran together, taken apart where they can only be zeros or there is space between them."""
        printed_ones = [value for value in values if not value.is_blank]
        if len(printed_ones) != 1 or width == 1:
            return list(values)
        only = printed_ones[0]
        words, message = split_zeros(only.text, width), "glued"
        if words is None:
            words, message = tuple(only.text.split()), "spaced"
        if len(words) != width:
            return list(values)
        printed = " ".join(only.text.split())
        self.notes.append(note("GD604", message, place=only.place, raw=only.text, printed=printed, cells=width))
        return [attrs.evolve(only, text=word) for word in words]

    def miss_rows(self) -> None:
        """Say which rows of the template are not there."""
        for row in self.template.rows:
            if row.index not in self.seen_rows:
                label = "|".join(x for x in (row.group, row.label) if x)
                self.notes.append(note("GD607", "row", place=self._start, label=label))

    def miss_heads(self, seen: Sequence[str]) -> None:
        """Say which heads of the template are not among those seen, and how often: in a line each group has its own."""
        for label, times in self.template.head_counts.items():
            short = times - seen.count(label)
            if short > 0:
                self.notes.append(note("GD607", "head", place=self._start, label=label, times=short))

    def reading(self) -> TableReading:
        """All of it; one note says how many figures went by order."""
        ordered = [found for found in self._found.values() if found.how is How.ORDER]
        if ordered:
            label = self.template.table.label
            self.notes.append(
                note(
                    "GD609",
                    "order",
                    place=ordered[0].place,
                    table_zh=label.zh,
                    table_en=label.en,
                    cells=len(ordered),
                )
            )
        return TableReading(self.template, tuple(self._found.values()), tuple(self._unplaced), tuple(self.notes))
