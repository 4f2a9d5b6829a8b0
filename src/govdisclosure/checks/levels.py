"""Family 7: a government's report against those of its units."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from govdisclosure.checks._inputs import Units
from govdisclosure.checks._rule import (
    Argument,
    Message,
    Outcome,
    Related,
    Rule,
    Severity,
    Verdict,
    blocked,
    holds,
    standard_format,
    undecidable,
    units_rule,
    violated,
)
from govdisclosure.formats import Report, format_of
from govdisclosure.formats._kit import Cell
from govdisclosure.grid import Figure, bare, is_unread, value_at
from govdisclosure.levels import REASONS, Obstacle, adds_up, minus, obstacles, total, unit_name
from govdisclosure.roster import Attendance, Roster, attendance

MAX_RELATED = 50
"""How many units a finding names; a government may have hundreds, and most have something in most totals."""


def _said(message: str, path: str | None, related: tuple[Related, ...] = (), **args: Argument) -> Verdict:
    """Undecidable, with words of its own for why."""
    parts = () if path is None else (path,)
    return Verdict(outcome=Outcome.UNDECIDABLE, path=path, message=message, args=args, parts=parts, related=related)


def _resting_on(verdict: Verdict, related: tuple[Related, ...]) -> Verdict:
    """A verdict on the government's report that rests on places in others."""
    return attrs.evolve(verdict, related=related)


def _given(units: Units) -> tuple[Report, ...]:
    """The reports that make the sum: the units', and last that of the own office."""
    return (*units.units, *(() if units.own is None else (units.own,)))


# --- GD701 -------------------------------------------------------------------------------------------------------


@units_rule(
    "GD701",
    "roll-up",
    Severity.ERROR,
    title=Message(zh="汇总数据与各单位数据不符", en="A consolidated figure differs from the sum over its units"),
    basis=Message(
        zh="政府的汇总报告等于所属部门、乡镇（街道）与本级之和",
        en="A consolidated report is the sum of the government's departments, townships and own office",
    ),
    messages={
        "differs": Message(
            zh="“{label}”印为 {printed}，各单位与本级合计为 {expected}，相差 {difference}",
            en="{label}: printed {printed}; its units and own office make {expected}, a difference of {difference}",
        ),
        "less": Message(
            zh="“{label}”印为 {printed}，而各单位合计已有 {expected}，相差 {difference}",
            en="{label}: printed {printed}, though its units make {expected}, a difference of {difference}",
        ),
        "more": Message(
            zh="“{label}”印为 {printed}，各单位合计为 {expected}；多出的 {difference} 只能是本级数据，但没有本级的报告",
            en="{label}: printed {printed}, its units make {expected}; the other {difference} would be its own "
            "office's, of which there is no report",
        ),
        "incomplete": Message(
            zh="“{label}”印为 {printed}，已有报告合计为 {expected}；名册上还有 {missing} 个单位没有报告，无法判断",
            en="{label}: printed {printed}, the reports there are make {expected}; it cannot be decided without those "
            "of {missing} more on the roster",
        ),
        "scope": Message(
            zh="报告写明只含本级数据，不与各单位比较",
            en="the report says that it is of the own office alone, so it is not compared with its units'",
        ),
        "twice": Message(
            zh="{unit}有 {count} 份报告，不知应以哪一份为准，无法比较",
            en="there are {count} reports of {unit}; which of them counts is not known",
        ),
        **{reason: Message(zh=label.zh, en=label.en) for reason, label in REASONS.items()},
    },
    applies=standard_format,
)
def roll_up(units: Units) -> Iterator[Verdict]:
    """## What it does
    Compares each figure of a government's report that adds up (tables 3 and 4, and in table 2 what was done in the
    year) with the sum over its units and its own office (本级), exactly, in 件 and in 万元.

    ## Why it matters
    The consolidated report is what is quoted for the whole government. If it is not the sum of its units, a report was
    left out, counted twice, or changed after the figures were collected.

    ## Example
    云溪县教育局 received 3 requests, 云溪县水利局 4, the county's own office 5; the county prints 13.

    ## Corrected
    The county prints 12, or the report that is wrong is put right and published again.

    ## Exceptions
    Stocks (现行有效件数, 对外公开总数量, 上一年项目数量 with 本年增/减) are not compared: a document issued jointly is
    in the count of each unit and in the government's once. For the same reason a difference in 制发 or 废止 may be one
    document that two units counted. A figure that is blank in any of the reports is undecidable. So is the whole
    report if it says that it covers the own office alone, if the reports differ in year or format, or if a unit on the
    roster has two. A report that does not state its scope is compared. Without a report of the own office the units
    are taken to be all there is; what the government has more is reported as that office's. While units on the roster
    have no report, only what is less than the sum is reported.

    ## 检查内容
    核对政府年度报告中可以相加的数字（表三、表四，以及表二中本年发生的数量和金额），是否等于各单位与本级之和。

    ## 为什么重要
    汇总报告代表整个政府的数据。与各单位之和不符，说明有单位漏报、重复计算，或者汇总之后数据又有改动。

    ## 示例
    云溪县教育局新收 3 件，云溪县水利局新收 4 件，县政府本级新收 5 件，县政府报告印为 13 件。

    ## 改正
    县政府报告填 12 件；如果是某单位报告有误，更正该报告并重新发布。

    ## 例外
    存量数字（现行有效件数、对外公开总数量、上一年项目数量及本年增/减）不作比较：联合发文在各单位都计入，在政府只计一次。
    制发、废止件数相差，也可能是两个单位都计入了同一件联合发文。任何一份报告该项空白的，无法判断；报告写明只含本级、
    各报告年度或格式不同、名册上的单位有两份报告的，整份无法判断。没有写明数据范围的报告，照常比较。没有提供本级报告
    的，按只有各单位计算，多出的部分提示为本级数据。名册上还有单位没有报告的，只提示少于合计的数字。
    """
    present = None if units.roster is None else _attendance(units, units.roster)
    found = [*_obstacles(units, present)]
    if found:
        yield from found
        return
    missing = 0 if present is None else len(present.missing) + len(present.unclear)
    for cell in format_of(units.parent).cells:
        if adds_up(cell):
            yield _compared(units, cell, missing)


