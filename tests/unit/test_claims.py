"""What the prose is read to claim: figures, kinds, periods, scopes, parts, shares, and what is no claim at all."""

import time
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import FORMATS, Format, Organ, Section
from govdisclosure.claims import Claim, claims
from govdisclosure.claims._tokens import spellings
from govdisclosure.claims._words import VOCABULARY

FORMAT = list(FORMATS.values())[-1]
YEAR = FORMAT.first_year + 2
LAST = YEAR - 1


def found(text: str, *, heading: str = "总体情况", organ: str | None = "云溪县教育局") -> tuple[Claim, ...]:
    section = Section(number="一、", heading=heading, paragraphs=(text,))
    return claims(FORMAT.report(year=YEAR, organ=Organ(name=organ), sections=(section,)))


def figures(text: str) -> list[tuple[str, int | Decimal | None]]:
    return [(claim.kind, claim.value) for claim in found(text)]


def only(text: str) -> Claim:
    (claim,) = found(text)
    return claim


# Numbers


@pytest.mark.parametrize(
    ("printed", "value", "raw", "unit", "rounded"),
    [
        ("12件", 12, "12", "件", False),
        ("１２件", 12, "１２", "件", False),
        ("1,362件", 1362, "1,362", "件", False),
        ("十二件", 12, "十二", "件", False),
        ("一百零三件", 103, "一百零三", "件", False),
        ("两件", 2, "两", "件", False),
        ("壹件", 1, "壹", "件", False),
        ("0件", 0, "0", "件", False),
        ("为零", 0, "零", None, False),
        ("1.2万余件", 12000, "1.2万余", "件", True),
        ("约30件", 30, "约30", "件", True),
        ("近千件", 1000, "近千", "件", True),
        ("一百余件", 100, "一百余", "件", True),
        ("30件左右", 30, "30", "件", True),
        ("10件以上", 10, "10", "件", True),
        ("12件次", 12, "12", "件次", False),
        ("12次（件）", 12, "12", "次（件）", False),
        ("12", 12, "12", None, False),
        ("1.36万件", 13600, "1.36万", "件", True),
        ("2万件", 20000, "2万", "件", False),
    ],
)
def test_a_figure_is_read_as_it_is_printed(
    printed: str, value: int, raw: str, unit: str | None, *, rounded: bool
) -> None:
    claim = only(f"全年收到政府信息公开申请{printed}。")
    assert (claim.kind, claim.value, claim.raw) == ("requests.received", value, raw)
    assert (claim.unit, claim.rounded, claim.is_none) == (unit, rounded, False)


@pytest.mark.parametrize(
    ("printed", "value", "unit"), [("8.4万元", "8.4", "万元"), ("84000元", "84000", "元"), ("1.2亿元", "1.2", "亿元")]
)
def test_money_keeps_the_unit_it_is_printed_in(printed: str, value: str, unit: str) -> None:
    claim = only(f"行政事业性收费{printed}。")
    assert printed == f"{claim.raw}{claim.unit}"
    assert (claim.kind, claim.value, claim.unit) == ("proactive.fees.amount", Decimal(value), unit)
    assert isinstance(claim.value, Decimal)


@pytest.mark.parametrize(
    "text",
    [
        "未收到政府信息公开申请。",
        "没有收到公民、法人或者其他组织的信息公开申请。",
        "无依申请公开。",
        "依申请公开情况：无。",
        "政府信息公开申请未收到。",
        "零申请。",
        "未收到依申请公开请求。",
        "未收到依申请公开来信。",
        "未收到群众、法人或其他组织提出的政府信息公开申请。",
        "未收到自然人、法人或其他组织申请公开有关政府信息。",
        "未收到个人、法人或者其他组织要求公开政府信息的申请。",
        "依申请公开方面，未收到该项申请。",
    ],
)
def test_nothing_is_said_in_words(text: str) -> None:
    claim = only(text)
    assert (claim.kind, claim.value, claim.unit) == ("requests.received", 0, None)
    assert claim.raw in text


