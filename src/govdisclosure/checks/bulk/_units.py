"""A government against its units: each consolidated report joined with the sums over those counted in it.

The column `parent` says in whose report one is counted: the organ of that government, and its own for the report of the
own office (本级). Units are those of the same year.
"""

from collections.abc import Iterable, Iterator, Sequence

from govdisclosure.checks._rule import standard_format
from govdisclosure.checks.bulk._cells import of_formats
from govdisclosure.checks.bulk._checks import RELATED, Batch, Check, Where, every_row, printed_unread, unknown
from govdisclosure.checks.bulk._engine import Expr, Frame, nw
from govdisclosure.columns import column_name
from govdisclosure.columns._layout import MONEY_DIGITS, MONEY_PLACES
from govdisclosure.formats import Format
from govdisclosure.formats._kit import Cell
from govdisclosure.levels import adds_up

_SUM, _KNOWN, _UNREAD = "sum__", "known__", "unread__"
"""Begin the names of what is known of a cell over the units."""


def batches(frame: Frame, formats: Sequence[Format], codes: Iterable[str], roster: "Frame | None") -> Iterator[Batch]:
    """The checks of these rules. `roster` has a row for each unit that should report: `parent`, `organ` and `name`."""
    wanted = set(codes)
    standard = [fmt for fmt in formats if standard_format(fmt)]
    if not standard:
        return
    if "GD701" in wanted:
        yield from _roll_up(frame, standard, roster)
    if "GD702" in wanted and roster is not None:
        yield from _attendance(frame, standard, roster)


# --- GD701 -------------------------------------------------------------------------------------------------------


def _roll_up(frame: Frame, formats: Sequence[Format], roster: "Frame | None") -> Iterator[Batch]:
    cells = {cell.path: [f for f in formats if cell.path in f.by_path] for cell in _added_up(formats)}
    sums = _with_unread(frame, _sums(frame, tuple(cells)), tuple(cells))
    having = frame.filter(~nw.col("parent").is_null()).select(nw.col("parent").alias("units_of")).unique()
    governments = _governments(frame, formats).join(having, left_on="organ", right_on="units_of", how="semi")
    dated = governments.filter(~nw.col("year").is_null()).select(
        "record", nw.col("organ__name").alias("name"), *_KEPT, *(column_name(path) for path in cells)
    )
    dated = _with_missing(dated, frame, roster)
    beside = dated.join(sums, left_on=["organ", "year"], right_on=["units_of", "units_year"], how="inner")
    obstacle = (
        (nw.col("first_format") != nw.col("last_format"))
        | (nw.col("first_format") != nw.col("format"))
        | (nw.col("reports") != nw.col("organs"))
        | (nw.col("odd_office") > 0)
    ).fill_null(True)
    is_own = (nw.col("scope") == "own").fill_null(False)
    never = nw.lit(False)
    in_the_way = [
        Check(code="GD701", path="scope", where=Where(key="own", among=is_own), holds=unknown(), unread=never),
        Check(code="GD701", path="", where=Where(key="obstacle", among=obstacle), holds=unknown(), unread=never),
    ]
    free = ~is_own & ~obstacle
    compared = [_compared(path, those, free) for path, those in cells.items()]
    yield Batch(frame=beside, checks=(*in_the_way, *compared))
    undated = governments.filter(nw.col("year").is_null())
    yield Batch(
        frame=undated.select("record", nw.col("organ__name").alias("name"), "organ", "year"),
        checks=(Check(code="GD701", path="year", where=every_row(), holds=unknown(), unread=never),),
    )


_KEPT = ("organ", "year", "format", "scope", "unread")


