"""Labels as documents print them: how they are compared, and the variants observed.

Comparison works on a copy, also without white space and quotes. What was printed is kept by the caller.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from govdisclosure.wording._characters import clean, folded, simplified

_QUOTES = re.compile("[\"'“”‘’「」『』〝〞＂＇`´]")
_PUNCTUATION = re.compile(r"[^\w]|_")
_OF_WHICH = re.compile(r"^其中[:、,]?")
_NUMBERING = re.compile(r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、.]|\(?\d+\)|\d+[.、,])")
_MONEY = re.compile(r"\((?:单位:?)?(?:万元|元|亿元)\)$")

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
