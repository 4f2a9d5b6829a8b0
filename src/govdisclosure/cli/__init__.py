"""The command line: one function a command, its texts in `_text`, its output through `_console`."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from govdisclosure.checks import RULES
from govdisclosure.checks._engines import ENGINES
from govdisclosure.cli._check import check
from govdisclosure.cli._complete import folder, listed, names, rule_codes
from govdisclosure.cli._console import put, put_json, table, to_json, tolerate_any_encoding
from govdisclosure.cli._convert import convert
from govdisclosure.cli._deliver import FORMS
from govdisclosure.cli._listings import (
    CELL_HEADS,
    FORMAT_HEADS,
    RULE_HEADS,
    cell_rows,
    format_rows,
    rule_page,
    rule_rows,
)
from govdisclosure.cli._read import read
from govdisclosure.cli._roll_up import roll_up
from govdisclosure.cli._run import CLEAN, LIMITS, codes
from govdisclosure.cli._series import series
from govdisclosure.cli._summary import EVERYTHING, summary
from govdisclosure.cli._summary import FORMS as SUMMARY_FORMS
from govdisclosure.cli._synthesize import synthesize
from govdisclosure.cli._text import language, say
from govdisclosure.cli._upgrade import table_, upgrade
from govdisclosure.cli._write import compare, next_, write
from govdisclosure.errors import Lang
from govdisclosure.formats import FORMATS
from govdisclosure.summary import DIGITS, GROUPS

_PATH = click.Path(path_type=Path)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 clean, 1 findings of error level, 2 unusable input."""
    arguments = list(sys.argv[1:] if args is None else args)
    tolerate_any_encoding()
    program(language(arguments)).main(arguments, prog_name="govdisclosure")


def program(lang: Lang) -> click.Group:
    """All commands, speaking one language.

    >>> from govdisclosure.cli import program
    >>> " ".join(sorted(program("en").commands))
    'check compare convert formats next read roll-up rule rules schema series summary synthesize table upgrade write'
    """
    from govdisclosure.writers import KINDS

    def option(*names: str, text: str, **rest: Any) -> click.Option:
        return click.Option(names, help=say(text, lang), **rest)

    def spoken() -> click.Option:  # accepted before and after the command; `language` has looked at it already
        return option("--lang", text="opt.lang", type=click.Choice(("zh", "en")), expose_value=False)

    def command(callback: Callable[..., int], *params: click.Parameter) -> click.Command:
        def run(**values: Any) -> None:
            click.get_current_context().exit(callback(lang=lang, **values))

        name = callback.__name__.rstrip("_").replace("_", "-")
        return click.Command(name, callback=run, params=[*params, spoken()], help=say(name, lang))

    inputs = click.Argument(["paths"], nargs=-1, required=True, type=_PATH, metavar="INPUT...")
    one_input = click.Argument(["path"], type=_PATH, metavar="INPUT")
    several: Mapping[str, Any] = {"multiple": True, "metavar": "CODE", "shell_complete": rule_codes(lang)}
    forms = click.Choice(("text", "json"))
    digits = tuple(map(str, DIGITS))
    bounds = click.Option(
        ["--limit"],
        help=say("opt.limit", lang, names=", ".join(LIMITS)),
        multiple=True,
        metavar="NAME=NUMBER",
        shell_complete=names(LIMITS, "="),
    )
    group = click.Group(
        "govdisclosure",
        help=say("program", lang),
        params=[spoken()],
        commands=[
            command(
                read,
                inputs,
                option("-o", "--output", text="opt.output_folder", type=_PATH, metavar="FOLDER", shell_complete=folder),
                option("--redact", text="opt.redact", is_flag=True),
                option("--show-evidence", text="opt.show_evidence", is_flag=True),
                option("--source", text="opt.source", metavar="URL"),
                option("--retrieved-on", text="opt.retrieved_on", type=click.DateTime(("%Y-%m-%d",)), metavar="DATE"),
                bounds,
            ),
            command(
                check,
                inputs,
                option("--select", text="opt.select", **several),
                option("--ignore", text="opt.ignore", **several),
                option("--policy", text="opt.policy", type=_PATH, metavar="FILE"),
                option("--draft", text="opt.draft", is_flag=True),
                option("--reports-only", text="opt.reports_only", is_flag=True),
                option("--format", "form", text="opt.check_format", type=click.Choice(FORMS)),
                option("-o", "--output", text="opt.check_output", type=_PATH, metavar="PATH"),
                option("--engine", text="opt.engine", type=click.Choice(ENGINES)),
                option("--master", text="opt.master", metavar="URL"),
                option("--parents", text="opt.check_parents", type=_PATH, metavar="FILE"),
                bounds,
            ),
            command(
                convert,
                inputs,
                option("-o", "--output", text="opt.convert_output", type=_PATH, required=True, metavar="FILE"),
                option("--processes", text="opt.processes", type=click.IntRange(min=1), metavar="N"),
                option("--aliases", text="opt.aliases", type=_PATH, metavar="FILE"),
                option("--parents", text="opt.parents", type=_PATH, metavar="FILE"),
                option("--redact", text="opt.redact", is_flag=True),
                bounds,
            ),
            command(
                write,
                click.Argument(["path"], type=_PATH, required=False, metavar="INPUT"),
                option("-o", "--output", text="opt.output_file", type=_PATH, required=True, metavar="FILE"),
                option("--to", text="opt.to", type=click.Choice(tuple(KINDS))),
                option("--blank", text="opt.blank", type=click.Choice(tuple(FORMATS))),
            ),
            command(
                next_,
                one_input,
                option("-o", "--output", text="opt.next_output", type=_PATH, metavar="FILE"),
                option("--to", text="opt.to", type=click.Choice(tuple(KINDS))),
            ),
            command(
                compare,
                click.Argument(["first"], type=_PATH, metavar="A"),
                click.Argument(["second"], type=_PATH, metavar="B"),
                option("--format", "form", text="opt.format", type=forms, default="text"),
            ),
            command(
                upgrade,
                one_input,
                option("--to", text="opt.to_format", type=click.Choice(tuple(FORMATS)), required=True),
                option("-o", "--output", text="opt.upgrade_output", type=_PATH, required=True, metavar="FILE"),
            ),
            command(table_, inputs, option("-o", "--output", text="opt.table_output", type=_PATH, metavar="FILE")),
            command(
                series,
                inputs,
                option("--select", text="opt.select", **several),
                option("--ignore", text="opt.ignore", **several),
                option("--aliases", text="opt.aliases", type=_PATH, metavar="FILE"),
                option("--policy", text="opt.policy", type=_PATH, metavar="FILE"),
                option("--format", "form", text="opt.format", type=forms, default="text"),
                bounds,
            ),
            command(
                roll_up,
                inputs,
                option("--own", text="opt.own", type=_PATH, metavar="FILE"),
                option("--roster", text="opt.roster", type=_PATH, metavar="FILE"),
                option("--policy", text="opt.policy", type=_PATH, metavar="FILE"),
                option("--make", text="opt.make", type=_PATH, metavar="FILE"),
                option("--organ", text="opt.organ", metavar="NAME"),
                option("--format", "form", text="opt.format", type=forms, default="text"),
            ),
            command(
                summary,
                click.Argument(["path"], type=_PATH, metavar="CORPUS"),
                option(
                    "--by",
                    text="opt.by",
                    default="year",
                    metavar="GROUPS",
                    shell_complete=listed((*GROUPS, EVERYTHING)),
                ),
                option("--division-digits", text="opt.division_digits", type=click.Choice(digits), default="2"),
                option("--format", "form", text="opt.summary_format", type=click.Choice(SUMMARY_FORMS), default="text"),
                option("-o", "--output", text="opt.summary_output", type=_PATH, metavar="PATH"),
            ),
            command(
                synthesize,
                option("--organs", text="opt.organs", type=click.IntRange(min=1), required=True, metavar="NUMBER"),
                option("--years", text="opt.years", required=True, metavar="YEARS"),
                option("--seed", text="opt.seed", type=int, default=1, metavar="NUMBER"),
                option("--errors", text="opt.errors", type=click.FloatRange(0, 1), default=0, metavar="SHARE"),
                option("--blanks", text="opt.blanks", type=click.FloatRange(0, 1), default=0, metavar="SHARE"),
                option("--processes", text="opt.processes", type=click.IntRange(min=1), metavar="NUMBER"),
                option("-o", "--output", text="opt.synthesize_output", type=_PATH, required=True, metavar="FILE"),
            ),
            command(schema, click.Argument(["name"], type=click.Choice((*FORMATS, "rules")))),
            command(formats, click.Argument(["name"], required=False, type=click.Choice(tuple(FORMATS)))),
            command(rules, option("--family", text="opt.family", metavar="DIGIT")),
            command(rule, click.Argument(["code"], metavar="CODE", shell_complete=rule_codes(lang))),
        ],
    )
    click.version_option(package_name="govdisclosure", help=say("opt.version", lang))(group)
    for one in (group, *group.commands.values()):
        _speak(one, lang)
    return group


