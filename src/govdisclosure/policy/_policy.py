"""What a policy is, and what it makes of the findings of one report."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

import attrs

from govdisclosure.checks._rule import Finding, Severity
from govdisclosure.formats import Report

Choice = tuple[tuple[str, ...], tuple[str, ...]]
"""Prefixes of the codes of rules: those to select, and those to ignore."""


@attrs.frozen(kw_only=True)
class Waiver:
    """Findings of one rule that need not be mended, and why.

    `path` is theirs, in which ``*`` stands for anything; ``""`` is what concerns the whole report. `file` (its name,
    or the end of its path), `organ` and `year` narrow it to some reports; `until` is the last day on which it holds.
    `number` is its place in the file, counted from 1.
    """

    code: str
    path: str
    reason: str
    file: str | None = None
    organ: str | None = None
    year: int | None = None
    until: date | None = None
    number: int = 1

    def covers(self, name: str, report: Report) -> bool:
        """Whether it speaks of this report; `name` is that of its file.

        >>> from govdisclosure import Organ, Report2021
        >>> from govdisclosure.policy import Waiver
        >>> report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"))
        >>> waiver = Waiver(code="GD104", path="*", reason="系统不允许填写", file="2023/*.json", organ="云溪县*")
        >>> waiver.covers("reports/2023/a.json", report), waiver.covers("reports/2022/a.json", report)
        (True, False)
        """
        return (
            (self.file is None or _is_file(self.file, name))
            and (self.organ is None or _fits(self.organ, report.organ.name or ""))
            and (self.year is None or self.year == report.year)
        )

    def fits(self, finding: Finding) -> bool:
        """Whether a finding, of a report it covers, is one of those it speaks of."""
        return self.code == finding.code and _fits(self.path, finding.path or "")

    def is_expired(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and today > self.until


@attrs.frozen(kw_only=True)
class Applied:
    """What became of the findings of one report.

    `used` are the waivers that waived something, `expired` those that would have, and `idle` those that speak of this
    report and found nothing to waive.
    """

    findings: tuple[Finding, ...]
    used: frozenset[Waiver] = frozenset()
    expired: frozenset[Waiver] = frozenset()
    idle: frozenset[Waiver] = frozenset()


@attrs.frozen(kw_only=True)
class Policy:
    """Which rules run, how they are graded, and what is waived. `source` is the file; None is the policy of no file.

    >>> from datetime import date
    >>> from govdisclosure import check, Organ, Report2021
    >>> from govdisclosure.policy import Policy, Waiver
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"))
    >>> policy = Policy(waive=(Waiver(code="GD106", path="title", reason="网页标题另行维护"),))
    >>> findings = check(report, select=["GD106"]).findings
    >>> applied = policy.applied(findings, name="a.json", report=report, today=date.today())
    >>> [finding.waived for finding in applied.findings]
    ['网页标题另行维护']
    """

    source: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = attrs.field(factory=dict)
    waive: tuple[Waiver, ...] = ()

    def choosing(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Choice:
        """What `check` is to select and ignore, if the user asks for some rules and not for others.

        What the user selects is selected instead of what the file does, even if the file ignores it by the same code
        or by a shorter prefix. What either ignores is ignored.

        >>> from govdisclosure.policy import Policy
        >>> Policy(select=("GD1", "GD2"), ignore=("GD105", "GD203")).choosing(["GD105"])
        (('GD105',), ('GD203',))
        """
        asked = tuple(select)
        kept = tuple(code for code in self.ignore if not any(one.startswith(code) for one in asked))
        return asked or self.select, (*kept, *ignore)

    def applied(
        self,
        findings: Iterable[Finding],
        *,
        name: str,
        report: Report,
        today: date,
        ran: Collection[str] | None = None,
    ) -> Applied:
        """The findings of one report as the policy grades and waives them.

        `name` is that of its file. `ran` are the codes of the rules that ran (None: all); a waiver of another rule
        cannot have been of use, and is not idle.
        """
        covering = [waiver for waiver in self.waive if waiver.covers(name, report)]
        used: set[Waiver] = set()
        expired: set[Waiver] = set()
        done = []
        for finding in findings:
            fitting = [waiver for waiver in covering if waiver.fits(finding)]
            valid = [waiver for waiver in fitting if not waiver.is_expired(today)]
            used.update(valid)
            expired.update(waiver for waiver in fitting if waiver.is_expired(today))
            waived = valid[0].reason if valid else finding.waived
            regraded = self.severity.get(finding.code, finding.regraded)
            done.append(attrs.evolve(finding, waived=waived, regraded=regraded))
        idle = {waiver for waiver in covering if ran is None or waiver.code in ran} - used - expired
        return Applied(findings=tuple(done), used=frozenset(used), expired=frozenset(expired), idle=frozenset(idle))


def _fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says, in which ``*`` stands for anything. Paths hold brackets: no globs."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.DOTALL) is not None


def _is_file(pattern: str, name: str) -> bool:
    """Whether a pattern is the name of a file or the end of its path; of one with several reports, of each."""
    whole_name = name.replace("\\", "/")
    names = (whole_name, re.sub(r"#\d+$", "", whole_name))
    return any(_fits(pattern, one) or _fits(f"*/{pattern}", one) for one in names)
