"""What a corpus is made from: files, lines and archives, each of which may be damaged or hostile."""

import bz2
import gzip
import io
import json
import lzma
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from govdisclosure import Report, loads
from govdisclosure.checks._rule import Finding
from govdisclosure.columns import Row, from_table
from govdisclosure.corpus import Reason, Unreadable
from govdisclosure.corpus import _archives as archives
from govdisclosure.corpus import _batches as batching
from govdisclosure.corpus import _unpacked as unpacking
from govdisclosure.corpus import _worker as worker
from govdisclosure.corpus._batches import batches
from govdisclosure.corpus._found import Found, Sort, found, sort_of
from govdisclosure.corpus._part import read_beside, read_table
from govdisclosure.corpus._tasks import BATCH_BYTES, BATCH_FILES, dump_task, load_tasks, planned
from govdisclosure.corpus._worker import Job, convert_batch
from govdisclosure.evidence import Parsed, Source, dumps_evidence
from govdisclosure.readers import Limits

ROOT = Path(__file__).resolve().parents[2]
RECORD = (ROOT / "examples" / "records" / "云溪县档案馆-2023.json").read_bytes()
DOCUMENT = (ROOT / "examples" / "documents" / "云溪县教育局-2020.txt").read_bytes()
LINE = json.dumps(json.loads(RECORD), ensure_ascii=False).encode()
LINES = b"\n".join([LINE, b"", b"no record", LINE + b"\r", b'{"format": 1}', LINE])
"""Three records, and lines 3 and 5 that are none."""


class Read:
    """What came of inputs, without other processes."""

    def __init__(self, folder: Path, *inputs: Path, limits: Limits | None = None, redact: bool = False) -> None:
        bounds = limits or Limits()
        parts = folder / "parts"
        parts.mkdir()
        job = Job(folder=parts, limits=bounds, redact=redact)
        self.numbers = []
        self.rows: list[Row] = []
        self.unreadable: list[Unreadable] = []
        self.done = []
        for number, task in enumerate(planned(found(inputs, ()))):
            for batch in batches(number, task, bounds):
                self.done.append(convert_batch(job, batch))
                self.numbers.append(batch.number)
                self.rows += from_table(read_table(parts, batch.number))
                self.unreadable += read_beside(parts, batch.number).unreadable

    @property
    def sources(self) -> list[tuple[str, int | None]]:
        """The file or member of each report, and its number or line."""
        return [(Path(row.source.name).name if row.source else "", row.number) for row in self.rows]

    @property
    def refused(self) -> dict[str, Reason]:
        """What was not read: the end of its path, with its line, and why."""
        return {
            "/".join(Path(one.source).parts[-2:]) + (f":{one.line}" if one.line else ""): one.reason
            for one in self.unreadable
        }


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# --- folders and files ---------------------------------------------------------------------------------------------


