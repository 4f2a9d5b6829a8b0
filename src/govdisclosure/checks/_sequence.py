"""Where a list of printed numbers goes wrong."""

from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from govdisclosure.wording._numbering import Number, System, leading_number, same_rank


@attrs.frozen
class Defect:
    """The number at `index` does not follow from the one before it (`previous`, empty at the start of the list)."""

    kind: Literal["starts", "repeats", "jumps", "mixes"]
    index: int
    number: str
    previous: str


@attrs.define
class _Rung:
    """One count that runs through a list: how it was first written and how far it has come."""

    opening: System
    latest: Number


def defects(numbers: Iterable[str | None], *, may_restart: bool) -> Iterator[Defect]:
    """The defects of one list, one for each fault: after it the count goes on from the printed number.

    Entries without number are passed over. With `may_restart` a count may begin again at 1, as one list after
    another in the same section does.

    >>> [(d.kind, d.previous, d.number) for d in defects(["一、", "二、", "二、", "四、"], may_restart=False)]
    [('repeats', '二、', '二、'), ('jumps', '二、', '四、')]
    """
    rungs: dict[System, _Rung] = {}
    last: _Rung | None = None
    for index, raw in enumerate(numbers):
        found = None if raw is None else leading_number(raw)
        if found is None:
            continue
        number = found[0]
        rung = rungs.get(number.system) or _continued(number, rungs) or (last if number.value > 1 else None)
        if rung is None:
            rung = _Rung(number.system, number)
            if number.value > 1:
                yield Defect("starts", index, number.raw, "")
        else:
            previous = rung.latest
            if number.system not in (rung.opening, previous.system):
                yield Defect("mixes", index, number.raw, previous.raw)
            restarts = may_restart and number.value == 1 and (previous.value > 1 or rung is not last)
            if restarts:
                rung.opening = number.system
            elif number.value == previous.value:
                yield Defect("repeats", index, number.raw, previous.raw)
            elif number.value != previous.value + 1:
                yield Defect("jumps", index, number.raw, previous.raw)
            rung.latest = number
        rungs[number.system] = last = rung


def _continued(number: Number, rungs: dict[System, _Rung]) -> _Rung | None:
    """The count that a number goes on with although it is written in another system of the same rank."""
    for rung in rungs.values():
        if same_rank(rung.opening, number.system) and number.value == rung.latest.value + 1:
            return rung
    return None
