"""The texts of ``govdisclosure check`` over tables."""

from collections.abc import Mapping

from govdisclosure.checks._rule import Message

TEXTS: Mapping[str, Message] = {
    "opt.check_format": Message(
        zh="检查结果的形式：text 文字，json、sarif 数据，html 标注网页，docx、xlsx 加批注的文件，csv、jsonl、parquet "
        "问题清单（一行一个问题）。缺省看输出文件的后缀，否则为文字。",
        en="How findings are given: text, data (json, sarif), marked pages (html), documents with comments (docx, "
        "xlsx), or a table with a row for each (csv, jsonl, parquet). By default as the suffix of the output says, "
        "else text.",
    ),
    "opt.engine": Message(
        zh="整表检查，一次检查全部报告：用 Polars、DuckDB 或 Spark。输入为 convert 生成的 Parquet 文件时缺省为 polars；"
        "其他输入先转换，存于输出文件旁。只用看数字就能判断的规则，其余规则会列出。",
        en="Check all reports at once as a table, by Polars, DuckDB or Spark. For a Parquet file made by convert, "
        "polars is the default; other inputs are converted first, into a file beside the output. Only rules that look "
        "at figures alone are asked; the others are named.",
    ),
    "opt.master": Message(
        zh="Spark 的主节点（如 spark://主机:7077）；缺省为本机。",
        en="Spark master, such as spark://HOST:7077; by default this machine.",
    ),
    "opt.check_parents": Message(
        zh="各单位属于哪个政府（CSV，同 convert 的 --parents）：用来查缺报的单位（GD702），限整表检查。",
        en="Which government each unit belongs to, a file as convert --parents takes: says who has not reported "
        "(GD702). For tables only.",
    ),
    "check.table_form": Message(
        zh="整表检查的结果不能是 {form}；可用 text、json、{forms}",
        en="findings of a table cannot be given as {form}; say text, json, {forms}",
    ),
    "check.output_wanted": Message(
        zh="这些输入要先转换成表：请用 -o 指定输出文件（转换结果存于其旁），或先用 convert 转换",
        en="these inputs have to be converted first: name an output with -o (the table goes beside it), or use convert",
    ),
    "check.one_by_one": Message(
        zh="--policy、--draft、--reports-only 只用于逐份检查，不用于整表检查",
        en="--policy, --draft and --reports-only are for reports checked one by one, not for a table",
    ),
    "opt.reports_only": Message(
        zh="不含年度报告的文件（其他 JSON、其他文件）略过，不算无法使用的输入；略过的文件会逐一列出。",
        en="Pass over files that hold no report, such as other JSON and other documents, and name them, instead of "
        "counting them as input that could not be used.",
    ),
    "passed_over": Message(zh="{source}：{why}，略过", en="{source}: {why}; passed over"),
    "check.table_only": Message(
        zh="--master、--parents 只用于整表检查：请加 --engine，或给出 Parquet 文件",
        en="--master and --parents are for tables: say --engine too, or give a Parquet file",
    ),
    "folder_not_file": Message(
        zh="{form} 写入文件夹，每份报告一个文件：请用 --format {form} -o 文件夹",
        en="{form} goes into a folder, a file for each report: give --format {form} -o FOLDER",
    ),
    "file_wanted": Message(zh="{form} 需要用 -o 指定写入的文件", en="{form} needs a file to write: give it with -o"),
    "head.printed": Message(zh="印制数字", en="printed"),
    "head.expected": Message(zh="应为", en="expected"),
    "check.more": Message(
        zh="另有 {count} 个问题；用 -o 写入文件可看全部。", en="{count} more; write them to a file with -o."
    ),
    "check.wrote": Message(zh="问题清单已写入 {file}", en="wrote the findings to {file}"),
    "check.not_asked": Message(zh="未检查 {codes}：{why}", en="not asked: {codes}: {why}"),
}
