"""A report as one HTML page in the official layout, with nothing outside it: no script, no font, no image.

The page is for the browser and for paper (A4). Every figure's cell carries its path in ``data-path``.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from govdisclosure.errors import MissingExtra
from govdisclosure.formats import Report, format_of
from govdisclosure.formats.shared import official_title
from govdisclosure.grid import Grid, GridCell
from govdisclosure.writers._blocks import blocks, refuse_unprintable

if TYPE_CHECKING:
    import jinja2

_DEEPEST = 6
"""HTML has six levels of headings, the first for the title; what is deeper is shown as the sixth."""


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
    template = _template()
    refuse_unprintable(report, "html")
    return template.render(title=_title(report), blocks=blocks(report))


@cache
def _template() -> "jinja2.Template":
    try:
        import jinja2
    except ImportError:
        raise MissingExtra(package="jinja2", extra="html") from None
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["row_groups"] = _row_groups
    environment.filters["heading_level"] = lambda level: min(level + 1, _DEEPEST)
    return environment.from_string(
        files("govdisclosure.writers").joinpath("report.html.j2").read_text(encoding="utf-8")
    )


def _title(report: Report) -> str:
    """What the browser's tab shows: a page must have a title even where the report has none."""
    if report.title is not None:
        return report.title
    if report.organ.name is not None and report.year is not None:
        return official_title(report.organ.name, report.year)
    return report.organ.name or format_of(report).label.zh


def _row_groups(grid: Grid) -> Iterator[tuple[str, tuple[tuple[GridCell, ...], ...]]]:
    """The rows by the element that holds them."""
    if grid.head:
        yield "thead", grid.rows[: grid.head]
    start = grid.head
    for height in grid.bodies:
        yield "tbody", grid.rows[start : start + height]
        start += height
