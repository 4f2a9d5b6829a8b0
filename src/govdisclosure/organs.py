"""What kind of organ reports, and of which tier: as stated, else told by its name, else unknown.

Nothing is guessed. Where a name could be of one kind or of another (a 中心 may be a department or a public institution,
a 市 of the prefecture or of the county tier), the answer is that it is not known.
"""

import re
from typing import Literal

import attrs

from govdisclosure.formats.shared import Level, Organ
from govdisclosure.wording._characters import compact, simplified

How = Literal["stated", "derived", "unknown"]
"""Whether the report states it, the name tells it, or nothing does."""

Tier = Literal["national", "provincial", "prefecture", "county", "township"]
"""中央, 省级, 地级, 县级, 乡级."""


@attrs.frozen
class Leveled:
    """The level of an organ, how it is known, and the words of the name that tell it."""

    level: Level | None
    how: How
    because: str | None = None


@attrs.frozen
class Tiered:
    """The tier of an organ, how it is known, and the code or the words of the name that tell it."""

    tier: Tier | None
    how: How
    because: str | None = None


def level_of(organ: Organ) -> Leveled:
    """The level stated, or else the one that the ending of the name tells.

    >>> from govdisclosure import Organ
    >>> from govdisclosure.organs import level_of
    >>> level_of(Organ(name="云溪县教育局"))
    Leveled(level='department', how='derived', because='局')
    >>> level_of(Organ(name="云溪县青禾镇人民政府")).level, level_of(Organ(name="云溪县机关事务服务中心")).level
    ('township', None)
    >>> level_of(Organ(name="云溪县教育局", level="organization")).how
    'stated'
    """
    if organ.level is not None:
        return Leveled(organ.level, "stated")
    name = _bare(organ.name)
    if name in _MINISTRIES:
        return Leveled("ministry", "derived", name)
    if name.startswith(_OTHER_SYSTEMS):
        return Leveled(None, "unknown")
    for level, ending in _ENDINGS:
        found = ending.search(name)
        if found is not None:
            return Leveled(level, "derived", found["ending"])
    return Leveled(None, "unknown")


def tier_of(organ: Organ) -> Tiered:
    """The tier told by the level, by the division code (GB/T 2260, GB/T 10114), or by the place in the name.

    A 市 without a place above or below it may be of the prefecture or of the county tier: unknown without its code.

    >>> from govdisclosure import Organ
    >>> from govdisclosure.organs import tier_of
    >>> tier_of(Organ(name="云岭省青禾市云溪区教育局"))
    Tiered(tier='county', how='derived', because='云溪区')
    >>> tier_of(Organ(name="云溪市人民政府")).tier is None
    True
    >>> tier_of(Organ(name="云溪市人民政府", division_code="370300"))
    Tiered(tier='prefecture', how='stated', because='370300')
    """
    leveled = level_of(organ)
    if leveled.level in _TIER_OF_LEVEL:
        return Tiered(_TIER_OF_LEVEL[leveled.level], leveled.how, leveled.because)
    if organ.division_code is not None:
        return Tiered(_tier_of_code(organ.division_code), "stated", organ.division_code)
    place = _place(_bare(organ.name))
    return Tiered(None, "unknown") if place is None else Tiered(place[0], "derived", place[1])


_TIER_OF_LEVEL: dict[Level | None, Tier] = {"ministry": "national", "township": "township"}

_MINISTRY_NAMES = """
外交部 国防部 国家发展和改革委员会 国家发展改革委 教育部 科学技术部 科技部 工业和信息化部 国家民族事务委员会
国家民委 公安部 国家安全部 民政部 司法部 财政部 人力资源和社会保障部 人力资源社会保障部 自然资源部 生态环境部
住房和城乡建设部 住房城乡建设部 交通运输部 水利部 农业农村部 商务部 文化和旅游部 国家卫生健康委员会
国家卫生健康委 退役军人事务部 应急管理部 中国人民银行 审计署 国务院国有资产监督管理委员会 国务院国资委 海关总署
国家税务总局 国家市场监督管理总局 国家市场监管总局 国家金融监督管理总局 中国证券监督管理委员会 中国证监会
国家广播电视总局 国家体育总局 国家信访局 国家统计局 国家知识产权局 国家国际发展合作署 国家医疗保障局
国家机关事务管理局 国家粮食和物资储备局 国家能源局 国家数据局 国家国防科技工业局 国家烟草专卖局 国家移民管理局
国家林业和草原局 国家铁路局 中国民用航空局 国家邮政局 国家文物局 国家中医药管理局 国家疾病预防控制局
国家矿山安全监察局 国家消防救援局 国家外汇管理局 国家药品监督管理局 中国气象局 铁道部 卫生部 文化部 农业部
国土资源部 环境保护部 监察部 国家人口和计划生育委员会 国家卫生和计划生育委员会 国家工商行政管理总局
国家质量监督检验检疫总局 国家安全生产监督管理总局 国家新闻出版广电总局 国家食品药品监督管理总局 国家旅游局
国家粮食局 国家林业局 国家海洋局 国家测绘地理信息局 中国银行业监督管理委员会 中国保险监督管理委员会
中国银行保险监督管理委员会
"""
"""Departments of the State Council (国务院机构设置), those before the reforms of 2013, 2018 and 2023 among them."""

