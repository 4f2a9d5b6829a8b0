"""The reference pages, made from the formats, the rules, the public names and the command line.

``python -m govdisclosure._reference docs/reference`` writes them; a test fails when they are out of date.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from govdisclosure._api_page import api_page
from govdisclosure._cli_text import say
from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Rule
from govdisclosure.errors import Lang
from govdisclosure.formats import FORMATS, Format

REGENERATE = "python -m govdisclosure._reference docs/reference"

CELL_HEADS = ("head.order", "head.path", "head.label", "head.unit", "head.articles")
FORMAT_HEADS = ("head.format", "head.label", "head.years", "head.cells", "head.tables", "head.basis")
RULE_HEADS = ("head.code", "head.slug", "head.severity", "head.needs", "head.format", "head.title")


def pages() -> Mapping[str, str]:
    """Every generated page by its path below docs/reference."""
    return {
        "formats.md": _page("Formats", _formats()),
        "cli.md": _page("Command line", _cli()),
        "api.md": _page("Python", api_page()),
        "rules/index.md": _page("Rules", _rules()),
        **{f"rules/{code}.md": rule_page(rule, "en") + "\n" for code, rule in RULES.items()},
    }


def rule_page(rule: Rule, lang: Lang) -> str:
    """One rule's page: its facts in the language, its sentences in both, its docstring."""
    zh = lang == "zh"
    title, basis = (rule.title.zh, rule.basis.zh) if zh else (rule.title.en, rule.basis.en)
    facts = (
        ("other_title", rule.title.en if zh else rule.title.zh),
        ("head.severity", say(rule.severity, lang)),
        ("head.needs", say(f"needs.{rule.needs}", lang)),
        ("head.format", ", ".join(rule.formats)),
        ("head.basis", basis),
        ("head.status", say(rule.status, lang)),
    )
    lines = [f"# {rule.code} {rule.slug}: {title}" if not zh else f"# {rule.code} {rule.slug}：{title}", ""]
    lines += [f"- {say(head, lang)}: {value}" for head, value in facts]
    lines += ["", f"## {say('messages', lang)}", ""]
    lines += [f"- `{key}`: {message.zh} / {message.en}" for key, message in rule.messages.items()]
    return "\n".join(lines) + "\n\n" + rule.doc.strip()


def format_rows(lang: Lang) -> Iterator[tuple[str, ...]]:
    """A row for each format, as `FORMAT_HEADS` says."""
    for fmt in FORMATS.values():
        years = f"{fmt.first_year}-{fmt.last_year or ''}"
        tables = ", ".join(f"{key} {len(table.cells)}" for key, table in fmt.tables.items())
        label = fmt.label.zh if lang == "zh" else fmt.label.en
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
            title = rule.title.zh if lang == "zh" else rule.title.en
            needs = say(f"needs.{rule.needs}", lang)
            yield rule.code, rule.slug, say(rule.severity, lang), needs, " ".join(rule.formats), title


def _page(title: str, parts: Iterable[str]) -> str:
    note = f"<!-- Generated; do not edit. Regenerate with: {REGENERATE} -->"
    return "\n\n".join((f"# {title}", note, *parts)).rstrip() + "\n"


def _formats() -> Iterator[str]:
    yield "Every figure by its path. The articles named are this project's reading of the 条例, not an official table."
    yield _markdown_table(FORMAT_HEADS, format_rows("en"))
    for fmt in FORMATS.values():
        yield f"## {fmt.name}: {fmt.label.en} ({fmt.label.zh})"
        rows = (
            (o, f"`{p}`", f"{cell.zh} / {en}", u, c)
            for (o, p, en, u, c), cell in zip(cell_rows(fmt, "en"), fmt.cells, strict=True)
        )
        yield _markdown_table(CELL_HEADS, rows)


def _rules() -> Iterator[str]:
    yield "Each rule has a stable code and a page of its own. Preview rules run only when selected."
    yield _markdown_table(RULE_HEADS, ((f"[{code}]({code}.md)", *rest) for code, *rest in rule_rows("en")))


def _cli() -> Iterator[str]:
    from govdisclosure.cli import program

    group = program("en")
    yield "Texts come in Chinese with `--lang zh`, or with `GOVDISCLOSURE_LANG=zh` in the environment."
    yield _help(group, "govdisclosure", None)
    for name, command in sorted(group.commands.items()):
        yield f"## govdisclosure {name}"
        yield _help(command, name, click.Context(group, info_name="govdisclosure"))


def _help(command: click.Command, name: str, parent: click.Context | None) -> str:
    context = command.context_class(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
    return f"```text\n{command.get_help(context)}\n```"


def _markdown_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [[say(head, "en") for head in heads], ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def main(folder: str) -> None:
    """Write every page; remove pages of rules that are gone."""
    root = Path(folder)
    made = pages()
    for path in root.glob("rules/*.md"):
        if f"rules/{path.name}" not in made:
            path.unlink()
    for name, text in made.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
