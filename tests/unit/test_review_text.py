"""Findings as text: what is drawn, quoted, told together and waived, and how it fits its sheet.

The snapshots are made by ``python tests/unit/test_review_text.py``; look at the difference before keeping it.
"""

import difflib
import re
from collections.abc import Iterable
from pathlib import Path

import attrs
import pytest
from effort import examples
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from govdisclosure import FORMATS, Evidence, Finding, Format, Place, Report, Section, check, from_dict
from govdisclosure.checks._rule import Argument, Outcome, Quote, Related
from govdisclosure.errors import Lang
from govdisclosure.evidence import How
from govdisclosure.formats._kit import Layout, nested
from govdisclosure.review import Checked
from govdisclosure.review._folded import folded
from govdisclosure.review._quoted import quoted
from govdisclosure.review._where import below_of, part_of, text_at
from govdisclosure.review.summary import Summary
from govdisclosure.review.text import Sheet, report_text, summary_text
from govdisclosure.strategies import reports

SNAPSHOTS = Path(__file__).resolve().parents[1] / "snapshots"
REGENERATE = "python tests/unit/test_review_text.py"
LANGS: tuple[Lang, Lang] = ("zh", "en")
COLUMNS = 80
every_format = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
every_lang = pytest.mark.parametrize("lang", LANGS)


def report_of(fmt: Format, values: dict[str, object], year: int | None = None) -> Report:
    """All figures 0 but those given, and a little prose."""
    figures = {cell.path: 0 for cell in fmt.cells} | values
    data = {"format": fmt.name, "year": year or fmt.first_year, "organ": {"name": "云溪县档案馆"}, **nested(figures)}
    part = Section(number="（二）", heading="依申请公开", level=2, paragraphs=("工作平稳。全年收到申请7件，办结7件。",))
    section = Section(number="一、", heading="总体情况", parts=(part,))
    return attrs.evolve(from_dict(data, draft=True), sections=(section,))


def unsound(fmt: Format, code: str) -> Report:
    """The first sum of a rule is 4 where its parts, 3 and 2, make another number."""
    identity = next(identity for identity in fmt.identities if identity.code == code)
    parts = [term.path for term in identity.terms[:2]]
    return report_of(fmt, {identity.path: 4, **dict(zip(parts, (3, 2), strict=False))})


def invented(fmt: Format) -> list[Checked]:
    """A report for each thing there is to show, the first being another's year before."""
    cells = fmt.cells
    before, plain = report_of(fmt, {cells[0].path: 17}, fmt.first_year - 1), report_of(fmt, {cells[0].path: 18})
    args: dict[str, Argument] = {"label_zh": cells[0].zh, "label_en": cells[0].en, "printed": 18, "expected": 17}
    related = (Related(0, cells[0].path),)
    series = Finding(code="GD201", message="differs", path=cells[0].path, args=args, related=related)
    prose = Finding(
        code="GD201",
        message="differs",
        path=cells[0].path,
        args=args,
        parts=(cells[0].path, cells[1].path),
        quotes=(Quote("sections[0].parts[0].paragraphs[0]", 9, 13),),
        place=Place(line=7, end_line=7),
        fault="source",
    )
    waived = Finding(code="GD106", message="missing", path="title", waived="网页标题另行维护，已书面说明。")
    note = Finding(code="GD102", message="jumps", path="sections[0].parts[0]", args={"previous": "一", "number": "三"})
    blanks = report_of(fmt, {cell.path: None for cell in cells[:12]})
    sums = [unsound(fmt, code) for code in dict.fromkeys(identity.code for identity in fmt.identities)]
    made = [Checked(name="before.json", report=before, findings=())]
    made += [of(f"{number}.json", report, check(report, select=["GD2"])) for number, report in enumerate(sums, 1)]
    made += [
        of("blanks.json", blanks, check(blanks, select=["GD104", "GD2"])),
        Checked(name="others.txt", report=plain, findings=(waived, series, note, prose)),
    ]
    return made


of = Checked.of


def everything(lang: Lang, sheet: Sheet) -> str:
    made = [invented(fmt) for fmt in FORMATS.values()]
    texts = [report_text(one, lang, sheet=sheet, others=all_of) for all_of in made for one in all_of]
    summary = summary_text(Summary(one for all_of in made for one in all_of), lang, sheet=sheet)
    return "\n".join([*texts, "", summary, ""])


