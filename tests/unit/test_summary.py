"""Rates over many reports: the sums by hand, what is missing, what groups are."""

from pathlib import Path

import polars as pl
import pytest
from small_corpus import BUREAU, CITY, COUNTY, TOTAL, YEAR, answered, report, row, table_of

from govdisclosure import FORMATS, Format
from govdisclosure.columns import Row, layout, to_table
from govdisclosure.draft import blank
from govdisclosure.errors import UnreadableDocument
from govdisclosure.formats._kit import MAX_COUNT
from govdisclosure.summary import NOT_COUNTED, RATES, UNKNOWN, Group, rates

DISCLOSED = "requests.results.disclosed"
REFUSED = "requests.results.refused"
OTHER = "requests.results.other"
CARRIED = "requests.carried_out"
SUITS = "proceedings.litigation.corrected"
REVIEWS = "proceedings.reconsideration.corrected"
STANDARD = [fmt for fmt in FORMATS.values() if "requests" in fmt.tables]


def rate(rows: list[Row] | pl.DataFrame, path: str, *by: Group, **also: int) -> dict[str, object]:
    """One rate of the only group."""
    table = rates(rows if isinstance(rows, pl.DataFrame) else table_of(rows), by, **also)
    (found,) = table.filter(pl.col("path") == path).rows(named=True)
    return found


def fraction(rows: list[Row], path: str) -> tuple[object, object, object]:
    found = rate(rows, path)
    return found["numerator"], found["denominator"], found["rate"]


# --- which rates --------------------------------------------------------------------------------------------------


def test_every_result_of_the_tables_is_a_rate() -> None:
    for fmt in STANDARD:
        rows = {row.path for row in fmt.tables["requests"].rows if row.path.startswith("requests.results.")}
        cells = {path for one in RATES.values() if (found := one.cells(fmt)) for path in found[0]}
        assert {path.rpartition(".")[0] for path in cells if path.startswith("requests.results.")} == rows - {
            TOTAL.rpartition(".")[0]
        }


def test_the_eight_grounds_are_the_rows_of_the_format_with_their_labels() -> None:
    grounds = [one for one in RATES.values() if one.part_of == REFUSED]
    labels = [row.labels[-1] for row in STANDARD[-1].tables["requests"].rows if row.path.startswith(f"{REFUSED}.")]
    assert len(grounds) == 8
    assert [f"{n}.{one.label.zh}" for n, one in enumerate(grounds, 1)] == [label.zh for label in labels]


def test_parts_of_a_rate_are_counted_of_the_same() -> None:
    for one in RATES.values():
        if one.part_of is not None and one.whole == RATES[one.part_of].whole:
            for fmt in STANDARD:
                part, whole = one.cells(fmt), RATES[one.part_of].cells(fmt)
                assert part is None or whole is None or set(part[0]) <= set(whole[0])


def test_years_before_the_standard_tables_have_the_rates_that_mean_the_same() -> None:
    legacy = next(fmt for fmt in FORMATS.values() if "statistics" in fmt.tables)
    asked = [path for path, one in RATES.items() if legacy.name in one.asked_by]
    assert asked == [DISCLOSED, "requests.results.disclosed_in_part", REFUSED]
    assert RATES[REFUSED].cells(legacy) == (("statistics.answered.refused",), ("statistics.answered.total",))


# --- by hand ------------------------------------------------------------------------------------------------------


def test_shares_of_what_was_answered_by_hand() -> None:
    one = {TOTAL: 10, f"{DISCLOSED}.total": 4, f"{REFUSED}.state_secret.total": 1, f"{REFUSED}.deliberative.total": 2}
    other = {TOTAL: 6, f"{DISCLOSED}.total": 1, f"{REFUSED}.state_secret.total": 2}
    corpus = [row("云溪县档案馆", figures=one), row(BUREAU, figures=other)]
    assert fraction(corpus, DISCLOSED) == (5, 16, 5 / 16)
    assert fraction(corpus, REFUSED) == (5, 16, 5 / 16)
    assert fraction(corpus, f"{REFUSED}.state_secret") == (3, 16, 3 / 16)
    assert fraction(corpus, "requests.results.not_provided") == (0, 16, 0.0)


def test_carried_over_is_a_share_of_what_was_in_hand() -> None:
    figures = {"requests.received.total": 7, "requests.carried_in.total": 3, "requests.carried_out.total": 2}
    assert fraction([row(BUREAU, figures=figures)], CARRIED) == (2, 10, 0.2)


