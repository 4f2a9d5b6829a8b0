"""Which organs there are: ministries, and governments with their departments, townships and governments below."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from random import Random
from typing import Literal

import attrs

from govdisclosure.formats.shared import Level, Organ
from govdisclosure.synthetic import _names as names

Kind = Literal["ministry", "province", "city", "county", "office", "department", "township"]

_IN_ALL, _PROVINCES, _CITIES, _COUNTIES, _TOWNSHIPS, _MINISTRIES = 150_000, 31, 333, 2_844, 40_000, 60
"""How many there are of each among all organs, about as in reality."""
_A_COUNTRY = 9
"""From so many organs on there is one of every kind; fewer are one county, a single one is a ministry."""
MOST_ORGANS = 10_000_000
"""More have no codes left for their townships."""
_LEVELS: Mapping[Kind, Level] = {
    "ministry": "ministry",
    "province": "government",
    "city": "government",
    "county": "government",
    "office": "department",
    "department": "department",
    "township": "township",
}
_WEIGHT = {"province": 1.3, "city": 1.2, "county": 1.0}
"""How many departments a government has, compared with a county's."""
_UNEVEN = 0.15
"""By how much governments of one kind differ in that."""


@attrs.frozen
class Body:
    """An organ: its number among all (from 0), what it is, and the numbers of its government and of that's tier.

    `tier` is that of its government, of a government its own.
    """

    number: int
    kind: Kind
    tier: Kind
    organ: Organ
    parent: int | None = None

    @property
    def is_government(self) -> bool:
        return self.level == "government"

    @property
    def level(self) -> Level:
        """What its name tells, or a ministry's report states."""
        return _LEVELS[self.kind]


@attrs.define
class Government:
    """A government with how many units it has; its own office is one more."""

    tier: Literal["province", "city", "county"]
    name: str
    code: str
    below: list["Government"]
    departments: int = 0
    townships: int = 0

    @property
    def size(self) -> int:
        """How many organs: itself, its office, its units and all below."""
        return 2 + self.departments + self.townships + sum(each.size for each in self.below)


@attrs.frozen
class Part:
    """Organs that have nothing to do with those of other parts: the ministries, or a government with all below it.

    `first` is the number of its first organ.
    """

    first: int
    size: int
    top: Government | None

    def bodies(self) -> Iterator[Body]:
        """Its organs in order, each government after its units."""
        if self.top is not None:
            yield from _bodies(self.top, self.first, None)
            return
        for n in range(self.size):
            organ = Organ(name=names.ministry_name(n), level="ministry")
            yield Body(self.first + n, "ministry", "ministry", organ)


@cache
def parts(organs: int, seed: int) -> tuple[Part, ...]:
    """All organs of a country.

    >>> from govdisclosure.synthetic._tree import parts
    >>> [(part.first, part.size) for part in parts(300, seed=1)]
    [(0, 1), (1, 299)]
    >>> sum(part.size for part in parts(10_000, seed=1))
    10000
    """
    ministries = 1 if organs == 1 else 0 if organs < _A_COUNTRY else max(1, _of(organs, _MINISTRIES))
    found, first = [], 0
    if ministries:
        found.append(Part(0, ministries, None))
        first = ministries
    for top in _governments(organs - ministries, organs, Random(f"{seed} country")):
        found.append(Part(first, top.size, top))
        first += top.size
    return tuple(found)


def _of(organs: int, among_all: int) -> int:
    """So many of 150,000, for another number of organs."""
    return round(organs * among_all / _IN_ALL)


def _governments(left: int, organs: int, rng: Random) -> Sequence[Government]:
    """Governments with `left` organs in all."""
    if not left:
        return ()
    if organs < _A_COUNTRY:
        tops = lowest = everyone = [_government("county", 0, f"{names.PREFIXES[0]}0101")]
    else:
        tops, everyone, lowest = _chain(organs)
    units = left - 2 * len(everyone)
    room = len(names.DEPARTMENTS) * len(everyone)
    townships = max(min(_of(organs, _TOWNSHIPS), units), units - room)
    weights = [_WEIGHT[each.tier] * rng.uniform(1 - _UNEVEN, 1 + _UNEVEN) for each in everyone]
    for each, count in zip(everyone, spread(units - townships, weights, most=len(names.DEPARTMENTS)), strict=True):
        each.departments = count
    weights = [rng.uniform(1 - _UNEVEN, 1 + _UNEVEN) for _ in lowest]
    for each, count in zip(lowest, spread(townships, weights, most=names.MOST_TOWNSHIPS), strict=True):
        each.townships = count
    return tops


def _chain(organs: int) -> tuple[list[Government], list[Government], list[Government]]:
    """Provinces with their cities and those with their counties: the provinces, all of them, and the counties."""
    count = min(max(_of(organs, _PROVINCES), 1), len(names.PREFIXES), _PROVINCES)
    tops = [_government("province", n, f"{names.PREFIXES[n]}0000") for n in range(count)]
    cities = _below(tops, "city", _of(organs, _CITIES), count)
    counties = _below(cities, "county", _of(organs, _COUNTIES), count + len(cities))
    return tops, [*tops, *cities, *counties], counties


def _below(above: Sequence[Government], tier: Literal["city", "county"], count: int, named: int) -> list[Government]:
    """Governments below others, at least one below each; `named` places have names already."""
    count = min(max(count, len(above)), len(above) * names.MOST_PARTS)
    found: list[Government] = []
    for each, share in zip(above, spread(count, [1.0] * len(above), most=names.MOST_PARTS), strict=True):
        for n in range(share):
            each.below.append(_government(tier, named + len(found), names.code_below(each.code, n)))
            found.append(each.below[-1])
    return found


def _government(tier: Literal["province", "city", "county"], number: int, code: str) -> Government:
    return Government(tier, names.place_name(tier, number), code, [])


def spread(total: int, weights: Sequence[float], *, most: int) -> list[int]:
    """A number shared out by weights, none more than `most`; what does not fit goes to the first that have room.

    >>> from govdisclosure.synthetic._tree import spread
    >>> spread(10, [1, 1, 2], most=99), spread(10, [1, 1, 2], most=4)
    ([2, 3, 5], [3, 3, 4])
    """
    whole, reached, given = sum(weights), 0.0, 0
    shares = []
    for weight in weights:
        reached += weight
        upto = int(total * reached / whole + 1e-9)
        shares.append(upto - given)
        given = upto
    shares[-1] += total - given
    over = sum(max(share - most, 0) for share in shares)
    for n, share in enumerate(shares):
        shares[n] = min(share, most)
        more = min(over, most - shares[n])
        shares[n] += more
        over -= more
    return shares


def _bodies(top: Government, first: int, parent: int | None) -> Iterator[Body]:
    """A government's organs, those below first and itself last."""
    last = first + top.size - 1
    for each in top.below:
        yield from _bodies(each, first, last)
        first += each.size
    office = Organ(name=names.office_name(top.name), division_code=top.code)
    yield Body(first, "office", top.tier, office, last)
    for n in range(top.departments):
        organ = Organ(name=names.department_name(top.name, n), division_code=top.code)
        yield Body(first + 1 + n, "department", top.tier, organ, last)
    for n in range(top.townships):
        organ = Organ(name=names.township_name(top.name, n), division_code=names.township_code(top.code, n))
        yield Body(first + 1 + top.departments + n, "township", top.tier, organ, last)
    yield Body(last, top.tier, top.tier, Organ(name=f"{top.name}人民政府", division_code=top.code), parent)
