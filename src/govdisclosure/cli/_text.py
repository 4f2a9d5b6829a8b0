"""Every text of the command line, in Chinese and English. Nothing else in the program speaks to its user."""

import os
from collections.abc import Mapping, Sequence

from govdisclosure._language import LANG_VARIABLE, language_here
from govdisclosure.checks._names import NAMES
from govdisclosure.checks._rule import Message
from govdisclosure.cli._text_check import TEXTS as CHECK_TEXTS
from govdisclosure.cli._text_convert import TEXTS as CONVERT_TEXTS
from govdisclosure.cli._text_summary import TEXTS as SUMMARY_TEXTS
from govdisclosure.cli._text_synthesize import TEXTS as SYNTHESIZE_TEXTS
from govdisclosure.errors import Lang

TEXTS: Mapping[str, Message] = {
    **NAMES,
    **CHECK_TEXTS,
    **CONVERT_TEXTS,
    **SUMMARY_TEXTS,
    **SYNTHESIZE_TEXTS,
    # help
    "program": Message(
        zh="读取、检查、保存和打印政府信息公开工作年度报告。",
        en="Read, check, keep and print annual reports on government information disclosure.",
    ),
    "read": Message(
        zh="读取文件中的年度报告，写成 JSON 记录。\n\n给出 -o 时，每份报告写成“机关-年份.json”及其证据文件"
        "“机关-年份.evidence.json”（各数据项在原件中的位置）。不给 -o 时，只能有一份报告，其 JSON 输出到屏幕。",
        en="Read the reports in documents and write them as JSON records.\n\nWith -o, each report becomes "
        "ORGAN-YEAR.json, and ORGAN-YEAR.evidence.json says where in the document each thing stood. Without -o "
        "there must be one report; its JSON is printed.",
    ),
    "check": Message(
        zh="检查年度报告（记录或原件）。\n\n报告所在文件夹或其上级文件夹中有 govdisclosure.toml 的，按其中的设置"
        "选用规则、调整级别、豁免问题。\n\n退出码：0 未发现错误；1 有错误级别的问题；2 有输入无法使用。",
        en="Check reports, records or documents alike.\n\nA govdisclosure.toml beside a report, or in a folder above "
        "it, says which rules run, how they are graded and what is waived.\n\nExit codes: 0 no errors; 1 findings of "
        "error level; 2 some input could not be used.",
    ),
    "write": Message(
        zh="把一份报告写成网页、Word、Excel、PDF、Markdown、文本或 CSV；或用 --blank 写一份空白表格。",
        en="Write one report as a web page, Word, Excel, PDF, Markdown, text or CSV; or an empty form with --blank.",
    ),
    "next": Message(
        zh="由今年的报告生成明年报告的草稿。\n\n四、结转下年度继续办理转为二、上年结转，现行有效件数保留供参考，其余留空。",
        en="Begin next year's report from this year's.\n\nWhat is carried over to next year becomes what is carried "
        "in, the numbers in force are kept for reference, and everything else is blank.",
    ),
    "compare": Message(
        zh="并列比较两份报告（同一文件的两次读取，或者两个年度）。\n\n退出码：0 相同；1 不同；2 有输入无法使用。",
        en="Show two reports side by side: two readings of a document, or two years.\n\nExit codes: 0 the same; "
        "1 they differ; 2 some input could not be used.",
    ),
    "schema": Message(
        zh="输出某一格式的 JSON Schema；写 rules 则输出全部勾稽关系。",
        en="Print the JSON Schema of a format, or with `rules` every sum as data.",
    ),
    "formats": Message(
        zh="列出报告格式；给出名称时列出该格式的每个数据项。",
        en="List the report formats, or every figure of the one named.",
    ),
    "rules": Message(zh="列出检查规则。", en="List the rules."),
    "rule": Message(zh="说明一条检查规则。", en="Explain one rule."),
    "usage": Message(zh="用法：", en="Usage: "),
    "Options": Message(zh="选项", en="Options"),
    "Commands": Message(zh="命令", en="Commands"),
    "[OPTIONS]": Message(zh="[选项]", en="[OPTIONS]"),
    "COMMAND [ARGS]...": Message(zh="命令 [参数]...", en="COMMAND [ARGS]..."),
    "opt.help": Message(zh="显示本说明。", en="Show this message and exit."),
    "opt.version": Message(zh="显示版本。", en="Show the version and exit."),
    "opt.lang": Message(
        zh=f"界面语言；缺省取环境变量 {LANG_VARIABLE}，其次取系统语言。",
        en=f"Language of all texts; by default {LANG_VARIABLE} from the environment, then the locale.",
    ),
    "opt.output_folder": Message(zh="写入哪个文件夹。", en="Folder to write to."),
    "opt.redact": Message(
        zh="不写入统计表中的人员姓名和各处联系方式。引言正文原样保留，其中若有姓名、电话，请另行处理。",
        en="Leave out the names in the foot of the statistics table and the contacts. The preamble stays as printed: "
        "names or numbers in its sentences are not removed.",
    ),
    "opt.select": Message(
        zh="只用这些规则（代码或其开头，如 GD2；可重复或用逗号分隔）。",
        en="Only rules with these codes or prefixes, such as GD2; repeat or separate by commas.",
    ),
    "opt.ignore": Message(zh="不用这些规则（写法同上）。", en="All but rules with these codes or prefixes."),
    "opt.policy": Message(
        zh="所有报告都用这一设置文件，不再逐级查找 govdisclosure.toml。",
        en="Use this policy for all reports, instead of the nearest govdisclosure.toml.",
    ),
    "opt.check_output": Message(
        zh="写入哪个文件；html、docx、xlsx 写入哪个文件夹。",
        en="File to write; for html, docx and xlsx the folder.",
    ),
    "folder_wanted": Message(
        zh="{form} 需要用 -o 指定写入的文件夹", en="{form} needs a folder to write into: give it with -o"
    ),
    "waived": Message(zh="已豁免：{reason}", en="waived: {reason}"),
    "wrote_reviews": Message(zh="已写入 {folder}：{count} 个文件", en="wrote {count} files into {folder}"),
    "opt.format": Message(zh="输出文字，或供程序使用的 JSON。", en="Text, or JSON for programs."),
    "opt.draft": Message(
        zh="记录可以不完整：缺少的数据项按空白处理。",
        en="Records may be partial: figures that are missing count as blank.",
    ),
    "opt.output_file": Message(zh="写入哪个文件；- 为标准输出。", en="File to write; - is standard output."),
    "opt.to": Message(
        zh="输出种类；缺省由文件名后缀决定。", en="Kind of output; by default told from the file's suffix."
    ),
    "opt.show_evidence": Message(
        zh="逐格显示读到的数字在原件中的位置、原样和识别方式。",
        en="Show for each figure where it stood in the document, its raw text, and how it was recognised.",
    ),
    "opt.source": Message(
        zh="原件的来源，如网址；写入证据。", en="What the document is called in the evidence, such as its URL."
    ),
    "opt.retrieved_on": Message(
        zh="取得原件的日期；写入证据。", en="The day the document was retrieved, for the evidence."
    ),
    "opt.limit": Message(
        zh="放宽或收紧对原件的限制，如 pages=500；可重复。可用：{names}。",
        en="Widen or narrow a limit on documents, such as pages=500; repeatable. There are {names}.",
    ),
    "opt.blank": Message(
        zh="写这一格式的空白表格，不需要输入。", en="Write the empty form of this format; takes no input."
    ),
    "opt.next_output": Message(
        zh="写入哪个文件，种类由后缀决定；缺省输出 JSON。",
        en="File to write, its kind told from the suffix; by default the JSON is printed.",
    ),
    "opt.family": Message(zh="只列某一类规则，如 2。", en="Only this family, such as 2."),
    # table heads
    "head.file": Message(zh="文件", en="file"),
    "head.organ": Message(zh="机关", en="organ"),
    "head.year": Message(zh="年份", en="year"),
    "head.format": Message(zh="格式", en="format"),
    "head.figures": Message(zh="已读/应有", en="figures read/expected"),
    "head.cells": Message(zh="数据项", en="figures"),
    "head.notes": Message(zh="读取说明", en="notes"),
    "head.written": Message(zh="写入", en="written"),
    "head.row": Message(zh="行", en="row"),
    "head.column": Message(zh="栏", en="column"),
    "head.value": Message(zh="数值", en="value"),
    "head.raw": Message(zh="原样", en="as printed"),
    "head.near": Message(zh="所在处", en="near"),
    "head.place": Message(zh="位置", en="where"),
    "head.how": Message(zh="识别方式", en="recognised by"),
    "head.what": Message(zh="项目", en="what"),
    "head.change": Message(zh="增减", en="change"),
    "head.label": Message(zh="名称", en="label"),
    "head.years": Message(zh="年度", en="years"),
    "head.tables": Message(zh="表格", en="tables"),
    "head.basis": Message(zh="依据", en="basis"),
    "head.order": Message(zh="序号", en="no."),
    "head.path": Message(zh="路径", en="path"),
    "head.unit": Message(zh="单位", en="unit"),
    "head.articles": Message(zh="条款（本项目的理解）", en="articles (this project's reading)"),
    "head.code": Message(zh="代码", en="code"),
    "head.slug": Message(zh="简称", en="slug"),
    "head.severity": Message(zh="级别", en="severity"),
    "head.needs": Message(zh="所需材料", en="needs"),
    "head.title": Message(zh="问题", en="what is wrong"),
    "head.status": Message(zh="状态", en="status"),
    "needs.report": Message(zh="一份报告", en="a report"),
    "needs.series": Message(zh="同一机关历年报告", en="a series of one organ"),
    "needs.units": Message(zh="下属单位的报告", en="the units of a government"),
    "needs.document": Message(zh="原件", en="the reading of a document"),
    "stable": Message(zh="正式", en="stable"),
    "preview": Message(zh="试行，选定才运行", en="preview: runs only when selected"),
    "deprecated": Message(zh="停用，选定才运行", en="deprecated: runs only when selected"),
    # outcomes and severities
    # how a figure was recognised
    "how.exact": Message(zh="名称", en="its label"),
    "how.variant": Message(zh="名称（异写）", en="its label, misprinted"),
    "how.order": Message(zh="顺序", en="order"),
    "how.derived": Message(zh="推得", en="other things printed"),
    "nowhere": Message(zh="未见", en="not found"),
    "unplaced": Message(zh="没有对应单元格的数字", en="Numbers that belong to no cell"),
    "no_tables": Message(zh="没有表格", en="no tables"),
    # comparing
    "same": Message(zh="两份报告相同", en="the two reports are the same"),
    "absent": Message(zh="（无此项）", en="(absent)"),
    "empty": Message(zh="（空）", en="(empty)"),
    # what a run says
    "at_place": Message(zh="{place}（{where}）", en="{place} ({where})"),
    "of_report": Message(
        zh="{source}：{organ} {year}（{label}）",
        en="{source}: {organ} {year} ({label})",
    ),
    "per_report": Message(
        zh="错误 {errors}，警告 {warnings}，提示 {infos}，无法判断 {undecided}",
        en="{errors} errors, {warnings} warnings, {infos} infos, {undecided} undecided",
    ),
    "skipped_kind": Message(
        zh="{source}：略过（文件夹中只读取 {kinds}）", en="{source}: skipped (in folders, {kinds} are read)"
    ),
    "no_input": Message(zh="{source}：文件夹中没有可读取的文件", en="{source}: nothing to read in this folder"),
    "no_rule": Message(
        zh="没有以“{code}”开头的规则；用 govdisclosure rules 查看全部规则",
        en="no rule begins with {code!r}; `govdisclosure rules` lists them",
    ),
    "several": Message(
        zh="有 {count} 份报告；请用 -o 指定文件夹", en="{count} reports; name a folder for them with -o"
    ),
    "which_kind": Message(
        zh="无法从“{name}”得知输出种类；请用 --to 指定：{kinds}",
        en="cannot tell the kind of output from {name!r}; say --to with one of {kinds}",
    ),
    "one_or_blank": Message(
        zh="请给出一个输入，或者用 --blank 指定格式（二者择一）",
        en="give one input, or a format with --blank, not both",
    ),
    "bad_limit": Message(
        zh="限制“{text}”应写成“名称=数值”，名称为：{names}",
        en="{text!r} is no limit: write NAME=NUMBER with one of {names}",
    ),
    "more_problems": Message(zh="{source}：另有 {count} 处问题", en="{source}: {count} more problems"),
    "other_title": Message(zh="英文名称", en="Chinese title"),
    "messages": Message(zh="提示语", en="Messages"),
    "working": Message(zh="处理中", en="Working"),
    # roll-up
    "roll-up": Message(
        zh="核对政府的汇总报告与所属各单位的报告；或用 --make 由各单位报告生成汇总记录。\n\n"
        "第一个输入为政府的报告，其余为各单位的报告，可以是文件或文件夹。用 --make 时，全部输入均为各单位的报告。\n\n"
        "退出码：0 未发现错误；1 有错误级别的问题；2 有输入无法使用。",
        en="Compare a government's consolidated report with those of its units, or make it from them with --make.\n\n"
        "The first input is the government's report; the others, files or folders, are the units'. With --make, all "
        "inputs are the units'.\n\n"
        "Exit codes: 0 no errors; 1 findings of error level; 2 some input could not be used.",
    ),
    "opt.own": Message(zh="政府本级的报告。", en="Report of the government's own office (本级)."),
    "opt.roster": Message(
        zh="应报送单位名册（CSV，须有“单位”一栏，可另有“别名”“代码”）。",
        en="Who should report: CSV with a column 单位 (unit) and, if wanted, 别名 (aliases) and 代码 (code).",
    ),
    "opt.make": Message(
        zh="把各单位数据汇总，写入该文件，种类由后缀决定；不作核对。",
        en="Add up the units' figures and write the record to this file, its kind told from the suffix; nothing is "
        "compared.",
    ),
    "opt.organ": Message(zh="汇总记录的机关名称（与 --make 同用）。", en="Whose record it is; goes with --make."),
    "roll-up.usage": Message(
        zh="请依次给出政府的报告和各单位的报告；由各单位报告生成汇总记录时，用 --make（此时可用 --organ）",
        en="give the government's report and then its units'; to make a record from the units', say --make (with or "
        "without --organ)",
    ),
    "roll-up.not_one": Message(zh="有 {count} 份报告，应为一份", en="{count} reports where one is wanted"),
    "roll-up.no_units": Message(zh="没有各单位的报告", en="there are no reports of units"),
    "roll-up.left_out": Message(
        zh="{source}：已作其他用途或重复给出，不再作为单位报告", en="{source}: given already, so not taken once more"
    ),
    "roll-up.twice": Message(
        zh="{first} 与 {second} 是同一机关的报告，都计入了合计",
        en="{first} and {second} are of one organ; both are in the sums",
    ),
    "roll-up.itself": Message(
        zh="{source}：机关名称与政府的报告相同；如为本级报告，请用 --own 给出",
        en="{source}: of the same organ as the government's report; if it is of its own office, give it with --own",
    ),
    "roll-up.own": Message(zh="本级", en="own office"),
    "roll-up.with_own": Message(zh="含本级", en="with the own office"),
    "roll-up.without_own": Message(zh="未提供本级", en="without the own office"),
    "roll-up.against": Message(zh="与 {units} 个单位的报告核对（{own}）", en="against {units} reports of units, {own}"),
    "roll-up.made": Message(
        zh="已写入 {source}：{organ} {year}，汇总 {units} 个单位的报告（{own}）",
        en="wrote {source}: {organ} {year}, the sum of {units} reports of units, {own}",
    ),
    "roll-up.own_wanted": Message(
        zh="有的数字多于各单位合计，多出的部分只能是本级数据：政府本级另有报告的，请用 --own 给出",
        en="some figures are more than the units', and the rest would be the own office's: give its report with --own",
    ),
    "roll-up.printed": Message(zh="印为", en="printed"),
    "roll-up.sum": Message(zh="合计", en="sum"),
    "roll-up.difference": Message(zh="相差", en="difference"),
    "roll-up.outcome": Message(zh="结论", en="outcome"),
    "roll-up.from": Message(zh="其中", en="of which"),
    "roll-up.why_blank": Message(zh="留空原因", en="left blank because"),
    "roll-up.doubtful": Message(
        zh="可能有重复计算（如联合发文），请核实后填写",
        en="several units may count the same thing; settle it and fill it in",
    ),
    "roll-up.blank": Message(zh="{units} 空白", en="blank in {units}"),
    # upgrade
    "upgrade": Message(
        zh="把一份报告转为另一格式的记录，并列出无处填列、无从得知和推算得出的数据项。\n\n含义相同的数据项原样保留；"
        "旧记录不能说明的一律留空，不补零。标题、年度、编制依据和正文不变。",
        en="Put one report into another format, and tell which figures have no place there, cannot be known, or "
        "follow from others.\n\nFigures of the same meaning are kept as printed; what the record cannot tell is "
        "blank, never 0. Title, year, notices and prose stay as they are.",
    ),
    "table": Message(
        zh="把多份报告中含义始终不变的数据项写成一张长表（CSV），每行一个数据项，按数据项、年度排列。",
        en="Write the figures that keep their meaning over all the reports as one long table (CSV), one figure a row, "
        "by figure and year.",
    ),
    "opt.to_format": Message(zh="转为哪一格式。", en="The format to put it into."),
    "opt.table_output": Message(
        zh="写入哪个 CSV 文件；缺省输出到屏幕。", en="CSV file to write; by default the table is printed."
    ),
    "opt.upgrade_output": Message(
        zh="写入哪个文件，种类由后缀决定；- 为标准输出（JSON）。",
        en="File to write, its kind told from the suffix; - is standard output (JSON).",
    ),
    "which_suffix": Message(
        zh="无法从“{name}”得知输出种类；文件名的后缀应为：{suffixes}",
        en="cannot tell the kind of output from {name!r}; end its name with one of {suffixes}",
    ),
    "upgraded": Message(
        zh="无处填列 {lost} 项，无从得知 {unknown} 项，推算得出 {derived} 项",
        en="{lost} figures lost, {unknown} unknown, {derived} derived",
    ),
    "upgrade.lost": Message(zh="转换后无处填列的数据项", en="Lost: no place in the other format"),
    "upgrade.unknown": Message(zh="无从得知、留空的数据项", en="Unknown: left blank"),
    "upgrade.derived": Message(zh="推算得出的数据项", en="Derived: they follow from other figures"),
    "head.why": Message(zh="原因", en="why"),
    "not_shown": Message(zh="（不显示）", en="(not shown)"),
    # series
    "series": Message(
        zh="按机关比较历年报告：结转、存量、缺少的年度、照抄的文字等。\n\n机关按统一社会信用代码区分，没有代码的按名称；"
        "更名的机关用 --aliases 列明。\n\n退出码：0 未发现错误；1 有错误级别的问题；2 有输入无法使用。",
        en="Compare the reports of each organ over the years: what is carried over, stocks, missing years, copied text."
        "\n\nOrgans are told apart by 统一社会信用代码, else by name; organs that were renamed are named in --aliases."
        "\n\nExit codes: 0 no errors; 1 findings of error level; 2 some input could not be used.",
    ),
    "opt.aliases": Message(
        zh="机关名称对照表（CSV，“单位”和“别名”两栏，多个别名用分号隔开）。",
        en="Which names are one organ's: CSV with the columns 单位 (unit) and 别名 (aliases, separated by ;).",
    ),
    "series.organ": Message(zh="{organ}：{years}（{reports} 份报告）", en="{organ}: {years} ({reports} reports)"),
    "series.alone": Message(zh="只有一份报告，没有可比较的年度", en="only one report: no year to compare it with"),
    "series.related": Message(zh="对照 {year}：{places}", en="see {year}: {places}"),
}


