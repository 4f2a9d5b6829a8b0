"""Leaves out what tells who a person is or how to reach them."""

from collections.abc import Sequence
from typing import Any

import attrs

from govdisclosure.evidence import Parsed
from govdisclosure.formats import Report

PERSONAL = ("contact", "statistics.foot.head_of_unit", "statistics.foot.prepared_by", "statistics.foot.contact")
"""Paths that hold names of persons or contact data. Prose may hold them too; it is left as printed."""


def redact(report: Report) -> Report:
    """The report with every path of `PERSONAL` blank. Prose, the preamble included, stays as printed.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.redact import redact
    >>> redact(Report2021(year=2023, organ=Organ(), contact="办公室，0000-1234567")).contact is None
    True
    """
    for path in PERSONAL:
        report = _blank(report, path.split("."))
    return report


def redact_parsed(parsed: Parsed) -> Parsed:
    """The same for what a reader returned: the report, and the evidence and notes of what it blanks."""
    return attrs.evolve(
        parsed,
        report=redact(parsed.report),
        evidence={path: proof for path, proof in parsed.evidence.items() if path not in PERSONAL},
        notes=tuple(note for note in parsed.notes if note.path not in PERSONAL),
    )


def _blank(part: Any, steps: Sequence[str]) -> Any:
    """`part` with what lies at the steps None; unchanged where there is nothing."""
    name, *rest = steps
    inner = getattr(part, name, None)
    if inner is None:
        return part
    return attrs.evolve(part, **{name: _blank(inner, rest) if rest else None})
