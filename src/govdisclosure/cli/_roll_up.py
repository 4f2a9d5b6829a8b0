"""``govdisclosure roll-up``: a government's report beside those of its units, or made from them."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import click

from govdisclosure import checks
from govdisclosure.checks import CheckResult
from govdisclosure.checks._rule import Finding
from govdisclosure.cli._console import complain, put, put_json, table, to_json
from govdisclosure.cli._inputs import SUFFIXES, Loaded, find
from govdisclosure.cli._lines import finding_line, report_head, who
from govdisclosure.cli._policies import governed, policies
from govdisclosure.cli._run import CLEAN, ERRORS_FOUND, UNUSABLE, Run
from govdisclosure.cli._text import say
from govdisclosure.cli._write import kind_to_write
from govdisclosure.errors import Lang
from govdisclosure.formats import Report, format_of
from govdisclosure.formats.shared import Organ
from govdisclosure.grid import bare, value_at
from govdisclosure.levels import RolledUp, same_organ_twice
from govdisclosure.levels import roll_up as rolled_up
from govdisclosure.policy import Policies
from govdisclosure.review.data import finding_data
from govdisclosure.review.summary import Summary
from govdisclosure.roster import Roster, load_roster

SHOWN_UNITS = 4
"""How many units' figures are shown beside a sum."""


@attrs.frozen(kw_only=True)
class _Units:
    """The reports of the units, that of the own office, and who should report."""

    units: tuple[Loaded, ...]
    own: Loaded | None
    roster: Roster | None

    @property
    def reports(self) -> tuple[Report, ...]:
        return tuple(one.report for one in self.units)

    @property
    def office(self) -> Report | None:
        return None if self.own is None else self.own.report

    def name(self, subject: int, lang: Lang) -> str:
        """What a report of the sum is called: its organ, or its file where it names none; the own office last."""
        if subject == len(self.units):
            return say("roll-up.own", lang)
        one = self.units[subject]
        return one.report.organ.name or one.name

    def value(self, subject: int, path: str) -> str:
        """A figure of one of them."""
        reports = (*self.reports, *(() if self.office is None else (self.office,)))
        return bare(value_at(reports[subject], path))


def roll_up(
    paths: Sequence[Path],
    own: Path | None,
    roster: Path | None,
    policy: Path | None,
    make: Path | None,
    organ: str | None,
    form: str,
    lang: Lang,
) -> int:
    """A government's figures against the sums over its units; or, with `make`, its record made of them."""
    run = Run(lang)
    if make is not None:
        kind = kind_to_write(make, None, lang)
        given = _given(run, paths, own, roster, parent=None)
        if given is None:
            return _not_done(run, form)
        with run.reporting(make):
            made = rolled_up(given.reports, given.office, organ=None if organ is None else Organ(name=organ))
            if run.write(made.report, make, kind, make) == CLEAN:
                _tell_made(made, given, str(make), form, lang)
        return run.code()
    if len(paths) < 2 or organ is not None:
        raise click.UsageError(say("roll-up.usage", lang))
    parent = _one(run, paths[0])
    given = _given(run, paths[1:], own, roster, parent=paths[0])
    if given is None or parent is None:
        return _not_done(run, form)
    for _, second in (pair for pair in same_organ_twice((parent.report, *given.reports)) if pair[0] == 0):
        complain(say("roll-up.itself", lang, source=given.units[second - 1].name))
    with policies(run, policy) as every:
        result = _compared(parent, given, every)
        _tell(parent, given, result, form, lang)
        return run.code(ERRORS_FOUND if result.has_errors else CLEAN)
    return _not_done(run, form)


def _compared(parent: Loaded, given: _Units, every: Policies) -> CheckResult:
    """What the government's report and those of its units say of one another, as its policy grades and waives it."""
    policy = every.of(Path(parent.name))
    include, exclude = policy.choosing()
    result = checks.check_roll_up(
        parent.report,
        given.reports,
        given.office,
        roster=given.roster,
        select=include,
        ignore=exclude,
        evidence=parent.evidence,
    )
    return governed(every, policy, result, {None: parent})


