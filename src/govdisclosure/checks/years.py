"""Family 3: what must agree between the years of one organ.

A finding is about the later report; `related` are the places in the earlier. What is compared has the same path in both
formats; a report without a year takes no part in the comparisons. Text and figures that were copied are in `copied`.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise

from govdisclosure.checks._inputs import Entry, Series
from govdisclosure.checks._rule import (
    Argument,
    Message,
    Related,
    Rule,
    Severity,
    Verdict,
    blocked,
    holds,
    series_rule,
    undecidable,
    violated,
)
from govdisclosure.flows import Flow, carry_overs, stocks
from govdisclosure.formats import Format
from govdisclosure.grid import is_unread, value_at

_PENDING, _TOTAL = ".pending", ".total"


@series_rule(
    "GD301",
    "carry-over",
    Severity.ERROR,
    title=Message(zh="上年结转与上一年度报告不符", en="What is carried in is not what was carried over"),
    basis=Message(
        zh="表三：本年度的“二、上年结转”就是上一年度的“四、结转下年度继续办理”",
        en="Table 3: item 2 of a year is item 4 of the year before",
    ),
    messages={
        "differs": Message(
            zh="“{label}”印为 {printed}，{year}年报告结转下年度的为 {expected}",
            en="{label}: printed {printed}; the report for {year} carries over {expected}",
        )
    },
    applies=lambda fmt: any(carry_overs(fmt)),
)
def carry_over(series: Series) -> Iterator[Verdict]:
    """## What it does
    In each column of table 3, compares 二、上年结转 with 四、结转下年度继续办理 in the report for the year before.

    ## Why it matters
    It is the same pile of requests, counted twice. If the counts differ, requests were lost between the years, or made
    up.

    ## Example
    2022: 四、结转下年度继续办理, 总计 3. 2023: 二、上年结转, 总计 0.

    ## Corrected
    2023: 二、上年结转, 总计 3.

    ## Exceptions
    A blank in either year is undecidable. A year without the report before it is not compared. The finding names the
    later report; the earlier may be the wrong one. Of two reports for one year, each is compared.

    ## 检查内容
    逐栏核对表三的“二、上年结转”是否等于上一年度报告的“四、结转下年度继续办理”。

    ## 为什么重要
    两处统计的是同一批申请；数字不同，说明跨年度时有申请漏计或者多计。

    ## 示例
    2022年报告“四、结转下年度继续办理”总计填 3；2023年报告“二、上年结转”总计填 0。

    ## 改正
    2023年报告“二、上年结转”总计填 3。

    ## 例外
    任何一年有空项的，无法判断。缺少上一年度报告的，不核对。
    提示指向后一年度的报告，但也可能是前一年度的报告有误。同一年度有两份报告的，分别核对。
    """
    for earlier, later in series.pairs():
        for flow in carry_overs(later.fmt):
            yield from _followed(flow, earlier, later, "differs")


@series_rule(
    "GD302",
    "stock-and-flow",
    Severity.WARNING,
    title=Message(zh="存量与上年数及本年增减不符", en="A stock does not follow from last year's and what was added"),
    basis=Message(
        zh="表二：现行有效件数＝上年现行有效件数＋本年制发件数－本年废止件数；上一年项目数量＝上年所报项目数量＋上年增/减",
        en="Table 2: what is in force is last year's, with what was issued and without what was repealed; "
        "the projects of last year are those last year's report makes of its own figures",
    ),
    messages={
        "in_force": Message(
            zh="“{label}”印为 {printed}，按{year}年报告的现行有效件数加制发、减废止应为 {expected}",
            en="{label}: printed {printed}; that in the report for {year}, plus issued, less repealed, is {expected}",
        ),
        "last_year": Message(
            zh="“{label}”印为 {printed}，按{year}年报告的项目数量及其增减应为 {expected}",
            en="{label}: printed {printed}; the report for {year} makes it {expected}",
        ),
    },
    applies=lambda fmt: any(stocks(fmt)),
)
def stock_and_flow(series: Series) -> Iterator[Verdict]:
    """## What it does
    In table 2, compares each stock with last year's report: 现行有效件数 with last year's plus 本年制发件数 less
    本年废止件数; in the format of 2019, 上一年项目数量 with last year's 上一年项目数量 plus its 本年增/减.

    ## Why it matters
    What is in force today is what was in force a year ago and what has happened since. A difference means that a
    document was left out, or counted by another rule than last year.

    ## Example
    2022: 现行有效件数 597. 2023: 本年制发件数 50, 本年废止件数 227, 现行有效件数 430.

    ## Corrected
    2023: 现行有效件数 420.

    ## Exceptions
    A blank is undecidable. The two formats count different things, so the first year of a format is not compared with
    the last of the other. A reorganisation that hands documents to another organ changes the stock without being
    issued or repealed: the report should say so.

    ## 检查内容
    核对表二的存量与上一年度报告是否衔接：现行有效件数应等于上年现行有效件数加本年制发件数、减本年废止件数；
    2019年格式中，上一年项目数量应等于上年报告的上一年项目数量加其本年增/减。

    ## 为什么重要
    现有的就是上年的加上一年来变动的。数字不衔接，说明有文件漏计，或者两年的统计口径不同。

    ## 示例
    2022年现行有效件数填 597；2023年制发填 50，废止填 227，现行有效件数填 430。

    ## 改正
    2023年现行有效件数填 420。

    ## 例外
    有空项的，无法判断。两种格式统计的内容不同，新格式的第一年不与旧格式的最后一年核对。
    因机构改革移交文件的，存量会在没有制发、废止的情况下变化，应当在报告中说明。
    """
    for earlier, later in series.pairs():
        for flow in stocks(later.fmt):
            yield from _followed(flow, earlier, later, "in_force" if flow.within else "last_year")


@series_rule(
    "GD303",
    "missing-year",
    Severity.INFO,
    title=Message(zh="年度报告不连续", en="A series has a gap"),
    basis=Message(zh="行政机关每年都应当公布年度报告", en="A report is due every year"),
    messages={
        "one": Message(zh="缺少{year}年的报告", en="there is no report for {year}"),
        "several": Message(zh="缺少{first}年至{last}年的报告", en="there are no reports for {first} to {last}"),
    },
)
def missing_year(series: Series) -> Iterator[Verdict]:
    """## What it does
    Looks for years without a report between the first and the last of a series; one finding for each gap, about the
    report that follows it.

    ## Why it matters
    Years on both sides of a gap cannot be compared. A missing report was not published, or not collected.

    ## Example
    Reports for 2013 and 2015, none for 2014.

    ## Corrected
    The report for 2014 is added to the series.

    ## Exceptions
    An organ that was founded, merged or renamed has no reports, or has them under another name: name it in the file of
    aliases. What was not handed to the check counts as missing. A report that states no year is undecidable.

    ## 检查内容
    查找最早与最晚年度之间缺少报告的年份。每处间断提示一次，指向间断之后的那份报告。

    ## 为什么重要
    间断前后的年度无法比较；缺少的报告可能没有公布，也可能没有收集到。

    ## 示例
    有2013年和2015年的报告，没有2014年的。

    ## 改正
    补上2014年的报告。

    ## 例外
    机关新设、合并或者更名的，可能没有报告，或者以另一名称公布：请在名称对照文件中列明。
    没有交给检查的报告也算缺少。没有写明年度的报告，无法判断。
    """
    for subject in series.undated:
        yield undecidable("year").about(subject)
    groups = [list(group) for _, group in groupby(series.entries, key=lambda entry: entry.year)]
    for before, after in pairwise(groups):
        verdict = _gap(before[-1].year + 1, after[0].year - 1)
        yield verdict.about(after[0].subject, Related(before[-1].subject, "year"))


@series_rule(
    "GD304",
    "pending-vanished",
    Severity.INFO,
    title=Message(zh="上年尚未审结的案件去向不明", en="Cases pending last year are not among this year's"),
    basis=Message(
        zh="表四：上年尚未审结的案件，本年度应当审结或者仍未审结",
        en="Table 4: a case that was pending is closed this year, or still pending",
    ),
    messages={
        "exceeds": Message(
            zh="{year}年报告“{label}”为 {pending} 件，本年度同类案件总计只有 {total} 件",
            en="{label}: {pending} in the report for {year}, but this year's cases of the kind are {total} in all",
        )
    },
    applies=lambda fmt: any(True for _ in kinds(fmt)),
)
def pending_vanished(series: Series) -> Iterator[Verdict]:
    """## What it does
    In table 4, compares last year's 尚未审结 with this year's 总计 of the same kind of case.

    ## Why it matters
    A pending case does not vanish: this year it is closed in one way or another, or still pending.

    ## Example
    2022: 行政复议, 尚未审结 2. 2023: 行政复议, 总计 0.

    ## Corrected
    2023: 行政复议, 结果维持 2, 总计 2.

    ## Exceptions
    Some organs count a case only in the year it was filed; then this is how they count, and no mistake in a figure.
    A blank is undecidable.

    ## 检查内容
    核对表四：上年“尚未审结”的件数是否超过本年度同类案件的“总计”。

    ## 为什么重要
    尚未审结的案件不会消失：到本年度，不是已经审结，就是仍未审结。

    ## 示例
    2022年行政复议“尚未审结”填 2；2023年行政复议“总计”填 0。

    ## 改正
    2023年行政复议“结果维持”填 2，“总计”填 2。

    ## 例外
    有的机关只在立案当年统计案件，属于统计口径问题，数字本身并没有填错。有空项的，无法判断。
    """
    for earlier, later in series.pairs():
        for pending, total in kinds(later.fmt):
            if pending in earlier.fmt.by_path:
                yield _reappeared(earlier, later, pending, total)


RULES: tuple[Rule, ...] = (carry_over, stock_and_flow, missing_year, pending_vanished)


def _followed(flow: Flow, earlier: Entry, later: Entry, message: str) -> Iterator[Verdict]:
    """Whether a figure is what last year's report and its own make it; nothing where the earlier format lacks one."""
    if not all(path in earlier.fmt.by_path for path in flow.before):
        return
    related = tuple(Related(earlier.subject, path) for path in flow.before)
    missing = _missing(((earlier, flow.before), (later, flow.own_paths)))
    if missing is not None:
        yield missing(flow.path, flow.own_paths).about(later.subject, *related)
        return
    expected = sum(_whole(earlier, path) for path in flow.before)
    expected += sum(term.weight * _whole(later, term.path) for term in flow.within)
    printed = _whole(later, flow.path)
    if printed == expected:
        yield holds(flow.path).about(later.subject, *related)
    else:
        facts: dict[str, Argument] = {"printed": printed, "expected": expected, "year": earlier.year}
        verdict = violated(flow.path, message, flow.own_paths, **_labels(later.fmt, flow.path), **facts)
        yield verdict.about(later.subject, *related)


