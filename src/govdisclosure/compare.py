"""Two records side by side: two readings of one document, or two years of one organ."""

from collections.abc import Iterator, Mapping

import attrs

from govdisclosure.codec import to_dict
from govdisclosure.formats import Report, format_of
from govdisclosure.grid import Figure, cell_text, value_at


@attrs.frozen(kw_only=True)
class Difference:
    """One path at which two records differ: what is printed there, and for figures their values.

    `first` and `second` are the texts as printed, None where a record has no such path; a cell that both have is
    different if its figure or its print is.
    """

    path: str
    first: str | None
    second: str | None
    first_value: Figure = None
    second_value: Figure = None

    @property
    def change(self) -> Figure:
        """By how much the figure grew; None if either is blank, or this is no figure."""
        if self.first_value is None or self.second_value is None:
            return None
        return self.second_value - self.first_value


def compare(first: Report, second: Report) -> tuple[Difference, ...]:
    """Every path at which two records differ, in the order of the first, then of the second.

    Formats may differ: a path that only one of them has is in the result if something is printed there.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.compare import compare
    >>> one, other = (Report2021(year=year, organ=Organ(name="云溪县档案馆")) for year in (2022, 2023))
    >>> [(each.path, each.first, each.second) for each in compare(one, other)]
    [('year', '2022', '2023')]
    """
    return (*_words(first, second), *_figures(first, second))


def _figures(first: Report, second: Report) -> Iterator[Difference]:
    one, other = format_of(first).by_path, format_of(second).by_path
    for path in dict.fromkeys((*one, *other)):
        texts = tuple(cell_text(r, path) if path in cells else None for r, cells in ((first, one), (second, other)))
        values = tuple(value_at(r, path) if path in cells else None for r, cells in ((first, one), (second, other)))
        is_printed = any(texts)
        if is_printed and (texts[0] != texts[1] or values[0] != values[1]):
            yield Difference(path=path, first=texts[0], second=texts[1], first_value=values[0], second_value=values[1])


def _words(first: Report, second: Report) -> Iterator[Difference]:
    """What is not a figure: the head and the prose."""
    one, other = dict(_leaves(_prose(first), "")), dict(_leaves(_prose(second), ""))
    for path in dict.fromkeys((*one, *other)):
        if one.get(path) != other.get(path):
            yield Difference(path=path, first=one.get(path), second=other.get(path))


def _prose(report: Report) -> Mapping[str, object]:
    fmt = format_of(report)
    return {key: value for key, value in to_dict(report).items() if key not in fmt.tables and key != "printed"}


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text in plain data, by its path."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list | tuple):
        for n, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{n}]")
    elif value is not None:
        yield path, str(value)
