"""Names in a text that are almost, but not quite, the name of an organ."""

import re
from collections import Counter
from collections.abc import Iterator

from govdisclosure.wording._characters import compact

MAX_DIFFERENCE = 4
"""How many characters a near variant may have more or less."""

MIN_CORE = 5
"""The shortest name, without its place, whose variants mean something: below it stand 人民政府 and 教育局."""

_HAN = "\u4e00-\u9fff"
_PLACE = re.compile(rf"(?:[{_HAN}]{{2,7}}?(?:自治[区州县]|[省市县区旗盟]))+")
_JOINING = frozenset("的和与及或等、")
_OFFICIAL_ABBREVIATION = Counter("人民")
_RENAMED = re.compile("更名|改名|改称|前身|合并|划转|撤销|组建")
_CONTEXT = 12
_ENDS = 2


def near_variants(name: str, text: str) -> Iterator[str]:
    """Names in a text that begin and end as `name` does and lack, or add, up to four characters; each once.

    A former name said to be one (原…, 更名) is none, nor is the same name of another place. Names that do not
    begin with their place have none.

    >>> list(near_variants("云溪县机关事务管理局", "云溪县机关行政事务管理局认真落实各项要求。"))
    ['云溪县机关行政事务管理局']
    """
    organ = compact(name)
    place = _PLACE.match(organ)
    if place is None or len(organ) - place.end() < MIN_CORE:
        return
    district = _last_place(place[0])
    core = organ[place.end() :]
    body = compact(text)
    seen = set()
    for found in re.finditer(re.escape(district + core[:_ENDS]), body):
        start = found.start() + len(district)
        variant = _variant(core, body[start : start + len(core) + MAX_DIFFERENCE])
        if variant is None or variant in seen:
            continue
        before, after = body[max(0, found.start() - _CONTEXT) : found.start()], body[start + len(variant) :]
        if "原" not in before and not _RENAMED.search(before + "|" + after[:_CONTEXT]):
            seen.add(variant)
            yield district + variant


def _last_place(places: str) -> str:
    """县 of 市 and 县: a body seldom names both."""
    *_, last = re.finditer(rf"[{_HAN}]{{2,7}}?(?:自治[区州县]|[省市县区旗盟])", places)
    return last[0]


def _variant(core: str, window: str) -> str | None:
    """The shortest near variant of a name at the start of a text; None if the name itself stands there."""
    if window.startswith(core):
        return None
    for length in range(MIN_CORE, len(window) + 1):
        candidate = window[:length]
        if candidate[-_ENDS:] == core[-_ENDS:] and _is_near(candidate, core):
            return candidate
    return None


def _is_near(candidate: str, core: str) -> bool:
    shorter, longer = sorted((candidate, core), key=len)
    difference = Counter(longer) - Counter(shorter)
    return (
        0 < len(longer) - len(shorter) <= MAX_DIFFERENCE
        and _in_order(shorter, longer)
        and re.fullmatch(f"[{_HAN}]+", candidate) is not None
        and not _JOINING & difference.keys()
        and difference != _OFFICIAL_ABBREVIATION
    )


def _in_order(shorter: str, longer: str) -> bool:
    rest = iter(longer)
    return all(character in rest for character in shorter)
