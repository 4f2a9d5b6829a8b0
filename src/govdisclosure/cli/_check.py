"""``govdisclosure check``: findings, report by report, and a summary."""

from collections.abc import Sequence
from pathlib import Path

from govdisclosure import checks
from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Severity
from govdisclosure.checks._rule import select as choose
from govdisclosure.cli._console import put, put_json, to_json
from govdisclosure.cli._inputs import Reading
from govdisclosure.cli._run import CLEAN, ERRORS_FOUND, Run, codes, limits
from govdisclosure.cli._tally import Tally, report_text
from govdisclosure.errors import Lang


def check(
    paths: Sequence[Path],
    select: Sequence[str],
    ignore: Sequence[str],
    draft: bool,
    form: str,
    limit: Sequence[str],
    lang: Lang,
) -> int:
    """Findings, report by report, and a summary."""
    run = Run(lang, Reading(draft=draft, limits=limits(limit, lang)))
    include, exclude = codes(select, lang), codes(ignore, lang)
    chosen = {rule.code for rule in choose(RULES, include, exclude)}
    tally = Tally(keep=form == "json")
    texts = []
    for one in run.reports(paths):
        result = checks.check(one.report, select=include, ignore=exclude, evidence=one.evidence)
        findings = (*result.findings, *(note for note in one.notes if note.code in chosen))
        tally.add(one.name, one.report, findings, result)
        if form == "text":
            texts.append(report_text(one.name, one.report, findings, len(result.undecided), lang))
    if form == "json":
        put_json(to_json({**tally.as_data(), "unusable": run.unusable}))
    else:
        put("\n".join([*texts, "", tally.text(lang)]))
    return run.code(ERRORS_FOUND if tally.severities[Severity.ERROR] else CLEAN)