def _gap(first: int, last: int) -> Verdict:
    if first > last:
        return holds("year")
    if first == last:
        return violated("year", "one", year=first)
    return violated("year", "several", first=first, last=last)


def kinds(fmt: Format) -> Iterator[tuple[str, str]]:
    """For each kind of case, where the pending ones stand and where all of them."""
    for path in fmt.by_path:
        total = path.removesuffix(_PENDING) + _TOTAL
        if path.endswith(_PENDING) and total in fmt.by_path:
            yield path, total


def _reappeared(earlier: Entry, later: Entry, pending: str, total: str) -> Verdict:
    related = Related(earlier.subject, pending)
    missing = _missing(((earlier, (pending,)), (later, (total,))))
    if missing is not None:
        return missing(total, (total,)).about(later.subject, related)
    before, now = _whole(earlier, pending), _whole(later, total)
    if before <= now:
        return holds(total).about(later.subject, related)
    facts: dict[str, Argument] = {"pending": before, "total": now, "year": earlier.year}
    return violated(total, "exceeds", (total,), **_labels(earlier.fmt, pending), **facts).about(later.subject, related)


def _missing(cells: Iterable[tuple[Entry, Iterable[str]]]) -> Callable[[str, Iterable[str]], Verdict] | None:
    """How to say that one of the figures is not known: `blocked` where digits could not be read, else `undecidable`."""
    blanks = [(e.report, path) for e, paths in cells for path in paths if value_at(e.report, path) is None]
    if not blanks:
        return None
    return blocked if any(is_unread(report, path) for report, path in blanks) else undecidable


def _whole(entry: Entry, path: str) -> int:
    """A figure that is there; those of the flows are counts and changes."""
    value = value_at(entry.report, path)
    assert value is not None
    return int(value)


def _labels(fmt: Format, path: str) -> dict[str, Argument]:
    cell = fmt.cell(path)
    return {"label_zh": cell.zh, "label_en": cell.en}
