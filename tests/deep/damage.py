"""Documents with damage drawn by chance, as many as there is time for: does a value end in a wrong cell?

``python -m deep.damage --seconds 60 --seed 1`` beside `tests`. Each document is drawn from the seed and its number
alone: ``--only NUMBER`` draws one again and shows what was done and what came of it.
"""

import argparse
import json
import random
import sys
import time
import traceback
from collections.abc import Iterator
from functools import cache
from itertools import count, islice

import attrs
import weasyprint  # type: ignore[import-untyped]
from fuzz.one import SLOW
from producers import PRODUCERS
from producers.documents import Document
from producers.drawn import Drawn, drawn, plain
from producers.pages import plain_page
from producers.verdicts import Verdict, everything, judged

from govdisclosure import FORMATS, GovDisclosureError, Parsed, read
from govdisclosure.readers import Limits

LIMITS = Limits(seconds=300)
"""Not those of every day: other work may go on beside this."""
PRINTED = "pdf_printed"
"""A page printed as PDF, which takes longer than anything else."""
WAYS = (*PRODUCERS, PRINTED)


@attrs.define
class Count:
    """What came of documents."""

    documents: int = 0
    values: int = 0
    """The figures of the documents before they were damaged."""
    right: int = 0
    gone: int = 0
    """Values that the damage took out of the document, and that are not in the record."""
    lost: int = 0
    """Values that still stand in the document and are not in the record, which is said."""
    wrong: int = 0
    """Values in a cell that is not theirs."""
    unsaid: int = 0
    """Values that are lost without a word."""
    crashes: int = 0
    hangs: int = 0
    refused: int = 0


@attrs.frozen
class Case:
    """One document: how it is drawn, and as what."""

    seed: int
    number: int
    way: str

    @property
    def made(self) -> Drawn:
        chance = random.Random(f"{self.seed} {self.number} {self.way}")
        return drawn(chance.choice(list(FORMATS.values())), self.way, chance)


def file_of(way: str, document: Document) -> bytes:
    if way != PRINTED:
        return PRODUCERS[way](document)
    data = weasyprint.HTML(string=plain_page(document).decode()).write_pdf()
    assert isinstance(data, bytes)
    return data


@cache
def undamaged(name: str, way: str) -> Parsed:
    """What is read of a document that nothing was done to."""
    return read(file_of(way, plain(FORMATS[name])), limits=LIMITS)


def faults(made: Drawn, verdict: Verdict, way: str) -> Iterator[str]:
    """What must not be: a value in a wrong cell, and values that are lost without a word."""
    for path, value in verdict.wrong.items():
        yield f"wrong: {path} is {value}, not {made.figures.get(path)}"
    kept = everything(verdict.parsed)
    lost = sorted(verdict.lost - made.gone)
    for path in lost:
        if path.partition(".")[0] not in made.touched and way != PRINTED:  # where pages end, whole tables are cut
            yield f"unsaid: {path} is lost, though its table is whole"
    silent = [path for path in lost if str(made.figures[path]) not in kept]
    if silent and not verdict.is_reported and not verdict.is_told_blank:
        yield f"unsaid: {len(silent)} values are lost, such as {silent[0]}"
    for figure in sorted(verdict.missing(made.printed)):
        yield f"unsaid: {figure} is printed, and nowhere"


def tried(case: Case, counted: Count) -> list[str]:
    """Read one document, count what came of it, and say what must not be."""
    made = case.made
    counted.documents += 1
    counted.values += len(made.figures)
    data = file_of(case.way, made.document)
    began = time.process_time()
    try:
        parsed = read(data, limits=LIMITS)
    except GovDisclosureError as error:
        counted.refused += 1
        return [f"refused: {error.text('en')}"]
    except Exception:  # whatever escapes is what we look for
        counted.crashes += 1
        return [traceback.format_exc()]
    if time.process_time() - began > SLOW:
        counted.hangs += 1
        return ["slow"]
    if parsed.report.format != made.fmt.name:
        counted.wrong += 1
        return [f"wrong: read as {parsed.report.format}"]
    verdict = judged(parsed, undamaged(made.fmt.name, case.way), made.figures)
    counted.right += len(verdict.right)
    counted.gone += len(verdict.lost & made.gone)
    counted.lost += len(verdict.lost - made.gone)
    found = list(faults(made, verdict, case.way))
    counted.wrong += sum(fault.startswith("wrong") for fault in found)
    counted.unsaid += sum(fault.startswith("unsaid") for fault in found)
    return found


def cases(seed: int, ways: tuple[str, ...]) -> Iterator[Case]:
    return (Case(seed, number, ways[number % len(ways)]) for number in count())


def main() -> int:
    parser = argparse.ArgumentParser(description="Read documents with damage drawn by chance.")
    parser.add_argument("ways", nargs="*", metavar="WAY", help=f"{', '.join(WAYS)}; all if none is named")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--most", type=int, help="so many documents at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="the document of this number alone")
    given = parser.parse_args()
    ways = tuple(given.ways) or WAYS
    end = time.monotonic() + given.seconds
    counted, clean = Count(), True
    for case in islice(cases(given.seed, ways), given.only, None if given.only is None else given.only + 1):
        if time.monotonic() > end or counted.documents == given.most:
            break
        found = tried(case, counted)
        if found:
            clean = False
            print(
                f"FIND {case.number} {case.way} {case.made.fmt.name} {case.made.damages}",
                *found,
                sep="\n  ",
                flush=True,
            )
    print(json.dumps(attrs.asdict(counted)), flush=True)
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