_MINISTRIES = frozenset(_MINISTRY_NAMES.split())

_OTHER_SYSTEMS = ("中共", "中国共产党", *sorted(_MINISTRIES))
"""What begins so is an organ of the party, or a branch of a ministry: neither a ministry nor a local department."""

_DEPARTMENT_COMMITTEES = (
    r"(?:改革|健康|生育|监督管理|教育|科学技术|信息化|民族事务|宗教事务|民族宗教|建设|建设管理|城市管理|交通|交通运输|农业|"
    r"农村|商务|体育|水务|自然资源|规划|旅游|旅游发展|贸易)"
)
_ENDINGS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("township", re.compile(r"(?P<ending>[乡镇](?:人民)?政府|街道(?:办事处|办)?|(?<!城)[乡镇]|苏木(?:人民政府)?)$")),
    ("government", re.compile(r"[省市县区旗州](?P<ending>(?:人民)?政府)$")),
    ("department", re.compile(r"(?<![分邮书药])(?<!供电)(?<!电业)(?<!电信)(?P<ending>局)$")),
    ("department", re.compile(r"(?<![大展餐客])(?P<ending>厅)$")),
    ("department", re.compile(rf"{_DEPARTMENT_COMMITTEES}(?P<ending>委员会|委)$")),
    (
        "department",
        re.compile(r"(?<![委会组局厅处部院协大道])(?<![乡镇]政府)(?<![乡镇]人民政府)(?<!党政)(?P<ending>办公室)$"),
    ),
    ("organization", re.compile(r"(?P<ending>大学|(?<!行政)学院|中学|小学|学校|幼儿园|医院|卫生院|公司|集团)$")),
)
"""The endings of names, in the order in which they are tried.

Not among them: 中心, 馆, 所, 站, 队 (departments or public institutions), 管委会 and 行政公署 (sent out by a
government, not one), 分局 (sent out by a department), 办公室 of committees and of organs.
"""

_PROVINCE = re.compile(r"[^省市县区旗盟]{2,8}?(?:省|自治区)|(?:北京|天津|上海|重庆)市")
_PREFECTURE = re.compile(r"[^省市县区旗盟]{2,8}?(?:自治州|地区|(?<!联)盟)")
_CITY = re.compile(r"[^省市县区旗盟]{1,8}?(?<![城都超股门夜])市")
_COUNTY = re.compile(r"[^省市县区旗盟]{1,12}?(?:自治县|自治旗|县|旗|区)")
_NO_PLACE = re.compile(r"[局厅委院处所和与办]|[社小]区$")
"""Words of an organ's task, not of a place."""
_MAYBE_DISTRICT = re.compile(
    r"^.区$|(?:新|开发|高新|经开|园|景|名胜|风景|度假|保税|示范|试验|实验|功能|工业|产业|保护|合作|先行|集聚|商务|贸易|自贸|"
    r"管理|主城|老城|中心城|港|林|库|灌|牧|片|辖|灾|军|战)区$"
)
"""区 that may be a district or not."""


def _bare(name: str | None) -> str:
    """A name without white space, its country, and a remark in brackets behind it."""
    plain = simplified(compact(name or ""))
    return re.sub(r"\([^()]*\)$", "", plain).removeprefix("中华人民共和国")


def _tier_of_code(code: str) -> Tier:
    """XX0000 is a province, XXXX00 a prefecture; behind six digits come townships."""
    if code[6:9].strip("0"):
        return "township"
    if code[2:6] == "0000":
        return "provincial"
    return "prefecture" if code[4:6] == "00" else "county"


def _place(name: str) -> tuple[Tier, str] | None:
    """The tier of the innermost place at the start of a name, and that place; None if the name does not tell."""
    province = _PROVINCE.match(name)
    rest = name if province is None else name[province.end() :]
    prefecture = _PREFECTURE.match(rest)
    below = rest if prefecture is None else rest[prefecture.end() :]
    city = _inside(_CITY, below)
    inner = below if city is None else below[city.end() :]
    second = None if city is None else _inside(_CITY, inner)  # 青禾市云溪市: the second is of the county tier
    county = second or _inside(_COUNTY, inner)
    if county is not None:
        return None if _MAYBE_DISTRICT.search(county[0]) else ("county", county[0])
    if city is not None:
        return ("county", city[0]) if prefecture is not None else None
    if prefecture is not None:
        return "prefecture", prefecture[0]
    return None if province is None else ("provincial", province[0])


def _inside(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The place a text begins with, if it is one."""
    found = pattern.match(text)
    return None if found is None or _NO_PLACE.search(found[0]) else found
