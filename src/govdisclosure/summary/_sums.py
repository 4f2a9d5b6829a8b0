"""Rates over many reports, with what each is a share of and which reports are counted in it."""

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import get_args

import polars as pl

from govdisclosure.columns import column_name
from govdisclosure.formats import FORMATS
from govdisclosure.formats.shared import Level
from govdisclosure.summary._groups import COUNTED, DIVISION_CODE, NOT_COUNTED, REASONS, UNKNOWN, Group
from govdisclosure.summary._once import why_left_out
from govdisclosure.summary._rates import RATES, Rate


def summed_up(frame: pl.LazyFrame, by: Sequence[Group], division_digits: int) -> pl.DataFrame:
    """What `govdisclosure.summary.rates` gives; `frame` is what `opened` gives, `by` is in the order of `GROUPS`."""
    rows, groups = _grouped(frame, by, division_digits)
    rows = rows.select("row", "group", why=why_left_out(rows))  # the names and records are let go
    summed = _summed(frame, rows.filter(pl.col("why") == COUNTED).select("row", "group"))
    reasons = {reason: (pl.col("why") == reason).sum() for reason in REASONS}
    left_out = rows.group_by("group").agg(all=pl.len(), **reasons)
    whole = groups.join(left_out, on="group", how="left").join(summed, on="group", how="left")
    return _long(_in_order(whole, by), by)


def _in_order(groups: pl.DataFrame, by: Sequence[Group]) -> pl.DataFrame:
    """The groups by year, by level from the ministries down, by division; what is not known comes last."""
    keys = {
        "year": pl.col("year"),
        "level": pl.col("level").replace_strict(_LEVELS, default=len(_LEVELS), return_dtype=pl.Int64),
        "division": pl.col("division").replace(UNKNOWN, None),
    }
    order = [key for name in by for key in (keys[name], pl.col(name))]
    return groups.sort(order, nulls_last=True) if order else groups


_LEVELS = {level: place for place, level in enumerate(get_args(Level))}


def columns_needed() -> tuple[str, ...]:
    """The columns of all figures that are needed."""
    cells = (rate.cells(fmt) for rate in RATES.values() for fmt in FORMATS.values())
    return tuple(dict.fromkeys(column_name(path) for pair in cells if pair for part in pair for path in part))


def _grouped(frame: pl.LazyFrame, by: Sequence[Group], digits: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The keys of each report with the number of its group, and the groups."""
    code = pl.col(DIVISION_CODE)
    division = pl.when(code.str.len_chars() >= digits).then(code.str.slice(0, digits)).fill_null(UNKNOWN)
    made = {"year": pl.col("year"), "level": pl.col("level").fill_null(UNKNOWN), "division": division}
    needed = dict.fromkeys(("row", "record", "organ", "parent", "scope", "year", *by))
    rows = frame.with_columns(**made).select(list(needed)).collect(engine="streaming")
    if not by:
        groups = pl.DataFrame({"group": [0]}, {"group": pl.UInt32})
        return rows.with_columns(group=pl.lit(0, pl.UInt32)), groups
    groups = rows.select(by).unique().sort(by).with_row_index("group")
    return rows.join(groups, on=list(by), how="left", nulls_equal=True, maintain_order="left"), groups


def _summed(frame: pl.LazyFrame, counted: pl.DataFrame) -> pl.DataFrame:
    """For each group and rate the number of reports asked, of those that say it, and their two sums."""
    names = set(frame.collect_schema())
    values: list[pl.Expr] = []
    sums: list[pl.Expr] = []
    for n, rate in enumerate(RATES.values()):
        numerator, denominator = _figures(rate, names)
        is_said = numerator.is_not_null() & denominator.is_not_null() & pl.col("format").is_in(rate.asked_by)
        values += [pl.when(is_said).then(numerator).alias(f"n{n}"), pl.when(is_said).then(denominator).alias(f"d{n}")]
        asked = pl.col("format").is_in(rate.asked_by).sum().alias(f"asked{n}")
        sums += [asked, pl.count(f"n{n}").alias(f"said{n}"), pl.sum(f"n{n}"), pl.sum(f"d{n}")]
    figures = frame.join(counted.lazy(), on="row").select("group", "format", *values)
    return figures.group_by("group").agg(*sums).collect(engine="streaming")


def _figures(rate: Rate, names: set[str]) -> tuple[pl.Expr, pl.Expr]:
    """Numerator and denominator in each format's cells: a report has those of its own format only."""
    pairs = dict.fromkeys(pair for fmt in FORMATS.values() if (pair := rate.cells(fmt)) is not None)

    def total(paths: tuple[str, ...]) -> pl.Expr:
        columns = [column_name(path) for path in paths]
        if not names.issuperset(columns):
            return pl.lit(None, pl.Int128)
        return reduce(add, (pl.col(column).cast(pl.Int128) for column in columns))

    return (
        pl.coalesce(total(numerator) for numerator, _ in pairs),
        pl.coalesce(total(denominator) for _, denominator in pairs),
    )


def _long(groups: pl.DataFrame, by: Sequence[Group]) -> pl.DataFrame:
    """One row a group and rate."""
    parts = []
    for n, rate in enumerate(RATES.values()):
        counted, asked = pl.col(f"said{n}").fill_null(0), pl.col(f"asked{n}").fill_null(0)
        left_out = pl.sum_horizontal(REASONS)
        is_any = counted > 0
        labels = {"label_zh": rate.label.zh, "label_en": rate.label.en, "of_zh": rate.of.zh, "of_en": rate.of.en}
        parts.append(
            groups.with_row_index("place").select(
                "place",
                *by,
                pl.lit(rate.path).alias("path"),
                *(pl.lit(text).alias(name) for name, text in labels.items()),
                pl.when(is_any).then(f"n{n}").alias("numerator"),
                pl.when(is_any).then(f"d{n}").alias("denominator"),
                counted.cast(pl.Int64).alias("reports"),
                (pl.col("all") - left_out - asked).cast(pl.Int64).alias("not_asked"),
                (asked - counted).cast(pl.Int64).alias("blank"),
                *(pl.col(reason).cast(pl.Int64) for reason in REASONS),
            )
        )
    table = pl.concat(parts).sort("place", maintain_order=True).drop("place")
    try:
        table = table.with_columns(pl.col("numerator", "denominator").cast(pl.Int64))
    except pl.exceptions.InvalidOperationError:
        raise OverflowError("a sum has more than 63 bits: correct the figures, or group the reports further") from None
    quotient = pl.when(pl.col("denominator") != 0).then(pl.col("numerator") / pl.col("denominator"))
    return table.with_columns(rate=quotient).select(
        *by, "path", "label_zh", "label_en", "of_zh", "of_en", "numerator", "denominator", "rate", "reports",
        *NOT_COUNTED,
    )  # fmt: skip
