"""The figures a finding is about, drawn as a small table with the wrong one marked."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

import attrs
from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from govdisclosure.checks._rule import Finding
from govdisclosure.errors import Lang
from govdisclosure.formats import Format, Report, format_of
from govdisclosure.formats._kit import Cell, Identity, Layout
from govdisclosure.grid import cell_text, value_at
from govdisclosure.review._checked import Checked
from govdisclosure.review._folded import folded
from govdisclosure.review._plain_words import word

WRONG = "reverse"
"""The style of the figure that a finding names; beside it stands an arrow, for where there are no styles."""

_MOST_ZEROS = 3
_MOST_LINES = 12
_WIDEST = 100
_FOR_FIGURES = 16
_NARROWEST = 20


@attrs.frozen
class _Line:
    """A figure, the report it is from, and its sign in a sum."""

    report: Report
    cell: Cell
    sign: str = ""

    @property
    def is_zero(self) -> bool:
        return value_at(self.report, self.cell.path) == 0


def drawn(
    finding: Finding, report: Report, lang: Lang, sheet: Console, width: int, others: Sequence[Checked] = ()
) -> RenderableType | None:
    """The figures of a finding: a row of the form, a sum term by term, or cells one below the other.

    None where there is but one. `width` is the room there is, `others` what `Related.subject` counts.
    """
    fmt = format_of(report)
    identity = _identities(fmt).get((finding.code, finding.path or ""))
    if identity is not None:
        in_row = _row(identity, report, fmt, lang)
        if in_row is not None and Measurement.get(sheet, sheet.options, in_row).maximum <= min(width, _WIDEST):
            return in_row
        return _sum(identity, report, fmt, lang, width)
    lines = list(_cells(finding, report, others))
    return _list(finding, lines, report, lang, width) if len(lines) > 1 or (lines and finding.quotes) else None


def has_figures(finding: Finding, report: Report) -> bool:
    """Whether more than one figure belongs to a finding."""
    fmt = format_of(report)
    return bool(finding.related) or len({path for path in finding.parts if path in fmt.by_path} | {finding.path}) > 1


@cache
def _identities(fmt: Format) -> Mapping[tuple[str, str], Identity]:
    return {(identity.code, identity.path): identity for identity in fmt.identities}


def _row(identity: Identity, report: Report, fmt: Format, lang: Lang) -> Table | None:
    """A row of the form with its heads; None if the figures do not stand in one row."""
    cells = [fmt.cell(path) for path in (*identity.paths[1:], identity.path)]
    is_list = fmt.tables[cells[0].table].draw.layout is Layout.LIST
    if is_list or len({cell.row for cell in cells}) > 1:
        return None
    table = _table()
    for cell in cells:
        table.add_column(cell.labels[-1].text(lang), justify="right")
    table.add_column()
    figures = [_figure(report, cell, is_wrong=cell.path == identity.path, lang=lang) for cell in cells]
    table.show_header = True
    table.add_row(*figures, word("should_be", lang, expected=_expected(identity, report)))
    return table


def _sum(identity: Identity, report: Report, fmt: Format, lang: Lang, width: int) -> Table:
    """The terms of a sum one below the other, what they make, and what is printed."""
    lines = [_Line(report, fmt.cell(term.path), "+" if term.weight > 0 else "-") for term in identity.terms]
    lines[0] = attrs.evolve(lines[0], sign="" if lines[0].sign == "+" else "-")
    total = _Line(report, fmt.cell(identity.path))
    labels = _labels([*(line.cell for line in lines), total.cell], lang, width)
    zeros = sum(line.is_zero for line in lines)
    folds = zeros > _MOST_ZEROS
    table = _table("left", "left", "right", "left")
    for line, label in zip(lines, labels, strict=False):
        if not (folds and line.is_zero):
            table.add_row(line.sign, label, _figure(report, line.cell, is_wrong=False, lang=lang), "")
    if folds:
        table.add_row("", word("rest_zero", lang, count=zeros), "", "")
    table.add_row("=", word("makes", lang), str(_expected(identity, report)), "")
    table.add_row("", labels[-1], _figure(report, total.cell, is_wrong=True, lang=lang), "←")
    return table


def _list(finding: Finding, lines: Sequence[_Line], report: Report, lang: Lang, width: int) -> Table:
    """Cells one below the other, each with the report it is from where there are several."""
    own = [line for line in lines if line.report is report]
    others = [line for line in lines if line.report is not report]
    if len(lines) > _MOST_LINES:
        others = [line for line in others if not line.is_zero][:_MOST_LINES]
        own = own[:_MOST_LINES]
    shown = [*others, *own]
    labels = _labels([line.cell for line in shown], lang, width)
    same_organ = len({line.report.organ.name for line in lines}) == 1
    table = _table(*(["left"] if others else []), "left", "right", "left")
    for line, label in zip(shown, labels, strict=True):
        is_wrong = line.report is report and line.cell.path == finding.path
        year = word("no_year", lang) if line.report.year is None else str(line.report.year)
        who = year if same_organ else f"{line.report.organ.name or word('no_organ', lang)} {year}"
        figure = _figure(line.report, line.cell, is_wrong=is_wrong, lang=lang)
        table.add_row(*([who] if others else []), label, figure, "←" if is_wrong else "")
    if len(shown) < len(lines):
        rest = word("rest", lang, count=len(lines) - len(shown))
        table.add_row(*([""] if others else []), rest, "", "")
    return table


def _cells(finding: Finding, report: Report, others: Sequence[Checked]) -> Iterator[_Line]:
    """The figures of a finding: in other reports those it rests on, then its own."""
    for related in finding.related:
        if related.subject < len(others):
            other = others[related.subject].report
            cell = format_of(other).by_path.get(related.path)
            if cell is not None:
                yield _Line(other, cell)
    cells = format_of(report).by_path
    for path in dict.fromkeys((*finding.parts, finding.path or "")):
        if path in cells:
            yield _Line(report, cells[path])


def _labels(cells: Sequence[Cell], lang: Lang, width: int) -> list[Text]:
    """The labels of cells without what all have in common at the beginning or end, or what is another's whole label."""
    labels = [[label.text(lang) for label in cell.labels] for cell in cells]
    while all(len(own) > 1 for own in labels) and len({own[-1] for own in labels}) == 1:
        labels = [own[:-1] for own in labels]
    while all(len(own) > 1 for own in labels) and len({own[0] for own in labels}) == 1:
        labels = [own[1:] for own in labels]
    labels = [own[max(_beginnings(own, labels), default=0) :] for own in labels]
    return [folded(Text("|".join(own)), max(width - _FOR_FIGURES, _NARROWEST)) for own in labels]


def _beginnings(own: Sequence[str], labels: Sequence[Sequence[str]]) -> Iterator[int]:
    """How long the labels are that are the beginning of this one: a total's, where its parts have it in theirs."""
    return (len(other) for other in labels if len(other) < len(own) and list(own[: len(other)]) == list(other))


def _expected(identity: Identity, report: Report) -> int | Decimal:
    return sum(term.weight * (value_at(report, term.path) or 0) for term in identity.terms)


def _figure(report: Report, cell: Cell, *, is_wrong: bool, lang: Lang) -> Text:
    text = cell_text(report, cell.path).strip() or word("blank", lang)
    return Text().append(text, style=WRONG if is_wrong else None)


def _table(*columns: str) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0), header_style="")
    for justify in columns:
        table.add_column(justify="right" if justify == "right" else "left", overflow="fold")
    return table
