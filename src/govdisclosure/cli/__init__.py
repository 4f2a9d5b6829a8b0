"""The command line: one function a command, its texts in `_text`, its output through `_console`."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from govdisclosure import checks
from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Severity
from govdisclosure.checks._rule import select as choose
from govdisclosure.checks.sums import is_unread
from govdisclosure.cli._console import (
    complain,
    progress,
    put,
    put_bytes,
    put_json,
    table,
    to_json,
    tolerate_any_encoding,
)
from govdisclosure.cli._inputs import EVIDENCE_SUFFIX, STDIN, SUFFIXES, Loaded, Reading, find, load
from govdisclosure.cli._listings import (
    CELL_HEADS,
    FORMAT_HEADS,
    RULE_HEADS,
    cell_rows,
    format_rows,
    rule_page,
    rule_rows,
)
from govdisclosure.cli._names import FileNames
from govdisclosure.cli._side_by_side import comparison_text, difference_data, evidence_text
from govdisclosure.cli._tally import Tally, finding_line, report_head, report_text, who
from govdisclosure.cli._text import language, say
from govdisclosure.codec import dumps
from govdisclosure.errors import GovDisclosureError, InvalidReport, Lang
from govdisclosure.formats import FORMATS, Report, format_of
from govdisclosure.grid import value_at
from govdisclosure.readers._limits import Limits
from govdisclosure.redact import redact as redact_report
from govdisclosure.redact import redact_parsed

if TYPE_CHECKING:
    from govdisclosure.writers import Kind

CLEAN, ERRORS_FOUND, UNUSABLE = 0, 1, 2
DIFFERENT = 1

_SHOWN_PROBLEMS = 20
_PATH = click.Path(path_type=Path)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 clean, 1 findings of error level, 2 unusable input."""
    arguments = list(sys.argv[1:] if args is None else args)
    tolerate_any_encoding()
    program(language(arguments)).main(arguments, prog_name="govdisclosure")


def program(lang: Lang) -> click.Group:
    """All commands, speaking one language.

    >>> from govdisclosure.cli import program
    >>> sorted(program("en").commands)
    ['check', 'compare', 'formats', 'next', 'read', 'rule', 'rules', 'schema', 'write']
    """
    from govdisclosure.writers import KINDS

    def option(*names: str, text: str, **rest: Any) -> click.Option:
        return click.Option(names, help=say(text, lang), **rest)

    def spoken() -> click.Option:  # accepted before and after the command; `language` has looked at it already
        return option("--lang", text="opt.lang", type=click.Choice(("zh", "en")), expose_value=False)

    def command(callback: Callable[..., int], *params: click.Parameter) -> click.Command:
        def run(**values: Any) -> None:
            click.get_current_context().exit(callback(lang=lang, **values))

        name = callback.__name__.rstrip("_")
        return click.Command(name, callback=run, params=[*params, spoken()], help=say(name, lang))

    inputs = click.Argument(["paths"], nargs=-1, required=True, type=_PATH, metavar="INPUT...")
    one_input = click.Argument(["path"], type=_PATH, metavar="INPUT")
    codes: Mapping[str, Any] = {"multiple": True, "metavar": "CODE"}
    forms = click.Choice(("text", "json"))
    limits = click.Option(
        ["--limit"], help=say("opt.limit", lang, names=", ".join(_LIMITS)), multiple=True, metavar="NAME=NUMBER"
    )
    group = click.Group(
        "govdisclosure",
        help=say("program", lang),
        params=[spoken()],
        commands=[
            command(
                read,
                inputs,
                option("-o", "--output", text="opt.output_folder", type=_PATH, metavar="FOLDER"),
                option("--redact", text="opt.redact", is_flag=True),
                option("--show-evidence", text="opt.show_evidence", is_flag=True),
                option("--source", text="opt.source", metavar="URL"),
                option("--retrieved-on", text="opt.retrieved_on", type=click.DateTime(("%Y-%m-%d",)), metavar="DATE"),
                limits,
            ),
            command(
                check,
                inputs,
                option("--select", text="opt.select", **codes),
                option("--ignore", text="opt.ignore", **codes),
                option("--draft", text="opt.draft", is_flag=True),
                option("--format", "form", text="opt.format", type=forms, default="text"),
                limits,
            ),
            command(
                write,
                click.Argument(["path"], type=_PATH, required=False, metavar="INPUT"),
                option("-o", "--output", text="opt.output_file", type=_PATH, required=True, metavar="FILE"),
                option("--to", text="opt.to", type=click.Choice(tuple(KINDS))),
                option("--blank", text="opt.blank", type=click.Choice(tuple(FORMATS))),
            ),
            command(
                next_,
                one_input,
                option("-o", "--output", text="opt.next_output", type=_PATH, metavar="FILE"),
                option("--to", text="opt.to", type=click.Choice(tuple(KINDS))),
            ),
            command(
                compare,
                click.Argument(["first"], type=_PATH, metavar="A"),
                click.Argument(["second"], type=_PATH, metavar="B"),
                option("--format", "form", text="opt.format", type=forms, default="text"),
            ),
            command(schema, click.Argument(["name"], type=click.Choice((*FORMATS, "rules")))),
            command(formats, click.Argument(["name"], required=False, type=click.Choice(tuple(FORMATS)))),
            command(rules, option("--family", text="opt.family", metavar="DIGIT")),
            command(rule, click.Argument(["code"], metavar="CODE")),
        ],
    )
    click.version_option(package_name="govdisclosure", help=say("opt.version", lang))(group)
    for one in (group, *group.commands.values()):
        _speak(one, lang)
    return group


