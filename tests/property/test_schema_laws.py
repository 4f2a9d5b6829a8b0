"""The published schemas mean what the classes mean: whatever one accepts the other accepts, and nothing else.

Seven judges are asked (`judges.JUDGES`). Reports come from the classes, instances from the schema files alone, and
both are then spoiled. What the schema cannot say is named in its `$comment`, and shown here one by one.
"""

import json
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from effort import examples
from from_schema import CORNERS, Corner, instances, text_of
from hypothesis import event, given
from hypothesis import strategies as st
from json_changes import Path, changed, changes, places
from judges import CLASSES, DOUBLES, JUDGES, agreed, schema, verdicts
from odd_reports import odd_reports
from stdnum.cn import uscc

from govdisclosure import FORMATS, dumps, loads, to_dict
from govdisclosure.formats._kit import MAX_NESTING, Kind

EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)
ORIGINS = ("classes", "schema")


def from_classes(name: str) -> st.SearchStrategy[Any]:
    """Plain data of reports that the classes accept, amounts as Decimal."""
    return odd_reports(name).map(to_dict)


@cache
def from_schema(name: str, corner: Corner | None = None) -> st.SearchStrategy[Any]:
    """Instances of the published schema; a credit code gets the check character that no pattern can ask for."""
    return instances(schema(name), corner).map(_with_check_character)


def _with_check_character(instance: Any) -> Any:
    code = instance["organ"]["credit_code"]
    if code is not None:
        instance["organ"]["credit_code"] = code[:-1] + uscc.calc_check_digit(code[:-1])
    return instance


def origin(which: str, name: str) -> st.SearchStrategy[Any]:
    return from_classes(name) if which == "classes" else from_schema(name)


# --- whatever one accepts, the other accepts ----------------------------------------------------------------


@EVERY_FORMAT
@examples(20, deep=1000)
@given(data=st.data())
def test_what_the_classes_accept_is_valid(name: str, data: st.DataObject) -> None:
    assert agreed(name, dumps(data.draw(odd_reports(name))))


@EVERY_FORMAT
@examples(25, deep=1000)
@given(data=st.data())
def test_what_is_valid_is_accepted_as_it_is(name: str, data: st.DataObject) -> None:
    instance = data.draw(from_schema(name))
    text = text_of(instance)
    assert agreed(name, text)
    assert to_dict(loads(text)) == instance
    assert json.loads(dumps(loads(text)), parse_float=Decimal) == instance


@EVERY_FORMAT
@pytest.mark.parametrize("corner", CORNERS)
@examples(2, deep=20)
@given(data=st.data())
def test_what_is_extreme_everywhere_is_accepted(name: str, corner: Corner, data: st.DataObject) -> None:
    instance = data.draw(from_schema(name, corner))
    text = text_of(instance)
    assert agreed(name, text)
    assert to_dict(loads(text)) == instance


# --- what one refuses, the other refuses --------------------------------------------------------------------


@EVERY_FORMAT
@pytest.mark.parametrize("which", ORIGINS)
@examples(35, deep=1000)
@given(data=st.data())
def test_all_judges_agree_on_what_was_changed(name: str, which: str, data: st.DataObject) -> None:
    event("still valid" if agreed(name, text_of(data.draw(changed(origin(which, name))))) else "refused")


def example(name: str) -> Any:
    """A valid record with something in every kind of place: nested parts, a period, a text as printed."""
    plain = json.loads(json.dumps(schema(name)["examples"][0]))
    part = {"number": None, "heading": "人员", "level": 2, "paragraphs": ["一"], "parts": [], "table": None}
    below = {**part, "level": 3, "paragraphs": []}
    fmt = FORMATS[name]
    plain["sections"][0]["parts"] = [{**part, "parts": [below]}]
    plain["organ"] |= {"division_code": "321300", "credit_code": "11000000MB000000XT", "level": "department"}
    plain["printed"] = {fmt.cells[0].path: "０"}
    return plain | {"published_on": "2024-02-29", "preamble": ["一"], "basis": ["一"], "contact": "一"}


def one_of_each_kind(name: str, data: Any) -> list[Path]:
    """Places of which no two are of a kind: figures of one unit are, and the same key of different sections."""
    kinds: dict[tuple[str, ...], Path] = {}
    for path in places(data):
        figure = FORMATS[name].by_path.get(".".join(map(str, path)))
        shape = tuple("item" if isinstance(step, int) else step for step in path)
        if path:
            kinds.setdefault((figure.kind,) if figure else shape, path)
    return list(kinds.values())


@EVERY_FORMAT
def test_all_judges_agree_on_every_change_in_every_kind_of_place(name: str) -> None:
    """Not left to chance; the slowest judge, which is jsonschema, is asked by the laws above."""
    valid = example(name)
    asked = ("loads", "jsonschema-rs", "ajv")
    outcomes: dict[str, set[bool]] = {}
    for path in one_of_each_kind(name, valid):
        for kind, data in changes(valid, path):
            text = text_of(data)
            said = {who: JUDGES[who](name, text) for who in asked}
            assert len(set(said.values())) == 1, (said, path, kind, text)
            outcomes.setdefault(kind, set()).add(said["loads"])
    assert outcomes.pop("move") == {True}
    assert set(map(frozenset, outcomes.values())) == {frozenset((True, False))}, "some kind of change never mattered"


