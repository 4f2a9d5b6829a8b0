"""The kit for those who make reports: it finds what is wrong, says it in few lines, and is silent where nothing is."""

import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, TypedDict

import attrs
import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase
from hypothesis.errors import Flaky

from govdisclosure import FORMATS, MissingExtra, Organ, Parsed, Report, dumps, from_dict, loads, read, render, to_dict
from govdisclosure.codec import JsonObject
from govdisclosure.draft import blank
from govdisclosure.grid import value_at
from govdisclosure.strategies import reports
from govdisclosure.testing import CounterExample, assert_consistent, assert_round_trips, assert_valid

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "generator"
IN_USE = next(fmt for fmt in FORMATS.values() if fmt.last_year is None)
FEES = "proactive.fees.amount"
SIMPLE = reports(IN_USE, narrative=False)
EACH = (assert_valid, assert_consistent, assert_round_trips)

Generator = Callable[[Report], JsonObject]


class Tries(TypedDict):
    """What the kit is told of how much to try: here it is this that is tested."""

    max_examples: int


def tries(count: int) -> Tries:
    return {"max_examples": count}


def altered(path: str, change: Callable[[Any], object]) -> Generator:
    """A generator that is right but for one value."""

    def generate(report: Report) -> JsonObject:
        made = to_dict(report)
        *steps, last = path.split(".")
        inner = made
        for step in steps:
            inner = inner[step]
        inner[last] = change(inner[last])
        return made

    return generate


def failure(function: Callable[..., None], generator: object, *others: object, **options: Any) -> CounterExample:
    """The error, and that nothing of Hypothesis' own is seen in it."""
    options.setdefault("seed", 1)
    with pytest.raises(CounterExample) as caught:
        function(generator, *others, **options)
    error = caught.value
    assert error.__suppress_context__
    assert not hasattr(error, "__notes__")
    return error


def nonzero(report: Report | None) -> Mapping[str, object]:
    assert report is not None
    return {cell.path: value for cell in IN_USE.cells if (value := value_at(report, cell.path)) != 0}


