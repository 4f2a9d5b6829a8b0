"""Which cells hold what a claim of the prose counts, and whether the two agree.

Which claims may be held against their cells at all is said in `_comparisons`.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from itertools import takewhile

import attrs

from govdisclosure.checks._rule import Quote
from govdisclosure.checks._sections import walk
from govdisclosure.claims import Claim, claims
from govdisclosure.formats import Format, Report
from govdisclosure.formats._kit import Cell, Kind, Label
from govdisclosure.grid import is_unread, value_at

IN_HAND = "requests.in_hand"
_ROWS_IN_HAND = ("requests.received", "requests.carried_in")
_TOTAL = "total"
_NATURAL_PERSON = "natural_person"
_ORGANIZATIONS = "organizations"
_LITIGATION = "proceedings.litigation"
_WAYS_TO_COURT = ("direct", "after_reconsideration")

_IN_TEN_THOUSANDS: Mapping[str, Decimal] = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}
"""Printed units of money, in 万元."""
_YUAN = Decimal(10000)
"""How many 元 are 1 万元."""


_MORE = frozenset("余多")
"""1300余 is 1300 or more, but not 1400."""
_IN_LARGE_UNITS = re.compile(r"[.．点]\s*(?P<decimals>[\d０-９零〇一二三四五六七八九]+)\s*(?P<unit>[万萬亿億])")
"""1.38万 is as exact as its last digit."""
_LARGE_UNITS: Mapping[str, int] = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}


class Match(StrEnum):
    """How a claim and its cells compare."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ONE_IS_NONE = "one_is_none"
    """One of the two is 0, the other is not."""
    TEN_THOUSANDFOLD = "ten_thousandfold"
    """One of two amounts seems to be in 元."""
    BLANK = "blank"
    UNREAD = "unread"
    UNSURE = "unsure"
    """They differ, but it is not sure that they are of the same organ."""
    SEVERAL = "several"
    """The prose gives several numbers that differ, and none of them is plainly the total."""


@attrs.frozen
class Comparison:
    """What one or more equal claims say of some cells, the sum of these, and how the two compare.

    `path` is the cell that a finding names: of several the first that is not 0.
    """

    path: str
    paths: tuple[str, ...]
    figure: int | Decimal | None
    claims: tuple[Claim, ...]
    match: Match

    @property
    def speaks_of_none(self) -> bool:
        """Whether prose or table says that there was nothing."""
        return self.match is Match.ONE_IS_NONE or self.claims[0].value == 0


class _Key:
    """A report by its identity."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __hash__(self) -> int:
        return id(self.report)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.report is other.report


def claims_of(report: Report) -> tuple[Claim, ...]:
    """The claims of a report. The rules ask one after the other, so those of the last few reports are kept."""
    return _claims(_Key(report))


@lru_cache(maxsize=4)
def _claims(key: _Key) -> tuple[Claim, ...]:
    return tuple(claims(key.report))


def quote(claim: Claim) -> Quote:
    """The passage of a claim."""
    return Quote(claim.path, claim.start, claim.end)


@cache
def cells_of(kind: str, fmt: Format) -> tuple[str, ...]:
    """The cells whose sum is what a kind of claim counts; none if the format has no such figure.

    >>> from govdisclosure import FORMATS
    >>> cells_of("requests.in_hand", FORMATS["2021"])
    ('requests.received.total', 'requests.carried_in.total')
    >>> cells_of("proceedings.litigation.upheld", FORMATS["2021"])
    ('proceedings.litigation.direct.upheld', 'proceedings.litigation.after_reconsideration.upheld')
    >>> len(cells_of("requests.results.refused", FORMATS["2021"])), cells_of("published", FORMATS["2021"])
    (8, ())
    """
    own = fmt.counted_as.get(kind, kind)
    if own in fmt.by_path:
        return (own,)
    if own.startswith(_LITIGATION) and not own.startswith(tuple(f"{_LITIGATION}.{way}" for way in _WAYS_TO_COURT)):
        outcome = own.removeprefix(_LITIGATION).lstrip(".") or _TOTAL
        return _existing((f"{_LITIGATION}.{way}.{outcome}" for way in _WAYS_TO_COURT), fmt)
    base, columns = _columns(own, fmt)
    rows = _ROWS_IN_HAND if base == IN_HAND else _rows(base, fmt)
    return _existing((f"{row}.{column}" for row in rows for column in columns), fmt)


def _columns(kind: str, fmt: Format) -> tuple[str, tuple[str, ...]]:
    """A kind without its applicants, and the columns that count them."""
    base, _, last = kind.rpartition(".")
    applicants = _applicants(fmt)
    if last == _ORGANIZATIONS:
        return base, tuple(column for column in applicants if column not in (_NATURAL_PERSON, _TOTAL))
    return (base, (last,)) if last in applicants and last != _TOTAL else (kind, (_TOTAL,))


@cache
def _applicants(fmt: Format) -> tuple[str, ...]:
    """The columns of the table of requests, as last steps of paths."""
    table = fmt.tables.get("requests")
    return () if table is None else tuple(cell.path.rpartition(".")[2] for cell in table.rows[0].cells)


def _rows(base: str, fmt: Format) -> tuple[str, ...]:
    """The row a kind names, or its total, or the rows of the group it names."""
    rows = dict.fromkeys(cell.row for cell in fmt.cells)
    for one in (base, f"{base}.{_TOTAL}"):
        if one in rows:
            return (one,)
    return tuple(row for row in rows if row.startswith(f"{base}."))


def _existing(paths: Iterable[str], fmt: Format) -> tuple[str, ...]:
    found = tuple(paths)
    return found if all(path in fmt.by_path for path in found) else ()


def label_of(paths: tuple[str, ...], fmt: Format) -> Label:
    """What cells are called together: the labels they share, or all of them."""
    cells = [fmt.cell(path) for path in paths]
    levels = zip(*(cell.labels for cell in cells), strict=False)
    shared = [level[0] for level in takewhile(lambda level: len(set(level)) == 1, levels)]
    if not shared:
        return Label("、".join(cell.zh for cell in cells), ", ".join(cell.en for cell in cells))
    return Label("|".join(label.zh for label in shared), "|".join(label.en for label in shared))


def is_rounded(claim: Claim) -> bool:
    """Whether a count is said or printed in round figures: 1300余, 1.38万."""
    return claim.rounded or (isinstance(claim.value, int) and _IN_LARGE_UNITS.search(claim.raw) is not None)


def texts_of(report: Report) -> dict[str, str]:
    """Each paragraph by the path that claims give."""
    return {
        f"{path}.paragraphs[{number}]": text
        for path, section in walk(report.sections)
        for number, text in enumerate(section.paragraphs)
    }


def figure_start(claim: Claim, text: str) -> int:
    """Where in its paragraph the figure of a claim begins, behind the words that belong to it."""
    return max(claim.start, text.find(claim.raw, claim.start, claim.end))


def plain(number: int | Decimal) -> str:
    """A number in digits, never with an exponent."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def in_ten_thousands(claim: Claim) -> Decimal | None:
    """A claimed amount in 万元; None if its unit is not known."""
    factor = _IN_TEN_THOUSANDS.get(claim.unit or "万元") if claim.value != 0 else Decimal(1)
    return None if factor is None or claim.value is None else Decimal(claim.value) * factor


