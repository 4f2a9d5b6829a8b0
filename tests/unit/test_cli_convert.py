"""``govdisclosure convert`` on the command line: what it says, and its exit codes."""

import io
import sys
from pathlib import Path

import polars
import pytest
from click.testing import CliRunner, Result

from govdisclosure import FORMATS
from govdisclosure.cli import _convert as command
from govdisclosure.cli import program
from govdisclosure.corpus import Progress
from govdisclosure.errors import Lang

ROOT = Path(__file__).resolve().parents[2]
RECORD = (ROOT / "examples" / "records" / "云溪县档案馆-2023.json").read_bytes()


TAGS = ", ".join(f'"{name}"' for name in FORMATS)


def run(*args: object, lang: Lang = "en") -> Result:
    """The command in this process; anything but a clean exit is raised."""
    result = CliRunner().invoke(program(lang), ["convert", *(str(arg) for arg in args), "--processes", "1"])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Here, a folder with a record, the same once more, one for another year, one that is none, and a picture."""
    monkeypatch.chdir(tmp_path)
    inputs = Path("in")
    inputs.mkdir()
    (inputs / "a.json").write_bytes(RECORD)
    (inputs / "b.json").write_bytes(RECORD)
    (inputs / "c.json").write_bytes(RECORD.replace(b"2023", b"2022"))
    (inputs / "d.json").write_bytes(b"{}")
    (inputs / "e.png").write_bytes(b"\x89PNG")
    return inputs


def test_it_says_what_was_written_what_was_not_read_and_what_is_there_twice(folder: Path) -> None:
    result = run(folder, "-o", "corpus.parquet")
    assert result.exit_code == 2
    assert result.stdout.splitlines() == [
        "wrote corpus.parquet: 3 reports of 1 organs",
        "",
        "1 could not be read, see corpus.unreadable.csv",
        "  not a valid record: 1",
        "source     why",
        f"in/d.json  format: missing, expected one of {TAGS}",
        "1 files are of a kind that is not read",
        "",
        "some are there more than once, see corpus.duplicates.csv",
        "  the same record: 1, in 2 reports",
        "  the same document: 1, in 2 reports",
        "what               group  organ         year  scope       source",
        "the same record    1      云溪县档案馆  2023  not stated  in/a.json",
        "the same record    1      云溪县档案馆  2023  not stated  in/b.json",
        "the same document  1      云溪县档案馆  2023  not stated  in/a.json",
        "the same document  1      云溪县档案馆  2023  not stated  in/b.json",
    ]
    assert result.stderr == ""


def test_it_speaks_chinese(folder: Path) -> None:
    result = run(folder, "-o", "corpus.parquet", lang="zh")
    lines = result.stdout.splitlines()
    assert lines[:6] == [
        "已写入 corpus.parquet：1 个机关的 3 份报告",
        "",
        "未能读取 1 项，见 corpus.unreadable.csv",
        "  记录无效：1",
        "来源       原因",
        f"in/d.json  format：缺少，应为{TAGS} 之一",
    ]  # fmt: skip
    assert "  同一记录：1 组，2 份报告" in lines


def test_without_trouble_it_says_little_and_all_is_well(folder: Path) -> None:
    result = run(folder / "a.json", "-o", "corpus.parquet")
    assert (result.exit_code, result.stdout) == (0, "wrote corpus.parquet: 1 reports of 1 organs\n")
    assert [path.name for path in Path().iterdir() if path != folder] == ["corpus.parquet"]


def test_names_and_parents_come_from_files(folder: Path) -> None:
    Path("names.csv").write_text("单位,别名\n云溪县史志馆,云溪县档案馆\n", encoding="utf-8")
    Path("parents.csv").write_text(
        "单位,上级\n云溪县档案馆,云溪县人民政府\n云溪县教育局,云溪县人民政府\n", encoding="utf-8"
    )
    result = run(folder / "a.json", "-o", "corpus.parquet", "--aliases", "names.csv", "--parents", "parents.csv")
    assert result.stdout.splitlines()[1] == "1 lines of parents.csv fit no report, the first being line 3: 云溪县教育局"
    row = polars.read_parquet("corpus.parquet", columns=["organ", "parent"]).rows()
    assert row == [("云溪县史志馆", "云溪县人民政府")]


@pytest.mark.parametrize("option", ["--aliases", "--parents"])
def test_a_file_of_names_that_is_none_ends_it_before_it_begins(option: str, folder: Path) -> None:
    Path("bad.csv").write_text("没有\n", encoding="utf-8")
    result = run(folder, "-o", "corpus.parquet", option, "bad.csv")
    assert result.exit_code == 2
    assert result.stderr.startswith("bad.csv: line 1: there is no column")
    assert [path.name for path in Path().iterdir() if path != folder] == ["bad.csv"]


def test_where_nothing_can_be_written_it_says_so(folder: Path) -> None:
    Path("file").write_text("", encoding="utf-8")
    result = run(folder, "-o", "file/corpus.parquet")
    assert result.exit_code == 2
    assert result.stderr.startswith("file/corpus.parquet: ")


def test_limits_are_kept_and_the_personal_left_out(folder: Path) -> None:
    assert run(folder / "a.json", "-o", "corpus.parquet", "--limit", "bytes=100").exit_code == 2
    assert run(folder / "a.json", "-o", "corpus.parquet", "--redact").exit_code == 0
    assert polars.read_parquet("corpus.parquet", columns=["contact"])["contact"].to_list() == [None]
    assert run(folder / "a.json", "-o", "corpus.parquet", "--limit", "moons=2").exit_code == 2


def test_more_than_twenty_are_counted(folder: Path) -> None:
    Path("many.jsonl").write_text("x\n" * 30, encoding="utf-8")
    lines = run("many.jsonl", "-o", "corpus.parquet").stdout.splitlines()
    assert lines[2] == "30 could not be read, see corpus.unreadable.csv"
    assert lines[-1] == "... and 10 more"
    assert lines[-2].startswith("many.jsonl line 20  ")


def test_it_says_that_it_goes_on_or_starts_anew(folder: Path) -> None:
    Path("corpus.parquet").mkdir()  # what was converted cannot take its place
    assert run(folder, "-o", "corpus.parquet").exit_code == 2
    assert run(folder, "-o", "corpus.parquet").stderr.startswith("goes on where it was ended: 1 batches")
    Path("corpus.parquet").rmdir()
    anew = run(folder, "-o", "corpus.parquet", "--redact", lang="zh")
    assert anew.stderr == "上次未完成的转换与这次不同（是否略去个人信息），重新开始\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_sees_a_bar_on_standard_error(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "xterm")
    with command._bar(lang) as tell:
        tell(Progress(files=3, all_files=10, size=30, all_size=100, reports=7, failures=2))
    with command._bar(lang) as tell:
        tell(Progress(stage="writing", reports=20, written=10))
    shown = screen.getvalue()
    assert ("3/10 个文件，7 份报告" if lang == "zh" else "3/10 files, 7 reports") in shown
    assert ("失败 2" if lang == "zh" else "2 failed") in shown
    assert ("写入" if lang == "zh" else "writing") in shown
    assert all(percent in shown for percent in (" 30%", " 50%"))
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    with command._bar(lang) as tell:
        tell(Progress())
    assert pipe.getvalue() == "", "nobody looks at it"
