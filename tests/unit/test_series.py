"""Which reports are of one organ."""

import random
from pathlib import Path

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import LegacyReport, Organ, Report, Report2021, read_all
from govdisclosure.formats.shared import official_title
from govdisclosure.roster import Roster, RosterEntry, load_roster
from govdisclosure.series import by_organ

CODE, OTHER_CODE = "11370303MB2857468N", "11370303004222222X"


def of(name: str | None, code: str | None = None, *, signed_by: str | None = None, title: str | None = None) -> Report:
    return Report2021(year=2023, organ=Organ(name=name, credit_code=code), signed_by=signed_by, title=title)


def roster(*entries: tuple[str, ...], code: str | None = None) -> Roster:
    return Roster(tuple(RosterEntry(name=name, aliases=tuple(rest), code=code) for name, *rest in entries))


def test_nothing_has_no_organs() -> None:
    assert by_organ([]) == ()


def test_one_name_is_one_organ_however_it_is_written() -> None:
    names = ("云溪县档案馆", "云溪县 档案馆", "雲溪縣檔案館", "云溪县档案馆\u3000", "云溪县教育局")
    assert by_organ([of(name) for name in names]) == ((0, 1, 2, 3), (4,))
    assert by_organ([of("云溪县档案馆（本级）"), of("云溪县档案馆(本级)")]) == ((0, 1),)


def test_names_that_are_almost_the_same_are_two() -> None:
    names = ("云溪县机关事务管理局", "云溪县机关行政事务管理局", "机关事务管理局", "云溪县机关事务管理局办公室")
    assert by_organ([of(name) for name in names]) == ((0,), (1,), (2,), (3,))


def test_reports_without_a_name_stay_apart() -> None:
    assert by_organ([of(None), of(""), of(" "), of(None)]) == ((0,), (1,), (2,), (3,))


def test_years_and_formats_do_not_matter() -> None:
    older = LegacyReport(year=2012, organ=Organ(name="云溪县档案馆"))
    assert by_organ([of("云溪县档案馆"), older]) == ((0, 1),)


# --- codes -------------------------------------------------------------------------------------------------


def test_one_code_is_one_organ_whatever_it_is_called() -> None:
    assert by_organ([of("云溪县档案局", CODE), of("云溪县档案馆", CODE.lower()), of(None, CODE)]) == ((0, 1, 2),)


def test_a_name_brings_in_the_reports_without_a_code() -> None:
    reports = [of("云溪县档案馆"), of("云溪县档案馆", CODE), of("云溪县档案局", CODE), of("云溪县档案局")]
    assert by_organ(reports) == ((0, 1, 2, 3),)


def test_one_name_with_two_codes_is_two_organs_and_a_report_without_a_code_is_of_neither() -> None:
    reports = [of("教育局", CODE), of("教育局", OTHER_CODE), of("教育局"), of("教育局"), of("教育局", CODE)]
    assert by_organ(reports) == ((0, 4), (1,), (2,), (3,))


# --- the place above ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "both",
    [
        of("云溪县档案馆", signed_by="青禾市云溪县档案馆"),
        of("青禾市云溪县档案馆", signed_by="云溪县档案馆"),
        of("云溪县档案馆", title=official_title("青禾市云溪县档案馆", 2023)),
    ],
    ids=["signature", "the other way round", "title"],
)
def test_a_report_that_states_both_names_joins_them(both: Report) -> None:
    shorter, longer = of("云溪县档案馆"), of("青禾市云溪县档案馆")
    assert by_organ([shorter, longer]) == ((0,), (1,))
    assert by_organ([shorter, longer, both]) == ((0, 1, 2),)


def test_places_may_be_added_one_after_the_other() -> None:
    reports = [
        of("云溪县档案馆", signed_by="青禾市云溪县档案馆"),
        of("青禾市云溪县档案馆", signed_by="云岭省青禾市云溪县档案馆"),
        of("云岭省青禾市云溪县档案馆"),
        of("云溪县档案馆"),
    ]
    assert by_organ(reports) == ((0, 1, 2, 3),)


def test_a_name_that_two_places_have_is_not_guessed() -> None:
    reports = [
        of("石桥区教育局", signed_by="青禾市石桥区教育局"),
        of("石桥区教育局", signed_by="望河市石桥区教育局"),
        of("青禾市石桥区教育局"),
        of("望河市石桥区教育局"),
        of("石桥区教育局"),
    ]
    assert by_organ(reports) == ((0, 2), (1, 3), (4,))


def test_the_longest_of_several_names_is_the_whole_one() -> None:
    county, city, province = "云溪县档案馆", "青禾市云溪县档案馆", "云岭省青禾市云溪县档案馆"
    title = official_title(city, 2023)
    assert by_organ([of(county, title=title, signed_by=province), of(province), of(county)]) == ((0, 1, 2),)


def test_a_report_that_states_two_places_is_under_its_own_name() -> None:
    title = official_title("青禾市石桥区教育局", 2023)
    reports = [
        of("石桥区教育局", title=title, signed_by="望河市石桥区教育局"),
        of("青禾市石桥区教育局"),
        of("望河市石桥区教育局"),
        of("石桥区教育局"),
    ]
    assert by_organ(reports) == ((0, 3), (1,), (2,))


