"""Which standard table a text is a label of, over all formats."""

from functools import cache, lru_cache

from govdisclosure.formats import FORMATS
from govdisclosure.formats._kit import TableKey
from govdisclosure.readers.tables._template import Template, template
from govdisclosure.wording.headings import heading_key

MIN_LABELS = 3
"""How many labels of the template make a table."""

_LONGEST = 80


@cache
def templates() -> tuple[Template, ...]:
    """Every table of every format."""
    return tuple(template(fmt, key) for fmt in FORMATS.values() for key in fmt.tables)


@lru_cache(maxsize=4096)
def keys_of(text: str) -> frozenset[TableKey]:
    """The tables, over all formats, that have this label."""
    if not text or len(text) > _LONGEST:
        return frozenset()
    return frozenset(form.table.key for form in templates() if form.match(text))


@lru_cache(maxsize=4096)
def misprinted_keys_of(text: str) -> frozenset[TableKey]:
    """The tables that have a label of which this text is a misprint."""
    if not text or len(text) > _LONGEST:
        return frozenset()
    return frozenset(form.table.key for form in templates() if form.match_misprint(text))


@lru_cache(maxsize=4096)
def is_fragment(text: str) -> bool:
    """Whether a text is a piece of some label."""
    return any(form.has_fragment(text) for form in templates())


@lru_cache(maxsize=4096)
def is_section_heading(text: str) -> bool:
    """Whether a text is the heading of a section that some format prescribes."""
    return any(heading_key(text, fmt.headings) is not None for fmt in FORMATS.values())
