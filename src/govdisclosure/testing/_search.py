"""Hypothesis, run quietly: looks for a value with which something goes wrong, and makes it small."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

import attrs
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.errors import Flaky
from hypothesis.strategies import SearchStrategy

from govdisclosure.checks._rule import Finding
from govdisclosure.formats import Report

V = TypeVar("V")

_SEEDS = 2**32
_ALL_HEALTH_CHECKS = cast("tuple[HealthCheck, ...]", tuple(HealthCheck))
"""None is wanted: how long a generator takes is its own affair."""


@attrs.frozen(kw_only=True)
class Defect:
    """What is wrong with what was made: in one line, and shown in more.

    `report` is what went in, if the kit drew it, and `record` what came out, if it is one.
    """

    what: str
    shown: tuple[str, ...] = ()
    report: Report | None = None
    record: Report | None = None
    findings: tuple[Finding, ...] = ()
    error: Exception | None = None


@attrs.frozen(kw_only=True)
class Found:
    """The defect of the smallest value that has one, and how it was come by.

    `nth` counts the values tried until the first with a defect; `is_repeatable` is False where the same value had
    none another time.
    """

    defect: Defect
    nth: int
    seed: int
    is_repeatable: bool = True


class _Wrong(Exception):
    """Tells Hypothesis that this value is one of those looked for."""


@attrs.define
class _Trials:
    """What was tried so far, the value with a defect that came last among it: in the end, the smallest."""

    tried: int = 0
    nth: int = 0
    defect: Defect | None = None

    def add(self, defect: Defect | None) -> None:
        self.tried += 1
        if defect is not None:
            self.nth = self.nth or self.tried
            self.defect = defect


def search(
    cases: Sequence[SearchStrategy[V]], judge: Callable[[V], Defect | None], chosen: int | None, max_examples: int
) -> Found | None:
    """Try so many values, of each strategy its share; None if nothing is wrong with any.

    The simplest strategy comes first: what goes wrong with a value of few parts is soon made small. With the same seed,
    the same values are tried. Nothing is kept between runs, and Hypothesis prints nothing.
    """
    __tracebackhide__ = True
    number = _seed() if chosen is None else chosen
    trials = _Trials()
    for n, values in enumerate(cases):
        share = max_examples // len(cases) + (n < max_examples % len(cases))
        is_repeatable = _run(values, judge, trials, number, share) if share else True
        if trials.defect is not None:
            return Found(defect=trials.defect, nth=trials.nth, seed=number, is_repeatable=is_repeatable)
    return None


def _run(
    values: SearchStrategy[V], judge: Callable[[V], Defect | None], trials: _Trials, number: int, max_examples: int
) -> bool:
    """Try values until one has a defect, then make it small; whether a value had the same defect each time."""
    __tracebackhide__ = True

    @seed(number)
    @settings(
        max_examples=max_examples,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        verbosity=Verbosity.quiet,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=_ALL_HEALTH_CHECKS,
    )
    @given(values)
    def attempt(value: V) -> None:
        __tracebackhide__ = True
        defect = judge(value)
        trials.add(defect)
        if defect is not None:
            raise _Wrong

    try:
        attempt()
    except _Wrong:
        return True
    except Flaky:
        if trials.defect is None:
            raise
        return False
    except Exception as error:  # of a strategy, or of Hypothesis
        error.add_note(f"The same again: seed={number}")
        raise
    return True


def described(error: Exception) -> str:
    """An error in one line: its type, and what it says."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _seed() -> int:
    """Another each time, or always the same where Hypothesis is told to be repeatable, as it is in CI."""
    return 0 if settings().derandomize else random.SystemRandom().randrange(_SEEDS)
