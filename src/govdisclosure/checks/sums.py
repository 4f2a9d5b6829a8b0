"""Family 2: what must add up inside one report.

The identities are data of the format (`Format.identities`); here they are only evaluated.
"""

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

from govdisclosure.checks._rule import Message, Rule, Severity, Verdict, blocked, holds, rule, undecidable, violated
from govdisclosure.formats import Format, Report
from govdisclosure.formats._kit import Identity
from govdisclosure.grid import is_unread

_DIFFERS = {
    "differs": Message(
        zh="“{label}”印为 {printed}，按各项应为 {expected}",
        en="{label}: printed {printed}, by its parts {expected}",
    )
}
_FORM = Message(zh="年度报告格式的填报勾稽关系", en="The sums the report format prescribes")


def _has(code: str) -> Callable[[Format], bool]:
    return lambda fmt: any(identity.code == code for identity in fmt.identities)


def evaluate(identity: Identity, report: Report, fmt: Format) -> Verdict | None:
    """Whether one identity holds; None where its table is not in the report at all."""
    values = {path: _value(report, path) for path in identity.paths}
    if _ABSENT in values.values():
        return None
    blanks = [path for path, value in values.items() if value is None]
    if blanks:
        if any(is_unread(report, path) for path in blanks):
            return blocked(identity.path, identity.paths)
        return undecidable(identity.path, identity.paths)
    expected = sum(term.weight * values[term.path] for term in identity.terms)
    printed = values[identity.path]
    if printed == expected:
        return holds(identity.path)
    cell = fmt.cell(identity.path)
    return violated(
        identity.path, "differs", identity.paths, label_zh=cell.zh, label_en=cell.en, printed=printed, expected=expected
    )


_ABSENT = object()


@cache
def _getter(path: str) -> Callable[[object], Any]:
    return attrgetter(path)


def _value(report: Report, path: str) -> Any:
    try:
        return _getter(path)(report)
    except AttributeError:  # a table that is None
        return _ABSENT


@cache
def _all_hold(fmt: Format, code: str) -> tuple[int, Callable[[Report], bool]]:
    """The identities of a rule as one compiled expression, for reports in which everything is right.

    A loop over the identities takes ten times as long as reading the report did.
    """
    own = [identity for identity in fmt.identities if identity.code == code]
    sums = (
        f"r.{identity.path} == " + "".join(f"{'+' if t.weight > 0 else '-'} r.{t.path}" for t in identity.terms)
        for identity in own
    )
    expression = " and ".join(sums) or "True"
    return len(own), eval(f"lambda r: {expression}", {})  # paths of our own classes, nothing from outside


def _quick(code: str) -> Callable[[Report, Format], int | None]:
    def quick(report: Report, fmt: Format) -> int | None:
        count, all_hold = _all_hold(fmt, code)
        try:
            return count if all_hold(report) else None
        except (TypeError, AttributeError):  # a blank, or a table that is None
            return None

    return quick


def _run(code: str, report: Report, fmt: Format) -> Iterator[Verdict]:
    for identity in fmt.identities:
        if identity.code == code:
            verdict = evaluate(identity, report, fmt)
            if verdict is not None:
                yield verdict


