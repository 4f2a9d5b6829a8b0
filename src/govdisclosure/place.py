"""Places in documents."""

import attrs

from govdisclosure.errors import Lang

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge in points, from the top left corner of the page."""


@attrs.frozen(kw_only=True)
class Place:
    """A place in a document, as its kind can name it. All numbers count from 1, ends included.

    Text and Markdown have lines; HTML has lines of its source, paragraphs and tables; DOCX paragraphs and tables; PDF
    pages, boxes and tables; XLSX sheets, whose rows and columns need no table. `end_row` and `end_column` are
    given where a cell is merged from several.

    >>> from govdisclosure.place import Place
    >>> Place(page=2, table=1, row=5, column=4).text("zh"), Place(line=3, end_line=4).text("en")
    ('第 2 页表 1 第 5 行第 4 列', 'lines 3-4')
    """

    line: int | None = None
    end_line: int | None = None
    paragraph: int | None = None
    end_paragraph: int | None = None
    page: int | None = None
    end_page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    end_row: int | None = None
    end_column: int | None = None

    def text(self, lang: Lang) -> str:
        """The place in words: the most telling of what is known."""
        return "".join(self._chinese()) if lang == "zh" else ", ".join(self._english())

    def to(self, end: "Place") -> "Place":
        """From here to the end of another place.

        >>> from govdisclosure.place import Place
        >>> Place(line=3, end_line=3).to(Place(line=5, end_line=6)).text("en")
        'lines 3-6'
        """
        if end == self:
            return self
        if self.row is not None or end.row is not None:
            return self._over_rows(end)
        last_page = end.end_page or end.page
        return attrs.evolve(
            self,
            end_line=end.end_line or end.line,
            end_paragraph=end.end_paragraph or end.paragraph,
            end_page=last_page if last_page != self.page else None,
            box=_around(self, end),
        )

    def _over_rows(self, end: "Place") -> "Place":
        """From a cell to another of the same table; what lies in different tables has no common place."""
        if (self.page, self.sheet, self.table) != (end.page, end.sheet, end.table) or self.row is None:
            return self
        if self.row == end.row:
            return attrs.evolve(self, end_column=end.end_column or end.column, box=_around(self, end))
        return attrs.evolve(self, end_row=end.end_row or end.row, column=None, end_column=None, box=_around(self, end))

    def _chinese(self) -> list[str]:
        words = []
        if self.page is not None:
            words.append(f"第 {_range(self.page, self.end_page, '—')} 页")
        if self.sheet is not None:
            words.append(f"工作表“{self.sheet}”")
        if self.table is not None:
            words.append(f"表 {self.table} ")
        if self.row is not None:
            words.append(f"第 {_range(self.row, self.end_row, '—')} 行")
            if self.column is not None:
                words.append(f"第 {_range(self.column, self.end_column, '—')} 列")
        elif self.paragraph is not None:
            words.append(f"第 {_range(self.paragraph, self.end_paragraph, '—')} 段")
        elif self.line is not None and self.page is None:
            words.append(f"第 {_range(self.line, self.end_line, '—')} 行")
        return words

    def _english(self) -> list[str]:
        words = []
        if self.page is not None:
            words.append(_numbered("page", self.page, self.end_page))
        if self.sheet is not None:
            words.append(f"sheet {self.sheet!r}")
        if self.table is not None:
            words.append(f"table {self.table}")
        if self.row is not None:
            words.append(_numbered("row", self.row, self.end_row))
            if self.column is not None:
                words.append(_numbered("column", self.column, self.end_column))
        elif self.paragraph is not None:
            words.append(_numbered("paragraph", self.paragraph, self.end_paragraph))
        elif self.line is not None and self.page is None:
            words.append(_numbered("line", self.line, self.end_line))
        return words


def _range(first: int, last: int | None, dash: str) -> str:
    return str(first) if last is None or last == first else f"{first}{dash}{last}"


def _numbered(word: str, first: int, last: int | None) -> str:
    plural = "" if last is None or last == first else "s"
    return f"{word}{plural} {_range(first, last, '-')}"


def _around(start: Place, end: Place) -> Box | None:
    """The box around two places on one page."""
    if start.box is None or end.box is None or start.page != end.page:
        return None
    (a, b, c, d), (e, f, g, h) = start.box, end.box
    return min(a, e), min(b, f), max(c, g), max(d, h)
