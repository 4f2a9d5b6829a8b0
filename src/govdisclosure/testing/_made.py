"""What a generator makes, taken as the record it is."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import attrs

from govdisclosure.checks._rule import Finding, Severity
from govdisclosure.codec import from_dict, loads, validate
from govdisclosure.evidence import Parsed
from govdisclosure.formats import Report
from govdisclosure.readers import Kind, read

Made = Report | Parsed | Mapping[str, object] | str | bytes | os.PathLike[str]
"""What a generator may make: a record, what a reader gives, plain data, JSON, a document, or a file of these."""

MadeKind = Kind | Literal["json"]
"""What texts, bytes and files are; found by what is in them if not said."""

_JSON = (b"{", b"[")
_RTF = b"{\\rtf"


@attrs.frozen(kw_only=True)
class Taken:
    """The record of what was made, and for a document what the reader found amiss with it."""

    report: Report
    amiss: tuple[Finding, ...] = ()


def taken(made: Made, kind: MadeKind | None) -> Taken:
    """The one record that was made.

    Raises `InvalidReport` if it is not one by what the classes demand, `UnreadableDocument` if it is a document in
    which none can be read, `NotOneReport` if there are several in it, and `MissingExtra` as `read` does.
    """
    if isinstance(made, Report):
        validate(made)
        return Taken(report=made)
    if isinstance(made, Parsed):
        return Taken(report=made.report, amiss=tuple(_amiss(made)))
    if isinstance(made, str | bytes | os.PathLike):
        return _of_text(made, kind)
    return Taken(report=from_dict(dict(made) if isinstance(made, Mapping) else made))


def _of_text(made: str | bytes | os.PathLike[str], kind: MadeKind | None) -> Taken:
    if isinstance(made, os.PathLike):
        data = Path(made).read_bytes()
    else:
        data = made.encode() if isinstance(made, str) else made
    if kind == "json" or (kind is None and _is_json(data)):
        return Taken(report=loads(data))
    parsed = read(data, kind)
    return Taken(report=parsed.report, amiss=tuple(_amiss(parsed)))


def _is_json(data: bytes) -> bool:
    return data.lstrip().startswith(_JSON) and not data.startswith(_RTF)


def _amiss(parsed: Parsed) -> Iterator[Finding]:
    """What was read with doubt, or not at all: a number without a cell, a row that is not there."""
    return (note for note in parsed.notes if note.severity is not Severity.INFO)
