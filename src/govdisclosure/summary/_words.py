"""What summaries say, in Chinese and English."""

from collections.abc import Mapping

from govdisclosure.checks._rule import Message
from govdisclosure.errors import Lang

_WORDS: Mapping[str, Message] = {
    "title": Message(
        zh="政府信息公开工作年度报告汇总", en="Summary of annual reports on government information disclosure"
    ),
    # groups
    "year": Message(zh="年度", en="year"),
    "level": Message(zh="机关类别", en="level"),
    "division": Message(zh="行政区划", en="division"),
    "in_year": Message(zh="{year} 年", en="{year}"),
    "no_year": Message(zh="年度不明", en="year unknown"),
    "in_division": Message(zh="区划 {division}", en="division {division}"),
    "no_division": Message(zh="区划不明", en="division unknown"),
    "level.ministry": Message(zh="国务院部门", en="ministries"),
    "level.government": Message(zh="县级以上人民政府", en="governments at county level and above"),
    "level.department": Message(zh="政府部门", en="departments"),
    "level.township": Message(zh="乡镇（街道）", en="townships and sub-districts"),
    "level.organization": Message(zh="其他依法公开信息的组织", en="other organisations that must publish"),
    "level.unknown": Message(zh="类别不明", en="level unknown"),
    "all": Message(zh="全部报告", en="all reports"),
    "between": Message(zh=" · ", en=" · "),
    # blocks of rates
    "requests.results": Message(zh="办理结果，占{of}", en="Outcomes, of {of}"),
    "part": Message(zh="{label}，占{of}", en="{label}, of {of}"),
    "requests.carried_out": Message(zh="结转，占{of}", en="Carried over, of {of}"),
    "proceedings": Message(zh="复议、诉讼结果纠正，占{of}", en="Reviews and suits corrected, of {of}"),
    # columns
    "head.label": Message(zh="项目", en="what"),
    "head.rate": Message(zh="比率", en="rate"),
    "head.numerator": Message(zh="分子", en="count"),
    "head.denominator": Message(zh="分母", en="of"),
    "head.reports": Message(zh="报告", en="reports"),
    "head.blank": Message(zh="空白", en="blank"),
    "head.not_asked": Message(zh="不要求填", en="not asked"),
    # which reports count
    "counted": Message(zh="共 {all} 份报告，全部计入。", en="Reports: {all}, all of them counted."),
    "left_out": Message(
        zh="共 {all} 份报告：计入 {counted} 份，未计入 {out} 份（{reasons}）。",
        en="Reports: {all}. Counted: {counted}. Left out: {out} ({reasons}).",
    ),
    "contained": Message(
        zh="已汇总在本组政府报告中的 {n} 份", en="in the sums of a government's report of this group: {n}"
    ),
    "repeated": Message(zh="完全相同的重复记录 {n} 份", en="the same record again: {n}"),
    "several": Message(
        zh="同一机关同一年度有几份不同报告、无法确定以哪份为准的 {n} 份",
        en="differing reports of one organ and year, of which it is not known which holds: {n}",
    ),
    "circular": Message(zh="上下级关系互相矛盾的 {n} 份", en="of organs that are units of their own units: {n}"),
    "comma": Message(zh="，", en="; "),
    # notes
    "note.missing": Message(
        zh="“—”表示没有比率：分母为零，或者没有一份报告填写。“空白”是应填而未填、因而未计入这一项的报告份数；空白不是零。",
        en="A dash means that there is no rate: the denominator is zero, or no report gives the figures. `Blank` "
        "counts the reports that leave out a figure and so do not count in that row: blank is not zero.",
    ),
    "note.not_asked": Message(
        zh="“不要求填”是所用格式没有这一项的报告份数。",
        en="`Not asked` counts the reports whose format does not have the figure.",
    ),
    "note.absent": Message(
        zh="所用格式没有的项目，不列出或者留空。", en="What a group's formats do not ask for is left out or empty."
    ),
    "note.overlap": Message(
        zh="各组不能相加：政府的汇总数与其所属单位的数可能分在不同的组。",
        en="Groups must not be added up: a government's sums may stand in one, those of its units in another.",
    ),
    "note.none": Message(zh="没有报告。", en="There are no reports."),
    # charts
    "chart.outcomes": Message(zh="申请办理结果", en="What became of the requests"),
    "chart.trends": Message(zh="办理结果逐年变化", en="Outcomes over the years"),
    "chart.grounds": Message(zh="不予公开的理由", en="Grounds of refusal"),
    "chart.carried": Message(zh="结转下年度继续办理", en="Carried over to the next year"),
    "chart.proceedings": Message(zh="行政复议、行政诉讼结果纠正", en="Reviews and suits that ended in correction"),
    "chart.share": Message(zh="占{of}的比例", en="share of {of}"),
    "chart.in_year": Message(zh="{year} 年，占{of}的比例", en="{year}, share of {of}"),
    "chart.mixed": Message(
        zh="有的报告缺少某些数字、数字不符，有的格式没有某些项目，因此合计不都是 100%",
        en="as figures are missing, do not add up or are not asked for, the parts do not always make 100%",
    ),
    "chart.of": Message(zh="{numerator} / {denominator}", en="{numerator} of {denominator}"),
    "chart.tip.group": Message(zh="范围", en="reports"),
    "chart.tip.label": Message(zh="项目", en="what"),
    "chart.tip.rate": Message(zh="比率", en="rate"),
    "chart.tip.sums": Message(zh="分子 / 分母", en="count"),
    # the page
    "page.charts": Message(zh="图", en="Charts"),
    "page.rates": Message(zh="比率", en="Rates"),
    "page.cells": Message(
        zh="每格上方是比率，下方是“分子 / 分母”，以及应填而未填的报告份数。",
        en="Each cell has the rate, below it what it is made of, and how many reports leave a figure blank.",
    ),
    "page.blank": Message(zh="空白 {n} 份", en="{n} blank"),
    "page.counted": Message(zh="计入的报告", en="Reports that count"),
    "page.column.all": Message(zh="全部", en="all"),
    "page.column.counted": Message(zh="计入", en="count"),
    "page.column.contained": Message(zh="已汇总在本组政府报告中", en="in a government's sums"),
    "page.column.repeated": Message(zh="重复", en="repeated"),
    "page.column.several": Message(zh="同年几份不同", en="several of one year"),
    "page.column.circular": Message(zh="上下级矛盾", en="units of themselves"),
    "note.cut": Message(
        zh="共 {all} 组，这里只显示办理申请最多的 {shown} 组；全部各组见 CSV 或 JSON。",
        en="Of {all} groups, the {shown} that answered most requests are shown; CSV and JSON have all of them.",
    ),
}


def word(key: str, lang: Lang, **facts: object) -> str:
    """One text in one language.

    >>> from govdisclosure.summary._words import word
    >>> word("in_year", "zh", year=2023), word("in_division", "en", division="37")
    ('2023 年', 'division 37')
    """
    message = _WORDS[key]
    return message.text(lang).format(**facts)


def knows(key: str) -> bool:
    """Whether there is such a text."""
    return key in _WORDS
