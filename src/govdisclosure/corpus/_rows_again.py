"""Parquet files that this library wrote, as inputs of another corpus."""

from typing import TYPE_CHECKING

from govdisclosure.columns import Layout, layout
from govdisclosure.columns._layout import needed_arrow
from govdisclosure.errors import UnreadableDocument

if TYPE_CHECKING:
    import pyarrow


def row_groups(path: str) -> int:
    """How many row groups a Parquet file has. Raises `UnreadableDocument` if it is none, or OSError."""
    arrow = needed_arrow()
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            return int(file.num_row_groups)
    except arrow.ArrowInvalid as error:
        raise _refused(path, f"not a Parquet file ({error})", f"不是 Parquet 文件（{error}）") from None


def row_group(path: str, group: int) -> "pyarrow.Table":
    """A row group in the columns of the merged layout. Raises `UnreadableDocument` if it does not have them."""
    needed_arrow()
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        return in_layout(file.read_row_group(group), path, layout())


def in_layout(table: "pyarrow.Table", name: str, target: Layout) -> "pyarrow.Table":
    """The columns of a layout and no others. Raises `UnreadableDocument` if one is missing or holds something else."""
    wanted = target.schema()
    for field in wanted:
        place = table.schema.get_field_index(field.name)
        if place < 0 or table.schema.field(place).type != field.type:
            raise _refused(
                name, f"the column {field.name} is missing or of another type", f"缺少“{field.name}”列，或者其类型不同"
            )
    return table.select(wanted.names).cast(wanted)


def _refused(name: str, en: str, zh: str) -> UnreadableDocument:
    return UnreadableDocument(
        name,
        en,
        zh,
        "give a file that `govdisclosure convert` of this version wrote",
        "请提供本版本 govdisclosure convert 生成的文件",
    )
