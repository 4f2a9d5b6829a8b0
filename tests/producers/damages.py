"""Damage as documents suffer it, done to the abstract document before anyone draws it."""

from collections.abc import Callable, Mapping

import attrs

from govdisclosure import FORMATS, Format
from govdisclosure.formats._kit import TableKey
from producers.documents import (
    Box,
    Document,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Table,
    box_of,
    planted,
    row_of,
    squares,
    standard_table,
    with_box,
    with_columns_swapped,
    with_row,
    without_columns,
    without_row,
)

EXTRA = 7000
"""Figures that the report has no cell for are this and more."""
FOREIGN = 3000
"""Figures of a table in another format are those of its cells plus this."""

Damage = Callable[[Document, Format], Document]


@attrs.frozen
class Case:
    """A kind of damage: the table it is done to, and `mild` if everything must be read right in spite of it."""

    key: TableKey
    damage: Damage
    mild: bool = False
    also: TableKey | None = None
    """Another table that suffers."""

    @property
    def touched(self) -> set[str]:
        return {key for key in (self.key, self.also) if key is not None}


def _table(key: TableKey, change: Callable[[Table], Table]) -> Damage:
    return lambda document, fmt: document.with_table(key, change(document.table(key)))


def _figure(fmt: Format, path: str) -> str:
    return str(planted(fmt)[path])


def _at_figure(path: str, change: Callable[[Table, Box], Table]) -> Damage:
    """Change a table at one of its figures."""

    def damage(document: Document, fmt: Format) -> Document:
        key = fmt.cell(path).table
        table = document.table(key)
        return document.with_table(key, change(table, box_of(table, _figure(fmt, path))))

    return damage


def _text(old: str, new: str) -> Callable[[Table], Table]:
    return lambda table: with_box(table, old, attrs.evolve(box_of(table, old), text=new))


def _gone(text: str) -> Callable[[Table], Table]:
    return lambda table: with_box(table, text)


def _spanning(text: str, *, rowspan: int = 0, colspan: int = 0) -> Callable[[Table], Table]:
    """A cell that covers some rows or columns more, or fewer."""

    def change(table: Table) -> Table:
        box = box_of(table, text)
        return with_box(table, text, attrs.evolve(box, rowspan=box.rowspan + rowspan, colspan=box.colspan + colspan))

    return change


def _colspan_lost(text: str) -> Callable[[Table], Table]:
    return lambda table: with_box(table, text, attrs.evolve(box_of(table, text), colspan=1))


def _row_of_figures(start: int, table: Table, label: str, text: str) -> tuple[Box, ...]:
    """A row as wide as that of a label, with other figures."""
    row = table.rows[row_of(table, label)]
    figures = iter(range(start, start + len(row)))
    at = next(x for x, box in enumerate(row) if box.text == label)
    return (Box(text, colspan=row[at].colspan), *(Box(str(next(figures))) for box in row[at + 1 :]))


def _row_added(label: str, text: str) -> Callable[[Table], Table]:
    """A row below that of a label, inside its group."""

    def change(table: Table) -> Table:
        at = row_of(table, label)
        grown = [
            tuple(
                attrs.evolve(box, rowspan=box.rowspan + 1)
                if any(y == top and box is cell and top <= at < top + box.rowspan - 1 for top, _, cell in placed)
                else box
                for box in row
            )
            for y, row in enumerate(table.rows)
        ]
        new = _row_of_figures(EXTRA, table, label, text)
        return attrs.evolve(table, rows=(*grown[: at + 1], new, *grown[at + 1 :]))

    placed: list[tuple[int, int, Box]] = []

    def prepared(table: Table) -> Table:
        placed[:] = [(y, x, box) for y, row in enumerate(table.rows) for x, box in enumerate(row)]
        return change(table)

    return prepared


def _row_without(label: str) -> Callable[[Table], Table]:
    return lambda table: without_row(table, row_of(table, label))


def _row_again(label: str) -> Callable[[Table], Table]:
    """The row of a label printed twice, the second time with other figures."""
    return _row_added(label, label)


