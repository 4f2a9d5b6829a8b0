"""The head of a report: its title and its period."""

import re
from collections.abc import Iterator
from datetime import date

from govdisclosure.checks._organs import near_variants
from govdisclosure.checks._rule import (
    Message,
    Rule,
    Severity,
    Verdict,
    holds,
    rule,
    undecidable,
    violated,
)
from govdisclosure.checks._sections import prose
from govdisclosure.formats import Format, Report
from govdisclosure.wording._title import FULL_WORDING, is_full_wording, parse_title, same_organ


@rule(
    "GD106",
    "title-disagrees",
    Severity.WARNING,
    title=Message(zh="标题不完整或与内容不符", en="The title is incomplete or disagrees with the report"),
    basis=Message(
        zh="标题应为：机关名称＋年份＋年政府信息公开工作年度报告",
        en="A title is the organ, the year and 年政府信息公开工作年度报告",
    ),
    messages={
        "missing": Message(zh="没有标题", en="there is no title"),
        "no_organ": Message(zh="标题“{title}”没有机关名称", en="the title names no organ: {title}"),
        "no_year": Message(zh="标题“{title}”没有年份", en="the title names no year: {title}"),
        "wording": Message(
            zh="标题写作“{words}”，应为“{expected}”", en="the title says {words} where {expected} belongs"
        ),
        "year": Message(
            zh="标题年份为 {printed}，报告年份为 {expected}",
            en="the title says {printed}, the report is for {expected}",
        ),
        "organ": Message(
            zh="标题的机关“{printed}”与报告机关“{expected}”不一致",
            en="the title names {printed}, the report is by {expected}",
        ),
        "signature": Message(
            zh="标题的机关“{printed}”与落款“{signed}”不一致",
            en="the title names {printed}, the signature {signed}",
        ),
        "body": Message(
            zh="标题的机关“{printed}”与正文中的“{variant}”不一致",
            en="the title names {printed}, the text {variant}",
        ),
    },
)
def title_disagrees(report: Report, _fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Takes the title apart into organ, year and words, and compares each with the report: with its year, its organ,
    its signature, and with almost equal names in the text.

    ## Why it matters
    Reports are found, listed and counted by their titles.

    ## Example
    云溪县机关事务管理局2012年信息公开年报, signed 云溪县机关行政事务管理局.

    ## Corrected
    云溪县机关事务管理局2012年政府信息公开工作年度报告, signed by the same.

    ## Exceptions
    A name with or without the place above it is the same name, and an organ's report may be signed by its office.
    In the text only names of the same place that lack or add a few characters count; a former name marked as such
    (原…) does not. A report without signature is compared with what it has.

    ## 检查内容
    把标题分为机关名称、年份和固定用语，分别与报告核对：
    报告年度、报告机关、落款，以及正文中与之相近的机关名称。

    ## 为什么重要
    查找、登记和统计年度报告都以标题为准。

    ## 示例
    标题为“云溪县机关事务管理局2012年信息公开年报”，落款为“云溪县机关行政事务管理局”。

    ## 改正
    标题为“云溪县机关事务管理局2012年政府信息公开工作年度报告”，落款机关与标题一致。

    ## 例外
    名称前带不带上级地名，都视为同一名称；机关的报告可以由其办公室（厅）署名。
    正文中只核对同一地方、多几个字或少几个字的名称；注明“原……”的曾用名不算。
    没有落款的，只核对已有的内容。
    """
    verdicts = list(_title_verdicts(report))
    yield from verdicts or [holds("title")]


@rule(
    "GD107",
    "period-mismatch",
    Severity.ERROR,
    title=Message(zh="统计期限不是整年", en="The period is not the whole year"),
    basis=Message(zh="年度报告的统计期限为当年1月1日至12月31日", en="An annual report covers 1 January to 31 December"),
    messages={
        "differs": Message(
            zh="统计期限印为 {start} 至 {end}，应为 {first} 至 {last}",
            en="the period is {start} to {end}, it should be {first} to {last}",
        )
    },
)
def period_mismatch(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Compares the stated period with the calendar year of the report.

    ## Why it matters
    Figures of another period cannot be compared with other years or other organs.

    ## Example
    A report for 2023 whose figures are of 1 January to 30 November 2023.

    ## Corrected
    自2023年1月1日起至2023年12月31日止.

    ## Exceptions
    The first reports of all may begin on the day the regulation took effect. A report that states no period, or
    whose period could not be read, is undecidable.

    ## 检查内容
    核对报告写明的统计期限是否为报告年度的全年。

    ## 为什么重要
    统计期限不同的数据，不能与其他年度、其他机关比较。

    ## 示例
    2023年度报告的统计期限为2023年1月1日至11月30日。

    ## 改正
    自2023年1月1日起至2023年12月31日止。

    ## 例外
    条例施行当年的年度报告，可以从施行之日起统计。
    没有写明统计期限，或者期限未能读取的，无法判断。
    """
    if report.period is None or report.year is None:
        yield undecidable("period")
        return
    first, last = date(report.year, 1, 1), date(report.year, 12, 31)
    starts = {first}
    if fmt.first_day is not None and fmt.first_day.year == report.year:
        starts.add(fmt.first_day)
    if report.period.start in starts and report.period.end == last:
        yield holds("period")
    else:
        stated = report.period
        yield violated(
            "period",
            "differs",
            start=stated.start.isoformat(),
            end=stated.end.isoformat(),
            first=first.isoformat(),
            last=last.isoformat(),
        )


RULES: tuple[Rule, ...] = (title_disagrees, period_mismatch)


def _title_verdicts(report: Report) -> Iterator[Verdict]:
    if report.title is None or not report.title.strip():
        yield violated("title", "missing")
        return
    title = parse_title(report.title)
    if title is None:
        yield violated("title", "wording", words=report.title, expected=FULL_WORDING)
        return
    if title.year is None:
        yield violated("title", "no_year", title=title.raw)
    elif report.year is not None and title.year != report.year:
        yield violated("title", "year", printed=str(title.year), expected=str(report.year))
    if not is_full_wording(title):
        yield violated("title", "wording", words=title.words, expected=FULL_WORDING)
    if title.organ is None:
        yield violated("title", "no_organ", title=title.raw)
    else:
        yield from _organ_verdicts(report, title.organ)


def _organ_verdicts(report: Report, organ: str) -> Iterator[Verdict]:
    """Compares the organ of the title with the report's, the signature's, and those almost alike in the text."""
    if report.organ.name is not None and not _may_be_same(organ, report.organ.name):
        yield violated("title", "organ", ("title", "organ.name"), printed=organ, expected=report.organ.name)
    if report.signed_by is not None and not _may_be_same(organ, report.signed_by):
        yield violated("title", "signature", ("title", "signed_by"), printed=organ, signed=report.signed_by)
    seen: set[str] = set()
    for path, text in prose(report):
        for variant in near_variants(organ, text):
            if variant not in seen:
                seen.add(variant)
                yield violated("title", "body", ("title", path), printed=organ, variant=variant)


def _may_be_same(a: str, b: str) -> bool:
    """Whether two names may stand for one organ, or for an organ and its office."""
    bare = [re.sub(r"\s*办\s*公\s*[室厅]\s*$", "", name) or name for name in (a, b)]
    return same_organ(a, b) or same_organ(*bare)
