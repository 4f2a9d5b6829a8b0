"""The template: how many figures, what they are called, and what must add up on real figures."""

import json
from pathlib import Path
from typing import Annotated, Any

import attrs
import pytest

from govdisclosure import FORMATS, Report, UnknownFormat, UnknownLabel, check, format_for, from_dict
from govdisclosure.formats._kit import Kind, Label, annotated_fields, nested
from govdisclosure.schema import json_schema

SHARED = Path(__file__).resolve().parents[2] / "../shared"
EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)

SIZES = {
    "2019": {"proactive": 22, "requests": 161, "proceedings": 15},
    "2021": {"proactive": 10, "requests": 175, "proceedings": 15},
    "legacy": {"statistics": 36},
}
"""Figures in each table, counted on the official forms."""


def test_every_format_has_the_figures_of_its_form() -> None:
    assert {
        name: {key: len(table.cells) for key, table in fmt.tables.items()} for name, fmt in FORMATS.items()
    } == SIZES
    assert {name: len(fmt.cells) for name, fmt in FORMATS.items()} == {
        name: sum(sizes.values()) for name, sizes in SIZES.items()
    }


@EVERY_FORMAT
def test_cells_are_numbered_in_printed_order(name: str) -> None:
    fmt = FORMATS[name]
    assert [cell.order for cell in fmt.cells] == list(range(1, len(fmt.cells) + 1))
    assert len({cell.path for cell in fmt.cells}) == len(fmt.cells)
    assert list(fmt.by_path) == [cell.path for cell in fmt.cells]


@EVERY_FORMAT
def test_printed_order_is_the_order_of_the_keys_in_json(name: str) -> None:
    def leaves(node: Any, path: str) -> list[str]:
        if not isinstance(node, dict):
            return [path]
        return [leaf for key, value in node.items() for leaf in leaves(value, f"{path}.{key}")]

    examples: Any = json_schema(name)["examples"]
    fmt = FORMATS[name]
    found = [leaf for key in fmt.tables for leaf in leaves(examples[0][key], key)]
    assert [path for path in found if path in fmt.by_path] == [cell.path for cell in fmt.cells]


@EVERY_FORMAT
def test_a_format_shows_itself_by_its_name(name: str) -> None:
    assert repr(FORMATS[name]) == f"<Format {name}>"


def test_a_field_that_says_nothing_of_itself_is_no_figure() -> None:
    @attrs.frozen
    class Plain:
        number: int
        marked: Annotated[int | None, Label("件数", "Number")] = None

    assert list(annotated_fields(Plain)) == [
        ("number", int, ()),
        ("marked", int | None, (Label("件数", "Number"),)),
    ]


@EVERY_FORMAT
def test_labels_lead_to_paths_and_back(name: str) -> None:
    fmt = FORMATS[name]
    whole = [cell.zh for cell in fmt.cells]
    assert len(set(whole)) == len(whole)
    for cell in fmt.cells:
        assert fmt.cell(cell.path) is cell
        assert len(cell.labels) == len(cell.row_labels) + len(cell.column_labels)
        assert fmt.path_of(*(label.zh for label in cell.labels)) == cell.path
        assert fmt.path_of(cell.zh) == cell.path


@EVERY_FORMAT
def test_every_cell_says_what_it_is_in_both_languages(name: str) -> None:
    for cell in FORMATS[name].cells:
        assert all(not label.zh.isascii() and label.en for label in cell.labels), cell.path
        assert all(all(ord(c) < 0x3000 or c in "〔〕号国办函" for c in label.en) for label in cell.labels), cell.path
        assert cell.measure.unit
        assert cell.measure.unit_en.isascii()
        assert "__" not in cell.path
        assert cell.path.replace(".", "").replace("_", "").isalpha()
        assert cell.path == cell.path.lower()
        assert (cell.kind is Kind.MONEY) == (cell.measure.unit == "万元")


BY_LABEL: dict[str, dict[str, tuple[str, ...]]] = {
    "2019": {
        "requests.results.other_undivided.total": ("（六）其他处理", "总计"),
        "proactive.normative_documents.total_disclosed": ("规范性文件", "对外公开总数量"),
        "proactive.coercion.items_change": ("行政强制", "本年增/减"),
        "proactive.procurement.amount": ("政府集中采购", "采购总金额"),
    },
    "2021": {
        "proactive.regulations.issued": ("规章", "本年制发件数"),
        "proactive.normative_documents.in_force": ("行政规范性文件|现行有效件数",),
        "proactive.fees.amount": ("行政事业性收费", "本年收费金额（单位：万元）"),
        "requests.results.other.rest.other_organization": ("3.其他", "其他"),
        "requests.results.not_provided.still_unclear.natural_person": (
            "（四）无法提供|3.补正后申请内容仍不明确",
            "自然人",
        ),
        "proceedings.litigation.after_reconsideration.pending": ("复议后起诉", "尚未审结"),
    },
    "legacy": {
        "statistics.staff.part_time": ("十一、政府信息公开指定工作人员数", "2.兼职人员"),
        "statistics.disclosed.total": ("一、主动公开信息数",),
    },
}
"""As printed on the forms."""


