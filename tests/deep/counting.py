"""A plugin of pytest that counts what property tests try: ``-p deep.counting --tried FILE --until TIME``.

Each test leaves a line in the file, that processes side by side can write to and that is there if the run is ended.
When the time has come, no further test is begun; those leave a line too.
"""

import json
import time
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis.statistics import collector

PHASES = ("reuse", "generate", "shrink")
_COUNT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tried", type=Path, required=True, help="where to write how many examples each test tried")
    parser.addoption("--until", type=float, default=float("inf"), help="when to begin no further test, as time.time()")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    if time.time() < float(str(item.config.getoption("--until"))):
        return None
    _write(item, examples=0, failed=False, reached=False)
    return True


def tried(statistics: Mapping[str, Any]) -> int:
    """How many examples a test was given: those that Hypothesis drew whole, and not what it gave up while drawing."""
    cases = (case for phase in PHASES for case in statistics.get(f"{phase}-phase", {}).get("test-cases", ()))
    return sum(case["status"] in ("valid", "interesting") for case in cases)


@pytest.hookimpl(wrapper=True, trylast=True)  # within the hook of Hypothesis, which does not look into functions
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    item.stash[_COUNT] = 0

    def add(statistics: Mapping[str, Any]) -> None:
        item.stash[_COUNT] += tried(statistics)

    with collector.with_value(add):  # type: ignore[arg-type]  # declared as None alone
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: "pytest.CallInfo[None]"
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call" or report.failed:
        _write(item, examples=item.stash.get(_COUNT, 0), failed=report.failed, reached=True)
    return report


def _write(item: pytest.Item, **what: int | bool) -> None:
    with Path(str(item.config.getoption("--tried"))).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"test": item.nodeid, **what}) + "\n")
