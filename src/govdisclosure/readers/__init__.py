"""Readers: a document in, its reports out, with evidence for every figure."""

from typing import Literal, get_args

from govdisclosure.errors import NotOneReport
from govdisclosure.evidence import Parsed
from govdisclosure.readers._document import Input, open_document

Kind = Literal["text"]
"""The kinds of documents that can be read."""


def read(source: Input, kind: Kind | None = None) -> Parsed:
    """Read the one report of a document: a path, bytes or an open binary file.

    `kind` is found by content if not given. Raises `UnreadableDocument` if there is no report, `NotOneReport` if
    there are several (`read_all` reads them).

    >>> from govdisclosure import read
    >>> text = "云溪县档案馆2012年政府信息公开工作年度报告\\n一、概述\\n本年度工作平稳。\\n"
    >>> read(text.encode()).report.organ.name
    '云溪县档案馆'
    """
    parsed = read_all(source, kind)
    if len(parsed) != 1:
        raise NotOneReport(
            parsed[0].source.name,
            f"{len(parsed)} reports in one document",
            f"一个文件中有 {len(parsed)} 份报告",
            "use read_all",
            "请用 read_all 逐份读取",
            count=len(parsed),
        )
    return parsed[0]


def read_all(source: Input, kind: Kind | None = None) -> list[Parsed]:
    """Read every report of a document, in printed order.

    What the document holds besides reports is named in the notes of the first. Raises `UnreadableDocument` if there
    is no report at all, and `ValueError` for a kind that cannot be read.
    """
    if kind not in (None, *get_args(Kind)):
        raise ValueError(f"no such kind of document: {kind!r}; there is {', '.join(get_args(Kind))}")
    from govdisclosure.readers.text import read_text  # rapidfuzz and the rest load when first needed

    return read_text(open_document(source))
