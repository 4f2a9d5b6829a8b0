"""For those who make reports: try a generator, a portal or an exporter on hundreds of invented reports.

Each function takes the program to try and gives it one report after the other. It is silent if all goes well; else it
raises `CounterExample`, an AssertionError that shows the smallest report with which the program goes wrong.

- `assert_valid`: what a generator makes is a record at all.
- `assert_consistent`: besides, it adds up, or keeps whichever rules are selected.
- `assert_round_trips`: what is rendered and read again says what went in: no figure lost, no blank made a 0.

A generator is a function that takes a report, as the data it has of a year, and gives what it makes of it (`Made`): a
record, plain data, JSON, a document, or the path of a file with one of these. A generator that begins with data of its
own is given as a Hypothesis strategy of what it makes: ``entries.map(generate)``. Needs the extra ``testing``.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, overload

import attrs

from govdisclosure.errors import MissingExtra

try:
    import hypothesis as _hypothesis  # noqa: F401  # asked first, so that its absence is said in our words
except ImportError:
    raise MissingExtra(package="hypothesis", extra="testing") from None

from hypothesis.errors import HypothesisException
from hypothesis.strategies import SearchStrategy

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import select as choose
from govdisclosure.formats import FORMATS, Report
from govdisclosure.strategies import reports as reports_of
from govdisclosure.testing._counter_example import CounterExample, counter_example
from govdisclosure.testing._judge import changed, inconsistent, valid
from govdisclosure.testing._made import Made, MadeKind
from govdisclosure.testing._search import Defect, Found, described, search

R = TypeVar("R", bound=Report)
V = TypeVar("V")
T = TypeVar("T")

_IN_USE = next(fmt for fmt in FORMATS.values() if fmt.last_year is None)

__all__ = ["CounterExample", "Made", "MadeKind", "assert_consistent", "assert_round_trips", "assert_valid"]


def assert_valid(
    generator: Callable[[R], Made] | SearchStrategy[Made],
    *,
    reports: SearchStrategy[R] | None = None,
    kind: MadeKind | None = None,
    seed: int | None = None,
    max_examples: int = 200,
) -> None:
    """Whatever the generator makes is a valid record: nothing missing, misnamed, negative or of the wrong type.

    A document is one if exactly one report can be read in it, with a cell for each number and each row of the form.

    `reports` are drawn as the generator's data; by default complete ones of the format now in use whose sums hold,
    some with few figures and some with many. `kind` says what texts and bytes are, if not their content. The same
    `seed` tries the same reports; without one they are others in each run, except in CI, as Hypothesis has it.

    Raises `CounterExample`; `ValueError` if the generator is a strategy and reports are given too; `MissingExtra` if
    its documents cannot be read without a package that is not installed.

    >>> from govdisclosure import to_dict
    >>> from govdisclosure.testing import assert_valid
    >>> assert_valid(to_dict, max_examples=5)
    >>> def generate(report):
    ...     made = to_dict(report)
    ...     made["year"] = str(report.year)
    ...     return made
    >>> assert_valid(generate, seed=1)
    Traceback (most recent call last):
    govdisclosure.testing.CounterExample: assert_valid: what came out is not a valid record ...
    """
    __tracebackhide__ = True

    def judge(_before: Report | None, made: Made) -> Defect | None:
        record = valid(made, kind)
        return record if isinstance(record, Defect) else None

    _try("assert_valid", generator, judge, reports, seed, max_examples)


def assert_consistent(
    generator: Callable[[R], Made] | SearchStrategy[Made],
    *,
    reports: SearchStrategy[R] | None = None,
    select: Iterable[str] = ("GD2",),
    ignore: Iterable[str] = (),
    kind: MadeKind | None = None,
    seed: int | None = None,
    max_examples: int = 200,
) -> None:
    """Whatever the generator makes is a valid record, and keeps the rules: by default, every sum holds.

    `select` and `ignore` are prefixes of codes, as for `check`. A rule that cannot be decided, because a figure is
    blank or a table missing, has not been kept either. What the drawn report itself breaks or leaves open is not held
    against the generator. The other options are those of `assert_valid`.

    That the figures are those which went in is for `assert_round_trips`; where they are not, the error shows it.

    Raises `CounterExample`, and `ValueError` if no rule is selected that looks at one report.

    >>> import attrs
    >>> from govdisclosure.testing import assert_consistent
    >>> def generate(report):
    ...     return attrs.evolve(report, requests=attrs.evolve(report.requests, carried_out=report.requests.carried_in))
    >>> assert_consistent(generate, seed=1)
    Traceback (most recent call last):
    govdisclosure.testing.CounterExample: assert_consistent: GD203 requests-balance does not hold ...
    """
    __tracebackhide__ = True
    wanted, unwanted = tuple(select), tuple(ignore)
    if not any(rule.run is not None for rule in choose(RULES, wanted, unwanted)):
        raise ValueError(f"no rule that looks at one report has a code in {wanted} and none in {unwanted}")

    def judge(before: Report | None, made: Made) -> Defect | None:
        record = valid(made, kind)
        return record if isinstance(record, Defect) else inconsistent(before, record, wanted, unwanted)

    _try("assert_consistent", generator, judge, reports, seed, max_examples)


@overload
def assert_round_trips(
    render: Callable[[R], Made],
    read: None = None,
    *,
    reports: SearchStrategy[R] | None = None,
    figures_only: bool = False,
    kind: MadeKind | None = None,
    seed: int | None = None,
    max_examples: int = 200,
) -> None: ...


@overload
def assert_round_trips(
    render: Callable[[R], V],
    read: Callable[[V], Made],
    *,
    reports: SearchStrategy[R] | None = None,
    figures_only: bool = False,
    kind: MadeKind | None = None,
    seed: int | None = None,
    max_examples: int = 200,
) -> None: ...


def assert_round_trips(
    render: Callable[[R], Any],
    read: Callable[..., Made] | None = None,
    *,
    reports: SearchStrategy[R] | None = None,
    figures_only: bool = False,
    kind: MadeKind | None = None,
    seed: int | None = None,
    max_examples: int = 200,
) -> None:
    """What `render` makes of a report is read again as the same report.

    Without `read`, this library reads what was made, as `assert_valid` does. With `figures_only`, only the figures of
    the tables are compared, by value; else all words too, and the marks printed where a figure is blank. By default
    some of the `reports` have blank figures. The other options are those of `assert_valid`.

    Raises `CounterExample`, with each difference.

    >>> from govdisclosure import to_dict
    >>> from govdisclosure.testing import assert_round_trips
    >>> assert_round_trips(to_dict, max_examples=5)
    >>> def rounded(report):
    ...     made = to_dict(report)
    ...     made["proactive"]["fees"]["amount"] = round(report.proactive.fees.amount or 0, 2)
    ...     return made
    >>> assert_round_trips(rounded, seed=1)
    Traceback (most recent call last):
    govdisclosure.testing.CounterExample: assert_round_trips: what came back differs ...
    """
    __tracebackhide__ = True

    cases = (*_complete(), *_with_blanks()) if reports is None else (reports,)

    def judge(before: R) -> Defect | None:
        rendered = _called("render", render, before)
        again = rendered if isinstance(rendered, Defect) or read is None else _called("read", read, rendered)
        record = again if isinstance(again, Defect) else valid(again, kind, doubts=False)
        found = record if isinstance(record, Defect) else changed(before, record, figures_only=figures_only)
        return None if found is None else attrs.evolve(found, report=before)

    _raise_if("assert_round_trips", search(cases, judge, seed, max_examples))


def _try(
    function: str,
    generator: Callable[[R], Made] | SearchStrategy[Made],
    judge: Callable[[Report | None, Made], Defect | None],
    reports: SearchStrategy[R] | None,
    seed: int | None,
    max_examples: int,
) -> None:
    """Judge what a generator makes of each report, or what is drawn if it is a strategy."""
    __tracebackhide__ = True
    if isinstance(generator, SearchStrategy):
        if reports is not None:
            raise ValueError("a strategy has data of its own: give either it or reports")
        _raise_if(function, search((generator,), lambda made: judge(None, made), seed, max_examples))
        return

    def judge_of(before: R) -> Defect | None:
        made = _called("the generator", generator, before)
        found = made if isinstance(made, Defect) else judge(before, made)
        return None if found is None else attrs.evolve(found, report=before)

    cases = _complete() if reports is None else (reports,)
    _raise_if(function, search(cases, judge_of, seed, max_examples))


def _called(name: str, function: Callable[[V], T], given: V) -> T | Defect:
    """What a function of the user's gives, or what it raises; `assume` is left to Hypothesis."""
    try:
        return function(given)
    except HypothesisException:
        raise
    except Exception as error:
        return Defect(what=f"{name} raised {described(error)}", error=error)


def _raise_if(function: str, found: Found | None) -> None:
    __tracebackhide__ = True
    if found is not None:
        raise counter_example(function, found) from found.defect.error


def _complete() -> tuple[SearchStrategy[Any], ...]:
    """Reports of the format in use without a blank: with few figures that are not 0, and with many."""
    return reports_of(_IN_USE), reports_of(_IN_USE, dense=True)


def _with_blanks() -> tuple[SearchStrategy[Any], ...]:
    """Reports with some figures blank, and with all, as in an empty form."""
    return reports_of(_IN_USE, blanks=True), reports_of(_IN_USE).map(_emptied)


def _emptied(report: Report) -> Report:
    return attrs.evolve(report, **{key: type(getattr(report, key))() for key in _IN_USE.tables})