def test_a_folder_is_read_in_the_order_of_its_names_without_what_is_no_input(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in (
        "b/2.json",
        "b/1.json",
        "a.json",
        ".hidden.json",
        ".git/x.json",
        "a.evidence.json",
        "c.parquet.parts/x.json",
    ):
        write(folder / name, RECORD)
    write(folder / "govdisclosure.toml", b"")
    write(folder / "d.txt", DOCUMENT)
    write(folder / "e.exe", b"MZ")
    os.symlink(folder, folder / "again")
    (folder / "a.evidence.json").unlink()
    read = Read(tmp_path, folder)
    assert read.sources == [("a.json", None), ("1.json", None), ("2.json", None), ("d.txt", 1)]
    assert read.refused == {"in/e.exe": Reason.SKIPPED}
    assert [row.report for row in read.rows[:3]] == [loads(RECORD)] * 3
    assert (read.rows[0].source, read.rows[3].source) != (None, None)


def test_the_files_of_the_conversion_itself_are_no_input(tmp_path: Path) -> None:
    write(tmp_path / "a.json", RECORD)
    write(tmp_path / "corpus.parquet", b"")
    own = {str(tmp_path / "corpus.parquet")}
    assert [Path(each.path).name for each in found([tmp_path], own) if isinstance(each, Found)] == ["a.json"]


def test_what_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    write(tmp_path / "empty.json", b"")
    inputs = [tmp_path / name for name in ("gone.json", "none", "pipe.json", "empty.json")]
    read = Read(tmp_path, *inputs)
    assert [one.reason for one in read.unreadable] == [
        Reason.MISSING,
        Reason.UNREADABLE,
        Reason.UNREADABLE,
        Reason.UNREADABLE,
    ]
    assert read.unreadable[-1].why("en").startswith("the file is empty")
    assert read.unreadable[-1].why("zh").startswith("文件是空的")


def test_a_file_that_is_named_may_be_called_anything(tmp_path: Path) -> None:
    read = Read(tmp_path, write(tmp_path / "报告", RECORD), write(tmp_path / "other", DOCUMENT))
    assert read.sources == [("报告", None), ("other", 1)]


def test_a_name_that_is_no_text_is_shown_as_escapes(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xd4\xc6.json")
    try:
        write(tmp_path / "in" / name, RECORD)
    except OSError:  # a file system that refuses such names
        return
    assert Read(tmp_path, tmp_path / "in").sources == [("\\udcd4\\udcc6.json", None)]


def test_every_problem_of_a_record_has_its_path_in_both_languages(tmp_path: Path) -> None:
    read = Read(tmp_path, write(tmp_path / "a.json", b'{"format": "2021"}'))
    (one,) = read.unreadable
    assert one.reason is Reason.INVALID
    assert one.why("en").startswith("year: missing, expected")
    assert one.why("zh").startswith("year：缺少，应为")
    assert one.place("en") == str(tmp_path / "a.json")


def test_a_record_with_evidence_keeps_the_source_it_was_read_from(tmp_path: Path) -> None:
    from govdisclosure import dumps
    from govdisclosure import read as read_document

    parsed = read_document(DOCUMENT, name="https://example.org/1")
    write(tmp_path / "in" / "a.json", dumps(parsed.report).encode())
    write(tmp_path / "in" / "a.evidence.json", dumps_evidence(parsed).encode())
    (row,) = Read(tmp_path, tmp_path / "in").rows
    assert row.source == parsed.source


def test_what_tells_of_persons_is_left_out_where_that_is_asked(tmp_path: Path) -> None:
    assert Read(tmp_path, write(tmp_path / "a.json", RECORD)).rows[0].report.contact is not None
    (tmp_path / "other").mkdir()
    assert Read(tmp_path / "other", tmp_path / "a.json", redact=True).rows[0].report.contact is None


def test_batches_are_bounded_and_plans_come_back(tmp_path: Path) -> None:
    files = [Found(f"{n}.json", Sort.DOCUMENT, 100, n) for n in range(BATCH_FILES + 1)]
    large = [Found(f"large{n}", Sort.DOCUMENT, BATCH_BYTES - 100, 0) for n in range(2)]
    lines = Found("l.jsonl", Sort.LINES, 5, 6)
    tasks = list(planned([*files, lines, *large]))
    assert [len(task.files) for task in tasks] == [BATCH_FILES, 1, 1, 1, 1]
    assert list(load_tasks(io.StringIO("\n".join(map(dump_task, tasks))))) == tasks


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("a.JSON", Sort.DOCUMENT),
        ("a.jsonl", Sort.LINES),
        ("a.ndjson.gz", Sort.PACKED_LINES),
        ("a.tar.gz", Sort.TAR),
        ("a.b.tgz", Sort.TAR),
        ("a.json.gz", None),
        ("a.zip", Sort.ZIP),
        ("gz", None),
        (".gz", None),
        ("a", None),
    ],
)
def test_how_a_file_is_taken_apart_is_told_by_its_name(name: str, sort: Sort | None) -> None:
    assert sort_of(name) is sort


