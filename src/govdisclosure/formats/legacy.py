"""Reports for 2008 to 2018 (条例 of 2007, arts. 31-32): narrative, at times with the statistics table of 2013."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import attrs

from govdisclosure.formats._format import Format, totals_of_rows
from govdisclosure.formats._kit import Cite, Deadline, Draw, Identity, Kind, Label, Layout, Measure, Money
from govdisclosure.formats.shared import TAG, Foot, Head

_Pieces = Annotated[int | None, Measure(Kind.COUNT, "条", "pieces")]
_Cases = Annotated[int | None, Measure(Kind.COUNT, "件", "cases")]
_Units = Annotated[int | None, Measure(Kind.COUNT, "个", "units")]
_Times = Annotated[int | None, Measure(Kind.COUNT, "次", "times")]
_People = Annotated[int | None, Measure(Kind.COUNT, "人", "people")]
_UPHELD = Label("1.维持具体行政行为", "1. Administrative act upheld")
_CORRECTED = Label("2.纠错", "2. Corrected")


@attrs.frozen(kw_only=True)
class Disclosed:
    """一、主动公开信息数: published on the organ's own initiative (条)."""

    total: _Pieces = None
    organization: Annotated[_Pieces, Label("1.机构领导、设置及人事类信息", "1. Organisation, leaders and personnel")] = None
    policy: Annotated[_Pieces, Label("2.政策法规、规范性文件信息", "2. Policies, regulations and normative documents")] = None
    business: Annotated[_Pieces, Label("3.业务公开信息", "3. Business of the organ")] = None
    planning: Annotated[_Pieces, Label("4.规划计划、统计信息", "4. Plans and statistics")] = None
    budget: Annotated[_Pieces, Label("5.财务预决算信息", "5. Budgets and accounts")] = None
    procurement: Annotated[_Pieces, Label("6.招标采购信息", "6. Tenders and procurement")] = None


@attrs.frozen(kw_only=True)
class Received:
    """二、信息公开申请数: requests, by the way they came (件)."""

    total: _Cases = None
    letter_or_fax: Annotated[_Cases, Label("1.信函及传真申请数", "1. By letter or fax")] = None
    online_or_email: Annotated[_Cases, Label("2.网上填表及电子邮件申请数", "2. Online or by e-mail")] = None
    in_person: Annotated[_Cases, Label("3.当面申请数", "3. In person")] = None


@attrs.frozen(kw_only=True)
class Answered:
    """三、对申请的答复数: answers given (件)."""

    total: _Cases = None
    disclosed: Annotated[_Cases, Label("1.同意公开数", "1. Disclosed")] = None
    disclosed_in_part: Annotated[_Cases, Label("2.同意部分公开数", "2. Disclosed in part")] = None
    refused: Annotated[_Cases, Label("3.不予公开数", "3. Refused")] = None
    other: Annotated[_Cases, Label("4.其他情况", "4. Other")] = None


@attrs.frozen(kw_only=True)
class Disputes:
    """Reports, reviews or suits against the organ's disclosure, and how they ended (件)."""

    total: _Cases = None
    upheld: Annotated[_Cases, _UPHELD] = None
    corrected: Annotated[_Cases, _CORRECTED] = None


@attrs.frozen(kw_only=True)
class Deposited:
    """十、向查阅场所报送信息数: sent to libraries and archives (条)."""

    total: _Pieces = None
    paper: Annotated[_Pieces, Label("1.纸质文档", "1. On paper")] = None
    electronic: Annotated[_Pieces, Label("2.电子文档", "2. Electronic")] = None


@attrs.frozen(kw_only=True)
class Staff:
    """十一、指定工作人员数: staff assigned (人)."""

    total: _People = None
    full_time: Annotated[_People, Label("1.全职人员", "1. Full time")] = None
    part_time: Annotated[_People, Label("2.兼职人员", "2. Part time")] = None


