"""GD201 to GD205: each identity of each format, in every outcome."""

import attrs
import pytest

from govdisclosure import FORMATS, RULES, Format, Outcome, Report, check, from_dict
from govdisclosure.checks.sums import _has, _quick, evaluate
from govdisclosure.formats._kit import Identity, nested
from govdisclosure.grid import is_unread

SUMS = [
    (fmt, code)
    for fmt in FORMATS.values()
    for code, rule in RULES.items()
    if code.startswith("GD2") and rule.applies(fmt)
]
every_sum = pytest.mark.parametrize(("fmt", "code"), SUMS, ids=[f"{fmt.name}-{code}" for fmt, code in SUMS])
every_format = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)


def zeros(fmt: Format, **changed: int | None) -> Report:
    """Every figure 0, but for those named (dots written as two underscores)."""
    values: dict[str, int | None] = {cell.path: 0 for cell in fmt.cells}
    values.update({path.replace("__", "."): value for path, value in changed.items()})
    return from_dict({"format": fmt.name, "year": fmt.first_year, "organ": {}, **nested(values)}, draft=True)


def changed(fmt: Format, path: str, value: int | None) -> Report:
    return zeros(fmt, **{path.replace(".", "__"): value})


def of(fmt: Format, code: str) -> list[Identity]:
    return [identity for identity in fmt.identities if identity.code == code]


@every_sum
def test_a_consistent_report_holds(fmt: Format, code: str) -> None:
    result = check(zeros(fmt), select=[code])
    assert result.findings == ()
    assert dict(result.counts[code]) == {Outcome.HOLDS: len(of(fmt, code))}


@every_sum
def test_every_identity_fires_on_its_total(fmt: Format, code: str) -> None:
    for identity in of(fmt, code):
        findings = check(changed(fmt, identity.path, 3), select=[code]).findings
        (own,) = (finding for finding in findings if finding.path == identity.path)
        assert own.parts == identity.paths
        assert (own.args["printed"], own.args["expected"]) == (3, 0)
        assert own.text("zh").startswith(f"“{fmt.cell(identity.path).zh}”印为 3，")
        assert fmt.cell(identity.path).en in own.text("en")


@every_sum
def test_every_identity_with_a_blank_is_undecidable(fmt: Format, code: str) -> None:
    for identity in of(fmt, code):
        for path in identity.paths:
            result = check(changed(fmt, path, None), select=[code])
            assert result.findings == ()
            (own,) = (finding for finding in result.undecided if finding.path == identity.path)
            assert (own.outcome, own.parts) == (Outcome.UNDECIDABLE, identity.paths)


@every_sum
def test_every_identity_with_an_unread_figure_is_blocked(fmt: Format, code: str) -> None:
    identity = of(fmt, code)[0]
    for path in identity.paths:
        report = attrs.evolve(changed(fmt, path, None), printed={path: "2 0"})
        assert is_unread(report, path)
        result = check(report, select=[code])
        assert result.findings == ()
        (own,) = (finding for finding in result.undecided if finding.path == identity.path)
        assert (own.outcome, own.parts) == (Outcome.BLOCKED, identity.paths)


@every_sum
def test_a_mark_is_a_blank_not_an_unread_figure(fmt: Format, code: str) -> None:
    identity = of(fmt, code)[0]
    report = attrs.evolve(changed(fmt, identity.path, None), printed={identity.path: "/"})
    assert evaluate(identity, report, fmt) is not None
    assert not is_unread(report, identity.path)
    assert Outcome.BLOCKED not in check(report, select=[code]).counts[code]


@every_format
def test_every_identity_belongs_to_a_rule_that_applies(fmt: Format) -> None:
    assert {identity.code for identity in fmt.identities} == {code for each, code in SUMS if each is fmt}


def test_a_table_that_was_not_printed_gives_no_verdict() -> None:
    """A table that may be None: nothing to decide, not even undecided."""
    for fmt in FORMATS.values():
        report = from_dict({"format": fmt.name, "year": fmt.first_year, "organ": {}}, draft=True)
        absent = {key for key in fmt.tables if getattr(report, key) is None}
        result = check(report, select=["GD2"])
        assert result.findings == ()
        expected = sum(fmt.cell(identity.path).table not in absent for identity in fmt.identities)
        assert result.total(Outcome.UNDECIDABLE) == len(result.undecided) == expected


@every_sum
def test_the_quick_look_agrees_with_the_thorough_one(fmt: Format, code: str) -> None:
    rule = RULES[code]
    assert rule.quick is not None
    assert rule.run is not None
    assert rule.quick(zeros(fmt), fmt) == len(list(rule.run(zeros(fmt), fmt))) == len(of(fmt, code))
    for identity in of(fmt, code):
        for value in (3, None):
            assert rule.quick(changed(fmt, identity.path, value), fmt) is None


@every_sum
def test_what_a_rule_is_made_from(fmt: Format, code: str) -> None:
    """Whether it applies, and its quick look, which a rule is given when it is registered."""
    assert _has(code)(fmt)
    assert not _has("GD299")(fmt)
    quick = _quick(code)
    assert quick(zeros(fmt), fmt) == len(of(fmt, code))
    assert quick(changed(fmt, of(fmt, code)[0].path, 3), fmt) is None
    assert quick(changed(fmt, of(fmt, code)[0].path, None), fmt) is None


@every_sum
def test_an_identity_that_holds_names_its_total(fmt: Format, code: str) -> None:
    for identity in of(fmt, code):
        verdict = evaluate(identity, zeros(fmt), fmt)
        assert verdict is not None
        assert (verdict.outcome, verdict.path) == (Outcome.HOLDS, identity.path)


@every_sum
def test_the_quick_look_knows_what_is_added_and_what_is_taken_away(fmt: Format, code: str) -> None:
    values: dict[str, int | None] = {}
    for identity in of(fmt, code):
        values.update({term.path: 2 if term.weight > 0 else 1 for term in identity.terms})
        values[identity.path] = sum(term.weight * (2 if term.weight > 0 else 1) for term in identity.terms)
    report = zeros(fmt, **{path.replace(".", "__"): value for path, value in values.items()})
    quick = _quick(code)
    assert quick(report, fmt) == len(of(fmt, code))
    assert _quick("GD299")(report, fmt) == 0
