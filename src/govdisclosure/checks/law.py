"""Family 4: what the law asks of a report: when it is published, who makes rules, what must be said.

Dates, notices and articles are data of the formats; here they are only compared.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

from govdisclosure.checks._notices import notices
from govdisclosure.checks._power import LEVELS, because, bilingual, power
from govdisclosure.checks._rule import (
    Argument,
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
from govdisclosure.checks._sections import section_named, walk
from govdisclosure.formats import FORMATS, Format, Report
from govdisclosure.grid import is_unread, value_at
from govdisclosure.organs import level_of
from govdisclosure.wording._characters import compact


@rule(
    "GD401",
    "published-late",
    Severity.WARNING,
    title=Message(zh="逾期公布", en="Published late"),
    basis=Message(
        zh="《政府信息公开条例》（2019年修订）第四十九条；2018年度及以前为2007年《条例》第三十一条",
        en="Art. 49 of the regulation as revised in 2019; for 2018 and before, art. 31 of the regulation of 2007",
    ),
    messages={
        "late": Message(
            zh="{published} 公布，晚于 {deadline}（{article}）",
            en="published on {published}, after {deadline} ({article})",
        ),
        "late_by_level": Message(
            zh="{published} 公布，晚于 {deadline}（{article}；{because}，为{level}）",
            en="published on {published}, after {deadline} ({article}; {because}: {level})",
        ),
        "no_level": Message(
            zh="无法判断：报告没有写明机关类别，从名称也看不出来，不知适用哪个期限",
            en="cannot be decided: neither the report nor the name tells what kind of organ it is",
        ),
        "no_deadline": Message(
            zh="无法判断：条例没有规定{level}的公布期限",
            en="cannot be decided: the regulation sets no deadline for {level}",
        ),
    },
)
def published_late(report: Report, _fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Compares the day of publication with the deadline that the law sets for the year reported: since the report for
    2019, 31 January for departments and 31 March for governments; before, 31 March for all.

    ## Why it matters
    The deadline is the law's, and whoever collects the reports waits for the last one.

    ## Example
    The report for 2023 of 云溪县教育局, published on 5 February 2024.

    ## Corrected
    Published by 31 January 2024. A date that is past cannot be mended: only a misprinted one is.

    ## Exceptions
    Only the day of publication counts: a report that does not state it is undecidable, since it may be published on
    another day than it was signed. Where the report does not state what kind of organ it is, its name may tell
    (局, 人民政府 ...), and the finding says so. The law sets no deadline for townships, sub-districts and other
    organisations: undecidable, as are organs whose kind is not known (a 中心 may be a department or not).

    ## 检查内容
    将报告的公布日期与报告年度所适用的法定期限核对：自2019年度报告起，政府部门为次年1月31日，
    县级以上人民政府为次年3月31日；2018年度及以前，各机关均为次年3月31日。

    ## 为什么重要
    公布期限由条例规定；迟报还会影响上级机关汇总。

    ## 示例
    云溪县教育局2023年度报告于2024年2月5日公布。

    ## 改正
    应于2024年1月31日前公布。日期已过的无法补救；日期印错的，改为实际公布日期。

    ## 例外
    只以公布日期为准：没有写明公布日期的，无法判断，因为落款日期不一定是公布日期。
    没有写明机关类别的，根据名称判断（如“局”“人民政府”），并在提示中说明。
    条例没有规定乡镇（街道）和其他组织的公布期限，无法判断；类别不明的也无法判断（例如“中心”可能是部门，也可能不是）。
    """
    law = None if report.year is None else _format_of_year(report.year)
    if report.year is None or report.published_on is None or law is None:
        yield undecidable("published_on")
        return
    leveled = level_of(report.organ)
    deadline = law.deadline(leveled.level)
    if deadline is None:
        message = "no_level" if leveled.level is None else "no_deadline"
        args = {} if leveled.level is None else bilingual("level", LEVELS[leveled.level])
        yield _undecided("published_on", message, args=args)
        return
    published = report.published_on
    if (published.year, published.month, published.day) <= (report.year + 1, deadline.month, deadline.day):
        yield holds("published_on")
        return
    said: dict[str, Argument] = {
        "published": published.isoformat(),
        "deadline": f"{report.year + 1}-{deadline.month:02}-{deadline.day:02}",
        "article_zh": deadline.cite.zh,
        "article_en": deadline.cite.en,
    }
    if deadline.levels is None or leveled.level is None:
        yield violated("published_on", "late", (), **said)
    else:
        why = because(leveled.how, leveled.because)
        said |= {**bilingual("level", LEVELS[leveled.level]), **bilingual("because", why)}
        source = "organ.level" if leveled.how == "stated" else "organ.name"
        yield violated("published_on", "late_by_level", ("published_on", source), **said)


REGULATIONS = "proactive.regulations"
"""The row of rules (规章)."""


def _has_regulations(fmt: Format) -> bool:
    return any(cell.row == REGULATIONS for cell in fmt.cells)


