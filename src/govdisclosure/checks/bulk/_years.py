"""Rules between the years of one organ: each report joined with those of the same organ for the year before."""

from collections.abc import Iterable, Iterator, Sequence

from govdisclosure.checks.bulk._cells import of_formats
from govdisclosure.checks.bulk._checks import (
    RELATED,
    Batch,
    Check,
    Where,
    every_row,
    one_of,
    printed_unread,
    total,
    unknown,
)
from govdisclosure.checks.bulk._engine import Expr, Frame, nw
from govdisclosure.checks.years import kinds
from govdisclosure.columns import column_name
from govdisclosure.flows import Flow, carry_overs, stocks
from govdisclosure.formats import Format

_BEFORE = "before__"
"""Begins the names of the columns of the earlier report."""

_FLOWS = {"GD301": carry_overs, "GD302": stocks}


def batches(frame: Frame, formats: Sequence[Format], codes: Iterable[str]) -> Iterator[Batch]:
    """The checks of these rules, each kind over its own frame."""
    wanted = set(codes)
    checks = tuple(check for check in (*_flows(formats), *_pending(formats)) if check.code in wanted)
    if checks:
        yield Batch(frame=_with_year_before(frame, checks, formats), checks=checks, has_related=True)
    if "GD303" in wanted:
        yield from _gaps(frame)


def _flows(formats: Sequence[Format]) -> Iterator[Check]:
    """What last year's report says of this year's; a flow that several formats have is compared once."""
    for code, flows in _FLOWS.items():
        having: dict[Flow, list[Format]] = {}
        for fmt in formats:
            for flow in flows(fmt):
                having.setdefault(flow, []).append(fmt)
        for flow, later in having.items():
            earlier = [fmt for fmt in formats if all(path in fmt.by_path for path in flow.before)]
            before = [(1, nw.col(_before(path))) for path in flow.before]
            within = [(term.weight, nw.col(column_name(term.path))) for term in flow.within]
            expected, actual = total([*before, *within]), nw.col(column_name(flow.path))
            yield Check(
                code=code,
                path=flow.path,
                where=_pairs(earlier, later),
                holds=actual == expected,
                unread=printed_unread(flow.own_paths) | printed_unread(flow.before, _BEFORE + "unread"),
                expected=expected,
                actual=actual,
            )


def _pending(formats: Sequence[Format]) -> Iterator[Check]:
    """Cases pending last year are among this year's."""
    having: dict[tuple[str, str], list[Format]] = {}
    for fmt in formats:
        for kind in kinds(fmt):
            having.setdefault(kind, []).append(fmt)
    for (pending, all_cases), later in having.items():
        before, now = nw.col(_before(pending)), nw.col(column_name(all_cases))
        yield Check(
            code="GD304",
            path=all_cases,
            where=_pairs([fmt for fmt in formats if pending in fmt.by_path], later),
            holds=before <= now,
            unread=printed_unread([all_cases]) | printed_unread([pending], _BEFORE + "unread"),
            expected=before,
            actual=now,
        )


def _pairs(earlier: Iterable[Format], later: Iterable[Format]) -> Where:
    """The pairs of reports in which both have what is compared."""
    now, names = of_formats(later), [fmt.name for fmt in earlier]
    among = now.among & one_of(_BEFORE + "format", names).fill_null(False)
    return Where(key=f"{now.key} after {','.join(names)}", among=among)


def _before(path: str) -> str:
    return _BEFORE + column_name(path)


def _with_year_before(frame: Frame, checks: Iterable[Check], formats: Sequence[Format]) -> Frame:
    """Each report beside each of the same organ for the year before."""
    paths = {path for fmt in formats for code in {c.code for c in checks} for path in _needed(code, fmt)}
    cells = sorted(column_name(path) for path in paths)
    kept = ["organ", "year", "format", "unread", *cells]
    earlier = frame.select(nw.col("record").alias(RELATED), *(nw.col(name).alias(_BEFORE + name) for name in kept))
    earlier = earlier.with_columns((nw.col(_BEFORE + "year") + 1).alias(_BEFORE + "year"))
    later = frame.select("record", nw.col("organ__name").alias("name"), *kept)
    return later.join(earlier, left_on=["organ", "year"], right_on=[_BEFORE + "organ", _BEFORE + "year"], how="inner")


def _needed(code: str, fmt: Format) -> Iterator[str]:
    """The paths that a rule compares."""
    if code in _FLOWS:
        for flow in _FLOWS[code](fmt):
            yield from (*flow.before, *flow.own_paths)
    else:
        for kind in kinds(fmt):
            yield from kind


def _gaps(frame: Frame) -> Iterator[Batch]:
    """Years without a report between others of the same organ; reports that state no year."""
    named = frame.select("record", "organ", nw.col("organ__name").alias("name"), "year")
    everywhere = every_row()
    undated = named.filter(nw.col("year").is_null())
    yield Batch(
        frame=undated,
        checks=(Check(code="GD303", path="year", where=everywhere, holds=unknown(), unread=nw.lit(False)),),
    )
    dated = named.filter(~nw.col("year").is_null(), ~nw.col("organ").is_null())
    years = dated.group_by("organ", "year").agg(nw.col("record").min(), nw.col("name").min())
    follows = years.with_columns(nw.col("year").shift(1).over("organ", order_by="year").alias("last"))
    expected: Expr = nw.col("last") + 1
    gap = Check(
        code="GD303",
        path="year",
        where=everywhere,
        holds=nw.col("year") == expected,
        unread=nw.lit(False),
        expected=expected,
        actual=nw.col("year"),
    )
    yield Batch(frame=follows.filter(~nw.col("last").is_null()), checks=(gap,))
