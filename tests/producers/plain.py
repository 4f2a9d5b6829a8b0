"""A document as Markdown and as plain text."""

from collections.abc import Callable, Iterable

from producers.documents import Document, Heading, PageBreak, Paragraph, Table, ends, rectangle

PAGE_NUMBER = "- 3 -"


def markdown(document: Document) -> bytes:
    """Pipe tables, their first row as head; a cell that covers several stands in the first of them."""
    parts = [f"# {document.title}"]
    for item in document.items:
        match item:
            case Heading(text):
                parts.append(f"## {text}")
            case Paragraph(text):
                parts.append(text.replace("\n", "  \n"))
            case Table():
                parts.append(_pipes(item))
            case PageBreak():
                parts.append("---")
    return ("\n\n".join(parts) + "\n").encode()


def one_cell_a_line(document: Document) -> bytes:
    """Text as it comes off a web page: each cell on a line, empty ones gone."""
    return _text(document, lambda table: [line for row in table.rows for box in row for line in box.lines if line])


def tabbed(document: Document) -> bytes:
    """Text as it is pasted from a spreadsheet: cells between tabs."""
    return _text(document, lambda table: ["\t".join(cells) for cells in _cells(table, " ")])


def drawn(document: Document) -> bytes:
    """Text with tables drawn in box characters, a rule below each row."""
    return _text(document, _drawn)


def _text(document: Document, lines_of: Callable[[Table], Iterable[str]]) -> bytes:
    lines = [document.title, ""]
    for item in document.items:
        match item:
            case Heading(text) | Paragraph(text):
                lines += [*text.split("\n"), ""]
            case Table():
                lines += [*lines_of(item), ""]
            case PageBreak():
                lines += [PAGE_NUMBER, ""]
    return "\n".join(lines).encode()


def _cells(table: Table, gap: str) -> list[list[str]]:
    """The texts of each row, as many as it has columns."""
    return [
        ["" if box is None else gap.join(box.lines) for box in row[:end]]
        for row, end in zip(rectangle(table.rows), ends(table.rows), strict=True)
    ]


def _pipes(table: Table) -> str:
    head, *body = ["| " + " | ".join(cells) + " |" for cells in _cells(table, "<br>")]
    rule = "|" + " --- |" * len(rectangle(table.rows)[0])
    return "\n".join([head, rule, *body])


def _drawn(table: Table) -> list[str]:
    rows = _cells(table, "\n")
    columns = max(map(len, rows))
    widths = [max((_width(line) for row in rows for line in row[x : x + 1]), default=2) for x in range(columns)]
    rule = "─┼─".join("─" * width for width in widths)
    lines = [f"┌─{rule.replace('┼', '┬')}─┐"]
    for cells in rows:
        parts = [cell.split("\n") for cell in cells]
        for at in range(max(map(len, parts), default=0)):
            texts = [part[at] if at < len(part) else "" for part in parts]
            lines.append(
                "".join(f"│ {text}{' ' * (width - _width(text))} " for text, width in zip(texts, widths, strict=False))
                + "│"
            )
        lines.append(f"├─{rule}─┤")
    lines[-1] = f"└─{rule.replace('┼', '┴')}─┘"
    return lines


def _width(text: str) -> int:
    """In columns of a terminal: Chinese takes two."""
    return max((sum(2 if ord(c) > 0x2E7F or c in "“”" else 1 for c in line) for line in text.split("\n")), default=0)
