"""Which reports are summed up: nothing twice. By hand, and against the definition said in plain Python."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from small_corpus import BUREAU, CITY, COUNTY, TOTAL, YEAR, answered, row, table_of

from govdisclosure import Organ
from govdisclosure.columns import Row, record_hash, row_of
from govdisclosure.formats import format_of
from govdisclosure.grid import value_at
from govdisclosure.levels import roll_up
from govdisclosure.organs import level_of
from govdisclosure.summary import GROUPS, NOT_COUNTED, RATES, UNKNOWN, Group, rates

DISCLOSED = "requests.results.disclosed"
PROVINCE = "云岭省人民政府"
OFFICE = "云溪县人民政府办公室"


def counts(corpus: Sequence[Row], *by: Group) -> dict[str, int | None]:
    """How many requests are counted as answered in the only group, of how many reports, and why others are not."""
    (found,) = rates(table_of(corpus), by).filter(pl.col("path") == DISCLOSED).rows(named=True)
    reasons = {reason: found[reason] for reason in NOT_COUNTED if found[reason]}
    return {"answered": found["denominator"], "reports": found["reports"], **reasons}


def government(name: str, count: int, year: int | None = YEAR, parent: str | None = None, **head: object) -> Row:
    return row(name, year, answered(count), parent=parent, **{"scope": "consolidated", "level": "government", **head})


def unit(name: str, count: int, parent: str | None, year: int | None = YEAR, **head: object) -> Row:
    return row(name, year, answered(count), parent=parent, **{"scope": "own", "level": "department", **head})


# --- what a government's report contains ---------------------------------------------------------------------------


def test_units_do_not_count_beside_their_governments_report() -> None:
    corpus = [unit(BUREAU, 3, COUNTY), government(COUNTY, 10), unit("云溪县档案馆", 4, COUNTY)]
    assert counts(corpus) == {"answered": 10, "reports": 1, "contained": 2}


def test_through_several_levels_only_the_topmost_counts() -> None:
    corpus = [
        government(PROVINCE, 100),
        government(CITY, 50, parent=PROVINCE),
        government(COUNTY, 10, parent=CITY),
        unit(BUREAU, 3, COUNTY),
    ]
    assert counts(corpus) == {"answered": 100, "reports": 1, "contained": 3}
    assert counts(corpus[::-1]) == counts(corpus)
    assert counts(corpus[1:]) == {"answered": 50, "reports": 1, "contained": 2}


def test_a_missing_middle_does_not_hide_what_is_above_if_another_year_tells() -> None:
    told = [government(PROVINCE, 100), government(COUNTY, 9, YEAR - 1, parent=PROVINCE)]
    table = rates(table_of([*told, unit(BUREAU, 3, COUNTY)]))
    (this,) = table.filter(year=YEAR, path=DISCLOSED).rows(named=True)
    assert (this["denominator"], this["contained"]) == (100, 1)


def test_a_missing_middle_of_which_nothing_is_known_ends_the_chain() -> None:
    corpus = [government(PROVINCE, 100), unit(BUREAU, 3, COUNTY)]
    assert counts(corpus) == {"answered": 103, "reports": 2}


def test_years_that_disagree_on_a_parent_tell_nothing_of_another() -> None:
    moved = [government(COUNTY, 9, YEAR - 1, parent=PROVINCE), government(COUNTY, 9, YEAR - 2, parent=CITY)]
    table = rates(table_of([*moved, government(PROVINCE, 100), unit(BUREAU, 3, COUNTY)]))
    (this,) = table.filter(year=YEAR, path=DISCLOSED).rows(named=True)
    assert (this["denominator"], this["contained"]) == (103, 0)


def test_another_year_and_another_group_contain_nothing() -> None:
    corpus = [government(COUNTY, 10, YEAR - 1), unit(BUREAU, 3, COUNTY, level="department")]
    assert counts(corpus) == {"answered": 13, "reports": 2}
    corpus = [government(COUNTY, 10), unit(BUREAU, 3, COUNTY, level="department")]
    table = rates(table_of(corpus), ("level",)).filter(path=DISCLOSED)
    assert table.select("level", "denominator", "contained").rows() == [("government", 10, 0), ("department", 3, 0)]


def test_in_a_group_the_next_government_above_that_is_in_it_counts() -> None:
    corpus = [government(CITY, 50, code="370300"), government(COUNTY, 10, parent=CITY, code="370321")]
    corpus.append(unit(BUREAU, 3, COUNTY, code="370321"))
    table = rates(table_of(corpus), ("division",), division_digits=6).filter(path=DISCLOSED)
    assert table.select("division", "denominator", "contained").rows() == [("370300", 50, 0), ("370321", 10, 1)]
    assert counts(corpus, "division") == {"answered": 50, "reports": 1, "contained": 2}


def test_a_report_of_scope_own_contains_nothing() -> None:
    corpus = [unit(COUNTY, 2, None), unit(BUREAU, 3, COUNTY)]
    assert counts(corpus) == {"answered": 5, "reports": 2}


def test_a_report_that_does_not_say_its_scope_contains_the_units_that_name_it() -> None:
    corpus = [government(COUNTY, 10, scope=None), unit(BUREAU, 3, COUNTY)]
    assert counts(corpus) == {"answered": 10, "reports": 1, "contained": 1}


def test_a_report_of_no_known_organ_is_contained_where_its_parent_is_known() -> None:
    nameless = [row(None, YEAR, answered(3), parent=COUNTY), row(None, YEAR, answered(4))]
    assert counts([government(COUNTY, 10), *nameless]) == {"answered": 14, "reports": 2, "contained": 1}


def test_a_government_counts_for_what_its_units_count_together() -> None:
    units = [unit(f"云溪县第{n}局", n * n, COUNTY) for n in range(1, 6)]
    whole = roll_up([one.report for one in units], organ=Organ(name=COUNTY, level="government")).report
    sums = rates(table_of(units)).select("path", "numerator", "denominator", "rate")
    for corpus in ([*units, row_of(whole)], [row_of(whole)]):
        assert rates(table_of(corpus)).select("path", "numerator", "denominator", "rate").equals(sums)


# --- the own office ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parent", [COUNTY, None, CITY])
def test_the_own_office_is_contained_in_its_governments_report(parent: str | None) -> None:
    corpus = [government(COUNTY, 10), unit(COUNTY, 2, parent)]
    assert counts(corpus) == {"answered": 10, "reports": 1, "contained": 1}


def test_without_its_governments_report_the_own_office_counts() -> None:
    assert counts([unit(COUNTY, 2, COUNTY), unit(BUREAU, 3, COUNTY)]) == {"answered": 5, "reports": 2}


def test_the_own_office_is_contained_in_what_contains_its_government() -> None:
    corpus = [government(CITY, 50), government(COUNTY, 9, YEAR - 1, parent=CITY), unit(COUNTY, 2, COUNTY)]
    (this,) = rates(table_of(corpus)).filter(year=YEAR, path=DISCLOSED).rows(named=True)
    assert (this["denominator"], this["contained"]) == (50, 1)


# --- the same and others of one year --------------------------------------------------------------------------------


def test_the_same_record_counts_once() -> None:
    corpus = [unit(BUREAU, 3, COUNTY), unit(BUREAU, 3, COUNTY), unit(BUREAU, 3, None), unit(OFFICE, 3, COUNTY)]
    assert counts(corpus) == {"answered": 6, "reports": 2, "repeated": 2}


def test_differing_reports_of_one_organ_and_year_do_not_count() -> None:
    corpus = [unit(BUREAU, 3, COUNTY), unit(BUREAU, 4, COUNTY), unit(BUREAU, 4, COUNTY), unit(OFFICE, 1, COUNTY)]
    assert counts(corpus) == {"answered": 1, "reports": 1, "repeated": 1, "several": 2}
    assert counts([unit(BUREAU, 3, COUNTY), unit(BUREAU, 4, COUNTY, YEAR - 1)])["reports"] == 2


def test_units_count_where_which_report_of_their_government_holds_is_not_known() -> None:
    corpus = [government(COUNTY, 10), government(COUNTY, 11), unit(BUREAU, 3, COUNTY)]
    assert counts(corpus) == {"answered": 3, "reports": 1, "several": 2}


def test_a_department_that_once_says_that_it_reports_for_itself_has_published_twice_all_the_same() -> None:
    corpus = [unit(BUREAU, 3, COUNTY, scope=None), unit(BUREAU, 4, COUNTY)]
    assert counts(corpus) == {"answered": None, "reports": 0, "several": 2}
    assert counts([*corpus, unit(OFFICE, 1, None)]) == {"answered": 1, "reports": 1, "several": 2}


def test_reports_of_no_known_organ_are_not_one_organs() -> None:
    corpus = [row(None, YEAR, answered(n)) for n in (3, 4)]
    assert counts(corpus) == {"answered": 7, "reports": 2}
    assert counts([*corpus, corpus[0]]) == {"answered": 7, "reports": 2, "repeated": 1}


def test_a_year_that_is_not_known_is_a_year_of_its_own() -> None:
    corpus = [government(COUNTY, 10, None), unit(BUREAU, 3, COUNTY, None), unit(BUREAU, 3, COUNTY)]
    assert counts(corpus) == {"answered": 13, "reports": 2, "contained": 1}


# --- parents that make no sense --------------------------------------------------------------------------------------


def test_governments_that_contain_one_another_do_not_count_and_contain_nothing() -> None:
    circle = [government(COUNTY, 10, parent=CITY), government(CITY, 50, parent=PROVINCE)]
    circle.append(government(PROVINCE, 100, parent=COUNTY))
    assert counts([*circle, unit(BUREAU, 3, COUNTY)]) == {"answered": 3, "reports": 1, "circular": 3}


def test_a_government_below_a_circle_counts() -> None:
    circle = [government(CITY, 50, parent=PROVINCE), government(PROVINCE, 100, parent=CITY)]
    corpus = [*circle, government(COUNTY, 10, parent=CITY), unit(BUREAU, 3, COUNTY)]
    assert counts(corpus) == {"answered": 10, "reports": 1, "circular": 2, "contained": 1}


def test_a_government_that_is_its_own_parent_is_just_a_government() -> None:
    assert counts([government(COUNTY, 10, parent=COUNTY), unit(BUREAU, 3, COUNTY)]) == {
        "answered": 10, "reports": 1, "contained": 1,
    }  # fmt: skip


def test_a_chain_of_many_thousands_ends() -> None:
    length = 5000
    names = [f"第{n}级" for n in range(length)]
    first = table_of([government(names[0], 1)])
    parents = pl.Series([*names[1:], None])
    chain = pl.concat([first] * length).with_columns(organ=pl.Series(names), parent=parents, record=pl.Series(names))
    (found,) = rates(chain).filter(path=DISCLOSED).rows(named=True)
    assert (found["reports"], found["contained"]) == (1, length - 1)
    (found,) = rates(chain.with_columns(parent=parents.fill_null(names[0]))).filter(path=DISCLOSED).rows(named=True)
    assert (found["reports"], found["circular"]) == (0, length)


# --- against the definition ---------------------------------------------------------------------------------------

NAMES = (PROVINCE, CITY, COUNTY, BUREAU)
PATHS: tuple[str, ...] = (
    TOTAL,
    f"{DISCLOSED}.total",
    "requests.results.refused.deliberative.total",
    "requests.carried_out.total",
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Row]:
    """Few organs and years, so that they meet in every way; some blanks, some zeros, some formats."""
    rows: list[Row] = []
    for _ in range(draw(st.integers(0, 9))):
        year = draw(st.sampled_from([YEAR, YEAR, YEAR - 1, YEAR - 3, YEAR - 9, None]))
        cells = draw(st.dictionaries(st.sampled_from(PATHS), st.one_of(st.none(), st.integers(0, 3)), max_size=3))
        name = draw(st.sampled_from([*NAMES, None]))
        head = {
            "scope": draw(st.sampled_from(["own", "consolidated", None])),
            "level": draw(st.sampled_from(["government", "department", None])),
            "code": draw(st.sampled_from(["370300", "370321", "110101", None])),
        }
        is_standard = year is None or year > YEAR - 9
        parent = draw(st.sampled_from([*NAMES, None]))
        rows.append(row(name, year, cells if is_standard else {}, parent=parent, **head))
        if draw(st.booleans()):
            rows.append(Row(report=rows[-1].report, organ=rows[-1].organ, parent=draw(st.sampled_from([*NAMES, None]))))
    return rows


class Plain:
    """The same, as it is said in the documentation, one report at a time."""

    def __init__(self, rows: Sequence[Row], by: Sequence[Group], digits: int) -> None:
        self.rows, self.by, self.digits = rows, by, digits
        self.records = [record_hash(one.report) for one in rows]

    def key(self, n: int) -> tuple[Any, ...]:
        organ = self.rows[n].report.organ
        code = organ.division_code or ""
        values = {
            "year": self.rows[n].report.year,
            "level": level_of(organ).level or UNKNOWN,
            "division": code[: self.digits] if len(code) >= self.digits else UNKNOWN,
        }
        return tuple(values[group] for group in GROUPS if group in self.by)

    def same_year(self, n: int) -> Iterator[int]:
        for m, one in enumerate(self.rows):
            if one.report.year == self.rows[n].report.year:
                yield m

    def is_again(self, n: int) -> bool:
        return any(self.records[m] == self.records[n] and self.rows[m].organ == self.rows[n].organ for m in range(n))

    def is_office(self, n: int) -> bool:
        one = self.rows[n]
        if one.organ is None or one.report.scope == "consolidated":
            return False
        beside = [m for m in self.same_year(n) if self.rows[m].organ == one.organ]
        consolidated = any(self.rows[m].report.scope == "consolidated" for m in beside)
        return one.parent == one.organ or (one.report.scope == "own" and consolidated)

    def is_one_of_several(self, n: int) -> bool:
        alike = [
            m
            for m in self.same_year(n)
            if self.rows[m].organ == self.rows[n].organ is not None
            and self.is_office(m) == self.is_office(n)
            and not self.is_again(m)
        ]
        return n in alike and len(alike) > 1

    def above(self, organ: str, year: int | None) -> str | None:
        stated = [
            (one.report.year, one.parent)
            for n, one in enumerate(self.rows)
            if one.organ == organ and one.parent not in (None, organ) and not self.is_office(n)
        ]
        of_year = {parent for when, parent in stated if when == year}
        ever = of_year or {parent for _, parent in stated}
        return ever.pop() if len(ever) == 1 else None

    def chain(self, organ: str | None, year: int | None) -> list[str]:
        """An organ and all above it, up to where it comes round."""
        found: list[str] = []
        while organ is not None and organ not in found:
            found.append(organ)
            organ = self.above(organ, year)
        return found

    def is_circular(self, organ: str | None, year: int | None) -> bool:
        return organ is not None and organ in self.chain(self.above(organ, year), year)

    def is_contained(self, n: int) -> bool:
        one, year = self.rows[n], self.rows[n].report.year
        start = one.organ if self.is_office(n) else one.parent if one.organ is None else self.above(one.organ, year)
        return any(
            self.rows[m].organ in self.chain(start, year)
            and self.key(m) == self.key(n)
            and self.rows[m].report.scope != "own"
            and not self.is_office(m)
            and not self.is_again(m)
            and not self.is_one_of_several(m)
            and not self.is_circular(self.rows[m].organ, year)
            for m in self.same_year(n)
        )

    def reason(self, n: int) -> str | None:
        if self.is_again(n):
            return "repeated"
        if self.is_one_of_several(n):
            return "several"
        if not self.is_office(n) and self.is_circular(self.rows[n].organ, self.rows[n].report.year):
            return "circular"
        return "contained" if self.is_contained(n) else None

    def rates(self) -> dict[tuple[Any, ...], Mapping[str, Any]]:
        found: dict[tuple[Any, ...], Counter[str]] = {}
        for n, one in enumerate(self.rows):
            reason = self.reason(n)
            for path, rate in RATES.items():
                entry = found.setdefault((*self.key(n), path), Counter())
                cells = rate.cells(format_of(one.report))
                if reason is not None:
                    entry[reason] += 1
                elif cells is None:
                    entry["not_asked"] += 1
                else:
                    values = [[value_at(one.report, path) for path in part] for part in cells]
                    if any(value is None for part in values for value in part):
                        entry["blank"] += 1
                    else:
                        entry["reports"] += 1
                        entry["numerator"] += sum(int(value or 0) for value in values[0])
                        entry["denominator"] += sum(int(value or 0) for value in values[1])
        return {key: _finished(entry) for key, entry in found.items()}


def _finished(entry: Counter[str]) -> dict[str, Any]:
    plain: dict[str, Any] = {name: entry[name] for name in ("numerator", "denominator", "reports", *NOT_COUNTED)}
    if not entry["reports"]:
        plain |= {"numerator": None, "denominator": None}
    return {**plain, "rate": entry["numerator"] / entry["denominator"] if entry["denominator"] else None}


@examples(40)
@given(corpora(), st.sets(st.sampled_from(GROUPS)), st.sampled_from([2, 4]))
def test_rates_are_what_is_counted_one_report_at_a_time(rows: list[Row], by: set[Group], digits: int) -> None:
    table = rates(table_of(rows), tuple(by), division_digits=digits)
    chosen: list[Group] = [group for group in GROUPS if group in by]
    names = ["numerator", "denominator", "reports", *NOT_COUNTED, "rate"]
    found = {
        (*(line[name] for name in chosen), line["path"]): {name: line[name] for name in names}
        for line in table.iter_rows(named=True)
    }
    expected = Plain(rows, chosen, digits).rates()
    if rows:
        assert found == expected


@examples(20)
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(rows: list[Row], random: Any) -> None:
    """But for which of equal records is taken: they may state different parents, so here they state the same."""
    parents = {record_hash(one.report): one.parent for one in rows}
    alike = [Row(report=one.report, organ=one.organ, parent=parents[record_hash(one.report)]) for one in rows]
    shuffled = random.sample(alike, len(alike))
    assert rates(table_of(alike)).equals(rates(table_of(shuffled)))
