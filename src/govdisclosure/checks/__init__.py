"""Checks: does a report add up, and say what the format asks for?

`RULES` is every rule by its code; `check` runs those that need one report alone.
"""

import types
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from govdisclosure.checks import reading, structure, sums
from govdisclosure.checks._rule import Fault, Finding, Outcome, Rule, Severity, Verdict, select
from govdisclosure.formats import Format, Report, format_of

if TYPE_CHECKING:
    from govdisclosure.evidence import Evidence

RULES: Mapping[str, Rule] = types.MappingProxyType(
    {rule.code: rule for rule in (*structure.RULES, *sums.RULES, *reading.RULES)}
)
"""Every rule by its code, in the order of the codes."""


@attrs.frozen(kw_only=True)
class CheckResult:
    """What `check` found.

    `findings` are the violations and `undecided` what could not be decided (a blank, or a cell not read
    reliably), both in printed order. `counts` says for each rule that ran how often it held, was violated,
    undecidable or blocked.
    """

    findings: tuple[Finding, ...]
    undecided: tuple[Finding, ...]
    counts: Mapping[str, Mapping[Outcome, int]]

    def total(self, outcome: Outcome) -> int:
        """How often an outcome came up over all rules."""
        return sum(count.get(outcome, 0) for count in self.counts.values())

    @property
    def has_errors(self) -> bool:
        """Whether any finding is of error level."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(
    report: Report,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    evidence: "Mapping[str, Evidence] | None" = None,
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
    findings: list[Finding] = []
    undecided: list[Finding] = []
    counts: dict[str, Mapping[Outcome, int]] = {}
    for rule in _chosen(fmt, tuple(select), tuple(ignore)):
        holding = rule.quick(report, fmt) if rule.quick is not None else None
        if holding is not None:
            counts[rule.code] = {Outcome.HOLDS: holding}
            continue
        assert rule.run is not None
        counter: Counter[Outcome] = Counter()
        for verdict in rule.run(report, fmt):
            counter[verdict.outcome] += 1
            if verdict.outcome is not Outcome.HOLDS:
                found = findings if verdict.outcome is Outcome.VIOLATED else undecided
                found.append(_finding(rule, verdict, evidence))
        counts[rule.code] = counter
    if findings or undecided:
        order = _Order(fmt, report)
        findings.sort(key=order)
        undecided.sort(key=order)
    return CheckResult(findings=tuple(findings), undecided=tuple(undecided), counts=counts)


@lru_cache(maxsize=256)
def _chosen(fmt: Format, include: tuple[str, ...], exclude: tuple[str, ...]) -> tuple[Rule, ...]:
    chosen = select(RULES, include, exclude)
    return tuple(rule for rule in chosen if rule.needs == "report" and rule.run is not None and rule.applies(fmt))


def _finding(rule: Rule, verdict: Verdict, evidence: "Mapping[str, Evidence] | None") -> Finding:
    proof = None if evidence is None or verdict.path is None else _proof(verdict.path, evidence)
    return Finding(
        code=rule.code,
        message=verdict.message,
        path=verdict.path,
        args=verdict.args,
        parts=verdict.parts,
        outcome=verdict.outcome,
        place=None if proof is None else proof.place,
        raw=None if proof is None else proof.raw,
        fault=None if evidence is None else _fault(verdict, evidence),
    )


def _fault(verdict: Verdict, evidence: "Mapping[str, Evidence]") -> Fault:
    """Whether all that a finding rests on was recognised by its labels: then it is printed so."""
    paths = verdict.parts or (() if verdict.path is None else (verdict.path,))
    proofs = [_proof(path, evidence) for path in paths]
    sure = bool(proofs) and all(proof is not None and proof.is_sure for proof in proofs)
    return "source" if sure and verdict.outcome is not Outcome.BLOCKED else "reading"


def _proof(path: str, evidence: "Mapping[str, Evidence]") -> "Evidence | None":
    """Where a path stood; of a list of paragraphs, where it begins."""
    return evidence.get(path) or evidence.get(f"{path}[0]")


class _Order:
    """Sorts findings as their places are printed: the head, then sections, each table where it stands."""

    def __init__(self, fmt: Format, report: Report) -> None:
        self._cells = fmt.by_path
        self._tables = {
            section.table: number for number, section in enumerate(report.sections, 1) if section.table is not None
        }

    def __call__(self, finding: Finding) -> tuple[int, tuple[int, ...], str]:
        path = finding.path or ""
        cell = self._cells.get(path)
        if cell is not None:
            return self._tables.get(cell.table, len(self._tables) + cell.order), (0, cell.order), finding.code
        steps = tuple(int(part) + 1 for part in path.replace("]", "[").split("[") if part.isdigit())
        return (steps[0], steps, finding.code) if path.startswith("sections[") else (0, steps, finding.code)
