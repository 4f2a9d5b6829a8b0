"""From files to one Parquet file: in order, over processes, gone on with after a kill, and whose each report is."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import attrs
import polars
import pyarrow.parquet as parquet
import pytest

from govdisclosure import FORMATS, UnreadableDocument, dumps, loads
from govdisclosure.columns import from_table, layout
from govdisclosure.corpus import (
    Conversion,
    Parts,
    Progress,
    Reason,
    Twice,
    convert,
    duplicates_path,
    load_parents,
    notes_path,
    unreadable_path,
)
from govdisclosure.formats.shared import Organ
from govdisclosure.readers import Limits
from govdisclosure.roster import load_roster

ROOT = Path(__file__).resolve().parents[2]
REPORT = loads((ROOT / "examples" / "records" / "云溪县档案馆-2023.json").read_bytes())
DOCUMENT = ROOT / "examples" / "documents" / "云溪县卫生健康局-2023.html"
CODE = "11000000MB000000XT"


def record(name: str | None, year: int = 2023, **values: Any) -> str:
    """A record of an organ, without prose, as JSON."""
    title = None if name is None else f"{name}{year}年政府信息公开工作年度报告"
    organ = Organ(name=name, credit_code=values.pop("code", None))
    values = {"title": title, "signed_by": None, **values}
    return dumps(attrs.evolve(REPORT, year=year, organ=organ, sections=(), preamble=(), **values))


def lines(path: Path, *records: str) -> Path:
    path.write_text("\n".join(records) + "\n", encoding="utf-8")
    return path


def organs(output: Path) -> list[tuple[str | None, str | None]]:
    """Name and key of each report."""
    table = polars.read_parquet(output, columns=["organ__name", "organ"])
    return table.select("organ__name", "organ").rows()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three kinds of input, some of it not to be read."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    for number in range(30):
        lines(inputs / f"{number:02d}.json", record(f"云溪县第{number}中心"))
    lines(inputs / "lines.jsonl", *(record(f"青禾县第{number}中心", 2022) for number in range(20)), "no record")
    (inputs / "x.html").write_bytes(DOCUMENT.read_bytes())
    (inputs / "y.txt").write_bytes(b"")
    return inputs


def test_the_corpus_has_every_report_in_order_whatever_the_number_of_processes(folder: Path, tmp_path: Path) -> None:
    one, two, told = tmp_path / "one.parquet", tmp_path / "two.parquet", list[Progress]()
    made = convert([folder], one, processes=1, tell=told.append)
    convert([folder], two, processes=2)
    table = parquet.read_table(one)
    assert table.equals(parquet.read_table(two))
    labels = [(field.name, field.metadata[b"zh"]) for field in layout().schema()]
    assert [(field.name, field.metadata[b"zh"]) for field in table.schema] == labels
    assert table.schema.metadata[b"govdisclosure.formats"] == ",".join(FORMATS).encode()
    names = [row.report.organ.name for row in from_table(table)]
    assert names == [f"云溪县第{n}中心" for n in range(30)] + [f"青禾县第{n}中心" for n in range(20)] + [
        "云溪县卫生健康局"
    ]
    assert table["organ"].to_pylist() == names
    assert (made.merged.reports, made.merged.organs, made.merged.unknown, made.files) == (51, 51, 0, 33)
    assert made.told.unreadable == {Reason.INVALID: 1, Reason.UNREADABLE: 1}
    assert made.failures == 2
    assert sorted(path.name for path in tmp_path.iterdir() if path != folder) == [
        "one.notes.parquet",
        "one.parquet",
        "one.unreadable.csv",
        "two.notes.parquet",
        "two.parquet",
        "two.unreadable.csv",
    ]
    assert [progress.stage for progress in told][-3:] == ["writing", "writing", "comparing"]
    last = told[-1]
    assert (last.files, last.size, last.reports, last.written, last.failures) == (33, last.all_size, 51, 51, 2)


def test_what_could_not_be_read_and_what_was_noted_stand_beside_it(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "corpus.parquet"
    (folder / "=1+1.txt").write_bytes(b"\x89PNG")
    made = convert([folder], output, processes=1)
    rows = unreadable_path(output).read_bytes().decode("utf-8-sig").splitlines()
    assert rows[0] == "source,line,reason,why_zh,why_en"
    assert [row.split(",")[1:3] for row in rows[1:]] == [["", "unreadable"], ["21", "invalid"], ["", "unreadable"]]
    notes = polars.read_parquet(notes_path(output))
    assert len(notes) == made.told.notes > 0
    assert set(notes["record"]) <= set(polars.read_parquet(output, columns=["record"])["record"])
    assert notes["source__name"].unique().to_list() == [str(folder / "x.html")]
    assert notes["code"].str.starts_with("GD6").all()
    os.remove(folder / "=1+1.txt")
    convert([folder / "00.json"], output, processes=1)
    assert not unreadable_path(output).exists(), "that of an earlier conversion is gone"
    assert not notes_path(output).exists()


def test_no_cell_beside_it_begins_a_formula(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("=1.json").write_text("{}", encoding="utf-8")
    convert([Path("=1.json")], Path("corpus.parquet"), processes=1)
    assert "\n'=1.json," in unreadable_path(Path("corpus.parquet")).read_text(encoding="utf-8-sig")


# --- gone on with --------------------------------------------------------------------------------------------------


def test_a_conversion_that_was_ended_goes_on_with_its_parts(folder: Path, tmp_path: Path) -> None:
    undisturbed, output = tmp_path / "undisturbed.parquet", tmp_path / "corpus.parquet"
    convert([folder], undisturbed, processes=1)

    def stop(progress: Progress) -> None:
        if progress.reports:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert([folder], output, processes=1, tell=stop)
    assert not output.exists()
    begun: list[Parts] = []
    convert([folder], output, processes=1, begun=begun.append)
    assert begun[0].before > 0
    assert parquet.read_table(output).equals(parquet.read_table(undisturbed))
    assert not (tmp_path / "corpus.parquet.parts").exists()
    assert unreadable_path(output).read_bytes() == unreadable_path(undisturbed).read_bytes()


def test_parts_of_another_conversion_are_never_mixed_in(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "corpus.parquet"

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    def begin(**options: Any) -> Parts:
        begun: list[Parts] = []
        with pytest.raises(KeyboardInterrupt):
            convert([folder], output, processes=1, begun=begun.append, tell=stop, **options)
        return begun[0]

    assert begin().differs == ()
    assert begin(redact=True).differs == ("redact",)
    assert begin(redact=True, limits=Limits(pages=7)).differs == ("limits",)
    lines(folder / "00.json", record("青禾县档案馆"))
    assert begin().differs == ("files", "redact", "limits")
    assert len([path for path in (tmp_path / "corpus.parquet.parts").iterdir() if path.is_dir()]) == 1
    convert([folder], output, processes=1)
    assert organs(output)[0][0] == "青禾县档案馆"


def command(source: Path, output: Path, *options: str) -> list[str]:
    program = [sys.executable, "-m", "govdisclosure", "convert", str(source), "-o", str(output)]
    return [*program, "--processes", "1", *options]


def test_killed_at_any_moment_it_completes_with_the_same_rows(tmp_path: Path) -> None:
    source = lines(tmp_path / "lines.jsonl", *(record(f"云溪县第{number}中心") for number in range(4500)))
    undisturbed, output = tmp_path / "undisturbed.parquet", tmp_path / "corpus.parquet"
    subprocess.run(command(source, undisturbed), check=True, stdout=subprocess.DEVNULL)
    kills = 0
    for wanted in (1, 2):  # parts that are there when it is killed
        with subprocess.Popen(command(source, output), stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and len(list(tmp_path.glob("corpus.parquet.parts/*/*.arrow"))) < wanted:
                time.sleep(0.001)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                kills += 1
    assert kills
    done = subprocess.run(command(source, output), check=True, capture_output=True, text=True)
    assert "goes on where it was ended" in done.stderr or "接着上次继续" in done.stderr
    assert parquet.read_table(output).equals(parquet.read_table(undisturbed))
    assert not list(tmp_path.glob("corpus.parquet.*"))


DEADLY = """
import os
import govdisclosure.columns._rows as rows