def test_of_several_things_there_was_nothing() -> None:
    text = "全年未发生因政府信息公开引发的行政复议、行政诉讼，未收取任何费用，未制定规章和规范性文件。"
    assert figures(text) == [
        ("proceedings.reconsideration", 0),
        ("proceedings.litigation", 0),
        ("information_fee", 0),
        ("proactive.regulations.issued", 0),
        ("proactive.normative_documents.issued", 0),
    ]
    assert all(claim.is_none for claim in found(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("未对公众依申请公开政府信息收取任何费用。", ["information_fee"]),
        ("没有因依申请公开信息收取或减免费用的情况。", ["information_fee"]),
        ("没有因依申请公开信息减免费用的情况。", []),
        ("没有出现应当公开而未公开的办件。", []),
        ("没有涉及国家秘密的公文类信息。", []),
        (
            "未因政府信息申请发生行政复议和行政诉讼。",
            ["proceedings.reconsideration", "proceedings.litigation"],
        ),
        ("无因政府信息公开产生行政复议，提起行政诉讼情况。", ["proceedings.reconsideration", "proceedings.litigation"]),
        (
            "未制定或废止规章、行政规范性文件。",
            [
                "proactive.regulations.issued",
                "proactive.regulations.repealed",
                "proactive.normative_documents.issued",
                "proactive.normative_documents.repealed",
            ],
        ),
    ],
)
def test_what_there_was_nothing_of(text: str, kinds: list[str]) -> None:
    assert figures(text) == [(kind, 0) for kind in kinds]


# Kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("受理依申请公开9件，上年结转1件，办结8件，结转下年度继续办理2件。", "received carried_in results carried_out"),
        ("答复8件，尚有2件申请正在办理中。", "results carried_out"),
        ("共办理申请9件（含上年结转1件）。", "in_hand carried_in"),
        ("收到政府信息公开申请9件（含上年结转1件）。", "in_hand carried_in"),
        ("收到9件，结转至{next}年1件。", "received carried_out"),
        ("收到、办结均为9件。", "received results"),
        ("新收并办结9件。", "received results"),
        ("收到依申请公开请求9件，按期办结9件。", "received results"),
        ("受理政府信息申请公开9件，答复完毕9件。", "received results"),
        ("受理依申请信息9件，已完成依申请公开申请9件。", "received results"),
        ("收到依申请公开信件9件，已办理8件。", "received results"),
        ("依申请公开方面，收到申请公开9件，办理8件，下年度继续办理1件。", "received results carried_out"),
        ("收到依申请公开9件，结转上年2件。", "received carried_in"),
        (f"{LAST}年结转的政府信息公开申请2件，{YEAR}年新收政府信息公开申请9件。", "carried_in received"),
        ("受理申请9件，1件按规定延期至{next}年办理。", "received carried_out"),
        ("全县受理申请9件，上年结转2件，其中县政府本级3件。", "received carried_in received"),
        ("收到公民、法人提交的政府信息公开申请9件。", "received"),
    ],
)
def test_the_flow_of_requests(text: str, kinds: str) -> None:
    read = found(text.replace("{next}", str(YEAR + 1)))
    assert [claim.kind for claim in read] == [f"requests.{kind}" for kind in kinds.split()]
    assert {claim.period for claim in read} == {YEAR}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请9件，因“属于国家秘密”等原因不予公开2件。", ["results.refused"]),
        ("收到申请9件，因本机关不掌握等情形无法提供2件。", ["results.not_provided"]),
        (
            "收到申请9件，不予公开（属于三类内部事务信息）2件，无法提供（本机关不掌握相关政府信息）3件。",
            ["results.refused.internal_affairs", "results.not_provided.not_held"],
        ),
        (
            "收到申请9件；未收取任何费用。其中，6件本局不掌握相关政府信息；2件属于内部事务信息，不予公开；"
            "1件属于部分公开并已办结。",
            ["results.not_provided.not_held", "results.refused.internal_affairs", "results.disclosed_in_part"],
        ),
    ],
)
def test_grounds_as_they_are_printed(text: str, expected: list[str]) -> None:
    kinds = [kind.removeprefix("requests.") for kind, _ in figures(text) if kind != "information_fee"]
    assert kinds == ["received", *expected]


