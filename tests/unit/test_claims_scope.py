"""Whose figures a sentence gives: the organ's own, under any of its short names, or another organ's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import FORMATS, Organ, Section
from govdisclosure.claims import ClaimScope, claims

YEAR = 2023
FORMAT = list(FORMATS.values())[-1]


def scopes(organ: str | None, text: str) -> list[ClaimScope | None]:
    section = Section(number="一、", heading="总体情况", paragraphs=(text,))
    report = FORMAT.report(year=YEAR, organ=Organ(name=organ), sections=(section,))
    return [claim.scope for claim in claims(report)]


OWN = [
    ("云溪县应急管理局", "县应急局"),
    ("云溪县应急管理局", "县应急管理局"),
    ("云溪县应急管理局", "云溪县应急局"),
    ("云溪县应急管理局", "我县应急局"),
    ("云溪县应急管理局", "县局"),
    ("云溪市人力资源和社会保障局", "市人社局"),
    ("云岭省青禾市云溪区文化和旅游局", "区文旅局"),
    ("云岭省青禾市云溪区文化和旅游局", "青禾市云溪区文旅局"),
    ("云溪州卫生健康委", "州卫健委"),
    ("云溪族自治州卫生健康委员会", "州卫健委"),
    ("云溪区文化和旅游局", "青禾市云溪区文化和旅游局"),
    ("云溪县发展和改革委员会", "县发改委"),
    ("云溪县发展和改革委员会", "县发展改革委"),
    ("云溪区经济和信息化委员会", "区经信委"),
    ("云溪区城市管理执法局", "区城管局"),
    ("云溪县综合行政执法局", "县执法局"),
    ("云溪县行政审批服务局", "县审批局"),
    ("云溪县自然资源和规划局", "县资规局"),
    ("云溪县机关事务管理局", "县机关行政事务管理局"),
    ("云溪县机关事务管理中心", "县机关事务中心"),
    ("云溪县教育体育局", "县教体局"),
    ("青禾城市住房和城乡建设局", "市住建局"),
    ("云溪县公安局交通警察大队", "县交警大队"),
    ("云溪市人民政府国有资产监督管理委员会", "市国资委"),
    ("云溪县人民政府金融工作办公室", "县政府金融办"),
    ("云溪县人民政府办公室", "县府办"),
    ("云溪县人民政府办公室", "县政府办"),
    ("云溪区人民政府办公室", "区政府办公室"),
    ("云溪市人民政府办公厅", "市政府办公厅"),
    ("云溪市人民政府办公厅", "市政府办公厅代表市政府"),
    ("云岭省自然资源厅", "省厅"),
    ("云岭壮族自治区教育厅", "自治区教育厅"),
    ("云溪高新技术产业开发区管理委员会", "高新区管委会"),
    ("国家税务总局云溪县税务局", "县税务局"),
    ("青禾市自然资源和规划局云溪分局", "云溪分局"),
    ("云溪县人民政府", "县人民政府"),
    ("云溪县青石镇人民政府", "镇政府"),
    ("云溪县青石镇人民政府", "青石镇"),
    ("云溪县青石乡人民政府", "全乡"),
    ("青禾州市云溪区人民政府青石街道办事处", "青石街道"),
    ("青禾州市云溪区人民政府青石街道办事处", "街道办"),
]

ELSEWHERE = [
    ("云溪县体育局", "县教育局"),
    ("云溪县教育局", "县体育局"),
    ("云溪县财政局", "县教育局"),
    ("云溪县财政局", "县财政局下属单位"),
    ("云溪县财政局", "县财政局国库支付中心"),
    ("云溪县应急管理局", "市应急局"),
    ("云溪县应急管理局", "市应急管理局"),
    ("云溪县应急管理局", "省应急管理厅"),
    ("云溪县应急管理局", "市局"),
    ("云溪县应急管理局", "青石县应急局"),
    ("云溪县应急管理局", "青石县应急管理局"),
    ("青禾市云溪市教育局", "青禾市教育局"),
    ("云溪县水利局", "县水务局"),
    ("云溪县民政局", "县民宗局"),
    ("云溪县人力资源和社会保障局", "县社保局"),
    ("云溪县档案馆", "县档案局"),
    ("云溪县财政局", "县政府"),
    ("云溪县财政局", "县政府办"),
    ("云溪县财政局", "镇政府"),
    ("云溪县人民政府", "县政府办"),
    ("云溪县人民政府", "县政府办公室"),
    ("云溪县青石镇人民政府", "县政府"),
    ("云溪县人民政府办公室", "市政府办"),
    ("云溪县人民政府金融工作办公室", "县政府办"),
    ("云溪区卫生健康委员会", "区委"),
    ("云溪区人民政府办公室", "区委办"),
    ("青禾市自然资源和规划局云溪分局", "市自然资源局"),
    ("云溪县教育局", "其他单位"),
]

CONSOLIDATED = [
    ("云溪县财政局", "全县"),
    ("云溪县财政局", "全市"),
    ("云溪县财政局", "我县"),
    ("云溪县财政局", "县财政局及下属单位"),
    ("云溪县人民政府", "县政府及各部门"),
    ("云溪县人民政府", "县政府和各乡镇"),
]


@pytest.mark.parametrize(("organ", "name"), OWN)
def test_the_organ_is_known_by_its_short_names(organ: str, name: str) -> None:
    assert scopes(organ, f"2023年，{name}共收到政府信息公开申请12件。") == ["own"]
    assert scopes(organ, f"2023年{name}未收到政府信息公开申请。") == ["own"]


@pytest.mark.parametrize(("organ", "name"), ELSEWHERE)
def test_another_organ_is_not_taken_for_it(organ: str, name: str) -> None:
    assert scopes(organ, f"2023年，{name}共收到政府信息公开申请12件。") == ["elsewhere"]


@pytest.mark.parametrize(("organ", "name"), CONSOLIDATED)
def test_all_units_together_are_told_from_the_organ(organ: str, name: str) -> None:
    assert scopes(organ, f"2023年，{name}共收到政府信息公开申请12件。") == ["consolidated"]


@pytest.mark.parametrize(
    "text",
    [
        "予以公开2件，本机关无法提供57件。",
        "予以公开2件，本机关不掌握相关政府信息57件。",
        "予以公开2件，因本机关未掌握无法提供57件。",
    ],
)
def test_the_name_of_a_ground_says_nothing_of_whose_it_is(text: str) -> None:
    assert set(scopes("云溪县财政局", f"{text}结转下年度继续办理3件。")) == {None}
    assert set(scopes("云溪县财政局", f"全县{text}结转下年度继续办理3件。")) == {"consolidated"}


@pytest.mark.parametrize(
    "text",
    [
        "以县政府和县政府办公室名义主动公开政府信息12条。",
        "在云溪县人民政府门户网站主动公开政府信息12条。",
        "云溪县人民政府门户网站主动公开政府信息12条。",
        "县政府门户网站主动公开政府信息12条。",
    ],
)
@pytest.mark.parametrize("organ", ["云溪县人民政府", "云溪县人民政府办公室"])
def test_a_website_and_a_name_signed_with_do_not_act(organ: str, text: str) -> None:
    assert scopes(organ, text) in ([None], ["own"])


def test_a_report_without_an_organ_has_no_own_names() -> None:
    assert scopes(None, "县教育局收到政府信息公开申请12件。") == ["elsewhere"]
    assert scopes(None, "我局收到政府信息公开申请12件。") == ["own"]
    assert scopes("云溪县", "全县收到政府信息公开申请12件。") == ["consolidated"]


@given(left_out=st.sets(st.sampled_from(range(1, 8))))
def test_any_characters_but_the_first_and_the_ending_may_be_left_out(left_out: set[int]) -> None:
    task = "".join(character for place, character in enumerate("市场监督综合管理") if place not in left_out)
    assert scopes("云溪县市场监督综合管理局", f"2023年，县{task}局收到政府信息公开申请12件。") == ["own"]


@given(name=st.text("省市县区州旗盟镇乡街道城社和局厅委办府.()[]", max_size=12))
def test_any_name_is_taken(name: str) -> None:
    assert scopes(name, "我局收到政府信息公开申请12件。") == ["own"]
