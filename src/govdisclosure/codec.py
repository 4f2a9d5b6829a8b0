"""JSON and plain data in and out.

Two ways lead in. The fast one is msgspec: strict structs derived from the classes check the text, and the attrs
objects are built from them without a second scan. When it refuses, cattrs goes over the plain data and names
every problem with its path. Both accept the same inputs; a property test holds them to it.

Constructors do not validate; `loads`, `from_dict` and `validate` do.
"""

import json
import math
import re
import types
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin

import attrs
import msgspec

from govdisclosure.errors import InvalidReport, Problem
from govdisclosure.formats import FORMATS, Format, Report
from govdisclosure.formats._kit import MAX_COUNT, MAX_MONEY, MAX_NESTING, Kind, measure_of, range_of

if TYPE_CHECKING:
    from cattrs import Converter  # imported only where used: a quarter of the time this package takes to import

DIVISION_CODE = r"^([0-9]{6}|[0-9]{9}|[0-9]{12})(?!\n)$"
"""6 digits to the county (GB/T 2260), 9 to the township, 12 to the village (GB/T 10114)."""

CREDIT_CODE = r"^[0-9A-HJ-NPQRTUWXY]{18}(?!\n)$"
"""统一社会信用代码 (GB 32100); its last character is a check, which a pattern cannot tell."""

MAX_PLACES = 100
"""Decimals an amount may have, and zeros left out by an exponent: `1e-999999999` has a line's worth of bytes and a
gigabyte of digits."""

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
        report = _fast(data)
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
        raise InvalidReport((Problem("", _show(data), "an object", "对象"),))
    tag = data.get("format", _MISSING)
    if not isinstance(tag, str) or tag not in FORMATS:
        names = ", ".join(f'"{name}"' for name in FORMATS)
        raise InvalidReport((Problem("format", _show(tag), f"one of {names}", f"{names} 之一"),))
    from cattrs import BaseValidationError

    fmt = FORMATS[tag]
    beyond = tuple(_beyond_types(data, fmt))
    try:
        report: Report = _converter(draft).structure(data, fmt.report)
    except (BaseValidationError, _Wrong) as error:
        raise InvalidReport((*_problems(error, ""), *beyond)) from None
    except RecursionError:
        raise InvalidReport((_too_deep(),)) from None
    if beyond:
        raise InvalidReport(beyond)
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
    from_dict(to_dict(report))


_MISSING = object()


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
        return msgspec.json.Decoder(float_hook=_decimal).decode(data)
    except RecursionError:
        raise InvalidReport((_too_deep(),)) from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InvalidReport((Problem("", f"not JSON ({error})", "a JSON object", "JSON 对象"),)) from None


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent beyond what a Decimal holds
        return Decimal("NaN")


def _too_deep() -> Problem:
    return Problem("", "nested too deeply", f"at most {MAX_NESTING} levels of sections", f"不超过 {MAX_NESTING} 层")


# --- the fast way -----------------------------------------------------------------------------------------


_Decoder = tuple[msgspec.json.Decoder[Any], Mapping[type[Any], tuple[type[Any], Callable[[Any], bool]]]]

_FIRST_USE = Lock()
"""msgspec may crash while one thread looks at a class for the first time and another already uses it."""


def _decoder() -> _Decoder:
    """A decoder for the union of all strict structs, and for each struct its class and the test of its money."""
    with _FIRST_USE:
        return _built_decoder()


@cache
def _built_decoder() -> _Decoder:
    build = _Structs()
    structs = {build.struct(fmt.report): fmt for fmt in FORMATS.values()}
    known = {struct: (fmt.report, _money_of(fmt)) for struct, fmt in structs.items()}
    union = Union[tuple(structs)]  # type: ignore[valid-type]  # noqa: UP007  # made at run time
    for fmt in FORMATS.values():
        msgspec.json.Decoder(fmt.report)  # makes msgspec look at the classes now
    return msgspec.json.Decoder(union, float_hook=_decimal), types.MappingProxyType(known)


