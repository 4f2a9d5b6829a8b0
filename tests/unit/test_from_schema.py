"""The generator that reads a schema: it reaches the edges, and passes over nothing that it does not know."""

import ast
import copy
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from effort import examples
from from_schema import ANNOTATIONS, ASSERTIONS, CORNERS, DEEPEST, LONGEST, Corner, Unsupported, instances, text_of
from hypothesis import Phase, given
from hypothesis import strategies as st

TESTS = Path(__file__).resolve().parents[1]
FILES = sorted((TESTS.parent / "schemas").glob("*/*/report.schema.json"))
EVERY_FILE = pytest.mark.parametrize("file", FILES, ids=lambda file: file.parts[-3])

SMALL: dict[str, Any] = {
    "type": "object",
    "properties": {
        "tag": {"const": "x"},
        "count": {"$ref": "#/$defs/count", "title": "数量"},
        "change": {"type": "integer", "minimum": -(2**53), "maximum": 2**53},
        "amount": {"type": "number", "minimum": 0, "maximum": 10**12},
        "kind": {"type": ["string", "null"], "enum": ["own", "other", None]},
        "code": {"type": ["string", "null"], "pattern": "^[0-9]{2}$", "maxLength": 2},
        "text": {"type": "string", "maxLength": 3},
        "map": {"type": "object", "propertyNames": {"enum": ["a", "b"]}, "additionalProperties": {"type": "string"}},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}},
    },
    "required": ["tag", "count", "change", "amount", "kind", "code", "map", "parts"],
    "additionalProperties": False,
    "$defs": {
        "count": {"type": ["integer", "null"], "minimum": 0, "maximum": 9},
        "part": {
            "type": ["object", "null"],
            "properties": {"parts": {"type": "array", "items": {"$ref": "#/$defs/part"}}},
            "required": ["parts"],
            "additionalProperties": False,
        },
    },
}


