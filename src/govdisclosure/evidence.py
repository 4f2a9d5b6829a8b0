"""Where each thing in a record stood in its document, and how it was recognised."""

from collections.abc import Mapping

import attrs
import msgspec

from govdisclosure._notebooks import in_notebook
from govdisclosure._provenance import Evidence, How, Source, Unplaced
from govdisclosure.checks._rule import Finding
from govdisclosure.errors import UnreadableDocument
from govdisclosure.formats import Report

EVIDENCE_SUFFIX = ".evidence.json"
"""Ends the name of the evidence that stands beside a record."""

__all__ = [
    "EVIDENCE_SUFFIX",
    "Evidence",
    "EvidenceFile",
    "How",
    "Parsed",
    "Source",
    "Unplaced",
    "dumps_evidence",
    "loads_evidence",
]


@attrs.frozen(kw_only=True)
class Parsed:
    """What a reader returns: the record and all that it knows besides.

    `evidence` has the path of everything that was printed; `notes` are findings of the reading family (GD6);
    `unplaced` is every number in a table that found no cell.

    >>> from govdisclosure import read
    >>> parsed = read("examples/documents/云溪县档案馆-2023-有误.txt")
    >>> parsed.report.requests.received.total, parsed.evidence["requests.received.total"].place.line
    (7, 131)
    """

    report: Report
    source: Source
    evidence: Mapping[str, Evidence]
    notes: tuple[Finding, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    def _repr_html_(self) -> str | None:
        """How a notebook shows it (`govdisclosure.notebook.html_of`)."""
        return in_notebook(self)


@attrs.frozen(kw_only=True)
class EvidenceFile:
    """What stands in ``NAME.evidence.json`` beside the record ``NAME.json``: a `Parsed` without its report."""

    source: Source
    evidence: Mapping[str, Evidence]
    notes: tuple[Finding, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


def dumps_evidence(parsed: Parsed) -> str:
    """The evidence of a record as JSON.

    >>> from govdisclosure import read
    >>> from govdisclosure.evidence import dumps_evidence, loads_evidence
    >>> parsed = read("云溪县档案馆2012年政府信息公开工作年度报告\\n一、概述\\n工作平稳。\\n".encode())
    >>> loads_evidence(dumps_evidence(parsed)).evidence["title"].place.line
    1
    """
    kept = EvidenceFile(source=parsed.source, evidence=parsed.evidence, notes=parsed.notes, unplaced=parsed.unplaced)
    plain = attrs.asdict(kept)  # keeps the order of the fields, which msgspec alone does not
    return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode()


def loads_evidence(data: str | bytes, name: str = "<evidence>") -> EvidenceFile:
    """Read an evidence file. Raises `UnreadableDocument` if it is not one; `name` is how the error calls it."""
    try:
        return msgspec.json.decode(data, type=EvidenceFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableDocument(
            name,
            f"not an evidence file ({error})",
            f"不是证据文件（{error}）",
            "read the document again",
            "请重新读取原文件",
        ) from None
