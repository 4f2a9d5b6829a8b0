"""What is wrong with what a generator made: it is no record, it breaks a rule, or it says other than what went in."""

from collections.abc import Iterator, Sequence

from govdisclosure.checks import RULES, check
from govdisclosure.checks._gather import CheckResult
from govdisclosure.checks._rule import Finding
from govdisclosure.compare import Difference, compare
from govdisclosure.errors import InvalidReport, UnreadableDocument
from govdisclosure.formats import Format, Report, format_of
from govdisclosure.testing._made import Made, MadeKind, taken
from govdisclosure.testing._search import Defect
from govdisclosure.testing._show import differences_shown, findings_shown, shortened


def valid(made: Made, kind: MadeKind | None, *, doubts: bool = True) -> Report | Defect:
    """The record that was made, or why it is none; with `doubts`, neither is one that is read with doubt."""
    try:
        record = taken(made, kind)
    except InvalidReport as error:
        count = "one problem" if len(error.problems) == 1 else f"{len(error.problems)} problems"
        lines = shortened([problem.text("en") for problem in error.problems])
        return Defect(what=f"what came out is not a valid record, {count}", shown=lines)
    except UnreadableDocument as error:
        return Defect(what=f"what came out cannot be read as one report: {error.reason}")
    except OSError as error:
        return Defect(what=f"what came out cannot be opened: {error}")
    if doubts and record.amiss:
        return _found("what came out is not read without doubt", record.report, record.amiss)
    return record.report


def inconsistent(before: Report | None, after: Report, select: Sequence[str], ignore: Sequence[str]) -> Defect | None:
    """The rules that `after` breaks or leaves undecided, where `before` does not do so in the same place."""
    result = check(after, select=select, ignore=ignore)
    known = None if before is None else check(before, select=select, ignore=ignore)
    old = set() if known is None else {_key(finding) for finding in (*known.findings, *known.undecided)}
    broken = tuple(finding for finding in result.findings if _key(finding) not in old)
    if broken:
        return _found(f"{_rules(broken)} does not hold", after, broken)
    undecided = tuple(finding for finding in result.undecided if _key(finding) not in old)
    if undecided:
        return _found(f"{_rules(undecided)} cannot be decided, which is not a pass", after, undecided)
    if before is None or known is None or before.format != after.format:
        return None
    gone = tuple(_gone(known, result, format_of(after)))
    return Defect(what="a table is missing, and its sums with it", shown=gone, record=after) if gone else None


def changed(before: Report, after: Report, *, figures_only: bool) -> Defect | None:
    """What `after` says otherwise than `before`."""
    found = [each for each in compare(before, after) if _counts(each, before, after, figures_only=figures_only)]
    if not found:
        return None
    where = "at one path" if len(found) == 1 else f"at {len(found)} paths"
    what = f"what came back differs from what went in {where}"
    return Defect(what=what, shown=differences_shown(before, after, found), record=after)


def _counts(each: Difference, before: Report, after: Report, *, figures_only: bool) -> bool:
    """Whether a difference is one: 12.5 is what 12.50 is, and nobody asked for the words."""
    is_number = each.first_value is not None and each.second_value is not None
    if is_number and each.first_value == each.second_value:
        return not figures_only and (each.path in before.printed or each.path in after.printed)
    is_figure = each.first_value is not None or each.second_value is not None
    return is_figure or not figures_only


def _found(what: str, record: Report, findings: tuple[Finding, ...]) -> Defect:
    return Defect(what=what, shown=findings_shown(findings, record), record=record, findings=findings)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.path, finding.outcome


def _rules(findings: Sequence[Finding]) -> str:
    return ", ".join(f"{code} {RULES[code].slug}" for code in sorted({finding.code for finding in findings}))


def _gone(before: CheckResult, after: CheckResult, fmt: Format) -> Iterator[str]:
    """The sums of which there are fewer than before: a table is not there."""
    for code in dict.fromkeys(identity.code for identity in fmt.identities):
        was, now = (sum(result.counts.get(code, {}).values()) for result in (before, after))
        if now < was:
            yield f"{code} {RULES[code].slug}: {was} sums in what went in, {now} in what came out"
