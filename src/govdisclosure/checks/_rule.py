"""What a rule is, what it finds, and how findings speak.

A rule is a function that yields a `Verdict` for each thing it looked at; the decorator `rule` makes a `Rule` of
it. Findings are values: a message id and its arguments, made into Chinese or English text when asked.
"""

import inspect
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Literal, Required, TypedDict, Unpack

import attrs

from govdisclosure._notebooks import in_notebook
from govdisclosure.checks._inputs import Series, Units
from govdisclosure.errors import Lang
from govdisclosure.formats import FORMATS, Format, Report
from govdisclosure.place import Place

CHINESE_PART = "## 检查内容"
"""The heading at which the Chinese part of a rule's docstring begins."""

Needs = Literal["report", "series", "units", "document"]
Argument = str | int | None
Fault = Literal["source", "reading"]
"""Where the fault of a finding lies: it is printed so, or the reading may be to blame."""


class Outcome(StrEnum):
    """What came of looking."""

    HOLDS = "holds"
    VIOLATED = "violated"
    UNDECIDABLE = "undecidable"
    """Something the rule needs is blank. Never a pass."""
    BLOCKED = "blocked"
    """Something the rule needs was printed but could not be read reliably."""


class Severity(StrEnum):
    """How much a violation weighs."""

    ERROR = "error"
    """The report contradicts itself or the law."""
    WARNING = "warning"
    """Probably wrong."""
    INFO = "info"


class Status(StrEnum):
    """The stage of a rule's life. Stable rules run; the others only when selected."""

    PREVIEW = "preview"
    """To be tried: it may change, or go."""
    STABLE = "stable"
    DEPRECATED = "deprecated"
    """About to go; its explanation says what takes its place."""


@attrs.frozen
class Message:
    """A sentence in both languages, with ``{arguments}``."""

    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        """The sentence in one language, its arguments not filled in."""
        return self.zh if lang == "zh" else self.en


@attrs.frozen
class Quote:
    """A passage of the prose: in the paragraph at `path`, from `start` to `end` of its text."""

    path: str
    start: int
    end: int


@attrs.frozen
class Related:
    """A place in another of the reports that were checked together: `subject` counts them from 0 as they were given."""

    subject: int
    path: str


@attrs.frozen(kw_only=True)
class Verdict:
    """What a rule says of one thing. `path` is where; `parts` all paths concerned; `message` one of the rule's ids.

    Of several reports, `subject` is the one it speaks of and `related` the places in others that it rests on.
    `quotes` are the passages of the prose concerned.
    """

    outcome: Outcome
    path: str | None = None
    message: str = ""
    args: Mapping[str, Argument] = attrs.field(factory=dict)
    parts: tuple[str, ...] = ()
    subject: int | None = None
    related: tuple[Related, ...] = ()
    quotes: tuple[Quote, ...] = ()

    def about(self, subject: int, *related: Related) -> "Verdict":
        """The same, said of one of several reports."""
        return attrs.evolve(self, subject=subject, related=related)

    def quoting(self, *quotes: Quote) -> "Verdict":
        """The same, with the passages of the prose concerned."""
        return attrs.evolve(self, quotes=quotes)


Run = Callable[[Report, Format], Iterable[Verdict]]
SeriesRun = Callable[[Series], Iterable[Verdict]]
UnitsRun = Callable[[Units], Iterable[Verdict]]


def any_format(fmt: Format) -> bool:  # noqa: ARG001  # one predicate among others
    """For rules about every report."""
    return True


def standard_format(fmt: Format) -> bool:
    """For rules about formats that prescribe sections and tables."""
    return bool(fmt.headings)


