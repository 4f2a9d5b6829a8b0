"""Search in pages that mix English and Chinese.

Chinese has no spaces, so every pair of neighbouring characters counts as a word. A dictionary would have to know the
terms of the field, and the browser would need the same one.
"""

import re

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"


class SearchEnglishAndChinese(SearchEnglish):
    """English words by their stems, and Chinese by pairs of characters, in the index as in the browser."""

    lang = "en-zh"
    language_name = "English"  # names the stemmer in the browser
    # The browser has to split what is typed as `split` does.
    js_splitter_code = f"""
var splitQuery = (query) =>
  (query.match(/[{_HAN}]+|[^\\P{{L}}{_HAN}]+[\\p{{L}}\\p{{N}}_]*|[\\p{{N}}_]+[A-Za-z0-9_]*/gu) || []).flatMap((word) =>
    /[{_HAN}]/.test(word) && word.length > 2
      ? Array.from({{length: word.length - 1}}, (_, at) => word.slice(at, at + 2))
      : [word]);
"""

    def split(self, input: str) -> list[str]:
        """The words of a text."""
        words = re.findall(rf"[{_HAN}]+|[^\W{_HAN}]+", input)
        return [part for word in words for part in (_pairs(word) if re.match(f"[{_HAN}]", word) else [word])]


def _pairs(word: str) -> list[str]:
    return [word] if len(word) < 3 else [word[at : at + 2] for at in range(len(word) - 1)]


def setup(app: Sphinx) -> dict[str, bool]:
    """Give Sphinx the language."""
    app.add_search_language(SearchEnglishAndChinese)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
