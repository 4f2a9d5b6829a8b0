"""Where findings go: to the terminal or a file as text or data, or into a folder as pages or marked documents."""

import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from govdisclosure._file_names import FileNames
from govdisclosure.cli._console import put, put_json, to_json
from govdisclosure.cli._run import Run
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.review import Checked
from govdisclosure.review.summary import Summary

if TYPE_CHECKING:
    from govdisclosure.review.table import TableForm

PAGES = "html"
DOCUMENTS = ("docx", "xlsx")
TABLES = ("csv", "jsonl", "parquet")
DATA = ("json", "sarif")
FORMS = ("text", *DATA, PAGES, *DOCUMENTS, *TABLES)
"""In what form findings are given; pages and documents are written into a folder, tables into a file."""


def form_of(output: Path | None, lang: Lang) -> str:
    """The form that the name of an output asks for, where none is said: data and tables by its suffix, else text.

    Raises `click.UsageError` if it is a page or a document, which go into a folder.
    """
    suffix = "" if output is None else output.suffix.lower().removeprefix(".")
    if suffix in (PAGES, *DOCUMENTS):
        raise click.UsageError(say("folder_not_file", lang, form=suffix))
    return suffix if suffix in (*DATA, *TABLES) else "text"


def output_wanted(form: str, output: Path | None, lang: Lang) -> None:
    """Raise `click.UsageError` if a form that fills a folder or a file was asked for without one."""
    if output is None and form in (PAGES, *DOCUMENTS):
        raise click.UsageError(say("folder_wanted", lang, form=form))
    if output is None and form in TABLES:
        raise click.UsageError(say("file_wanted", lang, form=form))


def deliver_text(run: Run, checked: Iterable[Checked], summary: Summary, output: Path | None) -> None:
    """Each report's findings as it is checked, then the summary."""
    from govdisclosure.review.text import PIPE, Sheet, report_text, summary_text

    on_screen = output is None and sys.stdout.isatty()
    sheet = Sheet(width=shutil.get_terminal_size().columns, styled=True) if on_screen else PIPE
    kept: list[str] = []
    say_it: Callable[[str], None] = put if output is None else kept.append
    for one in checked:
        say_it(report_text(one, run.lang, sheet=sheet))
    say_it("\n" + summary_text(summary, run.lang, sheet=sheet))
    if output is not None:
        with run.reporting(output):
            output.write_text("\n".join(kept) + "\n", encoding="utf-8")


def deliver(run: Run, checked: Iterable[Checked], summary: Summary, form: str, output: Path | None) -> None:
    """All findings in any other form."""
    if form == "json":
        from govdisclosure.review.data import run_data

        every = list(checked)
        _put(run, to_json(run_data(every, summary=summary, unusable=run.unusable)), output)
    elif form == "sarif":
        from govdisclosure.review.sarif import sarif

        _put(run, sarif(list(checked), run.lang), output)
    elif form in TABLES:
        assert output is not None  # `output_wanted` was asked
        _table(run, checked, summary, cast("TableForm", form), output)
    else:
        assert output is not None  # `output_wanted` was asked
        with run.reporting(output):
            written = _pages(run, checked, output) if form == PAGES else _documents(run, checked, form, output)
            put(say("wrote_reviews", run.lang, count=written, folder=output))


def _table(run: Run, checked: Iterable[Checked], summary: Summary, form: "TableForm", output: Path) -> None:
    """A row for each finding as it is found, and the summary."""
    from govdisclosure.review.table import findings_file, tables
    from govdisclosure.review.text import summary_text

    with run.reporting(output), findings_file(output, form, run.lang) as write:
        for found in tables(checked, run.lang):
            write(found)
    put(summary_text(summary, run.lang))
    put(say("check.wrote", run.lang, file=output))


def _put(run: Run, text: str, output: Path | None) -> None:
    if output is None:
        put_json(text)
        return
    with run.reporting(output):
        output.write_text(text.rstrip() + "\n", encoding="utf-8")


def _pages(run: Run, checked: Iterable[Checked], folder: Path) -> int:
    from govdisclosure.review.html import write_review

    return len(write_review(checked, folder, lang=run.lang))


def _documents(run: Run, checked: Iterable[Checked], form: str, folder: Path) -> int:
    """A marked document for each report; one that cannot be printed is said and left out."""
    from govdisclosure.review.docx import review_docx
    from govdisclosure.review.xlsx import review_xlsx

    makers: Mapping[str, Callable[..., bytes]] = {"docx": review_docx, "xlsx": review_xlsx}
    names = FileNames()
    count = 0
    folder.mkdir(parents=True, exist_ok=True)
    for one in checked:
        with run.reporting(Path(one.name)):
            data = makers[form](one, lang=run.lang)
            stem = names.fresh(one.report.organ.name, one.report.year)
            (folder / f"{stem}.{form}").write_bytes(data)
            count += 1
    return count
