"""A paragraph read: its sentences from left to right, each figure with the words that tell what it counts.

A figure's words stand before it (收到申请12件), after it (12件予以公开), or were said already (本年为12件). Whatever is
counted becomes a draft; only at the end is it known which drafts are claims.
"""

from collections.abc import Sequence
from decimal import Decimal

import attrs

from govdisclosure.claims import _nothing
from govdisclosure.claims._drafts import Draft
from govdisclosure.claims._found import Found
from govdisclosure.claims._kinds import FOREIGN, Subject, joint_kinds, kind_of, subject_of, told
from govdisclosure.claims._manner import ROUTES, mend, note_manner
from govdisclosure.claims._numbers import MONEY, Figure
from govdisclosure.claims._segments import (
    Segment,
    goes_before,
    in_condition,
    items_of,
    names_paper,
    nouns_after,
    segments_of,
    with_carried_in,
    with_lists,
    without_brackets,
    words_after,
    years_in_turn,
)
from govdisclosure.claims._setting import Setting
from govdisclosure.claims._text import Sentence
from govdisclosure.claims._tokens import Token, tokens_of
from govdisclosure.claims._when import Period
from govdisclosure.claims._whose import Organs

_SUMS = frozenset(("合计", "共计", "总计", "共", "计"))
_NOT_YET = ("act ", "made ", "publish", "channel")
"""Meanings that wait for the thing they are about: 收到, 制发, 公开."""


