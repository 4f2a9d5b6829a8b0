"""The same over files: a corpus is asked piece by piece, so that its size does not matter.

Each engine reads the file in its own way. Polars, which reads it in pieces here, holds one piece in memory; DuckDB and
Spark see to that themselves.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

from govdisclosure._extras import needed as needed_extra
from govdisclosure._parents import Parents, above
from govdisclosure.checks import RULES
from govdisclosure.checks._engines import ENGINES, Engine
from govdisclosure.checks._rule import Message, Outcome
from govdisclosure.checks._rule import select as choose
from govdisclosure.checks.bulk import OF_ONE, OF_SERIES, OF_UNITS, BulkResult, absent, check_table, formats_in, needed
from govdisclosure.checks.bulk._engine import needed_engine, nw
from govdisclosure.columns import layout
from govdisclosure.errors import GovDisclosureError, UnreadableDocument
from govdisclosure.formats.shared import Organ
from govdisclosure.series import Organs, called

if TYPE_CHECKING:
    import polars
    from narwhals.typing import IntoFrame
    from pyspark.sql import SparkSession

__all__ = ["ENGINES", "ROWS", "Engine", "FileCheck", "NoSpark", "Tally", "check_file", "settle_duckdb", "spark_session"]

ROWS = 100_000
"""So many reports are in memory at once."""

NARROW = 5
"""So many times more are where only the few figures that years have in common are looked at."""


class Tally:
    """How often each rule held, was violated, undecidable or blocked, and how many reports there are."""

    def __init__(self) -> None:
        self.reports = 0
        self._made: dict[str, int] = {}
        self._found: dict[str, dict[Outcome, int]] = {}

    def made(self, counts: Mapping[str, int]) -> None:
        """More comparisons by rule."""
        for code, count in counts.items():
            self._made[code] = self._made.get(code, 0) + count

    def found(self, findings: "polars.DataFrame") -> None:
        """More findings."""
        for code, outcome, count in findings.group_by("code", "outcome").len().iter_rows():
            outcomes = self._found.setdefault(code, {})
            outcomes[Outcome(outcome)] = outcomes.get(Outcome(outcome), 0) + count

    @property
    def outcomes(self) -> Mapping[str, Mapping[Outcome, int]]:
        """By rule, how often each outcome came up; as in `CheckResult.counts`."""
        counts: dict[str, Mapping[Outcome, int]] = {}
        for code, made in sorted(self._made.items()):
            others = self._found.get(code, {})
            held = {Outcome.HOLDS: made - sum(others.values())}
            counts[code] = {outcome: count for outcome, count in {**held, **others}.items() if count}
        return counts


@attrs.frozen(kw_only=True, eq=False)
class FileCheck:
    """A file that is being asked: `findings` has to be gone through, and fills `tally` as it goes.

    `pieces` is how many tables of findings there will be; `absent` are the chosen rules that are not asked, each with
    the reason.
    """

    tally: Tally
    pieces: int
    findings: "Iterator[polars.DataFrame]"
    absent: Mapping[str, Message]


def check_file(
    path: Path,
    *,
    engine: Engine = "polars",
    master: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    roster: "Parents | None" = None,
    rows: int = ROWS,
) -> FileCheck:
    """Ask the rules of a Parquet file in the layout of `govdisclosure.columns`, by an engine.

    `master` is the Spark master, by default this machine. `roster` says which units should report: without it GD702 is
    not asked. Findings come in tables with the columns of `govdisclosure.checks.bulk.FINDINGS`: those of cells in the
    order of the file, then those between years, then those of governments and units; each sorted.

    Raises `UnreadableDocument` if it is no such file, and `MissingExtra` if the engine is not installed.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import pyarrow.parquet
    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.checks.bulk.files import check_file
    >>> from govdisclosure.columns import to_table
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "corpus.parquet")
    ...     pyarrow.parquet.write_table(to_table([Report2021(year=2023, organ=Organ(name="云溪县档案馆"))]), path)
    ...     asked = check_file(path, select=["GD203"])
    ...     print(sum(table.height for table in asked.findings), dict(asked.tally.outcomes["GD203"]))
    7 {<Outcome.UNDECIDABLE: 'undecidable'>: 7}
    """
    chosen = [rule.code for rule in choose(RULES, tuple(select), tuple(ignore))]
    tally = Tally()
    listed = None if roster is None else roster_of(path, roster)
    asker = _ASKERS[engine](path, chosen, master, listed, rows)
    tally.reports = asker.reports
    return FileCheck(
        tally=tally,
        pieces=asker.pieces,
        findings=_gone_through(asker, tally),
        absent=absent(chosen, with_roster=roster is not None),
    )


class _Asker(Protocol):
    """One engine and one file."""

    reports: int
    pieces: int

    def __init__(
        self, path: Path, codes: list[str], master: str | None, roster: "polars.DataFrame | None", rows: int
    ) -> None: ...

    def results(self) -> Iterator[BulkResult]:
        """The rules asked of one piece after the other."""
        ...


def _gone_through(asker: _Asker, tally: Tally) -> "Iterator[polars.DataFrame]":
    for result in asker.results():
        tally.made(result.made())
        found: polars.DataFrame = result.collect().to_native()
        tally.found(found)
        yield found


def _groups(codes: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """The codes of rules of one report, of years, and of units."""
    given = list(codes)
    one, years, units = ([code for code in given if code in group] for group in (OF_ONE, OF_SERIES, OF_UNITS))
    return one, years, units


class _Polars:
    """In pieces: rows in the order of the file; then organs, then governments with their units, some at a time."""

    def __init__(
        self, path: Path, codes: list[str], master: str | None, roster: "polars.DataFrame | None", rows: int
    ) -> None:
        self.reports = _reports_in(path)
        import polars

        self._file = polars.scan_parquet(path, glob=False, low_memory=True)
        self._one, self._years, self._units = _groups(codes)
        self._rows = rows
        self._roster = roster
        self._parts = max(1, -(-self.reports // rows))
        self._parts_of_years = max(1, -(-self._parts // NARROW))
        self.pieces = self._parts * (bool(self._one) + bool(self._units)) + self._parts_of_years * bool(self._years)

    def results(self) -> Iterator[BulkResult]:
        import polars as pl

        if self._one:
            for start in range(0, max(self.reports, 1), self._rows):
                yield check_table(self._read(self._file.slice(start, self._rows)), select=self._one)
        if self._years:
            # A report without an organ is compared with no other, and each part has to have some of them.
            part = pl.coalesce("organ", "record").hash(seed=0) % self._parts_of_years
            for number in range(self._parts_of_years):
                yield check_table(self._file.filter(part == number), select=self._years)
        if self._units:
            governments = self._governments()
            for number in range(self._parts):
                own = governments.gather_every(self._parts, number).implode()
                among = pl.col("organ").is_in(own) | pl.col("parent").is_in(own)
                counted = pl.when(pl.col("parent").is_in(own)).then("parent").alias("parent")
                part_of = self._read(self._file.filter(among).with_columns(counted))
                roster = None if self._roster is None else self._roster.lazy().filter(pl.col("parent").is_in(own))
                yield check_table(part_of, select=self._units, roster=roster)

    def _governments(self) -> "polars.Series":
        """The organs that are a parent, in the file or on the roster."""
        import polars as pl

        above = [
            self._file.select("parent"),
            *(() if self._roster is None else (self._roster.lazy().select("parent"),)),
        ]
        found: polars.DataFrame = pl.concat(above).unique().drop_nulls().sort("parent").collect()
        return found["parent"]

    def _read(self, frame: "polars.LazyFrame") -> "polars.LazyFrame":
        """A piece in memory, without what no rule looks at."""
        import polars as pl

        there = set(frame.collect_schema().names())
        return (
            frame.select(pl.col(name) for name in needed(layout()) if name in there).collect(engine="streaming").lazy()
        )


class _DuckDB:
    """All at once: what does not fit into memory goes to disk."""

    def __init__(
        self, path: Path, codes: list[str], master: str | None, roster: "polars.DataFrame | None", rows: int
    ) -> None:
        needed_extra("duckdb", "bulk")
        import duckdb

        self.reports = _reports_in(path)
        self._codes = codes
        self._frame: IntoFrame = duckdb.read_parquet(str(path))
        self.pieces = sum(bool(group) for group in _groups(codes))
        self._roster: IntoFrame | None = None if roster is None else duckdb.from_arrow(roster.to_arrow())
        settle_duckdb()

    def results(self) -> Iterator[BulkResult]:
        for codes in filter(None, _groups(self._codes)):
            yield check_table(self._frame, select=codes, roster=self._roster)


class _Spark:
    """All at once, on this machine or a cluster."""

    def __init__(
        self, path: Path, codes: list[str], master: str | None, roster: "polars.DataFrame | None", rows: int
    ) -> None:
        self.reports = _reports_in(path)
        self._codes = codes
        session = spark_session(master)
        self._frame: IntoFrame = session.read.parquet(str(path))
        self._roster: IntoFrame | None = None if roster is None else session.createDataFrame(roster.to_arrow())
        self.pieces = sum(bool(group) for group in _groups(codes))

    def results(self) -> Iterator[BulkResult]:
        for codes in filter(None, _groups(self._codes)):
            yield check_table(self._frame, select=codes, roster=self._roster)


_ASKERS: Mapping[Engine, type[_Asker]] = {"polars": _Polars, "duckdb": _DuckDB, "spark": _Spark}


def settle_duckdb() -> None:
    """Switch off, on DuckDB's own connection, an optimiser that takes minutes over the sums of GD701.

    Where there is no such optimiser nothing is changed.
    """
    import duckdb

    there = {name for (name,) in duckdb.execute("SELECT name FROM duckdb_optimizers()").fetchall()}
    if SLOW_IN_DUCKDB in there:
        off = duckdb.execute("SELECT current_setting('disabled_optimizers')").fetchone()
        names = {name for name in str(off[0] if off else "").split(",") if name} | {SLOW_IN_DUCKDB}
        duckdb.execute(f"SET disabled_optimizers = '{','.join(sorted(names))}'")


SLOW_IN_DUCKDB = "projection_placement"
"""The name of that optimiser: its time grows with the cube of the columns of a join (seen in DuckDB 2.0)."""


def spark_session(master: str | None = None) -> "SparkSession":
    """A Spark session: the running one, else one on `master`, by default all processors of this machine.

    Raises `MissingExtra` without the extra ``spark``, and `NoSpark` if it does not start.
    """
    needed_extra("pyspark", "spark")
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None:
        return running
    builder = SparkSession.builder.appName("govdisclosure").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "ERROR")
    if master is not None or "MASTER" not in os.environ:
        builder = builder.master(master or "local[*]")
    if (master or "local").startswith("local"):
        builder = builder.config("spark.sql.shuffle.partitions", "8").config("spark.driver.memory", "4g")
    from pyspark.errors import PySparkException

    try:
        return builder.getOrCreate()
    except PySparkException as error:
        raise NoSpark(master=master or "local[*]", why=str(error).splitlines()[0]) from None


@attrs.define(slots=False, eq=False, str=False)
class NoSpark(GovDisclosureError):
    """Spark cannot be started. `why` is what it says."""

    master: str
    why: str

    en = "Spark does not start on {master}: {why}; it needs Java 17 or newer (Debian: apt install default-jre-headless)"
    zh = "无法在 {master} 启动 Spark：{why}；需要 Java 17 或更高版本（Debian：apt install default-jre-headless）"


def roster_of(path: Path, parents: "Parents") -> "polars.DataFrame":
    """Who should report, as keys of the organs of a file: `parent` and `organ`, a row for each unit.

    A unit that has no report goes by its own name.
    """
    import polars as pl

    stated = (
        pl.scan_parquet(path, glob=False).select("organ__name", "organ__credit_code", "title", "signed_by").unique()
    )
    organs = Organs(
        called(_Stated(Organ(name=name, credit_code=code), title, signed))
        for name, code, title, signed in stated.collect().iter_rows()
    )
    known = set(pl.scan_parquet(path, glob=False).select(pl.col("organ").unique()).collect()["organ"])
    over = above(parents, organs, known)
    listed: list[tuple[str | None, str | None]] = [
        (parent, unit) for unit, parent in over.keys.items() if unit != parent
    ]
    listed += [(organs.key_of(one.parent), organs.key_of(one.name, one.code)) for one in over.unmatched]
    return pl.DataFrame(listed, schema={"parent": pl.String, "organ": pl.String}, orient="row").drop_nulls()


@attrs.frozen
class _Stated:
    """What a row says of whose report it is."""

    organ: Organ
    title: str | None
    signed_by: str | None


def _checked(path: Path, frame: "polars.LazyFrame") -> int:
    """How many reports a file has. Raises `UnreadableDocument` if it is no table of reports."""
    import polars as pl

    try:
        formats_in(nw.from_native(frame).collect_schema())
        return int(frame.select(pl.len()).collect().item())
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0]
        raise UnreadableDocument(
            str(path),
            f"not a table of reports ({reason})",
            f"不是报告数据表（{reason}）",
            "make one with `govdisclosure convert`",
            "请用 govdisclosure convert 生成",
        ) from None


def _reports_in(path: Path) -> int:
    needed_extra("polars", "bulk")
    needed_engine()
    import polars

    return _checked(path, polars.scan_parquet(path, glob=False))
