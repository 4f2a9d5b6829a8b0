"""The sections: whether all are there, are numbered, and whether the one on problems names any."""

import re
from collections.abc import Iterator

from govdisclosure.checks._rule import (
    Message,
    Rule,
    Severity,
    Verdict,
    holds,
    rule,
    standard_format,
    undecidable,
    violated,
)
from govdisclosure.checks._sections import section_named, walk
from govdisclosure.checks._sequence import defects
from govdisclosure.checks.structure._form import FORM
from govdisclosure.formats import Format, Report
from govdisclosure.formats.shared import Section
from govdisclosure.wording._characters import compact
from govdisclosure.wording._numbering import chinese_to_int, leading_number


@rule(
    "GD101",
    "missing-section",
    Severity.ERROR,
    title=Message(zh="缺少规定的部分", en="A prescribed section is absent"),
    basis=FORM,
    messages={
        "missing": Message(zh="缺少“{number}{heading}”部分", en="section {number} is absent: {heading}"),
    },
    applies=standard_format,
)
def missing_section(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Looks for each of the prescribed sections among the report's headings, in the variants seen in practice.

    ## Why it matters
    Every section answers a question the law asks. A section with nothing to report is printed and says so.

    ## Example
    五、存在的主要问题及改进情况 is followed by the signature; 六、其他需要报告的事项 is not there.

    ## Corrected
    六、其他需要报告的事项, with what there is to report, or that there is nothing.

    ## Exceptions
    A record without prose is undecidable. A table printed as a section of its own counts as its section even if
    the heading above it is lost.

    ## 检查内容
    在报告的各级标题中查找格式规定的各个部分；实际使用中常见的标题写法都能识别。

    ## 为什么重要
    每个部分都对应法规要求报告的一项内容。没有情况可报的，也应当保留该部分并写明。

    ## 示例
    “五、存在的主要问题及改进情况”之后就是落款，没有“六、其他需要报告的事项”。

    ## 改正
    补上“六、其他需要报告的事项”，写明需要报告的内容；没有的，写明没有。

    ## 例外
    报告数据中没有文字部分的，无法判断。
    表格单独成为一个部分的，即使上方标题缺失，也视为该部分存在。
    """
    if not report.sections:
        yield undecidable("sections")
        return
    for heading in fmt.headings:
        own_table = heading.table is not None and any(s.table == heading.table for s in report.sections)
        if own_table or section_named(report, fmt, heading.key) is not None:
            yield holds("sections")
        else:
            yield violated(
                "sections",
                "missing",
                number=heading.number,
                heading_zh=heading.label.zh,
                heading_en=heading.label.en,
            )


@rule(
    "GD102",
    "misnumbered-section",
    Severity.WARNING,
    title=Message(zh="序号有误", en="Sections are misnumbered"),
    basis=Message(zh="报告自身的编号应当连续一致", en="A report's own numbering should be consistent"),
    messages={
        "starts": Message(zh="编号从“{number}”开始", en="the numbering starts with {number}"),
        "repeats": Message(zh="序号重复：“{previous}”之后又是“{number}”", en="{number} repeats {previous}"),
        "jumps": Message(zh="序号不连续：“{previous}”之后是“{number}”", en="{number} does not follow {previous}"),
        "mixes": Message(
            zh="序号形式不一：“{previous}”之后是“{number}”", en="{number} is written in another way than {previous}"
        ),
        "promised": Message(
            zh="文中称共 {promised} 个部分，实有 {counted} 个", en="{promised} parts are promised, there are {counted}"
        ),
    },
)
def misnumbered_section(report: Report, _fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Follows the printed numbers of the sections and of each list of parts: they must not jump, repeat or change
    their form. Compares the number of parts the report says it has with the sections there are.

    ## Why it matters
    A gap in the numbering is often a section that was lost; a repeated number makes citing ambiguous.

    ## Example
    （一）, （2）, （三）. Or: the report is said to consist of five parts, and there are six.

    ## Corrected
    （一）, （二）, （三）. Six parts.

    ## Exceptions
    Entries without number are passed over. Inside a section a list may begin again at 1. A fault is reported
    once: the count goes on from the number printed. A record without prose is undecidable.

    ## 检查内容
    逐一核对各部分以及每一组条目的序号：不得跳号、重号，也不得中途改变序号形式。
    报告写明共有几个部分的，与实际部分数核对。

    ## 为什么重要
    跳号往往说明漏了一个部分；重号会使引用时无法确定所指。

    ## 示例
    （一）、（2）、（三）。又如：文中称报告共五个部分，实有六个。

    ## 改正
    （一）、（二）、（三）。文中改为六个部分。

    ## 例外
    没有序号的条目不检查。同一部分内，序号可以从 1 重新开始。
    同一处错误只提示一次：之后从印出的序号接着核对。
    报告数据中没有文字部分的，无法判断。
    """
    if not report.sections:
        yield undecidable("sections")
        return
    yield from _numbering(report.sections, "sections", may_restart=False)
    for path, section in walk(report.sections):
        yield from _numbering(section.parts, f"{path}.parts", may_restart=True)
    yield from _promise(report)


@rule(
    "GD105",
    "empty-problems",
    Severity.WARNING,
    title=Message(zh="问题部分没有内容", en="The section on problems says nothing"),
    basis=FORM,
    messages={
        "empty": Message(zh="“{heading}”没有内容", en="{heading}: nothing is said"),
        "none": Message(zh="“{heading}”只写“{text}”", en="{heading}: says only {text}"),
    },
    applies=lambda fmt: any(heading.key == _PROBLEMS for heading in fmt.headings),
)
def empty_problems(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Looks whether the section on problems and improvements names any.

    ## Why it matters
    It is the one section in which a report judges its own work; 无 is no judgement.

    ## Example
    五、存在的主要问题及改进情况: 无。

    ## Corrected
    A sentence on what was found wanting and what is done about it.

    ## Exceptions
    A report without that section is undecidable here (and found by GD101).

    ## 检查内容
    检查“存在的主要问题及改进情况”部分是否写了具体内容。

    ## 为什么重要
    这是报告中唯一评价本机关自身工作的部分，写“无”等于没有评价。

    ## 示例
    “五、存在的主要问题及改进情况”只写“无。”

    ## 改正
    写明存在哪些不足、采取了哪些改进措施。

    ## 例外
    报告没有这一部分的，本项无法判断（由 GD101 指出）。
    """
    found = section_named(report, fmt, _PROBLEMS)
    if found is None:
        yield undecidable("sections")
        return
    path, section = found
    said = [text for text in _texts(section) if text.strip()]
    if any(not _SAYS_NOTHING.fullmatch(text) for text in said):
        yield holds(path)
        return
    heading = next(heading for heading in fmt.headings if heading.key == _PROBLEMS)
    labels = {"heading_zh": heading.label.zh, "heading_en": heading.label.en}
    if said:
        yield violated(path, "none", text=said[0].strip(), **labels)
    else:
        yield violated(path, "empty", **labels)


RULES: tuple[Rule, ...] = (missing_section, misnumbered_section, empty_problems)

_PROBLEMS = "problems"
_SAYS_NOTHING = re.compile(
    r"[\W_]*+(?:[本我]?(?:机关|单位|部门|年度|局)?(?:暂|均|尚)?(?:无|没有|不存在|不涉及|未发现)(?:相关|明显|突出)?(?:问题|情况|事项|内容)?)?[\W_]*+"
)
_PROMISE = re.compile(
    r"(?:报告|全文|正文)[^。]{0,200}?(?<![第一二三四五六七八九十\d])(?P<count>两|[一二三四五六七八九十]{1,3}|\d{1,2})个?部分(?!的)"
)
_OPENING_PARAGRAPHS = 2
_MOST_PARTS = 30


def _numbering(sections: tuple[Section, ...], path: str, *, may_restart: bool) -> Iterator[Verdict]:
    """The defects in the numbers of one list; one verdict that it holds if there are none."""
    if all(section.number is None for section in sections):
        return
    found = False
    for defect in defects((section.number for section in sections), may_restart=may_restart):
        found = True
        yield violated(f"{path}[{defect.index}]", defect.kind, number=defect.number, previous=defect.previous)
    if not found:
        yield holds(path)


def _promise(report: Report) -> Iterator[Verdict]:
    """Compares the number of parts that the opening of the report promises with the sections there are."""
    opening = [("preamble", text) for text in report.preamble]
    opening += [("sections[0]", text) for text in report.sections[0].paragraphs[:_OPENING_PARAGRAPHS]]
    numbered = sum(s.number is not None and leading_number(s.number) is not None for s in report.sections)
    for path, text in opening:
        match = _PROMISE.search(compact(text))
        promised = 0 if match is None else _count(match["count"])
        if not (1 < promised <= _MOST_PARTS) or numbered == 0:
            continue
        if promised in (numbered, len(report.sections)):
            yield holds(path)
        else:
            yield violated(path, "promised", promised=promised, counted=numbered)
        return


def _count(raw: str) -> int:
    return int(raw) if raw.isdecimal() else chinese_to_int(raw.replace("两", "二"))


def _texts(section: Section) -> Iterator[str]:
    """What a section says: its paragraphs and those of its parts; a part without any speaks by its heading."""
    yield from section.paragraphs
    for part in section.parts:
        inner = [text for text in _texts(part) if text.strip()]
        yield from inner or ([part.heading] if part.heading is not None else [])
