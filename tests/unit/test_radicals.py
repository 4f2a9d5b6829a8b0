"""Codes of radicals where characters are printed: read as the characters, the codes kept in the evidence, and said."""

import pytest

from govdisclosure.evidence import Parsed, Source
from govdisclosure.place import Place
from govdisclosure.readers import Limits
from govdisclosure.readers._content import Content, Text
from govdisclosure.readers._limits import Budget
from govdisclosure.readers._reports import reports_in
from govdisclosure.wording._characters import folded, without_radicals

TITLE, HEADING, TEXT = "云溪县⺠政局2023年政府信息公开⼯作年度报告", "⼀、总体情况", "⻔⼾⽹站更新及时。"


def read(*, radicals: bool) -> Parsed:
    texts = tuple(Text(raw, Place(page=n)) for n, raw in enumerate((TITLE, HEADING, TEXT), 1))
    source = Source(name="a.pdf", kind="pdf", sha256="0" * 64, reader="test")
    (parsed,) = reports_in(Content(items=texts, radicals=radicals), source, Budget("a.pdf", Limits()))
    return parsed


def test_radicals_are_read_as_the_characters_they_stand_for() -> None:
    parsed = read(radicals=True)
    assert parsed.report.title == "云溪县民政局2023年政府信息公开工作年度报告"
    assert parsed.report.organ.name == "云溪县民政局"
    (section,) = parsed.report.sections
    assert (section.number, section.heading, section.paragraphs) == ("一、", "总体情况", ("门户网站更新及时。",))


def test_the_evidence_keeps_what_the_file_has_and_a_note_says_how_many() -> None:
    parsed = read(radicals=True)
    assert parsed.evidence["title"].raw == TITLE
    (note,) = [finding for finding in parsed.notes if finding.code == "GD608"]
    assert (note.message, note.args["count"], note.place) == ("radicals", 6, Place(page=1))


def test_where_radicals_can_be_meant_they_stay() -> None:
    parsed = read(radicals=False)
    assert parsed.report.title == TITLE
    assert parsed.report.organ.name == "云溪县民政局"  # compared and named without them all the same
    assert not [finding for finding in parsed.notes if finding.code == "GD608"]


@pytest.mark.parametrize("text", ["工作", "（１）", "ABC", "①", "戶"])
def test_nothing_else_is_changed(text: str) -> None:
    assert without_radicals(text) == text


def test_every_radical_is_known() -> None:
    blocks = [chr(code) for code in (*range(0x2E80, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6))]
    left = [radical for radical in blocks if without_radicals(radical) == radical]
    assert left == ["⺀"]  # stands for no character
    assert all(folded(radical) != radical for radical in blocks if radical not in left)
