"""Puts what was found together: choosing the format, filling the cells, keeping the evidence."""

from collections.abc import Mapping, Sequence

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.evidence import Evidence, How, Unplaced
from govdisclosure.formats import FORMATS, Format
from govdisclosure.grid import Figure, bare
from govdisclosure.place import Place
from govdisclosure.readers.tables._match import Found, TableReading
from govdisclosure.readers.tables._numbers import read_figure


@attrs.define
class Assembly:
    """A record in the making: figures and raw texts by path, with evidence, notes and what found no place."""

    fmt: Format
    places: Mapping[int, Place]
    """By the number of a line, where it stood."""
    values: dict[str, Figure] = attrs.field(factory=dict)
    printed: dict[str, str] = attrs.field(factory=dict)
    evidence: dict[str, Evidence] = attrs.field(factory=dict)
    notes: list[Finding] = attrs.field(factory=list)
    unplaced: list[Unplaced] = attrs.field(factory=list)

    def prove(self, path: str, line: int, end_line: int, raw: str, how: How = How.EXACT) -> None:
        """Keep on which lines something stood."""
        self.evidence[path] = Evidence(place=self.place(line, end_line), raw=raw, how=how)

    def place(self, line: int, end_line: int) -> Place:
        """The place of some lines."""
        return self.places[line].to(self.places[end_line])

    def take_table(self, reading: TableReading) -> None:
        """Fill in the cells of a table; those that the report's format lacks, or has already, are unplaced."""
        self.notes.extend(reading.notes)
        self.unplaced.extend(reading.unplaced)
        own = reading.template.fmt
        if own is not self.fmt:
            label = reading.template.table.label
            place = reading.found[0].place if reading.found else None
            self.notes.append(
                note(
                    "GD605",
                    "table",
                    place=place,
                    table_zh=label.zh,
                    table_en=label.en,
                    printed=own.name,
                    format=self.fmt.name,
                )
            )
        for found in reading.found:
            self._take_cell(found)

    def _take_cell(self, found: Found) -> None:
        path = found.cell.path
        if path not in self.fmt.by_path or path in self.values:
            self.unplaced.append(Unplaced(place=found.place, raw=found.raw, near=found.cell.zh))
            return
        reading = read_figure(found.raw, found.cell.kind, found.unit)
        self.values[path] = reading.value
        if reading.printed is not None:
            self.printed[path] = reading.printed
        self.evidence[path] = Evidence(place=found.place, raw=found.raw, how=found.how)
        if reading.note is not None:
            cell = found.cell
            self.notes.append(
                note(
                    reading.note,
                    _MESSAGES[reading.note],
                    path=path,
                    place=found.place,
                    raw=found.raw,
                    label_zh=cell.zh,
                    label_en=cell.en,
                    printed=found.raw.strip(),
                    value=bare(reading.value),
                )
            )

    def note_unplaced(self) -> None:
        """A finding for each number that found no cell."""
        for item in self.unplaced:
            if any(character.isdigit() for character in item.raw):
                message = "alone" if item.near is None else "near"
                self.notes.append(
                    note("GD606", message, place=item.place, raw=item.raw, printed=item.raw, near=item.near)
                )


_MESSAGES: Mapping[str, str] = {"GD602": "converted", "GD603": "annotated", "GD604": "unread"}


def choose_format(year: int | None, readings: Sequence[Mapping[str, TableReading]]) -> Format | None:
    """The format a report is written in: that of its tables; if they differ or there are none, that of its year.

    None if neither tables nor a year tell.
    """
    by_year = None if year is None else next((fmt for fmt in FORMATS.values() if fmt.covers(year)), None)
    best = [best_reading(reading, by_year).template.fmt for reading in readings]
    printed = list(dict.fromkeys(fmt for fmt, reading in zip(best, readings, strict=True) if _tells(reading)))
    if len(printed) == 1:
        return printed[0]
    if by_year is not None and (not printed or by_year in printed):
        return by_year
    return printed[-1] if printed else (best[-1] if best else None)


def best_reading(readings: Mapping[str, TableReading], preferred: Format | None) -> TableReading:
    """The reading that placed the most figures; if equal, with the fewest notes, then of the preferred format."""
    return max(
        readings.values(),
        key=lambda r: (r.figures, -len(r.notes), r.template.fmt is preferred, r.template.fmt.first_year),
    )


def _tells(readings: Mapping[str, TableReading]) -> bool:
    """Whether a table differs between formats at all."""
    return len({(r.figures, len(r.notes)) for r in readings.values()}) > 1 or len(readings) == 1
