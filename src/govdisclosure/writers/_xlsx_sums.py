"""Totals of a workbook as formulas: where figures stand in a sheet, and the sums over them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import attrs

from govdisclosure.formats import Report
from govdisclosure.formats._format import Format
from govdisclosure.formats._kit import Identity
from govdisclosure.grid import value_at


@attrs.frozen
class Spot:
    """Where a figure stands in a sheet, counted from 0, and whether it stands there as a number."""

    row: int
    column: int
    is_number: bool


def sums(fmt: Format, report: Report, spots: Mapping[str, Spot]) -> Iterator[tuple[str, str]]:
    """A formula for each total all of whose identities hold between numbers; the first of them makes it."""
    own = sorted((i for i in fmt.identities if i.path in spots), key=lambda identity: identity.path)
    for path, identities in groupby(own, key=lambda identity: identity.path):
        first, *others = identities
        if all(_holds(identity, report, spots) for identity in (first, *others)):
            yield path, f"={sum_of(first, spots)}"


def _holds(identity: Identity, report: Report, spots: Mapping[str, Spot]) -> bool:
    if not all(path in spots and spots[path].is_number for path in identity.paths):
        return False
    terms = ((term.weight, value_at(report, term.path)) for term in identity.terms)
    expected = sum(weight * value for weight, value in terms if value is not None)
    return expected == value_at(report, identity.path)


def sum_of(identity: Identity, spots: Mapping[str, Spot]) -> str:
    """The terms of an identity as a formula, without its equals sign."""
    added, taken = ([spots[term.path] for term in identity.terms if term.weight == weight] for weight in (1, -1))
    text = f"SUM({','.join(ranges(added))})"
    return f"{text}-SUM({','.join(ranges(taken))})" if taken else text


def ranges(spots: Sequence[Spot]) -> list[str]:
    """Cells as references, neighbours in a row or a column as one: B3, C5:C9."""
    runs: list[list[Spot]] = []
    for spot in spots:
        run = runs[-1] if runs else []
        step = (spot.row - run[-1].row, spot.column - run[-1].column) if run else (0, 0)
        before = (run[-1].row - run[-2].row, run[-1].column - run[-2].column) if len(run) > 1 else step
        if step in ((0, 1), (1, 0)) and step == before:
            run.append(spot)
        else:
            runs.append([spot])
    return [reference(run[0]) if len(run) == 1 else f"{reference(run[0])}:{reference(run[-1])}" for run in runs]


def reference(spot: Spot) -> str:
    """A cell as a formula names it."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

    return str(xl_rowcol_to_cell(spot.row, spot.column))
