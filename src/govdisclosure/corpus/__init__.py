"""A corpus: the reports of thousands of organs, in one Parquet file, from files, folders and archives.

`convert` makes it, over all processors and so that it can be ended and gone on with at any moment. Its columns are
those of `govdisclosure.columns.layout`. A corpus keeps the reports, whole, and where each was read from; of how it was
read it keeps what the readers noted, but not the evidence of each figure.
"""

from govdisclosure._parents import Above, Parent, Parents, load_parents
from govdisclosure.corpus._beside_output import Told, duplicates_path, notes_path, unreadable_path
from govdisclosure.corpus._convert import Conversion, Progress, convert
from govdisclosure.corpus._duplicates import Copy, Duplicates, Twice, find_duplicates
from govdisclosure.corpus._merge import Merged
from govdisclosure.corpus._place_of_parts import Parts
from govdisclosure.corpus._unreadable import Reason, Unreadable, because

__all__ = [
    "Above",
    "Conversion",
    "Copy",
    "Duplicates",
    "Merged",
    "Parent",
    "Parents",
    "Parts",
    "Progress",
    "Reason",
    "Told",
    "Twice",
    "Unreadable",
    "because",
    "convert",
    "duplicates_path",
    "find_duplicates",
    "load_parents",
    "notes_path",
    "unreadable_path",
]
