"""Reports, however they were come by, as one table."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from govdisclosure._provenance import Source
from govdisclosure.columns._layout import Layout
from govdisclosure.columns._rows import Gathered, Row, row_of
from govdisclosure.formats import Report

if TYPE_CHECKING:
    import pyarrow


@runtime_checkable
class FromDocument(Protocol):
    """What `read` and `read_all` give, as far as a table keeps it: a report, and the document it was read from."""

    @property
    def report(self) -> Report:
        """The report."""
        ...

    @property
    def source(self) -> Source:
        """The document."""
        ...


def to_table(reports: Iterable[Report | Row | FromDocument], into: Layout | None = None) -> "pyarrow.Table":
    """Reports as an Arrow table, one row each, in their order: what `loads` gives, or what `read_all` does.

    `into` is the layout, that of all formats if none is given. Raises `ValueError` if a report's format is not in it,
    and `MissingExtra` without the extra ``bulk``.

    >>> from govdisclosure import Organ, Report2021, read_all
    >>> from govdisclosure.columns import from_table, to_table
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"))
    >>> table = to_table([report])
    >>> table.num_rows, table["year"][0].as_py(), table["requests__received__total"][0].as_py()
    (1, 2023, None)
    >>> next(from_table(table)).report == report
    True
    >>> table = to_table(read_all("examples/documents/云溪县水利局-2022.docx"))
    >>> table["requests__received__total"][0].as_py(), table["source__kind"][0].as_py()
    (20, 'docx')
    """
    gathered = Gathered(into)
    for each in reports:
        if isinstance(each, Row):
            gathered.add(each)
        elif isinstance(each, FromDocument):
            gathered.add(row_of(each.report, source=each.source))
        else:
            gathered.add(row_of(each))
    return gathered.table()
