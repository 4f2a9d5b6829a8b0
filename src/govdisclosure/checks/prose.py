"""Family 5: what the prose claims, held against the tables and against itself.

What prose claims is found by `govdisclosure.claims`; what cannot be compared with certainty is not compared.
"""

from collections.abc import Callable, Iterator

import attrs

from govdisclosure.checks import slips
from govdisclosure.checks._claims_and_cells import Comparison, Match, label_of, plain, printed, quote
from govdisclosure.checks._comparisons import comparisons
from govdisclosure.checks._parts import Adds, sums
from govdisclosure.checks._percentages import percentages, shown
from govdisclosure.checks._rule import (
    Argument,
    Message,
    Rule,
    Severity,
    Verdict,
    blocked,
    holds,
    rule,
    undecidable,
    violated,
)
from govdisclosure.formats import Format, Report

_CONSISTENT = Message(zh="报告文字与表格数据应当一致", en="A report's prose and its tables should say the same")
_ROUNDED = Message(zh="无法判断：文中是约数", en="cannot be decided: the figures in the prose are rounded")
_UNSURE = Message(
    zh="无法判断：文中“{claimed}”与“{label}”的 {figure} 不同，但二者的统计范围是否相同并不清楚",
    en="cannot be decided: {claimed} in the prose differs from {figure} ({label}), "
    "but it is not clear that they cover the same organs",
)
_SEVERAL = Message(
    zh="无法判断：关于“{label}”，文中先后写有不同的数字，其中 {listed} 与表中的 {figure} 不同，但不能确定哪一个是总数",
    en="cannot be decided: the prose gives several numbers; {listed} is not the table's {figure} ({label}), "
    "but may not be meant as the total",
)