@every_lang
def test_findings_are_printed_as_they_were(lang: Lang) -> None:
    path = SNAPSHOTS / f"findings.{lang}.txt"
    kept, now = path.read_text(encoding="utf-8"), everything(lang, Sheet(width=COLUMNS))
    difference = list(difflib.unified_diff(kept.splitlines(), now.splitlines(), path.name, "now", lineterm="", n=1))
    assert not difference, "\n".join([*difference[:60], f"if this is meant: {REGENERATE}"])


# --- figures ----------------------------------------------------------------------------------------------


@every_format
def test_a_row_that_does_not_add_up_is_drawn_with_its_heads_where_there_is_room(fmt: Format) -> None:
    for code in {identity.code for identity in fmt.identities}:
        identity = next(identity for identity in fmt.identities if identity.code == code)
        layout = fmt.tables[fmt.cell(identity.path).table].draw.layout
        if layout is Layout.LIST or len({fmt.cell(path).row for path in identity.paths}) > 1:
            continue
        report = unsound(fmt, code)
        lines = lines_of(report_text(of("a.json", report, check(report, select=[code])), "zh"))
        heads = [fmt.cell(path).labels[-1].zh for path in (*identity.paths[1:], identity.path)]
        place = next(number for number, line in enumerate(lines) if line.split() == heads)
        assert lines[place + 1].endswith("4  ← 应为 5")
        ends = [cell_len(lines[place]), cell_len(lines[place + 1].removesuffix("  ← 应为 5"))]
        assert ends[0] == ends[1], "the wrong figure stands under its head"


@every_format
def test_a_sum_is_told_term_by_term_and_its_zeros_together(fmt: Format) -> None:
    for identity in {identity.code: identity for identity in reversed(fmt.identities)}.values():
        report = unsound(fmt, identity.code)
        narrow = report_text(of("a.json", report, check(report, select=[identity.code])), "zh", sheet=Sheet(width=50))
        assert re.search(r"=  应为 +5|=  应为 +1|=  应为 +3", narrow)
        assert re.search(r" 4  ←$", narrow, re.MULTILINE)
        zeros = len(identity.terms) - min(2, len(identity.terms))
        assert (f"其余 {zeros} 项均为 0" in narrow) == (zeros > 3)


@every_format
def test_what_is_taken_away_is_taken_away(fmt: Format) -> None:
    for identity in fmt.identities:
        values = {term.path: 10 + number for number, term in enumerate(identity.terms)}
        report = report_of(fmt, {identity.path: 3, **values})
        made = sum(term.weight * values[term.path] for term in identity.terms)
        result = check(report, select=[identity.code])
        one = attrs.evolve(
            of("a", report, result), findings=tuple(f for f in result.findings if f.path == identity.path)
        )
        text = report_text(one, "zh", sheet=Sheet(width=50))
        assert re.search(rf"=  应为 +{made}$", text, re.MULTILINE), text
        assert text.count("\n                 -  ") == sum(term.weight < 0 for term in identity.terms)


@every_format
def test_a_list_is_not_drawn_as_a_row(fmt: Format) -> None:
    for identity in fmt.identities:
        if fmt.tables[fmt.cell(identity.path).table].draw.layout is Layout.LIST:
            report = report_of(fmt, {identity.path: 3})
            assert "=  应为" in report_text(of("a", report, check(report, select=[identity.code])), "zh")


@every_format
@every_lang
def test_figures_of_two_years_stand_one_below_the_other(fmt: Format, lang: Lang) -> None:
    made = invented(fmt)
    text = report_text(made[-1], lang, others=made)
    year = fmt.first_year
    rows = [line.split() for line in lines_of(text) if line.strip().startswith((f"{year} ", f"{year - 1} "))]
    assert [(row[0], row[-1]) for row in rows] == [(str(year - 1), "17"), (str(year), "←")]
    assert rows[1][-2] == "18"


@every_format
def test_a_related_report_that_is_not_given_is_passed_over(fmt: Format) -> None:
    assert "17" not in report_text(invented(fmt)[-1], "zh").replace("应为 17", "")


