"""Chains of operations never lose or change a figure without saying so.

A state machine keeps records, each with a plain dict of what is known of it. It does anything that may be done to a
record, in any order, and after each step holds the record that came out against the dict: `chain_model` says what must
come out, `chain_steps` looks whether it did.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

import attrs
import pytest
from chain_model import after_print, differences, figure, format_in, model_of
from chain_records import AMOUNTS, changed, full, put, records
from chain_steps import READABLE, STEPS, Kept, Operations, Steps, agree
from effort import examples
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, multiple, rule
from hypothesis.stateful import run_state_machine_as_test as run

import govdisclosure as library
from govdisclosure import FORMATS, Format, Organ, Parsed, Report
from govdisclosure.formats._kit import MAX_COUNT
from govdisclosure.formats._kit import Kind as FigureKind
from govdisclosure.levels import RolledUp, roll_up
from govdisclosure.upgrade import Upgraded, upgrade
from govdisclosure.writers import Kind

GOVERNMENT = Organ(name="云溪县人民政府", level="government", division_code="370000")


# --- any step in any order ---------------------------------------------------------------------------------------

ANY_FORMAT = st.sampled_from([*FORMATS.values()])


def of_one_year(fmt: Format) -> st.SearchStrategy[list[Kept]]:
    return st.lists(records(fmt, fmt.first_year + 1), min_size=2, max_size=3)


LONG = 12
"""How many steps a chain has, with the two that begin it."""

UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Making a chain shorter takes minutes, and the path in the message says more."""


class Chains(RuleBasedStateMachine):
    """Records by themselves, and lists of records: those of units of one government, to begin with."""

    steps: ClassVar[Steps] = Steps()

    single = Bundle("single")
    units = Bundle("units")

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Kept] = []

    def keep(self, one: Kept) -> Kept:
        self.all.append(one)
        return one

    @initialize(target=single, one=ANY_FORMAT.flatmap(records))
    def begun(self, one: Kept) -> Kept:
        return self.keep(one)

    @initialize(target=units, several=ANY_FORMAT.flatmap(of_one_year))
    def founded(self, several: list[Kept]) -> list[Kept]:
        return [self.keep(one) for one in several]

    @rule(target=single, one=single, indent=st.sampled_from((None, 0, 2)))
    def as_json(self, one: Kept, indent: int | None) -> Kept:
        return self.keep(self.steps.as_json(one, indent))

    @rule(target=single, one=single)
    def as_plain_data(self, one: Kept) -> Kept:
        return self.keep(self.steps.as_plain_data(one))

    @rule(target=single, one=single, kind=st.sampled_from(("text", "markdown", "html")))
    def in_text(self, one: Kept, kind: Kind) -> Kept:
        return self.keep(self.steps.in_document(one, kind))

    @rule(target=single, one=single, kind=st.sampled_from(("docx", "xlsx")))
    def in_office_document(self, one: Kept, kind: Kind) -> Kept:
        return self.keep(self.steps.in_document(one, kind))

    @rule(target=single, one=single, to=st.sampled_from([*FORMATS]))
    def upgraded(self, one: Kept, to: str) -> Kept:
        return self.keep(self.steps.upgraded(one, FORMATS[to]))

    @rule(target=single, one=single)
    def a_year_later(self, one: Kept) -> Kept:
        return self.keep(self.steps.a_year_later(one))

    @rule(target=single, one=single)
    def redacted(self, one: Kept) -> Kept:
        return self.keep(self.steps.redacted(one))

    @rule(target=single, several=units, organ=st.sampled_from((None, GOVERNMENT)))
    def rolled_up(self, several: list[Kept], organ: Organ | None) -> Any:
        made = self.steps.rolled_up(several, with_own=False, organ=organ)
        return multiple() if made is None else self.keep(made)

    @rule(target=single, several=units)
    def rolled_up_with_its_own_office(self, several: list[Kept]) -> Any:
        made = self.steps.rolled_up(several, with_own=True, organ=GOVERNMENT)
        return multiple() if made is None else self.keep(made)

    @rule(target=units, several=units, one=single)
    def joined(self, several: list[Kept], one: Kept) -> list[Kept]:
        return [*several, one]

    @rule(target=units, several=units, to=st.sampled_from([*FORMATS]))
    def all_upgraded(self, several: list[Kept], to: str) -> list[Kept]:
        return [self.keep(self.steps.upgraded(one, FORMATS[to])) for one in several]

    @rule(target=units, several=units, kind=st.sampled_from(READABLE))
    def one_in_a_document(self, several: list[Kept], kind: Kind) -> list[Kept]:
        first, *others = several
        return [self.keep(self.steps.in_document(first, kind)), *others]

    def teardown(self) -> None:
        """What was done later to a record, or made of it, has left it alone; and each can be had as a table."""
        for one in self.all:
            agree(one.model, model_of(one.report))
            self.steps.as_csv(one)
        self.steps.as_series(self.all)


@examples(35, deep=1000, stateful_step_count=LONG, phases=UNSHRUNK)
class AnyChains(Chains):
    """Others in every run."""


TestChains = AnyChains.TestCase

SELDOM = ("refused", "cannot roll up", "too large")
"""What need not come up in a few chains, as each kind of document; they do in the chain of everything."""