def say(key: str, lang: Lang, **facts: object) -> str:
    """One text in one language.

    >>> from govdisclosure.cli._text import say
    >>> say("at_place", "en", place="title", where="line 1"), say("at_place", "zh", place="title", where="第 1 行")
    ('title (line 1)', 'title（第 1 行）')
    """
    message = TEXTS[key]
    return message.text(lang).format(**facts)


def language(args: Sequence[str], environ: Mapping[str, str] = os.environ, system: str | None = None) -> Lang:
    """The language to speak: what ``--lang`` says, else the environment, else the system's locale.

    Help is printed while the arguments are still being read, so this looks ahead.

    >>> from govdisclosure.cli._text import language
    >>> language(["--lang", "zh"], {}), language(["check", "--lang=en"], {"LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    >>> language([], {"LANG": "zh_CN.UTF-8"}), language([], {"LANG": "C"})
    ('zh', 'en')
    """
    asked = _asked(args)
    if asked in ("zh", "en"):
        return asked  # type: ignore[return-value]  # one of the two
    return language_here(environ, system)


def _asked(args: Sequence[str]) -> str | None:
    for place, arg in enumerate(args):
        if arg.startswith("--lang="):
            return arg.partition("=")[2]
        if arg == "--lang" and place + 1 < len(args):
            return args[place + 1]
    return None
