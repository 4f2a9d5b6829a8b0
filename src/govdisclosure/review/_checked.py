"""A report with everything that was found in it: what all reviews are made from."""

from collections.abc import Mapping

import attrs

from govdisclosure.checks import CheckResult
from govdisclosure.checks._rule import Finding, Outcome
from govdisclosure.evidence import Evidence
from govdisclosure.formats import Report


@attrs.frozen(kw_only=True)
class Checked:
    """A report, the name of the file it came from, and what was found, the notes of its reader included.

    `counts` are the outcomes by rule. `evidence` says where each thing stood, if it was read from a document.
    """

    name: str
    report: Report
    findings: tuple[Finding, ...]
    undecided: tuple[Finding, ...] = ()
    counts: Mapping[str, Mapping[Outcome, int]] = attrs.field(factory=dict)
    evidence: Mapping[str, Evidence] | None = None

    @classmethod
    def of(
        cls,
        name: str,
        report: Report,
        result: CheckResult,
        *,
        notes: tuple[Finding, ...] = (),
        evidence: Mapping[str, Evidence] | None = None,
    ) -> "Checked":
        """What `check` and a reader say of one report."""
        return cls(
            name=name,
            report=report,
            findings=(*result.findings, *notes),
            undecided=result.undecided,
            counts=result.counts,
            evidence=evidence,
        )
