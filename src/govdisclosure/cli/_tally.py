"""How findings are printed, and what a run over many reports adds up to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from govdisclosure.checks import RULES, CheckResult
from govdisclosure.checks._rule import Finding, Outcome, Severity
from govdisclosure.cli._console import table
from govdisclosure.cli._places import place_name
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.formats import Report, format_of
from govdisclosure.place import Place

_SHOWN = (Outcome.VIOLATED, Outcome.UNDECIDABLE, Outcome.BLOCKED, Outcome.HOLDS)


class Tally:
    """Counts findings and outcomes over the reports of a run; with `keep`, keeps every finding as data."""

    def __init__(self, *, keep: bool) -> None:
        self.reports = 0
        self._keep = keep
        self.severities: Counter[Severity] = Counter()
        self._reports: list[dict[str, Any]] = []
        self._outcomes: dict[str, Counter[Outcome]] = {}
        self._undecided = 0

    def add(self, name: str, report: Report, findings: Sequence[Finding], result: CheckResult) -> None:
        """One more report: what the rules and its reader found."""
        self.reports += 1
        self.severities.update(finding.severity for finding in findings)
        self._undecided += len(result.undecided)
        for code, counts in result.counts.items():
            self._outcomes.setdefault(code, Counter()).update(counts)
        for note in findings:
            if note.code not in result.counts:  # a reader's note: no rule ran for it
                self._outcomes.setdefault(note.code, Counter())[Outcome.VIOLATED] += 1
        if self._keep:
            self._reports.append(_report_data(name, report, findings, result))

    def as_data(self) -> dict[str, Any]:
        """The whole run as plain data."""
        return {
            "reports": self._reports,
            "summary": {
                "reports": self.reports,
                **{str(severity): self.severities[severity] for severity in Severity},
                "undecided": self._undecided,
                "outcomes": dict(sorted(self._outcomes.items())),
            },
        }

    def text(self, lang: Lang) -> str:
        """The summary: a line for each rule with its outcomes, and one for the run."""
        return f"{self._by_rule(lang)}\n\n{self._in_all(lang)}" if self._outcomes else self._in_all(lang)

    def _by_rule(self, lang: Lang) -> str:
        heads = [say("head.rule", lang), say("head.title", lang), *(say(outcome, lang) for outcome in _SHOWN)]
        rows = [
            [code, title(code, lang), *(str(counts[outcome]) for outcome in _SHOWN)]
            for code, counts in sorted(self._outcomes.items())
        ]
        total: Counter[Outcome] = sum(self._outcomes.values(), Counter())
        rows.append([say("total", lang), "", *(str(total[outcome]) for outcome in _SHOWN)])
        return table(heads, rows)

    def _in_all(self, lang: Lang) -> str:
        counts = _counts(self.severities, self._undecided, lang)
        return say("summary", lang, reports=self.reports, counts=counts)


def report_head(name: str, report: Report, lang: Lang) -> str:
    """The line that names a report: its source, organ, year and format."""
    organ, year = who(report, lang)
    label = format_of(report).label
    return say("of_report", lang, source=name, organ=organ, year=year, label=label.zh if lang == "zh" else label.en)


def report_text(name: str, report: Report, findings: Sequence[Finding], undecided: int, lang: Lang) -> str:
    """One report's findings, in printed order, below a line that names it."""
    head = report_head(name, report, lang)
    lines = (f"  {finding_line(finding, report, lang)}" for finding in findings)
    counts = _counts(Counter(finding.severity for finding in findings), undecided, lang)
    return "\n".join((head, *lines, f"  {counts}"))


def _counts(severities: Mapping[Severity, int], undecided: int, lang: Lang) -> str:
    errors, warnings, infos = (severities.get(each, 0) for each in (Severity.ERROR, Severity.WARNING, Severity.INFO))
    return say("per_report", lang, errors=errors, warnings=warnings, infos=infos, undecided=undecided)


def finding_line(finding: Finding, report: Report, lang: Lang) -> str:
    """One finding on one line: code, severity, place, text."""
    place = place_name(finding.path, report, lang)
    if finding.place is not None:
        place = say("at_place", lang, place=place, where=finding.place.text(lang))
    text = " ".join(finding.text(lang).split())
    fault = "" if finding.fault is None else f"  [{say(f'fault.{finding.fault}', lang)}]"
    return f"{finding.code} {say(finding.severity, lang)}  {place}  {text}{fault}"


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding as plain data: stable ids and arguments, and the sentence in both languages."""
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity,
        "outcome": finding.outcome,
        "path": finding.path,
        "parts": finding.parts,
        "message": finding.message,
        "args": dict(finding.args),
        "place": None if finding.place is None else place_data(finding.place),
        "raw": finding.raw,
        "fault": finding.fault,
        "text": {"zh": finding.text("zh"), "en": finding.text("en")},
    }


def place_data(place: Place) -> dict[str, Any]:
    """What is known of a place as plain data."""
    return attrs.asdict(place, filter=lambda _, value: value is not None)


def _report_data(name: str, report: Report, findings: Sequence[Finding], result: CheckResult) -> dict[str, Any]:
    return {
        "source": name,
        "organ": report.organ.name,
        "year": report.year,
        "format": report.format,
        "findings": [finding_data(finding) for finding in findings],
        "undecided": [finding_data(finding) for finding in result.undecided],
        "counts": result.counts,
    }


def title(code: str, lang: Lang) -> str:
    """What a rule is about."""
    message = RULES[code].title
    return message.zh if lang == "zh" else message.en


def who(report: Report, lang: Lang) -> tuple[str, str]:
    """Organ and year as shown; what is not known is said."""
    year = say("no_year", lang) if report.year is None else str(report.year)
    return report.organ.name or say("no_name", lang), year
