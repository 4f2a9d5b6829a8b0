"""What every test shares: the real reports beside the checkout, and that nothing else is skipped."""

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import effort
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One browser for all pages that are looked at: a process may have but one."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program is not None, "these tests look at pages with Chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program)
        yield started
        started.close()