def test_corrected_is_a_share_of_what_was_concluded_pending_left_out() -> None:
    ends = {"upheld": 5, "corrected": 2, "other": 1, "pending": 4, "total": 12}
    figures = {
        f"proceedings.{kind}.{end}": n for kind in ("reconsideration", "litigation.direct") for end, n in ends.items()
    }
    figures |= {"proceedings.litigation.after_reconsideration.corrected": 1}
    corpus = [row(BUREAU, figures=figures)]
    assert fraction(corpus, REVIEWS) == (2, 8, 0.25)
    assert fraction(corpus, SUITS) == (3, 9, 3 / 9)
    assert fraction(corpus, "proceedings.litigation.direct.corrected") == (2, 8, 0.25)
    assert fraction(corpus, "proceedings.litigation.after_reconsideration.corrected") == (1, 1, 1.0)


def test_formats_are_summed_up_together_where_the_meaning_is_the_same() -> None:
    older, newer = STANDARD[0].first_year, STANDARD[-1].first_year
    undivided = {TOTAL: 4, "requests.results.other_undivided.total": 3}
    divided = {TOTAL: 5, f"{OTHER}.fee_overdue.total": 1, f"{OTHER}.rest.total": 1}
    corpus = [row(BUREAU, older, undivided), row(BUREAU, newer, divided)]
    assert fraction(corpus, OTHER) == (5, 9, 5 / 9)
    part = rate(corpus, f"{OTHER}.rest")
    assert (part["numerator"], part["denominator"], part["reports"], part["not_asked"]) == (1, 5, 1, 1)


def test_the_statistics_of_earlier_years_are_counted_with_the_others() -> None:
    legacy = next(fmt for fmt in FORMATS.values() if "statistics" in fmt.tables)
    figures = {"statistics.answered.total": 8, "statistics.answered.disclosed": 6}
    corpus = [row(BUREAU, legacy.last_year, figures), row(BUREAU, YEAR, answered(2, 1))]
    assert fraction(corpus, DISCLOSED) == (7, 10, 0.7)
    assert rate(corpus, CARRIED)["not_asked"] == 1


# --- what is missing ----------------------------------------------------------------------------------------------


def test_a_zero_denominator_has_no_rate() -> None:
    found = rate([row(BUREAU)], DISCLOSED)
    assert (found["numerator"], found["denominator"], found["rate"], found["reports"]) == (0, 0, None, 1)


@pytest.mark.parametrize("path", [TOTAL, f"{DISCLOSED}.total"])
def test_a_blank_is_not_zero_the_report_is_left_out_of_both_sums(path: str) -> None:
    full, holed = answered(10, 4), {**answered(100, 90), path: None}
    corpus = [row("云溪县档案馆", figures=full), row(BUREAU, figures=holed)]
    found = rate(corpus, DISCLOSED)
    assert (found["numerator"], found["denominator"], found["reports"], found["blank"]) == (4, 10, 1, 1)
    others = rate(corpus, "requests.results.disclosed_in_part")
    assert others["blank"] == (1 if path == TOTAL else 0)


def test_a_blank_ground_leaves_the_sum_of_all_grounds_unknown() -> None:
    corpus = [row(BUREAU, figures={**answered(5), f"{REFUSED}.state_secret.total": None})]
    assert rate(corpus, REFUSED)["blank"] == rate(corpus, f"{REFUSED}.state_secret")["blank"] == 1
    assert rate(corpus, f"{REFUSED}.deliberative")["blank"] == 0


def test_where_no_report_is_counted_the_sums_are_missing_and_not_zero() -> None:
    found = rate(table_of([blank(STANDARD[-1], year=YEAR, organ=BUREAU)]), DISCLOSED)
    assert (found["numerator"], found["denominator"], found["rate"]) == (None, None, None)
    assert (found["reports"], found["blank"]) == (0, 1)


def test_no_reports_make_no_rows() -> None:
    assert rates(table_of([])).is_empty()
    assert rates(table_of([]), by=()).height == len(RATES)


def test_each_report_of_a_group_is_counted_or_has_its_reason() -> None:
    corpus = [row(BUREAU), row(BUREAU), row(COUNTY, figures=answered(1)), row(CITY, YEAR - 4)]
    for found in rates(table_of(corpus), by=()).rows(named=True):
        assert found["reports"] + sum(found[reason] for reason in NOT_COUNTED) == len(corpus)


# --- groups -------------------------------------------------------------------------------------------------------


