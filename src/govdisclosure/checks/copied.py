"""Family 3, continued: prose that repeats an earlier year's."""

from collections.abc import Container, Iterator, Sequence

import attrs

from govdisclosure.checks._inputs import Entry, Series
from govdisclosure.checks._own_prose import OwnProse, compared, own_prose
from govdisclosure.checks._rule import (
    Message,
    Related,
    Rule,
    Severity,
    Verdict,
    holds,
    series_rule,
    undecidable,
    violated,
)

MIN_SHARE = 90
"""From this share on, in percent, a text nearly repeats another: two that are written alone have about 30 in common."""

_ALL = 100


@series_rule(
    "GD305",
    "copied-text",
    Severity.WARNING,
    title=Message(zh="文字与往年报告雷同", en="Prose nearly repeats an earlier year's"),
    basis=Message(zh="年度报告应当反映本年度的工作情况", en="An annual report is to say what was done in its year"),
    messages={
        "copied": Message(
            zh="与{year}年报告的文字 {share}% 相同（不计年份和数字）",
            en="years and figures aside, {share} % of this text is that of the report for {year}",
        )
    },
)
def copied_text(series: Series) -> Iterator[Verdict]:
    """## What it does
    Compares the prose of each section with all sections and parts of the earlier years, whatever their headings, and
    says which year has most of it: 90 % and more. If a section as a whole is new, its parts are looked at. Years and
    figures do not count, nor do sentences that state figures, that the format prescribes (basis, period, contact,
    信息处理费), or that say there was nothing. What is left must be at least 80 characters, and half of the section.

    ## Why it matters
    A report that says what last year's said says nothing of this year, and what was true then may no longer be.

    ## Example
    Section 五 of 2023 names the problems of 2022 and the same plans for the year to come, with the year changed.

    ## Corrected
    What was done about the problems of 2022, and what was found wanting in 2023.

    ## Exceptions
    Standing arrangements (how documents are examined before disclosure) may stay as they are, and their description
    with them. A record without prose is undecidable, and so is one that no earlier record with prose can be compared
    with. The share is that of the longest common sequence of characters, which leaves room for words that were changed.
    Of a text of more than 10,000 characters the beginning is compared.

    ## 检查内容
    把各部分文字与往年报告的所有部分逐一比较（不看标题），相同 90% 以上的，提示与哪一年相同最多。
    整个部分不雷同的，再比较其下各条。年份和数字不计；陈述数字的句子、格式规定的内容
    （编制依据、统计期限、联系方式、信息处理费）和“未收到申请”一类的句子不参加比较。
    余下的文字不少于 80 字、不少于该部分一半的，才作比较。

    ## 为什么重要
    文字与上一年相同，就没有说明本年度的工作；当年属实的表述，今年不一定属实。

    ## 示例
    2023年报告第五部分所列问题和下一步打算与2022年相同，只改了年份。

    ## 改正
    写明2022年的问题改进得如何，2023年又有哪些不足。

    ## 例外
    长期不变的制度安排（如公开前的保密审查程序），文字可以沿用。
    报告数据中没有文字部分的，或者往年都没有文字可以比较的，无法判断。
    相同的比例按最长公共字符序列计算，个别字词有改动也能识别。超过 10000 字的，只比较开头部分。
    """
    prose = {entry.subject: own_prose(entry.report) for entry in series.entries}
    texts = {subject: compared(sections) for subject, sections in prose.items()}
    for later in series.entries:
        earlier = [entry for entry in reversed(series.entries) if entry.year < later.year]  # the latest first
        if not earlier:
            continue
        if not later.report.sections or not any(entry.report.sections for entry in earlier):
            yield undecidable("sections").about(later.subject)
            continue
        known = [(entry, texts[entry.subject]) for entry in earlier]
        own = {one.path for one in texts[later.subject]}
        for section in prose[later.subject]:
            found = list(_copied(section, own, known))
            yield from (verdict.about(later.subject, *verdict.related) for verdict in found or [holds(section.path)])


RULES: tuple[Rule, ...] = (copied_text,)


_Earlier = Sequence[tuple[Entry, Sequence[OwnProse]]]
"""Earlier reports, each with the sections and parts that can be compared."""


def _copied(section: OwnProse, own: Container[str], earlier: _Earlier) -> Iterator[Verdict]:
    """What of a section was copied: the whole, or else those of its parts that were; `own` are the paths to look at."""
    found = _most_alike(section, earlier) if section.path in own else None
    if found is None:
        for part in section.parts:
            yield from _copied(part, own, earlier)
    else:
        share, entry, path = found
        verdict = violated(section.path, "copied", share=share, year=entry.year)
        yield attrs.evolve(verdict, related=(Related(entry.subject, path),))


def _most_alike(section: OwnProse, earlier: _Earlier) -> tuple[int, Entry, str] | None:
    """The highest share from `MIN_SHARE` on, and whose text it is; the first of equals."""
    from rapidfuzz import fuzz, process

    found: tuple[int, Entry, str] | None = None
    for entry, known in earlier:
        least = MIN_SHARE if found is None else found[0] + 1
        likely = {other.path: other.text for other in known if section.may_be_like(other, least)}
        if likely and least <= _ALL:
            best = process.extractOne(section.text, likely, scorer=fuzz.ratio, score_cutoff=least)
            found = found if best is None else (int(best[1]), entry, best[2])
    return found
