"""The level and tier of an organ: stated, told by its name, or not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import Organ
from govdisclosure.organs import Leveled, Tiered, level_of, tier_of


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("云溪县人民政府", "government"),
        ("云岭省人民政府", "government"),
        ("云溪县政府", "government"),
        ("云溪县人民政府（本级）", "government"),
        ("云 溪 县 教 育 局", "department"),
        ("云岭省教育厅", "department"),
        ("云溪县发展和改革委员会", "department"),
        ("云溪市住房和城乡建设管理委员会", "department"),
        ("云溪县人民政府办公室", "department"),
        ("云溪县外事办公室", "department"),
        ("云溪县城市管理局", "department"),
        ("云溪县乡村振兴局", "department"),
        ("云溪县青禾镇人民政府", "township"),
        ("云溪县青禾镇", "township"),
        ("云溪县白石乡人民政府", "township"),
        ("云溪县城东街道办事处", "township"),
        ("云溪县城东街道", "township"),
        ("雲溪縣青禾鎮人民政府", "township"),
        ("云溪大学", "organization"),
        ("云溪县人民医院", "organization"),
        ("云溪县第一中学", "organization"),
        ("云溪县供水有限公司", "organization"),
        ("教育部", "ministry"),
        ("中华人民共和国财政部", "ministry"),
        ("国家市场监督管理总局", "ministry"),
    ],
)
def test_an_ending_tells_the_level(name: str, level: str) -> None:
    found = level_of(Organ(name=name))
    assert (found.level, found.how) == (level, "derived")
    assert found.because


@pytest.mark.parametrize(
    "name",
    [
        "云溪县机关事务服务中心",
        "云溪县档案馆",
        "云溪县公安局青禾分局",
        "云溪经济开发区管理委员会",
        "云溪地区行政公署",
        "中共云溪县委宣传部",
        "云溪县委办公室",
        "云溪县教育局办公室",
        "云溪县青禾镇党政办公室",
        "云溪县青禾镇人民政府办公室",
        "云溪县城东社区居民委员会",
        "国家税务总局云溪县税务局",
        "云溪县政务服务大厅",
        "云溪县城镇",
        "云溪县",
        "",
        None,
    ],
)
def test_what_a_name_does_not_tell_is_not_guessed(name: str | None) -> None:
    assert level_of(Organ(name=name)) == Leveled(None, "unknown")


def test_what_is_stated_counts_before_the_name() -> None:
    assert level_of(Organ(name="云溪县教育局", level="organization")) == Leveled("organization", "stated")
    assert tier_of(Organ(name="云溪县教育局", division_code="370000")) == Tiered("provincial", "stated", "370000")


@pytest.mark.parametrize(
    ("name", "tier", "because"),
    [
        ("教育部", "national", "教育部"),
        ("云岭省教育厅", "provincial", "云岭省"),
        ("内蒙古自治区财政厅", "provincial", "内蒙古自治区"),
        ("重庆市城市管理局", "provincial", "重庆市"),
        ("北京市住房和城乡建设委员会", "provincial", "北京市"),
        ("云岭省市场监督管理局", "provincial", "云岭省"),
        ("云岭藏族自治州人民政府", "prefecture", "云岭藏族自治州"),
        ("云岭盟行政公署", "prefecture", "云岭盟"),
        ("云岭地区行政公署", "prefecture", "云岭地区"),
        ("云溪县教育局", "county", "云溪县"),
        ("赵县人民政府", "county", "赵县"),
        ("云溪区机关事务服务中心", "county", "云溪区"),
        ("青禾市云溪区人民政府", "county", "云溪区"),
        ("云岭省青禾市云溪县财政局", "county", "云溪县"),
        ("青禾市云溪市人民政府", "county", "云溪市"),
        ("北京市海淀区人民政府", "county", "海淀区"),
        ("云岭藏族自治州云溪市财政局", "county", "云溪市"),
        ("云溪回族自治县人民政府", "county", "云溪回族自治县"),
        ("白石旗人民政府", "county", "白石旗"),
        ("云溪县青禾镇人民政府", "township", "镇人民政府"),
    ],
)
def test_the_place_in_a_name_tells_the_tier(name: str, tier: str, because: str) -> None:
    assert tier_of(Organ(name=name)) == Tiered(tier, "derived", because)  # type: ignore[arg-type]  # one of its words


@pytest.mark.parametrize(
    "name",
    [
        "云溪市人民政府",
        "云岭省云溪市人民政府",
        "云溪市城市管理局",
        "云溪市住房和城市建设局",
        "云溪市社区矫正管理局",
        "云溪市城乡社区服务局",
        "云溪市公安局治安和园区管理处",
        "云溪市市场监督管理局",
        "上海市浦东新区人民政府",
        "云溪市高新区管理委员会",
        "云溪市城区人民政府",
        "教育局",
        "云溪大学",
        None,
    ],
)
def test_a_tier_that_a_name_does_not_tell_is_not_guessed(name: str | None) -> None:
    assert tier_of(Organ(name=name)).tier is None


@pytest.mark.parametrize(
    ("code", "tier"),
    [
        ("370000", "provincial"),
        ("370300", "prefecture"),
        ("370303", "county"),
        ("370303000", "county"),
        ("370303000000", "county"),
        ("370000000", "provincial"),
        ("370300000000", "prefecture"),
        ("370303001", "township"),
        ("370303100", "township"),
        ("370303001002", "township"),
    ],
)
def test_a_division_code_tells_the_tier(code: str, tier: str) -> None:
    assert tier_of(Organ(name="云溪市人民政府", division_code=code)).tier == tier


@given(st.text(max_size=60))
def test_any_name_has_an_answer(name: str) -> None:
    organ = Organ(name=name)
    leveled, tiered = level_of(organ), tier_of(organ)
    assert (leveled.level is None) == (leveled.how == "unknown")
    assert (tiered.tier is None) == (tiered.how == "unknown")
