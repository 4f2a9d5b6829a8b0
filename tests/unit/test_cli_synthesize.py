"""``govdisclosure synthesize``: the files it writes, what it says of them, and what it refuses."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet

from govdisclosure import FORMATS, synthetic
from govdisclosure.cli import _synthesize, program
from govdisclosure.columns import from_table
from govdisclosure.errors import Lang

FIRST = tuple(FORMATS.values())[-1].first_year


def run(*args: object, lang: Lang = "en") -> Result:
    """One command in this process; anything but an exit is raised."""
    result = CliRunner().invoke(program(lang), ["synthesize", *map(str, args)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def asked(output: Path, *more: object, organs: int = 20, years: object = f"{FIRST}-{FIRST + 1}") -> tuple[object, ...]:
    return ("--organs", organs, "--years", years, "--processes", 1, "-o", output, *more)


def test_a_country_is_written_as_the_library_makes_it(tmp_path: Path) -> None:
    output = tmp_path / "corpus.parquet"
    result = run(*asked(output, "--seed", 5, "--errors", 0.1, "--blanks", 0.05))
    made = synthetic.country(organs=20, years=(FIRST, FIRST + 1), seed=5, errors=0.1, blanks=0.05)
    assert result.exit_code == 0
    assert tuple(from_table(parquet.read_table(output))) == tuple(made.rows())
    findings = list(made.planted())
    assert result.output.splitlines() == [
        f"wrote {output}: 40 reports of 20 organs",
        f"wrote {tmp_path / 'corpus.planted.csv'}: 6 planted errors, which lead to {len(findings)} findings",
    ]


def test_without_errors_the_list_is_empty_and_the_country_right(tmp_path: Path) -> None:
    result = run(*asked(tmp_path / "corpus.parquet", years=FIRST), lang="zh")
    assert result.exit_code == 0
    assert "20 个机关，20 份报告" in result.output
    assert "植入错误 0 处，应检出 0 项" in result.output
    assert len((tmp_path / "corpus.planted.csv").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize("years", ["20", f"{FIRST + 1}-{FIRST}", f"{FIRST}-", "x", f"{FIRST},{FIRST + 1}", "２０２２"])
def test_years_that_are_none_are_refused(years: str, tmp_path: Path) -> None:
    for lang, said in (("en", "years are written as"), ("zh", "年度应写作")):
        result = CliRunner().invoke(
            program("zh" if lang == "zh" else "en"), ["synthesize", *map(str, asked(tmp_path / "a", years=years))]
        )
        assert result.exit_code == 2
        assert said in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--errors", "1.5"),
        ("--blanks", "-1"),
        ("--processes", "0"),
        ("--organs", "0"),
        ("--organs", str(synthetic.MOST_ORGANS + 1)),
        ("--seed", "x"),
    ],
)
def test_numbers_out_of_range_are_refused(option: str, value: str, tmp_path: Path) -> None:
    result = run(*asked(tmp_path / "corpus.parquet", option, value))
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_more_than_all_reports_cannot_be_wrong(tmp_path: Path) -> None:
    result = run(*asked(tmp_path / "corpus.parquet", "--errors", 0.6, "--blanks", 0.6))
    assert result.exit_code == 2
    assert "cannot be more than 1 together" in result.output


def test_what_cannot_be_written_or_made_is_one_line(tmp_path: Path) -> None:
    early = next(iter(FORMATS.values())).first_year - 1
    for output, years in ((tmp_path / "none" / "a.parquet", FIRST), (tmp_path, FIRST), (tmp_path / "a", early)):
        result = run(*asked(output, years=years))
        assert result.exit_code == 2
        assert len(result.output.splitlines()) == 1
        assert str(output) in result.output


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run(*asked(tmp_path / "corpus.parquet"))
    assert result.exit_code == 2
    assert "govdisclosure[bulk]" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_bar_is_shown_to_a_person_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _synthesize._bar(9, "inventing") as advance:
        assert advance is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with _synthesize._bar(9, "inventing") as advance:
        assert advance is not None
        advance(9)
