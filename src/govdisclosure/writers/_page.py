"""What pages are made with: the templates of the package, and what may be added to a report as it is printed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govdisclosure.errors import MissingExtra
from govdisclosure.formats import Report, format_of
from govdisclosure.formats.shared import official_title
from govdisclosure.grid import Grid, GridCell

if TYPE_CHECKING:
    import jinja2

_DEEPEST = 6
"""HTML has six levels of headings, the first for the title; what is deeper is shown as the sixth."""


class Show:
    """What ``_printed.html.j2`` asks at every path: here nothing is added. A review adds its marks."""

    def attributes(self, path: str) -> str:
        """Attributes of the element that holds a block or a cell."""
        return ""

    def text(self, path: str, text: str) -> str:
        """The text of a block or a cell; what is not `markupsafe.Markup` is escaped."""
        return text

    def after(self, path: str) -> str:
        """What follows in a block that has several texts or a table."""
        return ""


def environment() -> "jinja2.Environment":
    """The templates, by their path below the package. Raises `MissingExtra` without jinja2."""
    try:
        import jinja2
    except ImportError:
        raise MissingExtra(package="jinja2", extra="html") from None
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("govdisclosure", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["row_groups"] = _row_groups
    made.filters["heading_level"] = lambda level: min(level + 1, _DEEPEST)
    return made


def page_title(report: Report) -> str:
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
