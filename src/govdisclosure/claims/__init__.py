"""What the prose of a report claims in figures: how many requests were received, answered, refused, and so on."""

from collections.abc import Iterator

from govdisclosure.claims._claim import Claim, ClaimScope
from govdisclosure.claims._drafts import Draft
from govdisclosure.claims._kinds import OTHER, Subject
from govdisclosure.claims._reader import Reader
from govdisclosure.claims._setting import Setting
from govdisclosure.claims._text import sentences
from govdisclosure.claims._whose import organs_of
from govdisclosure.formats import Report
from govdisclosure.formats.shared import Section

__all__ = ["Claim", "ClaimScope", "claims"]


def claims(report: Report) -> tuple[Claim, ...]:
    """Every claim of the report's prose, in printed order. Raises nothing: what is not understood is no claim.

    >>> from govdisclosure import Organ, Report2021, Section
    >>> from govdisclosure.claims import claims
    >>> text = "全年收到政府信息公开申请12件，同比增长20%，其中自然人10件；未发生行政复议。"
    >>> section = Section(heading="总体情况", number="一、", paragraphs=(text,))
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县教育局"), sections=(section,))
    >>> for claim in claims(report):
    ...     print(claim.kind, claim.value, claim.of, text[claim.start : claim.end])
    requests.received 12 None 收到政府信息公开申请12件
    requests.received.natural_person 10 0 自然人10件
    proceedings.reconsideration 0 None 未发生行政复议
    """
    found: list[Claim] = []
    organs = organs_of(report.organ.name)
    for path, text, headings in _paragraphs(report):
        reader = Reader(organs, Setting(report.year), _subject(headings))
        for sentence in sentences(text):
            reader.read(sentence)
        found.extend(_finished(reader.found.drafts, path, len(found)))
    return tuple(found)


def _paragraphs(report: Report) -> Iterator[tuple[str, str, str]]:
    """Every paragraph with its path and the heading it stands under."""
    yield from ((f"preamble[{index}]", text, "") for index, text in enumerate(report.preamble))
    for index, section in enumerate(report.sections):
        yield from _paragraphs_of(section, f"sections[{index}]", "")


def _paragraphs_of(section: Section, path: str, above: str) -> Iterator[tuple[str, str, str]]:
    heading = section.heading or above
    yield from ((f"{path}.paragraphs[{index}]", text, heading) for index, text in enumerate(section.paragraphs))
    for index, part in enumerate(section.parts):
        yield from _paragraphs_of(part, f"{path}.parts[{index}]", heading)


def _subject(heading: str) -> Subject:
    """What a section is about by its heading."""
    cases = "复议" in heading or "诉讼" in heading
    return Subject("requests" if "申请" in heading and not cases else None, disclosure_cases=cases)


def _finished(drafts: list[Draft], path: str, offset: int) -> Iterator[Claim]:
    """The drafts that are claims: of a kind of the list, or other with a whole, parts, a share or a growth."""
    for part in drafts:
        if part.kind == "requests.carried_in" and part.whole is not None and part.whole.kind == "requests.received":
            part.whole.kind = "requests.in_hand"
    wholes = {id(draft.whole) for draft in drafts if draft.whole is not None}
    kept = [
        draft
        for draft in drafts
        if draft.kind is not None
        or draft.whole is not None
        or draft.share is not None
        or draft.growth is not None
        or id(draft) in wholes
    ]
    places = {id(draft): offset + index for index, draft in enumerate(kept)}
    for draft in kept:
        start, end = draft.sentence.place(draft.start, draft.end)
        yield Claim(
            kind=draft.kind or OTHER,
            value=draft.value,
            unit=draft.unit,
            raw=draft.raw,
            rounded=draft.rounded,
            period=draft.period,
            scope=draft.scope,
            share=draft.share,
            growth=draft.growth,
            of=places.get(id(draft.whole)),
            sentence=draft.sentence.printed(0, len(draft.sentence.text)),
            path=path,
            start=start,
            end=end,
        )
