"""A report as an Excel workbook in the official layout, with what was found as fills and comments, and as a list.

It is the workbook that `govdisclosure.write` makes, with a sheet before it that lists all findings and leads to
their cells. A report with a title reads back as the same record, as what is above a title belongs to no report; one
without a title has that sheet read as its beginning. It shows every record, also one that the writer refuses.
"""

from typing import Any

from govdisclosure.errors import Lang
from govdisclosure.review._checked import Checked
from govdisclosure.review._findings_sheet import FindingsSheet
from govdisclosure.review._marks import marks
from govdisclosure.review._remarks import harmless, offsets, overview, remark, shown_blocks
from govdisclosure.review._xlsx_marks import Marked
from govdisclosure.writers._xlsx_sheet import Styles
from govdisclosure.writers.xlsx import TEXT_LIMIT, workbook


def review_xlsx(checked: Checked, *, lang: Lang = "zh") -> bytes:
    """The report as a workbook (.xlsx) with a comment and a fill on each cell that a finding marks, and a list.

    Passages are coloured in their cell. What concerns the whole report stands on its title, or on whatever is printed
    first; so does an overview. What is waived is said to be, with the reason. The same findings give the same bytes.
    No text becomes a formula; characters that no document can hold appear as U+FFFD, and a text that is too long for
    a cell is cut. Needs the extra ``xlsx``: raises `MissingExtra` without it.

    >>> import io
    >>> from pathlib import Path
    >>> import openpyxl
    >>> from govdisclosure import check, loads
    >>> from govdisclosure.review import Checked
    >>> from govdisclosure.review.xlsx import review_xlsx
    >>> path = Path("examples/records/云溪县档案馆-2023-有误.json")
    >>> report = loads(path.read_bytes())
    >>> review = review_xlsx(Checked.of(path.name, report, check(report, select=["GD203"])))
    >>> openpyxl.load_workbook(io.BytesIO(review)).sheetnames[0]
    '检查结果'
    """
    report = checked.report
    show = _Review(checked, lang)
    title = harmless(report.title or report.organ.name or "", longest=255)
    return workbook(report, show.printed, title, show)


class _Review(Marked):
    """The marks, and the sheet that lists them."""

    def __init__(self, checked: Checked, lang: Lang) -> None:
        self._checked = checked
        self._lang: Lang = lang
        self._found = marks(checked)
        self.printed = shown_blocks(checked.report, TEXT_LIMIT)
        remarks = {mark.number: remark(mark, checked.report, lang) for mark in self._found.findings}
        opening = (overview(checked, lang), *(remarks[mark.number] for mark in self._found.whole))
        super().__init__(self._found, remarks, opening, offsets(self.printed))

    def begin(self, book: Any, styles: Styles) -> None:
        self._list = FindingsSheet(book, styles, self._checked, self._lang)

    def end(self) -> None:
        super().end()
        self._list.fill(self._found, self.places, self.first)
