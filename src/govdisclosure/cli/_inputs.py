"""What the command line is given: files, folders and standard input, as records or as documents."""

import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import attrs
import msgspec

from govdisclosure.checks._rule import Finding
from govdisclosure.codec import loads
from govdisclosure.errors import NotOneReport
from govdisclosure.evidence import EVIDENCE_SUFFIX, Evidence, Parsed
from govdisclosure.formats import Report
from govdisclosure.policy import POLICY_FILE
from govdisclosure.readers._document import read_bytes
from govdisclosure.readers._limits import Limits
from govdisclosure.readers._records import DOCUMENTS, LINES, UNSEEN

STDIN = Path("-")
SUFFIXES = (*DOCUMENTS, *LINES)
"""What is taken from a folder."""

_BEGINNING = 64
"""How many bytes tell a record from a document."""

_MARK = b"\xef\xbb\xbf"
"""May stand before UTF-8."""

_TELLING = ("format", "organ")
"""What a record has and other JSON has not, both at once."""


@attrs.frozen(kw_only=True)
class Inputs:
    """The files to work on, those a folder also holds, and folders with nothing to read."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]
    empty: tuple[Path, ...]


@attrs.frozen(kw_only=True)
class Loaded:
    """One report, and what is known of its reading: nothing for a record without evidence beside it."""

    name: str
    report: Report
    parsed: Parsed | None = None

    @property
    def evidence(self) -> Mapping[str, Evidence] | None:
        """Where each thing stood."""
        return None if self.parsed is None else self.parsed.evidence

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What the reader noted."""
        return () if self.parsed is None else self.parsed.notes


def find(paths: Iterable[Path], *, by_name: bool = False) -> Inputs:
    """Look into folders, sorted by name; hidden files, evidence beside a record, and policies are not inputs.

    A file that is named outright may be called anything, unless it is to be told `by_name` as those in folders are.
    """
    files: list[Path] = []
    skipped: list[Path] = []
    empty: list[Path] = []
    for path in paths:
        if not path.is_dir():
            if by_name and path != STDIN and path.suffix.lower() not in SUFFIXES:
                skipped.append(path)
            elif not path.name.endswith(EVIDENCE_SUFFIX):
                files.append(path)
            continue
        inside = [file for file in _walk(path) if not file.name.endswith((EVIDENCE_SUFFIX, POLICY_FILE))]
        readable = [file for file in inside if file.suffix.lower() in SUFFIXES]
        files += readable
        skipped += [file for file in inside if file not in set(readable)]
        if not readable:
            empty.append(path)
    return Inputs(files=tuple(files), skipped=tuple(skipped), empty=tuple(empty))


@attrs.frozen(kw_only=True)
class Reading:
    """How documents are read: what their source is called and when they were taken from it, and the limits."""

    name: str | None = None
    retrieved_on: date | None = None
    limits: Limits = Limits()
    draft: bool = False
    """Whether records may be partial."""
    reports_only: bool = False
    """Whether files without a report are passed over: by their names, and JSON that does not mean to be a record."""


def load(path: Path, reading: Reading) -> list[Loaded]:
    """Every report in a file or, for ``-``, in standard input.

    Raises `InvalidReport`, `UnreadableDocument`, `MissingExtra` or OSError.
    """
    if path == STDIN:
        _, data = read_bytes(sys.stdin.buffer, reading.limits)
        return [_record(path, data, reading)] if is_record(data) else list(_documents(path, data, reading))
    with path.open("rb") as file:
        begins_as_record = is_record(file.read(_BEGINNING))
    if begins_as_record:
        return [_record(path, read_bytes(path, reading.limits)[1], reading)]
    return list(_documents(path, path, reading))


def record(name: str, data: bytes, reading: Reading) -> Loaded:
    """The report of one record. Raises `InvalidReport`."""
    return Loaded(name=name, report=loads(data.removeprefix(_MARK), draft=reading.draft))


def name_of(path: Path) -> str:
    """The path as text; bytes that are no text in it (other systems' encodings) appear as escapes."""
    return str(path).encode(errors="backslashreplace").decode()


def is_record(data: bytes) -> bool:
    """Whether the content is JSON and not a document: no report begins with a brace."""
    return data[:_BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def refuse_other(name: str, data: bytes) -> None:
    """Raise `NotOneReport` if JSON does not mean to be a record: if it does not have what tells a record.

    What is not even JSON, or is no object, means to be one if its text has all of that; `loads` says what is wrong.
    """
    try:
        keys: Container[str] = msgspec.json.decode(data.removeprefix(_MARK), type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError):
        keys = {key for key in _TELLING if f'"{key}"'.encode() in data}
    if any(key not in keys for key in _TELLING):
        raise NotOneReport(name, "JSON, but no record of a report", "是 JSON，但不是年度报告记录")


def _record(path: Path, data: bytes, reading: Reading) -> Loaded:
    if reading.reports_only:
        refuse_other(name_of(path), data)
    report = loads(data.removeprefix(_MARK), draft=reading.draft)
    beside = path.with_name(path.stem + EVIDENCE_SUFFIX)
    if path == STDIN or not beside.is_file():
        return Loaded(name=name_of(path), report=report)
    from govdisclosure.evidence import loads_evidence

    kept = loads_evidence(beside.read_bytes(), name_of(beside))
    parsed = Parsed(report=report, source=kept.source, evidence=kept.evidence, notes=kept.notes, unplaced=kept.unplaced)
    return Loaded(name=name_of(path), report=report, parsed=parsed)


def _documents(path: Path, document: Path | bytes, reading: Reading) -> Iterator[Loaded]:
    from govdisclosure.readers import read_all

    called = reading.name or name_of(path)
    reports = read_all(document, name=called, retrieved_on=reading.retrieved_on, limits=reading.limits)
    for number, parsed in enumerate(reports, 1):
        name = name_of(path) if len(reports) == 1 else f"{name_of(path)}#{number}"
        yield Loaded(name=name, report=parsed.report, parsed=parsed)


def _walk(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in files if not any(part.startswith(UNSEEN) for part in file.relative_to(folder).parts))
