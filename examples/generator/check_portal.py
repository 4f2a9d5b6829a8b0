"""Tries the portal on hundreds of invented reports: what its makers write beside their own code.

``python examples/generator/check_portal.py`` prints what is found of the planted mistake; the exit code is 1 if it is
not found, or anything in the corrected portal.
"""

import sys
from collections import defaultdict
from typing import Any

import portal

from govdisclosure import FORMATS, Report
from govdisclosure.grid import value_at
from govdisclosure.strategies import reports
from govdisclosure.testing import CounterExample, assert_consistent, assert_round_trips

FMT = FORMATS["2021"]
SEED = 1


def year_of(report: Report) -> portal.Year:
    """What would be in the portal's database, had its year been like this report; only this has to be written."""
    tables = defaultdict[str, dict[tuple[str, str], Any]](dict)
    for cell in FMT.cells:
        *_, row, column = cell.path.split(".")
        tables[cell.table][row, column] = value_at(report, cell.path)
    assert report.organ.name is not None
    assert report.year is not None
    return portal.Year(
        organ=report.organ.name,
        year=report.year,
        requests=tables["requests"],
        cases=tables["proceedings"],
        disclosures=tables["proactive"],
    )


def planted(report: Report) -> dict[str, object]:
    """What the portal makes of it."""
    return portal.record(year_of(report))


def corrected(report: Report) -> dict[str, object]:
    """What it should make of it."""
    return portal.record(year_of(report), corrected=True)


if __name__ == "__main__":
    try:
        assert_consistent(planted, seed=SEED)
    except CounterExample as found:
        print(found)
    else:
        sys.exit("the planted mistake was not found")
    assert_consistent(corrected, seed=SEED)
    without_blanks = reports(FMT)  # what a database counts is never blank
    assert_round_trips(corrected, seed=SEED, figures_only=True, reports=without_blanks)
    print("\nThe corrected portal: nothing found.")
