"""JSON in and out: what is refused, how it is said, and what survives."""

import json
import subprocess
import sys
import time
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from govdisclosure import (
    FORMATS,
    InvalidReport,
    Organ,
    Problem,
    Report,
    check,
    dumps,
    from_dict,
    loads,
    to_dict,
    validate,
)
from govdisclosure.codec._rules import is_credit_code, nesting
from govdisclosure.codec._values import FIGURES
from govdisclosure.formats._kit import MAX_COUNT, MAX_NESTING, Kind
from govdisclosure.formats.shared import Section
from govdisclosure.schema import json_schema

EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)
ONE_CELL_OF_EACH_KIND = pytest.mark.parametrize(
    ("name", "path"),
    [
        (name, next(c.path for c in fmt.cells if c.kind is kind))
        for name, fmt in FORMATS.items()
        for kind in Kind
        if any(c.kind is kind for c in fmt.cells)
    ],
)
WITH_MONEY = [
    (name, next(c.path for c in fmt.cells if c.kind is Kind.MONEY)) for name, fmt in FORMATS.items()
]  # every format has some


def example(name: str) -> dict[str, Any]:
    """A valid report as plain data."""
    examples: Any = json_schema(name)["examples"]
    return deepcopy(examples[0])


def with_value(data: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    *steps, last = path.split(".")
    branch = data
    for step in steps:
        branch = branch[step]
    branch[last] = value
    return data


def at(report: object, path: str) -> Any:
    for step in path.split("."):
        report = getattr(report, step)
    return report


def raw(name: str, path: str, token: str) -> str:
    """JSON in which a token stands, letter by letter, in one place."""
    text = json.dumps(with_value(example(name), path, "@here@"), ensure_ascii=False)
    return text.replace('"@here@"', token)


def problems(data: str | bytes | dict[str, Any], **options: bool) -> tuple[Problem, ...]:
    read: Any = from_dict if isinstance(data, dict) else loads
    with pytest.raises(InvalidReport) as caught:
        read(data, **options)
    for problem in caught.value.problems:
        assert problem.expected
        assert not problem.expected_zh.isascii()
    return caught.value.problems


# --- what is refused --------------------------------------------------------------------------------------


@ONE_CELL_OF_EACH_KIND
@pytest.mark.parametrize("token", ["true", "false", '"3"', '""', "[]", "{}", '"NaN"', "1" * 29, "1e15", "-1e300"])
def test_what_is_no_figure_is_refused(name: str, path: str, token: str) -> None:
    (problem,) = problems(raw(name, path, token))
    assert problem.path == path
    assert problem.expected.endswith("or null")


@ONE_CELL_OF_EACH_KIND
@pytest.mark.parametrize("token", ["3.7", "3.0", "-1", "-0.5", "1e2", "-9007199254740992"])
def test_whole_numbers_are_whole_and_nothing_unsigned_is_negative(name: str, path: str, token: str) -> None:
    kind = FORMATS[name].cell(path).kind
    text = raw(name, path, token)
    fine = {Kind.COUNT: (), Kind.CHANGE: ("-1",), Kind.MONEY: ("3.7", "3.0", "1e2")}[kind]
    if token in fine:
        assert at(loads(text), path) == Decimal(token)
    else:
        assert [problem.path for problem in problems(text)] == [path]


@ONE_CELL_OF_EACH_KIND
@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-1E+9"), 1j, b"1", object()])
def test_plain_data_is_judged_as_strictly(name: str, path: str, value: object) -> None:
    (problem,) = problems(with_value(example(name), path, value))
    assert problem.path == path


@ONE_CELL_OF_EACH_KIND
def test_largest_and_smallest_figures(name: str, path: str) -> None:
    kind = FORMATS[name].cell(path).kind
    low, high = {
        Kind.COUNT: (0, MAX_COUNT),
        Kind.CHANGE: (-MAX_COUNT, MAX_COUNT),
        Kind.MONEY: (0, 10**12),
    }[kind]
    for value in (low, high):
        assert at(loads(raw(name, path, str(value))), path) == value
    for value in (low - 1, high + 1):
        (problem,) = problems(raw(name, path, str(value)))
        assert (problem.path, problem.value) == (path, str(value))


@pytest.mark.parametrize("token", ["NaN", "Infinity", "-Infinity", "01", "1.", ".5", "+1", "1e", "0x1", "'1'", "1_000"])
def test_what_is_not_json_is_refused(token: str) -> None:
    name, path = WITH_MONEY[-1]
    (problem,) = problems(raw(name, path, token))
    assert problem.path == ""
    assert problem.value.startswith("not JSON")


@pytest.mark.parametrize("token", ["1E+999999999", "1E-999999999", "1e999999999999999999999", "1e-101", "0e99999999"])
def test_exponents_beyond_reason_are_refused(token: str) -> None:
    for name, path in WITH_MONEY:
        (problem,) = problems(raw(name, path, token))
        assert problem.path == path


@EVERY_FORMAT
@pytest.mark.parametrize("tag", [None, 1, "1066", "", ["2021"], {}])
def test_tag_is_never_guessed(name: str, tag: object) -> None:
    (problem,) = problems({**example(name), "format": tag})
    assert problem.path == "format"
    assert all(f'"{known}"' in problem.expected for known in FORMATS)
    without = example(name)
    del without["format"]
    (problem,) = problems(json.dumps(without))
    assert (problem.path, problem.value) == ("format", "missing")


@EVERY_FORMAT
def test_another_formats_tag_shows_every_difference(name: str) -> None:
    for other in FORMATS:
        if other != name:
            found = problems(json.dumps({**example(name), "format": other}))
            assert any(problem.value == "unknown key" for problem in found) or any(
                problem.value == "missing" for problem in found
            )


@EVERY_FORMAT
def test_every_missing_key_is_named(name: str) -> None:
    def drop(node: dict[str, Any], path: str) -> None:
        for key in list(node):
            here = f"{path}.{key}" if path else key
            value = node.pop(key)
            if here != "format":
                found = problems(json.dumps(data))
                assert [(p.path, p.value) for p in found] == [(here, "missing")]
            node[key] = value
            if isinstance(value, dict) and key != "printed":
                drop(value, here)

    data = example(name)
    data["requests"] = data.get("requests")
    if data["requests"] is None:
        del data["requests"]
    drop(data, "")


@EVERY_FORMAT
def test_unknown_keys_are_named_wherever_they_are(name: str) -> None:
    data = example(name)
    data["extra"] = data["organ"]["extra"] = data["period"]["extra"] = data["sections"][0]["extra"] = 0
    assert [(p.path, p.value) for p in problems(json.dumps(data))] == [
        (path, "unknown key") for path in ("organ.extra", "period.extra", "sections[0].extra", "extra")
    ]


@EVERY_FORMAT
def test_nested_sections_are_as_strict(name: str) -> None:
    section: dict[str, Any] = {**example(name)["sections"][0], "table": None}
    data = example(name)
    data["sections"] = [
        {**section, "parts": [{**section, "parts": [{**section, "extra": 1}, {**section, "level": 0}]}]}
    ]
    found = problems(json.dumps(data))
    assert [p.path for p in found] == ["sections[0].parts[0].parts[0].extra", "sections[0].parts[0].parts[1].level"]


@EVERY_FORMAT
def test_all_problems_are_told_at_once(name: str) -> None:
    data = example(name)
    data["year"] = 3.0
    data["organ"] = {"name": 1, "level": "village", "division_code": "12345", "credit_code": "9" * 18}
    data["period"]["end"] = "2023-02-29"
    data["sections"][0]["paragraphs"] = ["一", 2]
    data["printed"] = {"no.such.path": "1", FORMATS[name].cells[0].path: 1}
    data["signed_on"] = "yesterday"
    data["extra"] = None
    cell = FORMATS[name].cells[-1].path
    found = {p.path: p for p in problems(json.dumps(with_value(data, cell, -1)))}
    assert set(found) == {
        "year", "organ.name", "organ.level", "organ.division_code", "organ.credit_code", "period.end", "signed_on",
        "sections[0].paragraphs[1]", "printed.no.such.path", f"printed.{FORMATS[name].cells[0].path}", "extra", cell,
    }  # fmt: skip
    assert found["year"] == Problem("year", "3.0", "a whole number, 1 to 9999 or null", "整数，1 至 9999或 null")
    assert found[cell].value == "-1"


def test_the_message_counts_the_problems_and_says_what_to_do() -> None:
    name = next(iter(FORMATS))
    with pytest.raises(InvalidReport) as caught:
        from_dict({**example(name), "year": "x", "title": 1})
    assert str(caught.value).startswith('not a valid report: year: "x", expected')
    assert "(and 1 more); correct the data" in str(caught.value)
    assert caught.value.text("zh").startswith("不是有效的年度报告数据：year：")


def test_long_values_are_cut_in_messages() -> None:
    name = next(iter(FORMATS))
    (problem,) = problems({**example(name), "year": "长" * 10_000})
    assert len(problem.value) < 50
    (problem,) = problems({**example(name), "year": int("9" * 500)})
    assert len(problem.value) < 50


# --- texts that are no report at all ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    ["", " ", "null", "[]", '"2021"', "1", "{", "{}", "}", "\ufeff{}", "\ud800",
     b"\xff\xfe{\x00", b"\x89PNG\r\n\x1a\n", b"\x00"],
)  # fmt: skip
def test_what_is_no_report_is_refused_in_one_line(data: str | bytes) -> None:
    with pytest.raises(InvalidReport) as caught:
        loads(data)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


