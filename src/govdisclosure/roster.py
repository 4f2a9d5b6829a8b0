"""Who should report: the units of a government, with the other names they go by, and who of them has."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from govdisclosure.errors import UnreadableDocument
from govdisclosure.formats import Report
from govdisclosure.formats.shared import Organ
from govdisclosure.wording._characters import compact
from govdisclosure.wording._title import same_organ

MAX_BYTES = 2_000_000
"""The largest file taken for a roster."""

MAX_UNITS = 10_000
"""The longest roster: no government has as many units that report."""


@attrs.frozen(kw_only=True)
class RosterEntry:
    """One unit that should report: its name, the other names it goes by, and its code, if it has one.

    `code` is its 统一社会信用代码, as in `Organ.credit_code`. A division code names a place, which many units share.
    """

    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None


@attrs.frozen
class Roster:
    """The units that should report."""

    entries: tuple[RosterEntry, ...]


@attrs.frozen(kw_only=True)
class Attendance:
    """Who on a roster has reported. Reports are counted from 0 as they were given.

    `reported` are the units that have, each with its reports; `missing` those that have not; `unclear` those that
    may have: a report without a name, without a year, or whose name fits several units, may be theirs.
    `strangers` are reports of no unit on the roster, `unclear_reports` those that may be of some unit.
    """

    reported: tuple[tuple[RosterEntry, tuple[int, ...]], ...]
    missing: tuple[RosterEntry, ...]
    unclear: tuple[RosterEntry, ...]
    strangers: tuple[int, ...]
    unclear_reports: tuple[int, ...]


def attendance(roster: Roster, reports: Sequence[Report], *, year: int | None = None) -> Attendance:
    """Who on the roster has reported, for `year` if it is given.

    A report is a unit's by its 统一社会信用代码; else by name, one of the unit's without regard to white space and
    width of characters; else by a name that is the end of the other (教育局, 云溪县教育局). Nothing is guessed: a name
    that fits several units is nobody's for sure. Reports for other years do not count.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.roster import Roster, RosterEntry, attendance
    >>> roster = Roster((RosterEntry(name="云溪县教育局"), RosterEntry(name="云溪县水利局", aliases=("云溪县水务局",))))
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县水务局"))
    >>> [unit.name for unit in attendance(roster, [report], year=2023).missing]
    ['云溪县教育局']
    """
    index = _Index(roster)
    reports_of: dict[int, list[int]] = {}
    maybe: set[int] = set()
    strangers, unclear_reports = [], []
    for number, report in enumerate(reports):
        if year is not None and report.year not in (None, year):
            continue
        fitting = index.fitting(report.organ)
        is_dated = year is None or report.year is not None
        if not fitting and _has_name(report.organ):
            strangers.append(number)
        elif len(fitting) == 1 and is_dated:
            reports_of.setdefault(fitting[0], []).append(number)
        else:
            maybe.update(fitting if _has_name(report.organ) else range(len(roster.entries)))
            unclear_reports.append(number)
    open_entries = [n for n in range(len(roster.entries)) if n not in reports_of]
    return Attendance(
        reported=tuple((roster.entries[n], tuple(found)) for n, found in sorted(reports_of.items())),
        missing=tuple(roster.entries[n] for n in open_entries if n not in maybe),
        unclear=tuple(roster.entries[n] for n in open_entries if n in maybe),
        strangers=tuple(strangers),
        unclear_reports=tuple(unclear_reports),
    )


def _has_name(organ: Organ) -> bool:
    return bool(organ.name and organ.name.strip())


class _Index:
    """The entries of a roster by what they may be known by."""

    def __init__(self, roster: Roster) -> None:
        self._names = [(entry.name, *entry.aliases) for entry in roster.entries]
        self._by_code: dict[str, set[int]] = {}
        self._by_name: dict[str, set[int]] = {}
        for number, entry in enumerate(roster.entries):
            if entry.code is not None:
                self._by_code.setdefault(_key(entry.code).upper(), set()).add(number)
            for name in self._names[number]:
                self._by_name.setdefault(_key(name), set()).add(number)

    def fitting(self, organ: Organ) -> tuple[int, ...]:
        """The entries an organ may be, by what is surest."""
        found = self._by_code.get(organ.credit_code or "", set())
        if not found and _has_name(organ):
            name = organ.name or ""
            found = self._by_name.get(_key(name), set()) or set(self._by_ending(name))
        return tuple(sorted(found))

    def _by_ending(self, name: str) -> Iterator[int]:
        for number, names in enumerate(self._names):
            if any(same_organ(name, other) for other in names):
                yield number


def _key(name: str) -> str:
    """A name without what two ways to write it may differ in."""
    return compact(name)


# --- reading a roster ----------------------------------------------------------------------------------------

_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("unit", "name", "单位", "名称", "单位名称", "机关", "机关名称"),
    "aliases": ("aliases", "alias", "别名", "其他名称", "曾用名"),
    "code": ("code", "credit_code", "代码", "统一社会信用代码"),
}
"""What the columns may be called; others are not looked at."""

_BETWEEN_ALIASES = re.compile("[;；、，]")


def load_roster(source: Path | str | bytes) -> Roster:
    """Read a roster from a CSV file (its path) or the bytes of one, in UTF-8 or GBK.

    Columns are found by their heads, in any order: 单位 (unit), which must be there, 别名 (aliases, separated by ``;``
    or ``、``) and 代码 (code, the 统一社会信用代码). Other columns are not looked at, and empty lines are passed over.

    Raises `UnreadableDocument`, which names the line, if the file cannot be read, is no such table or has no unit, if
    a line has no unit or more cells than there are heads, or if two units have a name or a code in common.

    >>> from govdisclosure.roster import load_roster
    >>> load_roster("单位,别名\\n云溪县水利局,云溪县水务局；云溪县水电局\\n".encode()).entries[0].aliases
    ('云溪县水务局', '云溪县水电局')
    """
    file = UnitTable(ROSTER, source)
    entries = tuple(_checked(file))
    if not entries:
        raise file.refused("there is no unit in it", "其中没有单位")
    return Roster(entries)


@attrs.frozen(kw_only=True)
class UnitColumns:
    """The columns of a table of units: what their heads may be, those that must be there, and how large it may be.

    `what` and `what_zh` say what such a table is, at the end of each refusal.
    """

    heads: Mapping[str, tuple[str, ...]]
    needed: tuple[tuple[str, str, str], ...]
    """The key of a column, and what a refusal calls it in English and Chinese; the first is the unit itself."""
    what: str
    what_zh: str
    max_bytes: int = MAX_BYTES


ROSTER = UnitColumns(
    heads=_HEADS,
    needed=(("name", "单位 (unit)", "单位"),),
    what="a roster is a CSV file with the column 单位 (unit) and, if wanted, 别名 (aliases) and 代码 (code)",
    what_zh="名册应为 CSV 文件，须有“单位”一栏，可另有“别名”“代码”两栏",
)
"""The columns of a roster."""


class UnitTable:
    """A table of units in a CSV file: its rows with their lines, and what is refused in it."""

    def __init__(self, columns: UnitColumns, source: Path | str | bytes) -> None:
        self._wanted = columns
        self.name: str = "<bytes>" if isinstance(source, bytes) else str(source)
        self._text = self._decoded(source if isinstance(source, bytes) else self._content(source))

    def rows(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Each row's line and its cells by the keys of their columns; a column that is not there is empty."""
        lines = csv.reader(io.StringIO(self._text, newline=""), strict=True)
        columns: Mapping[str, int] | None = None
        width = 0
        try:
            for row in lines:
                cells = [cell.strip() for cell in row]
                if not any(cells):
                    continue
                if columns is None:
                    columns, width = self._columns(cells, lines.line_num), len(cells)
                    continue
                if any(cells[width:]):
                    more = "has more cells than there are heads"
                    raise self.refused(more, "单元格多于表头", lines.line_num)
                places = ((key, columns.get(key, width)) for key in self._wanted.heads)
                found = {key: cells[place] if place < len(cells) else "" for key, place in places}
                if not found[self._wanted.needed[0][0]]:
                    raise self.refused("the unit has no name", "没有填写单位名称", lines.line_num)
                yield lines.line_num, found
        except csv.Error as error:
            raise self.refused(f"not CSV ({error})", f"不符合 CSV 格式（{error}）", lines.line_num) from None
        if columns is None:
            raise self.refused("the file is empty", "文件是空的")

    def refused(self, en: str, zh: str, line: int | None = None) -> UnreadableDocument:
        """What is to be raised about the file, or about a line of it."""
        return UnreadableDocument(
            self.name,
            en if line is None else f"line {line}: {en}",
            zh if line is None else f"第 {line} 行：{zh}",
            self._wanted.what,
            self._wanted.what_zh,
        )

    def _content(self, path: Path | str) -> bytes:
        try:
            with Path(path).open("rb") as opened:
                return opened.read(self._wanted.max_bytes + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise self.refused(f"cannot be opened ({reason})", f"无法打开（{reason}）") from None

    def _decoded(self, data: bytes) -> str:
        if len(data) > self._wanted.max_bytes:
            size = f"{self._wanted.max_bytes / 1_000_000:g} MB"
            raise self.refused(f"larger than {size}", f"超过 {size}")
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
        raise self.refused("not text in UTF-8 or GBK", "不是 UTF-8 或 GBK 编码的文本")

    def _columns(self, heads: Sequence[str], line: int) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for number, head in enumerate(heads):
            known = self._wanted.heads.items()
            key = next((key for key, names in known if _key(head).lower() in names), None)
            if key in found:
                other = heads[found[key]]
                raise self.refused(f"{other} and {head} are the same column", f"“{other}”与“{head}”重复", line)
            if key is not None:
                found[key] = number
        for key, en, zh in self._wanted.needed:
            if key not in found:
                raise self.refused(f"there is no column {en}", f"没有“{zh}”一栏", line)
        return found


def _entry(cells: Mapping[str, str]) -> RosterEntry:
    aliases = (alias.strip() for alias in _BETWEEN_ALIASES.split(cells["aliases"]))
    return RosterEntry(name=cells["name"], aliases=tuple(filter(None, aliases)), code=cells["code"] or None)


def _checked(file: UnitTable) -> Iterator[RosterEntry]:
    """The units, none of which may be taken for another."""
    lines: dict[str, int] = {}
    for count, (line, cells) in enumerate(file.rows(), 1):
        entry = _entry(cells)
        if count > MAX_UNITS:
            raise file.refused(f"more than {MAX_UNITS} units", f"超过 {MAX_UNITS} 个单位", line)
        known_by = {_key(name): name for name in (entry.name, *entry.aliases)}
        if entry.code is not None:
            known_by[_key(entry.code).upper()] = entry.code
        for key, shown in known_by.items():
            if key in lines:
                raise file.refused(
                    f"{shown} stands in line {lines[key]} already", f"“{shown}”在第 {lines[key]} 行已经出现", line
                )
        lines.update(dict.fromkeys(known_by, line))
        yield entry
