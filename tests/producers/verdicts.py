"""What became of the known figures of a document: right, lost and said to be, or worse."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from govdisclosure import FORMATS, Parsed, check
from govdisclosure.formats.shared import Section
from govdisclosure.grid import value_at


@attrs.frozen
class Verdict:
    """What came of a document whose figures are known."""

    parsed: Parsed
    right: frozenset[str]
    wrong: Mapping[str, object]
    """Values in a cell that is not theirs."""
    lost: frozenset[str]
    notes: Counter[str]
    """What is said of it that is not said of the undamaged one."""

    @property
    def is_reported(self) -> bool:
        return bool(self.notes or self.parsed.unplaced)

    @property
    def is_shown_blank(self) -> bool:
        """Whether every cell that is lost is seen to be: printed blank, with a finding of its own or of its table."""
        printed = self.parsed.report.printed
        tables, cells = self._named
        return all(
            path.partition(".")[0] in tables or (printed.get(path) == "" and path in cells) for path in self.lost
        )

    @property
    def is_told_blank(self) -> bool:
        """Whether every cell that is lost is blank in the record's own words, or by a finding."""
        printed = self.parsed.report.printed
        tables, cells = self._named
        return all(path.partition(".")[0] in tables or printed.get(path) == "" or path in cells for path in self.lost)

    @property
    def _named(self) -> tuple[frozenset[str], frozenset[str]]:
        """The tables that are found absent, and the cells that are found blank, alone or as a row."""
        findings = check(self.parsed.report).findings
        tables = frozenset(finding.path or "" for finding in findings if finding.code == "GD103")
        blank = [f for f in findings if f.code == "GD104"]
        named = {path for finding in blank for path in (finding.path or "", *finding.parts)}
        return tables, frozenset(path for path in self.lost if path in named or path.rpartition(".")[0] in named)

    def missing(self, printed: Iterable[str]) -> frozenset[str]:
        """Which figures that are printed are nowhere: no value, not among what found no place, not in the prose."""
        kept = everything(self.parsed)
        return frozenset(figure for figure in printed if figure not in kept)


def judged(parsed: Parsed, whole: Parsed, figures: Mapping[str, int]) -> Verdict:
    """Hold what was read of a document against its figures, and what is said of it against its undamaged form."""
    report = parsed.report
    values = {path: value_at(report, path) for path in FORMATS[report.format].by_path}
    stated = {path: value for path, value in values.items() if value is not None}
    return Verdict(
        parsed,
        frozenset(path for path, value in stated.items() if value == figures.get(path)),
        {path: value for path, value in stated.items() if value != figures.get(path)},
        frozenset(path for path in figures if path in values and values[path] is None),
        Counter(note.code for note in parsed.notes) - Counter(note.code for note in whole.notes),
    )


def everything(parsed: Parsed) -> str:
    """All that is kept of a document: values, raw texts, what found no place, and prose."""
    report = parsed.report
    values = (value_at(report, path) for path in FORMATS[report.format].by_path)
    prose = (text for section in _with_parts(report.sections) for text in (section.heading, *section.paragraphs))
    kept = [*map(str, values), *(u.raw for u in parsed.unplaced), *report.printed.values(), *map(str, prose)]
    return " ".join("".join(text.split()) for text in [*kept, *report.preamble])


def _with_parts(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _with_parts(section.parts)
