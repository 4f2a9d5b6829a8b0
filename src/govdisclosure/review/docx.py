"""A report as a Word document in the official layout, with what was found as comments on its cells and passages.

It is the document that `govdisclosure.write` makes, and reads back as the same record: comments are no part of
what is printed. It shows every record, also one that the writer refuses because it would read otherwise.
"""

from govdisclosure.errors import Lang, MissingExtra
from govdisclosure.formats import format_of
from govdisclosure.review._checked import Checked
from govdisclosure.review._marks import marks
from govdisclosure.review._remarks import offsets, overview, printable, remark, shown_blocks


def review_docx(checked: Checked, *, lang: Lang = "zh") -> bytes:
    """The report as a Word document (.docx) with a comment on each cell and passage that a finding marks.

    What concerns the whole report stands on its title, or on whatever is printed first; so does an overview. What is
    waived is said to be, with the reason. Comments are by ``govdisclosure`` and have no date: the same findings give
    the same bytes. Characters that no document can hold appear as U+FFFD. Needs the extra ``docx``: raises
    `MissingExtra` without it.

    >>> import io
    >>> from pathlib import Path
    >>> from docx import Document
    >>> from govdisclosure import check, loads
    >>> from govdisclosure.review import Checked
    >>> from govdisclosure.review.docx import review_docx
    >>> path = Path("examples/records/云溪县档案馆-2023-有误.json")
    >>> report = loads(path.read_bytes())
    >>> review = review_docx(Checked.of(path.name, report, check(report, select=["GD203"])))
    >>> comments = list(Document(io.BytesIO(review)).comments)
    >>> comments[1].text.splitlines()[0]
    '1. 错误 GD203 申请收支不平'
    """
    try:
        import docx as _  # noqa: F401  # the package, not this module
    except ImportError:
        raise MissingExtra(package="python-docx", extra="docx") from None
    from govdisclosure.review._docx_comments import Comments
    from govdisclosure.writers._docx_body import body
    from govdisclosure.writers._docx_package import package

    report = checked.report
    found = marks(checked)
    printed = shown_blocks(report)
    remarks = {mark.number: remark(mark, report, lang) for mark in found.findings}
    opening = (overview(checked, lang), *(remarks[mark.number] for mark in found.whole))
    comments = Comments(found, remarks, opening, offsets(printed))
    elements = list(body(printed, format_of(report), comments.made))
    title = None if report.title is None else printable(report.title)
    return package(elements, title, comments.elements)
