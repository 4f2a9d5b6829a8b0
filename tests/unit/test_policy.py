"""Policies: the file they stand in, which file it is, and what it makes of findings."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from govdisclosure import FORMATS, RULES, Finding, Format, Organ, Report, Severity, check
from govdisclosure.errors import InvalidPolicy, Problem
from govdisclosure.policy import POLICY_FILE, Policies, Policy, Waiver, find_policy, load_policy

TODAY = date(2025, 6, 1)
every_format = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
Write = Callable[[str], Path]

WHOLE_FILE = """
select = ["GD1", "GD203"]
ignore = ["GD105"]

[severity]
GD303 = "warning"
GD104 = "error"

[[waive]]
code = "GD104"
path = "proactive.fees.amount"
reason = "该收费项目已取消，系统不允许填写"

[[waive]]
code = "GD106"
path = "title"
file = "云溪县档案馆-2023.json"
organ = "云溪县*"
year = 2023
reason = "网页标题另行维护"
until = 2025-12-31
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / POLICY_FILE
        path.write_text(text, encoding="utf-8")
        return path

    return write


def report_of(fmt: Format) -> Report:
    report: Report = fmt.report(year=fmt.first_year, organ=Organ(name="云溪县档案馆"))
    return report


def titles(report: Report) -> tuple[Finding, ...]:
    """A report without a title has a finding on it."""
    return check(report, select=["GD106"]).findings


# --- the file ---------------------------------------------------------------------------------------------


def test_a_file_is_read_as_it_is_written(write: Write) -> None:
    path = write(WHOLE_FILE)
    assert load_policy(path) == Policy(
        source=str(path),
        select=("GD1", "GD203"),
        ignore=("GD105",),
        severity={"GD303": Severity.WARNING, "GD104": Severity.ERROR},
        waive=(
            Waiver(code="GD104", path="proactive.fees.amount", reason="该收费项目已取消，系统不允许填写"),
            Waiver(
                code="GD106",
                path="title",
                file="云溪县档案馆-2023.json",
                organ="云溪县*",
                year=2023,
                reason="网页标题另行维护",
                until=date(2025, 12, 31),
                number=2,
            ),
        ),
    )


def test_an_empty_file_and_one_with_a_byte_order_mark_are_policies(write: Write) -> None:
    assert load_policy(write("")) == Policy(source=str(write("")))
    assert load_policy(write('\ufeffselect = ["GD2"]')).select == ("GD2",)


