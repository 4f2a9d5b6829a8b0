"""A report as one HTML page in the official layout, with nothing outside it: no script, no font, no image.

The page is for the browser and for paper (A4). Every figure's cell carries its path in ``data-path``.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from govdisclosure.formats import Report
from govdisclosure.writers._blocks import Block, blocks, refuse_unprintable
from govdisclosure.writers._page import Show, environment, page_title

if TYPE_CHECKING:
    import jinja2


def html(report: Report) -> str:
    """The report as a standalone HTML page.

    Needs the extra ``html``: raises `MissingExtra` without it. Raises `Unprintable` for control characters, and
    where a section claims a table its format does not have.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.writers.html import html
    >>> page = html(Report2021(year=2023, organ=Organ(), title="<甲> & 乙"))
    >>> "<h1>&lt;甲&gt; &amp; 乙</h1>" in page
    True
    """
    _template()  # a missing extra is said before anything about the report
    refuse_unprintable(report, "html")
    return as_html(blocks(report), page_title(report))


def as_html(printed: Iterable[Block], title: str) -> str:
    """What is printed, as a page; `title` is what the browser's tab shows. Raises `MissingExtra`."""
    return _template().render(title=title, blocks=printed, show=Show())


@cache
def _template() -> "jinja2.Template":
    return environment().get_template("writers/report.html.j2")
