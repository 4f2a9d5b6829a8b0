"""How reports, findings and differences are shown in the text of an error: short, figures by path and printed label."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from govdisclosure.checks._rule import Finding
from govdisclosure.compare import Difference
from govdisclosure.formats import Report, format_of
from govdisclosure.grid import Figure, bare, cell_text, value_at

_MOST_LINES = 30
_MOST_FINDINGS = 8
_LONGEST = 60


def report_shown(report: Report) -> tuple[str, ...]:
    """Whose report it is, its figures that are not 0 (or not blank, where most are), and that the others are."""
    name = report.organ.name or "an organ without a name"
    year = "no year" if report.year is None else str(report.year)
    cells = [cell.path for cell in format_of(report).cells if getattr(report, cell.table) is not None]
    blank = [path for path in cells if value_at(report, path) is None]
    usual = None if len(blank) > len(cells) / 2 else 0
    shown = [path for path in cells if value_at(report, path) != usual]
    rest = f"every {'other ' if shown else ''}figure is {'blank' if usual is None else 0}" if cells else "no tables"
    return f"{name}, {year}, format of {report.format}; {rest}", *shortened(figures_shown(report, shown))


def findings_shown(findings: Sequence[Finding], report: Report) -> tuple[str, ...]:
    """Each finding in English and Chinese, and its cells with what stands in them."""
    lines = [line for finding in findings[:_MOST_FINDINGS] for line in _finding(finding, report)]
    rest = len(findings) - _MOST_FINDINGS
    return (*lines, f"and {rest} more") if rest > 0 else tuple(lines)


def differences_shown(before: Report, after: Report, found: Iterable[Difference]) -> tuple[str, ...]:
    """Each difference in a line: its path, what went in, what came out, and the printed label of a cell."""
    cells = {**format_of(after).by_path, **format_of(before).by_path}
    return shortened(
        _aligned(
            (each.path, f"{_side(each.first, each.first_value)} -> {_side(each.second, each.second_value)}", cell.zh)
            if (cell := cells.get(each.path)) is not None
            else (each.path, f"{_words(each.first)} -> {_words(each.second)}", "")
            for each in found
        )
    )


def figures_shown(report: Report, paths: Iterable[str]) -> tuple[str, ...]:
    """Each figure in a line: its path, its value and its printed label."""
    cells = format_of(report).by_path
    return _aligned((path, _side(cell_text(report, path), value_at(report, path)), cells[path].zh) for path in paths)


def shortened(lines: Sequence[str]) -> tuple[str, ...]:
    """The first lines, and how many more there are."""
    rest = len(lines) - _MOST_LINES
    return (*lines[:_MOST_LINES], f"and {rest} more") if rest > 0 else tuple(lines)


def _finding(finding: Finding, report: Report) -> Iterator[str]:
    """Of the cells of a sum, those that are 0 are only counted."""
    yield f"{finding.code} {finding.slug}" + (f" at {finding.path}" if finding.path else "")
    yield f"  {_one_line(finding.text('en'))}"
    yield f"  {_one_line(finding.text('zh'))}"
    cells = format_of(report).by_path
    paths = [path for path in dict.fromkeys((finding.path or "", *finding.parts)) if path in cells]
    shown = [path for path in paths if path == finding.path or value_at(report, path) != 0]
    yield from (f"    {line}" for line in shortened(figures_shown(report, shown)))
    if len(shown) < len(paths):
        rest = len(paths) - len(shown)
        yield f"    {'its other cell is 0' if rest == 1 else f'its other {rest} cells are 0'}"


def _aligned(rows: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """Rows of three as lines, the second column to the right."""
    kept = list(rows)
    first, second = (max((cell_len(row[n]) for row in kept), default=0) for n in (0, 1))
    return tuple(
        f"{_padded(path, first)}  {' ' * (second - cell_len(said))}{said}  {label}".rstrip()
        for path, said, label in kept
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _side(printed: str | None, value: Figure) -> str:
    """What a cell says: the figure, and what is printed there where that is not the bare number."""
    if printed is None:
        return "no such cell"
    said = "blank" if value is None else bare(value)
    return said if printed == bare(value) else f"{said} (printed {printed!r})"


def _words(text: str | None) -> str:
    if text is None:
        return "nothing"
    line = _one_line(text)
    return repr(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}...")


def _one_line(text: str) -> str:
    return " ".join(text.split())
