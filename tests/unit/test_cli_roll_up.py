"""``govdisclosure roll-up``, on the shipped example and on what people give it by mistake."""

import json
import re
import runpy
import shutil
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner, Result

from govdisclosure import FORMATS, Organ, Report, Report2021, check, check_roll_up, dumps, from_dict, loads, read
from govdisclosure.cli import program
from govdisclosure.cli._text import TEXTS
from govdisclosure.errors import Lang
from govdisclosure.formats._kit import nested
from govdisclosure.grid import value_at
from govdisclosure.roster import load_roster

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "roll-up"
COUNTY = EXAMPLE / "云溪县人民政府-2023.json"
OFFICE = EXAMPLE / "云溪县人民政府办公室-2023.json"
UNITS = EXAMPLE / "units"
ROSTER = EXAMPLE / "roster.csv"
PLANTED = "proactive.penalties.decisions"
MISSING = "云溪县财政局"


def run(*args: object, lang: Lang = "en") -> Result:
    """One command in this process; anything but a clean exit is raised."""
    result = CliRunner().invoke(program(lang), ["roll-up", *map(str, args)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def record(path: Path) -> Report:
    return loads(path.read_text(encoding="utf-8"))


def save(report: Report, path: Path) -> Path:
    path.write_text(dumps(report), encoding="utf-8")
    return path


def rows(text: str) -> dict[str, list[str]]:
    """The cells of the table of figures, by their first."""
    found = (re.split(r" {2,}", line.strip()) for line in text.splitlines())
    return {cells[0]: cells[1:] for cells in found if "." in cells[0] and len(cells) > 1}


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A county's report that is the sum of its units and own office."""
    made = tmp_path / "county.json"
    assert run(UNITS, "--own", OFFICE, "--make", made, "--organ", "云溪县人民政府").exit_code == 0
    return made


# --- the example ---------------------------------------------------------------------------------------------------


def test_the_example_is_as_it_is_made() -> None:
    made = runpy.run_path(str(EXAMPLE / "make.py"))["records"]()
    files = {path.relative_to(EXAMPLE).as_posix(): record(path) for path in EXAMPLE.rglob("*.json")}
    assert files == made


def test_the_records_of_the_example_are_in_order_by_themselves() -> None:
    for path in EXAMPLE.rglob("*.json"):
        result = check(record(path), select=["GD1", "GD2"])
        assert (result.findings, result.undecided) == ((), ())


def test_in_the_example_one_unit_is_missing_and_one_figure_is_wrong() -> None:
    units = [record(path) for path in sorted(UNITS.iterdir())]
    found = check_roll_up(record(COUNTY), units, record(OFFICE), roster=load_roster(ROSTER)).findings
    assert [(each.code, each.path or each.args["unit"]) for each in found] == [("GD702", MISSING), ("GD701", PLANTED)]


# --- comparing -----------------------------------------------------------------------------------------------------


def test_who_is_missing_and_which_figures_differ() -> None:
    result = run(COUNTY, UNITS, "--own", OFFICE, "--roster", ROSTER)
    assert result.exit_code == 1
    assert f"GD702 warning  the whole report  there is no report of {MISSING} for 2023" in result.stdout
    table = rows(result.stdout)
    assert table[PLANTED] == ["314", "413", "-99", "violated", "云溪县水利局 401, 云溪县青禾镇人民政府 12"]
    assert table["proactive.fees.amount"][:4] == ["50.9500", "38.6500", "+12.3000", "undecidable"]
    assert table["requests.received.business"] == ["2", "1", "+1", "undecidable", "own office 1"]
    order = [cell.path for cell in FORMATS["2021"].cells if cell.path in table]
    assert list(table) == order
    assert len(table) == 8  # what is equal is not in it, although it is undecided
    assert result.stdout.endswith("1 reports: 1 errors, 1 warnings, 0 infos, 197 undecided\n")
    assert result.stderr == ""


def test_it_speaks_chinese() -> None:
    result = run(COUNTY, UNITS, "--own", OFFICE, "--roster", ROSTER, lang="zh")
    assert f"没有{MISSING}的2023年度报告" in result.stdout
    assert re.search(
        r"行政处罚\|本年处理决定数量 +314 +413 +-99 +不符 +云溪县水利局 401、云溪县青禾镇人民政府 12", result.stdout
    )
    assert re.search(r"\+1 +无法判断 +本级 1", result.stdout)


def test_a_sum_that_is_right_ends_with_0(whole: Path) -> None:
    result = run(whole, UNITS, "--own", OFFICE)
    assert result.exit_code == 0
    assert rows(result.stdout) == {}
    assert "0 errors, 0 warnings, 0 infos, 0 undecided" in result.stdout


def test_without_the_own_office_it_is_asked_for(whole: Path) -> None:
    result = run(whole, UNITS)
    assert result.exit_code == 1
    assert "against 3 reports of units, without the own office" in result.stdout
    assert "give its report with --own" in result.stdout
    assert "--own" not in run(whole, UNITS, "--own", OFFICE).stdout


def test_more_units_than_are_shown_are_counted(tmp_path: Path, whole: Path) -> None:
    for number in range(6):
        unit = attrs.evolve(record(UNITS / "云溪县水利局-2023.json"), organ=Organ(name=f"云溪县第{number}水利局"))
        save(unit, tmp_path / f"unit{number}.json")
    (row,) = (cells for path, cells in rows(run(whole, *tmp_path.glob("unit*")).stdout).items() if path == PLANTED)
    assert row[-1].endswith(", …")
    assert row[-1].count("401") == 4


def test_why_nothing_could_be_compared_is_said(tmp_path: Path, whole: Path) -> None:
    alone = save(attrs.evolve(record(whole), scope="own"), tmp_path / "alone.json")
    result = run(alone, UNITS)
    assert result.exit_code == 0
    assert "GD701 undecidable  the report says that it is of the own office alone" in result.stdout
    other = save(attrs.evolve(record(OFFICE), year=2022), tmp_path / "other.json")
    assert "is for 2022, not for 2023" in run(whole, UNITS, other).stdout


def test_json_is_for_programs() -> None:
    result = run(COUNTY, UNITS, "--own", OFFICE, "--roster", ROSTER, "--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert data["parent"]["organ"] == "云溪县人民政府"
    assert [each["organ"] for each in data["units"]] == ["云溪县教育局", "云溪县水利局", "云溪县青禾镇人民政府"]
    missing, wrong = data["findings"]
    assert (missing["code"], missing["args"]) == ("GD702", {"unit": MISSING, "year": 2023})
    assert (wrong["path"], wrong["args"]["difference"]) == (PLANTED, -99)
    assert wrong["related"] == [{"subject": 1, "path": PLANTED}, {"subject": 2, "path": PLANTED}]
    assert len(data["undecided"]) == 197
    assert data["counts"]["GD702"] == {"holds": 3, "violated": 1}
    assert data["unusable"] == []


def test_documents_are_taken_as_records_are(tmp_path: Path, whole: Path) -> None:
    from govdisclosure import write

    for path in UNITS.iterdir():
        write(record(path), tmp_path / f"{path.stem}.md")
    (tmp_path / "county.json").rename(tmp_path / "county.txt")
    result = run(tmp_path / "county.txt", *tmp_path.glob("*.md"), "--own", OFFICE)
    assert (result.exit_code, rows(result.stdout)) == (0, {})


# --- what people give it -------------------------------------------------------------------------------------------


def test_a_folder_that_also_holds_the_others(tmp_path: Path, whole: Path) -> None:
    """The county's report, the own office's and the roster lie where the units' do; each is taken once."""
    folder = tmp_path / "all"
    shutil.copytree(UNITS, folder)
    for path in (COUNTY, OFFICE, ROSTER):
        shutil.copy(path, folder)
    county, office, roster = (folder / path.name for path in (COUNTY, OFFICE, ROSTER))
    unit = next(folder.glob("*教育局*"))
    result = run(county, folder, unit, "--own", office, "--roster", roster)
    assert "against 3 reports of units" in result.stdout
    assert rows(result.stdout)[PLANTED][2] == "-99"
    assert sorted(result.stderr.splitlines()) == [
        f"{path}: given already, so not taken once more" for path in sorted((county, office, unit))
    ]


def test_two_reports_of_one_organ_are_told(tmp_path: Path, whole: Path) -> None:
    again = tmp_path / "again.json"
    shutil.copy(UNITS / "云溪县水利局-2023.json", again)
    county_too = save(record(COUNTY), tmp_path / "too.json")
    result = run(whole, UNITS, again, county_too, "--own", OFFICE)
    assert result.exit_code == 1
    assert f"{UNITS / '云溪县水利局-2023.json'} and {again} are of one organ; both are in the sums" in result.stderr
    assert f"{county_too}: of the same organ as the government's report" in result.stderr


def test_what_is_no_report_in_a_folder_of_units_is_told(tmp_path: Path, whole: Path) -> None:
    folder = tmp_path / "units"
    shutil.copytree(UNITS, folder)
    (folder / "notes.odt").write_bytes(b"x")
    result = run(whole, folder, "--own", OFFICE)
    assert result.exit_code == 0
    assert result.stderr.startswith(f"{folder / 'notes.odt'}: skipped (in folders")


@pytest.mark.parametrize("form", ["text", "json"])
def test_without_one_of_its_parts_no_sum_is_made(form: str, tmp_path: Path, whole: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": "2021"', encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    roster = tmp_path / "roster.csv"
    roster.write_text("机构\n云溪县教育局\n", encoding="utf-8")
    policy = tmp_path / "policy.toml"
    policy.write_text("ignore = 1\n", encoding="utf-8")
    for args, said in (
        ((whole, UNITS, broken), str(broken)),
        ((whole, UNITS, empty), "nothing to read"),
        ((whole, empty), "nothing to read"),
        ((whole, whole), "no reports of units"),
        ((broken, UNITS), str(broken)),
        ((UNITS, OFFICE), "3 reports where one is wanted"),
        ((whole, UNITS, "--own", broken), str(broken)),
        ((whole, UNITS, "--own", tmp_path / "none.json"), "none.json"),
        ((whole, UNITS, "--roster", roster), f"{roster}: line 1: there is no column"),
        ((whole, UNITS, "--policy", policy), f"{policy}: ignore: 1, expected"),
        ((whole, UNITS, "--policy", tmp_path / "none.toml"), "none.toml: No such file"),
        ((UNITS, broken, "--make", tmp_path / "made.json"), str(broken)),
        ((UNITS, "--roster", tmp_path / "none.csv", "--make", tmp_path / "made.json"), "none.csv: cannot be opened"),
    ):
        result = run(*args, "--format", form)
        assert result.exit_code == 2, args
        assert said in result.stderr
        assert "Traceback" not in result.stderr
        assert (json.loads(result.stdout)["unusable"] != []) if form == "json" else (result.stdout == "")
    assert not (tmp_path / "made.json").exists()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_goes_together_is_said(lang: Lang, tmp_path: Path) -> None:
    usage = TEXTS["roll-up.usage"]
    for args in ((COUNTY,), (COUNTY, UNITS, "--organ", "云溪县人民政府")):
        result = run(*args, lang=lang)
        assert result.exit_code == 2
        assert (usage.zh if lang == "zh" else usage.en) in " ".join(result.stderr.split())
    result = run(UNITS, "--make", tmp_path / "made.what")
    assert result.exit_code == 2
    assert "made.what" in result.stderr


# --- making --------------------------------------------------------------------------------------------------------


def test_a_record_is_made_and_what_is_open_is_told(tmp_path: Path) -> None:
    made = tmp_path / "county.json"
    result = run(UNITS, "--own", OFFICE, "--roster", ROSTER, "--make", made, "--organ", "云溪县人民政府")
    assert result.exit_code == 0
    assert f"wrote {made}: 云溪县人民政府 2023, the sum of 3 reports of units, with the own office" in result.stdout
    assert f"there is no report of {MISSING}" in result.stdout
    assert rows(result.stdout)["proactive.normative_documents.in_force"][-1] == "44"
    report = record(made)
    assert (report.scope, value_at(report, PLANTED), value_at(report, "requests.received.total")) == (
        "consolidated", 413, 17,
    )  # fmt: skip
    assert value_at(report, "proactive.normative_documents.in_force") is None
    assert value_at(report, "proactive.regulations.in_force") == 0


def test_blanks_are_told_with_their_units(tmp_path: Path) -> None:
    empty = Report2021(year=2023, organ=Organ())
    paths = [save(empty, tmp_path / f"{n}.json") for n in range(6)]
    result = run(UNITS, paths[0], "--make", tmp_path / "made.json")
    assert rows(result.stdout)["requests.received.total"] == [f"blank in {paths[0]}"]
    assert len(rows(result.stdout)) == len(FORMATS["2021"].cells)
    result = run(UNITS, *paths, "--make", tmp_path / "made.json", lang="zh")
    assert f"{paths[0]}、{paths[1]}、{paths[2]}、{paths[3]}、… 空白" in result.stdout


def test_where_nothing_is_open_there_is_no_table(tmp_path: Path) -> None:
    figures = nested({cell.path: 0 for cell in FORMATS["2021"].cells})
    for n in range(2):
        unit = from_dict({"format": "2021", "year": 2023, "organ": {"name": f"云溪县第{n}局"}, **figures}, draft=True)
        save(unit, tmp_path / f"{n}.json")
    made = tmp_path / "made.json"
    result = run(tmp_path / "0.json", tmp_path / "1.json", "--make", made, "--organ", "云溪县人民政府")
    told = "云溪县人民政府 2023, the sum of 2 reports of units, without the own office"
    assert result.stdout == f"wrote {made}: {told}\n"


def test_a_document_may_be_made_at_once(tmp_path: Path) -> None:
    made = tmp_path / "county.html"
    assert run(UNITS, "--own", OFFICE, "--make", made, "--organ", "云溪县人民政府").exit_code == 0
    assert value_at(read(made).report, PLANTED) == 413


def test_what_was_left_blank_as_json(tmp_path: Path) -> None:
    result = run(UNITS, "--own", OFFICE, "--roster", ROSTER, "--make", tmp_path / "made.json", "--format", "json")
    data = json.loads(result.stdout)
    assert data["doubtful"] == {"proactive.normative_documents.in_force": 44}
    assert data["blanks"] == {}
    assert [each["args"]["unit"] for each in data["findings"]] == [MISSING]
    assert data["own"]["organ"] == "云溪县人民政府办公室"


def test_what_cannot_be_added_up_is_refused(tmp_path: Path) -> None:
    other = save(attrs.evolve(record(OFFICE), year=2022), tmp_path / "other.json")
    made = tmp_path / "made.json"
    result = run(UNITS, other, "--make", made)
    assert result.exit_code == 2
    assert "the report of 云溪县人民政府办公室 is for 2022, not for 2023" in result.stderr
    assert not made.exists()
    assert run(UNITS, "--make", tmp_path / "none" / "made.json").exit_code == 2
