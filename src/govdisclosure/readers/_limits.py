"""How large a document may be, and how long it may take: every input is taken as hostile."""

import time
from typing import NoReturn

import attrs

from govdisclosure.errors import UnreadableDocument

_MB = 2**20


@attrs.frozen(kw_only=True)
class Limits:
    """What a document may have at most; whatever exceeds a limit is refused with `UnreadableDocument`.

    >>> from govdisclosure.readers import Limits
    >>> Limits(pages=20).pages, Limits().cells
    (20, 100000)
    """

    bytes: int = 32 * _MB
    """Size of the file. A report of a province has less than 1 MB."""
    unpacked: int = 256 * _MB
    """Size of the parts of a DOCX or XLSX together, unpacked."""
    pages: int = 300
    """Pages of a PDF."""
    lines: int = 50_000
    """Lines of text, or paragraphs. Fifteen reports with one cell a line have about 4,000."""
    characters: int = 1_000_000
    """Characters of one line or paragraph."""
    cells: int = 100_000
    """Cells of all tables together; a merged cell counts as often as it covers a position."""
    span: int = 1_000
    """Rows or columns that one cell covers."""
    nesting: int = 64
    """Tables in tables."""
    seconds: float = 60.0
    """Time to read it all."""


@attrs.define
class Budget:
    """What is left of the limits while one document is read. Readers say what they use; too much raises."""

    name: str
    limits: Limits = attrs.field(factory=Limits)
    _cells: int = 0
    _lines: int = 0
    _until: float = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._until = time.monotonic() + self.limits.seconds

    def line(self) -> None:
        """One more line or paragraph."""
        self._lines += 1
        if self._lines > self.limits.lines:
            self.refuse(f"more than {self.limits.lines} lines", f"超过 {self.limits.lines} 行")

    def characters(self, count: int) -> None:
        """How many characters a line or paragraph has."""
        if count > self.limits.characters:
            limit = self.limits.characters
            self.refuse(f"a line of more than {limit} characters", f"有一行超过 {limit} 个字符")

    def cell(self, rowspan: int = 1, colspan: int = 1) -> None:
        """One more cell of a table."""
        if max(rowspan, colspan) > self.limits.span:
            self.refuse(
                f"a cell of a table spans {max(rowspan, colspan)} rows or columns",
                f"表格中有单元格跨 {max(rowspan, colspan)} 行或列",
            )
        self._cells += rowspan * colspan
        if self._cells > self.limits.cells:
            self.refuse(f"tables with more than {self.limits.cells} cells", f"表格超过 {self.limits.cells} 个单元格")

    def depth(self, depth: int) -> None:
        """A table at this depth, 1 being one in the body of the document."""
        if depth > self.limits.nesting:
            self.refuse(f"tables nested more than {self.limits.nesting} deep", f"表格嵌套超过 {self.limits.nesting} 层")

    def pages(self, count: int) -> None:
        """How many pages there are."""
        if count > self.limits.pages:
            self.refuse(f"more than {self.limits.pages} pages", f"超过 {self.limits.pages} 页")

    def unpacked(self, size: int) -> None:
        """How large all parts of a package are together."""
        if size > self.limits.unpacked:
            limit = self.limits.unpacked // _MB
            self.refuse(f"more than {limit} MB when unpacked", f"解压后超过 {limit} MB")

    def time(self) -> None:
        """Whether there is still time."""
        if time.monotonic() > self._until:
            self.refuse(f"takes more than {self.limits.seconds:g} s to read", f"读取超过 {self.limits.seconds:g} 秒")

    @property
    def seconds_left(self) -> float:
        """For what runs elsewhere; never less than a tenth of a second."""
        return max(0.1, self._until - time.monotonic())

    def refuse(self, reason: str, reason_zh: str) -> NoReturn:
        """The document is not read."""
        raise UnreadableDocument(
            self.name, reason, reason_zh, "give the report alone, or raise the limit", "请只提供报告本身，或者放宽限制"
        )
