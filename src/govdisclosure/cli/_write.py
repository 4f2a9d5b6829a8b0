"""``govdisclosure write``, ``next`` and ``compare``: one record to another kind, to next year's, beside another."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govdisclosure.cli._console import put, put_json, to_json
from govdisclosure.cli._inputs import STDIN
from govdisclosure.cli._run import CLEAN, DIFFERENT, UNUSABLE, Run
from govdisclosure.cli._side_by_side import comparison_text, difference_data
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang

if TYPE_CHECKING:
    from govdisclosure.writers import Kind


def write(path: Path | None, output: Path, to: "Kind | None", blank: str | None, lang: Lang) -> int:
    """One report in another kind, or an empty form."""
    if (path is None) == (blank is None):
        raise click.UsageError(say("one_or_blank", lang))
    kind = kind_to_write(output, to, lang)
    run = Run(lang)
    if blank is not None:
        from govdisclosure.draft import blank as empty_form

        return run.write(empty_form(blank), output, kind, output)
    assert path is not None
    one = run.only([path])
    return UNUSABLE if one is None else run.write(one.report, output, kind, path)


def next_(path: Path, output: Path | None, to: "Kind | None", lang: Lang) -> int:
    """Next year's draft."""
    from govdisclosure.draft import next_year

    kind = "json" if output is None and to is None else kind_to_write(output or STDIN, to, lang)
    run = Run(lang)
    one = run.only([path])
    if one is None:
        return UNUSABLE
    with run.reporting(path):
        return run.write(next_year(one.report), output or STDIN, kind, path)
    return run.code()


def compare(first: Path, second: Path, form: str, lang: Lang) -> int:
    """Two reports side by side."""
    from govdisclosure.compare import compare as differences_of

    run = Run(lang)
    one, other = run.only([first]), run.only([second])
    if one is None or other is None:
        return UNUSABLE
    differences = differences_of(one.report, other.report)
    if form == "json":
        put_json(to_json([difference_data(each) for each in differences]))
    else:
        put(comparison_text(one, other, differences, lang))
    return DIFFERENT if differences else CLEAN


def kind_to_write(output: Path, to: "Kind | None", lang: Lang) -> "Kind":
    """The kind of document to write."""
    from govdisclosure.writers import KINDS, kind_of

    kind = to or kind_of(output)
    if kind is None:
        raise click.UsageError(say("which_kind", lang, name=output, kinds=", ".join(KINDS)))
    return kind
