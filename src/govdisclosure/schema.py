"""JSON Schema 2020-12 for each format, the rules of addition as data, and what else is published with them.

A schema means what `loads` accepts, but for what JSON Schema cannot say:

- a validator lets ``3.0`` and ``1e2`` pass as integers; `loads` wants no fraction or exponent;
- a pattern cannot tell whether the check character of a 统一社会信用代码 is right; `loads` can;
- a lone surrogate (``"\\ud800"``) is a string to most validators; `loads` wants text that is Unicode;
- `loads` refuses sections nested beyond 32 levels;
- a validator that reads numbers as doubles rounds amounts at the edges (``1000000000000.00001``, ``-1e-400``).

``python -m govdisclosure.schema [FOLDER]`` writes the published files.
"""

import json
import sys
import types
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

import attrs

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Message
from govdisclosure.codec import dumps, from_dict
from govdisclosure.codec._rules import CREDIT_CODE, DIVISION_CODE
from govdisclosure.codec._values import MAX_PLACES
from govdisclosure.dictionary import dictionary_csv
from govdisclosure.errors import MissingExtra
from govdisclosure.formats import FORMATS, Format, format_named
from govdisclosure.formats._kit import (
    MAX_COUNT,
    MAX_MONEY,
    MAX_NESTING,
    Block,
    Cite,
    Group,
    Kind,
    Label,
    Measure,
    annotated_fields,
    measure_of,
    nested,
    range_of,
)
from govdisclosure.formats.shared import Organ, Period, Section, official_title, skeleton

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

