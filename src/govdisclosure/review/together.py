"""What was found in several reports together, given to each report that it is about."""

from collections.abc import Sequence

import attrs

from govdisclosure.checks import CheckResult
from govdisclosure.checks._rule import Finding, Related
from govdisclosure.review._checked import Checked


def told_together(
    checked: Sequence[Checked], result: CheckResult, positions: Sequence[int], whole: int
) -> list[Checked]:
    """The reports of a run, those that were checked together with what was found so.

    `positions` are the places in `checked` of the reports that were given to `check_series`, or of the units and then
    the own office that were given to `check_roll_up`, in the same order. What is about the whole is given to the
    report at `whole`: the parent, or an organ's last. After it, `subject` and `related` count `checked`.

    >>> from govdisclosure import check_series, Organ, Report2021
    >>> from govdisclosure.review import Checked
    >>> from govdisclosure.review.together import told_together
    >>> years = [Report2021(year=year, organ=Organ(name="云溪县档案馆")) for year in (2021, 2023)]
    >>> run = [Checked(name=f"{report.year}.json", report=report, findings=()) for report in years]
    >>> told = told_together(run, check_series(years, select=["GD303"]), positions=[0, 1], whole=1)
    >>> [(one.name, [finding.code for finding in one.findings]) for one in told]
    [('2021.json', []), ('2023.json', ['GD303'])]
    """
    findings: dict[int, list[Finding]] = {}
    undecided: dict[int, list[Finding]] = {}
    for found, kept in ((result.findings, findings), (result.undecided, undecided)):
        for finding in found:
            subject = whole if finding.subject is None else positions[finding.subject]
            related = tuple(Related(positions[each.subject], each.path) for each in finding.related)
            kept.setdefault(subject, []).append(attrs.evolve(finding, subject=subject, related=related))
    return [
        attrs.evolve(
            one,
            findings=(*one.findings, *findings.get(number, ())),
            undecided=(*one.undecided, *undecided.get(number, ())),
        )
        for number, one in enumerate(checked)
    ]
