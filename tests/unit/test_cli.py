"""The command line: in process with click's runner, and as a real program in awkward surroundings."""

import io
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import click
import pytest
from click.testing import CliRunner, Result

from govdisclosure import FORMATS, RULES, UnreadableDocument, dumps, loads, read, render
from govdisclosure.cli import program
from govdisclosure.cli._console import NO_READER, tolerate_any_encoding
from govdisclosure.cli._deliver import DOCUMENTS as DOCUMENT_FORMS
from govdisclosure.cli._deliver import PAGES
from govdisclosure.cli._inputs import SUFFIXES
from govdisclosure.cli._text import TEXTS, language
from govdisclosure.errors import Lang
from govdisclosure.evidence import loads_evidence
from govdisclosure.formats.legacy import Statistics
from govdisclosure.formats.shared import Foot, Section
from govdisclosure.grid import value_at
from govdisclosure.readers import Limits
from govdisclosure.redact import MASK, PERSONAL
from govdisclosure.review._place_names import place_name
from govdisclosure.writers import KINDS, Kind

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT / "examples" / "records"
DOCUMENTS = ROOT / "examples" / "documents"
CLEAN = RECORDS / "云溪县档案馆-2023.json"
PLANTED = RECORDS / "云溪县档案馆-2023-有误.json"
DOCUMENT = DOCUMENTS / "云溪县档案馆-2023-有误.txt"
LEGACY = RECORDS / "云溪县教育局-2013.json"
LANGS: tuple[Lang, Lang] = ("zh", "en")


def run(*args: object, lang: Lang = "en", data: bytes | None = None) -> Result:
    """One command in this process; anything but a clean exit is raised."""
    result = CliRunner().invoke(program(lang), [str(arg) for arg in args], input=data)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def process(
    *args: object, env: dict[str, str] | None = None, data: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """One command as a program of its own."""
    command = [sys.executable, "-m", "govdisclosure", *map(str, args)]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON", "GOVD"))}
    return subprocess.run(command, input=data, capture_output=True, check=False, env={**kept, **(env or {})}, cwd=ROOT)


def put(report: Any, path: str, value: object) -> Any:
    """The report with another value at a path."""
    name, _, rest = path.partition(".")
    return attrs.evolve(report, **{name: put(getattr(report, name), rest, value) if rest else value})


# --- check -------------------------------------------------------------------------------------------------


def test_a_clean_record_ends_with_0() -> None:
    result = run("check", CLEAN)
    assert result.exit_code == 0
    assert "0 errors, 0 warnings, 0 infos" in result.stdout
    assert result.stderr == ""


def test_findings_of_error_level_end_with_1_and_say_where() -> None:
    result = run("check", PLANTED)
    assert result.exit_code == 1
    assert re.search(r"GD201 +error .*printed 7, by its parts 6", result.stdout)


def test_warnings_alone_end_with_0(tmp_path: Path) -> None:
    report = put(loads(CLEAN.read_text(encoding="utf-8")), "title", "年度报告")
    (tmp_path / "a.json").write_text(dumps(report), encoding="utf-8")
    result = run("check", tmp_path / "a.json")
    assert re.search(r"GD106 +warning", result.stdout)
    assert result.exit_code == 0


def test_findings_come_in_printed_order() -> None:
    lines = run("check", PLANTED, "--select", "GD2").stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("    GD")] == ["GD201", "GD203"]


def test_select_and_ignore_take_prefixes_commas_and_repetition() -> None:
    def codes(*options: str) -> set[str]:
        data = json.loads(run("check", PLANTED, "--format", "json", *options).stdout)
        return set(data["reports"][0]["counts"])

    assert codes("--select", "GD201,gd203") == {"GD201", "GD203"}
    assert codes("--select", "GD201", "--select", "GD203") == {"GD201", "GD203"}
    assert codes("--select", "GD2", "--ignore", "GD203") == {"GD201", "GD202", "GD204"}


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_prefix_of_no_rule_is_refused(option: str) -> None:
    result = run("check", CLEAN, option, "GD999")
    assert result.exit_code == 2
    assert "no rule begins with 'GD999'" in result.stderr


