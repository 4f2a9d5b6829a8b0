"""By what reports may be grouped, and why some of a group do not count."""

from typing import Literal, get_args

Group = Literal["year", "level", "division"]
"""By what reports may be grouped."""
GROUPS: tuple[Group, ...] = get_args(Group)
"""By what reports may be grouped, in the order of the columns."""

UNKNOWN = "unknown"
"""The level or the division of a report that does not say it."""

DIGITS = (2, 4, 6, 9, 12)
"""How many digits of a division code name a division (GB/T 2260, GB/T 10114): from a province to a village."""

DIVISION_CODE = "organ__division_code"

COUNTED = "counted"

REASONS = ("repeated", "several", "circular", "contained")
"""Why a report is left out of all sums of its group, in the order in which it is asked:

- repeated: the same record of the same organ stands in the table already;
- several: the organ has other, differing reports of that year, and which of them holds is not known;
- circular: by what is stated, its organ is a unit of its own unit;
- contained: it is counted in a consolidated report of the same group.
"""

NOT_COUNTED = (*REASONS, "not_asked", "blank")
"""The columns that say how many reports of a group are not counted in a rate; the last two differ from rate to rate."""
