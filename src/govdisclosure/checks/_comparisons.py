"""Which claims of the prose are held against the tables, and which of several numbers is the one that is meant.

A claim is compared with a cell only where both are of the same matter, organ and year. Where that is not sure, or where
the prose itself gives several numbers and does not say which is the total, nothing is said against either.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import attrs

from govdisclosure.checks._claims_and_cells import (
    Comparison,
    Match,
    cells_of,
    claims_of,
    compared,
    figure_start,
    in_ten_thousands,
    is_countable,
    is_rounded,
    is_there,
    texts_of,
)
from govdisclosure.checks._table_scope import is_of_others, is_sure, scope_of_tables
from govdisclosure.claims import Claim
from govdisclosure.formats import Format, Report
from govdisclosure.formats.shared import Scope

_RESULTS = "requests.results"
_CASES = frozenset({"proceedings.reconsideration", "proceedings.litigation"})
_WAYS_TO_COURT = ("proceedings.litigation.direct", "proceedings.litigation.after_reconsideration")
_DIFFERENT = (Match.DIFFERS, Match.ONE_IS_NONE)

_CLAUSE = re.compile(r"[，,。；;！？]")
_SENTENCE = re.compile(r"[。！？]")
_CLOSED = re.compile(r"审结|办结|结案|[作做][出了].{0,4}决定")
"""What stands before a number of cases that does not count those still pending."""
_WITHDRAWN = re.compile(r"撤[销回件]|放弃|不再处理|终止")
"""What is counted among the results in the table, but not by those who say how many they answered."""
_IN_ALL = re.compile(r"(?<!公)共(?![享同建])|合计|总计|总数|总量|累计|全年|本年|(?<![上下])年度|(?<!\d)(?:19|20)\d\d年")
"""What stands before a number that is plainly the total."""


@attrs.frozen
class _Prose:
    """A report's claims and texts, and whose figures its tables are, as far as one can tell."""

    report: Report
    fmt: Format
    claims: tuple[Claim, ...]
    texts: dict[str, str]
    scope: Scope | None

    def is_sure(self, claim: Claim) -> bool:
        return is_sure(claim, self.scope, self.report)

    def compared(self, claims: Sequence[Claim], paths: tuple[str, ...]) -> Comparison:
        return compared(tuple(claims), paths, self.report, self.fmt)

    def before(self, claim: Claim, ends: re.Pattern[str]) -> str:
        """The text before the figure of a claim, from the last mark that ends what stands there."""
        text = self.texts.get(claim.path, "")
        text = text[: figure_start(claim, text)]
        return "".join(text[max((found.end() for found in ends.finditer(text)), default=0) :].split())


def comparisons(report: Report, fmt: Format) -> Iterator[Comparison]:
    """Each claim that has cells, with them; equal claims of the same cells are one."""
    prose = _Prose(report, fmt, claims_of(report), texts_of(report), scope_of_tables(report, fmt))
    told: dict[tuple[str, ...], list[Claim]] = {}
    for claim in prose.claims:
        paths = cells_of(claim.kind, fmt) if _may_be_compared(claim, prose) else ()
        if paths and is_there(paths[0], report, fmt) and is_countable(claim, fmt.cell(paths[0])):
            told.setdefault(paths, []).append(claim)
    for paths, said in told.items():
        yield from _of_cells(said, paths, prose)


def _may_be_compared(claim: Claim, prose: _Prose) -> bool:
    """Whether a claim, and the whole of which it is a part, are of the report's year and perhaps of its organ."""
    year, scope = prose.report.year, prose.scope
    if claim.value is None or claim.period is None or claim.period != year or is_of_others(claim, scope):
        return False
    whole = None if claim.of is None else prose.claims[claim.of]
    if whole is None:
        return True
    if whole.kind == "other" and claim.kind.startswith("proactive."):
        return False  # 清理规范性文件35件，其中废止10件: not what the table counts
    return whole.kind != claim.kind and whole.period == claim.period and not is_of_others(whole, scope)


