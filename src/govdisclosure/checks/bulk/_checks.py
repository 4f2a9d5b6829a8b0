"""What a table engine is asked: many checks over one frame, and how their answers become a table of findings.

A check is an expression that is true, false or null: holds, violated, undecidable. Engines agree on that logic, and on
64-bit and decimal arithmetic, which is all that is used here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from govdisclosure.checks.bulk._engine import Expr, Frame, nw
from govdisclosure.columns import column_name
from govdisclosure.columns._layout import MONEY_DIGITS, MONEY_PLACES, STEP
from govdisclosure.columns._rows import BAR

SUBJECT = ("record", "organ", "name", "year")
"""The columns of a finding that say whose it is."""

RELATED = "related"
"""The column of a frame, and of a finding, that says what else it is about: the earlier report, or a unit."""

FINDINGS = (*SUBJECT, "code", "path", "expected", "actual", "outcome", RELATED)
"""The columns of the table of findings."""

_FIGURES = ("expected", "actual")

_NUMBER, _CODE = 4, 5
"""How many characters the number of a check has, and its code."""


@attrs.frozen(kw_only=True, eq=False)
class Where:
    """The rows a check is for: `among` is an expression that is true for them; `key` tells it from others."""

    key: str
    among: "Expr"


@attrs.frozen(kw_only=True, eq=False)
class Check:
    """One comparison in every row.

    `holds` is null where it cannot be decided; `unread` true where that is because something printed could not be
    read. `expected` and `actual` are the figures compared, if there are two.
    """

    code: str
    path: str
    where: Where
    holds: "Expr"
    unread: "Expr"
    expected: "Expr | None" = None
    actual: "Expr | None" = None


@attrs.frozen(kw_only=True, eq=False)
class Batch:
    """Checks over one frame, whose rows have the columns of `SUBJECT`, and `RELATED` if there is anything to say."""

    frame: Frame
    checks: tuple[Check, ...]
    has_related: bool = False

    @property
    def index(self) -> tuple[str, ...]:
        """The columns that go with every finding."""
        return (*SUBJECT, RELATED) if self.has_related else SUBJECT


def findings(batch: Batch) -> Frame:
    """Everything that is violated, undecidable or blocked, a row each.

    Rows in which all holds are left out first: where most reports are right, nothing else is computed for them.
    """
    amount = nw.Decimal(MONEY_DIGITS, MONEY_PLACES)
    among, places = _places(batch)
    frame = batch.frame.with_columns(*among)
    found_in = [nw.col(places[check.where.key]) & ~check.holds.fill_null(False) for check in batch.checks]
    suspects = frame.filter(nw.any_horizontal(*found_in, ignore_nulls=True))
    names = [_name(number, check) for number, check in enumerate(batch.checks)]
    answers = (
        _answer(check, found).alias(name) for name, check, found in zip(names, batch.checks, found_in, strict=True)
    )
    long = suspects.select(*batch.index, *answers).unpivot(
        on=names, index=list(batch.index), variable_name="check", value_name="answer"
    )
    answer = nw.col("answer").struct
    found = long.filter(answer.field("found"))
    outcome = (
        nw.when(answer.field("unread"))
        .then(nw.lit("blocked"))
        .otherwise(nw.when(answer.field("holds").is_null()).then(nw.lit("undecidable")).otherwise(nw.lit("violated")))
    )
    path = nw.col("check").str.slice(_NUMBER + _CODE).str.replace_all(STEP, ".", literal=True)
    return found.select(
        *SUBJECT,
        nw.col("check").str.slice(_NUMBER, _CODE).alias("code"),
        nw.when(path != "").then(path).alias("path"),
        *(nw.when(~answer.field("holds")).then(answer.field(name).cast(amount)).alias(name) for name in _FIGURES),
        outcome.alias("outcome"),
        nw.col(RELATED) if batch.has_related else nw.lit(None).cast(nw.String).alias(RELATED),
    )


def nothing(frame: Frame) -> Frame:
    """A table of findings without any, in the engine of a frame."""
    amount = nw.Decimal(MONEY_DIGITS, MONEY_PLACES)
    kinds = {"year": nw.Int64(), "expected": amount, "actual": amount}
    never = frame.filter(nw.col("record").is_null() & ~nw.col("record").is_null())
    filled = never.with_columns(nw.lit(None).cast(kinds.get(name, nw.String())).alias(name) for name in FINDINGS)
    return filled.select(*FINDINGS)


def made(batch: Batch) -> Frame:
    """How many comparisons each rule made, one row: a column for each rule."""
    among, places = _places(batch)
    rows = batch.frame.select(*among).select(
        *(nw.when(nw.col(place)).then(1).otherwise(0).sum().alias(place) for place in places.values())
    )
    sums: dict[str, Expr] = {}
    for check in batch.checks:
        count = nw.col(places[check.where.key])
        sums[check.code] = sums[check.code] + count if check.code in sums else count
    return rows.select(*(total.cast(nw.Int64).alias(code) for code, total in sums.items()))


def printed_unread(paths: Iterable[str], column: str = "unread") -> "Expr":
    """Whether one of the cells was printed but could not be read: it stands in the list of such paths."""
    bar = re.escape(BAR)
    pattern = f"{bar}({'|'.join(re.escape(path) for path in paths)}){bar}"
    return nw.col(column).str.contains(pattern).fill_null(False)


def total(terms: Sequence[tuple[int, "Expr"]]) -> "Expr":
    """The weighted sum; null if any of the figures is."""
    (weight, first), *rest = terms
    found = first if weight > 0 else -first
    for sign, term in rest:
        found = found + term if sign > 0 else found - term
    return found


def every_row() -> Where:
    """All rows of a frame."""
    given = nw.col("record").is_null()
    return Where(key="all", among=given | ~given)  # a literal has no length of its own, and engines ask for one


def unknown() -> "Expr":
    """What can be decided in no row."""
    return nw.when(~every_row().among).then(nw.lit(True))


def one_of(column: str, values: Iterable[str]) -> "Expr":
    """Whether a column has one of some texts."""
    return nw.col(column).is_in(list(values))


def _name(number: int, check: Check) -> str:
    """The column of a check's answer: formats may have checks of one rule and place that differ."""
    return f"{number:0{_NUMBER}}{check.code}{column_name(check.path)}"


def _places(batch: Batch) -> "tuple[list[Expr], Mapping[str, str]]":
    """For which rows the checks are, as columns, and the name of that column by the key of each such choice."""
    distinct = {check.where.key: check.where.among for check in batch.checks}
    places = {key: f"among{number}" for number, key in enumerate(distinct)}
    return [among.alias(places[key]) for key, among in distinct.items()], places


def _answer(check: Check, found: "Expr") -> "Expr":
    nothing = nw.lit(None).cast(nw.Int64)
    fields: Mapping[str, Expr] = {
        "found": found,
        "holds": check.holds,
        "unread": check.unread,
        "expected": nothing if check.expected is None else check.expected,
        "actual": nothing if check.actual is None else check.actual,
    }
    return nw.struct(*(expression.alias(name) for name, expression in fields.items()))
