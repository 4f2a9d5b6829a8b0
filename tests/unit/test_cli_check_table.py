"""``govdisclosure check`` over tables: Parquet at once by an engine, JSON Lines one by one, findings as a table."""

import csv
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pyarrow.parquet as arrow
import pytest
from click.testing import CliRunner, Result
from small_corpus import BUREAU, CITY, COUNTY, YEAR, report, row

from govdisclosure import RULES, Report, check, dumps
from govdisclosure.checks.bulk import BULK, FINDINGS
from govdisclosure.checks.bulk.files import ENGINES
from govdisclosure.cli import program
from govdisclosure.columns import Row, to_table
from govdisclosure.errors import Lang
from govdisclosure.review.table import COLUMNS
from govdisclosure.synthetic import country

RECEIVED = "requests.received.total"
ON_TABLES = ("polars", "duckdb")
"""Spark has tests of its own."""


def run(*args: object, lang: Lang = "en") -> Result:
    """The command in this process; anything but a clean exit is raised."""
    result = CliRunner().invoke(program(lang), ["check", *(str(arg) for arg in args)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def corpus(path: Path, rows: Iterable[Row | Report]) -> Path:
    """A Parquet file of some rows."""
    arrow.write_table(to_table(rows), path)
    return path


def lines(path: Path, reports: Iterable[Report]) -> Path:
    """A file with a record in each line."""
    path.write_text("".join(dumps(each) + "\n" for each in reports), encoding="utf-8")
    return path


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A county, its bureau, whose sum is wrong, and a city with a blank."""
    wrong = row(BUREAU, YEAR, {RECEIVED: 3}, parent=COUNTY)
    rows = [row(COUNTY, scope="consolidated"), wrong, row(CITY, YEAR, {RECEIVED: None})]
    return corpus(tmp_path / "corpus.parquet", rows)


def test_a_table_is_checked_at_once_and_what_is_not_asked_is_said(three: Path) -> None:
    result = run(three)
    assert result.exit_code == 1
    rows = [line.split() for line in result.stdout.splitlines()]
    assert [line[0] for line in rows if line[:1] == ["GD203"]] == ["GD203"]
    assert f"{COUNTY}" in result.stdout
    assert "3 reports: " in result.stdout
    said = [line for line in result.stdout.splitlines() if line.startswith("not asked: ")]
    named = {code.strip() for line in said for code in line.split(":")[1].split(",")}
    stable = {code for code, rule in RULES.items() if rule.status.value == "stable"}
    assert named == stable - set(BULK) | {"GD702"}


def test_in_chinese(three: Path) -> None:
    result = run(three, lang="zh")
    assert "未检查 GD101、" in result.stdout
    assert "一、本年新收政府信息公开申请数量|总计" in result.stdout


@pytest.mark.parametrize("engine", ON_TABLES)
def test_engines_write_the_same_findings(engine: str, three: Path, tmp_path: Path) -> None:
    usual, other = tmp_path / "usual.parquet", tmp_path / "other.parquet"
    assert run(three, "-o", usual).exit_code == run(three, "-o", other, "--engine", engine).exit_code == 1
    one, two = pl.read_parquet(usual), pl.read_parquet(other)
    assert one.columns == list(COLUMNS)
    assert one.height > 5
    assert one.sort(COLUMNS).equals(two.sort(COLUMNS))


def test_a_table_of_findings_in_every_form(three: Path, tmp_path: Path) -> None:
    results = {
        form: run(three, "-o", tmp_path / f"found.{form}", "--select", "GD2") for form in ("csv", "jsonl", "parquet")
    }
    assert all(f"found.{form}" in result.stdout for form, result in results.items())
    frame = pl.read_parquet(tmp_path / "found.parquet")
    as_lines = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text("utf-8").splitlines()]
    with (tmp_path / "found.csv").open(encoding="utf-8-sig", newline="") as file:
        as_cells = list(csv.DictReader(file))
    assert len(as_lines) == len(as_cells) == frame.height
    first = next(n for n, each in enumerate(as_lines) if each["outcome"] == "violated" and each["path"] == RECEIVED)
    assert (as_lines[first]["expected"], as_lines[first]["actual"]) == (0, 3)
    assert (as_cells[first]["expected"], as_cells[first]["actual"], as_cells[first]["related"]) == ("0", "3", "")
    assert as_lines[first]["severity"] == "error"
    assert as_lines[first]["label"] == "1. Requests received this year|Total"


def test_reports_one_by_one_are_told_in_the_same_columns(three: Path, tmp_path: Path) -> None:
    reports = [report(BUREAU, YEAR, {RECEIVED: 3}), report(CITY, YEAR, {RECEIVED: None})]
    given = lines(tmp_path / "some.jsonl", reports)
    assert run(given, "-o", tmp_path / "one.parquet", "--select", "GD2").exit_code == 1
    assert (
        run(corpus(tmp_path / "some.parquet", reports), "-o", tmp_path / "all.parquet", "--select", "GD2").exit_code
        == 1
    )
    one, every = pl.read_parquet(tmp_path / "one.parquet"), pl.read_parquet(tmp_path / "all.parquet")
    same = [*FINDINGS, "severity", "label"]
    assert one.select(same).sort(same).equals(every.select(same).sort(same))
    assert set(one["source"]) == {f"{given}:1", f"{given}:2"}
    wrong = check(reports[0], select=["GD2"]).findings[0]
    assert wrong.text("en") in set(one["text"])


def test_a_bad_line_is_told_with_its_number_and_the_others_are_checked(tmp_path: Path) -> None:
    given = lines(tmp_path / "some.jsonl", [report(BUREAU), report(CITY)])
    text = given.read_text("utf-8").splitlines()
    given.write_text("\n".join([text[0], '{"format": "1999"}', "", "no json", text[1], "9" * 3000]), encoding="utf-8")
    result = run(given, "--select", "GD2", "--limit", "bytes=2999")
    assert result.exit_code == 2
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [f"{given}:{n}" for n in (1, 2, 4, 5, 6)]
    result = run(given, "--select", "GD2")
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [f"{given}:{n}" for n in (2, 4, 6)]
    assert "2 reports: " in result.stdout


def test_what_is_no_table_is_converted_beside_the_output(tmp_path: Path) -> None:
    given = lines(tmp_path / "some.jsonl", [report(BUREAU, YEAR, {RECEIVED: 3})])
    result = run(given, "--engine", "polars", "-o", tmp_path / "found.csv")
    assert result.exit_code == 1
    assert (tmp_path / "found.corpus.parquet").is_file()
    assert RECEIVED in (tmp_path / "found.csv").read_text("utf-8")


def test_units_that_have_not_reported_are_named_by_a_file_of_parents(three: Path, tmp_path: Path) -> None:
    parents = tmp_path / "parents.csv"
    parents.write_text(f"单位,上级\n{BUREAU},{COUNTY}\n云溪县水利局,{COUNTY}\n", encoding="utf-8")
    assert run(three, "--select", "GD702", "-o", tmp_path / "found.parquet", "--parents", parents).exit_code == 0
    found = pl.read_parquet(tmp_path / "found.parquet")
    assert found.select("name", "outcome", "related").rows() == [(COUNTY, "violated", "云溪县水利局")]
    # nor has any unit of the city
    parents.write_text(f"单位,上级\n云溪县水利局,{CITY}\n", encoding="utf-8")
    run(three, "--select", "GD702", "-o", tmp_path / "found.parquet", "--parents", parents)
    assert pl.read_parquet(tmp_path / "found.parquet")["name"].to_list() == [CITY]
    # without the file nothing is known of who should report
    assert run(three, "--select", "GD702", "-o", tmp_path / "found.parquet").exit_code == 0
    assert pl.read_parquet(tmp_path / "found.parquet").height == 0
    assert "not asked: GD702: it has to know who should report" in run(three, "--select", "GD702").stdout


def test_a_file_without_findings_has_its_columns(tmp_path: Path) -> None:
    right = corpus(tmp_path / "right.parquet", [report(BUREAU)])
    assert run(right, "-o", tmp_path / "found.csv", "--select", "GD2").exit_code == 0
    assert (tmp_path / "found.csv").read_text("utf-8-sig").splitlines() == [",".join(COLUMNS)]
    assert run(right, "-o", tmp_path / "found.parquet", "--select", "GD2").exit_code == 0
    assert pl.read_parquet(tmp_path / "found.parquet").columns == list(COLUMNS)


def test_data_of_the_summary(three: Path) -> None:
    data = json.loads(run(three, "--format", "json", "--select", "GD2", "--select", "GD501").stdout)
    assert data["reports"] == 3
    assert data["outcomes"]["GD201"]["violated"] == 1
    assert data["outcomes"]["GD201"]["undecidable"] == 1
    assert list(data["absent"]) == ["GD501"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["corpus.parquet", "--format", "html", "-o", "out"], "cannot be given as html"),
        (["corpus.parquet", "--draft"], "one by one"),
        (["some.jsonl", "--engine", "polars"], "name an output"),
        (["some.jsonl", "--master", "local"], "are for tables"),
        (["some.jsonl", "--format", "parquet"], "needs a file"),
    ],
)
def test_what_cannot_go_together_is_refused(
    args: list[str], said: str, three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines(tmp_path / "some.jsonl", [report(BUREAU)])
    result = run(*args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"", b"PAR1 and no more", b"PAR1" * 100])
@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_no_parquet_is_named(content: bytes, engine: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.parquet"
    bad.write_bytes(content)
    result = run(bad, "--engine", engine)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{bad}: not a table of reports")
    assert len(result.stderr.splitlines()) == 1


def test_a_table_of_something_else_is_named(tmp_path: Path) -> None:
    pl.DataFrame({"year": [1]}).write_parquet(tmp_path / "other.parquet")
    result = run(tmp_path / "other.parquet")
    assert result.exit_code == 2
    assert "columns are missing" in result.stderr


@pytest.mark.parametrize("engine", ON_TABLES)
@pytest.mark.parametrize(
    ("column", "kind"), [("year", pl.Int32), (RECEIVED.replace(".", "__"), pl.Float64), ("tables", pl.Int64)]
)
def test_columns_that_hold_something_else_are_named(
    column: str, kind: type[pl.DataType], engine: str, three: Path, tmp_path: Path
) -> None:
    changed = pl.read_parquet(three).with_columns(pl.lit(None).cast(kind).alias(column))
    changed.write_parquet(tmp_path / "changed.parquet")
    result = run(tmp_path / "changed.parquet", "--engine", engine)
    assert result.exit_code == 2
    assert f"the column {column} holds " in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_check_that_is_killed_leaves_nothing_half_done(tmp_path: Path) -> None:
    years = (YEAR - 1, YEAR, YEAR + 1)
    given = corpus(tmp_path / "corpus.parquet", country(organs=400, years=years, seed=1, errors=0.05).rows())
    undisturbed = tmp_path / "undisturbed.parquet"
    begun = time.monotonic()
    assert run(given, "-o", undisturbed).exit_code == 1
    lasts = time.monotonic() - begun
    output = tmp_path / "found.parquet"
    command = [sys.executable, "-m", "govdisclosure", "check", str(given), "-o", str(output)]
    for _ in range(3):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0, lasts))
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert not output.exists() or pl.read_parquet(output).equals(pl.read_parquet(undisturbed))
    assert run(given, "-o", output).exit_code == 1
    assert pl.read_parquet(output).equals(pl.read_parquet(undisturbed))
    assert {file.name for file in tmp_path.iterdir()} == {given.name, undisturbed.name, output.name}


@pytest.mark.parametrize("suffix", ["json", "sarif"])
def test_data_is_written_by_the_suffix_of_the_output(root: Path, tmp_path: Path, suffix: str) -> None:
    record = next((root / "examples" / "records").glob("*有误.json"))
    output = tmp_path / f"found.{suffix}"
    assert run(record, "-o", output).exit_code == 1
    assert isinstance(json.loads(output.read_text(encoding="utf-8")), dict)


@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx"])
def test_documents_are_not_written_as_text_into_a_file_of_their_name(root: Path, tmp_path: Path, suffix: str) -> None:
    record = next((root / "examples" / "records").glob("*有误.json"))
    output = tmp_path / f"found.{suffix}"
    done = run(record, "-o", output)
    assert done.exit_code == 2
    assert f"--format {suffix} -o FOLDER" in done.stderr
    assert not output.exists()
