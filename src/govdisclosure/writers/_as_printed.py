"""What is printed, as a document of a kind: the second half of every writer, for those who print other than `blocks`.

Nothing is refused and nothing read back: a review or a test may print what no record says.
"""

from collections.abc import Callable, Iterable, Mapping

from govdisclosure.formats import Report, format_of
from govdisclosure.writers._blocks import Block
from govdisclosure.writers._page import page_title


def as_printed(report: Report, printed: Iterable[Block], kind: str) -> bytes:
    """The blocks as a document of a kind; of the report, only its format, its title and its figures are asked.

    Raises `MissingExtra` and `MissingFont` as the writers do, and `KeyError` for a kind that is not made of blocks.
    """
    return _AS[kind](report, printed)


def _text(report: Report, printed: Iterable[Block]) -> bytes:
    from govdisclosure.writers.text import as_text

    return as_text(printed, format_of(report)).encode()


def _markdown(_: Report, printed: Iterable[Block]) -> bytes:
    from govdisclosure.writers.markdown import as_markdown

    return as_markdown(printed).encode()


def _page(report: Report, printed: Iterable[Block]) -> str:
    from govdisclosure.writers.html import as_html

    return as_html(printed, page_title(report))


def _html(report: Report, printed: Iterable[Block]) -> bytes:
    return _page(report, printed).encode()


def _docx(report: Report, printed: Iterable[Block]) -> bytes:
    from govdisclosure.writers.docx import as_docx

    return as_docx(printed, format_of(report), report.title)


def _xlsx(report: Report, printed: Iterable[Block]) -> bytes:
    from govdisclosure.writers._xlsx_sheet import Show
    from govdisclosure.writers.xlsx import workbook

    return workbook(report, printed, report.title or report.organ.name or "", Show())


def _pdf(report: Report, printed: Iterable[Block]) -> bytes:
    from govdisclosure.writers.pdf import as_pdf

    return as_pdf(_page(report, printed))


_AS: Mapping[str, Callable[[Report, Iterable[Block]], bytes]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "pdf": _pdf,
}
