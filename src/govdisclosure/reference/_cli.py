"""The page of the command line: the help of every command."""

from collections.abc import Iterator

import click

from govdisclosure.cli import program
from govdisclosure.errors import Lang
from govdisclosure.reference._markdown import page

_TITLES = {"en": "Command line", "zh": "命令"}
_INTRODUCTIONS = {
    "en": "What each command prints with `--help`. Texts come in Chinese with `--lang zh`, or with "
    "`GOVDISCLOSURE_LANG=zh` in the environment: [in Chinese](../zh/reference/cli.md).",
    "zh": "各命令用 `--help` 显示的说明。在命令前加 `--lang zh`，或者设置环境变量 `GOVDISCLOSURE_LANG=zh`，"
    "命令就输出中文。[English](../../reference/cli.md)",
}
_WIDTH = 100


def cli_page(lang: Lang) -> str:
    """The page of the commands in one language."""
    return page(_TITLES[lang], _commands(lang))


def _commands(lang: Lang) -> Iterator[str]:
    group = program(lang)
    yield _INTRODUCTIONS[lang]
    yield _help(group, "govdisclosure", None)
    for name, command in sorted(group.commands.items()):
        yield f"## govdisclosure {name}"
        yield _help(command, name, click.Context(group, info_name="govdisclosure"))


def _help(command: click.Command, name: str, parent: click.Context | None) -> str:
    context = command.context_class(
        command, info_name=name, parent=parent, terminal_width=_WIDTH, max_content_width=_WIDTH
    )
    return f"```text\n{command.get_help(context)}\n```"
