"""GD503, GD505 and GD506 at their edges: what is compared with what, and what a finding says of it."""

from decimal import Decimal
from typing import Any

import attrs
import pytest

from govdisclosure import FORMATS, Format, Organ, Outcome, Report, Section, check, check_series, from_dict
from govdisclosure.checks._amounts import TOO_MUCH, amounts
from govdisclosure.checks._percentages import Percentage, percentages, shown
from govdisclosure.checks._years_in_prose import wrong_years
from govdisclosure.claims import Claim
from govdisclosure.formats._kit import nested

STANDARD = [fmt for fmt in FORMATS.values() if fmt.headings]
NEWEST = STANDARD[-1]
YEAR = NEWEST.first_year + 1
PARAGRAPH, ANOTHER = "sections[0].paragraphs[0]", "sections[0].paragraphs[1]"
standard_format = pytest.mark.parametrize("fmt", STANDARD, ids=[fmt.name for fmt in STANDARD])


def claim(kind: str, value: int | None, **known: Any) -> Claim:
    given: dict[str, Any] = {"unit": "件", "raw": str(value), "period": YEAR, "path": PARAGRAPH}
    given |= {"sentence": "", "start": 0, "end": 4} | known
    return Claim(kind=kind, value=value, **given)


def found(monkeypatch: pytest.MonkeyPatch, *claims: Claim) -> list[Percentage]:
    """The percentages of a report whose prose makes these claims."""
    monkeypatch.setattr("govdisclosure.checks._claims_and_cells.claims", lambda _: claims)
    section = Section(number="一、", heading="总体情况", paragraphs=("", ""))
    return list(percentages(NEWEST.report(year=YEAR, organ=Organ(), sections=(section,))))


# GD503


