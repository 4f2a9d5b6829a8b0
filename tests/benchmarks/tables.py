"""How fast are the rules asked of a table, beside what any reading of the same table costs? `make bench` runs it.

The reports are those of a synthetic country in one format, with errors and blanks planted, repeated under other keys up
to a million, in mixed order, so that a file cannot save what it has seen before. From memory, a pass of the identities
is compared with one plain pass of the same engine over the same cells: their sums, column by column. From a file, it is
compared with merely reading the columns that are looked at. DuckDB and Spark stand beside it, and so does the same
asked one report at a time. Last, the memory of ``govdisclosure check`` over JSON Lines, for so many reports and ten
times as many: it has to be the same.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import polars as pl
from rich.console import Console
from rich.table import Table

from govdisclosure import FORMATS, check, dumps
from govdisclosure.checks.bulk import BulkResult, check_table, needed
from govdisclosure.checks.bulk.files import ENGINES, settle_duckdb, spark_session
from govdisclosure.columns import layout, to_table
from govdisclosure.formats import Format
from govdisclosure.synthetic import country

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

FMT: Format = list(FORMATS.values())[-1]
RECORDS = 1_000_000
ORGANS, YEARS = 5_000, range(FMT.first_year, FMT.first_year + 2)
ERRORS = BLANKS = 0.01
ROUNDS = 5
ONE_BY_ONE = 3_000
LINES = 5_000
MEGABYTE = 1e6
SUMS = ["GD2"]
ON_SPARK = (["GD2"], ["GD2", "GD3"])
COMMAND = (sys.executable, "-m", "govdisclosure")
PROGRAM = Path(__file__).resolve().parents[2] / "examples" / "cluster" / "check_on_spark.py"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--engines", nargs="*", choices=ENGINES, default=ENGINES)
    parser.add_argument("--lines", type=int, default=LINES, help="reports in the smaller file of JSON Lines")
    given = parser.parse_args()
    board = Board()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "corpus.parquet"
        table = reports(given.records)
        table.write_parquet(path, row_group_size=50_000, compression="zstd")
        board.say(f"{table.height:,} reports, {len(layout(FMT).figures)} cells each; a file of {_size(path)}")
        from_memory(board, table)
        one_by_one(board)
        del table
        for engine in given.engines:
            from_file(board, path, engine)
        whole_programs(board, folder, path, given.engines)
        memory(board, folder, given.lines)
    board.show()
    return 0 if board.met else 1


# --- the table --------------------------------------------------------------------------------------------------


def reports(number: int) -> pl.DataFrame:
    """So many reports, in the columns that rules look at; organs of each repetition have keys of their own."""
    made = country(organs=ORGANS, years=tuple(YEARS), seed=1, errors=ERRORS, blanks=BLANKS)
    once = pl.from_arrow(to_table(made.rows(), into=layout(FMT)))
    assert isinstance(once, pl.DataFrame)
    once = once.select(needed(layout(FMT)))
    keys = ("record", "organ", "parent")
    times = -(-number // once.height)
    repeated = (once.with_columns(pl.format(f"{{}} {n}", pl.col(key)).alias(key) for key in keys) for n in range(times))
    mixed: pl.DataFrame = pl.concat(repeated).sample(number, shuffle=True, seed=1)
    return mixed.rechunk()


# --- what is measured -------------------------------------------------------------------------------------------


def from_memory(board: "Board", table: pl.DataFrame) -> None:
    """All identities with every outcome: what was found, and how many comparisons were made."""
    result = check_table(table, select=SUMS)
    cells = table.select(column.name for column in layout(FMT).figures)
    plain = best(lambda: cells.lazy().select(pl.all().sum()).collect())
    asked = best(lambda: outcomes(result))
    made, found = outcomes(result)
    assert made > 0
    assert found > 0
    board.rate("polars, identities, from memory", table.height, asked, goal=2e6)
    board.ratio("... share of the speed of a plain pass", plain / asked, f"column sums: {plain:.2f} s", least=0.15)


def outcomes(result: BulkResult) -> tuple[int, int]:
    """How many comparisons were made, and how many of them did not hold: the table of findings is made for that."""
    found: pl.DataFrame = result.findings.collect("polars").to_native()
    return sum(result.made().values()), found.height


def one_by_one(board: "Board") -> None:
    made = country(organs=ONE_BY_ONE // len(YEARS), years=tuple(YEARS), seed=1, errors=ERRORS, blanks=BLANKS)
    rows = [row.report for row in made.rows()]
    seconds = best(lambda: [check(report, select=SUMS) for report in rows])
    board.rate("check, identities, one report at a time", len(rows), seconds)


def from_file(board: "Board", path: Path, engine: str) -> None:
    """From the file to the table of findings, beside reading the same columns."""
    records = pl.scan_parquet(path).select(pl.len()).collect().item()
    frame, read = READERS[engine](path)
    result = check_table(frame, select=SUMS)
    rounds = ROUNDS if engine == "polars" else 2
    reading, asking = best(read, rounds), best(lambda: result.findings.collect("polars"), rounds)
    board.rate(f"{engine}, identities, from the file", records, asking)
    goal = 3.0 if engine == "polars" else None
    board.ratio("... times the time of reading", asking / reading, f"only reading: {reading:.2f} s", most=goal)


def looked_at() -> list[str]:
    """The columns that the identities need, and those that go into a finding."""
    terms = {path for identity in FMT.identities for path in identity.paths}
    keys = ("record", "organ", "organ__name", "year", "format", "unread")
    return [*keys, *(column.name for column in layout(FMT).figures if column.path in terms)]


def polars_reader(path: Path) -> "tuple[IntoFrame, Callable[[], object]]":
    lazy = pl.scan_parquet(path)
    return lazy, lambda: lazy.select(looked_at()).collect(engine="streaming")


def duckdb_reader(path: Path) -> "tuple[IntoFrame, Callable[[], object]]":
    import duckdb

    settle_duckdb()
    relation = duckdb.read_parquet(str(path))
    names = ", ".join(f'"{name}"' for name in looked_at())
    return relation, lambda: relation.project(names).to_arrow_table()


def spark_reader(path: Path) -> "tuple[IntoFrame, Callable[[], object]]":
    session = spark_session()
    session.sparkContext.setLogLevel("OFF")
    frame = session.read.parquet(str(path))
    return frame, lambda: frame.select(looked_at()).write.format("noop").mode("overwrite").save()


READERS = {"polars": polars_reader, "duckdb": duckdb_reader, "spark": spark_reader}


def whole_programs(board: "Board", folder: Path, path: Path, engines: Sequence[str]) -> None:
    """From the file to a file of findings, with the start, and what one core would need for it."""
    records = pl.scan_parquet(path).select(pl.len()).collect().item()
    for engine in engines:
        if engine == "spark":  # all rules take it minutes: GD701 adds up hundreds of columns
            asked = {" ".join(rules): [*submit(), PROGRAM, path, folder / rules[-1], *rules] for rules in ON_SPARK}
        else:
            findings = folder / f"{engine}.findings.parquet"
            asked = {"all rules": [*COMMAND, "check", path, "--engine", engine, "-o", findings]}
        for what, program in asked.items():
            took = used(program)
            board.rate(f"{engine}, {what}, from the file to a file", records, took.seconds)
            board.value("... seconds of one core", f"{took.core_seconds:.0f} s", f"at most {took.megabytes:,.0f} MB")


def submit() -> list[str | Path]:
    """Starts a program as on a cluster, with the processors of this machine in the place of one."""
    import pyspark

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    program = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    settings = ("spark.ui.enabled=false", "spark.sql.shuffle.partitions=8")
    options = [part for setting in settings for part in ("--conf", setting)]
    return [program, "--master", "local[*]", "--driver-memory", "4g", *options]


def memory(board: "Board", folder: Path, number: int) -> None:
    """The most memory that the command needs over so many lines, and over ten times as many."""
    peaks = []
    for times in (1, 10):
        path = folder / f"{times}.jsonl"
        write_lines(path, number * times)
        took = used([*COMMAND, "check", path, "-o", folder / f"{times}.findings.csv"])
        peaks.append(took.megabytes)
        board.rate(f"check, all rules, JSON Lines, {_size(path)}", number * times, took.seconds)
        board.megabytes("... the most memory", took.megabytes, most=400)
    board.ratio("... memory for ten times as many", peaks[1] / peaks[0], "caches fill up", most=1.2)


def write_lines(path: Path, number: int) -> None:
    made = country(organs=-(-number // len(YEARS)), years=tuple(YEARS), seed=1, errors=ERRORS, blanks=BLANKS)
    with path.open("w", encoding="utf-8") as file:
        for _, row in zip(range(number), made.rows(), strict=False):
            file.write(dumps(row.report) + "\n")


@attrs.frozen(kw_only=True)
class Used:
    """What a command used: seconds on the clock and of all processors, and at most so many megabytes."""

    seconds: float
    core_seconds: float
    megabytes: float


def used(arguments: Sequence[str | Path]) -> Used:
    """What a program and all it starts used; a process of its own starts it, which counts nothing else."""
    program = (
        "import resource, subprocess, sys, time; begun = time.perf_counter();"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode;"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(code, time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    code, seconds, cores, memory = done.stdout.split()
    assert code in ("0", "1"), f"ended with {code}: {arguments}"
    return Used(seconds=float(seconds), core_seconds=float(cores), megabytes=float(memory) * resource_unit() / MEGABYTE)


def resource_unit() -> int:
    """In what `resource` counts memory."""
    return 1 if sys.platform == "darwin" else 1024


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The seconds of the fastest of some rounds, after one that does not count."""
    work()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def _size(path: Path) -> str:
    return f"{path.stat().st_size / MEGABYTE:,.0f} MB"


