"""A portal's report generator, as someone else writes one: counts out of a database in, the record of a report out.

It knows the published JSON Schema of the format of 2021, and uses nothing of this library. One mistake is planted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

DISCLOSURES = {
    "regulations": ("issued", "repealed", "in_force"),
    "normative_documents": ("issued", "repealed", "in_force"),
    "licensing": ("decisions",),
    "penalties": ("decisions",),
    "coercion": ("decisions",),
    "fees": ("amount",),
}
APPLICANTS = ("natural_person", "business", "research", "nonprofit", "legal_services", "other_organization")
DISCLOSED = ("disclosed", "disclosed_in_part")
NOT_DISCLOSED = {
    "refused": (
        "state_secret",
        "forbidden_by_law",
        "three_securities_one_stability",
        "third_party_rights",
        "internal_affairs",
        "deliberative",
        "enforcement_files",
        "inquiry_matters",
    ),
    "not_provided": ("not_held", "needs_creation", "still_unclear"),
    "not_processed": ("petition", "repeated", "publication", "excessive", "confirmation"),
    "other": ("correction_overdue", "fee_overdue", "rest"),
}
OUTCOMES = (*DISCLOSED, *(outcome for group in NOT_DISCLOSED.values() for outcome in group))
RULINGS = ("upheld", "corrected", "other", "pending")

Counts = Mapping[tuple[str, str], int]
"""How often each pair comes up, as ``SELECT a, b, COUNT(*) ... GROUP BY a, b`` gives it; any other is 0."""


@dataclass(frozen=True)
class Year:
    """What the portal's database holds of an organ's year."""

    organ: str
    year: int
    requests: Counts = field(default_factory=dict)
    """By stage or outcome ("received", "carried_out", "disclosed", "not_held" ...) and applicant."""
    cases: Counts = field(default_factory=dict)
    """By way ("reconsideration", "direct", "after_reconsideration") and ruling."""
    disclosures: Mapping[tuple[str, str], int | Decimal] = field(default_factory=dict)
    """By the row and column of table 2; fees in 万元."""


def record(of: Year, *, corrected: bool = False) -> dict[str, object]:
    """The record of the year's report; `corrected` is without the mistake."""
    results = {outcome: _row(of, outcome, corrected=corrected) for outcome in OUTCOMES}
    return {
        "format": "2021",
        "year": of.year,
        "organ": {"name": of.organ, "level": None, "division_code": None, "credit_code": None},
        "scope": None,
        "title": f"{of.organ}{of.year}年政府信息公开工作年度报告",
        "period": None,
        "basis": [],
        "contact": None,
        "published_on": None,
        "signed_by": None,
        "signed_on": None,
        "preamble": [],
        "sections": [],
        "printed": {},
        "proactive": {
            row: {column: of.disclosures.get((row, column), 0) for column in columns}
            for row, columns in DISCLOSURES.items()
        },
        "requests": {
            **{stage: _row(of, stage, corrected=True) for stage in ("received", "carried_in", "carried_out")},
            "results": {
                **{outcome: results[outcome] for outcome in DISCLOSED},
                **{group: {outcome: results[outcome] for outcome in own} for group, own in NOT_DISCLOSED.items()},
                "total": _with_total({who: sum(_count(of, each, who) for each in OUTCOMES) for who in APPLICANTS}),
            },
        },
        "proceedings": {
            "reconsideration": _cases(of, "reconsideration"),
            "litigation": {way: _cases(of, way) for way in ("direct", "after_reconsideration")},
        },
    }


def _row(of: Year, row: str, *, corrected: bool) -> dict[str, int]:
    """A row of table 3."""
    counts = {who: _count(of, row, who) for who in APPLICANTS}
    people, companies = counts["natural_person"], counts["business"]
    if row == "disclosed_in_part" and people and companies and not corrected:
        # The planted mistake. The total of the row is right all the same, and while one of the two is 0, so is the row.
        counts["natural_person"], counts["business"] = companies, people
    return _with_total(counts)


def _cases(of: Year, way: str) -> dict[str, int]:
    """A part of table 4."""
    return _with_total({ruling: of.cases.get((way, ruling), 0) for ruling in RULINGS})


def _count(of: Year, row: str, applicant: str) -> int:
    return of.requests.get((row, applicant), 0)


def _with_total(counts: dict[str, int]) -> dict[str, int]:
    return {**counts, "total": sum(counts.values())}