@every_format
def test_what_is_no_figure_of_another_report_is_no_line(fmt: Format) -> None:
    *others, last = invented(fmt)
    (finding,) = (each for each in last.findings if each.related)
    more = attrs.evolve(finding, related=(Related(0, "title"), *finding.related))
    texts = [
        report_text(one, "zh", others=[*others, one])
        for one in (attrs.evolve(last, findings=(each,)) for each in (finding, more))
    ]
    assert texts[0] == texts[1]


@every_format
def test_many_figures_of_others_are_cut_short(fmt: Format) -> None:
    cell = fmt.cells[0]
    units = [Checked(name=str(n), report=report_of(fmt, {cell.path: n}), findings=()) for n in range(40)]
    related = tuple(Related(n, cell.path) for n in range(40))
    args: dict[str, Argument] = {"label_zh": "甲", "label_en": "a", "printed": 1, "expected": 2}
    finding = Finding(code="GD201", message="differs", path=cell.path, args=args, related=related)
    one = Checked(name="a", report=report_of(fmt, {cell.path: 1}), findings=(finding,))
    lines = lines_of(report_text(one, "zh", others=units))
    assert len(lines) < 20
    assert any(re.fullmatch(r" +另有 \d+ 项", line) for line in lines)


# --- blanks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS.values() if fmt.headings], ids=lambda fmt: fmt.name)
def test_many_blanks_are_one_finding_with_a_line_a_row(fmt: Format) -> None:
    row = next(row for table in fmt.tables.values() for row in table.rows if len(row.cells) > 3)
    blanks: dict[str, object] = {cell.path: None for cell in row.cells}
    report = report_of(fmt, blanks)
    text = report_text(of("a.json", report, check(report, select=["GD104"])), "zh")
    assert text.count("GD104") == 1
    assert f"共 {len(blanks)} 处" in text
    label = "|".join(label.zh for label in row.labels)
    assert f"“{label}|整行 {len(blanks)} 项”" in text if label else f"“整行 {len(blanks)} 项”" in text
    few = report_of(fmt, dict(list(blanks.items())[:2]))
    assert report_text(of("a.json", few, check(few, select=["GD104"])), "zh").count("GD104") == 2


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS.values() if fmt.headings], ids=lambda fmt: fmt.name)
def test_a_form_left_empty_takes_few_lines(fmt: Format) -> None:
    report = attrs.evolve(report_of(fmt, {cell.path: None for cell in fmt.cells}), printed={fmt.cells[0].path: "/"})
    sections = tuple(Section(number=None, table=key) for key in fmt.tables)
    empty = attrs.evolve(report, sections=sections)
    text = report_text(of("a.json", empty, check(empty, select=["GD104", "GD2"])), "zh")
    assert len(lines_of(text)) < 45
    assert f"共 {len(fmt.tables['requests'].cells)} 处" in text
    assert re.search(r"另有 \d+ 行 \d+ 处", text)


# --- the rest ---------------------------------------------------------------------------------------------


@every_lang
def test_places_and_faults_are_said(lang: Lang) -> None:
    fmt = next(iter(FORMATS.values()))
    identity = fmt.identities[0]
    report = unsound(fmt, identity.code)
    evidence = {path: Evidence(place=Place(line=7), raw="", how=How.ORDER) for path in identity.paths}
    text = report_text(of("a.txt", report, check(report, select=[identity.code], evidence=evidence)), lang)
    said = {"zh": "[第 7 行；也可能是读取有误]", "en": f"[{identity.path}, line 7; may lie in the reading]"}
    assert said[lang] in text


@every_format
def test_waived_findings_come_last_with_their_reason_and_do_not_count(fmt: Format) -> None:
    lines = lines_of(report_text(invented(fmt)[-1], "zh"))
    place = lines.index("  已豁免，不计入结果")
    assert "GD106" in lines[place + 1]
    assert lines[place + 2].strip() == "理由：网页标题另行维护，已书面说明。"
    assert lines[-1] == "  错误 2，警告 1，提示 0，无法判断 0，已豁免 1"
    assert not any("GD106" in line for line in lines[:place])


