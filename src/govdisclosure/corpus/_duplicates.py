"""What a corpus has twice: the same record, the same document, the same year of an organ. It is told and left alone."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from govdisclosure.checks._rule import Message
from govdisclosure.corpus._beside_output import SHOWN, duplicates_path, spreadsheet
from govdisclosure.corpus._worker import RECORD
from govdisclosure.errors import Lang, MissingExtra

if TYPE_CHECKING:
    import polars

HEADS = ("what", "group", "record", "organ", "organ_name", "year", "scope", "source", "number")
"""The columns of the file; rows of one `what` and `group` are of one thing."""


class Twice(StrEnum):
    """What is there more than once."""

    RECORD = "record"
    """The same record, from whatever source."""
    SOURCE = "source"
    """The same document, byte by byte, under several names or in several lines."""
    ORGAN_YEAR = "organ-year"
    """Different records of one organ for one year: republished, a draft and the final one, or 本级 and 汇总."""

    def label(self, lang: Lang) -> str:
        """What it is, in words."""
        return _LABELS[self].zh if lang == "zh" else _LABELS[self].en


_LABELS: Mapping[Twice, Message] = {
    Twice.RECORD: Message(zh="同一记录", en="the same record"),
    Twice.SOURCE: Message(zh="同一文件", en="the same document"),
    Twice.ORGAN_YEAR: Message(zh="同一机关同一年度的不同记录", en="different records of one organ and year"),
}


@attrs.frozen(kw_only=True)
class Copy:
    """One of the reports that are there more than once; `group` counts the things that are, from 1."""

    what: Twice
    group: int
    record: str
    organ: str | None
    organ_name: str | None
    year: int | None
    scope: str | None
    source: str | None
    number: int | None


@attrs.frozen(kw_only=True)
class Duplicates:
    """How many things are there more than once, how many reports these are, and the first of them."""

    groups: Mapping[Twice, int]
    reports: Mapping[Twice, int]
    first: tuple[Copy, ...]


def find_duplicates(corpus: Path) -> Duplicates:
    """Look for what a corpus has twice, and write it beside the corpus, if there is any.

    Only the columns that tell it are read. Raises `MissingExtra` without the extra ``bulk``.
    """
    heads = _heads(corpus)
    groups: dict[Twice, int] = {}
    reports: dict[Twice, int] = {}
    first: list[Copy] = []
    with spreadsheet(duplicates_path(corpus), HEADS) as rows:
        for what, found in _found(heads):
            groups[what] = 0
            reports[what] = found.height
            for copy in _copies(what, found):
                groups[what] = copy.group
                rows([_cells(copy)])
                if len(first) < SHOWN:
                    first.append(copy)
    return Duplicates(groups=groups, reports=reports, first=tuple(first))


def _heads(corpus: Path) -> "polars.LazyFrame":
    try:
        import polars as pl
    except ImportError:
        raise MissingExtra("polars", "bulk") from None
    names = ("record", "organ", "year", "scope")
    sources = ("source__name", "source__kind", "source__sha256", "source__number")
    heads = pl.scan_parquet(corpus).select(*names, *sources, organ_name="organ__name")
    return heads.with_row_index("row")


def _found(heads: "polars.LazyFrame") -> Iterator[tuple[Twice, "polars.DataFrame"]]:
    """For each way to be there twice, the rows that are, with their group; groups in the order of their first rows."""
    import polars as pl

    is_record = pl.col("source__kind") == RECORD
    of_one_document = pl.struct("source__name", pl.when(is_record).then("source__number").alias("line"))
    ways: tuple[tuple[Twice, list[str], pl.Expr], ...] = (
        (Twice.RECORD, ["record"], pl.len()),
        (Twice.SOURCE, ["source__sha256"], of_one_document.n_unique()),
        (Twice.ORGAN_YEAR, ["organ", "year"], pl.col("record").n_unique()),
    )
    for what, keys, times in ways:
        known = heads.drop_nulls(keys)
        several = known.group_by(keys).agg(times.alias("times"), pl.col("row").min().alias("first"))
        several = several.filter(pl.col("times") > 1).select(*keys, group=pl.col("first").rank("dense"))
        yield what, known.join(several, on=keys).sort("group", "row").collect(engine="streaming")


def _copies(what: Twice, found: "polars.DataFrame") -> Iterator[Copy]:
    for row in found.iter_rows(named=True):
        yield Copy(
            what=what,
            group=row["group"],
            record=row["record"],
            organ=row["organ"],
            organ_name=row["organ_name"],
            year=row["year"],
            scope=row["scope"],
            source=row["source__name"],
            number=row["source__number"],
        )


def _cells(copy: Copy) -> tuple[str, ...]:
    values = attrs.astuple(copy)
    return tuple("" if value is None else str(value) for value in values)