def _compared(path: str, formats: Iterable[Format], free: "Expr") -> Check:
    """One figure against the sum over the units; with units missing, only less than the sum is known to be wrong."""
    column = column_name(path)
    amount = nw.Decimal(MONEY_DIGITS, MONEY_PLACES)
    printed = nw.col(column).cast(amount)
    expected = nw.when(nw.col(_KNOWN + column) == nw.col("reports")).then(nw.col(_SUM + column))
    undecided = (nw.col("missing") > 0) & (printed >= expected)
    holds = nw.when(~undecided).then(printed == expected)
    where = of_formats(formats)
    return Check(
        code="GD701",
        path=path,
        where=Where(key=f"{where.key} free", among=where.among & free),
        holds=holds,
        unread=printed_unread([path]) | (nw.col(_UNREAD + column) > 0).fill_null(False),
        expected=expected,
        actual=printed,
    )


def _added_up(formats: Iterable[Format]) -> Iterator[Cell]:
    seen = set()
    for fmt in formats:
        for cell in fmt.cells:
            if adds_up(cell) and cell.path not in seen:
                seen.add(cell.path)
                yield cell


def _governments(frame: Frame, formats: Iterable[Format]) -> Frame:
    """The reports that may be of a government and its units: not those of an own office."""
    office = (nw.col("parent") == nw.col("organ")).fill_null(False)
    return frame.filter(of_formats(formats).among & ~office & ~nw.col("organ").is_null())


def _sums(frame: Frame, paths: Sequence[str]) -> Frame:
    """For each government and year: the sums over its units, of how many units, and whether they can be added."""
    amount = nw.Decimal(MONEY_DIGITS, MONEY_PLACES)
    odd = ((nw.col("parent") == nw.col("organ")) & (nw.col("scope") == "consolidated")).fill_null(False)
    columns = [column_name(path) for path in paths]
    units = frame.filter(~nw.col("parent").is_null()).select(
        nw.col("parent").alias("units_of"),
        nw.col("year").alias("units_year"),
        nw.col("format"),
        nw.col("organ"),
        nw.when(odd).then(1).otherwise(0).alias("odd_office"),
        *(nw.col(column).cast(amount).alias(_SUM + column) for column in columns),
    )
    return units.group_by("units_of", "units_year").agg(
        nw.col("format").min().alias("first_format"),
        nw.col("format").max().alias("last_format"),
        nw.len().cast(nw.Int64).alias("reports"),
        nw.col("organ").n_unique().cast(nw.Int64).alias("organs"),
        nw.col("odd_office").sum(),
        *(nw.col(_SUM + column).sum() for column in columns),
        *(nw.col(_SUM + column).count().cast(nw.Int64).alias(_KNOWN + column) for column in columns),
    )


def _with_unread(frame: Frame, sums: Frame, paths: Sequence[str]) -> Frame:
    """Whether a cell is printed but unread in one of the units: looked at only in those that have such cells."""
    few = frame.filter(~nw.col("parent").is_null(), ~nw.col("unread").is_null())
    flags = few.select(
        nw.col("parent").alias("few_of"),
        nw.col("year").alias("few_year"),
        *(nw.when(printed_unread([path])).then(1).otherwise(0).alias(_UNREAD + column_name(path)) for path in paths),
    )
    flags = flags.group_by("few_of", "few_year").agg(*(nw.col(_UNREAD + column_name(path)).max() for path in paths))
    return sums.join(flags, left_on=["units_of", "units_year"], right_on=["few_of", "few_year"], how="left")


def _with_missing(governments: Frame, frame: Frame, roster: "Frame | None") -> Frame:
    """How many units on the roster of each government have no report for its year; none without a roster."""
    if roster is None:
        return governments.with_columns(nw.lit(0).alias("missing"))
    due = governments.select(nw.col("organ").alias("due_of"), nw.col("year").alias("due_year")).unique()
    due = due.join(roster.select("parent", nw.col("organ").alias("unit")), left_on="due_of", right_on="parent")
    there = frame.select(
        nw.col("parent").alias("there_of"), nw.col("organ").alias("there"), nw.col("year").alias("when")
    )
    absent = due.join(there, left_on=["due_of", "unit", "due_year"], right_on=["there_of", "there", "when"], how="anti")
    counted = absent.group_by("due_of", "due_year").agg(nw.len().cast(nw.Int64).alias("missing"))
    joined = governments.join(counted, left_on=["organ", "year"], right_on=["due_of", "due_year"], how="left")
    return joined.with_columns(nw.col("missing").fill_null(0))


