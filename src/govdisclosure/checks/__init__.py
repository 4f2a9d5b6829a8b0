"""Checks: does a report add up, and say what the format asks for?

`RULES` is every rule by its code. `check` runs those that need one report alone, `check_series` those that compare the
years of one organ, and `check_roll_up` those that compare a government with its units.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from govdisclosure._provenance import Evidence
from govdisclosure.checks import copied, law, levels, prose, reading, repeated, structure, sudden, sums, years
from govdisclosure.checks._gather import CheckResult, Gathering
from govdisclosure.checks._inputs import Series, Units
from govdisclosure.checks._rule import Message, Quote, Related, Rule, Status, registry
from govdisclosure.checks._rule import select as choose
from govdisclosure.formats import Format, Report, format_of
from govdisclosure.roster import Roster

_FAMILIES = (structure, sums, years, copied, repeated, law, prose, sudden, reading, levels)

RULES: Mapping[str, Rule] = registry(rule for family in _FAMILIES for rule in family.RULES)
"""Every rule by its code, in the order of the codes."""

__all__ = [
    "RULES",
    "CheckResult",
    "Message",
    "Quote",
    "Related",
    "Status",
    "Units",
    "check",
    "check_roll_up",
    "check_series",
]


def check(
    report: Report,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    evidence: Mapping[str, Evidence] | None = None,
) -> CheckResult:
    """Run every rule that needs one report alone.

    `select` and `ignore` are prefixes of codes (``GD2`` is a family); preview rules run only when selected.
    With `evidence`, as a reader gives it, findings say where the figure stood.

    >>> from govdisclosure import check, Organ, Report2021
    >>> result = check(Report2021(year=2023, organ=Organ()), select=["GD203"])
    >>> result.findings, len(result.undecided)
    ((), 7)
    """
    fmt = format_of(report)
    gathering = Gathering({None: report}, {} if evidence is None else {None: evidence})
    for rule in _for_one_report(fmt, tuple(select), tuple(ignore)):
        holding = rule.quick(report, fmt) if rule.quick is not None else None
        if holding is not None:
            gathering.holding(rule, holding)
        else:
            assert rule.run is not None
            gathering.add(rule, rule.run(report, fmt))
    return gathering.result()


def check_series(
    reports: Sequence[Report],
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    evidence: Sequence[Mapping[str, Evidence] | None] = (),
) -> CheckResult:
    """Run every rule that compares the reports of one organ over the years, given in any order.

    The reports may be of different formats; each rule takes those it is for. A finding's `subject` is the place of
    its report among `reports`, counted from 0, and `related` the places in others that it rests on. `evidence` is
    that of each report, in the same order. Whether the reports are of one organ is for the caller to know:
    `govdisclosure.series.by_organ` sorts them.

    >>> from govdisclosure import check_series, Organ, Report2021
    >>> years = [Report2021(year=year, organ=Organ(name="云溪县档案馆")) for year in (2021, 2023)]
    >>> [(finding.code, finding.text("en")) for finding in check_series(years).findings]
    [('GD303', 'there is no report for 2022')]
    """
    known: dict[int | None, Mapping[str, Evidence]] = {n: each for n, each in enumerate(evidence) if each is not None}
    gathering = Gathering(dict[int | None, Report](enumerate(reports)), known)
    for rule in choose(RULES, tuple(select), tuple(ignore)):
        if rule.run_series is not None:
            gathering.add(rule, rule.run_series(Series.of(reports, rule.applies)))
    return gathering.result()


def check_roll_up(
    parent: Report,
    units: Sequence[Report],
    own: Report | None = None,
    *,
    roster: Roster | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    evidence: Mapping[str, Evidence] | None = None,
) -> CheckResult:
    """Run every rule that compares a government's report with those of its units and of its own office (本级).

    `roster` says which units should have reported. A finding is about the parent; `related` are places in `units`, by
    their place there, counted from 0, and then `own`, counted last. `evidence` is the parent's.

    >>> from govdisclosure import check_roll_up, Organ, Report2021
    >>> county, bureau = (Report2021(year=2023, organ=Organ(name=name)) for name in ("云溪县人民政府", "云溪县教育局"))
    >>> check_roll_up(county, [bureau]).has_errors
    False
    """
    gathering = Gathering({None: parent}, {} if evidence is None else {None: evidence})
    fmt = format_of(parent)
    for rule in choose(RULES, tuple(select), tuple(ignore)):
        if rule.run_units is not None and rule.applies(fmt):
            gathering.add(rule, rule.run_units(Units(parent=parent, units=tuple(units), own=own, roster=roster)))
    return gathering.result()


@lru_cache(maxsize=256)
def _for_one_report(fmt: Format, include: tuple[str, ...], exclude: tuple[str, ...]) -> tuple[Rule, ...]:
    chosen = choose(RULES, include, exclude)
    return tuple(rule for rule in chosen if rule.run is not None and rule.applies(fmt))
