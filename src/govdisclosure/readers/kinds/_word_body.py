"""Walks through the body of a Word document, and its notes: texts and tables in printed order."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NoReturn

from govdisclosure.errors import UnreadableDocument
from govdisclosure.place import Place
from govdisclosure.readers._content import Item, Text
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._word_numbering import Numbering
from govdisclosure.readers.kinds._word_paragraphs import RAISED, Field, Paragraph, equation, is_page_number, symbol_of
from govdisclosure.readers.kinds._word_parts import Parts
from govdisclosure.readers.kinds._word_styles import Styles, W, child, switch, value, whole
from govdisclosure.readers.kinds._word_tables import (
    Flow,
    Piece,
    WordCell,
    WordRow,
    WordTable,
    merged_across,
    merged_down,
    widths_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Close = Callable[[], None]
"""What to do at the end of an element."""


class Body:
    """Walks the tree once, without calling itself: `_OPEN` says what an element does, `Close` what its end does."""

    def __init__(self, parts: Parts, budget: Budget) -> None:
        self._parts = parts
        self._budget = budget
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering, self._styles, budget)
        self._items: list[Item] = []
        self._body = Flow()
        self._flows = [self._body]
        self._paragraphs: list[Paragraph] = []
        self._unended: dict[Flow, Paragraph] = {}
        self._tables: list[WordTable] = []
        self._fields: list[Field] = []
        self._chosen: set[_Element] = set()
        self._notes: list[tuple[str, str]] = []
        self._numbered = 0
        self._drawn = 0
        self.hidden = 0
        """How many pieces of hidden text were left out."""

    def items(self) -> list[Item]:
        """Everything, in printed order."""
        self._walk(self._parts.document)
        self._end_flow(self._body)
        for cited in self._cited_notes():
            self._fields = []
            self._walk(cited)
            self._end_flow(self._body)
        return self._items

    def _cited_notes(self) -> Iterator["_Element"]:
        """Footnotes, then endnotes, that the text refers to, in the order it does."""
        cited = tuple(dict.fromkeys(self._notes))
        for kind, root in (("footnote", self._parts.footnotes), ("endnote", self._parts.endnotes)):
            notes = {} if root is None else {note.get(f"{W}id"): note for note in root.iterchildren(W + kind)}
            yield from (notes[number] for of, number in cited if of == kind and number in notes)

    def _walk(self, root: "_Element") -> None:
        waiting: list[tuple[Iterator[_Element], Close]] = [(iter(root), _nothing)]
        while waiting:
            children, close = waiting[-1]
            element = next(children, None)
            if element is None:
                waiting.pop()
                close()
                continue
            opening = _OPEN.get(element.tag)
            ending = _nothing if opening is None else opening(self, element)
            if ending is not None:
                waiting.append((iter(element), ending))

    # Paragraphs and their text

    def paragraph(self, element: "_Element") -> Close:
        self._budget.time()
        flow = self._flows[-1]
        if flow is self._body:
            self._numbered += 1
        paragraph = self._unended.pop(flow, None) or Paragraph(flow, self._numbered)
        properties = child(element, "pPr")
        paragraph.begin(properties, bool(self._styles.hides(self._styles.paragraph_style(properties))))
        self._paragraphs.append(paragraph)
        return self._close_paragraph

    def _close_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        mark = child(paragraph.properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._unended[paragraph.flow] = paragraph
        elif switch(mark, "vanish"):
            self._print_number(paragraph, even_alone=False)
            self._unended[paragraph.flow] = paragraph
        else:
            self._print_number(paragraph, even_alone=not (paragraph.hidden_style or paragraph.flow.continues))
            self._emit(paragraph)

    def _print_number(self, paragraph: Paragraph, *, even_alone: bool) -> None:
        """A paragraph without text still prints its number, unless it is hidden."""
        if even_alone or paragraph.has_text:
            paragraph.chars[paragraph.own] = self._numbering.number(paragraph.properties)

    def _emit(self, paragraph: Paragraph) -> None:
        for piece in (*paragraph.before, *paragraph.lines(), *paragraph.after):
            self._give(piece, paragraph.flow, paragraph.number)

    def _give(self, piece: Piece, flow: Flow, number: int) -> None:
        if isinstance(piece, str):
            self._budget.line()
        if flow is self._body:
            self._items.append(Text(piece, Place(paragraph=number)) if isinstance(piece, str) else piece)
        else:
            flow.pieces.append(piece)

    def _end_flow(self, flow: Flow) -> None:
        """A paragraph whose mark is deleted ends here at the latest."""
        if flow in self._unended:
            self._emit(self._unended.pop(flow))

    def _is_hidden(self, properties: "_Element | None", paragraph: Paragraph) -> bool:
        said = switch(properties, "vanish")
        if said is None:
            said = self._styles.hides(value(properties, "rStyle"))
        return paragraph.hidden_style if said is None else said

    @property
    def _open_paragraph(self) -> Paragraph | None:
        """The paragraph that text belongs to, if it is in one."""
        if self._paragraphs and self._paragraphs[-1].flow is self._flows[-1]:
            return self._paragraphs[-1]
        return None

    def run(self, element: "_Element") -> Close:
        paragraph = self._open_paragraph
        if paragraph is None:
            return _nothing
        properties = child(element, "rPr")
        paragraph.hidden = self._is_hidden(properties, paragraph)
        self.hidden += paragraph.hidden and child(element, "t") is not None
        paragraph.raised = value(properties, "vertAlign") == "superscript"

        def close() -> None:
            paragraph.hidden = paragraph.raised = False

        return close

    def _say(self, text: str) -> None:
        paragraph = self._open_paragraph
        if paragraph is None:
            self._say_outside(text)
        elif text and not paragraph.hidden:
            if paragraph.raised and paragraph.has_text:
                text = text.translate(RAISED)  # the 1 of a note is not a digit of the number it stands by
            paragraph.say(text)

    def _say_outside(self, text: str) -> None:
        """Text that is in no paragraph, against the rules, is a line."""
        for line in text.split("\n"):
            if line.strip():
                self._give(line, self._flows[-1], self._numbered)

    def text(self, element: "_Element") -> None:
        text = element.text or ""
        if element.get(_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        self._say(text.replace("\r", " ").replace("\n", " "))

    def tab(self, _: "_Element") -> None:
        self._say("\t")

    def line_break(self, _: "_Element") -> None:
        self._say("\n")

    def hyphen(self, _: "_Element") -> None:
        self._say("-")

    def symbol(self, element: "_Element") -> None:
        self._say(symbol_of(element.get(f"{W}char", ""), element.get(f"{W}font", "")))

    def fraction(self, _: "_Element") -> Close:
        return lambda: self._say("/")

    def power(self, _: "_Element") -> Close:
        self._say("^")
        return _nothing

    def note(self, element: "_Element") -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        paragraph = self._open_paragraph
        if paragraph is None or paragraph.hidden:
            return
        self._notes.append((kind, element.get(f"{W}id", "")))
        if element.get(f"{W}customMarkFollows") in ("1", "true", "on"):
            paragraph.hidden = True

    # Fields

    def field_character(self, element: "_Element") -> None:
        kind = element.get(f"{W}fldCharType")
        paragraph = self._open_paragraph
        if kind == "begin":
            self._fields.append(Field(paragraph, len(paragraph.chars) if paragraph else 0))
        elif kind == "separate" and self._fields:
            self._fields[-1].end_code()
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            field.end_code()
            if paragraph is None or field.paragraph is not paragraph:
                return
            if field.is_page_number:
                paragraph.page_numbers.append((field.start, len(paragraph.chars)))
            elif len(paragraph.chars) <= field.start:
                self._say(equation("".join(field.code)))

    def field_code(self, element: "_Element") -> None:
        if self._fields and self._fields[-1].in_code:
            self._fields[-1].code.append(element.text or "")

    def simple_field(self, element: "_Element") -> Close:
        paragraph = self._open_paragraph
        if paragraph is None or not is_page_number(element.get(f"{W}instr", "")):
            return _nothing
        start = len(paragraph.chars)
        return lambda: paragraph.page_numbers.append((start, len(paragraph.chars)))

    # Tables

    def table(self, element: "_Element") -> Close:
        self._end_flow(self._flows[-1])
        self._drawn += 1
        self._tables.append(WordTable(self._drawn, self._flows[-1], widths_of(element)))
        self._budget.depth(len(self._tables))
        return self._close_table

    def _close_table(self) -> None:
        table = self._tables.pop()
        drawn = table.drawn()
        if drawn is not None:
            self._give(drawn, table.flow, self._numbered)

    def row(self, element: "_Element") -> Close | None:
        self._budget.time()
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            return None
        if not self._tables or self._tables[-1].row is not None or self._tables[-1].flow is not self._flows[-1]:
            return _nothing
        before = max(0, whole(value(properties, "gridBefore"), 0))
        if before:
            self._budget.cell(1, before)
        self._tables[-1].row = WordRow(before, hidden=switch(properties, "hidden") or False)
        return self._tables[-1].close_row

    def cell(self, element: "_Element") -> Close | None:
        properties = child(element, "tcPr")
        if child(properties, "cellDel") is not None:
            return None
        table = self._tables[-1] if self._tables else None
        if table is None or table.row is None or table.flow is not self._flows[-1]:
            return _nothing
        colspan = max(1, whole(value(properties, "gridSpan"), 1))
        self._budget.cell(1, colspan)
        down = merged_down(properties)
        flow = Flow(continues=down == "continue")
        across = merged_across(properties)
        table.row.cells.append(
            WordCell(table.row.width, colspan, flow, merged=down is not None, widens=across == "continue")
        )
        self._flows.append(flow)
        return self._close_cell

    def _close_cell(self) -> None:
        self._end_flow(self._flows.pop())
        row = self._tables[-1].row
        if row is not None:
            row.close_cell()

    # Text boxes

    def text_box(self, _: "_Element") -> Close | None:
        paragraph = self._open_paragraph
        if paragraph is not None and paragraph.hidden:
            return None
        box, fields = Flow(), self._fields
        self._flows.append(box)
        self._fields = []

        def close() -> None:
            self._end_flow(box)
            self._flows.pop()
            self._fields = fields
            self._hang(box.pieces, paragraph)

        return close

    def word_art(self, element: "_Element") -> None:
        paragraph = self._open_paragraph
        if paragraph is None or not paragraph.hidden:
            lines = re.split(r"[\r\n]+", element.get("string", ""))
            self._hang([line for line in lines if line.strip()], paragraph)

    def _hang(self, pieces: list[Piece] | list[str], paragraph: Paragraph | None) -> None:
        """What floats by a paragraph stands before its text or behind it, never within."""
        if paragraph is None:
            for piece in pieces:
                self._give(piece, self._flows[-1], self._numbered)
        else:
            (paragraph.after if paragraph.has_text else paragraph.before).extend(pieces)

    def alternatives(self, element: "_Element") -> Close:
        """The same thing for newer and for older programs: the first that holds text is taken, once."""
        self._budget.time()
        branches = tuple(element)
        texts = (f"{W}t", f"{W}sym", f"{_VML}textpath")
        holding = (branch for branch in branches if next(branch.iter(*texts), None) is not None)
        chosen = next(holding, branches[0] if branches else None)
        if chosen is not None:
            self._chosen.add(chosen)
        return _nothing

    def alternative(self, element: "_Element") -> Close | None:
        return _nothing if element in self._chosen else None

    # What is not read

    def skip(self, _: "_Element") -> None:
        """Properties, what was deleted or moved away, and what is not printed in the body."""

    def elsewhere(self, _: "_Element") -> NoReturn:
        raise UnreadableDocument(
            self._budget.name,
            "part of the text is in another document that this one includes",
            "部分文字在本文档所引入的另一文档中",
            "open it in Word or WPS, save it again as DOCX, and give the new file",
            "请用 Word 或 WPS 打开后另存为 DOCX，再提供新文件",
        )


def _nothing() -> None:
    pass


_OPEN: dict[str, Callable[[Body, "_Element"], Close | None]] = {
    f"{W}p": Body.paragraph,
    f"{W}r": Body.run,
    f"{_M}r": Body.run,
    f"{W}t": Body.text,
    f"{_M}t": Body.text,
    f"{_M}num": Body.fraction,
    f"{_M}sup": Body.power,
    f"{W}tab": Body.tab,
    f"{W}ptab": Body.tab,
    f"{W}br": Body.line_break,
    f"{W}cr": Body.line_break,
    f"{W}noBreakHyphen": Body.hyphen,
    f"{W}sym": Body.symbol,
    f"{W}footnoteReference": Body.note,
    f"{W}endnoteReference": Body.note,
    f"{W}fldChar": Body.field_character,
    f"{W}instrText": Body.field_code,
    f"{W}fldSimple": Body.simple_field,
    f"{W}tbl": Body.table,
    f"{W}tr": Body.row,
    f"{W}tc": Body.cell,
    f"{W}txbxContent": Body.text_box,
    f"{_VML}textpath": Body.word_art,
    f"{_MC}AlternateContent": Body.alternatives,
    f"{_MC}Choice": Body.alternative,
    f"{_MC}Fallback": Body.alternative,
    f"{W}altChunk": Body.elsewhere,
    f"{W}subDoc": Body.elsewhere,
    **dict.fromkeys(
        (
            *(f"{W}{of}Pr" for of in ("p", "r", "sdt", "sdtEnd", "customXml", "smartTag", "tbl", "tr", "tc", "sect")),
            *(f"{W}{name}" for name in ("tblGrid", "tblPrEx", "ffData", "rt")),
            *(f"{W}{name}" for name in ("del", "moveFrom", "delText", "delInstrText")),
        ),
        Body.skip,
    ),
}
"""What elements do, by their names. All others only hold what is in them: content controls, links, insertions."""
