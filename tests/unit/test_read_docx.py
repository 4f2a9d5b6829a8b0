"""Reading Word documents: the text and tables as printed, whatever Word wraps them in."""

import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator

import docx
import pytest
from docx.document import Document as WordDocument

import govdisclosure
from govdisclosure import FORMATS
from govdisclosure.errors import MissingExtra, UnreadableDocument
from govdisclosure.formats._format import Format
from govdisclosure.formats._kit import TableKey
from govdisclosure.grid import Grid, blank, expand, value_at
from govdisclosure.place import Place
from govdisclosure.readers._content import Content, DrawnTable, Item, TableCell, Text, texts_of
from govdisclosure.readers._limits import Budget, Limits
from govdisclosure.readers.kinds.docx import content

NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }.items()
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def relations(*targets: str, more: str = "") -> str:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{target.split("/")[-1].removesuffix(".xml")}" Target="{target}"/>'
        for n, target in enumerate(targets)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{more}{listed}</Relationships>'


ROOT = relations().replace(
    "></Rel", f'><Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Rel'
)


def document(body: str) -> str:
    return f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"


def zipped(files: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return file.getvalue()


def package(body: str, *, link: str = "", **parts: str) -> bytes:
    """A document with this body, and other parts given by their root's children."""
    files: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "_rels/.rels": ROOT}
    files["word/document.xml"] = document(body)
    files["word/_rels/document.xml.rels"] = relations(*(f"{name}.xml" for name in parts), more=link)
    for name, children in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {NAMES}>{children}</w:{name}>"
    return zipped(files)


def read(body: str, **parts: str) -> Content:
    return content(package(body, **parts), Budget("a.docx"))


