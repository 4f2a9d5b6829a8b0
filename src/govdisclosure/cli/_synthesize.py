"""``govdisclosure synthesize``: the reports of an invented country, and the list of what is wrong in them."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from govdisclosure.cli._console import put
from govdisclosure.cli._run import Run
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang

_YEARS = re.compile(r"(?P<first>\d{4})(?:\s*[-–—]\s*(?P<last>\d{4}))?", re.ASCII)


def synthesize(
    organs: int, years: str, seed: int, errors: float, blanks: float, processes: int | None, output: Path, lang: Lang
) -> int:
    """A country in two files."""
    from govdisclosure import synthetic

    covered = _years(years, lang)
    if organs > synthetic.MOST_ORGANS:
        raise click.UsageError(say("too_many_organs", lang, most=synthetic.MOST_ORGANS))
    if errors + blanks > 1:
        raise click.UsageError(say("bad_shares", lang))
    run = Run(lang)
    with run.reporting(output):
        country = synthetic.country(organs=organs, years=covered, seed=seed, errors=errors, blanks=blanks)
        with _bar(country.reports, say("synthesizing", lang)) as advance:
            written = synthetic.write(country, output, processes=processes, progress=advance)
        put(say("synthesized", lang, table=written.table, reports=written.reports, organs=organs))
        put(say("planted", lang, planted=written.planted, errors=written.errors, findings=written.findings))
    return run.code()


def _years(text: str, lang: Lang) -> range:
    """The years from the first to the last, both included."""
    match = _YEARS.fullmatch(text.strip())
    covered = range(0) if match is None else range(int(match["first"]), int(match["last"] or match["first"]) + 1)
    if not covered:
        raise click.UsageError(say("bad_years", lang, text=text))
    return covered


@contextmanager
def _bar(total: int, label: str) -> Iterator[Callable[[int], object] | None]:
    """Something to tell how many reports more there are: a bar on standard error, where a person looks at it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(label, total=total)
        yield lambda more: bar.advance(task, more)
