"""Readers: a document in, its reports out, with evidence for every figure."""

import hashlib
from datetime import date
from typing import get_args

from govdisclosure.errors import NotOneReport
from govdisclosure.evidence import Parsed, Source
from govdisclosure.readers._document import Input, read_bytes
from govdisclosure.readers._limits import Budget, Limits
from govdisclosure.readers.kinds import Kind, kind_of, reader_of


def read(
    source: Input,
    kind: Kind | None = None,
    *,
    name: str | None = None,
    retrieved_on: date | None = None,
    limits: Limits | None = None,
) -> Parsed:
    """Read the one report of a document: a path, bytes or an open binary file.

    `kind` is found by content if not given. `name` is what the document is called in the evidence, such as the URL it
    came from, and `retrieved_on` the day it did; `limits` is how large it may be. Raises `UnreadableDocument` if there
    is no report, `NotOneReport` if there are several (`read_all` reads them), `MissingExtra` if a package that the
    kind needs is not installed.

    >>> from govdisclosure import read
    >>> text = "云溪县档案馆2012年政府信息公开工作年度报告\\n一、概述\\n本年度工作平稳。\\n"
    >>> read(text.encode()).report.organ.name
    '云溪县档案馆'
    """
    parsed = read_all(source, kind, name=name, retrieved_on=retrieved_on, limits=limits)
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


def read_all(
    source: Input,
    kind: Kind | None = None,
    *,
    name: str | None = None,
    retrieved_on: date | None = None,
    limits: Limits | None = None,
) -> list[Parsed]:
    """Read every report of a document, in printed order.

    What the document holds besides reports is named in the notes of the first. Raises `UnreadableDocument` if there
    is no report at all, `MissingExtra`, and `ValueError` for a kind that cannot be read.

    >>> from govdisclosure import read_all
    >>> text = "云溪县档案馆2023年政府信息公开工作年度报告\\n\\n一、总体情况\\n"
    >>> [parsed.report.title for parsed in read_all(text.encode())]
    ['云溪县档案馆2023年政府信息公开工作年度报告']
    """
    if kind not in (None, *get_args(Kind)):
        raise ValueError(f"no such kind of document: {kind!r}; there is {', '.join(get_args(Kind))}")
    from govdisclosure.readers._reports import reports_in  # rapidfuzz and the rest load when first needed

    given, data = read_bytes(source, limits)
    called = name or given
    budget = Budget(called, limits or Limits())
    found = kind or kind_of(data, budget)
    reader = reader_of(found)
    content = reader.content(data, budget)
    made_from = Source(
        name=called,
        kind=found,
        sha256=hashlib.sha256(data).hexdigest(),
        reader=reader.name,
        retrieved_on=retrieved_on,
    )
    return reports_in(content, made_from, budget)


__all__ = ["Input", "Kind", "Limits", "read", "read_all"]
