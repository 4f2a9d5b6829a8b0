"""A record in another format: what keeps its meaning is carried, and everything else is said to be lost or unknown.

A path keeps its meaning across formats, so a figure is carried where both formats have its path. What one format
divides and the other does not is data, in `CHANGES`, with the reasons why the rest has no equal: a new format adds its
entry there. Nothing is filled in: a cell that the old record cannot tell is None.
"""

import types
from collections.abc import Iterable, Iterator, Mapping

import attrs

from govdisclosure.checks._rule import Message
from govdisclosure.codec import from_dict, to_dict
from govdisclosure.formats import Format, Report, format_named, format_of
from govdisclosure.formats._kit import MAX_COUNT, Label, nested
from govdisclosure.formats.shared import Head, Section
from govdisclosure.grid import Figure, value_at


@attrs.frozen(kw_only=True)
class Lost:
    """What the old record says and the new format has no place for: the figure, and its raw text if it had one.

    For a text beside the figures of a table (the foot of the statistics table) `value` and `printed` are None: it may
    be the name of a person, and stands in the old record only.
    """

    path: str
    value: Figure
    printed: str | None
    reason: Message


@attrs.frozen(kw_only=True)
class Unknown:
    """A cell of the new format that the old record cannot tell; it is None."""

    path: str
    reason: Message


@attrs.frozen(kw_only=True)
class Derived:
    """A cell of the new format that follows from the cells `parts` of the old record, which leave it no other value."""

    path: str
    value: Figure
    parts: tuple[str, ...]
    reason: Message


