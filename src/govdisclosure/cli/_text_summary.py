"""The texts of ``govdisclosure summary``."""

from collections.abc import Mapping

from govdisclosure.checks._rule import Message

TEXTS: Mapping[str, Message] = {
    "summary": Message(
        zh="汇总许多报告，算出各项比率。\n\n有予以公开、部分公开、不予公开（按理由）、无法提供、不予处理、结转，以及复议、"
        "诉讼结果纠正；每个比率都列出分子、分母和计入的报告份数。\n\n输入是 govdisclosure convert 生成的 Parquet 文件。"
        "同一件申请不重复计算：同一组里已有上级政府的汇总报告的，其所属单位的报告不再计入；完全相同的记录只计一份；"
        "同一机关同一年度有几份不同报告的，都不计入。各有多少份，输出中都有说明。空白不算零：缺少所需数字的报告不计入该项比率。",
        en="Sum up many reports and give rates.\n\nThere are: disclosed in full, in part, refused by ground, not "
        "provided, not processed, carried over, reviews and suits corrected, each with its numerator, its denominator "
        "and the number of reports that count in it.\n\nThe input is a Parquet file made by govdisclosure convert. "
        "Nothing is counted twice: reports of units do not count where their government's consolidated report is in "
        "the same group, equal records count once, and differing reports of one organ and year do not count at all; "
        "the output says how many these are. Blank is not zero: a report that lacks a figure does not count in the "
        "rates that need it.",
    ),
    "opt.by": Message(
        zh="按什么分组：year 年度、level 机关类别、division 行政区划，用逗号分隔；all 不分组。",
        en="What makes a group: year, level, division, separated by commas; all makes one group of all.",
    ),
    "opt.division_digits": Message(
        zh="行政区划取区划代码的前几位：2 省，4 市，6 县，9 乡，12 村。",
        en="How many digits of the division code name a division: 2 province, 4 prefecture, 6 county, 9 township, 12 "
        "village.",
    ),
    "opt.summary_format": Message(
        zh="text 文本表格，csv，json，html 网页（一个文件，含图和表，不联网），png、svg 各图的图片。",
        en="text tables, csv, json, html (one page of charts and tables that needs no network), png or svg (a picture "
        "of each chart).",
    ),
    "opt.summary_output": Message(
        zh="写入哪个文件；png、svg 写入哪个文件夹。html、png、svg 必须给出。",
        en="File to write, or for png and svg the folder; html, png and svg need it.",
    ),
    "summary.no_group": Message(zh="没有 {name} 这种分组；可用 {names}", en="no such group: {name}; there are {names}"),
    "summary.output_wanted": Message(zh="--format {form} 必须用 -o 给出写到哪里", en="--format {form} needs -o"),
    "summary.too_large": Message(
        zh="合计超出 63 位，数字有误；请用 govdisclosure check 检查",
        en="a sum has more than 63 bits, so some figures are wrong; run govdisclosure check",
    ),
    "summary.no_charts": Message(zh="没有可以画图的比率", en="there are no rates to draw"),
    "summary.wrote": Message(zh="已写入 {paths}", en="wrote {paths}"),
}
