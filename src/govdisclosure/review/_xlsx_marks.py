"""The marks of a review in a workbook: fills, coloured passages, comments, and where each finding stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from govdisclosure.review._marks import Marks
from govdisclosure.review._remarks import AUTHOR, COLORS, Remark, gravest, printable
from govdisclosure.writers._xlsx_sheet import FONT, Look, Show, lines_of
from govdisclosure.writers.xlsx import TEXT_LIMIT

_SIZE = 9
_WIDTH, _LINE = 360, 16
"""The width of a comment and the height of its lines, in pixels."""
_DIGIT = 7.0
_TALLEST = 480


@attrs.frozen
class At:
    """A cell of the workbook, counted from 0."""

    sheet: Any
    row: int
    column: int


class Marked(Show):
    """Adds the marks. `places` are where blocks and figures came to stand, by path; `first` is the first of them."""

    marks_wrong_totals = False

    def __init__(
        self, marks: Marks, remarks: Mapping[int, Remark], opening: Iterable[Remark], offsets: Mapping[str, int]
    ) -> None:
        self._marks = marks
        self._remarks = remarks
        self._opening = tuple(opening)
        self._offsets = offsets
        self._said: dict[At, list[Remark]] = {}
        self.places: dict[str, At] = {}
        self.first: At | None = None

    def look(self, path: str, look: Look) -> Look:
        found = gravest(
            (
                *self._marks.cells.get(path, ()),
                *self._marks.blocks.get(path, ()),
                *(mark for passage in self._marks.passages.get(path, ()) for mark in passage.marks),
            )
        )
        return look if found is None else look | {"bg_color": f"#{COLORS[found][0]}"}

    def pieces(self, path: str, text: str, look: Look) -> Sequence[tuple[Look, str]]:
        """The text with its passages in the colour of their findings."""
        before = self._offsets.get(path, 0)
        pieces: list[tuple[Look, str]] = []
        at = 0
        for passage in self._marks.passages.get(path, ()):
            start, end = passage.start + before, passage.end + before
            found = gravest(passage.marks)
            assert found is not None  # a passage has marks
            pieces.append((look, text[at:start]))
            pieces.append((look | {"font_color": f"#{COLORS[found][1]}", "bold": True}, text[start:end]))
            at = end
        return [piece for piece in (*pieces, (look, text[at:])) if piece[1]]

    def written(self, path: str, sheet: Any, row: int, column: int) -> None:
        """Keep where a path stands, and what is to be said there."""
        at = At(sheet, row, column)
        if self.first is None:
            self.first = at
            self._say(at, self._opening)
        if path in self.places:
            return
        self.places[path] = at
        here = {mark.number for mark in (*self._marks.cells.get(path, ()), *self._marks.blocks.get(path, ()))}
        here |= {mark.number for passage in self._marks.passages.get(path, ()) for mark in passage.marks}
        self._say(at, (self._remarks[number] for number in sorted(here)))

    def _say(self, at: At, remarks: Iterable[Remark]) -> None:
        said = list(remarks)
        if said:
            self._said.setdefault(at, []).extend(said)

    def end(self) -> None:
        """Write the comments: one a cell, as workbooks have it."""
        for at, remarks in self._said.items():
            text = printable("\n\n".join(remark.text for remark in remarks), TEXT_LIMIT)
            lines = lines_of(text, _WIDTH / _DIGIT, _SIZE)
            options = {
                "author": AUTHOR,
                "width": _WIDTH,
                "height": min(lines * _LINE + _LINE, _TALLEST),
                "font_name": FONT,
                "font_size": _SIZE,
            }
            at.sheet.write_comment(at.row, at.column, text, options)
