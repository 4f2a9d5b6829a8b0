"""Which reports are summed up, so that no request is counted twice.

A government's consolidated report is the sum of its units' reports: where it stands in a group, they do not count in
that group.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs
import polars as pl

from govdisclosure.summary._groups import COUNTED, REASONS

Node = tuple[int | None, int]
"""A year and the number of an organ."""


def why_left_out(keys: pl.DataFrame) -> pl.Series:
    """For each report `COUNTED` or one of `REASONS`, in the order of the rows.

    The columns are record, organ, parent, scope, year and `group`, the number of its group. A year that is not known
    (null) is taken for a year of its own.
    """
    rows = _told_apart(_numbered(keys))
    per_year, otherwise = _links(rows)
    rows = _linked(rows, per_year, otherwise)
    circular, covered = _chains(rows, per_year, otherwise)
    rows = rows.join(circular, on=["year", "organ"], how="left", nulls_equal=True, maintain_order="left")
    rows = rows.join(covered, on=["year", "above", "group"], how="left", nulls_equal=True, maintain_order="left")
    conditions = {
        "repeated": pl.col("repeated"),
        "several": pl.col("several"),
        "circular": pl.col("circular") & ~pl.col("office"),
        "contained": pl.col("covered"),
    }
    reasons = [pl.when(conditions[reason]).then(pl.lit(reason)) for reason in REASONS]
    return rows.select(pl.coalesce(*reasons, pl.lit(COUNTED))).to_series()


def _numbered(keys: pl.DataFrame) -> pl.DataFrame:
    """The reports with numbers for organs, and with whether each is `repeated` instead of its record."""
    scope = pl.col("scope").fill_null("")
    return keys.with_row_index("place").select(
        "year",
        "group",
        pl.col("organ", "parent").cast(pl.Categorical).to_physical(),  # both from one list of names
        (scope == "own").alias("own"),
        (scope == "consolidated").alias("consolidated"),
        repeated=pl.col("place").is_in(_repeated(keys).implode()),
    )


def _repeated(keys: pl.DataFrame) -> pl.Series:
    """Where a record of the same organ stands again; only those with the same hash are looked at closely."""
    same_hash = pl.col("record").is_not_null() & pl.col("record").hash().is_duplicated()
    alike = keys.select("organ", "record").with_row_index("place").filter(same_hash)
    return alike.filter(~pl.struct("organ", "record").is_first_distinct())["place"]


def _told_apart(rows: pl.DataFrame) -> pl.DataFrame:
    """The reports with whether each is of an `office`, one of `several`, or may be the sum of its `units`.

    A report of the own office (本级) is one whose parent is its own organ, or one of scope own beside a consolidated
    report of the same organ and year.
    """
    organ = pl.col("organ")
    stands_beside = pl.col("own") & organ.is_not_null() & pl.col("consolidated").any().over("organ", "year")
    is_office = (pl.col("parent") == organ).fill_null(False) | stands_beside
    rows = rows.with_columns(office=is_office & ~pl.col("consolidated"))
    differ = (~pl.col("repeated")).sum().over("organ", "year", "office") > 1
    rows = rows.with_columns(several=differ & organ.is_not_null() & ~pl.col("repeated"))
    is_out = organ.is_null() | pl.any_horizontal("repeated", "several", "office", "own")
    return rows.with_columns(units=~is_out)


def _links(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Of which organ each is a unit: by year and organ as its reports of that year state, and by organ as all do.

    Where they state several, the parent is null: not known.
    """
    stated = rows.filter(~pl.col("office"), pl.col("parent") != pl.col("organ"))  # not where either is null

    def agreed(*keys: str) -> pl.DataFrame:
        parents = stated.group_by(*keys).agg(parent=pl.col("parent").unique())
        alone = pl.when(pl.col("parent").list.len() == 1).then(pl.col("parent").list.first())
        return parents.with_columns(parent=alone)

    return agreed("year", "organ"), agreed("organ")


def _linked(rows: pl.DataFrame, per_year: pl.DataFrame, otherwise: pl.DataFrame) -> pl.DataFrame:
    """The reports with `above`: the organ in whose consolidated report each would be counted.

    Of an organ that is not known, only what its report states itself is known.
    """
    year = per_year.rename({"parent": "in_year"}).with_columns(said=True)
    rows = rows.join(year, on=["year", "organ"], how="left", nulls_equal=True, maintain_order="left")
    rows = rows.join(otherwise.rename({"parent": "ever"}), on="organ", how="left", maintain_order="left")
    unit_of = pl.when(pl.col("said")).then("in_year").otherwise("ever")
    unit_of = pl.when(pl.col("organ").is_null()).then("parent").otherwise(unit_of)
    return rows.with_columns(above=pl.when("office").then("organ").otherwise(unit_of))


def _chains(rows: pl.DataFrame, per_year: pl.DataFrame, otherwise: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The organs that are units of themselves, and the groups whose sums contain an organ's units, year by year."""
    starts = rows.filter(pl.col("above").is_not_null()).select("year", pl.col("above").alias("organ")).unique()
    governments = pl.concat([starts.select("organ"), otherwise.select(pl.col("parent").alias("organ"))]).unique()
    links = _Links(
        per_year={(year, organ): parent for year, organ, parent in _among(per_year, governments)},
        otherwise=dict(_among(otherwise, governments)),
    )
    groups: dict[Node, frozenset[int]] = {}
    holding = rows.filter("units").select("year", "organ", "group")
    for year, organ, group in _among(holding, governments):
        groups[year, organ] = groups.get((year, organ), frozenset()) | {group}
    circular, covered = covering(starts.rows(), links, groups)
    keys: dict[str, pl.DataType] = {"year": rows.schema["year"], "organ": rows.schema["organ"]}
    found = [(year, organ, group) for (year, organ), every in covered.items() for group in every]
    above = {"year": keys["year"], "above": keys["organ"], "group": rows.schema["group"]}
    return (
        pl.DataFrame(list(circular), keys, orient="row").with_columns(circular=True),
        pl.DataFrame(found, above, orient="row").with_columns(covered=True),
    )


def _among(frame: pl.DataFrame, governments: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows of organs that have units: a few of all."""
    return frame.join(governments, on="organ", how="semi").iter_rows()


@attrs.frozen
class _Links:
    """Of which organ another is a unit, in a year."""

    per_year: Mapping[Node, int | None]
    otherwise: Mapping[int, int | None]

    def above(self, node: Node) -> Node | None:
        year, organ = node
        parent = self.per_year[node] if node in self.per_year else self.otherwise.get(organ)
        return None if parent is None else (year, parent)


def covering(
    starts: Iterable[Node], links: _Links, groups: Mapping[Node, frozenset[int]]
) -> tuple[set[Node], dict[Node, frozenset[int]]]:
    """The nodes from which one comes back to them, and for each node the groups of itself and of all above it.

    Every node is visited once, however long the chains are and whatever they lead to. What leads in a circle contains
    nothing: which of them is above the others is not known.
    """
    circular: set[Node] = set()
    covered: dict[Node, frozenset[int]] = {}
    for start in starts:
        chain: dict[Node, None] = {}
        node: Node | None = start
        while node is not None and node not in covered and node not in chain:
            chain[node] = None
            node = links.above(node)
        if node is not None and node in chain:
            walked = list(chain)
            circular.update(walked[walked.index(node) :])
        inherited = frozenset[int]() if node is None else covered.get(node, frozenset())
        for each in reversed(chain):
            own = frozenset[int]() if each in circular else groups.get(each, frozenset())
            inherited = inherited if own <= inherited else inherited | own
            covered[each] = inherited
    return circular, covered
