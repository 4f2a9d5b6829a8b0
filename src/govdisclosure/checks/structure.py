"""Family 1: what a report must consist of: its sections, tables, title and period.

The recognisers of numbers, titles and headings belong to the readers. They are imported when a rule runs: readers
state their notes as findings, so at import time the rules come first.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from govdisclosure.checks._rule import (
    Message,
    Rule,
    Severity,
    Verdict,
    blocked,
    holds,
    rule,
    standard_format,
    undecidable,
    violated,
)
from govdisclosure.checks._sections import prose, section_named, walk
from govdisclosure.checks.sums import is_unread
from govdisclosure.formats import Format, Report
from govdisclosure.formats._kit import Cell, Table
from govdisclosure.formats.shared import Section
from govdisclosure.grid import value_at

_FORM = Message(zh="政府信息公开工作年度报告格式", en="The prescribed format of the annual report")


@rule(
    "GD101",
    "missing-section",
    Severity.ERROR,
    title=Message(zh="缺少规定的部分", en="A prescribed section is absent"),
    basis=_FORM,
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
    "GD103",
    "missing-table",
    Severity.ERROR,
    title=Message(zh="缺少规定的表格", en="A standard table is absent"),
    basis=_FORM,
    messages={"missing": Message(zh="缺少“{table}”表", en="the table is absent: {table}")},
    applies=standard_format,
)
def missing_table(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Says which of the standard tables is not in the report: no cell of it was printed.

    ## Why it matters
    The tables are what is added up over all organs; prose cannot be.

    ## Example
    Section 四 says that there were no cases and has no table.

    ## Corrected
    The table with 0 in each cell.

    ## Exceptions
    A table with empty cells is there; its blanks are GD104's.

    ## 检查内容
    指出报告缺少哪几张规定的表格，即表中没有印出任何一个单元格。

    ## 为什么重要
    各机关的数据靠表格汇总，文字部分无法汇总。

    ## 示例
    第四部分写明没有行政复议和行政诉讼案件，但没有表格。

    ## 改正
    附上表格，各项填“0”。

    ## 例外
    有表格但有空项的，不算缺表；空项由 GD104 检查。
    """
    for key, table in fmt.tables.items():
        if is_printed(report, table):
            yield holds(key)
        else:
            yield violated(key, "missing", table_zh=table.label.zh, table_en=table.label.en)


@cache
def _all_values(fmt: Format) -> Callable[[Report], Any]:
    return attrgetter(*(cell.path for cell in fmt.cells))


def _none_blank(report: Report, fmt: Format) -> int | None:
    return None if None in _all_values(fmt)(report) else len(fmt.cells)