def _speak(command: click.Command, lang: Lang) -> None:
    """Have click's own words in the help of a command in the language too."""

    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or say("usage", lang))

        def write_heading(self, heading: str) -> None:
            super().write_heading(say(heading, lang))

    class Context(click.Context):
        formatter_class = Formatter

    command.context_class = Context
    command.options_metavar = say("[OPTIONS]", lang)
    if isinstance(command, click.Group):
        command.subcommand_metavar = say("COMMAND [ARGS]...", lang)
    help_option = command.get_help_option(Context(command))
    assert help_option is not None
    help_option.help = say("opt.help", lang)


# --- the commands ------------------------------------------------------------------------------------------


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
    run = _Run(lang, Reading(name=source, retrieved_on=day, limits=_limits(limit, lang)))
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


def _show_evidence(run: "_Run", paths: Sequence[Path], redact: bool) -> int:
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


def _read_one(run: "_Run", paths: Sequence[Path], redact: bool) -> int:
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


def check(
    paths: Sequence[Path],
    select: Sequence[str],
    ignore: Sequence[str],
    draft: bool,
    form: str,
    limit: Sequence[str],
    lang: Lang,
) -> int:
    """Findings, report by report, and a summary."""
    run = _Run(lang, Reading(draft=draft, limits=_limits(limit, lang)))
    include, exclude = _codes(select, lang), _codes(ignore, lang)
    chosen = {rule.code for rule in choose(RULES, include, exclude)}
    tally = Tally(keep=form == "json")
    texts = []
    for one in run.reports(paths):
        result = checks.check(one.report, select=include, ignore=exclude, evidence=one.evidence)
        findings = (*result.findings, *(note for note in one.notes if note.code in chosen))
        tally.add(one.name, one.report, findings, result)
        if form == "text":
            texts.append(report_text(one.name, one.report, findings, len(result.undecided), lang))
    if form == "json":
        put_json(to_json({**tally.as_data(), "unusable": run.unusable}))
    else:
        put("\n".join([*texts, "", tally.text(lang)]))
    return run.code(ERRORS_FOUND if tally.severities[Severity.ERROR] else CLEAN)


def write(path: Path | None, output: Path, to: "Kind | None", blank: str | None, lang: Lang) -> int:
    """One report in another kind, or an empty form."""
    if (path is None) == (blank is None):
        raise click.UsageError(say("one_or_blank", lang))
    kind = _kind(output, to, lang)
    run = _Run(lang)
    if blank is not None:
        from govdisclosure.draft import blank as empty_form

        return run.write(empty_form(blank), output, kind, output)
    assert path is not None
    one = run.only([path])
    return UNUSABLE if one is None else run.write(one.report, output, kind, path)


def next_(path: Path, output: Path | None, to: "Kind | None", lang: Lang) -> int:
    """Next year's draft."""
    from govdisclosure.draft import next_year

    kind = "json" if output is None and to is None else _kind(output or STDIN, to, lang)
    run = _Run(lang)
    one = run.only([path])
    if one is None:
        return UNUSABLE
    with run.reporting(path):
        return run.write(next_year(one.report), output or STDIN, kind, path)
    return run.code()


def compare(first: Path, second: Path, form: str, lang: Lang) -> int:
    """Two reports side by side."""
    from govdisclosure.compare import compare as differences_of

    run = _Run(lang)
    one, other = run.only([first]), run.only([second])
    if one is None or other is None:
        return UNUSABLE
    differences = differences_of(one.report, other.report)
    if form == "json":
        put_json(to_json([difference_data(each) for each in differences]))
    else:
        put(comparison_text(one, other, differences, lang))
    return DIFFERENT if differences else CLEAN


def _kind(output: Path, to: "Kind | None", lang: Lang) -> "Kind":
    """The kind of document to write."""
    from govdisclosure.writers import KINDS, kind_of

    kind = to or kind_of(output)
    if kind is None:
        raise click.UsageError(say("which_kind", lang, name=output, kinds=", ".join(KINDS)))
    return kind


def schema(name: str, lang: Lang) -> int:  # noqa: ARG001  # every command is told the language
    """A published schema."""
    from govdisclosure.schema import json_schema, rules_json

    put_json(to_json(rules_json() if name == "rules" else json_schema(FORMATS[name])))
    return CLEAN