@rule(
    "GD501",
    "prose-contradicts-table",
    Severity.WARNING,
    title=Message(zh="文字与表格数据不符", en="A figure in the prose differs from its cell"),
    basis=_CONSISTENT,
    messages={
        "differs": Message(
            zh="文中写“{claimed}”，“{label}”为 {figure}",
            en="the prose says {claimed}, the table {figure} ({label})",
        ),
        "unsure": _UNSURE,
        "several": _SEVERAL,
    },
)
def prose_contradicts_table(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Compares the figures in the prose with the cells that count the same: requests received, carried over and answered,
    by outcome and by applicant; reviews and suits; documents, decisions and amounts. Where a table divides what the
    prose gives as one, its cells are added up.

    ## Why it matters
    Both are read and quoted. If they differ, one is wrong, or the prose speaks of something else without saying so.

    ## Example
    全年共收到政府信息公开申请12件, and 13 in table 3.

    ## Corrected
    12 in both, or 13 in both.

    ## Exceptions
    Only what is of the same year, organ and matter is compared: 上年 figures, parts of a year, plans, 全县 figures in a
    report of one organ and figures of other organs are not. Of 余 and 多 only what they allow is held against the
    table, of 1.38万 what its last digit allows; 近, 约 and 左右 are not. 信息处理费 is never compared with
    行政事业性收费. An amount that differs ten-thousandfold is GD506's, nothing against something GD504's.

    Where the report does not say whether its tables are of one office or of all units, that is told from requests
    received or answered, if their number, of 10 or more, is said expressly of 全县 or of the own office and is the
    table's; or from the report being that of a place (云溪县) and of no organ. Otherwise a difference is undecidable.

    Where the prose gives several numbers of the same, one that differs is reported only if it is plainly the total
    (共, 全年, 合计, or the sum of the others). Cases closed (审结) are not all cases, and requests answered beside
    others withdrawn (撤回) or refused (不予处理) are not all results.

    ## 检查内容
    将文中的数字与统计同一事项的单元格核对：申请的新收、结转、办结数量，各类办理结果和申请人数量，
    行政复议、行政诉讼案件，文件、处理决定和金额。表中分项填报的，按各项之和核对。

    ## 为什么重要
    文字和表格都会被引用；两者不同，说明有一处错误，或者文字说的是另一件事而没有写明。

    ## 示例
    文中写“全年共收到政府信息公开申请12件”，表三填 13。

    ## 改正
    核实后，文字和表格统一为 12 或者统一为 13。

    ## 例外
    只核对年度、机关、事项都相同的数字：上年的、年内某一时段的、计划中的数字，
    单个机关报告中的全县数字，以及其他机关的数字，都不核对。
    “余”“多”只按其允许的范围核对，“1.38万”按末位数字允许的范围核对；“近”“约”“左右”不核对。
    信息处理费与行政事业性收费不作比较。金额相差一万倍的由 GD506 指出，一处有、一处无的由 GD504 指出。

    报告没有写明数据范围的，如果文中明确为全县（或者本级）的收到、答复申请数量不少于 10 件且与表格一致，
    即按相应范围核对；以一个地方（如云溪县）名义发布的报告，按汇总数据核对。其余的，数字不同也无法判断。

    同一事项在文中有多个数字的，只提示明显是总数的（写有“共”“全年”“合计”，或者等于其余各数之和）。
    审结数不是案件总数；另有撤回、不予处理等情形的，答复、办结数不是办理结果总计，都不作提示。
    """
    yield from _compared(report, fmt, lambda comparison: not comparison.speaks_of_none, "differs")


@rule(
    "GD502",
    "parts-do-not-add",
    Severity.WARNING,
    title=Message(zh="文中分项之和与总数不符", en="Parts in the prose do not add up"),
    basis=Message(zh="分项之和等于总数", en="Parts make up their whole"),
    messages={
        "differs": Message(
            zh="文中总数为 {whole}，所列各项之和为 {total}（{listed}）",
            en="the whole is {whole}, the parts given make {total} ({listed})",
        ),
        "rounded": _ROUNDED,
        "partial": Message(
            zh="无法判断：文中总数为 {whole}，“其中”所列各项之和为 {total}（{listed}），可能没有列全",
            en="cannot be decided: the whole is {whole}, those named make {total} ({listed}), but 其中 may name some",
        ),
    },
)
def parts_do_not_add(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Adds up the parts that the prose gives of a whole (共 N 件, 其中 a 件, b 件).

    ## Why it matters
    A part that was forgotten or misprinted shows nowhere else, where no table has the figures.

    ## Example
    全年收到申请20件，其中自然人14件、法人或其他组织5件。

    ## Corrected
    全年收到申请20件，其中自然人14件、法人或其他组织6件。

    ## Exceptions
    其中 may name a few parts only. A list that says so (等, 主要, 其余), that goes on (此外, 另外), that holds counts
    which are not understood, or of which the tables explain what is left, is not held against its whole; where neither
    prose nor table tells, only a list that comes within a tenth of it. Of those, a list by subject behind a bare 其中,
    without 分别, 包括 or 为, that is short of its whole is undecidable: a subject may be left out.
    Requests received need not equal the outcomes, where some were carried over. Parts in two or more ways, one after
    the other, are added one by one; parts in brackets are parts of a part. A sum that is itself printed before the
    list is taken to be the whole. Rounded figures are undecidable.

    ## 检查内容
    把文中“共……件，其中……”所列的各项相加，与总数核对。

    ## 为什么重要
    表格没有的数字，漏列或者写错一项，在别处看不出来。

    ## 示例
    全年收到申请20件，其中自然人14件、法人或其他组织5件。

    ## 改正
    全年收到申请20件，其中自然人14件、法人或其他组织6件。

    ## 例外
    “其中”可以只列举一部分。文中写有“等”“主要”“其余”的，后面又以“此外”“另外”接着列举的，
    列举中有数字未能识别的，或者差额在表格中能够找到去向的，不核对；
    文字和表格都看不出的，只有各项之和与总数相差不到一成时才提示。
    其中按内容分类、没有写“分别”“包括”“为”而各项之和少于总数的，可能没有列全，无法判断。
    申请有结转的，收到的数量可以不等于各类办理结果之和。
    先后按两种以上方式划分同一总数的，分别相加；括号中的数字属于括号前的一项。
    各项之和在前文中另有写明的，视为该数的分项。约数无法判断。
    """
    for found in sums(report, fmt):
        quotes = tuple(quote(claim) for claim in (found.whole, *found.parts))
        path = found.whole.path
        args: dict[str, Argument] = {
            "whole": printed(found.whole),
            "total": found.total,
            "listed": "＋".join(claim.raw for claim in found.parts),
        }
        if found.adds is Adds.ROUNDED:
            yield attrs.evolve(undecidable(path), message="rounded").quoting(*quotes)
        elif found.adds is Adds.PERHAPS_NOT_ALL:
            yield attrs.evolve(undecidable(path), message="partial", args=args).quoting(*quotes)
        elif found.adds is Adds.YES:
            yield holds(path)
        else:
            yield violated(path, "differs", (), **args).quoting(*quotes)


@rule(
    "GD503",
    "wrong-percentage",
    Severity.INFO,
    title=Message(zh="百分比计算有误", en="A percentage is wrong"),
    basis=Message(zh="百分比由文中的两个数字得出", en="A percentage follows from the two figures it rests on"),
    messages={
        "share": Message(
            zh="{part} 占 {whole} 的 {computed}%，文中写作 {printed}%",
            en="{part} of {whole} are {computed} %, printed as {printed} %",
        ),
        "growth": Message(
            zh="由 {whole} 变为 {part}，变动 {computed}%，文中写作 {printed}%",
            en="from {whole} to {part} is a change of {computed} %, printed as {printed} %",
        ),
        "share_nearly": Message(
            zh="{part} 占 {whole} 的 {computed}%，文中写作 {printed}%：末位没有四舍五入，或者作了调整",
            en="{part} of {whole} are {computed} %, printed as {printed} %: cut off, or rounded in another way",
        ),
        "growth_nearly": Message(
            zh="由 {whole} 变为 {part}，变动 {computed}%，文中写作 {printed}%：末位没有四舍五入，或者作了调整",
            en="from {whole} to {part} is a change of {computed} %, printed as {printed} %: "
            "cut off, or rounded in another way",
        ),
        "rounded": _ROUNDED,
    },
)
def wrong_percentage(report: Report, _fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Works out each share and each rate of growth again, where both figures it rests on stand in the same paragraph.

    ## Why it matters
    A wrong percentage means that it, or one of the two figures, was not updated.

    ## Example
    收到申请40件，其中予以公开22件，占60%。

    ## Corrected
    收到申请40件，其中予以公开22件，占55%。

    ## Exceptions
    Rounding to the digits printed is allowed, so 47.4 % and 47 % of 18 in 38, but not 48 %. Where the last digit is
    off by less than one, the message says that it may be cut off or rounded in another way. A share that fits another
    whole in the paragraph is taken to be of that. Percentages of rounded figures are undecidable; those without both
    figures are not looked at.

    ## 检查内容
    文中同一段里写有两个数字以及由其得出的占比或者增减幅度的，重新计算核对。

    ## 为什么重要
    百分比不对，说明百分比或者两个数字之一没有随数据更新。

    ## 示例
    收到申请40件，其中予以公开22件，占60%。

    ## 改正
    收到申请40件，其中予以公开22件，占55%。

    ## 例外
    允许按印出的位数四舍五入：38 件中的 18 件写作 47.4% 或 47% 都可以，写作 48% 不可以。
    末位相差不到一个单位的，会注明可能没有四舍五入或者作了调整。
    占比符合同一段中另一总数的，视为占该总数的比例。由约数得出的无法判断；缺少其中一个数字的不核对。
    """
    for found in percentages(report):
        quotes = (quote(found.claim), quote(found.base))
        if found.right is None:
            yield attrs.evolve(undecidable(found.claim.path), message="rounded").quoting(*quotes)
        elif found.right:
            yield holds(found.claim.path)
        else:
            yield violated(
                found.claim.path,
                f"{found.what}_nearly" if found.is_near else found.what,
                (),
                part=found.claim.raw,
                whole=found.base.raw,
                printed=f"{found.printed:f}",
                computed=shown(found.computed, found.printed),
            ).quoting(*quotes)


@rule(
    "GD504",
    "prose-says-none",
    Severity.WARNING,
    title=Message(zh="文字写“没有”而表格有数，或者相反", en="The prose says none and the table some, or the reverse"),
    basis=_CONSISTENT,
    messages={
        "prose": Message(
            zh="文中写“{claimed}”，“{label}”为 {figure}",
            en="the prose says {claimed}, the table {figure} ({label})",
        ),
        "table": Message(
            zh="文中写“{claimed}”，“{label}”为 0",
            en="the prose says {claimed}, the table 0 ({label})",
        ),
        "unsure": _UNSURE,
        "several": _SEVERAL,
    },
)
def prose_says_none(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Compares what the prose says there was none of (未收到, 未发生, 无, 0件) with the cells that count it, and the
    cells that are 0 with the figures of the prose.

    ## Why it matters
    It is the sentence that is most often left standing from the year before.

    ## Example
    本年度未收到政府信息公开申请, and 3 in table 3.

    ## Corrected
    本年度收到政府信息公开申请3件.

    ## Exceptions
    As for GD501: another year, another organ, plans and 信息处理费 are not compared. Where the prose says both none and
    some, only what is plainly of the whole year or of all is reported (本年度未收到); the rest is undecidable.

    ## 检查内容
    文中写明没有的（未收到、未发生、无、0件），与统计该事项的单元格核对；单元格为 0 的，与文中的数字核对。

    ## 为什么重要
    这类句子最容易从上年的报告中原样保留下来。

    ## 示例
    文中写“本年度未收到政府信息公开申请”，表三填 3。

    ## 改正
    文中改为“本年度收到政府信息公开申请3件”。

    ## 例外
    与 GD501 相同：其他年度、其他机关、计划中的数字以及信息处理费，不作比较。
    文中既写有数字又写没有的，只提示明显针对全年或者总数的（如“本年度未收到”），其余无法判断。
    """
    yield from _compared(report, fmt, lambda comparison: comparison.speaks_of_none, "prose")


RULES: tuple[Rule, ...] = (
    prose_contradicts_table,
    parts_do_not_add,
    wrong_percentage,
    prose_says_none,
    *slips.RULES,
)


def _compared(report: Report, fmt: Format, wanted: Callable[[Comparison], bool], message: str) -> Iterator[Verdict]:
    """What is to be said of the claims that a rule takes."""
    for comparison in comparisons(report, fmt):
        if wanted(comparison) and comparison.match is not Match.TEN_THOUSANDFOLD:
            yield _verdict(comparison, fmt, message).quoting(*map(quote, comparison.claims))


def _verdict(comparison: Comparison, fmt: Format, message: str) -> Verdict:
    path, paths = comparison.path, comparison.paths
    if comparison.match is Match.AGREES:
        return holds(path)
    if comparison.match is Match.UNREAD:
        return blocked(path, paths)
    if comparison.match is Match.BLANK:
        return undecidable(path, paths)
    label, claim = label_of(paths, fmt), comparison.claims[0]
    args: dict[str, Argument] = {
        "label_zh": label.zh,
        "label_en": label.en,
        "claimed": printed(claim),
    }
    args["figure"] = plain(comparison.figure or 0)
    if comparison.match is Match.UNSURE:
        return attrs.evolve(undecidable(path, paths), message="unsure", args=args)
    if comparison.match is Match.SEVERAL:
        del args["claimed"]
        args["listed"] = "、".join(dict.fromkeys(printed(claim) for claim in comparison.claims))
        return attrs.evolve(undecidable(path, paths), message="several", args=args)
    if message == "prose" and comparison.figure == 0:
        message = "table"
        del args["figure"]
    return violated(path, message, paths, **args)
