"""``python -m deep`` beside `tests`, or `make deep`: everything that takes long, for so many minutes and from one seed.

First side by side the fuzzer on every target and documents with damage drawn by chance, then the property tests in the
deep profile. What came of it is printed and written to ``figures.json``; ends with 1 unless all is clean.
"""

import argparse
import json
import os
import platform
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs
from effort import PROFILE
from fuzz.run import BEYOND, SIDE_BY_SIDE, TESTS, Tally, fuzzed
from fuzz.targets import TARGETS

from deep.damage import PRINTED, WAYS, Count

WEIGHTS: Mapping[str, int] = {"text": 3, "markdown": 3, "html": 4, "docx": 4, "xlsx": 4, "pdf": 4, "json": 2}
"""How much more time a target has than one of those that are not named."""
DAMAGE: Mapping[str, tuple[int, Sequence[str]]] = {
    "damage": (8, [way for way in WAYS if way != PRINTED]),
    "damage printed": (4, [PRINTED]),
}
BEYOND_TIME = 1200
"""Seconds that property tests which have begun may take after their time; then they are ended, whatever they are at."""


@attrs.frozen(kw_only=True)
class Damaged:
    """What came of documents with damage drawn by chance."""

    name: str
    seconds: int
    count: Count
    finds: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        return self.count.documents > 0 and not self.finds

    def __str__(self) -> str:
        kept = self.count
        counts = f"{kept.documents} documents, {kept.values} values, {kept.wrong} wrong, {kept.unsaid} lost unsaid"
        rest = f"{kept.crashes} crashes, {kept.refused} refused in {self.seconds} s"
        return f"{self.name}: {counts}, {rest}" + "".join(f"\n  {find}" for find in self.finds)


@attrs.frozen(kw_only=True)
class Properties:
    """What came of the property tests: how many were run and how many not reached, the examples, and what failed."""

    tests: int
    not_reached: int
    examples: int
    seconds: int
    failed: tuple[str, ...] = ()

    def __str__(self) -> str:
        tests = f"{self.tests} tests ({self.not_reached} not reached)"
        counts = f"{tests}, {self.examples} examples, {len(self.failed)} failures in {self.seconds} s"
        return f"property tests: {counts}" + "".join(f"\n  {name}" for name in self.failed)


def property_tests(paths: Sequence[Path], minutes: float, seed: int, folder: Path) -> Properties:
    """All tests that Hypothesis runs, in the deep profile; none is begun after so many minutes."""
    tried, log = folder / "tried.jsonl", folder / "properties.txt"
    tried.unlink(missing_ok=True)
    tried.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-p", "deep.counting", "--tried", str(tried.absolute())]
    command += ["--until", str(time.time() + 60 * minutes)]
    command += ["-m", "hypothesis", "-n", str(SIDE_BY_SIDE), "-q", "-p", "no:cacheprovider"]
    command += ["--hypothesis-profile", PROFILE, "--hypothesis-seed", str(seed), *map(str, paths)]
    began = time.monotonic()
    code = _run(command, log, round(60 * minutes) + BEYOND_TIME)
    lines = [json.loads(line) for line in tried.read_text("utf-8").splitlines()] if tried.exists() else []
    failed = sorted({line["test"] for line in lines if line["failed"]})
    if code and not failed:
        failed = [f"ended with {code}; see {log}"]
    return Properties(
        tests=len({line["test"] for line in lines if line["reached"]}),
        not_reached=len({line["test"] for line in lines if not line["reached"]}),
        examples=sum(line["examples"] for line in lines),
        seconds=round(time.monotonic() - began),
        failed=tuple(failed),
    )


def damaged(name: str, seconds: int, seed: int, folder: Path) -> Damaged:
    """Documents with damage drawn by chance, for some seconds."""
    log = folder / f"{name.replace(' ', '-')}.txt"
    command = [sys.executable, "-m", "deep.damage", *DAMAGE[name][1], "--seconds", str(seconds), "--seed", str(seed)]
    began = time.monotonic()
    code = _run(command, log, seconds + BEYOND)
    *finds, last = log.read_text("utf-8").splitlines() or [""]
    counted = Count(**json.loads(last)) if last.startswith("{") else Count(crashes=1)
    found = tuple(line for line in finds if line.startswith("FIND"))
    if code and not found:
        found = (f"ended with {code}; see {log}",)
    return Damaged(name=name, seconds=round(time.monotonic() - began), count=counted, finds=found)


def _run(command: Sequence[str], log: Path, seconds: int) -> int | str:
    """The code a process ended with, or what is said of one that had to be ended."""
    path = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    with log.open("w", encoding="utf-8") as file:
        try:
            return subprocess.run(
                command,
                stdout=file,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": path},
                timeout=seconds,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return "no end"


def side_by_side(minutes: float, seed: int, folder: Path) -> tuple[list[Tally], list[Damaged]]:
    """The fuzzer on every target, and damaged documents: those that take longest first."""
    weights = {name: WEIGHTS.get(name, 1) for name in TARGETS} | {name: weight for name, (weight, _) in DAMAGE.items()}
    each = minutes * 60 * SIDE_BY_SIDE / sum(weights.values())

    def part(name: str) -> Tally | Damaged:
        seconds = max(1, round(each * weights[name]))
        done = damaged(name, seconds, seed, folder) if name in DAMAGE else fuzzed(name, seconds, seed, folder)
        print(done, flush=True)
        return done

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        done = list(pool.map(part, sorted(weights, key=lambda name: -weights[name])))
    return [each for each in done if isinstance(each, Tally)], [each for each in done if isinstance(each, Damaged)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="deep", description="Try much, and write down what came of it.")
    parser.add_argument("--minutes", type=float, default=30, help="for fuzzing and damaged documents together")
    parser.add_argument("--property-minutes", type=float, default=60, help="for the property tests")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--folder", type=Path, default=Path("build/deep"))
    parser.add_argument("--tests", type=Path, nargs="*", default=[TESTS], help="where property tests are looked for")
    parser.add_argument("--only", choices=["properties"], help="the rest stays as the last run left it")
    given = parser.parse_args()
    written = given.folder / "figures.json"
    print(f"seed {given.seed}", flush=True)
    if given.only:
        figures, clean = json.loads(written.read_text("utf-8")), True
    else:
        shutil.rmtree(given.folder, ignore_errors=True)
        given.folder.mkdir(parents=True)
        fuzzing, damage = side_by_side(given.minutes, given.seed, given.folder)
        clean = all(tally.is_clean for tally in fuzzing) and all(part.is_clean for part in damage)
        parts = {
            "fuzzing": [attrs.asdict(tally) for tally in fuzzing],
            "damage": [attrs.asdict(part) for part in damage],
        }
        figures = {**run_of(given.seed), **parts}
        write(figures, written)
    properties = property_tests(given.tests, given.property_minutes, given.seed, given.folder)
    print(properties, flush=True)
    figures["properties"] = {**run_of(given.seed), **attrs.asdict(properties)}
    write(figures, written)
    return 0 if clean and properties.tests and not properties.failed else 1


def write(figures: Mapping[str, Any], file: Path) -> None:
    file.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"figures are in {file}", flush=True)


def run_of(seed: int) -> dict[str, Any]:
    """When and with what something was tried."""
    used = {"python": platform.python_version()} | {name: version(name) for name in ("hypothesis", "atheris")}
    return {"date": datetime.now(UTC).date().isoformat(), "seed": seed, "with": used}


if __name__ == "__main__":
    sys.exit(main())
