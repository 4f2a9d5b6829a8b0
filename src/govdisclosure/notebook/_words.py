"""What notebooks are told besides what is printed, in Chinese and English."""

from collections.abc import Mapping

from govdisclosure.checks._names import NAMES
from govdisclosure.checks._rule import Message
from govdisclosure.errors import Lang

_WORDS: Mapping[str, Message] = {
    **NAMES,
    "waived": Message(zh="已豁免", en="waived"),
    "undecided": Message(zh="无法判断", en="undecided"),
    "comma": Message(zh="，", en=", "),
    # a report
    "year": Message(zh="{year} 年度", en="{year}"),
    "format": Message(zh="格式 {name}", en="format {name}"),
    "filled": Message(zh="已填 {filled} 项，共 {all} 项", en="{filled} of {all} figures filled in"),
    "part.head": Message(zh="正文之前", en="Before the first section"),
    "part.unnamed": Message(zh="（无标题）", en="(no heading)"),
    "part.signature": Message(zh="落款", en="Signature"),
    "left_out": Message(zh="另有 {count} 段未显示。", en="{count} more paragraphs are not shown."),
    # findings
    "findings": Message(zh="检查结果", en="Result of the check"),
    "count": Message(zh="{name} {count}", en="{name} {count}"),
    "nothing": Message(zh="未发现问题。", en="Nothing was found."),
    "ran": Message(
        zh="检查规则 {rules} 条，其中 {silent} 条未发现问题。", en="Of {rules} rules that ran, {silent} found nothing."
    ),
    "rows_left_out": Message(zh="另有 {count} 项未列出。", en="{count} more are not listed."),
    "not_pass": Message(
        zh="无法判断的，是因为所需内容空白或者未能读取，不等于符合。",
        en="What is undecided rests on something blank or unread. It is not a pass.",
    ),
    "subject": Message(zh="第 {number} 份报告", en="report {number}"),
    "times": Message(zh="{count} 处", en="places: {count}"),
    "head.look": Message(zh="级别", en="severity"),
    "head.rule": Message(zh="规则", en="rule"),
    "head.text": Message(zh="问题", en="what"),
    "head.where": Message(zh="位置", en="where"),
    "head.place": Message(zh="原件", en="in the document"),
    "head.raw": Message(zh="印作", en="printed"),
    "head.parts": Message(zh="相关数据", en="rests on"),
    "head.waived": Message(zh="豁免理由", en="waived because"),
    "explanation": Message(zh="规则说明", en="About the rule"),
    # a document that was read
    "evidence": Message(zh="原件中的位置 {count} 处（{ways}）", en="places in the document: {count} ({ways})"),
    "how.exact": Message(zh="按标准文字认出", en="by its label"),
    "how.variant": Message(zh="按相近文字认出", en="by a label worded otherwise"),
    "how.order": Message(zh="按次序认出", en="by order"),
    "how.derived": Message(zh="由其他内容得出", en="from other things printed"),
    "notes": Message(zh="读取时的提示（{count} 项）", en="Notes of the reader ({count})"),
    "unplaced": Message(zh="未能归位的数字（{count} 个）", en="Numbers that found no cell ({count})"),
    "head.number": Message(zh="数字", en="number"),
    "head.near": Message(zh="旁边的文字", en="beside"),
}


def word(key: str, lang: Lang, **facts: object) -> str:
    """One text in one language.

    >>> from govdisclosure.notebook._words import word
    >>> word("times", "zh", count=3), word("times", "en", count=3)
    ('3 处', 'places: 3')
    """
    message = _WORDS[key]
    return message.text(lang).format(**facts)
