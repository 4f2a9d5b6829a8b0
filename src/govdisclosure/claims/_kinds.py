"""What is counted: from the words around a figure to a kind of claim."""

import itertools
from collections.abc import Callable, Sequence
from typing import Final

import attrs

from govdisclosure.claims._numbers import MONEY
from govdisclosure.claims._tokens import Token

FOREIGN: Final = "foreign"
"""Something else than disclosure is counted: complaints, other applications, documents filed."""
OTHER: Final = "other"
_SILENT = frozenset(
    (
        "fill",
        "joined",
        "each",
        "respectively",
        "parts",
        "share",
        "same",
        "none",
        "anybody",
        "floor",
        "plan",
        "rate",
        "done",
        "more",
        "several",
    )
)
"""Meanings that do not tell what is counted."""
_FLOW = frozenset(f"requests.{act}" for act in ("received", "in_hand", "results", "carried_in", "carried_out"))
_DOCUMENTS = frozenset(("proactive.regulations", "proactive.normative_documents"))
_SAID_OF_ANYTHING = frozenset(("not_processed", "other"))
"""Outcomes that are not of requests for information alone."""
_OCCASIONS = frozenset(("次", "场", "轮", "期"))
"""Units of what was done, never of documents."""


@attrs.frozen
class Subject:
    """What the text is about, for words that do not say it: a family (``requests``), a kind, or `FOREIGN`.

    `disclosure_cases`: reviews and suits are about disclosure without saying so, for the section is about them.
    """

    name: str | None = None
    disclosure_cases: bool = False
    made: str | None = None
    """What was done with the documents counted last: issued, repealed."""


def told(words: Sequence[Token]) -> list[Token]:
    """The tokens that tell what is counted: words with a meaning of their own, and text that is not known."""
    return [
        token
        for token in words
        if (token.kind == "word" and token.meaning not in _SILENT) or token.kind in ("gap", "skip")
    ]


def kind_of(words: Sequence[Token], unit: str | None, subject: Subject) -> str | None:
    """The kind the words name, `FOREIGN`, or None if they name nothing on the list.

    Chinese puts what is meant last: 因政府信息公开申请引起的行政复议 is a review. So the last word of a family decides.
    """
    named = _Named(words, tuple(token.meaning for token in told(words) if token.meaning), unit, subject)
    if "foreign" in named.meanings:
        return FOREIGN
    for meaning in reversed(named.meanings):
        family = _FAMILIES.get(meaning.split(maxsplit=1)[0])
        if family is not None:
            return _if_counted(family(named), unit)
    return _if_counted(_of_no_family(named), unit)


def _if_counted(kind: str | None, unit: str | None) -> str | None:
    """A kind, unless it is no money and the unit is: 依申请公开收取复印费60元."""
    return None if unit in MONEY and kind is not None and family_of(kind) in ("requests", "proceedings") else kind


def family_of(kind: str) -> str:
    """What a kind can be a part of, or a whole for: its first word."""
    return kind.partition(".")[0]


def subject_of(words: Sequence[Token], kind: str | None, before: Subject) -> Subject:
    """What the text is about after these words, which were read as this kind."""
    name = before.name
    meanings = [token.meaning for token in words if token.meaning]
    if kind == FOREIGN and any(meaning.startswith(("act ", "request", "proceedings ")) for meaning in meanings):
        name = FOREIGN
    elif kind is not None and (kind == "published" or kind.startswith("requests.")):
        name = family_of(kind)
    elif families := [family for meaning in meanings if (family := _subject_named(meaning)) is not None]:
        name = families[-1]
    elif "information" in meanings and ("publish" in meanings or "publish own" in meanings):
        name = "published"
    made = kind.rpartition(".")[2] if kind is not None and kind.rpartition(".")[0] in _DOCUMENTS else None
    return attrs.evolve(before, name=name, made=made)