def _obstacles(units: Units, present: Attendance | None) -> Iterator[Verdict]:
    """Why the reports cannot be compared at all."""
    if units.parent.scope == "own":
        yield _said("scope", "scope")
    for each in obstacles(units.units, units.own, year=units.parent.year, fmt=format_of(units.parent)):
        yield _obstacle(each)
    for entry, reports in () if present is None else present.reported:
        if len(reports) > 1:
            yield _said("twice", None, _places("organ.name", reports), unit=entry.name, count=len(reports))


def _obstacle(each: Obstacle) -> Verdict:
    """Of one of the reports, or of the government's."""
    if each.path is None or not each.reports:
        return _said(each.reason, each.path, (), **each.facts)
    return _said(each.reason, None, _places(each.path, each.reports), **each.facts)


def _compared(units: Units, cell: Cell, missing: int) -> Verdict:
    path, reports = cell.path, _given(units)
    printed = value_at(units.parent, path)
    values = [value_at(report, path) for report in reports]
    expected = total(values)
    if printed is None or expected is None:
        return _blank(units.parent, reports, path)
    if printed == expected and not missing:
        return holds(path)
    related = _places(path, (n for n, value in enumerate(values) if value))
    args: dict[str, Argument] = {
        "label_zh": cell.zh,
        "label_en": cell.en,
        "printed": _shown(printed),
        "expected": _shown(expected),
        "difference": _shown(minus(printed, expected)),
    }
    if missing and printed >= expected:
        return _said("incomplete", path, related, missing=missing, **args)
    message = "differs" if units.own is not None else "more" if printed > expected else "less"
    return _resting_on(violated(path, message, (path,), **args), related)


def _blank(parent: Report, reports: Sequence[Report], path: str) -> Verdict:
    """Undecidable, or blocked where one of the blanks was printed but not read."""
    blank = [n for n, report in enumerate(reports) if value_at(report, path) is None]
    unread = any(is_unread(reports[n], path) for n in blank) or (
        value_at(parent, path) is None and is_unread(parent, path)
    )
    return _resting_on((blocked if unread else undecidable)(path, (path,)), _places(path, blank))


def _places(path: str, subjects: Iterable[int]) -> tuple[Related, ...]:
    return tuple(Related(n, path) for n in subjects)[:MAX_RELATED]


