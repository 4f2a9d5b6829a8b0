"""Characters as documents print them: how texts are compared.

Comparison works on a copy: half width, simplified, no invisible characters. What was printed is kept by the caller.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_MARK = re.compile(r"\[(?:bookmark|comment|footnote)[^\]\n]{0,80}\]", re.IGNORECASE)


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
def compact(raw: str) -> str:
    """The text without white space and invisible characters, in half width."""
    return "".join(c for c in folded(raw) if not c.isspace() and unicodedata.category(c) != "Cf")
