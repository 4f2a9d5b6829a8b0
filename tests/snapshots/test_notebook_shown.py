"""What notebooks are shown, kept as files: a small report that was read, what was found in it, and one finding.

The files are made by ``python tests/snapshots/test_notebook_shown.py``; look at the difference before keeping it.
"""

import difflib
from pathlib import Path

import pytest

from govdisclosure import check, read
from govdisclosure.errors import Lang
from govdisclosure.notebook import html_of

HERE = Path(__file__).parent
LANGS: tuple[Lang, ...] = ("zh", "en")
REGENERATE = "python tests/snapshots/test_notebook_shown.py"
DOCUMENT = """云溪县档案馆2013年政府信息公开工作年度报告
一、概述
2013年，档案馆公开信息85条 <含修订>。
三、存在的问题
无。
云溪县档案馆
2014年1月18日
"""


def shown(lang: Lang) -> str:
    """The three, one below the other."""
    parsed = read(DOCUMENT.encode(), kind="text")
    result = check(parsed.report, evidence=parsed.evidence)
    return "\n".join(html_of(each, lang=lang) for each in (parsed, result, result.findings[0]))


def path_of(lang: Lang) -> Path:
    return HERE / f"notebook.{lang}.html"


@pytest.mark.parametrize("lang", LANGS)
def test_notebooks_are_shown_what_they_were(lang: Lang) -> None:
    kept = path_of(lang).read_text(encoding="utf-8").splitlines()
    difference = list(difflib.unified_diff(kept, shown(lang).splitlines(), path_of(lang).name, "now", lineterm="", n=1))
    assert not difference, "\n".join([*difference[:60], f"if this is meant: {REGENERATE}"])


if __name__ == "__main__":
    for each in LANGS:
        path_of(each).write_text(shown(each), encoding="utf-8")