WAIVER = '[[waive]]\ncode = "GD104"\npath = "title"\nreason = "另行说明"\n'
WRONG = {
    "no TOML": ("select = [", "", "TOML"),
    "unknown key": ('selects = ["GD1"]', "selects", "unknown key"),
    "unknown key of a waiver": (WAIVER + "because = 'x'", "waive[1].because", "unknown key"),
    "unknown code": ('select = ["GD1", "GD9"]', "select", '"GD9"'),
    "empty code": ('ignore = [""]', "ignore", '""'),
    "no list": ('ignore = "GD1"', "ignore", '"GD1"'),
    "one letter and no list": ('ignore = "G"', "ignore", '"G"'),
    "number and no list": ("select = 3", "select", "3"),
    "empty list": ("select = []", "select", "an array"),
    "unknown code graded": ('[severity]\nGD999 = "error"', "severity.GD999", "the code of a rule"),
    "family graded": ('[severity]\nGD2 = "error"', "severity.GD2", "the code of a rule"),
    "unknown grade shown": ('[severity]\nGD303 = "fatal"', "severity.GD303", '"fatal"'),
    "unknown grade": ('[severity]\nGD303 = "fatal"', "severity.GD303", '"error", "warning", "info"'),
    "grades no table": ("severity = 3", "severity", "a table"),
    "unknown code waived": (WAIVER.replace("GD104", "GD1"), "waive[1].code", "the code of a rule"),
    "no code": (WAIVER.replace('code = "GD104"', ""), "waive[1].code", "missing"),
    "no path": (WAIVER.replace('path = "title"', ""), "waive[1].path", "missing"),
    "no reason": (WAIVER.replace('reason = "另行说明"', ""), "waive[1].reason", "missing"),
    "blank reason": (WAIVER.replace("另行说明", " "), "waive[1].reason", "text that says something"),
    "date in quotes": (WAIVER + 'until = "2025-12-31"', "waive[1].until", "without quotes"),
    "a time": (WAIVER + "until = 2025-12-31T00:00:00", "waive[1].until", "without quotes"),
    "date in quotes shown": (WAIVER + 'until = "2025-12-31"', "waive[1].until", '"2025-12-31"'),
    "no year": (WAIVER + "year = '2023'", "waive[1].year", "a whole number"),
    "year before the first": (WAIVER + "year = 0", "waive[1].year", "0"),
    "year after the last": (WAIVER + "year = 10000", "waive[1].year", "10000"),
    "waivers no tables": ("waive = ['GD104']", "waive", "a table"),
    "one waiver": ("[waive]\ncode = 'GD104'", "waive", "[[waive]]"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_file_and_key(write: Write, case: str) -> None:
    text, key, said = WRONG[case]
    path = write(text)
    with pytest.raises(InvalidPolicy) as caught:
        load_policy(path)
    assert [problem.path for problem in caught.value.problems] == [key]
    assert str(caught.value).startswith(f"{path}: {key}")
    assert said in str(caught.value)
    assert caught.value.text("zh").startswith(f"{path}：")
    assert "应为" in caught.value.text("zh")
    assert "None" not in caught.value.text("en") + caught.value.text("zh")


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        (
            'select = ["GD9"]',
            'a list of codes or their beginnings, such as ["GD2", "GD105"]',
            '规则代码或其开头的列表，如 ["GD2", "GD105"]',
        ),
        (
            '[severity]\nGD303 = "fatal"',
            'one of "error", "warning", "info"',
            '"error"、"warning"、"info" 之一',
        ),
        ('[severity]\nGD2 = "error"', "the code of a rule, such as GD104", "规则代码，如 GD104"),
        (WAIVER.replace("另行说明", " "), "text that says something", "文字，不能为空"),
        ("severity = 3", "a table", "表"),
        ("chosen = 1", "only the keys of a policy", "规定的键"),
        ("waive = 3", "tables, each headed [[waive]]", "若干个 [[waive]] 表"),
        (
            WAIVER + "until = 2025-12-31T00:00:00",
            "a date such as 2025-12-31, without quotes",
            "日期，如 2025-12-31，不加引号",
        ),
    ],
)
def test_what_would_be_right_is_said_in_both_languages(write: Write, text: str, english: str, chinese: str) -> None:
    with pytest.raises(InvalidPolicy) as caught:
        load_policy(write(text))
    (problem,) = caught.value.problems
    assert (problem.expected, problem.expected_zh) == (english, chinese)


def test_the_first_and_the_last_year_are_years(write: Write) -> None:
    for year in (1, 9999):
        assert load_policy(write(f"{WAIVER}year = {year}")).waive[0].year == year


def test_a_date_that_is_none_is_said(write: Write) -> None:
    with pytest.raises(InvalidPolicy):
        load_policy(write(WAIVER + "until = 2025-02-30"))


def test_all_that_is_wrong_is_said_at_once(write: Write) -> None:
    with pytest.raises(InvalidPolicy) as caught:
        load_policy(
            write('chosen = 1\nselect = ["X"]\n[severity]\nGD201 = "bad"\n' + "[[waive]]\ncode = 'GD104'\n" * 2)
        )
    wanted = [
        "select",
        "severity.GD201",
        "waive[1].path",
        "waive[1].reason",
        "waive[2].path",
        "waive[2].reason",
        "chosen",
    ]
    assert [problem.path for problem in caught.value.problems] == wanted


