"""How fast do single JSON files become a corpus, beside merely reading them? And does it survive being killed?

``python tests/benchmarks/corpus.py [NUMBER...]`` makes folders of so many records, with prose, as ``govdisclosure read
-o`` writes them, and tells for each: the time that two processes need to read the files with ``orjson.loads`` and keep
nothing, the time of the whole command ``convert``, the ratio, and the peak memory of all its processes together.
``--killed TIMES`` instead kills conversions at random moments, so many and each again while it goes on, lets them
complete, and compares the rows with those of an undisturbed one.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path

import attrs
import orjson
import pyarrow.parquet as parquet
from bench import figures, with_prose
from rich.console import Console
from rich.table import Table

from govdisclosure import FORMATS, Report, dumps
from govdisclosure.formats.shared import Organ
from govdisclosure.strategies import settled

SIZES = (2_000, 20_000)
PROCESSES = 2
IN_A_FOLDER = 1_000
YEARS = range(2021, 2025)
BASES = 50
NAME, YEAR = "云溪县第零号中心", "2020"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", nargs="*", type=int, default=SIZES, metavar="NUMBER")
    parser.add_argument("--killed", type=int, metavar="TIMES")
    parser.add_argument("--folder", type=Path, help="where to make the files; by default a temporary folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        if given.killed:
            for number in given.numbers:
                killed(folder, number, given.killed)
        else:
            timed(folder, given.numbers)


def timed(folder: Path, numbers: Sequence[int]) -> None:
    """One table: a row a number of reports."""
    table = Table(title=f"convert, {PROCESSES} processes")
    for head in ("reports", "MB", "orjson.loads s", "convert s", "reports/s", "x the speed", "peak MB", "corpus MB"):
        table.add_column(head, justify="right")
    for number in numbers:
        source, output = folder / "reports", folder / "corpus.parquet"
        size = sum(map(len, write_reports(source, number)))
        paths = [str(path) for path in sorted(source.rglob("*.json"))]
        read_all(paths)  # both find the files in the memory of the system
        reading, (converting, peak) = read_all(paths), convert(source, output)
        assert parquet.read_metadata(output).num_rows == number
        ratios = (f"{reading:.2f}", f"{converting:.2f}", f"{number / converting:,.0f}", f"{reading / converting:.2f}")
        sizes = (f"{peak / 1e6:,.0f}", f"{output.stat().st_size / 1e6:,.1f}")
        table.add_row(f"{number:,}", f"{size / 1e6:,.0f}", *ratios, *sizes)
        Console(stderr=True).print(f"{number}: {reading:.2f} s, {converting:.2f} s, ratio {reading / converting:.3f}")
        shutil.rmtree(source)
    Console().print(table)


def write_reports(folder: Path, number: int) -> Iterator[bytes]:
    """So many files of reports of many organs over a few years, no two alike."""
    bases = [base.encode() for base in texts()]
    for count in range(number):
        inside = folder / f"{count // IN_A_FOLDER:05d}"
        if count % IN_A_FOLDER == 0:
            inside.mkdir(parents=True)
        organ, year = divmod(count, len(YEARS))
        data = bases[organ % BASES].replace(NAME.encode(), f"云溪县第{organ}中心".encode())
        data = data.replace(YEAR.encode(), str(YEARS[year]).encode())
        (inside / f"{count:07d}.json").write_bytes(data)
        yield data


def texts() -> Iterator[str]:
    """Reports with prose and figures that are each a little different."""
    chance = random.Random(1)
    fmt = FORMATS["2021"]
    for _ in range(BASES):
        free = {cell.path: int(chance.paretovariate(0.7)) if chance.random() < 0.4 else 0 for cell in fmt.cells}
        values = settled(free, fmt.identities)
        report: Report = with_prose(filled(figures(fmt), values))
        title = f"{NAME}{YEAR}年政府信息公开工作年度报告"
        named = attrs.evolve(report, year=int(YEAR), organ=Organ(name=NAME), title=title, signed_by=NAME)
        yield dumps(named, indent=2) + "\n"


def filled(report: Report, values: Mapping[str, object]) -> Report:
    """The report with these figures and no others."""
    from govdisclosure import from_dict, to_dict

    plain = to_dict(report)
    for cell in FORMATS[report.format].cells:
        *steps, last = cell.path.split(".")
        row = plain
        for step in steps:
            row = row[step]
        row[last] = values.get(cell.path, 0)
    return from_dict(plain)


# --- the contestants -----------------------------------------------------------------------------------------------


def read_all(paths: Sequence[str]) -> float:
    """Seconds that processes need to parse all files; they have started before."""
    with get_context("spawn").Pool(PROCESSES) as pool:
        pool.map(parse, [()] * PROCESSES, chunksize=1)
        begun = time.perf_counter()
        for _ in pool.imap_unordered(parse, chunks(paths)):
            pass
        return time.perf_counter() - begun


def chunks(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(paths), 500):
        yield paths[start : start + 500]


def parse(paths: Sequence[str]) -> int:
    for path in paths:
        with open(path, "rb") as file:
            orjson.loads(file.read())
    return len(paths)


def command(source: Path, output: Path) -> list[str]:
    program = [sys.executable, "-m", "govdisclosure", "convert", str(source), "-o", str(output)]
    return [*program, "--processes", str(PROCESSES)]


def convert(source: Path, output: Path) -> tuple[float, int]:
    """Seconds of the whole command, and the most memory that its processes had together, in bytes."""
    begun = time.perf_counter()
    with subprocess.Popen(command(source, output), stdout=subprocess.DEVNULL) as process:
        peak = Peak(process.pid)
        peak.start()
        assert process.wait() == 0
        seconds = time.perf_counter() - begun
        peak.join()
    return seconds, peak.most


class Peak(threading.Thread):
    """Looks at the memory of a process and its children as long as it runs."""

    def __init__(self, pid: int) -> None:
        super().__init__()
        self._pid = pid
        self.most = 0

    def run(self) -> None:
        while memory := sum(map(resident, family(self._pid))):
            self.most = max(self.most, memory)
            time.sleep(0.05)


def family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return
    for child in children.split():
        yield from family(int(child))


def resident(pid: int) -> int:
    """The memory of a process; what it shares with others is counted in each."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if pages else 0