@attrs.frozen(kw_only=True)
class Statistics:
    """政府信息公开工作情况统计表 of 2013, one figure a row: 36 figures."""

    disclosed: Annotated[Disclosed, Label("一、主动公开信息数", "1. Information disclosed on own initiative")] = (
        Disclosed()
    )
    received: Annotated[Received, Label("二、信息公开申请数", "2. Requests received")] = Received()
    answered: Annotated[Answered, Label("三、对申请的答复数", "3. Requests answered")] = Answered()
    fees: Annotated[Money, Label("四、依申请提供信息收取费用数", "4. Fees charged for information on request")] = None
    reported: Annotated[Disputes, Label("五、政府信息公开被举报数", "5. Reports against the organ")] = Disputes()
    reconsideration: Annotated[Disputes, Label("六、政府信息公开被行政复议数", "6. Administrative reviews")] = (
        Disputes()
    )
    litigation: Annotated[Disputes, Label("七、政府信息公开被诉讼数", "7. Suits")] = Disputes()
    websites: Annotated[_Units, Label("八、开通政府信息公开网站（或设立门户网站信息公开专栏）数", "8. Websites or columns opened")] = None
    press_conferences: Annotated[_Times, Label("九、召开新闻发布会数", "9. Press conferences held")] = None
    deposited: Annotated[Deposited, Label("十、向图书馆、档案馆等查阅场所报送信息数", "10. Information sent to reading rooms")] = Deposited()
    staff: Annotated[Staff, Label("十一、政府信息公开指定工作人员数", "11. Staff assigned")] = Staff()
    trainings_held: Annotated[_Times, Label("十二、组织学习培训次数", "12. Trainings held")] = None
    trainings_attended: Annotated[_People, Label("十三、参加学习培训人员数", "13. People trained")] = None
    foot: Annotated[Foot, Label("表首与表尾", "What stands around the table")] = Foot()


_LIST = Draw(Layout.LIST, Label("指标名称", "Indicator"))


@attrs.frozen(kw_only=True)
class LegacyReport(Head):
    """A narrative report of the years before the standard tables.

    `statistics` is None where no statistics table was printed.

    >>> from govdisclosure import LegacyReport, Organ
    >>> LegacyReport(year=2012, organ=Organ(name="云溪县档案馆")).statistics is None
    True
    """

    statistics: Annotated[Statistics | None, Label("政府信息公开工作情况统计表", "Statistics of government information disclosure"), _LIST] = None
    format: Annotated[Literal["legacy"], TAG] = "legacy"


def _identities(fmt: Format) -> Iterator[Identity]:
    yield from totals_of_rows("GD205", fmt, "statistics")


_COUNTED_AS = {
    "published": "statistics.disclosed.total",
    "requests.received": "statistics.received.total",
    "requests.results": "statistics.answered.total",
    "requests.results.disclosed": "statistics.answered.disclosed",
    "requests.results.disclosed_in_part": "statistics.answered.disclosed_in_part",
    "requests.results.refused": "statistics.answered.refused",
    "proceedings.reconsideration": "statistics.reconsideration.total",
    "proceedings.reconsideration.upheld": "statistics.reconsideration.upheld",
    "proceedings.reconsideration.corrected": "statistics.reconsideration.corrected",
    "proceedings.litigation": "statistics.litigation.total",
    "proceedings.litigation.upheld": "statistics.litigation.upheld",
    "proceedings.litigation.corrected": "statistics.litigation.corrected",
}
"""Rows of the statistics table that count what later formats count elsewhere."""

FORMAT = Format(
    name="legacy",
    label=Label("2008—2018年报告", "Reports for 2008 to 2018"),
    report=LegacyReport,
    first_year=2008,
    last_year=2018,
    basis=("中华人民共和国国务院令第492号",),
    headings=(),
    identify=_identities,
    first_day=date(2008, 5, 1),
    counted_as=_COUNTED_AS,
    deadlines=(Deadline(3, 31, Cite("《政府信息公开条例》（2007年）第三十一条", "art. 31 of the regulation of 2007")),),
)
