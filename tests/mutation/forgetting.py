"""A pytest plugin for mutation testing: what cached functions remember is forgotten before it can hide a change.

mutmut runs the tests once, to see which function each of them reaches, and then forks a process for every change it
makes; what was remembered in the first run would be believed in all the others. While it looks at what tests reach,
all is forgotten before each test; with a change in place, once.
"""

import os
import sys
from collections.abc import Iterator
from typing import Protocol

import pytest

SLOW = {"_converter"}
"""Tables that take long to load and that no test changes: forgotten once only."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Before test modules are imported."""
    for _, remembering in _caches():
        remembering.cache_clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        for name, remembering in _caches():
            if name not in SLOW:
                remembering.cache_clear()


class _Remembering(Protocol):
    def cache_clear(self) -> None: ...


def _caches() -> Iterator[tuple[str, _Remembering]]:
    """The cached functions and methods of the package's modules that are imported, with their names."""
    modules = [module for name, module in list(sys.modules.items()) if name.partition(".")[0] == "govdisclosure"]
    classes = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    for owner in (*modules, *classes):
        yield from ((name, value) for name, value in list(vars(owner).items()) if hasattr(value, "cache_clear"))