@every_lang
def test_a_report_without_findings_is_one_line(lang: Lang) -> None:
    fmt = next(iter(FORMATS.values()))
    clean = Checked(name="a.json", report=report_of(fmt, {}), findings=())
    text = report_text(clean, lang)
    assert text.endswith("未发现问题" if lang == "zh" else "nothing found")
    assert "\n" not in text


@every_lang
def test_what_is_undecided_is_said_by_rule_and_why_if_the_rule_says_so(lang: Lang) -> None:
    fmt = next(iter(FORMATS.values()))
    undecided = [Finding(code="GD107", message="undecidable", outcome=Outcome.UNDECIDABLE)] * 3
    undecided += [Finding(code="GD106", message="missing", outcome=Outcome.UNDECIDABLE)] * 2
    undecided += [Finding(code="GD104", message="blocked", outcome=Outcome.BLOCKED)]
    one = Checked(name="a", report=report_of(fmt, {}), findings=(), undecided=tuple(undecided))
    said = {
        "zh": ["  无法判断 5 处：GD106 ×2（没有标题），GD107 ×3", "  未能读取 1 处：GD104"],
        "en": ["  5 undecidable: GD106 ×2 (there is no title), GD107 ×3", "  1 blocked: GD104"],
    }
    assert lines_of(report_text(one, lang))[1:] == said[lang]


def test_the_summary_counts_waived_findings_by_themselves() -> None:
    made = [one for fmt in FORMATS.values() for one in invented(fmt)]
    summary = Summary(made)
    data = summary.as_data()
    assert data["reports"] == len(made)
    assert data["waived"] == len(FORMATS)
    assert data["error"] + data["warning"] + data["info"] + data["waived"] == sum(len(one.findings) for one in made)
    assert summary.has_errors
    only_waived = Checked(name="a", report=made[0].report, findings=(Finding(code="GD201", waived="x"),))
    assert not Summary([only_waived]).has_errors


def test_paths_lead_to_parts_and_texts() -> None:
    fmt = next(iter(FORMATS.values()))
    report = report_of(fmt, {})
    assert part_of("sections[0].parts[0].paragraphs[0]", report, "zh") == "一、总体情况"
    assert part_of("sections[9]", report, "zh") == "正文"
    assert part_of("signed_by", report, "zh") == "落款机关"
    assert part_of(next(iter(fmt.tables)), report, "en") == next(iter(fmt.tables.values())).label.en
    assert below_of("sections[0].parts[0].paragraphs[0]", report) == "（二）依申请公开"
    assert text_at(report, "sections[0].parts[0]") == "依申请公开"
    assert text_at(report, "organ.name") == "云溪县档案馆"
    assert [text_at(report, path) for path in ("sections[0].parts[8]", "nothing", "preamble[0]", "year")] == [None] * 4


@every_format
def test_parts_come_as_they_are_printed_however_findings_do(fmt: Format) -> None:
    """Findings of several years come after all others."""
    printed = list(fmt.tables.items())[::-1]
    tables = [Section(number=None, heading=table.label.zh, table=key) for key, table in printed]
    report = attrs.evolve(report_of(fmt, {}), sections=(*report_of(fmt, {}).sections, *tables))
    paths = [None, *(table.cells[0].path for table in fmt.tables.values()), "sections[0].parts[0]", "title", None]
    findings = tuple(Finding(code="GD106", message="missing", path=path) for path in paths)
    lines = lines_of(report_text(Checked(name="a", report=report, findings=findings), "zh"))
    wanted = ["标题", "一、总体情况", *(table.label.zh for _, table in printed), "全文"]
    assert [line.strip() for line in lines[1:-1] if "GD" not in line] == wanted


