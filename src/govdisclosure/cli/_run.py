"""What the commands share: going through the inputs, saying what cannot be used, exit codes, options."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Severity
from govdisclosure.cli._console import complain, opened, progress, put_bytes
from govdisclosure.cli._inputs import STDIN, SUFFIXES, Loaded, Reading, find, load, name_of, record, refuse_other
from govdisclosure.cli._lines import finding_line
from govdisclosure.cli._text import say
from govdisclosure.errors import GovDisclosureError, InvalidReport, Lang, NotOneReport, UnreadableDocument
from govdisclosure.formats import Report
from govdisclosure.readers._limits import Limits
from govdisclosure.readers._records import LINES, lines

if TYPE_CHECKING:
    from govdisclosure.writers import Kind

CLEAN, ERRORS_FOUND, UNUSABLE = 0, 1, 2
DIFFERENT = 1

_SHOWN_PROBLEMS = 20


class Run:
    """Goes through the inputs; what cannot be used is told on one line of standard error and counted."""

    def __init__(self, lang: Lang, reading: Reading | None = None) -> None:
        self.lang: Lang = lang
        self.reading = reading or Reading()
        self.unusable: list[str] = []

    def reports(self, paths: Sequence[Path]) -> Iterator[Loaded]:
        """Every report in the inputs, one file in memory at a time."""
        inputs = find(paths, by_name=self.reading.reports_only)
        for path in inputs.skipped:
            complain(say("skipped_kind", self.lang, source=path, kinds=" ".join(SUFFIXES)))
        for path in inputs.empty:
            self.fail(say("no_input", self.lang, source=path))
        for path in progress(inputs.files, say("working", self.lang)):
            if path.suffix.lower() in LINES:
                yield from self._lines(path)
                continue
            loaded: list[Loaded] = []
            with self.reporting(path):
                loaded = load(path, self.reading)
            yield from loaded

    def _lines(self, path: Path) -> Iterator[Loaded]:
        """Every record of a file that has one in each line, one in memory at a time."""
        with self.reporting(path), opened(path, say("working", self.lang)) as file:
            for place, (number, line) in enumerate(lines(file, self.reading.limits.bytes)):
                name = f"{name_of(path)}:{number}"
                if self.reading.reports_only and place == 0 and line is not None:
                    refuse_other(name_of(path), line)
                loaded: list[Loaded] = []
                with self.reporting(Path(name)):
                    if line is None:
                        raise UnreadableDocument(name, "the line is too long", "这一行过长")
                    loaded = [record(name, line, self.reading)]
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
            if isinstance(error, NotOneReport) and error.count == 0 and self.reading.reports_only:
                why = error.reason_zh if self.lang == "zh" else error.reason
                complain(say("passed_over", self.lang, source=name_of(path), why=why))
                return
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


LIMITS: Mapping[str, Any] = {field.name: field.type for field in attrs.fields(Limits)}


def limits(given: Sequence[str], lang: Lang) -> Limits:
    """Limits from options ``NAME=NUMBER``."""
    chosen: dict[str, Any] = {}
    for text in given:
        name, _, number = text.partition("=")
        try:
            chosen[name] = LIMITS[name](number)
        except (KeyError, ValueError):
            raise click.UsageError(say("bad_limit", lang, text=text, names=", ".join(LIMITS))) from None
    return Limits(**chosen)


def codes(given: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """Prefixes of codes from options that may be repeated or hold commas; each must fit some rule."""
    asked = tuple(part.strip().upper() for option in given for part in option.split(",") if part.strip())
    for code in asked:
        if not any(known.startswith(code) for known in RULES):
            raise click.UsageError(say("no_rule", lang, code=code))
    return asked
