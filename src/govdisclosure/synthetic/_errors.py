"""Planted errors: which figure of which report is changed, and all that becomes false by it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Literal

import attrs

from govdisclosure.formats import Format
from govdisclosure.formats._filled import ZERO
from govdisclosure.formats._kit import Kind
from govdisclosure.synthetic._held import (
    BLANK_CELL,
    PENDING_CASES,
    Check,
    Times,
    cases_followed,
    cells_by_code,
    checks_of,
)
from govdisclosure.synthetic._scheme import Figures, last_step, scheme_of
from govdisclosure.synthetic._tree import Body, Part

What = Literal["value", "blank"]
Outcome = Literal["violated", "undecidable"]

_TRIES = 20
"""So often another cell is looked for where the first would touch what another error has touched."""
_NUDGES = (1, 1, 1, 2, 2, 3, 5, 9, 10, 27, 100)
_CENTS = 2
"""An amount is changed by so many hundredths."""
_RAW = ("", "/", None)
"""What is printed in a blank cell; None where it is not printed at all."""
LEFT_ALONE = "regulations"
"""The row of rules (规章) is left as it is: whether an organ may make any is not a matter of sums."""


@attrs.frozen
class Change:
    """One cell of one report that is not as it should be, and the checks that hold it."""

    kind: What
    body: Body
    year: int
    path: str
    checks: tuple[Check, ...]
    nudge: int = 0
    raw: str | None = None

    def value(self, fmt: Format, before: int | Decimal) -> int | Decimal | None:
        """What stands in the cell instead."""
        if self.kind == "blank":
            return None
        kind = fmt.cell(self.path).kind
        nudge = Decimal(self.nudge).scaleb(-_CENTS) if kind is Kind.MONEY else self.nudge
        after = before + nudge
        return before - nudge if after < 0 and kind is not Kind.CHANGE else after


@attrs.frozen(kw_only=True)
class Planted:
    """One finding that a planted error leads to.

    `planted` counts the errors from 1; an error that several checks hold has as many rows. `kind` is ``value`` for a
    figure that was changed and ``blank`` for one left out. The finding is made in the report of `organ` (its key) for
    `year`, by the rule `code` at `path`, with this `outcome`; the cell that was changed, from `before` to `after`, is
    `cell` in the report of `cell_organ` for `cell_year`.
    """

    planted: int
    kind: What
    organ: str
    name: str
    year: int
    code: str
    path: str
    before: int | Decimal
    after: int | Decimal | None
    outcome: Outcome
    cell: str
    cell_organ: str
    cell_year: int


def plan(
    part: Part, bodies: Sequence[Body], formats: tuple[Format, ...], *, seed: int, errors: float, blanks: float
) -> tuple[Change, ...]:
    """The errors in the reports of one part, in the order of the reports; no two touch the same check."""
    years = [n for n, fmt in enumerate(formats) if scheme_of(fmt) is not None]
    wrong, blank = (_share(rate, part, len(years)) for rate in (errors, blanks))
    rng = Random(f"{seed} errors {part.first}")
    total = part.size * len(years)
    chosen = rng.sample(range(total), min(wrong + blank, total))
    touched: set[Check] = set()
    found: list[Change] = []
    for n, place in enumerate(chosen):
        number, year = divmod(place, len(years))
        body = bodies[number]
        candidates = _changes("value" if n < wrong else "blank", body, years[year], formats, rng)
        change = next((each for each in candidates if touched.isdisjoint(each.checks)), None)
        if change is not None:
            touched.update(change.checks)
            found.append(change)
    return tuple(sorted(found, key=lambda change: (change.body.number, change.year)))


def _share(rate: float, part: Part, years: int) -> int:
    """How many of a part's reports: those of all parts together make the rate."""
    return round(rate * (part.first + part.size) * years) - round(rate * part.first * years)


def _changes(kind: What, body: Body, year: int, formats: tuple[Format, ...], rng: Random) -> Iterator[Change]:
    """Some errors that one report may have."""
    times = Times.of(formats, year)
    by_code = cells_by_code(times, body.is_government or body.parent is not None)
    everything = {"": tuple(cell.path for cell in times.now.cells)}
    for _ in range(_TRIES):
        cells = by_code if kind == "value" else everything
        path = rng.choice(cells[rng.choice(tuple(cells))])
        if last_step(times.now.cell(path).row) == LEFT_ALONE:
            continue
        checks = checks_of(path, body, year, times)
        if kind == "blank":
            checks = (Check(body.number, year, BLANK_CELL, path), *checks)
        nudge = rng.choice(_NUDGES) * rng.choice((1, -1))
        yield Change(kind, body, year, path, checks, nudge, rng.choice(_RAW))


def consequences(
    change: Change, history: Sequence[Figures], formats: Sequence[Format]
) -> Iterator[tuple[Check, Outcome]]:
    """What a check finds that did hold, of an organ with that history."""
    for check in change.checks:
        if check.code == BLANK_CELL:
            yield check, "violated"
        elif change.kind == "blank":
            yield check, "undecidable"
        elif check.code != PENDING_CASES or _vanished(check, change, history, formats):
            yield check, "violated"


def _vanished(check: Check, change: Change, history: Sequence[Figures], formats: Sequence[Format]) -> bool:
    """Whether more cases were pending in the year before than there are in all, by the changed figure."""
    earlier, later = check.year - 1, check.year
    pending = next(one for one, all_ in cases_followed(formats[earlier], formats[later]) if all_ == check.path)

    def value(year: int, path: str) -> int | Decimal:
        true = history[year].get(path, 0)
        changed = change.value(formats[year], true) if (year, path) == (change.year, change.path) else true
        assert changed is not None
        return changed

    return value(earlier, pending) > value(later, check.path)


@attrs.frozen(eq=False)
class Listing:
    """Writes the list. `bodies` are the organs concerned with their keys, by number."""

    formats: Sequence[Format]
    years: Sequence[int]
    bodies: Mapping[int, tuple[Body, str]]

    def of(self, number: int, change: Change, history: Sequence[Figures]) -> Iterator[Planted]:
        """What the error of that number leads to, in reports of an organ with that history and of its government."""
        fmt = self.formats[change.year]
        before = history[change.year].get(change.path, ZERO[fmt.cell(change.path).kind])
        for check, outcome in consequences(change, history, self.formats):
            body, key = self.bodies[check.organ]
            yield Planted(
                planted=number,
                kind=change.kind,
                organ=key,
                name=body.organ.name or "",
                year=self.years[check.year],
                code=check.code,
                path=check.path,
                before=before,
                after=change.value(fmt, before),
                outcome=outcome,
                cell=change.path,
                cell_organ=self.bodies[change.body.number][1],
                cell_year=self.years[change.year],
            )