# --- GD702 -------------------------------------------------------------------------------------------------------


def _attendance(frame: Frame, formats: Sequence[Format], roster: Frame) -> Iterator[Batch]:
    """Each unit on the roster of each government, with how many reports of it there are; and reports of others."""
    governments = _governments(frame, formats).select("record", "organ", nw.col("organ__name").alias("name"), "year")
    listed = roster.select(nw.col("parent").alias("listed_of"), nw.col("organ").alias("listed"))
    units = frame.filter(~nw.col("parent").is_null()).select(
        nw.col("parent").alias("unit_of"), nw.col("organ").alias("unit"), nw.col("year").alias("unit_year")
    )
    yield _listed(governments, listed, units)
    yield _strangers(governments, listed, units)


def _listed(governments: Frame, listed: Frame, units: Frame) -> Batch:
    nobody = nw.col("unit").is_null()
    dated = units.filter(~nw.col("unit_year").is_null())
    reports = (
        dated.filter(~nobody).group_by("unit_of", "unit", "unit_year").agg(nw.len().cast(nw.Int64).alias("reports"))
    )
    nameless = dated.filter(nobody).select("unit_of", "unit_year").unique().with_columns(nw.lit(1).alias("nameless"))
    undated = units.filter(nw.col("unit_year").is_null())
    loose = undated.filter(~nobody).select("unit_of", "unit").unique().with_columns(nw.lit(1).alias("undated"))
    adrift = undated.filter(nobody).select("unit_of").unique().with_columns(nw.lit(1).alias("adrift"))
    due = governments.join(listed, left_on="organ", right_on="listed_of", how="inner")
    due = due.join(reports, left_on=["organ", "listed", "year"], right_on=["unit_of", "unit", "unit_year"], how="left")
    due = due.join(nameless, left_on=["organ", "year"], right_on=["unit_of", "unit_year"], how="left")
    due = due.join(loose, left_on=["organ", "listed"], right_on=["unit_of", "unit"], how="left")
    due = due.join(adrift, left_on="organ", right_on="unit_of", how="left")
    count = nw.col("reports").fill_null(0)
    doubt = ~nw.col("nameless").is_null() | ~nw.col("undated").is_null() | ~nw.col("adrift").is_null()
    holds = nw.when(~((count == 0) & (doubt | nw.col("year").is_null()))).then(count == 1)
    check = Check(
        code="GD702",
        path="",
        where=every_row(),
        holds=holds,
        unread=nw.lit(False),
        expected=nw.lit(1),
        actual=count,
    )
    return Batch(frame=due.with_columns(nw.col("listed").alias(RELATED)), checks=(check,), has_related=True)


def _strangers(governments: Frame, listed: Frame, units: Frame) -> Batch:
    """Reports counted in a government's whose organ is not on its roster; that of its own office need not be."""
    others = units.filter(~nw.col("unit").is_null(), nw.col("unit") != nw.col("unit_of"))
    others = others.join(listed, left_on=["unit_of", "unit"], right_on=["listed_of", "listed"], how="anti")
    with_roster = governments.join(listed.select("listed_of").unique(), left_on="organ", right_on="listed_of")
    beside = with_roster.join(others, left_on="organ", right_on="unit_of", how="inner")
    beside = beside.filter((nw.col("unit_year") == nw.col("year")).fill_null(True))
    stranger = every_row()
    check = Check(code="GD702", path="", where=stranger, holds=~every_row().among, unread=nw.lit(False))
    return Batch(frame=beside.with_columns(nw.col("unit").alias(RELATED)), checks=(check,), has_related=True)