def test_an_office_that_signs_is_not_the_organ() -> None:
    reports = [of("云溪县人民政府", signed_by="云溪县人民政府办公室"), of("云溪县人民政府办公室")]
    assert by_organ(reports) == ((0,), (1,))


# --- aliases -----------------------------------------------------------------------------------------------


def test_aliases_join_what_was_renamed() -> None:
    names = ("云溪县机关事务管理局", "云溪县机关事务服务中心", "云溪县教育局", "云溪县机关行政事务管理局")
    known = roster(("云溪县机关事务服务中心", "云溪县机关事务管理局", "云溪县 机关行政事务管理局"))
    assert by_organ([of(name) for name in names], aliases=known) == ((0, 1, 3), (2,))


def test_aliases_join_codes_too() -> None:
    reports = [of("云溪县档案局", CODE), of("云溪县档案馆", OTHER_CODE), of("云溪县档案馆"), of(None, CODE)]
    assert by_organ(reports, aliases=roster(("云溪县档案馆", "云溪县档案局"))) == ((0, 1, 2, 3),)


def test_an_alias_brings_in_the_reports_without_a_code() -> None:
    reports = [of("云溪县档案馆", CODE), of("云溪县档案局"), of("云溪县档案局")]
    assert by_organ(reports, aliases=roster(("云溪县档案馆", "云溪县档案局"))) == ((0, 1, 2),)


def test_the_code_of_an_entry_counts_more_than_its_name() -> None:
    known = roster(("云溪县档案馆", "云溪县档案局"), code=CODE)
    reports = [of("云溪县档案馆", CODE), of("云溪县档案局", OTHER_CODE), of("云溪县史志馆", CODE), of("云溪县档案局")]
    assert by_organ(reports, aliases=known) == ((0, 2), (1,), (3,))
    assert by_organ([reports[0], reports[3]], aliases=known) == ((0, 1),)


def test_aliases_know_the_place_above() -> None:
    reports = [of("云溪县档案局"), of("青禾市云溪县档案馆"), of("云溪县档案馆", signed_by="青禾市云溪县档案馆")]
    assert by_organ(reports, aliases=roster(("云溪县档案馆", "云溪县档案局"))) == ((0, 1, 2),)


def test_a_name_that_two_entries_have_is_not_guessed() -> None:
    known = roster(("云溪县档案馆", "档案馆"), ("望河市档案馆", "档案馆"))
    reports = [of("档案馆"), of("云溪县档案馆"), of("档案馆"), of("望河市档案馆")]
    assert by_organ(reports, aliases=known) == ((0,), (1,), (2,), (3,))


def test_aliases_of_others_change_nothing() -> None:
    reports = [of("云溪县档案馆"), of("云溪县教育局")]
    assert by_organ(reports, aliases=roster(("云溪县水利局", "云溪县水务局"))) == ((0,), (1,))


# --- in general --------------------------------------------------------------------------------------------

_NAMES = st.sampled_from((None, "云溪县档案馆", "青禾市云溪县档案馆", "云溪县档案局", "望河市云溪县档案馆", "教育局"))
_REPORTS = st.lists(
    st.builds(of, _NAMES, st.sampled_from((None, None, CODE, OTHER_CODE)), signed_by=_NAMES), max_size=8
)
_ROSTERS = st.sampled_from((None, roster(("云溪县档案馆", "云溪县档案局")), roster(("云溪县档案局",), code=CODE)))


@examples(200)
@given(reports=_REPORTS, known=_ROSTERS, seed=st.integers(0, 99))
def test_every_report_has_one_place_and_the_order_does_not_matter(
    reports: list[Report], known: Roster | None, seed: int
) -> None:
    groups = by_organ(reports, aliases=known)
    assert sorted(n for group in groups for n in group) == list(range(len(reports)))
    assert list(groups) == sorted(groups)
    shuffled = list(range(len(reports)))
    random.Random(seed).shuffle(shuffled)
    again = by_organ([reports[n] for n in shuffled], aliases=known)
    assert {frozenset(shuffled[n] for n in group) for group in again} == {frozenset(group) for group in groups}


# --- the real reports --------------------------------------------------------------------------------------


def test_one_real_organ_under_three_names(shared: Path) -> None:
    """With and without its city, which its own reports say; but renamed twice, which only aliases can say."""
    reports = [one.report for one in read_all(shared / "reports" / "001_01590d6cdc4a01ca.txt")]
    years = [[reports[n].year for n in group] for group in by_organ(reports)]
    assert years == [[2023, 2022, 2021, 2020, 2019, 2018], [2017, 2016, 2015, 2013], [2012, 2011, 2010, 2009, 2008]]
    latest, former, first = (reports[group[-1]].organ.name for group in by_organ(reports))
    known = load_roster(f"单位,别名\n{latest},{former}；{first}\n".encode())
    assert by_organ(reports, aliases=known) == (tuple(range(15)),)
