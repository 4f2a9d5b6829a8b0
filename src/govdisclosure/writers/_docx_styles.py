"""Page and paragraph styles of an official document (GB/T 9704): one place for every size and font.

All styles are built on Normal. Headings are Word's own, so that its outline shows them, in the look of the standard.
"""

from collections.abc import Iterable, Iterator

import attrs
from docx.oxml.xmlchemy import BaseOxmlElement

from govdisclosure.writers._docx_xml import half_points, w

SONG, FANGSONG, KAI, HEI = "宋体", "仿宋", "楷体", "黑体"
_ALIASES = {SONG: "SimSun", FANGSONG: "FangSong", KAI: "KaiTi", HEI: "SimHei"}
_FAMILIES = {SONG: "roman", FANGSONG: "modern", KAI: "modern", HEI: "swiss"}
_LATIN = "Times New Roman"

BODY_SIZE = 16
TITLE_SIZE = 22
TABLE_SIZE = 10.5
"""三号, 二号 and 五号, in points."""

LINE = 579
"""Twips from line to line: 22 lines fill the type area."""
TABLE_LINE = 14 * 20
TITLE_LINE = 36 * 20

MM = 1440 / 25.4
"""Twips in a millimetre."""

PAGE = (11906, 16838)
"""A4 in twips, as Word has it."""
TOP, RIGHT, BOTTOM, LEFT, FOOTER = (round(side * MM) for side in (37, 26, 35, 28, 23))
"""The page number stands below the type area of 156 mm by 225 mm."""
TYPE_WIDTH = PAGE[0] - LEFT - RIGHT

DEEPEST = 9
"""Word knows nine levels of headings."""


@attrs.frozen
class Style:
    """A paragraph style, lengths in twips; `indent` has attributes as Word names them, `flags` elements without any."""

    id: str
    name: str
    font: str = FANGSONG
    size: float = BODY_SIZE
    bold: bool = False
    align: str = "both"
    line: int = LINE
    before: int = 0
    after: int = 0
    indent: dict[str, int] = attrs.Factory(dict)
    flags: tuple[str, ...] = ()
    pitch: int = 0
    """Twips between characters beyond their own width."""
    spaced: bool = True
    """Whether Word puts a little space between Chinese characters and digits."""
    outline: int | None = None
    next: str | None = None

    def element(self) -> BaseOxmlElement:
        """The style as Word keeps it."""
        is_normal = self.id == "Normal"
        head = [w("name", val=self.name)]
        if not is_normal:
            head.append(w("basedOn", val="Normal"))
        if self.next is not None:
            head.append(w("next", val=self.next))
        kind: dict[str, str | int] = {"type": "paragraph", "styleId": self.id}
        if is_normal:
            kind["default"] = 1
        return w("style", *head, w("qFormat"), self._paragraph(), self._text(), **kind)

    def _paragraph(self) -> BaseOxmlElement:
        spacing = w("spacing", before=self.before, after=self.after, line=self.line, lineRule="exact")
        parts = [w(flag) for flag in self.flags]
        # Word's default, stated: without it LibreOffice 7 loses some of the marks that hang over a justified line.
        parts += [w("widowControl"), w("overflowPunct", val=1)]
        if not self.spaced:
            parts += [w("autoSpaceDE", val=0), w("autoSpaceDN", val=0)]
        parts += [spacing, w("ind", **self.indent), w("jc", val=self.align)]
        if self.outline is not None:
            parts.append(w("outlineLvl", val=self.outline))
        return w("pPr", *parts)

    def _text(self) -> BaseOxmlElement:
        bold = [w("b"), w("bCs")] if self.bold else []
        pitch = [w("spacing", val=self.pitch)] if self.pitch else []
        return w("rPr", _fonts(self.font), *bold, *pitch, *half_points(self.size))


_PITCH = -5
"""With it 28 characters of the body fill a line."""

_FIRST_LINE = {"firstLineChars": 200, "firstLine": 2 * (BODY_SIZE * 20 + _PITCH)}
_PADDING = {"left": 57, "right": 57}
_HEADING_FONTS = (HEI, KAI, FANGSONG)
"""By level; deeper ones look like the last. The third is bold, the way GB/T 9704 tells 1. from its text."""


def _heading(level: int) -> Style:
    return Style(
        id=heading_style(level),
        name=f"heading {level}",
        font=_HEADING_FONTS[min(level, len(_HEADING_FONTS)) - 1],
        bold=level == len(_HEADING_FONTS),
        align="left",
        indent=_FIRST_LINE,
        flags=("keepNext", "keepLines"),
        pitch=_PITCH,
        outline=level - 1,
        next="BodyText",
    )


def heading_style(level: int) -> str:
    """The style of a heading of a level; what is deeper than Word's levels takes the last."""
    return f"Heading{min(level, DEEPEST)}"


STYLES = (
    Style("Normal", "Normal"),
    Style("BodyText", "Body Text", indent=_FIRST_LINE, pitch=_PITCH),
    Style(
        "Title", "Title", SONG, TITLE_SIZE, True, "center", TITLE_LINE,
        after=LINE, flags=("keepNext", "keepLines"), spaced=False, next="BodyText",
    ),
    *map(_heading, range(1, DEEPEST + 1)),
    Style("Date", "Date", KAI, align="center", after=LINE // 2, next="BodyText"),
    Style("Signature", "Signature", align="right", indent={"rightChars": 200, "right": 640}, flags=("keepLines",)),
    Style("Footer", "footer", SONG, 14, align="center", line=14 * 20),
    Style("TableText", "表格文字", SONG, TABLE_SIZE, align="center", line=TABLE_LINE),
    Style("TableLabel", "表格行标题", SONG, TABLE_SIZE, align="left", line=TABLE_LINE, indent=_PADDING),
    Style("TableNote", "表格附注", SONG, 12, align="left", line=20 * 20, before=60, after=60),
    Style("TableGap", "表格间隔", SONG, 1, line=20),
)  # fmt: skip
"""The styles of a report, and the only ones in its document; a review of it has those of comments too."""


COMMENT_STYLES = (Style("CommentText", "annotation text", SONG, TABLE_SIZE, align="left", line=TABLE_LINE),)
"""The styles of comments."""


def style_elements(others: Iterable[Style] = ()) -> Iterator[BaseOxmlElement]:
    """The defaults, the one table style Word cannot do without, `STYLES`, and others if need be."""
    # Digits and Latin letters are not Chinese: LibreOffice would break a year over two lines.
    language = w("lang", val="en-US", eastAsia="zh-CN")
    defaults = w("rPr", _fonts(FANGSONG), *half_points(BODY_SIZE), language)
    yield w("docDefaults", w("rPrDefault", defaults), w("pPrDefault"))
    yield from (style.element() for style in (*STYLES, *others))
    yield w("style", w("name", val="Normal Table"), type="table", default=1, styleId="TableNormal")


def font_elements() -> Iterator[BaseOxmlElement]:
    """What each font is also called and looks like, for machines that do not have it."""
    for name, alias in _ALIASES.items():
        about = (w("altName", val=alias), w("charset", val=86), w("family", val=_FAMILIES[name]))
        yield w("font", *about, w("pitch", val="variable"), name=name)


def _fonts(chinese: str) -> BaseOxmlElement:
    """Word takes Chinese characters from ``eastAsia`` only."""
    return w("rFonts", ascii=_LATIN, hAnsi=_LATIN, eastAsia=chinese, cs=_LATIN)
