"""What of a workbook's package is needed to read its cells, and whether that is in bounds.

openpyxl lays merged cells and links out cell by cell, so that a small file can ask for billions; and it refuses whole
workbooks for a colour or an empty fill that every spreadsheet program passes over. So it is given sheets, texts and
number formats only, after they were counted.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

import attrs

from govdisclosure.errors import UnreadableDocument
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._packages import broken_package, part_name

_PER_CELL = 5
_BESIDES = 20_000
"""How many elements of XML, and positions that merged cells cover, for each cell that is allowed, and besides."""
_DEEPEST = 200
"""How deep elements may be nested; those of a workbook are some ten deep."""
_LARGEST = 2**34
"""The cells of a whole sheet."""
_STRICT = "http://purl.oclc.org/ooxml/"
_DRAWING_TEXT = "http://schemas.openxmlformats.org/drawingml/2006/main t"

_RELATIONS = ("/officeDocument", "/worksheet", "/sharedStrings", "/styles")
_AS_IT_IS = frozenset(["Types"])


@attrs.frozen
class WorkbookParts:
    """A package with the needed parts only, how many sheets it must have, and texts in drawings, which it lacks."""

    data: bytes
    sheets: int
    drawn: tuple[str, ...]


@attrs.define
class _Count:
    """What was seen in all parts together."""

    budget: Budget
    elements: int = 0
    positions: int = 0
    sheets: int = 0
    drawn: list[str] = attrs.field(factory=list)

    def check(self) -> None:
        if self.elements % 4096 == 0:
            self.budget.time()
        cells = self.budget.limits.cells
        if max(self.elements, self.positions) > _PER_CELL * cells + _BESIDES:
            self.budget.refuse(f"far more than {cells} cells", f"远远超过 {cells} 个单元格")


def needed_parts(package: zipfile.ZipFile, budget: Budget) -> WorkbookParts:
    """Count and slim a package. Raises `UnreadableDocument` if it is broken or exceeds the budget."""
    count = _Count(budget)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as slim:
        for info in package.infolist():
            name = part_name(info.filename)
            if not name.endswith((".xml", ".rels")):
                continue
            data = package.read(info)
            root = _root(info.filename, data, count, is_drawing=name.startswith("xl/drawings/"))
            if root in _AS_IT_IS:
                slim.writestr(info.filename, data)
            elif root in _SLIMMERS:
                slim.writestr(info.filename, _slimmed(data, _SLIMMERS[root]))
    return WorkbookParts(file.getvalue(), count.sheets, tuple(count.drawn))


def _root(name: str, data: bytes, count: _Count, *, is_drawing: bool) -> str:
    """The name of a part's outermost element, all of whose elements are counted."""
    tags: list[str] = []
    root: list[str] = []
    pieces: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        root[:] = root or [_local(tag)]
        tags.append(tag)
        if len(tags) > _DEEPEST:
            broken_package(count.budget, f"{name}: nested too deeply", f"{name} 嵌套过深")
        _take(tag, attributes, count)

    def end(_: str) -> None:
        tags.pop()

    def text(data: str) -> None:
        if is_drawing and tags and tags[-1] == _DRAWING_TEXT:
            pieces.append(data)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # not well formed, an unknown encoding
        broken_package(count.budget, f"{name}: {error}")
    if "".join(pieces).strip():
        count.drawn.append("".join(pieces).strip())
    return root[0]


def _take(tag: str, attributes: Mapping[str, str], count: _Count) -> None:
    if tag.startswith(_STRICT):
        _refuse_strict(count.budget)
    local = _local(tag)
    count.elements += 1
    if local == "mergeCell":
        count.positions += _area(attributes.get("ref", ""))
    elif local == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
        count.sheets += 1
    count.check()


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _area(reference: str) -> int:
    """How many cells a reference covers."""
    from openpyxl.utils import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):  # openpyxl will refuse it
        return 0
    if left is None or top is None or right is None or bottom is None:
        return _LARGEST
    return (right - left + 1) * (bottom - top + 1)


def _refuse_strict(budget: Budget) -> NoReturn:
    raise UnreadableDocument(
        budget.name,
        "the workbook is saved as Strict Open XML",
        "工作簿保存为 Strict Open XML 格式",
        "save it as an ordinary Excel workbook (*.xlsx)",
        "请另存为普通的 Excel 工作簿（*.xlsx）",
    )


def _slimmed(data: bytes, slim: Callable[[ElementTree.Element], None]) -> bytes:
    root = ElementTree.fromstring(data)
    slim(root)
    slimmed: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return slimmed


def _slim_workbook(root: ElementTree.Element) -> None:
    _keep(root, "workbookPr", "sheets")


def _slim_sheet(root: ElementTree.Element) -> None:
    _keep(root, "cols", "sheetData", "mergeCells")
    for element in root.iter():
        if _name(element) == "is":
            _slim_text(element)


def _slim_texts(root: ElementTree.Element) -> None:
    _keep(root, "si")
    for text in root:
        _slim_text(text)


def _slim_text(text: ElementTree.Element) -> None:
    """A text and its runs, without their looks and without how they are to be read aloud."""
    _keep(text, "t", "r")
    for run in text:
        _keep(run, "t")


def _slim_styles(root: ElementTree.Element) -> None:
    """Number formats, and which borders there are; what else there is, in number only."""
    _keep(root, "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
    for group in root:
        for style in group:
            if _name(group) == "borders":
                _keep(style, "left", "right", "top", "bottom")
                for side in style:
                    _keep(side)
            else:
                _keep(style)
            if _name(group) == "fills":
                ElementTree.SubElement(style, style.tag.replace("fill", "patternFill"))


def _slim_relations(root: ElementTree.Element) -> None:
    root[:] = [child for child in root if child.get("Type", "").endswith(_RELATIONS)]


def _keep(parent: ElementTree.Element, *names: str) -> None:
    parent[:] = [child for child in parent if _name(child) in names]


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


_SLIMMERS: Mapping[str, Callable[[ElementTree.Element], None]] = {
    "workbook": _slim_workbook,
    "worksheet": _slim_sheet,
    "sst": _slim_texts,
    "styleSheet": _slim_styles,
    "Relationships": _slim_relations,
}