def _heads_without(*labels: str) -> Callable[[Table], Table]:
    """A table that has lost its rows of heads."""

    def change(table: Table) -> Table:
        for label in labels:
            table = without_row(table, row_of(table, label))
        return table

    return change


def _column_of(label: str) -> Callable[[Table], int]:
    return lambda table: next(x for _, x, box in squares(table.rows) if box.text == label)


def _swapped(one: str, other: str) -> Callable[[Table], Table]:
    return lambda table: with_columns_swapped(table, _column_of(one)(table), _column_of(other)(table))


def _without_column(label: str) -> Callable[[Table], Table]:
    return lambda table: without_columns(table, _column_of(label)(table))


def _numbered(table: Table) -> Table:
    """A column of running numbers left of all others."""
    return attrs.evolve(
        table, rows=tuple((Box("序号" if y == 0 else str(y)), *row) for y, row in enumerate(table.rows))
    )


def _empty_cells_for_spans(table: Table) -> Table:
    """Each span a cell and empty ones, as careless converters draw it."""
    placed = {(y, x): box for y, x, box in squares(table.rows)}
    covered = {
        (y + dy, x + dx): box
        for (y, x), box in placed.items()
        for dy in range(box.rowspan)
        for dx in range(box.colspan)
    }
    width = 1 + max(x for _, x in covered)
    return attrs.evolve(
        table,
        rows=tuple(
            tuple(Box(placed[y, x].text) if (y, x) in placed else Box("") for x in range(width))
            for y in range(len(table.rows))
        ),
    )


def _empty_cells_for_rowspans(table: Table) -> Table:
    """Only cells over several rows are so drawn."""
    rows: list[dict[int, Box]] = [{} for _ in table.rows]
    for y, x, box in squares(table.rows):
        for dy in range(box.rowspan):
            rows[y + dy][x] = Box(box.text if dy == 0 else "", colspan=box.colspan)
    return attrs.evolve(table, rows=tuple(tuple(row[x] for x in sorted(row)) for row in rows))


def _head_again(label: str, heads: int) -> Callable[[Table], Table]:
    """The rows of heads once more above the row of a label; cells that reach over it are cut, as a page break does."""

    def change(table: Table) -> Table:
        above, below = _cut(table, row_of(table, label))
        return attrs.evolve(table, rows=(*above, *table.rows[:heads], *below))

    return change


def _cut(table: Table, at: int) -> tuple[list[tuple[Box, ...]], list[tuple[Box, ...]]]:
    """The rows above and below a cut; a cell that reaches over it goes on below without text."""
    above: list[dict[int, Box]] = [{} for _ in range(at)]
    below: list[dict[int, Box]] = [{} for _ in range(at, len(table.rows))]
    for y, x, box in squares(table.rows):
        if y >= at:
            below[y - at][x] = box
        elif y + box.rowspan > at:
            above[y][x] = attrs.evolve(box, rowspan=at - y)
            below[0][x] = attrs.evolve(box, text="", rowspan=y + box.rowspan - at)
        else:
            above[y][x] = box
    return [tuple(r[x] for x in sorted(r)) for r in above], [tuple(r[x] for x in sorted(r)) for r in below]


def _label_cut_by_page(label: str, first: str, rest: str, *, heads: int = 0) -> Damage:
    """A page break inside a group: its label is cut in two, the table goes on on the next page, perhaps with heads."""

    def damage(document: Document, fmt: Format) -> Document:
        table = document.table("requests")
        at = row_of(table, label) + 1
        above, below = _cut(table, at)
        halves = {"": "", label: first}
        upper = tuple(tuple(attrs.evolve(box, text=halves.get(box.text, box.text)) for box in row) for row in above)
        blank = [x for x, box in enumerate(below[0]) if not box.text]
        lower = list(below[0])
        lower[blank[-1]] = attrs.evolve(lower[blank[-1]], text=rest)
        parts = Table(upper, "requests"), Table((*table.rows[:heads], tuple(lower), *below[1:]), "requests")
        return document.with_table("requests", parts[0], PageBreak(), parts[1])

    return damage


