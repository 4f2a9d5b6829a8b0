"""``govdisclosure convert``: many reports into one Parquet file."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from govdisclosure.cli._console import complain, put, table
from govdisclosure.cli._run import UNUSABLE, Run, limits
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.readers._limits import Limits
from govdisclosure.roster import Roster, load_roster

if TYPE_CHECKING:
    from govdisclosure.corpus import Conversion, Copy, Parents, Parts, Progress


def convert(
    paths: Sequence[Path],
    output: Path,
    processes: int | None,
    aliases: Path | None,
    parents: Path | None,
    redact: bool,
    limit: Sequence[str],
    lang: Lang,
) -> int:
    """Many reports into one file."""
    run = Run(lang)
    bounds = limits(limit, lang)
    names, above = _given(run, aliases, parents)
    if run.unusable:
        return UNUSABLE
    with run.reporting(output):
        made = _convert(paths, output, processes, names, above, redact, bounds, lang)
        _tell(made, parents, lang)
        return UNUSABLE if made.failures else run.code()
    return UNUSABLE


def _given(run: Run, aliases: Path | None, parents: Path | None) -> tuple[Roster | None, "Parents | None"]:
    from govdisclosure.corpus import load_parents

    names, above = None, None
    if aliases is not None:
        with run.reporting(aliases):
            names = load_roster(aliases)
    if parents is not None:
        with run.reporting(parents):
            above = load_parents(parents)
    return names, above


def _convert(
    paths: Sequence[Path],
    output: Path,
    processes: int | None,
    aliases: Roster | None,
    parents: "Parents | None",
    redact: bool,
    bounds: Limits,
    lang: Lang,
) -> "Conversion":
    from govdisclosure.corpus import convert as converted

    def begun(parts: "Parts") -> None:
        if parts.before:
            complain(say("convert.goes_on", lang, parts=parts.before))
        elif parts.differs:
            what = ("、" if lang == "zh" else ", ").join(say(f"convert.{name}", lang) for name in parts.differs)
            complain(say("convert.anew", lang, what=what))

    with _bar(lang) as tell:
        return converted(
            paths,
            output,
            processes=processes,
            aliases=aliases,
            parents=parents,
            redact=redact,
            limits=bounds,
            begun=begun,
            tell=tell,
        )


# --- how it goes ---------------------------------------------------------------------------------------------------


@contextmanager
def _bar(lang: Lang) -> Iterator[Callable[["Progress"], None]]:
    """A bar on standard error, if a person looks at it; what is given to tell it how far it is."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Bar(
        *columns, TextColumn("{task.fields[said]}"), console=console, transient=True, redirect_stdout=False
    ) as bar:
        shown = bar.add_task(say("convert.reading", lang), total=None, said="")
        begun = time.monotonic()
        before: int | None = None

        def tell(progress: "Progress") -> None:
            nonlocal before
            before = progress.reports if before is None else before
            is_reading = progress.stage == "reading"
            rate = round((progress.reports - before) / max(time.monotonic() - begun, 0.001))
            bar.update(
                shown,
                description=say(f"convert.{progress.stage}", lang),
                total=progress.all_size if is_reading else progress.reports,
                completed=progress.size if is_reading else progress.written,
                said=say("convert.bar", lang, **_facts(progress), rate=rate) if is_reading else "",
            )

        yield tell


def _facts(progress: "Progress") -> dict[str, object]:
    return {name: getattr(progress, name) for name in ("files", "all_files", "reports", "failures")}


# --- what came of it -----------------------------------------------------------------------------------------------


def _tell(made: "Conversion", parents: Path | None, lang: Lang) -> None:
    """What was written, what could not be read, what was noted, and what is there twice."""
    from govdisclosure.corpus import notes_path

    merged, output = made.merged, made.output
    lines = [say("convert.wrote", lang, output=output, organs=merged.organs, reports=merged.reports)]
    if merged.unknown:
        lines.append(say("convert.unknown", lang, reports=merged.unknown))
    if made.above is not None and made.above.unmatched:
        first, count = made.above.unmatched[0], len(made.above.unmatched)
        lines.append(say("convert.unmatched", lang, file=parents, count=count, line=first.line, name=first.name))
    if made.told.notes:
        lines.append(say("convert.notes", lang, count=made.told.notes, file=notes_path(output)))
    lines += _unreadable(made, lang)
    lines += _twice(made, lang)
    put("\n".join(lines))


def _unreadable(made: "Conversion", lang: Lang) -> Iterator[str]:
    """Counts by reason, and the first of them."""
    from govdisclosure.corpus import Reason, unreadable_path

    reasons = made.told.unreadable
    if made.failures:
        yield ""
        yield say("convert.unreadable", lang, count=made.failures, file=unreadable_path(made.output))
        colon = "：" if lang == "zh" else ": "
        failed = [(reason, count) for reason, count in reasons.most_common() if reason is not Reason.SKIPPED]
        yield from (f"  {reason.label(lang)}{colon}{count}" for reason, count in failed)
        heads = [say(f"convert.head.{head}", lang) for head in ("source", "why")]
        yield table(heads, [(one.place(lang), one.why(lang)) for one in made.told.first])
        more = made.failures - len(made.told.first)
        if more:
            yield say("convert.more", lang, count=more)
    if reasons[Reason.SKIPPED]:
        yield say("convert.skipped", lang, count=reasons[Reason.SKIPPED])


def _twice(made: "Conversion", lang: Lang) -> Iterator[str]:
    """How often something is there twice, and the first of it."""
    from govdisclosure.corpus import duplicates_path

    found = made.duplicates
    if not found.first:
        return
    yield ""
    yield say("convert.twice", lang, file=duplicates_path(made.output))
    for what, groups in found.groups.items():
        if groups:
            reports = found.reports[what]
            yield "  " + say("convert.twice_of", lang, what=what.label(lang), groups=groups, reports=reports)
    heads = [say(f"convert.head.{head}", lang) for head in ("what", "group", "organ", "year", "scope", "source")]
    yield table(heads, [_row(copy, lang) for copy in found.first])
    more = sum(found.reports.values()) - len(found.first)
    if more:
        yield say("convert.more", lang, count=more)


def _row(copy: "Copy", lang: Lang) -> tuple[object, ...]:
    scope = say(f"convert.scope.{copy.scope or 'none'}", lang)
    source = copy.source or ""
    if copy.number is not None and copy.number > 1:
        source = f"{source}#{copy.number}"
    return copy.what.label(lang), copy.group, copy.organ_name or "", copy.year or "", scope, source
