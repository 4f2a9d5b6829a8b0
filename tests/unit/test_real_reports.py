"""The real files beside the checkout, where they are: what a reader must find in them, and a checker."""

import hashlib
import json
import re
from decimal import Decimal
from operator import attrgetter
from pathlib import Path

import jsonschema_rs
import pytest

from govdisclosure import FORMATS, Parsed, check, dumps, loads, printable, read, read_all, render
from govdisclosure.cli import main
from govdisclosure.evidence import loads_evidence
from govdisclosure.formats import format_of
from govdisclosure.schema import validator
from govdisclosure.wording._characters import compact

REPORTS = Path(__file__).resolve().parents[2].parent / "shared" / "reports"

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="needs the real reports in ../shared, which are not here")

PETITION, AFFAIRS, PETITION_WORD, DISTRICT, TOWN = ("000", "001", "002", "003", "004")
OFFICE = "机关事务"


def all_of(prefix: str) -> list[Parsed]:
    (path,) = REPORTS.glob(f"{prefix}_*.txt")
    return read_all(path)


def of_year(prefix: str, year: int) -> Parsed:
    return next(parsed for parsed in all_of(prefix) if parsed.report.year == year)


def everything() -> list[Parsed]:
    return [parsed for prefix in (PETITION, AFFAIRS, PETITION_WORD, DISTRICT, TOWN) for parsed in all_of(prefix)]


def figures(parsed: Parsed) -> dict[str, object]:
    """The figures that are not 0, by path."""
    found = {}
    for cell in format_of(parsed.report).cells:
        if parsed.report.format == "legacy" and parsed.report.statistics is None:
            continue
        value = attrgetter(cell.path)(parsed.report)
        assert value is not None, f"{cell.path} was not read"
        if value != 0:
            found[cell.path] = value
    return found


def test_every_report_is_found_and_every_figure_is_where_it_belongs() -> None:
    found = [(p.report.format, p.report.year, p.report.organ.name, figures(p)) for p in everything()]
    bought_2020 = {
        "proactive.regulations.made": 5,
        "proactive.regulations.newly_disclosed": 2,
        "proactive.regulations.total_disclosed": 11,
        "proactive.procurement.items": 15,
        "proactive.procurement.amount": Decimal("909.76"),
    }
    bought_2019 = {
        "proactive.other_services.items_last_year": 1,
        "proactive.other_services.items_change": 1,
        "proactive.other_services.decisions": 1,
        "proactive.procurement.items": 21,
        "proactive.procurement.amount": Decimal(376),
    }
    counted_2013 = {
        "statistics.disclosed.total": 30,
        "statistics.disclosed.organization": 5,
        "statistics.disclosed.policy": 7,
        "statistics.disclosed.business": 16,
        "statistics.disclosed.planning": 2,
        "statistics.staff.total": 1,
        "statistics.staff.part_time": 1,
        "statistics.trainings_held": 2,
        "statistics.trainings_attended": 2,
    }
    names = ("机关事务服务中心", "机关事务管理局", "机关行政事务管理局")
    centre, bureau, old_bureau = (f"张店区{name}" for name in names)
    assert found == [
        ("legacy", 2013, "张店区信访局", {}),
        ("2021", 2023, f"淄博市{centre}", {}),
        ("2021", 2022, centre, {}),
        ("2021", 2021, centre, {}),
        ("2019", 2020, centre, bought_2020),
        ("2019", 2019, centre, bought_2019),
        ("legacy", 2018, centre, {}),
        ("legacy", 2017, bureau, {}),
        ("legacy", 2016, bureau, {}),
        ("legacy", 2015, bureau, {}),
        ("legacy", 2013, bureau, counted_2013),
        ("legacy", 2012, old_bureau, {}),
        ("legacy", 2011, old_bureau, {}),
        ("legacy", 2010, old_bureau, {}),
        ("legacy", 2009, old_bureau, {}),
        ("legacy", 2008, old_bureau, {}),
        ("2021", 2023, "张店区信访局", {}),
        ("legacy", 2018, "张店区人民政府", {}),
        ("legacy", 2013, "张店区马尚镇", {}),
    ]


def test_the_guide_is_named_as_no_report() -> None:
    notes = [finding for finding in all_of(AFFAIRS)[0].notes if finding.code == "GD610"]
    assert [finding.place and (finding.place.line, finding.place.end_line) for finding in notes] == [(1, 185)]
    assert str(notes[0].args["title"]).endswith("政府信息公开指南")