@EVERY_FORMAT
def test_printed_labels_find_their_cell(name: str) -> None:
    assert {path: FORMATS[name].path_of(*labels) for path, labels in BY_LABEL[name].items()} == {
        path: path for path in BY_LABEL[name]
    }


@EVERY_FORMAT
def test_labels_of_no_cell_or_of_many_are_refused(name: str) -> None:
    fmt = FORMATS[name]
    with pytest.raises(UnknownLabel) as caught:
        fmt.path_of("不存在的标签")
    assert caught.value.matches == ()
    with pytest.raises(UnknownLabel) as caught:
        fmt.path_of()
    assert len(caught.value.matches) == len(fmt.cells)
    with pytest.raises(UnknownLabel):
        fmt.cell("no.such.path")


@EVERY_FORMAT
def test_what_labels_were_taken_for_is_said_in_both_languages(name: str) -> None:
    fmt = FORMATS[name]
    for labels, matches in ((("不存在",), ()), ((), tuple(fmt.by_path))):
        with pytest.raises(UnknownLabel) as caught:
            fmt.path_of(*labels)
        some = f" ({', '.join(matches[:3])} ...)" if matches else ""
        assert f"leads to {len(matches)} cells{some}; give the labels" in str(caught.value)
        assert f"对应 {len(matches)} 个单元格{some}；请按印制文字" in caught.value.text("zh")


def test_every_year_since_the_first_has_one_format() -> None:
    first = min(fmt.first_year for fmt in FORMATS.values())
    for year in range(first, first + 40):
        assert [fmt for fmt in FORMATS.values() if fmt.covers(year)] == [format_for(year)]
    with pytest.raises(UnknownFormat):
        format_for(first - 1)


@EVERY_FORMAT
def test_identities_are_the_sums_the_forms_prescribe(name: str) -> None:
    fmt = FORMATS[name]
    counts = {code: sum(i.code == code for i in fmt.identities) for code in {i.code for i in fmt.identities}}
    rows = len(fmt.tables["requests"].rows) if "requests" in fmt.tables else 0
    standard = {"GD201": rows, "GD202": 7, "GD203": 7, "GD204": 3}
    assert counts == (standard if rows else {"GD205": 8})
    assert all(path in fmt.by_path for identity in fmt.identities for path in identity.paths)
    assert len({(i.code, i.path) for i in fmt.identities}) == len(fmt.identities)


# --- real figures -----------------------------------------------------------------------------------------


def figures(path: Path) -> Report:
    """A record of one of the published sets of figures, each found by its printed labels."""
    data = json.loads(path.read_text(encoding="utf-8"))
    fmt = FORMATS[data["format"]]
    values: dict[str, object] = {fmt.path_of(label): value for label, value in data["table2"].items()}
    columns = data["table3"]["columns"]
    for row in data["table3"]["rows"]:
        for column, value in zip(columns, row["values"], strict=True):
            path_ = (
                fmt.path_of(row["label"], column)
                if column != "其他"
                else fmt.path_of(row["label"], "法人或其他组织", column)
            )
            assert path_ not in values
            values[path_] = value
    values.update(zip((cell.path for cell in fmt.tables["proceedings"].cells), data["table4"], strict=True))
    assert set(values) == set(fmt.by_path), "not every cell has a figure"
    head = {"format": fmt.name, "year": data["year"], "organ": {"name": data["organ"]}}
    return from_dict({**head, **nested(values)}, draft=True)


@pytest.mark.skipif(not (SHARED / "figures").is_dir(), reason="needs the real figures in ../shared, which are not here")
def test_real_figures_fill_every_cell_and_add_up() -> None:
    reports = [figures(path) for path in sorted((SHARED / "figures").glob("*.json"))]
    assert len(reports) == 2
    for report in reports:
        result = check(report, select=["GD2"])
        assert result.findings == result.undecided == ()
        fmt = FORMATS[report.format]
        assert sum(sum(count.values()) for count in result.counts.values()) == len(fmt.identities)
    before, after = (report.requests for report in reports)  # type: ignore[union-attr]  # standard formats
    assert before.carried_out == after.carried_in
