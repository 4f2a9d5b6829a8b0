"""Family 4 on the real reports beside the checkout."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from govdisclosure import Finding, Outcome, Parsed, check, read_all

AFFAIRS, DISTRICT = "001", "003"


@pytest.fixture(scope="module")
def parsed(shared: Path) -> list[tuple[str, Parsed]]:
    def everything() -> Iterator[tuple[str, Parsed]]:
        for path in sorted((shared / "reports").glob("*.txt")):
            yield from ((path.name[:3], parsed) for parsed in read_all(path))

    return list(everything())


def findings(parsed: list[tuple[str, Parsed]], code: str) -> list[tuple[str, int | None, Finding]]:
    return [
        (file, each.report.year, finding)
        for file, each in parsed
        for finding in check(each.report, select=[code], evidence=each.evidence).findings
    ]


def test_five_rules_of_a_district_organ_are_found_and_no_others(parsed: list[tuple[str, Parsed]]) -> None:
    ((file, year, finding),) = findings(parsed, "GD402")
    assert (file, year, finding.path) == (AFFAIRS, 2020, "proactive.regulations.made")
    assert finding.raw == "5"
    assert finding.parts == tuple(
        f"proactive.regulations.{column}" for column in ("made", "newly_disclosed", "total_disclosed")
    )
    assert "判断" in finding.text("zh")


def test_none_was_published_late(parsed: list[tuple[str, Parsed]]) -> None:
    assert findings(parsed, "GD401") == []


def test_reports_before_the_revision_were_in_time(parsed: list[tuple[str, Parsed]]) -> None:
    early = [each.report for file, each in parsed if file == AFFAIRS and each.report.format == "legacy"]
    assert {report.year for report in early} >= {2016, 2018}
    for report in early:
        assert check(report, select=["GD401"]).counts["GD401"] == {Outcome.HOLDS: 1}


def test_an_organ_whose_kind_its_name_does_not_tell_has_no_deadline(parsed: list[tuple[str, Parsed]]) -> None:
    later = [each.report for file, each in parsed if file == AFFAIRS and each.report.format != "legacy"]
    assert len(later) == 5
    for report in later:
        (undecided,) = check(report, select=["GD401"]).undecided
        assert undecided.message == "no_level"


def test_each_reports_the_fee_and_follows_the_format_of_its_year(parsed: list[tuple[str, Parsed]]) -> None:
    assert findings(parsed, "GD403") == []
    assert findings(parsed, "GD404") == []
