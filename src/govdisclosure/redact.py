"""Leaves out what tells who a person is or how to reach them."""

from collections.abc import Sequence
from typing import Any

import attrs

from govdisclosure.evidence import Parsed
from govdisclosure.formats import Report

PERSONAL = ("contact", "statistics.foot.head_of_unit", "statistics.foot.prepared_by", "statistics.foot.contact")
"""Paths that hold names of persons or contact data. Prose may hold them too; it is left as printed."""


MASK = "［略］"
"""Stands in evidence for what is left out."""


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
    """The same for what a reader returned: the evidence of what is blanked goes, and where other things stood on the
    same line, `MASK` takes its place in the raw text.

    >>> from govdisclosure import read
    >>> from govdisclosure.redact import redact_parsed
    >>> parsed = read("examples/documents/云溪县教育局-2020.txt")
    >>> "电话" in parsed.report.contact, redact_parsed(parsed).report.contact
    (True, None)
    """
    hidden = tuple(filter(None, (_text_at(parsed.report, path) for path in PERSONAL)))

    def masked(raw: str) -> str:
        for text in hidden:
            raw = raw.replace(text, MASK)
        return raw

    return attrs.evolve(
        parsed,
        report=redact(parsed.report),
        evidence={
            path: attrs.evolve(proof, raw=masked(proof.raw))
            for path, proof in parsed.evidence.items()
            if path not in PERSONAL
        },
        notes=tuple(
            attrs.evolve(note, raw=None if note.raw is None else masked(note.raw))
            for note in parsed.notes
            if note.path not in PERSONAL
        ),
        unplaced=tuple(attrs.evolve(number, raw=masked(number.raw)) for number in parsed.unplaced),
    )


def _text_at(report: Report, path: str) -> str | None:
    """The text at a path; None where there is nothing."""
    found: Any = report
    for step in path.split("."):
        found = getattr(found, step, None)
    return found if isinstance(found, str) else None


def _blank(part: Any, steps: Sequence[str]) -> Any:
    """`part` with what lies at the steps None; unchanged where there is nothing."""
    name, *rest = steps
    inner = getattr(part, name, None)
    if inner is None:
        return part
    return attrs.evolve(part, **{name: _blank(inner, rest) if rest else None})