def joint_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """What one figure counts that stands after several kinds joined by 、 or 和 and is not said to be of each.

    >>> joint_kinds(["proposals.npc", "proposals.cppcc"]), joint_kinds(["requests.received", "requests.results"])
    (('proposals',), ('requests.received', 'requests.results'))
    """
    distinct = tuple(dict.fromkeys(kinds))
    distinct = tuple(kind for kind in distinct if not any(other.startswith(f"{kind}.") for other in distinct))
    if len(distinct) < 2:
        return distinct
    if set(distinct) == {"requests.received", "requests.carried_in"}:
        return ("requests.in_hand",)
    if set(distinct) <= _FLOW:  # 收到并答复7件 says two things; 受理、办理7件 one
        return tuple(kind for kind in distinct if kind != "requests.in_hand" or "requests.received" not in distinct)
    if all(family_of(kind) == "proposals" for kind in distinct):
        return ("proposals",)
    return (OTHER,) if all(family_of(kind) == "proceedings" for kind in distinct) else ()


def _subject_named(meaning: str) -> str | None:
    family, _, rest = meaning.partition(" ")
    if family in ("requests", "result"):
        return "requests"
    if family in ("proceedings", "documents", "decisions"):
        return f"{family}.{rest}"
    if family == "money":
        return "information_fee" if rest == "information_fee" else "proactive.fees.amount"
    return family if family in ("procurement", "proposals") else None


@attrs.frozen
class _Named:
    """Words with what they mean, the unit of the figure they stand with, and what the text is about."""

    words: Sequence[Token]
    meanings: tuple[str, ...]
    unit: str | None
    subject: Subject

    def of(self, family: str) -> list[str]:
        """What a family of words names, in printed order: of ``made``, ``issued`` and so on."""
        return [meaning.partition(" ")[2] for meaning in self.meanings if meaning.partition(" ")[0] == family]

    @property
    def publishes(self) -> bool:
        return "publish" in self.meanings or "publish own" in self.meanings

    @property
    def shows(self) -> bool:
        """Whether something is put on view, and not made."""
        return self.publishes or "listed" in self.meanings

    @property
    def of_information(self) -> bool:
        """Whether it is information on something, and not that thing: 采购项目信息9条."""
        return "information" in self.meanings

    def follows_unknown(self, *meanings: str) -> bool:
        """Whether a word stands right after text that is not known: 工伤认定申请."""
        return any(
            token.meaning in meanings and before.kind == "gap" and before.end == token.start
            for before, token in itertools.pairwise(told(self.words))
        )


def _requests(named: _Named) -> str | None:
    outcomes, acts, applicants = named.of("result"), named.of("act"), named.of("applicant")
    if named.meanings[0].startswith("act ") and any(token.text == "公民" for token in named.words):
        applicants = []  # 受理公民申请 is said of anybody's
    if named.subject.name == FOREIGN and "requests" not in named.meanings and set(outcomes) & _SAID_OF_ANYTHING:
        return FOREIGN
    if outcomes:
        if named.meanings[-1] == "information" and not acts:  # 不予公开信息30条 are papers, sorted by whether they may
            return None
        grounds = [outcome for outcome in outcomes if "." in outcome]
        if grounds and any(token.meaning == "several" for token in named.words):  # 因不掌握等原因无法提供
            outcomes, grounds = [outcomes[-1].partition(".")[0]], []
        kind = f"requests.results.{(grounds or outcomes)[-1]}"
    elif acts:
        kind = f"requests.{([act for act in acts if act != 'in_hand'] or acts)[-1]}"
    elif "channel" in named.meanings and named.meanings[-1] == "request":  # 网上申请6件 is a part of what was received
        return None
    else:
        kind = "requests.received"
    return f"{kind}.{applicants[-1]}" if applicants else kind


def _proceedings(named: _Named) -> str | None:
    about_disclosure = named.subject.disclosure_cases or "cause" in named.meanings or "requests" in named.meanings
    handled = any(token.meaning.startswith("act ") and token.text not in ("收到", "接到") for token in named.words)
    strange = handled or "request" in named.meanings or bool(named.of("decisions"))
    strange = strange or any(token.kind == "gap" for token in named.words) or named.subject.name == FOREIGN
    if strange and not about_disclosure:
        return FOREIGN  # the cases of others, or about other things
    if "act results" in named.meanings:  # 审结的行政复议案件9件: not those that go on
        return None
    if any(
        (one.meaning, other.meaning) == ("proceedings reconsideration", "proceedings litigation")
        for one, other in itertools.pairwise(named.words)
    ):
        return OTHER  # 复议诉讼共4件
    return ".".join(("proceedings", named.of("proceedings")[-1], *named.of("outcome")[-1:]))


