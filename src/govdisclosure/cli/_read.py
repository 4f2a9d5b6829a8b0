"""``govdisclosure read``: documents to records, with the evidence beside them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import attrs

from govdisclosure._file_names import FileNames
from govdisclosure.cli._console import put, put_json, table
from govdisclosure.cli._inputs import Loaded, Reading
from govdisclosure.cli._lines import finding_line, report_head, who
from govdisclosure.cli._run import CLEAN, UNUSABLE, Run, limits
from govdisclosure.cli._side_by_side import evidence_text
from govdisclosure.cli._text import say
from govdisclosure.codec import dumps
from govdisclosure.errors import Lang
from govdisclosure.evidence import EVIDENCE_SUFFIX
from govdisclosure.formats import Report, format_of
from govdisclosure.grid import is_unread, value_at
from govdisclosure.redact import redact as redact_report
from govdisclosure.redact import redact_parsed


def read(
    paths: Sequence[Path],
    output: Path | None,
    redact: bool,
    show_evidence: bool,
    source: str | None,
    retrieved_on: datetime | None,
    limit: Sequence[str],
    lang: Lang,
) -> int:
    """Documents to records."""
    day = None if retrieved_on is None else retrieved_on.date()
    run = Run(lang, Reading(name=source, retrieved_on=day, limits=limits(limit, lang)))
    if show_evidence:
        return _show_evidence(run, paths, redact)
    if output is None:
        return _read_one(run, paths, redact)
    names = FileNames()
    rows = []
    for one in run.reports(paths):
        kept = _redacted(one) if redact else one
        stem = names.fresh(kept.report.organ.name, kept.report.year)
        with run.reporting(output):
            _keep(kept, output, stem)
            rows.append([*_overview(kept, lang), stem + ".json"])
        run.tell_notes(kept)
    heads = ("head.file", "head.organ", "head.year", "head.format", "head.figures", "head.notes", "head.written")
    put(table([say(head, lang) for head in heads], rows))
    return run.code()


def _show_evidence(run: Run, paths: Sequence[Path], redact: bool) -> int:
    """For each report, its tables with where each figure stood, and what the reader noted."""
    for one in run.reports(paths):
        kept = _redacted(one) if redact else one
        notes = "\n".join(f"  {finding_line(note, kept.report, run.lang)}" for note in kept.notes)
        put(
            "\n\n".join(
                filter(None, (report_head(kept.name, kept.report, run.lang), evidence_text(kept, run.lang), notes))
            )
        )
    return run.code()


def _read_one(run: Run, paths: Sequence[Path], redact: bool) -> int:
    one = run.only(paths)
    if one is None:
        return UNUSABLE
    put_json(dumps(redact_report(one.report) if redact else one.report, indent=2))
    run.tell_notes(one)
    return CLEAN


def _keep(one: Loaded, folder: Path, stem: str) -> None:
    from govdisclosure.evidence import dumps_evidence

    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.json").write_text(dumps(one.report, indent=2) + "\n", encoding="utf-8")
    evidence = folder / (stem + EVIDENCE_SUFFIX)
    if one.parsed is None:
        evidence.unlink(missing_ok=True)  # of another run's report by the same name
    else:
        evidence.write_text(dumps_evidence(one.parsed) + "\n", encoding="utf-8")


def _redacted(one: Loaded) -> Loaded:
    parsed = None if one.parsed is None else redact_parsed(one.parsed)
    return attrs.evolve(one, report=redact_report(one.report), parsed=parsed)


def _overview(one: Loaded, lang: Lang) -> list[str]:
    report = one.report
    fmt = format_of(report)
    present = [cell.path for cell in fmt.cells if getattr(report, cell.table) is not None]
    done = [path for path in present if _is_read(report, path)]
    organ, year = who(report, lang)
    figures = f"{len(done)}/{len(present)}" if present else "—"  # a narrative report without a table
    return [one.name, organ, year, fmt.name, figures, str(len(one.notes))]


def _is_read(report: Report, path: str) -> bool:
    """Whether a cell has its figure, or was printed empty or with a mark."""
    return value_at(report, path) is not None or (path in report.printed and not is_unread(report, path))