# --- what is printed --------------------------------------------------------------------------------------------


class Board:
    """The table that is printed, and whether all goals are met."""

    def __init__(self) -> None:
        self.met = True
        self._table = Table("measured", "reports", "s", "reports/s", "value", "beside", "goal", "")
        for column in (*self._table.columns[1:5], self._table.columns[6]):
            column.justify = "right"
        self._console = Console(width=160)

    def say(self, text: str) -> None:
        self._console.print(text)

    def rate(self, what: str, records: int, seconds: float, goal: float | None = None) -> None:
        rate = records / seconds
        aim = "" if goal is None else f">= {goal:,.0f}/s"
        times = (f"{records:,}", f"{seconds:.2f}", f"{rate:,.0f}")
        self._add(what, *times, "", "", aim, self._verdict(goal is None or rate >= goal, aim))

    def ratio(
        self, what: str, value: float, beside: str, *, least: float | None = None, most: float | None = None
    ) -> None:
        aim = f">= {least}" if least is not None else f"<= {most}" if most is not None else ""
        met = (least is None or value >= least) and (most is None or value <= most)
        self._add(what, "", "", "", f"{value:.2f}", beside, aim, self._verdict(met, aim))

    def value(self, what: str, value: str, beside: str) -> None:
        self._add(what, "", "", "", value, beside, "", "")

    def megabytes(self, what: str, value: float, *, most: float) -> None:
        aim = f"<= {most:.0f} MB"
        self._add(what, "", "", "", f"{value:.0f} MB", "", aim, self._verdict(value <= most, aim))

    def show(self) -> None:
        self._console.print(self._table)

    def _verdict(self, met: bool, aim: str) -> str:
        self.met = self.met and met
        return "" if not aim else "met" if met else "NOT MET"

    def _add(self, *cells: str) -> None:
        self._table.add_row(*cells)
        Console(stderr=True, width=160).print("  ".join(cell for cell in cells if cell), highlight=False)


if __name__ == "__main__":
    sys.exit(main())