def test_it_knows_nothing_of_the_library() -> None:
    tree = ast.parse((TESTS / "from_schema.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} == {
        "re",
        "collections",
        "decimal",
        "hypothesis",
        "msgspec",
        "typing",
    }


# --- whatever is drawn is valid, to the edges ---------------------------------------------------------------


@examples(60)
@given(st.sampled_from((None, *CORNERS)).flatmap(lambda corner: instances(SMALL, corner)))
def test_what_is_drawn_is_valid(instance: Any) -> None:
    jsonschema.Draft202012Validator(SMALL).validate(instance)
    assert json.loads(text_of(instance), parse_float=Decimal) == instance


def nesting(parts: list[Any]) -> int:
    return 1 + max((nesting(part["parts"]) for part in parts if part), default=0) if parts else 0


EDGES: dict[str, Any] = {
    "null": lambda x: x["count"] is None and x["kind"] is None and x["code"] is None,
    "least": lambda x: x["count"] == 0,
    "most": lambda x: x["count"] == 9,
    "least signed": lambda x: x["change"] == -(2**53),
    "most signed": lambda x: x["change"] == 2**53,
    "in between": lambda x: 0 < x["change"] < 2**53,
    "no amount": lambda x: x["amount"] == 0,
    "full amount": lambda x: x["amount"] == 10**12,
    "nearly the full amount": lambda x: 10**12 - 1 < x["amount"] < 10**12,
    "many digits": lambda x: len(str(x["amount"])) > 40,
    "an exponent": lambda x: "E+" in str(x["amount"]),
    "a small exponent": lambda x: "E-" in str(x["amount"]),
    "a whole amount": lambda x: type(x["amount"]) is int,
    "first choice": lambda x: x["kind"] == "own",
    "last choice": lambda x: x["kind"] == "other",
    "a code": lambda x: x["code"] is not None,
    "no text": lambda x: x.get("text") == "",
    "full text": lambda x: len(x.get("text", "")) == 3,
    "an optional key left out": lambda x: "text" not in x,
    "keys in another order": lambda x: next(iter(x)) != "tag",
    "empty map": lambda x: not x["map"],
    "full map": lambda x: len(x["map"]) == 2,
    "empty array": lambda x: not x["parts"],
    "full array": lambda x: len(x["parts"]) == LONGEST,
    "nested once": lambda x: nesting(x["parts"]) == 1,
    "nested as deep as it goes": lambda x: nesting(x["parts"]) == DEEPEST,
}


@cache
def drawn(text: str) -> list[Any]:
    """What comes of a schema in 500 tries, the same each time."""
    found: list[Any] = []

    @examples(500, deep=500, derandomize=True, database=None, phases=[Phase.generate])
    @given(instances(json.loads(text)))
    def draw(instance: Any) -> None:
        found.append(instance)

    draw()
    return found


@pytest.mark.parametrize("edge", EDGES)
def test_every_edge_is_reached(edge: str) -> None:
    assert any(map(EDGES[edge], drawn(json.dumps(SMALL))))


def test_a_pattern_is_found_anywhere_as_json_schema_has_it() -> None:
    unanchored = {"type": "string", "pattern": "[0-9]{2}"}
    texts = drawn(json.dumps(unanchored))
    assert any(len(text) > 2 and not text[:2].isdigit() for text in texts)
    assert all(re.search("[0-9]{2}", text) for text in texts)


@pytest.mark.parametrize("corner", CORNERS)
@examples(3)
@given(data=st.data())
def test_corners_are_extreme_everywhere(corner: Corner, data: st.DataObject) -> None:
    found = data.draw(instances(SMALL, corner))
    code = found.pop("code")
    expected: dict[Corner, Any] = {
        "blank": {"count": None, "change": -(2**53), "amount": 0, "kind": None, "map": {}, "parts": []},
        "lowest": {"count": 0, "change": -(2**53), "amount": 0, "kind": "own", "map": {}, "parts": []},
        "highest": {
            "count": 9, "change": 2**53, "amount": 10**12, "kind": "other", "map": dict.fromkeys("ab", "云" * 1000),
        },
    }  # fmt: skip
    assert {key: value for key, value in found.items() if key in expected[corner]} == expected[corner]
    assert (code is None) == (corner == "blank")
    assert nesting(found["parts"]) == (DEEPEST if corner == "highest" else 0)


# --- nothing is passed over ---------------------------------------------------------------------------------


def subschemas(schema: Any) -> Iterator[Any]:
    """Every schema in a schema, itself first."""
    yield schema
    for key in ("properties", "$defs"):
        for inner in schema.get(key, {}).values():
            yield from subschemas(inner)
    for key in ("items", "propertyNames", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from subschemas(schema[key])


@EVERY_FILE
def test_a_new_keyword_anywhere_in_a_published_schema_is_refused(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    instances(json.loads(text))
    for n in range(len(list(subschemas(json.loads(text))))):
        schema = json.loads(text)
        list(subschemas(schema))[n]["minProperties"] = 1
        with pytest.raises(Unsupported):
            instances(schema)


@EVERY_FILE
def test_no_keyword_is_known_that_is_not_used(file: Path) -> None:
    used = {key for schema in subschemas(json.loads(file.read_text(encoding="utf-8"))) for key in schema}
    assert used == ANNOTATIONS.union(*ASSERTIONS.values(), ("type", "const", "enum", "$ref"))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"type": "boolean"},
        {"type": "integer", "minimum": 0},
        {"type": "number", "minimum": 0.5, "maximum": 1},
        {"type": "number", "minimum": -1, "maximum": 1},
        {"type": "string", "minimum": 1},
        {"type": "string", "minLength": 1},
        {"type": "string", "enum": ["a"], "pattern": "a"},
        {"const": 1, "type": "integer"},
        {"type": "array"},
        {"type": "object"},
        {"type": "object", "properties": {}},
        {"type": "object", "properties": {}, "additionalProperties": {"type": "string"}},
        {
            "type": "object",
            "propertyNames": {"enum": ["a"], "maxLength": 1},
            "additionalProperties": {"type": "string"},
        },
        {"type": "object", "propertyNames": {"enum": ["a"]}, "additionalProperties": False},
        {"$ref": "#/$defs/count", "minimum": 1},
        {"$ref": "other.json#/$defs/count"},
        {"$ref": "#/$defs/endless"},
    ],
    ids=json.dumps,
)
def test_what_it_cannot_do_justice_is_refused(wrong: Any) -> None:
    schema = copy.deepcopy(SMALL)
    schema["properties"]["count"] = wrong
    schema["$defs"]["endless"] = {
        "type": "object",
        "properties": {"below": {"$ref": "#/$defs/endless"}},
        "required": ["below"],
        "additionalProperties": False,
    }
    with pytest.raises((Unsupported, KeyError)):
        instances(schema)
