"""Ways to spoil a JSON value, at any depth: drop, add, rename, retype, put out of range; and to reorder it, which is
no harm."""

import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

from hypothesis import strategies as st

from govdisclosure import FORMATS

Path = tuple[str | int, ...]
Kind = Literal["drop", "add", "rename", "retype", "out of range", "move"]

ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 3.7, "3", "", [], {}, [None], {"": 1}, [[]], 33, 0.5, "own", "department", "requests",
    "110000", "1100001", "2024-02-29", "云溪县", "\n", *FORMATS,
)  # fmt: skip
"""Values of every type, to put where others belong. No integer written with a fraction or an exponent, no code of 18
characters, no amount that a double would round into its range: there the judges are known to differ."""

OUT_OF_RANGE: tuple[Any, ...] = (
    -1, 0, 1, 32, 33, 9999, 10_000, 2**53 - 1, 2**53, 1 - 2**53, -(2**53), 10**12, 10**12 + 1, Decimal(10**29), 1e300,
    Decimal("-0.01"), Decimal("1000000000000.01"), "0000-01-01", "2023-02-29", "1900-02-29", "2023-13-01", "2023-1-01",
    "2023-01-01\n", "２０２３-01-01", "12345", "321300\n", "３２１３００", "1" * 13, "O" * 18, "village",
)  # fmt: skip
"""Values of the right type at or beyond the edge."""

NEW_KEYS = ("", "unknown", "Total", "format", "printed", "parts", "total", "requests.received.total")


def places(node: Any, path: Path = ()) -> Iterator[Path]:
    """The path of each value in a value, itself first."""
    yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(value, (*path, key))


def changes(data: Any, path: Path) -> Iterator[tuple[Kind, Any]]:
    """Every change there is to one place of a value: its kind, and the whole value when so changed."""
    for odd in ODD_VALUES:
        yield "retype", replaced(data, path, odd)
    for odd in OUT_OF_RANGE:
        yield "out of range", replaced(data, path, odd)
    yield "drop", dropped(data, path)
    yield "move", moved(data, path)
    for key in NEW_KEYS:
        yield "add", added(data, path, key, 0)
        yield "rename", renamed(data, path, key)


@st.composite
def changed(draw: st.DrawFn, valid: st.SearchStrategy[Any]) -> Any:
    """A value with one or two changes; a place is as likely to be deep inside as at the top."""
    data = draw(valid)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(_path(data))
        match draw(st.sampled_from(("drop", "add", "rename", "retype", "out of range", "move"))):
            case "drop":
                data = dropped(data, path)
            case "add":
                data = added(data, path, draw(st.sampled_from(NEW_KEYS)), draw(st.sampled_from(ODD_VALUES)))
            case "rename":
                data = renamed(data, path, draw(st.sampled_from(NEW_KEYS)))
            case "retype":
                data = replaced(data, path, draw(st.sampled_from(ODD_VALUES)))
            case "out of range":
                data = replaced(data, path, draw(st.sampled_from(OUT_OF_RANGE)))
            case _:
                data = moved(data, path)
    return data


@st.composite
def _path(draw: st.DrawFn, data: Any) -> Path:
    by_depth: dict[int, list[Path]] = {}
    for path in places(data):
        by_depth.setdefault(len(path), []).append(path)
    del by_depth[0]
    return draw(st.sampled_from(by_depth[draw(st.sampled_from(sorted(by_depth)))]))


def replaced(data: Any, path: Path, value: Any) -> Any:
    whole, branch, last = _opened(data, path)
    branch[last] = value
    return whole


def dropped(data: Any, path: Path) -> Any:
    whole, branch, last = _opened(data, path)
    del branch[last]
    return whole


def moved(data: Any, path: Path) -> Any:
    """The value at the end of what it stands in."""
    whole, branch, last = _opened(data, path)
    value = branch.pop(last)
    if isinstance(branch, dict):
        branch[last] = value
    else:
        branch.append(value)
    return whole


def renamed(data: Any, path: Path, key: str) -> Any:
    """Under another name, unless there is something of that name; an item of an array goes into an object."""
    whole, branch, last = _opened(data, path)
    if isinstance(branch, list):
        branch[last] = {key: branch[last]}
    elif key not in branch:
        branch[key] = branch.pop(last)
    return whole


def added(data: Any, path: Path, key: str, value: Any) -> Any:
    """A value beside the one at the path; where that is an object, inside it."""
    whole, branch, last = _opened(data, path)
    if isinstance(branch[last], dict):
        branch = branch[last]
    if isinstance(branch, dict):
        branch[key] = value
    else:
        branch.append(value)
    return whole


def _opened(data: Any, path: Path) -> tuple[Any, Any, Any]:
    """A copy of the whole, in it what holds the place, and the last step to it."""
    whole = copy.deepcopy(data)
    branch = whole
    for step in path[:-1]:
        branch = branch[step]
    return whole, branch, path[-1]
