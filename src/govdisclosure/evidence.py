"""Where each thing in a record stood in its document, and how it was recognised."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import attrs
import msgspec

from govdisclosure.checks._rule import Finding
from govdisclosure.errors import UnreadableDocument
from govdisclosure.formats import Report
from govdisclosure.place import Place

EVIDENCE_SUFFIX = ".evidence.json"
"""Ends the name of the evidence that stands beside a record."""


class How(StrEnum):
    """How a value was recognised."""

    EXACT = "exact"
    """By its label, as the format prints it."""
    VARIANT = "variant"
    """By its label, misprinted or worded otherwise."""
    ORDER = "order"
    """By its place in the order of the table, which had lost its grid."""
    DERIVED = "derived"
    """From other things printed, as the note says."""


@attrs.frozen(kw_only=True)
class Evidence:
    """Where one value stood: its place, the raw text there, and how it was recognised."""

    place: Place
    raw: str
    how: How = How.EXACT

    @property
    def is_sure(self) -> bool:
        """Whether it was recognised by its own label and not by order or from other things."""
        return self.how in (How.EXACT, How.VARIANT)


@attrs.frozen(kw_only=True)
class Unplaced:
    """A number printed in a table that found no cell; `near` is the label it stood by."""

    place: Place
    raw: str
    near: str | None = None


@attrs.frozen(kw_only=True)
class Source:
    """The document a record was read from: its name or URL, kind, SHA-256, and the version of the reader.

    `retrieved_on` is the day it was taken from where it was published, if that was said.
    """

    name: str
    kind: str
    sha256: str
    reader: str
    retrieved_on: date | None = None


@attrs.frozen(kw_only=True)
class Parsed:
    """What a reader returns: the record and all that it knows besides.

    `evidence` has the path of everything that was printed; `notes` are findings of the reading family (GD6);
    `unplaced` is every number in a table that found no cell.
    """

    report: Report
    source: Source
    evidence: Mapping[str, Evidence]
    notes: tuple[Finding, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


@attrs.frozen(kw_only=True)
class EvidenceFile:
    """What stands in ``NAME.evidence.json`` beside the record ``NAME.json``: a `Parsed` without its report."""

    source: Source
    evidence: Mapping[str, Evidence]
    notes: tuple[Finding, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


def dumps_evidence(parsed: Parsed) -> str:
    """The evidence of a record as JSON.

    >>> from govdisclosure import read
    >>> from govdisclosure.evidence import dumps_evidence, loads_evidence
    >>> parsed = read("云溪县档案馆2012年政府信息公开工作年度报告\\n一、概述\\n工作平稳。\\n".encode())
    >>> loads_evidence(dumps_evidence(parsed)).evidence["title"].place.line
    1
    """
    kept = EvidenceFile(source=parsed.source, evidence=parsed.evidence, notes=parsed.notes, unplaced=parsed.unplaced)
    plain = attrs.asdict(kept)  # keeps the order of the fields, which msgspec alone does not
    return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode()


def loads_evidence(data: str | bytes, name: str = "<evidence>") -> EvidenceFile:
    """Read an evidence file. Raises `UnreadableDocument` if it is not one; `name` is how the error calls it."""
    try:
        return msgspec.json.decode(data, type=EvidenceFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableDocument(
            name,
            f"not an evidence file ({error})",
            f"不是证据文件（{error}）",
            "read the document again",
            "请重新读取原文件",
        ) from None
