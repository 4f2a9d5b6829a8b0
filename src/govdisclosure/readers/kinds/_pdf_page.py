"""The pages of a PDF as marks on paper: characters with their boxes, rules that can be seen, and pictures."""

import io
import logging
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import attrs

from govdisclosure._extras import needed
from govdisclosure.errors import UnreadableDocument
from govdisclosure.readers._limits import Budget

if TYPE_CHECKING:
    from pdfminer.layout import LTChar, LTComponent, LTPage
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage

_DICTIONARY = 2**11
"""Within how many bytes before a stream its dictionary begins."""

HAIR = 3.0
"""A filled shape no thicker than this (in points) is a rule, not a shade."""
FAR = 1e7
"""Nothing stands so far (in points) from the corner of a page; the standard allows a few hundred thousand."""
WHITE = 0.97
"""From here on a colour is that of the paper."""


class Char(NamedTuple):
    """One character: its text, its box from the top left corner of the page, and the direction it is written in."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turned: int
    """0 if upright, 1 if it runs upwards, -1 if it runs downwards."""


class Rule(NamedTuple):
    """A straight line that can be seen, along one axis."""

    x0: float
    top: float
    x1: float
    bottom: float
    hair: bool
    """Whether it is drawn with no width at all."""


@attrs.frozen
class Page:
    """What is drawn on one page, in the order of drawing."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    pictured: float
    """Share of the page that pictures cover."""


def read_pages(data: bytes, budget: Budget) -> Iterator[Page]:
    """Every page of a PDF, one at a time: what one held is forgotten before the next is read.

    Raises `UnreadableDocument` if the file is broken, encrypted or exceeds the budget, `MissingExtra` without the
    extra ``pdf``.
    """
    needed("pdfplumber", "pdf")  # which brings pdfminer, but pdfminer may be there without it
    from pdfminer.pdfinterp import PDFResourceManager

    logging.getLogger("pdfminer").addHandler(_SILENT)  # its warnings would go to the terminal
    _check_streams(data, budget)
    document = _open(data, budget)
    fonts = PDFResourceManager()
    from govdisclosure.readers.kinds._pdf_device import Device, Interpreter

    device = Device(fonts, budget, encrypted=document.encryption is not None)
    for number, page in enumerate(_page_tree(document, budget), 1):
        budget.time()
        interpreter = Interpreter(fonts, device)
        try:
            device.begin()
            interpreter.process_page(page)
            drawn = device.get_result()
        except UnreadableDocument:
            raise
        except Exception as error:  # pdfminer raises whatever a broken page makes it raise
            _broken(budget, f"page {number}: {type(error).__name__}", f"第 {number} 页：{type(error).__name__}")
        yield _page(number, drawn)


