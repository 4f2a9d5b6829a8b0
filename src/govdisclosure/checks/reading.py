"""Family 6: what a reader had to decide, or could not. Their findings are the notes of a `Parsed`."""

from collections.abc import Mapping

from govdisclosure.checks._rule import (
    Argument,
    Finding,
    Message,
    Outcome,
    Rule,
    Severity,
    any_format,
    standard_format,
)
from govdisclosure.formats import Format

_FAITHFUL = Message(zh="所见即所得：印制内容不作修改", en="What was printed is what you get")


def note(
    code: str,
    message: str,
    *,
    path: str | None = None,
    line: int | None = None,
    raw: str | None = None,
    **args: Argument,
) -> Finding:
    """A note of a reader: what it decided or could not, and where."""
    return Finding(code=code, message=message, path=path, args=args, outcome=Outcome.VIOLATED, line=line, raw=raw)


def _rule(
    code: str,
    slug: str,
    severity: Severity,
    title: Message,
    messages: Mapping[str, Message],
    doc: str,
    applies: "type[None] | object" = any_format,
) -> Rule:
    return Rule(
        code=code,
        slug=slug,
        severity=severity,
        title=title,
        basis=_FAITHFUL,
        messages=messages,
        applies=applies,  # type: ignore[arg-type]
        doc=doc,
        needs="document",
    )


RULES: tuple[Rule, ...] = ()
