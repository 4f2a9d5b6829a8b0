"""The steps of a chain: each does one thing to a record and holds what came of it against what is known.

`Kept` is a record with the dict of what is known of it (`chain_model`); `Operations` is what is under test.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import attrs
from chain_model import (
    Model,
    after_a_year,
    after_print,
    after_redaction,
    after_roll_up,
    after_upgrade,
    differences,
    digits,
    figure,
    format_in,
    in_print,
    may_be_refused,
    model_of,
    model_of_json,
    plainly,
    raw,
    sum_of_parts,
    too_large,
)

import govdisclosure as library
from govdisclosure import FORMATS, Format, InvalidReport, Organ, Parsed, Report, Unprintable
from govdisclosure.draft import next_year
from govdisclosure.evidence import dumps_evidence, loads_evidence
from govdisclosure.levels import CannotRollUp, RolledUp, roll_up
from govdisclosure.redact import redact
from govdisclosure.series_table import SeriesRow, series_table
from govdisclosure.upgrade import Upgraded, upgrade
from govdisclosure.writers import Kind

READABLE: tuple[Kind, ...] = ("text", "markdown", "html", "docx", "xlsx")
"""The kinds that show the whole record. A PDF shows its tables and takes seconds: it is in the fixed chain only."""

TABLES = tuple(dict.fromkeys(key for fmt in FORMATS.values() for key in fmt.tables))


def figures_and_raw_texts(model: Model) -> Model:
    begins = ("printed[", *(f"{key}." for key in TABLES))
    return {path: value for path, value in model.items() if path.startswith(begins)}


@attrs.frozen
class Operations:
    """What is under test. A test that has to fail puts something broken in its place."""

    dumps: Callable[..., str] = library.dumps
    loads: Callable[[str], Report] = library.loads
    to_dict: Callable[[Report], dict[str, Any]] = library.to_dict
    from_dict: Callable[[object], Report] = library.from_dict
    render: Callable[..., bytes] = library.render
    read: Callable[[bytes], Parsed] = library.read
    upgrade: Callable[..., Upgraded] = upgrade
    roll_up: Callable[..., RolledUp] = roll_up
    next_year: Callable[[Report], Report] = next_year
    redact: Callable[[Report], Report] = redact
    series_table: Callable[[Sequence[Report]], tuple[SeriesRow, ...]] = series_table


@attrs.frozen(repr=False)
class Kept:
    """A record, what is known of it, and whether its prose looks like something else, so that writers may refuse it."""

    report: Report
    model: Model
    awkward: bool = False

    def __repr__(self) -> str:
        """What is neither blank nor 0: two hundred figures would hide it."""
        told = {path: value for path, value in figures_and_raw_texts(self.model).items() if value}
        return f"<{self.model['format']}, {self.model['year']}: {told}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """So Hypothesis shows it."""
        printer.text(repr(self))


STEPS = (
    *("json", "plain data", "csv", "series", *READABLE, "refused"),
    *("upgrade", "next_year", "redact", "roll_up", "cannot roll up", "too large"),
)
"""Every step there is, by the name under which it is counted."""


def kept(report: Report, model: Model, *, awkward: bool = False) -> Kept:
    """The record, if it is what it should be."""
    agree(model, model_of(report))
    return Kept(report, model, awkward)


def agree(model: Model, found: Model) -> None:
    wrong = differences(model, found)
    assert not wrong, wrong


@attrs.frozen
class Steps:
    """Every operation, and what comes of it held against what it said; `done` counts them."""

    ops: Operations = attrs.field(factory=Operations)
    done: Counter[str] = attrs.field(factory=Counter)

    def as_json(self, one: Kept, indent: int | None = None) -> Kept:
        """The text too is looked at, without the library: a number there, a blank null."""
        self.done["json"] += 1
        text = self.ops.dumps(one.report, indent=indent)
        agree(plainly(one.model), model_of_json(json.loads(text, parse_float=Decimal)))
        return kept(self.ops.loads(text), one.model, awkward=one.awkward)

    def as_plain_data(self, one: Kept) -> Kept:
        self.done["plain data"] += 1
        data = self.ops.to_dict(one.report)
        agree(plainly(one.model), model_of_json(data))
        return kept(self.ops.from_dict(data), one.model, awkward=one.awkward)

    def in_document(self, one: Kept, kind: Kind) -> Kept:
        """Written as a document and read again; as it was if the writer refuses or shows the tables alone."""
        try:
            document = self.ops.render(one.report, kind)
        except Unprintable as refusal:
            self.done["refused"] += 1
            self._refused(one, refusal)
            return one
        self.done[kind] += 1
        parsed = self.ops.read(document)
        model = after_print(one.model)
        self._proved(parsed, model)
        if kind == "pdf":
            agree(figures_and_raw_texts(model), figures_and_raw_texts(model_of(parsed.report)))
            return one
        return kept(parsed.report, model, awkward=one.awkward)

    def _refused(self, one: Kept, refusal: Unprintable) -> None:
        """Never for a figure, and with ordinary prose only where no document could tell what the record is."""
        assert refusal.paths
        expected = tuple(may_be_refused(one.model))
        unexpected = [path for path in refusal.paths if not path.startswith(expected)]
        assert not [path for path in unexpected if path.removeprefix("printed.").startswith(TABLES)], refusal
        assert one.awkward or not unexpected, refusal

    def _proved(self, parsed: Parsed, model: Model) -> None:
        """Each cell stood where the evidence says, nothing was left over, and the evidence outlives its file."""
        assert parsed.unplaced == (), parsed.unplaced
        cells = in_print(model)
        agree({**cells}, {path: parsed.evidence[path].raw.strip() for path in cells})
        decided = {str(note.path) for note in parsed.notes if note.code in ("GD602", "GD603", "GD604")}
        assert all(raw(path) in model for path in decided)
        file = loads_evidence(dumps_evidence(parsed))
        assert (file.source, file.evidence, file.unplaced) == (parsed.source, parsed.evidence, parsed.unplaced)
        assert file.notes == parsed.notes

    def as_csv(self, one: Kept) -> None:
        """A row for each figure; it is written only, and not for a record that no document could show."""
        try:
            text = self.ops.render(one.report, "csv").decode("utf-8-sig")
        except Unprintable as refusal:
            self._refused(one, refusal)
            return
        self.done["csv"] += 1
        rows = {row["path"]: row for row in csv.DictReader(io.StringIO(text))}
        assert rows.keys() == format_in(one.model).by_path.keys()
        for path, row in rows.items():
            assert row["value"] == digits(figure(one.model, path)), path
            assert row["printed"].removeprefix("'") == one.model.get(raw(path), ""), path

    def as_series(self, several: Sequence[Kept]) -> None:
        """A row for each figure that lasts, printed or a sum; all of them where the records are of one format."""
        self.done["series"] += 1
        rows = self.ops.series_table([one.report for one in several])
        for row in rows:
            model = several[row.source].model
            value = sum_of_parts(model, row.path) if row.derived else figure(model, row.path)
            assert (row.value, row.printed) == (value, model.get(raw(row.path))), row.path
        formats = {str(one.model["format"]) for one in several}
        for n, one in enumerate(several):
            shown = {path for path in one.model if path in format_in(one.model).by_path}
            told = [row.path for row in rows if row.source == n and not row.derived]
            assert len(told) == len({*told})
            assert {*told} == shown if len(formats) == 1 else {*told} <= shown

    def upgraded(self, one: Kept, to: Format) -> Kept:
        self.done["upgrade"] += 1
        made = self.ops.upgrade(one.report, to=to.name)
        return kept(made.report, after_upgrade(one.model, made, to), awkward=one.awkward)

    def a_year_later(self, one: Kept) -> Kept:
        self.done["next_year"] += 1
        return kept(self.ops.next_year(one.report), after_a_year(one.model))

    def redacted(self, one: Kept) -> Kept:
        self.done["redact"] += 1
        return kept(self.ops.redact(one.report), after_redaction(one.model), awkward=one.awkward)

    def rolled_up(self, several: Sequence[Kept], *, with_own: bool, organ: Organ | None) -> Kept | None:
        """The government's record, the last being its own office's; None if there is none, and it was said why."""
        models = [one.model for one in several]
        given = [one.report for one in several]
        units, own = (given[:-1], given[-1]) if with_own else (given, None)
        wanted = models[0]
        reasons = {
            (key, n) for n, model in enumerate(models) for key in ("year", "format") if model[key] != wanted[key]
        }
        if with_own and models[-1]["scope"] == "consolidated":
            reasons.add(("own", len(models) - 1))
        said: set[tuple[str, int]] = set()
        try:
            made = self.ops.roll_up(units, own, organ=organ)
        except CannotRollUp as refusal:
            said = {(each.reason, each.reports[0]) for each in refusal.obstacles}
        except InvalidReport:
            said = {("too large", 0)}
        else:
            self.done["roll_up"] += 1
            assert not reasons
            assert not too_large(models)
            return kept(made.report, after_roll_up(models, made, organ or Organ()))
        self.done["cannot roll up" if reasons else "too large"] += 1
        assert said == (reasons or {("too large", 0)})
        assert reasons or too_large(models)
        return None