def formats(name: str | None, lang: Lang) -> int:
    """All formats, or all figures of one."""
    heads, rows = (CELL_HEADS, cell_rows(FORMATS[name], lang)) if name else (FORMAT_HEADS, format_rows(lang))
    put(table([say(head, lang) for head in heads], rows))
    return CLEAN


def rules(family: str | None, lang: Lang) -> int:
    """All rules."""
    wanted = _codes(["GD" + family.upper().removeprefix("GD")], lang) if family else ("",)
    put(table([say(head, lang) for head in RULE_HEADS], rule_rows(lang, wanted)))
    return CLEAN


def rule(code: str, lang: Lang) -> int:
    """One rule's page."""
    found = next((one for one in RULES.values() if code.upper() == one.code or code.lower() == one.slug), None)
    if found is None:
        raise click.UsageError(say("no_rule", lang, code=code))
    put(rule_page(found, lang))
    return CLEAN


# --- what the commands share -------------------------------------------------------------------------------


class _Run:
    """Goes through the inputs; what cannot be used is told on one line of standard error and counted."""

    def __init__(self, lang: Lang, reading: Reading | None = None) -> None:
        self.lang: Lang = lang
        self.reading = reading or Reading()
        self.unusable: list[str] = []

    def reports(self, paths: Sequence[Path]) -> Iterator[Loaded]:
        """Every report in the inputs, one file in memory at a time."""
        inputs = find(paths)
        for path in inputs.skipped:
            complain(say("skipped_kind", self.lang, source=path, kinds=" ".join(SUFFIXES)))
        for path in inputs.empty:
            self.fail(say("no_input", self.lang, source=path))
        for path in progress(inputs.files, say("working", self.lang)):
            loaded: list[Loaded] = []
            with self.reporting(path):
                loaded = load(path, self.reading)
            yield from loaded

    def only(self, paths: Sequence[Path]) -> Loaded | None:
        """The one report in the inputs; None, said on standard error, if there is none or more."""
        loaded = list(self.reports(paths))
        if not self.unusable and len(loaded) != 1:
            self.fail(f"{paths[0]}: " + say("several", self.lang, count=len(loaded)))
        return None if self.unusable else loaded[0]

    def write(self, report: Report, output: Path, kind: "Kind", about: Path) -> int:
        """Write a report to a file or, for ``-``, to standard output; `about` is what an error is about."""
        from govdisclosure.writers import render

        with self.reporting(about):
            data = render(report, kind)
            with self.reporting(output):
                if output == STDIN:
                    put_bytes(data)
                else:
                    output.write_bytes(data)
        return self.code()

    @contextmanager
    def reporting(self, path: Path) -> Iterator[None]:
        """Turn what can go wrong with one file into lines of standard error."""
        try:
            yield
        except InvalidReport as error:
            shown = error.problems[:_SHOWN_PROBLEMS]
            self.fail(*(f"{path}: {problem.text(self.lang)}" for problem in shown))
            if len(shown) < len(error.problems):
                more = len(error.problems) - len(shown)
                self.fail(say("more_problems", self.lang, source=path, count=more))
        except GovDisclosureError as error:
            text = error.text(self.lang)
            self.fail(text if text.startswith((str(path), path.name)) else f"{path}: {text}")
        except OSError as error:
            self.fail(f"{path}: {error.strerror or error}")

    def fail(self, *lines: str) -> None:
        """Something could not be used."""
        for line in (line.encode(errors="backslashreplace").decode() for line in lines):
            self.unusable.append(line)
            complain(line)

    def tell_notes(self, one: Loaded) -> None:
        """What a person should know of the reading, on standard error: warnings, and what is not a report.

        The rest stands in the evidence.
        """
        for note in one.notes:
            if note.severity is not Severity.INFO or note.slug == "not-a-report":
                complain(f"{one.name}: {finding_line(note, one.report, self.lang)}")

    def code(self, otherwise: int = CLEAN) -> int:
        """The exit code."""
        return UNUSABLE if self.unusable else otherwise


_LIMITS: Mapping[str, Any] = {field.name: field.type for field in attrs.fields(Limits)}


def _limits(given: Sequence[str], lang: Lang) -> Limits:
    """Limits from options ``NAME=NUMBER``."""
    chosen: dict[str, Any] = {}
    for text in given:
        name, _, number = text.partition("=")
        try:
            chosen[name] = _LIMITS[name](number)
        except (KeyError, ValueError):
            raise click.UsageError(say("bad_limit", lang, text=text, names=", ".join(_LIMITS))) from None
    return Limits(**chosen)


def _codes(given: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """Prefixes of codes from options that may be repeated or hold commas; each must fit some rule."""
    codes = tuple(part.strip().upper() for option in given for part in option.split(",") if part.strip())
    for code in codes:
        if not any(known.startswith(code) for known in RULES):
            raise click.UsageError(say("no_rule", lang, code=code))
    return codes