# --- the inputs --------------------------------------------------------------------------------------------------


def _given(
    run: Run, paths: Sequence[Path], own: Path | None, roster: Path | None, *, parent: Path | None
) -> _Units | None:
    """Everything but the government's report; None, said on standard error, if something cannot be used.

    A sum without one of its reports would be wrong, so nothing is compared then.
    """
    units = _units(run, paths, [path for path in (parent, own, roster) if path is not None])
    office = None if own is None else _one(run, own)
    listed = None
    if roster is not None:
        with run.reporting(roster):
            listed = load_roster(roster)
    if not run.unusable and not units:
        run.fail(say("roll-up.no_units", run.lang))
    if run.unusable:
        return None
    for first, second in same_organ_twice([one.report for one in units]):
        complain(say("roll-up.twice", run.lang, first=units[first].name, second=units[second].name))
    return _Units(units=units, own=office, roster=listed)


def _units(run: Run, paths: Sequence[Path], others: Iterable[Path]) -> tuple[Loaded, ...]:
    """The reports in files and folders, each file once, and without those that are given as something else."""
    inputs = find(paths)
    known = {path.resolve() for path in others}
    for path in inputs.skipped:
        if path.resolve() not in known:
            complain(say("skipped_kind", run.lang, source=path, kinds=" ".join(SUFFIXES)))
    files: dict[Path, Path] = {}
    for path in inputs.files:
        if path.resolve() in known or path.resolve() in files:
            complain(say("roll-up.left_out", run.lang, source=path))
        else:
            files[path.resolve()] = path
    return tuple(run.reports([*files.values(), *inputs.empty]))


def _one(run: Run, path: Path) -> Loaded | None:
    """The one report in a file; None, said on standard error, if there is none or more."""
    before = len(run.unusable)
    found = list(run.reports([path]))
    if len(found) != 1 and len(run.unusable) == before:
        run.fail(f"{path}: " + say("roll-up.not_one", run.lang, count=len(found)))
    return found[0] if len(found) == 1 else None


def _not_done(run: Run, form: str) -> int:
    if form == "json":
        put_json(to_json({"unusable": run.unusable}))
    return UNUSABLE


# --- what is told of a comparison --------------------------------------------------------------------------------


def _tell(parent: Loaded, given: _Units, result: CheckResult, form: str, lang: Lang) -> None:
    summary = Summary()
    summary.add_together(result, reports=1)
    from govdisclosure.review.text import summary_text

    if form == "json":
        put_json(to_json(_data(parent, given, result)))
        return
    own = say("roll-up.without_own" if given.own is None else "roll-up.with_own", lang)
    lines = [report_head(parent.name, parent.report, lang)]
    lines.append("  " + say("roll-up.against", lang, units=len(given.units), own=own))
    lines += (f"  {line}" for line in _lines(parent.report, result, lang))
    differing = [*_differing(parent.report, given, result, lang)]
    if differing:
        heads = ("head.what", "roll-up.printed", "roll-up.sum", "roll-up.difference", "roll-up.outcome", "roll-up.from")
        lines += ["", table([say(head, lang) for head in heads], differing)]
    if any(finding.message == "more" for finding in result.findings):
        lines += ["", say("roll-up.own_wanted", lang)]
    put("\n".join([*lines, "", summary_text(summary, lang)]))


def _lines(parent: Report, result: CheckResult, lang: Lang) -> Iterator[str]:
    """What is not about a figure: units without a report, and why nothing could be compared."""
    for finding in result.findings:
        if not _is_figure(finding):
            yield finding_line(finding, parent, lang)
    for finding in result.undecided:
        if finding.path is None or finding.path not in format_of(parent).by_path:
            yield f"{finding.code} {say(finding.outcome, lang)}  {finding.text(lang)}"


def _is_figure(finding: Finding) -> bool:
    return "printed" in finding.args