def test_a_sum_is_what_was_received_and_what_it_adds_up_is_not() -> None:
    assert figures("共收到网上申请5件，快递4件，合计9件。") == [("requests.received", 9)]
    assert figures("收到网上申请5件，信函申请4件，均已答复。") == []
    assert figures("收到网上申请5件，均已答复。") == [("requests.received", 5)]
    assert figures("收到公民提出的申请5件、企业提出的申请4件，合计9件。") == [
        ("requests.received.business", 4),
        ("requests.received", 9),
    ]


def test_results_and_their_grounds() -> None:
    text = (
        "予以公开9件、部分公开8件，不予公开7件，无法提供6件，不予处理5件，其他处理4件；3件属于国家秘密，"
        "2件因补正后内容仍不明确而无法提供，重复申请1件。"
    )
    assert [kind.removeprefix("requests.results.") for kind, _ in figures(text)] == [
        "disclosed",
        "disclosed_in_part",
        "refused",
        "not_provided",
        "not_processed",
        "other",
        "refused.state_secret",
        "not_provided.still_unclear",
        "not_processed.repeated",
    ]
    assert [value for _, value in figures(text)] == [9, 8, 7, 6, 5, 4, 3, 2, 1]


def test_every_kind_of_the_table_is_a_cell_of_the_format() -> None:
    """Words of the vocabulary name rows that there are."""
    rows = {meaning.removeprefix("result ") for meaning in VOCABULARY if meaning.startswith("result ")}
    paths = {cell_.path for fmt in FORMATS.values() for cell_ in fmt.cells}
    for row in rows:
        assert any(path.startswith(f"requests.results.{row}.") for path in paths), row
    columns = {meaning.removeprefix("applicant ") for meaning in VOCABULARY if meaning.startswith("applicant ")}
    assert {f"requests.received.{column}" for column in columns - {"organizations"}} <= paths


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("行政复议3件，维持2件，纠正1件。", "reconsideration reconsideration.upheld reconsideration.corrected"),
        ("未经复议直接起诉2件，复议后起诉1件。", "litigation.direct litigation.after_reconsideration"),
        (
            "复议后起诉2件，其中尚未审结1件。",
            "litigation.after_reconsideration litigation.after_reconsideration.pending",
        ),
        ("行政诉讼2件（均为复议后起诉）。", "litigation.after_reconsideration"),
        ("审结的信息公开类行政复议案件9件，结果维持8件、纠正1件。", "reconsideration.upheld reconsideration.corrected"),
        ("行政复议9件，8件做了复议决定，行政诉讼2件。", "reconsideration litigation"),
        ("行政诉讼5件，其中未经复议直接起诉3件，复议后起诉2件，结果维持4件。",
         "litigation litigation.direct litigation.after_reconsideration litigation.upheld"),
        ("行政诉讼5件，其中未经复议直接起诉3件，复议后起诉2件（维持2件）。",
         "litigation litigation.direct litigation.after_reconsideration litigation.after_reconsideration.upheld"),
    ],
)  # fmt: skip
def test_reviews_and_suits(text: str, kinds: str) -> None:
    assert [claim.kind for claim in found(text)] == [f"proceedings.{kind}" for kind in kinds.split()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("制发行政规范性文件3件、废止2件，现行有效9件。", "normative_documents.issued normative_documents.repealed "
         "normative_documents.in_force"),
        ("出台规章1部。", "regulations.issued"),
        ("制发规章2部、行政规范性文件5件。", "regulations.issued normative_documents.issued"),
        ("废止规章2部，现有行政规范性文件5件。", "regulations.repealed"),
        ("行政许可、行政处罚、行政强制决定数量分别为85件、12件、1件。", "licensing.decisions penalties.decisions "
         "coercion.decisions"),
        ("集中采购项目4个，采购金额25万元。", "procurement.items procurement.amount"),
        ("对制发的行政规范性文件作了一次清理。", ""),  # occasions, not documents
        ("组织制发规范性文件培训2场。", ""),
    ],
)  # fmt: skip
def test_documents_decisions_and_procurement(text: str, expected: str) -> None:
    assert [claim.kind for claim in found(text)] == [f"proactive.{kind}" for kind in expected.split()]


