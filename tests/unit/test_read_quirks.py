"""What real documents do to a reader (one test each), on texts made from the template with every cell numbered."""

import re
from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter

import pytest

from govdisclosure import FORMATS, Format, Parsed, UnreadableDocument, from_dict, read, read_all, render
from govdisclosure.evidence import How
from govdisclosure.formats._kit import Layout, TableKey, nested
from govdisclosure.grid import blank

STANDARD = [name for name, fmt in FORMATS.items() if fmt.headings]
ORGAN = "云溪县档案馆"


def cells_of(fmt: Format, key: TableKey) -> list[str]:
    """A table as one cell a line, as web pages leave it; each figure is the number of its place."""
    orders = {cell.path: str(cell.order) for cell in fmt.cells}
    return [cell.text or orders.get(cell.path or "", "") for row in blank(fmt, key).rows for cell in row]


def document(fmt: Format, change: Callable[[list[str]], list[str]] = list, *, year: int | None = None) -> str:
    """A report whose tables have one cell a line; `change` works on the lines of all its tables and headings."""
    lines: list[str] = []
    for heading in fmt.headings:
        lines.append(f"{heading.number}{heading.label.zh}")
        lines.extend(cells_of(fmt, heading.table) if heading.table else ["本年度工作平稳有序。"])
    title = f"{ORGAN}{year or fmt.first_year}年政府信息公开工作年度报告"
    return "\n".join([title, *change(lines)]) + "\n"


def replaced(old: str, *new: str) -> Callable[[list[str]], list[str]]:
    """Put these lines in the place of the first line that reads so."""

    def change(lines: list[str]) -> list[str]:
        at = lines.index(old)
        return [*lines[:at], *new, *lines[at + 1 :]]

    return change


def misplaced(parsed: Parsed) -> dict[str, object]:
    """The cells that do not hold the number of their place, with what they hold."""
    fmt = FORMATS[parsed.report.format]
    values = {cell.path: attrgetter(cell.path)(parsed.report) for cell in fmt.cells}
    return {cell.path: values[cell.path] for cell in fmt.cells if values[cell.path] != cell.order}


def codes(parsed: Parsed) -> set[str]:
    return {finding.code for finding in parsed.notes}


def read_lines(fmt: Format, change: Callable[[list[str]], list[str]] = list) -> Parsed:
    return read(document(fmt, change).encode())


@pytest.fixture(params=STANDARD)
def fmt(request: pytest.FixtureRequest) -> Format:
    return FORMATS[request.param]


def test_one_cell_a_line_is_read_by_order_with_one_note_a_table(fmt: Format) -> None:
    parsed = read_lines(fmt)
    assert misplaced(parsed) == {}
    assert [finding.code for finding in parsed.notes] == ["GD609"] * len(fmt.tables)
    assert parsed.unplaced == ()
    assert parsed.evidence["requests.received.total"].how is How.ORDER


def test_evidence_names_the_line_of_every_cell(fmt: Format) -> None:
    text = document(fmt)
    parsed = read(text.encode())
    lines = text.split("\n")
    for cell in fmt.cells:
        proof = parsed.evidence[cell.path]
        assert lines[(proof.place.line or 0) - 1] == proof.raw == str(cell.order)


@pytest.mark.parametrize(
    "broken",
    [
        ("三、", "本", "年", "度", "办", "理", "结", "果"),
        ("三、本年度", "办理结果"),
        ("三 、 本 年 度 办 理 结 果",),
    ],
)
def test_a_label_set_vertically_or_broken(fmt: Format, broken: tuple[str, ...]) -> None:
    parsed = read_lines(fmt, replaced("三、本年度办理结果", *broken))
    assert misplaced(parsed) == {}
    assert codes(parsed) == {"GD609"}


def test_a_group_cut_by_a_page_break(fmt: Format) -> None:
    parsed = read_lines(fmt, replaced("（四）无法提供", "（四）无", "- 4 -", "法提供"))
    assert misplaced(parsed) == {}
    assert codes(parsed) == {"GD609"}


