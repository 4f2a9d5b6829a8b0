"""Targets fuzzed, two side by side, and what came of each."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import attrs

SIDE_BY_SIDE = 2
BEYOND = 900
"""Seconds after its time at which a run is ended: where other work goes on beside it, it takes long to begin."""
TESTS = Path(__file__).resolve().parents[1]

Sort = Literal["crashes", "hangs", "wrong"]


@attrs.frozen(kw_only=True)
class Tally:
    """What came of a target: inputs tried, and by sort the places in the code that failed."""

    name: str
    seconds: int
    tried: int
    crashes: int = 0
    hangs: int = 0
    wrong: int = 0
    finds: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        return self.tried > 0 and not self.finds

    def __str__(self) -> str:
        counts = f"{self.tried} inputs, {self.crashes} crashes, {self.hangs} hangs, {self.wrong} wrong values"
        return f"{self.name}: {counts} in {self.seconds} s" + "".join(f"\n  {find}" for find in self.finds)


def sort_of(find: str) -> Sort:
    """What a find is, by the name it is kept under: what a target asserts is about values."""
    if find.startswith(("slow", "timeout-")):
        return "hangs"
    return "wrong" if find.startswith("AssertionError") else "crashes"


def fuzzed(name: str, seconds: int, seed: int, folder: Path) -> Tally:
    """Fuzz a target for some seconds."""
    log, finds = folder / name / "log.txt", folder / name / "finds"
    finds.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "fuzz.one", name, "--seconds", str(seconds), "--seed", str(seed)]
    path = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}
    began = time.monotonic()
    with log.open("w", encoding="utf-8") as file:
        ended = _code([*command, "--folder", str(folder)], environment, file.fileno(), seconds + BEYOND)
    spent = round(time.monotonic() - began)
    said = log.read_text(encoding="utf-8", errors="replace")
    executed = re.search(r"number_of_executed_units: (\d+)", said)
    kept = [path for path in sorted(finds.iterdir()) if path.suffix != ".txt"]
    found = [str(path) for path in kept]
    sorts: Counter[Sort] = Counter(sort_of(path.name) for path in kept)
    if ended and not kept:
        found.append(f"ended with {ended}; see {log}")
        sorts["crashes"] += 1
    tried = int(executed[1]) if executed else 0
    crashes, hangs, wrong = sorts["crashes"], sorts["hangs"], sorts["wrong"]
    return Tally(name=name, seconds=spent, tried=tried, crashes=crashes, hangs=hangs, wrong=wrong, finds=tuple(found))


def _code(command: Sequence[str], environment: dict[str, str], log: int, seconds: int) -> int | str:
    """The code a process ended with, and what is said of one that had to be ended."""
    try:
        return subprocess.run(
            command, stdout=log, stderr=subprocess.STDOUT, env=environment, timeout=seconds, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        return "no end"


def all_fuzzed(names: Sequence[str], seconds: int, seed: int, folder: Path) -> Iterator[Tally]:
    """Fuzz targets, so many seconds each."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        yield from pool.map(lambda name: fuzzed(name, seconds, seed, folder), names)