def _fast(data: str | bytes) -> Report | None:
    """The report, or None where the slow way has to say what is wrong."""
    decoder, known = _decoder()
    try:
        struct = decoder.decode(data)
        cls, money_fits = known[type(struct)]
        if not money_fits(struct):
            return None
        report: Report = msgspec.convert(struct, cls, from_attributes=True)
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError, UnicodeError):
        return None
    return None if any(_beyond_types(report, FORMATS[report.format])) else report


def _money_of(fmt: Format) -> Callable[[Any], bool]:
    """A test that all money cells of a struct are blank or in range (the struct leaves them untyped)."""
    getters = [(attrgetter(c.path), c.path.split(".")) for c in fmt.cells if c.kind is Kind.MONEY]

    def fits(struct: Any) -> bool:
        for get, steps in getters:
            try:
                value = get(struct)
            except AttributeError:  # a table that is null
                assert getattr(struct, steps[0]) is None
                continue
            if value is not None and _money(value) is None:
                return False
        return True

    return fits


class _Structs:
    """Derives strict msgspec structs from the attrs classes."""

    def __init__(self) -> None:
        self._made: dict[type[Any], Any] = {}

    def struct(self, cls: type[Any]) -> Any:
        if cls not in self._made:
            name = f"Strict{cls.__name__}"  # not the class's own: msgspec would find that one in this module
            self._made[cls] = ForwardRef(name)
            fields = [(f.name, self._type(f.type)) for f in attrs.fields(cls) if f.name != "format"]
            tag = next((f.default for f in attrs.fields(cls) if f.name == "format"), None)
            tagging: dict[str, Any] = {} if tag is None else {"tag_field": "format", "tag": tag}
            made = msgspec.defstruct(
                name, fields, kw_only=True, frozen=True, forbid_unknown_fields=True, gc=False, **tagging
            )
            setattr(made, name, made)  # lets msgspec resolve a class that names itself (Section.parts)
            self._made[cls] = made
        return self._made[cls]

    def _type(self, hint: Any) -> Any:
        origin = get_origin(hint)
        if origin is Annotated:
            measure, span = measure_of(hint), range_of(hint)
            if measure is not None:
                return _FIGURES[measure.kind]
            return self._type(get_args(hint)[0]) if span is None else _bounded(span.low, span.high)
        if origin in (Union, types.UnionType):
            return Union[tuple(self._type(arg) for arg in get_args(hint))]  # noqa: UP007
        if origin is tuple:
            return tuple[self._type(get_args(hint)[0]), ...]  # type: ignore[misc]  # made at run time
        return self.struct(hint) if attrs.has(hint) else hint


def _bounded(low: int, high: int) -> Any:
    return Annotated[int, msgspec.Meta(ge=low, le=high)]


_FIGURES: Mapping[Kind, Any] = {
    Kind.COUNT: _bounded(0, MAX_COUNT) | None,
    Kind.CHANGE: _bounded(-MAX_COUNT, MAX_COUNT) | None,
    # Typed as Decimal, msgspec would take "1.5" and "NaN"; untyped, `float_hook` keeps every digit.
    Kind.MONEY: Any,
}


# --- the thorough way --------------------------------------------------------------------------------------


class _Wrong(Exception):
    """One value that does not belong where it stands."""

    def __init__(self, value: object, expected: str, expected_zh: str) -> None:
        self.value, self.expected, self.expected_zh = value, expected, expected_zh


