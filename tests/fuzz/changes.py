"""How input is changed: as something that is written in this way, so that it is not refused at the door."""

import copy
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

from fuzz.small_pdf import whole_pdf
from fuzz.words import (
    HTML_WORDS,
    MARKDOWN_WORDS,
    ODD_NUMBERS,
    ODD_TEXTS,
    PDF_WORDS,
    ROSTER_WORDS,
    TAGS,
    TEXT_WORDS,
    TOML_WORDS,
    VALUES,
)

Change = Callable[[bytes, random.Random], bytes]


def change_tokens(pattern: str, words: Sequence[str], encoding: str = "utf-8") -> Change:
    """A document as a row of tokens, runs of which are left out, repeated, moved, or get others among them."""
    token = re.compile(pattern, re.DOTALL)

    def change(data: bytes, chance: random.Random) -> bytes:
        tokens = token.findall(data.decode(encoding, "surrogateescape"))
        for _ in range(chance.choice((1, 1, 2, 4, 8))):
            tokens = _changed(tokens, words, chance)
        return "".join(tokens).encode(encoding, "replace" if encoding == "latin-1" else "surrogateescape")

    return change


def _changed(tokens: list[str], words: Sequence[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(tokens) + 1)
    end = at + chance.choice((1, 1, 2, 5, 20))
    run = tokens[at:end]
    match chance.randrange(6):
        case 0:
            return tokens[:at] + tokens[end:]
        case 1:
            return tokens[:at] + run * chance.choice((2, 3, 50)) + tokens[end:]
        case 2:
            rest = tokens[:at] + tokens[end:]
            to = chance.randrange(len(rest) + 1)
            return rest[:to] + run + rest[to:]
        case 3:
            return [*tokens[:at], chance.choice(words), *tokens[at:]]
        case 4 if run:
            return [*tokens[:at], _odd(run[0], chance), *tokens[at + 1 :]]
        case _:
            return [*tokens[:at], chance.choice(words), *tokens[end:]]


def _odd(token: str, chance: random.Random) -> str:
    """A token with one of its numbers replaced, or cut in two."""
    numbers = list(re.finditer(r"\d+", token))
    if numbers and chance.random() < 0.7:
        number = chance.choice(numbers)
        return token[: number.start()] + chance.choice(ODD_NUMBERS) + token[number.end() :]
    at = chance.randrange(len(token) + 1)
    return chance.choice((token[:at], token[:at] + chance.choice(ODD_TEXTS) + token[at:]))


change_text = change_tokens(r"[^\n]*\n|[^\n]+", TEXT_WORDS)
change_markdown = change_tokens(r"\||[^|\n]+|\n", MARKDOWN_WORDS)
change_toml = change_tokens(r'"[^"\n]*"|[\w.-]+|\s+|.', TOML_WORDS)
change_roster = change_tokens(r"[^,\n]+|,|\n", ROSTER_WORDS)
change_html = change_tokens(r"<[^>]*>|[^<]+|<", HTML_WORDS)
_change_json_text = change_tokens(
    r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[{}\[\],:]|\w+|\s+|.',
    ("null", "{", "}", "[", "]", ",", ":", '"', '"\\ud800"', "NaN", "1e999"),
)
_change_pdf_tokens = change_tokens(r"[^\s\[\]<>()/]+|\s+|/[^\s\[\]<>()/]*|.", PDF_WORDS, "latin-1")


def change_package(data: bytes, chance: random.Random) -> bytes:
    """A package one part of which is changed inside, or left out, or there under another name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {info.filename: package.read(info) for info in package.infolist()}
    except Exception:  # a broken package is changed like any bytes
        return change_bytes(data, chance)
    weights = [len(part) ** 0.5 for part in parts.values()]
    if not parts or not sum(weights):
        return data
    name = chance.choices(list(parts), weights)[0]
    kind = chance.random()
    if kind < 0.03:
        del parts[name]
    elif kind < 0.05:
        parts[chance.choice(list(parts))] = parts.pop(name)
    elif kind < 0.2:
        parts[name] = change_html(parts[name], chance)
    else:
        parts[name] = change_xml(parts[name], chance)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def change_xml(data: bytes, chance: random.Random) -> bytes:
    """A part as a tree that stays well-formed."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        return change_html(data, chance)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        try:
            _change_element(chance.choice(elements), chance.choice(elements), chance)
        except ValueError:  # no such text or such a tree in XML
            continue
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _change_element(one: Any, other: Any, chance: random.Random) -> None:
    parent = one.getparent()
    if parent is None:
        return
    namespace = one.tag.rpartition("}")[0] + "}" if "}" in one.tag else ""
    match chance.randrange(9):
        case 0:
            parent.remove(one)
        case 1:
            for _ in range(chance.choice((1, 2, 30))):
                parent.insert(parent.index(one), copy.deepcopy(one))
        case 2:
            other.append(copy.deepcopy(one))
        case 3:
            around = etree.Element(namespace + chance.choice(TAGS))
            parent.replace(one, around)
            around.append(one)
        case 4:
            one.tag = other.tag if chance.random() < 0.5 else namespace + chance.choice(TAGS)
        case 5 if one.attrib:
            key = chance.choice(list(one.attrib))
            one.set(key, chance.choice((*ODD_NUMBERS, *VALUES)))
        case 6 if one.attrib:
            del one.attrib[chance.choice(list(one.attrib))]
        case 7:
            key = chance.choice(list(other.attrib) or [namespace + "val"])
            one.set(key, other.get(key) or chance.choice((*ODD_NUMBERS, *VALUES)))
        case _:
            one.text = chance.choice(ODD_TEXTS)


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    """Blind: some bytes are others, or the end is gone."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 16))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed) + 1)] if chance.random() < 0.2 else changed)


def change_json(data: bytes, chance: random.Random) -> bytes:
    """A record whose data are changed, or its text."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return _change_json_text(data, chance)
    if chance.random() < 0.3 or not isinstance(tree, dict | list):
        return _change_json_text(data, chance)
    for _ in range(chance.choice((1, 1, 2, 4))):
        _change_node(tree, chance)
    return json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _change_node(tree: Any, chance: random.Random) -> None:
    here = tree
    while True:
        keys: list[Any] = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return
        key = chance.choice(keys)
        if not isinstance(here[key], dict | list) or not here[key] or chance.random() < 0.2:
            break
        here = here[key]
    match chance.randrange(4):
        case 0:
            del here[key]
        case 1 if isinstance(here, dict):
            here[chance.choice((*ODD_TEXTS, *keys))] = here.pop(key)
        case 2:
            here[key] = copy.deepcopy(here)
        case _:
            here[key] = chance.choice((None, True, -1, 0, 1.0, 2.5, 10**30, 1e308, [], {}, *ODD_NUMBERS, *ODD_TEXTS))


def change_pdf(data: bytes, chance: random.Random) -> bytes:
    """A PDF whose tokens are changed; mostly with its table of objects made anew."""
    changed = _change_pdf_tokens(data, chance)
    return whole_pdf(changed) if chance.random() < 0.8 else changed


def change_any(data: bytes, chance: random.Random) -> bytes:
    """Something that may be taken for another kind: its beginning or the names of its parts are changed."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return change_package(data, chance)
    cut = chance.choice((8, 64, 512))
    return change_bytes(data[:cut], chance) + data[cut:]
