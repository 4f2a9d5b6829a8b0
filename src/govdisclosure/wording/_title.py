"""The line that titles an annual report, and lines that title something else."""

import re

import attrs

from govdisclosure.wording._characters import compact, simplified
from govdisclosure.wording._numbering import chinese_to_int, leading_number

FULL_WORDING = "政府信息公开工作年度报告"
"""The words the format prescribes."""

MAX_ORGAN = 40
MAX_LINE = 200
"""A title with its white space is not longer; longer lines are not even looked at."""

MIN_ORGAN = 3
"""The shortest name that may stand for a longer one that ends in it (信访局 for 云溪县信访局)."""


@attrs.frozen
class Title:
    """A title taken apart: `organ` and `year` are None where it has none, `words` what is left."""

    raw: str
    organ: str | None
    year: int | None
    words: str


_YEAR = r"(?:(?:19|20)\d{2}|[一二][一二三四五六七八九〇零○◯OoОо0]{3})"
_WORDS = r"(?:政府|政务)?信息公开(?:工作)?(?:年度(?:工作|总结)?报告|年报|(?:总结)?报告)"
_NAME = r"(?:[^\W\d_]|[()·]|第\d{1,3})"  # an organ's name: letters, brackets, and 第12
_TITLE = re.compile(
    rf"(?:(?P<first>{_YEAR})年度?)?(?P<organ>{_NAME}*?)"
    rf"[(]?(?:(?P<year>{_YEAR})年?(?:年度|度)?|\d{{0,3}}年度?)?[)]?"
    rf"(?P<words>{_WORDS})(?:[(](?P<last>{_YEAR})年?(?:年度|度)?[)])?"
    rf"(?:[(](?:\w{{1,3}}版|全文|本级|汇总)[)])?"
)
# Words that a sentence about a report has and a name of an organ has not.
_SENTENCE = re.compile(
    r"编制|编写|撰写|公布|发布|印发|通知|现将|根据|按照|做好|报送|要求|有关|格式|以及|如下|形成|完成|向社会|上年|历年"
)
# How a line begins that is no name: 本机关, or the rest of a sentence. Places are called 本溪 and 和县, 和平区 too.
_PLACE_AFTER_HE = r"县|(?![各全市区县]|有关|相关)[^\W\d_]{1,5}?(?:[县区市旗州盟镇乡]|地区|街道)"
_NO_NAME = re.compile(rf"本(?!溪)|[我该其及的与]|和(?!{_PLACE_AFTER_HE})")

_OTHER_KINDS = r"指南|指引|目录|制度|办法|规定|细则|申请表|流程图?|条例|方案|清单|要点|须知|说明"
_ORGAN_END = (
    r"(?:局|委|委员会|联合会|协会|[省市县区镇乡民]政府|室|厅|部|处|中心|站|所|队|馆|院|校|[大中小]学|园|公司|集团|银行|社|署|"
    r"[省市县区旗州盟镇乡]|街道)"
)
_ABOUT = r"(?:工作|主动|依申请|保密|审查|申请|办理|发布|管理|基本|暂行|实施|责任|考核|监督|信息处理费)*"
_OTHER = re.compile(
    rf"(?:{_NAME}*{_ORGAN_END})?(?:{_YEAR}年度?)?"
    rf"(?:政府|政务)?(?:信息(?:主动|依申请)?|主动|依申请)公开{_ABOUT}(?:{_OTHER_KINDS})"
)


def parse_title(text: str) -> Title | None:
    """Take apart a line (or lines joined) that titles an annual report; None if it does not.

    Organ or year may be absent; the year may be in Chinese numerals.

    >>> title = parse_title("云溪县档案馆 2023 年政府信息公开工作年度报  告")
    >>> title.organ, title.year, title.words
    ('云溪县档案馆', 2023, '政府信息公开工作年度报告')
    >>> parse_title("云溪县档案馆政府信息公开指南") is None
    True
    """
    printed = compact(text) if len(text) <= MAX_LINE else ""
    match = _TITLE.fullmatch(simplified(printed))
    if match is None:
        return None
    organ = printed[slice(*match.span("organ"))].removeprefix("关于").removesuffix("关于")
    if len(organ) > MAX_ORGAN or _NO_NAME.match(organ) or _SENTENCE.search(organ):
        return None
    year = match["first"] or match["year"] or match["last"]
    return Title(text.strip(), organ or None, None if year is None else _year(year), match["words"])


def is_full_wording(title: Title) -> bool:
    """Whether the title has the words the format prescribes."""
    return FULL_WORDING in title.words


def same_organ(a: str, b: str) -> bool:
    """Whether two names are of one organ: equal but for white space, or one is the end of the other.

    >>> same_organ("青禾市云溪县档案馆", "云溪县 档案馆"), same_organ("云溪县档案馆", "云溪县档案局")
    (True, False)
    """
    shorter, longer = sorted((compact(a), compact(b)), key=len)
    return shorter == longer or (len(shorter) >= MIN_ORGAN and longer.endswith(shorter))


def non_report_title(text: str) -> str | None:
    """The name of another kind of document (指南, 目录, 制度, 申请表 ...) if the line titles one, without white space.

    >>> non_report_title("云溪县档案馆 政府信息公开指南")
    '云溪县档案馆政府信息公开指南'
    >>> non_report_title("（二）编制政府信息公开指南") is None
    True
    """
    if len(text) > MAX_LINE or leading_number(text) is not None:
        return None
    line = compact(text)
    if _SENTENCE.search(line):
        return None
    return line if _OTHER.fullmatch(line) else None


def _year(raw: str) -> int | None:
    try:
        return int(raw) if raw.isdecimal() else chinese_to_int(raw)
    except ValueError:
        return None


def is_organ_name(text: str) -> bool:
    """Whether a whole line is the name of an organ: it ends as such names do and is no sentence."""
    return re.fullmatch(rf"{_NAME}{{2,{MAX_ORGAN}}}{_ORGAN_END}", compact(text)) is not None