def _moved(document: Document, fmt: Format) -> Document:
    """The table on requests at the end of the first section."""
    table = document.table("requests")
    items: list[Item] = []
    for item in document.items:
        if isinstance(item, Heading) and item.text.startswith("二、"):
            items.append(table)
        if item is table:
            items.append(Paragraph("见前表。"))
        else:
            items.append(item)
    return attrs.evolve(document, items=tuple(items))


def _exchanged(document: Document, fmt: Format) -> Document:
    """Tables 2 and 3 each under the heading of the other."""
    one, other = document.table("proactive"), document.table("requests")
    swap = {id(one): other, id(other): one}
    return attrs.evolve(document, items=tuple(swap.get(id(item), item) for item in document.items))


def _foreign(document: Document, fmt: Format) -> Document:
    """Table 3 in the layout of the other standard format."""
    other = next(f for f in FORMATS.values() if f.headings and f is not fmt)
    return document.with_table("requests", standard_table(other, "requests", FOREIGN))


def _without_first_head(document: Document, fmt: Format) -> Document:
    """The head of the first block of table 2 gone."""
    table = document.table("proactive")
    return document.with_table("proactive", without_row(table, row_of(table, "信息内容")))


def _blocks_exchanged(document: Document, fmt: Format) -> Document:
    """The first block of table 2 at its end."""
    table = document.table("proactive")
    second = row_of(table, "第二十条第（五）项")
    return document.with_table("proactive", attrs.evolve(table, rows=table.rows[second:] + table.rows[:second]))


def _groups_exchanged(document: Document, fmt: Format) -> Document:
    """Table 4 with its groups in another order: 行政诉讼 before 行政复议, heads and figures."""
    table = document.table("proceedings")
    rows: list[dict[int, Box]] = [{} for _ in table.rows]
    for y, x, box in squares(table.rows):
        rows[y][(x + 10) % 15] = box
    return document.with_table("proceedings", Table(tuple(tuple(r[x] for x in sorted(r)) for r in rows), "proceedings"))


def _glued(document: Document, fmt: Format) -> Document:
    """The figures of table 4 in one cell."""
    table = document.table("proceedings")
    *heads, figures = table.rows
    whole = Box(" ".join(box.text for box in figures), colspan=len(figures))
    return document.with_table("proceedings", Table((*heads, (whole,)), "proceedings"))


def _first_head_of_proactive(fmt: Format, at: int) -> str:
    return fmt.tables["proactive"].rows[0].cells[at].column_labels[-1].zh


def _proactive(change: Callable[[str], Callable[[Table], Table]], at: int) -> Damage:
    """Change table 2 at a head of its first block."""
    return lambda document, fmt: document.with_table(
        "proactive", change(_first_head_of_proactive(fmt, at))(document.table("proactive"))
    )


_MIDDLE = "requests.results.not_processed.repeated.research"
_FIRST = "requests.results.not_processed.repeated.natural_person"
_LAST = "requests.results.not_processed.repeated.total"
_RULES = "proactive.regulations"
_SUIT = "proceedings.litigation.direct.corrected"


def _rule_cell(document: Document, fmt: Format, *new: Box) -> Document:
    table = document.table("proactive")
    second = fmt.tables["proactive"].rows[0].cells[1].path
    return document.with_table("proactive", with_box(table, _figure(fmt, second), *new))


_HEADS = ("申请人情况", "自然人", "商业企业")