@cache
def _converter(draft: bool) -> "Converter":
    """A cattrs converter that coerces nothing and wants every key (with `draft`, missing figures are blank)."""
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn

    converter = Converter(detailed_validation=True, forbid_extra_keys=True, prefer_attrib_converters=False)

    def whole_class(cls: type[Any]) -> Callable[[object, type[Any]], Any]:
        generated = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)
        missing = {field.name: _default_in_draft(field) if draft else _MISSING for field in attrs.fields(cls)}

        def structure(value: object, _: type[Any]) -> Any:
            if not isinstance(value, dict):
                raise _Wrong(value, "an object", "对象")
            return generated({**missing, **value}, cls)

        return structure

    def optional(hint: Any) -> Callable[[object, Any], Any]:
        present = next(arg for arg in get_args(hint) if arg is not type(None))

        def structure(value: object, _: Any) -> Any:
            if value is None:
                return None
            try:
                return converter.structure(value, present)
            except _Wrong as wrong:
                raise _Wrong(value, f"{wrong.expected} or null", f"{wrong.expected_zh}或 null") from None

        return structure

    def sequence(hint: Any) -> Callable[[object, Any], Any]:
        items: Any = list[get_args(hint)[0]]  # type: ignore[misc]  # made at run time

        def structure(value: object, _: Any) -> Any:
            if not isinstance(value, list | tuple):
                raise _Wrong(value, "an array", "数组")
            return tuple(converter.structure(value, items))

        return structure

    def figure(hint: Any) -> Callable[[object, Any], Any]:
        measure = measure_of(hint)
        assert measure is not None
        return lambda value, _: _FIGURE_HOOKS[measure.kind](value)

    def bounded(hint: Any) -> Callable[[object, Any], Any]:
        span = range_of(hint)
        assert span is not None
        return lambda value, _: _whole(value, span.low, span.high)

    def choice(hint: Any) -> Callable[[object, Any], Any]:
        names = ", ".join(f'"{name}"' for name in get_args(hint))

        def structure(value: object, _: Any) -> Any:
            if not isinstance(value, str) or value not in get_args(hint):
                raise _Wrong(value, f"one of {names}", f"{names} 之一")
            return value

        return structure

    converter.register_structure_hook_factory(attrs.has, whole_class)
    converter.register_structure_hook_factory(lambda hint: _origin(hint) in (Union, types.UnionType), optional)
    converter.register_structure_hook_factory(lambda hint: _origin(hint) is tuple, sequence)
    converter.register_structure_hook_factory(lambda hint: _origin(hint) is Literal, choice)
    converter.register_structure_hook_factory(lambda hint: measure_of(hint) is not None, figure)
    converter.register_structure_hook_factory(lambda hint: range_of(hint) is not None, bounded)
    converter.register_structure_hook_func(
        lambda hint: isinstance(_origin(hint), type) and issubclass(_origin(hint), Mapping),
        lambda value, _: _texts(value),
    )
    converter.register_structure_hook(str, lambda value, _: _text(value))
    converter.register_structure_hook(date, lambda value, _: _date(value))
    return converter


def _origin(hint: object) -> Any:
    return get_origin(hint)


def _default_in_draft(field: "attrs.Attribute[Any]") -> object:
    """What a key that a draft lacks stands for: null, an empty list, or an object whose keys are all missing."""
    if field.name in ("format", "year", "organ"):
        return _MISSING
    hint = get_args(field.type)[0] if get_origin(field.type) is Annotated else field.type
    if type(None) in get_args(hint):
        return None
    if get_origin(hint) is tuple:
        return []
    if field.name == "level":
        return field.default
    return {}


def _text(value: object) -> str:
    if not isinstance(value, str) or not _is_unicode(value):
        raise _Wrong(value, "text", "文字")
    return value


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:  # a lone surrogate, which no JSON text can hold
        return False
    return True


def _texts(value: object) -> dict[str, str]:
    """An object of texts; `_beyond_types` looks at each of them."""
    if not isinstance(value, dict):
        raise _Wrong(value, "an object of texts", "以文字为值的对象")
    return dict(value)


