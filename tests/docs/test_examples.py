"""The shipped examples: document and record agree, and the planted errors are found, no others."""

import subprocess
import sys
from pathlib import Path

import pytest

from govdisclosure import FORMATS, check, dumps, loads, read
from govdisclosure.formats import Report

ROOT = Path(__file__).resolve().parents[2]
RECORDS = sorted((ROOT / "examples" / "records").glob("*.json"))
DOCUMENTS = ROOT / "examples" / "documents"
PLANTED = "云溪县档案馆-2023-有误"


def _record(path: Path) -> Report:
    return loads(path.read_text(encoding="utf-8"))


def test_every_record_has_its_document() -> None:
    assert sorted(path.stem for path in RECORDS) == sorted(path.stem for path in DOCUMENTS.iterdir())


def test_every_kind_of_today_has_an_example() -> None:
    assert {path.suffix for path in DOCUMENTS.iterdir()} == {".txt", ".html", ".docx", ".xlsx", ".pdf"}


def test_every_format_has_an_example() -> None:
    assert {_record(path).format for path in RECORDS} == set(FORMATS)


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_the_document_reads_as_its_record(record: Path) -> None:
    (document,) = (path for path in DOCUMENTS.iterdir() if path.stem == record.stem)
    parsed = read(document)
    assert dumps(parsed.report, indent=2) == dumps(_record(record), indent=2)
    assert parsed.unplaced == ()
    assert {cell.path for cell in FORMATS[parsed.report.format].cells} <= set(parsed.evidence)


@pytest.mark.parametrize("record", [path for path in RECORDS if path.stem != PLANTED], ids=lambda path: path.stem)
def test_the_clean_examples_are_clean(record: Path) -> None:
    result = check(_record(record))
    assert result.findings == ()
    assert {finding.code for finding in result.undecided} <= {"GD401", "GD402"}  # some names do not tell enough


def test_exactly_the_planted_errors_are_found() -> None:
    findings = check(_record(ROOT / "examples" / "records" / f"{PLANTED}.json")).findings
    assert sorted(finding.code for finding in findings) == [
        "GD102",
        "GD105",
        "GD106",
        "GD107",
        "GD201",
        "GD203",
        "GD501",
    ]
    sums = [finding for finding in findings if finding.code.startswith("GD2")]
    assert sums[0].path == "requests.received.total"


def test_quickstart_runs(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    command = [sys.executable, "-X", "utf8", "examples/quickstart.py"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
    assert "GD201" in done.stdout
    assert '{"format":"2021"' in done.stdout
    assert (tmp_path / "report.html").is_file()


def test_the_page_of_the_tutorial_has_its_planted_errors_and_no_others() -> None:
    (page,) = (ROOT / "examples" / "first-report").iterdir()
    parsed = read(page)
    found = [finding for finding in check(parsed.report, evidence=parsed.evidence).findings if finding.code < "GD6"]
    assert [(finding.code, finding.path) for finding in found] == [
        ("GD501", "requests.received.total"),
        ("GD201", "requests.results.disclosed.total"),
        ("GD202", "requests.results.total.total"),
        ("GD104", "proceedings.litigation.direct.total"),
    ]
    assert parsed.unplaced == ()