@EVERY_FORMAT
def test_a_text_that_no_json_can_hold_is_refused_wherever_it_stands(name: str) -> None:
    cell = FORMATS[name].cells[0].path
    data = {**example(name), "title": "甲\ud800", "preamble": ["\udfff"], "printed": {cell: "\ud800"}}
    with pytest.raises(InvalidReport) as caught:
        from_dict(data)
    assert {problem.path for problem in caught.value.problems} == {"title", "preamble[0]", f"printed.{cell}"}
    assert all(problem.expected.startswith("text") for problem in caught.value.problems)


@EVERY_FORMAT
def test_truncated_json_is_refused(name: str) -> None:
    text = json.dumps(example(name), ensure_ascii=False).encode()
    for end in range(0, len(text), 101):
        (problem,) = problems(text[:end])
        assert problem.path == ""


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"format":"2021","sections":' + '[{"parts":' * 100_000 + "]" + "}]" * 100_000 + "}",
    ],
    ids=["arrays", "objects", "sections"],
)
def test_deep_nesting_is_refused_quickly(text: str) -> None:
    started = time.monotonic()
    (problem,) = problems(text)
    assert "nested too deeply" in problem.value or "not JSON" in problem.value
    assert time.monotonic() - started < 5


def nested_sections(depth: int) -> tuple[Section, ...]:
    sections: tuple[Section, ...] = ()
    for level in range(depth, 0, -1):
        sections = (Section(heading="层", level=min(level, MAX_NESTING), parts=sections),)
    return sections


