"""The Word package around a report: page, styles and settings, and nothing of the template it is made from."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import cast

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.xmlchemy import BaseOxmlElement

from govdisclosure.writers._docx_styles import (
    BOTTOM,
    COMMENT_STYLES,
    FOOTER,
    LEFT,
    PAGE,
    RIGHT,
    TOP,
    font_elements,
    style_elements,
)
from govdisclosure.writers._docx_xml import paragraph, w

LANGUAGE = "zh-CN"

_KEPT = {RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.OFFICE_DOCUMENT}
_KEPT_IN_DOCUMENT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS}
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first time a ZIP file can name: the same report is the same file, whenever it is written."""

_LONGEST_TITLE = 255
"""What the property may hold; the title on the page is whole."""

_WORD_2013 = (
    ("compatibilityMode", 15),
    ("overrideTableStyleFontSizeAndJustification", 1),
    ("enableOpenTypeFeatures", 1),
    ("doNotFlipMirrorIndents", 1),
    ("differentiateMultirowTableHeaders", 1),
)
"""Without these Word opens the file in compatibility mode."""


def package(body: Iterable[BaseOxmlElement], title: str | None, comments: Sequence[BaseOxmlElement] = ()) -> bytes:
    """A Word document with this body, and the comments it refers to. Names no author and no date."""
    document = Document()
    part = document.part
    whole = cast(OpcPackage, part.package)
    _drop(whole, _KEPT)
    _drop(part, _KEPT_IN_DOCUMENT)
    _properties(whole, title)
    _refill(document.styles.element, style_elements(COMMENT_STYLES if comments else ()))
    _refill(document.settings.element, _settings())
    fonts = serialize_part_xml(w("fonts", *font_elements()))
    table = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, fonts)
    part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)
    if comments:
        said = serialize_part_xml(w("comments", *comments))
        part.relate_to(Part(PackURI("/word/comments.xml"), CONTENT_TYPE.WML_COMMENTS, said), RELATIONSHIP_TYPE.COMMENTS)

    section = document.sections[0]
    _refill(section.footer._element, (_page_number(),))
    page = section._sectPr
    _refill(page, (*page.xpath("w:footerReference"), *_page()))
    _refill(document._body._element, (*body, page))

    saved = io.BytesIO()
    document.save(saved)
    return _timeless(saved)


def _drop(source: OpcPackage | Part, kept: set[str]) -> None:
    """Leave only the parts of the template that a report needs."""
    for key, relationship in list(source.rels.items()):
        if relationship.reltype not in kept:
            del source.rels[key]


def _properties(whole: OpcPackage, title: str | None) -> None:
    _refill(cast(XmlPart, whole.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)).element, ())
    whole.core_properties.language = LANGUAGE
    if title is not None:
        whole.core_properties.title = title[:_LONGEST_TITLE]


def _refill(element: BaseOxmlElement, children: Iterable[BaseOxmlElement]) -> None:
    new = list(children)
    for child in list(element):
        element.remove(child)
    element.extend(new)


def _settings() -> tuple[BaseOxmlElement, ...]:
    word = "http://schemas.microsoft.com/office/word"
    modes = (w("compatSetting", name=name, uri=word, val=value) for name, value in _WORD_2013)
    return (
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", w("doNotExpandShiftReturn"), *modes),  # or a line before a break is stretched to the margin
        w("themeFontLang", val="en-US", eastAsia=LANGUAGE),
    )


def _page() -> tuple[BaseOxmlElement, ...]:
    width, height = PAGE
    margins = {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT, "header": 851, "footer": FOOTER, "gutter": 0}
    return w("pgSz", w=width, h=height), w("pgMar", **margins), w("cols", space=425)


def _page_number() -> BaseOxmlElement:
    """``— 1 —`` as GB/T 9704 has it."""
    foot = paragraph("Footer", "— ")
    number = w("fldSimple", w("r", w("t")), instr="PAGE")
    number[0][0].text = "1"
    foot.append(number)
    foot.append(paragraph("Footer", " —")[-1])
    return foot


def _timeless(saved: io.BytesIO) -> bytes:
    """The package without the time it was saved at and the system it was saved on."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return out.getvalue()
