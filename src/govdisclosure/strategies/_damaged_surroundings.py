"""Damage around what a report says: text that is none of it, and bytes that are encoded otherwise."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import attrs

from govdisclosure.formats._kit import Label
from govdisclosure.strategies._choices import Choices
from govdisclosure.strategies._damage import Damage, InBytes, InPrint, Printed
from govdisclosure.writers import Kind
from govdisclosure.writers._blocks import HeadingBlock, Line, Paragraph, Title

TEXTUAL: frozenset[Kind] = frozenset(("html", "markdown", "text"))
"""Kinds whose bytes are text."""

_PAGE_NUMBERS = ("- 4 -", "— 4 —", "第4页 共9页")
_ABOVE = (
    "当前位置：首页 > 政府信息公开",
    "索引号：00-0/2024-00001",
    "字体：【大 中 小】 浏览次数：37",
    "打印本页",
)
_DECLARED = re.compile(r'<meta charset="utf-8">\n')


def _page_number(printed: Printed, choices: Choices) -> Printed | None:
    """The number of a page before a heading."""
    headings = [at for at, block in enumerate(printed.blocks) if isinstance(block, HeadingBlock)]
    if not headings:
        return None
    at = choices.among(headings)
    number = Paragraph("", choices.among(_PAGE_NUMBERS))
    return attrs.evolve(printed, blocks=(*printed.blocks[:at], number, *printed.blocks[at:]))


def _text_above_title(printed: Printed, choices: Choices) -> Printed | None:
    """What a site shows above the title."""
    if not isinstance(next(iter(printed.blocks), None), Title):
        return None
    above = (Line("", (choices.among(_ABOVE),)) for _ in range(choices.number(1, 3)))
    return attrs.evolve(printed, blocks=(*above, *printed.blocks))


def _undeclared(data: bytes) -> bytes:
    return _DECLARED.sub("", data.decode()).encode("gb18030")


IN_SURROUNDINGS: Mapping[str, Damage] = MappingProxyType(
    {
        "text_above_title": InPrint(
            Label("标题之前有网站导航等文字", "menus of a site above the title"), change=_text_above_title
        ),
        "page_number": InPrint(Label("正文中夹有页码", "the number of a page between sections"), change=_page_number),
        "gbk_undeclared": InBytes(
            Label("以 GBK（GB 18030）编码而未声明", "encoded in GBK (GB 18030) without saying so"),
            kinds=TEXTUAL,
            change=_undeclared,
        ),
        "byte_order_mark": InBytes(
            Label("文件开头有 UTF-8 字节顺序标记", "a byte order mark of UTF-8 at the beginning"),
            kinds=TEXTUAL,
            change=lambda data: b"\xef\xbb\xbf" + data,
        ),
        "utf_16": InBytes(
            Label("以 UTF-16 编码", "encoded in UTF-16"),
            kinds=TEXTUAL - {"html"},
            change=lambda data: data.decode().encode("utf-16"),
        ),
        "decoded_wrongly": InBytes(
            Label("乱码：UTF-8 被当作 Latin-1 读出后另存", "UTF-8 that was taken for Latin-1 and saved again"),
            kinds=TEXTUAL,
            change=lambda data: data.decode("latin-1").encode(),
        ),
    }
)
"""By name. Of damage in the bytes, a document has one kind at most."""
