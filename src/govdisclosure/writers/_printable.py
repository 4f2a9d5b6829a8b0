"""What a kind of document can show of a record."""

import attrs

from govdisclosure.formats import Report, format_of
from govdisclosure.grid import value_at
from govdisclosure.writers._blocks import TableBlock, blocks

JSON = "json"


def printable(report: Report, kind: str) -> Report:
    """The record as a document of a kind shows it: what reading it back gives.

    A printed report has no division code and no credit code. A figure that is None is printed as an empty cell,
    which `printed` then says. JSON shows everything.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.writers import printable
    >>> printable(Report2021(year=2023, organ=Organ(name="云溪县档案馆", division_code="370000")), "text").organ
    Organ(name='云溪县档案馆', level=None, division_code=None, credit_code=None)
    """
    if kind == JSON:
        return report
    tables = format_of(report).tables
    shown = (tables[block.path] for block in blocks(report) if isinstance(block, TableBlock))
    blank = {cell.path: "" for table in shown for cell in table.cells if value_at(report, cell.path) is None}
    organ = attrs.evolve(report.organ, division_code=None, credit_code=None)
    return attrs.evolve(report, organ=organ, printed=blank | dict(report.printed))
