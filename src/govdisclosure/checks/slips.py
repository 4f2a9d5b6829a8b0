"""Family 5, continued: slips of the pen that show against the year and the unit of the form.

An earlier year where the report's own belongs (copied text), and 元 where 万元 belong.
"""

from collections.abc import Iterator

from govdisclosure.checks import _amounts
from govdisclosure.checks._rule import (
    Argument,
    Message,
    Rule,
    Severity,
    Verdict,
    holds,
    rule,
    standard_format,
    undecidable,
    violated,
)
from govdisclosure.checks._years_in_prose import wrong_years
from govdisclosure.formats import Format, Report


@rule(
    "GD505",
    "wrong-year-in-prose",
    Severity.WARNING,
    title=Message(zh="文中年份有误", en="Another year stands where this year's belongs"),
    basis=Message(zh="年度报告反映本年度的工作", en="An annual report is about its own year"),
    messages={
        "opening": Message(
            zh="这是 {expected} 年度的报告，此处却写 {printed} 年的工作情况",
            en="in a report for {expected}, this passage is about {printed}",
        ),
        "cut_off": Message(
            zh="这是 {expected} 年度的报告，数据却截至 {printed} 年底",
            en="in a report for {expected}, the figures are as of the end of {printed}",
        ),
        "plan": Message(
            zh="{expected} 年度的报告把 {printed} 年写作今后的打算",
            en="in a report for {expected}, {printed} is spoken of as the time to come",
        ),
    },
)
def wrong_year_in_prose(report: Report, _fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Looks for paragraphs that begin with an earlier year as if it were the year reported, for figures as of the end of
    an earlier year, and for plans for the year that is over.

    ## Why it matters
    Such a passage was copied from an earlier report, and its figures perhaps with it.

    ## Example
    In the report for 2023: 2022年，我局认真贯彻落实《条例》. Or: 2023年，我局将进一步完善制度.

    ## Corrected
    2023年，我局认真贯彻落实《条例》. 2024年，我局将进一步完善制度.

    ## Exceptions
    A paragraph that names the report's own year as well, that compares years (上年, 同比, 以来 ...), or that tells
    what happened once (印发, 成立 ...), may speak of other years. A report without year is undecidable.

    ## 检查内容
    查找把以前年度当作本年度来写的段落、截至以前年度年底的数据，以及把已经过去的年度写作今后打算的句子。

    ## 为什么重要
    这样的段落是从以前的报告中照抄的，其中的数字也可能没有更新。

    ## 示例
    2023年度报告中写“2022年，我局认真贯彻落实《条例》”，或者写“2023年，我局将进一步完善制度”。

    ## 改正
    改为“2023年，我局认真贯彻落实《条例》”“2024年，我局将进一步完善制度”。

    ## 例外
    同一段中也写有报告年度的、对比不同年度的（上年、同比、以来等）、叙述某项已发生的事情的（印发、成立等），不提示。
    没有写明年度的报告，无法判断。
    """
    if report.year is None:
        yield undecidable("year")
        return
    found = list(wrong_years(report, report.year))
    for wrong in found:
        args: dict[str, Argument] = {"printed": str(wrong.year), "expected": str(report.year)}
        yield violated(wrong.quote.path, wrong.what, (), **args).quoting(wrong.quote)
    if not found:
        yield holds("sections")


@rule(
    "GD506",
    "unit-suspected",
    Severity.WARNING,
    title=Message(zh="金额单位疑有误", en="An amount seems to be in another unit"),
    basis=Message(zh="表二的金额以万元为单位", en="Amounts in table 2 are in 万元 (10,000 yuan)"),
    messages={
        "cell": Message(
            zh="“{label}”填 {printed} 万元，文中写“{claimed}”：表中填的可能是元",
            en="{label}: {printed} 万元, the prose says {claimed}: the cell may hold yuan",
        ),
        "prose": Message(
            zh="“{label}”填 {printed} 万元，文中写“{claimed}”：其中一处的单位可能有误",
            en="{label}: {printed} 万元, the prose says {claimed}: one of the two may be in another unit",
        ),
        "too_much": Message(
            zh="“{label}”填 {printed} 万元，超出县级机关可能的数额：填的可能是元",
            en="{label}: {printed} 万元 is more than a county's organ can have: the cell may hold yuan",
        ),
        "high": Message(
            zh="“{label}”填 {printed} 万元，约为{year}年的 {times} 倍：填的可能是元",
            en="{label}: {printed} 万元, about {times} times that of {year}: the cell may hold yuan",
        ),
        "low": Message(
            zh="“{label}”填 {printed} 万元，{year}年为 {other} 万元：金额可能少写了四位",
            en="{label}: {printed} 万元, and {other} in {year}: the amount may be ten thousand times too small",
        ),
    },
    applies=standard_format,
    run_series=_amounts.in_series,
)
def unit_suspected(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Looks for amounts in table 2 that differ ten-thousandfold from the prose, from the years before and after, or from
    what a county's organ can have at all.

    ## Why it matters
    One amount in 元 among those in 万元 makes every total above it ten thousand times too high.

    ## Example
    行政事业性收费 251000, and 25.1万元 in the prose.

    ## Corrected
    行政事业性收费 25.1.

    ## Exceptions
    An amount may grow much from year to year: only a ratio of about ten thousand to all the two years before and
    after is reported. Amounts below 0.1 are too small to compare with. A blank amount is undecidable.

    ## 检查内容
    查找表二中与文字相差一万倍、与前后年度相差约一万倍，或者超出县级机关可能数额的金额。

    ## 为什么重要
    以万元为单位的各项中，只要有一处填成元，逐级汇总的数字就会放大一万倍。

    ## 示例
    行政事业性收费填 251000，文中写 25.1 万元。

    ## 改正
    行政事业性收费填 25.1。

    ## 例外
    金额在年度之间可以有较大变化：只有与前后两年内各年度都相差约一万倍时才提示。
    不足 0.1 万元的金额不作比较的基数。空项无法判断。
    """
    yield from _amounts.in_report(report, fmt)


RULES: tuple[Rule, ...] = (wrong_year_in_prose, unit_suspected)
