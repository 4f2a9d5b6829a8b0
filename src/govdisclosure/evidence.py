"""Where each thing in a record stood in its document, and how it was recognised."""

from collections.abc import Mapping
from enum import StrEnum

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.formats import Report


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
class Place:
    """A place in a document: lines count from 1, both included."""

    line: int
    end_line: int


@attrs.frozen(kw_only=True)
class Evidence:
    """Where one value stood: its place, the raw text there, and how it was recognised."""

    place: Place
    raw: str
    how: How = How.EXACT


@attrs.frozen(kw_only=True)
class Unplaced:
    """A number printed in a table that found no cell; `near` is the label it stood by."""

    place: Place
    raw: str
    near: str | None = None


@attrs.frozen(kw_only=True)
class Source:
    """The document a record was read from: its name, kind, SHA-256, and the version of the reader."""

    name: str
    kind: str
    sha256: str
    reader: str


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
