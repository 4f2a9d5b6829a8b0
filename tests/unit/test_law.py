"""GD401 to GD404: each fires on its defect, is silent without it, and says so where it cannot tell."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
import pytest

from govdisclosure import FORMATS, Finding, Format, Organ, Outcome, Report, Section, check, from_dict
from govdisclosure.checks.law import RULES
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import Level

STANDARD = [fmt for fmt in FORMATS.values() if fmt.headings]
every_format = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
standard_format = pytest.mark.parametrize("fmt", STANDARD, ids=[fmt.name for fmt in STANDARD])
fee_format = pytest.mark.parametrize("fmt", [f for f in STANDARD if f.fee_notice], ids=lambda fmt: fmt.name)
JANUARY, MARCH = (1, 31), (3, 31)


def report_of(
    fmt: Format, organ: Organ | None = None, year: int | None = None, values: Mapping[str, int | None] | None = None
) -> Report:
    """A report in which every figure is 0 but for those given by path."""
    figures = dict[str, int | None]({cell.path: 0 for cell in fmt.cells}) | dict(values or {})
    plain = {"format": fmt.name, "year": year or fmt.first_year, "organ": {"name": None}, **nested(figures)}
    return attrs.evolve(from_dict(plain, draft=True), organ=organ or Organ(name="云溪县教育局"))


def published(fmt: Format, organ: Organ, on: tuple[int, int], *, after: int = 1) -> Report:
    report = report_of(fmt, organ)
    assert report.year is not None
    return attrs.evolve(report, published_on=date(report.year + after, *on))


def outcomes(report: Report, code: str) -> dict[Outcome, int]:
    return dict(check(report, select=[code]).counts[code])


def one(report: Report, code: str) -> Finding:
    (finding,) = check(report, select=[code]).findings
    return finding


def undecided(report: Report, code: str) -> Finding:
    result = check(report, select=[code])
    assert result.findings == ()
    (finding,) = result.undecided
    return finding


def organ(name: str | None = None, level: Level | None = None, code: str | None = None) -> Organ:
    return Organ(name=name, level=level, division_code=code)


# GD401


@standard_format
@pytest.mark.parametrize(
    ("who", "last"),
    [
        (organ("云溪县教育局"), JANUARY),
        (organ("教育部"), JANUARY),
        (organ(level="department"), JANUARY),
        (organ("云溪县人民政府"), MARCH),
        (organ("云溪县机关事务服务中心", level="government"), MARCH),
    ],
)
def test_the_deadline_is_that_of_the_level(fmt: Format, who: Organ, last: tuple[int, int]) -> None:
    assert outcomes(published(fmt, who, last), "GD401") == {Outcome.HOLDS: 1}
    month = last[0] + 1
    assert one(published(fmt, who, (month, 1)), "GD401").path == "published_on"


@standard_format
def test_a_finding_says_how_the_level_is_known(fmt: Format) -> None:
    derived = one(published(fmt, organ("云溪县教育局"), (2, 5)), "GD401")
    assert derived.parts == ("published_on", "organ.name")
    assert "根据机关名称中的“局”判断" in derived.text("zh")
    assert "derived from 局" in derived.text("en")
    assert "第四十九条" in derived.text("zh")
    stated = one(published(fmt, organ("云溪县档案馆", level="department"), (2, 5)), "GD401")
    assert stated.parts == ("published_on", "organ.level")
    assert "按报告写明的情况" in stated.text("zh")


@standard_format
def test_a_year_later_is_late_on_any_day_and_the_same_year_never(fmt: Format) -> None:
    assert one(published(fmt, organ("云溪县教育局"), (1, 1), after=2), "GD401")
    assert outcomes(published(fmt, organ("云溪县教育局"), (12, 31), after=0), "GD401") == {Outcome.HOLDS: 1}


@standard_format
@pytest.mark.parametrize("name", ["云溪县机关事务服务中心", "云溪县青禾镇人民政府", "云溪大学", None])
def test_without_a_deadline_of_its_own_lateness_is_undecidable(fmt: Format, name: str | None) -> None:
    finding = undecided(published(fmt, organ(name), (6, 1)), "GD401")
    assert finding.text("zh").startswith("无法判断")
    assert finding.text("en").startswith("cannot be decided")


@every_format
def test_before_the_revision_all_have_until_march_whatever_they_are(fmt: Format) -> None:
    if any(deadline.levels is None for deadline in fmt.deadlines):
        for name in ("云溪县教育局", "云溪县机关事务服务中心", "云溪县青禾镇", None):
            assert outcomes(published(fmt, organ(name), MARCH), "GD401") == {Outcome.HOLDS: 1}
            late = one(published(fmt, organ(name), (4, 1)), "GD401")
            assert "根据机关名称" not in late.text("zh")
    else:
        assert [fmt.deadline(level) for level in ("township", "organization", None)] == [None, None, None]


def test_the_law_is_that_of_the_year_not_of_the_tables() -> None:
    legacy, first, *_ = FORMATS.values()
    report = attrs.evolve(report_of(legacy, year=first.first_year), published_on=date(first.first_year + 1, 2, 1))
    assert one(report, "GD401")


@every_format
def test_a_signature_date_is_no_publication(fmt: Format) -> None:
    report = report_of(fmt, organ("云溪县教育局"))
    assert report.year is not None
    signed = attrs.evolve(report, signed_on=date(report.year + 1, 12, 1))
    assert undecided(signed, "GD401").path == "published_on"
    undated = attrs.evolve(signed, published_on=date(report.year + 1, 12, 1), year=None)
    assert undecided(undated, "GD401")
    ancient = attrs.evolve(undated, year=1)
    assert undecided(ancient, "GD401")


# GD402

_ROW = "proactive.regulations"


def made(fmt: Format) -> str:
    """The first cell of the row of rules."""
    return next(cell.path for cell in fmt.cells if cell.row == _ROW)


def with_rules(fmt: Format, who: Organ, figure: int | None = 5) -> Report:
    return report_of(fmt, who, values={made(fmt): figure})


@standard_format
@pytest.mark.parametrize(
    "who",
    [
        organ("云溪县教育局"),
        organ("云溪县人民政府"),
        organ("青禾市云溪区机关事务服务中心"),
        organ("云溪县青禾镇人民政府"),
        organ("云溪大学"),
        organ("机关事务服务中心", code="370303"),
        organ("教育局", level="organization"),
    ],
    ids=str,
)
def test_who_cannot_make_rules_has_none_to_report(fmt: Format, who: Organ) -> None:
    finding = one(with_rules(fmt, who), "GD402")
    assert finding.path == made(fmt)
    assert finding.parts == (made(fmt),)
    assert finding.severity == "error"
    assert "填 5" in finding.text("zh")
    assert outcomes(with_rules(fmt, who, 0), "GD402") == {Outcome.HOLDS: 1}


@standard_format
def test_a_row_is_one_finding_that_names_all_its_figures(fmt: Format) -> None:
    paths = [cell.path for cell in fmt.cells if cell.row == _ROW]
    finding = one(report_of(fmt, values={path: n for n, path in enumerate(paths)}), "GD402")
    assert finding.path == paths[1]
    assert finding.parts == tuple(paths[1:])
    assert "根据机关名称中的“云溪县”判断" in finding.text("zh")


@standard_format
@pytest.mark.parametrize(
    "who",
    [
        organ("教育部"),
        organ("云岭省人民政府"),
        organ("重庆市人民政府"),
        organ("云岭藏族自治州人民政府"),
        organ("云溪市人民政府", code="370300"),
        organ("人民政府", level="government", code="370000"),
    ],
    ids=str,
)
def test_who_can_make_rules_may_report_them(fmt: Format, who: Organ) -> None:
    assert outcomes(with_rules(fmt, who), "GD402") == {Outcome.HOLDS: 1}


@standard_format
@pytest.mark.parametrize(
    ("who", "word"),
    [
        (organ("云溪市人民政府"), "哪一级"),
        (organ("云溪市教育局"), "哪一级"),
        (organ("云岭省教育厅"), "部门"),
        (organ("云岭省机关事务服务中心"), "类别"),
        (organ(), "类别"),
    ],
    ids=str,
)
def test_who_may_or_may_not_is_undecidable(fmt: Format, who: Organ, word: str) -> None:
    assert word in undecided(with_rules(fmt, who), "GD402").text("zh")
    assert outcomes(with_rules(fmt, who, 0), "GD402") == {Outcome.HOLDS: 1}


@standard_format
def test_a_blank_in_the_row_of_rules_is_undecidable_and_unread_digits_block(fmt: Format) -> None:
    blank = with_rules(fmt, organ("云溪县教育局"), None)
    assert outcomes(blank, "GD402") == {Outcome.UNDECIDABLE: 1}
    unread = attrs.evolve(blank, printed={made(fmt): "2 0"})
    assert outcomes(unread, "GD402") == {Outcome.BLOCKED: 1}
    last = [cell.path for cell in fmt.cells if cell.row == _ROW][-1]
    filled = report_of(fmt, values={made(fmt): None, last: 2})
    assert one(filled, "GD402").path == last


@standard_format
def test_normative_documents_are_no_rules(fmt: Format) -> None:
    documents = [cell.path for cell in fmt.cells if cell.row == "proactive.normative_documents"]
    assert outcomes(report_of(fmt, values=dict.fromkeys(documents, 7)), "GD402") == {Outcome.HOLDS: 1}


# GD403


def with_other_matters(fmt: Format, *paragraphs: str, parts: tuple[str, ...] = ()) -> Report:
    sections = [Section(number=h.number, heading=h.label.zh, paragraphs=("无。",)) for h in fmt.headings]
    below = tuple(Section(number=f"{n}.", level=2, paragraphs=(text,)) for n, text in enumerate(parts, 1))
    sections[-1] = attrs.evolve(sections[-1], paragraphs=paragraphs, parts=below)
    return attrs.evolve(report_of(fmt), sections=tuple(sections))


@fee_format
@pytest.mark.parametrize(
    "text",
    ["无。", "没有其他需要报告的事项。", "本年度办理人大代表建议2件。", "行政事业性收费情况见表二。", ""],
)
def test_a_fee_that_is_not_named_is_not_reported(fmt: Format, text: str) -> None:
    finding = one(with_other_matters(fmt, text), "GD403")
    assert finding.path == "sections[5]"
    assert "信息处理费" in finding.text("zh")


@fee_format
@pytest.mark.parametrize(
    "text",
    [
        "本年度未收取信息处理费。",
        "本年度没有收取依申请公开政府信息的任何费用。",
        "依申请提供政府信息未收费。",
        "政府信息公开收费情况：无。",
        "按照国办函〔2020〕109号文件报告：无。",
        "按照国办函[2020]109号文件报告：无。",
        "全年收取信息 处理费120元。",
        "本单位没有产生信息公开相关费用。",
    ],
)
def test_any_wording_of_the_fee_reports_it(fmt: Format, text: str) -> None:
    assert outcomes(with_other_matters(fmt, text), "GD403") == {Outcome.HOLDS: 1}
    assert outcomes(with_other_matters(fmt, parts=("建议办理情况。", text)), "GD403") == {Outcome.HOLDS: 1}


@fee_format
def test_the_fee_may_be_named_in_another_section(fmt: Format) -> None:
    report = with_other_matters(fmt, "无。")
    first = attrs.evolve(report.sections[0], paragraphs=("本年度未收取信息处理费。",))
    assert outcomes(attrs.evolve(report, sections=(first, *report.sections[1:])), "GD403") == {Outcome.HOLDS: 1}


@fee_format
def test_without_the_section_the_fee_is_undecidable(fmt: Format) -> None:
    report = with_other_matters(fmt, "无。")
    assert undecided(attrs.evolve(report, sections=report.sections[:-1]), "GD403")
    assert undecided(attrs.evolve(report, sections=()), "GD403")


@every_format
def test_only_formats_with_the_fee_ask_for_it(fmt: Format) -> None:
    (fee,) = [rule for rule in RULES if rule.code == "GD403"]
    assert (fmt.name in fee.formats) == (fmt.fee_notice is not None)
    assert ("GD403" in check(report_of(fmt), select=["GD403"]).counts) == (fmt.fee_notice is not None)


# GD404


@standard_format
def test_tables_of_another_year_are_found(fmt: Format) -> None:
    for other in FORMATS.values():
        report = report_of(fmt, year=other.first_year)
        if other is fmt:
            assert outcomes(report, "GD404") == {Outcome.HOLDS: 1}
        else:
            finding = one(report, "GD404")
            assert (finding.path, finding.message) == ("format", "tables")
            assert other.label.zh in finding.text("zh")


@standard_format
def test_the_last_year_of_a_format_is_its_own(fmt: Format) -> None:
    last = fmt.last_year or fmt.first_year + 40
    assert outcomes(report_of(fmt, year=last), "GD404") == {Outcome.HOLDS: 1}


def cited(report: Report, *notices: str) -> Report:
    """The notices in the list of them, and in the two places where prose cites them."""
    return attrs.evolve(report, basis=tuple(f"《关于印发格式的通知》（{notice}）" for notice in notices))


@standard_format
def test_the_notice_of_another_format_is_found_where_it_is_cited(fmt: Format) -> None:
    own = fmt.basis[0]
    assert outcomes(cited(report_of(fmt), own), "GD404") == {Outcome.HOLDS: 2}
    for other in STANDARD:
        if other is fmt:
            continue
        (notice,) = other.basis
        finding = one(cited(report_of(fmt), notice), "GD404")
        assert (finding.path, finding.message) == ("basis", "notice")
        assert notice in finding.text("zh")
        assert own in finding.text("zh")
        assert finding.parts == ("basis", "year")
        assert dict(finding.args) == {"year": str(fmt.first_year), "cited": notice, "expected": own}
        text = f"根据{notice.replace('〔', ' [').replace('〕', '] ')}编制本报告。"
        assert one(attrs.evolve(report_of(fmt), preamble=(text,)), "GD404").path == "preamble"
        first = Section(number="一、", heading="总体情况", paragraphs=(text,))
        assert one(attrs.evolve(report_of(fmt), sections=(first,)), "GD404").path == "sections[0]"
        later = (Section(number="一、", heading="总体情况"), attrs.evolve(first, number="二、"))
        assert outcomes(attrs.evolve(report_of(fmt), sections=later), "GD404") == {Outcome.HOLDS: 1}


@standard_format
def test_the_earlier_notice_beside_the_right_one_is_no_defect(fmt: Format) -> None:
    notices = [notice for each in STANDARD for notice in each.basis]
    assert outcomes(cited(report_of(fmt), *notices), "GD404") == {Outcome.HOLDS: 2}
    joined = notices[0] + "和" + fmt.basis[0].removeprefix("国办公开办函")
    assert outcomes(cited(report_of(fmt), joined), "GD404") == {Outcome.HOLDS: 2}


@standard_format
def test_a_document_with_the_right_number_of_another_year_is_not_the_right_notice(fmt: Format) -> None:
    other = next(notice for each in STANDARD if each is not fmt for notice in each.basis)
    number = fmt.basis[0].partition("〕")[2]
    assert one(cited(report_of(fmt), other, f"云政办〔2018〕{number}"), "GD404").message == "notice"


@standard_format
def test_other_documents_are_no_notices_of_a_format(fmt: Format) -> None:
    assert outcomes(cited(report_of(fmt), "国办函〔2020〕109号", "国务院令第711号"), "GD404") == {Outcome.HOLDS: 1}
    old_laws = [basis for each in FORMATS.values() if not each.headings for basis in each.basis]
    assert old_laws
    assert outcomes(cited(report_of(fmt), *old_laws), "GD404") == {Outcome.HOLDS: 1}


@standard_format
def test_without_a_year_the_format_is_undecidable(fmt: Format) -> None:
    assert undecided(attrs.evolve(report_of(fmt), year=None), "GD404").path == "year"
    assert undecided(attrs.evolve(report_of(fmt), year=1), "GD404").path == "year"


@pytest.mark.parametrize("found", RULES, ids=lambda found: found.code)
def test_explanations_are_complete_in_both_languages(found: Any) -> None:
    for lang in ("en", "zh"):
        assert found.explanation(lang).count("## ") == 5
