"""The parts of a country as files, made by several processes in any order and handed over in theirs."""

import multiprocessing
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Event
from pathlib import Path

import attrs

from govdisclosure._processes import available_processes, serve_parent
from govdisclosure.columns import Row, layout, to_table
from govdisclosure.synthetic._country import Country
from govdisclosure.synthetic._errors import Planted

_AT_ONCE = 4_000
"""Reports made before they become columns."""


@attrs.frozen
class Made:
    """A part as a file of Arrow's own format, and the list of its errors, counted from 1."""

    path: Path
    planted: tuple[Planted, ...]

    @property
    def errors(self) -> int:
        """How many errors the list is about."""
        return max((each.planted for each in self.planted), default=0)


def made_parts(country: Country, folder: Path, processes: int | None) -> Generator[Made, None, None]:
    """All parts in order, as files of a folder."""
    count = len(country.part_sizes)
    wanted = min(processes or available_processes(), count)
    if wanted == 1:
        yield from (_make(country, number, folder) for number in range(count))
        return
    # Processes are started afresh: PyArrow has threads, and a copy of a process with threads may hang.
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(wanted, mp_context=context, initializer=_begin, initargs=(stop,))
    try:
        futures = [pool.submit(_make, country, number, folder) for number in range(count)]
        yield from (future.result() for future in futures)
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


@attrs.define
class _Orders:
    """What a process hears of the one that started it: whether its work is still wanted."""

    stop: Event | None = None

    @property
    def is_over(self) -> bool:
        return self.stop is not None and self.stop.is_set()


_ORDERS = _Orders()
"""Those of this process."""


def _begin(stop: Event) -> None:
    """Prepare a process, which looks whether its work is still wanted."""
    _ORDERS.stop = stop
    serve_parent()


def _make(country: Country, number: int, folder: Path) -> Made:
    """Make one part, a few thousand reports at a time."""
    import pyarrow as arrow

    path = folder / f"{number}"
    planted: list[Planted] = []
    options = arrow.ipc.IpcWriteOptions(compression="lz4")
    with arrow.OSFile(str(path), "wb") as sink, arrow.ipc.new_file(sink, layout().schema(), options=options) as out:
        waiting: list[Row] = []
        for rows, found in country.made(number):
            waiting += rows
            planted += found
            if len(waiting) >= _AT_ONCE:
                out.write_table(to_table(waiting))
                waiting = []
            if _ORDERS.is_over:
                break
        out.write_table(to_table(waiting))
    return Made(path, tuple(planted))
