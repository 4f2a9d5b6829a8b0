"""The texts of ``govdisclosure convert``."""

from collections.abc import Mapping

from govdisclosure.checks._rule import Message

TEXTS: Mapping[str, Message] = {
    "convert": Message(
        zh="把许多报告转换成一个 Parquet 文件，每份报告一行，每个数据项一列。\n\n输入可以是记录、JSON Lines、各类原件，"
        "也可以是文件夹和压缩包。可随时中断；以同样的参数再次运行，从中断处继续。未能读取的列入“名称.unreadable.csv”，"
        "读取时的说明列入“名称.notes.parquet”，重复的报告列入“名称.duplicates.csv”：只列出，不合并，不删除。\n\n"
        "退出码：0 全部读取；2 有输入无法使用（其余的照常写入）。",
        en="Convert many reports into one Parquet file: a row a report, a column a figure.\n\nThe inputs are records, "
        "JSON Lines, documents of any kind, and folders and archives of them. It may be ended at any moment; run again "
        "with the same arguments, it goes on. What cannot be read is listed in NAME.unreadable.csv, what the readers "
        "noted in NAME.notes.parquet, and what is there twice in NAME.duplicates.csv: it is told, never merged or "
        "dropped.\n\nExit codes: 0 everything was read; 2 some input could not be used (the rest is written).",
    ),
    "opt.convert_output": Message(zh="写入哪个 Parquet 文件。", en="Parquet file to write."),
    "opt.processes": Message(
        zh="同时运行几个进程；缺省为可用的处理器数。", en="How many processes work; by default one for each processor."
    ),
    "opt.parents": Message(
        zh="各单位的数据汇入哪个上级机关的报告（CSV，“单位”“上级”两栏，可另有“代码”）；上级为其自身的，是政府本级的报告。",
        en="In whose consolidated report each unit is counted: CSV with the columns 单位 (unit), 上级 (parent) and, if "
        "wanted, 代码 (code). A unit that is its own parent is a government's own office.",
    ),
    "convert.goes_on": Message(
        zh="接着上次继续：已有 {parts} 批完成", en="goes on where it was ended: {parts} batches are done already"
    ),
    "convert.anew": Message(
        zh="上次未完成的转换与这次不同（{what}），重新开始",
        en="starts anew: the conversion that was not finished differs in {what}",
    ),
    "convert.version": Message(zh="程序版本", en="the version of the program"),
    "convert.layout": Message(zh="表格布局", en="the layout of the columns"),
    "convert.inputs": Message(zh="输入", en="what it was given"),
    "convert.files": Message(zh="输入的文件", en="the files"),
    "convert.redact": Message(zh="是否略去个人信息", en="--redact"),
    "convert.limits": Message(zh="限制", en="--limit"),
    "convert.wrote": Message(
        zh="已写入 {output}：{organs} 个机关的 {reports} 份报告",
        en="wrote {output}: {reports} reports of {organs} organs",
    ),
    "convert.unknown": Message(
        zh="其中 {reports} 份不知属于哪个机关", en="  of {reports} of them it is not known whose they are"
    ),
    "convert.unreadable": Message(zh="未能读取 {count} 项，见 {file}", en="{count} could not be read, see {file}"),
    "convert.skipped": Message(zh="另有 {count} 个文件的类型不读取", en="{count} files are of a kind that is not read"),
    "convert.notes": Message(zh="读取时的说明 {count} 条，见 {file}", en="{count} notes of the readers, see {file}"),
    "convert.twice": Message(zh="有重复，见 {file}", en="some are there more than once, see {file}"),
    "convert.twice_of": Message(
        zh="{what}：{groups} 组，{reports} 份报告", en="{what}: {groups}, in {reports} reports"
    ),
    "convert.unmatched": Message(
        zh="{file} 中有 {count} 行与任何报告都不对应，例如第 {line} 行：{name}",
        en="{count} lines of {file} fit no report, the first being line {line}: {name}",
    ),
    "convert.more": Message(zh="……另有 {count} 项", en="... and {count} more"),
    "convert.reading": Message(zh="读取", en="reading"),
    "convert.writing": Message(zh="写入", en="writing"),
    "convert.comparing": Message(zh="查重", en="looking for duplicates"),
    "convert.bar": Message(
        zh="{files}/{all_files} 个文件，{reports} 份报告，每秒 {rate} 份，失败 {failures}",
        en="{files}/{all_files} files, {reports} reports, {rate} a second, {failures} failed",
    ),
    "convert.head.source": Message(zh="来源", en="source"),
    "convert.head.why": Message(zh="原因", en="why"),
    "convert.head.what": Message(zh="情形", en="what"),
    "convert.head.group": Message(zh="组", en="group"),
    "convert.head.organ": Message(zh="机关", en="organ"),
    "convert.head.year": Message(zh="年度", en="year"),
    "convert.head.scope": Message(zh="范围", en="scope"),
    "convert.scope.own": Message(zh="本级", en="own"),
    "convert.scope.consolidated": Message(zh="汇总", en="consolidated"),
    "convert.scope.none": Message(zh="未注明", en="not stated"),
}
"""By key; `govdisclosure.cli._text` has them among all others."""
