"""Invented names: of places, of their organs, and of ministries. None of them is the name of a real one."""

from collections.abc import Sequence

_FIRST = "晴暖皎舒恬悠澹霁翩晗曦霖婉煦悦柔谧淳旖臻瑾琦璇琬琪玥珞璟瑶瑄绮纾缦绫缃素黛靛墨彤"
_SECOND = "荷鹭茵蕊萤雀鸢苇芷蘅葵藤榆槿苓荇菱蓼芡薇蔷茉芙桔橙柚榴枇杷茴笋筠篁箬蕨苔藓蒲荻蓬"
"""Neither holds a character that ends a place or an organ, and no two of them together are the name of a place."""

DEPARTMENTS = (
    "教育", "财政", "民政", "司法", "审计", "统计", "水利", "应急管理", "市场监督管理", "自然资源", "生态环境",
    "交通运输", "住房和城乡建设", "农业农村", "文化和旅游", "人力资源和社会保障", "公安", "医疗保障", "林业",
    "城市管理", "商务", "退役军人事务", "行政审批服务", "科学技术", "工业和信息化", "体育", "广播电视",
    "粮食和物资储备", "机关事务管理", "信访", "大数据管理", "乡村振兴", "地方金融监督管理", "民族宗教事务",
    "知识产权", "气象", "园林绿化", "消防救援", "海洋", "投资促进", "药品监督管理", "疾病预防控制", "能源",
    "畜牧兽医", "公共资源交易管理", "铁路建设协调", "文物", "移民安置",
)  # fmt: skip
"""What the departments of a government are for, the commonest first."""

TIERS = ("province", "city", "county")
_ENDING = {"province": "省", "city": "市", "county": "县"}
_STREETS, _TOWNS = 2, 6
"""Of so many townships, the first are 街道, and up to the second 镇; the others are 乡."""
_OF_TEN = 10


def pair(number: int) -> str:
    """The name of a place or a thing without its ending: another one for every number.

    >>> from govdisclosure.synthetic._names import pair
    >>> pair(0), pair(1), pair(1600)
    ('晴荷', '暖鹭', '暖晴荷')
    """
    rest, first = divmod(number, len(_FIRST))
    longer, second = divmod(rest, len(_SECOND))
    word = _FIRST[first] + _SECOND[(first + second) % len(_SECOND)]
    return word if not longer else _FIRST[longer % len(_FIRST)] + word if longer < len(_FIRST) else pair(longer) + word


def place_name(tier: str, number: int) -> str:
    """The name of the place that a government is of; `number` counts the places of the country from 0."""
    return pair(number) + _ENDING[tier]


def office_name(place: str) -> str:
    """The government's own office (本级)."""
    return f"{place}人民政府办公{'厅' if place.endswith(_ENDING['province']) else '室'}"


def department_name(place: str, number: int) -> str:
    """A department of the government of a place, counted from 0."""
    return f"{place}{DEPARTMENTS[number]}{'厅' if place.endswith(_ENDING['province']) else '局'}"


def township_name(place: str, number: int) -> str:
    """A township of a county, or one of its sub-districts (街道), counted from 0."""
    kind = number % _OF_TEN
    ending = "街道办事处" if kind < _STREETS else "镇人民政府" if kind < _TOWNS else "乡人民政府"
    return f"{place}{pair(number)}{ending}"


def ministry_name(number: int) -> str:
    """A department of the State Council, counted from 0. Its level has to be stated: nobody knows it by its name."""
    return f"国家{pair(number)}事务部"


# --- codes -----------------------------------------------------------------------------------------------------

PREFIXES: Sequence[int] = (
    *range(16, 21),
    *range(24, 31),
    *range(38, 41),
    *range(47, 50),
    *range(72, 80),
    *range(90, 100),
)
"""First digits of division codes that no province has."""

MOST_PARTS, MOST_TOWNSHIPS = 99, 999
"""How many codes there are below a province or a city, and below a county."""


def code_below(code: str, number: int) -> str:
    """The six digits of a city of a province, or a county of a city, counted from 0.

    >>> from govdisclosure.synthetic._names import code_below
    >>> code_below("160000", 0), code_below("160100", 11)
    ('160100', '160112')
    """
    head = code.removesuffix("00").removesuffix("00")
    return f"{head}{number + 1:02}".ljust(6, "0")


def township_code(code: str, number: int) -> str:
    """The nine digits of a township of a county, counted from 0."""
    return f"{code}{number + 1:03}"
