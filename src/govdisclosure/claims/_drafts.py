"""Claims while a paragraph is being read: they still gather shares, growth and the whole they are a part of."""

from decimal import Decimal

import attrs

from govdisclosure.claims._claim import ClaimScope
from govdisclosure.claims._kinds import OTHER, family_of
from govdisclosure.claims._text import Sentence


@attrs.define(kw_only=True, eq=False)
class Draft:
    """A claim in the making. `kind` None is a counted thing that is not on the list."""

    kind: str | None
    value: int | Decimal | None
    unit: str | None = None
    raw: str = ""
    rounded: bool = False
    period: int | None
    scope: ClaimScope | None
    sentence: Sentence
    start: int
    end: int
    bare: bool = False
    """Whether its words were said before it: the 1 of 尚未审结（1件）."""
    depth: int = 0
    """In how many brackets it stands."""
    by_noun: bool = False
    """Whether nothing says that its requests were received: 其中书面申请3件 are a part of others."""
    by_way: bool = False
    """Whether it counts requests that came one way: 收到网上申请3件."""
    leads: bool = False
    """Whether its number stands before its words, or they say that it is the rest: 3件撤销, 其他3件."""
    apart: bool = False
    """Whether it is said to be no part of what stands before: （另有3件……）."""
    informs: bool = False
    """Whether it counts what was published or issued; its parts are classes of that, whatever they are called."""
    acts: bool = False
    """Whether it says what was done (收到, 制发), as no class of papers does."""
    aside: bool = False
    """Whether it only serves for comparison: the 32 of 较上年（32件）."""
    share: Decimal | None = None
    growth: Decimal | None = None
    whole: "Draft | None" = None

    @property
    def division(self) -> str:
        """By what a whole is divided when this is a part of it; parts of one whole are of one division."""
        return division_of(self.kind)

    def kind_within(self, whole: "Draft") -> str | None:
        """The kind it has as a part of a whole: None, any other part, if it is not of the same kind of thing."""
        kind = self.kind
        if whole.informs or (
            self.by_noun and self.scope == whole.scope and family_of(whole.kind or OTHER) == "requests"
        ):
            return None
        if kind is None or whole.kind is None or whole.kind == OTHER:
            return kind
        if division_of(kind) == "applicant" and whole.kind.startswith("requests."):
            within = whole.kind.rpartition(".")[0] if division_of(whole.kind) == "applicant" else whole.kind
            return f"{within}.{kind.rpartition('.')[2]}"
        if family_of(kind) != family_of(whole.kind):
            return None
        alike = (kind, self.scope, self.period) == (whole.kind, whole.scope, whole.period)
        return None if alike else kind

    def may_divide(self, whole: "Draft") -> bool:
        """Whether it can be a part of a whole: of nothing, of a kind it has nothing to do with, or of people if it is
        a thing, it is none."""
        if whole.value is not None and self.value is not None and self.value > whole.value == 0:
            return False
        if self.apart or (_measure(self.unit) != _measure(whole.unit) and None not in (self.unit, whole.unit)):
            return False
        if whole.informs and self.acts and family_of(self.kind or OTHER) == "requests":
            return False
        case = family_of(self.kind or "") == "proceedings"
        return not case or family_of(whole.kind or OTHER) in ("proceedings", OTHER)

    @property
    def undivided(self) -> str:
        """Its kind, or what its applicants applied for: what a sum with others of its division counts."""
        kind = self.kind or ("requests.received" if self.by_way else OTHER)
        return kind.rpartition(".")[0] if self.division == "applicant" else kind

    def divide(self, whole: "Draft") -> None:
        """Make it a part of a whole."""
        if whole is not self and not whole.is_within(self):
            self.whole, self.kind = whole, self.kind_within(whole)

    def is_within(self, other: "Draft") -> bool:
        """Whether it is a part of another, or a part of its part."""
        seen = 0
        draft = self.whole
        while draft is not None and seen < 20:
            if draft is other:
                return True
            draft, seen = draft.whole, seen + 1
        return False


_APPLICANTS = frozenset(
    ("natural_person", "organizations", "business", "research", "nonprofit", "legal_services", "other_organization")
)
_OUTCOMES = frozenset(("upheld", "corrected", "other", "pending"))


_THINGS = frozenset("件条份个项起宗例部篇次则批")


def _measure(unit: str | None) -> str | None:
    """What a unit measures: of things all units are alike."""
    return "件" if unit is not None and unit[0] in _THINGS else unit


def division_of(kind: str | None) -> str:
    """By what a whole of which this kind is a part is divided."""
    if kind is None or kind == OTHER:
        return OTHER
    family, last = family_of(kind), kind.rpartition(".")[2]
    if family == "requests":
        return "applicant" if last in _APPLICANTS else "result" if kind.startswith("requests.results.") else "act"
    if family == "proceedings":
        return "outcome" if last in _OUTCOMES else "route"
    return family
