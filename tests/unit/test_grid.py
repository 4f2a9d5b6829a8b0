"""The official layout of the tables: nothing lost, nothing twice, every figure under and beside its labels."""

from decimal import Decimal

import attrs
import pytest

from govdisclosure import FORMATS, Format, LegacyReport, Organ, from_dict
from govdisclosure.formats._kit import Layout, TableKey, nested
from govdisclosure.formats.legacy import Statistics
from govdisclosure.grid import Grid, GridCell, blank, cell_text, expand, grid, grids, value_at

TABLES = [pytest.param(fmt, key, id=f"{fmt.name}-{key}") for fmt in FORMATS.values() for key in fmt.tables]


def numbered(fmt: Format) -> dict[str, int]:
    """A different figure in each cell: its place in the printed order."""
    return {cell.path: cell.order for cell in fmt.cells}


def with_layout(layout: Layout) -> list[object]:
    return [
        pytest.param(fmt, key, id=f"{fmt.name}-{key}")
        for fmt in FORMATS.values()
        for key, table in fmt.tables.items()
        if table.draw.layout is layout
    ]


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_cells_come_in_printed_order(fmt: Format) -> None:
    assert [cell.order for cell in fmt.cells] == list(range(1, len(fmt.cells) + 1))


@pytest.mark.parametrize(("fmt", "key"), TABLES)
def test_every_grid_is_a_rectangle(fmt: Format, key: TableKey) -> None:
    drawn = blank(fmt, key)
    rectangle = expand(drawn)
    assert {len(row) for row in rectangle} == {sum(drawn.columns)}
    assert len(rectangle) == len(drawn.rows) == drawn.head + sum(drawn.bodies)


@pytest.mark.parametrize(("fmt", "key"), TABLES)
def test_every_figure_stands_once_and_in_printed_order(fmt: Format, key: TableKey) -> None:
    paths = [cell.path for row in blank(fmt, key).rows for cell in row if cell.path is not None]
    assert paths == [cell.path for cell in fmt.tables[key].cells]


@pytest.mark.parametrize(("fmt", "key"), TABLES)
def test_every_figure_has_its_labels_beside_and_above_it(fmt: Format, key: TableKey) -> None:
    drawn = blank(fmt, key)
    rectangle = expand(drawn)
    blocks = {row.path: row.block for row in fmt.tables[key].rows}
    for y, row in enumerate(rectangle):
        for x, cell in enumerate(row):
            if cell.path is None:
                continue
            template = fmt.cell(cell.path)
            wanted = [label.zh for label in template.labels]
            block = blocks[template.row]
            wanted += [] if block is None else [block.zh]
            around = [other.text for other in row[:x]] + [line[x].text for line in rectangle[:y]]
            if fmt.tables[key].draw.layout is Layout.LIST:  # there the total stands above its parts
                around += [line[0].text for line in rectangle[:y]]
            for label in wanted:
                assert any(text.endswith(label) for text in around), (cell.path, label)


@pytest.mark.parametrize(("fmt", "key"), TABLES)
def test_group_headers_cover_their_groups(fmt: Format, key: TableKey) -> None:
    drawn = blank(fmt, key)
    rectangle = expand(drawn)
    starts = {drawn.head + sum(drawn.bodies[:n]): height for n, height in enumerate(drawn.bodies)}
    widths = {sum(drawn.columns[:n]): width for n, width in enumerate(drawn.columns)}
    for y, row in enumerate(drawn.rows):
        for cell in row:
            x = next(x for x, other in enumerate(rectangle[y]) if other is cell)
            if cell.header == "rowgroup":
                assert cell.rowspan == starts[y] or cell.colspan == sum(drawn.columns)
            if cell.header == "colgroup":
                assert cell.colspan == widths[x]