CASES: Mapping[str, Case] = {
    # rows
    "row_deleted": Case("requests", _table("requests", _row_without("2.重复申请"))),
    "first_row_deleted": Case("requests", _table("requests", _row_without("一、本年新收政府信息公开申请数量"))),
    "last_row_deleted": Case("requests", _table("requests", _row_without("四、结转下年度继续办理"))),
    "group_opening_row_deleted": Case("requests", _table("requests", _row_without("1.本机关不掌握相关政府信息"))),
    "row_duplicated": Case("requests", _table("requests", _row_again("2.重复申请"))),
    "extra_row": Case("requests", _table("requests", _row_added("2.重复申请", "其他情形数量"))),
    "extra_row_in_table_2": Case("proactive", _table("proactive", _row_added("规章", "其他主动公开文件"))),
    "row_deleted_in_table_2": Case("proactive", _table("proactive", _row_without("行政处罚"))),
    # single cells
    "cell_blanked": Case(
        "requests", _at_figure(_MIDDLE, lambda t, box: with_box(t, box.text, attrs.evolve(box, text="")))
    ),
    "cell_blanked_in_table_2": Case("proactive", lambda d, fmt: _rule_cell(d, fmt, Box(""))),
    "cell_blanked_in_table_4": Case("proceedings", _at_figure(_SUIT, lambda t, box: with_box(t, box.text, Box("")))),
    "cell_removed": Case("requests", _at_figure(_MIDDLE, lambda t, box: with_box(t, box.text))),
    "first_cell_removed": Case("requests", _at_figure(_FIRST, lambda t, box: with_box(t, box.text))),
    "last_cell_removed": Case("requests", _at_figure(_LAST, lambda t, box: with_box(t, box.text))),
    "cell_removed_in_table_2": Case("proactive", _rule_cell),
    "cell_removed_in_table_4": Case("proceedings", _at_figure(_SUIT, lambda t, box: with_box(t, box.text))),
    "empty_cell_inserted": Case("requests", _at_figure(_MIDDLE, lambda t, box: with_box(t, box.text, Box(""), box))),
    "empty_cell_before_figures": Case(
        "requests", _at_figure(_FIRST, lambda t, box: with_box(t, box.text, Box(""), box))
    ),
    "figure_inserted": Case(
        "requests", _at_figure(_MIDDLE, lambda t, box: with_box(t, box.text, Box(str(EXTRA)), box))
    ),
    "empty_cell_inserted_in_table_4": Case(
        "proceedings", _at_figure(_SUIT, lambda t, box: with_box(t, box.text, Box(""), box))
    ),
    "figures_merged_across": Case(
        "requests",
        _at_figure(
            _MIDDLE,
            lambda t, box: with_box(with_box(t, str(int(box.text) + 1)), box.text, attrs.evolve(box, colspan=2)),
        ),
    ),
    "figures_merged_down": Case(
        "requests",
        _at_figure(
            _MIDDLE,
            lambda t, box: with_box(with_box(t, str(int(box.text) + 7)), box.text, attrs.evolve(box, rowspan=2)),
        ),
    ),
    "digits_split": Case(
        "requests",
        _at_figure(
            _MIDDLE, lambda t, box: with_box(t, box.text, attrs.evolve(box, text=f"{box.text[:2]}\n{box.text[2:]}"))
        ),
    ),
    "digits_split_in_table_4": Case(
        "proceedings",
        _at_figure(
            _SUIT, lambda t, box: with_box(t, box.text, attrs.evolve(box, text=f"{box.text[:2]}\n{box.text[2:]}"))
        ),
    ),
    "digits_split_in_cells": Case(
        "requests", _at_figure(_MIDDLE, lambda t, box: with_box(t, box.text, Box(box.text[:2]), Box(box.text[2:])))
    ),
    "row_glued": Case("proceedings", _glued),
    # heads
    "head_blanked": Case("requests", _table("requests", _text("科研机构", ""))),
    "head_removed": Case("requests", _table("requests", _gone("科研机构"))),
    "first_head_removed": Case("requests", _table("requests", _gone("自然人"))),
    "last_head_removed": Case("requests", _table("requests", _gone("总计"))),
    "group_head_removed": Case("requests", _table("requests", _gone("法人或其他组织"))),
    "corner_removed": Case("requests", lambda d, fmt: d.with_table("requests", _cornerless(d.table("requests")))),
    "lowest_heads_removed": Case("requests", _table("requests", _heads_without("商业企业"))),
    "all_heads_removed": Case("requests", _table("requests", _heads_without(*_HEADS))),
    "head_blanked_in_table_2": Case("proactive", _proactive(lambda label: _text(label, ""), 1)),
    "head_removed_in_table_2": Case("proactive", _proactive(_gone, 1)),
    "heads_removed_in_table_2": Case("proactive", _without_first_head),
    "head_blanked_in_table_4": Case("proceedings", _table("proceedings", _text("结果纠正", ""))),
    "head_removed_in_table_4": Case("proceedings", _table("proceedings", _gone("结果纠正"))),
    "group_head_removed_in_table_4": Case("proceedings", _table("proceedings", _gone("未经复议直接起诉"))),
    "lowest_heads_removed_in_table_4": Case("proceedings", _table("proceedings", _heads_without("结果维持"))),
    "all_heads_removed_in_table_4": Case(
        "proceedings", _table("proceedings", _heads_without("行政复议", "未经复议直接起诉", "结果维持"))
    ),
    # labels
    "label_with_a_wrong_character": Case("requests", _table("requests", _text("2.重复申请", "2.重夏申请"))),
    "label_that_lost_a_character": Case("requests", _table("requests", _text("1.属于国家秘密", "1.属于国秘密"))),
    "head_that_lost_a_character": Case("requests", _table("requests", _text("社会公益组织", "社会公组织"))),
    "row_label_blanked": Case("requests", _table("requests", _text("2.重复申请", ""))),
    "group_label_blanked": Case("requests", _table("requests", _text("（五）不予处理", ""))),
    # spans
    "rowspan_too_short": Case("requests", _table("requests", _spanning("（三）不予公开", rowspan=-1))),
    "rowspan_too_long": Case("requests", _table("requests", _spanning("（三）不予公开", rowspan=1))),
    "outer_rowspan_too_short": Case("requests", _table("requests", _spanning("三、本年度办理结果", rowspan=-1))),
    "outer_rowspan_too_long": Case("requests", _table("requests", _spanning("三、本年度办理结果", rowspan=1))),
    "colspan_of_a_head_lost": Case("requests", _table("requests", _colspan_lost("法人或其他组织"))),
    "colspan_of_a_head_too_wide": Case("requests", _table("requests", _spanning("法人或其他组织", colspan=1))),
    "colspan_of_a_row_lost": Case("requests", _table("requests", _colspan_lost("二、上年结转政府信息公开申请数量"))),
    "colspan_lost_in_table_4": Case("proceedings", _table("proceedings", _colspan_lost("未经复议直接起诉"))),
    "empty_cells_for_rowspans": Case("requests", _table("requests", _empty_cells_for_rowspans), mild=True),
    "empty_cells_for_spans": Case("requests", _table("requests", _empty_cells_for_spans), mild=True),
    # columns
    "column_deleted": Case("requests", _table("requests", _without_column("科研机构"))),
    "last_column_deleted": Case("requests", _table("requests", _without_column("总计"))),
    "columns_swapped_with_heads": Case("requests", _table("requests", _swapped("科研机构", "法律服务机构")), mild=True),
    "columns_swapped_in_table_2": Case(
        "proactive",
        lambda d, fmt: d.with_table("proactive", _swapped_in_first_block(d.table("proactive"))),
        mild=True,
    ),
    "groups_swapped_in_table_4": Case("proceedings", _groups_exchanged, mild=True),
    "running_numbers": Case("requests", _table("requests", _numbered)),
    # pages
    "group_label_cut_by_page": Case("requests", _label_cut_by_page("（四）无法提供", "（四）无", "法提供"), mild=True),
    "group_label_cut_heads_again": Case(
        "requests", _label_cut_by_page("（四）无法提供", "（四）无", "法提供", heads=3), mild=True
    ),
    "heads_again_amid_table": Case("requests", _table("requests", _head_again("（五）不予处理", 3)), mild=True),
    # tables
    "table_moved": Case("requests", _moved),
    "tables_exchanged": Case("requests", _exchanged, also="proactive"),
    "blocks_exchanged": Case("proactive", _blocks_exchanged, mild=True),
    "table_of_another_format": Case("requests", _foreign),
}
"""By its name, each kind of damage."""


def _cornerless(table: Table) -> Table:
    """The corner cell gone: the heads move to the left."""
    return with_row(table, 0, table.rows[0][1:])


def _swapped_in_first_block(table: Table) -> Table:
    """The last two columns of the first block exchanged."""
    end = row_of(table, "第二十条第（五）项")
    block = with_columns_swapped(Table(table.rows[:end]), 2, 3)
    return attrs.evolve(table, rows=block.rows + table.rows[end:])