def chains(ops: Operations, many: int) -> Counter[str]:
    """What was done in so many chains, which are the same in every run; raises what the first of them to fail does."""
    steps_of_run = Steps(ops)

    @examples(
        many,
        deep=many,
        stateful_step_count=LONG,
        phases=(Phase.generate,),
        derandomize=True,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow],
    )
    class Counted(Chains):
        steps: ClassVar[Steps] = steps_of_run

    run(Counted)
    return steps_of_run.done


def test_chains_reach_every_step() -> None:
    """And no writer refuses what it need not: `_refused` holds every refusal against `may_be_refused`."""
    wanted = [step for step in STEPS if step not in (*READABLE, *SELDOM)]
    for many in (25, 100, 300):  # which steps Hypothesis takes is another matter with each change of the sources
        done = chains(Operations(), many)
        if all(done[step] for step in wanted):
            break
    documents = sum(done[kind] for kind in READABLE)
    assert [step for step in wanted if not done[step]] == []
    assert documents > 10
    assert done["refused"] < documents


# --- one chain of everything -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_one_chain_of_everything(fmt: Format) -> None:
    """Every step there is, one after the other, on a record in which every figure is another."""
    steps = Steps()
    begun = full(fmt, "云溪县档案馆")
    one = steps.as_plain_data(steps.as_json(begun, 2))
    for kind in READABLE:
        one = steps.in_document(one, kind)
    assert differences(after_print(begun.model), one.model) == {}, "a document after the other adds nothing"
    steps.in_document(full(fmt, "云溪县档案馆", after=100), "pdf")
    others = [other for other in FORMATS.values() if other is not fmt]
    for other in others:
        away = steps.upgraded(one, other)
        steps.in_document(away, "html")
        steps.as_series([one, away, steps.upgraded(away, fmt)])
    unit = steps.in_document(full(fmt, "云溪县教育局"), "html")
    money = next(cell.path for cell in fmt.cells if cell.kind is FigureKind.MONEY)
    for amount in AMOUNTS[-2:]:
        fine = steps.in_document(changed(unit, money, amount), "xlsx")
        assert steps.rolled_up([one, fine], with_own=False, organ=None) is not None
    made = steps.rolled_up([one, unit], with_own=False, organ=GOVERNMENT)
    assert made is not None
    city = steps.rolled_up([steps.in_document(made, "xlsx"), unit, one], with_own=True, organ=None)
    assert city is not None
    assert steps.rolled_up([one, made], with_own=True, organ=None) is None
    assert steps.rolled_up([one, steps.upgraded(unit, others[0])], with_own=False, organ=None) is None
    count = next(cell.path for cell in fmt.cells if cell.kind is FigureKind.COUNT and figure(one.model, cell.path))
    assert steps.rolled_up([one, changed(unit, count, MAX_COUNT)], with_own=False, organ=None) is None
    later = steps.a_year_later(steps.as_json(city))
    steps.as_csv(steps.in_document(steps.redacted(later), "docx"))
    assert [step for step in (*STEPS, "pdf") if not steps.done[step]] == []


# --- these chains can fail ---------------------------------------------------------------------------------------


def forgetful_upgrade(report: Report, *, to: str) -> Upgraded:
    """Does not say the first figure that is lost."""
    done = upgrade(report, to=to)
    return attrs.evolve(done, lost=done.lost[1:])


def filling_roll_up(reports: Sequence[Report], own: Report | None = None, **rest: Any) -> RolledUp:
    """Takes a blank for 0."""
    return roll_up([without_blanks(report) for report in reports], own, **rest)


def without_blanks(report: Report) -> Report:
    model = model_of(report)
    fmt = format_in(model)
    for path in fmt.by_path:
        if path in model and figure(model, path) is None:
            report = put(report, path, 0)
    return report


def rounding_render(report: Report, kind: Kind) -> bytes:
    """Prints amounts with one decimal place."""
    model = model_of(report)
    for cell in format_in(model).cells:
        value = figure(model, cell.path)
        if isinstance(value, Decimal) and cell.path not in report.printed:
            report = put(report, cell.path, round(value, 1))
    return library.render(report, kind)


def careless_read(document: bytes) -> Parsed:
    """Reads every count without its first digit."""
    parsed = library.read(document)
    model = model_of(parsed.report)
    report = parsed.report
    for path in format_in(model).by_path:
        value = figure(model, path)
        if isinstance(value, int) and value > 9:
            report = put(report, path, int(str(value)[1:]))
    return attrs.evolve(parsed, report=report)


def bare_dumps(report: Report, **rest: Any) -> str:
    """Writes no raw texts."""
    return library.dumps(attrs.evolve(report, printed={}), **rest)


BROKEN = {
    "an upgrade does not say what is lost": {"upgrade": forgetful_upgrade},
    "a sum takes a blank for 0": {"roll_up": filling_roll_up},
    "a document rounds amounts": {"render": rounding_render},
    "a reader drops a digit": {"read": careless_read},
    "JSON has no raw texts": {"dumps": bare_dumps},
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_chains_find_what_is_broken(broken: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        chains(Operations(**broken), 200)