def test_undecided_is_counted_and_shown(tmp_path: Path) -> None:
    report = put(loads(CLEAN.read_text(encoding="utf-8")), "requests.received.business", None)
    (tmp_path / "a.json").write_text(dumps(report), encoding="utf-8")
    result = run("check", tmp_path / "a.json", "--select", "GD2")
    assert result.exit_code == 0
    assert "0 errors, 0 warnings, 0 infos, 2 undecided" in result.stdout  # its row, and the balance of its column
    assert "0 errors, 0 warnings, 0 infos, 2 undecided" in result.stdout


def test_json_output_is_for_programs() -> None:
    result = run("check", CLEAN, PLANTED, ROOT / "none.json", "--format", "json", "--select", "GD2")
    assert result.exit_code == 2
    data = json.loads(result.stdout)
    clean, planted = data["reports"]
    assert clean["source"] == str(CLEAN)
    assert (planted["organ"], planted["year"], planted["format"]) == ("云溪县档案馆", 2023, "2021")
    first = planted["findings"][0]
    assert (first["code"], first["path"], first["severity"]) == ("GD201", "requests.received.total", "error")
    assert (first["args"]["printed"], first["args"]["expected"]) == (7, 6)
    assert "印为 7" in first["text"]["zh"]
    assert data["summary"]["error"] == 2
    assert data["summary"]["outcomes"]["GD201"] == {"violated": 1, "holds": 49}
    assert len(data["unusable"]) == 1