def test_nothing_is_unplaced_and_the_print_is_kept() -> None:
    for parsed in everything():
        assert parsed.unplaced == ()
    assert of_year(AFFAIRS, 2020).report.printed == {"proactive.procurement.amount": "909.76万元"}
    assert of_year(AFFAIRS, 2019).report.printed == {"proactive.procurement.amount": "376万"}


def test_evidence_of_every_cell_names_its_line() -> None:
    for prefix in (AFFAIRS, PETITION_WORD):
        (path,) = REPORTS.glob(f"{prefix}_*.txt")
        lines = path.read_text("utf-8").split("\n")
        for parsed in read_all(path):
            for cell in format_of(parsed.report).cells:
                proof = parsed.evidence.get(cell.path)
                if proof is not None:
                    assert compact(lines[(proof.place.line or 0) - 1]).endswith(compact(proof.raw))


def test_notes_say_what_is_damaged() -> None:
    told = [(p.report.year, finding) for p in all_of(AFFAIRS) for finding in p.notes if finding.code != "GD609"]
    notes = [(year, finding.code, finding.args.get("label")) for year, finding in told]
    heads = [(year, "GD607", "总计") for year in (2023, 2022, 2021, 2020, 2019)]
    applicants = [(year, "GD607", "自然人") for year in (2020, 2019)]
    bracket = (2021, "GD601", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
    damaged = [(2013, "GD604", None)] * 3
    assert sorted(notes, key=str) == sorted([*heads, *applicants, bracket, *damaged, (2023, "GD610", None)], key=str)


@pytest.mark.parametrize(
    ("prefix", "year", "period", "published", "signed_by", "signed"),
    [
        (PETITION, 2013, "2013-01-01", None, None, "2014-01-21"),
        (AFFAIRS, 2023, "2023-01-01", "2024-01-17", None, None),
        (AFFAIRS, 2020, "2020-01-01", "2021-01-29", "淄博市张店区机关事务服务中心", "2021-01-29"),
        (AFFAIRS, 2019, "2019-01-01", "2020-01-21", "淄博市张店区机关事务服务中心", "2020-01-20"),
        (AFFAIRS, 2016, "2016-01-01", "2017-03-14", "张店区机关事务管理局", "2017-03-13"),
        (AFFAIRS, 2013, None, "2014-01-25", "张店区机关事务管理局", "2014-01-25"),
        (AFFAIRS, 2011, "2011-01-01", "2012-02-20", "张店区机关行政事务管理局", "2012-02-20"),
        (AFFAIRS, 2008, None, "2009-03-27", "张店区机关事务管理局", "2009-03-27"),
        (PETITION_WORD, 2023, "2023-01-01", None, "张店区信访局", "2024-01-18"),
        (DISTRICT, 2018, "2018-01-01", None, None, None),
        (TOWN, 2013, None, None, None, None),
    ],
)
def test_head_and_signature(
    prefix: str, year: int, period: str | None, published: str | None, signed_by: str | None, signed: str | None
) -> None:
    report = of_year(prefix, year).report
    assert (report.period and report.period.start.isoformat()) == period
    assert (report.published_on and report.published_on.isoformat()) == published
    assert report.signed_by == signed_by
    assert (report.signed_on and report.signed_on.isoformat()) == signed


def test_contact_and_basis() -> None:
    for prefix, year in ((PETITION, 2013), (AFFAIRS, 2022), (AFFAIRS, 2019), (PETITION_WORD, 2023), (DISTRICT, 2018)):
        report = of_year(prefix, year).report
        assert report.contact is not None
        assert re.search(r"\d{6}", report.contact)
        assert report.basis[0].startswith("《中华人民共和国政府信息公开条例》")
    assert "国办公开办函〔2021〕30号" in of_year(AFFAIRS, 2022).report.basis[1]
    assert "国办公开办函〔2019〕60号" in of_year(AFFAIRS, 2020).report.basis[1]


@pytest.mark.parametrize(
    ("prefix", "year", "numbers"),
    [
        (PETITION, 2013, "一二二四五六七八"),
        (AFFAIRS, 2023, "一二三四五六"),
        (AFFAIRS, 2011, "一二三三四五五"),
        (AFFAIRS, 2010, "一二三四五"),
        (PETITION_WORD, 2023, "一二三四五六"),
        (DISTRICT, 2018, "一二三四五六七"),
        (TOWN, 2013, "一二三四五六七八九十"),
    ],
)
def test_sections_with_their_numbers_as_printed(prefix: str, year: int, numbers: str) -> None:
    sections = of_year(prefix, year).report.sections
    assert [section.number for section in sections if section.number] == [f"{number}、" for number in numbers]


def test_parts_are_nested_and_wrapped_lines_joined() -> None:
    word = of_year(PETITION_WORD, 2023).report.sections
    assert [part.number for part in word[5].parts] == ["（一）", "（2）", "（3）", "（四）"]
    assert [section.table for section in word] == [None, "proactive", "requests", "proceedings", None, None]
    wrapped = of_year(PETITION, 2013).report
    assert [[part.number for part in part.parts] for part in wrapped.sections[2].parts] == [["1、", "2、", "3、"]] * 2
    assert all(text.endswith("。") for text in wrapped.preamble)
    assert of_year(DISTRICT, 2018).report.sections[6].heading == "存在的主要问题及改进措施"


@pytest.mark.parametrize("prefix", [AFFAIRS, PETITION_WORD])
def test_the_kth_figure_goes_to_the_kth_cell(prefix: str) -> None:
    """Zeros prove nothing about places: put the number of its place into every cell of the document."""
    (path,) = REPORTS.glob(f"{prefix}_*.txt")
    original = path.read_text("utf-8").split("\n")
    for index, parsed in enumerate(read_all(path)):
        fmt = format_of(parsed.report)
        if not fmt.headings:
            continue
        headings = [number for number, line in enumerate(original, 1) if _heading(line)]
        title = parsed.evidence["title"].place.line or 0
        begin = next(n for n in headings if n > title and "主动公开政府信息情况" in original[n - 1])
        end = next(n for n in headings if n > begin and "存在的主要问题" in original[n - 1])
        lines, place = list(original), 0
        for number in range(begin, end):
            if re.fullmatch(r"[\d.]+(?:万元?)?", compact(lines[number])):
                place += 1
                lines[number] = re.sub(r"[\d.]+", str(place), lines[number])
        assert place == len(fmt.cells)
        changed = read_all("\n".join(lines).encode())[index].report
        assert [attrgetter(cell.path)(changed) for cell in fmt.cells] == [cell.order for cell in fmt.cells]


def _heading(line: str) -> bool:
    return re.match(r"\s*[二五]、", line) is not None


def test_records_survive_json_and_text() -> None:
    for parsed in everything():
        assert loads(dumps(parsed.report)) == parsed.report
        assert read(render(parsed.report, "text")).report == printable(parsed.report, "text")


def test_the_command_writes_nineteen_records_that_two_validators_accept(tmp_path: Path) -> None:
    files = sorted(str(path) for path in REPORTS.glob("*.txt"))
    with pytest.raises(SystemExit) as ended:
        main(["read", *files, "-o", str(tmp_path)])
    assert ended.value.code == 0
    records = [path for path in tmp_path.glob("*.json") if not path.name.endswith(".evidence.json")]
    assert len(records) == 19
    for path in records:
        data = json.loads(path.read_text("utf-8"))
        validator(data["format"]).validate(data)
        published = json.loads((SCHEMAS / data["format"] / "1" / "report.schema.json").read_text("utf-8"))
        jsonschema_rs.validator_for(published).validate(data)
        evidence = loads_evidence(path.with_suffix(".evidence.json").read_bytes())
        assert evidence.source.sha256 in {hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in files}


def test_a_checker_finds_what_is_there_and_nothing_else() -> None:
    found = sorted(
        (p.report.year or 0, "信访" in (p.report.organ.name or ""), finding.code, finding.message, finding.path or "")
        for p in everything()
        for finding in check(p.report, select=["GD1", "GD2"], evidence=p.evidence).findings
    )
    assert {(year, is_petition, code) for year, is_petition, code, _, _ in found} == {
        (2008, False, "GD106"),
        (2009, False, "GD106"),
        (2010, False, "GD106"),
        (2011, False, "GD102"),
        (2011, False, "GD106"),
        (2012, False, "GD106"),
        (2013, False, "GD106"),
        (2013, True, "GD102"),
        (2018, False, "GD102"),
        (2023, True, "GD102"),
    }


def test_every_standard_report_is_fully_checked() -> None:
    for parsed in everything():
        if FORMATS[parsed.report.format].headings:
            assert check(parsed.report, select=["GD2"]).undecided == ()