def test_changes_reach_every_depth() -> None:
    for name in FORMATS:
        depths = {len(path) for path in one_of_each_kind(name, example(name))}
        assert depths == set(range(1, max(depths) + 1))
        assert max(depths) >= 7  # sections, 0, parts, 0, parts, 0, heading


# --- what the schema cannot say -----------------------------------------------------------------------------


def accepted_by(name: str, text: str) -> set[str]:
    return {who for who, says in verdicts(name, text).items() if says}


def with_text(name: str, key: str, written: str) -> str:
    """The text of a valid record in which a key of its head holds this, as it is written."""
    return json.dumps({**example(name), key: "@"}).replace('"@"', written, 1)


def with_amount(name: str, written: str) -> str:
    """The text of a valid record in which an amount is written so."""
    path = next(cell.path for cell in FORMATS[name].cells if cell.kind is Kind.MONEY)
    data = example(name)
    *steps, last = path.split(".")
    branch = data
    for step in steps:
        branch = branch[step]
    branch[last] = "@"
    return json.dumps(data).replace('"@"', written, 1)


@EVERY_FORMAT
@pytest.mark.parametrize("written", ["2023.0", "2e3", "20.23e2"])
def test_exception_integers_written_with_a_fraction_or_an_exponent(name: str, written: str) -> None:
    accepted = accepted_by(name, with_text(name, "year", written))
    assert accepted.isdisjoint(CLASSES)
    assert accepted >= {"jsonschema", "jsonschema-rs", "ajv"}
    assert agreed(name, with_text(name, "year", "2023"))


@EVERY_FORMAT
def test_exception_the_check_character_of_a_credit_code(name: str) -> None:
    for last in "0123456789ABCDEFGHJKLMNPQRTUWXY":
        data = example(name)
        data["organ"]["credit_code"] = data["organ"]["credit_code"][:-1] + last
        expected = set(JUDGES) if last == "T" else set(JUDGES) - CLASSES
        assert accepted_by(name, text_of(data)) == expected


@EVERY_FORMAT
def test_exception_lone_surrogates(name: str) -> None:
    accepted = accepted_by(name, with_text(name, "contact", '"\\ud800"'))
    assert accepted.isdisjoint(CLASSES)
    assert accepted >= {"jsonschema", "ajv"}
    assert agreed(name, with_text(name, "contact", '"\\ud83d\\ude00"'))  # a pair is a character


@EVERY_FORMAT
def test_exception_sections_nested_beyond_a_limit(name: str) -> None:
    data = example(name)
    for depth in range(1, MAX_NESTING + 2):
        data["sections"] = [
            {"number": None, "heading": "层", "level": 1, "paragraphs": [], "table": None,
             "parts": data["sections"] if depth > 1 else []}
        ]  # fmt: skip
        expected = set(JUDGES) if depth <= MAX_NESTING else set(JUDGES) - CLASSES
        assert accepted_by(name, text_of(data)) == expected, depth


@EVERY_FORMAT
@pytest.mark.parametrize("written", ["1000000000000.00001", "-1e-400"])
def test_exception_amounts_that_a_double_rounds_into_their_range(name: str, written: str) -> None:
    assert accepted_by(name, with_amount(name, written)) == DOUBLES


@EVERY_FORMAT
@pytest.mark.parametrize("written", ["1e-101", "0e-101", "0.0e+200"])
def test_exception_amounts_whose_first_digit_is_far_from_the_point(name: str, written: str) -> None:
    assert accepted_by(name, with_amount(name, written)).isdisjoint({"loads", "from_dict, exactly"})
    assert accepted_by(name, with_amount(name, written)) >= {"jsonschema-rs, exactly", "jsonschema", "ajv"}


@EVERY_FORMAT
@pytest.mark.parametrize(
    "written",
    ["1000000000000", "1000000000000.0", "1e12", "0", "-0", "0.0", "-0.0", "1e-100", "0.1234567890123456789012345678"],
)
def test_amounts_at_the_edge_that_are_no_exceptions(name: str, written: str) -> None:
    assert agreed(name, with_amount(name, written))


@EVERY_FORMAT
@pytest.mark.parametrize("written", ["1000000000000.0002", "1000000000001", "-0.0000001", "-1", "1e400", "-1e400"])
def test_amounts_that_a_double_tells_to_be_out_of_range(name: str, written: str) -> None:
    assert not agreed(name, with_amount(name, written))


@EVERY_FORMAT
def test_every_exception_is_named_in_the_schema(name: str) -> None:
    comment = schema(name)["$comment"]
    for words in ("3.0, 1e2", "check character", "surrogate", f"{MAX_NESTING} levels", "a double", "decimals"):
        assert words in comment


# --- what these laws have found -----------------------------------------------------------------------------


@EVERY_FORMAT
def test_a_credit_code_may_begin_with_letters_but_its_division_has_digits(name: str) -> None:
    """The classes refused letters in the first two places; the schema allowed them in the division."""
    bodies = {
        "11000000MB000000X": True,
        "Y1000000MB000000X": True,
        "N2440101MB2C0D0X1": True,
        "1100A000MB000000X": False,
    }
    for body, is_right in bodies.items():
        data = example(name)
        data["organ"]["credit_code"] = body + uscc.calc_check_digit(body)
        assert agreed(name, text_of(data)) == is_right