@rule(
    "GD104",
    "blank-cell",
    Severity.WARNING,
    title=Message(zh="表格有空项", en="A cell holds no number"),
    basis=Message(
        zh="没有发生的填“0”，不得空缺或以符号代替",
        en="What did not happen is filled in as 0, not left blank or marked",
    ),
    messages={
        "empty": Message(zh="“{label}”为空", en="{label}: empty"),
        "marked": Message(zh="“{label}”填“{raw}”，不是数字", en="{label}: holds {raw}, not a number"),
        "unprinted": Message(zh="“{label}”没有印出", en="{label}: not printed"),
    },
    applies=standard_format,
    quick=_none_blank,
)
def blank_cell(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Finds the cells of the standard tables that are empty, hold a mark instead of a number, or were not printed.

    ## Why it matters
    A blank may mean none, unknown or forgotten. It is not read as 0, and every sum over it stays undecided.

    ## Example
    行政强制 ``/``.

    ## Corrected
    行政强制 ``0``.

    ## Exceptions
    A cell with digits that could not be read is blocked, not blank. A table that is absent altogether is GD103's.

    ## 检查内容
    查找规定表格中空着的、填写符号而不是数字的、没有印出的单元格。

    ## 为什么重要
    空项可能表示没有、不清楚或者漏填，不按 0 处理；用到空项的合计都无法判断。

    ## 示例
    行政强制填“/”。

    ## 改正
    行政强制填“0”。

    ## 例外
    单元格内有数字但读不准的，标为“未能读取”，不算空项。整张表都没有的，由 GD103 检查。
    """
    for table in fmt.tables.values():
        if is_printed(report, table):
            for cell in table.cells:
                yield _filled(report, cell)


@rule(
    "GD105",
    "empty-problems",
    Severity.WARNING,
    title=Message(zh="问题部分没有内容", en="The section on problems says nothing"),
    basis=_FORM,
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


@rule(
    "GD106",
    "title-disagrees",
    Severity.WARNING,
    title=Message(zh="标题不完整或与内容不符", en="The title is incomplete or disagrees with the report"),
    basis=Message(
        zh="标题应为：机关名称＋年份＋年政府信息公开工作年度报告",
        en="A title is the organ, the year and 年政府信息公开工作年度报告",
    ),
    messages={
        "missing": Message(zh="没有标题", en="there is no title"),
        "no_organ": Message(zh="标题“{title}”没有机关名称", en="the title names no organ: {title}"),
        "no_year": Message(zh="标题“{title}”没有年份", en="the title names no year: {title}"),
        "wording": Message(
            zh="标题写作“{words}”，应为“{expected}”", en="the title says {words} where {expected} belongs"
        ),
        "year": Message(
            zh="标题年份为 {printed}，报告年份为 {expected}",
            en="the title says {printed}, the report is for {expected}",
        ),
        "organ": Message(
            zh="标题的机关“{printed}”与报告机关“{expected}”不一致",
            en="the title names {printed}, the report is by {expected}",
        ),
        "signature": Message(
            zh="标题的机关“{printed}”与落款“{signed}”不一致",
            en="the title names {printed}, the signature {signed}",
        ),
        "body": Message(
            zh="标题的机关“{printed}”与正文中的“{variant}”不一致",
            en="the title names {printed}, the text {variant}",
        ),
    },
)
def title_disagrees(report: Report, _fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Takes the title apart into organ, year and words, and compares each with the report: with its year, its organ,
    its signature, and with almost equal names in the text.

    ## Why it matters
    Reports are found, listed and counted by their titles.

    ## Example
    云溪县机关事务管理局2012年信息公开年报, signed 云溪县机关行政事务管理局.

    ## Corrected
    云溪县机关事务管理局2012年政府信息公开工作年度报告, signed by the same.

    ## Exceptions
    A name with or without the place above it is the same name, and an organ's report may be signed by its office.
    In the text only names of the same place that lack or add a few characters count; a former name marked as such
    (原…) does not. A report without signature is compared with what it has.

    ## 检查内容
    把标题分为机关名称、年份和固定用语，分别与报告核对：
    报告年度、报告机关、落款，以及正文中与之相近的机关名称。

    ## 为什么重要
    查找、登记和统计年度报告都以标题为准。

    ## 示例
    标题为“云溪县机关事务管理局2012年信息公开年报”，落款为“云溪县机关行政事务管理局”。

    ## 改正
    标题为“云溪县机关事务管理局2012年政府信息公开工作年度报告”，落款机关与标题一致。

    ## 例外
    名称前带不带上级地名，都视为同一名称；机关的报告可以由其办公室（厅）署名。
    正文中只核对同一地方、多几个字或少几个字的名称；注明“原……”的曾用名不算。
    没有落款的，只核对已有的内容。
    """
    verdicts = list(_title_verdicts(report))
    yield from verdicts or [holds("title")]


@rule(
    "GD107",
    "period-mismatch",
    Severity.ERROR,
    title=Message(zh="统计期限不是整年", en="The period is not the whole year"),
    basis=Message(zh="年度报告的统计期限为当年1月1日至12月31日", en="An annual report covers 1 January to 31 December"),
    messages={
        "differs": Message(
            zh="统计期限印为 {start} 至 {end}，应为 {first} 至 {last}",
            en="the period is {start} to {end}, it should be {first} to {last}",
        )
    },
)
def period_mismatch(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Compares the stated period with the calendar year of the report.

    ## Why it matters
    Figures of another period cannot be compared with other years or other organs.

    ## Example
    A report for 2023 whose figures are of 1 January to 30 November 2023.

    ## Corrected
    自2023年1月1日起至2023年12月31日止.

    ## Exceptions
    The first reports of all may begin on the day the regulation took effect. A report that states no period, or
    whose period could not be read, is undecidable.

    ## 检查内容
    核对报告写明的统计期限是否为报告年度的全年。

    ## 为什么重要
    统计期限不同的数据，不能与其他年度、其他机关比较。

    ## 示例
    2023年度报告的统计期限为2023年1月1日至11月30日。

    ## 改正
    自2023年1月1日起至2023年12月31日止。

    ## 例外
    条例施行当年的年度报告，可以从施行之日起统计。
    没有写明统计期限，或者期限未能读取的，无法判断。
    """
    if report.period is None or report.year is None:
        yield undecidable("period")
        return
    first, last = date(report.year, 1, 1), date(report.year, 12, 31)
    starts = {first}
    if fmt.first_day is not None and fmt.first_day.year == report.year:
        starts.add(fmt.first_day)
    if report.period.start in starts and report.period.end == last:
        yield holds("period")
    else:
        stated = report.period
        yield violated(
            "period",
            "differs",
            start=stated.start.isoformat(),
            end=stated.end.isoformat(),
            first=first.isoformat(),
            last=last.isoformat(),
        )


RULES: tuple[Rule, ...] = (
    missing_section,
    misnumbered_section,
    missing_table,
    blank_cell,
    empty_problems,
    title_disagrees,
    period_mismatch,
)

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
    from govdisclosure.checks._sequence import defects

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
    from govdisclosure.readers.prose._numbering import leading_number
    from govdisclosure.readers.tables._numbers import compact

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
    from govdisclosure.readers.prose._numbering import chinese_to_int

    return int(raw) if raw.isdecimal() else chinese_to_int(raw.replace("两", "二"))


def is_printed(report: Report, table: Table) -> bool:
    """Whether anything of a table is in the report: a value, a raw text, or the place where it stands."""
    return any(section.table == table.key for _, section in walk(report.sections)) or any(
        cell.path in report.printed or value_at(report, cell.path) is not None
        for row in table.rows
        for cell in row.cells
    )


def _filled(report: Report, cell: Cell) -> Verdict:
    """The verdict on one cell: a number, unread digits, or a blank."""
    if value_at(report, cell.path) is not None:
        return holds(cell.path)
    if is_unread(report, cell.path):
        return blocked(cell.path)
    labels = {"label_zh": cell.zh, "label_en": cell.en}
    raw = report.printed.get(cell.path)
    if raw is None:
        return violated(cell.path, "unprinted", **labels)
    if not raw.strip():
        return violated(cell.path, "empty", **labels)
    return violated(cell.path, "marked", raw=raw.strip(), **labels)


def _texts(section: Section) -> Iterator[str]:
    """What a section says: its paragraphs and those of its parts; a part without any speaks by its heading."""
    yield from section.paragraphs
    for part in section.parts:
        inner = [text for text in _texts(part) if text.strip()]
        yield from inner or ([part.heading] if part.heading is not None else [])


def _title_verdicts(report: Report) -> Iterator[Verdict]:
    from govdisclosure.readers.prose._title import FULL_WORDING, is_full_wording, parse_title

    if report.title is None or not report.title.strip():
        yield violated("title", "missing")
        return
    title = parse_title(report.title)
    if title is None:
        yield violated("title", "wording", words=report.title, expected=FULL_WORDING)
        return
    if title.year is None:
        yield violated("title", "no_year", title=title.raw)
    elif report.year is not None and title.year != report.year:
        yield violated("title", "year", printed=str(title.year), expected=str(report.year))
    if not is_full_wording(title):
        yield violated("title", "wording", words=title.words, expected=FULL_WORDING)
    if title.organ is None:
        yield violated("title", "no_organ", title=title.raw)
    else:
        yield from _organ_verdicts(report, title.organ)


def _organ_verdicts(report: Report, organ: str) -> Iterator[Verdict]:
    """Compares the organ of the title with the report's, the signature's, and those almost alike in the text."""
    from govdisclosure.checks._organs import near_variants

    if report.organ.name is not None and not _may_be_same(organ, report.organ.name):
        yield violated("title", "organ", ("title", "organ.name"), printed=organ, expected=report.organ.name)
    if report.signed_by is not None and not _may_be_same(organ, report.signed_by):
        yield violated("title", "signature", ("title", "signed_by"), printed=organ, signed=report.signed_by)
    seen: set[str] = set()
    for path, text in prose(report):
        for variant in near_variants(organ, text):
            if variant not in seen:
                seen.add(variant)
                yield violated("title", "body", ("title", path), printed=organ, variant=variant)


def _may_be_same(a: str, b: str) -> bool:
    """Whether two names may stand for one organ, or for an organ and its office."""
    from govdisclosure.readers.prose._title import same_organ

    bare = [re.sub(r"\s*办\s*公\s*[室厅]\s*$", "", name) or name for name in (a, b)]
    return same_organ(a, b) or same_organ(*bare)
