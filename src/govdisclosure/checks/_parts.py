"""Wholes and their parts in prose: 共 N 件, 其中 a 件, b 件. Do the parts add up, and must they?

其中 may name a few of the parts only. A sum is held against its whole where the parts are all there are, where the
tables do not explain what is left, or where the words give a complete list and hardly anything is left.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

import attrs

from govdisclosure.checks._claims_and_cells import IN_HAND, cells_of, claims_of, figure_start, is_rounded, texts_of
from govdisclosure.claims import Claim
from govdisclosure.formats import FORMATS, Format, Report, format_of
from govdisclosure.grid import value_at

_RECEIVED, _CARRIED_IN, _CARRIED_OUT = "requests.received", "requests.carried_in", "requests.carried_out"
_SOURCES = (_RECEIVED, _CARRIED_IN)
_RESULTS = "requests.results"
_OTHER = "other"
"""Whatever else is counted: of two claims of this kind, one may be a part of the other."""
_NATURAL_PERSON, _ORGANIZATIONS = "natural_person", "organizations"
_NAMING = tuple(FORMATS.values())[-1]
"""The format by whose paths claims are named."""


def _steps(prefix: str, place: int) -> tuple[str, ...]:
    """The steps at a place in the paths that begin so, but for totals and persons."""
    steps = dict.fromkeys(cell.path.split(".")[place] for cell in _NAMING.cells if cell.path.startswith(f"{prefix}."))
    return tuple(step for step in steps if step not in ("total", _NATURAL_PERSON))


_LEGAL = _steps(_RECEIVED, 2)
_GROUPS = _steps(_RESULTS, 2)
_ENDS = _steps("proceedings.reconsideration", 2)
_PAIRS = (
    ("proceedings.reconsideration", "proceedings.litigation"),
    ("proceedings.litigation.direct", "proceedings.litigation.after_reconsideration"),
    ("proposals.npc", "proposals.cppcc"),
)

_NOT_ALL_AFTER = re.compile(r"^[^，。；、]{0,8}等(?!级)")
_BREAKS_OFF = re.compile(r"[^。！？]*[、，,；;：:]\s*")
_NOT_ALL_BETWEEN = re.compile(r"主要|其余|剩余|余下|另有|重点|例如|如：")
_GOES_ON = re.compile(r"^[^。！？]{0,60}[。！？；;]\s*(?:此外|另外|另|同时|还|其他|其它|再)")
"""More parts follow in the next sentence."""
_SOME = re.compile(r"其中")
_ALL = re.compile(r"分别|各|包括|分为|即|组成|构成|为(?=\d)|均")
"""Words of a list that names all there is."""
_CHANNEL = re.compile(r"网|信函|来函|邮|当面|窗口|现场|平台|传真|电话|书面|口头|线上|线下")
"""Ways in which requests come: few, and mostly all named."""
_LIST_ENDS = re.compile(r"[。；;！？]")
_COUNTED = re.compile(r"(?<!\d)(?P<digits>\d+)\s*[余多]?\s*(?P<unit>[件条个项份起宗])")
_OPENING, _CLOSING = re.compile(r"[（(]"), re.compile(r"[）)]")
_NEAR = 10
"""A sum within a tenth of its whole was meant to be the whole."""


class Adds(StrEnum):
    """Whether parts make their whole."""

    YES = "yes"
    NO = "no"
    ROUNDED = "rounded"
    """Figures in round numbers do not let one say."""
    PERHAPS_NOT_ALL = "perhaps_not_all"
    """They are fewer, but the words do not say that they are all."""


@attrs.frozen
class Sum:
    """A whole and those of its parts that divide it in one way."""

    whole: Claim
    parts: tuple[Claim, ...]
    total: int
    adds: Adds


def sums(report: Report, fmt: Format) -> Iterator[Sum]:
    """Every whole with at least two parts of one division that can be held against it."""
    claims = claims_of(report)
    texts = texts_of(report)
    for index, whole in enumerate(claims):
        text = texts.get(whole.path, whole.sentence)
        parts = _outside_brackets([c for c in claims if c.of == index and c.value is not None], text)
        if len(parts) < 2 or not isinstance(whole.value, int):
            continue
        for division in _divisions(whole, parts):
            if len(division) > 1 and _same_unit(whole, division):
                found = _sum(whole, division, parts, text, report, fmt)
                if found is not None:
                    yield found


def _outside_brackets(parts: list[Claim], text: str) -> list[Claim]:
    """The parts without those that a bracket gives of one of them: 网站65条（公告3条）、微信497条."""
    depths = [_depth(text[: part.start]) for part in parts]
    return [part for part, depth in zip(parts, depths, strict=True) if depth == min(depths)]


def _depth(text: str) -> int:
    return len(_OPENING.findall(text)) - len(_CLOSING.findall(text))


def _sum(whole: Claim, division: list[Claim], parts: list[Claim], text: str, report: Report, fmt: Format) -> Sum | None:
    """Whether a division adds up; None if it need not."""
    values = [int(part.value or 0) for part in division]
    assert isinstance(whole.value, int)
    total, left = sum(values), whole.value - sum(values)
    found = Sum(whole, tuple(division), total, Adds.YES)
    if any(is_rounded(claim) for claim in (whole, *division)):
        return attrs.evolve(found, adds=Adds.ROUNDED)
    if _adds_in_turn(values, whole.value):
        return found
    if not _is_divided_so(whole, division) or _is_printed(total, whole, division, text):
        return None
    if left > 0 and (_beside_others(division, parts, whole) or _names_some(whole, division, text)):
        return None
    if not _must_add(whole, division, left, report, fmt):
        return None
    if left > 0 and _division(division[0].kind, whole.kind) == _OTHER and _may_name_some(whole, division, text):
        return attrs.evolve(found, adds=Adds.PERHAPS_NOT_ALL)
    return attrs.evolve(found, adds=Adds.NO)


def _is_divided_so(whole: Claim, division: Sequence[Claim]) -> bool:
    """Whether such a whole has such parts: what was carried in alone, or a fee, has no outcomes."""
    if whole.value == 0 or whole.kind == "information_fee":
        return False
    way = _division(division[0].kind, whole.kind)
    return way != "outcomes" or whole.kind in (_RECEIVED, IN_HAND, _RESULTS, _OTHER)


def _divisions(whole: Claim, parts: Sequence[Claim]) -> list[list[Claim]]:
    """The parts by the way in which they divide the whole."""
    found: dict[str, list[Claim]] = {}
    for part in parts:
        found.setdefault(_division(part.kind, whole.kind), []).append(part)
    found.pop("", None)
    applicants = found.get("applicants", [])
    if any(part.kind.endswith(f".{_ORGANIZATIONS}") for part in applicants):
        found["applicants"] = [part for part in applicants if not part.kind.endswith(_LEGAL)]
    outcomes = found.get("outcomes", [])
    if any(part.kind == _RESULTS for part in outcomes):  # 答复 and its outcomes side by side: two levels in one list
        found["outcomes"] = [part for part in outcomes if part.kind in (_RESULTS, _CARRIED_OUT)]
    return list(found.values())


def _division(part: str, whole: str) -> str:
    """The way in which a kind divides another; none if it is the same thing over again."""
    if part == whole != _OTHER:
        return ""
    last = part.rpartition(".")[2]
    if part.startswith("requests."):
        if last in (_NATURAL_PERSON, _ORGANIZATIONS, *_LEGAL):
            return "applicants"
        if part in _SOURCES:
            return "sources"
        return "grounds" if part.startswith(f"{whole}.") and whole != _RESULTS else "outcomes"
    for first, second in _PAIRS:
        if part in (first, second):
            return first
    return "ends" if part.startswith("proceedings.") else _OTHER


def _beside_others(division: Sequence[Claim], parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether parts that no table knows stand beside these, and may be what is left."""
    return any(_division(part.kind, whole.kind) == _OTHER for part in parts if part not in division)