def test_proposals() -> None:
    assert figures("承办人大代表建议5件、政协提案7件。") == [("proposals.npc", 5), ("proposals.cppcc", 7)]
    assert figures("承办人大代表建议、政协提案共12件。") == [("proposals", 12)]


def test_what_cannot_be_divided_is_other() -> None:
    assert figures("行政复议、诉讼共3件。") == [("other", 3)]


# What is no claim


@pytest.mark.parametrize(
    "text",
    [
        "报送规范性文件备案5件，备案审查通过5件。",
        "受理行政许可申请30件，均在承诺时限内办结。",
        "收到工伤认定申请66件，不予认定3件。",
        "受理投诉举报85件，办结80件，上年结转5件。",
        "收到信访事项56件，其他处理2件。",
        "全年受理行政复议申请128件，办结120件。",
        "因土地征收引发的行政复议案件9件。",
        "政府信息公开申请按时答复率100%，同比上升2%。",
        "自收到申请之日起20个工作日内予以答复。",
        "同一申请人申请数量超过10件（含10件）的，收取信息处理费。",
        "受理的第12件依申请公开申请已答复。",
        "印发《关于公开信息500条的通知》（云政办〔2024〕16号）20000份。",
        "下一步，全年公开信息不少于500条，制发规范性文件2件。",
        "力争行政复议、行政诉讼零发生。",
        "收到申请减少5件。",
        "召开会议3次，接待咨询20人次，发放资料500份。",
        "公开招聘教师60名。",
        "未发生安全生产事故，没有发生泄密事件。",
        "我局政府信息公开工作经费5.2万元。",
        "依申请公开收取复印费60元、邮寄费25元。",
        "县长信箱收到信件，183件，答复183件。",
        "处理领导信箱来信47件。",
        "办理网民留言12件、热线90件。",
        "公布行政许可28个、行政处罚18个。",
        "在网站公示失效、废止的规范性文件85件。",
        "公开人大代表建议的答复2篇。",
        "分局因具体行政行为被提起行政诉讼2起。",
        "收到政府信息公开申请1.5。",
        "收到政府信息公开申请百千百件。",
        "收到申请、意见分别为3件、5件。",
    ],
)
def test_other_figures_are_no_claims(text: str) -> None:
    assert found(text) == ()


def test_a_plan_ends_where_the_year_is_named_again() -> None:
    assert figures(f"{YEAR + 1}年，我局将公开信息900条。本年度公开信息800条。") == [("published", 800)]


# Time and scope


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("全年", YEAR),
        ("今年以来，", YEAR),
        (f"{LAST}年，我局认真落实《条例》，", LAST),
        ("去年", LAST),
        ("上一年度", LAST),
        (f"{YEAR}年1月1日至12月31日，", YEAR),
        (f"截至{YEAR}年12月31日，", YEAR),
        ("上半年", None),
        ("第三季度", None),
        ("1—6月", None),
        (f"{YEAR}年12月", None),
        ("自条例施行以来，累计", None),
        ("近三年", None),
        ("截至目前，", None),
    ],
)
def test_the_period_is_the_one_named(said: str, period: int | None) -> None:
    assert only(f"{said}收到政府信息公开申请12件。").period == period


def test_the_year_of_a_paper_is_not_that_of_the_text() -> None:
    text = f"公开{LAST}年度部门决算、{LAST}年财政决算。发布{LAST}年度工作情况后，全年制发行政规范性文件2件。"
    assert only(text).period == YEAR


