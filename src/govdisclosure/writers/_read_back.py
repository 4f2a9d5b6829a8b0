"""The law of all kinds that can be read: what is printed reads back as what that kind can show, or it is refused."""

from collections.abc import Iterator

from govdisclosure.codec import to_dict
from govdisclosure.errors import Unprintable, UnreadableDocument
from govdisclosure.formats import Report, format_of
from govdisclosure.writers._printable import printable


def refuse_misreadable(report: Report, kind: str, document: bytes, *, tables_only: bool = False) -> None:
    """Raise `Unprintable` if a document would read otherwise than the record, with the paths that would.

    Prose does that which looks like a heading, a title or a table. With `tables_only`, only the figures are compared.
    """
    from govdisclosure.readers import read_all  # the reader knows what a writer must not print

    try:
        parsed = read_all(document)
    except UnreadableDocument:
        raise Unprintable(kind=kind, paths=("title",)) from None
    if len(parsed) != 1:
        raise Unprintable(kind=kind, paths=("title", "sections"))
    read = parsed[0].report
    expected = printable(report, kind)
    if read == expected:
        return
    paths = tuple(_differences(to_dict(expected), to_dict(read), ""))
    if tables_only:
        tables = tuple(format_of(report).tables)
        paths = tuple(path for path in paths if path.removeprefix("printed.").startswith(tables))
    if paths:
        raise Unprintable(kind=kind, paths=paths)


def _differences(one: object, other: object, path: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*one, *other)):
            yield from _differences(one.get(key), other.get(key), f"{path}.{key}" if path else key)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for n, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _differences(left, right, f"{path}[{n}]")
    elif one != other:
        yield path
