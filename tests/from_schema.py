"""Instances of a JSON Schema, drawn from the schema alone: all that it allows, its bounds included.

Nothing of the library is used here, so the schema is read as a stranger reads it. The keywords are those that the
published schemas use; any other is refused, so that none can be passed over. Numbers are int or Decimal; an integer
is never written with a fraction or an exponent.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal

import msgspec
from hypothesis import strategies as st

Schema = Mapping[str, Any]
Values = st.SearchStrategy[Any]

Corner = Literal["blank", "lowest", "highest"]
"""An instance that is extreme in every place: null and empty; the least that is not null; the most."""

CORNERS: tuple[Corner, ...] = ("blank", "lowest", "highest")

ANNOTATIONS = frozenset(("$schema", "$id", "$comment", "$defs", "title", "description", "examples"))
"""They say nothing about which instances are valid."""

ASSERTIONS: Mapping[str, frozenset[str]] = {
    "null": frozenset(),
    "integer": frozenset(("minimum", "maximum")),
    "number": frozenset(("minimum", "maximum")),
    "string": frozenset(("pattern", "maxLength")),
    "array": frozenset(("items",)),
    "object": frozenset(("properties", "required", "propertyNames", "additionalProperties")),
}
"""By type, the keywords that this generator knows how to meet."""

DEEPEST = 3
"""How often a definition may stand within itself."""

LONGEST = 2
"""How many items an array has at most."""

_ENCODER = msgspec.json.Encoder(decimal_format="number")


class Unsupported(ValueError):
    """A schema that this generator would not do justice."""


def instances(schema: Schema, corner: Corner | None = None) -> Values:
    """Values that the schema allows, from anywhere or from a corner."""
    return _Reader(schema, corner).strategy(schema, ())


def text_of(instance: object) -> str:
    """The JSON text of an instance, every digit of a Decimal written out."""
    return _ENCODER.encode(instance).decode()


class _Reader:
    def __init__(self, root: Schema, corner: Corner | None) -> None:
        self._root = root
        self._corner = corner
        self._by_type: Mapping[str, Callable[[Schema, tuple[str, ...]], Values]] = {
            "null": lambda schema, within: st.none(),
            "integer": lambda schema, within: self._integers(*_bounds(schema)),
            "number": lambda schema, within: self._numbers(*_bounds(schema)),
            "string": lambda schema, within: self._strings(schema.get("pattern"), schema.get("maxLength")),
            "array": self._arrays,
            "object": self._objects,
        }

    def strategy(self, schema: Schema, within: tuple[str, ...]) -> Values:
        """Values for a schema that stands within definitions of these names."""
        said = {key: value for key, value in schema.items() if key not in ANNOTATIONS}
        if "$ref" in said:
            name = _definition(said.pop("$ref"))
            _refuse(said, "beside $ref")
            if within.count(name) == DEEPEST:
                raise Unsupported(f"{name} contains itself otherwise than in an array")
            return self.strategy(self._root["$defs"][name], (*within, name))
        if "const" in said:
            value = said.pop("const")
            _refuse(said, "beside const")
            return st.just(value)
        if "type" not in said:
            raise Unsupported(f"no type: {schema}")
        types = [said["type"]] if isinstance(said["type"], str) else said["type"]
        del said["type"]
        if "enum" in said:
            values = said.pop("enum")
            _refuse(said, "beside enum")
            return self._one_of([value for value in values if _type_of(value) in types])
        _refuse(set(said).difference(*(ASSERTIONS[kind] for kind in types)), "unknown")
        if "null" in types and self._corner is not None:
            types = ["null"] if self._corner == "blank" else [kind for kind in types if kind != "null"]
        return st.one_of(*(self._by_type[kind](said, within) for kind in sorted(types, key=_null_first)))

    def _one_of(self, values: list[Any]) -> Values:
        match self._corner:
            case None:
                return st.sampled_from(values)
            case "blank" if None in values:
                return st.none()
            case _:
                present = [value for value in values if value is not None]
                return st.just(present[-1 if self._corner == "highest" else 0])

    def _integers(self, low: int, high: int) -> Values:
        if self._corner is not None:
            return st.just(high if self._corner == "highest" else low)
        return st.integers(low, high) | st.sampled_from((low, high))

    def _numbers(self, low: int, high: int) -> Values:
        if low != 0:
            raise Unsupported(f"amounts from {low}")
        if self._corner is not None:
            return self._integers(low, high)
        edges = ("-0.0", "0.00", "1e-7", "1E-90", f"{high - 1}.{'9' * 15}", f"{high}.00")
        places = st.sampled_from((1, 2, 6, 40)).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n))
        return (
            st.integers(low, high)
            | st.sampled_from((low, high, *map(Decimal, edges)))
            | st.integers(low, high).map(lambda whole: Decimal(whole).normalize())  # 1.2E+3
            | st.builds(lambda whole, digits: Decimal(f"{whole}.{digits}"), st.integers(low, high - 1), places)
        )

    def _strings(self, pattern: str | None, longest: int | None) -> Values:
        if pattern is not None:  # found anywhere in the text; a `$` is its very end, not a line break there
            very_end = re.sub(r"(?<!\\)\$$", r"\\Z", pattern)
            return st.from_regex(very_end).filter(lambda text: longest is None or len(text) <= longest)
        match self._corner:
            case None:
                return st.text(max_size=8 if longest is None else longest)
            case "highest":
                return st.just("云" * (1000 if longest is None else longest))
            case _:
                return st.just("")

    def _arrays(self, schema: Schema, within: tuple[str, ...]) -> Values:
        if "items" not in schema:
            raise Unsupported(f"no items: {schema}")
        inner = schema["items"].get("$ref")
        is_deepest = inner is not None and within.count(_definition(inner)) == DEEPEST
        if is_deepest or self._corner in ("blank", "lowest"):
            return st.builds(list)
        items = self.strategy(schema["items"], within)
        return st.lists(items, min_size=0 if self._corner is None else LONGEST, max_size=LONGEST)

    def _objects(self, schema: Schema, within: tuple[str, ...]) -> Values:
        match schema:
            case {"properties": properties, "additionalProperties": False} if "propertyNames" not in schema:
                members = {key: self.strategy(value, within) for key, value in properties.items()}
                required = schema.get("required", ())
                optional = {key: members.pop(key) for key in properties if key not in required}
                return st.fixed_dictionaries(members, optional=optional)
            case {"propertyNames": {"enum": keys, **others}, "additionalProperties": dict(values)} if (
                not others and "properties" not in schema and "required" not in schema
            ):
                return self._maps(keys, self.strategy(values, within))
            case _:
                raise Unsupported(f"neither a closed object nor a map with known keys: {schema}")

    def _maps(self, keys: list[str], values: Values) -> Values:
        match self._corner:
            case None:
                return st.dictionaries(st.sampled_from(keys), values, max_size=LONGEST)
            case "highest":
                return st.fixed_dictionaries(dict.fromkeys(keys, values))
            case _:
                return st.builds(dict)


def _refuse(keywords: Iterable[str], why: str) -> None:
    if keywords := sorted(keywords):
        raise Unsupported(f"{why}: {', '.join(keywords)}")


def _definition(reference: str) -> str:
    folder, _, name = reference.rpartition("/")
    if folder != "#/$defs":
        raise Unsupported(f"a reference to {reference}")
    return name


def _bounds(schema: Schema) -> tuple[int, int]:
    low, high = schema.get("minimum"), schema.get("maximum")
    if type(low) is not int or type(high) is not int:
        raise Unsupported(f"bounds that are no whole numbers: {schema}")
    return low, high


def _type_of(value: object) -> str:
    return "null" if value is None else "string" if isinstance(value, str) else "other"


def _null_first(kind: str) -> bool:
    return kind != "null"
