"""File names for records: from organ and year, safe on every system, never twice."""

import unicodedata

_UNSAFE = frozenset('\\/:*?"<>|')
_LONGEST = 60
"""In characters; Chinese ones take three bytes, and most systems allow 255 bytes."""


class FileNames:
    """Hands out the names of one run: ``ORGAN-YEAR``, and ``-2``, ``-3`` where it is taken.

    >>> from govdisclosure._file_names import FileNames
    >>> names = FileNames()
    >>> names.fresh("云溪县档案馆", 2023), names.fresh("云溪县档案馆", 2023), names.fresh("../a:b", None)
    ('云溪县档案馆-2023', '云溪县档案馆-2023-2', 'ab-unknown')
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def fresh(self, organ: str | None, year: int | None) -> str:
        """A name no other report of this run has, whatever the case of its letters."""
        wanted = f"{_safe(organ or '')}-{'unknown' if year is None else year}"
        name, number = wanted, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name.casefold())
        return name


def _safe(text: str) -> str:
    kept = "".join(c for c in text if c not in _UNSAFE and not unicodedata.category(c).startswith("C"))
    return kept.strip(" .")[:_LONGEST] or "unknown"