@rule(
    "GD402",
    "no-rulemaking-power",
    Severity.ERROR,
    title=Message(zh="无权制定规章的机关填报规章", en="Rules are reported by an organ that cannot make any"),
    basis=Message(
        zh="《立法法》：国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府可以制定规章",
        en="Legislation Law: State Council departments and the governments of provinces, cities with districts and "
        "autonomous prefectures may make rules",
    ),
    messages={
        "cannot": Message(
            zh="“{label}”填 {printed}，但{organ}没有规章制定权（{because}）",
            en="{label}: {printed}, but {organ} cannot make rules ({because})",
        ),
        "department": Message(
            zh="无法判断：规章由省、市人民政府制定，其部门填报的可能是政府发布的规章",
            en="cannot be decided: the government of a province or city makes rules, its departments list them",
        ),
        "unknown": Message(
            zh="无法判断：从报告看不出该机关的类别",
            en="cannot be decided: the report does not tell what kind of organ it is",
        ),
        "no_tier": Message(
            zh="无法判断：从报告看不出该机关属于哪一级（例如是设区的市还是县级市）",
            en="cannot be decided: the report does not tell of which tier the organ is (a city may be a county's)",
        ),
    },
    applies=_has_regulations,
)
def no_rulemaking_power(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Looks whether figures other than 0 stand in the row 规章 of table 2, and if so, whether the organ can make rules
    at all. Organs of counties and districts, townships, and other organisations cannot.

    ## Why it matters
    规章 are laws of a kind of their own (《立法法》). Where 规范性文件 are counted as 规章, every total above is wrong.

    ## Example
    云溪县教育局, 规章: 5.

    ## Corrected
    规章 0; the five documents under 行政规范性文件, if they are such.

    ## Exceptions
    Ministries and the governments of provinces, of cities with districts and of autonomous prefectures may. Their
    local departments make no rules themselves but may list those of their government: undecidable, not an error.
    The government of a 市 is undecidable without its division code or the place above it: cities of the county tier
    cannot make rules, others can. The finding names one fault for the row, however many of its cells are filled.

    ## 检查内容
    查看表二“规章”一行有没有填报 0 以外的数字；有的，再看该机关有没有规章制定权。
    县（市、区）的机关、乡镇（街道）和其他组织没有规章制定权。

    ## 为什么重要
    规章是《立法法》规定的一类法律文件。把规范性文件当作规章填报，逐级汇总的数字都会出错。

    ## 示例
    云溪县教育局填报规章 5 件。

    ## 改正
    规章填“0”；这五件文件属于行政规范性文件的，填入“行政规范性文件”一行。

    ## 例外
    国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府可以制定规章。
    其所属部门自身不能制定规章，但可能填报本级政府的规章：不作为错误，列为无法判断。
    名称只写“某市”的人民政府，没有行政区划代码、也没有上级地名的，无法判断：县级市无权制定规章，设区的市有权制定。
    同一行不论填了几格，只提示一次。
    """
    cells = [cell for cell in fmt.cells if cell.row == REGULATIONS]
    filled = [cell for cell in cells if value_at(report, cell.path)]
    if not filled:
        blank = [cell.path for cell in cells if value_at(report, cell.path) is None]
        if not blank:
            yield holds(REGULATIONS)
        elif any(is_unread(report, path) for path in blank):
            yield blocked(blank[0], blank)
        else:
            yield undecidable(blank[0], blank)
        return
    first, paths = filled[0], [cell.path for cell in filled]
    able = power(report.organ)
    if able.outcome == "may":
        yield holds(first.path)
    elif able.outcome == "cannot":
        labels = {"label_zh": first.zh, "label_en": first.en}
        yield violated(first.path, "cannot", paths, printed=str(value_at(report, first.path)), **labels, **able.args)
    else:
        yield _undecided(first.path, able.outcome, paths)


OTHER_MATTERS = "other_matters"
"""The section in which the fee is reported."""


@rule(
    "GD403",
    "fee-not-reported",
    Severity.WARNING,
    title=Message(zh="未报告信息处理费收取情况", en="The information processing fee is not reported"),
    basis=Message(
        zh="《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
        en="The notice on the information processing fee (国办函〔2020〕109号)",
    ),
    messages={
        "unsaid": Message(
            zh="“{heading}”没有写明信息处理费的收取情况（没有收取的也要写明）",
            en="{heading}: says nothing of 信息处理费 (not even that none was charged)",
        )
    },
    applies=lambda fmt: fmt.fee_notice is not None,
)
def fee_not_reported(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Looks whether the section on other matters says anything of the fee charged for information on request
    (信息处理费), in whatever words.

    ## Why it matters
    The fee is reported every year, also when none was charged: silence does not tell which it was.

    ## Example
    六、其他需要报告的事项: 无。

    ## Corrected
    六、其他需要报告的事项: 本年度未收取信息处理费。

    ## Exceptions
    A report without that section is undecidable here (and found by GD101). The fee may also be named in another
    section. 行政事业性收费 are other fees and do not count.

    ## 检查内容
    查看“其他需要报告的事项”部分有没有写明信息处理费的收取情况，不论用什么措辞。

    ## 为什么重要
    信息处理费的收取情况每年都要报告，没有收取的也要写明；不写，就看不出是没有收取还是漏报。

    ## 示例
    “六、其他需要报告的事项”只写“无。”

    ## 改正
    写明“本年度未收取信息处理费。”

    ## 例外
    报告没有这一部分的，本项无法判断（由 GD101 指出）。
    信息处理费写在其他部分的，也算已经报告。行政事业性收费是另一种收费，不算。
    """
    found = section_named(report, fmt, OTHER_MATTERS)
    if found is None:
        yield undecidable("sections")
        return
    path, section = found
    own = [text for _, part in walk((section,)) for text in (part.heading or "", *part.paragraphs)]
    everywhere = [text for _, part in walk(report.sections) for text in part.paragraphs]
    if any(_mentions_fee(text) for text in own) or any(_FEE_BY_NAME in _plain(text) for text in everywhere):
        yield holds(path)
    else:
        heading = next(heading for heading in fmt.headings if heading.key == OTHER_MATTERS)
        yield violated(path, "unsaid", heading_zh=heading.label.zh, heading_en=heading.label.en)


@rule(
    "GD404",
    "wrong-format-for-year",
    Severity.WARNING,
    title=Message(zh="所用格式与报告年度不符", en="The format is not that of the year"),
    basis=Message(zh="各年度报告格式的印发通知", en="The notices that prescribe the formats"),
    messages={
        "tables": Message(
            zh="{year} 年度的报告应当采用{expected}，所附表格属于{found}",
            en="a report for {year} follows another format ({expected}); its tables are of this one: {found}",
        ),
        "notice": Message(
            zh="{year} 年度的报告引用了另一格式的通知：{cited}（应为{expected}）",
            en="a report for {year} cites the notice of another format: {cited} (it should be {expected})",
        ),
    },
    applies=standard_format,
)
def wrong_format_for_year(report: Report, fmt: Format) -> Iterator[Verdict]:
    """## What it does
    Compares the format of the tables with the one prescribed for the year reported, and so the notice that the
    report cites as its basis.

    ## Why it matters
    The rows of the formats differ: figures in the rows of another year cannot be added to those of other organs.

    ## Example
    A report for 2023 that is drawn up by 国办公开办函〔2019〕60号 and has its tables.

    ## Corrected
    The tables and the notice of 国办公开办函〔2021〕30号.

    ## Exceptions
    A report that states no year is undecidable. A report that cites no notice is judged by its tables alone. One that
    cites the right notice may cite the earlier one beside it. Reports for 2019 without the standard tables are right.

    ## 检查内容
    核对报告所附表格的格式是否为报告年度规定的格式，并核对报告引用的格式通知。

    ## 为什么重要
    各版格式的行次不同；用了另一年的表格，数据就无法与其他机关汇总。

    ## 示例
    2023年度的报告依据国办公开办函〔2019〕60号编制，并采用其表格。

    ## 改正
    采用国办公开办函〔2021〕30号规定的表格，并引用该通知。

    ## 例外
    没有写明年度的，无法判断。没有引用格式通知的，只核对表格。
    同时引用新旧两个通知的，不算错误。2019年度的报告没有采用新格式的，不算错误。
    """
    expected = None if report.year is None else _format_of_year(report.year)
    if expected is None:
        yield undecidable("year")
        return
    if fmt is expected:
        yield holds("format")
    else:
        names: dict[str, Argument] = {**bilingual("expected", expected.label), **bilingual("found", fmt.label)}
        yield violated("format", "tables", ("format", "year"), year=str(report.year), **names)
    yield from notices(report, expected)


RULES: tuple[Rule, ...] = (published_late, no_rulemaking_power, fee_not_reported, wrong_format_for_year)


_FEE_BY_NAME = "信息处理费"
_FEE = re.compile(
    r"处理费|(?:收取|征收|缴纳|产生|减免)[^。；]{0,20}费|(?<!事业性)收费|费用[^。；]{0,10}(?:收取|情况)|国办函\W*2020\W*109\W*号"
)


def _format_of_year(year: int) -> Format | None:
    """The format of a year; None for years before the first."""
    return next((fmt for fmt in FORMATS.values() if fmt.covers(year)), None)


def _undecided(
    path: str, message: str, parts: Iterable[str] = (), args: Mapping[str, Argument] | None = None
) -> Verdict:
    """Undecidable for a reason of its own."""
    return attrs.evolve(undecidable(path, parts), message=message, args=args or {})


def _plain(text: str) -> str:
    return compact(text)


def _mentions_fee(text: str) -> bool:
    return _FEE.search(_plain(text)) is not None