read = rows.checked


def deadly(data):
    if "第三".encode() in data:
        os._exit(9)
    return read(data)


rows.checked = deadly
"""
"""Ends the process that reads a record of 第三中心, as running out of memory would."""


def test_a_document_that_ends_its_process_is_found_and_named_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "sitecustomize.py").write_text(DEADLY, encoding="utf-8")
    names = ("第一中心", "第二中心", "第三中心", "第四中心")
    source = lines(tmp_path / "lines.jsonl", *(record(f"云溪县{name}") for name in names))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "path")}
    output = tmp_path / "corpus.parquet"
    program = command(source, output, "--lang", "en")
    done = subprocess.run(program, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 2, done.stderr
    assert [name for name, _ in organs(output)] == ["云溪县第一中心", "云溪县第二中心", "云溪县第四中心"]
    assert "line 3  the process that read it ended" in done.stdout
    assert "the program failed on it: 1" in done.stdout


def test_a_batch_that_ends_every_process_is_given_up_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "sitecustomize.py").write_text(DEADLY_TOGETHER, encoding="utf-8")
    deadly, good = tmp_path / "deadly.jsonl", lines(tmp_path / "good.jsonl", record("云溪县第一中心"))
    lines(deadly, record("云溪县第二中心"))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "path")}
    program = [*command(deadly, tmp_path / "corpus.parquet", "--lang", "en"), str(good)]
    done = subprocess.run(program, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 2, done.stderr
    assert [name for name, _ in organs(tmp_path / "corpus.parquet")] == ["云溪县第一中心"]
    assert "deadly.jsonl  the process that read it ended" in done.stdout


DEADLY_TOGETHER = """
import os
import govdisclosure.corpus._items as items

