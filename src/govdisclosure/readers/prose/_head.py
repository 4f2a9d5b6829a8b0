"""What a report says of itself outside its tables: lines with a label, the period, the notices cited, whom to ask.

A writer asks the same questions (`stated`) to know what the prose says already.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import attrs

from govdisclosure.formats.shared import Period, Section
from govdisclosure.readers.prose._dates import parse_date, parse_period

HEAD_LABELS: Mapping[str, tuple[str, ...]] = {
    "published_on": ("发布日期", "时间", "发布时间", "公开日期", "公开时间", "日期"),
    "year": ("报告年度",),
    "organ.name": ("报告机关",),
    "organ.level": ("机关类别",),
    "scope": ("数据范围",),
    "period": ("统计期限",),
    "basis": ("编制依据",),
    "contact": ("联系方式",),
}
"""Lines ``label：text`` right below the title: what each says, and the labels seen; writers print the first."""

LEVELS: Mapping[str, str] = {
    "ministry": "国务院部门",
    "government": "人民政府",
    "department": "政府部门",
    "township": "乡镇（街道）",
    "organization": "其他组织",
}
SCOPES: Mapping[str, str] = {"own": "本级", "consolidated": "汇总"}

_TITLES = re.compile(r"《(?:[^《》]|《[^《》]*》)+》(?:[（(][^（）()]{2,40}号[）)])?")
_SHORT = re.compile(r"(?:以下|下)?简称[“\"]?《[^》]*》")
_CITING = re.compile(r"根据|依据|按照|依照|遵照")
_DRAWN_UP = re.compile(r"编制|规定|要求|精神|公布|报告")
_ASK = re.compile(r"联系")
_LABELLED = re.compile(r"([^:：]{1,12}?)[:：](.+)", re.DOTALL)
_ADDRESS_LINE = re.compile(r"(?:[^:：]{0,6}[地址电话传真邮编箱]\s*)[:：].+")
_DIGITS = re.compile(r"[\d-]{6,}|@")


_Found = TypeVar("_Found")


@attrs.frozen
class Stated:
    """What prose says of the report: the period covered, the notices it rests on, and whom to ask."""

    period: Period | None = None
    basis: tuple[str, ...] = ()
    contact: str | None = None


def head_line(text: str) -> tuple[str, str] | None:
    """The path a labelled head line speaks of, and what it says; None if it is not one.

    >>> head_line("时间：2024-01-17")
    ('published_on', '2024-01-17')
    """
    match = _LABELLED.fullmatch(text.strip())
    if match is None:
        return None
    label = "".join(match[1].split())
    path = next((path for path, labels in HEAD_LABELS.items() if label in labels), None)
    return None if path is None else (path, match[2].strip())


def stated(preamble: Sequence[str], sections: Sequence[Section]) -> Stated:
    """What the preamble says, or else the paragraphs right below the first heading."""
    opening = sections[0].paragraphs if sections else ()
    return Stated(
        period=_first(parse_period, preamble, opening),
        basis=_first(_basis, preamble, opening) or (),
        contact=_first(_contact, preamble, opening),
    )


def _first(read: Callable[[str], _Found | None], *places: Iterable[str]) -> _Found | None:
    """What the first of the places says that says anything."""
    return next((found for found in (read("\n".join(place)) for place in places) if found), None)


def _basis(text: str) -> tuple[str, ...]:
    """The titles cited in sentences that say what the report is drawn up by."""
    found: dict[str, None] = {}
    for sentence in re.split(r"[。\n]", _SHORT.sub("", text)):
        citing = _CITING.search(sentence)
        if citing is not None and _DRAWN_UP.search(sentence, citing.end()):
            found.update(dict.fromkeys(match[0] for match in _TITLES.finditer(sentence, citing.end())))
    return tuple(found)


def _contact(text: str) -> str | None:
    """What stands in brackets behind 联系, or the lines of an address block."""
    for ask in _ASK.finditer(text):
        inner = _bracketed(text, ask.end())
        if inner is not None and _DIGITS.search(unicodedata.normalize("NFKC", inner)):
            return inner.strip()
    lines = [line.strip() for line in text.split("\n") if _ADDRESS_LINE.fullmatch(line.strip())]
    return "\n".join(lines) if lines and any(_DIGITS.search(line) for line in lines) else None


def _bracketed(text: str, start: int) -> str | None:
    """The text of the brackets that open here, inner brackets included."""
    if text[start : start + 1] not in ("（", "("):
        return None
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if depth == 0:
            return text[start + 1 : at]
    return None


def says(path: str, text: str) -> bool:
    """Whether a text by itself states what `stated` finds: ``period``, ``basis`` or ``contact``."""
    return bool(getattr(stated((text,), ()), path))


def value(path: str, raw: str) -> object:
    """What a labelled head line says, as plain data for its path; None if it cannot be read."""
    return _VALUES[path](raw)


def labelled(path: str, held: object) -> str:
    """A head line as writers print what the record holds: the inverse of `head_line` and `value`."""
    return f"{HEAD_LABELS[path][0]}：{_TEXTS.get(path, str)(held)}"


def plain_period(period: Period) -> dict[str, str]:
    """A period as plain data."""
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def _date(raw: str) -> str | None:
    dated = parse_date(raw)
    return None if dated is None or dated.derived else dated.value.isoformat()


def _year(raw: str) -> int | None:
    return int(raw) if re.fullmatch(r"[0-9]{1,4}", raw) else None


def _period(raw: str) -> dict[str, str] | None:
    start, _, end = raw.partition("至")
    days = _date(start), _date(end)
    return {"start": days[0], "end": days[1]} if days[0] is not None and days[1] is not None else None


def _one_of(names: Mapping[str, str]) -> Callable[[str], str | None]:
    return lambda raw: next((key for key, name in names.items() if name == raw), None)


_VALUES: Mapping[str, Callable[[str], object]] = {
    "published_on": _date,
    "year": _year,
    "organ.name": str,
    "organ.level": _one_of(LEVELS),
    "scope": _one_of(SCOPES),
    "period": _period,
    "basis": lambda raw: [title for title in raw.split("；") if title],
    "contact": str,
}
_TEXTS: Mapping[str, Callable[[Any], str]] = {
    "organ.level": lambda key: LEVELS[key],
    "scope": lambda key: SCOPES[key],
    "period": lambda period: f"{period.start}至{period.end}",
    "basis": "；".join,
}