def lines(body: str, **parts: str) -> list[str]:
    return [text.raw for item in read(body, **parts).items for text in texts_of(item)]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str = "", properties: str = "") -> str:
    """A paragraph; text that is no markup is put in a run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner if inner.startswith('<') else run(inner)}</w:p>"


def tc(inner: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<w:') else p(inner)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def val(name: str, value: object) -> str:
    return f'<w:{name} w:val="{value}"/>'


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def drawn(item: Item) -> list[list[tuple[str, int, int]]]:
    """A table as text, rowspan and colspan of each cell."""
    assert isinstance(item, DrawnTable)
    return [[(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in item.rows]


def one_table(body: str, **parts: str) -> list[list[tuple[str, int, int]]]:
    (item,) = read(body, **parts).items
    return drawn(item)


def plain(*rows: str) -> list[list[tuple[str, int, int]]]:
    """A table without merges: one string a row, its cells apart by spaces."""
    return [[(text, 1, 1) for text in row.split(" ")] for row in rows]


DELETED_MARK = "<w:rPr><w:del/></w:rPr>"
VANISH = "<w:vanish/>"
CONTINUE = "<w:vMerge/>"
RESTART = val("vMerge", "restart")

# Paragraphs and what wraps them


def test_paragraphs_and_tables_come_in_the_order_of_the_body() -> None:
    items = read(p("前") + tbl(tr(tc("1"))) + p("中") + tbl(tr(tc("2"))) + p("后")).items
    assert [item.raw if isinstance(item, Text) else drawn(item)[0][0][0] for item in items] == list("前1中2后")


def test_paragraphs_are_counted_with_those_that_are_empty() -> None:
    items = read(p("甲") + p("") + tbl(tr(tc("乙"))) + p("丙")).items
    assert [item.place for item in items] == [Place(paragraph=1), Place(table=1), Place(paragraph=3)]


def test_paragraphs_count_as_in_python_docx() -> None:
    made = docx.Document()
    for text in ("甲", "", "乙", "　", "丙"):
        made.add_paragraph(text)
    made.add_table(1, 1)
    made.add_paragraph("丁")
    read_back = {
        item.place.paragraph: item.raw for item in content(saved(made), Budget("a")).items if isinstance(item, Text)
    }
    assert read_back == {n: par.text for n, par in enumerate(made.paragraphs, 1) if par.text.strip()}


def saved(made: WordDocument) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "wrap",
    [
        "<w:sdt><w:sdtPr><w:alias w:val='x'/><w:docPartObj/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml w:element='x'><w:customXmlPr/>{}</w:customXml>",
        "<w:ins w:id='1' w:author='x'>{}</w:ins>",
        "<w:moveTo w:id='1' w:author='x'>{}</w:moveTo>",
        "<mc:AlternateContent><mc:Choice Requires='w14'>{}</mc:Choice></mc:AlternateContent>",
    ],
)
def test_what_wraps_blocks_rows_cells_and_runs_is_seen_through(wrap: str) -> None:
    table = tbl(wrap.format(tr(wrap.format(tc("1")), tc(wrap.format(p(wrap.format(run("2"))))))))
    body = wrap.format(p("甲") + wrap.format(table)) + p(run("乙") + wrap.format(run("丙")))
    first, second, third = read(body).items
    assert isinstance(first, Text)
    assert isinstance(third, Text)
    assert (first.raw, drawn(second), third.raw) == ("甲", plain("1 2"), "乙丙")


@pytest.mark.parametrize("name", ["hyperlink", "smartTag", "dir", "bdo", "fldSimple"])
def test_runs_in_links_smart_tags_and_fields_are_text(name: str) -> None:
    assert lines(p(f"{run('受理')}<w:{name}>{run('12')}</w:{name}>{run('件')}")) == ["受理12件"]


def test_the_text_of_adjacent_runs_is_joined() -> None:
    assert lines(p(run("2") + run("02") + run("3年"))) == ["2023年"]


# Tracked changes


def test_deleted_and_moved_text_is_dropped_and_inserted_text_taken() -> None:
    changed = (
        run("收到")
        + "<w:del><w:r><w:delText>11</w:delText></w:r></w:del>"
        + f"<w:ins>{run('12')}<w:del>{run('3')}</w:del></w:ins>"
        + f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('件')}</w:moveTo>"
    )
    assert lines(p(changed)) == ["收到12件"]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next(mark: str) -> None:
    items = read(p("收到", f"<w:rPr><w:{mark}/></w:rPr>") + p("申请", DELETED_MARK) + p("12件") + p("完")).items
    assert items == (Text("收到申请12件", Place(paragraph=1)), Text("完", Place(paragraph=4)))


def test_a_deleted_paragraph_leaves_no_trace() -> None:
    gone = p(f"<w:del>{run('旧')}</w:del>", DELETED_MARK)
    assert lines(p("甲") + gone + p("乙") + tbl(tr(tc(gone + p("1")))) + gone) == ["甲", "乙", "1"]


def test_a_paragraph_with_a_deleted_mark_ends_before_a_table_and_at_the_end() -> None:
    assert lines(p("甲", DELETED_MARK) + tbl(tr(tc(p("1", DELETED_MARK)))) + p("乙", DELETED_MARK)) == ["甲", "1", "乙"]


def test_deleted_rows_are_dropped_and_inserted_rows_kept() -> None:
    rows = (tr(tc("1")), tr(tc("2"), properties="<w:del/>"), tr(tc("3"), properties="<w:ins/>"))
    assert one_table(tbl(*rows)) == plain("1", "3")


def test_a_table_without_rows_is_none() -> None:
    assert read(tbl(tr(tc("1"), properties="<w:del/>")) + tbl()).items == ()


def test_deleted_cells_are_dropped() -> None:
    assert one_table(tbl(tr(tc("1"), tc("2", "<w:cellDel/>"), tc("3", "<w:cellIns/>")))) == plain("1 3")


def test_a_tracked_merge_counts() -> None:
    merged = ('<w:cellMerge w:vMerge="rest"/>', '<w:cellMerge w:vMerge="cont"/>')
    assert one_table(tbl(*(tr(tc("甲" * (not n), merge), tc(str(n))) for n, merge in enumerate(merged)))) == [
        [("甲", 2, 1), ("0", 1, 1)],
        [("1", 1, 1)],
    ]


def test_properties_as_they_were_before_a_change_do_not_count() -> None:
    old = f"<w:rPrChange><w:rPr>{VANISH}</w:rPr></w:rPrChange>"
    assert lines(p(run("12", old), f"<w:pPrChange><w:pPr>{DELETED_MARK}</w:pPr></w:pPrChange>") + p("3")) == ["12", "3"]


# Hidden text


def test_hidden_text_is_dropped() -> None:
    assert lines(p(run("1") + run("5", VANISH) + run("2", val("vanish", "0")) + run("3", "<w:webHidden/>"))) == ["123"]


def test_tracked_changes_and_hidden_text_are_noted() -> None:
    changed = p(f'<w:ins w:id="1">{run("甲")}</w:ins>') + p(f'<w:del w:id="2">{run("乙")}</w:del>')
    found = read(changed + p(run("丙", "<w:vanish/>") + run("丁"))).notes
    assert [(finding.message, finding.args["count"]) for finding in found] == [("changes", 2), ("text", 1)]
    assert read(p(run("甲"))).notes == ()


def test_text_hidden_by_a_style_is_dropped_unless_it_says_otherwise() -> None:
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}">{based}<w:rPr>{hidden}</w:rPr></w:style>'
        for kind, name, based, hidden in (
            ("paragraph", "P", "", VANISH),
            ("paragraph", "Q", val("basedOn", "P"), ""),
            ("character", "C", "", VANISH),
            ("character", "D", "", val("vanish", "false")),
        )
    )
    body = (
        p(run("1") + run("2", val("rStyle", "C")))
        + p(run("3"), val("pStyle", "P"))
        + p(run("4") + run("5", val("rStyle", "D")) + run("6", val("vanish", "0")), val("pStyle", "Q"))
        + p("7")
    )
    assert lines(body, styles=styles) == ["1", "56", "7"]


def test_a_paragraph_whose_mark_is_hidden_goes_on_in_the_next() -> None:
    assert lines(p("一、概述", f"<w:rPr>{VANISH}</w:rPr>") + p("本年度") + p("完")) == ["一、概述本年度", "完"]


def test_a_hidden_row_is_left_out_if_it_shows_nothing() -> None:
    rows = (tr(tc("1")), tr(tc(p(run("2", VANISH))), properties="<w:hidden/>"), tr(tc("3"), properties="<w:hidden/>"))
    assert one_table(tbl(*rows)) == plain("1", "3")


# Characters


def test_breaks_end_lines_and_lines_without_text_are_left_out() -> None:
    breaks = '<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:br w:type="page"/><w:t>丙</w:t></w:r>'
    assert [(item.raw, item.place.paragraph) for item in read(p("") + p(breaks)).items if isinstance(item, Text)] == [
        ("甲", 2),
        ("乙", 2),
        ("丙", 2),
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<w:tab/>", "1\t2"),
        ("<w:ptab/>", "1\t2"),
        ("<w:noBreakHyphen/>", "1-2"),
        ("<w:softHyphen/>", "12"),
        ("<w:lastRenderedPageBreak/>", "12"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "1\uf0fe2"),
        ('<w:sym w:font="宋体" w:char="F02B"/>', "1+2"),
        ('<w:sym w:font="宋体" w:char="2460"/>', "1①2"),
        ('<w:sym w:font="宋体" w:char="D800"/>', "1\ufffd2"),
        ('<w:sym w:font="宋体" w:char="x"/>', "1\ufffd2"),
        ("<w:annotationRef/><w:commentReference w:id='1'/>", "12"),
        ("<w:pgNum/>", "12"),
        ("<w:t> a\n</w:t>", "1a2"),
        ('<w:t xml:space="preserve"> a\nb </w:t>', "1 a b 2"),
        ("<w:t>甲<!-- x -->乙<?x y?></w:t>", "1甲乙2"),
        ("<w:t><![CDATA[<丙>]]>&amp;</w:t>", "1<丙>&2"),
    ],
)
def test_special_characters(markup: str, text: str) -> None:
    assert lines(p(f"{run('1')}<w:r>{markup}</w:r>{run('2')}")) == [text]


def test_tab_stops_are_no_text() -> None:
    assert lines(p("1", "<w:tabs><w:tab w:val='left' w:pos='100'/></w:tabs>")) == ["1"]


def test_a_raised_digit_behind_text_stays_raised() -> None:
    raised = val("vertAlign", "superscript")
    assert lines(p(run("12") + run("1", raised)) + p(run("7", raised))) == ["12¹", "7"]


def test_a_pronunciation_above_a_word_is_no_text() -> None:
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    assert lines(p(ruby.format(run("yún"), run("云")))) == ["云"]


def test_numbers_in_formulas_do_not_run_together() -> None:
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    power = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    assert lines(p(fraction) + p(power)) == ["1/2", "10^4"]


# Fields


def test_the_code_of_a_field_is_dropped_and_its_result_kept() -> None:
    nested = field(f"IF {field('DOCPROPERTY x', run('7'))} = 1", run("12"))
    assert lines(p(run("受理") + nested + run("件"))) == ["受理12件"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("eq \\o\\ac(○,1)", "①"),
        ("EQ \\o\\ac(○,12)", "⑫"),
        ("eq \\o\\ac(○,甲)", "甲"),
        ("EQ \\f(1,2)", "EQ \\f(1,2)"),
        ("XE x", ""),
    ],
)
def test_an_equation_without_result_is_not_lost(code: str, text: str) -> None:
    equation = field(code, "").replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "")
    assert lines(p(run("见") + equation + run("项"))) == [f"见{text}项"]


def test_a_field_may_go_over_several_paragraphs() -> None:
    begin, end = field('TOC "1-3"', run("一、概述")).rsplit("<w:r><w:fldChar", 1)
    assert lines(p(begin) + p("二、情况") + p(f"<w:r><w:fldChar{end}{run('完')}")) == ["一、概述", "二、情况", "完"]


@pytest.mark.parametrize("part", ["begin", "separate", "end"])
def test_a_field_that_is_cut_short_hides_nothing(part: str) -> None:
    broken = p(run("12") + f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>' + run("3")) + p("4")
    assert lines(broken + tbl(tr(tc("5")))) == ["123", "4", "5"]


@pytest.mark.parametrize("code", ["PAGE", "NUMPAGES \\* Arabic", "page"])
def test_a_line_that_is_only_a_page_number_is_no_text(code: str) -> None:
    simple = f'<w:fldSimple w:instr=" {code} ">{run("4")}</w:fldSimple>'
    for number in (field(code, run("4")), simple):
        assert lines(p(run("- ") + number + run(" -")) + p(number) + p(run("见第") + number + run("页表"))) == [
            "见第4页表"
        ]


# Numbers that Word makes

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"


def test_the_number_of_a_paragraph_stands_in_front_of_it() -> None:
    body = p(run("主动") + "<w:r><w:br/></w:r>" + run("公开"), NUMBERED) + tbl(tr(tc(p("予以公开", NUMBERED)), tc("5")))
    assert lines(body + p("", NUMBERED), numbering=NUMBERING) == ["（一）主动", "公开", "（二）予以公开", "5", "（三）"]


def test_paragraphs_that_are_not_printed_are_not_numbered() -> None:
    deleted = p(f"<w:del>{run('旧')}</w:del>", NUMBERED + DELETED_MARK)
    row = tr(tc(p("旧", NUMBERED)), properties="<w:del/>")
    covered = tbl(tr(tc(p("甲", NUMBERED), RESTART)), tr(tc(p("", NUMBERED), CONTINUE)))
    assert lines(deleted + tbl(row) + covered + p("乙", NUMBERED), numbering=NUMBERING) == ["（一）甲", "（二）乙"]


def test_a_number_stays_with_its_heading_if_text_goes_on_behind_it() -> None:
    heading = p("概述", f"{NUMBERED}<w:rPr>{VANISH}</w:rPr>")
    assert lines(heading + p("本年度") + p("情况", NUMBERED), numbering=NUMBERING) == ["（一）概述本年度", "（二）情况"]


def test_a_paragraph_joined_to_another_has_one_number() -> None:
    joined = p("收到", NUMBERED + DELETED_MARK) + p("申请", NUMBERED)
    assert lines(joined + p("办理", NUMBERED), numbering=NUMBERING) == ["收到（一）申请", "（二）办理"]


# Notes


def test_notes_follow_the_body_in_the_order_they_are_cited_and_references_are_no_text() -> None:
    notes = "".join(f'<w:footnote w:id="{n}">{p(run("注") + run(str(n)))}</w:footnote>' for n in (-1, 1, 2, 3))
    endnotes = f'<w:endnote w:id="1">{p("尾注")}</w:endnote>'
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    body = tbl(tr(tc(p(run("12") + refer.format(3))))) + p(
        run("34") + custom + '<w:r><w:endnoteReference w:id="1"/></w:r>'
    )
    deleted = p(f"<w:del>{refer.format(2)}</w:del>")
    found = lines(body + deleted, footnotes=notes, endnotes=endnotes)
    assert found == ["12", "34", "注3", "注1", "尾注"]


def test_a_note_that_hidden_text_refers_to_is_not_printed() -> None:
    notes = "".join(f'<w:footnote w:id="{n}">{p(f"注{n}")}</w:footnote>' for n in (1, 2))
    refer = '<w:r>{}<w:footnoteReference w:id="{}"/></w:r>'
    hidden = refer.format(f"<w:rPr>{VANISH}</w:rPr>", 1)
    assert lines(p(run("12") + hidden + refer.format("", 2)), footnotes=notes) == ["12", "注2"]


def test_headers_and_footers_are_not_read() -> None:
    assert lines(p("甲"), header1=p("页眉"), footer1=p("- 1 -"), comments=p("批注")) == ["甲"]


# Text boxes


def box(inner: str) -> str:
    return f"<w:txbxContent>{inner}</w:txbxContent>"


def shape(inner: str) -> str:
    """A text box as Word writes it: once for newer programs and once for older ones."""
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box(inner)}</wps:txbx>"
        f"</wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box(inner)}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_with_its_tables() -> None:
    items = read(p("前") + p(shape(p("甲") + tbl(tr(tc("1"), tc("2"))) + p("乙"))) + p("后")).items
    assert [text.raw for item in items for text in texts_of(item)] == ["前", "甲", "1", "2", "乙", "后"]
    assert items[1].place == Place(paragraph=2)
    assert drawn(items[2]) == plain("1 2")


def test_a_text_box_does_not_cut_the_paragraph_it_hangs_on() -> None:
    assert lines(p(shape(p("盒")) + run("12") + run("3"))) == ["盒", "123"]
    assert lines(p(run("12") + shape(p("盒")) + run("3"))) == ["123", "盒"]


def test_text_boxes_in_cells_belong_to_the_cell() -> None:
    assert one_table(tbl(tr(tc(p(shape(p("12")))), tc("3")))) == plain("12 3")


def test_text_boxes_stand_in_text_boxes() -> None:
    assert lines(p(shape(p(run("甲") + shape(p("乙")))))) == ["甲", "乙"]


def test_an_older_text_box_and_word_art_are_read() -> None:
    old = f"<w:r><w:pict><v:shape><v:textbox>{box(p('甲'))}</v:textbox></v:shape></w:pict></w:r>"
    art = "<w:r><w:pict><v:shape><v:textpath string='云溪县&#10;档案馆'/></v:shape></w:pict></w:r>"
    assert lines(p(old) + p(art)) == ["甲", "云溪县", "档案馆"]
    assert lines(p(art.replace("<w:r>", f"<w:r><w:rPr>{VANISH}</w:rPr>")) + p("乙")) == ["乙"]
    in_no_paragraph = art.removeprefix("<w:r>").removesuffix("</w:r>")
    assert lines(p("甲") + in_no_paragraph + p("乙")) == ["甲", "云溪县", "档案馆", "乙"]


def test_text_in_no_paragraph_is_a_line() -> None:
    assert lines("<w:t>甲</w:t><w:br/>" + p("乙") + "<w:br/><w:t>丙</w:t>") == ["甲", "乙", "丙"]


def test_the_substitute_is_taken_if_the_first_choice_holds_no_text() -> None:
    branches = "<mc:Choice Requires='x'><w:drawing/></mc:Choice><mc:Fallback><w:t>乙</w:t></mc:Fallback>"
    assert lines(p(f"<w:r><mc:AlternateContent>{branches}</mc:AlternateContent></w:r>")) == ["乙"]
    assert lines(p(run("甲") + "<w:r><mc:AlternateContent/></w:r>" + run("乙"))) == ["甲乙"]


def test_hidden_text_boxes_are_dropped() -> None:
    assert lines(p(shape(p("甲")).replace("<w:r>", f"<w:r><w:rPr>{VANISH}</w:rPr>", 1) + run("乙"))) == ["乙"]


FIELD_BEGINS = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
FIELD_SHOWS = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
FIELD_ENDS = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def test_what_a_field_in_the_code_of_another_shows_is_no_text() -> None:
    inner = field("MERGEFIELD 年", run("2023"))
    code = FIELD_BEGINS + inner + FIELD_SHOWS
    assert lines(p(code + run("甲") + FIELD_ENDS)) == ["甲"]
    assert lines(p(run("12") + code + run("甲") + FIELD_ENDS + run("34"))) == ["12甲34"]
    assert lines(p(code + shape(p("盒")) + run("甲") + FIELD_ENDS)) == ["盒", "甲"]


def test_a_number_stands_before_what_a_field_shows_that_began_in_a_paragraph_joined_to_it() -> None:
    first = p(run("甲") + FIELD_BEGINS + run("8"), DELETED_MARK)
    second = p(run("9") + FIELD_SHOWS + run("乙") + FIELD_ENDS, NUMBERED)
    assert lines(first + second, numbering=NUMBERING) == ["甲（一）乙"]


def test_the_code_of_a_field_goes_on_behind_a_text_box() -> None:
    code, result = field("IF", run("2")).split('<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert lines(p(run("1") + code + shape(p("盒")) + run("7") + separate + result)) == ["12", "盒"]


def test_a_field_around_a_text_box_is_not_ended_by_it() -> None:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert lines(p(field("QUOTE", run("1") + shape(p(end + run("盒"))) + run("2")) + run("3"))) == ["123", "盒"]


# Tables


def test_cells_have_places_in_the_grid() -> None:
    table = tbl(
        tr(tc("甲", RESTART + val("gridSpan", 2)), tc("乙")), tr(tc("", CONTINUE + val("gridSpan", 2)), tc("丙"))
    )
    (item,) = read(table).items
    assert isinstance(item, DrawnTable)
    assert item.place == Place(table=1)
    assert [[cell.place for cell in row] for row in item.rows] == [
        [Place(table=1, row=1, column=1, end_row=2, end_column=2), Place(table=1, row=1, column=3)],
        [Place(table=1, row=2, column=3)],
    ]
    assert [text.place for text in texts_of(item)] == [cell.place for row in item.rows for cell in row]


def test_cells_hold_lines_and_empty_cells_are_cells() -> None:
    (item,) = read(tbl(tr(tc(p("三、") + p("") + p("本年度")), tc()))).items
    assert isinstance(item, DrawnTable)
    first, second = item.rows[0]
    assert ([text.raw for text in texts_of(item)], first.text, second.items) == (["三、", "本年度"], "三、\n本年度", ())


def test_merges_over_rows_and_columns() -> None:
    table = tbl(
        tr(tc("a", RESTART + val("gridSpan", 2)), tc("b"), tc("c", RESTART)),
        tr(tc("", CONTINUE + val("gridSpan", 2)), tc("d"), tc("", val("vMerge", "continue"))),
        tr(tc("", CONTINUE + val("gridSpan", 2)), tc("e"), tc("f")),
    )
    assert one_table(table) == [[("a", 3, 2), ("b", 1, 1), ("c", 2, 1)], [("d", 1, 1)], [("e", 1, 1), ("f", 1, 1)]]


def test_two_merges_one_below_the_other_are_two() -> None:
    rows = (tc("a", RESTART), tc("", CONTINUE), tc("b", RESTART), tc("", CONTINUE))
    assert one_table(tbl(*map(tr, rows))) == [[("a", 2, 1)], [], [("b", 2, 1)], []]


def test_a_continuation_that_begins_or_ends_elsewhere_is_a_cell_of_its_own() -> None:
    wider = tbl(tr(tc("a", RESTART), tc("1"), tc("2")), tr(tc("", CONTINUE + val("gridSpan", 2)), tc("3")))
    moved = tbl(tr(tc("1"), tc("a", RESTART)), tr(tc("", CONTINUE), tc("2")))
    assert one_table(wider) == [[("a", 1, 1), ("1", 1, 1), ("2", 1, 1)], [("", 1, 2), ("3", 1, 1)]]
    assert one_table(moved) == plain("1 a", " 2")


def test_a_continuation_of_nothing_is_a_cell_of_its_own() -> None:
    assert one_table(tbl(tr(tc("", CONTINUE), tc("1")), tr(tc(""), tc("2")), tr(tc("", CONTINUE), tc("3")))) == [
        [("", 1, 1), ("1", 1, 1)],
        [("", 1, 1), ("2", 1, 1)],
        [("", 1, 1), ("3", 1, 1)],
    ]


def test_a_continuation_with_text_is_a_cell_of_its_own_and_nothing_is_lost() -> None:
    rows = (tc("a", RESTART), tc("5", CONTINUE), tc("", CONTINUE))
    assert one_table(tbl(*map(tr, rows))) == [[("a", 1, 1)], [("5", 2, 1)], []]


def test_old_merges_over_columns() -> None:
    row = tr(tc("a", val("hMerge", "restart")), tc("", "<w:hMerge/>"), tc("1"), tc("b"), tc("2", "<w:hMerge/>"))
    assert one_table(tbl(row)) == [[("a", 1, 2), ("1", 1, 1), ("b", 1, 1), ("2", 1, 1)]]


def test_columns_left_out_before_a_row_keep_their_place() -> None:
    table = tbl(
        tr(tc("a"), tc("b"), tc("c")),
        tr(tc("1"), properties=val("gridBefore", 2)),
        tr(tc("2"), properties=val("gridAfter", 2)),
    )
    (item,) = read(table).items
    assert drawn(item) == [[("a", 1, 1), ("b", 1, 1), ("c", 1, 1)], [("", 1, 2), ("1", 1, 1)], [("2", 1, 1)]]
    assert isinstance(item, DrawnTable)
    assert item.rows[1][1].place == Place(table=1, row=2, column=3)


def test_a_row_with_fewer_cells_has_fewer() -> None:
    assert one_table(tbl(tr(tc("1"), tc("2")), tr(tc("3")), tr())) == [*plain("1 2", "3"), []]


def test_tables_in_cells_stand_in_the_cell() -> None:
    inner = tbl(tr(tc("1"), tc("2")))
    outer, after = read(tbl(tr(tc(p("甲") + inner + p("乙")), tc("3"))) + tbl(tr(tc("4")))).items
    assert isinstance(outer, DrawnTable)
    first = outer.rows[0][0]
    assert [item.raw if isinstance(item, Text) else drawn(item) for item in first.items] == ["甲", plain("1 2"), "乙"]
    assert [first.items[1].place.table, outer.place.table, after.place.table] == [2, 1, 3]


def gridded(widths: tuple[int, ...], *rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return tbl(*rows).replace("<w:tblGrid/>", f"<w:tblGrid>{columns}</w:tblGrid>")


def test_borders_that_miss_each_other_by_a_hair_are_one() -> None:
    widths = (600, 1, 599, 20, 20, 600)
    rows = (
        tr(tc("a", RESTART + val("gridSpan", 2)), tc("b", val("gridSpan", 2)), tc("c", val("gridSpan", 2))),
        tr(tc("", CONTINUE), tc("1", val("gridSpan", 4)), tc("2")),
        tr(tc("3", val("gridSpan", 3)), tc("4", val("gridSpan", 3))),
    )
    assert one_table(gridded(widths, *rows)) == [
        [("a", 2, 1), ("b", 1, 1), ("c", 1, 1)],
        [("1", 1, 1), ("2", 1, 1)],
        [("3", 1, 2), ("4", 1, 1)],
    ]


@pytest.mark.parametrize("widths", [(600, 20, 600), (0, 0, 0), (60, 60, 600), (600,), ()])
def test_a_column_that_holds_a_cell_counts_however_narrow(widths: tuple[int, ...]) -> None:
    rows = (tr(tc("1"), tc("2"), tc("3")), tr(tc("4", val("gridSpan", 2)), tc("5")))
    assert one_table(gridded(widths, *rows)) == [*plain("1 2 3"), [("4", 1, 2), ("5", 1, 1)]]


def test_many_narrow_columns_are_wide_together() -> None:
    rows = (tr(tc("1", val("gridSpan", 3)), tc("2")), tr(tc("3"), tc("4", val("gridSpan", 3))))
    assert one_table(gridded((600, 80, 80, 600), *rows)) == [[("1", 1, 3), ("2", 1, 1)], [("3", 1, 1), ("4", 1, 3)]]


def test_columns_left_out_are_counted_without_hairs() -> None:
    rows = (tr(tc("1"), tc("2", val("gridSpan", 2))), tr(tc("3"), properties=val("gridBefore", 2)))
    assert one_table(gridded((600, 20, 600), *rows)) == [*plain("1 2"), *plain(" 3")]


def test_vertical_text_is_text() -> None:
    assert one_table(tbl(tr(tc("总计", val("textDirection", "tbRl")), tc("5")))) == plain("总计 5")


def test_text_where_none_belongs_is_not_lost() -> None:
    cell = f"<w:tc>{run('丙')}<w:tr><w:tc>{p('丁')}</w:tc></w:tr></w:tc>"
    body = f"<w:tbl>{run('甲')}<w:tr>{p('乙')}{cell}</w:tr></w:tbl>{run('戊')}<w:tr>{tc('己')}</w:tr>"
    assert sorted(lines(body)) == sorted("甲乙丙丁戊己")


# The official tables

KEYS = [(fmt, key) for fmt in FORMATS.values() for key in fmt.tables]


def filled(fmt: Format, key: TableKey) -> tuple[Grid, dict[str, str]]:
    """A blank form and, by path, a figure of its own for each cell."""
    form = blank(fmt, key)
    paths = [cell.path for row in form.rows for cell in row if cell.path is not None]
    return form, {path: str(101 + n) for n, path in enumerate(paths)}


def official(form: Grid, figures: dict[str, str], cell_of: Callable[..., str] = tc) -> str:
    """The form as Word writes it: each cell once in each row it covers."""
    rows = []
    for y, line in enumerate(expand(form)):
        cells = []
        for x, cell in enumerate(line):
            if x and line[x - 1] is cell:
                continue
            above = y > 0 and expand(form)[y - 1][x] is cell
            merge = "" if cell.rowspan == 1 else (CONTINUE if above else RESTART)
            text = "" if above else figures.get(cell.path or "", cell.text)
            cells.append(cell_of(text, val("gridSpan", cell.colspan) + merge))
        rows.append(tr(*cells))
    return tbl(*rows)


def expected(form: Grid, figures: dict[str, str]) -> list[list[tuple[str, int, int]]]:
    return [
        [(figures.get(cell.path or "", cell.text), cell.rowspan, cell.colspan) for cell in row] for row in form.rows
    ]


@pytest.mark.parametrize(("fmt", "key"), KEYS, ids=lambda x: getattr(x, "name", x))
def test_an_official_table_has_every_cell_where_the_form_has_it(fmt: Format, key: TableKey) -> None:
    form, figures = filled(fmt, key)
    assert one_table(official(form, figures)) == expected(form, figures)


@pytest.mark.parametrize(("fmt", "key"), KEYS, ids=lambda x: getattr(x, "name", x))
def test_an_official_table_made_with_python_docx_is_the_same(fmt: Format, key: TableKey) -> None:
    form, figures = filled(fmt, key)
    assert [drawn(item) for item in content(saved(made_with_python_docx(form, figures)), Budget("a.docx")).items] == [
        expected(form, figures)
    ]


def made_with_python_docx(form: Grid, figures: dict[str, str]) -> WordDocument:
    made = docx.Document()
    rectangle = expand(form)
    table = made.add_table(len(rectangle), len(rectangle[0]))
    done: set[int] = set()
    for y, line in enumerate(rectangle):
        for x, cell in enumerate(line):
            if id(cell) not in done:
                done.add(id(cell))
                last = table.cell(y + cell.rowspan - 1, x + cell.colspan - 1)
                table.cell(y, x).merge(last).text = figures.get(cell.path or "", cell.text)
    return made


def whole(text: str, properties: str = "") -> str:
    return tc(text, properties)


def changed(text: str, properties: str = "") -> str:
    """A cell whose text replaces another one as a tracked change."""
    return tc(p(f"<w:del><w:r><w:delText>987</w:delText></w:r></w:del><w:ins>{run(text)}</w:ins>"), properties)


def in_controls(text: str, properties: str = "") -> str:
    """A cell, its paragraph and its text each in a content control."""
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    return control.format(tc(control.format(p(control.format(run(text)))), properties))


def in_pieces(text: str, properties: str = "") -> str:
    """A cell whose text is cut into runs."""
    return tc(p("".join(run(char) for char in text) or run("")), properties)


CELLS = [whole, changed, in_controls, in_pieces]
AROUND = {
    "nothing": "{}",
    "table": tbl(tr(tc("<w:p/>{}<w:p/>"))),
    "text box": p(shape("{}")),
    "control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "insertion": "<w:ins>{}</w:ins>",
}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("cell_of", CELLS)
@pytest.mark.parametrize("fmt", FORMATS.values(), ids=lambda fmt: fmt.name)
def test_each_figure_of_a_report_lands_in_its_cell(fmt: Format, cell_of: Callable[..., str], around: str) -> None:
    body = p(f"云溪县档案馆{fmt.first_year}年政府信息公开工作年度报告") + p("一、总体情况")
    figures: dict[str, str] = {}
    for key in fmt.tables:
        form, of_table = filled(fmt, key)
        figures |= of_table
        gone = tr(*(tc("987") for _ in form.columns), properties="<w:del/>")
        table = official(form, of_table, cell_of).replace("</w:tr>", f"</w:tr>{gone}", 1)
        body += AROUND[around].replace("{}", table)
    found = govdisclosure.read(package(body))
    assert {path: str(value_at(found.report, path)) for path in figures} == figures
    assert found.unplaced == ()
    assert {found.evidence[path].place.row is None for path in figures} == {False}


def test_without_lxml_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(MissingExtra, match=r"govdisclosure\[docx\]"):
        read(p("甲"))


# Packages that are unusual or hostile


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        content(data, Budget("a.docx", limits or Limits()))
    assert caught.value.text("zh") != caught.value.text("en")
    return caught.value.text("en")


def rezipped(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        files = {name: change(name, old.read(name)) for name in old.namelist()}
    return zipped({name: part for name, part in files.items() if part is not None})


def test_parts_that_are_named_but_absent_do_no_harm() -> None:
    link = f'<Relationship Id="x" Type="{RELATIONS}/image" Target="../NULL"/>'
    assert [item.place for item in read(p("甲"), link=link).items] == [Place(paragraph=1)]
    lost = rezipped(package(p("甲", NUMBERED), numbering=NUMBERING), lambda n, d: None if "numbering.xml" in n else d)
    assert [text.raw for item in content(lost, Budget("a")).items for text in texts_of(item)] == ["甲"]


def test_parts_elsewhere_are_never_fetched() -> None:
    link = (
        f'<Relationship Id="x" Type="{RELATIONS}/numbering" Target="http://127.0.0.1:1/n.xml" TargetMode="External"/>'
    )
    assert lines(p("甲", NUMBERED), link=link, numbering=NUMBERING) == ["（一）甲"]


def test_a_document_without_relationships_is_found_by_its_usual_name() -> None:
    bare = rezipped(package(p("甲")), lambda name, data: None if name.endswith(".rels") else data)
    assert len(content(bare, Budget("a")).items) == 1


def test_a_document_may_lie_in_another_place() -> None:
    files: dict[str, str | bytes] = {
        "_rels/.rels": ROOT.replace("word/document.xml", "/Word/Sub/Doc2.xml"),
        "word\\sub\\doc2.xml": document(p("甲", NUMBERED)),
        "word/sub/_rels/doc2.xml.rels": relations("../numbering.xml"),
        "word/numbering.xml": f"<w:numbering {NAMES}>{NUMBERING}</w:numbering>",
    }
    assert content(zipped(files), Budget("a")).items == (Text("（一）甲", Place(paragraph=1)),)


def test_macro_enabled_and_strict_documents_are_read() -> None:
    macro = rezipped(saved(docx.Document()), lambda n, d: d.replace(b"document.main", b"document.macroEnabled.main"))
    assert content(macro, Budget("a")).items == ()
    strict = rezipped(
        package(p("甲")),
        lambda n, d: d.replace(
            b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml"
        ),
    )
    assert len(content(strict, Budget("a")).items) == 1


def test_utf_16_is_read() -> None:
    wide = rezipped(package(""), lambda n, d: document(p("甲")).encode("utf-16") if n == "word/document.xml" else d)
    assert content(wide, Budget("a")).items == (Text("甲", Place(paragraph=1)),)


@pytest.mark.parametrize("cut", [1, 30, 200, -200, -30])
def test_a_broken_file_is_refused(cut: int) -> None:
    assert "damaged" in refused(package(p("甲"))[:cut])


def broken_bytes() -> Iterator[bytes]:
    whole = package(p("甲"))
    for at in range(0, len(whole), 7):
        yield whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]


def test_a_broken_byte_never_raises_another_error() -> None:
    for data in broken_bytes():
        try:
            content(data, Budget("a.docx"))
        except UnreadableDocument:
            continue


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "_rels/.rels"])
def test_broken_xml_is_refused(part: str) -> None:
    whole = package(p("甲"), numbering=NUMBERING)
    assert "damaged" in refused(rezipped(whole, lambda n, d: d[:-9] if n == part else d))


def test_other_documents_are_refused() -> None:
    assert "not a Word document" in refused(zipped({"xl/workbook.xml": "<workbook/>"}))
    assert "not a Word document" in refused(zipped({"word/document.xml": "<html/>"}))


def test_a_part_that_is_smaller_than_it_says_is_damage() -> None:
    data = package(p("甲"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo("word/document.xml")
    true, false = (struct.pack("<II", part.compress_size, part.file_size + more) for more in (0, 9))
    assert data.count(true) == 2  # before the part, and in the list of parts
    with pytest.raises(UnreadableDocument, match=r"word/document\.xml: another size than stated"):
        content(data.replace(true, false), Budget("a.docx"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(encoding: str) -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>' + document(
        p("<w:r><w:t>&b;</w:t></w:r>")
    )
    files: dict[str, str | bytes] = {"_rels/.rels": ROOT, "word/document.xml": bomb.encode(encoding)}
    assert "document type" in refused(zipped(files))
    del files["word/document.xml"]
    assert "document type" in refused(
        zipped({**files, "word/document.xml": document(""), "other.bin": bomb.encode(encoding)})
    )


def test_a_zip_bomb_is_refused_by_what_it_says_and_by_what_it_holds() -> None:
    bomb = package(p("甲" * 2_000_000))
    assert "MB when unpacked" in refused(bomb, Limits(unpacked=2**20))
    short, long = document(p("甲")).encode(), document(p("甲")).encode() + b" " * 2_000_000
    bomb = zipped({"_rels/.rels": ROOT, "word/document.xml": long})
    for count in (len, zlib.crc32):
        bomb = bomb.replace(count(long).to_bytes(4, "little"), count(short).to_bytes(4, "little"))
    with zipfile.ZipFile(io.BytesIO(bomb)) as lying:
        assert lying.read("word/document.xml") == short
    assert "damaged" in refused(bomb, Limits(unpacked=2**20))


def test_too_many_parts_and_parts_of_one_name_are_refused() -> None:
    assert "parts" in refused(zipped({f"word/{n}.xml": "" for n in range(10_001)}))
    assert "twice" in refused(zipped({"word/document.xml": document(""), "Word/document.xml": document("")}))


def test_other_compression_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("word/document.xml", document(p("甲")))
    assert "compression" in refused(file.getvalue())


def test_an_encrypted_package_is_refused_with_what_to_do() -> None:
    whole = bytearray(package(p("甲")))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = whole.find(mark)
        whole[start + at] |= 1
    assert "remove the password" in refused(bytes(whole))
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le")
    assert "remove the password" in refused(wrapped)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
    ],
)
def test_endless_nesting_is_refused(start: str, end: str) -> None:
    refused(package(start * 100_000 + end * 100_000))


def test_tables_nested_too_deep_are_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 11 + p("1") + "</w:tc></w:tr></w:tbl>" * 11
    assert "nested" in refused(package(deep), Limits(nesting=10))
    assert lines(deep) == ["1"]


@pytest.mark.parametrize("name", ["gridSpan", "gridBefore"])
@pytest.mark.parametrize("span", ["1000000000", "9" * 5000])
def test_a_cell_that_spans_a_thousand_million_columns_is_refused(name: str, span: str) -> None:
    assert "spans" in refused(package(tbl(tr(tc("1", val(name, span)), properties=val(name, span)))))


@pytest.mark.parametrize("span", ["0", "-3", "x", ""])
def test_a_span_without_sense_is_one(span: str) -> None:
    assert one_table(tbl(tr(tc("1", val("gridSpan", span)), tc("2"), properties=val("gridBefore", span)))) == plain(
        "1 2"
    )


def test_too_many_lines_cells_and_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "lines" in refused(package(p("甲") * 11), Limits(lines=10))
    assert "cells" in refused(package(tbl(tr(tc("甲") * 11))), Limits(cells=10))
    monkeypatch.setattr("govdisclosure.readers.kinds._word_parts.MARKS", 100)
    assert "tags" in refused(package(p("甲") * 20))


def test_time_is_limited() -> None:
    assert "takes more" in refused(package(p("甲") * 1000), Limits(seconds=0))


@pytest.mark.parametrize("markup", ['<w:altChunk r:id="x"/>', '<w:subDoc r:id="x"/>'])
def test_text_in_another_document_is_not_lost_in_silence(markup: str) -> None:
    assert "another document" in refused(package(p("甲") + markup))


def test_much_of_anything_is_read_in_time() -> None:
    begin = '<w:fldChar w:fldCharType="begin"/>'
    many = 20_000
    hard = {
        "joined paragraphs": p("1", DELETED_MARK) * many,
        "open fields": p(f"<w:r>{begin * many}</w:r>") + p("1") * many,
        "text boxes by blank text": p((run(" ") + f"<w:r>{box('')}</w:r>") * many),
        "raised blanks": p(run(" ", val("vertAlign", "superscript")) * many),
        "alternatives": "<mc:AlternateContent>" + "<mc:Choice/>" * many + "</mc:AlternateContent>",
        "merges": tbl(*[tr(tc("", CONTINUE))] * many),
        "note references": p("<w:r><w:footnoteReference w:id='1'/></w:r>" * many),
    }
    for body in hard.values():
        content(package(body), Budget("a.docx", Limits(seconds=20)))


def test_cells_know_what_they_are() -> None:
    (item,) = read(tbl(tr(tc("1")))).items
    assert isinstance(item, DrawnTable)
    assert item.rows[0][0] == TableCell((Text("1", Place(table=1, row=1, column=1)),), Place(table=1, row=1, column=1))
