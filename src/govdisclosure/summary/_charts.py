"""The rates as charts: Vega-Lite, made with Altair.

The colour-blind can tell the colours apart, and who prints without colours the shapes and dashes.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import altair as alt

from govdisclosure.errors import Lang
from govdisclosure.summary._figures import MOST_PANELS, Figures, Value, grounds, largest, outcomes, over_years
from govdisclosure.summary._given import GroupOf
from govdisclosure.summary._words import word

Chart: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart

FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, Heiti SC, sans-serif"

COLOURS = ("#0072B2", "#56B4E9", "#D55E00", "#E69F00", "#CC79A7", "#8C8C8C")
"""Okabe and Ito's colours, which the colour-blind tell apart, with grey for their black."""
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
DASHES = ((1, 0), (6, 2), (2, 2), (8, 3, 2, 3), (4, 4), (10, 2))

_INK, _SOFT, _RULE = "#1c2430", "#566070", "#d5dae1"
_ON_DARK, _ON_LIGHT = "#ffffff", "#000000"
_DARK = COLOURS[:1]
"""Colours on which figures are white; on the others they are black. Small text needs a contrast of 4.5."""
_ROOM, _COLUMNS = 0.045, 12
"""A share of less has no room for its figure, nor has any where so many columns stand side by side."""
_ALONE, _IN_TWO, _IN_THREE = (640, 320), (310, 190), (210, 170)
"""Width and height of a chart alone, and of a panel where two or three stand side by side."""
_BAR = 34
"""Height of a bar with the space around it: two lines of a label."""


def charts(groups: Sequence[GroupOf], lang: Lang) -> Mapping[str, Chart]:
    """The charts by their names; those that would show nothing are left out."""
    shown = largest(groups, MOST_PANELS)
    drawn: dict[str, Chart] = {}
    stacked, refused = outcomes(shown, lang), grounds(shown, lang)
    if stacked.values:
        drawn["outcomes"] = _stacks(stacked)
    for figures in over_years(shown, lang):
        if len(figures.years) > 1:
            drawn[figures.name] = _lines(figures)
        elif figures.values and figures.name != "trends":
            drawn[figures.name] = _bars(figures)
    if refused.values:
        drawn["grounds"] = _bars(refused)
    return drawn


# --- three ways to draw ------------------------------------------------------------------------------------------


def _stacks(figures: Figures) -> Chart:
    """The shares on top of one another: a column a year, or else a bar a panel."""
    labels, years = figures.labels, figures.present("when")
    inks = {label: _ON_DARK if colour in _DARK else _ON_LIGHT for label, colour in zip(labels, COLOURS, strict=True)}
    values = [{**value, "ink": inks[str(value["label"])], "figure": _figure(value)} for value in figures.values]
    has_room = len(years) < 2 or (len(figures.panels) < 2 and len(years) <= _COLUMNS)
    base = alt.Chart(_data(values)).encode(order=alt.Order("order:Q"), tooltip=_tooltip(figures))
    if len(years) > 1:
        along = alt.X("when:O", sort=years, title=None, axis=_year_axis())
        share, middle = (alt.Y("rate:Q", stack="zero", axis=_axis(), bandPosition=at) for at in (1, 0.5))
        bars, texts = base.encode(x=along, y=share), base.encode(x=along, y=middle)
    else:
        panel = alt.Y("panel:N", sort=figures.panels, title=None, axis=_label_axis())
        across, centre = (alt.X("rate:Q", stack="zero", axis=_axis(), bandPosition=at) for at in (1, 0.5))
        bars, texts = base.encode(y=panel, x=across), base.encode(y=panel, x=centre)
    marks = [bars.mark_bar(stroke="white", strokeWidth=0.7).encode(color=_colour(figures))]
    if has_room:
        written = texts.mark_text(fontSize=11).encode(text="figure:N", color=alt.Color("ink:N", scale=None))
        marks.append(written)
    if len(years) > 1:
        return _finished(marks, figures, panels=figures.panels)
    return _finished(marks, figures, bar=_BAR)


def _figure(value: Mapping[str, Value]) -> Value:
    """What is written on a part of a stack: nothing where it has no room. It must be there, or others would move."""
    rate = value["rate"]
    return value["percent"] if isinstance(rate, float) and rate >= _ROOM else ""


def _lines(figures: Figures) -> Chart:
    """A line a rate over the years; it is broken where a year has no rate."""
    years = figures.years
    values = [value for value in figures.values if value["year"] is not None]
    values += _gaps(values)
    shared: dict[str, Any] = {"sort": figures.labels, "title": None, "legend": _legend(figures)}
    axis = _year_axis(format="d", values=years)
    base = alt.Chart(_data(values)).encode(
        x=alt.X("year:Q", title=None, axis=axis, scale=alt.Scale(zero=False, nice=False, padding=14)),
        y=alt.Y("rate:Q", axis=_axis()),
        color=_colour(figures),
        tooltip=_tooltip(figures),
    )
    lines = base.mark_line(strokeWidth=1.8, invalid="break-paths-filter-domains").encode(
        strokeDash=alt.StrokeDash("label:N", scale=alt.Scale(domain=figures.labels, range=DASHES), **shared)
    )
    points = base.mark_point(filled=True, size=55, opacity=1, invalid="filter").encode(
        shape=alt.Shape("label:N", scale=alt.Scale(domain=figures.labels, range=SHAPES), **shared)
    )
    return _finished([lines, points], figures, panels=figures.panels)