def _same_unit(whole: Claim, parts: Sequence[Claim]) -> bool:
    return len({claim.unit for claim in (whole, *parts)} - {None}) <= 1


def _adds_in_turn(values: "Sequence[int]", whole: int) -> bool:
    """Whether the parts make the whole, or several divisions of two or more, one after the other, each do."""
    if sum(values) == whole:
        return True
    running: list[int] = []
    for value in values:
        running.append(value)
        if sum(running) == whole and len(running) > 1:
            running = []
    return not running


def _is_printed(total: int, whole: Claim, parts: Sequence[Claim], text: str) -> bool:
    """Whether the sum itself is counted before the list, which may then be of that and not of the whole taken."""
    printed = _COUNTED.finditer(text, 0, parts[0].start)
    return any(found["unit"] == whole.unit and int(found["digits"]) == total for found in printed)


def _names_some(whole: Claim, parts: Sequence[Claim], text: str) -> bool:
    """Whether the words say that these are not all: 等, 主要, 其余; more parts behind (此外); a list that breaks off.

    So do counts in the list that are no known parts: the list was not understood.
    """
    start, end = min(c.start for c in (whole, *parts)), max(c.end for c in (whole, *parts))
    return (
        _NOT_ALL_AFTER.search(text[end:]) is not None
        or _BREAKS_OFF.fullmatch(text[end:]) is not None
        or _GOES_ON.search(text[end:]) is not None
        or _NOT_ALL_BETWEEN.search(text[max(0, start - 10) : end + 20]) is not None
        or _has_unknown(whole, parts, text)
    )


