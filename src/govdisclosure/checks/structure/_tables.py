"""The tables: whether all are there, and filled in."""

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

from govdisclosure.checks._rule import (
    Message,
    Rule,
    Severity,
    Verdict,
    blocked,
    holds,
    rule,
    standard_format,
    violated,
)
from govdisclosure.checks._sections import walk
from govdisclosure.checks.structure._form import FORM
from govdisclosure.formats import Format, Report
from govdisclosure.formats._kit import Cell, Table
from govdisclosure.grid import is_unread, value_at


@rule(
    "GD103",
    "missing-table",
    Severity.ERROR,
    title=Message(zh="缺少规定的表格", en="A standard table is absent"),
    basis=FORM,
    messages={"missing": Message(zh="缺少“{table}”表", en="the table is absent: {table}")},
    applies=standard_format,
)
def missing_table(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Says which of the standard tables is not in the report: no cell of it was printed.

    ## Why it matters
    The tables are what is added up over all organs; prose cannot be.

    ## Example
    Section 四 says that there were no cases and has no table.

    ## Corrected
    The table with 0 in each cell.

    ## Exceptions
    A table with empty cells is there; its blanks are GD104's.

    ## 检查内容
    指出报告缺少哪几张规定的表格，即表中没有印出任何一个单元格。

    ## 为什么重要
    各机关的数据靠表格汇总，文字部分无法汇总。

    ## 示例
    第四部分写明没有行政复议和行政诉讼案件，但没有表格。

    ## 改正
    附上表格，各项填“0”。

    ## 例外
    有表格但有空项的，不算缺表；空项由 GD104 检查。
    """
    for key, table in fmt.tables.items():
        if is_printed(report, table):
            yield holds(key)
        else:
            yield violated(key, "missing", table_zh=table.label.zh, table_en=table.label.en)


@cache
def _all_values(fmt: Format) -> Callable[[Report], Any]:
    return attrgetter(*(cell.path for cell in fmt.cells))


def _none_blank(report: Report, fmt: Format) -> int | None:
    return None if None in _all_values(fmt)(report) else len(fmt.cells)


@rule(
    "GD104",
    "blank-cell",
    Severity.WARNING,
    title=Message(zh="表格有空项", en="A cell holds no number"),
    basis=Message(
        zh="没有发生的填“0”，不得空缺或以符号代替",
        en="What did not happen is filled in as 0, not left blank or marked",
    ),
    messages={
        "empty": Message(zh="“{label}”为空", en="{label}: empty"),
        "marked": Message(zh="“{label}”填“{raw}”，不是数字", en="{label}: holds {raw}, not a number"),
        "unprinted": Message(zh="“{label}”没有印出", en="{label}: not printed"),
    },
    applies=standard_format,
    quick=_none_blank,
)
def blank_cell(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Finds the cells of the standard tables that are empty, hold a mark instead of a number, or were not printed.

    ## Why it matters
    A blank may mean none, unknown or forgotten. It is not read as 0, and every sum over it stays undecided.

    ## Example
    行政强制 ``/``.

    ## Corrected
    行政强制 ``0``.

    ## Exceptions
    A cell with digits that could not be read is blocked, not blank. A table that is absent altogether is GD103's.

    ## 检查内容
    查找规定表格中空着的、填写符号而不是数字的、没有印出的单元格。

    ## 为什么重要
    空项可能表示没有、不清楚或者漏填，不按 0 处理；用到空项的合计都无法判断。

    ## 示例
    行政强制填“/”。

    ## 改正
    行政强制填“0”。

    ## 例外
    单元格内有数字但读不准的，标为“未能读取”，不算空项。整张表都没有的，由 GD103 检查。
    """
    for table in fmt.tables.values():
        if is_printed(report, table):
            for cell in table.cells:
                yield _filled(report, cell)


RULES: tuple[Rule, ...] = (missing_table, blank_cell)


def is_printed(report: Report, table: Table) -> bool:
    """Whether anything of a table is in the report: a value, a raw text, or the place where it stands."""
    return any(section.table == table.key for _, section in walk(report.sections)) or any(
        cell.path in report.printed or value_at(report, cell.path) is not None
        for row in table.rows
        for cell in row.cells
    )


def _filled(report: Report, cell: Cell) -> Verdict:
    """The verdict on one cell: a number, unread digits, or a blank."""
    if value_at(report, cell.path) is not None:
        return holds(cell.path)
    if is_unread(report, cell.path):
        return blocked(cell.path)
    labels = {"label_zh": cell.zh, "label_en": cell.en}
    raw = report.printed.get(cell.path)
    if raw is None:
        return violated(cell.path, "unprinted", **labels)
    if not raw.strip():
        return violated(cell.path, "empty", **labels)
    return violated(cell.path, "marked", raw=raw.strip(), **labels)
