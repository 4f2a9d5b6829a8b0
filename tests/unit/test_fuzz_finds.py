"""What `make fuzz` and `make deep` have found, each in its smallest form, and that their targets still run."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from fuzz.holds import take_document, take_policy
from fuzz.run import Tally, sort_of
from fuzz.samples import sample
from fuzz.small_pdf import small_pdf, whole_pdf
from fuzz.targets import TARGETS
from producers import PRODUCERS
from producers.documents import planted, report, with_box
from producers.verdicts import judged

from govdisclosure import FORMATS, Format, read
from govdisclosure.errors import InvalidPolicy
from govdisclosure.policy import load_policy
from govdisclosure.readers import Kind
from govdisclosure.readers.kinds import _READERS, _office, reader_of

FINDS: Mapping[str, tuple[Kind, str]] = {
    "money counted in another unit": (
        "html",
        "<table><th>四申请提供信息收取费用数<td>件<td>26<tr><th>徝申请提供信息收取费用数<th>四㔳请提供信息收取费用数",
    ),
    "text outside any report": (
        "html",
        "<main><table><th>指标名称<th>十二、组织学习培训次数<th>十三、参加学习培训人员数</table></main>46",
    ),
}
SPANLESS = ("markdown_pipes", "text_drawn", "text_tabs")
ROWS_WITH_SPANS = (
    "2021 requests.received.business",
    "2021 requests.results.disclosed.business",
    "2019 proactive.fees.items_last_year",
    "2019 proactive.procurement.items",
)
"""A format and a figure in a row of which a label or a head covers several columns."""
BESIDE_DOCUMENTS = {"kind", "json", "evidence", "policy", "roster"}
"""What a kind of document is, records, and the files that go with them."""
CHANGED = 8


@pytest.mark.parametrize("name", FINDS)
def test_what_was_found_holds_what_must_hold(name: str) -> None:
    kind, document = FINDS[name]
    take_document(kind)(document.encode())


def test_a_policy_may_have_a_number_of_thousands_of_digits(tmp_path: Path) -> None:
    data = b"year = " + b"2023" * 2000
    take_policy(data)
    file = tmp_path / "govdisclosure.toml"
    file.write_bytes(data)
    with pytest.raises(InvalidPolicy, match="digits"):
        load_policy(file)


@pytest.mark.parametrize("path", ROWS_WITH_SPANS)
@pytest.mark.parametrize("producer", SPANLESS)
def test_a_row_that_lost_a_figure_is_not_filled_up_with_what_a_span_left(producer: str, path: str) -> None:
    """Where a cell cannot cover several, blank ones stand for the rest of it: they are no figures."""
    name, path = path.split(" ")
    fmt = FORMATS[name]
    key = fmt.cell(path).table
    document, figures = report(fmt), planted(fmt)
    damaged = document.with_table(key, with_box(document.table(key), str(figures[path])))
    draw = PRODUCERS[producer]
    verdict = judged(read(draw(damaged)), read(draw(document)), figures)
    assert verdict.wrong == {}
    assert verdict.missing(str(figure) for at, figure in figures.items() if at != path) == set()


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_characters_may_have_no_size(fmt: Format) -> None:
    page = small_pdf(sample(fmt))
    without = page.replace(b"/F1 10.00 Tf 60 752", b"/F1 0 Tf 60 752")
    assert without != page
    TARGETS["pdf"].take(whole_pdf(without))


def test_every_reader_is_fuzzed() -> None:
    """LibreOffice converts others to one of these first."""
    converted = {kind for kind in _READERS if reader_of(kind).name.startswith(_office.READER)}
    assert set(TARGETS) == set(_READERS) - converted | BESIDE_DOCUMENTS
    assert converted == {"doc", "xls", "rtf"}


@pytest.mark.parametrize("name", TARGETS)
def test_samples_and_a_few_changes_of_them_hold_what_must_hold(name: str) -> None:
    target = TARGETS[name]
    chance = random.Random(1)
    samples = tuple(target.seeds())
    for each in samples:
        target.take(each)
    for _ in range(CHANGED):
        target.take(target.change(chance.choice(samples), chance))


@pytest.mark.parametrize(
    ("find", "sort"),
    {
        "AssertionError-holds-70": "wrong",
        "KeyError-_match-11": "crashes",
        "crash-da39a3ee": "crashes",
        "oom-da39a3ee": "crashes",
        "slow": "hangs",
        "timeout-da39a3ee": "hangs",
    }.items(),
)
def test_finds_are_counted_by_what_they_are(find: str, sort: str) -> None:
    assert sort_of(find) == sort


def test_nothing_tried_is_not_clean() -> None:
    assert Tally(name="json", seconds=1, tried=1).is_clean
    assert not Tally(name="json", seconds=1, tried=0).is_clean
    assert not Tally(name="json", seconds=1, tried=1, wrong=1, finds=("AssertionError-holds-70",)).is_clean
