"""A government and its units: what adds up between levels, and the government's tables made from its units'.

A unit may be a department, a township, or a government one level below; the government's own office (本级) is given
apart from them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import Literal

import attrs

from govdisclosure.codec import from_dict
from govdisclosure.draft import blank
from govdisclosure.errors import GovDisclosureError, Lang
from govdisclosure.formats import Format, Report, format_of
from govdisclosure.formats._kit import Cell, Label, nested
from govdisclosure.formats.shared import Organ
from govdisclosure.grid import Figure, value_at
from govdisclosure.wording._characters import compact

_STOCKS = frozenset({"in_force", "total_disclosed", "items_last_year", "items_change"})
"""Figures of what there is, and how that changed: 现行有效件数, 对外公开总数量, 上一年项目数量, 本年增/减.

A document issued jointly, or a matter that several units deal with, is in the count of each of them and in the
government's once. What was done in a year (issued, decided, received, collected) is taken to be one unit's.
"""

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def adds_up(cell: Cell) -> bool:
    """Whether a government's figure is the sum of its units': all but the stocks of table 2.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.levels import adds_up
    >>> [cell.path for cell in FORMATS["2021"].cells if not adds_up(cell)]
    ['proactive.regulations.in_force', 'proactive.normative_documents.in_force']
    """
    return cell.path.rpartition(".")[2] not in _STOCKS


def total(values: Iterable[Figure]) -> Figure:
    """The exact sum; None if any of the figures is blank.

    >>> from decimal import Decimal
    >>> from govdisclosure.levels import total
    >>> total([Decimal("0.1"), Decimal("1234567890.2")]), total([1, None])
    (Decimal('1234567890.3'), None)
    """
    found: Figure = 0
    for value in values:
        if value is None or found is None:
            return None
        both_whole = isinstance(found, int) and isinstance(value, int)
        found = found + value if both_whole else _EXACT.add(Decimal(found), Decimal(value))
    return found


def minus(one: int | Decimal, other: int | Decimal) -> int | Decimal:
    """The exact difference of two figures.

    >>> from decimal import Decimal
    >>> from govdisclosure.levels import minus
    >>> minus(Decimal("12.50"), 3)
    Decimal('9.50')
    """
    if isinstance(one, int) and isinstance(other, int):
        return one - other
    return _EXACT.subtract(Decimal(one), Decimal(other))


# --- what keeps reports from adding up --------------------------------------------------------------------------

Reason = Literal["none", "undated", "year", "format", "own"]

REASONS: Mapping[Reason, Label] = {
    "none": Label("没有可供汇总的报告", "there are no reports to add up"),
    "undated": Label("报告没有写明年度，无法判断各报告是否为同一年度", "the year is not stated, so it may be another"),
    "year": Label("{unit}的报告年度为 {found}，不是 {wanted}", "the report of {unit} is for {found}, not for {wanted}"),
    "format": Label(
        "{unit}的报告为 {found} 格式，不是 {wanted} 格式",
        "the report of {unit} is in the format of {found}, not of {wanted}",
    ),
    "own": Label(
        "作为本级提供的报告，写明是汇总数据", "the report given as that of its own office says that it is consolidated"
    ),
}
"""Why reports do not add up, in both languages."""


@attrs.frozen(kw_only=True)
class Obstacle:
    """Something that keeps reports from adding up. `reports` are those concerned, counted from 0, own last."""

    reason: Reason
    path: str | None = None
    reports: tuple[int, ...] = ()
    facts: Mapping[str, str | int | None] = attrs.field(factory=dict)


@attrs.define(slots=False, eq=False, str=False)
class CannotRollUp(GovDisclosureError):
    """The reports do not add up to those of a government. `obstacles` are all reasons, not only the first."""

    obstacles: tuple[Obstacle, ...]

    en = "these reports cannot be added up: {first}{more}; give one report of each unit, all of one year and format"
    zh = "这些报告不能汇总：{first}{more}；请为每个单位提供一份报告，年度和格式均须相同"

    def _facts(self, lang: Lang) -> dict[str, object]:
        rest = len(self.obstacles) - 1
        more = "" if rest < 1 else (f"（另有 {rest} 处）" if lang == "zh" else f" (and {rest} more)")
        first = self.obstacles[0]
        facts = {key.removesuffix(f"_{lang}"): _shown(value, lang) for key, value in first.facts.items()}
        reason = REASONS[first.reason]
        return {"first": reason.text(lang).format_map(facts), "more": more}


def obstacles(reports: Sequence[Report], own: Report | None, *, year: int | None, fmt: Format) -> tuple[Obstacle, ...]:
    """What keeps reports from adding up to one of that year and format; nothing if they do."""
    return tuple(_obstacles(reports, own, year, fmt))


def unit_name(report: Report, number: int) -> Mapping[str, str]:
    """What a report's organ is called in messages, in both languages; `number` counts from 0.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.levels import unit_name
    >>> unit_name(Report2021(year=2023, organ=Organ()), 1)["unit_zh"]
    '第 2 份报告'
    """
    name = report.organ.name
    return {"unit_zh": name or f"第 {number + 1} 份报告", "unit_en": name or f"report {number + 1}"}


def _obstacles(reports: Sequence[Report], own: Report | None, year: int | None, fmt: Format) -> Iterator[Obstacle]:
    given = (*reports, *(() if own is None else (own,)))
    if not given:
        yield Obstacle(reason="none")
    elif year is None:
        yield Obstacle(reason="undated", path="year")
    for n, report in enumerate(given):
        name = unit_name(report, n)
        if report.format != fmt.name:
            facts = {**name, "found": report.format, "wanted": fmt.name}
            yield Obstacle(reason="format", path="format", reports=(n,), facts=facts)
        if year is not None and report.year != year:
            facts = {**name, "found": report.year, "wanted": year}
            yield Obstacle(reason="year", path="year", reports=(n,), facts=facts)
    if own is not None and own.scope == "consolidated":
        yield Obstacle(reason="own", path="scope", reports=(len(reports),))


def _shown(value: str | int | None, lang: Lang) -> str:
    if value is None:
        return "空白" if lang == "zh" else "blank"
    return str(value)


def same_organ_twice(reports: Sequence[Report]) -> tuple[tuple[int, int], ...]:
    """Pairs of reports of one organ, by its credit code or its name as printed but for white space and width.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.levels import same_organ_twice
    >>> names = ("云溪县教育局", "云溪县水利局", "云溪县 教育局")
    >>> same_organ_twice([Report2021(year=2023, organ=Organ(name=name)) for name in names])
    ((0, 2),)
    """
    seen: dict[str, int] = {}
    pairs = []
    for n, report in enumerate(reports):
        known_by = [key for key in (report.organ.credit_code, compact(report.organ.name or "")) if key]
        first = next((seen[key] for key in known_by if key in seen), None)
        if first is not None:
            pairs.append((first, n))
        seen.update((key, n) for key in known_by if key not in seen)
    return tuple(pairs)


# --- making the government's tables ------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class RolledUp:
    """A government's record made from its units', and what is left for the office to settle.

    `blanks` are the figures left blank because reports have none there, by path, with those reports: counted from 0
    as they were given, the own office last. `doubtful` are those left blank because a thing may be counted by
    several units: their sum, which is right if nothing was counted twice. `twice` are pairs of reports of one organ,
    both of which are in the sums.
    """

    report: Report
    blanks: Mapping[str, tuple[int, ...]]
    doubtful: Mapping[str, int | Decimal]
    twice: tuple[tuple[int, int], ...] = ()


def roll_up(
    reports: Sequence[Report], own: Report | None = None, *, organ: Organ | None = None, year: int | None = None
) -> RolledUp:
    """The government's tables as the sums over its units and its own office (本级), in the format they are in.

    A figure is the exact sum, and blank if it is blank in any of the reports. The stocks of table 2 (现行有效件数,
    对外公开总数量, 上一年项目数量 with 本年增/减) stay blank unless all are 0: they add up only if no document or
    matter is counted twice, which no record says; `RolledUp.doubtful` has their sums. The record has the prescribed
    title and sections, `scope` "consolidated", and `organ` and `year` as given; reports without a year are taken to
    be for `year` if it is given. Prose, period and dates are for the office to write.

    Raises `CannotRollUp` if there is no report, if the reports differ in year or format or do not state their year,
    or if `own` says that it is consolidated; and `InvalidReport` if a sum is larger than a figure may be.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.formats.f2021 import Requests
    >>> from govdisclosure.formats.shared import Applicants
    >>> from govdisclosure.levels import roll_up
    >>> def unit(name, received):
    ...     requests = Requests(received=Applicants(total=received))
    ...     return Report2021(year=2023, organ=Organ(name=name), requests=requests)
    >>> made = roll_up([unit("云溪县教育局", 3), unit("云溪县水利局", 4)], organ=Organ(name="云溪县人民政府"))
    >>> made.report.requests.received.total, made.report.title
    (7, '云溪县人民政府2023年政府信息公开工作年度报告')
    >>> made.blanks["requests.carried_in.total"]
    (0, 1)
    """
    units = [_dated(report, year) for report in reports]
    office = None if own is None else _dated(own, year)
    given = (*units, *(() if office is None else (office,)))
    if not given:
        raise CannotRollUp((Obstacle(reason="none"),))
    fmt, when = format_of(given[0]), given[0].year if year is None else year
    found = obstacles(units, office, year=when, fmt=fmt)
    if found:
        raise CannotRollUp(found)
    figures: dict[str, Figure] = {}
    blanks: dict[str, tuple[int, ...]] = {}
    doubtful: dict[str, int | Decimal] = {}
    for cell in fmt.cells:
        values = [value_at(report, cell.path) for report in given]
        figure = total(values)
        if figure is None:
            blanks[cell.path] = tuple(n for n, value in enumerate(values) if value is None)
        elif adds_up(cell) or not any(values):
            figures[cell.path] = figure
        else:
            doubtful[cell.path] = figure
    form = blank(fmt, year=when, organ=None if organ is None else organ.name)
    filled = from_dict({"format": fmt.name, "year": when, "organ": {}, **nested(figures)}, draft=True)
    tables = {key: getattr(filled, key) or getattr(form, key) for key in fmt.tables}
    report = attrs.evolve(form, organ=organ or Organ(), scope="consolidated", **tables)
    return RolledUp(report=report, blanks=blanks, doubtful=doubtful, twice=same_organ_twice(given))


def _dated(report: Report, year: int | None) -> Report:
    return attrs.evolve(report, year=year) if report.year is None else report