@pytest.mark.parametrize(("whole", "part"), [(True, False), (False, True), (True, True)])
def test_a_percentage_rests_on_both_its_figures(whole: bool, part: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    of = claim("published", 1200, rounded=whole)
    (share,) = found(monkeypatch, of, claim("other", 300, of=0, share=Decimal(30), rounded=part))
    assert (share.what, share.right) == ("share", None)
    before = claim("published", 1200, period=YEAR - 1, rounded=whole)
    (growth,) = found(monkeypatch, before, claim("published", 1300, growth=Decimal(30), rounded=part))
    assert (growth.what, growth.right) == ("growth", None)


@pytest.mark.parametrize(
    ("known", "right"),
    [
        ({}, True),
        ({"unit": None}, True),
        ({"unit": "万元"}, False),
        ({"path": ANOTHER}, False),
        ({"of": 0}, False),
        ({"rounded": True}, False),
    ],
)
def test_a_share_may_be_of_another_whole_of_its_paragraph_and_unit(
    known: dict[str, Any], right: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = claim("other", 18, of=0, share=Decimal(45))
    (share,) = found(monkeypatch, claim("published", 38), part, claim("published", 40, **known))
    assert share.right is right


@pytest.mark.parametrize("units", [("件", None), (None, "件"), (None, None)])
def test_a_figure_without_a_unit_may_be_in_any(
    units: tuple[str | None, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    part = claim("other", 18, of=0, share=Decimal(45), unit=units[1])
    (share,) = found(monkeypatch, claim("published", 40, unit=units[0]), part)
    assert share.right is True


def test_another_unit_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, claim("published", 40), claim("other", 18, of=0, share=Decimal(90), unit="万元")) == []


@pytest.mark.parametrize(("before", "now"), [(None, "own"), ("own", None), ("own", "own")])
def test_growth_is_compared_unless_both_scopes_are_stated_and_differ(
    before: Any, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = claim("published", 40, period=YEAR - 1, scope=before)
    (growth,) = found(monkeypatch, earlier, claim("published", 50, scope=now, growth=Decimal(30)))
    assert (growth.right, growth.computed) == (False, Decimal(25))


def test_growth_of_what_is_not_named_or_not_dated_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, claim("other", 40, period=YEAR - 1), claim("other", 50, growth=Decimal(30))) == []
    undated = claim("published", 50, period=None, growth=Decimal(30))
    assert found(monkeypatch, claim("published", 40, period=None), undated) == []


def test_a_figure_that_was_not_read_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    unread = claim("published", None, share=Decimal(50), of=1)
    (share,) = found(monkeypatch, unread, claim("published", 40), claim("other", 18, of=1, share=Decimal(30)))
    assert (share.claim.value, share.right) == (18, False)


def test_a_percentage_is_shown_with_one_digit_more() -> None:
    computed = Decimal(18) * 100 / 38
    assert [shown(computed, Decimal(printed)) for printed in ("48", "47.5", "47.25")] == ["47.4", "47.37", "47.368"]


# GD506


def report(fmt: Format, year: int, **figures: Decimal | None) -> Report:
    values: dict[str, Any] = {cell.path: 0 for cell in fmt.cells}
    values |= {path.replace("__", "."): value for path, value in figures.items()}
    plain = {"format": fmt.name, "year": year, "organ": {"name": "云溪县教育局"}, **nested(values)}
    return from_dict(plain, draft=True)


def with_amount(fmt: Format, year: int, amount: str) -> Report:
    return report(fmt, year, **{amounts(fmt)[-1].path.replace(".", "__"): Decimal(amount)})


@standard_format
def test_every_amount_is_looked_at_and_a_blank_one_is_named(fmt: Format) -> None:
    paths = [cell.path for cell in amounts(fmt)]
    blank = report(fmt, fmt.first_year, **dict.fromkeys((path.replace(".", "__") for path in paths), None))
    assert [each.path for each in check(blank, select=["GD506"]).undecided] == paths


@standard_format
@pytest.mark.parametrize("name", ["云溪县教育局", "云溪县青禾镇人民政府"])
def test_what_is_too_much_for_a_county_is_told_with_its_figure(fmt: Format, name: str) -> None:
    path = amounts(fmt)[-1].path
    large = attrs.evolve(with_amount(fmt, fmt.first_year, str(TOO_MUCH)), organ=Organ(name=name))
    (finding,) = check(large, select=["GD506"]).findings
    assert (finding.message, finding.path, finding.parts) == ("too_much", path, (path,))
    assert finding.args["printed"] == str(TOO_MUCH)
    less = attrs.evolve(with_amount(fmt, fmt.first_year, str(TOO_MUCH - 1)), organ=Organ(name=name))
    assert check(less, select=["GD506"]).findings == ()


@standard_format
@pytest.mark.parametrize(
    ("usual", "once", "outcome"),
    [
        ("0.1", "300", Outcome.VIOLATED),
        ("0.1", "299.99", Outcome.HOLDS),
        ("0.1", "3000", Outcome.VIOLATED),
        ("0.1", "3000.01", Outcome.HOLDS),
        ("0.09", "900", Outcome.HOLDS),
    ],
)
def test_which_ratio_is_that_of_yuan(fmt: Format, usual: str, once: str, outcome: Outcome) -> None:
    years = [with_amount(fmt, fmt.first_year + n, amount) for n, amount in enumerate((usual, once, usual))]
    result = check_series(years, select=["GD506"])
    assert bool(result.findings) == (outcome is Outcome.VIOLATED)


@standard_format
def test_an_amount_in_another_unit_than_its_neighbours_is_told_with_them(fmt: Format) -> None:
    path, first = amounts(fmt)[-1].path, fmt.first_year
    high = [with_amount(fmt, first + n, amount) for n, amount in enumerate(("25.1", "251000", "25.1"))]
    (finding,) = check_series(high, select=["GD506"]).findings
    assert (finding.message, finding.path, finding.subject, finding.parts) == ("high", path, 1, (path,))
    assert [(each.subject, each.path) for each in finding.related] == [(0, path), (2, path)]
    assert (finding.args["printed"], finding.args["year"], finding.args["times"]) == ("251000", str(first), 10000)
    low = [with_amount(fmt, first + n, amount) for n, amount in enumerate(("251000", "25.1", "251000"))]
    told = [each for each in check_series(low, select=["GD506"]).findings if each.message == "low"]
    (finding,) = told
    assert (finding.path, finding.subject, finding.parts) == (path, 1, (path,))
    assert [(each.subject, each.path) for each in finding.related] == [(0, path), (2, path)]
    assert (finding.args["printed"], finding.args["year"], finding.args["other"]) == ("25.1", str(first), "251000")


# GD505


def test_a_year_is_copied_from_one_of_the_last_three() -> None:
    for back in range(1, 6):
        section = Section(
            number="一、", heading="总体情况", paragraphs=(f"{YEAR - back}年，我局认真贯彻落实《条例》。",)
        )
        stale = NEWEST.report(year=YEAR, organ=Organ(), sections=(section,))
        assert [each.year for each in wrong_years(stale, YEAR)] == ([YEAR - back] if back <= 3 else [])
