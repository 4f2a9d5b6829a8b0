"""Which checks hold a figure: told by the identities and flows of the formats, not by the checks."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import attrs

from govdisclosure.formats import Format
from govdisclosure.levels import adds_up
from govdisclosure.synthetic._scheme import PENDING, following, scheme_of
from govdisclosure.synthetic._tree import Body

BLANK_CELL, CARRY_OVER, STOCK, PENDING_CASES, ROLL_UP = "GD104", "GD301", "GD302", "GD304", "GD701"


@attrs.frozen
class Check:
    """One thing that is checked: `path` in the report of an organ, by its number, for the year at that place."""

    organ: int
    year: int
    code: str
    path: str


@attrs.frozen
class _Held:
    """A check of the organ itself: in the report of the same year (0), or in the next (1)."""

    later: int
    code: str
    path: str


@attrs.frozen
class Times:
    """The format of a year, and those of the years before and after; None where there is no report to compare."""

    before: Format | None
    now: Format
    after: Format | None

    @classmethod
    def of(cls, formats: "tuple[Format, ...]", year: int) -> "Times":
        """Those around the year at a place."""
        before = formats[year - 1] if year > 0 else None
        after = formats[year + 1] if year + 1 < len(formats) else None
        return cls(before, formats[year], after)


def checks_of(path: str, body: Body, year: int, times: Times) -> tuple[Check, ...]:
    """Every check that a figure has a part in, whatever its value."""
    own = [Check(body.number, year + held.later, held.code, held.path) for held in _held(times).get(path, ())]
    if adds_up(times.now.cell(path)):
        governments = (body.parent, body.number if body.is_government else None)
        own += [Check(number, year, ROLL_UP, path) for number in governments if number is not None]
    return tuple(own)


@cache
def cells_by_code(times: Times, in_a_sum: bool) -> Mapping[str, tuple[str, ...]]:
    """The figures that would make some check false if they were changed, by the code of that check.

    `in_a_sum` is whether the report is a government's or counted in one.
    """
    found: dict[str, list[str]] = {}
    for path, checks in _held(times).items():
        for code in {held.code: None for held in checks if held.code != PENDING_CASES}:
            found.setdefault(code, []).append(path)
    if in_a_sum:
        found[ROLL_UP] = [cell.path for cell in times.now.cells if adds_up(cell)]
    return MappingProxyType({code: tuple(paths) for code, paths in found.items()})


@cache
def _held(times: Times) -> Mapping[str, tuple[_Held, ...]]:
    """By figure, the checks in its own report, against the year before, and in the next year's."""
    found: dict[str, dict[_Held, None]] = {}
    for path, held in _all(times):
        found.setdefault(path, {})[held] = None
    return {path: tuple(checks) for path, checks in found.items()}


def _all(times: Times) -> Iterator[tuple[str, _Held]]:
    for identity in times.now.identities:
        yield from ((path, _Held(0, identity.code, identity.path)) for path in identity.paths)
    for later, earlier_format, fmt in ((0, times.before, times.now), (1, times.now, times.after)):
        if earlier_format is None or fmt is None:
            continue
        kept = following(earlier_format, fmt)
        for code, flows in ((CARRY_OVER, kept.carried), (STOCK, kept.stocks.values())):
            for flow in flows:
                paths = flow.before if later else flow.own_paths
                yield from ((path, _Held(later, code, flow.path)) for path in paths)
        for pending, total in cases_followed(earlier_format, fmt):
            yield (pending if later else total), _Held(later, PENDING_CASES, total)


@cache
def cases_followed(earlier: Format, later: Format) -> tuple[tuple[str, str], ...]:
    """Of each kind of case, where the pending ones stand in a year and all of them in the next."""
    one, other = scheme_of(earlier), scheme_of(later)
    if one is None or other is None:
        return ()
    rows = [row for row, fates in other.cases.items() if PENDING in fates and row in one.cases]
    return tuple((f"{row}.{PENDING}", f"{row}.total") for row in rows)
