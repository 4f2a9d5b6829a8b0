"""Damage in cells: figures printed otherwise than as the bare number, unreadable, or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

import attrs

from govdisclosure.checks.law import REGULATIONS
from govdisclosure.formats import Format, Report, format_of
from govdisclosure.formats._kit import Cell, Kind, Label
from govdisclosure.grid import Figure, bare, value_at
from govdisclosure.strategies._choices import Choices
from govdisclosure.strategies._damage import EVERY_KIND, Damage, InRecord, some

MARKS = ("/", "-", "—", "无", "不涉及", "／", "--", "不适用", "N/A")
"""What stands in a cell instead of a number."""

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_FOOTNOTES = "①②③"
_REMARKS = ("（含补录）", "（其中转办1件）", "（说明附后）")
_THOUSAND = 1_000
_YUAN = 10_000
"""So many 元 are the unit of amounts, 万元."""


@attrs.frozen
class _Figure:
    """A figure that is printed as the bare number."""

    cell: Cell
    value: int | Decimal


def with_figure(report: Report, path: str, value: Figure) -> Report:
    """The report with another figure at a path."""
    changed: Report = _with_figure(report, path, value)
    return changed


def _with_figure(part: Any, path: str, value: Figure) -> Any:
    name, _, rest = path.partition(".")
    return attrs.evolve(part, **{name: _with_figure(getattr(part, name), rest, value) if rest else value})


def _in_cells(
    says: Callable[[_Figure], Sequence[str]], *, lost: bool = False
) -> Callable[[Report, Choices], Report | None]:
    """Some cells print what `says` offers for their figure; if that cannot be read, it is `lost`."""

    def change(report: Report, choices: Choices) -> Report | None:
        figures = [figure for figure in _figures(report) if says(figure)]
        printed = dict(report.printed)
        for at in some(choices, len(figures)) if figures else ():
            path = figures[at].cell.path
            printed[path] = choices.among(says(figures[at]))
            report = with_figure(report, path, None) if lost else report
        return attrs.evolve(report, printed=printed) if figures else None

    return change


def _figures(report: Report) -> Iterator[_Figure]:
    for cell in format_of(report).cells:
        value = value_at(report, cell.path)
        if value is not None and cell.path not in report.printed:
            yield _Figure(cell, value)


def _thousands(report: Report, choices: Choices) -> Report | None:
    """Where there is no number of four digits, one that is part of no sum is made so."""
    if not any(map(_with_separators, _figures(report))):
        lone = _in_no_sum(format_of(report))
        small = [figure for figure in _figures(report) if figure.cell.path in lone]
        if small:
            figure = choices.among(small)
            report = with_figure(report, figure.cell.path, figure.value + _THOUSAND * choices.number(1, 9))
    return _in_cells(_with_separators)(report, choices)


def _with_separators(figure: _Figure) -> Sequence[str]:
    if -_THOUSAND < figure.value < _THOUSAND:
        return ()
    return (f"{figure.value:,f}" if isinstance(figure.value, Decimal) else f"{figure.value:,}",)


def _in_yuan(figure: _Figure) -> Sequence[str]:
    yuan = figure.value * _YUAN
    return (f"{int(yuan)}元",) if figure.cell.kind is Kind.MONEY and yuan == int(yuan) else ()


def _with_plus(figure: _Figure) -> Sequence[str]:
    return (f"+{figure.value}",) if figure.cell.kind is Kind.CHANGE and figure.value >= 0 else ()


@cache
def _in_no_sum(fmt: Format) -> frozenset[str]:
    bound = {path for identity in fmt.identities for path in identity.paths}
    free = (cell for cell in fmt.cells if cell.kind is Kind.COUNT and cell.row != REGULATIONS)
    return frozenset(cell.path for cell in free) - bound


def _wrong_total(report: Report, choices: Choices) -> Report | None:
    """A printed total is not the sum of its parts; it stays so in the record."""
    right = {identity.path: identity for identity in format_of(report).identities}
    totals = [figure for figure in _figures(report) if figure.cell.path in right]
    if not totals:
        return None
    total, off = choices.among(totals), choices.number(1, 9)
    path = total.cell.path
    parts = [(term.weight, value_at(report, term.path)) for term in right[path].terms]
    wrong = total.value + off
    if wrong == sum(weight * part for weight, part in parts if part is not None):
        wrong += 1
    return with_figure(report, path, wrong)


def _has(kind: Kind) -> Callable[[Format], bool]:
    return lambda fmt: any(cell.kind is kind for cell in fmt.cells)


IN_CELLS: Mapping[str, Damage] = MappingProxyType(
    {
        "wrong_total": InRecord(
            Label(
                "合计数与各分项之和不符，记录中照录", "a total that is not the sum of its parts; so it is in the record"
            ),
            suits=lambda fmt: bool(fmt.identities),
            change=_wrong_total,
        ),
        "cells_left_empty": InRecord(
            Label("部分单元格未填数字，记录为空", "cells without a figure; the record has a blank"),
            change=_in_cells(lambda _: ("",), lost=True),
        ),
        "marks_for_figures": InRecord(
            Label("以“/”“—”“无”等代替数字，记录为空", "marks such as / or 无 for figures; the record has a blank"),
            change=_in_cells(lambda _: MARKS, lost=True),
        ),
        "zeros_in_words": InRecord(
            Label("以“零”代替 0", "零 printed for 0"),
            change=_in_cells(lambda figure: () if figure.value else ("零",)),
        ),
        "full_width_digits": InRecord(
            Label("数字为全角字符", "digits in full width"),
            change=_in_cells(lambda figure: (bare(figure.value).translate(_WIDE),)),
        ),
        "thousands_separators": InRecord(
            Label(
                "四位以上数字带千分位逗号；原无此类数字的，将一项改为四位数",
                "numbers like 1,362; where there is none so large, one is made so",
            ),
            suits=lambda fmt: bool(_in_no_sum(fmt)),
            change=_thousands,
        ),
        "units_in_cells": InRecord(
            Label("数字后带单位，如“3件”“376万元”", "units beside figures, as in 3件 or 376万元"),
            change=_in_cells(lambda figure: (bare(figure.value) + figure.cell.measure.unit,)),
        ),
        "amounts_in_yuan": InRecord(
            Label("金额以元填写并注明“元”", "amounts printed in 元"),
            suits=_has(Kind.MONEY),
            change=_in_cells(_in_yuan),
        ),
        "plus_signs": InRecord(
            Label("增减数带“+”号", "a plus sign before an increase"),
            suits=_has(Kind.CHANGE),
            change=_in_cells(_with_plus),
        ),
        "remarks_in_cells": InRecord(
            Label("数字后带括注，如“22（其中转办1件）”", "remarks in brackets behind figures"),
            change=_in_cells(lambda figure: [bare(figure.value) + remark for remark in _REMARKS]),
            kinds=EVERY_KIND - {"pdf"},  # narrow columns break a remark, and its print is then not known
        ),
        "footnote_marks": InRecord(
            Label(
                "数字后紧接注码，如“3①”，无法确认数字，记录为空",
                "the mark of a footnote right behind a figure, which cannot be told; the record has a blank",
            ),
            change=_in_cells(lambda figure: [bare(figure.value) + mark for mark in _FOOTNOTES], lost=True),
        ),
    }
)
"""By name. Cells that are left empty are so in `printed`, as for every blank."""
