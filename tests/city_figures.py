"""The published figures of a city, beside the checkout, as records."""

import json
from pathlib import Path

from govdisclosure import FORMATS, Report, from_dict
from govdisclosure.formats._kit import nested

GROUP = "法人或其他组织"
"""What stands above 其他 in table 3, where 其他 alone is also a row."""


def figures(path: Path) -> Report:
    """The record of one year, every figure found by its printed labels."""
    data = json.loads(path.read_text(encoding="utf-8"))
    fmt = FORMATS[data["format"]]
    values: dict[str, object] = {fmt.path_of(label): value for label, value in data["table2"].items()}
    for row in data["table3"]["rows"]:
        for column, value in zip(data["table3"]["columns"], row["values"], strict=True):
            labels = (GROUP, column) if column == "其他" else (column,)
            values[fmt.path_of(row["label"], *labels)] = value
    values.update(zip((cell.path for cell in fmt.tables["proceedings"].cells), data["table4"], strict=True))
    assert set(values) == set(fmt.by_path), "not every cell has a figure"
    head = {"format": fmt.name, "year": data["year"], "organ": {"name": data["organ"]}}
    return from_dict({**head, **nested(values)}, draft=True)
