"""Hostile and broken input: a clear line or a correct reading, in bounded time and memory, never a traceback."""

import os
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from govdisclosure import FORMATS, InvalidReport, NotOneReport, UnreadableDocument, loads, read, read_all
from govdisclosure.readers import Limits

MAX_BYTES, MAX_LINES = Limits().bytes, Limits().lines

IS_MEASURED = "COVERAGE_PROCESS_CONFIG" in os.environ
"""Whether `make coverage` counts the lines that run, which costs as much again."""

SECONDS, MEGABYTES = 30 if IS_MEASURED else 10, 500
TITLE = "云溪县档案馆{year}年政府信息公开工作年度报告\n"
BODY = "一、总体情况\n工作平稳。\n"


def limited() -> None:
    """Stop a process that takes more time or memory than it may."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, MEGABYTES * 2**20))


def govdisclosure(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "govdisclosure", "--lang", "en", *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, preexec_fn=limited, timeout=60, check=False
    )


HOSTILE = {
    "empty.txt": (b"", "the file is empty"),
    "empty.json": (b"", "the file is empty"),
    "blank.txt": (b" \n\t\n", "the file is empty"),
    "picture.png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
    "page.html": (b"<!DOCTYPE html><html><body></body></html>", "no annual report"),
    "word.docx": (b"PK\x03\x04" + b"\x00" * 100, "damaged"),
    "scan.jpg": (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "JPEG"),
    "report.gz": (b"\x1f\x8b\x08" + b"\x00" * 100, "gzip"),
    "report.pdf": (b"%PDF-1.4\n%%EOF\n", "damaged"),
    "report.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "OLE"),
    "nothing.bin": (b"\x00\x01\x02" * 1000, "binary"),
    "digits.txt": (b"9" * 50_000_000, "larger than"),
    "digits.json": (b"9" * 50_000_000, "larger than"),
    "long.json": (b'{"format":"2021"' + b" " * MAX_BYTES, "larger than"),
    "one-line.txt": (b"9" * (MAX_BYTES - 1), "characters"),
    "lines.txt": (b"9\n" * (MAX_LINES + 1), "lines"),
    "deep.json": (b"[" * 100_000, "nested"),
    "deeper.json": (b'{"format":"2021","sections":' + b"[" * 100_000, "nested"),
    "truncated.json": (b'{"format":"2021","year":2023,', "truncated"),
    "nan.json": (b'{"format":"2021","year":NaN}', "not JSON"),
    "other.json": (b'{"format":"1999"}', "format"),
    "unknown-year.txt": ((TITLE.format(year="") + BODY).encode(), "neither a year nor a table"),
    "early-year.txt": ((TITLE.format(year=1999) + BODY).encode(), "no report format covers 1999"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_gets_one_clear_line(name: str, tmp_path: Path) -> None:
    content, reason = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(content)
    ended = govdisclosure("check", str(path))
    assert ended.returncode == 2, ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert reason in ended.stderr
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout


def test_the_other_files_are_still_checked(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_bytes(b"{")
    (tmp_path / "good.txt").write_text(TITLE.format(year=2012) + BODY, encoding="utf-8")
    ended = govdisclosure("check", str(tmp_path))
    assert ended.returncode == 2
    assert "云溪县档案馆 2012" in ended.stdout
    assert "broken.json" in ended.stderr


def test_a_gbk_file_without_declaration_is_read(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes((TITLE.format(year=2012) + BODY).encode("gbk"))
    ended = govdisclosure("check", str(path))
    assert ended.returncode == 0, ended.stderr
    assert "云溪县档案馆 2012" in ended.stdout
    assert "GD608" in ended.stdout


def test_a_kind_that_cannot_be_read_is_refused() -> None:
    for reader in (read, read_all):
        with pytest.raises(ValueError, match="no such kind of document: 'odt'; there is "):
            reader(b"x", "odt")  # type: ignore[arg-type]


def test_reports_of_two_organs_for_one_year_are_two() -> None:
    title = TITLE.format(year=2012)
    both = read_all((title + BODY + title.replace("档案馆", "教育局") + BODY).encode())
    assert [each.report.organ.name for each in both] == ["云溪县档案馆", "云溪县教育局"]
    assert [each.report.year for each in both] == [2012, 2012]


@pytest.mark.parametrize(
    ("titled", "stated", "year", "line"), [("", "2012", 2012, 2), (2013, "2012", 2012, 2), (2013, "二〇一二", 2013, 1)]
)
def test_a_year_stated_below_the_title_is_the_reports(titled: object, stated: str, year: int, line: int) -> None:
    """As a writer prints it where the title does not say it; what is no number of digits is a line like others."""
    parsed = read((TITLE.format(year=titled) + f"报告年度：{stated}\n" + BODY).encode())
    assert (parsed.report.year, parsed.evidence["year"].place.line) == (year, line)


@pytest.mark.parametrize(("last", "signed_by"), [("云溪县档案馆", "云溪县档案馆"), ("（一）云溪县档案馆", None)])
def test_a_numbered_line_above_the_last_date_is_no_signature(last: str, signed_by: str | None) -> None:
    report = read((TITLE.format(year=2012) + BODY + f"{last}\n2013年1月17日\n").encode()).report
    assert (report.signed_by, report.signed_on) == (signed_by, date(2013, 1, 17))
    assert len(report.sections[0].parts) == (0 if signed_by else 1)


def test_a_later_year_follows_the_newest_format() -> None:
    newest = list(FORMATS)[-1]
    assert read((TITLE.format(year=2099) + BODY).encode()).report.format == newest


def test_many_repeated_titles_and_labels_take_no_more_than_their_share(tmp_path: Path) -> None:
    line = TITLE.format(year=2023)
    for name, text in (
        ("titles.txt", line * (MAX_LINES - 1)),
        ("labels.txt", line + "行政许可\n规章\n1.属于国家秘密\n0\n" * (MAX_LINES // 16)),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        ended = govdisclosure("check", str(path))
        assert ended.returncode in (0, 1), ended.stderr
        assert "Traceback" not in ended.stderr


def test_errors_of_the_library_name_the_source(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"missing\.txt"):
        read(tmp_path / "missing.txt")
    with pytest.raises(UnreadableDocument) as caught:
        read_all("云溪县档案馆政府信息公开指南\n一、公开范围\n本机关。\n".encode())
    assert "云溪县档案馆政府信息公开指南" in str(caught.value)
    assert "不是年度报告" in caught.value.text("zh")
    two = TITLE.format(year=2011) + BODY + TITLE.format(year=2012) + BODY
    with pytest.raises(NotOneReport, match="read_all") as several:
        read(two.encode())
    assert several.value.count == 2
    with pytest.raises(InvalidReport):
        loads("9" * 1_000_000)