@rule(
    "GD201",
    "row-total",
    Severity.ERROR,
    title=Message(zh="表三横向合计不符", en="A row of table 3 does not add up"),
    basis=_FORM,
    messages=_DIFFERS,
    applies=_has("GD201"),
    quick=_quick("GD201"),
)
def row_total(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    In each row of table 3, compares 总计 with the sum of the six applicant columns.

    ## Why it matters
    The total is what is quoted and rolled up; if it differs from its parts, one of the seven figures is wrong.

    ## Example
    自然人 2, all others 0, 总计 3.

    ## Corrected
    自然人 2, all others 0, 总计 2 (or the missing request in its column).

    ## Exceptions
    A row with a blank cell is undecidable, never a pass.

    ## 检查内容
    核对表三每一行的“总计”是否等于六类申请人各栏之和。

    ## 为什么重要
    总计是对外引用、逐级汇总的数字；与各栏之和不符，说明七个数字中有错。

    ## 示例
    自然人填 2，其余各栏填 0，总计填 3。

    ## 改正
    自然人填 2，其余各栏填 0，总计填 2；或者把漏填的一件填入相应栏。

    ## 例外
    该行有空项的，无法判断，不算通过。
    """
    return _run("GD201", report, fmt)


@rule(
    "GD202",
    "results-total",
    Severity.ERROR,
    title=Message(zh="办理结果总计不符", en="The total of the results does not add up"),
    basis=_FORM,
    messages=_DIFFERS,
    applies=_has("GD202"),
    quick=_quick("GD202"),
)
def results_total(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    In each column of table 3, compares 三（七）总计 with the sum of all outcome rows.

    ## Why it matters
    Every request answered has exactly one outcome; a difference means one was counted twice or not at all.

    ## Example
    予以公开 3, 部分公开 1, all others 0, （七）总计 5.

    ## Corrected
    （七）总计 4, or the fifth request under its outcome.

    ## Exceptions
    A column with a blank cell is undecidable.

    ## 检查内容
    核对表三每一栏的“三（七）总计”是否等于各项办理结果之和。

    ## 为什么重要
    每件办结的申请只有一个办理结果；数字不符，说明有申请重复计算或者漏计。

    ## 示例
    予以公开填 3，部分公开填 1，其余填 0，（七）总计填 5。

    ## 改正
    （七）总计填 4；或者把第五件申请填入相应的办理结果。

    ## 例外
    该栏有空项的，无法判断。
    """
    return _run("GD202", report, fmt)


@rule(
    "GD203",
    "requests-balance",
    Severity.ERROR,
    title=Message(zh="申请收支不平", en="Requests received and dealt with do not balance"),
    basis=Message(
        zh="表三注：第一项加第二项之和，等于第三项加第四项之和",
        en="The note in table 3: items 1 and 2 together equal items 3 and 4 together",
    ),
    messages={
        "differs": Message(
            zh="“{label}”印为 {printed}，按本年新收加上年结转减结转下年度应为 {expected}",
            en="{label}: printed {printed}; received and carried in, less carried out, make {expected}",
        )
    },
    applies=_has("GD203"),
    quick=_quick("GD203"),
)
def requests_balance(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    In each column of table 3, compares 一 + 二 with 三（七） + 四.

    ## Why it matters
    A request received is either dealt with or carried over. The note in the table's corner says so.

    ## Example
    一 5, 二 1, 三（七） 5, 四 0.

    ## Corrected
    三（七） 5, 四 1.

    ## Exceptions
    A column with a blank cell is undecidable. The finding names the 三（七） cell; any of the four may be wrong.

    ## 检查内容
    核对表三每一栏：第一项加第二项之和，是否等于三（七）总计加第四项之和。

    ## 为什么重要
    收到的申请不是办结，就是结转下年度。表三的注写明了这一勾稽关系。

    ## 示例
    本年新收填 5，上年结转填 1，三（七）总计填 5，结转下年度填 0。

    ## 改正
    三（七）总计填 5，结转下年度填 1。

    ## 例外
    该栏有空项的，无法判断。提示指向三（七）单元格，但四个数字都可能有错。
    """
    return _run("GD203", report, fmt)


@rule(
    "GD204",
    "proceedings-total",
    Severity.ERROR,
    title=Message(zh="复议诉讼合计不符", en="A total of table 4 does not add up"),
    basis=_FORM,
    messages=_DIFFERS,
    applies=_has("GD204"),
    quick=_quick("GD204"),
)
def proceedings_total(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    In table 4, compares each of the three 总计 with its four cells.

    ## Why it matters
    Each case is upheld, corrected, ended otherwise or pending; there is no fifth.

    ## Example
    结果维持 1, 结果纠正 0, 其他结果 0, 尚未审结 0, 总计 2.

    ## Corrected
    总计 1.

    ## Exceptions
    A group with a blank cell is undecidable.

    ## 检查内容
    核对表四的三个“总计”是否分别等于其四个单元格之和。

    ## 为什么重要
    每个案件只能是结果维持、结果纠正、其他结果、尚未审结之一，没有第五种情形。

    ## 示例
    结果维持填 1，结果纠正填 0，其他结果填 0，尚未审结填 0，总计填 2。

    ## 改正
    总计填 1。

    ## 例外
    该组有空项的，无法判断。
    """
    return _run("GD204", report, fmt)


@rule(
    "GD205",
    "statistics-total",
    Severity.ERROR,
    title=Message(zh="统计表分项不符", en="A row of the statistics table differs from its parts"),
    basis=Message(zh="政府信息公开工作情况统计表的“其中”项", en="The 其中 rows of the statistics table"),
    messages=_DIFFERS,
    applies=_has("GD205"),
    quick=_quick("GD205"),
)
def statistics_total(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    In the statistics table of 2013, compares each row that has 其中 parts with their sum.

    ## Why it matters
    The parts are the only evidence of the total.

    ## Example
    一、主动公开信息数 30, its six parts 5, 7, 16, 1, 0, 0.

    ## Corrected
    The fourth part 2.

    ## Exceptions
    Rows five to seven name two outcomes only: a case still pending, or ended otherwise, makes the row differ
    although it was filled in faithfully.

    ## 检查内容
    核对2013年统计表中列有“其中”项的各行，是否等于所列分项之和。

    ## 为什么重要
    分项是总数的唯一依据。

    ## 示例
    一、主动公开信息数填 30，六个分项依次填 5、7、16、1、0、0。

    ## 改正
    第四个分项填 2。

    ## 例外
    第五至七项只列两种结果：案件尚未审结或者以其他方式结案的，如实填报也会显示不符。
    """
    return _run("GD205", report, fmt)


RULES: tuple[Rule, ...] = (row_total, results_total, requests_balance, proceedings_total, statistics_total)