@attrs.frozen(kw_only=True)
class Upgraded:
    """A record in another format, and what became of the figures, each in printed order.

    Every cell of the new format is carried, `derived` or `unknown`. Every figure of the old record is carried, `lost`,
    or one of the `parts` of a derived 0, from which it is known to be 0.
    """

    report: Report
    lost: tuple[Lost, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    derived: tuple[Derived, ...] = ()


@attrs.frozen(kw_only=True)
class Division:
    """A row of one format that the other divides: in each column, `parts` together are what `whole` counts."""

    whole: str
    parts: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Change:
    """What two formats do not have in common: rows that one divides, and why figures of the one are not in the other.

    `notes` are by path, of either format; the longest that fits is said.
    """

    divisions: tuple[Division, ...] = ()
    notes: Mapping[str, Message] = attrs.field(factory=dict)

    def note(self, path: str) -> Message | None:
        """Why the figure at a path is in one of the formats only."""
        fitting = [prefix for prefix in self.notes if f"{path}.".startswith(f"{prefix}." if prefix else "")]
        return self.notes[max(fitting, key=len)] if fitting else None


_DOCUMENTS = Message(
    zh="2019年格式统计本年新制作、本年新公开和对外公开总数量，2021年格式统计本年制发、本年废止和现行有效件数，口径不同",
    en="the form of 2019 counts documents newly made, newly disclosed and disclosed in all, that of 2021 those issued, "
    "repealed and in force",
)
_MATTERS = Message(
    zh="事项的上一年项目数量和本年增/减只在2019年格式中统计，2021年格式只统计处理决定数量",
    en="only the form of 2019 counts matters and their change; that of 2021 counts decisions alone",
)
_OTHER = Message(
    zh="“（六）其他处理”在2019年格式中为一行，在2021年格式中分为三行，由一行不能得知各行",
    en="(6) Otherwise dealt with is one row in the form of 2019 and three in that of 2021; one does not tell the three",
)
_STATISTICS = Message(
    zh="2013年统计表依据2007年条例，2019年以来的三张表依据2019年修订的条例，统计口径不同，没有相互对应的数据项",
    en="the statistics table of 2013 rests on the regulation of 2007, the three tables since 2019 on its revision, and "
    "they count by other heads: no figure of the one is a figure of the other",
)
_SINCE_2007 = Change(notes={"": _STATISTICS})

CHANGES: Mapping[tuple[str, str], Change] = types.MappingProxyType(
    {
        ("legacy", "2019"): _SINCE_2007,
        ("legacy", "2021"): _SINCE_2007,
        ("2019", "2021"): Change(
            divisions=(
                Division(
                    whole="requests.results.other_undivided",
                    parts=(
                        "requests.results.other.correction_overdue",
                        "requests.results.other.fee_overdue",
                        "requests.results.other.rest",
                    ),
                ),
            ),
            notes={
                "proactive.regulations": _DOCUMENTS,
                "proactive.normative_documents": _DOCUMENTS,
                "proactive.licensing": _MATTERS,
                "proactive.penalties": _MATTERS,
                "proactive.coercion": _MATTERS,
                "proactive.other_services": Message(
                    zh="2021年格式没有“其他对外管理服务事项”一行",
                    en="the form of 2021 has no row for other services to the public",
                ),
                "proactive.fees": Message(
                    zh="2019年格式统计行政事业性收费的项目数量和增/减，2021年格式统计收费金额",
                    en="the form of 2019 counts kinds of fees and their change, that of 2021 the amount collected",
                ),
                "proactive.procurement": Message(
                    zh="2021年格式没有政府集中采购一项",
                    en="the form of 2021 has no centralised procurement",
                ),
                "requests.results.other_undivided": _OTHER,
                "requests.results.other": _OTHER,
            },
        ),
    }
)
"""What lies between two formats, the older first; holds in both directions. Pairs that are missing have nothing but
their common paths."""

_SUM = Message(zh="分项之和", en="the sum of the rows it is divided into")
_ZERO = Message(zh="合计为0，各分项均为0", en="the row it is a part of is 0, and counts cannot be negative")
_NO_SUM = Message(zh="分项中有空白，不能求和", en="the rows it would be the sum of have a blank, or make no count")


def upgrade(report: Report, *, to: str) -> Upgraded:
    """The record in the format called `to`, newer or older, with what is lost, unknown and derived.

    Carried, with their raw text in `printed`, are the figures whose path both formats have, blanks as blanks. Two
    things are derived: a row that the old format divides is the sum of its parts, if none is blank; and where a row is
    0, the parts that the new format divides it into are 0. Everything else of the new format is None. Head and prose
    stay as they are, title, year and notices cited too, whatever the format says of them; only the mark of where a
    table is printed goes from a section if the new format has no such table. A record of that format already is
    returned as it is.

    Raises `UnknownFormat` if no format is called so, and `InvalidReport` if a figure is none that a format allows.

    >>> from govdisclosure import Organ, Report2019
    >>> from govdisclosure.formats.f2019 import Documents, Proactive, Requests, Results
    >>> from govdisclosure.formats.shared import Applicants
    >>> from govdisclosure.upgrade import upgrade
    >>> made = Proactive(regulations=Documents(made=5))
    >>> answered = Requests(results=Results(disclosed=Applicants(total=7), other_undivided=Applicants(total=0)))
    >>> old = Report2019(year=2020, organ=Organ(name="云溪县档案馆"), proactive=made, requests=answered)
    >>> new = upgrade(old, to="2021")
    >>> new.report.requests.results.disclosed.total, new.report.proactive.regulations.issued
    (7, None)
    >>> [(each.path, each.value) for each in new.lost]
    [('proactive.regulations.made', 5)]
    >>> [each.path for each in new.derived][-1], len(new.unknown)
    ('requests.results.other.rest.total', 25)
    """
    old, new = format_of(report), format_named(to)
    if old is new:
        return Upgraded(report=report)
    carried = {path: value_at(report, path) for path in common(old, new)}
    derived = tuple(sorted(_derived(report, old, new), key=lambda each: new.by_path[each.path].order))
    figures = carried | {each.path: each.value for each in derived}
    printed = {path: raw for path, raw in report.printed.items() if path in carried}
    return Upgraded(
        report=_record(report, new, figures, printed),
        lost=(*_lost(report, old, new, {*carried, *_known_zeros(report, derived)}), *_lost_words(report, old, new)),
        unknown=tuple(_unknown(old, new, figures)),
        derived=derived,
    )


def common(one: Format, other: Format) -> tuple[str, ...]:
    """The paths that two formats share, in the printed order of the second: the same figure in the same unit.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.upgrade import common
    >>> len(common(FORMATS["2019"], FORMATS["2021"]))
    172
    """
    shared = (cell for cell in other.cells if cell.path in one.by_path)
    return tuple(cell.path for cell in shared if cell.measure == one.by_path[cell.path].measure)


def divided(coarse: Format, fine: Format) -> dict[str, tuple[str, ...]]:
    """Each cell of `coarse` that `fine` divides, and the cells of `fine` whose sum it is.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.upgrade import divided
    >>> sums = divided(FORMATS["2019"], FORMATS["2021"])
    >>> len(sums), len(sums["requests.results.other_undivided.total"])
    (7, 3)
    """
    found: dict[str, tuple[str, ...]] = {}
    for division in _between(coarse, fine).divisions:
        for cell in coarse.cells:
            parts = tuple(cell.path.replace(division.whole, part, 1) for part in division.parts)
            if cell.row == division.whole and all(part in fine.by_path for part in parts):
                found[cell.path] = parts
    return found


def sum_at(report: Report, parts: Iterable[str]) -> Figure:
    """The sum of the cells, which are counts; None if one is blank, or the sum is no count."""
    values = [value_at(report, part) for part in parts]
    known = [value for value in values if value is not None]
    total = sum(known)
    return total if len(known) == len(values) and total <= MAX_COUNT else None


def _between(one: Format, other: Format) -> Change:
    return CHANGES.get((one.name, other.name)) or CHANGES.get((other.name, one.name)) or Change()


def _derived(report: Report, old: Format, new: Format) -> Iterator[Derived]:
    for whole, parts in divided(new, old).items():
        total = sum_at(report, parts)
        if total is not None:
            yield Derived(path=whole, value=total, parts=parts, reason=_SUM)
    for whole, parts in divided(old, new).items():
        if value_at(report, whole) == 0:
            yield from (Derived(path=part, value=0, parts=(whole,), reason=_ZERO) for part in parts)


def _known_zeros(report: Report, derived: Iterable[Derived]) -> Iterator[str]:
    """Cells of the old record that are 0 because what was derived from them is; one with a raw text says more."""
    for each in derived:
        if each.value == 0:
            yield from (part for part in each.parts if part not in report.printed)


def _lost(report: Report, old: Format, new: Format, kept: set[str]) -> Iterator[Lost]:
    for path in old.by_path:
        value, printed = value_at(report, path), report.printed.get(path)
        if path not in kept and not (value is None and printed is None):
            yield Lost(path=path, value=value, printed=printed, reason=_reason(path, old, new, lacking=new))


def _lost_words(report: Report, old: Format, new: Format) -> Iterator[Lost]:
    """Texts in a table that are no figures."""
    data = to_dict(report)
    for table in old.tables:
        for path in _leaves(data[table], table):
            if path not in old.by_path:
                yield Lost(path=path, value=None, printed=None, reason=_reason(path, old, new, lacking=new))


def _leaves(value: object, path: str) -> Iterator[str]:
    """The path of every value in plain data that is not None."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}")
    elif value is not None:
        yield path


def _unknown(old: Format, new: Format, known: Mapping[str, Figure]) -> Iterator[Unknown]:
    sums = divided(new, old)
    for path in new.by_path:
        if path not in known:
            reason = _NO_SUM if path in sums else _reason(path, old, new, lacking=old)
            yield Unknown(path=path, reason=reason)


def _reason(path: str, old: Format, new: Format, *, lacking: Format) -> Message:
    return _between(old, new).note(path) or _absent(lacking.label)


def _absent(label: Label) -> Message:
    return Message(zh=f"{label.zh}没有这一数据项", en=f"there is no such figure in the other format ({label.en})")


def _record(report: Report, fmt: Format, figures: Mapping[str, Figure], printed: Mapping[str, str]) -> Report:
    """A record of the format with these figures, and the head and prose of the report."""
    known = {path: value for path, value in figures.items() if value is not None}
    made = from_dict({"format": fmt.name, "year": None, "organ": {}, **nested(known)}, draft=True)
    head = {field.name: getattr(report, field.name) for field in attrs.fields(Head)}
    head |= {"printed": dict(printed), "sections": _marked(report.sections, fmt)}
    return attrs.evolve(made, **head)


def _marked(sections: tuple[Section, ...], fmt: Format) -> tuple[Section, ...]:
    """The sections without the mark of a table that the format does not have."""
    return tuple(
        attrs.evolve(
            section,
            table=section.table if section.table in fmt.tables else None,
            parts=_marked(section.parts, fmt),
        )
        for section in sections
    )
