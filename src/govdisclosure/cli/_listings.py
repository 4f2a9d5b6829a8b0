"""What the commands list: formats and their figures, rules, and the page of one rule."""

from collections.abc import Iterator

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Rule
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.formats import FORMATS, Format

CELL_HEADS = ("head.order", "head.path", "head.label", "head.unit", "head.articles")
FORMAT_HEADS = ("head.format", "head.label", "head.years", "head.cells", "head.tables", "head.basis")
RULE_HEADS = ("head.code", "head.slug", "head.severity", "head.needs", "head.format", "head.title")


def rule_page(rule: Rule, lang: Lang) -> str:
    """One rule's page: its facts in the language, its sentences in both, its explanation in the language."""
    zh = lang == "zh"
    title, basis = (rule.title.zh, rule.basis.zh) if zh else (rule.title.en, rule.basis.en)
    facts = (
        ("other_title", rule.title.en if zh else rule.title.zh),
        ("head.severity", say(rule.severity, lang)),
        ("head.needs", _needs(rule, lang)),
        ("head.format", ", ".join(rule.formats)),
        ("head.basis", basis),
        ("head.status", say(rule.status, lang)),
    )
    lines = [f"# {rule.code} {rule.slug}: {title}" if not zh else f"# {rule.code} {rule.slug}：{title}", ""]
    lines += [f"- {say(head, lang)}: {value}" for head, value in facts]
    lines += ["", f"## {say('messages', lang)}", ""]
    lines += [f"- `{key}`: {message.zh} / {message.en}" for key, message in rule.messages.items()]
    return "\n".join(lines) + "\n\n" + rule.explanation(lang)


def format_rows(lang: Lang) -> Iterator[tuple[str, ...]]:
    """A row for each format, as `FORMAT_HEADS` says."""
    for fmt in FORMATS.values():
        years = f"{fmt.first_year}-{fmt.last_year or ''}"
        tables = ", ".join(f"{key} {len(table.cells)}" for key, table in fmt.tables.items())
        label = fmt.label.text(lang)
        yield fmt.name, label, years, str(len(fmt.cells)), tables, "、".join(fmt.basis)


def cell_rows(fmt: Format, lang: Lang) -> Iterator[tuple[str, ...]]:
    """A row for each figure of a format, as `CELL_HEADS` says."""
    for cell in fmt.cells:
        zh = lang == "zh"
        cites = "、".join(cite.zh for cite in cell.cites) if zh else ", ".join(cite.en for cite in cell.cites)
        unit = cell.measure.unit if zh else f"{cell.measure.kind}, {cell.measure.unit_en}"
        yield str(cell.order), cell.path, cell.zh if zh else cell.en, unit, cites


def rule_rows(lang: Lang, prefixes: tuple[str, ...] = ("",)) -> Iterator[tuple[str, ...]]:
    """A row for each rule whose code begins with one of the prefixes, as `RULE_HEADS` says."""
    for rule in RULES.values():
        if rule.code.startswith(prefixes):
            title = rule.title.text(lang)
            needs = _needs(rule, lang)
            yield rule.code, rule.slug, say(rule.severity, lang), needs, " ".join(rule.formats), title


def _needs(rule: Rule, lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(say(f"needs.{need}", lang) for need in rule.needs)