whole = items._lines


def deadly(name, *rest):
    if "deadly" in name:
        os._exit(9)
    return whole(name, *rest)


items._lines = deadly
"""
"""Ends the process that so much as opens a file of this name."""


def test_the_output_is_no_input_of_itself(tmp_path: Path) -> None:
    output = tmp_path / "corpus.parquet"
    source = lines(tmp_path / "lines.jsonl", record("云溪县档案馆"))
    convert([source], output, processes=1)
    (tmp_path / "corpus.parquet.tmp").write_bytes(b"of a conversion that was killed")
    made = convert([output, tmp_path], output, processes=1)
    assert made.merged.reports == 1
    assert [one.why("en") for one in made.told.first] == ["it is the file to be written"]
    assert made.told.unreadable[Reason.SKIPPED] == 0


# --- whose each report is ------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return lines(
        tmp_path / "lines.jsonl",
        record("云溪县档案馆"),
        record("云溪县 檔案館", 2022),
        record("云溪县档案馆", 2021, signed_by="青禾市云溪县档案馆"),
        record("云溪县水务局"),
        record("云溪县水利局", 2022),
        record("云溪县教育局", code=CODE),
        record("云溪县教育局", 2022),
        record(None),
        record("云溪县人民政府", scope="consolidated"),
        record("云溪县人民政府", scope="own"),
    )


def keys(output: Path) -> list[str | None]:
    return [key for _, key in organs(output)]


def test_organs_are_told_apart_over_the_whole_corpus(mixed: Path, tmp_path: Path) -> None:
    output = tmp_path / "corpus.parquet"
    made = convert([mixed], output, processes=1)
    whole = "青禾市云溪县档案馆"
    assert keys(output) == [
        whole,
        whole,
        whole,
        "云溪县水务局",
        "云溪县水利局",
        CODE,
        CODE,
        None,
        *["云溪县人民政府"] * 2,
    ]
    assert (made.merged.organs, made.merged.unknown) == (5, 1)
    assert polars.read_parquet(output, columns=["parent"])["parent"].null_count() == 10, "it is not guessed"


def test_aliases_and_parents_come_from_files(mixed: Path, tmp_path: Path) -> None:
    output = tmp_path / "corpus.parquet"
    aliases = load_roster("单位,别名\n云溪县水利局,云溪县水务局\n".encode())
    parents = load_parents(
        f"单位,上级,代码\n云溪县档案馆,云溪县人民政府,\n云溪县水务局,云溪县人民政府,\n"
        f"教育局,云溪县人民政府,{CODE}\n云溪县人民政府,云溪县人民政府,\n云溪县财政局,云溪县人民政府,\n".encode()
    )
    made = convert([mixed], output, processes=1, aliases=aliases, parents=parents)
    assert keys(output)[3:5] == ["云溪县水利局"] * 2
    above = polars.read_parquet(output, columns=["parent"])["parent"].to_list()
    assert above == [*["云溪县人民政府"] * 7, None, *["云溪县人民政府"] * 2]
    assert made.above is not None
    assert [(entry.line, entry.name) for entry in made.above.unmatched] == [(6, "云溪县财政局")]


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("单位\n云溪县档案馆\n", "line 1: there is no column 上级 (parent)", "第 1 行：没有“上级”一栏"),
        ("单位,上级\n云溪县档案馆,\n", "line 2: the unit has no parent", "第 2 行：没有填写上级"),
        ("单位,上级\n", "there is no unit in it", "其中没有单位"),
    ],
)
def test_a_file_of_parents_that_is_none_is_refused_with_its_line(text: str, english: str, chinese: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        load_parents(text.encode())
    assert english in caught.value.text("en")
    assert chinese in caught.value.text("zh")
    assert "上级 (parent)" in caught.value.text("en")


def test_parents_that_contradict_one_another_are_refused_and_the_parts_kept(mixed: Path, tmp_path: Path) -> None:
    output = tmp_path / "corpus.parquet"
    text = "单位,上级\n云溪县档案馆,云溪县人民政府\n青禾市云溪县档案馆,青禾市人民政府\n"
    with pytest.raises(UnreadableDocument, match="line 3: 青禾市云溪县档案馆 has another parent in line 2"):
        convert([mixed], output, processes=1, parents=load_parents(text.encode()))
    assert not output.exists()
    begun: list[Parts] = []
    convert([mixed], output, processes=1, begun=begun.append)
    assert begun[0].before > 0


# --- twice ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def twice(tmp_path: Path) -> Conversion:
    """The same record thrice, one of them from other bytes; one organ and year with other figures; the like alone."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    same = record("云溪县档案馆")
    lines(inputs / "a.json", same)
    lines(inputs / "b.json", same)
    (inputs / "c.json").write_text(dumps(loads(same), indent=2), encoding="utf-8")
    lines(
        inputs / "d.jsonl",
        record("云溪县档案馆", scope="own"),
        record("云溪县档案馆", 2022),
        record(None),
        record(None, 2022),
    )
    return convert([inputs], tmp_path / "corpus.parquet", processes=1)


