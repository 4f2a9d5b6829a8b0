"""Whether the tables of a report are of one organ alone or of all its units, and which claims are of the same.

A report seldom says so. It can be told where it is the report of a place (the title names 云溪县, no organ), and where
the prose says a number expressly of all organs, or of the own one, that is the number of the table.
"""

import re

from govdisclosure.checks._claims_and_cells import IN_HAND, Match, cells_of, claims_of, compared, is_rounded, is_there
from govdisclosure.claims import Claim
from govdisclosure.formats import Format, Report
from govdisclosure.formats.shared import Organ, Scope
from govdisclosure.organs import level_of

_TOTALS = frozenset({"requests.received", IN_HAND, "requests.results"})
"""What shows whose the tables are: nearly every unit of a place is asked for information."""
_NOT_SMALL = 10
"""Smaller numbers may be equal by chance, or because all requests of a county went to one organ."""
_PLACE = re.compile(r"[^局厅委办处所站队院校会司馆]{2,}(?:[省市县旗州盟]|(?<![社小园景校院新库林牧矿])区)")
"""The name of a place, without an organ's."""


def scope_of_tables(report: Report, fmt: Format) -> Scope | None:
    """What the report states, else what its figures show, else what its name tells; None if nothing does.

    The figures show it where numbers of requests that are not small agree with the tables in one scope and in one only,
    and no more of them differ.
    """
    if report.scope is not None:
        return report.scope
    agreeing = {"own": 0, "consolidated": 0}
    differing = dict(agreeing)
    for claim in claims_of(report):
        if claim.scope in agreeing and _shows(claim, report, fmt):
            match = compared((claim,), cells_of(claim.kind, fmt), report, fmt).match
            agreeing[claim.scope] += match is Match.AGREES
            differing[claim.scope] += match is Match.DIFFERS
    scopes: tuple[Scope, ...] = ("own", "consolidated")
    shown: list[Scope] = [scope for scope in scopes if agreeing[scope] and agreeing[scope] >= differing[scope]]
    if len(shown) == 1:
        return shown[0]
    return "consolidated" if not shown and is_place(report.organ) else None


def _shows(claim: Claim, report: Report, fmt: Format) -> bool:
    """Whether a claim is a number, not small, of all requests of the year."""
    return (
        claim.kind in _TOTALS
        and claim.of is None
        and claim.period is not None
        and claim.period == report.year
        and isinstance(claim.value, int)
        and claim.value >= _NOT_SMALL
        and not is_rounded(claim)
        and bool(cells_of(claim.kind, fmt))
        and is_there(cells_of(claim.kind, fmt)[0], report, fmt)
    )


def is_place(organ: Organ) -> bool:
    """Whether a report is a place's own, of all its organs.

    >>> is_place(Organ(name="云溪县")), is_place(Organ(name="云岭省青禾市")), is_place(Organ(name="云溪县人民政府"))
    (True, True, False)
    """
    return _PLACE.fullmatch("".join((organ.name or "").split())) is not None


def is_of_others(claim: Claim, scope: Scope | None) -> bool:
    """Whether a claim is of other organs than the tables: 全县 where they are of the office, 本级 where of all."""
    return claim.scope == "elsewhere" or {claim.scope, scope} == {"own", "consolidated"}


def is_sure(claim: Claim, scope: Scope | None, report: Report) -> bool:
    """Whether a claim is of the organ of the tables. A government that says nothing may report for all its units."""
    if scope is not None or claim.scope is None:
        return True
    return claim.scope == "own" and level_of(report.organ).level != "government"
