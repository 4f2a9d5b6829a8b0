"""The thorough way in: cattrs over plain data, which names every problem with its path."""

import types
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

import attrs

from govdisclosure.codec._values import FIGURES, MISSING, Wrong, day, show, text, texts, whole
from govdisclosure.errors import Problem
from govdisclosure.formats._kit import measure_of, range_of

if TYPE_CHECKING:
    from cattrs import Converter


def structure(data: object, cls: type[Any], *, draft: bool) -> tuple[Any, tuple[Problem, ...]]:
    """An object of the class and no problems, or None and all of them.

    It goes down level by level: whatever is nested beyond reason has to be refused before.
    """
    from cattrs import BaseValidationError

    try:
        return converter(draft).structure(data, cls), ()
    except (BaseValidationError, Wrong) as error:
        return None, tuple(_problems_of(error, ""))


@cache
def converter(draft: bool) -> "Converter":
    """A cattrs converter that coerces nothing and wants every key (with `draft`, missing figures are blank)."""
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn

    made = Converter(detailed_validation=True, forbid_extra_keys=True, prefer_attrib_converters=False)

    def whole_class(cls: type[Any]) -> Callable[[object, type[Any]], Any]:
        generated = make_dict_structure_fn(cls, made, _cattrs_forbid_extra_keys=True)
        missing = {field.name: _default_in_draft(field) if draft else MISSING for field in attrs.fields(cls)}

        def structure(value: object, _: type[Any]) -> Any:
            if not isinstance(value, dict):
                raise Wrong(value, "an object", "对象")
            return generated({**missing, **value}, cls)

        return structure

    def optional(hint: Any) -> Callable[[object, Any], Any]:
        present = next(arg for arg in get_args(hint) if arg is not type(None))

        def structure(value: object, _: Any) -> Any:
            if value is None:
                return None
            try:
                return made.structure(value, present)
            except Wrong as wrong:
                raise Wrong(value, f"{wrong.expected} or null", f"{wrong.expected_zh}或 null") from None

        return structure

    def sequence(hint: Any) -> Callable[[object, Any], Any]:
        items: Any = list[get_args(hint)[0]]  # type: ignore[misc]  # made at run time

        def structure(value: object, _: Any) -> Any:
            if not isinstance(value, list | tuple):
                raise Wrong(value, "an array", "数组")
            return tuple(made.structure(value, items))

        return structure

    def figure(hint: Any) -> Callable[[object, Any], Any]:
        measure = measure_of(hint)
        assert measure is not None
        return lambda value, _: FIGURES[measure.kind](value)

    def bounded(hint: Any) -> Callable[[object, Any], Any]:
        span = range_of(hint)
        assert span is not None
        return lambda value, _: whole(value, span.low, span.high)

    def choice(hint: Any) -> Callable[[object, Any], Any]:
        names = ", ".join(f'"{name}"' for name in get_args(hint))

        def structure(value: object, _: Any) -> Any:
            if not isinstance(value, str) or value not in get_args(hint):
                raise Wrong(value, f"one of {names}", f"{names} 之一")
            return value

        return structure

    made.register_structure_hook_factory(attrs.has, whole_class)
    made.register_structure_hook_factory(lambda hint: _origin(hint) in (Union, types.UnionType), optional)
    made.register_structure_hook_factory(lambda hint: _origin(hint) is tuple, sequence)
    made.register_structure_hook_factory(lambda hint: _origin(hint) is Literal, choice)
    made.register_structure_hook_factory(lambda hint: measure_of(hint) is not None, figure)
    made.register_structure_hook_factory(lambda hint: range_of(hint) is not None, bounded)
    made.register_structure_hook_func(
        lambda hint: isinstance(_origin(hint), type) and issubclass(_origin(hint), Mapping),
        lambda value, _: texts(value),
    )
    made.register_structure_hook(str, lambda value, _: text(value))
    made.register_structure_hook(date, lambda value, _: day(value))
    return made


def _origin(hint: object) -> Any:
    return get_origin(hint)


def _default_in_draft(field: "attrs.Attribute[Any]") -> object:
    """What a key that a draft lacks stands for: null, an empty list, or an object whose keys are all missing."""
    if field.name in ("format", "year", "organ"):
        return MISSING
    hint = get_args(field.type)[0] if get_origin(field.type) is Annotated else field.type
    if type(None) in get_args(hint):
        return None
    if get_origin(hint) is tuple:
        return []
    if field.name == "level":
        return field.default
    return {}


def _problems_of(error: BaseException, path: str) -> Iterator[Problem]:
    """Flatten what cattrs raised into one problem a place."""
    from cattrs import BaseValidationError, ForbiddenExtraKeysError

    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _problems_of(inner, _step(path, inner))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield Problem(_join(path, key), "unknown key", "only the keys of the format", "格式规定的键")
    elif isinstance(error, Wrong):
        yield Problem(path, show(error.value), error.expected, error.expected_zh)
    else:
        raise error  # not about the data


def _step(path: str, error: BaseException) -> str:
    """The path of what an error is about, by the note cattrs left on it."""
    from cattrs.errors import AttributeValidationNote, IterableValidationNote

    notes = getattr(error, "__notes__", ())
    note = next((n for n in notes if isinstance(n, AttributeValidationNote | IterableValidationNote)), None)
    if note is None:  # about the whole
        return path
    return _join(path, note.name) if isinstance(note, AttributeValidationNote) else f"{path}[{note.index}]"


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
