"""Writers: a record in, a document out."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import attrs

from govdisclosure.codec import dumps
from govdisclosure.formats import Report
from govdisclosure.writers._printable import printable
from govdisclosure.writers._read_back import refuse_misreadable

Kind = Literal["json", "text", "markdown", "html", "docx", "xlsx", "pdf", "csv"]
"""The kinds of documents that can be written."""


@attrs.frozen
class _Writer:
    """How a kind is written: the suffix of its files, and what makes them; `law` says what must read back."""

    suffix: str
    render: Callable[[Report], bytes]
    law: Literal["", "whole", "tables"] = "whole"


def render(report: Report, kind: Kind) -> bytes:
    """The report as a document of a kind; texts are in UTF-8.

    A kind that can be read is read back before it is returned, so that nobody will read it otherwise. Raises
    `Unprintable` if the document would say otherwise than the record, as prose does that looks like a heading or a
    table; `MissingExtra` if a package that this kind needs is not installed; `MissingFont` if a PDF would have boxes
    for Chinese; and `ValueError` for a kind there is not.

    >>> from govdisclosure import Organ, Report2021, render
    >>> render(Report2021(year=2023, organ=Organ(name="云溪县档案馆")), "json").decode().splitlines()[1]
    '  "format": "2021",'
    """
    if kind not in KINDS:
        raise ValueError(f"no such kind of document: {kind!r}; there are {', '.join(KINDS)}")
    writer = _WRITERS[kind]
    document = writer.render(report)
    if writer.law:
        refuse_misreadable(report, kind, document, tables_only=writer.law == "tables")
    return document


def write(report: Report, path: str | os.PathLike[str], kind: Kind | None = None) -> None:
    """Write the report to a file; its suffix says the kind if `kind` does not.

    Raises what `render` does, and `ValueError` if nothing says the kind; then nothing is written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from govdisclosure import Organ, Report2021, write
    >>> title = "云溪县档案馆2023年政府信息公开工作年度报告"
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"), title=title)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(report, f"{folder}/report.md")
    ...     Path(folder, "report.md").read_text(encoding="utf-8").splitlines()[0]
    '# 云溪县档案馆2023年政府信息公开工作年度报告'
    """
    target = Path(path)
    chosen = kind or kind_of(target)
    if chosen is None:
        raise ValueError(f"{target.name}: which kind of document? give one of {', '.join(KINDS)}")
    target.write_bytes(render(report, chosen))


def kind_of(path: Path) -> Kind | None:
    """The kind of document that a file's suffix says, or None.

    >>> from pathlib import Path
    >>> from govdisclosure.writers import kind_of
    >>> kind_of(Path("report.HTML"))
    'html'
    """
    return next((kind for kind, suffix in KINDS.items() if suffix == path.suffix.lower()), None)


def _json(report: Report) -> bytes:
    return (dumps(report, indent=2) + "\n").encode()


def _text(report: Report) -> bytes:
    from govdisclosure.writers.text import text

    return text(report).encode()


def _markdown(report: Report) -> bytes:
    from govdisclosure.writers.markdown import markdown

    return markdown(report).encode()


def _html(report: Report) -> bytes:
    from govdisclosure.writers.html import html

    return html(report).encode()


def _docx(report: Report) -> bytes:
    from govdisclosure.writers.docx import docx

    return docx(report)


def _xlsx(report: Report) -> bytes:
    from govdisclosure.writers.xlsx import xlsx

    return xlsx(report)


def _pdf(report: Report) -> bytes:
    from govdisclosure.writers.pdf import pdf

    return pdf(report)


def _csv(report: Report) -> bytes:
    from govdisclosure.writers.csv import csv

    return csv(report)


_WRITERS: Mapping[Kind, _Writer] = {
    "json": _Writer(".json", _json, law=""),
    "text": _Writer(".txt", _text),
    "markdown": _Writer(".md", _markdown),
    "html": _Writer(".html", _html),
    "docx": _Writer(".docx", _docx),
    "xlsx": _Writer(".xlsx", _xlsx),
    "pdf": _Writer(".pdf", _pdf, law="tables"),
    "csv": _Writer(".csv", _csv, law=""),
}

KINDS: Mapping[Kind, str] = {kind: writer.suffix for kind, writer in _WRITERS.items()}
"""Every kind of document that can be written, and the suffix of its files."""

__all__ = ["KINDS", "Kind", "kind_of", "printable", "render", "write"]
