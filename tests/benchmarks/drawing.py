"""How fast are reports drawn, beside as many bare integers as a report has cells? One run, one table: `make bench`.

What is timed is the drawing alone, in examples that Hypothesis generates; beside it stands how many whole examples a
second come out of ``@given``, where what Hypothesis does for each example weighs on all alike. All take turns in short
rounds, and the median round counts.
"""

import gc
import statistics
import sys
import time
from collections.abc import Iterable, Mapping

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from govdisclosure import FORMATS, Format
from govdisclosure.strategies import reports

ROUNDS = 21
INTEGERS = "integers"
GOALS = {"sparse": 10.0, "dense": 1.0}


def contestants(fmt: Format) -> Mapping[str, st.SearchStrategy[object]]:
    return {
        INTEGERS: st.tuples(*[st.integers()] * len(fmt.cells)),
        "sparse": reports(fmt),
        "dense": reports(fmt, dense=True),
        "sparse, without prose": reports(fmt, narrative=False),
    }


def timed(strategy: st.SearchStrategy[object], number: int) -> tuple[float, float]:
    """Milliseconds an example took: the drawing alone, and all of it."""
    drawing, drawn = 0.0, 0

    @seed(number)
    @settings(
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.data())
    def run(data: st.DataObject) -> None:
        nonlocal drawing, drawn
        start = time.perf_counter()
        data.draw(strategy)
        drawing += time.perf_counter() - start
        drawn += 1

    gc.collect()
    gc.disable()  # as timeit does: a collection takes as long as hundreds of examples, and hits one of them
    start = time.perf_counter()
    run()
    gc.enable()
    return drawing / drawn * 1e3, (time.perf_counter() - start) / drawn * 1e3


def measured(fmt: Format) -> dict[str, tuple[float, float]]:
    """The median round of each, taking turns."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in contestants(fmt)}
    for number in range(ROUNDS):
        for name, strategy in contestants(fmt).items():
            times[name].append(timed(strategy, number))
    return {name: (_median(t[0] for t in rounds), _median(t[1] for t in rounds)) for name, rounds in times.items()}


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


def main() -> int:
    table = Table("format", "drawn", "ms", "as fast as integers", "goal", "", "whole example, ms", "as fast")
    for column in (*table.columns[2:5], *table.columns[6:]):
        column.justify = "right"
    met = True
    for fmt in (fmt for fmt in FORMATS.values() if fmt.headings):
        found = measured(fmt)
        for name, (drawing, whole) in found.items():
            ratio, goal = found[INTEGERS][0] / drawing, GOALS.get(name)
            met = met and (goal is None or ratio >= goal)
            label = f"{len(fmt.cells)} {name}" if name == INTEGERS else name
            verdict = ("", "") if goal is None else (f">= {goal:g}x", "met" if ratio >= goal else "NOT MET")
            table.add_row(
                fmt.name, label, f"{drawing:.3f}", f"{ratio:.2f}x", *verdict,
                f"{whole:.3f}", f"{found[INTEGERS][1] / whole:.2f}x",
            )  # fmt: skip
    Console(width=120).print(table)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
