"""A report as a plain PDF of few bytes, and any PDF with its table of objects made anew."""

import re
from collections.abc import Iterable

from govdisclosure import Report
from govdisclosure.grid import Grid, grids


def small_pdf(report: Report) -> bytes:
    """A report as a plain PDF of few bytes: a font that is not in it, rules, and nothing packed."""
    pages = [_page([report.title or "", *report.preamble, "一、总体情况", "工作平稳。"], None)]
    pages += [_page([f"{'二三四五六七八九'[n]}、{drawn.label.zh}"], drawn) for n, drawn in enumerate(grids(report))]
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    inner = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
    )
    metrics = (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 /Descent -120"
        b" /FontBBox [0 -120 1000 880] >>"
    )
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)]
    objects += [font, inner, metrics]
    for n, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1200 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (first + 2 * n + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page))
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, each) for n, each in enumerate(objects, 1))
    return whole_pdf(b"%PDF-1.7\n" + body)


def _page(lines: Iterable[str], drawn: Grid | None) -> bytes:
    """Drawing instructions: lines of text from the top, and below them a table."""
    marks = [_text(60, 800 - 16 * n, line) for n, line in enumerate(lines)]
    covered: set[tuple[int, int]] = set()
    for y, row in enumerate(() if drawn is None else drawn.rows):
        x = 0
        for cell in row:
            while (y, x) in covered:
                x += 1
            covered |= {(y + dy, x + dx) for dy in range(cell.rowspan) for dx in range(cell.colspan)}
            left, bottom = 40 + 70 * x, 760 - 20 * (y + cell.rowspan)
            marks.append(b"%d %d %d %d re S" % (left, bottom, 70 * cell.colspan, 20 * cell.rowspan))
            if cell.text:
                marks.append(_text(left + 3, bottom + 6, cell.text, size=60 * cell.colspan / len(cell.text)))
    return b"\n".join(marks)


def _text(x: int, y: int, text: str, size: float = 10) -> bytes:
    return b"BT /F1 %.2f Tf %d %d Td <%s> Tj ET" % (min(size, 10), x, y, text.encode("utf-16-be").hex().encode())


def whole_pdf(data: bytes) -> bytes:
    """A PDF with the lengths of its streams right, and a table of its objects at its end."""
    cut = data.rfind(b"\nxref")
    data = data if cut < 0 else data[: cut + 1]
    stream = re.compile(rb"/Length \d+(.{0,200}?)stream\n(.*?)\nendstream", re.DOTALL)
    data = stream.sub(lambda m: b"/Length %d%sstream\n%s\nendstream" % (len(m[2]), m[1], m[2]), data)
    places = {int(m[1]): m.start() for m in re.finditer(rb"(?<![0-9])(\d{1,6}) 0 obj", data)}
    last = max(places, default=0) if max(places, default=0) <= 2 * len(places) else 0
    rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(last + 1))
    head = b"xref\n0 %d\n%s" % (last + 1, b"".join(rows))
    return data + head + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, len(data))
