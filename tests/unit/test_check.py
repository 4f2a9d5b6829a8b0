"""The engine: which rules run, in what order findings come, what is counted, and how they speak."""

import re
import string
from collections import Counter

import attrs
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import (
    FORMATS,
    RULES,
    Evidence,
    Finding,
    Format,
    Outcome,
    Place,
    Report,
    Rule,
    Section,
    check,
    from_dict,
    read,
)
from govdisclosure.checks._rule import Message, Severity, Status
from govdisclosure.errors import Lang
from govdisclosure.evidence import How
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import skeleton
from govdisclosure.strategies import reports

every_format = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
SECTIONS: dict[Lang, list[str]] = {
    "en": ["What it does", "Why it matters", "Example", "Corrected", "Exceptions"],
    "zh": ["检查内容", "为什么重要", "示例", "改正", "例外"],
}
FAMILIES = sorted({code[:3] for code in RULES})


def faulty(fmt: Format) -> Report:
    """Without title, misnumbered, and every printed total one too high."""
    values = {cell.path: 0 for cell in fmt.cells} | {identity.path: 1 for identity in fmt.identities}
    plain = {"format": fmt.name, "year": fmt.first_year, "organ": {}, **nested(values)}
    tables = tuple(Section(number=None, heading=None, table=key) for key in fmt.tables)
    sections = (*(skeleton(fmt.headings) or tables), Section(number="（九）"))
    return attrs.evolve(from_dict(plain, draft=True), sections=sections)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


# --- which rules run --------------------------------------------------------------------------------------


@every_format
@pytest.mark.parametrize("prefix", ["", *FAMILIES, "GD20", "GD106"])
def test_rules_are_selected_and_ignored_by_prefix(fmt: Format, prefix: str) -> None:
    stable = {
        code
        for code, rule in RULES.items()
        if "report" in rule.needs and rule.status is Status.STABLE and rule.applies(fmt)
    }
    wanted = {code for code in stable if code.startswith(prefix)}
    assert set(check(faulty(fmt), select=[prefix] if prefix else ()).counts) == wanted
    assert set(check(faulty(fmt), ignore=[prefix] if prefix else ()).counts) == (stable - wanted if prefix else stable)


@every_format
def test_ignore_wins_over_select(fmt: Format) -> None:
    chosen = check(faulty(fmt), select=["GD1"], ignore=["GD102", "GD106"])
    assert {"GD102", "GD106"}.isdisjoint(chosen.counts)
    assert "GD107" in chosen.counts


@every_format
def test_only_rules_that_apply_run(fmt: Format) -> None:
    for code in check(faulty(fmt)).counts:
        assert fmt.name in RULES[code].formats


# --- order and counts -------------------------------------------------------------------------------------


@every_format
def test_findings_come_in_printed_order(fmt: Format) -> None:
    findings = check(faulty(fmt)).findings
    paths = [finding.path for finding in findings]
    assert paths[0] == "title"
    assert paths[-1] == f"sections[{len(faulty(fmt).sections) - 1}]"
    cells = [path for path in paths if path in fmt.by_path]
    assert cells
    assert cells == sorted(cells, key=lambda path: fmt.cell(path or "").order)


@every_format
def test_findings_in_prose_stand_between_the_tables_they_are_printed_between(fmt: Format) -> None:
    """A table printed before another section has its findings before that section's."""
    report = faulty(fmt)
    table = next(s for s in report.sections if s.table == fmt.cell(fmt.identities[0].path).table)
    swapped = attrs.evolve(report, sections=(attrs.evolve(table, number="一、"), Section(number="三、")))
    paths = [finding.path for finding in check(swapped, select=["GD102", "GD2"]).findings]
    assert paths[-1] == "sections[1]" or fmt.cell(paths[-1] or "").table != table.table
    assert paths.index("sections[1]") > paths.index(fmt.identities[0].path)


@every_format
def test_counts_are_what_was_found(fmt: Format) -> None:
    result = check(faulty(fmt))
    assert Counter(f.code for f in result.findings) == +Counter(
        {code: count.get(Outcome.VIOLATED, 0) for code, count in result.counts.items()}
    )
    assert len(result.findings) == result.total(Outcome.VIOLATED)
    assert len(result.undecided) == result.total(Outcome.UNDECIDABLE) + result.total(Outcome.BLOCKED)
    assert result.has_errors == any(f.severity is Severity.ERROR for f in result.findings)


@every_format
def test_a_draft_is_checked_without_exception(fmt: Format) -> None:
    report = from_dict({"format": fmt.name, "year": None, "organ": {}}, draft=True)
    result = check(report)
    assert {finding.code for finding in result.findings} <= set(RULES)
    assert result.total(Outcome.UNDECIDABLE) > 0