def test_a_comparison_does_not_change_the_year() -> None:
    text = f"收到申请40件，较上年（32件）增长25%；比{LAST}年的30件多，答复39件。"
    assert [(claim.value, claim.period) for claim in found(text)] == [(40, YEAR), (32, LAST), (30, LAST), (39, YEAR)]
    assert found(text)[0].growth == 25


def test_a_comparison_ends_where_the_year_is_named() -> None:
    read = found("与上年收到申请50件相比本年收到申请40件。")
    assert [(claim.value, claim.period) for claim in read] == [(50, LAST), (40, YEAR)]


def test_years_in_turn() -> None:
    read = found(f"{LAST}年、{YEAR}年分别收到申请12件、15件。")
    assert [(claim.kind, claim.value, claim.period) for claim in read] == [
        ("requests.received", 12, LAST),
        ("requests.received", 15, YEAR),
    ]


@pytest.mark.parametrize(
    ("who", "scope"),
    [
        ("本机关", "own"),
        ("我局", "own"),
        ("县教育局", "own"),
        ("云溪县教育局", "own"),
        ("全县", "consolidated"),
        ("各镇（街道）和部门", "consolidated"),
        ("我局及下属单位", "consolidated"),
        ("县水利局", "elsewhere"),
        ("下属学校", "elsewhere"),
        ("上级主管部门", "elsewhere"),
        ("", None),
    ],
)
def test_the_scope_is_the_one_named(who: str, scope: str | None) -> None:
    assert only(f"{who}收到政府信息公开申请12件。").scope == scope


def test_an_organ_that_does_nothing_is_not_whose_it_is() -> None:
    assert only("我局通过县水利局网站主动公开信息12条。").scope == "own"
    assert only("我局向各部门反馈后，收到申请12件。").scope == "own"


def test_scope_and_period_hold_until_others_are_named() -> None:
    read = found("上年度，全县收到申请30件。办结29件。本年我局收到申请3件。")
    assert [(claim.period, claim.scope) for claim in read] == [
        (LAST, "consolidated"),
        (LAST, "consolidated"),
        (YEAR, "own"),
    ]


# Parts, shares, growth


def wholes(text: str) -> list[int | None]:
    return [claim.of for claim in found(text)]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("收到申请9件，其中自然人8件、企业1件；办结9件。", [None, 0, 0, None]),
        ("收到申请9件，均已答复。其中网上申请6件，当面申请3件。", [None, 0, 0]),
        ("收到申请9件（自然人8件，企业1件）。", [None, 0, 0]),
        ("答复9件：予以公开8件；不予公开1件。", [None, 0, 0]),
        ("答复9件，按答复类型分：予以公开8件，不予公开1件。", [None, 0, 0]),
        ("办结的9件中，予以公开8件，不予公开1件。", [None, 0, 0]),
        ("行政复议9件，结果维持、结果纠正分别为8件、1件。", [None, 0, 0]),
        ("收到申请9件，予以公开8件，不予公开1件。", [None, None, None]),
        ("自然人申请8件，占申请总量9件的88.9%。", [1, None]),
        ("无法提供2件，均系本机关不掌握相关信息（2件）。", [None, 0]),
        ("收到申请40件，较上年（32件）增长25%，其中予以公开24件。", [None, None, 0]),
        ("新收申请9件，上年结转2件。其中，予以公开8件，部分公开3件。", [None, None, 0, 0]),
        ("收到申请9件，自然人5件，企业4件。其中予以公开6件，部分公开3件。", [None, None, None, 0, 0]),
        ("新收申请9件，其中：6件予以公开，2件为咨询类答复，1件撤销。", [None, 0, 0, 0]),
        ("答复9件，其中予以公开6件，不属于政府信息2件，其他1件。", [None, 0, 0, 0]),
        ("答复9件，其中网上申请件6件，书面申请件3件。", [None, 0, 0]),
        ("答复9件（含上年结转申请2件，另有3件申请顺延到下年度答复）。", [None, 0, None]),
        ("答复9件，其中予以公开5件，部分公开3件，另有1件不予公开。", [None, 0, 0, 0]),
        ("公开信息90条。其中，受理申请9件，答复9件。", [None, None, None]),
        ("收到申请9件，其中因信息公开引起的行政复议2件、行政诉讼1件。", [None, None, None]),
        ("公开信息9条。其中，网站6条，微信1条。此外，公开栏公开2条。", [None, 0, 0, 0]),
        ("公开信息9条，其中网站6条，微信3条。此外，回应网民关切2条。", [None, 0, 0]),
        ("公开信息9条，其中网站6条（公告2条），微信3条；专栏发布稿件4条。", [None, 0, 1, 0]),
        ("公开信息9条，其中观看8人次。", [None]),
        ("不予处理3件，分别为信访类申请2件、重复申请1件。", [None, 0, 0]),
        ("答复9件，其中予以公开3件，不予公开1件，予以公开3件。", [None, 0, 0, None]),
        ("公开信息9条，其中网站6条，微信3篇。", [None, 0]),
        ("公开信息9条，其中政策3条，制发规范性文件2件。", [None, 0, None]),
        ("收到申请7件，其中办结3件，不予公开2件，已办结的3件均为予以公开。", [None, 0, None, None]),
    ],
)
def test_a_part_knows_its_whole(text: str, of: list[int | None]) -> None:
    assert wholes(text) == of