def _has_unknown(whole: Claim, parts: Sequence[Claim], text: str) -> bool:
    """Whether the list holds counts in the same unit, outside brackets, that are neither the whole nor its parts."""
    last = max(part.end for part in parts)
    stop = next((found.start() for found in _LIST_ENDS.finditer(text, last)), len(text))
    known = [(claim.start, claim.end) for claim in (whole, *parts)]
    depth = _depth(text[: parts[0].start])
    return any(
        found["unit"] == whole.unit
        and _depth(text[: found.start()]) == depth
        and not any(start < found.end() and found.start() < end for start, end in known)
        for found in _COUNTED.finditer(text, whole.end, stop)
    )


def _may_name_some(whole: Claim, parts: Sequence[Claim], text: str) -> bool:
    """Whether a list behind 其中 need not name all, since nothing says so and its matters are without number."""
    if _SOME.search(text[whole.end : figure_start(parts[0], text)]) is None:
        return False
    if _ALL.search(text[whole.end : parts[-1].end]) is not None:
        return False
    before = (whole, *parts[:-1])
    named = [text[left.end : figure_start(right, text)] for left, right in zip(before, parts, strict=True)]
    return not all(_CHANNEL.search(name) for name in named)


def _must_add(whole: Claim, division: Sequence[Claim], left: int, report: Report, fmt: Format) -> bool:
    """Whether parts that do not make the whole should."""
    assert isinstance(whole.value, int)
    near = abs(left) * _NEAR <= whole.value
    kinds = {part.kind for part in division}
    way = _division(division[0].kind, whole.kind)
    if way == _OTHER or (way == "sources" and len(kinds) < len(_SOURCES)):
        return near
    if way == "sources":
        return True
    if way == "outcomes":
        carried = _carried(whole, report)
        if left in carried:
            return False
        others = [f"{_RESULTS}.{group}" for group in _GROUPS] if _RESULTS not in kinds else []
    else:
        carried = {0}
        others = _others(way, whole, fmt)
    if left < 0:
        return True
    unnamed = [kind for kind in others if not any(named == kind or named.startswith(f"{kind}.") for named in kinds)]
    if way == "applicants" and any(kind.endswith(f".{_ORGANIZATIONS}") for kind in kinds):
        unnamed = [kind for kind in unnamed if kind.endswith(f".{_NATURAL_PERSON}")]
    if not unnamed:
        return True
    if whole.period != report.year or not all(_is_in_cells(part, report, fmt) for part in division):
        return near
    rest = sum(_figure(kind, report, fmt) or 0 for kind in unnamed)
    return all(left != rest + each for each in carried)


def _others(way: str, whole: Claim, fmt: Format) -> list[str]:
    """Every kind of a division."""
    if way == "applicants":
        base = whole.kind.removesuffix(f".{_ORGANIZATIONS}")
        legal = [f"{base}.{column}" for column in _LEGAL]
        return legal if base != whole.kind else [f"{base}.{_NATURAL_PERSON}", *legal]
    if way == "grounds":
        cells = cells_of(whole.kind, fmt)
        return [path.removesuffix(".total") for path in cells]
    if way == "ends":
        return [f"{whole.kind}.{end}" for end in _ENDS]
    return next(list(pair) for pair in _PAIRS if pair[0] == way)


def _carried(whole: Claim, report: Report) -> set[int]:
    """What may be left of a whole of requests because some came from last year, or go on to the next."""
    into, out = _claimed_or_counted(_CARRIED_IN, report), _claimed_or_counted(_CARRIED_OUT, report)
    if whole.kind == _RECEIVED:
        return {after - before for after in out for before in into}
    return out if whole.kind == IN_HAND else {0}


def _claimed_or_counted(kind: str, report: Report) -> set[int]:
    """What prose and table say were carried over, and 0."""
    claimed = {c.value for c in claims_of(report) if c.kind == kind and c.period == report.year}
    return {0, _figure(kind, report, format_of(report)) or 0, *(v for v in claimed if isinstance(v, int))}


def _is_in_cells(part: Claim, report: Report, fmt: Format) -> bool:
    """Whether the tables say the same as a part."""
    return part.value == _figure(part.kind, report, fmt)


def _figure(kind: str, report: Report, fmt: Format) -> int | None:
    """The sum of the cells of a kind; None if there are none, or one is blank."""
    paths = cells_of(kind, fmt)
    if not paths or getattr(report, fmt.cell(paths[0]).table) is None:
        return None
    values = [value_at(report, path) for path in paths]
    return None if None in values else int(sum(value for value in values if value is not None))
