"""Reports as pages for the browser, each finding marked in the official layout, and a list of many such pages.

A page has nothing outside it and sends nothing anywhere: its styles and its script stand in it, and its own policy
forbids all else. Without the script it can be read and printed all the same.
"""

import base64
import hashlib
import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from govdisclosure._file_names import FileNames
from govdisclosure.errors import Lang
from govdisclosure.formats import format_of
from govdisclosure.review._checked import Checked
from govdisclosure.review._entries import entries, group_keys, groups, looks, rule_counts, title_of
from govdisclosure.review._index import Overview, Row
from govdisclosure.review._marks import marks
from govdisclosure.review._show import Marked
from govdisclosure.review._spoken import spoken
from govdisclosure.review._words import word
from govdisclosure.writers._blocks import UNSHOWABLE, blocks
from govdisclosure.writers._page import environment

if TYPE_CHECKING:
    import jinja2

INDEX = "index.html"
_UNKNOWN = "\ufffd"


def review_page(checked: Checked, *, lang: Lang = "zh", index: str | None = None) -> str:
    """The report as one HTML page in the official layout, with what was found marked and explained.

    `index` is the page that lists this one, if any. Characters that no page can show appear as U+FFFD. Needs the extra
    ``html``: raises `MissingExtra` without it.

    >>> from govdisclosure import Organ, Report2021, check
    >>> from govdisclosure.review import Checked
    >>> from govdisclosure.review.html import review_page
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"), title="工作报告")
    >>> page = review_page(Checked.of("a.json", report, check(report, select=["GD106"])))
    >>> '<h1 data-mark="warning">工作报告<a class="n warning" href="#finding-1" id="mark-1"' in page
    True
    """
    environ = _environment()
    found = marks(checked)
    keys = group_keys(checked.undecided, lang)
    shown = Marked(found, keys, lang)
    template = environ.get_template("review/page.html.j2")
    printed = environ.get_template("writers/_printed.html.j2").module
    report = getattr(printed, "printed")(blocks(checked.report), shown)  # noqa: B009  # made when the template is loaded
    rules = rule_counts(checked)
    page = template.render(
        lang=lang,
        word=word,
        title_of=title_of,
        checked=checked,
        format=format_of(checked.report),
        report=report,
        entries=entries(checked, found, shown, lang),
        groups=groups(checked, shown, keys, lang),
        looks=looks(checked.findings, checked.undecided),
        rules=rules,
        others=len(checked.counts.keys() - {rule.code for rule in rules}),
        index=None if index is None else quote(index),
        script_hash=_hash_of("review/page.js"),
    )
    return UNSHOWABLE.sub(_UNKNOWN, page)


def index_page(checkeds: Iterable[Checked], *, links: Sequence[str], lang: Lang = "zh") -> str:
    """One HTML page that lists many reports and how often what was found in them, by rule and by organ.

    `links` are the pages of the reports, in the same order, as paths below the folder of this page. Raises `ValueError`
    if there are not as many, and `MissingExtra` without the extra ``html``.
    """
    return _index_page([Row.of(checked, link) for checked, link in zip(checkeds, links, strict=True)], lang)


def write_review(checkeds: Iterable[Checked], folder: str | os.PathLike[str], *, lang: Lang = "zh") -> tuple[Path, ...]:
    """Write the page of each report and ``index.html`` into a folder, which is made if need be; gives their paths.

    The index comes first. Pages are named by organ and year. Reports are taken one at a time, and none is kept.

    >>> import tempfile
    >>> from govdisclosure import Organ, Report2021, check
    >>> from govdisclosure.review import Checked
    >>> from govdisclosure.review.html import write_review
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"))
    >>> checked = Checked.of("a.json", report, check(report))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_review([checked, checked], folder)]
    ['index.html', '云溪县档案馆-2023.html', '云溪县档案馆-2023-2.html']
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    names = FileNames()
    rows = []
    paths = [target / INDEX]
    for checked in checkeds:
        name = names.fresh(checked.report.organ.name, checked.report.year) + ".html"
        paths.append(target / name)
        paths[-1].write_text(review_page(checked, lang=lang, index=INDEX), encoding="utf-8")
        rows.append(Row.of(checked, name))
    paths[0].write_text(_index_page(rows, lang), encoding="utf-8")
    return tuple(paths)


def _index_page(rows: Sequence[Row], lang: Lang) -> str:
    template = _environment().get_template("review/index.html.j2")
    overview = Overview.of(rows, lang)
    page = template.render(
        lang=lang,
        word=word,
        title_of=title_of,
        quote=quote,
        overview=overview,
        script_hash=_hash_of("review/index.js"),
    )
    return UNSHOWABLE.sub(_UNKNOWN, page)


@cache
def _environment() -> "jinja2.Environment":
    made = environment()
    made.filters["spoken"] = spoken
    return made


@cache
def _hash_of(script: str) -> str:
    """What the page's policy says of its script, which the templates print as it is."""
    source = "\n" + _environment().get_template(script).render()
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
