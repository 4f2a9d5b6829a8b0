"""The parts of a Word document that hold text, found by their relationships and parsed without fetching anything.

python-docx is not used for it: it refuses documents that Word and WPS open, among them those with a link to a picture
that is not there (``../NULL``), macro-enabled and strict ones, and it calls itself once for each link in a chain.
"""

import posixpath
import zipfile
from typing import TYPE_CHECKING, NoReturn

import attrs

from govdisclosure.errors import MissingExtra, UnreadableDocument
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._packages import broken_package, open_package, part_name

if TYPE_CHECKING:
    from lxml.etree import _Element

MARKS = 4_000_000
"""Tags and attributes in one part; more are refused, as each takes a hundred times its bytes. A report has 100,000."""

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
"""The names that documents saved as "Strict Open XML" use, and those that all others use."""

_NOTES = ("footnotes", "endnotes")


@attrs.frozen(kw_only=True)
class Parts:
    """The parsed parts; those that the document does not have are None."""

    document: "_Element"
    styles: "_Element | None" = None
    numbering: "_Element | None" = None
    footnotes: "_Element | None" = None
    endnotes: "_Element | None" = None


def read_parts(data: bytes, budget: Budget) -> Parts:
    """Open a document. Raises `UnreadableDocument` if it is damaged or none, `MissingExtra` without lxml."""
    with open_package(data, budget) as package:
        names = {part_name(name): name for name in package.namelist()}
        main = _related(package, names, "", budget).get("officeDocument", "word/document.xml")
        if main not in names:
            _refuse_other(budget)
        document = parsed(package.read(names[main]), main, budget)
        if not str(document.tag).endswith("}document"):
            _refuse_other(budget)
        found = _related(package, names, main, budget)
        others = {
            kind: parsed(package.read(names[found[kind]]), found[kind], budget)
            for kind in ("styles", "numbering", *_NOTES)
            if found.get(kind) in names
        }
    return Parts(document=document, **others)


def parsed(data: bytes, name: str, budget: Budget) -> "_Element":
    """One part as a tree. Nothing outside it is read; nesting and length of texts are bounded by the parser."""
    try:
        from lxml import etree
    except ImportError:
        raise MissingExtra(package="lxml", extra="docx") from None
    budget.time()
    if data.count(b"<") + data.count(b"=") > MARKS:
        budget.refuse(f"{name} has more than {MARKS} tags", f"{name} 中的标记超过 {MARKS} 个")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        broken_package(budget, f"{name}: {error.msg}")
    if root.getroottree().docinfo.internalDTD is not None:
        broken_package(budget, f"{name} has a document type", f"{name} 含有文档类型定义")
    return root


def _related(package: zipfile.ZipFile, names: dict[str, str], part: str, budget: Budget) -> dict[str, str]:
    """By the last word of their kind, the parts that a part names; what lies outside the package is passed over."""
    folder, file = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    if relations not in names:
        return {}
    found: dict[str, str] = {}
    for relation in parsed(package.read(names[relations]), relations, budget):
        if relation.get("TargetMode") != "External":
            target = part_name(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))))
            found.setdefault(relation.get("Type", "").rpartition("/")[2], target)
    return found


def _refuse_other(budget: Budget) -> NoReturn:
    raise UnreadableDocument(
        budget.name,
        "this is not a Word document",
        "这不是 Word 文档",
        "save the report as DOCX and give that",
        "请将报告另存为 DOCX 后再提供",
    )
