"""``govdisclosure check``: findings, report by report, and a summary; on the terminal, as data, or in the report."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from govdisclosure import checks
from govdisclosure.checks import RULES
from govdisclosure.checks._rule import select as choose
from govdisclosure.cli._check_table import PARQUET, Asked, check_table
from govdisclosure.cli._deliver import deliver, deliver_text, form_of, output_wanted
from govdisclosure.cli._inputs import Loaded, Reading
from govdisclosure.cli._policies import policies
from govdisclosure.cli._run import CLEAN, ERRORS_FOUND, Run, codes, limits
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.policy import Policies
from govdisclosure.review import Checked
from govdisclosure.review.summary import Summary

if TYPE_CHECKING:
    from govdisclosure.checks.bulk.files import Engine


def check(
    paths: Sequence[Path],
    select: Sequence[str],
    ignore: Sequence[str],
    policy: Path | None,
    draft: bool,
    reports_only: bool,
    form: str | None,
    output: Path | None,
    engine: "Engine | None",
    master: str | None,
    parents: Path | None,
    limit: Sequence[str],
    lang: Lang,
) -> int:
    """Findings, report by report, and a summary; of a table, all at once."""
    form = form or form_of(output, lang)
    output_wanted(form, output, lang)
    run = Run(lang, Reading(draft=draft, reports_only=reports_only, limits=limits(limit, lang)))
    include, exclude = codes(select, lang), codes(ignore, lang)
    if engine is not None or any(path.suffix.lower() == PARQUET for path in paths):
        if policy is not None or draft or reports_only:
            raise click.UsageError(say("check.one_by_one", lang))
        asked = Asked(
            select=include,
            ignore=exclude,
            engine=engine or "polars",
            master=master,
            parents=parents,
            form=form,
            output=output,
        )
        return check_table(run, paths, asked)
    if master is not None or parents is not None:
        raise click.UsageError(say("check.table_only", lang))
    summary = Summary()
    with policies(run, policy) as every:
        checked = _counted(_checked(run.reports(paths), every, include, exclude), summary)
        if form == "text":
            deliver_text(run, checked, summary, output)
        else:
            deliver(run, checked, summary, form, output)
    return run.code(ERRORS_FOUND if summary.has_errors else CLEAN)


def _checked(
    reports: Iterable[Loaded], every: Policies, select: tuple[str, ...], ignore: tuple[str, ...]
) -> Iterator[Checked]:
    """What the rules and the reader say of each report, as its policy grades and waives it."""
    for one in reports:
        policy = every.of(Path(one.name))
        include, exclude = policy.choosing(select, ignore)
        chosen = {rule.code for rule in choose(RULES, include, exclude)}
        result = checks.check(one.report, select=include, ignore=exclude, evidence=one.evidence)
        notes = tuple(note for note in one.notes if note.code in chosen)
        done = Checked.of(one.name, one.report, result, notes=notes, evidence=one.evidence)
        ran = {code for code in chosen if code in result.counts or "document" in RULES[code].needs}
        findings = every.applied(policy, done.findings, name=one.name, report=one.report, ran=ran)
        yield attrs.evolve(done, findings=findings)


def _counted(checked: Iterable[Checked], summary: Summary) -> Iterator[Checked]:
    for one in checked:
        summary.add(one)
        yield one
