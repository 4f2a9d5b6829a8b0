"""``govdisclosure upgrade`` and ``table``: one record in another format, and all years as one long table."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govdisclosure.cli._console import complain, put, put_bytes, table
from govdisclosure.cli._inputs import STDIN
from govdisclosure.cli._run import UNUSABLE, Run
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.formats import FORMATS, Format, format_of
from govdisclosure.grid import bare
from govdisclosure.upgrade import Derived, Lost, Unknown, Upgraded
from govdisclosure.upgrade import upgrade as upgraded

if TYPE_CHECKING:
    from govdisclosure.writers import Kind


def upgrade(path: Path, to: str, output: Path, lang: Lang) -> int:
    """One report in another format, and what became of its figures."""
    kind = _kind(output, lang)
    run = Run(lang)
    one = run.only([path])
    if one is None:
        return UNUSABLE
    done = Upgraded(report=one.report)
    with run.reporting(path):
        done = upgraded(one.report, to=to)
        run.write(done.report, output, kind, path)
    if not run.unusable:
        summary = say("upgraded", lang, lost=len(done.lost), unknown=len(done.unknown), derived=len(done.derived))
        if output == STDIN:
            complain(f"{one.name}: {summary}")
        else:
            put("\n\n".join([f"{one.name}: {summary}", *_account(done, format_of(one.report), FORMATS[to], lang)]))
    return run.code()


def table_(paths: Sequence[Path], output: Path | None, lang: Lang) -> int:
    """All figures that keep their meaning, of all reports, as one CSV table."""
    from govdisclosure.series_table import series_csv, series_table

    run = Run(lang)
    loaded = list(run.reports(paths))
    if not loaded:
        return run.code()
    data = series_csv(series_table([one.report for one in loaded]), [one.name for one in loaded])
    target = output or STDIN
    with run.reporting(target):
        if target == STDIN:
            put_bytes(data)
        else:
            target.write_bytes(data)
    return run.code()


def _kind(output: Path, lang: Lang) -> "Kind":
    from govdisclosure.writers import KINDS, kind_of

    kind = "json" if output == STDIN else kind_of(output)
    if kind is None:
        raise click.UsageError(say("which_suffix", lang, name=output, suffixes=" ".join(KINDS.values())))
    return kind


def _account(done: Upgraded, old: Format, new: Format, lang: Lang) -> Iterator[str]:
    """What was lost, what is unknown and what was derived, each as a table, reasons said once."""
    if done.lost:
        yield _table("upgrade.lost", "head.raw", _lost_rows(done.lost, old, lang), lang)
    if done.unknown:
        yield _table("upgrade.unknown", "head.cells", _unknown_rows(done.unknown, new, lang), lang)
    if done.derived:
        yield _table("upgrade.derived", "head.value", _derived_rows(done.derived, new, lang), lang)


def _table(title: str, second: str, rows: Iterable[tuple[str, str, str]], lang: Lang) -> str:
    heads = [say(head, lang) for head in ("head.what", second, "head.why")]
    above = ""
    shown = []
    for what, value, why in rows:
        shown.append((what, value, "" if why == above else why))
        above = why
    return f"{say(title, lang)}\n{table(heads, shown)}"


def _lost_rows(lost: Iterable[Lost], fmt: Format, lang: Lang) -> Iterator[tuple[str, str, str]]:
    for each in lost:
        cell = fmt.by_path.get(each.path)
        name = each.path if cell is None or lang == "en" else cell.zh
        text = bare(each.value) if each.printed is None else each.printed
        # What stands beside the figures may be a name, and is not shown.
        yield name, (text or say("empty", lang)) if cell is not None else say("not_shown", lang), _why(each, lang)


def _unknown_rows(unknown: Iterable[Unknown], fmt: Format, lang: Lang) -> Iterator[tuple[str, str, str]]:
    for (row, why), cells in groupby(unknown, lambda each: (fmt.cell(each.path).row, _why(each, lang))):
        yield _row_name(row, fmt, lang), str(len(list(cells))), why


def _derived_rows(derived: Iterable[Derived], fmt: Format, lang: Lang) -> Iterator[tuple[str, str, str]]:
    """One line a row of the form, with a dash for the cells that were not derived."""
    for (row, why), cells in groupby(derived, lambda each: (fmt.cell(each.path).row, _why(each, lang))):
        values = {each.path: bare(each.value) for each in cells}
        texts = [values.get(cell.path, "—") for cell in fmt.cells if cell.row == row]
        yield _row_name(row, fmt, lang), " ".join(texts), why


def _row_name(row: str, fmt: Format, lang: Lang) -> str:
    if lang == "en":
        return row
    sheet, labels = next((each, one.labels) for each in fmt.tables.values() for one in each.rows if one.path == row)
    return "|".join(label.zh for label in labels or (sheet.label,))


def _why(each: Lost | Unknown | Derived, lang: Lang) -> str:
    return each.reason.text(lang)