def test_what_is_there_twice_is_told_and_left_alone(twice: Conversion) -> None:
    found = twice.duplicates
    assert found.groups == {Twice.RECORD: 1, Twice.SOURCE: 1, Twice.ORGAN_YEAR: 1}
    assert found.reports == {Twice.RECORD: 3, Twice.SOURCE: 2, Twice.ORGAN_YEAR: 4}
    assert twice.merged.reports == 7
    rows = duplicates_path(twice.output).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 10
    shown = [(copy.what, Path(copy.source or "").name, copy.number, copy.scope) for copy in found.first]
    assert shown == [
        (Twice.RECORD, "a.json", None, None),
        (Twice.RECORD, "b.json", None, None),
        (Twice.RECORD, "c.json", None, None),
        (Twice.SOURCE, "a.json", None, None),
        (Twice.SOURCE, "b.json", None, None),
        (Twice.ORGAN_YEAR, "a.json", None, None),
        (Twice.ORGAN_YEAR, "b.json", None, None),
        (Twice.ORGAN_YEAR, "c.json", None, None),
        (Twice.ORGAN_YEAR, "d.jsonl", 1, "own"),
    ]


def test_a_corpus_is_an_input_of_another(twice: Conversion, tmp_path: Path) -> None:
    again, redacted = tmp_path / "again.parquet", tmp_path / "redacted.parquet"
    convert([twice.output], again, processes=1)
    assert parquet.read_table(again).equals(parquet.read_table(twice.output))
    convert([twice.output], redacted, processes=1, redact=True)
    assert [row.report.contact for row in from_table(parquet.read_table(redacted))] == [None] * 7
    other = tmp_path / "other.parquet"
    polars.DataFrame({"a": [1]}).write_parquet(other)
    made = convert([other], again, processes=1)
    assert made.told.first[0].why("en").startswith("the column record is missing")
    assert made.merged.reports == 0