def test_parts_of_other_organs_and_unlisted_parts() -> None:
    read = found("全县收到申请210件，其中县水利局85件、县住建局46件等。我局公开信息9条，其中政策文件5条、会议信息4条。")
    assert [(claim.kind, claim.scope) for claim in read] == [
        ("requests.received", "consolidated"),
        ("requests.received", "elsewhere"),
        ("requests.received", "elsewhere"),
        ("published", "own"),
        ("other", "own"),
        ("other", "own"),
    ]


def test_a_part_of_the_same_kind_as_its_whole_is_any_other_part() -> None:
    assert figures("承办政协提案9件，其中委员提案5件。") == [("proposals.cppcc", 9), ("other", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息30条，其中财务公开18条、公开年报2条、政府采购类4条、行政处罚决定6条。",
        "发布采购项目信息30条，其中采购公告18条，投诉处理决定2条，行政许可4条，提案办理结果6条。",
        "制作政府信息30条，其中主动公开信息18条，依申请公开信息2条，不予公开信息4条，其他6条。",
        "共发文30件，其中主动公开18件，依申请公开2件，不予公开4件，其他6件。",
        "公开文件30件（含新制定18件、修改2件、废止4件、其他6件）。",
    ],
)
def test_classes_of_papers_are_no_kinds(text: str) -> None:
    """Whatever they are called: what a list of published or issued papers names is one of its classes."""
    whole, *parts = found(text)
    assert [(part.kind, part.value, part.of) for part in parts] == [("other", value, 0) for value in (18, 2, 4, 6)]
    assert whole.value == 30


def test_what_was_done_is_no_class_of_papers() -> None:
    text = "主动公开信息64件，其中政策文件59件、会议信息5件，收到政府信息公开申请2件，制发规范性文件1件。"
    assert figures(text)[3:] == [("requests.received", 2), ("proactive.normative_documents.issued", 1)]


def test_shares_and_growth_belong_to_their_claims() -> None:
    text = "收到申请60件，同比下降百分之二十，其中予以公开36件，占60%；无法提供24件（40%）。"
    assert [(claim.value, claim.share, claim.growth) for claim in found(text)] == [
        (60, None, -20),
        (36, 60, None),
        (24, 40, None),
    ]


