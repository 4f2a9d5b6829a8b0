"""未收到……, 无……, ……均未发生: of what it is said that there was nothing."""

from collections.abc import Sequence

from govdisclosure.claims._kinds import FOREIGN, OTHER, Subject, kind_of, subject_of, told
from govdisclosure.claims._segments import Segment, items_of
from govdisclosure.claims._tokens import Token

_NEVER = frozenset((FOREIGN, OTHER, "requests.results", "requests.in_hand", "published"))
"""What 未 says nothing of: 未办结 means that the case goes on."""
_VERBS = frozenset(("发生", "收取", "出现", "产生", "引发", "存在", "提起", "开展", "作出", "新增", "涉及"))
_ANY_ONE = frozenset(("一件", "一起", "一例", "一宗", "一项", "一条", "1件", "1起"))


def reach(segment: Segment, index: int) -> int:
    """Where the words end that the 未 or 无 at a place denies; the place itself if a figure stands among them."""
    end = index + 1
    while (
        end < len(segment.tokens)
        and segment.tokens[end].meaning != "none"
        and segment.tokens[end].kind not in ("percent", "growth")
    ):
        if segment.tokens[end].kind == "figure" and segment.tokens[end].text not in _ANY_ONE:  # 未发生一起
            return index
        end += 1
    return end


def denied(
    following: Sequence[Token], before: Sequence[Token], subject: Subject
) -> tuple[tuple[str, ...], Sequence[Token]]:
    """The kinds there was nothing of, and the words that name them: those after 未, or else those before it."""
    kinds = kinds_denied(following, subject)
    only_verbs = all(token.meaning == "act received" for token in told(following))
    if kinds or not only_verbs or not told(before):
        return kinds, following
    used = [*before, *following]
    return kinds_denied(used, subject), used


def kinds_denied(words: Sequence[Token], subject: Subject) -> tuple[str, ...]:
    """The kinds that words joined by 、 and 和 name, each by itself."""
    kinds: list[str] = []
    about = subject
    lead: list[Token] = []
    alone: list[Token] = []
    items = items_of(words)
    last = [token.kind for item in items[-1:] for token in told(item)]
    if last[-1:] == ["gap"] and "word" in last:  # 无行政许可、行政处罚职能
        return ()
    for item in items:
        content = told(item)
        if not content or content[-1].kind != "word":
            continue
        made = [token for token in content if token.meaning.startswith("made ")]
        if len(made) == len(content):  # 未制发或废止规章: of each
            alone = [*alone, *made]
            continue
        done = [token for token in item if not token.meaning.startswith("made ")] if alone else []
        runs = [run for verb in alone for run in _runs(content, [verb, *done])]
        for run in [*runs, *_runs(content, item if made else [*lead, *item])]:
            kind = _fee(content) or kind_of(run, None, about)
            about = subject_of(run, None, about)
            if kind is not None and kind not in _NEVER and not _is_of_proposals(kind, subject):
                kinds.append(kind)
        lead = made or lead  # 未制定规章和规范性文件
    return tuple(dict.fromkeys(kinds))


def verb_end(none: Token, following: Sequence[Token]) -> int:
    """Where 未收到, 没有发生 ends: the print of nothing."""
    verb = following[0] if following else None
    return verb.end if verb is not None and (verb.meaning.startswith("act ") or verb.text in _VERBS) else none.end


def _runs(content: Sequence[Token], item: Sequence[Token]) -> list[Sequence[Token]]:
    """人大建议政协提案 and 复议诉讼 name two things without a word between them."""
    things = [token for token in content if token.meaning.startswith(("proposals", "proceedings "))]
    return [[token] for token in things] if len(things) > 1 and things == list(content[-len(things) :]) else [item]


def _fee(content: Sequence[Token]) -> str | None:
    """未收取任何费用: of requests, where nothing else is named."""
    plain = content[-1].meaning == "charge" and all(token.kind == "word" for token in content)
    return "information_fee" if plain else None


def _is_of_proposals(kind: str, subject: Subject) -> bool:
    """无不予公开的情形, after proposals."""
    return subject.name == "proposals" and kind.startswith("requests.results.")
