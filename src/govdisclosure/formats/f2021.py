"""The format of 2021 (国办公开办函〔2021〕30号): reports for 2021 and later. 200 figures."""

from typing import Annotated, Literal

import attrs

from govdisclosure.formats import shared
from govdisclosure.formats._format import Format
from govdisclosure.formats._kit import Block, Cite, Items, Label, Money
from govdisclosure.formats.shared import TAG, Applicants, Head, NotProcessed, NotProvided, Proceedings, Refused


@attrs.frozen(kw_only=True)
class Documents:
    """规章 or 行政规范性文件: made, repealed and in force (件)."""

    issued: Annotated[Items, Label("本年制发件数", "Issued this year")] = None
    repealed: Annotated[Items, Label("本年废止件数", "Repealed this year")] = None
    in_force: Annotated[Items, Label("现行有效件数", "In force")] = None


@attrs.frozen(kw_only=True)
class Decisions:
    """Decisions taken this year (件)."""

    decisions: Annotated[Items, Label("本年处理决定数量", "Decisions this year")] = None


@attrs.frozen(kw_only=True)
class Fees:
    """行政事业性收费: collected this year (万元)."""

    amount: Annotated[Money, Label("本年收费金额（单位：万元）", "Collected this year (10,000 yuan)")] = None


_ITEM_1 = Block("第二十条第（一）项", "art. 20(1)")
_ITEM_5 = Block("第二十条第（五）项", "art. 20(5)")
_ITEM_6 = Block("第二十条第（六）项", "art. 20(6)")
_ITEM_8 = Block("第二十条第（八）项", "art. 20(8)")


@attrs.frozen(kw_only=True)
class Proactive:
    """Table 2 (条例 art. 20): 10 figures."""

    regulations: Annotated[Documents, Label("规章", "Rules"), _ITEM_1] = Documents()
    normative_documents: Annotated[Documents, Label("行政规范性文件", "Administrative normative documents"), _ITEM_1] = Documents()
    licensing: Annotated[Decisions, Label("行政许可", "Administrative licensing"), _ITEM_5] = Decisions()
    penalties: Annotated[Decisions, Label("行政处罚", "Administrative penalties"), _ITEM_6] = Decisions()
    coercion: Annotated[Decisions, Label("行政强制", "Administrative coercion"), _ITEM_6] = Decisions()
    fees: Annotated[Fees, Label("行政事业性收费", "Administrative fees"), _ITEM_8] = Fees()


@attrs.frozen(kw_only=True)
class OtherResults:
    """三（六）其他处理: three rows since 2021 (件)."""

    correction_overdue: Annotated[Applicants, Label( "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1. Not corrected in time without proper reason; no longer processed", ), Cite("第三十条", "art. 30")] = Applicants()
    fee_overdue: Annotated[Applicants, Label( "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2. Fee not paid in time; no longer processed", ), Cite("第四十二条、国办函〔2020〕109号", "art. 42 and notice 国办函〔2020〕109号")] = Applicants()
    rest: Annotated[Applicants, Label("3.其他", "3. Other")] = Applicants()


@attrs.frozen(kw_only=True)
class Results:
    """三、本年度办理结果 (件)."""

    disclosed: Annotated[Applicants, shared.DISCLOSED, shared.DISCLOSED_CITE] = Applicants()
    disclosed_in_part: Annotated[Applicants, shared.DISCLOSED_IN_PART, shared.DISCLOSED_IN_PART_CITE] = Applicants()
    refused: Annotated[Refused, shared.REFUSED] = Refused()
    not_provided: Annotated[NotProvided, shared.NOT_PROVIDED] = NotProvided()
    not_processed: Annotated[NotProcessed, shared.NOT_PROCESSED] = NotProcessed()
    other: Annotated[OtherResults, shared.OTHER] = OtherResults()
    total: Annotated[Applicants, shared.RESULTS_TOTAL] = Applicants()


@attrs.frozen(kw_only=True)
class Requests:
    """Table 3: 25 rows of 7 columns, 175 figures."""

    received: Annotated[Applicants, shared.RECEIVED, shared.RECEIVED_CITE] = Applicants()
    carried_in: Annotated[Applicants, shared.CARRIED_IN] = Applicants()
    results: Annotated[Results, shared.RESULTS] = Results()
    carried_out: Annotated[Applicants, shared.CARRIED_OUT] = Applicants()


@attrs.frozen(kw_only=True)
class Report2021(Head):
    """An annual report in the format of 2021.

    >>> from govdisclosure import Organ, Report2021
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"))
    >>> report.format
    '2021'
    >>> report.requests.received.total is None
    True
    """

    proactive: Annotated[Proactive, shared.PROACTIVE, shared.BLOCKS] = Proactive()
    requests: Annotated[Requests, shared.REQUESTS, shared.ROWS] = Requests()
    proceedings: Annotated[Proceedings, shared.PROCEEDINGS, shared.LINE] = Proceedings()
    format: Annotated[Literal["2021"], TAG] = "2021"


FORMAT = Format(
    name="2021",
    label=Label("2021年格式", "Format of 2021"),
    report=Report2021,
    first_year=2021,
    last_year=None,
    basis=("国办公开办函〔2021〕30号",),
    headings=shared.HEADINGS,
    identify=shared.standard_identities,
    deadlines=shared.DEADLINES,
    fee_notice="国办函〔2020〕109号",
)
