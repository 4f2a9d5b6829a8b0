"""The Word review: every finding has its comment on what it is about, and the report is still the report."""

import io
import sys
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import get_args

import attrs
import pytest
from docx import Document
from docx.oxml.ns import qn
from effort import examples
from hypothesis import given
from lxml import etree
from producers.faults import NAME, REASON, checked, faults, report
from producers.prints import converted_by_office

from govdisclosure import FORMATS, Finding, Format, LegacyReport, Organ, Report, Section, check, loads, read, render
from govdisclosure.checks._rule import Quote, Severity
from govdisclosure.draft import blank
from govdisclosure.errors import Lang, MissingExtra, Unprintable
from govdisclosure.review import Checked
from govdisclosure.review._remarks import AUTHOR, COLORS, LONGEST
from govdisclosure.review.docx import review_docx
from govdisclosure.strategies import reports

EACH_FORMAT = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
EACH_LANGUAGE = pytest.mark.parametrize("lang", get_args(Lang))
RULES = ["GD1", "GD2", "GD4"]

Element = etree._Element


def part(data: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def comments(data: bytes) -> dict[int, str]:
    """The comments as python-docx reads them."""
    return {comment.comment_id: comment.text for comment in Document(io.BytesIO(data)).comments}


def anchors(data: bytes) -> Mapping[int, str]:
    """By comment, the text it stands on."""
    found: dict[int, str] = {}
    standing: set[int] = set()
    shown = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    for element in part(data, "word/document.xml").iter():
        number = int(element.get(qn("w:id")) or -1)
        if element.tag == qn("w:commentRangeStart"):
            standing.add(number)
            found[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            standing.remove(number)
        else:
            text = (element.text or "") if element.tag == qn("w:t") else shown.get(str(element.tag), "")
            found.update({each: found[each] + text for each in standing})
    assert not standing
    return found


def fills(data: bytes) -> Iterator[tuple[str, str]]:
    """The texts of coloured cells and runs, with their colours."""
    for shade in part(data, "word/document.xml").iter(qn("w:shd")):
        holder = next(shade.iterancestors(qn("w:tc"), qn("w:r")))
        yield "".join(text.text or "" for text in holder.iter(qn("w:t"))), shade.get(qn("w:fill")) or ""


def example(name: str, root: Path) -> Report:
    return loads((root / "examples" / "records" / name).read_bytes())


@EACH_LANGUAGE
@EACH_FORMAT
def test_every_finding_has_its_comment_on_what_it_is_about(fmt: Format, lang: Lang) -> None:
    data = review_docx(checked(fmt), lang=lang)
    said, standing = comments(data), anchors(data)
    assert said.keys() == standing.keys()
    expected = sorted((fault.token, text) for fault in faults(fmt) for text in fault.texts)
    found = [(fault.token, standing[number]) for number in said for fault in faults(fmt) if fault.token in said[number]]
    assert sorted(found) == expected
    assert len(said) == len(expected) + 1, "and an overview"


@EACH_FORMAT
def test_each_comment_has_one_range_and_one_reference_behind_it(fmt: Format) -> None:
    body = part(review_docx(checked(fmt)), "word/document.xml")
    steps = ("commentRangeStart", "commentRangeEnd", "commentReference")
    places = [[element.get(qn("w:id")) for element in body.iter(qn(f"w:{step}"))] for step in steps]
    assert sorted(places[0], key=str) == sorted(places[1], key=str) == sorted(places[2], key=str)
    assert len(set(places[0])) == len(places[0])
    order = [(element.tag, element.get(qn("w:id"))) for element in body.iter(*(qn(f"w:{step}") for step in steps))]
    for number in places[0]:
        assert [tag for tag, own in order if own == number] == [qn(f"w:{step}") for step in steps]


def test_a_comment_says_severity_rule_sentence_and_figures(root: Path) -> None:
    wrong = example("云溪县档案馆-2023-有误.json", root)
    one = Checked.of("2023.json", wrong, check(wrong, select=["GD203"]))
    (finding,) = one.findings
    zh, en = ([*comments(review_docx(one, lang=lang)).values()][1].split("\n") for lang in ("zh", "en"))
    assert zh == ["1. 错误 GD203 申请收支不平", finding.text("zh"), "印为：6；应为：7"]
    assert en[0] == "1. error GD203 Requests received and dealt with do not balance"
    assert en[1:] == [finding.text("en"), "Printed: 6; Expected: 7"]


@EACH_LANGUAGE
def test_what_is_waived_is_said_to_be_and_why(lang: Lang) -> None:
    fmt = FORMATS["2021"]
    data = review_docx(checked(fmt), lang=lang)
    waived = [text for text in comments(data).values() if REASON in text]
    token = next(fault.token for fault in faults(fmt) if fault.finding.waived is not None)
    assert len(waived) == 1
    assert token in waived[0]
    assert ("已豁免" if lang == "zh" else "waived") in waived[0].split("\n")[0]


def test_places_have_the_colour_of_the_gravest_finding() -> None:
    fmt = FORMATS["2021"]
    colours = dict(fills(review_docx(checked(fmt))))
    usual = COLORS[Finding(code="GD604").severity.value][0]
    figure = next(fault.texts[0] for fault in faults(fmt))
    assert colours[figure] == usual, "the other finding there is waived"
    args = {"label_zh": "", "printed": ""}
    finding = Finding(code="GD604", message="unread", path=fmt.cells[0].path, args=args)
    graded = {COLORS[severity.value][0]: attrs.evolve(finding, regraded=severity) for severity in Severity}
    graded[COLORS["waived"][0]] = attrs.evolve(finding, waived="甲")
    for colour, own in graded.items():
        assert dict(fills(review_docx(attrs.evolve(checked(fmt), findings=(own,))))) == {figure: colour}
    assert dict(fills(review_docx(attrs.evolve(checked(fmt), findings=())))) == {}


def test_a_blank_cell_has_its_comment_too() -> None:
    fmt = FORMATS["2021"]
    path = fmt.cells[5].path
    empty = attrs.evolve(blank(fmt), title="甲")
    finding = Finding(code="GD104", message="empty", path=path, args={"label_zh": "甲", "label_en": "A"})
    data = review_docx(Checked(name="", report=empty, findings=(finding,)))
    starts = part(data, "word/document.xml").iter(qn("w:commentRangeStart"))
    (row,) = (row for start in starts for row in start.iterancestors(qn("w:tr")))
    assert fmt.cell(path).labels[-2].zh in "".join(text.text or "" for text in row.iter(qn("w:t")))


def test_the_overview_counts_everything_and_names_what_is_undecided() -> None:
    one = checked(FORMATS["2021"])
    zh, en = (next(iter(comments(review_docx(one, lang=lang)).values())) for lang in get_args(Lang)[::-1])
    assert f"已豁免 1，无法判断 {len(one.undecided)}" in zh
    assert "GD401 逾期公布，1 处" in zh
    assert "不等于符合" in zh
    assert "waived 1, undecided 1" in en
    assert "It is not a pass" in en
    clean = Checked(name="", report=one.report, findings=())
    assert [text.split("\n")[1][:6] for text in comments(review_docx(clean)).values()] == ["未发现问题。"]


def test_without_a_title_the_whole_is_on_what_comes_first() -> None:
    whole = Finding(code="GD106", message="missing", path=None)
    bare = LegacyReport(year=None, organ=Organ(), preamble=("工作平稳。",))
    assert set(anchors(review_docx(Checked(name="", report=bare, findings=(whole,)))).values()) == {"工作平稳。"}
    nothing = attrs.evolve(bare, preamble=())
    assert len(anchors(review_docx(Checked(name="", report=nothing, findings=(whole,))))) == 2


def test_a_table_that_is_printed_twice_has_its_comments_once() -> None:
    fmt = FORMATS["2021"]
    one = checked(fmt)
    twice = attrs.evolve(one.report, sections=(*one.report.sections, *one.report.sections[-3:]))
    data = review_docx(attrs.evolve(one, report=twice))
    assert len(comments(data)) == len(comments(review_docx(one)))
    figure = next(fault.texts[0] for fault in faults(fmt))
    assert [text for text, _ in fills(data)].count(figure) == 1 + (twice.sections[-3].table == fmt.cells[0].table)


@EACH_LANGUAGE
def test_the_review_reads_back_as_the_record(root: Path, lang: Lang) -> None:
    for path in sorted((root / "examples" / "records").glob("*.json")):
        record = loads(path.read_bytes())
        data = review_docx(Checked.of(path.name, record, check(record, select=RULES)), lang=lang)
        assert read(data, kind="docx").report == read(render(record, "docx"), kind="docx").report


@EACH_FORMAT
def test_comments_and_marks_change_nothing_that_is_read(fmt: Format) -> None:
    one = checked(fmt)
    plain = review_docx(attrs.evolve(one, findings=(), undecided=()))
    assert read(review_docx(one), kind="docx").report == read(plain, kind="docx").report


@examples(30)
@given(reports(narrative="awkward", blanks=True))
def test_every_record_has_a_review_that_word_can_open(record: Report) -> None:
    result = check(record, select=RULES)
    data = review_docx(Checked.of("a", record, result))
    assert len(comments(data)) >= len(result.findings) + 1
    assert anchors(data).keys() == comments(data).keys()


def test_hostile_texts_do_no_harm() -> None:
    nasty = "甲\x00\x0b\ufffe\ud800<w:p/>]]>&amp;" + "长" * 5000
    args = {"label_zh": nasty, "label_en": nasty, "printed": nasty}
    found = Finding(code="GD604", message="unread", path="preamble[0]", args=args, waived=nasty)
    quoted = attrs.evolve(found, quotes=(Quote("preamble[0]", 0, 2),))
    record = LegacyReport(year=None, organ=Organ(name=nasty), title=nasty, preamble=(nasty,), signed_by=nasty)
    with pytest.raises(Unprintable):
        render(record, "docx")
    for lang in get_args(Lang):
        data = review_docx(Checked(name=nasty, report=record, findings=(found, quoted)), lang=lang)
        said, standing = comments(data), anchors(data)
        assert standing[list(said)[-1]] == "甲\ufffd"
        assert all(len(line) <= LONGEST for text in said.values() for line in text.split("\n"))
        assert any("<w:p/>]]>&amp;" in text for text in said.values())


def test_the_same_findings_are_the_same_file_by_nobody_at_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    one = checked(FORMATS["2021"])
    data = review_docx(one)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert review_docx(one) == data
    found = list(Document(io.BytesIO(data)).comments)
    assert {comment.author for comment in found} == {AUTHOR}
    assert {comment.timestamp for comment in found} == {None}


def test_the_writer_has_no_part_for_comments() -> None:
    with zipfile.ZipFile(io.BytesIO(render(report(FORMATS["2021"]), "docx"))) as package:
        assert "word/comments.xml" not in package.namelist()
        assert b"CommentText" not in package.read("word/styles.xml")


def test_libreoffice_converts_it_with_every_comment(tmp_path: Path) -> None:
    files = {lang: review_docx(checked(FORMATS["2021"]), lang=lang) for lang in get_args(Lang)}
    for lang, data in converted_by_office(files, ".docx", "odt", tmp_path).items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            content = package.read("content.xml").decode()
        assert content.count("<office:annotation ") == len(comments(files[lang]))
    printed = converted_by_office(files, ".docx", "pdf", tmp_path)
    assert all(data.startswith(b"%PDF") for data in printed.values())


def test_without_python_docx_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtra, match=r"pip install 'govdisclosure\[docx\]'"):
        review_docx(checked(FORMATS["2021"]))


def test_a_date_line_and_a_numbered_paragraph_can_be_marked() -> None:
    section = Section(number="（一）", level=1, paragraphs=("公开信息85条。",))
    record = LegacyReport(year=None, organ=Organ(), title="甲", published_on=date(2013, 3, 1), sections=(section,))
    args = {"label_zh": "甲", "label_en": "A", "printed": "1"}
    finding = Finding(code="GD604", message="unread", args=args)
    paragraph = "sections[0].paragraphs[0]"
    found = (attrs.evolve(finding, path="published_on"), attrs.evolve(finding, path=paragraph))
    standing = [*anchors(review_docx(Checked(name=NAME, report=record, findings=found))).values()]
    assert standing[1:] == ["发布日期：2013-03-01", "（一）公开信息85条。"]
