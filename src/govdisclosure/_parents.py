"""Which organ's consolidated report a report is counted in, as a file says it."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import attrs

from govdisclosure.roster import ROSTER, UnitColumns, UnitTable
from govdisclosure.series import Organs

_COLUMNS = UnitColumns(
    heads={
        "name": ROSTER.heads["name"],
        "parent": ("parent", "上级", "上级机关", "上级单位", "所属政府"),
        "code": ROSTER.heads["code"],
    },
    needed=(("name", "单位 (unit)", "单位"), ("parent", "上级 (parent)", "上级")),
    what="it has to be a CSV file with the columns 单位 (unit), 上级 (parent) and, if wanted, 代码 (code of the unit)",
    what_zh="应为 CSV 文件，须有“单位”“上级”两栏，可另有“代码”（单位的统一社会信用代码）一栏",
    max_bytes=100_000_000,
)


@attrs.frozen(kw_only=True)
class Parent:
    """A line of the file: a unit, its code if that is given, and the organ above it. Its own name: the own office."""

    line: int
    name: str
    parent: str
    code: str | None = None


@attrs.frozen
class Parents:
    """Which units are counted in whose consolidated report."""

    entries: tuple[Parent, ...]
    table: UnitTable


@attrs.frozen(kw_only=True)
class Above:
    """The key of the organ above each organ by its key, and the lines that fit no report."""

    keys: Mapping[str, str]
    unmatched: tuple[Parent, ...]


def load_parents(source: Path | str | bytes) -> Parents:
    """Read which units are whose from a CSV file (its path) or the bytes of one, in UTF-8 or GBK.

    Columns are found by their heads as for a roster: 单位 (unit), 上级 (parent), and 代码 (code) if it is there. A unit
    that is its own 上级 is a government's own office (本级). Raises `UnreadableDocument`, which names the line.

    >>> from govdisclosure.corpus import load_parents
    >>> load_parents("单位,上级\\n云溪县档案馆,云溪县人民政府\\n".encode()).entries[0].parent
    '云溪县人民政府'
    """
    table = UnitTable(_COLUMNS, source)
    entries = tuple(_entries(table))
    if not entries:
        raise table.refused("there is no unit in it", "其中没有单位")
    return Parents(entries, table)


def _entries(table: UnitTable) -> Iterator[Parent]:
    for line, cells in table.rows():
        if not cells["parent"]:
            raise table.refused("the unit has no parent", "没有填写上级", line)
        yield Parent(line=line, name=cells["name"], parent=cells["parent"], code=cells["code"] or None)


def above(parents: Parents, organs: Organs, known: Collection[str]) -> Above:
    """The organ above each organ. `known` are the keys of the organs that have reports.

    Raises `UnreadableDocument` if two lines put one organ under different ones.
    """
    keys: dict[str, str] = {}
    lines: dict[str, int] = {}
    unmatched: list[Parent] = []
    for entry in parents.entries:
        candidates = (organs.key_of(entry.name, entry.code), organs.key_of(entry.name))
        unit = next((key for key in candidates if key in known), None)
        over = organs.key_of(entry.parent)
        if unit is None or over is None:
            unmatched.append(entry)
            continue
        if keys.setdefault(unit, over) != over:
            line = lines[unit]
            raise parents.table.refused(
                f"{entry.name} has another parent in line {line}", f"“{entry.name}”在第 {line} 行另有上级", entry.line
            )
        lines[unit] = entry.line
    return Above(keys=keys, unmatched=tuple(unmatched))
