"""The registry of formats. A new format is a module beside this one and a line in `FORMATS`."""

import types
from collections.abc import Mapping

from govdisclosure.errors import UnknownFormat
from govdisclosure.formats import f2019, f2021, legacy
from govdisclosure.formats._format import Format
from govdisclosure.formats._kit import (
    Block,
    Cell,
    Cite,
    Deadline,
    Draw,
    Heading,
    Identity,
    Kind,
    Label,
    Layout,
    Measure,
    Row,
    Table,
    Term,
)
from govdisclosure.formats.f2019 import Report2019
from govdisclosure.formats.f2021 import Report2021
from govdisclosure.formats.legacy import LegacyReport

Report = Report2019 | Report2021 | LegacyReport
"""A report of any format."""

FORMATS: Mapping[str, Format] = types.MappingProxyType(
    {fmt.name: fmt for fmt in (legacy.FORMAT, f2019.FORMAT, f2021.FORMAT)}
)
"""Every format by its tag, oldest first."""


def format_for(year: int) -> Format:
    """The format in which reports for a year are written.

    Raises `UnknownFormat` for years before the first.

    >>> from govdisclosure import format_for
    >>> format_for(2020).name, format_for(2023).name, format_for(2010).name
    ('2019', '2021', 'legacy')
    """
    for fmt in FORMATS.values():
        if fmt.covers(year):
            return fmt
    raise UnknownFormat(name=str(year), known=tuple(FORMATS))


def format_named(fmt: str | Format) -> Format:
    """The format of a name; a format is itself.

    Raises `UnknownFormat` if there is none of that name.
    """
    if not isinstance(fmt, str):
        return fmt
    if fmt not in FORMATS:
        raise UnknownFormat(name=fmt, known=tuple(FORMATS))
    return FORMATS[fmt]


def format_of(report: Report) -> Format:
    """The format a report is written in.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.formats import format_of
    >>> format_of(Report2021(year=2023, organ=Organ())).name
    '2021'
    """
    return FORMATS[report.format]


__all__ = [
    "FORMATS",
    "Block",
    "Cell",
    "Cite",
    "Deadline",
    "Draw",
    "Format",
    "Heading",
    "Identity",
    "Kind",
    "Label",
    "Layout",
    "LegacyReport",
    "Measure",
    "Report",
    "Report2019",
    "Report2021",
    "Row",
    "Table",
    "Term",
    "format_for",
    "format_named",
    "format_of",
]
