"""Tables for reading with a document beside them: where each figure stood, and two records side by side."""

from collections.abc import Iterable, Iterator, Sequence

from govdisclosure.cli._console import table
from govdisclosure.cli._inputs import Loaded
from govdisclosure.cli._text import say
from govdisclosure.compare import Difference
from govdisclosure.errors import Lang
from govdisclosure.evidence import Evidence
from govdisclosure.formats import Report, format_of
from govdisclosure.formats._kit import Cell, Table
from govdisclosure.grid import bare, value_at
from govdisclosure.review._place_names import place_name

SHOWN = 40
"""How many characters of a text are shown in a comparison."""


def evidence_text(one: Loaded, lang: Lang) -> str:
    """Every table of a report, with where each of its figures stood; then the numbers that found no cell."""
    tables = [
        f"{shown.label.text(lang)}\n{_evidence_table(one, shown, lang)}"
        for key, shown in format_of(one.report).tables.items()
        if getattr(one.report, key) is not None
    ]
    if one.parsed is not None and one.parsed.unplaced:
        rows = [(number.raw, number.near or "", number.place.text(lang)) for number in one.parsed.unplaced]
        heads = [say(head, lang) for head in ("head.raw", "head.near", "head.place")]
        tables.append(f"{say('unplaced', lang)}\n{table(heads, rows)}")
    return "\n\n".join(tables) or say("no_tables", lang)


def _evidence_table(one: Loaded, shown: Table, lang: Lang) -> str:
    heads = ("head.row", "head.column", "head.value", "head.raw", "head.place", "head.how")
    evidence = one.evidence or {}
    rows = [_evidence_row(one.report, cell, evidence.get(cell.path), lang) for cell in shown.cells]
    return table([say(head, lang) for head in heads], _once(rows))


def _once(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The label of a row only where the row begins."""
    above = None
    for label, *rest in rows:
        yield ("" if label == above else label, *rest)
        above = label


def _evidence_row(report: Report, cell: Cell, proof: Evidence | None, lang: Lang) -> tuple[str, ...]:
    row = cell.row_labels[-1].text(lang) if cell.row_labels else ""
    column = "|".join(label.text(lang) for label in cell.column_labels)
    value = bare(value_at(report, cell.path))
    if proof is None:
        return row, column, value, "", say("nowhere", lang), ""
    return row, column, value, _short(proof.raw), proof.place.text(lang), say(f"how.{proof.how}", lang)


def comparison_text(first: Loaded, second: Loaded, differences: Sequence[Difference], lang: Lang) -> str:
    """The differences of two records as a table."""
    if not differences:
        return say("same", lang)
    heads = [say("head.what", lang), first.name, second.name, say("head.change", lang)]
    return table(heads, _comparison_rows(first.report, second.report, differences, lang))


def _comparison_rows(
    first: Report, second: Report, differences: Iterable[Difference], lang: Lang
) -> Iterator[tuple[str, ...]]:
    cells = {**format_of(second).by_path, **format_of(first).by_path}
    for each in differences:
        cell = cells.get(each.path)
        what = cell.zh if cell is not None and lang == "zh" else place_name(each.path, first, lang)
        change = "" if each.change is None else f"{each.change:+}"
        one, other = _from_difference(each.first, each.second)
        yield what, _side(one, lang), _side(other, lang), change


def _from_difference(first: str | None, second: str | None) -> tuple[str | None, str | None]:
    """Two long texts from a little before where they begin to differ."""
    if first is None or second is None or max(len(first), len(second)) <= SHOWN:
        return first, second
    alike = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
    start = max(alike - SHOWN // 4, 0)
    return (first, second) if start == 0 else ("…" + first[start:], "…" + second[start:])


def difference_data(each: Difference) -> dict[str, object]:
    """One difference as plain data."""
    return {
        "path": each.path,
        "first": each.first,
        "second": each.second,
        "first_value": each.first_value,
        "second_value": each.second_value,
        "change": each.change,
    }


def _side(text: str | None, lang: Lang) -> str:
    return say("absent", lang) if text is None else _short(text) or say("empty", lang)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
