"""Reports with all that the ordinary ones lack: whatever the classes accept, its edges included."""

from decimal import Decimal
from typing import Any, get_args

import attrs
from hypothesis import strategies as st

from govdisclosure import FORMATS, Report, from_dict, to_dict
from govdisclosure.formats._kit import MAX_COUNT, MAX_MONEY, MAX_NESTING, Kind, TableKey
from govdisclosure.formats.shared import Level, Period, Scope, Section
from govdisclosure.strategies import reports

DAYS = st.none() | st.dates()
TEXTS = st.text(max_size=8)

EDGES: dict[Kind, tuple[int | Decimal | None, ...]] = {
    Kind.COUNT: (None, 0, 1, MAX_COUNT),
    Kind.CHANGE: (None, -MAX_COUNT, 0, MAX_COUNT),
    Kind.MONEY: (None, 0, MAX_MONEY, MAX_MONEY - Decimal("1e-15"), Decimal("0.00"), Decimal("1e-7"), Decimal("1E+2")),
}

SECTIONS: st.SearchStrategy[tuple[Section, ...]] = st.recursive(
    st.just(()),
    lambda parts: st.lists(
        st.builds(
            Section,
            number=st.none() | TEXTS,
            heading=st.none() | TEXTS,
            level=st.integers(1, MAX_NESTING),
            paragraphs=st.lists(TEXTS, max_size=2).map(tuple),
            parts=parts,
            table=st.sampled_from((None, *get_args(TableKey))),
        ),
        max_size=2,
    ).map(tuple),
    max_leaves=6,
)
"""Sections that no report prints: any level anywhere, any table in any of them."""


@st.composite
def odd_reports(draw: st.DrawFn, name: str) -> Report:
    """Any text in the head, codes, any dates, raw prints, sections of any shape, figures at the edge of their range."""
    report = draw(reports(name, consistent=draw(st.booleans()), blanks=True, narrative="awkward"))
    organ = attrs.evolve(
        report.organ,
        name=draw(st.none() | TEXTS),
        level=draw(st.sampled_from((None, *get_args(Level)))),
        division_code=draw(st.sampled_from((None, "321300", "321300001", "321300001001"))),
        credit_code=draw(st.sampled_from((None, "0" * 18, "11000000MB000000XT"))),
    )
    raw = st.dictionaries(st.sampled_from([c.path for c in FORMATS[name].cells]), st.text(max_size=6), max_size=4)
    odd: Report = attrs.evolve(
        report,
        year=draw(st.none() | st.integers(1, 9999)),
        organ=organ,
        title=draw(st.none() | TEXTS),
        scope=draw(st.sampled_from((None, *get_args(Scope)))),
        period=draw(st.none() | st.builds(Period, start=st.dates(), end=st.dates())),
        basis=tuple(draw(st.lists(TEXTS, max_size=2))),
        contact=draw(st.none() | TEXTS),
        published_on=draw(DAYS),
        signed_by=draw(st.none() | TEXTS),
        signed_on=draw(DAYS),
        sections=draw(st.just(report.sections) | SECTIONS),
        printed={**report.printed, **draw(raw)},
    )
    return _with_edges(draw, odd)


def _with_edges(draw: st.DrawFn, report: Report) -> Report:
    """The report with some figures at the edge of what they may be."""
    plain: Any = to_dict(report)
    for cell in draw(st.lists(st.sampled_from(FORMATS[report.format].cells), max_size=4)):
        *steps, last = cell.path.split(".")
        row = plain
        for step in steps:
            row = row[step] if row is not None else None
        if row is not None:  # a table may be absent
            row[last] = draw(st.sampled_from(EDGES[cell.kind]))
    return from_dict(plain)
