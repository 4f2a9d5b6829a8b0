"""Reports of many organs over the years, and what the rules say of them one at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs
import pyarrow
from narwhals.typing import IntoFrame

from bulk.engines import TableEngine
from govdisclosure import CheckResult, Finding, Report, check, check_roll_up, check_series
from govdisclosure.checks._rule import Outcome, standard_format
from govdisclosure.checks.bulk import OF_ONE, OF_SERIES, check_table
from govdisclosure.columns import Layout, Row, record_hash, to_table
from govdisclosure.formats import format_of
from govdisclosure.roster import Roster, RosterEntry

Figure = Decimal | None


@attrs.frozen(kw_only=True)
class Said:
    """One finding, by whatever found it. The figures are None unless something is violated.

    `record` is None where several reports of a year are meant, and `related` is the record of the earlier report, or
    the key of a unit.
    """

    organ: str | None
    year: int | None
    record: str | None
    code: str
    path: str | None
    outcome: str
    expected: Figure = None
    actual: Figure = None
    related: str | None = None


@attrs.frozen(kw_only=True)
class Answers:
    """All findings, and how many comparisons each rule made."""

    found: Counter[Said]
    made: Mapping[str, int]

    def of(self, codes: Iterable[str]) -> "Answers":
        """Those of the rules whose codes begin so."""
        chosen = tuple(codes)
        found = Counter({said: number for said, number in self.found.items() if said.code.startswith(chosen)})
        return Answers(found=found, made={c: number for c, number in self.made.items() if c.startswith(chosen)})

    def without(self, others: "Answers") -> list[Said]:
        """Some of the findings that the others have not, for a message."""
        return [*(self.found - others.found)][:3]

    @property
    def outcomes(self) -> set[tuple[str, str]]:
        """Each rule with each outcome that came up."""
        held = Counter(self.made)
        held.subtract(Counter(said.code for said in self.found.elements()))
        return {(s.code, s.outcome) for s in self.found} | {(c, "holds") for c, number in held.items() if number}


@attrs.frozen(kw_only=True)
class World:
    """Rows of a table, and the units that should report, by the key of their government."""

    rows: tuple[Row, ...]
    due: tuple[tuple[str, str], ...] = ()

    def table(self, into: Layout | None = None) -> pyarrow.Table:
        return to_table(self.rows, into=into)

    def roster(self) -> pyarrow.Table:
        text = pyarrow.string()
        parents, organs = ([pair[n] for pair in self.due] for n in (0, 1))
        return pyarrow.table({"parent": pyarrow.array(parents, text), "organ": pyarrow.array(organs, text)})


# --- by a table engine ------------------------------------------------------------------------------------------


def asked(engine: TableEngine, world: World, into: Layout | None = None, select: Iterable[str] = ()) -> Answers:
    """What an engine says, asked all at once."""
    roster: IntoFrame = engine.frame(world.roster())
    result = check_table(engine.frame(world.table(into)), select=select, roster=roster)
    found = Counter(said_in(row) for row in result.collect().iter_rows(named=True))
    return Answers(found=found, made={code: number for code, number in result.made().items() if number})


def said_in(row: Mapping[str, Any]) -> Said:
    """A row of a table of findings."""
    is_violated = row["outcome"] == "violated" and row["code"] in COMPARED
    return Said(
        organ=row["organ"],
        year=row["year"],
        record=None if row["code"] == "GD303" else row["record"],
        code=row["code"],
        path=row["path"],
        outcome=row["outcome"],
        expected=row["expected"] if is_violated else None,
        actual=row["actual"] if is_violated else None,
        related=row["related"],
    )


COMPARED = ("GD201", "GD202", "GD203", "GD204", "GD205", "GD301", "GD302", "GD304", "GD701")
"""Rules that compare two figures, and say both in a finding."""


# --- one at a time ----------------------------------------------------------------------------------------------


def one_by_one(world: World) -> Answers:
    """What `check`, `check_series` and `check_roll_up` say of the same."""
    found: Counter[Said] = Counter()
    made: Counter[str] = Counter()
    for said, count in _all_results(world):
        found.update(said)
        made.update(count)
    return Answers(found=found, made={code: number for code, number in made.items() if number})


_Part = tuple[list[Said], Mapping[str, int]]


def _all_results(world: World) -> Iterator[_Part]:
    organs: dict[str, list[Row]] = defaultdict(list)
    for row in world.rows:
        yield _results(check(row.report, select=OF_ONE), [row])
        if row.organ is not None:
            organs[row.organ].append(row)
        else:
            yield _results(check_series([row.report], select=OF_SERIES), [row])
    for own in organs.values():
        yield _results(check_series([row.report for row in own], select=OF_SERIES), own)
    for row in world.rows:
        if standard_format(format_of(row.report)) and row.organ is not None and row.parent != row.organ:
            yield from _government(world, row)


def _results(result: CheckResult, rows: Sequence[Row]) -> _Part:
    said = [_of_report(finding, rows) for finding in (*result.findings, *result.undecided)]
    return said, {code: sum(counts.values()) for code, counts in result.counts.items()}


def _of_report(finding: Finding, rows: Sequence[Row]) -> Said:
    row = rows[finding.subject or 0]
    expected, actual = _figures(finding)
    earlier = finding.related and finding.code != "GD303"
    return Said(
        organ=row.organ,
        year=row.report.year,
        record=None if finding.code == "GD303" else record_hash(row.report),
        code=finding.code,
        path=finding.path,
        outcome=str(finding.outcome),
        expected=expected,
        actual=actual,
        related=record_hash(rows[finding.related[0].subject].report) if earlier else None,
    )


def _figures(finding: Finding) -> tuple[Figure, Figure]:
    """What is expected, and what is printed; of a case that vanished, what was pending, and what there is."""
    if finding.outcome is not Outcome.VIOLATED or finding.code not in COMPARED:
        return None, None
    names = ("pending", "total") if finding.code == "GD304" else ("expected", "printed")
    first, second = (Decimal(str(finding.args[name])) for name in names)
    return first, second


def _government(world: World, row: Row) -> Iterator[_Part]:
    """A government against its units, in the table those that name it as their parent."""
    year, key = row.report.year, row.organ
    counted = [one for one in world.rows if one.parent == key and one.organ != key]
    of_year = [one for one in counted if one.report.year == year]
    offices = [one for one in world.rows if one.parent == one.organ == key and one.report.year == year]
    due = [organ for parent, organ in world.due if parent == key]
    roster = Roster(tuple(RosterEntry(name=organ) for organ in due)) if due else None
    if year is None:
        if any(one.parent == key for one in world.rows):
            yield [_of_government(row, None, "GD701", "year", "undecidable")], {"GD701": 1}
    elif of_year or offices:
        keys = [one.organ for one in (*of_year, *offices)]
        if len(keys) > len(set(keys)):  # the table says that it is the same unit, which no one else may know
            yield _own_scope(row, [_of_government(row, None, "GD701", None, "undecidable")])
        else:
            yield _roll_up(row, of_year, offices, roster)
    if roster is not None:
        reports = [_named(one) for one in counted]
        result = check_roll_up(_named(row), reports, roster=roster, select=["GD702"])
        units = (*result.findings, *result.undecided)
        said = [_of_government(row, _unit(f), f.code, f.path, str(f.outcome)) for f in units]
        if year is None:  # whether a report is for that year cannot be known; a stranger is one in any year
            said = [one for one in said if one.related not in due]
            said += [_of_government(row, unit, "GD702", None, "undecidable") for unit in due]
        yield said, {"GD702": sum(result.counts["GD702"].values())}


def _named(row: Row) -> Report:
    """The report with its key as its name, as the roster calls it."""
    return attrs.evolve(row.report, organ=attrs.evolve(row.report.organ, name=row.organ, credit_code=None))


def _unit(finding: Finding) -> str:
    return str(finding.args.get("unit", finding.args.get("unit_zh")))


def _roll_up(row: Row, of_year: Sequence[Row], offices: Sequence[Row], roster: Roster | None) -> _Part:
    own = _named(offices[0]) if offices else None
    given = [_named(one) for one in of_year]
    result = check_roll_up(_named(row), given, own, roster=roster, select=["GD701"])
    cells = format_of(row.report).by_path
    said = []
    for finding in (*result.findings, *result.undecided):
        if finding.path in cells:
            expected, actual = _figures(finding)
            one = _of_government(row, None, finding.code, finding.path, str(finding.outcome))
            said.append(attrs.evolve(one, expected=expected, actual=actual))
        elif finding.path != "scope":  # why nothing is compared is one finding of a table
            said = [_of_government(row, None, finding.code, None, "undecidable")]
    counts = result.counts["GD701"]
    if any(finding.path == "scope" and not finding.related for finding in result.undecided):
        return _own_scope(row, [one for one in said if one.path is None])
    return said, {"GD701": len(said) + counts.get(Outcome.HOLDS, 0)}


def _own_scope(row: Row, said: list[Said]) -> _Part:
    if row.report.scope == "own":
        said = [*said, _of_government(row, None, "GD701", "scope", "undecidable")]
    return said, {"GD701": len(said)}


def _of_government(row: Row, unit: str | None, code: str, path: str | None, outcome: str) -> Said:
    record, year = record_hash(row.report), row.report.year
    return Said(organ=row.organ, year=year, record=record, code=code, path=path, outcome=outcome, related=unit)
