"""Who signed a report, and when: the last lines that are an organ's name and a date by themselves."""

import re
from collections.abc import Sequence
from datetime import date

import attrs

from govdisclosure.readers.prose._dates import parse_date
from govdisclosure.readers.prose._lines import Line
from govdisclosure.wording._numbering import leading_number
from govdisclosure.wording._title import Title, is_organ_name, same_organ

LAST_LINES = 12
"""Among how many of the last printed lines a signature is looked for."""

_DATE_AT_END = re.compile(r"(?P<organ>\D{3,40}?)\s*(?P<date>(?:\d{4}|[〇○零一二]{1,2}\S{2,3})\s*年.{2,12}日)")


@attrs.frozen
class Signature:
    """What was found; `derived` if the date had lost a sign and was read all the same."""

    by: str | None = None
    by_line: Line | None = None
    on: date | None = None
    on_line: Line | None = None
    derived: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that hold nothing but the signature."""
        return tuple(line for line in (self.by_line, self.on_line) if line is not None)


def find_signature(lines: Sequence[Line], title: Title | None) -> Signature:
    """The signature among the last lines: a name and a date, or either of them alone."""
    printed = [line for line in lines if not line.is_blank and not line.is_page_number]
    for at in range(len(printed) - 1, max(-1, len(printed) - 1 - LAST_LINES), -1):
        line = printed[at]
        dated = parse_date(line.text)
        if dated is not None:
            above = printed[at - 1] if at else None
            if above is not None and _is_signer(above.text, title):
                return Signature(_name(above.text), above, dated.value, line, dated.derived)
            return Signature(None, None, dated.value, line, dated.derived)
        both = _DATE_AT_END.fullmatch(line.text)
        dated = parse_date(both["date"]) if both is not None else None
        if both is not None and dated is not None and _is_signer(both["organ"], title):
            return Signature(_name(both["organ"]), line, dated.value, line, dated.derived)
    last = printed[-1] if printed else None
    if last is not None and title is not None and title.organ is not None and same_organ(last.text, title.organ):
        return Signature(_name(last.text), last)
    return Signature()


def _is_signer(text: str, title: Title | None) -> bool:
    if leading_number(text) is not None:
        return False
    own = title is not None and title.organ is not None and same_organ(text, title.organ)
    return own or is_organ_name(text)


def _name(text: str) -> str:
    return "".join(text.split())
