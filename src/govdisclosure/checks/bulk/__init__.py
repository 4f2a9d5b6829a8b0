"""The rules over a table of reports, asked of a table engine: the verdicts that `govdisclosure.check` gives one by one.

`check_table` takes what `govdisclosure.columns.to_table` makes, in Polars, DuckDB, Spark or any other engine that
Narwhals knows, and gives a table of findings in the same engine. What it cannot ask, `absent` says: rules that read
prose or documents need the reports themselves.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import attrs

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Message
from govdisclosure.checks._rule import select as choose
from govdisclosure.checks.bulk import _cells, _units, _years
from govdisclosure.checks.bulk._checks import FINDINGS, Batch, findings, made, nothing
from govdisclosure.checks.bulk._engine import Frame, needed_engine, nw
from govdisclosure.columns import Layout, Type, layout
from govdisclosure.columns._layout import MONEY_DIGITS, MONEY_PLACES
from govdisclosure.formats import FORMATS, Format

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


__all__ = ["BULK", "FINDINGS", "OF_ONE", "OF_SERIES", "OF_UNITS", "BulkResult", "absent", "check_table", "formats_in"]

OF_ONE = ("GD103", "GD104", "GD201", "GD202", "GD203", "GD204", "GD205")
"""Rules that need one report."""

OF_SERIES = ("GD301", "GD302", "GD303", "GD304")
"""Rules between the years of one organ."""

OF_UNITS = ("GD701", "GD702")
"""Rules of a government and its units."""

BULK: tuple[str, ...] = (*OF_ONE, *OF_SERIES, *OF_UNITS)
"""The rules that are asked of a table: those that look at cells only."""


@attrs.frozen(kw_only=True, eq=False)
class BulkResult:
    """What the rules say of a table.

    `absent` are the chosen rules that were not asked, each with the reason.
    """

    batches: tuple[Batch, ...]
    nothing: Frame
    absent: Mapping[str, Message]

    @property
    def findings(self) -> Frame:
        """Everything violated, undecidable or blocked, a row each, in no order; nothing is computed yet.

        The columns are those of `FINDINGS`: `record`, `organ`, `name` and `year` of the report, the `code` of the rule,
        the `path` (null where a finding is about no place), the figures `expected` and `actual` (null unless two
        figures are known and differ), the `outcome`, and what else it is about (`related`: the record of the earlier
        report, or the key of a unit).
        """
        return nw.concat([findings(batch) for batch in self.batches] or [self.nothing], how="vertical")

    def made(self) -> "Mapping[str, int]":
        """How many comparisons each rule made: what is not among the findings held. Computed when asked for."""
        counts: dict[str, int] = {}
        for batch in self.batches:
            row = made(batch).collect("polars").row(0)
            for code, count in zip((*dict.fromkeys(check.code for check in batch.checks),), row, strict=True):
                counts[code] = counts.get(code, 0) + int(count or 0)
        return dict(sorted(counts.items()))

    def collect(self) -> "nw.DataFrame[Any]":
        """The findings as a table in memory, sorted by organ, year, rule and path.

        What is asked of different frames is collected one after the other: Spark takes longer to plan it all at once.
        """
        frames = [findings(batch) for batch in self.batches] or [self.nothing]
        found = nw.concat([frame.collect("polars") for frame in frames], how="vertical")
        return found.sort("organ", "year", "code", "path", "record", "related")


def check_table(
    frame: "IntoFrame",
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    roster: "IntoFrame | None" = None,
) -> BulkResult:
    """Ask the rules of a table of reports, one row each, in the layout of `govdisclosure.columns`.

    `select` and `ignore` are prefixes of codes, as for `check`. A report is of the organ that its column `organ` says,
    and counted in the government that `parent` says; rows without are not compared with others. `roster` has a row for
    each unit that should report: `parent` and `organ`, keys like those of the table. Both frames must be of one engine.

    Raises `ValueError` if the table has the columns of no format or they hold something else, and `MissingExtra`
    without the extra ``bulk``.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.columns import to_table
    >>> from govdisclosure.checks.bulk import check_table
    >>> table = to_table([Report2021(year=2023, organ=Organ(name="云溪县档案馆"))])
    >>> result = check_table(table, select=["GD203"])
    >>> result.made(), result.collect()["outcome"].unique().to_list()
    ({'GD203': 7}, ['undecidable'])
    """
    needed_engine()
    lazy = _lazy(frame)
    formats = formats_in(lazy.collect_schema())
    chosen = [rule.code for rule in choose(RULES, tuple(select), tuple(ignore))]
    units = None if roster is None else _lazy(roster)
    batches = (
        *_cells.batches(lazy, formats, chosen),
        *_years.batches(lazy, formats, chosen),
        *_units.batches(lazy, formats, chosen, units),
    )
    return BulkResult(batches=batches, nothing=nothing(lazy), absent=absent(chosen, with_roster=units is not None))


def formats_in(schema: "Mapping[str, nw.dtypes.DType]") -> tuple[Format, ...]:
    """The formats whose columns a table has.

    Raises `ValueError` if there is none, or a column holds something else: in 32 bits, sums would be wrong.
    """
    there = set(schema)
    missing = {fmt: sorted(set(needed(layout(fmt))) - there) for fmt in FORMATS.values()}
    found = tuple(fmt for fmt, lacking in missing.items() if not lacking)
    if not found:
        fewest = min(missing.values(), key=len)
        shown = ", ".join(fewest[:3]) + (" ..." if len(fewest) > 3 else "")
        raise ValueError(f"not a table of reports, {len(fewest)} columns are missing: {shown}")
    kinds = {Type.TEXT: nw.String(), Type.NUMBER: nw.Int64(), Type.FLAG: nw.Boolean()}
    merged = layout(*found)
    for name in needed(merged):
        wanted = kinds.get(merged.column(name).type, nw.Decimal(MONEY_DIGITS, MONEY_PLACES))
        if schema[name] != wanted:
            raise ValueError(f"not a table of reports, the column {name} holds {schema[name]} and not {wanted}")
    return found


def needed(of: Layout) -> tuple[str, ...]:
    """The names of the columns that rules look at: cells, and of the others those that say whose and of what year."""
    return tuple(
        column.name
        for column in of.columns
        if column.cell is not None or column.type is Type.FLAG or column.name in _KEYS
    )


_KEYS = frozenset({"record", "organ", "parent", "organ__name", "year", "format", "scope", "tables", "unread"})


def absent(codes: Iterable[str], *, with_roster: bool) -> Mapping[str, Message]:
    """Those of some rules that cannot be asked of a table, with a roster or without, each with the reason."""
    return {code: _WHY[why] for code in codes if (why := _hindrance(code, with_roster)) is not None}


def _hindrance(code: str, with_roster: bool) -> "_Hindrance | None":
    if code in BULK:
        return "roster" if code == "GD702" and not with_roster else None
    return "document" if "document" in RULES[code].needs else "prose"


_Hindrance = Literal["document", "prose", "roster"]

_WHY: Mapping[_Hindrance, Message] = {
    "document": Message(
        zh="这些问题由读取原件时给出，表中没有", en="these findings are made when a document is read; a table has none"
    ),
    "roster": Message(zh="需要知道哪些单位应当报告：请给出名册", en="it has to know who should report: give a roster"),
    "prose": Message(
        zh="需要报告的文字、名称或日期，须逐份检查", en="it reads prose, names or dates: check the reports one by one"
    ),
}


def _lazy(frame: "IntoFrame") -> Frame:
    """The frame as one of its engine that computes when asked; what has no such way goes to Polars."""
    given = nw.from_native(frame)
    if isinstance(given, nw.LazyFrame):
        return given
    return given.lazy() if given.implementation.is_polars() else given.lazy(backend="polars")
