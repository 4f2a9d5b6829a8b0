"""Records, what was found in them and what was read, as a notebook shows them: compact HTML with nothing outside it.

Notebooks ask for it by themselves: an object of these classes at the end of a cell is shown so. `html_of` gives the
same as text, in either language.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from govdisclosure._language import language_here
from govdisclosure.checks import CheckResult
from govdisclosure.checks._rule import Finding
from govdisclosure.errors import Lang
from govdisclosure.evidence import Parsed
from govdisclosure.formats import Report
from govdisclosure.notebook._views import Found, Read, Record, Single
from govdisclosure.notebook._words import word
from govdisclosure.review._spoken import spoken
from govdisclosure.writers._blocks import UNSHOWABLE
from govdisclosure.writers._page import Show, environment

if TYPE_CHECKING:
    import jinja2

Shown: TypeAlias = Report | Parsed | CheckResult | Finding
"""What a notebook shows."""

_UNKNOWN = "\ufffd"

__all__ = ["Shown", "html_of"]


def html_of(thing: Shown, *, lang: Lang | None = None) -> str:
    """A report, a `Parsed`, a `CheckResult` or a `Finding` as a piece of HTML for a notebook.

    `lang` is the language of all that is not printed in a report; by default ``GOVDISCLOSURE_LANG`` in the
    environment, else the locale. Of long prose and long lists the beginning is shown, and how much is left out.
    Needs the extra ``html``: raises `MissingExtra` without it.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.notebook import html_of
    >>> shown = html_of(Report2021(year=2023, organ=Organ(name="云溪县档案馆")), lang="zh")
    >>> "已填 0 项，共 200 项" in shown, "<script" in shown
    (True, False)
    """
    spoken_in = lang or language_here()
    page = _template().render(lang=spoken_in, word=word, show=Show(), **_view(thing, spoken_in))
    return UNSHOWABLE.sub(_UNKNOWN, page)


def _view(thing: Shown, lang: Lang) -> Mapping[str, Record | Found | Single | Read | None]:
    """What the template shows, by the name it has there."""
    nothing = dict.fromkeys(("read", "record", "found", "single"))
    match thing:
        case Parsed():
            return {**nothing, "read": Read.of(thing, lang), "record": Record.of(thing.report, lang)}
        case CheckResult():
            return {**nothing, "found": Found.of(thing, lang)}
        case Finding():
            return {**nothing, "single": Single.of(thing, lang)}
        case _:
            return {**nothing, "record": Record.of(thing, lang)}


@cache
def _template() -> "jinja2.Template":
    made = environment()
    made.filters["spoken"] = spoken
    return made.get_template("notebook/shown.html.j2")
