"""What reviews say of themselves, in Chinese and English."""

from collections.abc import Mapping

from govdisclosure.checks._names import NAMES
from govdisclosure.checks._rule import Message
from govdisclosure.errors import Lang

_WORDS: Mapping[str, Message] = {
    **NAMES,
    "review": Message(zh="检查结果：{organ} {year}", en="Review: {organ} {year}"),
    "kind": Message(
        zh="政府信息公开工作年度报告检查结果", en="Review of an annual report on government information disclosure"
    ),
    "waived": Message(zh="已豁免", en="waived"),
    "undecided": Message(zh="无法判断", en="undecided"),
    "counts.error": Message(zh="错误", en="errors"),
    "counts.warning": Message(zh="警告", en="warnings"),
    "counts.info": Message(zh="提示", en="infos"),
    "counts.waived": Message(zh="已豁免", en="waived"),
    "counts.undecided": Message(zh="无法判断", en="undecided"),
    "year": Message(zh="{year} 年度", en="{year}"),
    "format": Message(zh="格式 {name}", en="format {name}"),
    "file": Message(zh="文件", en="file"),
    "back": Message(zh="返回目录", en="All reports"),
    # the summary
    "by_rule": Message(zh="按规则统计", en="By rule"),
    "by_organ": Message(zh="按机关统计", en="By organ"),
    "rule": Message(zh="规则", en="rule"),
    "found": Message(zh="发现", en="found"),
    "held": Message(zh="符合", en="held"),
    "others_held": Message(zh="另有 {count} 条规则未发现问题。", en="{count} other rules found nothing."),
    "all_held": Message(
        zh="已检查的 {count} 条规则均未发现问题。", en="None of the {count} rules that ran found anything."
    ),
    "not_pass": Message(
        zh="无法判断的，是因为所需内容空白或者未能读取，不等于符合。",
        en="What is undecided rests on something blank or unread. It is not a pass.",
    ),
    # finding one's way
    "report": Message(zh="报告正文", en="The report"),
    "to_findings": Message(zh="查看问题", en="To the findings"),
    "findings": Message(zh="发现的问题", en="Findings"),
    "nothing": Message(zh="未发现问题。", en="Nothing was found."),
    "show": Message(zh="显示", en="Show"),
    "all_rules": Message(zh="全部规则", en="all rules"),
    "shown": Message(zh="显示 {shown} 项，共 {all} 项", en="{shown} of {all} shown"),
    "keys": Message(zh="键盘：n 下一项，p 上一项。", en="Keys: n for the next, p for the one before."),
    "arrows": Message(zh="在列表中也可用上下方向键。", en="In the list also the arrow keys."),
    "skip.report": Message(zh="跳到报告正文", en="Skip to the report"),
    "skip.findings": Message(zh="跳到发现的问题", en="Skip to the findings"),
    # one finding
    "said": Message(zh="{look} {number}：{text}", en="{look} {number}: {text}"),
    "number": Message(zh="第 {number} 项", en="No. {number}"),
    "place": Message(zh="位置", en="Where"),
    "comma": Message(zh="、", en=", "),
    "printed": Message(zh="印为", en="Printed"),
    "expected": Message(zh="应为", en="Expected"),
    "blank": Message(zh="（空白）", en="(blank)"),
    "parts": Message(zh="相关数据", en="Rests on"),
    "zeros": Message(zh="其余 {count} 项均为 0", en="{count} others are 0"),
    "original": Message(zh="原件", en="In the document"),
    "raw": Message(zh="{place}，印作“{raw}”", en="{place}, printed {raw}"),
    "fault": Message(zh="判断", en="Fault"),
    "todo": Message(zh="处理", en="What to do"),
    "reason": Message(zh="豁免理由", en="Waived because"),
    "explanation": Message(zh="规则说明", en="About the rule"),
    "see": Message(zh="规则说明见第 {number} 项", en="About the rule: see no. {number}"),
    "basis": Message(zh="依据：", en="Basis: "),
    "todo.waived": Message(zh="已豁免，不需处理。", en="Waived: nothing to do."),
    "todo.reading": Message(
        zh="请先对照原件，看数字、文字是否读取有误；原件确实如此的，再改正。",
        en="Compare with the document first: the reading may be wrong. Correct what is printed so.",
    ),
    "todo.figures": Message(
        zh="请核对本格和相关数据，改正有误的一处。",
        en="Check this figure and those it rests on; correct the wrong one.",
    ),
    "todo.both": Message(
        zh="请核对标出的文字和表中的数字，改正有误的一处。",
        en="Check the marked text and the figure; correct the wrong one.",
    ),
    "todo.cell": Message(zh="请核对本格，改正或者补填。", en="Check this figure; correct it or fill it in."),
    "todo.text": Message(zh="请核对标出的文字，改正或者补充。", en="Check the marked text; correct or complete it."),
    "todo.whole": Message(zh="请对照规定的格式补充或者改正。", en="Complete or correct the report as the form asks."),
    "todo.info": Message(zh="请确认；无误的，不必改动。", en="Confirm; what is right may stay."),
    # what could not be decided
    "places": Message(zh="{count} 处", en="places: {count}"),
    # the list of reports
    "index": Message(zh="年度报告检查结果目录", en="Reviews of annual reports"),
    "index.total": Message(zh="共 {reports} 份报告", en="{reports} reports"),
    "index.organ": Message(zh="机关", en="organ"),
    "index.year": Message(zh="年度", en="year"),
    "index.format": Message(zh="格式", en="format"),
    "index.reports": Message(zh="报告", en="reports"),
    "index.search": Message(zh="查找机关、年度、文件", en="Organ, year or file"),
    "index.formats": Message(zh="全部格式", en="all formats"),
    "index.only_found": Message(zh="只看有问题的", en="only with findings"),
    "index.shown": Message(zh="显示 {shown} 份，共 {all} 份", en="{shown} of {all} reports shown"),
}


def word(key: str, lang: Lang, **facts: object) -> str:
    """One text in one language.

    >>> from govdisclosure.review._words import word
    >>> word("number", "zh", number=3), word("number", "en", number=3)
    ('第 3 项', 'No. 3')
    """
    message = _WORDS[key]
    return message.text(lang).format(**facts)
