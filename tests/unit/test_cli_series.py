"""``govdisclosure series``: the reports of each organ over the years, on the command line."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result

from govdisclosure import Report, dumps, loads, read, render
from govdisclosure.cli import program
from govdisclosure.errors import Lang

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT / "examples" / "records"
RECORD = RECORDS / "云溪县档案馆-2023.json"
LANGS: tuple[Lang, Lang] = ("zh", "en")


def run(*args: object, lang: Lang = "en") -> Result:
    """The command in this process; anything but a clean exit is raised."""
    result = CliRunner().invoke(program(lang), ["series", *(str(arg) for arg in args)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def put(report: Any, path: str, value: object) -> Any:
    """The report with another value at a path."""
    name, _, rest = path.partition(".")
    return attrs.evolve(report, **{name: put(getattr(report, name), rest, value) if rest else value})


def of(year: int, name: str = "云溪县档案馆", /, **values: object) -> Report:
    """The example for another year, with other values, named with ``__`` for a dot."""
    report = loads(RECORD.read_text(encoding="utf-8").replace("2023", str(year)).replace("云溪县档案馆", name))
    for path, value in values.items():
        report = put(report, path.replace("__", "."), value)
    return report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three years of an archive, the last of which carries in nothing, and one of a bureau that was renamed."""
    years = [of(2021), of(2022), of(2023, requests__carried_in__total=0, sections=())]
    for report in (*years, of(2022, "云溪县教育局"), of(2023, "云溪县教育体育局")):
        (tmp_path / f"{report.organ.name}-{report.year}.json").write_text(dumps(report), encoding="utf-8")
    return tmp_path


def test_findings_are_told_by_organ_and_year_with_the_earlier_place(folder: Path) -> None:
    result = run(folder, "--select", "GD301")
    lines = result.stdout.splitlines()
    assert lines[: lines.index("")] == [
        "云溪县教育体育局: 2023 (1 reports)",
        "  only one report: no year to compare it with",
        "云溪县教育局: 2022 (1 reports)",
        "  only one report: no year to compare it with",
        "云溪县档案馆: 2021-2023 (3 reports)",
        "  2023  GD301 error  requests.carried_in.total  2. Requests carried over from last year|Total: "
        "printed 0; the report for 2022 carries over 1",
        "    see 2022: requests.carried_out.total",
        "  1 errors, 0 warnings, 0 infos, 0 undecided",
    ]
    assert lines[-1] == "5 reports: 1 errors, 0 warnings, 0 infos, 0 undecided"
    assert result.stderr == ""
    assert result.exit_code == 1


def test_it_speaks_chinese(folder: Path) -> None:
    lines = run(folder, "--select", "GD301", lang="zh").stdout.splitlines()
    assert lines[4:8] == [
        "云溪县档案馆：2021—2023（3 份报告）",
        "  2023  GD301 错误  收到和处理政府信息公开申请情况  “二、上年结转政府信息公开申请数量|总计”印为 0，"
        "2022年报告结转下年度的为 1",
        "    对照 2022：收到和处理政府信息公开申请情况",
        "  错误 1，警告 0，提示 0，无法判断 0",
    ]
    assert lines[-1] == "共 5 份报告：错误 1，警告 0，提示 0，无法判断 0"


def test_warnings_alone_end_with_0(tmp_path: Path) -> None:
    for report in (of(2022), of(2023)):
        (tmp_path / f"{report.year}.json").write_text(dumps(report), encoding="utf-8")
    result = run(tmp_path)
    assert "GD302 warning" in result.stdout
    assert result.exit_code == 0


def test_undecided_is_counted(tmp_path: Path) -> None:
    for report in (of(2022, requests__carried_out__total=None), of(2023)):
        (tmp_path / f"{report.year}.json").write_text(dumps(report), encoding="utf-8")
    result = run(tmp_path, "--select", "GD301")
    assert "2 reports: 0 errors, 0 warnings, 0 infos, 1 undecided" in result.stdout