def test_page_numbers_between_rows(fmt: Format) -> None:
    def change(lines: list[str]) -> list[str]:
        return [part for line in lines for part in ((line, "- 4 -") if line.startswith("3.") else (line,))]

    assert misplaced(read_lines(fmt, change)) == {}


def test_the_head_repeated_on_the_next_page(fmt: Format) -> None:
    heads = ["自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    parsed = read_lines(fmt, replaced("（四）无法提供", *heads, "（四）无法提供"))
    assert misplaced(parsed) == {}


@pytest.mark.parametrize("quotes", ["“”", '""', "‘’", "「」", "＂＂", ""])
def test_quotation_marks_do_not_matter(fmt: Format, quotes: str) -> None:
    left, right = (quotes[0], quotes[1]) if quotes else ("", "")
    parsed = read_lines(fmt, replaced("3.危及“三安全一稳定”", f"3.危及{left}三安全一稳定{right}"))
    assert misplaced(parsed) == {}
    assert codes(parsed) == {"GD609"}


@pytest.mark.parametrize("mark", ["、", "．", ".", " ."])
def test_marks_after_a_number_do_not_matter(fmt: Format, mark: str) -> None:
    parsed = read_lines(fmt, lambda lines: [re.sub(r"^(\d)\.(?=\D)", rf"\1{mark}", line) for line in lines])
    assert misplaced(parsed) == {}
    assert codes(parsed) == {"GD609"}


@pytest.mark.parametrize("width", [("（", "("), ("）", ")"), ("，", ","), ("：", ":")])
def test_half_and_full_width_do_not_matter(fmt: Format, width: tuple[str, str]) -> None:
    parsed = read_lines(fmt, lambda lines: [line.replace(*width) for line in lines])
    assert misplaced(parsed) == {}


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
        ("2.重复申请", "1.重复申请"),
        ("（一）予以公开", "予以公开"),
        ("4.保护第三方合法权益", "4.保护第三人合法权益"),
        ("5.属于三类内部事务信息", "5.属于三类内部事务信息。"),
        (
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形",
        ),
    ],
)
def test_a_misprinted_label_is_read_and_reported_with_both_spellings(fmt: Format, label: str, printed: str) -> None:
    parsed = read_lines(fmt, replaced(label, printed))
    assert misplaced(parsed) == {}
    note = next(finding for finding in parsed.notes if finding.code == "GD601")
    assert note.args["label"] == label
    assert note.args["printed"] == printed


@pytest.mark.parametrize("printed", ["规范文件", "规范性文件", "行政规范性文件"])
def test_observed_names_of_normative_documents(fmt: Format, printed: str) -> None:
    own = fmt.cell(next(c.path for c in fmt.cells if "normative_documents" in c.path)).labels[0].zh
    parsed = read_lines(fmt, replaced(own, printed))
    assert misplaced(parsed) == {}


def test_a_missing_head_shifts_nothing(fmt: Format) -> None:
    parsed = read_lines(fmt, replaced("自然人"))
    assert misplaced(parsed) == {}
    assert [f.args["label"] for f in parsed.notes if f.code == "GD607"] == ["自然人"]


@pytest.mark.parametrize("label", ["1.属于国家秘密", "四、结转下年度继续办理", "一、本年新收政府信息公开申请数量"])
def test_a_missing_row_leaves_its_cells_blank_and_shifts_nothing(fmt: Format, label: str) -> None:
    def without(lines: list[str]) -> list[str]:
        at = lines.index(label)
        return [*lines[:at], *lines[at + 8 :]]

    parsed = read_lines(fmt, without)
    lost = [cell.path for cell in fmt.cells if label in cell.zh.split("|")]
    assert misplaced(parsed) == dict.fromkeys(lost)
    missing = next(finding for finding in parsed.notes if finding.code == "GD607")
    assert str(missing.args["label"]).endswith(label)


def test_an_extra_row_is_kept_apart(fmt: Format) -> None:
    parsed = read_lines(fmt, replaced("行政许可", "其他主动公开文件", "7001", "7002", "7003", "行政许可"))
    assert misplaced(parsed) == {}
    assert [(item.raw, item.near) for item in parsed.unplaced] == [
        (raw, "其他主动公开文件") for raw in ("7001", "7002", "7003")
    ]
    assert sum(f.code == "GD606" for f in parsed.notes) == 3


