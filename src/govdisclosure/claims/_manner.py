"""How a claim is said, as far as it tells what it is a part of, and what it cannot be for what was said before it."""

from collections.abc import Sequence

from govdisclosure.claims._drafts import Draft
from govdisclosure.claims._kinds import told
from govdisclosure.claims._numbers import MONEY
from govdisclosure.claims._tokens import Token

_APART = frozenset(("另", "另有", "另外"))
_REST = frozenset(("其他", "其余", "剩余", "余下"))
_PAPERS = frozenset(("information", "document", "publish", "publish own"))
_SUED = "proceedings.litigation"
_AT_ONCE, _AFTER = f"{_SUED}.direct", f"{_SUED}.after_reconsideration"
ROUTES = (_AT_ONCE, _AFTER)
"""The two ways to court."""


def note_manner(draft: Draft, used: Sequence[Token]) -> None:
    """Note how a claim is said with the words it used."""
    meanings, words = {word.meaning for word in used}, told(used)
    draft.by_noun = draft.kind == "requests.received" and "act received" not in meanings
    last = [word.meaning for word in words[-2:]]
    draft.by_way = "channel" in last and (last[-1] == "channel" or last[-1].startswith("request"))
    draft.acts = bool(words) and words[0].meaning.startswith(("act ", "made ")) and words[0].text != "发布"
    draft.apart = draft.depth > 0 and any(word.text in _APART for word in used)
    draft.leads = any(word.text in _REST for word in used) or (bool(words) and words[0].start > draft.start)
    if draft.kind in (None, "published") and draft.unit not in MONEY:
        draft.informs = bool(meanings & _PAPERS) or draft.unit in ("条", "篇")


def mend(draft: Draft, here: Sequence[Draft]) -> None:
    """Correct the kind of a claim by those before it in its sentence."""
    kind = draft.kind or ""
    if draft.by_way and any(before.by_way for before in here):  # 收到网上申请3件，信函申请2件: neither is all
        for part in (draft, *here):
            part.kind = None if part.by_way and part.kind == "requests.received" else part.kind
        return
    if kind == "requests.in_hand" and any(_exceeds(before, draft) for before in here):
        draft.kind = "requests.results"
    if kind.startswith(f"{_AFTER}.") and not _names_ways_apart(draft, here):
        draft.kind = kind.replace(_AFTER, _SUED)


def _exceeds(before: Draft, draft: Draft) -> bool:
    """Whether more was received than a claim says: 收到9件，办理8件 are not all that was in hand."""
    same = (before.scope, before.period) == (draft.scope, draft.period)
    return same and before.kind == "requests.received" and (before.value or 0) > (draft.value or 0)


def _names_ways_apart(draft: Draft, here: Sequence[Draft]) -> bool:
    """Whether outcomes are given for each way to court: not in 直接起诉3件，复议后起诉2件，维持4件."""
    if any(before.depth != draft.depth for before in here[-1:]):  # 复议后起诉2件（维持1件）
        return True
    ways = [before.kind for before in here if before.kind is not None and before.depth == draft.depth]
    return _AT_ONCE not in ways or any(before.kind and before.kind.startswith(f"{_AT_ONCE}.") for before in here)
