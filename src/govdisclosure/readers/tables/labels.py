"""Labels as documents print them: how they are compared, and the variants observed.

Comparison works on a copy: half width, no white space, quotes or invisible characters. What was printed is kept
by the caller.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_QUOTES = re.compile("[\"'“”‘’「」『』〝〞＂＇`´]")
_PUNCTUATION = re.compile(r"[^\w]|_")
_OF_WHICH = re.compile(r"^其中[:、,]?")
_NUMBERING = re.compile(r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、.]|\(?\d+\)|\d+[.、,])")
_MONEY = re.compile(r"\((?:单位:?)?(?:万元|元|亿元)\)$")
_MARK = re.compile(r"\[(?:bookmark|comment|footnote)[^\]\n]{0,80}\]", re.IGNORECASE)

VARIANTS: Mapping[str, tuple[str, ...]] = {
    "规范性文件": ("规范文件", "行政规范性文件"),
    "行政规范性文件": ("规范文件", "规范性文件"),
    "本年处理决定数量": ("处理决定数量",),
    "处理决定数量": ("本年处理决定数量",),
    "本年增/减": ("本年增减", "本年增或减"),
    "结果维持": ("维持结果",),
    "总计": ("合计",),
    "2.其他法律行政法规禁止公开": ("2.其他法律行政止公开",),
}
"""By the label as the format prints it: other wordings seen in published reports."""


def clean(line: str) -> str:
    """A line without the marks that extraction tools leave in it; the printed words stay as they are."""
    visible = "".join(c for c in _MARK.sub("", line) if unicodedata.category(c) != "Cf")
    return visible.replace("\xa0", " ")


# Unicode's NFKC knows the radicals of Kangxi, but only two of these; the pairs are those of its
# EquivalentUnifiedIdeograph data. PDF files are full of both.
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
)


_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_SIMPLIFIED = {ord("⼾"): "户"}
"""Fonts for simplified characters draw this radical so, where Unicode has 戶."""
_CHARACTERS = (
    {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2F00)}
    | _KANGXI
    | _RADICALS
    | _SIMPLIFIED
)


def without_radicals(text: str) -> str:
    """The text with the characters that radicals stand for, and nothing else changed.

    Fonts draw both alike, so that a PDF may have the code of the one where the other was written.

    >>> without_radicals("⼯作⻚（１）")
    '工作页（１）'
    """
    return text.translate(_CHARACTERS)


def folded(text: str) -> str:
    """The text in half width, with the characters that radicals stand for: for comparison only.

    >>> folded("⼯作⻚（１）⺠")
    '工作页(1)民'
    """
    return unicodedata.normalize("NFKC", text).translate(_RADICALS)


def simplified(text: str) -> str:
    """The text in simplified characters, one for one, for comparison only; 資訊 is 信息.

    >>> simplified("政府資訊公開申請")
    '政府信息公开申请'
    """
    try:
        text.encode("gb2312")  # holds simplified characters only, and is quick to say so
        return text
    except UnicodeEncodeError:
        pass
    try:
        converted = _converter().convert(text).replace("资讯", "信息")
    except UnicodeEncodeError:  # half of a surrogate pair is no character
        return text
    return converted if len(converted) == len(text) else text


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=4096)
def exact_key(text: str) -> str:
    """What two labels share if they differ only in width, spaces, quotes or the mark after a number."""
    solid = _QUOTES.sub("", "".join(simplified(folded(clean(text))).split()))
    solid = _OF_WHICH.sub("", solid)
    return re.sub(r"^([一二三四五六七八九十]+|\d+)[.、,]", r"\1.", solid)


@lru_cache(maxsize=4096)
def words_key(text: str) -> str:
    """What two labels share if they say the same words: no numbering, no punctuation, no unit of money."""
    return _PUNCTUATION.sub("", _MONEY.sub("", _NUMBERING.sub("", exact_key(text))))
