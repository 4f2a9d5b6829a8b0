"""What findings as text say besides the rules' own sentences, in Chinese and English."""

from collections.abc import Mapping

from govdisclosure.checks._names import NAMES
from govdisclosure.checks._rule import Message
from govdisclosure.errors import Lang

WORDS: Mapping[str, Message] = {
    **NAMES,
    "total": Message(zh="合计", en="total"),
    "rule": Message(zh="规则", en="rule"),
    "title": Message(zh="问题", en="what is wrong"),
    "prose": Message(zh="正文", en="the prose"),
    "section": Message(zh="{printed}", en="section {printed}"),
    "blank": Message(zh="空白", en="blank"),
    "report": Message(zh="{source}：{organ} {year}（{label}）", en="{source}: {organ} {year} ({label})"),
    "clean": Message(zh="未发现问题", en="nothing found"),
    "counts": Message(
        zh="错误 {error}，警告 {warning}，提示 {info}，无法判断 {undecided}",
        en="{error} errors, {warning} warnings, {info} infos, {undecided} undecided",
    ),
    "counts_waived": Message(zh="{counts}，已豁免 {waived}", en="{counts}, {waived} waived"),
    "in_all": Message(zh="共 {reports} 份报告：{counts}", en="{reports} reports: {counts}"),
    "repeated": Message(zh="{title}，共 {count} 处：", en="{title}, {count} times:"),
    "more_rows": Message(zh="另有 {rows} 行 {count} 处", en="and {count} in {rows} more rows"),
    "whole_row": Message(zh="整行 {count} 项", en="all {count} of the row"),
    "rest_zero": Message(zh="其余 {count} 项均为 0", en="the other {count} are 0"),
    "rest": Message(zh="另有 {count} 项", en="and {count} more"),
    "makes": Message(zh="应为", en="should be"),
    "should_be": Message(zh="← 应为 {expected}", en="← should be {expected}"),
    "waived_head": Message(zh="已豁免，不计入结果", en="waived, not counted"),
    "quoted": Message(zh="原文：", en="it says: "),
    "reason": Message(zh="理由：{reason}", en="reason: {reason}"),
    "undecided": Message(zh="{outcome} {count} 处：{rules}", en="{count} {outcome}: {rules}"),
    "others_hold": Message(zh="其余 {count} 条规则", en="the other {count} rules"),
    "learn_more": Message(
        zh="规则的说明和改正办法：govdisclosure rule {code}", en="what a rule means: govdisclosure rule {code}"
    ),
}


def word(key: str, lang: Lang, **facts: object) -> str:
    """One text in one language.

    >>> from govdisclosure.review._plain_words import word
    >>> word("in_all", "en", reports=2, counts="1 error"), word("whole", "zh")
    ('2 reports: 1 error', '全文')
    """
    return WORDS[key].text(lang).format(**facts)
