"""The rates as one HTML page: charts and tables, with nothing outside it."""

import base64
import hashlib
from collections.abc import Iterator, Sequence

import attrs
import great_tables
import polars as pl
from markupsafe import Markup

from govdisclosure.errors import Lang
from govdisclosure.summary._charts import charts
from govdisclosure.summary._figures import MOST_PANELS, Value, largest
from govdisclosure.summary._given import Given, GroupOf, block_name, by_block, key_name, thousands
from govdisclosure.summary._groups import REASONS
from govdisclosure.summary._pictures import picture, script
from govdisclosure.summary._tables import notes
from govdisclosure.summary._words import word
from govdisclosure.writers._blocks import UNSHOWABLE
from govdisclosure.writers._page import environment

MOST_SHOWN = 36
"""So many levels and divisions have tables on a page: nobody reads thousands, and CSV has all of them."""

_UNKNOWN = "\ufffd"


@attrs.frozen(kw_only=True)
class _Drawn:
    """A chart of the page: its picture, and what it is drawn from again where there is a script."""

    name: str
    title: str
    picture: str
    spec: Markup


@attrs.frozen(kw_only=True)
class _Table:
    """A table of rates, and the level and division it is of."""

    name: str
    html: Markup


def page(groups: Sequence[GroupOf], lang: Lang) -> str:
    """The page of all groups, or of the largest if they are too many. It loads nothing and sends nothing anywhere.

    Without its script it shows the same charts as pictures.
    """
    shown = largest(groups, MOST_SHOWN)
    drawn = [
        _Drawn(
            name=name,
            title=word(f"chart.{name}", lang),
            picture=base64.b64encode(picture(chart, "svg")).decode(),
            spec=Markup(chart.to_json(indent=None).replace("<", "\\u003c")),
        )
        for name, chart in charts(groups, lang).items()
    ]
    source = script() if drawn else ""
    made = (
        environment()
        .get_template("summary/page.html.j2")
        .render(
            lang=lang,
            word=word,
            notes=list(notes(groups, lang)),
            charts=drawn,
            cut_charts=_cut(groups, MOST_PANELS, lang),
            tables=list(_tables(shown, lang)),
            cut_tables=_cut(groups, MOST_SHOWN, lang),
            counted=_counted(shown, lang) if shown else "",
            script=Markup(source),
            script_hash=_hash(f"\n{source}"),
        )
    )
    return UNSHOWABLE.sub(_UNKNOWN, made)


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _cut(groups: Sequence[GroupOf], most: int, lang: Lang) -> str:
    """What is said where not every level and division is shown."""
    every = len({group.others for group in groups})
    return word("note.cut", lang, all=thousands(every), shown=thousands(most)) if every > most else ""


# --- tables ------------------------------------------------------------------------------------------------------


def _tables(groups: Sequence[GroupOf], lang: Lang) -> Iterator[_Table]:
    """A table for each level and division, its columns the years; without years one table, its columns the groups."""
    panels: dict[tuple[Value, ...], list[GroupOf]] = {}
    for group in groups:
        panels.setdefault(group.others if "year" in group.keys else (), []).append(group)
    for n, members in enumerate(panels.values()):
        years = "year" in members[0].keys
        heads = [key_name("year", one.keys["year"], lang) if years else one.name(lang) for one in members]
        name = members[0].others_name(lang) if years else ""
        yield _Table(name=name, html=_rates_table(f"rates-{n}", members, heads, lang))


def _rates_table(key: str, groups: Sequence[GroupOf], heads: Sequence[str], lang: Lang) -> Markup:
    asked = {given.rate.path for group in groups for given in group.rates if given.is_asked}
    rows: list[dict[str, str]] = []
    for first, rates in by_block(groups[0].rates):
        for given in rates:
            if given.rate.path in asked:
                same = [next(each for each in group.rates if each.rate == given.rate) for group in groups]
                cells = {f"g{n}": _cell(each, lang) for n, each in enumerate(same)}
                rows.append({"block": block_name(first, lang), "label": given.rate.label.text(lang), **cells})
    table = great_tables.GT(pl.DataFrame(rows), rowname_col="label", groupname_col="block", id=key)
    table = table.tab_stubhead(word("head.label", lang))
    return _plain(table.cols_label({f"g{n}": head for n, head in enumerate(heads)}))


def _cell(given: Given, lang: Lang) -> str:
    """The rate, below it its figures, and how many reports leave them blank."""
    if not given.is_asked:
        return ""
    sums = word("chart.of", lang, numerator=thousands(given.numerator), denominator=thousands(given.denominator))
    blank = word("page.blank", lang, n=thousands(given.blank)) if given.blank else ""
    return "\n".join(text for text in (given.percent, sums if given.reports else "", blank) if text)


def _counted(groups: Sequence[GroupOf], lang: Lang) -> Markup:
    """How many reports of each group count, and how many do not, by the reason."""
    columns = ["all", "counted", *(reason for reason in REASONS if any(group.left_out[reason] for group in groups))]
    rows = []
    for group in groups:
        figures = {"all": group.all, "counted": group.counted, **group.left_out}
        rows.append({"label": group.name(lang), **{column: thousands(figures[column]) for column in columns}})
    table = great_tables.GT(pl.DataFrame(rows), rowname_col="label", id="counted")
    table = table.tab_stubhead(word("chart.tip.group", lang))
    return _plain(table.cols_label({column: word(f"page.column.{column}", lang) for column in columns}))


def _plain(table: great_tables.GT) -> Markup:
    """The table without its own look: the page has one."""
    html = table.as_raw_html()
    before, _, rest = html.partition("<style>")
    return Markup(before + rest.partition("</style>")[2])
