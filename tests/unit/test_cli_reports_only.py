"""``govdisclosure check --reports-only``: what holds no report is passed over and named; what is wrong is not."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govdisclosure import FORMATS
from govdisclosure.cli import program
from govdisclosure.cli._inputs import SUFFIXES
from govdisclosure.corpus import convert
from govdisclosure.errors import Lang
from govdisclosure.schema import json_schema, rules_json

ROOT = Path(__file__).resolve().parents[2]
RECORD = next((ROOT / "examples" / "records").glob("*档案馆-2023.json"))
DOCUMENT = next((ROOT / "examples" / "documents").glob("*档案馆-2023.txt"))


def check(*args: object, lang: Lang = "en", data: bytes | None = None) -> Result:
    result = CliRunner().invoke(program(lang), ["check", "--reports-only", *map(str, args)], input=data)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("package.json", '{"name": "portal", "version": "1"}'),
        ("settings.json", '{ // a comment\n "format": "2021" }'),
        ("bom.json", '\ufeff{"organ": 1}'),
        ("list.json", "[1, 2]"),
        ("rules.json", json.dumps(rules_json())),
        ("lines.jsonl", '{"a": 1}\n{"b": 2}\n'),
        ("empty.jsonl", ""),
        ("README.md", "# A portal\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
        ("notes.txt", "nothing"),
        *((f"{name}.json", json.dumps(json_schema(fmt))) for name, fmt in FORMATS.items()),
    ],
)
def test_what_holds_no_report_is_passed_over(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    result = check(file)
    assert result.exit_code == 0
    assert "0 reports: 0 errors" in result.stdout
    assert result.stderr.count("\n") == (1 if content else 0)
    assert not content or result.stderr.rstrip().endswith("; passed over")
    without = CliRunner().invoke(program("en"), ["check", str(file)])
    assert without.exit_code == (2 if content else 0)


def test_files_of_other_kinds_are_named_as_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    named, folder = check(tmp_path / "a.png", RECORD), check(tmp_path, RECORD)
    assert named.exit_code == 0
    assert "1 reports" in named.stdout
    assert named.stderr == folder.stderr.splitlines(keepends=True)[0]
    assert SUFFIXES[0] in named.stderr
    assert folder.exit_code == 2, "a folder with nothing to read is still a mistake"


def test_reports_are_checked_as_ever(tmp_path: Path) -> None:
    lines = tmp_path / "all.jsonl"
    lines.write_bytes(json.dumps(json.loads(RECORD.read_bytes())).encode())
    assert "3 reports: 0 errors" in check(RECORD, DOCUMENT, lines).stdout
    assert "1 reports: 0 errors" in check("-", data=RECORD.read_bytes()).stdout
    assert "1 reports: 0 errors" in check("-", data=DOCUMENT.read_bytes()).stdout


@pytest.mark.parametrize(
    "content",
    [
        RECORD.read_text(encoding="utf-8")[:-100],
        "[" + RECORD.read_text(encoding="utf-8") + "]",
        RECORD.read_text(encoding="utf-8").replace('"2021"', '"2022"', 1),
        RECORD.read_text(encoding="utf-8").replace('"total": 6', '"total": "6"', 1),
        RECORD.read_text(encoding="utf-8").replace("云溪", "\udcff", 1),
    ],
)
def test_a_record_that_is_wrong_is_not_passed_over(tmp_path: Path, content: str) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    result = check(file)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{file}: ")
    assert "passed over" not in result.stderr


def test_lines_that_begin_with_a_record_are_all_to_be_records(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(json.dumps(json.loads(RECORD.read_bytes())).encode() + b'\n{"a": 1}\n')
    result = check(file)
    assert result.exit_code == 2
    assert "1 reports" in result.stdout
    assert f"{file}:2: " in result.stderr


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf"])
def test_a_damaged_document_is_not_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes({"a.pdf": b"%PDF-1.4\nnothing"}.get(name, b"PK\x03\x04nothing"))
    result = check(tmp_path / name)
    assert result.exit_code == 2
    assert "passed over" not in result.stderr


def test_what_word_keeps_beside_an_open_document_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_bytes(RECORD.read_bytes())
    (tmp_path / "in" / "~$a.docx").write_bytes(b"\x07someone")
    without = CliRunner().invoke(program("en"), ["check", str(tmp_path / "in")])
    assert (without.exit_code, without.stderr) == (0, "")
    done = convert([tmp_path / "in"], tmp_path / "a.parquet", processes=1)
    assert (done.files, done.failures) == (1, 0)


def test_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    assert check(tmp_path / "a.json", lang="zh").stderr == f"{tmp_path / 'a.json'}：是 JSON，但不是年度报告记录，略过\n"


def test_it_is_not_for_tables(tmp_path: Path) -> None:
    assert check(tmp_path / "a.parquet").exit_code == 2
