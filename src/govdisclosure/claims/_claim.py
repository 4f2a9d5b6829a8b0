"""What the prose of a report claims, as a value."""

from decimal import Decimal
from typing import Literal

import attrs

ClaimScope = Literal["own", "consolidated", "elsewhere"]
"""本机关、本级; 全县、全系统; another organ."""


@attrs.frozen(kw_only=True)
class Claim:
    """One statement with a figure, or with none, that the prose of a report makes.

    `kind` says what is counted, by the record's own paths without a final ``.total`` (``requests.received``), or one of
    `published`, `information_fee`, `proposals`, `proposals.npc`, `proposals.cppcc`, `requests.in_hand`, `other`.
    `value` is a count, or for money the amount in the printed `unit` (万元, 元); None where only a `share` or a
    `growth` is printed, both in percent. `raw` is the print of the value; 未收到 and the like are 0. `rounded` is true
    of 万余, 近, 约. `period` is the year meant, None if it is not one whole year; `scope` is None if nothing is said of
    it. `of` is the index, in the list of claims, of the whole of which this is a part. `sentence` is without white
    space; `path` is its paragraph, in whose text the claim stands from `start` to `end`.
    """

    kind: str
    value: int | Decimal | None
    unit: str | None
    raw: str
    rounded: bool = False
    period: int | None
    scope: ClaimScope | None = None
    share: Decimal | None = None
    growth: Decimal | None = None
    of: int | None = None
    sentence: str
    path: str
    start: int
    end: int

    @property
    def is_none(self) -> bool:
        """Whether it says in words, not in figures, that there was nothing."""
        return self.value == 0 and not any(character.isdigit() for character in self.raw) and "零" not in self.raw
