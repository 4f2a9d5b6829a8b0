"""A second producer of documents, independent of the library's writers."""

from collections.abc import Callable, Mapping

from producers.documents import Document
from producers.pages import plain_page, site_page
from producers.plain import drawn, markdown, one_cell_a_line, tabbed
from producers.sheets import one_sheet, sheet_a_section
from producers.word import word_file

PRODUCERS: Mapping[str, Callable[[Document], bytes]] = {
    "html_site": site_page,
    "html_plain": plain_page,
    "docx_raw": word_file,
    "xlsx_one_sheet": one_sheet,
    "xlsx_sheets": sheet_a_section,
    "markdown_pipes": markdown,
    "text_lines": one_cell_a_line,
    "text_tabs": tabbed,
    "text_drawn": drawn,
}
"""What makes a file at once, by the kind and the manner of it. Prints take a program: see `prints`."""

__all__ = ["PRODUCERS"]
