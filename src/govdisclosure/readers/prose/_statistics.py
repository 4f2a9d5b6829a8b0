"""What stands around the statistics table: the reporting unit above it, names, contact and date below."""

import re
from collections.abc import Iterator, Sequence

from govdisclosure.readers.prose._dates import parse_date
from govdisclosure.readers.prose._lines import Line

ABOVE, BELOW = 6, 3
"""How many printed lines above and below the table are looked at."""

LABELS = {
    "填报单位": "reporting_unit",
    "单位负责人": "head_of_unit",
    "填表人": "prepared_by",
    "联系方式": "contact",
    "联系电话": "contact",
}
"""By the printed label, the field of `Foot`."""

_ITEM = re.compile(
    rf"({'|'.join(LABELS)})\s*[:：]\s*"
    rf"(.*?)(?=\s*(?:{'|'.join(LABELS)})\s*[:：]|\s{{2,}}|\s+(?:\d{{4}}|[一二][〇○零一二三四五六七八九]{{3}})\s*[年./-]|$)"
)
"""A label and what stands behind it: up to the next label, a gap, or a date."""


def around(lines: Sequence[Line], first: int, last: int) -> Iterator[Line]:
    """The lines close to a table that hold nothing but labelled items, and perhaps a date."""
    printed = [line for line in lines if not line.is_blank]
    above = [line for line in printed if line.number < first][-ABOVE:]
    below = [line for line in printed if line.number > last][:BELOW]
    for line in (*above, *below):
        if _ITEM.match(line.text):
            yield line


def items(line: Line) -> dict[str, str]:
    """The fields a line fills; what is behind the last item is the date, under ``filled_on``."""
    found = {LABELS[match[1]]: match[2].strip() for match in _ITEM.finditer(line.text)}
    end = max((match.end() for match in _ITEM.finditer(line.text)), default=0)
    rest = line.text[end:].strip()
    return found | ({"filled_on": rest} if rest else {})


def filled_on(raw: str) -> str | None:
    """The date of the foot as ISO text, if it is whole."""
    dated = parse_date(raw)
    return None if dated is None else dated.value.isoformat()
