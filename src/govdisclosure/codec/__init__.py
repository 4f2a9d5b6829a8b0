"""JSON and plain data in and out.

Two ways lead in. The fast one is msgspec: strict structs derived from the classes check the text, and the attrs
objects are built from them without a second scan. When it refuses, cattrs goes over the plain data and names
every problem with its path. Both accept the same inputs; a property test holds them to it.

Constructors do not validate; `loads`, `from_dict` and `validate` do.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import attrs
import msgspec

from govdisclosure.codec._rules import beyond_types, is_too_deep, too_deep
from govdisclosure.codec._strict import fast
from govdisclosure.codec._thorough import structure
from govdisclosure.codec._values import MISSING, decimal, show
from govdisclosure.errors import InvalidReport, Problem
from govdisclosure.formats import FORMATS, Report

JsonObject = dict[str, Any]


def loads(data: str | bytes, *, draft: bool = False) -> Report:
    """Read a report from JSON.

    With `draft`, keys that are missing below the head are taken as blank. Raises `InvalidReport` with all
    problems, each with its path, the value found and what belongs there.

    >>> from govdisclosure import dumps, loads, Organ, Report2021
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"))
    >>> loads(dumps(report)) == report
    True
    """
    if not draft:
        report = fast(data)
        if report is not None:
            return report
    return from_dict(_plain(data), draft=draft)


def dumps(report: Report, *, indent: int | None = None) -> str:
    """Write a report as JSON, the `format` tag first, every key present and in the order of the classes.

    Amounts are written as JSON numbers with the digits they have. Characters outside ASCII stay as they are.

    >>> from govdisclosure import dumps, Organ, Report2021
    >>> dumps(Report2021(year=2023, organ=Organ(name="云溪县档案馆")))[:29]
    '{"format":"2021","year":2023,'
    """
    data = _encoder().encode(to_dict(report))  # msgspec would write the keys of attrs classes in alphabetical order
    if indent is not None:
        data = msgspec.json.format(data, indent=indent)
    return data.decode()


def from_dict(data: object, *, draft: bool = False) -> Report:
    """Build a report from plain data, as `json.loads` gives it.

    Amounts may be int, float or Decimal; dates are ISO strings. Raises `InvalidReport` with all problems.

    >>> from govdisclosure import from_dict
    >>> from_dict({"format": "2021"})
    Traceback (most recent call last):
    govdisclosure.errors.InvalidReport: not a valid report: year: missing, expected a whole number or null (and ...
    """
    if not isinstance(data, dict):
        raise InvalidReport((Problem("", show(data), "an object", "对象"),))
    tag = data.get("format", MISSING)
    if not isinstance(tag, str) or tag not in FORMATS:
        names = ", ".join(f'"{name}"' for name in FORMATS)
        raise InvalidReport((Problem("format", show(tag), f"one of {names}", f"{names} 之一"),))
    if is_too_deep(data):
        raise InvalidReport((too_deep("sections"),))
    fmt = FORMATS[tag]
    report: Report | None
    report, problems = structure(data, fmt.report, draft=draft)
    problems += tuple(beyond_types(data, fmt))
    if report is None or problems:
        raise InvalidReport(problems)
    return report


def to_dict(report: Report) -> JsonObject:
    """The report as plain data: dates as ISO strings, amounts as Decimal, tuples as lists.

    >>> from govdisclosure import to_dict, Organ, Report2021
    >>> to_dict(Report2021(year=2023, organ=Organ()))["requests"]["received"]["total"] is None
    True
    """
    return {key: _to_plain(value) for key, value in _tag_first(report).items()}


def validate(report: Report) -> None:
    """Check what the constructors do not: types, ranges, codes and the keys of `printed`.

    Raises `InvalidReport` with all problems.

    >>> from govdisclosure import validate, Organ, Report2021
    >>> validate(Report2021(year=2023, organ=Organ(name="云溪县档案馆")))
    """
    if is_too_deep(report):
        raise InvalidReport((too_deep("sections"),))
    from_dict(to_dict(report))


def _tag_first(report: Report) -> JsonObject:
    rest = {field.name: getattr(report, field.name) for field in attrs.fields(type(report))}
    return {"format": rest.pop("format"), **rest}


def _to_plain(value: object) -> object:
    """Classes as dicts, tuples as lists, dates as text; anything else as it is, for `validate` to judge."""
    cls: Any = type(value)
    if attrs.has(cls):
        return {field.name: _to_plain(getattr(value, field.name)) for field in attrs.fields(cls)}
    if isinstance(value, tuple):
        return [_to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value.isoformat() if isinstance(value, date) else value


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(decimal_format="number")


def _plain(data: str | bytes) -> object:
    """Decode JSON to plain data, amounts as Decimal; refuse what is not JSON or is nested beyond reason."""
    try:
        return msgspec.json.Decoder(float_hook=decimal).decode(data)
    except RecursionError:
        raise InvalidReport((too_deep(),)) from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InvalidReport((Problem("", f"not JSON ({error})", "a JSON object", "JSON 对象"),)) from None