def _of_cells(said: list[Claim], paths: tuple[str, ...], prose: _Prose) -> Iterator[Comparison]:
    """What a report says of some cells, held against them."""
    if prose.compared(said, paths).figure is None:
        yield prose.compared(said, paths)
        return
    by_paragraph: dict[str, list[Claim]] = {}
    for claim in said:
        by_paragraph.setdefault(claim.path, []).append(claim)
    meant = [claim for each in by_paragraph.values() for claim in _meant(each, paths, prose)]
    same: dict[object, list[Claim]] = {}
    for claim in meant:
        same.setdefault((_amount(claim), claim.rounded, prose.is_sure(claim)), []).append(claim)
    unclear: list[Claim] = []
    for claims in same.values():
        comparison = prose.compared(claims, paths)
        if comparison.match in _DIFFERENT:
            if not prose.is_sure(claims[0]) or _agrees_for_all(claims[0], said, paths, prose):
                comparison = attrs.evolve(comparison, match=Match.UNSURE)
            elif _is_contradicted(claims[0], meant, prose) and not any(_is_total(c, meant, prose) for c in claims):
                unclear.extend(claims)
                continue
        yield comparison
    if unclear:
        yield attrs.evolve(prose.compared(unclear, paths), match=Match.SEVERAL)


def _meant(said: list[Claim], paths: tuple[str, ...], prose: _Prose) -> list[Claim]:
    """Those claims of a paragraph that may be of the cells themselves.

    Where one agrees, the others are of parts of what the cells count. What is surely of the report's organ comes first.
    """
    sure = [claim for claim in said if prose.is_sure(claim)] or said
    alone = [(claim, prose.compared((claim,), paths)) for claim in sure]
    agreeing = [claim for claim, comparison in alone if comparison.match is Match.AGREES]
    figure = alone[0][1].figure or 0
    if agreeing:
        return agreeing
    if len({_amount(claim) for claim in sure}) > 1 and sum(claim.value or 0 for claim in sure) == figure:
        return []  # the cells' number in parts
    return [claim for claim in sure if not _counts_less(claim, figure, prose)]


def _counts_less(claim: Claim, figure: int | Decimal, prose: _Prose) -> bool:
    """Whether a number that differs from its cells counts less than they do, by the words around it."""
    if _is_of_both_ways(claim, prose):
        return True
    if (claim.value or 0) >= figure:
        return False
    if claim.kind in _CASES:
        return _CLOSED.search(prose.before(claim, _CLAUSE)) is not None
    if claim.kind != _RESULTS:
        return False
    others = [other for other in prose.claims if _is_result_beside(other, claim)]
    rest = sum(other.value or 0 for other in others)
    return _WITHDRAWN.search(claim.sentence) is not None or bool(others and (claim.value or 0) + rest == figure)


def _is_result_beside(other: Claim, claim: Claim) -> bool:
    """Whether a claim is of requests that ended in another way: 重复申请2件不予处理，实际答复28件."""
    return (
        other.kind.startswith(f"{_RESULTS}.")
        and (other.path, other.sentence, other.period) == (claim.path, claim.sentence, claim.period)
        and other.start < claim.start
    )


def _is_of_both_ways(claim: Claim, prose: _Prose) -> bool:
    """Whether an outcome of suits stands behind both ways of suing: 直接起诉5件，复议后起诉3件，维持6件."""
    if claim.of is not None or not claim.kind.startswith(tuple(f"{way}." for way in _WAYS_TO_COURT)):
        return False
    before = {other.kind for other in prose.claims if other.path == claim.path and other.start < claim.start}
    return before.issuperset(_WAYS_TO_COURT)


def _agrees_for_all(claim: Claim, said: list[Claim], paths: tuple[str, ...], prose: _Prose) -> bool:
    """Whether the cells hold what the prose says of all organs, so that a figure of the own one may differ."""
    of_all = [other for other in said if claim.scope == "own" and other.scope == "consolidated"]
    return any(prose.compared((other,), paths).match is Match.AGREES for other in of_all)


def _is_contradicted(claim: Claim, meant: list[Claim], prose: _Prose) -> bool:
    """Whether the prose says another number of the same."""
    return any(_amount(other) != _amount(claim) and prose.is_sure(other) for other in meant)


def _is_total(claim: Claim, meant: list[Claim], prose: _Prose) -> bool:
    """Whether a number is plainly the total: 全年共收到12件, or 12 beside 7 and 5."""
    others = {_amount(other): in_ten_thousands(other) or Decimal(other.value or 0) for other in meant}
    own = others.pop(_amount(claim), None)
    if len(others) > 1 and not is_rounded(claim) and sum(others.values()) == own:
        return True
    before = prose.before(claim, _SENTENCE)
    text = prose.texts.get(claim.path, "")
    last = max((other.end for other in prose.claims if _stands_before(other, claim)), default=0)
    behind = "".join(text[last : figure_start(claim, text)].split())
    return _IN_ALL.search(min(before, behind, key=len)) is not None


def _stands_before(other: Claim, claim: Claim) -> bool:
    return other.path == claim.path and other.end <= claim.start


def _amount(claim: Claim) -> object:
    return claim.value, claim.unit if isinstance(claim.value, Decimal) else None