def test_a_share_or_growth_without_a_figure() -> None:
    whole, person = found("收到申请24件，自然人占75%。")
    assert (person.kind, person.value, person.share, person.of) == (
        "requests.received.natural_person",
        None,
        Decimal(75),
        0,
    )
    assert whole.share is None
    assert only("收到政府信息公开申请24件，同比增长1.4倍。").growth == 140
    growth = only("依申请公开申请量与上年持平。")
    assert (growth.kind, growth.value, growth.growth) == ("requests.received", None, Decimal(0))


def test_the_organs_share_of_all_is_its_own() -> None:
    whole, own = found("全县收到政府信息公开申请40件，我局占5%。")
    assert (whole.scope, whole.share) == ("consolidated", None)
    assert (own.kind, own.scope, own.value, own.share, own.of) == ("requests.received", "own", None, Decimal(5), 0)


def test_growth_may_stand_behind_the_clause_that_names_what_grew() -> None:
    growth = only("政府信息公开申请受理量同比减少10件，降幅为20%。")
    assert (growth.kind, growth.value, growth.growth) == ("requests.received", None, Decimal(-20))


def test_what_will_be_done_is_no_result() -> None:
    assert [(claim.kind, claim.of) for claim in found("收到申请5件，其中1件将于明年办结。")] == [
        ("requests.received", None),
        ("other", 0),
    ]


def test_what_is_added_up_is_not_counted_again_even_where_the_sum_is_wrong() -> None:
    assert figures("收到网上申请5件，信函2件，合计8件。") == [("requests.received", 8)]


def test_what_came_and_what_was_left_is_what_is_in_hand() -> None:
    assert figures("收到申请和上年结转申请共7件。") == [("requests.in_hand", 7)]


def test_a_thing_of_another_kind_is_any_other_part() -> None:
    assert [(claim.kind, claim.of) for claim in found("收到申请9件，其中人大代表建议2件。")] == [
        ("requests.received", None),
        ("other", 0),
    ]


def test_two_numbers_that_are_the_same_are_no_growth() -> None:
    assert [claim.growth for claim in found("收到申请7件，答复数量与收到数量持平。")] == [None]


def test_all_year_is_this_year_also_after_one_since_when_was_counted() -> None:
    claims = found(f"自{YEAR - 4}年以来，收到申请70件；全年收到7件。")
    assert [(claim.value, claim.period) for claim in claims] == [(70, None), (7, YEAR)]


def test_what_is_published_where_requests_are_spoken_of_was_disclosed_on_request() -> None:
    (claim,) = found("公开3件。", heading="依申请公开政府信息情况")
    assert (claim.kind, claim.value) == ("requests.results.disclosed", 3)


def test_reviews_and_suits_counted_apart_behind_a_comma() -> None:
    assert figures("未发生行政复议，行政诉讼2件。") == [
        ("proceedings.reconsideration", 0),
        ("proceedings.litigation", 2),
    ]


def test_reviews_and_suits_counted_as_one_are_neither() -> None:
    assert figures("因政府信息公开引起的行政复议诉讼共4件。") == [("other", 4)]


def test_a_share_of_something_else_is_of_no_claim() -> None:
    review, suit = found("信息公开类行政复议20件、行政诉讼10件，占申请件的4.6%。")
    assert (review.share, suit.of) == (None, None)


def test_traditional_characters() -> None:
    assert figures("收到政府信息依申請公開9件，上年結轉1件，未發生行政復議。") == [
        ("requests.received", 9),
        ("requests.carried_in", 1),
        ("proceedings.reconsideration", 0),
    ]


# Places


SENTENCES = (
    f"{YEAR}年，我局共收到政府信息公开申请1,362件，其中自然人十二件，占0.9%，同比增长25%；未发生行政复议、行政诉讼。",
    "制发行政规范性文件2件、废止4件，现行有效13件，行政事业性收费125.8万元，上年结转2件，结转下年度1件。",
    "全县公开信息1.2万余条，较上年（9800条）增长约22%；县水利局公开321条。",
)


def bare(claim: Claim) -> Claim:
    """A claim without what white space may change: where it stands."""
    return attrs.evolve(claim, start=0, end=0)