def _shown(value: Figure) -> int | str | None:
    """A figure as an argument: amounts as text, with the digits they have."""
    return value if isinstance(value, int) else bare(value)


# --- GD702 -------------------------------------------------------------------------------------------------------


@units_rule(
    "GD702",
    "unit-missing",
    Severity.WARNING,
    title=Message(zh="名册上的单位没有报告", en="A unit on the roster has no report"),
    basis=Message(
        zh="应报送单位名册；《政府信息公开条例》（2019年修订）第四十九条",
        en="The roster of units that should report; art. 49 of the regulation as revised in 2019",
    ),
    messages={
        "missing": Message(zh="没有{unit}的{year}年度报告", en="there is no report of {unit} for {year}"),
        "missing_undated": Message(zh="没有{unit}的报告", en="there is no report of {unit}"),
        "twice": Message(zh="{unit}有 {count} 份报告", en="there are {count} reports of {unit}"),
        "unclear": Message(
            zh="{unit}是否已有报告，无法判断：有报告没有写明机关或年度，或者其名称符合多个单位",
            en="whether there is a report of {unit} cannot be decided: one without name or year, or with a name that "
            "fits several units, may be it",
        ),
        "stranger": Message(
            zh="名册上没有{unit}；如为名册上某单位的其他名称，请写入别名",
            en="{unit} is not on the roster; if a unit goes by this name too, add it to its aliases",
        ),
    },
    applies=standard_format,
)
def unit_missing(units: Units) -> Iterator[Verdict]:
    """## What it does
    Compares the reports of a government's units for its year with the roster of units that should report: which have
    none, which have several, and which reports are of no unit on the roster.

    ## Why it matters
    A sum over the units is right only if every unit is in it once.

    ## Example
    The roster has 云溪县教育局 and 云溪县水利局; there is a report of the first only.

    ## Corrected
    The report of 云溪县水利局 is asked for and added.

    ## Exceptions
    Units are recognised by 统一社会信用代码, name or alias, never by likeness. A unit that has been renamed is missing
    under its old name, and a stranger under its new one, until the roster names both. Whether a unit has reported is
    undecidable where a report without name or year may be its own. Without a roster nothing is looked at. The report
    of the government's own office need not be on the roster.

    ## 检查内容
    对照应报送单位名册，核对本年度各单位报告：哪些单位没有报告，哪些单位有多份报告，哪些报告不属于名册上的单位。

    ## 为什么重要
    各单位都计入一次且只计入一次，汇总数据才正确。

    ## 示例
    名册上有云溪县教育局、云溪县水利局，只收到云溪县教育局的报告。

    ## 改正
    催报并补充云溪县水利局的报告。

    ## 例外
    按统一社会信用代码、名称或别名辨认单位，不作近似猜测。单位更名后，名册没有写入新名称的，旧名称显示为没有报告，
    新名称显示为不在名册上。没有写明机关或年度的报告可能属于某单位的，该单位无法判断。没有提供名册的，不作检查。
    政府本级的报告可以不在名册上。
    """
    if units.roster is None:
        return
    found = _attendance(units, units.roster)
    year = units.parent.year
    for entry, reports in found.reported:
        if len(reports) == 1:
            yield holds()
        else:
            found_twice = violated(None, "twice", unit=entry.name, count=len(reports))
            yield _resting_on(found_twice, _places("organ.name", reports))
    for entry in found.missing:
        if year is None:
            yield violated(None, "missing_undated", unit=entry.name)
        else:
            yield violated(None, "missing", unit=entry.name, year=year)
    for entry in found.unclear:
        yield _said("unclear", None, _places("organ.name", found.unclear_reports), unit=entry.name)
    for n in found.strangers:
        if n < len(units.units):
            name = unit_name(units.units[n], n)
            yield _resting_on(violated(None, "stranger", **name), _places("organ.name", (n,)))


def _attendance(units: Units, roster: Roster) -> Attendance:
    """Who has reported; a report of the own office without a name is nobody else's."""
    named_own = units.own is not None and (units.own.organ.name or units.own.organ.credit_code)
    return attendance(roster, _given(units) if named_own else units.units, year=units.parent.year)


RULES: tuple[Rule, ...] = (roll_up, unit_missing)
