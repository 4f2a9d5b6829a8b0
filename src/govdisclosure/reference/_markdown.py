"""How the pages are written: MyST Markdown."""

from collections.abc import Iterable, Sequence

REGENERATE = "python -m govdisclosure.reference docs"
NOTE = f"<!-- Generated; do not edit. Regenerate with: {REGENERATE} -->"


def page(title: str, parts: Iterable[str]) -> str:
    """A page: its title, the note that it is generated, and its parts."""
    return "\n\n".join((f"# {title}", NOTE, *parts)).rstrip() + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of one line a row."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(text) for text in line) + " |" for line in lines)


def wide_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with long paths in it: the site gives them room (``forms.css``)."""
    return f":::{{container}} paths\n\n{table(heads, rows)}\n:::"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def toctree(names: Iterable[str]) -> str:
    """The pages below a page, for the navigation of the site."""
    return "\n".join(("```{toctree}", ":hidden:", "", *names, "```"))
