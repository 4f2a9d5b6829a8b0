"""The claims found so far in a paragraph, and which are parts of which."""

from collections.abc import Iterator
from decimal import Decimal

import attrs

from govdisclosure.claims._claim import ClaimScope
from govdisclosure.claims._drafts import Draft, division_of
from govdisclosure.claims._kinds import OTHER, family_of
from govdisclosure.claims._segments import Segment

_NEAR = 60
"""How many claims back a whole may stand."""
_RECEIVED = frozenset(("requests.received", "requests.in_hand"))
_CARRIED = frozenset(("requests.carried_in", "requests.carried_out"))


@attrs.define
class _Parts:
    """An open list of parts: 其中……, （含……）, ……：……. `scope` is what held before it."""

    whole: Draft
    depth: int
    scope: ClaimScope | None
    first: Draft | None = None
    resumed: bool = False
    """Whether it goes on after a sentence ended, with 此外."""
    segment: Segment | None = None


@attrs.define
class Found:
    """The drafts of a paragraph, those of the sentence being read from `_first` on."""

    drafts: list[Draft] = attrs.field(factory=list)
    _first: int = 0
    _parts: _Parts | None = None

    @property
    def here(self) -> list[Draft]:
        """The drafts of this sentence."""
        return self.drafts[self._first :]

    @property
    def divided(self) -> Draft | None:
        """The whole whose parts are being listed."""
        return None if self._parts is None else self._parts.whole

    def begin_sentence(self) -> None:
        """A new sentence begins."""
        self._first = len(self.drafts)

    def last(self, *, wholes: bool = False, depth: int | None = None) -> Draft | None:
        """The last claim of this sentence that is no comparison, and stands in no more brackets than `depth`."""
        for draft in reversed(self.here):
            if not (draft.aside or (wholes and draft.whole is not None) or (depth is not None and draft.depth > depth)):
                return draft
        return None

    def open_parts(self, segment: Segment, scope: ClaimScope | None, *, whole: Draft | None = None) -> None:
        """Parts begin: of a whole, or else of the last claim of the sentence, or of the last whole before it."""
        whole = whole or self._beside_carried(self.last(depth=segment.depth)) or next(self._wholes_before(), None)
        self._parts = None if whole is None else _Parts(whole, segment.depth, scope)

    def resume_parts(self, scope: ClaimScope | None) -> None:
        """此外: the parts that ended with the sentence before this may go on."""
        last = self.drafts[-1] if self.drafts and not self.here else None
        if last is not None and last.whole is not None and not last.depth:
            self._parts = _Parts(last.whole, 0, scope, first=last, resumed=True)

    def close_parts(self) -> ClaimScope | None:
        """The list of parts ends; the scope that held before it."""
        scope = None if self._parts is None else self._parts.scope
        self._parts = None
        return scope

    def leaves_parts(self, segment: Segment) -> bool:
        """Whether a segment stands outside the brackets in which parts are listed."""
        return self._parts is not None and segment.depth < self._parts.depth

    def add(self, draft: Draft, segment: Segment) -> bool:
        """Add a claim, as a part of a whole if it is one. Whether the list of parts before it, if any, goes on."""
        parts, outside = self._parts, self.last(depth=segment.depth - 1)
        self.drafts.append(draft)
        if parts is not None and parts.first is None:
            parts.whole = self._whole_that_fits(parts.whole, draft)
        nested = segment.depth > (parts.depth if parts is not None else 0)
        if parts is not None and (draft.bare or not nested) and self._goes_on(parts, draft, segment):
            draft.divide(parts.whole)
            parts.first, parts.segment = parts.first or draft, segment
        elif nested:
            if outside is not None and outside.period == draft.period and not draft.aside and draft.may_divide(outside):
                draft.divide(outside)
        else:
            return parts is None
        return True

    def sum_up(self, total: int | Decimal) -> list[str]:
        """The kinds of this sentence's claims that a total adds up; what makes it up is then not all that was received.

        收到网上申请5件，信函2件，合计7件.
        """
        kinds = [draft.undivided for draft in self.here if draft.kind is not None or draft.by_way]
        if len(self.here) > 1 and sum(draft.value or 0 for draft in self.here) == total:
            for draft in self.here:
                draft.kind = None if draft.kind == "requests.received" else draft.kind
        return kinds

    def whole_for(self, part: Draft) -> Draft | None:
        """The whole that a share without 其中 is of: the last number in the paragraph that it can be a part of."""
        for draft in reversed(self.drafts[-_NEAR:]):
            apart = (
                draft is part
                or draft.aside
                or draft.whole is not None
                or draft.share is not None
                or draft.value is None
            )
            if apart or (part.kind is not None and (draft.kind, draft.scope) == (part.kind, part.scope)):
                continue
            if part.kind is not None and draft.kind is not None and not _is_akin(draft.kind, part.kind):
                continue
            if draft.value is not None and (part.value is None or draft.value >= part.value):
                return draft
        return None

    def _beside_carried(self, last: Draft | None) -> Draft | None:
        """What 其中 divides: not what was carried over, if what was received stands beside it."""
        if last is None or last.kind not in _CARRIED:
            return last
        received = (draft for draft in reversed(self.here) if draft.kind in _RECEIVED and draft.depth == last.depth)
        return next(received, last)

    def _wholes_before(self) -> Iterator[Draft]:
        return (draft for draft in reversed(self.drafts[-_NEAR:]) if draft.whole is None and not draft.aside)

    def _goes_on(self, parts: _Parts, draft: Draft, segment: Segment) -> bool:
        """Whether an open list of parts goes on with a claim: by the same division, and counted alike."""
        if draft.aside or not draft.may_divide(parts.whole):
            return False
        if parts.first is None or parts.depth:  # in （含...） everything is a part
            return True
        if parts.whole.informs and draft.kind is not None and draft.acts:  # 公开信息9条，其中政策3条，制发规范性文件2件
            return False
        kind = draft.kind_within(parts.whole)
        if kind is None and draft.unit not in (None, parts.first.unit, parts.whole.unit):
            return False
        siblings = [part for part in self.drafts[-_NEAR:] if part.whole is parts.whole]
        named = sum(part.value or 0 for part in siblings)
        if kind is None and parts.whole.value is not None:
            full = parts.segment is not segment and (
                named == parts.whole.value or (named > parts.whole.value and segment.opener == ";")
            )
            if draft.value and (full or draft.value > parts.whole.value):
                return False
            if parts.resumed:
                return named + (draft.value or 0) <= parts.whole.value
        if any((part.kind, part.scope, part.value) == (kind, draft.scope, draft.value) for part in siblings if kind):
            return False  # said again: 其中办结3件，……已办结的3件均为……
        goes_on = not draft.acts and (parts.segment is segment or segment.opener == "," or draft.leads or draft.by_noun)
        return division_of(kind) == parts.first.division or (kind is None and goes_on)

    def _whole_that_fits(self, nearest: Draft, part: Draft) -> Draft:
        """What 其中 divides, told by its first part: not a fee, nor the applicants, nor what was carried over.

        收到9件，上年结转1件，其中予以公开5件 divides what was received.
        """
        if _fits(nearest, part):
            return nearest
        known = (whole for whole in self._wholes_before() if whole.kind and whole is not part and _fits(whole, part))
        return next(known, nearest)


def _is_akin(whole: str, part: str) -> bool:
    """Whether one kind can be a share of another: suits are none of reviews."""
    if family_of(whole) == "proceedings":
        return part.startswith(f"{whole}.")
    return family_of(whole) == family_of(part)


def _fits(whole: Draft, part: Draft) -> bool:
    """Whether one claim can well be divided into parts of which another is one."""
    if not part.may_divide(whole) or (whole.value is not None and part.value is not None and part.value > whole.value):
        return False
    if family_of(part.kind or OTHER) != "requests" or whole.informs:
        return True
    by_result = division_of(part.kind) in ("result", "act")
    undivided = whole.kind not in _CARRIED and division_of(whole.kind) != "applicant"
    return family_of(whole.kind or OTHER) in ("requests", OTHER) and (undivided or not by_result)