def _speak(command: click.Command, lang: Lang) -> None:
    """Have click's own words in the help of a command in the language too."""

    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or say("usage", lang))

        def write_heading(self, heading: str) -> None:
            super().write_heading(say(heading, lang))

    class Context(click.Context):
        formatter_class = Formatter

    command.context_class = Context
    command.options_metavar = say("[OPTIONS]", lang)
    if isinstance(command, click.Group):
        command.subcommand_metavar = say("COMMAND [ARGS]...", lang)
    help_option = command.get_help_option(Context(command))
    assert help_option is not None
    help_option.help = say("opt.help", lang)


# --- the commands that list ---------------------------------------------------------------------------------


def schema(name: str, lang: Lang) -> int:  # noqa: ARG001  # every command is told the language
    """A published schema."""
    from govdisclosure.schema import json_schema, rules_json

    put_json(to_json(rules_json() if name == "rules" else json_schema(FORMATS[name])))
    return CLEAN


def formats(name: str | None, lang: Lang) -> int:
    """All formats, or all figures of one."""
    heads, rows = (CELL_HEADS, cell_rows(FORMATS[name], lang)) if name else (FORMAT_HEADS, format_rows(lang))
    put(table([say(head, lang) for head in heads], rows))
    return CLEAN


def rules(family: str | None, lang: Lang) -> int:
    """All rules."""
    wanted = codes(["GD" + family.upper().removeprefix("GD")], lang) if family else ("",)
    put(table([say(head, lang) for head in RULE_HEADS], rule_rows(lang, wanted)))
    return CLEAN


def rule(code: str, lang: Lang) -> int:
    """One rule's page."""
    found = next((one for one in RULES.values() if code.upper() == one.code or code.lower() == one.slug), None)
    if found is None:
        raise click.UsageError(say("no_rule", lang, code=code))
    put(rule_page(found, lang))
    return CLEAN
