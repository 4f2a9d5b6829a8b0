"""What every test shares: the real reports beside the checkout, and that nothing else is skipped."""

from collections.abc import Generator
from pathlib import Path

import effort
import pytest

effort.register_profiles()

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
ABSENT = "needs ../shared, which is not beside this checkout"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports and figures beside the checkout; the one thing a test may be skipped for."""
    if not SHARED.is_dir():
        pytest.skip(ABSENT)
    return SHARED


def without_leave(report: pytest.TestReport | pytest.CollectReport) -> bool:
    """Whether something was skipped for another reason than that ../shared is absent."""
    if report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return False
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return SHARED.is_dir() or "../shared" not in reason


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    if without_leave(report):
        report.outcome = "failed"
        report.longrepr = f"skipped without leave: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse(report)
    return report