# The example that is shipped


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Any]:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    monkeypatch.delitem(sys.modules, "portal", raising=False)
    return runpy.run_path(str(EXAMPLE / "check_portal.py"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_planted_mistake_is_found_and_made_one_row(portal: Mapping[str, Any], seed: int) -> None:
    error = failure(assert_consistent, portal["planted"], seed=seed, **tries(499))
    row, its_sums = "requests.results.disclosed_in_part", ("requests.received", "requests.results.total")
    figures = {"natural_person": 1, "business": 2, "total": 3}
    assert nonzero(error.report) == {f"{each}.{who}": n for each in (row, *its_sums) for who, n in figures.items()}
    swapped = {f"{row}.natural_person": 2, f"{row}.business": 1}
    assert nonzero(error.record) == {**nonzero(error.report), **swapped}
    assert [(finding.code, finding.path) for finding in error.findings] == [
        ("GD202", "requests.results.total.natural_person"),
        ("GD202", "requests.results.total.business"),
    ]
    _, _, other_figures = str(error).partition("\nWhat came out has other figures:\n")
    assert [line.split("  ")[1] for line in other_figures.partition("\n\n")[0].splitlines()] == list(swapped)
    assert error.seed == seed


def test_the_planted_mistake_is_no_matter_of_validity(portal: Mapping[str, Any]) -> None:
    assert_valid(portal["planted"], seed=1, **tries(60))


def test_the_corrected_portal_is_clean(portal: Mapping[str, Any]) -> None:
    assert_consistent(portal["corrected"], seed=1, **tries(50))
    assert_round_trips(portal["corrected"], seed=1, **tries(50), reports=SIMPLE, figures_only=True)


def test_the_example_runs() -> None:
    command = [sys.executable, "-X", "utf8", str(EXAMPLE / "check_portal.py")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    assert done.stdout.startswith("assert_consistent: GD202 results-total does not hold\n")
    assert done.stdout.endswith("\nThe corrected portal: nothing found.\n")


# What is right passes


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=repr)
@pytest.mark.parametrize("function", EACH)
def test_what_is_right_passes_in_every_format(function: Callable[..., None], fmt: object) -> None:
    function(dumps, reports=reports(fmt, blanks=True), seed=1, **tries(15))  # type: ignore[arg-type]


@pytest.mark.parametrize("function", EACH)
def test_a_generator_may_make_any_of_these(function: Callable[..., None], tmp_path: Path) -> None:
    def file(report: Report) -> Path:
        path = tmp_path / "report.md"
        path.write_bytes(render(report, "markdown"))
        return path

    makers: tuple[Callable[[Report], object], ...] = (
        lambda report: report,
        to_dict,
        lambda report: dumps(report, indent=2),
        lambda report: dumps(report).encode(),
        lambda report: render(report, "html"),
        lambda report: render(report, "text").decode(),
        lambda report: read(render(report, "text")),
        file,
    )
    for make in makers:
        function(make, seed=1, **tries(3))


def test_by_default_the_reports_are_of_the_format_in_use_and_of_all_sorts() -> None:
    seen: list[Report] = []

    def generate(report: Report) -> Report:
        seen.append(report)
        return report

    assert_consistent(generate, seed=1, **tries(20))
    assert {report.format for report in seen} == {IN_USE.name}
    assert not any(None in nonzero(report).values() for report in seen)
    counts = sorted(len(nonzero(report)) for report in seen)
    assert counts[0] == 0
    assert counts[-1] > 100
    seen.clear()
    assert_round_trips(generate, seed=1, **tries(20))
    blanks = [list(nonzero(report).values()).count(None) for report in seen]
    assert min(blanks) == 0
    assert max(blanks) == len(IN_USE.cells)
    assert any(0 < count < len(IN_USE.cells) for count in blanks)


def test_reports_may_be_of_any_strategy() -> None:
    organ = Organ(name="云溪县档案馆")
    made = st.builds(lambda year: blank(IN_USE, year=year, organ=organ.name), st.integers(2021, 2030))
    assert_valid(lambda report: attrs.evolve(report, organ=organ), reports=made, seed=1, **tries(5))
    assert_round_trips(dumps, loads, reports=made, seed=1, **tries(5))


def test_a_generator_may_be_a_strategy_of_what_it_makes() -> None:
    assert_valid(SIMPLE.map(to_dict), seed=1, **tries(10))
    assert_consistent(SIMPLE.map(dumps), seed=1, **tries(10))
    error = failure(assert_consistent, SIMPLE.map(altered("requests.received.total", lambda n: n + 1)))
    assert error.report is None
    assert nonzero(error.record) == {"requests.received.total": 1}
    assert "What came out:\n" in str(error)
    assert "What went in" not in str(error)


def test_a_generator_may_assume_something_of_what_it_is_given() -> None:
    def generate(report: Report) -> Report:
        assume(report.requests.received.total)  # type: ignore[union-attr]
        assert value_at(report, "requests.received.total")
        return report

    assert_consistent(generate, seed=1, **tries(20), reports=SIMPLE)


# What is wrong is found


def fallible(report: Report) -> Report:
    raise LookupError(f"no such organ:\n{report.organ.name}")


WRONG: Mapping[str, tuple[Callable[..., None], Callable[[Report], Any], str]] = {
    "negative": (
        assert_valid,
        altered("requests.received.total", lambda n: -1 - n),
        "what came out is not a valid record, one problem\n  requests.received.total: -1, expected",
    ),
    "missing key": (
        assert_valid,
        lambda report: {key: value for key, value in to_dict(report).items() if key != "proceedings"},
        "what came out is not a valid record, one problem\n  proceedings: missing, expected",
    ),
    "wrong type in a report of ours": (
        assert_valid,
        lambda report: attrs.evolve(report, year="2023"),  # type: ignore[arg-type]
        'what came out is not a valid record, one problem\n  year: "2023", expected',
    ),
    "two problems": (
        assert_valid,
        lambda report: {**to_dict(report), "year": "2023", "pages": 3},
        "what came out is not a valid record, 2 problems\n",
    ),
    "nothing at all": (assert_valid, lambda report: None, "(document): null, expected an object"),
    "no JSON": (assert_valid, lambda report: dumps(report)[:-1], "(document): not JSON"),
    "no report": (assert_valid, lambda report: "<p>404</p>", "cannot be read as one report: no annual report found"),
    "two reports": (
        assert_valid,
        lambda report: render(report, "text") * 2,
        "cannot be read as one report: 2 reports in one document",
    ),
    "a number without a cell": (
        assert_valid,
        lambda report: render(report, "html").replace(b"</table>", b"<tr><td>?</td><td>5</td></tr></table>", 1),
        "what came out is not read without doubt\n  GD606 unplaced-number",
    ),
    "no such file": (assert_valid, lambda report: Path("nowhere/report.json"), "what came out cannot be opened: "),
    "invalid is not consistent": (assert_consistent, lambda report: {}, "what came out is not a valid record"),
    "invalid does not round-trip": (assert_round_trips, lambda report: {}, "what came out is not a valid record"),
    "sum": (assert_consistent, altered("proceedings.litigation.direct.total", lambda n: n + 2), "GD204 "),
    "blank": (
        assert_consistent,
        altered("requests.carried_out.research", lambda n: None),
        "GD201 row-total, GD203 requests-balance cannot be decided, which is not a pass\n",
    ),
    "figure lost": (
        assert_round_trips,
        altered("proactive.coercion.decisions", lambda n: None),
        "at one path\n  proactive.coercion.decisions  0 -> blank  行政强制|本年处理决定数量\n",
    ),
    "blank turned into 0": (assert_round_trips, altered(FEES, lambda n: n or Decimal(0)), f"\n  {FEES}  blank -> 0  "),
    "money rounded": (
        assert_round_trips,
        altered(FEES, lambda n: n and round(n, 2)),
        f"at one path\n  {FEES}  0.001 -> 0.00  行政事业性收费",
    ),
    "organ renamed": (
        assert_round_trips,
        altered("organ.name", lambda name: f"{name}办公室"),
        "at one path\n  organ.name  '云溪县档案馆' -> '云溪县档案馆办公室'\n",
    ),
    "prose lost": (
        assert_round_trips,
        altered("preamble", lambda paragraphs: []),
        "年1月1日至2021年12月31日。' -> nothing\n",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_found(name: str) -> None:
    function, generator, said = WRONG[name]
    error = failure(function, generator)
    assert str(error).startswith(f"{function.__name__}: ")
    assert said in str(error)
    assert "\nWhat went in:\n  云溪县档案馆, 2021, format of 2021; every" in str(error)
    assert str(error).splitlines()[-1].endswith(", then made small. The same again: seed=1")
    assert error.__cause__ is None


@pytest.mark.parametrize("name", ["figure lost", "organ renamed", "money rounded"])
def test_what_is_lost_need_not_break_a_rule(name: str) -> None:
    assert_consistent(WRONG[name][1], seed=1, **tries(20), ignore=["GD203"])


def test_a_sum_is_shown_with_its_cells_and_the_figures_that_changed() -> None:
    error = failure(assert_consistent, altered("proceedings.reconsideration.upheld", lambda n: n and n + 3))
    assert str(error).rpartition("Found with")[0] == (
        "assert_consistent: GD204 proceedings-total does not hold\n"
        "  GD204 proceedings-total at proceedings.reconsideration.total\n"
        "    Administrative review|Total: printed 1, by its parts 4\n"
        "    “行政复议|总计”印为 1，按各项应为 4\n"
        "      proceedings.reconsideration.total   1  行政复议|总计\n"
        "      proceedings.reconsideration.upheld  4  行政复议|结果维持\n"
        "      its other 3 cells are 0\n"
        "\n"
        "What went in:\n"
        "  云溪县档案馆, 2021, format of 2021; every other figure is 0\n"
        "  proceedings.reconsideration.upheld  1  行政复议|结果维持\n"
        "  proceedings.reconsideration.total   1  行政复议|总计\n"
        "\n"
        "What came out has other figures:\n"
        "  proceedings.reconsideration.upheld  1 -> 4  行政复议|结果维持\n"
        "\n"
    )


def test_of_an_empty_form_what_is_not_blank_is_shown() -> None:
    form = blank(IN_USE, year=2023, organ="云溪县档案馆")
    one = from_dict(altered("proceedings.reconsideration.upheld", lambda n: 0)(form))
    for report, shown in (
        (form, "figure is blank\n\n"),
        (one, "other figure is blank\n  proceedings.reconsideration.upheld  0  行政复议|结果维持\n\n"),
    ):
        error = failure(assert_round_trips, altered(FEES, lambda n: 5), reports=st.just(report))
        assert f"\nWhat went in:\n  云溪县档案馆, 2023, format of 2021; every {shown}" in str(error)


def test_an_error_of_the_generator_is_shown_with_the_report_and_where_it_came_from() -> None:
    for function in EACH:
        error = failure(function, fallible)
        assert " raised LookupError: no such organ: 云溪县档案馆\n" in str(error)
        assert isinstance(error.__cause__, LookupError)
        assert error.report is not None


def test_an_error_of_the_reader_is_shown_too() -> None:
    error = failure(assert_round_trips, dumps, lambda made: fallible(loads(made)))
    assert str(error).startswith("assert_round_trips: read raised LookupError: ")


def test_only_so_much_is_shown() -> None:
    error = failure(assert_round_trips, lambda report: blank(IN_USE, year=report.year, organ=report.organ.name))
    assert "\n  and " in str(error)
    assert len(str(error).splitlines()) < 50
    lost = failure(assert_consistent, lambda report: blank(IN_USE, year=report.year, organ=report.organ.name))
    assert len(lost.findings) == len(IN_USE.identities)
    assert "\n  and " in str(lost)


def test_a_table_that_is_not_there_has_no_sums_that_hold() -> None:
    (fmt,) = (fmt for fmt in FORMATS.values() if not fmt.headings)
    error = failure(
        assert_consistent,
        lambda report: attrs.evolve(report, statistics=None),
        reports=reports(fmt, narrative=False),
    )
    assert str(error).startswith("assert_consistent: a table is missing, and its sums with it\n  GD205 ")


# What is compared, and what is not


def test_a_number_without_a_cell_is_no_figure_that_went_in() -> None:
    assert_round_trips(WRONG["a number without a cell"][1], seed=1, **tries(3))


def test_figures_only_are_compared_by_value() -> None:
    def bare(report: Report) -> Report:
        return attrs.evolve(blank(IN_USE), year=report.year, **{key: getattr(report, key) for key in IN_USE.tables})

    assert_round_trips(bare, figures_only=True, seed=1, **tries(40))
    assert "organ.name" in str(failure(assert_round_trips, bare))
    error = failure(assert_round_trips, altered(FEES, lambda n: n or Decimal(0)), figures_only=True)
    assert f"{FEES}  blank -> 0" in str(error)


def test_a_cell_that_another_format_does_not_have_is_said() -> None:
    other = next(fmt for fmt in FORMATS.values() if fmt is not IN_USE and fmt.headings)
    error = failure(assert_round_trips, lambda report: blank(other, year=report.year), figures_only=True)
    assert re.search(f"\n  {FEES} +0 -> no such cell  行政事业性收费", str(error))


def test_an_amount_with_more_zeros_is_the_same() -> None:
    padded = altered(FEES, lambda n: None if n is None else Decimal(f"{n:f}").quantize(Decimal("0.00000")))
    assert_round_trips(padded, seed=1, **tries(40))


def test_what_is_printed_beside_a_number_is_a_difference_unless_figures_are_all() -> None:
    path = "requests.received.total"
    annotated = SIMPLE.map(lambda report: attrs.evolve(report, printed={path: f"{value_at(report, path)}件"}))
    said = f"\n  {path}  0 (printed '0件') -> 0  一、本年新收政府信息公开申请数量|总计\n"
    assert said in str(failure(assert_round_trips, altered("printed", lambda printed: {}), reports=annotated))
    assert_round_trips(altered("printed", lambda printed: {}), reports=annotated, figures_only=True, seed=1, **tries(5))


def test_a_mark_that_is_lost_is_a_difference_unless_figures_are_all() -> None:
    def unmarked(report: Report) -> Report:
        return attrs.evolve(report, printed={})

    marked = reports(IN_USE, blanks=True, narrative=False)
    assert_round_trips(unmarked, reports=marked, figures_only=True, seed=1, **tries(60))
    error = failure(assert_round_trips, unmarked, reports=marked)
    assert "  blank (printed '" in str(error)


def test_what_the_report_itself_has_wrong_is_not_the_generators_fault() -> None:
    wrong = reports(IN_USE, consistent=False, blanks=True, narrative=False)
    assert_consistent(to_dict, reports=wrong, seed=1, **tries(40), select=["GD"])
    failure(assert_consistent, wrong.map(to_dict))


def test_other_rules_can_be_selected() -> None:
    def unheaded(report: Report) -> Report:
        return attrs.evolve(report, sections=report.sections[1:])

    assert_consistent(unheaded, seed=1, **tries(5))
    error = failure(assert_consistent, unheaded, select=["GD101"])
    assert str(error).startswith("assert_consistent: GD101 missing-section does not hold\n")


# How it runs


def test_the_same_seed_finds_the_same() -> None:
    wrong = altered("requests.results.disclosed.business", lambda n: n + (n > 3))
    texts = {str(failure(assert_consistent, wrong, seed=7, reports=SIMPLE)) for _ in range(2)}
    assert len(texts) == 1


@contextmanager
def profile(**options: Any) -> Iterator[None]:
    """Hypothesis as a profile has it."""
    before = settings.get_current_profile_name()
    settings.register_profile("as told", **options)
    settings.load_profile("as told")
    try:
        yield
    finally:
        settings.load_profile(before)


@pytest.mark.parametrize("derandomize", [True, False])
def test_where_hypothesis_is_repeatable_so_is_the_kit(derandomize: bool) -> None:
    with profile(derandomize=derandomize):
        seeds = {failure(assert_valid, lambda report: {}, seed=None).seed for _ in range(3)}
    assert seeds == {0} if derandomize else len(seeds) == 3


def test_nothing_is_kept_between_runs(tmp_path: Path) -> None:
    with profile(database=DirectoryBasedExampleDatabase(tmp_path), derandomize=False):
        failure(assert_valid, lambda report: {})
    assert list(tmp_path.rglob("*")) == []


def test_hypothesis_has_no_say_in_how_a_generator_works() -> None:
    calls: list[Report] = []

    def choosy(report: Report) -> Report:
        calls.append(report)
        assume(len(calls) > 60)
        return report

    assert_valid(choosy, seed=1, **tries(10))
    assert len(calls) > 60


def test_the_first_report_with_which_it_went_wrong_is_counted() -> None:
    seen: list[bool] = []

    def generate(report: Report) -> JsonObject:
        seen.append(report.organ.name != "云溪县档案馆")
        return {} if seen[-1] else to_dict(report)

    error = failure(assert_valid, generate, seed=4)
    assert len(seen) > seen.index(True) + 1 > 1
    assert f"\nFound with report {seen.index(True) + 1}, then made small." in str(error)


@pytest.mark.parametrize("many", [1, 3, 30])
def test_so_many_reports_are_tried(many: int) -> None:
    seen: list[Report] = []

    def generate(report: Report) -> Report:
        seen.append(report)
        return report

    assert_round_trips(generate, seed=1, **tries(many))
    assert len(seen) == many


def test_a_generator_that_makes_now_this_now_that_is_said_to() -> None:
    calls: list[Report] = []

    def fickle(report: Report) -> JsonObject:
        calls.append(report)
        return {} if len(calls) == 1 else to_dict(report)

    assert "\nThe same report went well another time: " in str(failure(assert_valid, fickle))


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    failure(assert_valid, lambda report: {})
    assert capsys.readouterr() == ("", "")


def test_what_hypothesis_itself_says_is_left_as_it_is() -> None:
    def generate(report: Report) -> Report:
        raise Flaky("not twice the same")

    for function in EACH:
        with pytest.raises(Flaky, match="not twice the same"):
            function(generate, seed=5)


def test_an_error_in_drawing_is_left_as_it_is_with_the_seed() -> None:
    with pytest.raises(LookupError) as caught:
        assert_valid(SIMPLE.map(fallible), seed=5)
    assert caught.value.__notes__[-1] == "The same again: seed=5"


def test_the_kind_is_seen_in_what_was_made_or_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def generate(report: Report) -> str:
        return "{\\rtf1 }"

    parsed = read("云溪县档案馆2012年政府信息公开工作年度报告\n一、概述\n本年度工作平稳。\n".encode())
    kinds: list[str | None] = []

    def reading(data: bytes, kind: str | None) -> Parsed:
        kinds.append(kind)
        return parsed

    monkeypatch.setattr("govdisclosure.testing._made.read", reading)
    assert_valid(generate, seed=1, **tries(1))
    assert_valid(lambda report: " [1]", kind="text", seed=1, **tries(1))
    assert kinds == [None, "text"]
    for text, options in ((" [1]", {}), ("plain", {"kind": "json"})):
        error = failure(assert_valid, lambda report, text=text: text, **options)
        assert str(error).startswith("assert_valid: what came out is not a valid record, one problem\n")
    assert kinds == [None, "text"]


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="no rule that looks at one report"):
        assert_consistent(to_dict, select=["GD3"])
    with pytest.raises(ValueError, match="a strategy has data of its own"):
        assert_valid(SIMPLE, reports=SIMPLE)


def test_without_hypothesis_the_extra_is_named() -> None:
    script = "import sys; sys.modules['hypothesis'] = None; import govdisclosure.testing"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (
        f"{MissingExtra.__name__}: hypothesis is not installed; run: pip install 'govdisclosure[testing]'"
        in done.stderr
    )