@attrs.frozen(kw_only=True, eq=False)
class Rule:
    """One check: its stable code, a slug that names the defect, and where it applies.

    `basis` is what it rests on, `messages` its sentences by id. The reference page is made from `doc`, the docstring
    of its function: five sections in English, then the same five in Chinese. A rule looks at one report (`run`), at
    the reports of one organ over the years (`run_series`), or at a government's report and those of its units
    (`run_units`); without any of these, a reader makes its findings.

    >>> from govdisclosure import RULES
    >>> rule = RULES["GD203"]
    >>> rule.slug, rule.severity.value, rule.needs, rule.formats
    ('requests-balance', 'error', ('report',), ('2019', '2021'))
    """

    code: str
    slug: str
    severity: Severity
    title: Message
    basis: Message
    messages: Mapping[str, Message]
    doc: str
    applies: Callable[[Format], bool] = any_format
    status: Status = Status.STABLE
    run: Run | None = None
    run_series: SeriesRun | None = None
    run_units: UnitsRun | None = None
    quick: Callable[[Report, Format], int | None] | None = None
    """How many things hold, where it is cheap to see that all do; else None, and `run` has to look."""

    @property
    def needs(self) -> tuple[Needs, ...]:
        """What it looks at."""
        inputs: tuple[tuple[Needs, object], ...] = (
            ("report", self.run),
            ("series", self.run_series),
            ("units", self.run_units),
        )
        return tuple(name for name, run in inputs if run is not None) or ("document",)

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats it is for, oldest first."""
        return tuple(name for name, fmt in FORMATS.items() if self.applies(fmt))

    def explanation(self, lang: Lang) -> str:
        """The part of `doc` in one language, as Markdown: what it does, why, an example, and exceptions.

        >>> from govdisclosure import RULES
        >>> RULES["GD103"].explanation("en").splitlines()[0]
        '## What it does'
        >>> print(RULES["GD103"].explanation("zh").partition("\\n\\n")[0])
        ## 检查内容
        指出报告缺少哪几张规定的表格，即表中没有印出任何一个单元格。
        """
        english, heading, chinese = self.doc.partition(CHINESE_PART)
        return (heading + chinese if lang == "zh" else english).strip()


_BY_CODE: dict[str, Rule] = {}
"""Where findings look up their rule: this module cannot import the rules, which are made with it."""


def registry(rules: Iterable[Rule]) -> Mapping[str, Rule]:
    """The rules by their code, in the order of the codes; what they find can speak from now on."""
    _BY_CODE.update((one.code, one) for one in sorted(rules, key=lambda rule: rule.code))
    return types.MappingProxyType(_BY_CODE)


COMMON: Mapping[str, Message] = {
    "undecidable": Message(zh="无法判断：所需内容空白", en="cannot be decided: something it needs is blank"),
    "blocked": Message(
        zh="无法判断：印制的数字未能可靠读取", en="cannot be decided: a printed figure could not be read"
    ),
}
"""Sentences every rule may use."""


@attrs.frozen(kw_only=True)
class Finding:
    """One thing a rule found, or could not decide.

    `path` is the printed total or the place; `parts` all paths concerned, `quotes` the passages of the prose; `place`
    and `raw` where it stood and what was printed there, if the report was read from a document. Where several reports
    were checked together, `subject` is the one it speaks of, counted from 0 as they were given (None: the whole, or
    the parent), and `related` are the places in others. `waived` is the reason why it need not be mended, `regraded`
    the severity that a policy gives it.

    >>> from pathlib import Path
    >>> from govdisclosure import check, loads
    >>> report = loads(Path("examples/records/云溪县档案馆-2023-有误.json").read_bytes())
    >>> finding = check(report, select=["GD2"]).findings[0]
    >>> finding.code, finding.path
    ('GD201', 'requests.received.total')
    """

    code: str
    message: str = ""
    path: str | None = None
    args: Mapping[str, Argument] = attrs.field(factory=dict)
    parts: tuple[str, ...] = ()
    outcome: Outcome = Outcome.VIOLATED
    place: Place | None = None
    raw: str | None = None
    fault: Fault | None = None
    subject: int | None = None
    related: tuple[Related, ...] = ()
    quotes: tuple[Quote, ...] = ()
    waived: str | None = None
    regraded: Severity | None = None

    @property
    def severity(self) -> Severity:
        """That of its rule, unless a policy grades it otherwise."""
        return self.regraded or self._rule.severity

    @property
    def slug(self) -> str:
        """The name of the defect, which its rule bears."""
        return self._rule.slug

    def text(self, lang: Lang = "en") -> str:
        """The sentence in one language, without the code.

        An argument ``label_zh`` fills ``{label}`` in Chinese, ``label_en`` in English.
        """
        message = self._rule.messages.get(self.message) or COMMON[self.message]
        template = message.text(lang)
        own = {key.removesuffix(f"_{lang}"): shown(value, lang) for key, value in self.args.items()}
        return template.format_map(own)

    def _repr_html_(self) -> str | None:
        """How a notebook shows it (`govdisclosure.notebook.html_of`)."""
        return in_notebook(self)

    @property
    def _rule(self) -> Rule:
        return _BY_CODE[self.code]


def shown(value: Argument, lang: Lang) -> str:
    """An argument as text; blank is said, not left out."""
    if value is None:
        return "空白" if lang == "zh" else "blank"
    return str(value)


class Facts(TypedDict, total=False):
    """What a rule says of itself besides its code, slug and severity."""

    title: Required[Message]
    basis: Required[Message]
    messages: Required[Mapping[str, Message]]
    applies: Callable[[Format], bool]
    status: Status


def rule(
    code: str,
    slug: str,
    severity: Severity,
    *,
    quick: Callable[[Report, Format], int | None] | None = None,
    run_series: SeriesRun | None = None,
    **facts: Unpack[Facts],
) -> Callable[[Run], Rule]:
    """Make a `Rule` of a function that looks at one report; `run_series` is what it says of several years."""
    return lambda run: Rule(
        code=code, slug=slug, severity=severity, doc=_doc(run), run=run, run_series=run_series, quick=quick, **facts
    )


def series_rule(code: str, slug: str, severity: Severity, **facts: Unpack[Facts]) -> Callable[[SeriesRun], Rule]:
    """Make a `Rule` of a function that looks at the reports of one organ over the years."""
    return lambda run: Rule(code=code, slug=slug, severity=severity, doc=_doc(run), run_series=run, **facts)


def units_rule(code: str, slug: str, severity: Severity, **facts: Unpack[Facts]) -> Callable[[UnitsRun], Rule]:
    """Make a `Rule` of a function that looks at a government's report and those of its units."""
    return lambda run: Rule(code=code, slug=slug, severity=severity, doc=_doc(run), run_units=run, **facts)


