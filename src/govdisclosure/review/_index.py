"""What the list of many reports says: a row a report, and counts by rule and by organ."""

from collections.abc import Mapping, Sequence

import attrs

from govdisclosure.errors import Lang
from govdisclosure.formats import format_of
from govdisclosure.review._checked import Checked
from govdisclosure.review._entries import RuleCount, looks, rule_counts, title_of
from govdisclosure.review._show import GRAVITY


@attrs.frozen(kw_only=True)
class Row:
    """One report in the list: nothing of it but what is listed, so that thousands can be kept."""

    name: str
    link: str
    organ: str | None
    year: int | None
    format: str
    counts: Mapping[str, int]
    rules: tuple[RuleCount, ...]

    @classmethod
    def of(cls, checked: Checked, link: str) -> "Row":
        """What is listed of a report; `link` is its page."""
        return cls(
            name=checked.name,
            link=link,
            organ=checked.report.organ.name,
            year=checked.report.year,
            format=format_of(checked.report).name,
            counts=looks(checked.findings, checked.undecided),
            rules=tuple(rule_counts(checked)),
        )

    @property
    def codes(self) -> str:
        """The rules that found something here."""
        return " ".join(rule.code for rule in self.rules if rule.found or rule.waived)


@attrs.frozen(kw_only=True)
class RuleTotal:
    """A rule over all reports: in how many of them it found something, how often, and how often it could not decide."""

    code: str
    title: str
    look: str
    reports: int
    found: int
    waived: int
    undecided: int


@attrs.frozen(kw_only=True)
class OrganTotal:
    """The reports of one organ, by its name as reported, and what was found in them."""

    organ: str | None
    reports: int
    counts: Mapping[str, int]


@attrs.frozen(kw_only=True)
class Overview:
    """All that the list shows."""

    rows: tuple[Row, ...]
    counts: Mapping[str, int]
    formats: tuple[str, ...]
    rules: tuple[RuleTotal, ...]
    organs: tuple[OrganTotal, ...]

    @classmethod
    def of(cls, rows: Sequence[Row], lang: Lang) -> "Overview":
        """The counts over all rows."""
        return cls(
            rows=tuple(rows),
            counts=_sum(rows),
            formats=tuple(sorted({row.format for row in rows})),
            rules=tuple(_rule_totals(rows, lang)),
            organs=tuple(_organ_totals(rows)),
        )


def _sum(rows: Sequence[Row]) -> dict[str, int]:
    total = looks((), ())
    for row in rows:
        for look, count in row.counts.items():
            total[look] += count
    return total


def _rule_totals(rows: Sequence[Row], lang: Lang) -> list[RuleTotal]:
    each: dict[str, list[RuleCount]] = {}
    for row in rows:
        for rule in row.rules:
            each.setdefault(rule.code, []).append(rule)
    return [
        RuleTotal(
            code=code,
            title=title_of(code, lang),
            look=min((rule.look for rule in counts), key=GRAVITY.index),
            reports=sum(1 for rule in counts if rule.found or rule.waived),
            found=sum(rule.found for rule in counts),
            waived=sum(rule.waived for rule in counts),
            undecided=sum(rule.undecided for rule in counts),
        )
        for code, counts in sorted(each.items())
    ]


def _organ_totals(rows: Sequence[Row]) -> list[OrganTotal]:
    each: dict[str | None, list[Row]] = {}
    for row in rows:
        each.setdefault(row.organ, []).append(row)
    return [OrganTotal(organ=organ, reports=len(own), counts=_sum(own)) for organ, own in each.items()]
