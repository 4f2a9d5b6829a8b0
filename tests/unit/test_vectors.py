"""The language-neutral vectors: what any program that reads these records must accept, and what refuse."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govdisclosure import FORMATS, InvalidReport, from_dict, loads
from govdisclosure.schema import validator

FOLDER = Path(__file__).resolve().parents[1] / "vectors"
FILES = sorted(FOLDER.glob("*.json"))
VECTORS = [
    pytest.param(file, vector, id=f"{file.stem}: {vector['name']}")
    for file in FILES
    for vector in json.loads(file.read_text(encoding="utf-8"))["vectors"]
]


def applied(base: Any, changes: list[dict[str, Any]]) -> Any:
    """The base with JSON-Patch-like changes: `add` (or replace) and `remove`, at paths of keys and indexes."""
    data = json.loads(json.dumps(base))
    for change in changes:
        *steps, last = change["path"]
        branch = data
        for step in steps:
            branch = branch[step]
        if change["op"] == "remove":
            del branch[last]
        else:
            branch[last] = change["value"]
    return data


def wrong_paths(read: Callable[[Any], object], data: Any) -> list[str]:
    try:
        read(data)
    except InvalidReport as error:
        return sorted(problem.path for problem in error.problems)
    return []


def test_there_are_vectors_for_every_format() -> None:
    assert {json.loads(file.read_text(encoding="utf-8"))["format"] for file in FILES} == set(FORMATS)


@pytest.mark.parametrize(("file", "vector"), VECTORS)
def test_vector(file: Path, vector: dict[str, Any]) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    data = applied(content["base"], vector["changes"])
    problems = sorted(vector["problems"])
    assert wrong_paths(loads, json.dumps(data)) == problems
    assert wrong_paths(from_dict, data) == problems
    assert validator(content["format"]).is_valid(data) == vector.get("schema_valid", not problems)
