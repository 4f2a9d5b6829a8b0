"""What type checkers see. mypy reads this file in the test below; nothing in the functions here is run."""

import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import assert_type

from govdisclosure import (
    FORMATS,
    CheckResult,
    Evidence,
    Finding,
    Format,
    LegacyReport,
    Organ,
    Parsed,
    Report,
    Report2019,
    Report2021,
    Severity,
    check,
    dumps,
    format_for,
    from_dict,
    loads,
    read,
    read_all,
    render,
)


def reports(text: str) -> None:
    report = loads(text)
    assert_type(report, Report2019 | Report2021 | LegacyReport)
    assert_type(from_dict({}), Report)
    assert_type(dumps(report), str)
    if report.format == "2021":
        assert_type(report, Report2021)
        assert_type(report.requests.received.total, int | None)
        assert_type(report.proactive.fees.amount, Decimal | None)
    assert_type(FORMATS, Mapping[str, Format])
    assert_type(format_for(report.year or 1), Format)


def required_arguments() -> None:
    Report2021(organ=Organ())  # type: ignore[call-arg]  # year must be given, if only as None
    Report2021(year=1, organ=Organ(), printd={})  # type: ignore[call-arg]
    Report2021(year=1, organ=Organ()).title = ""  # type: ignore[misc]  # frozen


def checks(report: Report) -> None:
    result = check(report, select=["GD2"])
    assert_type(result, CheckResult)
    assert_type(result.findings, tuple[Finding, ...])
    assert_type(result.findings[0].severity, Severity)
    assert_type(result.findings[0].path, str | None)


def documents(path: Path) -> None:
    parsed = read(path)
    assert_type(parsed, Parsed)
    assert_type(parsed.report, Report)
    assert_type(parsed.evidence, Mapping[str, Evidence])
    assert_type(read_all(b""), list[Parsed])
    assert_type(render(parsed.report, "html"), bytes)


def test_mypy_agrees() -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "/dev/null", __file__]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    assert done.returncode == 0, done.stdout
