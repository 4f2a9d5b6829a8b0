"""``govdisclosure series``: the reports of each organ compared over the years."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import attrs

from govdisclosure import checks
from govdisclosure.checks import CheckResult
from govdisclosure.checks._rule import Finding, Related, Severity
from govdisclosure.cli._console import put, put_json, to_json
from govdisclosure.cli._inputs import Loaded, Reading
from govdisclosure.cli._lines import finding_line
from govdisclosure.cli._policies import governed, policies
from govdisclosure.cli._run import CLEAN, ERRORS_FOUND, UNUSABLE, Run, codes, limits
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.formats import Report
from govdisclosure.policy import Policies
from govdisclosure.review._place_names import place_name
from govdisclosure.review.data import finding_data
from govdisclosure.review.summary import Summary
from govdisclosure.roster import Roster, load_roster
from govdisclosure.series import by_organ

SHOWN_PLACES = 3
"""How many places in one earlier report are shown below a finding."""


@attrs.frozen(kw_only=True)
class _Organ:
    """The reports of one organ by year, and what comparing them found."""

    reports: Sequence[Loaded]
    result: CheckResult

    def name(self, lang: Lang) -> str:
        """Its name in its last report; without one, the file."""
        last = self.reports[-1]
        return last.report.organ.name or f"{last.name} {say('no_organ', lang)}"

    def years(self, lang: Lang) -> str:
        """The years it has reports for, those in a row as from-to."""
        years = sorted({one.report.year for one in self.reports if one.report.year is not None})
        dash = "—" if lang == "zh" else "-"
        shown = [str(run[0]) if len(run) == 1 else f"{run[0]}{dash}{run[-1]}" for run in _in_a_row(years)]
        shown += [say("no_year", lang)] if any(one.report.year is None for one in self.reports) else []
        return ("、" if lang == "zh" else ", ").join(shown)

    def year(self, subject: int, lang: Lang) -> str:
        """The year of a report; where there are several of that year or it has none, with its file."""
        one = self.reports[subject]
        year = say("no_year", lang) if one.report.year is None else str(one.report.year)
        is_only = sum(other.report.year == one.report.year for other in self.reports) == 1
        return year if is_only and one.report.year is not None else f"{year} {one.name}"


def series(
    paths: Sequence[Path],
    select: Sequence[str],
    ignore: Sequence[str],
    aliases: Path | None,
    policy: Path | None,
    form: str,
    limit: Sequence[str],
    lang: Lang,
) -> int:
    """What the years of each organ say of one another."""
    run = Run(lang, Reading(limits=limits(limit, lang)))
    include, exclude = codes(select, lang), codes(ignore, lang)
    known = _aliases(run, aliases)
    if run.unusable:
        return UNUSABLE
    groups = _grouped(list(run.reports(paths)), known)
    with policies(run, policy) as every:
        organs = [_Organ(reports=reports, result=_checked(reports, every, include, exclude)) for reports in groups]
        return _tell(run, organs, form)
    return UNUSABLE


def _tell(run: Run, organs: Sequence["_Organ"], form: str) -> int:
    from govdisclosure.review.text import summary_text

    summary = Summary()
    for organ in organs:
        summary.add_together(organ.result, len(organ.reports))
    if form == "json":
        data = {"organs": [_data(organ) for organ in organs], "summary": summary.as_data()}
        put_json(to_json({**data, "unusable": run.unusable}))
    else:
        put("\n".join([*(_text(organ, run.lang) for organ in organs), "", summary_text(summary, run.lang)]))
    return run.code(ERRORS_FOUND if summary.has_errors else CLEAN)


def _aliases(run: Run, path: Path | None) -> Roster | None:
    if path is not None:
        with run.reporting(path):
            return load_roster(path)
    return None


def _grouped(loaded: Sequence[Loaded], aliases: Roster | None) -> Iterator[list[Loaded]]:
    """The reports of each organ by year; those without a year first."""
    for group in by_organ([one.report for one in loaded], aliases=aliases):
        yield sorted((loaded[n] for n in group), key=lambda one: one.report.year or 0)


def _checked(
    reports: Sequence[Loaded], every: Policies, select: tuple[str, ...], ignore: tuple[str, ...]
) -> CheckResult:
    """What the years say of one another, as the policy of the last report grades and waives it."""
    policy = every.of(Path(reports[-1].name))
    include, exclude = policy.choosing(select, ignore)
    result = checks.check_series(
        [one.report for one in reports],
        select=include,
        ignore=exclude,
        evidence=[one.evidence for one in reports],
    )
    return governed(every, policy, result, dict(enumerate(reports)))


# --- as text -------------------------------------------------------------------------------------------------------


def _text(organ: _Organ, lang: Lang) -> str:
    """One organ's findings, year by year, below a line that names it and its years."""
    head = say("series.organ", lang, organ=organ.name(lang), years=organ.years(lang), reports=len(organ.reports))
    if len(organ.reports) == 1:
        return f"{head}\n  {say('series.alone', lang)}"
    counts = Counter(finding.severity for finding in organ.result.findings if finding.waived is None)
    lines = [line for finding in organ.result.findings for line in _lines(finding, organ, lang)]
    undecided = len(organ.result.undecided)
    errors, warnings, infos = (counts[each] for each in (Severity.ERROR, Severity.WARNING, Severity.INFO))
    last = say("per_report", lang, errors=errors, warnings=warnings, infos=infos, undecided=undecided)
    return "\n".join([head, *lines, f"  {last}"])


def _lines(finding: Finding, organ: _Organ, lang: Lang) -> Iterator[str]:
    """A finding with its year, and below it the places in other years that it rests on."""
    assert finding.subject is not None
    report = _report(organ, finding)
    yield f"  {organ.year(finding.subject, lang)}  {finding_line(finding, report, lang)}"
    for subject, related in groupby(finding.related, key=lambda each: each.subject):
        places = list(dict.fromkeys(_place(each, organ, lang) for each in related))
        more = ["…"] if len(places) > SHOWN_PLACES else []
        shown = ("、" if lang == "zh" else ", ").join(places[:SHOWN_PLACES] + more)
        yield "    " + say("series.related", lang, year=organ.year(subject, lang), places=shown)


def _place(related: Related, organ: _Organ, lang: Lang) -> str:
    """A place in another report, and where it was printed."""
    one = organ.reports[related.subject]
    place = place_name(related.path, one.report, lang)
    proof = None if one.evidence is None else one.evidence.get(related.path)
    return place if proof is None else say("at_place", lang, place=place, where=proof.place.text(lang))


def _in_a_row(years: Sequence[int]) -> Iterator[list[int]]:
    """Years, cut where one is missing."""
    for _, run in groupby(enumerate(years), key=lambda pair: pair[1] - pair[0]):
        yield [year for _, year in run]


# --- as data -------------------------------------------------------------------------------------------------------


def _data(organ: _Organ) -> dict[str, Any]:
    return {
        "organ": organ.reports[-1].report.organ.name,
        "reports": [
            {"source": one.name, "organ": one.report.organ.name, "year": one.report.year, "format": one.report.format}
            for one in organ.reports
        ],
        "findings": [finding_data(finding, _report(organ, finding)) for finding in organ.result.findings],
        "undecided": [finding_data(finding, _report(organ, finding)) for finding in organ.result.undecided],
        "counts": organ.result.counts,
    }


def _report(organ: _Organ, finding: Finding) -> Report:
    """The report that a finding speaks of; its `subject` and `related` count the organ's reports from 0, as listed."""
    assert finding.subject is not None
    return organ.reports[finding.subject].report
