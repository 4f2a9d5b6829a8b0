"""Policies on the command line: applied to what was found, and what is to be said of their waivers afterwards."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import attrs

from govdisclosure.checks import CheckResult
from govdisclosure.checks._rule import Finding
from govdisclosure.cli._console import complain
from govdisclosure.cli._inputs import Loaded
from govdisclosure.cli._run import Run
from govdisclosure.errors import InvalidPolicy
from govdisclosure.policy import Policies, Policy


@contextmanager
def policies(run: Run, file: Path | None) -> Iterator[Policies]:
    """The policies of a run. One that cannot be used ends it; at its end, waivers of no use are said."""
    every = Policies(date.today(), file)
    try:
        yield every
    except InvalidPolicy as error:
        run.fail(error.text(run.lang))
    except OSError as error:
        if error.filename is None:  # not a file, but a standard output that nobody reads any more
            raise
        run.fail(f"{error.filename}: {error.strerror}")
    for remark in every.remarks(run.lang):
        complain(remark)


def governed(every: Policies, policy: Policy, result: CheckResult, reports: Mapping[int | None, Loaded]) -> CheckResult:
    """What was found in several reports together, as a policy grades and waives it; `reports` are by their subject."""
    findings: dict[int | None, list[Finding]] = {subject: [] for subject in reports}
    for finding in result.findings:
        findings[finding.subject].append(finding)
    graded = {
        subject: iter(every.applied(policy, own, name=one.name, report=one.report, ran=set(result.counts)))
        for (subject, own), one in zip(findings.items(), reports.values(), strict=True)
    }
    return attrs.evolve(result, findings=tuple(next(graded[finding.subject]) for finding in result.findings))
