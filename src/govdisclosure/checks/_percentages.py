"""Shares and rates of growth in prose, worked out again from the figures they rest on."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import attrs

from govdisclosure.checks._claims_and_cells import claims_of, is_rounded
from govdisclosure.claims import Claim
from govdisclosure.formats import Report

_HUNDRED = Decimal(100)


@attrs.frozen
class Percentage:
    """A printed percentage, the two figures it rests on, and what they make; `right` is None where they are rounded."""

    what: Literal["share", "growth"]
    claim: Claim
    base: Claim
    printed: Decimal
    computed: Decimal
    right: bool | None

    @property
    def is_near(self) -> bool:
        """Whether it is off by less than one in its last digit: cut off, or turned to make up 100."""
        return abs(self.printed - self.computed) < Decimal(1).scaleb(-_decimals(self.printed))


def percentages(report: Report) -> Iterator[Percentage]:
    """Every share and growth of which both figures stand in the same paragraph."""
    claims = claims_of(report)
    for claim in claims:
        if claim.value is None:
            continue
        if claim.share is not None and claim.of is not None:
            yield from _share(claim, claims[claim.of], claims, claim.share)
        if claim.growth is not None:
            yield from _growth(claim, claims, claim.growth)


def shown(computed: Decimal, printed: Decimal) -> str:
    """A computed percentage with one more decimal than the printed one has."""
    return str(computed.quantize(Decimal(1).scaleb(-_decimals(printed) - 1)))


def _share(claim: Claim, whole: Claim, claims: tuple[Claim, ...], printed: Decimal) -> Iterator[Percentage]:
    if not whole.value or not _same_unit(claim, whole):
        return
    computed = _ratio(claim, whole)
    right = _right(printed, computed, claim, whole)
    others = (
        c for c in claims if c.path == claim.path and c is not claim and c.of != claim.of and _same_unit(c, claim)
    )
    if right is False and any(c.value and _right(printed, _ratio(claim, c), claim, c) for c in others):
        right = True  # the share of another whole that stands there
    yield Percentage("share", claim, whole, printed, computed, right)


def _growth(claim: Claim, claims: tuple[Claim, ...], printed: Decimal) -> Iterator[Percentage]:
    if claim.period is None or claim.kind == "other":
        return
    before = [c for c in claims if _is_year_before(c, claim)]
    if len({c.value for c in before}) == 1 and before[0].value:
        computed = _ratio(claim, before[0]) - _HUNDRED
        yield Percentage("growth", claim, before[0], printed, computed, _right(printed, computed, claim, before[0]))


def _is_year_before(earlier: Claim, claim: Claim) -> bool:
    return (
        (earlier.kind, earlier.path) == (claim.kind, claim.path)
        and claim.period is not None
        and earlier.period == claim.period - 1
        and (earlier.scope == claim.scope or None in (earlier.scope, claim.scope))
        and _same_unit(earlier, claim)
    )


def _same_unit(a: Claim, b: Claim) -> bool:
    return a.unit is None or b.unit is None or a.unit == b.unit


def _ratio(claim: Claim, base: Claim) -> Decimal:
    return Decimal(claim.value or 0) * _HUNDRED / Decimal(base.value or 1)


def _right(printed: Decimal, computed: Decimal, *figures: Claim) -> bool | None:
    """Whether rounding to the printed digits makes one of the other."""
    if any(is_rounded(figure) for figure in figures):
        return None
    return abs(printed - computed) <= Decimal("0.5").scaleb(-_decimals(printed))


def _decimals(printed: Decimal) -> int:
    return max(0, -int(printed.as_tuple().exponent))