RULES_REVISION = 1
"""Counts up when the keys of rules.json have to change. The revision of a schema is its format's."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

JsonSchema = dict[str, object]

DATE = (
    r"^(?!0000)("
    r"[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    r"|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29"
    r")$"
)
"""A day of the calendar, leap years included. `$` lets a final newline pass in some engines: limit the length too."""

_DATE_LENGTH = len("YYYY-MM-DD")

_PATTERNS = {(Organ, "division_code"): DIVISION_CODE, (Organ, "credit_code"): CREDIT_CODE}

_COMMENT = (
    "Beyond this schema, govdisclosure refuses integers written with a fraction or an exponent (3.0, 1e2), a "
    "credit code whose check character is wrong, text with a lone surrogate, sections nested beyond "
    f"{MAX_NESTING} levels, and amounts out of range by less than a double can tell or with their first digit beyond "
    f"{MAX_PLACES} decimals."
)

_FIGURES: Mapping[Kind, JsonSchema] = {
    Kind.COUNT: {
        "title": "数量",
        "description": "A whole number, 0 or more; null where blank.",
        "type": ["integer", "null"],
        "minimum": 0,
        "maximum": MAX_COUNT,
    },
    Kind.CHANGE: {
        "title": "增减数量",
        "description": "A signed whole number: an increase or a decrease; null where blank.",
        "type": ["integer", "null"],
        "minimum": -MAX_COUNT,
        "maximum": MAX_COUNT,
    },
    Kind.MONEY: {
        "title": "金额",
        "description": "An amount in 万元 (10,000 yuan), 0 or more, with the decimals printed; null where blank.",
        "type": ["number", "null"],
        "minimum": 0,
        "maximum": int(MAX_MONEY),
    },
}

_OWN_FIGURE = Label("本项合计", "The row's own figure")
"""Titles of the fields that are not rows or columns of a table."""


def json_schema(fmt: str | Format) -> JsonSchema:
    """The JSON Schema (2020-12) of a format.

    Raises `UnknownFormat` if there is none of that name.

    >>> from govdisclosure.schema import json_schema
    >>> json_schema("2021")["$id"]
    'urn:govdisclosure:2021:report:1'
    """
    known = format_named(fmt)  # its last year is not told: a published schema stays as it is when the format ends
    definitions = _Definitions(known)
    root = definitions.closed_object(known.report)
    return {
        "$schema": DIALECT,
        "$id": f"urn:govdisclosure:{known.name}:report:{known.revision}",
        "title": f"政府信息公开工作年度报告（{known.label.zh}）",
        "description": f"Government information disclosure, annual report. {known.label.en}, since {known.first_year}.",
        "$comment": _COMMENT,
        **{key: value for key, value in root.items() if key not in ("title", "description")},
        "$defs": dict(sorted(definitions.made.items())),
        "examples": [_example(known)],
    }


def rules_json() -> dict[str, object]:
    """The rules with their explanations, and every identity as data, for programs in any language.

    >>> from govdisclosure.schema import rules_json
    >>> sorted(rules_json())
    ['$id', 'description', 'identities', 'rules']
    """
    return {
        "$id": f"urn:govdisclosure:rules:{RULES_REVISION}",
        "description": (
            "An identity holds if the value at `path` equals the sum of the values at the terms' paths, each times its "
            "weight. It is undecidable if any of these is null, and does not apply if their table is null."
        ),
        "rules": [
            {
                "code": rule.code,
                "slug": rule.slug,
                "severity": str(rule.severity),
                "status": str(rule.status),
                "needs": list(rule.needs),
                "formats": list(rule.formats),
                "title": _both(rule.title),
                "basis": _both(rule.basis),
                "messages": {key: _both(message) for key, message in rule.messages.items()},
                "explanation": {"zh": rule.explanation("zh"), "en": rule.explanation("en")},
            }
            for rule in RULES.values()
        ],
        "identities": [
            {
                "code": identity.code,
                "format": fmt.name,
                "path": identity.path,
                "terms": [{"weight": term.weight, "path": term.path} for term in identity.terms],
            }
            for fmt in FORMATS.values()
            for identity in fmt.identities
        ],
    }


def _both(message: Message) -> dict[str, str]:
    return {"zh": message.zh, "en": message.en}


def validator(fmt: str | Format) -> "Validator":
    """A jsonschema validator for a format, made once. It never fetches anything.

    Raises `MissingExtra` if jsonschema is not installed, `UnknownFormat` if there is no such format.

    >>> from govdisclosure.schema import validator
    >>> validator("2021").is_valid({"format": "2021"})
    False
    """
    return _validator(format_named(fmt))


def write_schemas(folder: str | Path) -> tuple[Path, ...]:
    """Write the published files into a folder; the same files each time, byte by byte.

    >>> import tempfile
    >>> from govdisclosure.schema import write_schemas
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_schemas(folder)][-2:]
    ['rules.json', 'dictionary.csv']
    """
    written = []
    for name, text in published().items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        written.append(path)
    return tuple(written)


def published() -> dict[str, str]:
    """The text of each published file by its path below ``schemas``.

    >>> from govdisclosure.schema import published
    >>> list(published())[-2:]
    ['rules.json', 'dictionary.csv']
    """
    schemas = {file_of(fmt): _text(json_schema(fmt)) for fmt in FORMATS.values()}
    return {**schemas, "rules.json": _text(rules_json()), "dictionary.csv": dictionary_csv()}


def file_of(fmt: Format) -> str:
    """The file in which the schema of a format is published, below ``schemas``.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.schema import file_of
    >>> file_of(FORMATS["2021"])
    '2021/1/report.schema.json'
    """
    return f"{fmt.name}/{fmt.revision}/report.schema.json"


class _Definitions:
    """Walks the classes of a format and keeps one definition for each class and kind of figure."""

    def __init__(self, fmt: Format) -> None:
        self._fmt = fmt
        self.made: dict[str, JsonSchema] = {}

    def closed_object(self, cls: type[Any], *, nullable: bool = False) -> JsonSchema:
        """The object of a class: its keys, all of them required, and no others."""
        fields = sorted(annotated_fields(cls), key=lambda field: field[0] != "format")  # the tag is written first
        return {
            "description": " ".join((cls.__doc__ or "").split("\n\n")[0].split()),
            "type": _types("object", nullable),
            "properties": {name: self._property(cls, name, bare, marks) for name, bare, marks in fields},
            "required": [name for name, _, _ in fields],
            "additionalProperties": False,
        }

    def _property(self, cls: type[Any], name: str, bare: object, marks: tuple[object, ...]) -> JsonSchema:
        hint = Annotated[(bare, *marks)] if marks else bare
        schema = self._hint(hint)
        pattern = _PATTERNS.get((cls, name))
        if pattern is not None:
            schema["pattern"] = pattern
        if name == "format":
            schema = {"const": self._fmt.name}
        return {**_annotations(marks), **schema}

    def _hint(self, hint: Any, *, nullable: bool = False) -> JsonSchema:
        measure, span, origin = measure_of(hint), range_of(hint), get_origin(hint)
        suffix = "OrNull" if nullable else ""
        if measure is not None:
            return self._reference(measure.kind.value, lambda: _FIGURES[measure.kind])
        if span is not None:
            return {"type": _types("integer", nullable), "minimum": span.low, "maximum": span.high}
        if origin is Annotated:
            return self._hint(get_args(hint)[0], nullable=nullable)
        if origin in (Union, types.UnionType):
            (present,) = (arg for arg in get_args(hint) if arg is not type(None))
            return self._hint(present, nullable=True)
        if origin is Literal:
            return {"type": _types("string", nullable), "enum": [*get_args(hint), *([None] if nullable else [])]}
        if origin is tuple:
            return {"type": "array", "items": self._hint(get_args(hint)[0])}
        if attrs.has(hint):
            return self._reference(hint.__name__ + suffix, lambda: self.closed_object(hint, nullable=nullable))
        if hint is str:
            return {"type": _types("string", nullable)}
        if hint is date:
            return self._reference("date" + suffix, lambda: _day(nullable))
        assert isinstance(origin, type), hint
        assert issubclass(origin, Mapping), hint
        return {
            "type": "object",
            "propertyNames": {"enum": [cell.path for cell in self._fmt.cells]},
            "additionalProperties": {"type": "string"},
        }

    def _reference(self, name: str, make: Callable[[], JsonSchema]) -> JsonSchema:
        if name not in self.made:
            self.made[name] = {}  # a class may contain itself
            self.made[name] = make()
        return {"$ref": f"#/$defs/{name}"}


def _day(nullable: bool) -> JsonSchema:
    return {
        "title": "日期",
        "description": "A day, written YYYY-MM-DD.",
        "type": _types("string", nullable),
        "pattern": DATE,
        "maxLength": _DATE_LENGTH,
    }


def _types(name: str, nullable: bool) -> str | list[str]:
    return [name, "null"] if nullable else name


def _annotations(marks: tuple[object, ...]) -> JsonSchema:
    """Title and description of a key: label as printed, English label, unit and article."""
    labels = [mark for mark in marks if isinstance(mark, Label)] or [_OWN_FIGURE]
    labels.sort(key=lambda label: not isinstance(label, Group))
    text = ": ".join(label.en for label in labels)
    for mark in marks:
        if isinstance(mark, Measure):
            text += f", in {mark.unit_en} ({mark.unit})"
        elif isinstance(mark, Cite):
            reading = "" if isinstance(mark, Block) else "; this project's reading"
            text += f". Basis: {mark.en} ({mark.zh}{reading})"
    return {"title": "|".join(label.zh for label in labels), "description": f"{text}."}


def _example(fmt: Format) -> object:
    """A report in which every figure is 0, as most organs' are."""
    organ, year = "云溪县档案馆", fmt.first_year
    zeros = nested({cell.path: 0 for cell in fmt.cells})
    report = attrs.evolve(
        from_dict({"format": fmt.name, "year": year, "organ": {"name": organ}, **zeros}, draft=True),
        title=official_title(organ, year),
        period=Period(start=date(year, 1, 1), end=date(year, 12, 31)),
        basis=fmt.basis,
        signed_by=organ,
        signed_on=date(year + 1, 1, 15),
        sections=skeleton(fmt.headings) or tuple(Section(heading=t.label.zh, table=t.key) for t in fmt.tables.values()),
    )
    return json.loads(dumps(report))


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


@cache
def _validator(fmt: Format) -> "Validator":
    try:
        from jsonschema import Draft202012Validator
        from referencing import Registry, Resource
    except ImportError:
        raise MissingExtra(package="jsonschema", extra="schema") from None
    schemas = [json_schema(each) for each in FORMATS.values()]
    registry = Registry().with_resources([(str(s["$id"]), Resource.from_contents(s)) for s in schemas])
    return Draft202012Validator(json_schema(fmt), registry=registry)


def main(arguments: list[str]) -> None:
    """Write the published files into the folder named, or ``schemas``."""
    for path in write_schemas(arguments[0] if arguments else "schemas"):
        print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
