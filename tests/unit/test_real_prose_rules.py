"""Family 5 on the real reports beside the checkout: one finding, and no false alarm."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from govdisclosure import CheckResult, Outcome, Parsed, check, check_series, read_all
from govdisclosure.checks._claims_and_cells import claims_of

AFFAIRS, DISTRICT, TOWN = "001", "003", "004"


@pytest.fixture(scope="module")
def parsed(shared: Path) -> list[tuple[str, Parsed]]:
    def everything() -> Iterator[tuple[str, Parsed]]:
        for path in sorted((shared / "reports").glob("*.txt")):
            yield from ((path.name[:3], parsed) for parsed in read_all(path))

    return list(everything())


@pytest.fixture(scope="module")
def checked(parsed: list[tuple[str, Parsed]]) -> dict[tuple[str, int | None, str], CheckResult]:
    return {
        (file, each.report.year, each.report.format): check(each.report, select=["GD5"], evidence=each.evidence)
        for file, each in parsed
    }


def test_the_one_wrong_percentage_is_all_that_is_found(
    checked: dict[tuple[str, int | None, str], CheckResult],
) -> None:
    ((key, finding),) = [(key, finding) for key, result in checked.items() for finding in result.findings]
    assert key[:2] == (AFFAIRS, 2011)
    assert (finding.code, finding.args["printed"], finding.args["computed"]) == ("GD503", "48", "47.4")
    assert (finding.args["part"], finding.args["whole"]) == ("18", "38")


def test_the_sums_of_the_prose_add_up(checked: dict[tuple[str, int | None, str], CheckResult]) -> None:
    """主动公开 85, 83, 85, 123, 71; 39 of the town; 128 and 159 of the district."""
    held = {key[:2]: result.counts["GD502"].get(Outcome.VIOLATED, 0) for key, result in checked.items()}
    assert set(held) >= {*((AFFAIRS, year) for year in range(2019, 2024)), (DISTRICT, 2018), (TOWN, 2013)}
    assert set(held.values()) == {0}


def test_what_was_none_is_none_in_the_tables_too(checked: dict[tuple[str, int | None, str], CheckResult]) -> None:
    standard = [result for key, result in checked.items() if key[2] != "legacy"]
    assert len(standard) == 6
    for result in standard:
        assert result.counts["GD504"].get(Outcome.HOLDS, 0) >= 1


def test_every_passage_quoted_is_in_the_report(parsed: list[tuple[str, Parsed]]) -> None:
    for _, each in parsed:
        assert all(0 <= claim.start < claim.end for claim in claims_of(each.report))


def test_no_amount_of_the_series_is_suspected(parsed: list[tuple[str, Parsed]]) -> None:
    reports = [each.report for file, each in parsed if file == AFFAIRS]
    assert check_series(reports, select=["GD506"]).findings == ()
