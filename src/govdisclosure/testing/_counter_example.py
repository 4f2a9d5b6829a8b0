"""The error which says that a report was found with which a generator goes wrong."""

from collections.abc import Iterable, Iterator

from govdisclosure.checks._rule import Finding
from govdisclosure.compare import compare
from govdisclosure.formats import Report, format_of
from govdisclosure.testing._search import Found
from govdisclosure.testing._show import differences_shown, report_shown


class CounterExample(AssertionError):
    """A generator goes wrong; the text shows with which report, made as small as it gets.

    `report` is what went in (None for a strategy, which has data of its own) and `record` what came out (None if that
    is no record); `findings` are the rules broken, and `seed` gives the same run again.
    """

    __module__ = "govdisclosure.testing"

    def __init__(
        self,
        text: str,
        *,
        report: Report | None = None,
        record: Report | None = None,
        findings: tuple[Finding, ...] = (),
        seed: int | None = None,
    ) -> None:
        super().__init__(text)
        self.report = report
        self.record = record
        self.findings = findings
        self.seed = seed


def counter_example(function: str, found: Found) -> CounterExample:
    """The error for what one of the functions found."""
    defect = found.defect
    return CounterExample(
        "\n".join(_lines(function, found)),
        report=defect.report,
        record=defect.record,
        findings=defect.findings,
        seed=found.seed,
    )


def _lines(function: str, found: Found) -> Iterator[str]:
    defect = found.defect
    report = defect.report
    yield f"{function}: {defect.what}"
    yield from _indented(defect.shown)
    if report is not None:
        yield from ("", "What went in:", *_indented(report_shown(report)))
    if defect.record is not None and report is None:
        yield from ("", "What came out:", *_indented(report_shown(defect.record)))
    if defect.record is not None and report is not None and defect.findings:
        yield from _figures_that_changed(report, defect.record)
    yield ""
    if not found.is_repeatable:
        yield "The same report went well another time: the generator does not always make the same of it."
    yield f"Found with report {found.nth}, then made small. The same again: seed={found.seed}"


def _figures_that_changed(before: Report, after: Report) -> Iterator[str]:
    """Where the generator put another figure than it was given, which is often the mistake itself."""
    cells = format_of(before).by_path
    differences = [each for each in compare(before, after) if each.path in cells]
    if differences:
        shown = differences_shown(before, after, differences)
        yield from ("", "What came out has other figures:", *_indented(shown))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