def printed(claim: Claim) -> str:
    """A claimed number with its unit: 25.1万元, 12件, 未收到."""
    unit = claim.unit or ""
    overlap = next((size for size in range(len(unit), 0, -1) if claim.raw.endswith(unit[:size])), 0)
    return claim.raw + unit[overlap:]


def is_countable(claim: Claim, cell: Cell) -> bool:
    """Whether the unit is one of the cell's kind: amounts are not counts."""
    return cell.kind is Kind.MONEY or claim.unit not in _IN_TEN_THOUSANDS


def is_there(path: str, report: Report, fmt: Format) -> bool:
    """Whether the table of a cell is in the report."""
    return getattr(report, fmt.cell(path).table) is not None


def compared(claims: tuple[Claim, ...], paths: tuple[str, ...], report: Report, fmt: Format) -> Comparison:
    """What equal claims say of some cells, held against them."""
    values = {path: value_at(report, path) for path in paths}
    path = next((path for path, value in values.items() if value), paths[0])
    blank = [path for path, value in values.items() if value is None]
    if blank:
        unread = any(is_unread(report, path) for path in blank)
        return Comparison(blank[0], paths, None, claims, Match.UNREAD if unread else Match.BLANK)
    figure = sum(value for value in values.values() if value is not None)
    return Comparison(path, paths, figure, claims, _match(claims[0], figure, fmt.cell(path)))


def _match(claim: Claim, figure: int | Decimal, cell: Cell) -> Match:
    if _agrees(claim, figure, cell):
        return Match.AGREES
    if (claim.value == 0) != (figure == 0):
        return Match.ONE_IS_NONE
    amount = in_ten_thousands(claim) if cell.kind is Kind.MONEY else None
    if amount and any(_near(Decimal(figure) / amount, factor) for factor in (_YUAN, 1 / _YUAN)):
        return Match.TEN_THOUSANDFOLD
    return Match.DIFFERS


def _near(ratio: Decimal, factor: Decimal) -> bool:
    return abs(ratio / factor - 1) <= Decimal("0.01")


def _agrees(claim: Claim, figure: int | Decimal, cell: Cell) -> bool:
    """Whether a figure is what is claimed, or what rounding allows it to be."""
    if claim.value is None or (claim.rounded and not _MORE.intersection(claim.raw)):
        return True  # 近, 约, 不足: any figure near it
    if cell.kind is Kind.MONEY:
        amount = in_ten_thousands(claim)
        return amount is None or abs(Decimal(figure) - amount) < max(_last_place(claim), _place(Decimal(figure)))
    decimals = _IN_LARGE_UNITS.search(claim.raw)
    if claim.rounded:
        size = _round_place(int(claim.value)) if decimals is None else _printed_place(decimals)
        return claim.value <= figure < claim.value + size
    return abs(Decimal(figure) - claim.value) < (1 if decimals is None else _printed_place(decimals))


def _last_place(claim: Claim) -> Decimal:
    """The value of the last digit of a claimed amount, in 万元: 25.1万元 is 25.05 to 25.15, cut off or rounded."""
    factor = _IN_TEN_THOUSANDS.get(claim.unit or "万元", Decimal(1))
    return _place(Decimal(claim.value or 0)) * factor


def _place(amount: Decimal) -> Decimal:
    exponent = amount.as_tuple().exponent
    return Decimal(1).scaleb(min(int(exponent), 0))


def _printed_place(decimals: re.Match[str]) -> int:
    """The value of the last digit of a count printed with decimals: of 1.38万, 100."""
    return max(1, int(_LARGE_UNITS[decimals["unit"]] / Decimal(10) ** len(decimals["decimals"])))


def _round_place(value: int) -> int:
    """The value of the last digit that is not 0: 1300余 is 1300 to 1399."""
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return place