def test_groups_are_made_of_years_levels_and_divisions() -> None:
    corpus = [
        row("云溪县档案馆", YEAR, level="department", code="370321"),
        row(BUREAU, YEAR, code="370101"),
        row("甲社", YEAR, level="organization"),
        row("乙", None, code="110000"),
    ]
    by: tuple[Group, ...] = ("division", "year", "level")  # in whatever order
    table = rates(table_of(corpus), by).select("year", "level", "division").unique(maintain_order=True)
    assert table.rows() == [
        (YEAR, "department", "37"),
        (YEAR, "organization", UNKNOWN),
        (None, UNKNOWN, "11"),
    ]


def test_levels_come_from_the_top_and_what_is_unknown_last() -> None:
    levels = ["township", "organization", "government", None, "department", "ministry"]
    corpus = [row(f"第{n}社", level=level) for n, level in enumerate(levels)]
    found = rates(table_of(corpus), ("level",))["level"].unique(maintain_order=True).to_list()
    assert found == ["ministry", "government", "department", "township", "organization", UNKNOWN]


def test_a_division_is_as_many_digits_as_asked_for_and_unknown_with_fewer() -> None:
    corpus = [row(BUREAU, code="370321"), row("云溪县青禾镇人民政府", code="370321101000")]
    for digits, expected in ((2, ["37"]), (4, ["3703"]), (9, ["370321101", UNKNOWN])):
        table = rates(table_of(corpus), ("division",), division_digits=digits)
        assert table["division"].unique(maintain_order=True).to_list() == expected


# --- what is not a table of reports, and what cannot be summed up -------------------------------------------------


def test_sums_are_exact_beyond_what_floats_hold() -> None:
    corpus = [row(f"云溪县第{n}局", figures=answered(MAX_COUNT, MAX_COUNT - n)) for n in range(3)]
    found = rate(corpus, DISCLOSED)
    assert (found["numerator"], found["denominator"]) == (3 * MAX_COUNT - 3, 3 * MAX_COUNT)


def test_a_sum_that_no_column_holds_is_an_error_and_not_a_wrong_number() -> None:
    wide = table_of([row(BUREAU, figures=answered(1, 1))]).with_columns(
        requests__results__refused__state_secret__total=pl.lit(2**63 - 1),
        requests__results__refused__deliberative__total=pl.lit(2**63 - 1),
    )
    with pytest.raises(OverflowError, match="63 bits"):
        rates(wide)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (pl.DataFrame({"year": [1]}), "no column record"),
        (table_of([]).drop("parent"), "no column parent"),
        (table_of([]).with_columns(year=pl.lit("x")), "column year holds String"),
        (table_of([]).with_columns(pl.col("requests__carried_out__total").cast(pl.Float64)), "holds Float64"),
    ],
)
def test_another_table_is_said_to_be_one(broken: pl.DataFrame, said: str) -> None:
    with pytest.raises(UnreadableDocument, match=said):
        rates(broken)


def test_a_file_that_is_no_parquet_and_none_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 but not really")
    with pytest.raises(UnreadableDocument, match=r"a\.parquet"):
        rates(tmp_path / "a.parquet")
    with pytest.raises(FileNotFoundError):
        rates(tmp_path / "b.parquet")
    with pytest.raises(IsADirectoryError):
        rates(tmp_path)


def test_unknown_groups_and_digits_are_refused() -> None:
    with pytest.raises(ValueError, match="no such group: month"):
        rates(table_of([]), ("month",))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not by 3"):
        rates(table_of([]), division_digits=3)


def test_files_frames_and_lazy_frames_give_the_same(tmp_path: Path) -> None:
    corpus = table_of([row(BUREAU, figures=answered(3, 1)), row(COUNTY, YEAR + 1, answered(5, 5))])
    path = tmp_path / "[2].parquet"  # no pattern
    corpus.write_parquet(path)
    expected = rates(corpus)
    assert rates(path).equals(expected)
    assert rates(str(path)).equals(expected)
    assert rates(corpus.lazy()).equals(expected)
    assert rates(corpus.sort("organ", descending=True)).equals(expected)


@pytest.mark.parametrize("fmt", STANDARD, ids=lambda fmt: fmt.name)
def test_a_table_of_one_format_alone_will_do(fmt: Format) -> None:
    one = report(BUREAU, fmt.first_year, answered(4, 3))
    alone = pl.from_arrow(to_table([one], layout(fmt)))
    assert isinstance(alone, pl.DataFrame)
    assert rates(alone).equals(rates(table_of([one])))
    assert rate(alone, DISCLOSED)["rate"] == 0.75
