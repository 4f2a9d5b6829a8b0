"""A drawn table as a rectangle: what stands at each row and column, spans expanded as the HTML standard has it."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from govdisclosure.readers._content import DrawnTable, Item
from govdisclosure.readers.tables._match import Piece


@attrs.frozen(eq=False)
class Square:
    """A cell as drawn: `piece` is its text, made of `items`; `x` its first column; it covers `width` and `height`."""

    piece: Piece
    items: tuple[Item, ...]
    x: int
    width: int
    height: int

    @property
    def end(self) -> int:
        """The first column behind it."""
        return self.x + self.width

    @property
    def texts(self) -> tuple[str, ...]:
        """Its text, and if that has several lines each of them."""
        lines = tuple(line for line in self.piece.text.split("\n") if line.strip())
        return (self.piece.text, *lines) if len(lines) > 1 else (self.piece.text,)


@attrs.frozen(eq=False)
class SquareRow:
    """One row of the rectangle: the squares that cover it from left to right, and which of them begin in it.

    `part` tells the tables apart that make up one (on several pages); their columns need not agree.
    """

    squares: tuple[Square, ...]
    own: frozenset[Square]
    width: int
    part: int

    def begins(self, square: Square) -> bool:
        return square in self.own

    @property
    def is_blank(self) -> bool:
        return all(square.piece.is_blank for square in self.squares)

    @property
    def printed(self) -> tuple[Square, ...]:
        """The squares that begin here and hold text."""
        return tuple(square for square in self.squares if square in self.own and not square.piece.is_blank)


def square_rows(table: DrawnTable, part: int) -> list[SquareRow]:
    """The rectangle of a drawn table. A position that no cell covers is simply not there."""
    covered: dict[tuple[int, int], Square] = {}
    begun: list[list[Square]] = []
    for y, row in enumerate(table.rows):
        x = 0
        begun.append([])
        for cell in row:
            while (y, x) in covered:
                x += 1
            square = Square(Piece(cell.text, cell.place, cell=True), cell.items, x, cell.colspan, cell.rowspan)
            begun[-1].append(square)
            for position in _positions(y, x, min(y + cell.rowspan, len(table.rows)), x + cell.colspan):
                covered.setdefault(position, square)
    width = max((x for _, x in covered), default=-1) + 1
    return [
        SquareRow(_distinct(covered.get((y, x)) for x in range(width)), frozenset(own), width, part)
        for y, own in enumerate(begun)
    ]


def _positions(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    return ((y, x) for y in range(top, bottom) for x in range(left, right))


def _distinct(squares: Iterable[Square | None]) -> tuple[Square, ...]:
    return tuple(dict.fromkeys(square for square in squares if square is not None))


def covers(squares: Sequence[Square], start: int, end: int) -> bool:
    """Whether these squares, from left to right, cover every column from `start` to before `end`."""
    at = start
    for square in squares:
        if square.x > at:
            return False
        at = max(at, square.end)
    return at >= end
