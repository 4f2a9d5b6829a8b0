"""What the rules of this family have in common: no function, since a reader makes their findings."""

from collections.abc import Callable, Mapping

from govdisclosure.checks._rule import Message, Rule, Severity, any_format
from govdisclosure.formats import Format

_FAITHFUL = Message(
    zh="所见即所得：印制的内容不修改、不移位、不猜测、不丢失",
    en="What was printed is what you get: nothing is repaired, shifted, guessed or lost",
)


def reading_rule(
    code: str,
    slug: str,
    severity: Severity,
    title: Message,
    messages: Mapping[str, Message],
    doc: str,
    applies: Callable[[Format], bool] = any_format,
) -> Rule:
    """A rule whose findings a reader makes."""
    return Rule(
        code=code,
        slug=slug,
        severity=severity,
        title=title,
        basis=_FAITHFUL,
        messages=messages,
        applies=applies,
        doc=doc,
    )
