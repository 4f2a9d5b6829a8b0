"""The published schemas: what they say is what the classes accept, and they are what the classes generate."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import referencing.exceptions
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import FORMATS, Report, UnknownFormat, check, dumps, from_dict, loads
from govdisclosure.checks import RULES
from govdisclosure.errors import MissingExtra
from govdisclosure.formats._kit import Kind, nested
from govdisclosure.schema import DATE, json_schema, published, rules_json, validator, write_schemas
from govdisclosure.strategies import reports, settled

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)


# --- drift ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", published())
def test_published_files_are_what_the_classes_generate(name: str) -> None:
    path = SCHEMAS / name
    committed = path.read_text(encoding="utf-8") if path.exists() else "(no such file)"
    assert committed == published()[name], f"schemas/{name} has drifted; run: python -m govdisclosure.schema schemas"


def test_no_other_files_are_published_but_the_released_ones_and_their_sums() -> None:
    sums = (SCHEMAS / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    released = {line.partition("  ")[2] for line in sums}
    found = {path.relative_to(SCHEMAS).as_posix() for path in SCHEMAS.rglob("*") if path.is_file()}
    assert found == {*published(), *released, "SHA256SUMS"}


def test_the_command_writes_the_same_bytes_every_time(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "govdisclosure.schema", str(tmp_path / "a")]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    write_schemas(tmp_path / "b")
    files = [tmp_path / "a" / name for name in published()]
    assert [Path(line) for line in listed] == files
    for file in files:
        data = file.read_bytes()
        assert data == (tmp_path / "b" / file.relative_to(tmp_path / "a")).read_bytes()
        assert data.endswith(b"\n")
        assert b"\r" not in data


# --- what a schema is -------------------------------------------------------------------------------------


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema in a schema that describes an object with keys."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for key, value in schema.items():
            if key != "examples":
                yield from objects(value)


@EVERY_FORMAT
def test_schema_is_valid_in_its_own_dialect(name: str) -> None:
    schema = json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:govdisclosure:{name}:report:1"
    jsonschema_rs.validator_for(schema)


@EVERY_FORMAT
def test_objects_are_closed_and_every_key_is_required_and_described(name: str) -> None:
    for schema in objects(json_schema(name)):
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
        for key, value in schema["properties"].items():
            assert value["title"], key
            assert value["description"].isprintable(), key
            assert not value["title"].isascii(), f"{key} has no Chinese title"


@EVERY_FORMAT
def test_every_figure_of_the_format_is_in_its_schema(name: str) -> None:
    schema: Any = json_schema(name)
    for cell in FORMATS[name].cells:
        here = schema
        for step in cell.path.split("."):
            if "$ref" in here:
                here = schema["$defs"][here["$ref"].removeprefix("#/$defs/")]
            here = here["properties"][step]
        assert here["$ref"] == f"#/$defs/{cell.kind}"
        assert cell.measure.unit in here["description"]
        assert here["title"] == "|".join(x.zh for x in cell.column_labels) or not cell.own_labels


@EVERY_FORMAT
def test_definitions_are_all_used(name: str) -> None:
    schema = json_schema(name)
    definitions: Any = schema["$defs"]
    text = json.dumps(schema)
    assert all(f'"#/$defs/{key}"' in text for key in definitions)
    assert len(text) < 100_000, "a definition is repeated instead of referred to"


@EVERY_FORMAT
def test_example_is_a_clean_report(name: str) -> None:
    examples: Any = json_schema(name)["examples"]
    (example,) = examples
    report = loads(json.dumps(example))
    assert validator(name).is_valid(example)
    assert json.loads(dumps(report)) == example
    result = check(report, select=["GD2"])
    assert result.findings == result.undecided == ()


@EVERY_FORMAT
def test_no_schema_refers_beyond_itself(name: str) -> None:
    def references(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            yield from (v for k, v in node.items() if k in ("$ref", "$dynamicRef"))
            for value in node.values():
                yield from references(value)
        elif isinstance(node, list):
            for value in node:
                yield from references(value)

    assert {ref[:8] for ref in references(json_schema(name))} == {"#/$defs/"}


def test_unknown_format_is_named() -> None:
    with pytest.raises(UnknownFormat):
        json_schema("1066")


def test_missing_jsonschema_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from govdisclosure import schema

    schema._validator.cache_clear()
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    with pytest.raises(MissingExtra, match=r"pip install 'govdisclosure\[schema\]'"):
        validator("2021")


def test_remote_references_are_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("tried to open a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for name in FORMATS:
        asking = validator(name).evolve(schema={"$ref": "http://example.com/report.schema.json"})
        with pytest.raises(referencing.exceptions.Unresolvable):
            list(asking.iter_errors({}))
        other = next(n for n in FORMATS if n != name)
        known = validator(name).evolve(schema={"$ref": f"urn:govdisclosure:{other}:report:1"})
        assert not known.is_valid({"format": other})


def test_validators_are_made_once() -> None:
    assert all(validator(name) is validator(FORMATS[name]) for name in FORMATS)


# --- dates ------------------------------------------------------------------------------------------------


def days() -> Iterator[str]:
    """Every day of some years of each kind, then the ends of February of all years."""
    for year in (1, 4, 100, 400, 1900, 2000, 2023, 2024, 9999):
        day = date(year, 1, 1)
        while day.year == year:
            yield day.isoformat()
            if day == date.max:
                break
            day += timedelta(days=1)


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def test_date_pattern_is_the_calendar() -> None:
    schema = {"pattern": DATE, "maxLength": 10}
    here, there = jsonschema.Draft202012Validator(schema), jsonschema_rs.validator_for(schema)
    assert all(here.is_valid(day) and there.is_valid(day) for day in days())
    for year in range(10_000):
        leap = f"{year:04}-02-29"
        assert here.is_valid(leap) == there.is_valid(leap) == is_day(leap), leap
    for month in range(100):
        for day in (0, 1, 10, 28, 29, 30, 31, 32, 40, 99):
            text = f"2023-{month:02}-{day:02}"
            assert here.is_valid(text) == there.is_valid(text) == is_day(text), text
    for text in (
        "0000-01-01",
        "2023-1-01",
        "2023-01-01\n",
        " 2023-01-01",
        "２０２３-01-01",
        "20230101",
        "2023-W01-1",
        "",
    ):
        assert not here.is_valid(text), text
        assert not there.is_valid(text), text


# --- rules as data ----------------------------------------------------------------------------------------


def test_rules_name_every_rule_and_identity() -> None:
    data: Any = json.loads(json.dumps(rules_json()))
    assert [rule["code"] for rule in data["rules"]] == list(RULES)
    assert len(data["identities"]) == sum(len(fmt.identities) for fmt in FORMATS.values())
    assert {(i["format"], i["code"]) for i in data["identities"]} <= {
        (name, rule["code"]) for rule in data["rules"] for name in rule["formats"]
    }


def holds(identity: Any, plain: Any) -> bool | None:
    """A program in any language: nothing but the JSON of the rules and of the report."""

    def value(path: str) -> Any:
        here = plain
        for step in path.split("."):
            here = here[step] if here is not None else None
        return here

    summands = [(term["weight"], value(term["path"])) for term in identity["terms"]]
    total = value(identity["path"])
    if total is None or any(v is None for _, v in summands):
        return None
    return bool(total == sum(weight * v for weight, v in summands))


@EVERY_FORMAT
@examples(40)
@given(data=st.data())
def test_rules_as_data_give_what_check_gives(name: str, data: st.DataObject) -> None:
    report: Report = data.draw(reports(name, consistent=data.draw(st.booleans()), blanks=True))
    plain = json.loads(dumps(report))
    identities: Any = rules_json()["identities"]
    own = [identity for identity in identities if identity["format"] == name]
    wrong = sorted((i["code"], i["path"]) for i in own if holds(i, plain) is False)
    result = check(report, select=["GD2"])
    assert sorted((f.code, str(f.path)) for f in result.findings) == wrong
    assert all(holds(i, plain) is not False or (i["code"], i["path"]) in wrong for i in own)


def test_settled_values_meet_every_identity() -> None:
    for fmt in FORMATS.values():
        values = {c.path: n for n, c in enumerate(fmt.cells) if c.kind is not Kind.MONEY}
        money = {c.path: 0 for c in fmt.cells if c.kind is Kind.MONEY}
        result = settled({**values, **money}, fmt.identities)
        report = from_dict({"format": fmt.name, "year": 1, "organ": {}, **nested(result)}, draft=True)
        assert check(report, select=["GD2"]).findings == ()
