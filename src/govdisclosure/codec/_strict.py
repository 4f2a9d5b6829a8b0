"""The fast way in: strict structs derived from the classes check the text, and the objects are built from them."""

import types
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from threading import Lock
from typing import Annotated, Any, ForwardRef, Union, get_args, get_origin

import attrs
import msgspec

from govdisclosure.codec._rules import beyond_types
from govdisclosure.codec._values import decimal, money
from govdisclosure.formats import FORMATS, Format, Report
from govdisclosure.formats._kit import MAX_COUNT, Kind, measure_of, range_of

_Decoder = tuple[msgspec.json.Decoder[Any], Mapping[type[Any], tuple[Format, Callable[[Any], bool]]]]

_FIRST_USE = Lock()
"""msgspec may crash while one thread looks at a class for the first time and another already uses it."""


def _decoder() -> _Decoder:
    """A decoder for the union of all strict structs, and for each struct its format and the test of its money."""
    with _FIRST_USE:
        return built_decoder()


@cache
def built_decoder() -> _Decoder:
    build = _Structs()
    structs = {build.struct(fmt.report): fmt for fmt in FORMATS.values()}
    known = {struct: (fmt, _money_of(fmt)) for struct, fmt in structs.items()}
    union = Union[tuple(structs)]  # type: ignore[valid-type]  # noqa: UP007  # made at run time
    for fmt in FORMATS.values():
        msgspec.json.Decoder(fmt.report)  # makes msgspec look at the classes now
    return msgspec.json.Decoder(union, float_hook=decimal), types.MappingProxyType(known)


def fast(data: str | bytes) -> Report | None:
    """The report, or None where the slow way has to say what is wrong."""
    found = checked(data)
    if found is None:
        return None
    struct, fmt = found
    report: Report = msgspec.convert(struct, fmt.report, from_attributes=True)
    return report


def checked(data: str | bytes) -> tuple[Any, Format] | None:
    """The struct that a report is made of, and its format; None where `fast` gives None.

    It has all attributes of the report, but an amount may be an int.
    """
    decoder, known = _decoder()
    try:
        struct = decoder.decode(data)
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError, UnicodeError):
        return None
    fmt, money_fits = known[type(struct)]
    return (struct, fmt) if money_fits(struct) and not any(beyond_types(struct, fmt)) else None


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
            if value is not None and money(value) is None:
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