def _differing(parent: Report, given: _Units, result: CheckResult, lang: Lang) -> Iterator[tuple[str, ...]]:
    """A row for each figure that is not the sum, decided or not."""
    found = {finding.path: finding for finding in (*result.findings, *result.undecided) if _is_figure(finding)}
    for finding, cell in ((found[cell.path], cell) for cell in format_of(parent).cells if cell.path in found):
        difference = Decimal(str(finding.args["difference"]))
        if difference:
            what = cell.path if lang == "en" else cell.zh
            printed, expected = (str(finding.args[key]) for key in ("printed", "expected"))
            outcome = say(finding.outcome, lang)
            yield what, printed, expected, format(difference, "+f"), outcome, _from(finding, given, lang)


def _from(finding: Finding, given: _Units, lang: Lang) -> str:
    """The units that make the sum, with their figures."""
    shown = [
        f"{given.name(each.subject, lang)} {given.value(each.subject, each.path)}"
        for each in finding.related[:SHOWN_UNITS]
    ]
    more = ["…"] if len(finding.related) > SHOWN_UNITS else []
    return ("、" if lang == "zh" else ", ").join(shown + more)


def _data(parent: Loaded, given: _Units, result: CheckResult) -> dict[str, Any]:
    return {
        "parent": _source(parent),
        "units": [_source(one) for one in given.units],
        "own": None if given.own is None else _source(given.own),
        "findings": [finding_data(finding, parent.report) for finding in result.findings],
        "undecided": [finding_data(finding, parent.report) for finding in result.undecided],
        "counts": result.counts,
        "unusable": [],
    }


def _source(one: Loaded) -> dict[str, Any]:
    report = one.report
    return {"source": one.name, "organ": report.organ.name, "year": report.year, "format": report.format}


# --- what is told of a record that was made ----------------------------------------------------------------------


def _tell_made(made: RolledUp, given: _Units, name: str, form: str, lang: Lang) -> None:
    """What the office has to settle: units without a report, and what was left blank."""
    present = checks.check_roll_up(made.report, given.reports, given.office, roster=given.roster, select=["GD702"])
    if form == "json":
        put_json(to_json(_made_data(made, given, present)))
        return
    organ, year = who(made.report, lang)
    own = say("roll-up.without_own" if given.own is None else "roll-up.with_own", lang)
    lines = [say("roll-up.made", lang, source=name, organ=organ, year=year, units=len(given.units), own=own)]
    lines += (f"  {line}" for line in _lines(made.report, present, lang))
    rows = [*_left_blank(made, given, lang)]
    if rows:
        heads = ("head.what", "roll-up.why_blank", "roll-up.sum")
        lines += ["", table([say(head, lang) for head in heads], rows)]
    put("\n".join(lines))


def _left_blank(made: RolledUp, given: _Units, lang: Lang) -> Iterator[tuple[str, ...]]:
    """A row for each figure that was left blank, in printed order."""
    for cell in format_of(made.report).cells:
        what = cell.path if lang == "en" else cell.zh
        if cell.path in made.doubtful:
            yield what, say("roll-up.doubtful", lang), bare(made.doubtful[cell.path])
        elif cell.path in made.blanks:
            blank = made.blanks[cell.path]
            names = [given.name(subject, lang) for subject in blank[:SHOWN_UNITS]]
            more = ["…"] if len(blank) > SHOWN_UNITS else []
            yield what, say("roll-up.blank", lang, units=("、" if lang == "zh" else ", ").join(names + more)), ""


def _made_data(made: RolledUp, given: _Units, present: CheckResult) -> dict[str, Any]:
    return {
        "units": [_source(one) for one in given.units],
        "own": None if given.own is None else _source(given.own),
        "findings": [finding_data(finding, made.report) for finding in present.findings],
        "undecided": [finding_data(finding, made.report) for finding in present.undecided],
        "blanks": made.blanks,
        "doubtful": made.doubtful,
        "unusable": [],
    }
