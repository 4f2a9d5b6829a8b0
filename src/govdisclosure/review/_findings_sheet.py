"""The sheet of a review that lists everything found, with links to the cells.

It stands before the report, where no reader takes it for a part of one: what is above the title is not the report's.
For that no text on it may look like a title or like a label of the official tables, as messages and places do that
name one. So a sentence stands in one cell with the title of its rule, a place with its cell, and what still looks so
is said to be quoted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from govdisclosure.checks._rule import Finding, Message
from govdisclosure.errors import Lang
from govdisclosure.readers.tables._known import keys_of, misprinted_keys_of
from govdisclosure.review._checked import Checked
from govdisclosure.review._entries import facts, place_label, title_of
from govdisclosure.review._marks import Look, Mark, Marks
from govdisclosure.review._remarks import COLORS, counts_line, harmless, joined, severity
from govdisclosure.review._words import word
from govdisclosure.review._xlsx_marks import At
from govdisclosure.writers._xlsx_sheet import CELL, CELL_SIZE, FONT, TALLEST_ROW, Styles, as_text, lines_of
from govdisclosure.writers._xlsx_sheet import Look as CellLook
from govdisclosure.writers._xlsx_sums import Spot, reference

_NAME = Message(zh="检查结果", en="Findings")
_NOTE = Message(
    zh="点击“转到”一列可转到报告中的单元格，该处有批注。本表不是报告的内容。",
    en="The links lead to the cells of the report, which have comments. This sheet is no part of the report.",
)
_QUOTED = Message(zh="（以报告中所印的文字为准）", en=" (as it stands in the report)")
_HEADS = (
    Message(zh="序号", en="No."),
    Message(zh="级别", en="Severity"),
    Message(zh="规则", en="Rule"),
    Message(zh="问题", en="What is wrong"),
    Message(zh="位置", en="Where"),
    Message(zh="转到", en="Go to"),
    Message(zh="另见", en="Also"),
    Message(zh="印为", en="Printed"),
    Message(zh="应为", en="Expected"),
    Message(zh="说明", en="Remarks"),
)
_WIDTHS = (6, 12, 8, 54, 42, 8, 8, 12, 12, 36)
_ALWAYS = 6
"""How many columns there always are; the others are left out where nothing stands in them."""
_FIGURE = re.compile(r"[-+]?[\d,.]+")
_TITLE_END = re.compile(r"(?:[报報]\s*告|年\s*[报報])\s*(?:[(（][^)）]*[)）]\s*)?$")
"""How titles of reports end."""
_KEPT = 20
"""How many characters are shown of what looks like a label even so; the comment has all."""
_LEFT_OUT = "……"

_PLAIN: CellLook = {"font_name": FONT, "font_size": CELL_SIZE, "text_wrap": True, "valign": "vcenter"}
_TITLE = _PLAIN | {"font_size": 16, "bold": True}
_HEAD = CELL | {"bold": True, "bg_color": "#EDEDED"}
_CELL = CELL | {"align": "left"}
_LINK = CELL | {"font_color": "#0563C1", "underline": 1}


@attrs.frozen
class _Text:
    """What stands in a cell, how it looks, and where it leads."""

    text: str | int
    look: CellLook = attrs.field(factory=lambda: _CELL)
    to: At | None = None


_BLANK = _Text("")


class FindingsSheet:
    """The sheet, made before those of the report and filled when it is known where everything stands."""

    def __init__(self, book: Any, styles: Styles, checked: Checked, lang: Lang) -> None:
        self._sheet = book.add_worksheet(_NAME.text(lang))
        self._styles = styles
        self._checked = checked
        self._lang: Lang = lang
        self._row = 0
        self._widths: list[int] = []

    def fill(self, marks: Marks, places: Mapping[str, At], first: At | None) -> None:
        """Write all findings, then what could not be decided."""
        rows = [list(self._finding(mark, marks, places, first)) for mark in marks.findings]
        rows += [list(self._group(own, places)) for own in self._undecided()]
        columns = [n for n in range(len(_HEADS)) if n < _ALWAYS or any(row[n].text for row in rows)]
        self._widths = [_WIDTHS[n] for n in columns]
        self._set_up()
        self._write_above()
        top = self._row
        for row in ([_Text(head.text(self._lang), _HEAD) for head in _HEADS], *rows):
            self._write_row([row[n] for n in columns])
        if rows:
            self._sheet.autofilter(top, 0, self._row - 1, len(columns) - 1)
        self._sheet.freeze_panes(top + 1, 0)
        self._sheet.repeat_rows(top)
        if self._checked.undecided:
            self._write_line(word("not_pass", self._lang), _PLAIN)
        self._write_line(_NOTE.text(self._lang), _PLAIN)

    def _set_up(self) -> None:
        sheet = self._sheet
        for column, width in enumerate(self._widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        sheet.hide_gridlines(2)
        sheet.activate()

    def _write_above(self) -> None:
        """Which report this is, and how much was found in it."""
        report, lang = self._checked.report, self._lang
        organ = report.organ.name or word("no_organ", lang)
        year = word("no_year", lang) if report.year is None else word("year", lang, year=report.year)
        self._write_line(word("kind", lang), _TITLE)
        self._write_line(f"{organ} {year}", _PLAIN | {"bold": True})
        self._write_line(f"{word('file', lang)}{'：' if lang == 'zh' else ': '}{self._checked.name}", _PLAIN)
        self._write_line(counts_line(self._checked, lang), _PLAIN)

    def _finding(self, mark: Mark, marks: Marks, places: Mapping[str, At], first: At | None) -> Iterator[_Text]:
        finding, report, lang = mark.finding, self._checked.report, self._lang
        stands = [path for path in marks.places[mark.number] if path in places]
        told = dict(facts(finding, report, lang))
        names = [word(key, lang) for key in ("printed", "expected")]
        figures = [told.pop(name) if self._is_figure(told.get(name)) else "" for name in names]
        yield _Text(mark.number, CELL)
        yield _Text(severity(mark, lang), CELL | _fill(mark.look))
        yield from self._what(finding)
        yield from self._place(finding.path, places[stands[0]] if stands else first)
        yield _linked(places[stands[1]] if len(stands) > 1 else None)
        yield from (_Text(figure, CELL) for figure in figures)
        yield _Text(joined(told.items(), lang))

    def _is_figure(self, text: str | None) -> bool:
        return text is not None and (text == word("blank", self._lang) or _FIGURE.fullmatch(text) is not None)

    def _what(self, finding: Finding) -> Iterator[_Text]:
        """The rule, and what it says."""
        yield _Text(finding.code, CELL)
        yield _Text(f"{title_of(finding.code, self._lang)}\n{harmless(finding.text(self._lang))}")

    def _place(self, path: str | None, at: At | None) -> Iterator[_Text]:
        """What a place is called in the report, on which sheet it is, and in which cell."""
        label = harmless(place_label(path, self._checked.report, self._lang))
        sheet = None if at is None else at.sheet.get_name()
        yield _Text(label if sheet is None else f"{label}\n" + (f"（{sheet}）" if self._lang == "zh" else f"({sheet})"))
        yield _linked(at)

    def _undecided(self) -> list[list[Finding]]:
        """What could not be decided, by rule and reason."""
        found: dict[tuple[str, str], list[Finding]] = {}
        for finding in self._checked.undecided:
            found.setdefault((finding.code, finding.text(self._lang)), []).append(finding)
        return list(found.values())

    def _group(self, findings: Sequence[Finding], places: Mapping[str, At]) -> Iterator[_Text]:
        first, lang = findings[0], self._lang
        yield _BLANK
        yield _Text(word("undecided", lang), CELL)
        yield from self._what(first)
        yield from self._place(first.path, places.get(first.path or ""))
        yield from [_BLANK] * (len(_HEADS) - _ALWAYS - 1)
        yield _Text(word("places", lang, count=len(findings)) if len(findings) > 1 else "")

    def _write_line(self, text: str, look: CellLook) -> None:
        """A text over the whole width."""
        shown = _apart(text, self._lang)
        self._sheet.set_row(
            self._row, lines_of(shown, sum(self._widths), look["font_size"]) * look["font_size"] * 1.5 + 6
        )
        style = self._styles(as_text(look, shown))
        self._sheet.merge_range(self._row, 0, self._row, len(self._widths) - 1, "", style)
        self._sheet.write_string(self._row, 0, shown, style)
        self._row += 1

    def _write_row(self, cells: Iterable[_Text]) -> None:
        lines = 1
        for column, cell in enumerate(cells):
            text = cell.text if isinstance(cell.text, int) else _apart(cell.text, self._lang)
            style = self._styles(cell.look if isinstance(text, int) else as_text(cell.look, text))
            lines = max(lines, lines_of(str(text), self._widths[column], CELL_SIZE))
            if isinstance(text, int):
                self._sheet.write_number(self._row, column, text, style)
            elif cell.to is not None and text:
                self._sheet.write_url(self._row, column, _link(cell.to), style, text)
            elif text:
                self._sheet.write_string(self._row, column, text, style)
            else:
                self._sheet.write_blank(self._row, column, None, style)
        self._sheet.set_row(self._row, min(lines * 15 + 7, TALLEST_ROW))
        self._row += 1


def _linked(at: At | None) -> _Text:
    return _BLANK if at is None else _Text(_cell(at), _LINK, at)


def _apart(text: str, lang: Lang) -> str:
    """A text that looks neither like a title nor like a label of a table."""
    shown = "\n".join(map(harmless, text.split("\n")))
    quoted = _QUOTED.text(lang)
    if not _looks_printed(shown):
        return shown
    return shown + quoted if not _looks_printed(shown + quoted) else shown[:_KEPT] + _LEFT_OUT + quoted


def _looks_printed(text: str) -> bool:
    alone = text.replace("\n", "")
    return bool(_TITLE_END.search(text) or keys_of(alone) or misprinted_keys_of(alone))


def _fill(look: Look) -> CellLook:
    fill, font = COLORS[look]
    return {"bg_color": f"#{fill}", "font_color": f"#{font}"}


def _link(at: At) -> str:
    return f"internal:'{at.sheet.get_name()}'!{_cell(at)}"


def _cell(at: At) -> str:
    return reference(Spot(at.row, at.column, is_number=False))
