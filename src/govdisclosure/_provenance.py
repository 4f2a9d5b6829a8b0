"""Where values come from: the document, the place in it, and how they were recognised."""

from datetime import date
from enum import StrEnum

import attrs

from govdisclosure.place import Place


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
