"""The pages of the rules: one for each in each language, as ``govdisclosure rule CODE`` prints it, and an index."""

from collections.abc import Iterator, Mapping

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Rule
from govdisclosure.cli._listings import RULE_HEADS, rule_page, rule_rows
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.formats import Label
from govdisclosure.reference._markdown import NOTE, page, table, toctree

_OTHER: Mapping[Lang, tuple[str, str]] = {
    "en": ("../../zh/reference/rules", "中文"),
    "zh": ("../../../reference/rules", "English"),
}
"""Where the same page stands in the other language, and what that is called."""
_FAMILY = len("GD1")
FAMILIES: Mapping[str, Label] = {
    "GD1": Label("结构与标题", "Structure and title"),
    "GD2": Label("表格合计", "Sums"),
    "GD3": Label("年度之间", "Between years"),
    "GD4": Label("法规要求", "What the law asks"),
    "GD5": Label("文字与数字", "Prose and figures"),
    "GD6": Label("读取", "Reading"),
    "GD7": Label("上级与下级", "A government and its units"),
}
"""What the rules of a family are about, by the beginning of their codes."""


def rule_pages(lang: Lang) -> Mapping[str, str]:
    """The index and a page for each rule in one language, by their place in the reference of that language."""
    title = "规则" if lang == "zh" else "Rules"
    return {
        "rules/index.md": page(title, _index(lang)),
        **{f"rules/{code}.md": _rule(rule, lang) for code, rule in RULES.items()},
    }


def _index(lang: Lang) -> Iterator[str]:
    folder, name = _OTHER[lang]
    if lang == "zh":
        yield f"每条规则都有固定的编号，并有一页说明。试行的规则只在指定时运行。[{name}]({folder}/index.md)"
    else:
        yield (
            "Each rule has a stable code and a page of its own. Preview rules run only when selected. "
            f"[{name}]({folder}/index.md)"
        )
    yield toctree(RULES)
    for family in dict.fromkeys(code[:_FAMILY] for code in RULES):
        label = FAMILIES[family]
        yield f"## {label.zh if lang == 'zh' else label.en}"
        heads = [say(head, lang) for head in RULE_HEADS]
        yield table(heads, ((f"[{code}]({code}.md)", *rest) for code, *rest in rule_rows(lang, (family,))))


def _rule(rule: Rule, lang: Lang) -> str:
    """What the command prints, below its title a link to the other language."""
    folder, name = _OTHER[lang]
    title, _, rest = rule_page(rule, lang).partition("\n")
    return f"{title}\n\n{NOTE}\n\n[{name}]({folder}/{rule.code}.md)\n{rest}\n"