TEXT = "工作平稳。全年收到申请7件，办结7件；结转0件。" + "各项任务按期完成，" * 20 + "没有收费。"


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ([(5, 13)], ["【全年收到申请7件】，办结7件；"]),
        ([(9, 13), (14, 18)], ["全年收到【申请7件】，【办结7件】；"]),
        ([(14, 18), (9, 13)], ["全年收到【申请7件】，【办结7件】；"]),
        ([(9, 13), (11, 18)], ["全年收到【申请7件，办结7件】；"]),
        ([(9, 18), (11, 13)], ["全年收到【申请7件，办结7件】；"]),
        ([(0, 5)], ["【工作平稳。】"]),
        ([(0, 2), (19, 21)], ["【工作】平稳。", "【结转】0件。"]),
        ([(3, 7)], ["工作平【稳。全年】收到申请7件，办结7件；"]),
        ([(3, 3)], []),
        ([(len(TEXT) - 3, 900)], ["……" + TEXT[-28:-3] + "【收费。】"]),
    ],
)
def test_passages_are_marked_in_their_sentences(spans: list[tuple[int, int]], said: list[str]) -> None:
    fmt = next(iter(FORMATS.values()))
    report = attrs.evolve(report_of(fmt, {}), preamble=(TEXT,))
    nowhere = [Quote("preamble[1]", 0, 2), Quote("a", 0, 1)]
    texts = quoted([*nowhere, *(Quote("preamble[0]", *span) for span in spans)], report, "reverse")
    assert [text.plain for text in texts] == said


# --- the sheet --------------------------------------------------------------------------------------------


@every_lang
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_nothing_is_wider_than_the_sheet(lang: Lang, columns: int) -> None:
    assert max(map(cell_len, lines_of(everything(lang, Sheet(width=columns))))) <= columns


@every_format
@every_lang
def test_in_a_pipe_each_sentence_is_one_line_without_styles(fmt: Format, lang: Lang) -> None:
    for one in invented(fmt):
        text = report_text(one, lang)
        assert "\x1b" not in text
        assert all(line == line.rstrip() for line in lines_of(text))
        for finding in one.findings:
            if finding.code != "GD104":  # these are told together
                assert any(finding.text(lang) in line for line in lines_of(text))


def test_a_terminal_shows_styles_and_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    one = invented(next(iter(FORMATS.values())))[1]
    plain, styled = (report_text(one, "zh", sheet=Sheet(width=COLUMNS, styled=styled)) for styled in (False, True))
    assert "\x1b[7m4\x1b[0m" in styled
    bare = re.sub(r"\x1b\[[0-9;]*m", "", styled)
    assert [line.rstrip() for line in lines_of(bare)] == lines_of(plain)


def test_a_row_shows_the_wrong_figure_in_a_style_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    fmt = next(fmt for fmt in FORMATS.values() if fmt.headings)
    identity = next(i for i in fmt.identities if len({fmt.cell(path).row for path in i.paths}) == 1)
    report = report_of(fmt, {identity.path: 4})
    text = report_text(
        of("a", report, check(report, select=[identity.code])), "zh", sheet=Sheet(width=120, styled=True)
    )
    assert "\x1b[7m4\x1b[0m  ← 应为 0" in text


def test_the_simplest_terminal_is_as_wide_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    one = invented(next(iter(FORMATS.values())))[1]
    assert report_text(one, "en", sheet=Sheet(width=200, styled=True)) == report_text(one, "en", sheet=Sheet(width=200))


@example(" 11、、、、、、、", 16)  # as wide as the line, but for the space
@given(st.text("一、（）“”，。；abc 12,.", max_size=60), st.integers(12, 40))
def test_folding_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = folded(Text(text), width).plain.split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    unbroken = re.findall(r"[（“]*(?:[!-~]+|\S)[）”，。；、]*", text)
    if all(cell_len(piece) <= width for piece in unbroken):
        assert all(cell_len(line) <= width for line in lines)
    if not re.search(r" [，。；）”、]", text):  # after a space they may stand anywhere
        assert not any(line.startswith(tuple("，。；）”、 ")) for line in lines[1:])


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
@examples(15)
@given(data=st.data())
def test_any_report_can_be_told(fmt: Format, data: st.DataObject) -> None:
    report = data.draw(reports(fmt))
    one = of("a.json", report, check(report))
    for lang in LANGS:
        text = report_text(one, lang, sheet=Sheet(width=COLUMNS))
        assert {finding.code for finding in one.findings} <= set(re.findall(r"GD\d{3}", text))


def lines_of(text: str) -> list[str]:
    return text.split("\n")


def written(texts: Iterable[tuple[Path, str]]) -> None:
    for path, text in texts:
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    written((SNAPSHOTS / f"findings.{lang}.txt", everything(lang, Sheet(width=COLUMNS))) for lang in LANGS)