def test_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / POLICY_FILE
    path.write_bytes(WHOLE_FILE.encode("gbk"))
    with pytest.raises(InvalidPolicy) as caught:
        load_policy(path)
    assert caught.value.problems == (Problem("", "another encoding", "UTF-8", "UTF-8 编码"),)
    assert caught.value.text("en").startswith(f"{path}: ")


def test_what_is_no_toml_is_said_with_its_line(write: Write) -> None:
    with pytest.raises(InvalidPolicy) as caught:
        load_policy(write('select = ["GD1"]\nignore = ['))
    (problem,) = caught.value.problems
    assert (problem.expected, problem.expected_zh) == ("TOML", "TOML 格式")
    assert re.search("line 2|end of document", problem.value)


@given(st.integers(0, len(WHOLE_FILE)), st.integers(0, 30), st.text("=[]\"'\n.#0a", max_size=5))
def test_no_damage_to_a_file_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int, instead: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.toml"
    path.write_text(WHOLE_FILE[:start] + instead + WHOLE_FILE[start + length :], encoding="utf-8")
    try:
        load_policy(path)
    except InvalidPolicy as error:
        assert error.problems  # noqa: PT017  # most damage is told, some is none


# --- which file -------------------------------------------------------------------------------------------


def test_the_nearest_file_above_a_report_is_its_policy(tmp_path: Path) -> None:
    inner = tmp_path / "2023" / "云溪县"
    inner.mkdir(parents=True)
    report = inner / "a.json"
    (tmp_path / POLICY_FILE).touch()
    assert find_policy(report) == find_policy(inner) == tmp_path / POLICY_FILE
    (inner / POLICY_FILE).touch()
    assert find_policy(report) == find_policy(inner) == inner / POLICY_FILE
    assert find_policy(inner.parent / "b.json") == tmp_path / POLICY_FILE


def test_a_run_loads_each_policy_once_and_another_can_be_named(tmp_path: Path) -> None:
    (tmp_path / POLICY_FILE).write_text('select = ["GD1"]', encoding="utf-8")
    (tmp_path / "other.toml").write_text('select = ["GD2"]', encoding="utf-8")
    policies = Policies(TODAY)
    assert policies.of(tmp_path / "a.json") is policies.of(tmp_path / "b" / "c.json")
    assert policies.of(tmp_path / "a.json").select == ("GD1",)
    assert Policies(TODAY, tmp_path / "other.toml").of(tmp_path / "a.json").select == ("GD2",)


def test_where_no_folder_has_a_policy_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govdisclosure.policy._file.POLICY_FILE", "no-folder-has-this.toml")
    assert find_policy(tmp_path) is None
    assert find_policy(tmp_path / "a.json") is None
    assert Policies(TODAY).of(tmp_path / "a.json") == Policy()


