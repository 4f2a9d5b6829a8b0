"""Family 6: what a reader had to decide, or could not. Their findings are the notes of a `Parsed`.

These rules do not run on a record; a reader makes their findings with `note`.
"""

from govdisclosure.checks._rule import Argument, Finding, Rule
from govdisclosure.checks.reading import _documents, _figures, _tables
from govdisclosure.place import Place

RULES: tuple[Rule, ...] = (*_figures.RULES, *_tables.RULES, *_documents.RULES)


def note(
    code: str,
    message: str,
    *,
    path: str | None = None,
    place: Place | None = None,
    raw: str | None = None,
    **args: Argument,
) -> Finding:
    """What a reader decided or could not decide, and where. `message` is one of the rule's ids."""
    return Finding(code=code, message=message, path=path, args=args, place=place, raw=raw)
