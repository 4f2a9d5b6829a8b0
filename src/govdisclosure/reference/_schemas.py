"""The pages of the published files: each made from the file itself, so that they say what stands in it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from govdisclosure.checks import check
from govdisclosure.codec import loads
from govdisclosure.dictionary import DESCRIPTIONS, dictionary_csv
from govdisclosure.formats import FORMATS, Format
from govdisclosure.reference._changes import changes
from govdisclosure.reference._formats import title_of
from govdisclosure.reference._markdown import page, table, toctree
from govdisclosure.schema import file_of, published

EXAMPLES = Path("examples", "records")
"""The pages are made in a checkout: they show its examples."""
_MANY = 9
"""A list of more allowed texts than this is not written out."""
_CITED = "{title}. JSON Schema, revision {revision}. {$id}. In: govdisclosure, release ..."


def schema_pages() -> Mapping[str, str]:
    """The pages of the schemas, the rules and the dictionary, by their place in docs/reference."""
    before = {new.name: old for old, new in pairwise(FORMATS.values())}
    formats = {
        fmt.name: page(f"JSON Schema · {title_of(fmt)}", _schema(fmt, before.get(fmt.name))) for fmt in FORMATS.values()
    }
    return {
        "schemas/index.md": page("Schemas", _index()),
        **{f"schemas/{name}.md": text for name, text in formats.items()},
        "schemas/rules.md": page("rules.json", _rules()),
        "dictionary.md": page("Data dictionary", _dictionary()),
    }


@cache
def _files() -> Mapping[str, str]:
    return published()


def _schema_of(fmt: Format) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(_files()[file_of(fmt)])
    return read


def _index() -> Iterator[str]:
    yield (
        "What programs in any language need to read and check records, as files: in `schemas/` of the repository and, "
        "as `govdisclosure/schemas/`, in the installed package. `govdisclosure schema` prints them."
    )
    yield toctree((*FORMATS, "rules"))
    rows = [
        (f"[{title_of(fmt)}]({fmt.name}.md)", f"`{_schema_of(fmt)['$id']}`", f"`schemas/{file_of(fmt)}`")
        for fmt in FORMATS.values()
    ]
    rows.append(
        ("[rules and sums](rules.md)", f"`{json.loads(_files()['rules.json'])['$id']}`", "`schemas/rules.json`")
    )
    rows.append(("[data dictionary](../dictionary.md)", "", "`schemas/dictionary.csv`"))
    yield table(("what", "`$id`", "file"), rows)
    yield (
        "The last number of an `$id` is the revision, which is also a folder in the path. A revision that was released "
        "never changes its bytes, of which `schemas/SHA256SUMS` has the sums; whatever has to change gets the next "
        "number, beside the old one ([more](../../project/versions.md))."
    )
    yield (
        "How to use them without this package: [validate with the schema alone]"
        "(../../how-to/validate-with-the-schema-alone.md)."
    )


def _schema(fmt: Format, before: Format | None) -> Iterator[str]:
    schema = _schema_of(fmt)
    yield f"{schema['title']}. {schema['description']}"
    yield "\n".join(
        (
            f"- `$id`: `{schema['$id']}`",
            f"- Revision: {fmt.revision}",
            f"- File: `schemas/{file_of(fmt)}`, also in the package; printed by `govdisclosure schema {fmt.name}`",
            f"- Dialect: `{schema['$schema']}`",
            f"- The tables as they are printed, and every figure: [{fmt.name}](../formats/{fmt.name}.md)",
        )
    )
    yield f"{schema['$comment']}"
    yield "## How to cite"
    yield (
        "Cite the `$id`: it names the format and the revision, whose meaning stays. It is a name and no address; the "
        "file comes with every release of the package ([how to cite that](../../project/citing.md)). For example:"
    )
    yield "```text\n" + _CITED.format(**schema, revision=fmt.revision) + "\n```"
    yield "## The report"
    yield (
        "Every key is always there, and no other is allowed. What is blank or unknown is `null`. 每个键都必须存在，"
        "不允许其他键；空白或者不详的写 `null`。"
    )
    yield _properties(schema)
    for name, definition in schema["$defs"].items():
        yield f"## {name}"
        yield from _definition(definition)
    yield "## Example"
    yield from _example(fmt)
    if before is not None:
        yield f"## Changes from {before.name}"
        yield from changes(before, fmt)


def _definition(definition: Mapping[str, Any]) -> Iterator[str]:
    title = definition.get("title")
    yield (f"{title}. " if title else "") + definition["description"]
    if "properties" in definition:
        if "null" in definition["type"]:
            yield "Or `null`."
        yield _properties(definition)
    else:
        yield f"- type: {_type(definition)}"


def _properties(schema: Mapping[str, Any]) -> str:
    """The keys of an object: what holds them, what is printed, and what they mean."""
    rows = (
        (f"`{key}`", _type(inner), inner.get("title", ""), inner.get("description", ""))
        for key, inner in schema["properties"].items()
    )
    return table(("key · 键", "type · 类型", "label · 名称", "meaning · 含义"), rows)


def _type(schema: Mapping[str, Any]) -> str:
    """What is allowed, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return " or ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    said = " or ".join(_named(each, schema) for each in types)
    limits = [f"{words} {schema[key]}" for key, words in _LIMITS.items() if key in schema]
    limits += [f"pattern `{schema['pattern']}`"] if "pattern" in schema else []
    return ", ".join((said, *limits))