# --- which rules ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        ((), (), (("GD1", "GD2"), ("GD105", "GD203"))),
        (("GD3",), (), (("GD3",), ("GD105", "GD203"))),
        (("GD2",), (), (("GD2",), ("GD105", "GD203"))),  # what the file leaves out of a family stays out
        (("GD203",), (), (("GD203",), ("GD105",))),  # what the user names, runs
        ((), ("GD106",), (("GD1", "GD2"), ("GD105", "GD203", "GD106"))),
    ],
)
def test_the_user_and_the_file_choose_together(
    select: tuple[str, ...], ignore: tuple[str, ...], chosen: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    assert Policy(select=("GD1", "GD2"), ignore=("GD105", "GD203")).choosing(select, ignore) == chosen


def test_no_policy_chooses_what_the_user_does() -> None:
    assert Policy().choosing(["GD2"], ["GD203"]) == (("GD2",), ("GD203",))
    assert Policy().choosing() == ((), ())


# --- what becomes of findings -----------------------------------------------------------------------------


@every_format
def test_a_finding_is_waived_with_its_reason_and_others_are_not(fmt: Format) -> None:
    report = report_of(fmt)
    waiver = Waiver(code="GD106", path="title", reason="网页标题另行维护")
    other = Finding(code="GD107", message="differs", path="period")
    applied = Policy(waive=(waiver,)).applied((*titles(report), other), name="a.json", report=report, today=TODAY)
    assert [finding.waived for finding in applied.findings] == ["网页标题另行维护", None]
    assert applied.used == {waiver}
    assert not applied.expired
    assert not applied.idle


@every_format
@pytest.mark.parametrize(
    ("narrowed", "waives"),
    [
        ({}, True),
        ({"file": "a.json"}, True),
        ({"file": "2023/a.json"}, True),
        ({"file": "3/a.json"}, False),  # part of a folder's name
        ({"file": "*.json"}, True),
        ({"file": "b.json"}, False),
        ({"organ": "云溪县档案馆"}, True),
        ({"organ": "云溪县*"}, True),
        ({"organ": "云溪县"}, False),
        ({"year": 1}, False),
        ({"path": "*"}, True),
        ({"path": "tit*"}, True),
        ({"path": "tit"}, False),
        ({"path": ""}, False),
        ({"code": "GD107"}, False),
    ],
)
def test_a_waiver_speaks_of_what_it_says(fmt: Format, narrowed: dict[str, Any], waives: bool) -> None:
    waiver = attrs.evolve(Waiver(code="GD106", path="title", reason="另行说明"), **narrowed)
    report = report_of(fmt)
    applied = Policy(waive=(waiver,)).applied(titles(report), name="reports/2023/a.json", report=report, today=TODAY)
    assert [finding.waived is not None for finding in applied.findings] == [waives]


@every_format
def test_brackets_in_paths_are_no_wildcards_and_no_path_is_the_whole_report(fmt: Format) -> None:
    report = report_of(fmt)
    exact, whole = (Waiver(code="GD102", path=path, reason="另行说明") for path in ("sections[4].parts*", ""))
    findings = [Finding(code="GD102", path=path) for path in ("sections[4].parts[1]", "sections4.parts", None)]
    for waiver, waived in ((exact, [True, False, False]), (whole, [False, False, True])):
        applied = Policy(waive=(waiver,)).applied(findings, name="a", report=report, today=TODAY)
        assert [finding.waived is not None for finding in applied.findings] == waived


def test_a_waiver_of_a_file_is_one_of_each_report_in_it_or_of_the_one_named() -> None:
    report = report_of(next(iter(FORMATS.values())))
    assert Waiver(code="GD106", path="title", reason="x", file="2013.txt").covers("in/2013.txt#4", report)
    assert Waiver(code="GD106", path="title", reason="x", file="2013.txt#4").covers("in\\2013.txt#4", report)
    assert not Waiver(code="GD106", path="title", reason="x", file="2013.txt#3").covers("in/2013.txt#4", report)


def test_a_star_stands_for_anything_also_for_a_line_s_end() -> None:
    report = attrs.evolve(report_of(next(iter(FORMATS.values()))), organ=Organ(name="云溪县\n档案馆"))
    assert Waiver(code="GD106", path="title", reason="x", organ="云溪县*馆").covers("a.json", report)


def test_a_waiver_for_an_organ_is_none_for_a_report_without_a_name() -> None:
    report = attrs.evolve(report_of(next(iter(FORMATS.values()))), organ=Organ())
    assert not Waiver(code="GD106", path="title", reason="x", organ="云溪县*").covers("a.json", report)
    assert Waiver(code="GD106", path="title", reason="x", organ="*").covers("a.json", report)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_waiver_holds_until_its_last_day(days: int) -> None:
    report = report_of(next(iter(FORMATS.values())))
    waiver = Waiver(code="GD106", path="title", reason="另行说明", until=TODAY + timedelta(days))
    applied = Policy(waive=(waiver,)).applied(titles(report), name="a", report=report, today=TODAY)
    assert [finding.waived is None for finding in applied.findings] == [days < 0]
    assert applied.expired == ({waiver} if days < 0 else set())
    assert not applied.idle


@pytest.mark.parametrize("severity", Severity)
def test_a_rule_is_graded_as_the_policy_says(severity: Severity) -> None:
    report = report_of(next(iter(FORMATS.values())))
    finding = titles(report)[0]
    applied = Policy(severity={"GD106": severity}).applied([finding], name="a", report=report, today=TODAY)
    assert (applied.findings[0].severity, applied.findings[0].regraded) == (severity, severity)
    assert finding.severity is RULES["GD106"].severity
    (other,) = (
        Policy(severity={"GD107": Severity.INFO})
        .applied(applied.findings, name="a", report=report, today=TODAY)
        .findings
    )
    assert other.regraded is severity


# --- what is said after a run -----------------------------------------------------------------------------


def test_waivers_that_were_of_no_use_are_told_after_the_run() -> None:
    report = report_of(next(iter(FORMATS.values())))
    titled = attrs.evolve(report, title="云溪县档案馆2012年政府信息公开工作年度报告", year=2012)
    policy = Policy(
        source="govdisclosure.toml",
        waive=(
            Waiver(code="GD106", path="title", reason="用到", number=1),
            Waiver(code="GD106", path="organ", reason="没有用到", number=2),
            Waiver(code="GD106", path="title", reason="到期", until=date(2024, 12, 31), number=3),
            Waiver(code="GD107", path="period", reason="规则没有运行", number=4),
            Waiver(code="GD106", path="title", reason="不是这份报告", file="b.json", number=5),
        ),
    )
    policies = Policies(TODAY)
    for each in (titled, report, titled):  # the first waiver is idle in two reports, and used in one
        found = policies.applied(policy, titles(each), name="a.json", report=each, ran={"GD106"})
        assert [finding.waived for finding in found] == ["用到"] * len(found)
    assert policies.remarks("en") == [
        "govdisclosure.toml: waiver 3 (GD106 title) ended on 2024-12-31 and waives no longer; "
        "mend the report, or extend it",
        "govdisclosure.toml: waiver 2 (GD106 organ) waives nothing; if that was mended, remove it",
    ]
    assert policies.remarks("zh") == [
        "govdisclosure.toml：第 3 条豁免（GD106 title）已于 2024-12-31 到期，不再有效；请改正报告，或说明理由后延期",
        "govdisclosure.toml：第 2 条豁免（GD106 organ）没有对应的问题；如已改正，请删去",
    ]


def test_a_run_looks_at_the_report_whether_a_waiver_speaks_of_it() -> None:
    report = report_of(next(iter(FORMATS.values())))
    waive = (
        Waiver(code="GD106", path="title", reason="这一年", year=report.year, organ="云溪县档案馆"),
        Waiver(code="GD106", path="", reason="整份报告", number=2),
    )
    policies = Policies(TODAY)
    found = policies.applied(Policy(source="p.toml", waive=waive), titles(report), name="a.json", report=report)
    assert [finding.waived for finding in found] == ["这一年"]
    assert policies.remarks("en") == ['p.toml: waiver 2 (GD106 "") waives nothing; if that was mended, remove it']


# --- the page ---------------------------------------------------------------------------------------------


def test_the_policies_of_the_page_are_ones(root: Path, write: Write) -> None:
    page = (root / "docs" / "how-to" / "waive-a-finding.md").read_text(encoding="utf-8")
    shown = [token.content for token in MarkdownIt().parse(page) if token.info == "toml"]
    policies = [load_policy(write(text)) for text in shown]
    assert [len(policy.waive) for policy in policies] == [1, 1, 0]
    together = load_policy(write("\n".join([shown[2], *shown[:2]])))
    assert together.severity == policies[2].severity
    assert [waiver.code for waiver in together.waive] == [waiver.code for each in policies for waiver in each.waive]
    documented = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", page, re.MULTILINE))))
    assert documented == {field.name for field in attrs.fields(Waiver)} - {"number"}