def _documents(named: _Named) -> str | None:
    if named.unit in _OCCASIONS:  # 对制发的规范性文件清理一次
        return None
    documents, made = named.of("documents"), named.of("made")
    family, _, about = (named.subject.name or "").partition(".")
    if not documents and family == "documents" and named.unit in (None, "件", "部", "个", "项"):  # not 印发20000份
        documents = [about]
    if not made and named.subject.made and [word.meaning for word in named.words[:-1]] == ["joined"]:
        made = [named.subject.made]  # 制发规章2部、规范性文件5件
    if named.shows and made[-1:] != ["issued"]:  # 公示失效、废止的规范性文件
        return None
    return f"proactive.{documents[-1]}.{made[-1]}" if documents and made else None


def _decisions(named: _Named) -> str | None:
    what = next(token for token in reversed(named.words) if token.meaning.startswith("decisions "))
    if "request" in named.meanings or "act received" in named.meanings:
        return FOREIGN
    if named.of_information or named.publishes or (named.unit in ("项", "个") and "决定" not in what.text):
        return None
    return f"proactive.{named.of('decisions')[-1]}.decisions"


def _money(named: _Named) -> str | None:
    if named.unit is not None and named.unit not in MONEY:
        return None
    return "information_fee" if named.of("money")[-1] == "information_fee" else "proactive.fees.amount"


def _procurement(named: _Named) -> str | None:
    if named.of_information or named.publishes:
        return None
    by_word = named.unit is None and named.of("procurement")[-1] == "amount"
    return f"proactive.procurement.{'amount' if by_word or named.unit in MONEY else 'items'}"


def _proposals(named: _Named) -> str | None:
    kinds = set(named.of("proposals"))
    if named.publishes or named.unit == "篇":  # their answers, published
        return None
    return f"proposals.{kinds.pop()}" if len(kinds) == 1 and "" not in kinds else "proposals"


def _of_no_family(named: _Named) -> str | None:
    """The kind of words that need to know what the text is about: 公开, 收到, 答复, 维持, 废止, 自然人."""
    about = named.subject.name
    if named.follows_unknown("request"):
        return FOREIGN
    if named.meanings[-1:] != ("request",) and (named.publishes or "information" in named.meanings):
        return _published(named)
    if named.of("made"):
        return _documents(named)
    if named.of("outcome"):
        return f"{about}.{named.of('outcome')[-1]}" if about and about.startswith("proceedings.") else None
    if named.of("proposal"):
        return f"proposals.{named.of('proposal')[-1]}" if about == "proposals" else None
    if "charge" in named.meanings:
        fee = about in ("information_fee", "proactive.fees.amount") and (named.unit is None or named.unit in MONEY)
        return about if fee else None
    return _requests_by_subject(named)


def _published(named: _Named) -> str | None:
    if not named.publishes or "document" in named.meanings or named.follows_unknown("information", "document"):
        return None
    if "information" in named.meanings or "publish own" in named.meanings:
        return "published"
    if named.subject.name == "requests" and named.unit not in ("条", "篇"):
        return "requests.results.disclosed"
    return "published" if named.subject.name in ("published", None) and named.unit == "条" else None


def _requests_by_subject(named: _Named) -> str | None:
    about, meanings = named.subject.name, named.meanings
    if not ("request" in meanings or named.of("act") or named.of("applicant")):
        return None
    if "request" in meanings and len(meanings) > 1 and "act in_hand" not in meanings:
        return _requests(named)
    if about is None and (meanings == ("act in_hand",) or any(token.kind == "gap" for token in named.words)):
        return None
    if about in (None, "requests", "published") or (about != FOREIGN and "request" in meanings):
        return _requests(named)
    return None


_FAMILIES: dict[str, Callable[[_Named], str | None]] = {
    "requests": _requests,
    "result": _requests,
    "proceedings": _proceedings,
    "documents": _documents,
    "decisions": _decisions,
    "money": _money,
    "procurement": _procurement,
    "proposals": _proposals,
}
