"""What a shell offers for values that click does not know itself: codes of rules, names of limits and groups."""

from collections.abc import Callable, Iterable

from click import Context, Parameter
from click.shell_completion import CompletionItem

from govdisclosure.checks import RULES
from govdisclosure.errors import Lang

Completer = Callable[[Context, Parameter, str], list[CompletionItem]]


def rule_codes(lang: Lang) -> Completer:
    """Every rule by its code, with its title in a language where the shell shows it.

    >>> import click
    >>> from govdisclosure.cli._complete import rule_codes
    >>> code = click.Argument(["code"])
    >>> [(item.value, item.help) for item in rule_codes("en")(click.Context(click.Command("rule")), code, "gd301")]
    [('GD301', 'What is carried in is not what was carried over')]
    """

    def complete(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:  # noqa: ARG001
        found = (rule for rule in RULES.values() if rule.code.startswith(begun.upper()))
        return [CompletionItem(rule.code, help=rule.title.text(lang)) for rule in found]

    return complete


def names(every: Iterable[str], after: str = "") -> Completer:
    """Names, each with what comes after it."""
    offered = [name + after for name in every]

    def complete(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:  # noqa: ARG001
        return [CompletionItem(name) for name in offered if name.startswith(begun)]

    return complete


def listed(every: Iterable[str]) -> Completer:
    """Names of a list with commas between them: those that it does not have yet."""
    offered = tuple(every)

    def complete(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:  # noqa: ARG001
        before, comma, last = begun.rpartition(",")
        there = before.split(",")
        return [
            CompletionItem(before + comma + name) for name in offered if name not in there and name.startswith(last)
        ]

    return complete


def folder(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:  # noqa: ARG001
    """A folder, as the shell completes it."""
    return [CompletionItem(begun, type="dir")]
