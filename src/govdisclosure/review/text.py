"""Findings as text for a terminal or a pipe, for the office that wrote the report.

A report's findings stand under the parts of it that they are about, in printed order. Where figures do not add up they
are drawn, with the wrong one marked; prose is quoted with the passage in ``【】``. Many blanks of one kind become one
finding with a line a row. What is waived comes last, with its reason.
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import COMMON, Finding, Outcome, Severity
from govdisclosure.errors import Lang
from govdisclosure.formats import format_of
from govdisclosure.review._checked import Checked
from govdisclosure.review._drawn import WRONG, drawn, has_figures
from govdisclosure.review._folded import folded
from govdisclosure.review._plain_words import word
from govdisclosure.review._quoted import quoted
from govdisclosure.review._repeated import is_repeated, rows_of
from govdisclosure.review._where import below_of, order_of, part_of
from govdisclosure.review.summary import Counts, Summary

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_ENDLESS = 10_000
_INDENT = 4
_CODE = 5
_GAP = 2
_NARROWEST = 20
_HEIGHT = 25
_MOST_REASONS = 3


@attrs.frozen(kw_only=True)
class Sheet:
    """What is printed on: how many columns it has (None: a pipe, where nothing is folded), and if it shows styles."""

    width: int | None = None
    styled: bool = False

    @property
    def columns(self) -> int:
        """How many characters fit on a line."""
        return self.width or _ENDLESS

    def console(self) -> Console:
        """A console that keeps what is printed."""
        return Console(
            file=io.StringIO(),
            width=self.columns,
            height=_HEIGHT,  # without it, rich takes a plain terminal for one of 80 columns
            force_terminal=self.styled,
            force_jupyter=False,
            legacy_windows=False,
            markup=False,
            highlight=False,
            emoji=False,
        )

    def text(self, *parts: RenderableType) -> str:
        """What is printed, without white space at the ends of lines."""
        console = self.console()
        for part in parts:
            console.print(part)
        kept = console.file
        assert isinstance(kept, io.StringIO)
        return "\n".join(line.rstrip() for line in kept.getvalue().splitlines())


PIPE = Sheet()
"""A pipe or a file: no colours, and lines of any length."""


def report_text(one: Checked, lang: Lang, *, sheet: Sheet = PIPE, others: Sequence[Checked] = ()) -> str:
    """Everything found in one report, below a line that names it.

    `others` are the reports that were checked together, as `Related.subject` counts them.

    >>> from pathlib import Path
    >>> from govdisclosure import check, loads
    >>> from govdisclosure.review import Checked
    >>> from govdisclosure.review.text import report_text
    >>> report = loads(Path("examples/records/云溪县档案馆-2023-有误.json").read_bytes())
    >>> print(report_text(Checked.of("2023.json", report, check(report, select=["GD203"])), "zh"))
    2023.json：云溪县档案馆 2023（2021年格式）
      收到和处理政府信息公开申请情况
        GD203  错误  “三、本年度办理结果|（七）总计|总计”印为 6，按本年新收加上年结转减结转下年度应为 7
                        一、本年新收政府信息公开申请数量  7
                     +  二、上年结转政府信息公开申请数量  1
                     -  四、结转下年度继续办理            1
                     =  应为                              7
                        三、本年度办理结果|（七）总计     6  ←
      错误 1，警告 0，提示 0，无法判断 0
    """
    counts = Counts()
    counts.add(one.findings, len(one.undecided))
    head = Text(head_of(one, lang), style="bold")
    if not one.findings and not one.undecided:
        return sheet.text(head.append(f"  {word('clean', lang)}", style="not bold green"))
    page = _Page(one, lang, sheet, others)
    open_ones = [finding for finding in one.findings if finding.waived is None]
    waived = [finding for finding in one.findings if finding.waived is not None]
    parts: list[RenderableType] = [head, *page.by_part(open_ones)]
    if waived:
        parts += [_indented(Text(word("waived_head", lang), style="bold")), page.findings(waived)]
    parts += _undecided(one.undecided, lang, sheet.columns - _INDENT)
    if one.findings:
        parts.append(_indented(Text(counts_text(counts, lang))))
    return sheet.text(*parts)


def summary_text(summary: Summary, lang: Lang, *, sheet: Sheet = PIPE) -> str:
    """What a run adds up to: a line for each rule that did not hold throughout, and one for the run."""
    in_all = Text(word("in_all", lang, reports=summary.reports, counts=counts_text(summary.counts, lang)), style="bold")
    if not summary.outcomes:
        return sheet.text(in_all)
    shown = (Outcome.VIOLATED, Outcome.UNDECIDABLE, Outcome.BLOCKED, Outcome.HOLDS)
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for head in ("rule", "title"):
        table.add_column(word(head, lang), overflow="fold")
    for outcome in shown:
        table.add_column(word(outcome, lang), justify="right")
    held: Counter[Outcome] = Counter()
    total: Counter[Outcome] = Counter()
    clean = 0
    for code, counts in summary.outcomes.items():
        total.update(counts)
        if all(outcome is Outcome.HOLDS or not count for outcome, count in counts.items()):
            held.update(counts)
            clean += 1
        else:
            table.add_row(code, RULES[code].title.text(lang), *(str(counts.get(outcome, 0)) for outcome in shown))
    if clean:
        table.add_row("", word("others_hold", lang, count=clean), *(str(held[outcome]) for outcome in shown))
    table.add_row(word("total", lang), "", *(str(total[outcome]) for outcome in shown))
    codes = [code for code, counts in summary.outcomes.items() if counts.get(Outcome.VIOLATED)]
    learn = [Text(word("learn_more", lang, code=codes[0]), style="dim")] if codes else []
    return sheet.text(table, "", *learn, in_all)


def head_of(one: Checked, lang: Lang) -> str:
    """The line that names a report: its source, organ, year and format."""
    report = one.report
    label = format_of(report).label
    organ = report.organ.name or word("no_organ", lang)
    year = word("no_year", lang) if report.year is None else str(report.year)
    name = label.text(lang)
    return word("report", lang, source=one.name, organ=organ, year=year, label=name)


def counts_text(counts: Counts, lang: Lang) -> str:
    """How many findings there are of each severity, how many undecided, and how many waived if any are."""
    data = counts.as_data()
    text = word("counts", lang, **data)
    return word("counts_waived", lang, counts=text, waived=counts.waived) if counts.waived else text


class _Page:
    """Prints the findings of one report."""

    def __init__(self, one: Checked, lang: Lang, sheet: Sheet, others: Sequence[Checked]) -> None:
        self._report = one.report
        self._lang: Lang = lang
        self._console = sheet.console()
        widest = max(cell_len(word(severity, lang)) for severity in Severity)
        self.room = max(sheet.columns - _INDENT - _CODE - _GAP - widest - _GAP, _NARROWEST)
        self._others = others

    def by_part(self, findings: Iterable[Finding]) -> Iterator[RenderableType]:
        """Findings under the parts of the report they are about."""
        parts: dict[str, list[Finding]] = {}
        for finding in findings:
            parts.setdefault(part_of(finding.path, self._report, self._lang), []).append(finding)
        for part, own in sorted(parts.items(), key=lambda part: order_of(part[1][0].path, self._report)):
            yield _indented(Text(part, style="bold"))
            yield self.findings(own)

    def findings(self, findings: Sequence[Finding]) -> RenderableType:
        """Findings one below the other: code, severity, and what is to be said."""
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        for _ in range(2):
            grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for own in self._alike(findings):
            first = own[0]
            style = _STYLES[first.severity]
            said = self._many(own) if is_repeated(own) else self._one(first)
            grid.add_row(first.code, Text(word(first.severity, self._lang), style=style), Group(*said))
        return Padding(grid, (0, 0, 0, _INDENT))

    def _alike(self, findings: Sequence[Finding]) -> Iterator[list[Finding]]:
        """Findings that can be told together where there are many, and the others one by one."""
        alike: dict[object, list[Finding]] = {}
        for number, finding in enumerate(findings):
            single = bool(finding.quotes) or has_figures(finding, self._report)
            alike.setdefault(number if single else _kind(finding), []).append(finding)
        for own in alike.values():
            yield from [own] if is_repeated(own) else ([finding] for finding in own)

    def _one(self, finding: Finding) -> Iterator[RenderableType]:
        sentence = Text(" ".join(finding.text(self._lang).split()))
        yield self._with_place(sentence, finding)
        figures = drawn(finding, self._report, self._lang, self._console, self.room, self._others)
        if figures is not None:
            yield figures
        for text in quoted(finding.quotes, self._report, WRONG):
            yield folded(Text(word("quoted", self._lang)).append_text(text), self.room)
        yield from self._reason(finding)

    def _many(self, findings: Sequence[Finding]) -> Iterator[RenderableType]:
        first = findings[0]
        title = RULES[first.code].title.text(self._lang)
        sentence = Text(word("repeated", self._lang, title=title, count=len(findings)))
        yield self._with_place(sentence, attrs.evolve(first, place=None, path=None))
        yield from (folded(Text(line), self.room) for line in rows_of(findings, self._report, self._lang))
        yield from self._reason(first)

    def _with_place(self, sentence: Text, finding: Finding) -> Text:
        """The sentence, and in brackets where it was seen and whether it is printed so."""
        zh = self._lang == "zh"
        where = [below_of(finding.path, self._report) if zh else finding.path or ""]
        where += [] if finding.place is None else [finding.place.text(self._lang)]
        place = ("，" if zh else ", ").join(filter(None, where))
        fault = "" if finding.fault is None else word(f"fault.{finding.fault}", self._lang)
        both = ("；" if zh else "; ").join(filter(None, (place, fault)))
        return folded(sentence.append(f"  [{both}]", style="dim") if both else sentence, self.room)

    def _reason(self, finding: Finding) -> Iterator[Text]:
        if finding.waived is not None:
            yield folded(Text(word("reason", self._lang, reason=" ".join(finding.waived.split()))), self.room)


def _kind(finding: Finding) -> tuple[object, ...]:
    """What findings have in common that can be told together."""
    facts = tuple((key, value) for key, value in finding.args.items() if not key.startswith("label_"))
    table = (finding.path or "").partition(".")[0]
    return finding.code, finding.message, finding.severity, finding.fault, finding.waived, table, facts


def _undecided(findings: Sequence[Finding], lang: Lang, room: int) -> Iterator[RenderableType]:
    """For each way in which something could not be decided: by which rules, how often, and why if they say so."""
    for outcome in (Outcome.UNDECIDABLE, Outcome.BLOCKED):
        own = [finding for finding in findings if finding.outcome is outcome]
        by_code: dict[str, list[Finding]] = {}
        for finding in sorted(own, key=lambda finding: finding.code):
            by_code.setdefault(finding.code, []).append(finding)
        if own:
            rules = ("，" if lang == "zh" else ", ").join(_of_rule(code, each, lang) for code, each in by_code.items())
            line = word("undecided", lang, outcome=word(outcome, lang), count=len(own), rules=rules)
            yield _indented(folded(Text(line), room))


def _of_rule(code: str, findings: Sequence[Finding], lang: Lang) -> str:
    """A rule, how often it could not decide, and the reasons it gives in words of its own."""
    colon = "：" if lang == "zh" else ": "
    openings = tuple({message.text(lang).partition(colon)[0] + colon for message in COMMON.values()})
    reasons: dict[str, None] = {}
    for finding in findings:
        if finding.message not in COMMON:
            text = " ".join(finding.text(lang).split())
            reasons[text.partition(colon)[2] if text.startswith(openings) else text] = None
    often = code if len(findings) == 1 else f"{code} ×{len(findings)}"
    why = ("；" if lang == "zh" else "; ").join(list(reasons)[:_MOST_REASONS])
    return often if not why else f"{often}（{why}）" if lang == "zh" else f"{often} ({why})"


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2))