_SILENT = logging.NullHandler()
_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_TWICE = re.compile(rb"\[[^\]]{0,80}/(?:FlateDecode|Fl|LZWDecode|LZW)\b[^\]]{0,80}/(?:FlateDecode|Fl|LZWDecode|LZW)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_CHUNK = 2**16


def _check_streams(data: bytes, budget: Budget) -> None:
    """Unpack every packed stream once, bit by bit, so that none is cut short or larger than allowed."""
    if b"/Encrypt" in data:
        return
    total = 0
    for start in _STREAM.finditer(data):
        if data[start.start() - 3 : start.start()] == b"end":
            continue
        head = data[max(data.rfind(b" obj", 0, start.start()), start.start() - _DICTIONARY, 0) : start.start()]
        if not _FLATE.search(head):
            continue
        if _TWICE.search(head):
            budget.refuse("a stream packed more than once", "数据流多重压缩")
        size = _unpacked(data, start.end(), budget)
        if size is None:
            _broken(
                budget, f"a stream is cut short at byte {start.start()}", f"第 {start.start()} 字节处的数据流不完整"
            )
        budget.unpacked(size)
        total += 0 if _PICTURE.search(head) else size  # pictures are never unpacked, but may claim to be none
        budget.unpacked(total)


def _unpacked(data: bytes, start: int, budget: Budget) -> int | None:
    """How large a stream is unpacked, or None if it does not come to its end. Its check sum is often wrong."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    size, at = 0, start + 2  # behind the two bytes of the header
    try:
        while not unpacker.eof and at < len(data):
            size += len(unpacker.decompress(data[at : at + _CHUNK], 2**20))
            while unpacker.unconsumed_tail and not unpacker.eof:
                budget.time()
                budget.unpacked(size)
                size += len(unpacker.decompress(unpacker.unconsumed_tail, 2**20))
            at += _CHUNK
    except zlib.error:
        return None
    return size if unpacker.eof else None


def _open(data: bytes, budget: Budget) -> "PDFDocument":
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
    from pdfminer.pdfparser import PDFParser

    for again in (False, True):
        whole = (
            data.replace(b"startxref", b"startxxxx") if again else data
        )  # then its objects are looked for one by one
        try:
            return PDFDocument(PDFParser(io.BytesIO(whole)), password="")
        except PDFEncryptionError:
            raise UnreadableDocument(
                budget.name,
                "the file is encrypted",
                "文件已加密",
                "remove the password and save it again",
                "请取消密码后重新保存",
            ) from None
        except Exception as error:  # pdfminer raises whatever a broken file makes it raise
            reason = str(error) or type(error).__name__
        budget.time()
    return _broken(budget, reason, "无法解析")


def _page_tree(document: "PDFDocument", budget: Budget) -> "list[PDFPage]":
    from pdfminer.pdfpage import PDFPage

    pages: list[PDFPage] = []
    try:
        for page in PDFPage.create_pages(document):
            pages.append(page)
            budget.pages(len(pages))
            budget.time()
        stated = _stated_pages(document)
    except UnreadableDocument:
        raise
    except Exception as error:  # pdfminer raises whatever a broken tree of pages makes it raise
        _broken(budget, f"its pages: {type(error).__name__}", f"页面结构：{type(error).__name__}")
    if stated is not None and stated > len(pages):
        _broken(budget, f"{len(pages)} of {stated} pages are there", f"应有 {stated} 页，仅存 {len(pages)} 页")
    if not pages:
        _broken(budget, "no pages", "没有页面")
    return pages


def _stated_pages(document: "PDFDocument") -> int | None:
    from pdfminer.pdftypes import resolve1

    tree = resolve1(document.catalog.get("Pages"))
    stated = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    return stated if isinstance(stated, int) else None


def _broken(budget: Budget, detail: str, detail_zh: str) -> NoReturn:
    raise UnreadableDocument(
        budget.name,
        f"the PDF is damaged ({detail})",
        f"PDF 文件已损坏（{detail_zh}）",
        "open it in a PDF viewer, print it to a new PDF, and give that",
        "请用阅读器打开后重新打印为 PDF，再提供新文件",
    )


def _page(number: int, drawn: "LTPage") -> Page:
    from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage

    height = drawn.height
    chars: list[Char] = []
    rules: list[Rule] = []
    pictured = 0.0
    waiting: list[LTComponent] = list(reversed(list(drawn)))
    while waiting:
        mark = waiting.pop()
        if isinstance(mark, LTChar):
            chars.append(_char(mark, height))
        elif isinstance(mark, LTCurve):
            rules.extend(_rules(mark, height))
        elif isinstance(mark, LTImage):
            pictured += mark.width * mark.height
        elif isinstance(mark, LTContainer):
            waiting.extend(reversed(list(mark)))
    area = drawn.width * height
    return Page(number, drawn.width, height, tuple(chars), tuple(rules), pictured / area if area else 0.0)


def _char(mark: "LTChar", height: float) -> Char:
    a, b, _, _, _, _ = mark.matrix
    turned = 0 if abs(a) >= abs(b) else (1 if b > 0 else -1)
    text = mark.get_text().replace("\n", " ").replace("\r", " ")
    box = (mark.x0, height - mark.y1, mark.x1, height - mark.y0, mark.width if turned else mark.height)
    if not all(-FAR < place < FAR for place in box):  # numbers too large for a float are none at all
        box = (0.0, 0.0, 0.0, 0.0, 0.0)
    return Char(text, *box, turned)


def _rules(mark: "LTComponent", height: float) -> Iterator[Rule]:
    """The visible straight lines of a path: its outline where it is stroked, itself where it is thin and filled."""
    from pdfminer.layout import LTCurve

    assert isinstance(mark, LTCurve)
    if mark.stroke and not _is_white(mark.stroking_color):
        closed = [*mark.pts, mark.pts[0]] if len(mark.pts) > 2 else mark.pts
        for (x, y), (u, v) in pairwise(closed):
            if (abs(x - u) <= 1 or abs(y - v) <= 1) and max(map(abs, (x, y, u, v))) < FAR:
                yield Rule(min(x, u), height - max(y, v), max(x, u), height - min(y, v), not mark.linewidth)
    elif mark.fill and not _is_white(mark.non_stroking_color):
        thin, long = sorted((mark.width, mark.height))
        if 0 < thin <= HAIR and long >= 2 * thin:  # the squares of a two-dimensional code are no rules
            x, y = (mark.x0 + mark.x1) / 2, height - (mark.y0 + mark.y1) / 2
            if mark.width >= mark.height:
                yield Rule(mark.x0, y, mark.x1, y, False)
            else:
                yield Rule(x, height - mark.y1, x, height - mark.y0, False)


def _is_white(color: object) -> bool:
    """Whether a colour is that of the paper; what cannot be told is not."""
    parts: Sequence[object] = color if isinstance(color, list | tuple) else (color,)
    levels = [part for part in parts if isinstance(part, int | float)]
    if not levels or len(levels) != len(parts):
        return False
    if len(levels) == 4:  # CMYK is ink
        return max(levels) <= 1 - WHITE
    return min(levels) >= WHITE