_LIMITS = {"minimum": "from", "maximum": "to", "maxLength": "at most this long:"}


def _named(kind: str, schema: Mapping[str, Any]) -> str:
    if kind == "array":
        return f"array of {_type(schema['items'])}"
    if kind == "object":
        assert len(schema["propertyNames"]["enum"]) > _MANY, "write them out"
        return f"object: from paths of figures to {_type(schema['additionalProperties'])}"
    return kind


def _example(fmt: Format) -> Iterator[str]:
    path = example_of(fmt).as_posix()
    yield f"`{path}`, an invented report:"
    yield f"```{{literalinclude}} ../../../{path}\n:language: json\n:class: example\n```"


def example_of(fmt: Format) -> Path:
    """The first of the example records in a format that has no errors."""
    for path in sorted(EXAMPLES.glob("*.json")):
        report = loads(path.read_bytes())
        if report.format == fmt.name and not check(report).has_errors:
            return path
    raise FileNotFoundError(f"{EXAMPLES} has no record in the format {fmt.name}")


_RULE_KEYS = {
    "code": "the code, which is stable",
    "slug": "the name of the defect, which is stable",
    "severity": "how much a violation weighs: error, warning or info",
    "status": "stable, preview or deprecated; only stable rules run without being selected",
    "needs": "what it looks at: a report, the series of an organ's years, the units of a government, or a document",
    "formats": "the formats it is for",
    "title": "what is wrong, in zh and en",
    "basis": "what it rests on, in zh and en",
    "messages": "its sentences by their id, in zh and en, with places for figures in braces",
    "explanation": "its page as Markdown, in zh and en",
}
_IDENTITY_KEYS = {
    "code": "the rule that says so",
    "format": "the format whose figures these are",
    "path": "the figure that is the sum",
    "terms": "the figures it is the sum of: each a `path`, with its `weight`, 1 or -1",
}


def _rules() -> Iterator[str]:
    rules = json.loads(_files()["rules.json"])
    yield f"Every rule with its explanation, and every sum of every format as data. {rules['description']}"
    yield "\n".join(
        (
            f"- `$id`: `{rules['$id']}`",
            "- File: `schemas/rules.json`, also in the installed package; printed by `govdisclosure schema rules`",
            f"- `rules`: {len(rules['rules'])}, in the order of their codes; [a page for each](../rules/index.md)",
            f"- `identities`: {len(rules['identities'])}, by format and rule, in printed order",
        )
    )
    for title, each, keys in (
        ("rules", rules["rules"][0], _RULE_KEYS),
        ("identities", rules["identities"][0], _IDENTITY_KEYS),
    ):
        yield f"## {title}"
        yield table(("key", "what stands there"), ((f"`{key}`", keys[key]) for key in each))
    identity = rules["identities"][0]
    yield "For example:"
    yield f"```json\n{json.dumps(identity, ensure_ascii=False, indent=2)}\n```"
    yield (
        "A program that runs these sums, in a few lines: [validate with the schema alone]"
        "(../../how-to/validate-with-the-schema-alone.md#run-the-sums)."
    )


def _dictionary() -> Iterator[str]:
    lines = dictionary_csv().count("\n") - 1
    yield (
        f"`schemas/dictionary.csv`, also in the installed package: every path of every format, {lines} rows. "
        "每个格式的每条路径一行。"
    )
    yield (
        "It is CSV for programs: UTF-8 without a byte order mark, commas, a line of heads. Excel takes such a file for "
        "another encoding when it is opened by a double click: use *Data › From Text/CSV* and choose UTF-8. "
        "用 Excel 打开时，请使用“数据 › 从文本/CSV”，编码选择 UTF-8。"
    )
    yield table(
        ("column · 列", "what stands in it", "内容"),
        ((f"`{key}`", said.en, said.zh) for key, said in DESCRIPTIONS.items()),
    )
    yield "`holds` is one of these:"
    yield table(("`holds`", "what a record has there"), ((f"`{key}`", said) for key, said in _HOLDS.items()))
    yield (
        "The rows of a format begin with what is no figure: the head of the report, its prose (`sections` is one row), "
        "and what stands around a table. Then come the figures in printed order."
    )
    yield "```pycon\n" + _SESSION + "\n```"


_HOLDS = {
    "count": "a whole number, 0 or more, or `null`: a figure",
    "change": "a whole number with its sign, or `null`: a figure",
    "money": "an amount in 万元, or `null`: a figure",
    "number": "a whole number that is no figure: the year",
    "text": "a text, or `null`",
    "texts": "a list of texts",
    "day": "a day, `YYYY-MM-DD`, or `null`",
    "map": "texts by path",
    "nested": "the sections, which hold sections",
}

_SESSION = """>>> import csv
>>> with open("schemas/dictionary.csv", encoding="utf-8", newline="") as file:
...     rows = list(csv.DictReader(file))
>>> [row["path"] for row in rows if row["format"] == "2021" and "第二十条第（八）项" in row["legal_basis"]]
['proactive.fees.amount']"""
