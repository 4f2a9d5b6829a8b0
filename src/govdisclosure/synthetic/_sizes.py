"""How much there is of what: about as in the reports of a country, and nothing a report would have to agree with."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate

import attrs

from govdisclosure.synthetic._scheme import Scheme, last_step


@attrs.frozen
class Size:
    """How large the organs of a kind are.

    `idle` is the share of them that has nothing to report at all; of the others, `mean` and `spread` are those of the
    natural logarithm of the requests that are to be expected in a year.
    """

    idle: float
    mean: float
    spread: float


SIZES: Mapping[tuple[str, str], Size] = {
    ("ministry", "ministry"): Size(0.0, 5.5, 1.0),
    ("office", "province"): Size(0.0, 6.0, 0.7),
    ("office", "city"): Size(0.0, 4.5, 0.9),
    ("office", "county"): Size(0.05, 3.0, 1.1),
    ("department", "province"): Size(0.05, 2.8, 1.5),
    ("department", "city"): Size(0.2, 1.2, 1.6),
    ("department", "county"): Size(0.6, -0.3, 1.8),
    ("township", "county"): Size(0.65, -0.2, 1.7),
}
"""By the kind of the organ and the tier of its government."""

SCALES: Mapping[str, float] = {
    "licensing": 300,
    "other_services": 120,
    "penalties": 80,
    "coercion": 6,
    "regulations": 0.2,
    "normative_documents": 0.4,
    "fees": 40,
    "procurement": 150,
}
"""Rows of table 2: how many things or how much money (万元) a year in an organ that gets one request a year."""
USUAL_SCALE = 5.0
SELDOM = 0.55
"""The share of organs that have nothing to do with a row of table 2."""
ONLY_MINISTRIES = "regulations"
"""规章: others could not make any, or only for their government."""
MATTERS = 4
"""How many matters of a row, or documents in force, there are for each tenfold of what is done in a year."""

COLUMNS: Mapping[str, float] = {
    "natural_person": 72, "business": 17, "research": 0.5, "nonprofit": 1, "legal_services": 7,
    "other_organization": 2.5,
}  # fmt: skip
OUTCOMES: Mapping[str, float] = {
    "disclosed": 33, "disclosed_in_part": 5, "state_secret": 0.2, "forbidden_by_law": 0.4, "third_party_rights": 0.7,
    "three_securities_one_stability": 0.2, "internal_affairs": 1.2, "deliberative": 1.1, "enforcement_files": 0.9,
    "inquiry_matters": 0.9, "not_held": 33, "needs_creation": 5, "still_unclear": 1.5, "petition": 3, "repeated": 2.4,
    "publication": 0.2, "excessive": 0.8, "confirmation": 0.3, "correction_overdue": 3, "fee_overdue": 0.1, "rest": 5,
    "other_undivided": 8,
}  # fmt: skip
FATES: Mapping[str, float] = {"upheld": 62, "corrected": 14, "other": 14, "pending": 10}
USUAL_SHARE = 1.0
CASES: Mapping[str, float] = {"reconsideration": 0.03, "direct": 0.006, "after_reconsideration": 0.005}
"""New cases of a kind for each request answered."""
USUAL_CASES = 0.005
LEFT = 0.04
"""The share of requests that is carried over to the next year."""
CHANGES = (-2, 3)
"""How many matters of a row there may be less or more after a year."""
REPEALED = 0.1
"""The share of what is in force that is repealed in a year."""
UNSTEADY = 0.25
"""How much the years of one organ differ."""
PLACES = (0, 1, 2, 2, 2, 2, 4, 4)
"""How many places an amount has."""
PRICE = 20
"""万元; what a thing costs where a row has the number of things and the money for them."""
DEAREST = 50_000.0
"""万元; that much an organ takes in or buys for at most."""


# --- shares, each with those before it ---------------------------------------------------------------------------


@cache
def column_shares(scheme: Scheme) -> Sequence[float]:
    """Of the kinds of applicants, in the order of the columns."""
    return _upto(scheme.columns, COLUMNS)


@cache
def outcome_shares(scheme: Scheme) -> Sequence[float]:
    """Of the results, in the order of the rows."""
    return _upto(scheme.outcomes, OUTCOMES)


@cache
def fate_shares(scheme: Scheme, row: str) -> Sequence[float]:
    """Of what becomes of a case of a kind."""
    return _upto(scheme.cases[row], FATES)


def _upto(names: Sequence[str], known: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(accumulate(known.get(last_step(name), USUAL_SHARE) for name in names))