@given(st.sampled_from(SENTENCES), st.sets(st.integers(0, 120)), st.sampled_from(["\n", " ", "\u3000\n", "\u200b"]))
def test_line_breaks_change_nothing_but_places(sentence: str, places: set[int], gap: str) -> None:
    broken = "".join(gap + character if place in places else character for place, character in enumerate(sentence))
    plain = found(sentence)
    assert [attrs.evolve(bare(claim), sentence="", raw="", unit=None) for claim in found(broken)] == [
        attrs.evolve(bare(claim), sentence="", raw="", unit=None) for claim in plain
    ]
    for claim, whole in zip(found(broken), plain, strict=True):
        stretch = "".join(broken[claim.start : claim.end].split()).replace("\u200b", "")
        assert claim.raw.replace("\u200b", "") in stretch
        assert stretch == sentence[whole.start : whole.end]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_single_line_break(sentence: str) -> None:
    plain = [bare(claim) for claim in found(sentence)]
    for place in range(len(sentence)):
        assert [bare(claim) for claim in found(f"{sentence[:place]}\n{sentence[place:]}")] == plain


def test_a_claim_tells_where_it_stands() -> None:
    parts = (
        Section(
            number="（一）",
            heading="依申请公开",
            level=2,
            paragraphs=("说明。", "上年无。收到 3\n件。"),
        ),
    )
    section = Section(number="一、", heading="总体情况", parts=parts)
    (claim,) = claims(FORMAT.report(year=YEAR, organ=Organ(), sections=(section,)))
    assert claim.path == "sections[0].parts[0].paragraphs[1]"
    assert claim.sentence == "收到3件。"
    assert parts[0].paragraphs[1][claim.start : claim.end] == "收到 3\n件"


def test_the_preamble_is_read_and_order_is_printed_order() -> None:
    section = Section(number="一、", heading="总体情况", paragraphs=("收到申请2件。",))
    report = FORMAT.report(year=YEAR, organ=Organ(), preamble=("公开信息9条。",), sections=(section,))
    assert [(claim.path, claim.value) for claim in claims(report)] == [
        ("preamble[0]", 9),
        ("sections[0].paragraphs[0]", 2),
    ]


def test_a_heading_tells_what_a_paragraph_is_about() -> None:
    claim = found("全年被申请1件，均为征地引起的行政复议0件。", heading="政府信息公开行政复议、行政诉讼情况")[-1]
    assert claim.kind == "proceedings.reconsideration"
    assert found("全年办理行政复议案件2件。") == ()


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_every_format_has_claims_and_a_year_need_not_be_known(fmt: Format) -> None:
    section = Section(number="一、", heading="总体情况", paragraphs=("去年收到申请2件，本年收到3件。",))
    read = claims(fmt.report(year=None, organ=Organ(), sections=(section,)))
    assert [(claim.value, claim.period) for claim in read] == [(2, None), (3, None)]


# Hostile input


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,000",
        "一",
        "未收到",
        "收到申请12件，",
        "其中自然人1件、",
        "（1件",
        "《",
        "自2008年",
        "县教育局",
        "占1%，",
        "增长",
    ],
)
def test_a_megabyte_of_anything_is_read_in_seconds(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    begun = time.process_time()
    found(text)
    assert time.process_time() - begun < 10


@given(st.text(alphabet="0123456789一二百万零收到申请公开件条未无其中占%，。；：（）、年月自至比上 \n", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for claim in found(text):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.of is None or claim.of < len(found(text))


# The vocabulary


def test_the_spellings_of_a_phrasing() -> None:
    assert list(spellings("(行政)许可{/决定}")) == ["行政许可", "行政许可决定", "许可", "许可决定"]


def test_no_phrasing_has_two_meanings() -> None:
    seen: dict[str, str] = {}
    for meaning, phrasings in VOCABULARY.items():
        for phrasing in phrasings:
            for spelling in spellings(phrasing):
                assert seen.setdefault(spelling, meaning) == meaning, spelling
