"""``govdisclosure summary`` on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small_corpus import BUREAU, COUNTY, YEAR, answered, row, table_of

from govdisclosure.cli import program
from govdisclosure.errors import Lang
from govdisclosure.summary import DIGITS, GROUPS, rates, rates_csv


def run(*args: object, lang: Lang = "en") -> Result:
    """The command in this process; anything but a clean exit is raised."""
    result = CliRunner().invoke(program(lang), ["summary", *(str(arg) for arg in args)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A county and a bureau of it, in two years."""
    rows = [row(COUNTY, year, answered(8, 2), scope="consolidated", code="370321") for year in (YEAR - 1, YEAR)]
    rows.append(row(BUREAU, YEAR, answered(4, 1), parent=COUNTY, scope="own"))
    table_of(rows).write_parquet(tmp_path / "corpus.parquet")
    return tmp_path / "corpus.parquet"


def data(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0
    found: list[dict[str, Any]] = json.loads(result.stdout)["groups"]
    return found


def test_it_shows_the_rates_of_each_year(corpus: Path) -> None:
    result = run(corpus)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[:2] == [str(YEAR - 1), "Reports: 1, all of them counted."]
    assert "Reports: 2. Counted: 1. Left out: 1 (in the sums of a government's report of this group: 1)." in lines
    assert ["Disclosed", "25.0%", "2", "8", "1", "0"] in [line.split() for line in lines]


def test_it_speaks_chinese(corpus: Path) -> None:
    lines = run(corpus, "--by", "all", lang="zh").stdout.splitlines()
    assert lines[:2] == ["全部报告", "共 3 份报告：计入 2 份，未计入 1 份（已汇总在本组政府报告中的 1 份）。"]


def test_groups_and_digits_are_chosen(corpus: Path) -> None:
    groups = data(run(corpus, "--by", " level, year", "--format", "json"))
    assert [(one["year"], one["level"]) for one in groups] == [
        (YEAR - 1, "government"),
        (YEAR, "government"),
        (YEAR, "department"),
    ]
    groups = data(run(corpus, "--by", "division", "--division-digits", "6", "--format", "json"))
    assert [one["division"] for one in groups] == ["370321", "unknown"]


def test_csv_is_printed_or_written_as_it_is(corpus: Path, tmp_path: Path) -> None:
    expected = rates_csv(rates(corpus))
    assert run(corpus, "--format", "csv").stdout_bytes == expected
    result = run(corpus, "--format", "csv", "-o", tmp_path / "rates.csv")
    assert result.stdout == f"wrote {tmp_path / 'rates.csv'}\n"
    assert (tmp_path / "rates.csv").read_bytes() == expected


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_has_what_would_be_printed(corpus: Path, tmp_path: Path, form: str) -> None:
    run(corpus, "--format", form, "-o", tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == run(corpus, "--format", form).stdout


def test_a_page_and_pictures_are_written(corpus: Path, tmp_path: Path) -> None:
    assert (
        run(corpus, "--format", "html", "-o", tmp_path / "a.html", lang="zh").stdout
        == f"已写入 {tmp_path / 'a.html'}\n"
    )
    assert "政府信息公开工作年度报告汇总" in (tmp_path / "a.html").read_text(encoding="utf-8")
    result = run(corpus, "--format", "svg", "-o", tmp_path / "new" / "pictures")
    written = sorted(path.name for path in (tmp_path / "new" / "pictures").iterdir())
    assert result.exit_code == 0
    assert written == ["grounds.svg", "outcomes.svg", "trends.svg"]


def test_where_there_is_nothing_to_draw_it_says_so(tmp_path: Path) -> None:
    table_of([]).write_parquet(tmp_path / "empty.parquet")
    result = run(tmp_path / "empty.parquet", "--format", "png", "-o", tmp_path / "pictures")
    assert (result.exit_code, result.stdout) == (0, "there are no rates to draw\n")
    assert not (tmp_path / "pictures").exists()


@pytest.mark.parametrize("form", ["html", "png", "svg"])
def test_what_is_no_text_needs_a_place(corpus: Path, form: str) -> None:
    result = run(corpus, "--format", form)
    assert result.exit_code == 2
    assert f"--format {form} needs -o" in result.stderr


def test_unknown_groups_and_digits_are_refused(corpus: Path) -> None:
    result = run(corpus, "--by", "year,month")
    assert result.exit_code == 2
    assert f"no such group: month; there are {', '.join(GROUPS)}, all" in result.stderr
    assert 3 not in DIGITS
    assert run(corpus, "--division-digits", "3").exit_code == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_no_corpus_is_said_on_one_line(tmp_path: Path, lang: Lang) -> None:
    (tmp_path / "a.parquet").write_text("not one", encoding="utf-8")
    for path in (tmp_path / "a.parquet", tmp_path / "none.parquet", tmp_path):
        result = run(path, lang=lang)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{path}")
        assert result.stderr.count("\n") == 1


def test_sums_that_cannot_be_are_said(tmp_path: Path) -> None:
    wide = table_of([row(BUREAU, YEAR, answered(2**53 - 1, 0))])
    frame = wide.with_columns(requests__results__total__total=wide["requests__results__total__total"] * 0 + (2**63 - 1))
    two = frame.with_columns(organ="organ" + frame["organ"], record="x" + frame["record"])
    frame.vstack(two).write_parquet(tmp_path / "wide.parquet")
    result = run(tmp_path / "wide.parquet")
    assert result.exit_code == 2
    assert "more than 63 bits" in result.stderr


def test_what_cannot_be_written_is_said(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run(corpus, "--format", "csv", "-o", tmp_path / "file" / "x.csv")
    assert result.exit_code == 2
    assert str(tmp_path / "file" / "x.csv") in result.stderr
    result = run(corpus, "--format", "svg", "-o", tmp_path / "file")
    assert result.exit_code == 2