def _whole(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        span = "0 or more" if low == 0 else f"{low} to {high}"
        span_zh = "不小于 0" if low == 0 else f"{low} 至 {high}"
        if type(value) is int and value > high:
            span, span_zh = f"at most {high}", f"不大于 {high}"
        raise _Wrong(value, f"a whole number, {span}", f"整数，{span_zh}")
    return value


def _date(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _Wrong(value, "a date written YYYY-MM-DD", "YYYY-MM-DD 形式的日期")


def _money(value: object) -> Decimal | None:
    """The amount, or None if the value is not one."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    amount = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not amount.is_finite() or not 0 <= amount <= MAX_MONEY:
        return None
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int)
    return amount if abs(exponent) <= MAX_PLACES else None


def _count(value: object) -> int | None:
    return None if value is None else _or_null(lambda: _whole(value, 0, MAX_COUNT))


def _change(value: object) -> int | None:
    return None if value is None else _or_null(lambda: _whole(value, -MAX_COUNT, MAX_COUNT))


def _or_null(read: Callable[[], int]) -> int:
    try:
        return read()
    except _Wrong as wrong:
        raise _Wrong(wrong.value, f"{wrong.expected}, or null", f"{wrong.expected_zh}，或 null") from None


def _amount(value: object) -> Decimal | None:
    if value is None:
        return None
    amount = _money(value)
    if amount is None:
        raise _Wrong(value, f"a number from 0 to {MAX_MONEY}, or null", f"0 至 {MAX_MONEY} 的数，或 null")
    return amount


_FIGURE_HOOKS: Mapping[Kind, Callable[[object], int | Decimal | None]] = {
    Kind.COUNT: _count,
    Kind.CHANGE: _change,
    Kind.MONEY: _amount,
}


def _problems(error: BaseException, path: str) -> Iterator[Problem]:
    """Flatten what cattrs raised into one problem a place."""
    from cattrs import BaseValidationError, ForbiddenExtraKeysError

    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _problems(inner, _step(path, inner))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield Problem(_join(path, key), "unknown key", "only the keys of the format", "格式规定的键")
    elif isinstance(error, _Wrong):
        yield Problem(path, _show(error.value), error.expected, error.expected_zh)
    else:
        raise error


def _step(path: str, error: BaseException) -> str:
    """The path of what an error is about, by the note cattrs left on it."""
    from cattrs.errors import AttributeValidationNote, IterableValidationNote

    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return _join(path, note.name)
        if isinstance(note, IterableValidationNote):
            return f"{path}[{note.index}]"
    return path


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _show(value: object) -> str:
    """The value as a message shows it: short, and never the text of the report."""
    if value is _MISSING:
        return "missing"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return json.dumps(value if len(value) <= 20 else value[:20] + "…", ensure_ascii=False)
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "an array"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    text = str(value)
    return text if len(text) <= 40 else f"{text[:20]}… ({len(text)} characters)"


def _beyond_types(report: object, fmt: Format) -> Iterator[Problem]:
    """What must hold besides types, of a report or of plain data: codes, the keys of `printed`, the nesting."""
    organ = _part(report, "organ")
    division, credit = _part(organ, "division_code"), _part(organ, "credit_code")
    if isinstance(division, str) and not re.search(DIVISION_CODE, division):
        yield Problem("organ.division_code", _show(division), "6, 9 or 12 digits", "6、9 或 12 位数字")
    if isinstance(credit, str) and not is_credit_code(credit):
        expected = "18 characters with a valid check character (GB 32100)"
        yield Problem("organ.credit_code", _show(credit), expected, "校验码正确的 18 位统一社会信用代码")
    printed = _part(report, "printed")
    for path, raw in printed.items() if isinstance(printed, dict) else ():
        if path not in fmt.by_path:
            yield Problem(f"printed.{path}", "unknown path", "the path of a figure", "数据项路径")
        elif not isinstance(raw, str) or not _is_unicode(raw):
            yield Problem(f"printed.{path}", _show(raw), "text", "文字")
    if nesting(_part(report, "sections")) > MAX_NESTING:
        yield Problem("sections", "nested too deeply", f"at most {MAX_NESTING} levels", f"不超过 {MAX_NESTING} 层")


def _part(whole: object, name: str) -> object:
    """What stands under a name, in an object or in plain data."""
    return whole.get(name) if isinstance(whole, dict) else getattr(whole, name, None)


def is_credit_code(code: str) -> bool:
    """Whether a 统一社会信用代码 is well formed and its check character right."""
    from stdnum.cn import uscc

    return re.search(CREDIT_CODE, code) is not None and bool(uscc.is_valid(code))


def nesting(sections: object) -> int:
    """How many levels of sections there are, in objects or in plain data."""
    depth = 0
    while isinstance(sections, tuple | list) and sections:
        depth += 1
        below = [_part(section, "parts") for section in sections]
        sections = [part for parts in below if isinstance(parts, tuple | list) for part in parts]
    return depth
