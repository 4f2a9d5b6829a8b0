"""What the charts show: for each rate a value in each panel and year, with the words that go with it."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import attrs
from rich.cells import cell_len

from govdisclosure.errors import Lang
from govdisclosure.summary._given import Given, GroupOf, thousands
from govdisclosure.summary._rates import ANSWERED, CARRIED_OUT, PROCEEDINGS, RATES, REFUSED, Rate
from govdisclosure.summary._words import word

Value: TypeAlias = str | int | float | None

MOST_PANELS = 12
"""So many levels and divisions are drawn: those that answered most requests."""

MOST_YEARS = 6
"""So many years have panels of their own: the last."""

_PANEL, _LABEL = 26, 44
"""How many columns of letters a line has above a panel, and beside a bar; a Chinese character takes two."""


_NEARLY = 0.0005
"""By so much a sum of shares may differ from the whole without being seen."""


@attrs.frozen(kw_only=True)
class Figures:
    """One chart: the rates in it, and their values, none of which is None.

    A value says its `panel`, `when` (the year as text), `year`, `label` and `rate`, and for those who point at it
    `group`, `percent` and `sums`. `year` is the one year of all values, where the chart is of one of several.
    """

    name: str
    lang: Lang
    rates: tuple[Rate, ...]
    values: list[dict[str, Value]]
    year: int | None = None

    @property
    def labels(self) -> list[str]:
        return [folded(rate.label.text(self.lang), _LABEL) for rate in self.rates]

    @property
    def panels(self) -> list[str]:
        return self.present("panel")

    @property
    def years(self) -> list[int]:
        return sorted({year for value in self.values if isinstance(year := value["year"], int)})

    def present(self, key: str) -> list[str]:
        """What stands under a key, in order, each once."""
        return list(dict.fromkeys(str(value[key]) for value in self.values))

    @property
    def make_a_whole(self) -> bool:
        """Whether the rates of every group make up the whole: they need not where reports lack figures."""
        sums: dict[Value, float] = {}
        for value in self.values:
            sums[value["group"]] = sums.get(value["group"], 0.0) + float(value["rate"] or 0)
        return all(abs(whole - 1) < _NEARLY for whole in sums.values())


def outcomes(groups: Sequence[GroupOf], lang: Lang) -> Figures:
    """What became of the requests."""
    return _figures("outcomes", ANSWERED, groups, lang)


def over_years(groups: Sequence[GroupOf], lang: Lang) -> list[Figures]:
    """What is looked at over the years."""
    names = {"trends": ANSWERED, "carried": CARRIED_OUT, "proceedings": PROCEEDINGS}
    return [_figures(name, block, groups, lang) for name, block in names.items()]


def grounds(groups: Sequence[GroupOf], lang: Lang) -> Figures:
    """Why requests were refused, in panels for the last years; where there are other panels, in the last year alone."""
    figures = _figures("grounds", REFUSED, groups, lang)
    years = figures.years
    if len(years) < 2:
        return figures
    if len(figures.panels) > 1:
        last = [value for value in figures.values if value["year"] == years[-1]]
        return attrs.evolve(figures, values=last, year=years[-1])
    late = [value for value in figures.values if value["year"] in years[-MOST_YEARS:]]
    return attrs.evolve(figures, values=[{**value, "panel": value["when"]} for value in late])


def largest(groups: Sequence[GroupOf], most: int) -> list[GroupOf]:
    """The groups of the levels and divisions that answered most requests, in the order in which they stand."""
    sizes: dict[tuple[Value, ...], int] = {}
    for group in groups:
        sizes[group.others] = max(sizes.get(group.others, 0), group.answered)
    kept = set(sorted(sizes, key=lambda others: sizes[others], reverse=True)[:most])
    return [group for group in groups if group.others in kept]


def folded(text: str, width: int) -> str:
    r"""A text on lines of so many columns, folded between words, and between Chinese characters where a line may begin.

    >>> from govdisclosure.summary._figures import folded
    >>> folded("Disclosure forbidden by other laws", 26), folded("申请人无正当理由逾期不补正、不再处理", 26)
    ('Disclosure forbidden by\nother laws', '申请人无正当理由逾期不补\n正、不再处理')
    """
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


_PIECES = re.compile(r"(?:[^\u2e80-\uffff ]+ ?| |[（“]*[^（“][、，。；：）”]*)")


def _figures(name: str, block: str, groups: Sequence[GroupOf], lang: Lang) -> Figures:
    rates = tuple(rate for rate in RATES.values() if rate.block == block)
    given = ((group, each) for group in groups for each in group.rates if each.rate.block == block)
    values = [_value(group, each, lang) for group, each in given if each.value is not None]
    return Figures(name=name, lang=lang, rates=rates, values=values)


def _value(group: GroupOf, given: Given, lang: Lang) -> dict[str, Value]:
    year = group.keys.get("year")
    sums: Mapping[str, str] = {
        "numerator": thousands(given.numerator),
        "denominator": thousands(given.denominator),
    }
    return {
        "panel": folded(group.others_name(lang), _PANEL),
        "group": group.name(lang),
        "year": year,
        "when": word("no_year", lang) if year is None else str(year),
        "label": folded(given.rate.label.text(lang), _LABEL),
        "order": list(RATES).index(given.rate.path),
        "rate": given.value,
        "percent": given.percent,
        "sums": word("chart.of", lang, **sums),
    }