def _gaps(values: Sequence[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """Where a line has a value but none in the year after it: that year without one, at which the line breaks."""
    known: dict[tuple[Value, Value], set[int]] = {}
    for value in values:
        known.setdefault((value["panel"], value["label"]), set()).add(int(value["year"] or 0))
    return [
        {"panel": panel, "label": label, "year": year + 1, "rate": None}
        for (panel, label), years in known.items()
        for year in sorted(years)
        if year + 1 not in years and year < max(years)
    ]


def _bars(figures: Figures) -> Chart:
    """A bar a rate, one below the other, the figure at its end; a bar a panel where there is only one rate."""
    is_one = len(figures.labels) == 1
    along, order = ("panel", figures.panels) if is_one else ("label", figures.labels)
    base = alt.Chart(_data(figures.values)).encode(
        y=alt.Y(f"{along}:N", sort=order, title=None, axis=_label_axis()),
        x=alt.X("rate:Q", axis=_axis()),
        tooltip=_tooltip(figures),
    )
    bars = base.mark_bar(color=COLOURS[0], height={"band": 0.68})
    ends = base.mark_text(align="left", dx=4, fontSize=11, color=_INK).encode(text="percent:N")
    return _finished([bars, ends], figures, panels=[] if is_one else figures.panels, bar=_BAR)


# --- what they share ---------------------------------------------------------------------------------------------


def _finished(
    marks: Sequence[alt.Chart], figures: Figures, panels: Sequence[str] = (), bar: int | None = None
) -> Chart:
    """The marks in one chart with its title, in panels if there are several; where there are bars, as high as they."""
    is_alone = len(panels) < 2
    columns = 2 if len(panels) in (2, 4) else 3
    width, height = _ALONE if is_alone else _IN_TWO if columns == 2 else _IN_THREE
    layers = alt.layer(*marks).properties(width=width, height=height if bar is None else alt.Step(bar))
    if is_alone:
        made: Chart = layers.properties(title=_title(figures))
    else:
        header = alt.Header(title=None, labelFontSize=12, labelFontWeight=600, labelColor=_INK, labelLimit=0)
        facet = alt.Facet("panel:N", sort=list(panels), title=None, header=header)
        made = layers.facet(facet=facet, columns=columns, title=_title(figures), spacing={"row": 22, "column": 26})
        made = made.resolve_axis(x="independent")  # else an empty place in the last row has an axis
    finished: Chart = made.configure(**_LOOK)
    return finished


def _title(figures: Figures) -> alt.TitleParams:
    lang = figures.lang
    of = figures.rates[0].of.text(lang)
    below = [word("chart.share", lang, of=of)]
    if figures.year is not None:
        below = [word("chart.in_year", lang, year=figures.year, of=of)]
    if figures.name == "outcomes" and not figures.make_a_whole:
        below.append(word("chart.mixed", lang))
    return alt.TitleParams(word(f"chart.{figures.name}", lang), subtitle=below)


_LOOK: Mapping[str, Any] = {
    "font": FONT,
    "background": "white",
    "padding": 12,
    "lineBreak": "\n",
    "view": alt.ViewConfig(stroke=None),
    "title": alt.TitleConfig(
        anchor="start", color=_INK, fontSize=16, fontWeight=600, subtitleColor=_SOFT, subtitleFontSize=12, offset=14
    ),
    "axis": alt.AxisConfig(
        labelColor=_INK, labelFontSize=11, domainColor=_SOFT, tickColor=_SOFT, gridColor=_RULE, labelLimit=0
    ),
}


def _data(values: Sequence[Mapping[str, Value]]) -> alt.InlineData:
    return alt.InlineData(values=[dict(value) for value in values])


def _axis() -> alt.Axis:
    return alt.Axis(format="~%", title=None, tickCount=5, domain=False, ticks=False)


def _year_axis(**also: Any) -> alt.Axis:
    return alt.Axis(grid=False, tickSize=4, labelAngle=0, labelOverlap="greedy", labelSeparation=8, **also)


def _label_axis() -> alt.Axis:
    return alt.Axis(domain=False, ticks=False, labelPadding=6, labelLimit=0, grid=False)


def _colour(figures: Figures) -> alt.Color:
    scale = alt.Scale(domain=figures.labels, range=COLOURS[: len(figures.labels)])
    return alt.Color("label:N", sort=figures.labels, scale=scale, title=None, legend=_legend(figures))


def _legend(figures: Figures) -> alt.Legend | None:
    """Below the chart; none for a single rate, which the title names."""
    if len(figures.labels) < 2:
        return None
    return alt.Legend(
        orient="bottom",
        direction="horizontal",
        columns=3,
        labelLimit=0,
        labelFontSize=12,
        labelColor=_INK,
        symbolSize=110,
        symbolStrokeWidth=0,
    )


def _tooltip(figures: Figures) -> list[alt.Tooltip]:
    lang = figures.lang
    titles = {"group": "group", "label": "label", "percent": "rate", "sums": "sums"}
    return [alt.Tooltip(f"{field}:N", title=word(f"chart.tip.{name}", lang)) for field, name in titles.items()]
