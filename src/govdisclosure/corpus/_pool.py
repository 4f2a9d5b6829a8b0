"""Batches over processes: a few at a time, and none is lost where a process is."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Self, TypeVar

from govdisclosure.corpus._part import Done
from govdisclosure.corpus._tasks import Batch
from govdisclosure.corpus._worker import Job, begin, convert_batch, count_items, give_up, try_item

Result = TypeVar("Result")

AHEAD = 2
"""How many batches are given out for each process: one that it works on, and one for when it is done."""


class Processes:
    """The processes that convert. They are started at once, so that they are ready when there is work.

    As a context it lets them go at the end; batches that none has begun are then not begun.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = _pool(count)
        self._pool.submit(int)  # the first thing to do starts them all
        self._given: dict[Future[Done], Batch] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def convert(self, job: Job, batches: Iterator[Batch]) -> Iterator[Done]:
        """Do all batches, and tell of each when its part is there. They are drawn as they are needed."""
        for batch in batches:
            while len(self._given) >= AHEAD * self._count:
                yield from self._done(job)
            try:
                self._give(job, batch)
            except BrokenProcessPool:
                yield from self._mended(job)
                self._give(job, batch)
        while self._given:
            yield from self._done(job)

    def _give(self, job: Job, batch: Batch) -> None:
        self._given[self._pool.submit(convert_batch, job, batch)] = batch

    def _done(self, job: Job) -> Iterator[Done]:
        """What is done first; it waits."""
        finished, _ = wait(self._given, return_when=FIRST_COMPLETED)
        for future in finished:
            try:
                done = future.result()
            except BrokenProcessPool:
                yield from self._mended(job)
                return
            del self._given[future]
            yield done

    def _mended(self, job: Job) -> Iterator[Done]:
        """Do what was given out one by one, each in a process of its own: one of them ended the process it was in."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        lost, self._given = [*self._given.values()], {}
        for batch in lost:
            yield _alone(job, batch)
        self._pool = _pool(self._count)


def _alone(job: Job, batch: Batch) -> Done:
    """Do a batch in a process of its own; if that ends too, without the items that end a process, or without any."""
    try:
        return _fresh(lambda pool: pool.submit(convert_batch, job, batch))
    except BrokenProcessPool:
        pass
    try:
        fatal = _fatal_items(job, batch)
        return _fresh(lambda pool: pool.submit(convert_batch, job, batch, fatal))
    except BrokenProcessPool:
        return give_up(job, batch)


def _fatal_items(job: Job, batch: Batch) -> frozenset[int]:
    """The items of a batch that end the process that reads them."""
    count = _fresh(lambda pool: pool.submit(count_items, job, batch))
    fatal: set[int] = set()
    pool = _pool(1)
    for place in range(count):
        try:
            pool.submit(try_item, job, batch, place).result()
        except BrokenProcessPool:
            fatal.add(place)
            pool.shutdown()
            pool = _pool(1)
    pool.shutdown()
    return frozenset(fatal)


def _fresh(call: Callable[[ProcessPoolExecutor], Future[Result]]) -> Result:
    with _pool(1) as pool:
        return call(pool).result()


def _pool(processes: int) -> ProcessPoolExecutor:
    """Processes that share nothing with this one, which works alike on every system."""
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=begin)
