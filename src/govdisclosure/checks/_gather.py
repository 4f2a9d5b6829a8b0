"""Running rules: from verdicts to findings in printed order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import attrs

from govdisclosure._notebooks import in_notebook
from govdisclosure._provenance import Evidence
from govdisclosure.checks._rule import Fault, Finding, Outcome, Rule, Severity, Verdict
from govdisclosure.formats import Report, format_of

_Evidence = Mapping[int | None, Mapping[str, Evidence]]


@attrs.frozen(kw_only=True)
class CheckResult:
    """What `check` found.

    `findings` are the violations and `undecided` what could not be decided (a blank, or a cell not read reliably), both
    in printed order; of several reports, one after the other by year. `counts` says for each rule that ran how often
    it held, was violated, undecidable or blocked.

    >>> from pathlib import Path
    >>> from govdisclosure import check, loads
    >>> result = check(loads(Path("examples/records/云溪县档案馆-2023-有误.json").read_bytes()), select=["GD2"])
    >>> result.has_errors, [finding.code for finding in result.findings]
    (True, ['GD201', 'GD203'])
    """

    findings: tuple[Finding, ...]
    undecided: tuple[Finding, ...]
    counts: Mapping[str, Mapping[Outcome, int]]

    def total(self, outcome: Outcome) -> int:
        """How often an outcome came up over all rules."""
        return sum(count.get(outcome, 0) for count in self.counts.values())

    @property
    def has_errors(self) -> bool:
        """Whether any finding that is not waived is of error level."""
        return any(finding.severity is Severity.ERROR and finding.waived is None for finding in self.findings)

    def _repr_html_(self) -> str | None:
        """How a notebook shows it (`govdisclosure.notebook.html_of`)."""
        return in_notebook(self)


class Gathering:
    """Collects what rules say into a `CheckResult`.

    `reports` are what findings may be about, by their `subject`; None is the one report, or the parent.
    """

    def __init__(
        self,
        reports: "Mapping[int | None, Report]",
        evidence: _Evidence,
    ) -> None:
        self._reports = reports
        self._evidence = evidence
        self._findings: list[Finding] = []
        self._undecided: list[Finding] = []
        self._counts: dict[str, Mapping[Outcome, int]] = {}

    def holding(self, rule: Rule, count: int) -> None:
        """A rule that was seen to hold throughout."""
        self._counts[rule.code] = {Outcome.HOLDS: count}

    def add(self, rule: Rule, verdicts: Iterable[Verdict]) -> None:
        """What one rule says."""
        counter: Counter[Outcome] = Counter()
        for verdict in verdicts:
            counter[verdict.outcome] += 1
            if verdict.outcome is not Outcome.HOLDS:
                found = self._findings if verdict.outcome is Outcome.VIOLATED else self._undecided
                found.append(_finding(rule, verdict, self._evidence))
        self._counts[rule.code] = counter

    def result(self) -> CheckResult:
        """Everything said so far, in printed order."""
        if self._findings or self._undecided:
            order = _order(self._reports)
            self._findings.sort(key=order)
            self._undecided.sort(key=order)
        return CheckResult(findings=tuple(self._findings), undecided=tuple(self._undecided), counts=self._counts)


def _order(reports: "Mapping[int | None, Report]") -> Callable[[Finding], tuple[object, ...]]:
    """Sorts findings by the year of their report, and in it as printed."""
    printed = {subject: _Order(report) for subject, report in reports.items()}
    years = {subject: report.year or 0 for subject, report in reports.items()}

    def order(finding: Finding) -> tuple[object, ...]:
        subject = finding.subject
        own = printed.get(subject)
        place = (0, (), finding.code) if own is None else own(finding)
        return (years.get(subject, 0), -1 if subject is None else subject, *place)

    return order


def _finding(rule: Rule, verdict: Verdict, evidence: _Evidence) -> Finding:
    own = evidence.get(verdict.subject)
    proof = None if own is None or verdict.path is None else _proof(verdict.path, own)
    return Finding(
        code=rule.code,
        message=verdict.message,
        path=verdict.path,
        args=verdict.args,
        parts=verdict.parts,
        outcome=verdict.outcome,
        place=None if proof is None else proof.place,
        raw=None if proof is None else proof.raw,
        fault=None if own is None else _fault(verdict, evidence),
        subject=verdict.subject,
        related=verdict.related,
        quotes=verdict.quotes,
    )


def _fault(verdict: Verdict, evidence: _Evidence) -> Fault:
    """Whether all that a finding rests on was recognised by its labels: then it is printed so.

    What lies in another report counts as far as that was read from a document.
    """
    own = verdict.parts or (() if verdict.path is None else (verdict.path,))
    places = [(verdict.subject, path) for path in own]
    places += [(other.subject, other.path) for other in verdict.related if other.subject in evidence]
    proofs = [_proof(path, evidence[subject]) for subject, path in places]
    sure = bool(proofs) and all(proof is not None and proof.is_sure for proof in proofs)
    return "source" if sure and verdict.outcome is not Outcome.BLOCKED else "reading"


def _proof(path: str, evidence: Mapping[str, Evidence]) -> Evidence | None:
    """Where a path stood; of a list of paragraphs, where it begins."""
    return evidence.get(path) or evidence.get(f"{path}[0]")


class _Order:
    """Sorts findings as their places are printed: the head, then sections, each table where it stands."""

    def __init__(self, report: Report) -> None:
        self._cells = format_of(report).by_path
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
