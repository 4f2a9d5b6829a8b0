"""How fast are the rules asked of a table, beside what any reading of the same table costs? `make bench` runs it.

The reports are those of a synthetic country in one format, with errors and blanks planted, repeated under other keys up
to a million, in mixed order, so that a file cannot save what it has seen before. From memory, a pass of the identities is compared with one plain pass of the same engine over the same
cells: their sums, column by column. From a file, it is compared with merely reading the columns that are looked at.
DuckDB and Spark stand beside it, and so does the same asked one report at a time. Last, the memory of ``govdisclosure
check`` over JSON Lines, for so many reports and ten times as many: it has to be the same.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.console import Console
from rich.table import Table

from govdisclosure import FORMATS, check, dumps
from govdisclosure.checks.bulk import BulkResult, check_table, needed
from govdisclosure.checks.bulk.files import ENGINES, ROWS, check_file, settle_duckdb, spark_session
from govdisclosure.columns import from_table, layout, to_table
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
LINES = 2_000
MEGABYTE = 1e6
SUMS = ["GD2"]


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
        one_by_one(board, path)
        del table
        for engine in given.engines:
            from_file(board, path, engine)
        all_rules(board, path, given.records)
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


def one_by_one(board: "Board", path: Path) -> None:
    rows = [row.report for row in from_table(to_table_of(path))]
    seconds = best(lambda: [check(report, select=SUMS) for report in rows])
    board.rate("check, identities, one report at a time", len(rows), seconds)


def to_table_of(path: Path) -> Any:
    """The first reports of the country, as they were before the columns that no rule looks at were left out."""
    made = country(organs=ONE_BY_ONE // len(YEARS), years=tuple(YEARS), seed=1, errors=ERRORS, blanks=BLANKS)
    return to_table(made.rows())


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


def all_rules(board: "Board", path: Path, records: int) -> None:
    """Every rule that a table can be asked, as ``govdisclosure check`` does it."""
    begun = time.perf_counter()
    asking = check_file(path)
    found = sum(table.height for table in asking.findings)
    board.rate(f"polars, all rules, from the file, {ROWS:,} at a time", records, time.perf_counter() - begun)
    board.say(f"{found:,} findings by all rules")


def memory(board: "Board", folder: Path, number: int) -> None:
    """The most memory that the command needs over so many lines, and over ten times as many."""
    peaks = []
    for times in (1, 10):
        path = folder / f"{times}.jsonl"
        write_lines(path, number * times)
        seconds, peak = command(["check", str(path), "-o", str(folder / f"{times}.findings.csv"), "--format", "csv"])
        peaks.append(peak)
        board.rate(f"check, all rules, {number * times:,} reports of JSON Lines, {_size(path)}", number * times, seconds)
        board.megabytes("... the most memory", peak, most=400)
    board.ratio("... memory for ten times as many", peaks[1] / peaks[0], "", most=1.1)


def write_lines(path: Path, number: int) -> None:
    made = country(organs=-(-number // len(YEARS)), years=tuple(YEARS), seed=1, errors=ERRORS, blanks=BLANKS)
    with path.open("w", encoding="utf-8") as file:
        for _, row in zip(range(number), made.rows(), strict=False):
            file.write(dumps(row.report) + "\n")


def command(arguments: list[str]) -> tuple[float, float]:
    """Seconds, and the most megabytes, of a command; a process of its own starts it, which counts that one alone."""
    program = (
        "import resource, subprocess, sys, time; begun = time.perf_counter();"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode;"
        "seconds = time.perf_counter() - begun;"
        "print(code, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    asked = [sys.executable, "-c", program, sys.executable, "-m", "govdisclosure", *arguments]
    code, seconds, kilobytes = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    assert code in ("0", "1"), f"ended with {code}: {' '.join(arguments)}"
    return float(seconds), float(kilobytes) * resource_unit() / MEGABYTE


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