@every_format
def test_findings_say_where_the_figure_stood(fmt: Format) -> None:
    path = fmt.identities[0].path
    evidence = {path: Evidence(place=Place(line=7, end_line=7), raw=" 1 ")}
    findings = check(faulty(fmt), select=["GD2"], evidence=evidence).findings
    assert {(f.place, f.raw) for f in findings if f.path == path} == {(Place(line=7, end_line=7), " 1 ")}
    assert {(f.place, f.raw) for f in findings if f.path != path} <= {(None, None)}


@every_format
@pytest.mark.parametrize(
    ("how", "left_out", "fault"),
    [
        (How.EXACT, False, "source"),
        (How.VARIANT, False, "source"),
        (How.ORDER, False, "reading"),
        (How.DERIVED, False, "reading"),
        (How.EXACT, True, "reading"),
    ],
)
def test_findings_say_whether_it_is_printed_so(fmt: Format, how: How, left_out: bool, fault: str) -> None:
    identity = fmt.identities[0]
    sure = Evidence(place=Place(line=7), raw="1")
    evidence = dict.fromkeys(identity.paths, sure) | {identity.paths[-1]: attrs.evolve(sure, how=how)}
    if left_out:
        del evidence[identity.paths[-1]]
    found = check(faulty(fmt), select=[identity.code], evidence=evidence).findings
    assert {finding.fault for finding in found if finding.path == identity.path} == {fault}
    assert {finding.fault for finding in check(faulty(fmt), select=[identity.code]).findings} == {None}


# --- generated reports ------------------------------------------------------------------------------------


@every_format
@examples(50)
@given(data=st.data())
def test_a_consistent_report_with_ordinary_prose_has_no_finding(fmt: Format, data: st.DataObject) -> None:
    result = check(data.draw(reports(fmt)))
    assert [(finding.code, finding.path, finding.text()) for finding in result.findings] == []


@every_format
@examples(50)
@given(data=st.data())
def test_no_report_is_too_odd_to_be_checked(fmt: Format, data: st.DataObject) -> None:
    result = check(data.draw(reports(fmt, consistent=False, blanks=True, narrative="awkward")))
    for finding in (*result.findings, *result.undecided):
        assert finding.text("zh")
        assert finding.text("en")


# --- how rules speak --------------------------------------------------------------------------------------


@every_rule
def test_every_message_can_be_said_in_both_languages(rule: Rule) -> None:
    assert rule.messages
    for name, message in rule.messages.items():
        assert fields(message.zh) == fields(message.en), name
        finding = Finding(code=rule.code, message=name, args=dict.fromkeys(fields(message.zh), "甲"))
        for text in (finding.text("zh"), finding.text("en")):
            assert text
            assert "{" not in text
        for common in ("undecidable", "blocked"):
            assert Finding(code=rule.code, message=common).text("zh") != ""


@every_rule
@pytest.mark.parametrize("lang", SECTIONS)
def test_every_rule_is_explained_in_both_languages(rule: Rule, lang: Lang) -> None:
    """Five sections in order, none empty, and no heading of the other language among them."""
    start, *sections = re.split(r"^## ", rule.explanation(lang), flags=re.MULTILINE)
    assert start == ""
    assert [section.partition("\n")[0] for section in sections] == SECTIONS[lang]
    for section in sections:
        assert section.partition("\n")[2].strip(), section


@every_rule
def test_every_rule_describes_itself(rule: Rule) -> None:
    for said in (rule.title, rule.basis):
        assert isinstance(said, Message)
        assert said.zh
        assert said.en
    assert rule.formats


def test_codes_are_in_order_and_slugs_are_names() -> None:
    assert list(RULES) == sorted(RULES)
    assert len({rule.slug for rule in RULES.values()}) == len(RULES)
    assert all(RULES[code].code == code for code in RULES)


@every_format
def test_every_finding_of_a_faulty_report_speaks(fmt: Format) -> None:
    result = check(faulty(fmt))
    assert result.findings
    for finding in (*result.findings, *result.undecided):
        for text in (finding.text("zh"), finding.text("en")):
            assert text
            assert "{" not in text


def test_findings_on_paragraphs_say_where_they_begin() -> None:
    lines = (
        "云溪县档案馆2012年政府信息公开工作年度报告",
        "本报告由三个部分组成。",
        "一、概述",
        "平稳。",
        "二、结语",
        "平稳。",
    )
    parsed = read("\n".join(lines).encode())
    (finding,) = check(parsed.report, select=["GD102"], evidence=parsed.evidence).findings
    assert (finding.path, finding.place, finding.raw) == ("preamble", Place(line=2, end_line=2), lines[1])