# --- killed --------------------------------------------------------------------------------------------------------


def killed(folder: Path, number: int, times: int) -> None:
    """Kill conversions at random moments, each again while it goes on; the rows must be those of an undisturbed one."""
    source, undisturbed, output = folder / "killed", folder / "undisturbed.parquet", folder / "killed.parquet"
    for _ in write_reports(source, number):
        pass
    seconds, _ = convert(source, undisturbed)
    expected = parquet.read_table(undisturbed)
    chance = random.Random()
    for turn in range(times):
        moments = [
            moment
            for moment in (chance.uniform(0, seconds), chance.uniform(0, seconds))
            if kill(source, output, moment)
        ]
        subprocess.run(command(source, output), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        same = parquet.read_table(output).equals(expected)
        left = sorted(path.name for path in folder.iterdir() if path.name.startswith("killed.") and path != output)
        shown = ", ".join(f"{moment:.2f} s" for moment in moments) or "too late"
        rows = "the same rows" if same else "OTHER ROWS"
        print(f"{turn + 1}: killed after {shown}; {rows}, left over: {left or 'nothing'}")
        if not same or left:
            raise SystemExit(1)
        output.unlink()


def kill(source: Path, output: Path, moment: float) -> bool:
    """Begin, or go on with, a conversion and kill it after some seconds; whether it was not done before."""
    with subprocess.Popen(command(source, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return True
    return False


if __name__ == "__main__":
    main()