@pytest.mark.parametrize("change", [-1, 1])
def test_too_few_or_too_many_figures_in_a_row_are_all_unplaced(fmt: Format, change: int) -> None:
    def broken(lines: list[str]) -> list[str]:
        at = lines.index("2.重复申请")
        figures = lines[at + 1 : at + 8]
        return [*lines[: at + 1], *(figures[:-1] if change < 0 else [*figures, "7001"]), *lines[at + 8 :]]

    parsed = read_lines(fmt, broken)
    lost = [cell.path for cell in fmt.cells if "2.重复申请" in cell.zh]
    assert misplaced(parsed) == dict.fromkeys(lost)
    assert len(parsed.unplaced) == 7 + change


def test_a_number_by_a_row_is_not_taken_for_its_first_cell(fmt: Format) -> None:
    parsed = read_lines(fmt, replaced("2.重复申请", "2.重复申请", "17"))
    assert misplaced(parsed) == dict.fromkeys(c.path for c in fmt.cells if "2.重复申请" in c.zh)


def test_seven_zeros_in_one_are_seven_cells(fmt: Format) -> None:
    def glue(lines: list[str]) -> list[str]:
        at = lines.index("2.重复申请")
        return [*lines[: at + 1], "0000000", *lines[at + 8 :]]

    parsed = read_lines(fmt, glue)
    assert set(misplaced(parsed).values()) == {0}
    assert "GD604" in codes(parsed)


def test_other_digits_in_one_are_not_guessed_apart(fmt: Format) -> None:
    def glue(lines: list[str]) -> list[str]:
        at = lines.index("2.重复申请")
        return [*lines[: at + 1], "1200003", *lines[at + 8 :]]

    parsed = read_lines(fmt, glue)
    assert set(misplaced(parsed).values()) == {None}
    assert [item.raw for item in parsed.unplaced] == ["1200003"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [("0件", 0), ("零", 0), ("０", 0), ("１，３６２", 1362), ("1,362", 1362), ("22（其中修订16件）", 22)],
)
def test_a_cell_with_more_than_its_number_keeps_its_print(fmt: Format, raw: str, value: int) -> None:
    path = "requests.received.total"
    parsed = read_lines(fmt, replaced(str(fmt.cell(path).order), raw))
    assert misplaced(parsed) == {path: value}
    assert parsed.report.printed == {path: raw}


@pytest.mark.parametrize("raw", ["/", "／", "-", "--", "—", "–", "－－", "无", "不涉及", "不适用", "空", "N/A", "n/a"])
def test_a_mark_is_blank_and_kept(fmt: Format, raw: str) -> None:
    path = "requests.received.total"
    parsed = read_lines(fmt, replaced(str(fmt.cell(path).order), raw))
    assert misplaced(parsed) == {path: None}
    assert parsed.report.printed == {path: raw}


@pytest.mark.parametrize("raw", ["1,36", "3.7", "007", "99999999999999999999"])
def test_a_figure_that_can_mean_two_things_is_not_read(fmt: Format, raw: str) -> None:
    path = "requests.received.total"
    parsed = read_lines(fmt, replaced(str(fmt.cell(path).order), raw))
    assert misplaced(parsed) == {path: None}
    assert parsed.report.printed == {path: raw}
    assert [f.path for f in parsed.notes if f.code == "GD604"] == [path]


def test_a_figure_split_in_two_is_not_read(fmt: Format) -> None:
    parsed = read_lines(fmt, replaced(str(fmt.cell("requests.received.total").order), "2 0"))
    assert {path.rpartition(".")[0] for path in misplaced(parsed)} == {"requests.received"}
    assert len(parsed.unplaced) == 8


def test_table_4_as_one_line_of_figures(fmt: Format) -> None:
    orders = [str(cell.order) for cell in fmt.tables["proceedings"].cells]

    def join(lines: list[str]) -> list[str]:
        at = lines.index(orders[0])
        return [*lines[:at], " ".join(orders), *lines[at + len(orders) :]]

    assert misplaced(read_lines(fmt, join)) == {}


