"""What a page says of each finding: facts, advice and the rule's explanation, in one language."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

import attrs

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Finding, Outcome, Severity
from govdisclosure.errors import Lang
from govdisclosure.formats import Report, format_of
from govdisclosure.formats._kit import Cell
from govdisclosure.grid import cell_text
from govdisclosure.review._checked import Checked
from govdisclosure.review._marks import Mark, Marks, look_of
from govdisclosure.review._place_names import place_name
from govdisclosure.review._show import GRAVITY, Marked, cell_id, group_of
from govdisclosure.review._words import word

if TYPE_CHECKING:
    from markupsafe import Markup


_HEADING = re.compile(r"^## (.+)\n+(?![-*`>|#]|\d+\. )", re.MULTILINE)
_LINE_END = re.compile(r"([\u3000-\u9fff\uff00-\uffef”）])\n(?![-*`>|#\n]|\d+\. )")
"""A line that ends in the source: no space belongs there in Chinese."""


@attrs.frozen
class Link:
    """A word that leads to a place on the page; `target` is None where nothing printed stands for it."""

    text: str
    target: str | None
    value: str = ""


@attrs.frozen(kw_only=True)
class Entry:
    """Everything a page says of one finding. `first` is the number of the first of its rule."""

    number: int
    finding: Finding
    look: str
    severity: str
    title: str
    text: str
    places: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Link, ...]
    zeros: int
    todo: str
    explanation: "Markup"
    first: int


@attrs.frozen(kw_only=True)
class Group:
    """What could not be decided by one rule for one reason, and where."""

    key: int
    code: str
    title: str
    text: str
    places: tuple[Link, ...]


@attrs.frozen(kw_only=True)
class RuleCount:
    """How often a rule found something, in a report or in many."""

    code: str
    look: str
    found: int
    waived: int
    undecided: int
    held: int


def looks(findings: Iterable[Finding], undecided: Iterable[Finding]) -> dict[str, int]:
    """How many there are of each look, the gravest first, those that could not be decided last."""
    counted = Counter[str](look_of(finding) for finding in findings)
    return {**{look: counted[look] for look in GRAVITY[:-1]}, GRAVITY[-1]: sum(1 for _ in undecided)}


def rule_counts(checked: Checked) -> list[RuleCount]:
    """The rules that found something or could not decide, in the order of their codes."""
    found = Counter(finding.code for finding in checked.findings if finding.waived is None)
    waived = Counter(finding.code for finding in checked.findings if finding.waived is not None)
    undecided = Counter(finding.code for finding in checked.undecided)
    grave: dict[str, str] = {}
    for finding in checked.findings:
        grave[finding.code] = min(grave.get(finding.code, GRAVITY[-1]), look_of(finding), key=GRAVITY.index)
    return [
        RuleCount(
            code=code,
            look=grave.get(code, GRAVITY[-1]),
            found=found[code],
            waived=waived[code],
            undecided=undecided[code],
            held=checked.counts.get(code, {}).get(Outcome.HOLDS, 0),
        )
        for code in sorted({*found, *waived, *undecided})
    ]


def entries(checked: Checked, marks: Marks, shown: Marked, lang: Lang) -> list[Entry]:
    """All findings as they are numbered."""
    first: dict[str, int] = {}
    return [
        _entry(mark, checked.report, marks, shown, first.setdefault(mark.finding.code, mark.number), lang)
        for mark in marks.findings
    ]


def group_keys(undecided: Iterable[Finding], lang: Lang) -> dict[tuple[str, str], int]:
    """A number for each rule and reason for which something could not be decided."""
    found: dict[tuple[str, str], int] = {}
    for finding in undecided:
        found.setdefault(group_of(finding, lang), len(found) + 1)
    return found


def groups(checked: Checked, shown: Marked, keys: Mapping[tuple[str, str], int], lang: Lang) -> list[Group]:
    """What could not be decided, by rule and reason."""
    members: dict[tuple[str, str], list[Finding]] = {key: [] for key in keys}
    for finding in checked.undecided:
        members[group_of(finding, lang)].append(finding)
    return [
        Group(
            key=keys[key],
            code=key[0],
            title=title_of(key[0], lang),
            text=key[1],
            places=tuple(
                Link(place_label(finding.path, checked.report, lang), shown.undecided.get(finding.path or ""))
                for finding in found
            ),
        )
        for key, found in members.items()
    ]


def _entry(mark: Mark, report: Report, marks: Marks, shown: Marked, first: int, lang: Lang) -> Entry:
    finding = mark.finding
    parts = list(_parts(finding, report, lang))
    told = [part for part in parts if part.value != "0"]
    return Entry(
        number=mark.number,
        finding=finding,
        look=mark.look,
        severity=word(finding.severity, lang),
        title=title_of(finding.code, lang),
        text=finding.text(lang),
        places=tuple(_places(mark, report, marks, shown, lang)),
        facts=tuple(facts(finding, report, lang)),
        parts=tuple(told),
        zeros=len(parts) - len(told),
        todo=word(f"todo.{_todo(mark, marks, bool(parts))}", lang),
        explanation=explanation(finding.code, lang),
        first=first,
    )


def _places(mark: Mark, report: Report, marks: Marks, shown: Marked, lang: Lang) -> Iterator[Link]:
    """Its own place first: a passage may be marked in a paragraph, while the finding is on its section."""
    anchors = shown.anchors.get(mark.number, {})
    first, *others = (path for path in marks.places[mark.number] if path in anchors) if anchors else (None,)
    yield Link(place_label(mark.finding.path, report, lang), None if first is None else anchors[first])
    yield from (Link(place_label(path, report, lang), anchors[path]) for path in others if path is not None)


def _parts(finding: Finding, report: Report, lang: Lang) -> Iterator[Link]:
    """The other figures a finding rests on, each by those labels in which it differs from the finding's own."""
    known = format_of(report).by_path
    own = known.get(finding.path or "")
    for path in finding.parts:
        if path in known and path != finding.path:
            text = cell_text(report, path) or word("blank", lang)
            yield Link(_short(known[path], own, lang), cell_id(path), text)


