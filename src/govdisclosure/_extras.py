"""Packages of an extra: imported when they are needed, and named with their extra where they are missing."""

from importlib import import_module
from types import ModuleType

from govdisclosure.errors import MissingExtra


def needed(package: str, extra: str) -> ModuleType:
    """The package. Raises `MissingExtra` if it is not installed."""
    try:
        return import_module(package)
    except ImportError:
        raise MissingExtra(package, extra) from None
