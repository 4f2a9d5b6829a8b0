"""What must hold for any bytes whatever: a right answer or a clear error."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from govdisclosure import FORMATS, GovDisclosureError, check, dumps, loads, read_all
from govdisclosure import validate as validated
from govdisclosure.evidence import Parsed, dumps_evidence, loads_evidence
from govdisclosure.grid import value_at
from govdisclosure.policy import load_policy
from govdisclosure.readers import Kind, Limits
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds import kind_of
from govdisclosure.roster import load_roster

LIMITS = Limits(seconds=10)


def take_document(kind: Kind) -> Callable[[bytes], None]:
    """What must hold for any bytes that are read as a document of a kind."""

    def take(data: bytes) -> None:
        try:
            found = read_all(data, kind, limits=LIMITS)
        except GovDisclosureError as error:
            _is_clear(error)
            return
        assert found
        for parsed in found:
            _is_sound(parsed)

    return take


def take_json(data: bytes) -> None:
    """What must hold for any bytes that are taken for a record."""
    for draft in (False, True):
        try:
            report = loads(data, draft=draft)
        except GovDisclosureError as error:
            _is_clear(error)
            continue
        if not draft:
            validated(report)
        assert loads(dumps(report), draft=draft) == report


def take_kind(data: bytes) -> None:
    """What must hold where nobody says what kind of document some bytes are."""
    try:
        kind_of(data, Budget("<bytes>", LIMITS))
    except GovDisclosureError as error:
        _is_clear(error)


def take_evidence(data: bytes) -> None:
    """What must hold for any bytes that are taken for an evidence file."""
    try:
        kept = loads_evidence(data)
    except GovDisclosureError as error:
        _is_clear(error)
        return
    assert loads_evidence(dumps_evidence(kept)) == kept  # type: ignore[arg-type]  # it has all that is written


def take_policy(data: bytes) -> None:
    """What must hold for any bytes that are taken for a policy."""
    with tempfile.NamedTemporaryFile(suffix=".toml") as file:
        file.write(data)
        file.flush()
        try:
            load_policy(Path(file.name))
        except GovDisclosureError as error:
            _is_clear(error)


def take_roster(data: bytes) -> None:
    """What must hold for any bytes that are taken for a roster: nobody is in it twice."""
    try:
        roster = load_roster(data)
    except GovDisclosureError as error:
        _is_clear(error)
        return
    assert roster.entries
    assert len({entry.name for entry in roster.entries}) == len(roster.entries)


def _is_clear(error: GovDisclosureError) -> None:
    for text in (error.text("en"), error.text("zh")):
        assert text.strip()


def _is_sound(parsed: Parsed) -> None:
    report = parsed.report
    validated(report)
    assert loads(dumps(report)) == report
    kept = loads_evidence(dumps_evidence(parsed))
    assert (kept.source, kept.evidence, kept.notes) == (parsed.source, parsed.evidence, parsed.notes)
    for cell in FORMATS[report.format].cells:
        if value_at(report, cell.path) is not None or cell.path in report.printed:
            assert cell.path in parsed.evidence, cell.path
    for finding in (*parsed.notes, *check(report, evidence=parsed.evidence).findings):
        assert finding.text("en")
        assert finding.text("zh")