def test_rows_with_tabs_keep_their_empty_cells(fmt: Format) -> None:
    def tabbed(lines: list[str]) -> list[str]:
        at = lines.index("2.重复申请")
        figures = lines[at + 1 : at + 8]
        row = "\t".join(["2.重复申请", figures[0], "", "", "", "", "", figures[6]])
        return [*lines[:at], row, *lines[at + 8 :]]

    parsed = read_lines(fmt, tabbed)
    blanks = [c.path for c in fmt.cells if "2.重复申请" in c.zh][1:-1]
    assert misplaced(parsed) == dict.fromkeys(blanks)
    assert parsed.report.printed == dict.fromkeys(blanks, "")


def test_a_printed_total_that_is_wrong_stays_wrong(fmt: Format) -> None:
    path = "requests.results.total.total"
    parsed = read_lines(fmt, replaced(str(fmt.cell(path).order), "0"))
    assert misplaced(parsed) == {path: 0}


def test_a_metadata_table_and_site_chrome_before_the_report(fmt: Format) -> None:
    chrome = "首页\n当前位置：首页 > 信息公开\n索引号\n00-0/2024-1\n发布机构\n云溪县\n字体：【大 中 小】\n"
    parsed = read((chrome + document(fmt)).encode())
    assert misplaced(parsed) == {}
    assert parsed.report.organ.name == ORGAN
    assert [(f.place.line, f.place.end_line) for f in parsed.notes if f.code == "GD610" and f.place] == [(1, 7)]


def test_a_footnote_under_a_table_stays_in_the_prose(fmt: Format) -> None:
    note = "注：本表数据含所属单位，统计口径与上年一致。"
    parsed = read_lines(fmt, replaced("三、收到和处理政府信息公开申请情况", note, "三、收到和处理政府信息公开申请情况"))
    assert misplaced(parsed) == {}
    assert parsed.report.sections[1].paragraphs == (note,)


@pytest.mark.parametrize("own", STANDARD)
@pytest.mark.parametrize("other", STANDARD)
def test_tables_of_two_formats_are_read_as_far_as_they_mean_the_same(own: str, other: str) -> None:
    if own == other:
        assert codes(read(document(FORMATS[own]).encode())) == {"GD609"}
        return
    fmt, foreign = FORMATS[own], FORMATS[other]
    lines: list[str] = []
    for heading in fmt.headings:
        lines.append(f"{heading.number}{heading.label.zh}")
        if heading.table:
            lines.extend(cells_of(foreign if heading.table == "requests" else fmt, heading.table))
    text = "\n".join([f"{ORGAN}{fmt.first_year}年政府信息公开工作年度报告", *lines])
    parsed = read(text.encode())
    assert parsed.report.format == own
    assert "GD605" in codes(parsed)
    for cell in foreign.tables["requests"].cells:
        if cell.path in fmt.by_path:
            assert attrgetter(cell.path)(parsed.report) == cell.order
        else:
            assert str(cell.order) in {item.raw for item in parsed.unplaced}


def test_the_last_formats_tables_in_a_later_year_keep_their_format() -> None:
    old, new = (FORMATS[name] for name in STANDARD[-2:])
    parsed = read(document(old, year=new.first_year + 1).encode())
    assert parsed.report.format == old.name
    assert misplaced(parsed) == {}


@pytest.mark.parametrize("prefix", ["| ", "｜", "丨", "l ", "I ", "1 "])
def test_a_rule_read_as_a_character_before_a_heading(fmt: Format, prefix: str) -> None:
    heading = "三、收到和处理政府信息公开申请情况"
    parsed = read_lines(fmt, replaced(heading, prefix + heading))
    assert misplaced(parsed) == {}
    assert [section.table for section in parsed.report.sections].count("requests") == 1


def test_a_heading_that_is_missing_leaves_the_table_in_the_section_above(fmt: Format) -> None:
    parsed = read_lines(fmt, replaced("三、收到和处理政府信息公开申请情况"))
    assert misplaced(parsed) == {}
    assert "三、" not in [section.number for section in parsed.report.sections]