# --- lines ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [None, gzip.compress])
def test_lines_are_records_and_those_that_are_none_are_named(
    pack: Callable[[bytes], bytes] | None, tmp_path: Path
) -> None:
    name = "l.jsonl" if pack is None else "l.jsonl.gz"
    read = Read(tmp_path, write(tmp_path / name, LINES if pack is None else pack(LINES)))
    assert read.sources == [(name, 1), (name, 4), (name, 6)]
    assert [row.report for row in read.rows] == [loads(RECORD)] * 3
    assert [(one.line, one.reason) for one in read.unreadable] == [(3, Reason.INVALID), (5, Reason.INVALID)]


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_many_lines_become_several_batches_and_keep_their_numbers(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "BATCH_BYTES", 3 * len(LINE))
    monkeypatch.setattr(unpacking, "BATCH_BYTES", 3 * len(LINE))
    monkeypatch.setattr(unpacking, "BLOCK", len(LINE))
    data = b"\n".join([LINE] * 10 + [b"no record", LINE])
    read = Read(tmp_path, write(tmp_path / f"l{ending}", gzip.compress(data) if "gz" in ending else data))
    assert len(read.numbers) > 3
    assert read.numbers == sorted(read.numbers)
    assert [number for _, number in read.sources] == [*range(1, 11), 12]
    assert [one.line for one in read.unreadable] == [11]


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_an_endless_line_is_passed_over(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "BATCH_BYTES", 2 * len(LINE))
    monkeypatch.setattr(unpacking, "BATCH_BYTES", 2 * len(LINE))
    data = b"\n".join([LINE, b"x" * 20 * len(LINE), LINE])
    limits = Limits(bytes=4 * len(LINE))
    path = write(tmp_path / f"l{ending}", gzip.compress(data) if "gz" in ending else data)
    read = Read(tmp_path, path, limits=limits)
    assert [number for _, number in read.sources] == [1, 3]
    assert [(one.line, one.why("en")) for one in read.unreadable] == [(2, "the line is too long")]


