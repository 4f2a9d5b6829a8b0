"""Two records side by side."""

from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import FORMATS, Organ, Report2021, loads
from govdisclosure.codec import from_dict
from govdisclosure.compare import compare
from govdisclosure.formats._kit import nested
from govdisclosure.strategies import reports

RECORDS = Path(__file__).resolve().parents[2] / "examples" / "records"


@pytest.mark.parametrize("name", FORMATS)
@examples(20)
@given(data=st.data())
def test_a_report_does_not_differ_from_itself(name: str, data: st.DataObject) -> None:
    report = data.draw(reports(name, blanks=True))
    assert compare(report, report) == ()


@pytest.mark.parametrize("name", FORMATS)
def test_each_figure_that_differs_is_named_with_its_change(name: str) -> None:
    fmt = FORMATS[name]
    one, other = (
        from_dict(
            {
                "format": name,
                "year": None,
                "organ": {},
                **nested({cell.path: cell.order * times for cell in fmt.cells}),
            },
            draft=True,
        )
        for times in (1, 3)
    )
    found = {each.path: each.change for each in compare(one, other)}
    assert found == {cell.path: cell.order * 2 for cell in fmt.cells}


def test_blank_is_no_zero_and_has_no_change() -> None:
    one = Report2021(year=2023, organ=Organ())
    other = from_dict(
        {"format": "2021", "year": 2023, "organ": {}, "proactive": {"fees": {"amount": Decimal("1.50")}}}, draft=True
    )
    (only,) = compare(one, other)
    assert (only.path, only.first, only.second, only.change) == ("proactive.fees.amount", "", "1.50", None)


def test_the_same_figure_printed_otherwise_differs() -> None:
    report = from_dict(
        {"format": "2021", "year": 2023, "organ": {}, "proactive": {"fees": {"amount": Decimal(376)}}}, draft=True
    )
    printed = attrs.evolve(report, printed={"proactive.fees.amount": "376万"})
    assert [(each.first, each.second, each.change) for each in compare(report, printed)] == [("376", "376万", 0)]


def test_formats_may_differ() -> None:
    older, newer = (
        loads((RECORDS / name).read_bytes()) for name in ("云溪县教育局-2020.json", "云溪县档案馆-2023.json")
    )
    found = {each.path: each for each in compare(older, newer)}
    assert found["proactive.licensing.items_last_year"].second is None
    assert found["requests.results.other.rest.total"].first is None
    assert found["requests.results.other.rest.total"].change is None
    assert found["format"].first == "2019"


def test_prose_is_compared_paragraph_by_paragraph() -> None:
    clean, planted = (loads((RECORDS / f"云溪县档案馆-2023{end}.json").read_bytes()) for end in ("", "-有误"))
    assert {"signed_by", "period.end", "sections[4].paragraphs[0]"} <= {each.path for each in compare(clean, planted)}