def test_aliases_join_what_was_renamed(folder: Path) -> None:
    names = folder / "names.csv"
    names.write_text("单位,别名\n云溪县教育体育局,云溪县教育局\n", encoding="utf-8")
    inputs = sorted(folder.glob("*.json"))
    assert "云溪县教育体育局: 2022-2023 (2 reports)" in run(*inputs, "--aliases", names).stdout
    assert "云溪县教育体育局: 2023 (1 reports)" in run(*inputs).stdout


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("content", [None, "", "机构,又名\n甲,乙\n"], ids=["absent", "empty", "other columns"])
def test_aliases_that_cannot_be_used_end_it(folder: Path, content: str | None, lang: Lang) -> None:
    names = folder / "names.csv"
    if content is not None:
        names.write_text(content, encoding="utf-8")
    result = run(folder, "--aliases", names, lang=lang)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert str(names) in result.stderr


def test_what_cannot_be_read_is_told_and_the_others_compared(folder: Path) -> None:
    (folder / "broken.json").write_text("{", encoding="utf-8")
    result = run(folder, "--select", "GD301")
    assert "broken.json" in result.stderr
    assert "5 reports: 1 errors" in result.stdout
    assert result.exit_code == 2


def test_codes_that_are_of_no_rule_are_refused(folder: Path) -> None:
    result = run(folder, "--select", "GD999")
    assert result.exit_code == 2
    assert "GD999" in result.stderr


def test_ignored_and_preview_rules_do_not_run(folder: Path) -> None:
    def codes(*options: str) -> set[str]:
        return set(json.loads(run(folder, "--format", "json", *options).stdout)["summary"]["outcomes"])

    assert "GD301" not in codes("--ignore", "GD301")
    assert "GD306" not in codes()
    assert codes("--select", "GD507") == {"GD507"}


def test_a_policy_waives_what_the_years_show(folder: Path) -> None:
    (folder / "govdisclosure.toml").write_text(
        '[[waive]]\ncode = "GD301"\npath = "*"\nreason = "已更正并重新公布"\n', encoding="utf-8"
    )
    result = run(folder)
    assert result.exit_code == 0
    assert "[waived: 已更正并重新公布]" in result.stdout
    (folder / "govdisclosure.toml").write_text("waive = 1\n", encoding="utf-8")
    refused = run(folder)
    assert refused.exit_code == 2
    assert "govdisclosure.toml" in refused.stderr


def test_gaps_show_in_the_years(tmp_path: Path) -> None:
    reports = [of(year) for year in (2021, 2023, 2024, 2026)]
    reports += [attrs.evolve(of(2025), year=None)]
    for number, report in enumerate(reports):
        (tmp_path / f"{number}.json").write_text(dumps(report), encoding="utf-8")
    stdout = run(tmp_path, "--select", "GD303").stdout
    assert "云溪县档案馆: 2021, 2023-2024, 2026, (no year) (5 reports)" in stdout
    assert "  2023  GD303 info  year  there is no report for 2022\n    see 2021: year\n" in stdout


def test_of_several_reports_for_a_year_the_file_is_named(tmp_path: Path) -> None:
    years = {"a": of(2022), "b": of(2023), "c": of(2023, requests__carried_in__total=0)}
    for name, report in years.items():
        (tmp_path / f"{name}.json").write_text(dumps(report), encoding="utf-8")
    stdout = run(tmp_path, "--select", "GD301").stdout
    assert f"  2023 {tmp_path / 'c.json'}  GD301 error" in stdout
    assert "    see 2022: requests.carried_out.total" in stdout


