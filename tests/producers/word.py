"""A document as DOCX, written part by part."""

import io
import zipfile
from html import escape

from producers.documents import Box, Document, Heading, Item, PageBreak, Paragraph, Table, squares

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""

_TEXT_WIDTH = 13900
"""How wide a table may be, in twentieths of a point."""

_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)


def word_file(document: Document) -> bytes:
    """A DOCX without styles: text cut into runs, merged cells by `gridSpan` and `vMerge`."""
    body = "".join(_item(item) for item in document.items)
    return package(f"{paragraph(document.title, bold=True)}{body}")


def package(body: str) -> bytes:
    """The file around the content of a body."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{_W}"><w:body>{body}'
        '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:body></w:document>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", xml)
    return made.getvalue()


def _item(item: Item) -> str:
    match item:
        case Heading(text):
            return paragraph(text, bold=True)
        case Paragraph(text):
            return paragraph(text)
        case PageBreak():
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        case Table():
            return table(item)


def paragraph(text: str, *, bold: bool = False) -> str:
    """A paragraph, each line of it in two runs."""
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = []
    for line in text.split("\n"):
        half = len(line) // 2
        runs = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in (line[:half], line[half:]) if part)
        lines.append("".join(f"<w:r>{style}{run}</w:r>" for run in runs))
    return "<w:p>" + "<w:r><w:br/></w:r>".join(lines) + "</w:p>"


def table(drawn: Table) -> str:
    placed = squares(drawn.rows)
    width = max(x + box.colspan for _, x, box in placed)
    grid = f'<w:gridCol w:w="{_TEXT_WIDTH // width}"/>' * width
    rows = "".join(f"<w:tr>{_row(placed, y)}</w:tr>" for y in range(len(drawn.rows)))
    return f"<w:tbl><w:tblPr>{_BORDERS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"


def _row(placed: list[tuple[int, int, Box]], y: int) -> str:
    """The cells of a row from left to right; one that began above is there again, empty."""
    here = sorted(((x, top, box) for top, x, box in placed if top <= y < top + box.rowspan), key=lambda cell: cell[0])
    return "".join(_cell(box, begins=top == y) for _, top, box in here)


def _cell(box: Box, *, begins: bool) -> str:
    properties = '<w:tcW w:w="0" w:type="auto"/>'
    if box.colspan > 1:
        properties += f'<w:gridSpan w:val="{box.colspan}"/>'
    if box.rowspan > 1:
        properties += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    content = "".join(paragraph(line) for line in box.lines) if begins else "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"
