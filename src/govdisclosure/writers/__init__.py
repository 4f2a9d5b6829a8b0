"""Writers: a record in, a document out."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from govdisclosure.codec import dumps
from govdisclosure.formats import Report
from govdisclosure.writers._printable import printable

Kind = Literal["json", "text", "markdown", "html"]

KINDS: Mapping[Kind, str] = {"json": ".json", "text": ".txt", "markdown": ".md", "html": ".html"}
"""Every kind of document that can be written, and the suffix of its files."""


def render(report: Report, kind: Kind) -> bytes:
    """The report as a document of a kind, in UTF-8.

    Raises `Unprintable` if the document would say otherwise than the record, `MissingExtra` if a package that this
    kind needs is not installed, and `ValueError` for a kind there is not.

    >>> from govdisclosure import Organ, Report2021, render
    >>> render(Report2021(year=2023, organ=Organ(name="云溪县档案馆")), "json").decode().splitlines()[1]
    '  "format": "2021",'
    """
    if kind not in KINDS:
        raise ValueError(f"no such kind of document: {kind!r}; there are {', '.join(KINDS)}")
    return _RENDERERS[kind](report).encode()


def write(report: Report, path: str | os.PathLike[str], kind: Kind | None = None) -> None:
    """Write the report to a file; its suffix says the kind if `kind` does not.

    Raises what `render` does; then nothing is written.
    """
    target = Path(path)
    chosen = kind or kind_of(target)
    if chosen is None:
        raise ValueError(f"{target.name}: which kind of document? give one of {', '.join(KINDS)}")
    target.write_bytes(render(report, chosen))


def kind_of(path: Path) -> Kind | None:
    """The kind of document that a file's suffix says, or None.

    >>> kind_of(Path("report.HTML"))
    'html'
    """
    return next((kind for kind, suffix in KINDS.items() if suffix == path.suffix.lower()), None)


def _json(report: Report) -> str:
    return dumps(report, indent=2) + "\n"


def _text(report: Report) -> str:
    from govdisclosure.writers.text import text

    return text(report)


def _markdown(report: Report) -> str:
    from govdisclosure.writers.markdown import markdown

    return markdown(report)


def _html(report: Report) -> str:
    from govdisclosure.writers.html import html

    return html(report)


_RENDERERS: Mapping[Kind, Callable[[Report], str]] = {
    "json": _json,
    "text": _text,
    "markdown": _markdown,
    "html": _html,
}

__all__ = ["KINDS", "Kind", "kind_of", "printable", "render", "write"]
