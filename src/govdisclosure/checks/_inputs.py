"""What rules look at besides one report: an organ's years, and a government with its units."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from govdisclosure.formats import Format, Report, format_of
from govdisclosure.roster import Roster


@attrs.frozen
class Entry:
    """One report of a series: its place among those given, counted from 0, and its year."""

    subject: int
    year: int
    report: Report
    fmt: Format


@attrs.frozen
class Series:
    """The reports of one organ in order of their years; `undated` are those that state no year.

    A year may have several reports: one published again, or a draft.
    """

    entries: tuple[Entry, ...]
    undated: tuple[int, ...] = ()

    @classmethod
    def of(cls, reports: Iterable[Report], applies: Callable[[Format], bool]) -> "Series":
        """The reports whose format a rule is for."""
        entries, undated = [], []
        for subject, report in enumerate(reports):
            fmt = format_of(report)
            if not applies(fmt):
                continue
            if report.year is None:
                undated.append(subject)
            else:
                entries.append(Entry(subject, report.year, report, fmt))
        entries.sort(key=lambda entry: entry.year)
        return cls(tuple(entries), tuple(undated))

    def pairs(self) -> Iterator[tuple[Entry, Entry]]:
        """Each report with each of the year before, the earlier one first."""
        for later in self.entries:
            yield from ((earlier, later) for earlier in self.entries if earlier.year == later.year - 1)


@attrs.frozen(kw_only=True)
class Units:
    """A government's report, those of its units, that of its own office (本级), and who should report."""

    parent: Report
    units: tuple[Report, ...]
    own: Report | None = None
    roster: Roster | None = None
