"""A format that is not there yet needs its line in `FORMATS` and its entry in `CHANGES`, and nothing else."""

import types
from typing import Annotated, Literal

import attrs
import pytest

from govdisclosure import FORMATS, Format, Report, codec, formats, from_dict, series_table, upgrade
from govdisclosure.formats import f2021, shared
from govdisclosure.formats._kit import Label, nested
from govdisclosure.formats.shared import TAG, Applicants, Head, NotProcessed, NotProvided, Proceedings, Refused
from govdisclosure.grid import value_at

LAST = FORMATS["2021"]
EARLIER = {name: fmt for name, fmt in FORMATS.items() if fmt.first_year <= LAST.first_year}


@attrs.frozen(kw_only=True)
class Disclosed:
    at_once: Annotated[Applicants, Label("1.当场公开", "1. At once")] = Applicants()
    later: Annotated[Applicants, Label("2.其他", "2. Later")] = Applicants()


@attrs.frozen(kw_only=True)
class Results:
    disclosed_divided: Annotated[Disclosed, shared.DISCLOSED] = Disclosed()
    disclosed_in_part: Annotated[Applicants, shared.DISCLOSED_IN_PART] = Applicants()
    refused: Annotated[Refused, shared.REFUSED] = Refused()
    not_provided: Annotated[NotProvided, shared.NOT_PROVIDED] = NotProvided()
    not_processed: Annotated[NotProcessed, shared.NOT_PROCESSED] = NotProcessed()
    other: Annotated[f2021.OtherResults, shared.OTHER] = f2021.OtherResults()
    total: Annotated[Applicants, shared.RESULTS_TOTAL] = Applicants()


@attrs.frozen(kw_only=True)
class Requests:
    received: Annotated[Applicants, shared.RECEIVED] = Applicants()
    carried_in: Annotated[Applicants, shared.CARRIED_IN] = Applicants()
    results: Annotated[Results, shared.RESULTS] = Results()
    carried_out: Annotated[Applicants, shared.CARRIED_OUT] = Applicants()


@attrs.frozen(kw_only=True)
class NextReport(Head):
    proactive: Annotated[f2021.Proactive, shared.PROACTIVE, shared.BLOCKS] = f2021.Proactive()
    requests: Annotated[Requests, shared.REQUESTS, shared.ROWS] = Requests()
    proceedings: Annotated[Proceedings, shared.PROCEEDINGS, shared.LINE] = Proceedings()
    format: Annotated[Literal["next"], TAG] = "next"


NEXT = Format(
    name="next",
    label=Label("新格式", "The next form"),
    report=NextReport,
    first_year=2027,
    last_year=None,
    basis=(),
    headings=shared.HEADINGS,
    identify=shared.standard_identities,
)

WHOLE = "requests.results.disclosed"
PARTS = tuple(f"requests.results.disclosed_divided.{name}" for name in ("at_once", "later"))


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The new format among the others, and what lies between it and the last."""
    known = types.MappingProxyType({**EARLIER, NEXT.name: NEXT})
    for module in (formats, codec, series_table):
        monkeypatch.setattr(module, "FORMATS", known)
    entry = upgrade.Change(divisions=(upgrade.Division(whole=WHOLE, parts=PARTS),))
    changes = types.MappingProxyType({**upgrade.CHANGES, (LAST.name, NEXT.name): entry})
    monkeypatch.setattr(upgrade, "CHANGES", changes)


def counted(fmt: Format) -> Report:
    """A report whose k-th figure is k."""
    figures = nested({cell.path: cell.order for cell in fmt.cells})
    return from_dict({"format": fmt.name, "year": None, "organ": {}, **figures}, draft=True)


def rows_of(entries: tuple[upgrade.Lost, ...] | tuple[upgrade.Unknown, ...]) -> set[str]:
    return {entry.path.rpartition(".")[0] for entry in entries}


@pytest.mark.usefixtures("registered")
def test_what_both_have_is_carried_in_both_directions() -> None:
    for old, new in ((LAST, NEXT), (NEXT, LAST)):
        report = counted(old)
        done = upgrade.upgrade(report, to=new.name)
        shared_paths = upgrade.common(old, new)
        assert len(shared_paths) == len(LAST.cells) - 7
        assert all(value_at(done.report, path) == value_at(report, path) for path in shared_paths)


@pytest.mark.usefixtures("registered")
def test_what_the_new_one_divides_is_joined_on_the_way_back() -> None:
    there, back = upgrade.upgrade(counted(LAST), to=NEXT.name), upgrade.upgrade(counted(NEXT), to=LAST.name)
    assert rows_of(there.lost) == {WHOLE}
    assert rows_of(there.unknown) == set(PARTS)
    assert {entry.reason.zh for entry in there.unknown} == {f"{LAST.label.zh}没有这一数据项"}
    assert {entry.reason.en for entry in there.lost} == {"there is no such figure in the other format (The next form)"}
    assert value_at(back.report, f"{WHOLE}.total") == sum(NEXT.cell(f"{part}.total").order for part in PARTS)
    assert rows_of(back.lost) == set(PARTS)
    assert back.unknown == ()


@pytest.mark.usefixtures("registered")
def test_a_pair_without_an_entry_has_its_common_paths_and_derives_nothing() -> None:
    for fmt in FORMATS.values():
        if fmt is not LAST:
            done = upgrade.upgrade(counted(NEXT), to=fmt.name)
            assert done.derived == ()
            assert len(done.lost) == len(NEXT.cells) - len(upgrade.common(NEXT, fmt))


@pytest.mark.usefixtures("registered")
def test_the_long_table_joins_too() -> None:
    rows = series_table.series_table([counted(LAST), counted(NEXT)])
    assert len(rows) == 2 * len(LAST.cells)
    assert {row.path for row in rows if row.derived} == {
        f"{WHOLE}.{column}" for column in attrs.fields_dict(Applicants)
    }
