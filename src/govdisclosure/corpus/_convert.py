"""The whole way from files to a corpus."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import attrs

from govdisclosure._extras import needed
from govdisclosure._parents import Above, Parents, above
from govdisclosure._processes import available_processes
from govdisclosure.corpus._batches import batches
from govdisclosure.corpus._beside_output import (
    Told,
    duplicates_path,
    notes_path,
    unreadable_path,
    write_beside,
)
from govdisclosure.corpus._duplicates import Duplicates, find_duplicates
from govdisclosure.corpus._found import found
from govdisclosure.corpus._merge import UNFINISHED, Merged, distinct_called, merge
from govdisclosure.corpus._part import Done, is_there, read_beside
from govdisclosure.corpus._place_of_parts import Parts, folder_of, prepared
from govdisclosure.corpus._pool import Processes
from govdisclosure.corpus._tasks import Batch, load_tasks
from govdisclosure.corpus._worker import Job
from govdisclosure.readers._limits import Limits
from govdisclosure.roster import Roster
from govdisclosure.series import Organs

Stage = Literal["reading", "writing", "comparing"]


@attrs.frozen(kw_only=True)
class Progress:
    """How far a conversion is: files, bytes of them, reports, and what could not be read."""

    stage: Stage = "reading"
    files: int = 0
    all_files: int = 0
    size: int = 0
    all_size: int = 0
    reports: int = 0
    written: int = 0
    failures: int = 0

    def with_done(self, done: Done) -> "Progress":
        """After one more batch."""
        return attrs.evolve(
            self,
            files=self.files + done.files,
            size=self.size + done.weight,
            reports=self.reports + done.reports,
            failures=self.failures + done.failures,
        )


@attrs.frozen(kw_only=True)
class Conversion:
    """What came of a conversion: the reports, what could not be read, and what is there twice.

    `above` is what came of the file of parents, if there was one; `parts` says what an earlier run had left.
    """

    output: Path
    files: int
    merged: Merged
    told: Told
    duplicates: Duplicates
    parts: Parts
    above: Above | None = None

    @property
    def failures(self) -> int:
        """How many things could not be read that should have been."""
        return sum(count for reason, count in self.told.unreadable.items() if reason != "skipped")


Tell = Callable[[Progress], None]


def _tell_nobody(_: Progress) -> None:
    pass


def convert(
    inputs: Sequence[Path],
    output: Path,
    *,
    processes: int | None = None,
    aliases: Roster | None = None,
    parents: Parents | None = None,
    redact: bool = False,
    limits: Limits | None = None,
    begun: Callable[[Parts], None] = lambda _: None,
    tell: Tell = _tell_nobody,
) -> Conversion:
    """Convert files, folders and archives into one Parquet file, in the columns of `govdisclosure.columns.layout`.

    What is read goes into parts in the folder ``OUTPUT.parts``, which is removed at the end; if the conversion is
    ended before, the next one of the same inputs goes on with these. Rows stand in the order of the inputs. What
    cannot be read is told in ``unreadable.csv`` beside the output, what the readers noted in ``notes.parquet``, what is
    there twice in ``duplicates.csv``. `processes` is how many work (by default one for each processor), `begun` hears
    what is there already, and `tell` how it goes.

    Raises OSError if the output cannot be written, `MissingExtra` without the extra ``bulk``, `UnreadableDocument` if
    `parents` contradicts itself. Processes are started as `multiprocessing` does with "spawn": a script has to call
    this behind ``if __name__ == "__main__"``.
    """
    bounds = limits or Limits()
    for package in ("pyarrow", "polars"):
        needed(package, "bulk")
    own = {*map(os.path.abspath, (output, folder_of(output), *_beside(output)))}
    own |= {path + UNFINISHED for path in own}
    with Processes(processes or available_processes()) as working:
        parts = prepared(output, map(str, inputs), found(inputs, own), redact=redact, limits=bounds)
        begun(parts)
        progress = Progress(all_files=parts.files, all_size=parts.size)
        job = Job(folder=parts.folder, redact=redact, limits=bounds)
        for done in _all_done(job, parts, working):
            progress = progress.with_done(done)
            tell(progress)
    return _finish(output, parts, progress, aliases, parents, tell)


def _beside(output: Path) -> tuple[Path, ...]:
    return unreadable_path(output), notes_path(output), duplicates_path(output)


def _all_done(job: Job, parts: Parts, working: Processes) -> Iterator[Done]:
    """Every batch when its part is there; first, and without any work, those whose parts were."""
    ready: list[Done] = []

    def missing() -> Iterator[Batch]:
        with parts.plan.open(encoding="ascii") as plan:
            for number, task in enumerate(load_tasks(plan)):
                for batch in batches(number, task, job.limits):
                    if is_there(job.folder, batch.number):
                        ready.append(read_beside(job.folder, batch.number).done)
                    else:
                        yield batch

    for done in working.convert(job, missing()):
        yield from ready
        ready.clear()
        yield done
    yield from ready


def _finish(
    output: Path, parts: Parts, progress: Progress, aliases: Roster | None, parents: Parents | None, tell: Tell
) -> Conversion:
    """Write the corpus and what stands beside it from the parts."""
    progress = attrs.evolve(progress, stage="writing")
    tell(progress)
    numbers = parts.numbers()
    called = distinct_called(parts.folder, numbers)
    organs = Organs(called.values(), aliases=aliases)
    keys = {text: organs.key(one) for text, one in called.items()}
    over = None if parents is None else above(parents, organs, {key for key in keys.values() if key is not None})

    def written(rows: int) -> None:
        nonlocal progress
        progress = attrs.evolve(progress, written=progress.written + rows)
        tell(progress)

    told = write_beside(parts.folder, numbers, output)
    merged = merge(parts.folder, numbers, output, keys, None if over is None else over.keys, written)
    tell(attrs.evolve(progress, stage="comparing"))
    duplicates = find_duplicates(output)
    parts.remove()
    return Conversion(
        output=output,
        files=parts.files,
        merged=merged,
        told=told,
        duplicates=duplicates,
        parts=parts,
        above=over,
    )
