"""Pages below zh/ say that they are Chinese, and what the theme writes around them is Chinese too."""

import re
from collections.abc import Callable
from functools import cache
from gettext import translation
from pathlib import Path

import pydata_sphinx_theme
import sphinx
from docutils.nodes import Text, document
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

CHINESE = "zh/"
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef“”‘’…—]+")


@cache
def chinese() -> Callable[[str], str]:
    """What a text of Sphinx or of the theme is in Chinese."""
    texts = translation("sphinx", Path(sphinx.__file__).parent / "locale", ["zh_CN"])
    texts.add_fallback(translation("sphinx", Path(pydata_sphinx_theme.__file__).parent / "locale", ["zh"]))
    return texts.gettext


def speak_chinese(app: Sphinx, page: str, template: str, context: dict[str, object], tree: document | None) -> None:
    """On a Chinese page: the page's own names for translated texts hide the English ones of all templates."""
    if page.startswith(CHINESE):
        context["language"] = "zh-CN"
        context["_"] = context["gettext"] = chinese()


class WithoutSpaceAtLineEnds(SphinxTransform):
    """Chinese goes on without a space where the source begins a new line; a browser would show one."""

    default_priority = 500

    def apply(self) -> None:
        """Take away the line ends between two Chinese characters."""
        for end in [text for text in self.document.findall(Text) if text == "\n"]:
            at = end.parent.index(end)
            around = "".join(node.astext()[side] for node, side in ((end.parent[at - 1], -1), (end.parent[at + 1], 0)))
            if _CHINESE.fullmatch(around):
                end.parent.remove(end)


def setup(app: Sphinx) -> dict[str, bool]:
    """Look at every page before it is written."""
    app.add_transform(WithoutSpaceAtLineEnds)
    app.connect("html-page-context", speak_chinese)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