@EVERY_FORMAT
def test_sections_may_be_nested_to_a_limit(name: str) -> None:
    report = loads(json.dumps(example(name)))
    deepest: Report = attrs.evolve(report, sections=nested_sections(MAX_NESTING))
    assert nesting(deepest.sections) == MAX_NESTING
    assert loads(dumps(deepest)) == deepest
    too_deep = attrs.evolve(report, sections=nested_sections(MAX_NESTING + 1))
    (problem,) = problems(dumps(too_deep))
    assert problem.path == "sections"


@EVERY_FORMAT
@pytest.mark.parametrize("depth", [40, 150, 200, 300, 450, 900, 1100])
def test_sections_nested_far_too_deep_are_refused_without_going_down(name: str, depth: int) -> None:
    """Between 150 and some 950 levels the answer was a RecursionError."""
    inner = '[{"number":null,"heading":null,"level":1,"paragraphs":[],"table":null,"parts":'
    text = json.dumps({**example(name), "sections": "@"}).replace('"@"', inner * depth + "[]" + "}]" * depth)
    (problem,) = problems(text)
    assert problem.value == "nested too deeply"
    report = attrs.evolve(loads(json.dumps(example(name))), sections=nested_sections(depth))
    with pytest.raises(InvalidReport, match="nested too deeply"):
        validate(report)
    if depth < 450:  # as deep as json goes down
        with pytest.raises(InvalidReport, match="nested too deeply"):
            from_dict(json.loads(text))


