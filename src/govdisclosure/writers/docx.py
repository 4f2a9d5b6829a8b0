"""A report as a Word document in the official layout: A4, fonts and sizes of GB/T 9704, tables to be filled in.

Text shows as it is; a line feed is a line break, a tab a tab. Blank cells are empty. The same report gives the same
bytes, and the file names no author.
"""

from collections.abc import Iterable

from govdisclosure.errors import MissingExtra
from govdisclosure.formats import Format, Report, format_of
from govdisclosure.writers._blocks import Block, blocks, refuse_unprintable


def docx(report: Report) -> bytes:
    """The report as a Word document (.docx).

    Needs the extra ``docx``: raises `MissingExtra` without it. Raises `Unprintable` for characters that no document
    can hold, and where a section claims a table its format does not have.

    >>> import io, zipfile
    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.writers.docx import docx
    >>> data = docx(Report2021(year=2023, organ=Organ(), title="年度报告"))
    >>> "年度报告" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    True
    """
    _require_docx()
    refuse_unprintable(report, "docx")
    return as_docx(blocks(report), format_of(report), report.title)


def as_docx(printed: Iterable[Block], fmt: Format, title: str | None) -> bytes:
    """What is printed, as a Word document of that title. Raises `MissingExtra` without python-docx."""
    _require_docx()
    from govdisclosure.writers._docx_body import body
    from govdisclosure.writers._docx_package import package

    return package(body(list(printed), fmt), title)


def _require_docx() -> None:
    try:
        import docx as _  # noqa: F401  # the package, not this function
    except ImportError:
        raise MissingExtra(package="python-docx", extra="docx") from None
