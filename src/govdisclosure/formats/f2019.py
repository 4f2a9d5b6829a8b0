"""The format of 2019 (国办公开办函〔2019〕60号): reports for 2019 and 2020. 198 figures."""

from typing import Annotated, Literal

import attrs

from govdisclosure.formats import shared
from govdisclosure.formats._format import Format
from govdisclosure.formats._kit import Block, Change, Items, Label, Money, Projects
from govdisclosure.formats.shared import TAG, Applicants, Head, NotProcessed, NotProvided, Proceedings, Refused

_LAST_YEAR = Label("上一年项目数量", "Projects last year")
_CHANGE = Label("本年增/减", "Increase or decrease this year")
_DECISIONS = Label("处理决定数量", "Decisions")


@attrs.frozen(kw_only=True)
class Documents:
    """规章 or 规范性文件: made, newly disclosed and disclosed in all (件)."""

    made: Annotated[Items, Label("本年新制作数量", "Made this year")] = None
    newly_disclosed: Annotated[Items, Label("本年新公开数量", "Newly disclosed this year")] = None
    total_disclosed: Annotated[Items, Label("对外公开总数量", "Disclosed in all")] = None


@attrs.frozen(kw_only=True)
class Matters:
    """Matters of a kind: how many last year, the change, and decisions taken (项, 件)."""

    items_last_year: Annotated[Projects, _LAST_YEAR] = None
    items_change: Annotated[Change, _CHANGE] = None
    decisions: Annotated[Items, _DECISIONS] = None


@attrs.frozen(kw_only=True)
class Fees:
    """行政事业性收费: how many last year and the change (项)."""

    items_last_year: Annotated[Projects, _LAST_YEAR] = None
    items_change: Annotated[Change, _CHANGE] = None


@attrs.frozen(kw_only=True)
class Procurement:
    """政府集中采购: projects (项) and their total amount (万元)."""

    items: Annotated[Projects, Label("采购项目数量", "Procurement projects")] = None
    amount: Annotated[Money, Label("采购总金额", "Total amount")] = None


_ITEM_1 = Block("第二十条第（一）项", "art. 20(1)")
_ITEM_5 = Block("第二十条第（五）项", "art. 20(5)")
_ITEM_6 = Block("第二十条第（六）项", "art. 20(6)")
_ITEM_8 = Block("第二十条第（八）项", "art. 20(8)")
_ITEM_9 = Block("第二十条第（九）项", "art. 20(9)")


@attrs.frozen(kw_only=True)
class Proactive:
    """Table 2 (条例 art. 20): 22 figures."""

    regulations: Annotated[Documents, Label("规章", "Rules"), _ITEM_1] = Documents()
    normative_documents: Annotated[Documents, Label("规范性文件", "Normative documents"), _ITEM_1] = Documents()
    licensing: Annotated[Matters, Label("行政许可", "Administrative licensing"), _ITEM_5] = Matters()
    other_services: Annotated[Matters, Label("其他对外管理服务事项", "Other services to the public"), _ITEM_5] = (
        Matters()
    )
    penalties: Annotated[Matters, Label("行政处罚", "Administrative penalties"), _ITEM_6] = Matters()
    coercion: Annotated[Matters, Label("行政强制", "Administrative coercion"), _ITEM_6] = Matters()
    fees: Annotated[Fees, Label("行政事业性收费", "Administrative fees"), _ITEM_8] = Fees()
    procurement: Annotated[Procurement, Label("政府集中采购", "Centralised government procurement"), _ITEM_9] = (
        Procurement()
    )


@attrs.frozen(kw_only=True)
class Results:
    """三、本年度办理结果 (件)."""

    disclosed: Annotated[Applicants, shared.DISCLOSED, shared.DISCLOSED_CITE] = Applicants()
    disclosed_in_part: Annotated[Applicants, shared.DISCLOSED_IN_PART, shared.DISCLOSED_IN_PART_CITE] = Applicants()
    refused: Annotated[Refused, shared.REFUSED] = Refused()
    not_provided: Annotated[NotProvided, shared.NOT_PROVIDED] = NotProvided()
    not_processed: Annotated[NotProcessed, shared.NOT_PROCESSED] = NotProcessed()
    other_undivided: Annotated[Applicants, shared.OTHER] = Applicants()
    total: Annotated[Applicants, shared.RESULTS_TOTAL] = Applicants()


@attrs.frozen(kw_only=True)
class Requests:
    """Table 3: 23 rows of 7 columns, 161 figures."""

    received: Annotated[Applicants, shared.RECEIVED, shared.RECEIVED_CITE] = Applicants()
    carried_in: Annotated[Applicants, shared.CARRIED_IN] = Applicants()
    results: Annotated[Results, shared.RESULTS] = Results()
    carried_out: Annotated[Applicants, shared.CARRIED_OUT] = Applicants()


@attrs.frozen(kw_only=True)
class Report2019(Head):
    """An annual report in the format of 2019.

    >>> from govdisclosure import Organ, Report2019
    >>> Report2019(year=2020, organ=Organ(name="云溪县档案馆")).format
    '2019'
    """

    proactive: Annotated[Proactive, shared.PROACTIVE, shared.BLOCKS] = Proactive()
    requests: Annotated[Requests, shared.REQUESTS, shared.ROWS] = Requests()
    proceedings: Annotated[Proceedings, shared.PROCEEDINGS, shared.LINE] = Proceedings()
    format: Annotated[Literal["2019"], TAG] = "2019"


FORMAT = Format(
    name="2019",
    label=Label("2019年格式", "Format of 2019"),
    report=Report2019,
    first_year=2019,
    last_year=2020,
    basis=("国办公开办函〔2019〕60号",),
    headings=shared.HEADINGS,
    identify=shared.standard_identities,
    deadlines=shared.DEADLINES,
    counted_as={"requests.results.other": "requests.results.other_undivided"},
)