@pytest.mark.parametrize(
    ("index", "heading"),
    [
        (0, "一、概述"),
        (3, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        (2, "三、收到和处理政府信息公开申请情况统计表"),
        (4, "五、政府信息公开工作存在的主要问题及改进情况"),
    ],
)
def test_headings_worded_otherwise(fmt: Format, index: int, heading: str) -> None:
    own = fmt.headings[index]
    parsed = read_lines(fmt, replaced(f"{own.number}{own.label.zh}", heading))
    assert misplaced(parsed) == {}
    assert parsed.report.sections[index].heading == heading[2:]


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\xa0", "[bookmark: _Hlk1]"])
def test_invisible_characters_and_marks_in_labels(fmt: Format, mark: str) -> None:
    def marked(lines: list[str]) -> list[str]:
        return [mark + line if line.startswith(("1.", "（", "2.")) else line for line in lines]

    parsed = read_lines(fmt, marked)
    assert misplaced(parsed) == {}
    assert codes(parsed) == {"GD609"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings(fmt: Format, encoding: str) -> None:
    parsed = read(document(fmt).encode(encoding))
    assert misplaced(parsed) == {}
    assert ("GD608" in codes(parsed)) == encoding.startswith("gb")


def test_traditional_characters(fmt: Format) -> None:
    written = str.maketrans("请开总计项权结为维纠处况报关机", "請開總計項權結為維糾處況報關機")
    traditional = document(fmt).translate(written)
    parsed = read(traditional.replace("信息", "資訊").encode())
    assert misplaced(parsed) == {}
    assert parsed.report.organ.name == ORGAN.replace("信息", "資訊")
    assert parsed.report.title is not None
    assert "資訊公開" in parsed.report.title


@pytest.mark.parametrize(("right", "wrong"), [("utf-8", "latin-1"), ("gb18030", "latin-1")])
def test_text_decoded_wrongly_is_restored_and_reported(fmt: Format, right: str, wrong: str) -> None:
    parsed = read(document(fmt).encode(right).decode(wrong).encode())
    assert misplaced(parsed) == {}
    assert "GD608" in codes(parsed)


def test_text_decoded_wrongly_with_losses_in_its_title_is_refused(fmt: Format) -> None:
    mangled = document(fmt).encode().decode("gb18030", errors="replace")
    with pytest.raises(UnreadableDocument, match="no annual report found"):
        read(mangled.encode())


def test_line_ends_of_every_system(fmt: Format) -> None:
    for end in ("\r\n", "\r"):
        assert misplaced(read(document(fmt).replace("\n", end).encode())) == {}


def test_amounts_with_their_unit_in_cell_or_head() -> None:
    for fmt in (FORMATS[name] for name in STANDARD):
        cell = next(c for c in fmt.cells if c.kind == "money")
        for raw, value, note in (("909.76万元", "909.76", False), ("376万", "376", False), ("251000元", "25.1", True)):
            parsed = read_lines(fmt, replaced(str(cell.order), raw))
            assert misplaced(parsed) == {cell.path: Decimal(value)}
            assert ("GD602" in codes(parsed)) == note
            assert parsed.report.printed == {cell.path: raw}


def test_several_reports_in_one_file(fmt: Format) -> None:
    text = document(fmt) + document(fmt, year=fmt.first_year + 1)
    parsed = read_all(text.encode())
    assert [p.report.year for p in parsed] == [fmt.first_year, fmt.first_year + 1]
    assert all(misplaced(p) == {} for p in parsed)


def test_a_row_without_its_number_is_told_from_a_head_by_its_group() -> None:
    for fmt in (FORMATS[name] for name in STANDARD):
        if "requests.results.other.rest.total" in fmt.by_path:
            assert misplaced(read_lines(fmt, replaced("3.其他", "其他"))) == {}


def test_a_misprint_that_could_be_either_of_two_labels_is_not_taken_for_one() -> None:
    for fmt in (FORMATS[name] for name in STANDARD):
        if "proactive.regulations.repealed" in fmt.by_path:
            parsed = read_lines(fmt, replaced("本年废止件数", "本年废发件数"))
            assert misplaced(parsed) == {}
            assert [note.message for note in parsed.notes if note.code == "GD601"] == ["unknown"]
            assert [note.args["label"] for note in parsed.notes if note.code == "GD607"] == ["本年废止件数"]


def statistics(without: str | None = None) -> Parsed:
    """The statistics table with every cell numbered, perhaps without the row of one path."""
    (fmt,) = (fmt for fmt in FORMATS.values() if "statistics" in fmt.tables)
    lines = []
    for row in blank(fmt, "statistics").rows:
        path = row[-1].path
        if path is None or path != without:
            lines += [cell.text or str(fmt.cell(path or "").order) for cell in row]
    return read("\n".join([f"{ORGAN}{fmt.first_year}年政府信息公开工作年度报告", "一、概述", "附表", *lines]).encode())


def test_equal_labels_of_the_statistics_table_go_to_their_own_groups() -> None:
    assert misplaced(statistics()) == {}
    for path in ("statistics.reported.upheld", "statistics.reconsideration.corrected", "statistics.litigation.upheld"):
        assert misplaced(statistics(without=path)) == {path: None}


def test_a_table_with_its_grid_follows_its_own_heads_whatever_the_year() -> None:
    for fmt in (FORMATS[name] for name in STANDARD):
        data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": ORGAN}, "title": "T"}
        figures = nested({cell.path: cell.order for cell in fmt.cells})
        sections = [{"number": h.number, "heading": h.label.zh, "table": h.table} for h in fmt.headings]
        for other in (FORMATS[name] for name in STANDARD):
            title = f"{ORGAN}{other.first_year}年政府信息公开工作年度报告"
            head = data | {"title": title, "year": other.first_year, "sections": sections}
            parsed = read(render(from_dict(head | figures, draft=True), "text"))
            assert parsed.report.format == fmt.name
            assert misplaced(parsed) == {}


def without_title(fmt: Format) -> str:
    return document(fmt).partition("\n")[2]


def test_a_report_without_title_is_known_by_its_headings(fmt: Format) -> None:
    parsed = read(without_title(fmt).encode())
    assert misplaced(parsed) == {}
    assert (parsed.report.title, parsed.report.year, parsed.report.organ.name) == (None, None, None)


def test_three_headings_alone_are_no_report() -> None:
    with pytest.raises(UnreadableDocument, match="no annual report found"):
        read("一、总体情况\n平稳。\n五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n".encode())


def test_a_year_that_only_the_period_states_is_derived(fmt: Format) -> None:
    year = fmt.first_year
    period = f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。\n"
    parsed = read(f"{ORGAN}政府信息公开工作年度报告\n{period}{without_title(fmt)}".encode())
    assert parsed.report.year == year
    assert parsed.evidence["year"].how is How.DERIVED
    assert read(document(fmt).encode()).evidence["year"].how is How.EXACT


def test_a_blank_form_without_a_year_is_told_by_its_labels(fmt: Format) -> None:
    form = re.sub(r"^[0-9]+\n", "", without_title(fmt), flags=re.MULTILINE)
    parsed = read(f"{ORGAN}政府信息公开工作年度报告\n{form}".encode())
    assert parsed.report.format == fmt.name
    assert set(misplaced(parsed).values()) == {None}


def test_a_table_printed_twice_keeps_the_first_and_lists_the_second(fmt: Format) -> None:
    again = [line if not line.isdigit() else str(7000 + int(line)) for line in cells_of(fmt, "proactive")]
    parsed = read_lines(fmt, lambda lines: [*lines, "附件", *again])
    assert misplaced(parsed) == {}
    assert len(parsed.unplaced) == len(fmt.tables["proactive"].cells)


def test_a_row_printed_twice_keeps_the_first_and_lists_the_second(fmt: Format) -> None:
    again = [str(7000 + n) for n in range(7)]
    parsed = read_lines(fmt, replaced("（七）总计", "2.重复申请", *again, "（七）总计"))
    assert misplaced(parsed) == {}
    assert [item.raw for item in parsed.unplaced] == again


def test_prose_inside_a_table_stays_prose_and_cuts_nothing(fmt: Format) -> None:
    prose = "以上各项为全年累计数据，统计口径与上一年度保持一致，特此说明。"
    parsed = read_lines(fmt, replaced("（五）不予处理", prose, "（五）不予处理"))
    assert misplaced(parsed) == {}
    assert codes(parsed) == {"GD609"}
    assert parsed.report.sections[2].paragraphs == (prose,)


def drawn(fmt: Format, key: TableKey, change: Callable[[list[str]], list[str]] = list) -> Parsed:
    """A report with one table drawn in lines, each figure the number of its place; `change` works on its lines."""
    figures = nested({cell.path: cell.order for cell in fmt.tables[key].cells})
    title = f"{ORGAN}{fmt.first_year}年政府信息公开工作年度报告"
    sections = [{"number": "一、", "heading": "概述", "table": key}]
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": ORGAN}, "title": title, "sections": sections}
    text = render(from_dict(data | figures, draft=True), "text").decode()
    return read("\n".join(change(text.split("\n"))).encode())


TABLES = [(name, key) for name, fmt in FORMATS.items() for key in fmt.tables]


@pytest.mark.parametrize(("name", "key"), TABLES)
def test_an_extra_row_of_a_drawn_table_is_kept_apart(name: str, key: TableKey) -> None:
    def change(lines: list[str]) -> list[str]:
        at = next(n for n, line in enumerate(lines) if line.startswith("└"))
        width = lines[at].count("┴")
        row = "│ 其他事项 │" + " │".join(str(7000 + n) for n in range(width)) + "│"
        return [*lines[:at], lines[at].replace("└", "├"), row, *lines[at:]]

    parsed = drawn(FORMATS[name], key, change)
    assert {path for path in misplaced(parsed) if path.startswith(key)} == set()
    assert all(int(item.raw) >= 7000 and item.near == "其他事项" for item in parsed.unplaced)
    assert len(parsed.unplaced) >= 2


@pytest.mark.parametrize(("name", "key"), TABLES)
def test_every_row_of_a_drawn_table_printed_twice(name: str, key: TableKey) -> None:
    def change(lines: list[str]) -> list[str]:
        top = next(n for n, line in enumerate(lines) if line.startswith("┌"))
        end = next(n for n, line in enumerate(lines) if line.startswith("└"))
        again = lines[top + 1 : end]
        return [*lines[:end], lines[top].replace("┌", "├"), *again, *lines[end:]]

    parsed = drawn(FORMATS[name], key, change)
    assert {path for path in misplaced(parsed) if path.startswith(key)} == set()
    assert len(parsed.unplaced) == len(FORMATS[name].tables[key].cells)


@pytest.mark.parametrize(("name", "key"), TABLES)
def test_a_drawn_table_that_has_lost_its_right_border(name: str, key: TableKey) -> None:
    parsed = drawn(FORMATS[name], key, lambda lines: [line.removesuffix("│").rstrip() for line in lines])
    assert {path for path in misplaced(parsed) if path.startswith(key)} == set()
    assert parsed.unplaced == ()


def test_a_drawn_table_with_rules_around_head_and_body_only(fmt: Format) -> None:
    rows = [["", *(cell.labels[-1].zh for cell in fmt.tables["requests"].rows[0].cells)]]
    rows += [[row.labels[-1].zh, *(str(c.order) for c in row.cells)] for row in fmt.tables["requests"].rows]
    head, *body = ["│" + "│".join(row) + "│" for row in rows]
    rule = "─" * 20
    parsed = read(
        "\n".join([f"{ORGAN}{fmt.first_year}年政府信息公开工作年度报告", rule, head, rule, *body, rule]).encode()
    )
    assert {path for path in misplaced(parsed) if path.startswith("requests")} == set()
    assert "GD609" not in codes(parsed)


def test_the_template_has_tables_of_these_layouts_only() -> None:
    layouts = {table.draw.layout for fmt in FORMATS.values() for table in fmt.tables.values()}
    assert layouts == set(Layout)
