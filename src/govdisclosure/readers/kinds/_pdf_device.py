"""What pdfminer draws a page on: it counts, so that no page can take for ever."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from pdfminer.converter import PDFPageAggregator
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.utils import Matrix, PathSegment, Rect

from govdisclosure.readers._limits import Budget

MARKS = 100_000
"""So many characters and strokes a page may have; a page full of text has about 2,000."""
FORM = 20
"""As how many marks a form or picture counts, which takes as long to set up."""
CONTENT = 32 * 2**20
"""So many bytes of drawing instructions all pages may have together, forms as often as they are drawn."""
ENCRYPTED_CONTENT = 2**18
"""How large one packed stream of an encrypted file may be, which cannot be measured before it is unpacked."""

STATES = 1000
"""So many states of drawing may be saved within each other; the standard allows 28, programs nest less than 100."""

_OFTEN = 0x3FF
"""Marks between two looks at the clock, less one."""


class Device(PDFPageAggregator):
    """Keeps the marks of one page, within bounds."""

    def __init__(self, fonts: PDFResourceManager, budget: Budget, *, encrypted: bool) -> None:
        super().__init__(fonts, laparams=None)
        self._budget = budget
        self._encrypted = encrypted
        self._marks = 0
        self._depth = 0
        self._content = 0

    def begin(self) -> None:
        """A new page."""
        self._marks = self._depth = 0
        self._stack = []  # a broken page may have left figures open

    def draw(self, stream: PDFStream) -> None:
        """A stream of instructions is to be carried out."""
        self._budget.time()
        if self._encrypted and len(stream.rawdata or b"") > ENCRYPTED_CONTENT:
            self._budget.refuse("an encrypted page too large", "加密页面过大")
        self._content += len(stream.get_data())
        if self._content > CONTENT:
            self._budget.refuse(f"more than {CONTENT >> 20} MB of drawing", f"绘图指令超过 {CONTENT >> 20} MB")

    def refuse(self, reason: str, reason_zh: str) -> NoReturn:
        """The page is not drawn."""
        self._budget.refuse(reason, reason_zh)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._depth += 1
        self._budget.depth(self._depth)
        self._mark(FORM)
        super().begin_figure(name, bbox, matrix)

    def end_figure(self, _: str) -> None:
        self._depth -= 1
        super().end_figure(_)

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        self._mark(1 + len(path) // 8)
        super().paint_path(gstate, stroke, fill, evenodd, path)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        self._mark()
        return super().render_char(matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate)

    def _mark(self, weight: int = 1) -> None:
        self._marks += weight
        if self._marks > MARKS:
            self._budget.refuse(f"more than {MARKS} marks on one page", f"一页上的字符和线条超过 {MARKS} 个")
        if not self._marks & _OFTEN:
            self._budget.time()


class Interpreter(PDFPageInterpreter):
    """Carries out the instructions of a page; forms within it have interpreters of their own."""

    if TYPE_CHECKING:
        device: Device

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self.graphicstate.linewidth = 1  # as the standard has it; pdfminer begins with 0

    def do_q(self) -> None:
        if len(self.gstack) >= STATES:
            self.device.refuse(f"more than {STATES} nested states of drawing", f"绘图状态嵌套超过 {STATES} 层")
        super().do_q()

    def execute(self, streams: Sequence[object]) -> None:
        for stream in streams:
            self.device.draw(stream_value(stream))
        super().execute(streams)
