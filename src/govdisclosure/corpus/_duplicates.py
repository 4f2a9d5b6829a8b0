"""What a corpus has twice: the same record, the same document, the same year of an organ. It is told and left alone."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from govdisclosure._extras import needed
from govdisclosure.checks._rule import Message
from govdisclosure.corpus._beside_output import SHOWN, duplicates_path, spreadsheet
from govdisclosure.corpus._worker import RECORD
from govdisclosure.errors import Lang

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
        return _LABELS[self].text(lang)


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
    needed("polars", "bulk")
    groups: dict[Twice, int] = {}
    reports: dict[Twice, int] = {}
    first: list[Copy] = []
    with spreadsheet(duplicates_path(corpus), HEADS) as rows:
        for what, found in _found(corpus):
            groups[what] = 0
            reports[what] = found.height
            for copy in _copies(what, found):
                groups[what] = copy.group
                rows([_cells(copy)])
                if len(first) < SHOWN:
                    first.append(copy)
    return Duplicates(groups=groups, reports=reports, first=tuple(first))


def _found(corpus: Path) -> Iterator[tuple[Twice, "polars.DataFrame"]]:
    """For each way to be there twice, the rows that are, with their group; groups in the order of their first rows."""
    import polars as pl

    line = pl.when(pl.col("source__kind") == RECORD).then("source__number")  # reports of one document are no copies
    place = pl.concat_str("source__name", line, separator="\n", ignore_nulls=True)
    ways: Mapping[Twice, tuple[list[str], pl.Expr]] = {
        Twice.RECORD: (["record"], pl.len() > 1),
        Twice.SOURCE: (["source__sha256"], place.min() != place.max()),
        Twice.ORGAN_YEAR: (["organ", "year"], pl.col("record").min() != pl.col("record").max()),
    }
    suspects = _suspects(corpus, {what: keys for what, (keys, _) in ways.items()})
    for what, (keys, is_several) in ways.items():
        groups = suspects[what].group_by(keys).agg(is_several=is_several, first=pl.col("row").min())
        several = groups.filter("is_several").select(*keys, group=pl.col("first").rank("dense"))
        yield what, suspects[what].join(several, on=keys).sort("group", "row")


def _suspects(corpus: Path, keys: Mapping[Twice, list[str]]) -> "Mapping[Twice, polars.DataFrame]":
    """The rows whose keys may be there twice, since short hashes of them are: only these are kept in memory."""
    import polars as pl

    hashes = pl.concat(
        [frame.select(**{what: _hash(names) for what, names in keys.items()}) for frame in _heads(corpus)]
    )
    is_twice = hashes.select(pl.all().is_not_null() & pl.all().is_duplicated())
    found: dict[Twice, list[pl.DataFrame]] = {what: [] for what in keys}
    row = 0
    for frame in _heads(corpus):
        marks = is_twice.slice(row, frame.height)
        numbered = frame.with_row_index("row", row)
        for what, frames in found.items():
            frames.append(numbered.filter(marks[what]))
        row += frame.height
    return {what: pl.concat(frames) for what, frames in found.items()}


def _hash(names: list[str]) -> "polars.Expr":
    """A short hash of some columns; null where one of them is."""
    import polars as pl

    are_there = pl.all_horizontal(pl.col(name).is_not_null() for name in names)
    return pl.when(are_there).then(pl.struct(names).hash())


def _heads(corpus: Path) -> Iterator["polars.DataFrame"]:
    """What tells it of each row, some rows at once; at least one frame, which may be empty."""
    import polars as pl
    from pyarrow.parquet import ParquetFile

    names = ("record", "organ", "year", "scope", "organ__name")
    sources = ("source__name", "source__kind", "source__sha256", "source__number")
    with ParquetFile(corpus) as file:
        schema = pl.DataFrame(file.schema_arrow.empty_table().select([*names, *sources]))
        yield schema.rename({"organ__name": "organ_name"})
        for group in range(file.num_row_groups):
            rows = file.read_row_group(group, columns=[*names, *sources])
            yield pl.DataFrame(rows).rename({"organ__name": "organ_name"})


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
