"""What tables need belongs to extras: without it, every command says in one line what to install."""

import sys
from pathlib import Path

import pyarrow.parquet as arrow
import pytest
from click.testing import CliRunner
from small_corpus import BUREAU, report

from govdisclosure.checks.bulk import check_table
from govdisclosure.cli import program
from govdisclosure.columns import layout, to_table
from govdisclosure.errors import MissingExtra

COMMANDS = {
    "check": ["check", "corpus.parquet"],
    "check-duckdb": ["check", "corpus.parquet", "--engine", "duckdb"],
    "check-spark": ["check", "corpus.parquet", "--engine", "spark"],
    "check-table": ["check", "some.jsonl", "-o", "found.csv"],
    "convert": ["convert", "some.jsonl", "-o", "new.parquet"],
    "synthesize": ["synthesize", "--organs", "1", "--years", "2023", "-o", "new.parquet"],
    "summary": ["summary", "corpus.parquet"],
    "summary-html": ["summary", "corpus.parquet", "--format", "html", "-o", "new.html"],
    "summary-svg": ["summary", "corpus.parquet", "--format", "svg", "-o", "pictures"],
}

NEEDS = [
    *((command, "polars", "bulk") for command in COMMANDS if command not in ("synthesize",)),
    ("check", "narwhals", "bulk"),
    ("check-duckdb", "duckdb", "bulk"),
    ("check-spark", "pyspark", "spark"),
    ("convert", "pyarrow", "bulk"),
    ("synthesize", "pyarrow", "bulk"),
    ("summary-html", "altair", "charts"),
    ("summary-html", "great_tables", "charts"),
    ("summary-svg", "altair", "charts"),
    ("summary-svg", "vl_convert", "charts"),
]


@pytest.mark.parametrize(("command", "package", "extra"), NEEDS)
def test_a_missing_extra_is_named(
    command: str, package: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arrow.write_table(to_table([report(BUREAU)]), "corpus.parquet")
    Path("some.jsonl").write_text("{}\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, package, None)
    result = CliRunner().invoke(program("en"), COMMANDS[command])
    assert not isinstance(result.exception, ImportError)
    assert result.exit_code == 2
    assert f"pip install 'govdisclosure[{extra}]'" in result.stderr
    assert not Path("new.parquet").exists()


@pytest.mark.parametrize("package", ["narwhals"])
def test_in_python_too(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = to_table([report(BUREAU)])
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match="bulk"):
        check_table(table)


def test_columns_need_arrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match="bulk"):
        layout().schema()
    with pytest.raises(MissingExtra, match="bulk"):
        to_table([report(BUREAU)])
