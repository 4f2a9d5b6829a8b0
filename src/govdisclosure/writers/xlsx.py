"""A report as an Excel workbook in the official layout, for paper (A4) and for calculating.

Each table has a sheet of its own; the sheets one after another give the printed order. A figure is a number where its
print is the bare number, else text; a total that is right is a formula. No text can become a formula.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from importlib import import_module
from itertools import groupby
from types import ModuleType

from govdisclosure.errors import MissingExtra, Unprintable
from govdisclosure.formats import Report
from govdisclosure.writers._blocks import Block, Signature, TableBlock, blocks, refuse_unprintable
from govdisclosure.writers._xlsx_sheet import Sheet, Show, Styles, block_texts

_CREATED = datetime(1980, 1, 1)  # the same bytes for the same report; ZIP files know no earlier day
_PROSE_SHEET = "正文"
_NAME_LIMIT = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")

TEXT_LIMIT = 32_767
"""A cell holds no more; in units of UTF-16."""
_ESCAPE = re.compile("_x(?:00[01][0-9A-Fa-f]|[Ff]{3}[EeFf])_|x005F_")
"""What in the text of a workbook stands for another character."""


def xlsx(report: Report) -> bytes:
    """The report as an XLSX workbook; the same report gives the same bytes.

    A total that equals its parts is a formula over them; one that does not stands as printed, marked in red.
    Needs the extra ``xlsx``: raises `MissingExtra` without it. Raises `Unprintable` as all writers do, and for a
    text of more than 32,767 characters or one that a workbook reads as an escaped character.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.writers.xlsx import xlsx
    >>> xlsx(Report2021(year=2023, organ=Organ(name="云溪县档案馆")))[:2]
    b'PK'
    """
    require_xlsxwriter()
    refuse_unprintable(report, "xlsx")
    _refuse_texts(report)
    return workbook(report, list(blocks(report)), report.title or report.organ.name or "", Show())


def workbook(report: Report, printed: Iterable[Block], title: str, show: Show) -> bytes:
    """The blocks of a report as a workbook, with what `show` adds. Raises `MissingExtra` without XlsxWriter."""
    xlsxwriter = require_xlsxwriter()
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _options())
    book.set_properties({"title": title, "author": "", "created": _CREATED})
    styles = Styles(book)
    show.begin(book, styles)
    for name, part in _named(_parts(printed) or [[]]):
        table = next((block for block in part if isinstance(block, TableBlock)), None)
        Sheet(book.add_worksheet(name), styles, report, table, show).write(part)
    show.end()
    book.close()
    return file.getvalue()


def _options() -> dict[str, object]:
    """Nothing is taken for a formula, a link or a number; widths count digits of the font of Chinese workbooks."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 11},
        "default_row_height": 18,
        "default_column_width": 72,
    }


def require_xlsxwriter() -> ModuleType:
    """XlsxWriter; raises `MissingExtra` without it."""
    try:
        return import_module("xlsxwriter")
    except ImportError:
        raise MissingExtra(package="XlsxWriter", extra="xlsx") from None


def _refuse_texts(report: Report) -> None:
    """Refuse texts that a cell cannot hold."""
    paths = [block.path for block in blocks(report) for text in block_texts(block) if _is_lost(text)]
    if paths:
        raise Unprintable(kind="xlsx", paths=tuple(dict.fromkeys(paths)))


def _is_lost(text: str) -> bool:
    return len(text.encode("utf-16-le")) // 2 > TEXT_LIMIT or _ESCAPE.search(text) is not None


def _parts(printed: Iterable[Block]) -> list[list[Block]]:
    """The blocks of each sheet.

    A sheet begins with the top-level section that holds a table, and with the one behind it.
    """
    parts: list[list[Block]] = []
    for section in _sections(printed):
        pieces = list(_with_one_table(section))
        if parts and not _has_table(parts[-1]) and not _has_table(pieces[0]):
            parts[-1] += pieces.pop(0)
        parts += pieces
    return parts


def _sections(printed: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks of each top-level section; those before the first and tables that no section claims by themselves."""
    owner = ""

    def owner_of(block: Block) -> str:
        nonlocal owner
        section = re.match(r"sections\[\d+\]", block.path)
        if section is not None:
            owner = section[0]
        elif isinstance(block, Signature):
            owner = block.kind
        elif isinstance(block, TableBlock) or ".foot" in block.path:
            owner = owner if owner.startswith("sections") else block.path.partition(".")[0]
        return owner

    for _, group in groupby(printed, key=owner_of):
        yield list(group)


def _with_one_table(section: Sequence[Block]) -> Iterator[list[Block]]:
    """A section in pieces that have one table each, cut before what stands between two tables."""
    tables = [at for at, block in enumerate(section) if isinstance(block, TableBlock)]
    ends = [_end_of_table(section, at) for at in tables[:-1]]
    for start, end in zip([0, *ends], [*ends, len(section)], strict=True):
        yield list(section[start:end])


def _end_of_table(section: Sequence[Block], at: int) -> int:
    """Behind a table and the line below it."""
    table, below = section[at], section[at + 1]
    return at + 2 if below.path == f"{table.path}.foot" else at + 1


def _has_table(part: Iterable[Block]) -> bool:
    return any(isinstance(block, TableBlock) for block in part)


def _named(parts: Iterable[list[Block]]) -> Iterator[tuple[str, list[Block]]]:
    """Each sheet under a name that no other has: that of its table."""
    taken: dict[str, int] = {}
    for part in parts:
        label = next((block.grid.label.zh for block in part if isinstance(block, TableBlock)), _PROSE_SHEET)
        name = _NOT_IN_NAMES.sub("", label)[: _NAME_LIMIT - 4]
        taken[name] = taken.get(name, 0) + 1
        yield name if taken[name] == 1 else f"{name}（{taken[name]}）", part