@pytest.mark.parametrize(("fmt", "key"), with_layout(Layout.LINE))
def test_head_of_table_4(fmt: Format, key: TableKey) -> None:
    rows = [[(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in blank(fmt, key).rows]
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert rows[:3] == [
        [("行政复议", 2, 5), ("行政诉讼", 1, 10)],
        [("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        [(outcome, 1, 1) for outcome in outcomes * 3],
    ]
    assert rows[3:] == [[("", 1, 1)] * 15]


@pytest.mark.parametrize(("fmt", "key"), with_layout(Layout.ROWS))
def test_head_and_labels_of_table_3(fmt: Format, key: TableKey) -> None:
    drawn = blank(fmt, key)
    assert [[(cell.text[:6], cell.rowspan, cell.colspan) for cell in row] for row in drawn.rows[:3]] == [
        [("（本列数据的", 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组", 1, 5), ("总计", 2, 1)],
        [(label, 1, 1) for label in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]
    spans = {cell.text: (cell.rowspan, cell.colspan) for row in drawn.rows[3:] for cell in row if cell.header}
    rows = len(fmt.tables[key].rows)
    assert spans["一、本年新收政府信息公开申请数量"] == (1, 3)
    assert spans["三、本年度办理结果"] == (rows - 3, 1)
    assert spans["（三）不予公开"] == (8, 1)
    assert spans["1.属于国家秘密"] == (1, 1)
    assert spans["（七）总计"] == (1, 2)


@pytest.mark.parametrize(("fmt", "key"), with_layout(Layout.BLOCKS))
def test_blocks_of_table_2_fill_the_width(fmt: Format, key: TableKey) -> None:
    drawn = blank(fmt, key)
    start = 0
    for height in drawn.bodies:
        title, heads, *_ = drawn.rows[start : start + height]
        assert [(cell.text[:4], cell.colspan) for cell in title] == [("第二十条", 4)]
        assert heads[0].text == "信息内容"
        start += height
    licensing = next(row for row in drawn.rows if row[0].text == "行政许可")
    assert 1 + sum(cell.colspan for cell in licensing[1:]) == 4


@pytest.mark.parametrize(("fmt", "key"), with_layout(Layout.LIST))
def test_statistics_table(fmt: Format, key: TableKey) -> None:
    rows = [[cell.text for cell in row] for row in blank(fmt, key).rows]
    assert rows[:4] == [
        ["指标名称", "计量单位", "本年累计"],
        ["一、主动公开信息数", "条", ""],
        ["其中：1.机构领导、设置及人事类信息", "条", ""],
        ["2.政策法规、规范性文件信息", "条", ""],
    ]
    assert [row[0][:3] for row in rows].count("其中：") == 8


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_figures_go_to_their_places(fmt: Format) -> None:
    report = from_dict({"format": fmt.name, "year": fmt.first_year, "organ": {}, **nested(numbered(fmt))}, draft=True)
    texts = {cell.path: cell.text for drawn in grids(report) for row in drawn.rows for cell in row if cell.path}
    assert texts == {path: str(figure) for path, figure in numbered(fmt).items()}


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_printed_text_goes_before_the_figure(fmt: Format) -> None:
    report = from_dict({"format": fmt.name, "year": fmt.first_year, "organ": {}, **nested(numbered(fmt))}, draft=True)
    for n, raw in enumerate(("1,362", "", "/", "22（其中修订16件）")):
        path = fmt.cells[n].path
        assert cell_text(attrs.evolve(report, printed={path: raw}), path) == raw
        assert cell_text(report, path) == str(n + 1)


@pytest.mark.parametrize(
    ("amount", "text"),
    [("376.00", "376.00"), ("59237.2449", "59237.2449"), ("1E+3", "1000"), ("1E-7", "0.0000001"), ("0", "0")],
)
def test_amounts_keep_their_digits(amount: str, text: str) -> None:
    path = "statistics.fees"
    report = LegacyReport(year=2013, organ=Organ(), statistics=Statistics(fees=Decimal(amount)))
    assert cell_text(report, path) == text


def test_changes_have_their_sign() -> None:
    for fmt in FORMATS.values():
        for cell in (cell for cell in fmt.cells if cell.kind == "change"):
            data = {"format": fmt.name, "year": fmt.first_year, "organ": {}, **nested({cell.path: -14})}
            assert cell_text(from_dict(data, draft=True), cell.path) == "-14"


def test_a_table_that_is_absent_is_not_drawn_unless_asked_for() -> None:
    report = LegacyReport(year=2012, organ=Organ())
    assert grids(report) == ()
    assert value_at(report, "statistics.fees") is None
    assert grid(report, "statistics") == blank(FORMATS["legacy"], "statistics")


def _grid(*rows: tuple[GridCell, ...], width: int) -> Grid:
    base = blank(FORMATS["2021"], "proactive")
    return attrs.evolve(base, rows=rows, head=0, bodies=(len(rows),), columns=(width,))


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(_grid((GridCell("a"),), width=2), id="too narrow"),
        pytest.param(_grid((GridCell("a"), GridCell("b")), width=1), id="too wide"),
        pytest.param(_grid((GridCell("a", rowspan=2),), width=1), id="too tall"),
        pytest.param(
            _grid((GridCell("a"), GridCell("b", rowspan=2)), (GridCell("c", colspan=2),), width=2), id="overlap"
        ),
    ],
)
def test_a_grid_that_is_no_rectangle_is_refused(drawn: Grid) -> None:
    with pytest.raises(ValueError, match=r"proactive: .*(rectangle|overlaps)"):
        expand(drawn)
