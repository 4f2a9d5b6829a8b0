"""What `govdisclosure.summary` offers; what it needs of the extras is imported when it is used."""

import os
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from govdisclosure.errors import Lang, MissingExtra
from govdisclosure.summary._groups import DIGITS, GROUPS, Group

if TYPE_CHECKING:
    import polars

    from govdisclosure.summary._charts import Chart
    from govdisclosure.summary._pictures import Form


def rates(
    reports: "str | os.PathLike[str] | polars.DataFrame | polars.LazyFrame",
    by: Sequence[Group] = ("year",),
    *,
    division_digits: int = 2,
) -> "polars.DataFrame":
    """Every rate of `RATES` in each group of reports, one a row.

    `reports` is a Parquet file or a Polars frame in the layout of `govdisclosure.columns`. `by` names what makes a
    group; nothing makes one group of all. A division is the first `division_digits` digits of the division code. A
    level or division that is not known is ``"unknown"``, an unknown year null.

    Behind the columns of the group stand `path`, `label_zh`, `label_en`, `of_zh`, `of_en` (what it is a share of),
    `numerator`, `denominator` and `rate`: exact sums over the same reports, and their quotient. `rate` is null where
    the denominator is 0; all three are null where no report is counted. `reports` says how many are counted, and these
    columns how many are not:

    - `not_asked`: their format does not ask for the figures;
    - `blank`: a figure that is needed is blank, which is not zero;
    - `repeated`: the same record of the same organ is counted already;
    - `several`: the organ has other, differing reports of that year, and which of them holds is not known;
    - `circular`: by what `parent` states, the organ is a unit of its own unit;
    - `contained`: a consolidated report of the same group has it in its sums.

    Groups by level or division must not be added up: a government's sum may stand in one, its units' in another.

    Raises `ValueError` for an unknown group or other digits than those of `DIGITS`, `UnreadableDocument` for what is
    not a table of reports, `OSError` for a file that cannot be opened, `OverflowError` for a sum of more than 63 bits,
    and `MissingExtra` without the extra ``bulk``.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.columns import to_table
    >>> from govdisclosure.draft import blank
    >>> from govdisclosure.summary import rates
    >>> import polars
    >>> table = polars.from_arrow(to_table([blank(FORMATS["2021"], year=2023, organ="云溪县档案馆")]))
    >>> row = rates(table).row(0, named=True)
    >>> row["year"], row["label_en"], row["rate"], row["reports"], row["blank"]
    (2023, 'Disclosed', None, 0, 1)
    """
    unknown = [name for name in by if name not in GROUPS]
    if unknown:
        raise ValueError(f"no such group: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    if division_digits not in DIGITS:
        raise ValueError(f"a division is named by {', '.join(map(str, DIGITS))} digits, not by {division_digits}")
    polars = _polars()
    from govdisclosure.summary._frame import name_of, opened, unreadable
    from govdisclosure.summary._sums import columns_needed, summed_up

    try:
        frame = opened(reports, columns_needed())
        return summed_up(frame, [group for group in GROUPS if group in by], division_digits)
    except polars.exceptions.PolarsError as error:
        reason = str(error).partition("\n")[0]
        raise unreadable(
            name_of(reports), f"not a table of reports: {reason}", f"不是年度报告数据表：{reason}"
        ) from None


def rates_csv(table: "polars.DataFrame") -> bytes:
    """A table of `rates` as CSV that spreadsheets open as it is: RFC 4180, UTF-8 with a byte order mark.

    What is not known is empty, never 0. A text that a spreadsheet would run as a formula has ``'`` in front of it.

    >>> import polars
    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.columns import to_table
    >>> from govdisclosure.summary import rates, rates_csv
    >>> reports = polars.from_arrow(to_table([Report2021(year=2023, organ=Organ(name="云溪县档案馆"))]))
    >>> rates_csv(rates(reports)).decode("utf-8-sig").splitlines()[1]
    '2023,requests.results.disclosed,予以公开,Disclosed,办理结果总计,all requests answered,,,,0,0,0,0,0,0,1'
    """
    from govdisclosure.summary._tables import as_csv

    return as_csv(table)


def rates_data(table: "polars.DataFrame") -> dict[str, Any]:
    """A table of `rates` as plain data for JSON: `groups`, each with its keys, its `reports` and its `rates`.

    `reports` says how many there are, how many count, and why the others do not.
    """
    from govdisclosure.summary._tables import as_data

    return as_data(table)


def rates_page(table: "polars.DataFrame", *, lang: Lang = "zh") -> str:
    """A table of `rates` as one HTML page of charts and tables. It loads nothing and sends nothing anywhere.

    Where the groups have more than 36 levels and divisions, it shows those that answered most requests. Raises
    `MissingExtra` without the extras ``charts`` and ``html``, and `MissingFont` if no font has Chinese characters.
    """
    _need_charts()
    from govdisclosure.summary._given import groups_of
    from govdisclosure.summary._page import page

    return page(list(groups_of(table)), lang)


def rates_charts(table: "polars.DataFrame", *, lang: Lang = "zh") -> "Mapping[str, Chart]":
    """The charts of a table of `rates` by their names, as Altair makes them, to be changed or shown in a notebook.

    They are `outcomes`, `trends` (over the years), `carried`, `proceedings` and `grounds` (of refusal); those that
    would show nothing are not among them, nor are more than 12 levels and divisions in them. Raises `MissingExtra`
    without the extra ``charts``.
    """
    _need_charts()
    from govdisclosure.summary._charts import charts
    from govdisclosure.summary._given import groups_of

    return charts(list(groups_of(table)), lang)


def rates_pictures(table: "polars.DataFrame", form: "Form" = "png", *, lang: Lang = "zh") -> Mapping[str, bytes]:
    """The charts of a table of `rates` by their names, as PNG or SVG files.

    Raises `MissingExtra` without the extra ``charts``, and `MissingFont` if no font has Chinese characters.

    >>> import polars
    >>> from govdisclosure.columns import to_table
    >>> from govdisclosure.summary import rates, rates_pictures
    >>> rates_pictures(rates(polars.from_arrow(to_table([]))))
    {}
    """
    charts = rates_charts(table, lang=lang)
    from govdisclosure.summary._pictures import picture

    return {name: picture(chart, form) for name, chart in charts.items()}


def _need_charts() -> None:
    """Raise `MissingExtra` if something that draws is not installed."""
    for package in ("altair", "great_tables", "vl_convert"):
        if find_spec(package) is None:
            raise MissingExtra(_PACKAGES.get(package, package), "charts")


_PACKAGES = {"great_tables": "great-tables", "vl_convert": "vl-convert-python"}
"""What is installed under another name than it is imported."""


def _polars() -> ModuleType:
    try:
        import polars
    except ImportError:
        raise MissingExtra("polars", "bulk") from None
    return polars