def test_only_some_places_are_shown(tmp_path: Path) -> None:
    same = {f"proactive__{row}__decisions": n for n, row in enumerate(("licensing", "penalties", "coercion"), 31)}
    for year in (2022, 2023):
        (tmp_path / f"{year}.json").write_text(dumps(of(year, **same)), encoding="utf-8")
    lines = run(tmp_path, "--select", "GD306").stdout.splitlines()
    (line,) = (line for line in lines if "see 2022: proactive" in line)
    assert line.count(", ") == 3
    assert line.endswith(", …")


def test_documents_say_where_it_was_printed(tmp_path: Path) -> None:
    for report in (of(2022), of(2023, requests__carried_in__total=0)):
        (tmp_path / f"{report.year}.html").write_bytes(render(report, "html"))
    stdout = run(tmp_path, "--select", "GD301").stdout
    assert "  2023  GD301 error  requests.carried_in.total (table 2, row " in stdout
    assert "    see 2022: requests.carried_out.total (table 2, row " in stdout


def test_reports_without_a_name_are_named_by_their_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(dumps(put(of(2023), "organ.name", None)), encoding="utf-8")
    assert f"{tmp_path / 'a.json'} (no organ): 2023 (1 reports)" in run(tmp_path).stdout


def test_json_has_everything(folder: Path) -> None:
    data = json.loads(run(folder, "--select", "GD301", "--format", "json").stdout)
    assert data["unusable"] == []
    assert data["summary"]["reports"] == 5
    assert data["summary"]["error"] == 1
    archive = data["organs"][-1]
    assert archive["organ"] == "云溪县档案馆"
    assert [one["year"] for one in archive["reports"]] == [2021, 2022, 2023]
    (finding,) = archive["findings"]
    assert (finding["code"], finding["path"], finding["subject"]) == ("GD301", "requests.carried_in.total", 2)
    assert finding["related"] == [{"subject": 1, "path": "requests.carried_out.total"}]
    assert finding["args"]["expected"] == 1
    assert archive["undecided"] == []
    assert archive["counts"]["GD301"] == {"holds": 13, "violated": 1}


@pytest.mark.parametrize("lang", LANGS)
def test_help_speaks_the_language(lang: Lang) -> None:
    result = run("--help", lang=lang)
    assert result.exit_code == 0
    assert ("按机关比较历年报告" if lang == "zh" else "Compare the reports of each organ") in result.stdout


def test_real_documents_are_compared(shared: Path, tmp_path: Path) -> None:
    """Fifteen years under three names, read from one file."""
    document = shared / "reports" / "001_01590d6cdc4a01ca.txt"
    alone = run(document, "--ignore", "GD305").stdout
    assert "2018-2023 (6 reports)" in alone
    assert "2020  GD302 warning  proactive.other_services.items_last_year (line 2142)" in alone
    data = json.loads(run(document, "--format", "json").stdout)
    latest, *former = (organ["organ"] for organ in data["organs"])
    names = tmp_path / "names.csv"
    names.write_text(f"单位,别名\n{latest},{';'.join(former)}\n", encoding="utf-8")
    together = run(document, "--aliases", names).stdout
    assert f"{latest}: 2008-2013, 2015-2023 (15 reports)" in together
    assert "2015  GD303 info  year (line 3505)  there is no report for 2014" in together


def test_what_is_read_back_agrees_with_the_record(tmp_path: Path) -> None:
    """A series of documents says what the series of their records says."""
    reports = [of(2022), of(2023, requests__carried_in__total=0)]
    for report in reports:
        assert read(render(report, "html")).report.requests == report.requests  # type: ignore[union-attr]
        (tmp_path / f"{report.year}.html").write_bytes(render(report, "html"))
        (tmp_path / f"{report.year}.json").write_text(dumps(report), encoding="utf-8")
    told = [
        json.loads(run(*tmp_path.glob(f"*.{kind}"), "--format", "json").stdout)["organs"][0]["findings"]
        for kind in ("html", "json")
    ]
    documents, records = ([(each["code"], each["path"], each["args"]) for each in findings] for findings in told)
    assert documents == records
