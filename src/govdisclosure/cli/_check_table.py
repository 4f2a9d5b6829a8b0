"""``govdisclosure check`` over a whole table of reports at once, by a table engine."""

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, cast

import attrs
import click

from govdisclosure.checks._rule import Message, Outcome, shown
from govdisclosure.cli._console import put, put_json, steps, table, to_json
from govdisclosure.cli._run import CLEAN, ERRORS_FOUND, UNUSABLE, Run
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.grid import bare
from govdisclosure.review.summary import Summary

if TYPE_CHECKING:
    import polars

    from govdisclosure.checks.bulk.files import Engine, FileCheck
    from govdisclosure.corpus import Parents
    from govdisclosure.review.table import TableForm

PARQUET = ".parquet"

_SHOWN = 20
"""So many findings are shown where they are not written to a file."""

_HEADS = ("head.organ", "head.year", "head.code", "head.label", "head.printed", "head.expected")


@attrs.frozen(kw_only=True)
class Asked:
    """What is asked: the rules, by which engine and where, and where the findings go."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    engine: "Engine"
    master: str | None
    parents: Path | None
    form: str
    output: Path | None


def check_table(run: Run, paths: Sequence[Path], asked: Asked) -> int:
    """Findings of a table, in a file or the first of them on the terminal, and a summary."""
    from govdisclosure.checks.bulk.files import check_file
    from govdisclosure.review.table import FORMS

    if asked.form not in ("text", "json", *FORMS):
        raise click.UsageError(say("check.table_form", run.lang, form=asked.form, forms=", ".join(FORMS)))
    parents = _parents(run, asked.parents)
    if run.unusable:
        return UNUSABLE
    corpus = _corpus(run, paths, asked)
    with run.reporting(corpus):
        check = check_file(
            corpus,
            engine=asked.engine,
            master=asked.master,
            select=asked.select,
            ignore=asked.ignore,
            roster=parents,
        )
        first = _delivered(run, check, asked)
        summary = Summary()
        summary.add_outcomes(check.tally.outcomes, check.tally.reports)
        if asked.form == "json":
            put_json(to_json({**summary.as_data(), "absent": _plain(check.absent, run.lang)}))
        else:
            _say(check, summary, first, asked, run.lang)
        return run.code(ERRORS_FOUND if summary.has_errors else CLEAN)
    return UNUSABLE


def _corpus(run: Run, paths: Sequence[Path], asked: Asked) -> Path:
    """The table given, or one made of anything else beside the output; it stays there, and is gone on with if ended."""
    if len(paths) == 1 and paths[0].suffix.lower() == PARQUET:
        return paths[0]
    if asked.output is None:
        raise click.UsageError(say("check.output_wanted", run.lang))
    from govdisclosure.cli._convert import convert

    corpus = asked.output.with_name(f"{asked.output.stem}.corpus{PARQUET}")
    code = convert(
        paths, corpus, processes=None, aliases=None, parents=asked.parents, redact=False, limit=(), lang=run.lang
    )
    if code != CLEAN:
        run.unusable.append(str(corpus))
    return corpus


def _parents(run: Run, path: Path | None) -> "Parents | None":
    from govdisclosure.corpus import load_parents

    if path is not None:
        with run.reporting(path):
            return load_parents(path)
    return None


def _delivered(run: Run, check: "FileCheck", asked: Asked) -> "polars.DataFrame":
    """Go through all findings, into the file if there is one; the first that are violated."""
    import polars as pl

    from govdisclosure.review.table import FORMS, findings_file, nothing

    into_file = asked.form in FORMS and asked.output is not None
    form = cast("TableForm", asked.form)
    writer = findings_file(asked.output, form, run.lang) if into_file and asked.output is not None else nullcontext()
    first = nothing()
    with writer as write:
        for found in steps(check.findings, check.pieces, say("working", run.lang)):
            if write is not None:
                write(found)
            wrong = found.filter(pl.col("outcome") == Outcome.VIOLATED)
            first = pl.concat([first, wrong.head(_SHOWN)], how="diagonal").head(_SHOWN)
    return first


def _say(check: "FileCheck", summary: Summary, first: "polars.DataFrame", asked: Asked, lang: Lang) -> None:
    """The first findings where no file has them, what each rule came to, and what was not asked."""
    from govdisclosure.review.text import PIPE, Sheet, summary_text

    into_file = asked.output is not None and asked.form != "text"
    lines: list[str] = []
    if first.height and not into_file:
        lines += [table([say(head, lang) for head in _HEADS], _rows(first, lang)), ""]
        left = summary.outcomes_of(Outcome.VIOLATED) - first.height
        lines += [say("check.more", lang, count=left), ""] if left else []
    sheet = Sheet(width=shutil.get_terminal_size().columns, styled=True) if sys.stdout.isatty() else PIPE
    lines += [summary_text(summary, lang, sheet=sheet), *_not_asked(check.absent, lang)]
    if asked.form == "text" and asked.output is not None:
        asked.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        put("\n".join(lines))
        if into_file:
            put(say("check.wrote", lang, file=asked.output))


def _rows(first: "polars.DataFrame", lang: Lang) -> Iterator[list[str]]:
    from govdisclosure.review.table import labels, short

    for row in first.iter_rows(named=True):
        label = labels(lang).get(row["path"] or "", row["path"] or row["related"] or "")
        figures = ("" if row[name] is None else bare(short(row[name])) for name in ("actual", "expected"))
        yield [row["name"] or "", shown(row["year"], lang), row["code"], label, *figures]


def _not_asked(absent: Mapping[str, Message], lang: Lang) -> Iterator[str]:
    """A line for each reason, with the rules it is of."""
    reasons: dict[str, list[str]] = {}
    for code, why in _plain(absent, lang).items():
        reasons.setdefault(why, []).append(code)
    for why, codes in reasons.items():
        yield say("check.not_asked", lang, codes=("、" if lang == "zh" else ", ").join(codes), why=why)


def _plain(absent: Mapping[str, Message], lang: Lang) -> dict[str, str]:
    return {code: reason.text(lang) for code, reason in absent.items()}
