"""Records to begin a chain with: blanks, codes, amounts with telling digits, cells that print more than a number."""

from decimal import Decimal
from typing import Any, Literal

import attrs
from chain_model import digits, figure, model_of
from chain_steps import Kept
from hypothesis import strategies as st

from govdisclosure import Format, Organ, Report, Section
from govdisclosure.formats._kit import MAX_COUNT, Kind, types_in
from govdisclosure.formats.shared import official_title, skeleton
from govdisclosure.strategies import reports

AMOUNTS = tuple(map(Decimal, ("1.50", "0.00", "0.1", "59237.2449", "123456789012.123456789", "0." + "0" * 34 + "1")))
"""Amounts whose digits a float or a spreadsheet would not keep."""

COUNTS = (1362, MAX_COUNT)


@st.composite
def records(draw: st.DrawFn, fmt: Format, year: int | None = None) -> Kept:
    """Any records, one in six with awkward prose."""
    awkward = draw(st.integers(0, 5)) == 5
    narrative: bool | Literal["awkward"] = "awkward" if awkward else True
    report = draw(reports(fmt, consistent=draw(st.booleans()), blanks=True, narrative=narrative, year=year))
    division, credit = draw(st.sampled_from(((None, None), ("370000", "11100000000013127D"))))
    organ = attrs.evolve(report.organ, division_code=division, credit_code=credit)
    report = attrs.evolve(report, organ=organ, scope=draw(st.sampled_from((None, "own"))))
    shown = [cell for cell in fmt.cells if getattr(report, cell.table) is not None]
    if not shown:
        return Kept(report, model_of(report), awkward)
    if draw(st.booleans()):
        report = distinct(report, fmt)
    for kind, values in ((Kind.MONEY, AMOUNTS), (Kind.COUNT, COUNTS)):
        paths = st.sampled_from([cell.path for cell in shown if cell.kind is kind])
        for path, value in draw(st.dictionaries(paths, st.sampled_from(values), max_size=1)).items():
            report = put(report, path, value)
    ways = draw(st.dictionaries(st.sampled_from([cell.path for cell in shown]), st.integers(0, 2), max_size=4))
    report = with_raw_texts(report, fmt, ways)
    return Kept(report, model_of(report), awkward)


def distinct(report: Report, fmt: Format, *, after: int = 1000) -> Report:
    """The report with another number in each cell that is not blank, so that one in a wrong cell shows."""
    model = model_of(report)
    for cell in fmt.cells:
        if figure(model, cell.path) is not None:
            number = after + cell.order
            signed = -number if cell.kind is Kind.CHANGE and cell.order % 2 else number
            report = put(report, cell.path, Decimal(number).scaleb(-2) if cell.kind is Kind.MONEY else signed)
    return report


def with_raw_texts(report: Report, fmt: Format, ways: dict[str, int]) -> Report:
    """The report with marks in its blank cells alone, and these figures printed in one of three ways."""
    model = model_of(report)
    marks = {path: text for path, text in report.printed.items() if figure(model, path) is None}
    known = {path: way for path, way in ways.items() if figure(model, path) is not None}
    texts = {path: in_words(figure(model, path), fmt.cell(path).kind, way) for path, way in known.items()}
    return attrs.evolve(report, printed=marks | texts)


def in_words(value: int | Decimal | None, kind: Kind, way: int) -> str:
    """A figure as offices print it."""
    assert value is not None
    bare = digits(value)
    if kind is Kind.MONEY:
        return (f"{bare}万元", f"{bare}万", f"{bare}（已上缴）")[way]
    if kind is Kind.CHANGE:
        return f"减少{bare[1:]}" if value < 0 else (f"+{bare}", f"增加{bare}", f"{bare}项")[way]
    return (f"{bare}件", f"共{value:,}件", f"{bare}（其中网上{bare}件）")[way]


def put(part: Any, path: str, value: object) -> Any:
    """The same with another value at a path."""
    name, _, rest = path.partition(".")
    return attrs.evolve(part, **{name: put(getattr(part, name), rest, value) if rest else value})


def full(fmt: Format, name: str, *, after: int = 1000) -> Kept:
    """A record with another figure in every cell, some blank or with more in print than the number."""
    tables = {key: field_class(fmt, key)() for key in fmt.tables}
    year = fmt.last_year or fmt.first_year
    organ = Organ(name=name, division_code="370000", credit_code="11100000000013127D")
    own = tuple(
        Section(number="一二三四"[n] + "、", heading=t.label.zh, table=k) for n, (k, t) in enumerate(fmt.tables.items())
    )
    report = fmt.report(
        year=year, organ=organ, title=official_title(name, year), sections=skeleton(fmt.headings) or own, **tables
    )
    for n, cell in enumerate(fmt.cells):
        if n % 9:
            report = put(report, cell.path, Decimal(0) if cell.kind is Kind.MONEY else 0)
    report = distinct(report, fmt, after=after)
    report = with_raw_texts(report, fmt, {cell.path: n % 3 for n, cell in enumerate(fmt.cells) if n % 7 == 0})
    return Kept(report, model_of(report))


def field_class(fmt: Format, key: str) -> type[Any]:
    """The class of a table."""
    return next(each for each in types_in(attrs.fields_dict(fmt.report)[key].type) if attrs.has(each))


def changed(one: Kept, path: str, value: int | Decimal) -> Kept:
    """The record with another figure, which is printed as the bare number."""
    printed = {other: text for other, text in one.report.printed.items() if other != path}
    report = attrs.evolve(put(one.report, path, value), printed=printed)
    return Kept(report, model_of(report))