def test_the_other_inputs_are_still_checked(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"format": "2021"', encoding="utf-8")
    (tmp_path / "b.json").write_bytes(PLANTED.read_bytes())
    result = run("check", tmp_path)
    assert result.exit_code == 2, "2 outweighs 1"
    assert "GD201" in result.stdout
    assert len(result.stderr.splitlines()) == 1
    assert str(tmp_path / "a.json") in result.stderr


def test_a_drafts_blanks_are_refused_unless_asked_for(tmp_path: Path) -> None:
    data = json.loads(CLEAN.read_text(encoding="utf-8"))
    del data["proactive"]["fees"]
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    assert run("check", tmp_path).exit_code == 2
    assert run("check", tmp_path, "--draft").exit_code == 0


def test_standard_input_is_checked() -> None:
    assert run("check", "-", data=CLEAN.read_bytes()).exit_code == 0
    assert run("check", "-", data=PLANTED.read_bytes()).exit_code == 1
    assert run("check", "-", data=b"\xef\xbb\xbf" + CLEAN.read_bytes()).exit_code == 0


@pytest.mark.parametrize("document", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_document_is_checked_as_its_record_is(document: Path) -> None:
    def findings(path: Path) -> list[tuple[str, str]]:
        found = json.loads(run("check", path, "--format", "json", "--ignore", "GD6").stdout)["reports"][0]["findings"]
        return [(one["code"], one["path"]) for one in found]

    assert findings(document) == findings(RECORDS / f"{document.stem}.json")


def test_evidence_beside_a_record_gives_line_numbers(tmp_path: Path) -> None:
    run("read", DOCUMENTS / f"{PLANTED.stem}.txt", "-o", tmp_path)
    data = json.loads(run("check", tmp_path, "--format", "json", "--select", "GD201").stdout)
    (finding,) = data["reports"][0]["findings"]
    lines = (DOCUMENTS / f"{PLANTED.stem}.txt").read_text(encoding="utf-8").splitlines()
    assert lines[finding["place"]["line"] - 1].strip() == "7"
    (next(tmp_path.glob("*.evidence.json"))).unlink()
    data = json.loads(run("check", tmp_path, "--format", "json", "--select", "GD201").stdout)
    assert data["reports"][0]["findings"][0]["place"] is None


# --- inputs ------------------------------------------------------------------------------------------------


def test_folders_are_searched_and_other_kinds_reported(tmp_path: Path) -> None:
    deep = tmp_path / "上" / "下"
    deep.mkdir(parents=True)
    shutil.copy(CLEAN, deep / "记录.json")
    (tmp_path / "scan.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.json").write_text("no", encoding="utf-8")
    result = run("check", tmp_path)
    assert result.exit_code == 0
    assert "1 reports" in result.stdout
    kinds = " ".join(SUFFIXES)
    assert result.stderr.splitlines() == [f"{tmp_path / 'scan.png'}: skipped (in folders, {kinds} are read)"]


def test_an_empty_folder_is_unusable(tmp_path: Path) -> None:
    result = run("check", tmp_path)
    assert result.exit_code == 2
    assert "nothing to read" in result.stderr


@pytest.mark.parametrize(
    "data",
    [b"", b"\x89PNG\r\n\x1a\n\x00", b"[" * 100_000, b'{"format": "2021", "yea', b'{"format": "x"}', b"9" * 100_000],
    ids=["empty", "png", "deep", "cut", "unknown", "digits"],
)  # fmt: skip
def test_bad_input_is_one_line_and_ends_with_2(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "坏.json"
    path.write_bytes(data)
    result = run("check", path)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(str(path))
    assert len(line) < 500


def test_every_problem_of_a_record_is_a_line(tmp_path: Path) -> None:
    data = json.loads(CLEAN.read_text(encoding="utf-8"))
    data["requests"]["received"]["total"] = -1
    data["requests"]["received"]["research"] = "3"
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    lines = run("check", tmp_path / "a.json").stderr.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["requests.received.research", "requests.received.total"]


def test_of_very_many_problems_the_first_are_lines_and_the_rest_is_counted(tmp_path: Path) -> None:
    data = json.loads(CLEAN.read_text(encoding="utf-8"))
    data["requests"] = {}  # lacks every row
    (tmp_path / "a.json").write_text(json.dumps(data | {"x": 1, "preamble": [0] * 30}), encoding="utf-8")
    *shown, last = run("check", tmp_path / "a.json").stderr.splitlines()
    assert len(shown) == 20
    assert int(re.fullmatch(r".*a\.json: (\d+) more problems", last)[1]) > 10  # type: ignore[index]


@pytest.mark.parametrize("form", [PAGES, *DOCUMENT_FORMS])
def test_a_form_that_fills_a_folder_wants_one(form: str) -> None:
    result = run("check", CLEAN, "--format", form)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{form} needs a folder to write into" in " ".join(result.stderr.split())


def test_findings_may_go_into_a_file(tmp_path: Path) -> None:
    printed = run("check", PLANTED)
    written = run("check", PLANTED, "-o", tmp_path / "findings.txt")
    assert (written.exit_code, written.stdout) == (1, "")
    assert (tmp_path / "findings.txt").read_text(encoding="utf-8") == printed.stdout
    assert run("check", PLANTED, "-o", tmp_path / "none" / "findings.txt").exit_code == 2


@pytest.mark.parametrize(
    ("path", "zh"),
    [
        ("sections[0].paragraphs[1]", "一、总体情况"),
        ("sections[1].parts[0]", "二、1.网站"),
        ("sections[1].parts[7]", "sections[1].parts[7]"),
        ("sections[9]", "sections[9]"),
        ("signed_by", "落款机关"),
        ("elsewhere", "elsewhere"),
        (None, "全文"),
    ],
)
def test_a_place_is_named_as_printed_and_shown_as_it_is_where_the_report_has_none(path: str | None, zh: str) -> None:
    parts = (Section(number="1.", heading="网站", level=2),)
    sections = (Section(number="一、", heading="总体情况"), Section(number="二、", heading="主动公开", parts=parts))
    assert place_name(path, attrs.evolve(loads(CLEAN.read_bytes()), sections=sections), "zh") == zh


def test_a_waiver_of_no_use_is_told_after_the_findings(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[[waive]]\ncode = "GD104"\npath = "title"\nreason = "x"\n', encoding="utf-8")
    result = run("check", CLEAN, "--policy", policy)
    assert result.exit_code == 0
    assert result.stderr == f"{policy}: waiver 1 (GD104 title) waives nothing; if that was mended, remove it\n"


@pytest.mark.parametrize("command", ["check", "series"])
def test_a_policy_that_cannot_be_used_is_one_line(command: str, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("ignore = 1\n", encoding="utf-8")
    for name, said in (("bad.toml", "ignore: 1, expected"), ("none.toml", "No such file"), (".", "directory")):
        result = run(command, CLEAN, PLANTED, "--policy", tmp_path / name)
        assert result.exit_code == 2
        (line,) = result.stderr.splitlines()
        assert line.startswith(str(tmp_path / name))
        assert said in line


def test_a_file_name_may_hold_anything(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\udcff.json"
    path.write_text("{", encoding="utf-8")
    assert len(run("check", path).stderr.splitlines()) == 1
    assert process("check", path, env={"PYTHONUTF8": "1"}).stderr.count(b"\n") == 1


@pytest.mark.parametrize("good", [CLEAN, DOCUMENTS / f"{CLEAN.stem}.txt"], ids=lambda path: path.suffix)
def test_a_file_name_that_is_no_text_is_shown_with_escapes(tmp_path: Path, good: Path) -> None:
    path = tmp_path / "a\udcff.json"
    shutil.copy(good, path)
    done = process("check", path, tmp_path / "b\udcff.json", "--format", "json", env={"PYTHONUTF8": "1"})
    assert done.returncode == 2
    data = json.loads(done.stdout)
    assert data["reports"][0]["source"] == f"{tmp_path}/a\\udcff.json"
    assert process("read", path, "-o", tmp_path / "out", env={"PYTHONUTF8": "1"}).returncode == 0


def test_evidence_named_beside_its_record_is_no_input(tmp_path: Path) -> None:
    run("read", DOCUMENTS / f"{CLEAN.stem}.txt", "-o", tmp_path)
    result = run("check", *sorted(tmp_path.iterdir()))
    assert result.exit_code == 0
    assert "1 reports" in result.stdout


# --- read --------------------------------------------------------------------------------------------------


def test_read_writes_a_record_and_its_evidence_for_each_document(tmp_path: Path) -> None:
    result = run("read", DOCUMENTS, "-o", tmp_path)
    assert result.exit_code == 0, result.stderr
    records = {path.name for path in tmp_path.glob("*.json") if not path.name.endswith(".evidence.json")}
    assert records == {path.name.replace("-有误", "-2") for path in RECORDS.iterdir()}  # two are of one organ and year
    for name in records:
        loads((tmp_path / name).read_text(encoding="utf-8"))
        assert (tmp_path / name.replace(".json", ".evidence.json")).is_file()
    assert "200/200" in result.stdout
    assert "198/198" in result.stdout


def test_read_prints_the_record_of_a_single_report() -> None:
    document = DOCUMENTS / f"{CLEAN.stem}.txt"
    printed = run("read", document).stdout
    assert loads(printed) == loads(CLEAN.read_text(encoding="utf-8"))
    assert loads(run("read", "-", data=document.read_bytes()).stdout) == loads(printed)


def test_read_without_a_folder_wants_one_report() -> None:
    result = run("read", CLEAN, PLANTED)
    assert result.exit_code == 2
    assert "2 reports; name a folder" in result.stderr
    assert result.stdout == ""


def test_file_names_are_safe(tmp_path: Path) -> None:
    report = put(loads(CLEAN.read_text(encoding="utf-8")), "organ.name", "../坏:名/字\n")
    (tmp_path / "a.json").write_text(dumps(report), encoding="utf-8")
    run("read", tmp_path / "a.json", "-o", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["坏名字-2023.json"]


def test_an_old_runs_evidence_is_not_left_beside_another_record(tmp_path: Path) -> None:
    run("read", DOCUMENTS / f"{CLEAN.stem}.txt", "-o", tmp_path)
    shutil.copy(CLEAN, tmp_path / "other.json")
    run("read", tmp_path / "other.json", "-o", tmp_path)
    assert list(tmp_path.glob("*.evidence.json")) == []


def test_redact_leaves_out_names_and_contacts(tmp_path: Path) -> None:
    foot = Foot(head_of_unit="甲某", prepared_by="乙某", contact="0000-0000001")
    report = put(loads(LEGACY.read_text(encoding="utf-8")), "statistics", Statistics(foot=foot))
    report = put(report, "contact", "丙处0000-0000002")
    (tmp_path / "a.json").write_text(dumps(report), encoding="utf-8")
    run("read", tmp_path / "a.json", "-o", tmp_path / "out", "--redact")
    (written,) = (tmp_path / "out").glob("*.json")
    text = written.read_text(encoding="utf-8")
    assert not any(word in text for word in ("甲某", "乙某", "0000-0000001", "丙处0000-0000002"))
    assert loads(run("read", tmp_path / "a.json", "--redact").stdout) == loads(text)


def test_redact_leaves_it_out_of_the_evidence_too(tmp_path: Path) -> None:
    run("read", DOCUMENTS, "-o", tmp_path, "--redact")
    for path in tmp_path.glob("*.evidence.json"):
        evidence = json.loads(path.read_text(encoding="utf-8"))["evidence"]
        assert evidence
        assert not any(personal in evidence for personal in PERSONAL)


def test_redact_masks_what_stands_on_the_line_of_something_else(tmp_path: Path) -> None:
    text = (DOCUMENTS / f"{LEGACY.stem}.txt").read_text(encoding="utf-8")
    foot = "单位负责人：甲某  填表人：乙某  联系电话：0000-0000001  2014年1月20日"
    (tmp_path / "a.txt").write_text(text + "\n" + foot + "\n", encoding="utf-8")
    run("read", tmp_path / "a.txt", "-o", tmp_path / "plain")
    run("read", tmp_path / "a.txt", "-o", tmp_path / "redacted", "--redact")

    def written(folder: str) -> str:
        return "".join(path.read_text(encoding="utf-8") for path in (tmp_path / folder).iterdir())

    for word in ("甲某", "乙某", "0000-0000001"):
        assert word in written("plain")
        assert word not in written("redacted")
    evidence = json.loads(next((tmp_path / "redacted").glob("*.evidence.json")).read_text(encoding="utf-8"))
    assert MASK in evidence["evidence"]["statistics.foot.filled_on"]["raw"]


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("read", CLEAN, "-o", tmp_path / "file" / "out")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


# --- evidence, comparison, drafts --------------------------------------------------------------------------


def test_evidence_is_shown_for_every_figure() -> None:
    shown = run("read", DOCUMENT, "--show-evidence")
    assert shown.exit_code == 0
    report = read(DOCUMENT).report
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    rows = re.findall(r"(\d+)  +(\d+)  +line (\d+)  +(?:order|its label)$", shown.stdout, re.MULTILINE)
    assert len(rows) == len(FORMATS[report.format].cells)
    assert all(value == raw == lines[int(line) - 1].strip() for value, raw, line in rows)


def test_evidence_of_a_record_says_what_is_not_known(tmp_path: Path) -> None:
    shown = run("read", CLEAN, "--show-evidence", lang="zh")
    assert "未见" in shown.stdout


@pytest.mark.parametrize("data", [b"{", b"[]", b"\xff\xfe", b"[" * 100_000], ids=["cut", "list", "bytes", "deep"])
def test_what_is_no_evidence_file_is_said(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.evidence\.json: not an evidence file"):
        loads_evidence(data, "a.evidence.json")
    shutil.copy(CLEAN, tmp_path / "a.json")
    (tmp_path / "a.evidence.json").write_bytes(data)
    result = run("check", tmp_path / "a.json")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(str(tmp_path / "a."))
    assert "a.evidence.json: not an evidence file" in line


def test_evidence_names_what_found_no_cell(tmp_path: Path) -> None:
    page = tmp_path / "多一行.md"
    report = loads(CLEAN.read_bytes())
    text = render(report, "markdown").decode()
    page.write_text(
        text.replace("| 四、结转", "| 额外事项 | | | 4711 | 0 | 0 | 0 | 0 | 0 | 0 |\n| 四、结转"), encoding="utf-8"
    )
    shown = run("read", page, "--show-evidence")
    assert "Numbers that belong to no cell" in shown.stdout
    assert "4711" in shown.stdout
    assert "GD606" in shown.stdout


def test_the_source_and_the_day_are_kept(tmp_path: Path) -> None:
    url = "https://www.example.org/a.html"
    assert run("read", DOCUMENT, "-o", tmp_path, "--source", url, "--retrieved-on", "2024-02-01").exit_code == 0
    kept = loads_evidence(next(tmp_path.glob("*.evidence.json")).read_bytes())
    assert (kept.source.name, kept.source.retrieved_on) == (url, date(2024, 2, 1))


def test_a_limit_can_be_set() -> None:
    refused = run("read", DOCUMENT, "--limit", "lines=10")
    assert refused.exit_code == 2
    assert "more than 10 lines" in refused.stderr
    assert run("read", DOCUMENT, "--limit", "pages=1").exit_code == 0


@pytest.mark.parametrize("limit", ["pages", "pages=", "pages=many", "sheets=3"])
def test_what_is_no_limit_is_said(limit: str) -> None:
    refused = run("read", DOCUMENT, "--limit", limit)
    assert refused.exit_code == 2
    assert "nesting" in refused.stderr


def test_two_reports_side_by_side() -> None:
    compared = run("compare", CLEAN, PLANTED)
    assert compared.exit_code == 1
    row = next(line for line in compared.stdout.splitlines() if line.startswith("requests.received.total"))
    assert row.split() == ["requests.received.total", "6", "7", "+1"]
    chinese = run("compare", CLEAN, PLANTED, lang="zh").stdout
    for name in ("一、本年新收政府信息公开申请数量|总计", "统计期限", "落款机关", "五、存在的主要问题及改进情况"):
        assert f"\n{name}  " in chinese
    assert "sections[" not in chinese
    data = json.loads(run("compare", CLEAN, PLANTED, "--format", "json").stdout)
    assert {"path": "signed_by", "first": "云溪县档案馆", "second": "云溪县档案局"}.items() <= data[1].items()


def test_the_same_report_has_no_differences() -> None:
    compared = run("compare", CLEAN, CLEAN)
    assert (compared.exit_code, compared.stdout.strip()) == (0, "the two reports are the same")
    assert run("compare", CLEAN, ROOT / "none.json").exit_code == 2


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "text", "markdown", "json"])
@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_form_of_every_format(tmp_path: Path, kind: Kind, name: str) -> None:
    form = tmp_path / f"表{KINDS[kind]}"
    written = run("write", "--blank", name, "-o", form)
    assert written.exit_code == 0, written.stderr
    report = loads(run("read", form).stdout)
    assert report.format == name
    assert all(value_at(report, cell.path) is None for cell in FORMATS[name].cells)


def test_a_form_takes_no_input(tmp_path: Path) -> None:
    for args in (["write", CLEAN, "--blank", "2021"], ["write"]):
        refused = run(*args, "-o", tmp_path / "表.docx")
        assert refused.exit_code == 2
        assert "--blank" in refused.stderr


def test_next_year_begins_with_what_this_year_left(tmp_path: Path) -> None:
    report = loads(CLEAN.read_bytes())
    draft = loads(run("next", CLEAN).stdout)
    assert report.year is not None
    assert draft.year == report.year + 1
    assert value_at(draft, "requests.carried_in.total") == value_at(report, "requests.carried_out.total")
    assert value_at(draft, "requests.received.total") is None
    assert run("next", CLEAN, "-o", tmp_path / "草稿.docx").exit_code == 0
    assert read(tmp_path / "草稿.docx").report.year == draft.year
    assert run("next", ROOT / "none.json").exit_code == 2


def test_after_a_year_that_is_not_stated_there_is_no_next(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(dumps(attrs.evolve(loads(CLEAN.read_bytes()), year=None)), encoding="utf-8")
    result = run("next", tmp_path / "a.json", "-o", tmp_path / "b.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{tmp_path / 'a.json'}: year: null, expected the year reported on\n"
    assert not (tmp_path / "b.json").exists()


# --- write, schema, formats, rules -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("record", [CLEAN, LEGACY], ids=lambda path: path.stem)
def test_write_by_suffix_and_by_name(tmp_path: Path, kind: Kind, record: Path) -> None:
    target = tmp_path / f"报告{KINDS[kind]}"
    assert run("write", record, "-o", target).exit_code == 0
    assert run("write", record, "-o", "-", "--to", kind).stdout_bytes == target.read_bytes()
    if kind != "csv":  # which is not read back
        assert loads(run("read", target).stdout).organ.name == loads(record.read_bytes()).organ.name


def test_write_needs_to_know_the_kind(tmp_path: Path) -> None:
    result = run("write", CLEAN, "-o", tmp_path / "报告.odt")
    assert result.exit_code == 2
    assert "--to" in result.stderr


def test_write_of_nothing_usable(tmp_path: Path) -> None:
    assert run("write", tmp_path / "none.json", "-o", tmp_path / "a.html").exit_code == 2
    assert run("write", RECORDS, "-o", tmp_path / "a.html").exit_code == 2
    assert not (tmp_path / "a.html").exists()


@pytest.mark.parametrize("name", [*FORMATS, "rules"])
def test_schema_prints_the_published_file(name: str) -> None:
    published = ROOT / "schemas" / ("rules.json" if name == "rules" else f"{name}/1/report.schema.json")
    assert json.loads(run("schema", name).stdout) == json.loads(published.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FORMATS)
def test_formats_lists_every_figure(name: str, lang: Lang) -> None:
    assert all(fmt in run("formats", lang=lang).stdout for fmt in FORMATS)
    lines = run("formats", name, lang=lang).stdout.splitlines()[1:]
    cells = FORMATS[name].cells
    assert len(lines) == len(cells)
    assert all(cell.path in line for cell, line in zip(cells, lines, strict=True))
    assert all((cell.zh if lang == "zh" else cell.en) in line for cell, line in zip(cells, lines, strict=True))


def test_rules_lists_every_rule_or_a_family() -> None:
    assert [line.split()[0] for line in run("rules").stdout.splitlines()[1:]] == list(RULES)
    family = [line.split()[0] for line in run("rules", "--family", "2").stdout.splitlines()[1:]]
    assert family == [code for code in RULES if code.startswith("GD2")]
    assert run("rules", "--family", "99").exit_code == 2


@pytest.mark.parametrize("code", RULES)
def test_rule_has_a_page(code: str) -> None:
    page = run("rule", code).stdout
    assert page.startswith(f"# {code} {RULES[code].slug}")
    assert run("rule", RULES[code].slug).stdout == page
    assert RULES[code].title.zh in run("rule", code.lower(), lang="zh").stdout


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_explained_in_the_language_asked_for(code: str) -> None:
    chinese, english = (run("rule", code, lang=lang).stdout for lang in LANGS)
    assert "## 检查内容" in chinese
    assert "What it does" not in chinese
    assert "## What it does" in english
    assert "检查内容" not in english


def test_an_unknown_rule_is_refused() -> None:
    assert run("rule", "GD999").exit_code == 2


# --- languages ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_help_speaks_the_language(lang: Lang) -> None:
    group = program(lang)
    commands: list[click.Command] = [group, *group.commands.values()]
    texts = {getattr(text, lang).format_map(_Facts()) for text in TEXTS.values()}
    for command in commands:
        assert command.help in texts
        for option in (one for one in command.params if isinstance(one, click.Option)):
            assert option.help in texts


class _Facts(dict[str, str]):
    """The names of the limits; whatever else a text asks for is left as it is."""

    def __missing__(self, key: str) -> str:
        return ", ".join(field.name for field in attrs.fields(Limits)) if key == "names" else f"{{{key}}}"


def test_chinese_help_has_no_english_words_of_clicks() -> None:
    pages = [
        run("--help", lang="zh").stdout,
        *(run(name, "--help", lang="zh").stdout for name in program("zh").commands),
    ]
    assert all(page.startswith("用法：") for page in pages)
    assert not any(word in page for page in pages for word in ("Usage", "Options", "Commands", "Show", "OPTIONS"))


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_has_the_same_facts_in_both_languages(key: str) -> None:
    import string

    def facts(template: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    assert TEXTS[key].zh
    assert TEXTS[key].en
    assert facts(TEXTS[key].zh) == facts(TEXTS[key].en)


def test_lang_is_taken_from_the_option_then_the_variable_then_the_locale() -> None:
    assert language(["--lang", "en"], {"GOVDISCLOSURE_LANG": "zh"}) == "en"
    assert language([], {"GOVDISCLOSURE_LANG": "zh", "LC_ALL": "en_US.UTF-8"}) == "zh"
    assert language([], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}) == "zh"
    assert language([], {}, system="Chinese (Simplified)_China") == "zh"
    assert language([], {}) == "en"


@pytest.mark.parametrize("args", [("--lang", "zh", "rules"), ("rules", "--lang=zh")])
def test_lang_stands_before_or_after_the_command(args: tuple[str, ...]) -> None:
    assert "代码" in process(*args, env={"PYTHONUTF8": "1"}).stdout.decode()


def test_lang_reaches_the_explanation_of_a_rule() -> None:
    page = process("--lang", "zh", "rule", "GD102", env={"PYTHONUTF8": "1"}).stdout.decode()
    assert "## 检查内容" in page
    assert "What it does" not in page


# --- awkward surroundings ----------------------------------------------------------------------------------

CONSOLES = {
    "ascii": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    "gbk": {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
    "C": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "utf-8": {"PYTHONUTF8": "1"},
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("console", CONSOLES)
def test_any_console_will_do(tmp_path: Path, console: str, lang: Lang) -> None:
    env = {**CONSOLES[console], "GOVDISCLOSURE_LANG": lang}
    folder = tmp_path / "报告🗂"
    folder.mkdir()
    shutil.copy(PLANTED, folder)
    (folder / "坏.json").write_text("{", encoding="utf-8")
    done = process("check", folder, env=env)
    assert done.returncode == 2, done.stderr
    assert b"GD201" in done.stdout
    assert b"Traceback" not in done.stderr
    assert process("--help", env=env).returncode == 0
    assert process("rule", "GD201", env=env).returncode == 0
    wrong = process("check", "没有.json", env=env)
    assert wrong.returncode == 2
    assert wrong.stderr.count(b"\n") == 1


@pytest.mark.parametrize("console", CONSOLES)
def test_json_on_any_console_is_json(tmp_path: Path, console: str) -> None:
    report = put(loads(CLEAN.read_text(encoding="utf-8")), "organ.name", "云溪𠮷馆🗂")
    (tmp_path / "a.json").write_text(dumps(report), encoding="utf-8")
    done = process("read", tmp_path / "a.json", env=CONSOLES[console])
    assert loads(done.stdout) == report
    checked = process("check", tmp_path / "a.json", "--format", "json", env=CONSOLES[console])
    assert json.loads(checked.stdout)["reports"][0]["organ"] == report.organ.name


def test_a_stream_that_is_no_console_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ascii_only, window = io.TextIOWrapper(io.BytesIO(), encoding="ascii"), io.StringIO()
    monkeypatch.setattr(sys, "stdout", ascii_only)
    monkeypatch.setattr(sys, "stderr", window)
    tolerate_any_encoding()
    print("县", flush=True)
    print("县", file=sys.stderr)
    assert (ascii_only.buffer.getvalue(), window.getvalue()) == (b"\\u53bf\n", "县\n")


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "govdisclosure", "formats", "2021"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == NO_READER


def test_interrupting_is_quiet() -> None:
    command = [sys.executable, "-m", "govdisclosure", "check", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        time.sleep(2)  # it waits for input that does not come
        running.send_signal(signal.SIGINT)
        _, error = running.communicate(timeout=20)
    assert running.returncode != 0
    assert b"Traceback" not in error


def test_no_bar_without_a_terminal() -> None:
    assert process("check", RECORDS).stderr == b""


def test_a_bar_on_a_terminal_leaves_standard_output_alone() -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "govdisclosure", "check", str(RECORDS)]
    env = {**os.environ, "TERM": "xterm", "GOVDISCLOSURE_LANG": "en"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=False, cwd=ROOT, env=env)
    os.close(theirs)
    seen = os.read(ours, 1_000_000)
    os.close(ours)
    assert b"Working" in seen
    assert b"GD201" not in seen
    assert b"GD201" in done.stdout
    assert done.stdout.endswith(b"undecided\n")


def test_version() -> None:
    assert process("--version").stdout.startswith(b"govdisclosure, version ")