def test_of_lines_that_end_too_early_what_is_whole_is_taken(tmp_path: Path) -> None:
    whole = gzip.compress(b"\n".join(os.urandom(40).hex().encode() + b" " * 9 for _ in range(20_000)) + b"\n" + LINE)
    read = Read(tmp_path, write(tmp_path / "l.jsonl.gz", whole[: len(whole) // 2]))
    assert [one.reason for one in read.unreadable].count(Reason.ARCHIVE) == 1
    assert read.unreadable[-1].why("en").startswith("it is damaged")
    assert len(read.unreadable) > 100


# --- archives ------------------------------------------------------------------------------------------------------

HOSTILE: Mapping[str, Reason] = {
    "../evil.json": Reason.ARCHIVE,
    "/evil.json": Reason.ARCHIVE,
    "C:evil.json": Reason.ARCHIVE,
    "inner.zip": Reason.ARCHIVE,
    "inner.jsonl.gz": Reason.ARCHIVE,
    "large.txt": Reason.ARCHIVE,
    "run.exe": Reason.SKIPPED,
}
MEMBERS: Mapping[str, bytes] = {
    "p/a.json": RECORD,
    **dict.fromkeys(HOSTILE, b"PK"),
    "large.txt": b"\0" * 200_000,
    "lines.jsonl": LINES,
    "__MACOSX/a.json": RECORD,
    ".hidden.json": RECORD,
    "p/a.evidence.json": b"",
    "p/" + "长" * 60 + ".txt": DOCUMENT,
}
LIMITS = Limits(bytes=100_000)


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        link = zipfile.ZipInfo("link.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "p/a.json")
    return path


def tarred(path: Path, members: Mapping[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]  # a mode like any other
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("link.json")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return path


@pytest.mark.parametrize("kind", ["a.zip", "a.tar", "a.tar.gz", "a.tar.bz2", "a.txz"])
def test_members_are_read_and_those_not_to_be_trusted_refused(kind: str, tmp_path: Path) -> None:
    modes = {"gz": "w:gz", "bz2": "w:bz2", "txz": "w:xz"}
    path = tmp_path / kind
    archive = (
        zipped(path, MEMBERS) if kind == "a.zip" else tarred(path, MEMBERS, modes.get(kind.rpartition(".")[2], "w"))
    )
    read = Read(tmp_path, archive, limits=LIMITS)
    documents = [("a.json", None), ("lines.jsonl", 1), ("lines.jsonl", 4), ("lines.jsonl", 6), ("长" * 60 + ".txt", 1)]
    assert read.sources == documents
    assert read.rows[0].report == loads(RECORD)
    assert [one.reason for one in read.unreadable if not one.line] == [
        *HOSTILE.values(),
        *[Reason.ARCHIVE] * (1 if kind == "a.zip" else 3),
    ]
    assert sum(done.weight for done in read.done) <= archive.stat().st_size
    assert sum(done.files for done in read.done) == 1
    assert not (tmp_path / "evil.json").exists()


@pytest.mark.parametrize("kind", ["a.zip", "a.tar", "a.tar.gz"])
def test_of_an_archive_that_ends_too_early_what_is_there_is_read(kind: str, tmp_path: Path) -> None:
    members = {"a.json": RECORD, "b.json": os.urandom(60_000), "c.json": os.urandom(60_000)}
    path = tmp_path / kind
    archive = zipped(path, members) if kind == "a.zip" else tarred(path, members, "w:gz" if "gz" in kind else "w")
    archive.write_bytes(archive.read_bytes()[:-70_000])
    read = Read(tmp_path, archive)
    assert read.sources == ([] if kind == "a.zip" else [("a.json", None)])  # a ZIP has its list of members at the end
    last = read.unreadable[-1]
    assert (last.reason, last.source) == (Reason.ARCHIVE, str(archive))


def test_an_archive_without_its_end_is_not_taken_for_whole(tmp_path: Path) -> None:
    archive = tarred(tmp_path / "a.tar", {"a.json": RECORD, "b.json": RECORD})
    member = tarfile.BLOCKSIZE + -(-len(RECORD) // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
    archive.write_bytes(archive.read_bytes()[:member])
    read = Read(tmp_path, archive)
    assert read.sources == [("a.json", None)]
    assert "unexpected end of data" in read.unreadable[0].why("en")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz", "a.jsonl.gz", "a.parquet"])
@pytest.mark.parametrize(
    "data",
    [b"hello" * 1000, b"\x1f\x8b\x08" + b"x" * 1000, b"\xfd7zXZ\x00" + b"y" * 99, b"PK\x05\x06" + b"z" * 30, b"x"],
)
def test_what_is_no_archive_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    read = Read(tmp_path, write(tmp_path / name, data))
    assert read.rows == []
    assert {one.source for one in read.unreadable} == {str(tmp_path / name)}
    assert all(one.is_failure and one.zh and one.en for one in read.unreadable)


def test_a_member_that_says_it_is_smaller_than_it_is_is_damaged(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"a.json": RECORD, "b.txt": b" " * 50_000 + DOCUMENT})
    data = archive.read_bytes()
    size = struct.pack("<I", 50_000 + len(DOCUMENT))
    assert data.count(size) == 2
    archive.write_bytes(data.replace(size, struct.pack("<I", 7)))
    read = Read(tmp_path, archive)
    assert read.sources == [("a.json", None)]
    assert read.refused["a.zip/b.txt"] is Reason.ARCHIVE


def test_a_member_with_a_password_is_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"a.json": RECORD})
    data = bytearray(archive.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(data)
    read = Read(tmp_path, archive)
    assert read.unreadable[0].why("en") == "it is protected by a password"


def test_members_that_overlap_are_a_bomb(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"a.json": os.urandom(9000), "b.json": os.urandom(9000)})
    data = bytearray(archive.read_bytes())
    for _ in range(2):  # each says that it has all the bytes of the file
        place = data.index(b"PK\x01\x02")
        struct.pack_into("<I", data, place + 20, len(data))
        data[place] = ord("p")
    archive.write_bytes(data.replace(b"pK\x01\x02", b"PK\x01\x02"))
    assert [one.why("en") for one in Read(tmp_path, archive).unreadable] == [
        "it is damaged, and the rest cannot be read (members overlap)"
    ]


@pytest.mark.parametrize("kind", ["a.zip", "a.tar.gz", "a.tar.xz", "a.jsonl.gz"])
def test_a_bomb_is_given_up(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE", 100_000)
    monkeypatch.setattr(unpacking, "MAX_RATIO", 2)
    zeros = {"a.json": RECORD, "b.txt": b"\0" * 300_000, "c.txt": b"\0" * 300_000}
    path = tmp_path / kind
    if kind == "a.zip":
        zipped(path, zeros)
    elif "tar" in kind:
        tarred(path, zeros, "w:gz" if kind.endswith("gz") else "w:xz")
    else:
        path.write_bytes(gzip.compress(LINE + b"\n" + b"\0" * 600_000))
    read = Read(tmp_path, path)
    assert [number for number, _ in enumerate(read.rows)] == [0], "what came before it is read"
    assert "times its size" in read.unreadable[-1].why("en")


def test_a_header_without_end_is_given_up(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name, headers in (("a.json", {}), ("b.json", {"comment": "x" * 3_000_000})):
            info = tarfile.TarInfo(name)
            info.size, info.pax_headers = len(RECORD), headers
            archive.addfile(info, io.BytesIO(RECORD))
    read = Read(tmp_path, tmp_path / "a.tar.gz")
    assert read.sources == [("a.json", None)]
    assert "too long" in read.unreadable[-1].why("en")


def test_a_list_of_members_without_end_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = zipped(tmp_path / "a.zip", {f"{n}.json": RECORD for n in range(40)})
    monkeypatch.setattr(archives, "MAX_DIRECTORY", 1000)
    assert "too many members" in Read(tmp_path, archive).unreadable[0].why("en")


def test_names_in_the_code_of_a_chinese_system_are_read(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"XXXXXX.json": RECORD})
    archive.write_bytes(archive.read_bytes().replace(b"XXXXXX", "档案馆".encode("gbk")))
    assert Read(tmp_path, archive).sources == [("档案馆.json", None)]


def test_what_packs_an_archive_is_told_by_its_content(tmp_path: Path) -> None:
    plain = tarred(tmp_path / "plain.tar", {"a.json": RECORD}).read_bytes()
    packs: tuple[Callable[[bytes], bytes], ...] = (gzip.compress, bz2.compress, lzma.compress, bytes)
    for number, pack in enumerate(packs):
        folder = tmp_path / str(number)
        assert Read(folder, write(folder / "a.tar", pack(plain))).sources == [("a.json", None)]


def test_many_members_become_several_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "BATCH_BYTES", 3 * len(RECORD))
    members = {f"{n}.json": RECORD for n in range(8)}
    for kind, path in (("zip", zipped(tmp_path / "a.zip", members)), ("tar", tarred(tmp_path / "a.tar", members))):
        folder = tmp_path / kind
        folder.mkdir()
        read = Read(folder, path)
        assert [name for name, _ in read.sources] == list(members)
        assert [done.reports for done in read.done if done.reports] == [3, 3, 2]


# --- faults of the program -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["called", "loads", "row_of", "_record_source"])
def test_a_fault_of_the_program_costs_one_document(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, calls = getattr(worker, place), [0]

    def faulty(*given: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] == 2:
            raise TypeError("a fault")
        return whole(*given, **named)

    monkeypatch.setattr(worker, place, faulty)
    marked = b"\xef\xbb\xbf" + RECORD  # is read the thorough way
    read = Read(tmp_path, *(write(tmp_path / f"{n}.json", marked) for n in range(3)))
    assert read.sources == [("0.json", None), ("2.json", None)]
    assert [(Path(one.source).name, one.reason) for one in read.unreadable] == [("1.json", Reason.CRASHED)]
    assert read.unreadable[0].why("en") == "the program failed (TypeError: a fault)"


def test_a_report_that_no_column_holds_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absurd(data: bytes) -> Report:
        report = loads(data)
        return attrs.evolve(report, year=2**70) if b"odd" in data else report

    monkeypatch.setattr(worker, "loads", absurd)
    texts = [b"\xef\xbb\xbf" + RECORD.replace(b"0000-1234567", text) for text in (b"a", b"odd", b"b")]
    read = Read(tmp_path, *(write(tmp_path / f"{n}.json", text) for n, text in enumerate(texts)))
    assert read.sources == [("0.json", None), ("2.json", None)]
    assert read.refused == {f"{tmp_path.name}/1.json": Reason.CRASHED}


def test_notes_beside_a_record_are_kept_and_the_personal_in_them_is_not(tmp_path: Path) -> None:
    report = loads(RECORD)
    note = Finding(code="GD601", message="blocked", raw=report.contact, path="contact")
    source = Source(name="https://example.org/1", kind="html", sha256="0", reader="html/1")
    parsed = Parsed(report=report, source=source, evidence={}, notes=(note,))
    write(tmp_path / "a.json", RECORD)
    write(tmp_path / "a.evidence.json", dumps_evidence(parsed).encode())
    kept = Read(tmp_path, tmp_path / "a.json")
    assert [one.raw for one in read_beside(tmp_path / "parts", kept.numbers[0]).notes] == [report.contact]
    folder = tmp_path / "redacted"
    folder.mkdir()
    redacted = Read(folder, tmp_path / "a.json", redact=True)
    assert read_beside(folder / "parts", redacted.numbers[0]).notes == ()
    assert redacted.rows[0].source == source