def _short(cell: Cell, own: Cell | None, lang: Lang) -> str:
    labels, others = cell.labels, () if own is None else own.labels
    while others and labels and labels[0] == others[0]:
        labels, others = labels[1:], others[1:]
    while others and labels and labels[-1] == others[-1]:
        labels, others = labels[:-1], others[:-1]
    return _joined(labels or cell.labels, lang)


def _joined(labels: Iterable[object], lang: Lang) -> str:
    return " / ".join(str(getattr(label, lang)) for label in labels)


def place_label(path: str | None, report: Report, lang: Lang) -> str:
    """Where a finding is, as the report prints it: the labels of a cell, the number and heading of a section.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.review._entries import place_label
    >>> report = Report2021(year=2023, organ=Organ())
    >>> place_label("requests.received.total", report, "zh")
    '一、本年新收政府信息公开申请数量 / 总计'
    """
    if path is None or path == "sections":
        return word("whole", lang)
    cell = format_of(report).by_path.get(path)
    return place_name(path, report, lang) if cell is None else _joined(cell.labels, lang)


def facts(finding: Finding, report: Report, lang: Lang) -> Iterator[tuple[str, str]]:
    """What was printed, what is expected, where it stood in the document, and where the fault lies."""
    args = finding.args
    cell = format_of(report).by_path.get(finding.path or "")
    if cell is not None and getattr(report, cell.table) is not None:
        yield word("printed", lang), cell_text(report, cell.path) or word("blank", lang)
    elif "printed" in args:
        yield word("printed", lang), str(args["printed"])
    if "expected" in args:
        yield word("expected", lang), word("blank", lang) if args["expected"] is None else str(args["expected"])
    if finding.place is not None:
        place = finding.place.text(lang)
        yield word("original", lang), word("raw", lang, place=place, raw=finding.raw) if finding.raw else place
    if finding.fault is not None:
        yield word("fault", lang), word(f"fault.{finding.fault}", lang)
    if finding.waived is not None:
        yield word("reason", lang), finding.waived


def _todo(mark: Mark, marks: Marks, rests: bool) -> str:
    finding = mark.finding
    if finding.waived is not None:
        return "waived"
    if finding.fault == "reading":
        return "reading"
    if finding.severity is Severity.INFO:
        return "info"
    if not marks.places[mark.number]:
        return "whole"
    if finding.path in marks.cells and finding.quotes:
        return "both"
    if finding.path in marks.cells:
        return "figures" if rests else "cell"
    return "text"


def title_of(code: str, lang: Lang) -> str:
    """What a rule is about."""
    title = RULES[code].title
    return title.text(lang)


@cache
def explanation(code: str, lang: Lang) -> "Markup":
    """A rule's basis and its explanation as HTML, each heading in front of its first paragraph.

    >>> from govdisclosure.review._entries import explanation
    >>> str(explanation("GD107", "en")).partition("</strong>")[0]
    '<p>Basis: An annual report covers 1 January to 31 December</p><p><strong>What it does'
    """
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    rule = RULES[code]
    text = _HEADING.sub(r"**\1** ", rule.explanation(lang))
    if lang == "zh":
        text = _LINE_END.sub(r"\1", text)
    basis = rule.basis.text(lang)
    html = MarkdownIt("commonmark", {"html": False}).render(text).replace("h2>", "h4>")
    return Markup("<p>{}{}</p>").format(word("basis", lang), basis) + Markup(html)
