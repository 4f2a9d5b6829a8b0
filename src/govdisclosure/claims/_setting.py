"""Of which year and of whom a paragraph speaks at a place. Both hold until others are named."""

import attrs

from govdisclosure.claims._claim import ClaimScope
from govdisclosure.claims._when import Extent, Period


@attrs.define
class Setting:
    """Where reading a paragraph has come to, in a report for a `year`."""

    year: int | None
    scope: ClaimScope | None = None
    _named: int | None = None
    """The year named last."""
    _extent: Extent = "year"
    _aside: Period | None = None
    """A time that is named only to compare with."""
    _planned: bool = False
    _planned_here: bool = False
    """Whether a plan is spoken of: in this paragraph, in this sentence."""

    def __attrs_post_init__(self) -> None:
        self._named = self.year

    @property
    def period(self) -> int | None:
        """The year a figure here is of; None if it is of no one whole year."""
        if self._aside is not None:
            return self._aside.of(self.year, self._named) if self._aside.extent == "year" else None
        return self.settled

    @property
    def settled(self) -> int | None:
        """The year spoken of, whatever it is compared with."""
        return self._named if self._extent == "year" else None

    @property
    def is_aside(self) -> bool:
        """Whether a figure here only serves for comparison."""
        return self._aside is not None

    @property
    def is_plan(self) -> bool:
        """Whether a figure here is planned, not done."""
        return self._planned or self._planned_here

    def enter(self, period: Period, *, bracketed: bool) -> None:
        """A time is named."""
        if self.is_future(period):
            self._planned = self._planned_here = True
        elif period.compared or bracketed:
            self._aside = period
        elif period.extent == "year":
            self._enter_year(period)
        else:
            if period.extent == "part" and period.year is not None:
                self._named = period.year
            self._extent = period.extent

    def is_future(self, period: Period) -> bool:
        """Whether a time is after the report's year."""
        later = period.year is not None and self.year is not None and period.year > self.year
        return later or period.extent == "plan"

    def _enter_year(self, period: Period) -> None:
        named = period.of(self.year, None)
        if named is not None or not self._planned_here:  # 下一步，全年…… is a plan still
            self._planned = self._planned_here = False
        if named is not None:
            self._named = named
        elif self._extent == "since":
            self._named = self.year
        self._extent, self._aside = "year", None

    def plan(self) -> None:
        """A plan is spoken of, for the rest of the sentence."""
        self._planned_here = True

    def done(self) -> None:
        """What follows was done, not planned: 计划公开400条，实际公开430条."""
        self._planned_here = False

    def end_comparison(self) -> None:
        """A comma ends what is compared."""
        self._aside = None

    def end_sentence(self) -> None:
        """A sentence ends, and what holds no longer than it."""
        self._planned_here, self._aside = False, None
        if self._extent == "part":
            self._extent = "year"
