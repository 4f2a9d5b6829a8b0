"""Reports as columns: one row a report and one column a cell, or one row a cell; Arrow tables both ways.

A column is named as the path with ``__`` for each dot. Counts are 64-bit integers that may be null, amounts decimals in
万元; blank is null, never 0. `layout` lists the columns, `to_table` fills them and `from_table` gives the reports back
as they were. `to_tidy` makes a row of each cell, and `from_tidy` columns again.
"""

from govdisclosure.columns._back import from_table
from govdisclosure.columns._layout import KEYS, REVISION, Column, Layout, Type, column_name, layout
from govdisclosure.columns._rows import Gathered, Row, record_hash, row_of
from govdisclosure.columns._table import FromDocument, to_table
from govdisclosure.columns._tidy import from_tidy, heads_of, tidy_schema, to_tidy

__all__ = [
    "KEYS",
    "REVISION",
    "Column",
    "FromDocument",
    "Gathered",
    "Layout",
    "Row",
    "Type",
    "column_name",
    "from_table",
    "from_tidy",
    "heads_of",
    "layout",
    "record_hash",
    "row_of",
    "tidy_schema",
    "to_table",
    "to_tidy",
]
