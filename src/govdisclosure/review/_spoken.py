"""Chinese words in English sentences, marked as Chinese: who has a page read aloud hears them, and not gibberish."""

import re
from typing import TYPE_CHECKING

from govdisclosure.errors import Lang

if TYPE_CHECKING:
    from markupsafe import Markup

_WIDE = "\u3000-\u303f\uff00-\uffef"
_HAN = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_WIDE}]*[{_HAN}](?:[\d\s]*[{_WIDE}{_HAN}])*")
"""Chinese characters with their punctuation, and digits between them."""
_TAG = re.compile(r"(<[^>]*>)")


def spoken(text: str, lang: Lang) -> "Markup":
    """A text of a page in one language, escaped; what is `markupsafe.Markup` already is HTML.

    >>> from govdisclosure.review._spoken import spoken
    >>> print(spoken("printed “无。” & 2 of 第5项", "en"))
    printed “<span lang="zh-CN">无。</span>” &amp; 2 of <span lang="zh-CN">第5项</span>
    >>> print(spoken("<第5项>", "zh"))
    &lt;第5项&gt;
    """
    from markupsafe import Markup, escape  # comes with jinja2, an extra

    html = escape(text)
    if lang == "zh":
        return html
    parts = _TAG.split(html)  # every second one is a tag
    parts[::2] = (_RUN.sub(r'<span lang="zh-CN">\g<0></span>', part) for part in parts[::2])
    return Markup("".join(parts))
