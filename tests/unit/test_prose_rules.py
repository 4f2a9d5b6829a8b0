"""GD501 to GD506 over claims made by hand: each fires, is silent, and says where it cannot tell."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govdisclosure import FORMATS, CheckResult, Finding, Format, Organ, Outcome, Report, Section, check, check_series
from govdisclosure import from_dict as from_plain
from govdisclosure.checks._claims_and_cells import cells_of, printed
from govdisclosure.checks._rule import Quote
from govdisclosure.checks.prose import RULES
from govdisclosure.claims import Claim
from govdisclosure.formats._kit import Kind, nested

PARAGRAPH = "sections[0].paragraphs[0]"
STANDARD = [fmt for fmt in FORMATS.values() if fmt.headings]
NEWEST = STANDARD[-1]
LEGACY = next(fmt for fmt in FORMATS.values() if not fmt.headings)
YEAR = NEWEST.first_year + 1
standard_format = pytest.mark.parametrize("fmt", STANDARD, ids=[fmt.name for fmt in STANDARD])

Say = Callable[..., Report]
Values = Mapping[str, int | Decimal | None]


def plain_report(fmt: Format, values: Values | None = None, text: str = "", **head: Any) -> Report:
    """A report in which every figure is 0 but for those given by path."""
    figures = dict[str, int | Decimal | None]({cell.path: 0 for cell in fmt.cells}) | dict(values or {})
    plain = {"format": fmt.name, "year": fmt.first_year + 1, "organ": {"name": None}, **nested(figures)}
    report = from_plain(plain, draft=True)
    section = Section(number="一、", heading="总体情况", paragraphs=(text,))
    known: dict[str, Any] = {"organ": Organ(name="云溪县教育局"), "sections": (section,)} | head
    return attrs.evolve(report, **known)


def claim(kind: str, value: int | str | None = None, **known: Any) -> Claim:
    """A claim of the second year of the newest format; of money, if the value is a text."""
    number = Decimal(value) if isinstance(value, str) else value
    unit = "万元" if isinstance(value, str) else "件"
    given: dict[str, Any] = {
        "unit": unit,
        "raw": str(value),
        "period": YEAR,
        "sentence": "",
        "path": PARAGRAPH,
        "start": 0,
        "end": 4,
    }
    return Claim(kind=kind, value=number, **(given | known))


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """A report whose prose makes these claims."""

    def said(*claims: Claim, fmt: Format = NEWEST, values: Values | None = None, text: str = "", **head: Any) -> Report:
        monkeypatch.setattr("govdisclosure.checks._claims_and_cells.claims", lambda _: claims)
        return plain_report(fmt, values, text, **head)

    return said


def outcomes(report: Report, code: str) -> dict[Outcome, int]:
    return dict(check(report, select=[code]).counts[code])


def found(report: Report, *codes: str) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.path) for finding in check(report, select=codes or ["GD5"]).findings]


def one(report: Report, code: str) -> Finding:
    (finding,) = check(report, select=["GD5"]).findings
    assert finding.code == code
    return finding


def undecided(report: Report, code: str) -> Finding:
    result = check(report, select=[code])
    assert result.findings == ()
    (finding,) = result.undecided
    return finding


# GD501, GD504: which cells, and when they are compared


@standard_format
@pytest.mark.parametrize(
    "kind",
    [
        "requests.received",
        "requests.carried_in",
        "requests.carried_out",
        "requests.in_hand",
        "requests.results",
        "requests.results.disclosed",
        "requests.results.refused",
        "requests.results.refused.deliberative",
        "requests.results.not_provided",
        "requests.results.not_processed",
        "requests.results.other",
        "requests.received.natural_person",
        "requests.received.organizations",
        "requests.results.refused.organizations",
        "proceedings.reconsideration",
        "proceedings.reconsideration.upheld",
        "proceedings.litigation",
        "proceedings.litigation.pending",
        "proceedings.litigation.direct",
        "proceedings.litigation.after_reconsideration.corrected",
        "proactive.licensing.decisions",
    ],
)
def test_a_claim_is_held_against_the_cells_that_count_the_same(fmt: Format, kind: str, say: Say) -> None:
    cells = cells_of(kind, fmt)
    assert cells
    period = {"period": fmt.first_year + 1}
    last = cells[-1]
    agreeing = say(claim(kind, 5, **period), fmt=fmt, values={last: 5})
    assert found(agreeing) == []
    assert outcomes(agreeing, "GD501") == {Outcome.HOLDS: 1}
    differing = one(say(claim(kind, 5, **period), fmt=fmt, values={last: 6}), "GD501")
    assert differing.path == last
    assert differing.parts == cells
    assert differing.quotes == (Quote(PARAGRAPH, 0, 4),)
    assert "“5件”" in differing.text("zh")
    assert differing.text("zh").endswith("为 6")
    none = one(say(claim(kind, 0, raw="未收到", unit=None, **period), fmt=fmt, values={last: 6}), "GD504")
    assert (none.path, none.message) == (last, "prose")
    some = one(say(claim(kind, 5, **period), fmt=fmt), "GD504")
    assert (some.path, some.message) == (cells[0], "table")
    assert found(say(claim(kind, 0, **period), fmt=fmt)) == []


def test_what_a_table_divides_is_added_up(say: Say) -> None:
    refused = cells_of("requests.results.refused", NEWEST)
    values = {refused[1]: 2, refused[4]: 3}
    assert found(say(claim("requests.results.refused", 5), values=values)) == []
    finding = one(say(claim("requests.results.refused", 4), values=values), "GD501")
    assert (finding.path, finding.args["figure"]) == (refused[1], "5")


@pytest.mark.parametrize("kind", ["published", "proposals", "proposals.npc", "information_fee", "other"])
def test_what_no_cell_counts_is_not_compared(kind: str, say: Say) -> None:
    report = say(claim(kind, 5), values={path: 7 for path in NEWEST.by_path if path.startswith("requests.received")})
    assert found(report, "GD501", "GD504") == []
    assert check(report, select=["GD501"]).counts["GD501"] == {}


def test_the_information_fee_is_not_the_administrative_fee(say: Say) -> None:
    fee = claim("information_fee", 600, unit="元")
    assert found(say(fee, values={"proactive.fees.amount": Decimal("12.5")})) == []
    none = claim("information_fee", 0, raw="未收取", unit=None)
    assert found(say(none, values={"proactive.fees.amount": Decimal("12.5")})) == []


@pytest.mark.parametrize("period", [YEAR - 1, YEAR + 1, None])
def test_another_year_or_part_of_one_is_not_compared(period: int | None, say: Say) -> None:
    assert found(say(claim("requests.received", 5, period=period), values={"requests.received.total": 7})) == []


@pytest.mark.parametrize(
    ("claimed", "reported", "name", "verdict"),
    [
        (None, None, "云溪县教育局", Outcome.VIOLATED),
        (None, None, "云溪县人民政府", Outcome.VIOLATED),
        (None, "consolidated", "云溪县人民政府", Outcome.VIOLATED),
        ("own", None, "云溪县教育局", Outcome.VIOLATED),
        ("own", None, "云溪县档案馆", Outcome.VIOLATED),
        ("own", "own", "云溪县人民政府", Outcome.VIOLATED),
        ("consolidated", "consolidated", "云溪县人民政府", Outcome.VIOLATED),
        ("own", None, "云溪县人民政府", Outcome.UNDECIDABLE),
        ("consolidated", None, "云溪县人民政府", Outcome.UNDECIDABLE),
        ("consolidated", None, "云溪县教育局", Outcome.UNDECIDABLE),
        ("consolidated", "own", "云溪县教育局", None),
        ("own", "consolidated", "云溪县人民政府", None),
        ("elsewhere", None, "云溪县教育局", None),
        ("elsewhere", "own", "云溪县教育局", None),
        ("elsewhere", "consolidated", "云溪县人民政府", None),
    ],
)
@pytest.mark.parametrize(("value", "code"), [(5, "GD501"), (0, "GD504")])
def test_scope_decides_whether_a_difference_is_one(
    claimed: Any, reported: Any, name: str, verdict: Outcome | None, value: int, code: str, say: Say
) -> None:
    said = claim("requests.received", value, scope=claimed)
    head = {"organ": Organ(name=name), "scope": reported}
    result = outcomes(say(said, values={"requests.received.total": 7}, **head), code)
    assert result == ({} if verdict is None else {verdict: 1})
    same = say(said, values={"requests.received.total": value}, **head)
    assert outcomes(same, code) == ({} if verdict is None else {Outcome.HOLDS: 1})


def test_what_is_undecidable_for_its_scope_says_so(say: Say) -> None:
    report = say(claim("requests.received", 356, scope="consolidated"), values={"requests.received.total": 7})
    finding = undecided(report, "GD501")
    assert "统计范围" in finding.text("zh")
    assert "same organs" in finding.text("en")


def test_a_part_of_another_organs_whole_is_not_compared(say: Say) -> None:
    whole = claim("requests.received", 210, scope="consolidated")
    part = claim("requests.received.natural_person", 85, of=0)
    report = say(whole, part, values={"requests.received.total": 15}, scope="own")
    assert found(report) == []
    part = claim("requests.received", 3, of=0, path="sections[1].paragraphs[0]")
    again = say(claim("requests.received", 15), part, values={"requests.received.total": 15})
    assert found(again) == []


def test_a_blank_is_undecidable_and_unread_digits_block(say: Say) -> None:
    blank = say(claim("requests.received", 5), values={"requests.received.total": None})
    assert outcomes(blank, "GD501") == {Outcome.UNDECIDABLE: 1}
    assert outcomes(attrs.evolve(blank, printed={"requests.received.total": "1 2"}), "GD501") == {Outcome.BLOCKED: 1}
    none = say(claim("requests.received", 0), values={"requests.received.total": None})
    assert outcomes(none, "GD504") == {Outcome.UNDECIDABLE: 1}


def test_equal_claims_are_one_finding_that_quotes_each(say: Say) -> None:
    twice = [claim("requests.received", 5), claim("requests.received", 5, start=20, end=30)]
    finding = one(say(*twice, values={"requests.received.total": 6}), "GD501")
    assert [(quote.start, quote.end) for quote in finding.quotes] == [(0, 4), (20, 30)]


def test_of_several_numbers_in_a_paragraph_the_agreeing_one_is_meant(say: Say) -> None:
    several = [claim("requests.received", value) for value in (9, 2, 1)]
    assert found(say(*several, values={"requests.received.total": 9})) == []
    assert found(say(*several, values={"requests.received.total": 2})) == []
    finding = undecided(say(*several, values={"requests.received.total": 19}), "GD501")
    assert (finding.message, finding.args["listed"]) == ("several", "9件、2件、1件")
    assert len(finding.quotes) == 3


def test_of_several_numbers_one_that_is_plainly_the_total_must_agree(say: Say) -> None:
    sum_of_others = [claim("requests.received", value) for value in (9, 5, 4)]
    assert one(say(*sum_of_others, values={"requests.received.total": 19}), "GD501").args["claimed"] == "9件"
    apart = [claim("requests.received", 9), claim("requests.received", 2, path="sections[1].paragraphs[0]")]
    assert undecided(say(*apart, values={"requests.received.total": 9}), "GD501").args["listed"] == "2件"
    text = "全年共收到9件。收到2件。"
    said = [claim("requests.received", 9, start=3, end=7), claim("requests.received", 2, start=8, end=12)]
    finding = one(say(*said, values={"requests.received.total": 19}, text=text), "GD501")
    assert finding.args["claimed"] == "9件"


def test_numbers_that_together_are_the_cells_number_are_its_parts(say: Say) -> None:
    year = LEGACY.first_year + 1
    parts = [claim("published", value, unit="条", period=year) for value in (120, 35, 6)]
    assert found(say(*parts, fmt=LEGACY, values={"statistics.disclosed.total": 161})) == []
    undecided(say(*parts, fmt=LEGACY, values={"statistics.disclosed.total": 160}), "GD501")


@pytest.mark.parametrize(
    ("kind", "text", "silent"),
    [
        ("requests.results", "办结11件，8件申请人撤回。", True),
        ("requests.results", "办结11件，8件视为放弃。", True),
        ("requests.results", "办结11件，均已答复。", False),
        ("proceedings.reconsideration", "审结复议案件11件。", True),
        ("proceedings.reconsideration", "作出复议决定的案件11件。", True),
        ("proceedings.reconsideration", "复议案件11件，均已审结。", False),
    ],
)
def test_what_counts_less_than_the_table_is_not_compared(kind: str, text: str, silent: bool, say: Say) -> None:
    start = text.index("11")
    said = claim(kind, 11, start=start, end=start + 3, sentence=text)
    (cell,) = cells_of(kind, NEWEST)
    assert bool(found(say(said, values={cell: 19}, text=text), "GD501")) != silent
    assert found(say(said, values={cell: 9}, text=text), "GD501") != []


def test_answers_and_refusals_in_one_sentence_make_the_results(say: Say) -> None:
    sentence = "信访投诉2件不予处理，答复28件。"
    refused = claim("requests.results.not_processed.petition", 2, sentence=sentence)
    answered = claim("requests.results", 28, start=10, end=15, sentence=sentence)
    values = {"requests.results.not_processed.petition.total": 2, "requests.results.total.total": 30}
    assert found(say(refused, answered, values=values)) == []
    assert found(say(refused, answered, values=values | {"requests.results.total.total": 31})) != []


def test_outcomes_behind_both_ways_of_suing_are_of_all_suits(say: Say) -> None:
    direct, after = "proceedings.litigation.direct", "proceedings.litigation.after_reconsideration"
    both = [claim(direct, 5), claim(after, 3, start=5, end=9)]
    values = {f"{direct}.total": 5, f"{after}.total": 3, f"{direct}.upheld": 4, f"{after}.upheld": 2}
    assert found(say(*both, claim(f"{after}.upheld", 6, start=10, end=14), values=values)) == []
    assert found(say(claim(f"{after}.upheld", 6), values=values)) != []


@pytest.mark.parametrize(
    ("name", "received", "answered", "decided"),
    [
        ("云溪县", 9, 9, True),
        ("云岭省青禾市", 9, 9, True),
        ("云溪县人民政府", 9, 9, False),
        ("云溪县人民政府", 210, 9, True),
        ("云溪县教育局", 9, 205, True),
        ("云溪县人民政府", 0, 8, False),
    ],
)
def test_whose_the_tables_are_may_be_told(name: str, received: int, answered: int, decided: bool, say: Say) -> None:
    said = [claim("requests.received", 210), claim("requests.results", 205), claim("proceedings.reconsideration", 4)]
    everybody = [attrs.evolve(each, scope="consolidated") for each in said]
    values = {"requests.received.total": received, "requests.results.total.total": answered}
    report = say(*everybody, values=values | {"proceedings.reconsideration.total": 5}, organ=Organ(name=name))
    assert (("GD501", "proceedings.reconsideration.total") in found(report)) == decided


def test_one_number_that_agrees_shows_nothing_where_more_differ(say: Say) -> None:
    kinds = [("requests.received", 210), ("requests.in_hand", 215), ("requests.results", 205)]
    values = {"requests.received.total": 35, "requests.carried_in.total": 1, "requests.results.total.total": 205}
    report = say(
        *(claim(kind, value, scope="consolidated") for kind, value in kinds),
        values=values,
        organ=Organ(name="云溪县人民政府"),
    )
    assert found(report) == []


def test_where_the_tables_are_the_offices_own_the_county_is_another(say: Say) -> None:
    said = [
        claim("requests.received", 35, scope="own"),
        claim("requests.results", 34, scope="own"),
        claim("proceedings.reconsideration", 9, scope="consolidated"),
    ]
    values = {"requests.received.total": 35, "requests.results.total.total": 36, "proceedings.reconsideration.total": 5}
    report = say(*said, values=values, organ=Organ(name="云溪县人民政府"))
    assert found(report) == [("GD501", "requests.results.total.total")]


def test_the_own_number_may_differ_where_the_tables_hold_that_of_all(say: Say) -> None:
    both = [claim("requests.received", 8, scope="consolidated"), claim("requests.received", 5, scope="own")]
    assert undecided(say(*both, values={"requests.received.total": 8}), "GD501").message == "unsure"


def test_money_is_no_count(say: Say) -> None:
    assert found(say(claim("requests.received", 60, unit="元"), values={"requests.received.total": 5})) == []


def test_parts_of_some_other_work_are_not_the_tables(say: Say) -> None:
    cleared = [claim("other", 35), claim("proactive.normative_documents.repealed", 10, of=0)]
    assert found(say(*cleared, values={"proactive.normative_documents.repealed": 4})) == []


def test_what_is_surely_of_the_organ_is_meant_before_what_may_not_be(say: Say) -> None:
    both = [claim("requests.received", 356, scope="consolidated"), claim("requests.received", 24, scope="own")]
    assert found(say(*both, values={"requests.received.total": 24})) == []
    assert one(say(*both, values={"requests.received.total": 42}), "GD501").args["claimed"] == "24件"


@pytest.mark.parametrize(
    ("raw", "unit", "text"),
    [("25.1万", "万元", "25.1万元"), ("12", "件", "12件"), ("未收到", None, "未收到"), ("1.2万余", "条", "1.2万余条")],
)
def test_a_claim_is_quoted_with_its_unit_once(raw: str, unit: str | None, text: str) -> None:
    assert printed(claim("other", 5, raw=raw, unit=unit)) == text


@pytest.mark.parametrize(
    ("raw", "value", "figure", "agrees"),
    [
        ("1300余", 1300, 1300, True),
        ("1300余", 1300, 1399, True),
        ("1300余", 1300, 1400, False),
        ("1300余", 1300, 1299, False),
        ("1.2万余", 12000, 12999, True),
        ("1.2万余", 12000, 13000, False),
        ("10多", 10, 19, True),
        ("10多", 10, 20, False),
        ("一百余", 100, 187, True),
        ("近40", 40, 37, True),
        ("约40", 40, 55, True),
        ("不足10", 10, 8, True),
        ("1.25万余", 12500, 12599, True),
        ("1.25万余", 12500, 12600, False),
    ],
)
def test_rounding_allows_what_it_allows(raw: str, value: int, figure: int, agrees: bool, say: Say) -> None:
    said = claim("proactive.licensing.decisions", value, raw=raw, rounded=True)
    report = say(said, values={"proactive.licensing.decisions": figure})
    assert found(report) == ([] if agrees else [("GD501", "proactive.licensing.decisions")])


@pytest.mark.parametrize(
    ("raw", "value", "figure", "agrees"),
    [
        ("1.38万", 13800, 13810, True),
        ("1.38万", 13800, 13751, True),
        ("1.38万", 13800, 13900, False),
        ("1.38万", 13800, 13700, False),
        ("2万", 20000, 20001, False),
    ],
)
def test_decimals_of_ten_thousands_are_as_exact_as_their_last_digit(
    raw: str, value: int, figure: int, agrees: bool, say: Say
) -> None:
    report = say(claim("requests.received", value, raw=raw), values={"requests.received.total": figure})
    assert bool(found(report)) != agrees


@pytest.mark.parametrize(
    ("value", "unit", "figure", "agrees"),
    [
        ("8.4", "万元", "8.4", True),
        ("8.4", "万元", "8.4321", True),
        ("8.4", "万元", "8.3987", True),
        ("8.4", "万元", "8.5", False),
        ("84000", "元", "8.4", True),
        ("84321.5", "元", "8.43", True),
        ("2.8", "亿元", "28000", True),
        ("2.8", "亿元", "28345.67", True),
        ("2.8", "亿元", "31000", False),
        ("8.4", "美元", "3", True),
    ],
)
def test_amounts_are_compared_in_the_digits_printed(value: str, unit: str, figure: str, agrees: bool, say: Say) -> None:
    path = "proactive.fees.amount"
    report = say(claim(path, value, unit=unit), values={path: Decimal(figure)})
    assert found(report, "GD501", "GD504", "GD506") == ([] if agrees else [("GD501", path)])


def test_a_narrative_report_is_held_against_its_statistics(say: Say) -> None:
    said = [
        claim("published", 30, unit="条", period=LEGACY.first_year + 1),
        claim("requests.results.refused", 2, period=LEGACY.first_year + 1),
    ]
    values = {"statistics.disclosed.total": 31, "statistics.answered.refused": 2}
    finding = one(say(*said, fmt=LEGACY, values=values), "GD501")
    assert finding.path == "statistics.disclosed.total"
    without = say(*said, fmt=LEGACY, statistics=None)
    assert found(without) == []


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_what_a_format_counts_by_another_name_is_there(fmt: Format) -> None:
    for kind in fmt.counted_as:
        assert cells_of(kind, fmt)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claimed=st.integers(0, 10**9), figure=st.integers(0, 10**9))
def test_exact_claims_agree_only_with_their_own_number(claimed: int, figure: int, say: Say) -> None:
    report = say(claim("requests.received", claimed), values={"requests.received.total": figure})
    codes = {code for code, _ in found(report)}
    if claimed == figure:
        assert codes == set()
    else:
        assert codes == {"GD504" if 0 in (claimed, figure) else "GD501"}


# GD502

NATURAL, LEGAL = "requests.received.natural_person", "requests.received.organizations"


def parts_of(whole: Claim, *parts: tuple[str, int], **known: Any) -> list[Claim]:
    return [whole, *(claim(kind, value, of=0, start=8, end=10, **known) for kind, value in parts)]


def test_all_parts_make_the_whole(say: Say) -> None:
    whole = claim("requests.received", 20)
    values = {"requests.received.total": 20, "requests.received.natural_person": 14, "requests.received.business": 6}
    right = say(*parts_of(whole, (NATURAL, 14), (LEGAL, 6)), values=values)
    assert outcomes(right, "GD502") == {Outcome.HOLDS: 1}
    finding = one(
        say(*parts_of(whole, (NATURAL, 14), (LEGAL, 5)), values=values | {"requests.received.business": 5}), "GD502"
    )
    assert finding.path == PARAGRAPH
    assert (finding.args["whole"], finding.args["total"], finding.args["listed"]) == ("20件", 19, "14＋5")
    assert len(finding.quotes) == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(persons=st.integers(1, 10**6), others=st.integers(1, 10**6), slip=st.integers(-3, 3))
def test_persons_and_organisations_always_make_the_whole(persons: int, others: int, slip: int, say: Say) -> None:
    whole = claim("requests.received", max(1, persons + others + slip))
    report = say(*parts_of(whole, (NATURAL, persons), (LEGAL, others)))
    assert bool(found(report, "GD502")) == (whole.value != persons + others)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (
            "proceedings.litigation",
            [("proceedings.litigation.direct", 3), ("proceedings.litigation.after_reconsideration", 1)],
        ),
        ("proposals", [("proposals.npc", 3), ("proposals.cppcc", 1)]),
        ("other", [("proceedings.reconsideration", 3), ("proceedings.litigation", 1)]),
        ("requests.in_hand", [("requests.received", 3), ("requests.carried_in", 1)]),
        (
            "proceedings.reconsideration",
            [("proceedings.reconsideration.upheld", 4), ("proceedings.reconsideration.corrected", 2)],
        ),
        (
            "requests.results.refused",
            [("requests.results.refused.state_secret", 4), ("requests.results.refused.deliberative", 2)],
        ),
        ("requests.received.organizations", [("requests.received.business", 4), ("requests.received.research", 2)]),
    ],
)
def test_lists_that_are_complete_or_too_long_must_add_up(whole: str, parts: list[tuple[str, int]], say: Say) -> None:
    report = say(*parts_of(claim(whole, 5), *parts))
    assert ("GD502", PARAGRAPH) in found(report)
    right = say(*parts_of(claim(whole, sum(value for _, value in parts)), *parts))
    assert outcomes(right, "GD502") == {Outcome.HOLDS: 1}


def test_what_the_table_explains_is_not_missing(say: Say) -> None:
    whole = claim("requests.received", 46)
    parts = parts_of(whole, (NATURAL, 38), ("requests.received.business", 5))
    values = {"requests.received.total": 46, NATURAL: 38, "requests.received.business": 5}
    assert found(say(*parts, values=values | {"requests.received.research": 3}), "GD502") == []
    assert found(say(*parts, values=values | {"requests.received.research": 2}), "GD502") == [("GD502", PARAGRAPH)]


@pytest.mark.parametrize(
    ("fmt", "period", "whole", "wrong"),
    [(NEWEST, YEAR - 1, 46, True), (NEWEST, YEAR - 1, 60, False), (LEGACY, LEGACY.first_year + 1, 46, True),
     (LEGACY, LEGACY.first_year + 1, 60, False)],
    ids=["last year's, nearly all", "last year's, some", "no table, nearly all", "no table, some"],
)  # fmt: skip
def test_where_no_table_can_say_what_is_left_only_a_sum_nearly_reached_is_wrong(
    fmt: Format, period: int, whole: int, wrong: bool, say: Say
) -> None:
    parts = ((NATURAL, 38), ("requests.received.business", 5))
    report = say(*parts_of(claim("requests.received", whole, period=period), *parts, period=period), fmt=fmt)
    assert found(report, "GD502") == ([("GD502", PARAGRAPH)] if wrong else [])


def test_answers_and_their_outcomes_in_one_list_are_not_added_to_each_other(say: Say) -> None:
    answered, left = ("requests.results", 18), ("requests.carried_out", 2)
    outcomes_of_answers = ("requests.results.disclosed", 10), ("requests.results.refused", 8)
    in_hand = claim("requests.in_hand", 20)
    report = say(*parts_of(in_hand, answered, left, *outcomes_of_answers))
    assert outcomes(report, "GD502") == {Outcome.HOLDS: 1}
    more = say(*parts_of(in_hand, answered, ("requests.carried_out", 3), *outcomes_of_answers))
    assert [finding.args["listed"] for finding in check(more, select=["GD502"]).findings] == ["18＋3"]


def test_requests_received_need_not_all_be_answered(say: Say) -> None:
    answered = {"requests.results.disclosed.total": 7, "requests.results.refused.deliberative.total": 3}
    parts = [("requests.results.disclosed", 7), ("requests.results.refused", 3)]
    values = answered | {"requests.received.total": 12, "requests.carried_out.total": 2}
    assert found(say(*parts_of(claim("requests.received", 12), *parts), values=values), "GD502") == []
    came = answered | {"requests.received.total": 9, "requests.carried_in.total": 1}
    assert found(say(*parts_of(claim("requests.received", 9), *parts), values=came), "GD502") == []
    in_hand = answered | {"requests.received.total": 10, "requests.carried_in.total": 1}
    hand = parts_of(claim("requests.in_hand", 11), ("requests.carried_in", 1), *parts)
    assert found(say(*hand, values=in_hand), "GD502") == [("GD502", PARAGRAPH)]
    assert found(say(*hand, values=in_hand | {"requests.carried_out.total": 1}), "GD502") == []


@pytest.mark.parametrize(
    "text",
    [
        "收到20件，其中自然人14件、企业5件等。",
        "收到20件，主要是自然人14件、企业5件。",
        "收到20件，自然人14件、企业5件，其余为其他组织。",
        "收到20件，其中自然人14件、企业5件、",
        "收到20件，其中自然人14件、企业5件。此外，有律师提出的。",
        "收到20件，其中自然人14件、企业5件、律师1件。",
        "收到20件，办结19件，其中自然人14件、企业5件。",
    ],
)
def test_a_list_that_says_it_is_not_all_need_not_add_up(text: str, say: Say) -> None:
    def stated(text: str) -> list[Claim]:
        at = [text.index(figure) for figure in ("20件", "14件", "5件")]
        return [
            claim("requests.received", 20, start=at[0], end=at[0] + 3),
            claim(NATURAL, 14, of=0, start=at[1], end=at[1] + 3),
            claim("requests.received.business", 5, of=0, start=at[2], end=at[2] + 2),
        ]

    values = {"requests.received.total": 20, NATURAL: 14, "requests.received.business": 5}
    assert found(say(*stated(text), values=values, text=text), "GD502") == []
    complete = "收到20件，其中自然人14件、企业5件。"
    assert found(say(*stated(complete), values=values, text=complete), "GD502") != []


@pytest.mark.parametrize(
    ("whole", "values", "wrong"),
    [
        (33, [25, 5, 2], True),
        (33, [25, 5, 3], False),
        (800, [120, 80], False),
        (85, [1, 1, 1, 12, 3, 5, 9, 3, 1, 1, 46, 2], False),
        (159, [5, 154, 73, 74, 12], False),
        (128, [118, 10], False),
        (6, [2], False),
    ],
)
def test_parts_of_any_kind_are_held_to_a_whole_they_nearly_make(
    whole: int, values: list[int], wrong: bool, say: Say
) -> None:
    report = say(*parts_of(claim("published", whole), *(("other", value) for value in values)))
    assert bool(found(report, "GD502")) == wrong


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("发布33条，其中甲类25条、乙类7条。", Outcome.UNDECIDABLE),
        ("发布33条，其中甲类25条、乙类9条。", Outcome.VIOLATED),
        ("发布33条，分别为甲类25条、乙类7条。", Outcome.VIOLATED),
        ("发布33条，其中包括甲类25条、乙类7条。", Outcome.VIOLATED),
        ("发布33条，其中网站25条、窗口7条。", Outcome.VIOLATED),
        ("发布33条，其中甲类25条（丙类1条）、乙类8条。", Outcome.HOLDS),
    ],
)
def test_a_list_by_subject_behind_a_bare_word_may_leave_one_out(text: str, outcome: Outcome, say: Say) -> None:
    figures = [(text.index(f"{value}条"), value) for value in (33, 25, 1, 7, 8, 9) if f"{value}条" in text]
    said = [
        claim("other" if at else "published", value, unit="条", of=0 if at else None, start=at, end=at + 2)
        for at, value in ((0 if value == 33 else at, value) for at, value in figures)
    ]
    said[0] = attrs.evolve(said[0], end=5)
    assert outcomes(say(*said, text=text), "GD502") == {outcome: 1}


@pytest.mark.parametrize(("kind", "value"), [("requests.received", 0), ("information_fee", 2)])
def test_nothing_and_a_fee_have_no_parts(kind: str, value: int, say: Say) -> None:
    assert outcomes(say(*parts_of(claim(kind, value), (NATURAL, 4), (LEGAL, 3))), "GD502") == {}


def test_a_sum_that_is_printed_before_the_list_is_the_whole(say: Say) -> None:
    text = "立案19件，收到18件，其中甲类14件、乙类5件。"
    parts = [claim("other", 14, of=0, start=15, end=18), claim("other", 5, of=0, start=21, end=23)]
    assert outcomes(say(claim("proposals", 18, start=8, end=11), *parts, text=text), "GD502") == {}
    other = text.replace("19", "17")
    report = say(claim("proposals", 18, start=8, end=11), *parts, text=other)
    assert outcomes(report, "GD502") == {Outcome.VIOLATED: 1}


@pytest.mark.parametrize("whole", ["requests.carried_in", "requests.received.organizations", "information_fee"])
def test_outcomes_are_not_of_a_whole_that_has_none(whole: str, say: Say) -> None:
    parts = [("requests.results.disclosed", 4), ("requests.results.refused", 3)]
    assert outcomes(say(*parts_of(claim(whole, 2), *parts)), "GD502") == {}


def test_parts_of_other_organs_or_units_are_not_added(say: Say) -> None:
    same = parts_of(claim("requests.received", 210), ("requests.received", 85), ("requests.received", 124))
    assert found(say(*same), "GD502") == []
    mixed = parts_of(claim("published", 210, unit="条"), ("other", 85), ("other", 124))
    assert found(say(*mixed), "GD502") == []


def test_rounded_parts_are_undecidable(say: Say) -> None:
    parts = parts_of(claim("published", 200), ("other", 150), ("other", 40), rounded=True)
    assert outcomes(say(*parts), "GD502") == {Outcome.UNDECIDABLE: 1}


def test_several_divisions_of_one_whole_are_added_one_after_the_other(say: Say) -> None:
    report = say(*parts_of(claim("other", 159), *(("other", value) for value in (5, 154, 73, 74, 12))))
    assert outcomes(report, "GD502") == {Outcome.HOLDS: 1}


# GD503


@pytest.mark.parametrize(
    ("part", "whole", "share", "wrong"),
    [
        (22, 40, "55", False),
        (22, 40, "60", True),
        (18, 38, "48", True),
        (18, 38, "47", False),
        (18, 38, "47.4", False),
        (18, 38, "47.37", False),
        (18, 38, "47.3", True),
        (1, 8, "12", False),
        (1, 8, "13", False),
        (1, 8, "12.5", False),
        (0, 8, "0", False),
        (8, 8, "100", False),
    ],
)
def test_a_share_is_worked_out_again(part: int, whole: int, share: str, wrong: bool, say: Say) -> None:
    report = say(claim("published", whole), claim("other", part, of=0, share=Decimal(share)))
    assert found(report) == ([("GD503", PARAGRAPH)] if wrong else [])
    assert outcomes(report, "GD503") == {Outcome.VIOLATED if wrong else Outcome.HOLDS: 1}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.integers(0, 5000), whole=st.integers(1, 5000), digits=st.integers(0, 3), units=st.integers(-3, 3))
def test_a_rounded_share_is_right_and_no_other(part: int, whole: int, digits: int, units: int, say: Say) -> None:
    step = Decimal(1).scaleb(-digits)
    share = (Decimal(part) * 100 / whole).quantize(step) + units * step
    report = say(claim("published", whole), claim("other", part, of=0, share=share))
    tie = abs(Decimal(part) * 100 / whole - share) == step / 2  # half a step off: rounded to the other side
    assert bool(found(report, "GD503")) == (units != 0 and not tie)


def test_a_wrong_share_says_what_it_should_be(say: Say) -> None:
    finding = one(say(claim("published", 38), claim("other", 18, of=0, share=Decimal(48))), "GD503")
    assert (finding.args["printed"], finding.args["computed"]) == ("48", "47.4")
    assert finding.severity == "info"


@pytest.mark.parametrize(
    ("share", "message"), [("48", "share_nearly"), ("47.3", "share_nearly"), ("49", "share"), ("47.2", "share")]
)
def test_what_is_off_in_its_last_digit_only_is_said_to_be(share: str, message: str, say: Say) -> None:
    finding = one(say(claim("published", 38), claim("other", 18, of=0, share=Decimal(share))), "GD503")
    assert finding.message == message


def test_a_share_of_another_whole_in_the_paragraph_is_right(say: Say) -> None:
    report = say(
        claim("requests.received", 50), claim("requests.results", 40), claim("other", 20, of=0, share=Decimal(50))
    )
    assert found(report, "GD503") == []


@pytest.mark.parametrize(
    ("before", "now", "growth", "wrong"),
    [
        (32, 40, "25", False),
        (50, 40, "-20", False),
        (50, 40, "-25", True),
        (320, 450, "50", True),
        (18, 18, "0", False),
    ],
)
def test_growth_is_worked_out_again(before: int, now: int, growth: str, wrong: bool, say: Say) -> None:
    kind = "requests.received"
    report = say(
        claim(kind, before, period=YEAR - 1),
        claim(kind, now, growth=Decimal(growth)),
        values={"requests.received.total": now},
    )
    assert found(report) == ([("GD503", PARAGRAPH)] if wrong else [])


@pytest.mark.parametrize(
    "before",
    [
        claim("requests.received", 0, period=YEAR - 1),
        claim("requests.results", 30, period=YEAR - 1),
        claim("requests.received", 30, period=YEAR - 2),
        claim("requests.received", 30, period=YEAR - 1, path="sections[1].paragraphs[0]"),
        claim("requests.received", 30, period=YEAR - 1, scope="elsewhere"),
    ],
)
def test_growth_from_something_else_is_not_looked_at(before: Claim, say: Say) -> None:
    now = claim("requests.received", 40, growth=Decimal(90), scope="own")
    assert outcomes(say(before, now), "GD503") == {}


def test_percentages_of_rounded_figures_are_undecidable(say: Say) -> None:
    report = say(claim("published", 1200, rounded=True), claim("other", 300, of=0, share=Decimal(30)))
    assert outcomes(report, "GD503") == {Outcome.UNDECIDABLE: 1}


def test_a_share_without_figures_is_not_looked_at(say: Say) -> None:
    report = say(claim("published", 24), claim("other", None, of=0, share=Decimal(75)))
    assert outcomes(report, "GD503") == {}


# GD505


def texts(year: int) -> dict[str, str]:
    return {
        "opening": f"{year - 1}年，我局认真贯彻落实《条例》，各项工作有序开展。",
        "opening, of a year": f"{year - 1}年度，云溪县教育局政府信息公开工作稳步推进。",
        "opening, numbered": f"（一）主动公开。{year - 1}年，我局主动公开政府信息430条。",
        "opening, without a comma": f"{year - 1}年我局坚持以公开为常态。",
        "opening, behind a long heading": f"（三）依申请公开政府信息情况。{year - 1}年我局通过信函受理公开申请0件。",
        "opening, broken": f"{year // 100}\n{year % 100 - 1:02}年，我局坚持以公开为常态。",
        "cut_off": f"截至{year - 1}年12月31日，公开指南已更新。",
        "plan": f"下一步，{year}年我局将进一步完善制度。",
        "plan, of the year before": f"{year - 1}年，将继续加强培训。",
    }


@standard_format
@pytest.mark.parametrize("name", texts(YEAR))
def test_a_stale_year_is_found(fmt: Format, name: str, say: Say) -> None:
    year = fmt.first_year + 1
    text = texts(year)[name]
    result = check(say(fmt=fmt, text=text), select=["GD505"])
    finding = result.findings[0]
    assert (finding.path, finding.message) == (PARAGRAPH, name.partition(",")[0])
    assert finding.args["expected"] == str(year)
    (quote,) = finding.quotes
    assert str(finding.args["printed"]) in "".join(text[quote.start : quote.end].split())


@standard_format
@pytest.mark.parametrize(
    "text",
    [
        "{own}年，我局认真贯彻落实《条例》。",
        "{before}年12月，县政府办公室印发《办法》。",
        "{before}年，县政府办公室印发《办法》，我局据此修订制度。",
        "{before}年，我局通过了标准化验收。",
        "{before}年，《办法》经县政府审议通过。",
        "{before}年，我局收到申请8件，{own}年收到10件。",
        "{before}年，我局收到申请8件，今年收到10件。",
        "{before}年度报告中指出的问题，我局逐项整改。",
        "自{before}年起，我局每季度公开信息。",
        "与{before}年相比，申请有所减少。",
        "{next}年，我局将进一步完善制度。",
        "{own}年，我局将政务公开纳入年度考核。",
        "{own}年，我局将重点领域信息公开摆在突出位置。",
        "截至{own}年12月31日，公开指南已更新。",
        "截至{before}年底累计公开信息1000条。",
        "截至{long_ago}年12月31日，本地档案已全部移交。",
        "编号为{before}-015号的申请已归档。",
        "{before}年，我局政务公开工作在县里的考核中位列第三。",
        "{before}年全县政务公开考核结果已经公开。",
        "{before}年度收到的申请已经办结。",
        "",
    ],
)
def test_other_years_may_be_spoken_of(fmt: Format, text: str, say: Say) -> None:
    own = fmt.first_year + 1
    report = say(fmt=fmt, text=text.format(own=own, before=own - 1, next=own + 1, long_ago=own - 9))
    assert outcomes(report, "GD505") == {Outcome.HOLDS: 1}


def test_without_a_year_none_is_wrong(say: Say) -> None:
    report = attrs.evolve(say(text=texts(YEAR)["opening"]), year=None)
    assert undecided(report, "GD505").path == "year"


# GD506


def money(fmt: Format) -> str:
    (path,) = [cell.path for cell in fmt.cells if cell.kind is Kind.MONEY]
    return path


@standard_format
def test_an_amount_that_is_ten_thousandfold_the_prose_is_in_another_unit(fmt: Format, say: Say) -> None:
    path, period = money(fmt), fmt.first_year + 1
    said = claim(path, "25.1", period=period)
    finding = one(say(said, fmt=fmt, values={path: Decimal(251000)}), "GD506")
    assert (finding.path, finding.message) == (path, "cell")
    assert "251000" in finding.text("zh")
    said = claim(path, "251000", period=period)
    finding = one(say(said, fmt=fmt, values={path: Decimal("25.1")}), "GD506")
    assert finding.message == "prose"
    assert found(say(claim(path, "251000", unit="元", period=period), fmt=fmt, values={path: Decimal("25.1")})) == []


@standard_format
def test_more_than_a_county_can_have_is_suspected(fmt: Format, say: Say) -> None:
    path = money(fmt)
    assert one(say(fmt=fmt, values={path: Decimal(9097600)}), "GD506").message == "too_much"
    city = say(fmt=fmt, values={path: Decimal(9097600)}, organ=Organ(name="云溪市人民政府"))
    assert found(city) == []
    assert found(say(fmt=fmt, values={path: Decimal("59237.2449")})) == []
    assert outcomes(say(fmt=fmt, values={path: None}), "GD506") == {Outcome.UNDECIDABLE: 1}
    unread = attrs.evolve(say(fmt=fmt, values={path: None}), printed={path: "2 5.1"})
    assert outcomes(unread, "GD506") == {Outcome.BLOCKED: 1}


def series(say: Say, *printed: str | None, fmt: Format = NEWEST) -> CheckResult:
    path = money(fmt)
    years = [
        say(fmt=fmt, values={path: None if value is None else Decimal(value)}, year=fmt.first_year + n)
        for n, value in enumerate(printed)
    ]
    return check_series(years, select=["GD506"])


@standard_format
@pytest.mark.parametrize(
    ("printed", "subject", "message"),
    [
        (("25.1", "251000"), 1, "high"),
        (("251000", "25.1"), 0, "high"),
        (("25.1", "263000", "27.5"), 1, "high"),
        (("25000", "2.63", "27500"), 1, "low"),
        (("2.51", "25100", "26300"), 0, "low"),
    ],
)
def test_one_year_in_another_unit_is_found(
    fmt: Format, printed: tuple[str, ...], subject: int, message: str, say: Say
) -> None:
    (finding,) = series(say, *printed, fmt=fmt).findings
    assert (finding.subject, finding.message) == (subject, message)
    assert finding.path == money(fmt)
    assert finding.related
    assert finding.text("zh")
    assert finding.text("en")


@pytest.mark.parametrize(
    "printed",
    [
        ("25.1", "26.3", "24.9"),
        ("25.1", "2510"),
        ("0.01", "150"),
        ("0", "251000"),
        ("25.1",),
    ],
)
def test_amounts_that_grow_are_not_suspected(printed: tuple[str, ...], say: Say) -> None:
    assert series(say, *printed).findings == ()


def test_a_blank_amount_between_years_is_undecidable(say: Say) -> None:
    result = series(say, "25.1", None, "26")
    (finding,) = result.undecided
    assert (finding.subject, finding.path) == (1, money(NEWEST))


# All


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_explanations_are_complete_in_both_languages(rule: Any) -> None:
    for lang in ("en", "zh"):
        assert rule.explanation(lang).count("## ") == 5