def _doc(run: Callable[..., Iterable[Verdict]]) -> str:
    return inspect.getdoc(run) or ""


def holds(path: str | None = None) -> Verdict:
    """Looked at and found right."""
    return Verdict(outcome=Outcome.HOLDS, path=path)


def undecidable(path: str | None = None, parts: Iterable[str] = ()) -> Verdict:
    """Looked at, but something it needs is blank."""
    return Verdict(outcome=Outcome.UNDECIDABLE, path=path, message="undecidable", parts=tuple(parts))


def blocked(path: str | None = None, parts: Iterable[str] = ()) -> Verdict:
    """Looked at, but something it needs was printed and could not be read reliably."""
    return Verdict(outcome=Outcome.BLOCKED, path=path, message="blocked", parts=tuple(parts))


def violated(path: str | None, message: str, parts: Iterable[str] = (), **args: Argument) -> Verdict:
    """Looked at and found wrong; `message` is one of the rule's ids, `args` fill it."""
    return Verdict(outcome=Outcome.VIOLATED, path=path, message=message, args=args, parts=tuple(parts))


def select(rules: Mapping[str, Rule], include: Iterable[str], exclude: Iterable[str]) -> Iterator[Rule]:
    """The rules whose code starts with an included prefix (all stable ones if none is given) and no excluded one."""
    wanted, unwanted = tuple(include), tuple(exclude)
    for code, candidate in rules.items():
        chosen = code.startswith(wanted) if wanted else candidate.status is Status.STABLE
        if chosen and not (unwanted and code.startswith(unwanted)):
            yield candidate
