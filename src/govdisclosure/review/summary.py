"""What a run over many reports adds up to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from govdisclosure.checks import RULES, CheckResult
from govdisclosure.checks._rule import Finding, Outcome, Severity
from govdisclosure.review._checked import Checked


class Counts:
    """Findings by severity, and besides these the waived and the undecided.

    >>> from govdisclosure import Finding
    >>> from govdisclosure.review.summary import Counts
    >>> counts = Counts()
    >>> counts.add([Finding(code="GD201"), Finding(code="GD104", waived="系统不允许填写")], undecided=2)
    >>> counts.as_data()
    {'error': 1, 'warning': 0, 'info': 0, 'waived': 1, 'undecided': 2}
    """

    def __init__(self) -> None:
        self.severities: Counter[Severity] = Counter()
        self.waived: int = 0
        self.undecided: int = 0

    def add(self, findings: Iterable[Finding], undecided: int) -> None:
        """More findings, and how many things could not be decided."""
        for finding in findings:
            if finding.waived is not None:
                self.waived += 1
            else:
                self.severities[finding.severity] += 1
        self.undecided += undecided

    def as_data(self) -> dict[str, int]:
        """How many there are of each."""
        each = {str(severity): self.severities[severity] for severity in Severity}
        return {**each, "waived": self.waived, "undecided": self.undecided}


class Summary:
    """What was found in the reports of a run: how many findings, and how often each rule held."""

    def __init__(self, checked: Iterable[Checked] = ()) -> None:
        self.reports: int = 0
        self.counts: Counts = Counts()
        self._outcomes: dict[str, Counter[Outcome]] = {}
        for one in checked:
            self.add(one)

    def add(self, one: Checked) -> None:
        """One more report."""
        self.reports += 1
        self.counts.add(one.findings, len(one.undecided))
        self.count(one.counts)
        for finding in one.findings:
            if "document" in RULES[finding.code].needs:  # a reader's note: no rule ran for it
                self._outcomes.setdefault(finding.code, Counter())[Outcome.VIOLATED] += 1

    def add_together(self, result: CheckResult, reports: int) -> None:
        """So many more reports, and what was found in them together."""
        self.reports += reports
        self.counts.add(result.findings, len(result.undecided))
        self.count(result.counts)

    def add_outcomes(self, outcomes: Mapping[str, Mapping[Outcome, int]], reports: int) -> None:
        """So many more reports of which only the outcomes by rule are known."""
        self.reports += reports
        self.count(outcomes)
        for code, counts in outcomes.items():
            self.counts.severities[RULES[code].severity] += counts.get(Outcome.VIOLATED, 0)
            self.counts.undecided += counts.get(Outcome.UNDECIDABLE, 0) + counts.get(Outcome.BLOCKED, 0)

    def count(self, outcomes: Mapping[str, Mapping[Outcome, int]]) -> None:
        """More outcomes by rule, of several reports checked together."""
        for code, counts in outcomes.items():
            self._outcomes.setdefault(code, Counter()).update(counts)

    @property
    def outcomes(self) -> Mapping[str, Mapping[Outcome, int]]:
        """How often each rule held, was violated, undecidable or blocked; waived findings are among the violated."""
        return dict(sorted(self._outcomes.items()))

    def outcomes_of(self, outcome: Outcome) -> int:
        """How often an outcome came up over all rules."""
        return sum(counts.get(outcome, 0) for counts in self._outcomes.values())

    @property
    def has_errors(self) -> bool:
        """Whether there is a finding of error level that is not waived."""
        return self.counts.severities[Severity.ERROR] > 0

    def as_data(self) -> dict[str, Any]:
        """The whole as plain data."""
        outcomes = {code: dict(counts) for code, counts in self.outcomes.items()}
        return {"reports": self.reports, **self.counts.as_data(), "outcomes": outcomes}
