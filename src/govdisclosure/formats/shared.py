"""What the formats have in common: head, prose, applicants, outcomes of reviews and suits.

Rows and columns carry their printed label, an English one and, where there is one, the article of the
《政府信息公开条例》 (2019) they rest on.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

import attrs

from govdisclosure._notebooks import in_notebook
from govdisclosure.formats._format import Format, balances, totals_of_columns, totals_of_rows
from govdisclosure.formats._kit import (
    Cite,
    Deadline,
    Depth,
    Draw,
    Group,
    Heading,
    Identity,
    Items,
    Label,
    Layout,
    TableKey,
    Year,
)

TAG = Label("格式", "The format of the report; decides which keys there are")

Level = Literal["ministry", "government", "department", "township", "organization"]
"""Kind of organ: 国务院部门, 县级以上人民政府, 政府部门, 乡镇（街道）, 其他依法公开信息的组织."""

Scope = Literal["own", "consolidated"]
"""本级 or 汇总."""


@attrs.frozen(kw_only=True)
class Organ:
    """Who reports. What is not stated is None; nothing is guessed.

    `division_code` is the 6, 9 or 12 digits of GB/T 2260 and GB/T 10114, `credit_code` the 18 characters of
    GB 32100 (统一社会信用代码), its check character included.

    >>> from govdisclosure.formats.shared import Organ
    >>> Organ(name="云溪县档案馆").level is None
    True
    """

    name: Annotated[str | None, Label("机关名称", "Its name")] = None
    level: Annotated[Level | None, Label("机关类别", "What kind of organ it is")] = None
    division_code: Annotated[str | None, Label("行政区划代码", "6, 9 or 12 digits (GB/T 2260, GB/T 10114)")] = None
    credit_code: Annotated[str | None, Label("统一社会信用代码", "18 characters (GB 32100)")] = None


@attrs.frozen(kw_only=True)
class Period:
    """First and last day covered (统计期限), both included."""

    start: Annotated[date, Label("起始日期", "The first day, included")]
    end: Annotated[date, Label("截止日期", "The last day, included")]


@attrs.frozen(kw_only=True)
class Section:
    """A part of the prose, as printed: `number` is ``一、`` or ``（二）``, and so on, or None.

    `level` is 1 for the report's own sections and one more for each nesting. A numbered paragraph without a
    heading of its own has `heading` None and its text in `paragraphs`. `table` names the table printed here.
    """

    number: Annotated[str | None, Label("序号", "The number as printed")] = None
    heading: Annotated[str | None, Label("标题", "The heading; null for a numbered paragraph without one")] = None
    level: Annotated[Depth, Label("层级", "1 for the report's own sections, one more for each nesting")] = 1
    paragraphs: Annotated[tuple[str, ...], Label("段落", "The paragraphs, without the heading")] = ()
    parts: Annotated[tuple["Section", ...], Label("下级部分", "The numbered parts below")] = ()
    table: Annotated[TableKey | None, Label("所附表格", "The table printed here")] = None


attrs.resolve_types(Section)


def official_title(organ: str, year: int) -> str:
    """The title in the wording the format prescribes.

    >>> from govdisclosure.formats.shared import official_title
    >>> official_title("云溪县档案馆", 2023)
    '云溪县档案馆2023年政府信息公开工作年度报告'
    """
    return f"{organ}{year}年政府信息公开工作年度报告"


@attrs.frozen(kw_only=True)
class Foot:
    """What stands around the statistics table: the reporting unit above it, the names and date below.

    Names of persons are kept in the record only; no message, log or finding repeats them.
    """

    reporting_unit: Annotated[str | None, Label("填报单位", "The unit named above the table")] = None
    head_of_unit: Annotated[str | None, Label("单位负责人", "The person in charge, as printed")] = None
    prepared_by: Annotated[str | None, Label("填表人", "Who filled in the table, as printed")] = None
    contact: Annotated[str | None, Label("联系方式", "The printed contact")] = None
    filled_on: Annotated[date | None, Label("填表日期", "The date below the table")] = None


@attrs.frozen(kw_only=True)
class Head:
    """What every report says of itself. Blank or not printed is None.

    `title` is as printed (`official_title` gives the prescribed wording). `basis` lists the notices cited,
    as printed; `contact` is the printed contact; `preamble` the paragraphs before the first section.
    `printed` maps the path of a cell to the raw text in it, for each cell whose print is not just its number.
    """

    year: Annotated[Year | None, Label("年度", "The calendar year reported on")]
    organ: Annotated[Organ, Label("行政机关", "Who reports")]
    title: Annotated[str | None, Label("标题", "The title as printed")] = None
    scope: Annotated[Scope | None, Label("数据范围", "own: the organ's own office (本级); consolidated: with all its units (汇总)")] = None
    period: Annotated[Period | None, Label("统计期限", "The days covered")] = None
    basis: Annotated[tuple[str, ...], Label("编制依据", "The notices cited, as printed")] = ()
    contact: Annotated[str | None, Label("联系方式", "The printed contact")] = None
    published_on: Annotated[date | None, Label("发布日期", "The day of publication")] = None
    signed_by: Annotated[str | None, Label("落款机关", "The organ that signed")] = None
    signed_on: Annotated[date | None, Label("落款日期", "The date below the signature")] = None
    preamble: Annotated[tuple[str, ...], Label("引言", "The paragraphs before the first section")] = ()
    sections: Annotated[tuple[Section, ...], Label("正文", "The prose, in printed order")] = ()
    printed: Annotated[Mapping[str, str], Label("印制原文", "By path, the raw text of each cell whose print is not just its number")] = attrs.field(factory=dict)

    def _repr_html_(self) -> str | None:
        """How a notebook shows it (`govdisclosure.notebook.html_of`)."""
        return in_notebook(self)


_LEGAL = Group("法人或其他组织", "Legal persons or other organisations")


@attrs.frozen(kw_only=True)
class Applicants:
    """One row of table 3: how many, by kind of applicant (件)."""

    natural_person: Annotated[Items, Label("自然人", "Natural persons")] = None
    business: Annotated[Items, _LEGAL, Label("商业企业", "Commercial enterprises")] = None
    research: Annotated[Items, _LEGAL, Label("科研机构", "Research institutions")] = None
    nonprofit: Annotated[Items, _LEGAL, Label("社会公益组织", "Public-benefit organisations")] = None
    legal_services: Annotated[Items, _LEGAL, Label("法律服务机构", "Legal service providers")] = None
    other_organization: Annotated[Items, _LEGAL, Label("其他", "Other")] = None
    total: Annotated[Items, Label("总计", "Total")] = None


@attrs.frozen(kw_only=True)
class Refused:
    """三（三）不予公开: refused, by ground (件)."""

    state_secret: Annotated[Applicants, Label("1.属于国家秘密", "1. State secret"), Cite("第十四条", "art. 14")] = (
        Applicants()
    )
    forbidden_by_law: Annotated[Applicants, Label("2.其他法律行政法规禁止公开", "2. Disclosure forbidden by other laws or administrative regulations"), Cite("第十四条", "art. 14")] = Applicants()
    three_securities_one_stability: Annotated[Applicants, Label("3.危及“三安全一稳定”", "3. Endangers national, public or economic security or social stability"), Cite("第十四条", "art. 14")] = Applicants()
    third_party_rights: Annotated[Applicants, Label("4.保护第三方合法权益", "4. Protects lawful rights of third parties"), Cite("第十五条", "art. 15")] = Applicants()
    internal_affairs: Annotated[Applicants, Label("5.属于三类内部事务信息", "5. Internal affairs of the three kinds"), Cite("第十六条第一款", "art. 16 para. 1")] = Applicants()
    deliberative: Annotated[Applicants, Label("6.属于四类过程性信息", "6. Deliberative information of the four kinds"), Cite("第十六条第二款", "art. 16 para. 2")] = Applicants()
    enforcement_files: Annotated[Applicants, Label("7.属于行政执法案卷", "7. Administrative enforcement files"), Cite("第十六条第二款", "art. 16 para. 2")] = Applicants()
    inquiry_matters: Annotated[Applicants, Label("8.属于行政查询事项", "8. Matters of administrative inquiry"), Cite("第三十六条第（七）项", "art. 36(7)")] = Applicants()


@attrs.frozen(kw_only=True)
class NotProvided:
    """三（四）无法提供: could not be provided (件)."""

    not_held: Annotated[Applicants, Label("1.本机关不掌握相关政府信息", "1. Information not held by this organ"), Cite("第三十六条第（四）、（五）项", "art. 36(4)(5)")] = Applicants()
    needs_creation: Annotated[Applicants, Label("2.没有现成信息需要另行制作", "2. No existing information; would have to be made"), Cite("第三十八条", "art. 38")] = Applicants()
    still_unclear: Annotated[Applicants, Label("3.补正后申请内容仍不明确", "3. Still unclear after correction"), Cite("第三十条", "art. 30")] = Applicants()


@attrs.frozen(kw_only=True)
class NotProcessed:
    """三（五）不予处理: not processed (件)."""

    petition: Annotated[Applicants, Label("1.信访举报投诉类申请", "1. Petitions, reports and complaints"), Cite("第三十九条第一款", "art. 39 para. 1")] = Applicants()
    repeated: Annotated[Applicants, Label("2.重复申请", "2. Repeated requests"), Cite("第三十六条第（六）项", "art. 36(6)")] = Applicants()
    publication: Annotated[Applicants, Label("3.要求提供公开出版物", "3. Requests for published works"), Cite("第三十九条第二款", "art. 39 para. 2")] = Applicants()
    excessive: Annotated[Applicants, Label("4.无正当理由大量反复申请", "4. Excessive repeated requests without proper reason"), Cite("第三十五条", "art. 35")] = Applicants()
    confirmation: Annotated[Applicants, Label("5.要求行政机关确认或重新出具已获取信息", "5. Requests to confirm or re-issue information already obtained")] = Applicants()


RECEIVED = Label("一、本年新收政府信息公开申请数量", "1. Requests received this year")
RECEIVED_CITE = Cite("第二十七条至第二十九条", "arts. 27-29")
CARRIED_IN = Label("二、上年结转政府信息公开申请数量", "2. Requests carried over from last year")
RESULTS = Label("三、本年度办理结果", "3. Results of the year")
DISCLOSED = Label("（一）予以公开", "(1) Disclosed")
DISCLOSED_CITE = Cite("第三十六条第（一）、（二）项", "art. 36(1)(2)")
DISCLOSED_IN_PART = Label(
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "(2) Disclosed in part (counted here only)"
)
DISCLOSED_IN_PART_CITE = Cite("第三十七条", "art. 37")
REFUSED = Label("（三）不予公开", "(3) Refused")
NOT_PROVIDED = Label("（四）无法提供", "(4) Could not be provided")
NOT_PROCESSED = Label("（五）不予处理", "(5) Not processed")
OTHER = Label("（六）其他处理", "(6) Otherwise dealt with")
RESULTS_TOTAL = Label("（七）总计", "(7) Total")
CARRIED_OUT = Label("四、结转下年度继续办理", "4. Carried over to next year")


@attrs.frozen(kw_only=True)
class Outcomes:
    """How reviews or suits ended (件)."""

    upheld: Annotated[Items, Label("结果维持", "Upheld")] = None
    corrected: Annotated[Items, Label("结果纠正", "Corrected")] = None
    other: Annotated[Items, Label("其他结果", "Other result")] = None
    pending: Annotated[Items, Label("尚未审结", "Pending")] = None
    total: Annotated[Items, Label("总计", "Total")] = None


@attrs.frozen(kw_only=True)
class Litigation:
    """行政诉讼: suits, by whether a review came first."""

    direct: Annotated[Outcomes, Label("未经复议直接起诉", "Without prior review")] = Outcomes()
    after_reconsideration: Annotated[Outcomes, Label("复议后起诉", "After review")] = Outcomes()


@attrs.frozen(kw_only=True)
class Proceedings:
    """Table 4: administrative reviews and suits."""

    reconsideration: Annotated[Outcomes, Label("行政复议", "Administrative review")] = Outcomes()
    litigation: Annotated[Litigation, Label("行政诉讼", "Administrative litigation")] = Litigation()


BLOCKS = Draw(Layout.BLOCKS, Label("信息内容", "Information"))
ROWS = Draw(
    Layout.ROWS,
    Label(
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "(In each column, items 1 and 2 together equal items 3 and 4 together.)",
    ),
)
APPLICANTS = Label("申请人情况", "Applicants")
LINE = Draw(Layout.LINE)

PROACTIVE = Label("主动公开政府信息情况", "Information disclosed on the organ's own initiative")
REQUESTS = Label("收到和处理政府信息公开申请情况", "Requests received and how they were dealt with")
PROCEEDINGS = Label("政府信息公开行政复议、行政诉讼情况", "Administrative reviews and litigation")

HEADINGS = (
    Heading("overview", "一、", Label("总体情况", "Overview")),
    Heading("proactive", "二、", PROACTIVE, "proactive"),
    Heading("requests", "三、", REQUESTS, "requests"),
    Heading("proceedings", "四、", PROCEEDINGS, "proceedings"),
    Heading("problems", "五、", Label("存在的主要问题及改进情况", "Main problems and improvements")),
    Heading("other_matters", "六、", Label("其他需要报告的事项", "Other matters")),
)
"""The six sections of both standard formats."""


_ARTICLE_49 = Cite("《政府信息公开条例》（2019年修订）第四十九条", "art. 49 of the regulation as revised in 2019")

DEADLINES = (
    Deadline(1, 31, _ARTICLE_49, ("ministry", "department")),
    Deadline(3, 31, _ARTICLE_49, ("government",)),
)
"""Departments of governments at county level and above, and those governments. The article names no others."""


def standard_identities(fmt: Format) -> Iterator[Identity]:
    """The sums of both standard formats, expanded over the rows and columns the format has."""
    yield from totals_of_rows("GD201", fmt, "requests")
    yield from totals_of_columns("GD202", fmt, "requests.results.total")
    yield from balances(
        "GD203",
        fmt,
        "requests.results.total",
        plus=("requests.received", "requests.carried_in"),
        minus=("requests.carried_out",),
    )
    yield from totals_of_rows("GD204", fmt, "proceedings")


def skeleton(headings: tuple[Heading, ...] = HEADINGS) -> tuple[Section, ...]:
    """The prescribed sections without prose, each table in its place.

    >>> from govdisclosure.formats.shared import skeleton
    >>> [section.number for section in skeleton()]
    ['一、', '二、', '三、', '四、', '五、', '六、']
    """
    return tuple(Section(number=h.number, heading=h.label.zh, table=h.table) for h in headings)