@attrs.define
class Reader:
    """Reads one paragraph into `found`."""

    organs: Organs
    setting: Setting
    subject: Subject
    found: Found = attrs.field(factory=Found)
    _sentence: Sentence = Sentence("", (), "")
    _in_turn: list[str] = attrs.field(factory=list)
    """Kinds still to come of 维持、纠正分别为7件、1件."""
    _years: list[Period] = attrs.field(factory=list)
    _untold: list[Draft] = attrs.field(factory=list)
    """Figures whose kind is said after them: 2022年8件、2023年9件，申请量上升."""
    _rated: bool = False
    """Whether the last percentage was a rate: a change after it is of the rate."""
    _before: Segment | None = None
    _after: Segment | None = None

    def read(self, sentence: Sentence) -> None:
        """Read the next sentence of the paragraph."""
        self._sentence, self._in_turn, self._untold = sentence, [], []
        self.found.begin_sentence()
        tokens = with_carried_in(tokens_of(sentence.text, self.organs), self.setting.year)
        segments = segments_of(with_lists(without_brackets(tokens)))
        for before, segment, after in zip([None, *segments], segments, [*segments[1:], None], strict=False):
            self._before, self._after = before, after
            if segment.opener in ",;" and not segment.depth:
                self.setting.end_comparison()
            if self.found.leaves_parts(segment):
                self._end_parts()
            self._read_segment(segment)
        self._end_parts()
        self.setting.end_sentence()

    def _read_segment(self, segment: Segment) -> None:
        start = index = 0  # from `start` on stand the words no figure has used
        self._years = years_in_turn(segment.tokens)
        while index < len(segment.tokens):
            token, words = segment.tokens[index], segment.tokens[start:index]
            match token.kind, token.meaning:
                case "period", _:
                    self._enter_period(token, segment, words)
                case "scope", _:
                    self.setting.scope = token.scope
                case _, "done":
                    self.setting.done()
                case _, "plan":
                    self.setting.plan()
                case _, "more" if self.found.divided is None:
                    self.found.resume_parts(self.setting.scope)
                case _, "parts":
                    if segment.has_figure or index == len(segment.tokens) - 1:
                        self._end_parts()
                        self.found.open_parts(segment, self.setting.scope)
                case _, "respectively" if not told(words) and self.found.last() is not None:
                    self._end_parts()  # 不予处理3件，分别为信访类申请2件、重复申请1件
                    self.found.open_parts(segment, self.setting.scope)
                case _, "none":
                    index = start = self._read_none(segment, index, words)
                    continue
                case "figure", _:
                    start = self._read_figure(segment, index, words)
                    index = max(index, start - 1)
                case "percent", _:
                    self._read_share(segment, words, token)
                    start = index + 1
                case "growth", _:
                    self._read_growth(segment, words, token)
                    start = index + 1
                case _, "same":
                    if self.setting.is_aside or "同比" in segment.text:
                        self._read_growth(segment, words, token)
                    start = index + 1
                case _:
                    pass
            index += 1
        self._end_segment(segment, segment.tokens[start:])

    def _enter_period(self, token: Token, segment: Segment, words: Sequence[Token]) -> None:
        period = token.value
        if isinstance(period, Period) and not (names_paper(words) and period.year not in (None, self.setting.year)):
            self.setting.enter(period, bracketed=segment.opener == "(")

    def _end_segment(self, segment: Segment, rest: Sequence[Token]) -> None:
        if not segment.has_figure:
            self._read_words(segment, rest)
        last = self.found.last()
        if last is not None and last is not self.found.divided and segment.begins_parts:
            self._end_parts()
            self.found.open_parts(segment, self.setting.scope, whole=last)

    def _end_parts(self) -> None:
        if self.found.divided is not None:
            self.setting.scope = self.found.close_parts()

    def _read_words(self, segment: Segment, words: Sequence[Token]) -> None:
        """Words without a figure may tell the kind of figures before them, and what comes next is about."""
        if told(words) and (self._untold or segment.opener == "("):
            kind = next(iter(self._kinds(words, loose=True)), None)
            self._tell(kind)
            last = self.found.last()
            suit = last is not None and last.kind == "proceedings.litigation"
            if last is not None and suit and kind is not None and kind in ROUTES and segment.opener == "(":
                last.kind = kind  # 行政诉讼2件（均为复议后起诉）
        self.subject = subject_of([word for word in words if word.meaning != "cause"], None, self.subject)

    def _tell(self, kind: str | None) -> None:
        """The kind of the figures that waited for it."""
        if kind is not None:
            for draft in self._untold:
                draft.kind = kind
            self._untold = []

    # Figures

    def _read_figure(self, segment: Segment, index: int, words: Sequence[Token]) -> int:
        """Read the figure at a place; where the words of the next one begin."""
        token = segment.tokens[index]
        figure = token.value
        if not isinstance(figure, Figure) or self._is_no_claim(token, words):
            return index + 1
        self._rated = False
        year = self._years.pop(0) if self._years else None
        if year is not None:
            self.setting.enter(year, bracketed=False)
        shared = [at for at, word in enumerate(words) if word.meaning == "share"]
        if shared:  # 占申请总量30件的85%: what is before 占 has the share, 30 is the whole
            words = words[shared[-1] + 1 :]
        following = words_after(segment.tokens, index + 1)
        end = index + 1
        if told(words):
            nouns = nouns_after(following)
            kinds, used = self._kinds(words, nouns, following, figure.unit), [*words, *nouns]
            end += len(nouns)
            if not kinds and words[-1].text.endswith("的") and goes_before(figure, following):
                # 对符合条件的8件予以公开
                kinds, used = self._kinds_after(figure, following), following
        elif goes_before(figure, following):
            kinds, used = self._kinds_after(figure, following), [*words, *following]
            end += len(following) if kinds else 0
        else:
            named = year is not None or any(w.kind in ("period", "scope") or w.text in ("达", "达到") for w in words)
            return self._read_bare(segment, token, figure, words, named=named) or end
        self._add(kinds, segment, token, figure, used)
        self._tell(next(iter(kinds), None))
        return end

    def _is_no_claim(self, token: Token, words: Sequence[Token]) -> bool:
        """Whether a figure is of a plan or of a rule."""
        if self.setting.is_plan or any(word.meaning == "floor" for word in words):
            return True
        return in_condition(self._sentence.text, token.start)

    def _kinds(
        self,
        words: Sequence[Token],
        nouns: Sequence[Token] = (),
        following: Sequence[Token] = (),
        unit: str | None = None,
        *,
        loose: bool = False,
    ) -> tuple[str, ...]:
        """The kinds a figure counts, in printed order; none if what it counts is not on the list.

        They are several for 收到、办结均为17件. What stands last before the figure is what it counts, so an unknown
        word there makes it unknown, unless `loose`.
        """
        content = told(words)
        if any(word.meaning == "respectively" for word in words):
            kinds = [kind for item in items_of(words) if (kind := kind_of(item, unit, self.subject)) is not None]
            if len(kinds) > 1:
                self._in_turn = kinds[1:]
                self._divide_in_turn(kinds)
                return (kinds[0],)
        if not content:
            return ()
        unknown = not loose and content[-1].kind != "word"
        waits = all(word.kind == "word" and word.meaning.startswith(_NOT_YET) for word in content)
        if not nouns and (unknown or (waits and following and following[0].kind == "gap")):
            strange = any(word.meaning.startswith("act ") for word in content)
            kind = FOREIGN if strange or kind_of(words, unit, self.subject) == FOREIGN else None
            self.subject = subject_of(words, kind, self.subject)
            return ()
        return self._kinds_named(words, nouns, unit)

    def _kinds_named(self, words: Sequence[Token], nouns: Sequence[Token], unit: str | None) -> tuple[str, ...]:
        items = [item for item in items_of(words) if told(item)]
        kinds = [kind for item in items if (kind := kind_of([*item, *nouns], unit, self.subject)) is not None]
        whole = kind_of([*words, *nouns], unit, self.subject)
        self.subject = subject_of([*words, *nouns], whole, self.subject)
        if whole == FOREIGN or FOREIGN in kinds:
            return ()
        if len(set(kinds)) > 1:
            each = any(word.meaning == "each" for word in words)
            return tuple(dict.fromkeys(kinds)) if each else joint_kinds(kinds)
        return () if whole is None else (whole,)

    def _kinds_after(self, figure: Figure, following: Sequence[Token]) -> tuple[str, ...]:
        """The kinds of a figure that stands before its words, in its segment or in the next: 其中3件因……，结转下年."""
        if any(isinstance(word.value, Period) and self.setting.is_future(word.value) for word in following):
            return ()  # 1件将于明年办结
        kinds = self._kinds(following, unit=figure.unit, loose=following[0].kind != "gap")
        whole, after = self.found.divided, self._after
        if whole is not None and after is not None and not after.has_figure and kinds in ((), (whole.kind,)):
            return self._kinds(after.tokens, unit=figure.unit, loose=True)
        return kinds

    def _read_bare(self, segment: Segment, token: Token, figure: Figure, words: Sequence[Token], *, named: bool) -> int:
        """Read a figure without words: what it counts was said before, or is said later. Nothing is used up: 0."""
        summed = any(word.text in _SUMS for word in words)
        before, last = self._before, self.found.divided or self.found.last()
        kinds: tuple[str, ...] = ()
        if self._in_turn:
            kinds = (self._in_turn.pop(0),)
        elif figure.unit in MONEY and self.subject.name == "procurement":
            kinds = ("proactive.procurement.amount",)
        elif before is not None and not before.has_figure and segment.opener in "(,:":
            kinds = self._kinds(before.tokens, unit=figure.unit, loose=True)
        if not kinds and last is None and named and self.found.drafts:
            last = self.found.drafts[-1]
        meant = named or (self.found.divided is None and (summed or segment.opener == "("))
        if not kinds and last is not None and meant:
            said = (last.kind,) if last.kind else ()
            kinds = joint_kinds(self.found.sum_up(figure.value)) if summed and not named else said
        self._add(kinds, segment, token, figure, words)
        self._tell(next(iter(kinds), None))
        if named and not kinds and (last is None or last in self._untold):
            self._untold.append(self.found.drafts[-1])
        return 0

    def _divide_in_turn(self, kinds: Sequence[str]) -> None:
        """结果维持、结果纠正分别为7件、1件 after the number of all reviews: parts of it."""
        last = self.found.last(wholes=True)
        if last is not None and last.kind is not None and all(kind.startswith(f"{last.kind}.") for kind in kinds):
            self._end_parts()
            self.found.open_parts(Segment(()), self.setting.scope, whole=last)

    def _add(self, kinds: Sequence[str], segment: Segment, token: Token, figure: Figure, used: Sequence[Token]) -> None:
        """Add what a figure counts, in printed order; one draft of no kind if that is not on the list."""
        places = [token, *(word for word in told(used) if word.kind == "word")]
        for kind in kinds or (None,):
            draft = self._draft(kind, figure.value, segment, places)
            draft.unit, draft.rounded = figure.unit, figure.rounded
            draft.raw = self._sentence.printed(figure.start, figure.end)
            if figure.unit is not None and figure.unit not in MONEY:
                draft.unit = self._sentence.printed(figure.end, figure.end + len(figure.unit))
            if any(word.meaning == "act carried_in" and ("本年" in word.text or "今年" in word.text) for word in used):
                draft.period = self.setting.year
            draft.bare, draft.aside = not told(used), self.setting.is_aside
            note_manner(draft, used)
            mend(draft, self.found.here)
            self._put(draft, segment)
            if draft.whole is not None and draft.whole.informs:
                self.subject = attrs.evolve(self.subject, name="published")

    def _draft(self, kind: str | None, value: int | Decimal | None, segment: Segment, places: Sequence[Token]) -> Draft:
        return Draft(
            kind=kind,
            value=value,
            period=self.setting.period,
            scope=self.setting.scope,
            sentence=self._sentence,
            start=min(token.start for token in places),
            end=max(token.end for token in places),
            depth=segment.depth,
        )

    def _put(self, draft: Draft, segment: Segment) -> None:
        if not self.found.add(draft, segment):
            self._end_parts()

    # Nothing

    def _read_none(self, segment: Segment, index: int, words: Sequence[Token]) -> int:
        """Read 未收到……, 无……: a claim of 0 for each thing named; where reading goes on."""
        end = _nothing.reach(segment, index)
        if end == index:
            return index + 1
        none = segment.tokens[index]
        following = [token for token in segment.tokens[index + 1 : end] if token.kind != "figure"]
        before = self._before
        if before is not None and segment.opener == ":" and not told(words):
            words = before.tokens  # 行政复议情况：无
        kinds, used = _nothing.denied(following, words, self.subject)
        if not kinds and not told(following) and not told(words) and self.found.drafts:  # 今年未发生
            named = any(token.kind in ("period", "scope") for token in segment.tokens)
            kinds = tuple(filter(None, [self.found.drafts[-1].kind])) if named else ()
        if self.setting.is_plan or not kinds:
            return end if self.setting.is_plan else index + 1
        for kind in kinds:
            draft = self._draft(kind, 0, segment, [none, *told(used)])
            draft.raw = self._sentence.printed(none.start, _nothing.verb_end(none, following))
            self.found.drafts.append(draft)
        self.subject = subject_of(used, kinds[-1], self.subject)
        return end

    # Shares and growth

    def _read_share(self, segment: Segment, words: Sequence[Token], token: Token) -> None:
        """Read a percentage, if it is a share: after 占, or by itself in brackets."""
        shared = [word for word in segment.tokens if word.meaning == "share" and word.end <= token.start]
        bracketed = segment.opener == "(" and not told(words)
        self._rated = self._is_rate(words)
        if self._rated or not (shared or bracketed) or not isinstance(token.value, Decimal):
            return
        at = next((at for at, word in enumerate(words) if word.meaning == "share"), None)
        last, whole = self.found.last(), None
        if at is None and not bracketed:  # 占申请总量30件的85%
            last, whole = next((draft for draft in reversed(self.found.here[:-1])), None), last
        elif at is not None and told(words[:at]):  # 自然人占75%
            last = self._without_figure(words[:at], segment, token)
        elif at is not None and last is not None and any(word.kind == "scope" for word in words[:at]):  # 我局占5%
            last = self._without_figure(words[:at], segment, token, kind=last.kind)
        if last is None or last.share is not None:
            return
        last.share = token.value
        last.rounded = last.rounded or "以上" in token.text or "超" in token.text
        last.end = max(last.end, token.end)
        whole = whole or (self.found.whole_for(last) if last.whole is None else None)
        if whole is not None:
            last.divide(whole)

    def _read_growth(self, segment: Segment, words: Sequence[Token], token: Token) -> None:
        """Read 同比增长25% or 与上年持平: of the last claim of the year, or of what the words before it name."""
        growth = token.value if isinstance(token.value, Decimal) else Decimal(0)
        if self._is_rate(words) or (self._rated and not told(words)):
            return
        here = [draft for draft in self.found.here if not draft.aside and draft.depth <= segment.depth]
        current = [draft for draft in here if draft.period == self.setting.year] or here
        target = current[-1] if current else None
        before = self._before
        if not told(words) and target is None and before is not None and not before.has_figure:
            words = [word for word in before.tokens if word.kind != "skip"]  # 受理量同比减少10件，降幅为20%
        if told(words):
            kind = next(iter(self._kinds(words)), None)
            same = [draft for draft in current if kind is not None and draft.kind == kind]
            target = same[-1] if same else self._without_figure(words, segment, token)
        if target is not None and target.growth is None:
            target.growth = growth

    def _is_rate(self, words: Sequence[Token]) -> bool:
        """Whether a percentage is a rate (答复率100%), planned, or the floor of a rule."""
        return self.setting.is_plan or any(word.meaning in ("rate", "floor") for word in words)

    def _without_figure(self, words: Sequence[Token], segment: Segment, token: Token, kind: str | None = None) -> Draft:
        """A claim that has no number, only a share or a growth; of a kind, or of the one the words name."""
        draft = self._draft(kind or next(iter(self._kinds(words)), None), None, segment, [*words, token])
        draft.period = self.setting.settled
        self._put(draft, segment)
        return draft