def test_a_fault_of_the_library_is_not_blamed_on_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(value: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setitem(FIGURES, Kind.COUNT, broken)
    with pytest.raises(ZeroDivisionError):
        from_dict(example(next(iter(FORMATS))))


# --- what survives ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "token",
    ["59237.2449", "0.1", "909.76", "376", "0", "0.00", "1.50", "1e2", "999999999999.9999999999999999999999999",
     "0.12345678901234567890123456789012345678901234567890"],
)  # fmt: skip
def test_amounts_survive_digit_by_digit(token: str) -> None:
    for name, path in WITH_MONEY:
        report = loads(raw(name, path, token))
        amount = at(report, path)
        assert isinstance(amount, Decimal)
        assert str(amount) == str(Decimal(token))
        again = loads(dumps(report))
        assert str(at(again, path)) == str(amount)
        assert str(at(from_dict(to_dict(report)), path)) == str(amount)


def test_amounts_are_written_as_json_numbers() -> None:
    for name, path in WITH_MONEY:
        text = dumps(loads(raw(name, path, "59237.2449")))
        assert f'"{path.rpartition(".")[2]}":59237.2449' in text


def test_floats_in_plain_data_mean_the_digits_they_show() -> None:
    for name, path in WITH_MONEY:
        assert at(from_dict(with_value(example(name), path, 0.1)), path) == Decimal("0.1")


@EVERY_FORMAT
def test_of_a_repeated_key_the_last_counts(name: str) -> None:
    text = json.dumps(example(name), ensure_ascii=False)
    other = next(key for key in FORMATS if key != name)
    assert loads('{"year":7,' + text[1:]).year == example(name)["year"]
    assert loads(text[:-1] + ',"year":7}').year == 7
    assert loads('{"year":"x",' + text[1:]).year == example(name)["year"]
    assert [p.path for p in problems(text[:-1] + ',"year":"x"}')] == ["year"]
    assert loads(f'{{"format":"{other}",' + text[1:]).format == name
    assert problems(text[:-1] + f',"format":"{other}"}}')


@EVERY_FORMAT
def test_keys_are_written_in_the_order_of_the_classes(name: str) -> None:
    report = loads(json.dumps(example(name)))
    text = dumps(report)
    assert text.startswith(f'{{"format":"{name}","year":')
    assert json.dumps(json.loads(text)) == json.dumps(to_dict(report), default=int)
    fields = [field.name for field in attrs.fields(type(report))]
    assert [key for key in json.loads(text) if key != "format"] == [key for key in fields if key != "format"]


@EVERY_FORMAT
def test_dumps_is_the_same_text_every_time(name: str) -> None:
    report = loads(json.dumps(example(name)))
    assert dumps(report) == dumps(loads(dumps(report)))
    assert json.loads(dumps(report, indent=2)) == json.loads(dumps(report))
    assert dumps(report, indent=2).count("\n") > len(FORMATS[name].cells)


@EVERY_FORMAT
def test_bytes_and_text_are_read_alike(name: str) -> None:
    text = json.dumps(example(name), ensure_ascii=False)
    assert loads(text) == loads(text.encode()) == loads(json.dumps(example(name))) == from_dict(example(name))


# --- validate ---------------------------------------------------------------------------------------------


@EVERY_FORMAT
def test_validate_finds_what_constructors_let_pass(name: str) -> None:
    report = FORMATS[name].report(
        year="2023",
        organ=Organ(name="云溪县档案馆", division_code="１１００００", credit_code="1" * 18),
        published_on=date(2024, 1, 5),
        preamble=("好", None),
        printed={"nowhere": "1"},
    )
    with pytest.raises(InvalidReport) as caught:
        validate(report)
    assert sorted(p.path for p in caught.value.problems) == [
        "organ.credit_code", "organ.division_code", "preamble[1]", "printed.nowhere", "year",
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["11" * 3, "1" * 9, "1" * 12])
def test_division_codes(code: str) -> None:
    name = next(iter(FORMATS))
    assert with_organ(name, division_code=code).organ.division_code == code
    for wrong in (code + "\n", code[:-1], " " + code, code[:-1] + "x", code[:-1] + "１"):
        data = example(name)
        data["organ"]["division_code"] = wrong
        assert [p.path for p in problems(json.dumps(data))] == ["organ.division_code"]


