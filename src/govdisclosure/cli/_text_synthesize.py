"""What ``govdisclosure synthesize`` says."""

from collections.abc import Mapping

from govdisclosure.checks._rule import Message

TEXTS: Mapping[str, Message] = {
    "synthesize": Message(
        zh="生成一个虚构国家的年度报告，供测试和演示使用。\n\n各机关、地名和数字均为虚构，勾稽关系、年度衔接和逐级汇总全部正确；"
        "给出 --errors 或 --blanks 时，再按比例植入错误。报告写成一张 Parquet 表，植入的错误及其后果写入同名的"
        " .planted.csv 文件。参数相同，结果也相同。",
        en="Invent the annual reports of a whole country, for tests and demonstrations.\n\nNo organ, place or figure "
        "is a real one. All sums hold, the years follow from each other, and governments are the sums of their units; "
        "then --errors and --blanks plant mistakes. The reports become one Parquet table; the mistakes, and all that "
        "each makes false, are listed beside it in a file ending in .planted.csv. The same options make the same "
        "files.",
    ),
    "opt.organs": Message(zh="机关总数。", en="How many organs there are."),
    "opt.years": Message(zh="年度，如 2023 或 2019-2024。", en="The years, as 2023 or 2019-2024."),
    "opt.seed": Message(zh="随机种子：换一个数，生成另一套数据。", en="Another number makes another country."),
    "opt.errors": Message(
        zh="改错一个数字的报告所占比例，如 0.001。", en="The share of reports with one figure changed, as 0.001."
    ),
    "opt.blanks": Message(zh="漏填一个数字的报告所占比例。", en="The share of reports with one figure left blank."),
    "opt.processes": Message(
        zh="同时运行的进程数；不写时与处理器数相同。", en="How many processes work at it; one a processor if not given."
    ),
    "opt.synthesize_output": Message(zh="写入的 Parquet 文件。", en="The Parquet file to write."),
    "bad_years": Message(
        zh="年度应写作 2023 或 2019-2024，而不是“{text}”", en="years are written as 2023 or 2019-2024, not {text}"
    ),
    "too_many_organs": Message(zh="机关总数最多为 {most}", en="there can be {most} organs at most"),
    "bad_shares": Message(
        zh="--errors 与 --blanks 之和不能超过 1", en="--errors and --blanks cannot be more than 1 together"
    ),
    "synthesizing": Message(zh="正在生成", en="inventing"),
    "synthesized": Message(
        zh="已写入 {table}：{organs} 个机关，{reports} 份报告",
        en="wrote {table}: {reports} reports of {organs} organs",
    ),
    "planted": Message(
        zh="已写入 {planted}：植入错误 {errors} 处，应检出 {findings} 项",
        en="wrote {planted}: {errors} planted errors, which lead to {findings} findings",
    ),
}
