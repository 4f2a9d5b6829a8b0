"""Many findings of one kind, told row by row."""

from collections.abc import Iterator, Sequence

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.errors import Lang
from govdisclosure.formats import Report, format_of
from govdisclosure.formats._kit import Cell
from govdisclosure.review._plain_words import word

_MANY = 4
"""From so many on they are told together."""

_MOST_ROWS = 8


def is_repeated(findings: Sequence[Finding]) -> bool:
    """Whether findings that are alike are so many that they are told together."""
    return len(findings) >= _MANY


def rows_of(findings: Sequence[Finding], report: Report, lang: Lang) -> Iterator[str]:
    """The sentences of findings that are alike, one for all cells of a row, and how many are left out."""
    cells = format_of(report).by_path
    rows: dict[str, list[Finding]] = {}
    for finding in findings:
        cell = cells.get(finding.path or "")
        rows.setdefault(finding.path or "" if cell is None else cell.row, []).append(finding)
    for own in list(rows.values())[:_MOST_ROWS]:
        yield _sentence(
            own, [cells[path] for path in (finding.path or "" for finding in own) if path in cells], report, lang
        )
    left = list(rows.values())[_MOST_ROWS:]
    if left:
        yield word("more_rows", lang, rows=len(left), count=sum(map(len, left)))


def _sentence(findings: Sequence[Finding], cells: Sequence[Cell], report: Report, lang: Lang) -> str:
    """What the first finding says, of all cells of the row at once."""
    first = findings[0]
    if len(cells) > 1:
        whole = sum(cell.row == cells[0].row for cell in format_of(report).cells)
        names = [cell.column_labels[-1].text(lang) for cell in cells]
        columns = ("、" if lang == "zh" else ", ").join(names)
        if len(cells) == whole:
            columns = word("whole_row", lang, count=whole)
        row = [label.text(lang) for label in cells[0].row_labels]
        first = attrs.evolve(first, args={**first.args, f"label_{lang}": "|".join([*row, columns])})
    return " ".join(first.text(lang).split())
