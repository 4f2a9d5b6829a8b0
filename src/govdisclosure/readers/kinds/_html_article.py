"""Where the main text of a page ends, if the page says so: what stands behind it is not part of a report.

Pages put links, neighbours and the site's address below a report. An article is believed only if it holds headings of
a report, and if nothing behind it could be part of one.
"""

from collections.abc import Iterable, Sequence

from govdisclosure.readers.kinds._html_page import Article, Page, PageLine, PageTable
from govdisclosure.readers.tables._known import is_section_heading
from govdisclosure.readers.tables._numbers import looks_like_figure
from govdisclosure.wording._numbering import System, leading_number
from govdisclosure.wording._title import parse_title

_MIN_HEADINGS = 2
"""How many headings of a report an article must hold."""
_LONGEST_HEADING = 60
_MAX_FIGURES = 2
"""How many cells with figures there may be in all tables behind an article."""


def cut_behind_article(page: Page) -> tuple[PageLine, ...]:
    """Take what stands behind the report out of a page; gives the lines that were taken out, none if it is not sure."""
    for article in sorted(page.articles, key=lambda each: each.end_line):
        behind = page.lines[article.end_line :]
        if not behind:
            return ()
        if (
            _holds_report(page.lines[article.first_line : article.end_line])
            and not any(_is_of_report(line.text) for line in behind)
            and not _holds_figures(page.tables[article.end_table :])
            and not _goes_on(article, page)
        ):
            _cut(page, article)
            return tuple(behind)
    return ()


def _holds_report(lines: Sequence[PageLine]) -> bool:
    found = 0
    for line in lines:
        found += _opens_section(line.text)
        if found >= _MIN_HEADINGS:
            return True
    return False


def _opens_section(text: str) -> bool:
    """Whether a line is a heading that some format prescribes, or one counted 一、二、三、."""
    if len(text) > _LONGEST_HEADING:
        return False
    number = leading_number(text)
    return (number is not None and number[0].system is System.CHINESE) or is_section_heading(text)


def _is_of_report(text: str) -> bool:
    return _opens_section(text) or parse_title(text) is not None


def _holds_figures(tables: Iterable[PageTable]) -> bool:
    cells = (cell for table in tables for row in table.rows for cell in row)
    texts = (cell.items[0].text for cell in cells if len(cell.items) == 1 and isinstance(cell.items[0], PageLine))
    return sum(any(c.isdigit() for c in text) and looks_like_figure(text) for text in texts) > _MAX_FIGURES


def _goes_on(article: Article, page: Page) -> bool:
    """Whether another element of the same name stands behind it, as where a text was put in piece by piece."""
    return any(
        other.name == article.name and other.first_line >= article.end_line and other.end_line > other.first_line
        for other in page.articles
    )


def _cut(page: Page, article: Article) -> None:
    for items, length in article.open_lists:
        del items[length:]
    del page.lines[article.end_line :]
    del page.tables[article.end_table :]