def with_organ(name: str, **parts: str) -> Report:
    data = example(name)
    data["organ"].update(parts)
    return loads(json.dumps(data))


def test_credit_code_has_a_check_character() -> None:
    from stdnum.cn import uscc

    name = next(iter(FORMATS))
    body = "11330000002489123"  # an invented organ's
    right = body + uscc.calc_check_digit(body)
    assert uscc.is_valid(right)
    assert is_credit_code(right)
    assert with_organ(name, credit_code=right).organ.credit_code == right
    assert sum(is_credit_code(body + last) for last in "0123456789ABCDEFGHJKLMNPQRTUWXY") == 1
    for wrong in (right.lower(), right + "\n", " " + right, right[:-1], right[:8] + "-" + right[8:]):
        if wrong != right:
            assert not is_credit_code(wrong), wrong


# --- drafts -----------------------------------------------------------------------------------------------


@EVERY_FORMAT
def test_a_draft_may_lack_figures_and_be_checked(name: str) -> None:
    draft = loads(json.dumps({"format": name, "year": 2023, "organ": {"name": "云溪县档案馆"}}), draft=True)
    assert draft == FORMATS[name].report(year=2023, organ=Organ(name="云溪县档案馆"))
    validate(draft)
    assert check(draft, select=["GD2"]).findings == ()  # what is blank is undecided, never wrong
    assert loads(dumps(draft)) == draft


@EVERY_FORMAT
def test_a_draft_may_lack_any_single_key_but_the_first_three(name: str) -> None:
    def drop(node: dict[str, Any], path: str) -> None:
        for key in list(node):
            here = f"{path}.{key}" if path else key
            value = node.pop(key)
            if here in ("format", "year", "organ") or path == "period":
                assert [p.path for p in problems(json.dumps(data), draft=True)] == [here]
            else:
                check(loads(json.dumps(data), draft=True))
            node[key] = value
            if isinstance(value, dict) and key != "printed":
                drop(value, here)

    data = example(name)
    drop(data, "")


@EVERY_FORMAT
def test_a_draft_is_as_strict_in_all_else(name: str) -> None:
    path = FORMATS[name].cells[0].path
    found = problems({"format": name, "year": 2023.0, "organ": {"who": 1}, "extra": 1}, draft=True)
    assert sorted(p.path for p in found) == ["extra", "organ.who", "year"]
    assert [p.path for p in problems(with_value(example(name), path, "3"), draft=True)] == [path]


# --- threads ----------------------------------------------------------------------------------------------

THREADS = """
import json, sys, threading
from govdisclosure import codec, dumps, loads, from_dict
from govdisclosure.codec import _strict, _thorough
assert _strict.built_decoder.cache_info().currsize == 0, "import built a decoder"
assert _thorough.converter.cache_info().currsize == 0, "import built a converter"
assert codec._encoder.cache_info().currsize == 0, "import built an encoder"
texts = json.load(sys.stdin)
count = 16
barrier, results, errors = threading.Barrier(count), {}, []
def work(number):
    try:
        barrier.wait()
        for _ in range(20):
            for text in texts:
                results[number] = [dumps(loads(text)) for text in texts] + [dumps(from_dict(json.loads(text)))]
    except BaseException as error:
        errors.append(repr(error))
threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert not errors, errors
assert len(results) == count
assert len({tuple(result) for result in results.values()}) == 1
"""


def test_first_use_by_many_threads_at_once() -> None:
    texts = json.dumps([json.dumps(example(name)) for name in FORMATS])
    done = subprocess.run([sys.executable, "-c", THREADS], input=texts, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
