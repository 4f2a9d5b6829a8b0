"""The reference pages, made from the formats, the rules, the public names and the command line.

``python -m govdisclosure.reference docs/reference`` writes them; a test fails when they are out of date.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Rule
from govdisclosure.cli import program
from govdisclosure.cli._listings import (
    CELL_HEADS,
    FORMAT_HEADS,
    RULE_HEADS,
    cell_rows,
    format_rows,
    rule_page,
    rule_rows,
)
from govdisclosure.cli._text import say
from govdisclosure.formats import FORMATS
from govdisclosure.reference._python import api_page

REGENERATE = "python -m govdisclosure.reference docs/reference"


def pages() -> Mapping[str, str]:
    """Every generated page by its path below docs/reference."""
    return {
        "formats.md": _page("Formats", _formats()),
        "cli.md": _page("Command line", _cli()),
        "api.md": _page("Python", api_page()),
        "rules/index.md": _page("Rules", _rules()),
        **{f"rules/{code}.md": _rule(rule) for code, rule in RULES.items()},
    }


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


def _rule(rule: Rule) -> str:
    """A rule's page in English, and below a line its explanation in Chinese."""
    return f"{rule_page(rule, 'en')}\n\n---\n\n{rule.explanation('zh')}\n"


def _cli() -> Iterator[str]:
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


def write_pages(folder: str) -> None:
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
