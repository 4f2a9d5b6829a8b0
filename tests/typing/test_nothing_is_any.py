"""Nothing that a program can name is `Any`: neither what is given nor what comes back."""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_args, get_overloads

import pytest

import govdisclosure

ALL = [one.name for one in pkgutil.walk_packages(govdisclosure.__path__, f"{govdisclosure.__name__}.")]
MODULES = [govdisclosure.__name__, *(name for name in ALL if not re.search(r"\._", name))]
"""Those that a program may import: no part of their name begins with an underscore."""

JSON = dict[str, Any]
"""An object of JSON, as `json.loads` gives it. Of another type, nothing could be taken from it by its key."""

EXPLAINED = {
    "Format.report": "each format has a class of its own, and those of a new one are not known here",
    "Format.__init__(report)": "the same",
    "BulkResult.nothing": "what a frame of Narwhals is made of is for the table engine to say",
    "BulkResult.findings(return)": "the same",
    "BulkResult.collect(return)": "the same",
    "BulkResult.__init__(nothing)": "the same",
}
"""Where `Any` stands, and why."""


def names_of(module: str) -> Iterator[tuple[str, object]]:
    """What a module offers: what it says it does, else what it defines."""
    there = import_module(module)
    offered = getattr(there, "__all__", None)
    for name in offered if offered is not None else vars(there):
        value = getattr(there, name)
        here = offered is not None or getattr(value, "__module__", None) == module
        if here and not name.startswith("_"):
            yield name, value


def annotations_of(name: str, value: object) -> Iterator[tuple[str, object]]:
    """Everything that is said of types in a function, or in a class and its methods; an alias is one itself."""
    if inspect.isclass(value):
        for where, said in inspect.get_annotations(value).items():
            if not where.startswith("_"):
                yield f"{name}.{where}", said
        for method, member in vars(value).items():
            function = (
                getattr(member, "fget", None) or getattr(member, "func", None) or getattr(member, "__func__", member)
            )
            if inspect.isfunction(function) and (not method.startswith("_") or method == "__init__"):
                yield from annotations_of(f"{name}.{method}", function)
    elif callable(value) and hasattr(value, "__wrapped__"):
        yield from annotations_of(name, inspect.unwrap(value))
    elif inspect.isfunction(value):
        for told in get_overloads(value) or [value]:  # of an overloaded function, only these can be seen
            for where, said in inspect.get_annotations(told).items():
                yield f"{name}({where})", said
    elif get_args(value):
        yield name, value


def is_any(said: object) -> bool:
    """Whether `Any` stands anywhere in it, also in what is written as text."""
    if said is Any:
        return True
    if said == JSON:
        return False
    if isinstance(said, str):
        return re.search(r"\bAny\b", said) is not None
    inner = said if isinstance(said, list | tuple) else get_args(said)
    return any(is_any(one) for one in inner)


def found_in(module: str) -> set[str]:
    """Where in a module `Any` stands."""
    said = [one for name, value in names_of(module) for one in annotations_of(name, value)]
    return {where for where, what in said if is_any(what)}


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_any(module: str) -> None:
    assert found_in(module) <= EXPLAINED.keys()


def test_what_is_explained_is_there() -> None:
    assert set().union(*map(found_in, MODULES)) == EXPLAINED.keys()


def test_any_is_seen() -> None:
    class Told:
        given: dict[int, Any]

        def method(self, one: "list[Any]") -> None: ...

        @property
        def there(self) -> Any: ...

        @staticmethod
        def function() -> tuple[Any, ...]:
            return ()

    found = [where for where, what in annotations_of("Told", Told) if is_any(what)]
    assert found == ["Told.given", "Told.method(one)", "Told.there(return)", "Told.function(return)"]
