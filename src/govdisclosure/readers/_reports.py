"""From what a document prints to its reports: where each begins, its tables, its prose, and the evidence for all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.codec import from_dict
from govdisclosure.errors import NotOneReport, UnreadableDocument
from govdisclosure.evidence import How, Parsed, Source
from govdisclosure.formats import Format
from govdisclosure.formats._kit import TableKey, nested
from govdisclosure.place import Place
from govdisclosure.readers._assemble import Assembly, best_reading, choose_format
from govdisclosure.readers._content import Content, Text
from govdisclosure.readers._limits import Budget
from govdisclosure.readers._segments import Segment, segments
from govdisclosure.readers.prose import _head, _statistics
from govdisclosure.readers.prose._dates import damaged_period, parse_period
from govdisclosure.readers.prose._lines import Line, line_of
from govdisclosure.readers.prose._outline import Block, Prose, TableMark, outline, paragraphs
from govdisclosure.readers.prose._signature import Signature, find_signature
from govdisclosure.readers.tables._cut import Part, cut
from govdisclosure.readers.tables._find import Span, find_tables
from govdisclosure.wording.headings import heading_key

HeadLines = dict[str, tuple[str, Line]]
"""By path, what a labelled line of the head says, and the line."""


def reports_in(content: Content, source: Source, budget: Budget) -> list[Parsed]:
    """Every report of a document, in printed order.

    Raises `NotOneReport` if it holds none, and `UnreadableDocument` if it takes too long.
    """
    lines, drawn = _laid_out(content, budget)
    found, outside = segments(lines, [span.first for span in drawn])
    if not found:
        raise NotOneReport(source.name, *_nothing(outside))
    first, *others = (_read_segment(segment, drawn, content.wrapped, source, budget) for segment in found)
    notes = (*content.notes, *_radicals(lines, content), *outside, *first.notes)
    return [attrs.evolve(first, notes=notes), *others]


def _radicals(lines: Sequence[Line], content: Content) -> Iterator[Finding]:
    """A note on how many characters had the codes of radicals."""
    if content.radicals:
        recoded = [line for line in lines if line.recoded]
        if recoded:
            yield note("GD608", "radicals", place=recoded[0].place, count=sum(line.recoded for line in recoded))


def _laid_out(content: Content, budget: Budget) -> tuple[list[Line], list[Span]]:
    """Texts as lines and standard tables as spans, all numbered in reading order."""
    lines: list[Line] = []
    spans: list[Span] = []
    number = 0
    before: TableKey | None = None
    for at, item in enumerate(content.items):
        budget.time()
        for part in [item] if isinstance(item, Text) else cut(item, at, before):
            if isinstance(part, Part):
                numbers = range(number + 1, number + 1 + len(part.rows))
                spans.append(Span(part.key, tuple(numbers), rows=part.rows))
                number, before = numbers[-1], part.key
            else:
                number += 1
                budget.characters(len(part.raw))
                line = line_of(number, part.raw, part.place, radicals=content.radicals)
                lines.append(line)
                before = before if line.is_blank or line.is_page_number else None
    return lines, spans


def _nothing(outside: Sequence[Finding]) -> tuple[str, str]:
    named = next((finding.args["title"] for finding in outside if finding.message == "document"), None)
    if named is None:
        return "no annual report found", "未见政府信息公开工作年度报告"
    return f"this is {named}, not an annual report", f"这是“{named}”，不是年度报告"


def _read_segment(segment: Segment, drawn: Sequence[Span], wrapped: bool, source: Source, budget: Budget) -> Parsed:
    budget.time()
    spans = find_tables(segment.body, [span for span in drawn if segment.holds(span.first)])
    in_tables = {number for span in spans for number in span.lines}
    head, lines = _head_lines([line for line in segment.body if line.number not in in_tables])
    readings = [span.readings() for span in spans]
    year, year_how = _year(segment, head, lines)
    fmt = choose_format(year, readings)
    if fmt is None:
        raise UnreadableDocument(source.name, *_no_format(segment, year))
    made = Assembly(fmt, {line.number: line.place for line in (*segment.title_lines, *segment.body)})
    for reading in readings:
        made.take_table(best_reading(reading, fmt))
    data = nested(made.values)
    lines = _take_foot(lines, spans, data, made)
    signature = find_signature(lines, segment.title)
    unsigned = [line for line in lines if line not in signature.lines]
    prose = outline(_blocks(unsigned, spans, fmt, wrapped=wrapped), fmt)
    for path, first, last, raw in prose.places:
        made.prove(path, first, last, raw)
    data |= {"format": fmt.name, "year": year, "organ": {}, "printed": made.printed}
    data |= {"preamble": list(prose.preamble), "sections": [attrs.asdict(section) for section in prose.sections]}
    _take_title(segment, year_how, data, made)
    _take_stated(prose, data, made)
    _take_head(head, data, made)
    _take_signature(signature, data, made)
    _note_misplaced(prose, spans, made)
    made.note_unplaced()
    return Parsed(
        report=from_dict(data, draft=True),
        source=source,
        evidence=made.evidence,
        notes=tuple(sorted(made.notes, key=_order)),
        unplaced=tuple(made.unplaced),
    )


def _order(finding: Finding) -> tuple[int, int]:
    """Notes as they stand in the document, as far as their places can be compared."""
    place = finding.place
    return (0, 0) if place is None else (place.page or 0, place.line or 0)


def _no_format(segment: Segment, year: int | None) -> tuple[str, str]:
    first = next(iter((*segment.title_lines, *segment.body)), None)
    where = Place(line=1) if first is None else first.place
    if year is not None:
        return (
            f"{where.text('en')}: no report format covers {year}",
            f"{where.text('zh')}：没有适用于 {year} 年的报告格式",
        )
    return (
        f"{where.text('en')}: neither a year nor a table says which format this report has",
        f"{where.text('zh')}：年度和表格均缺，无法确定报告格式",
    )


def _head_lines(lines: Sequence[Line]) -> tuple[HeadLines, list[Line]]:
    """The labelled lines right below the title, and the lines behind them."""
    head: HeadLines = {}
    for at, line in enumerate(lines):
        if line.is_blank:
            continue
        labelled = _head.head_line(line.text)
        if labelled is None or labelled[0] in head or _head.value(*labelled) is None:
            return head, list(lines[at:])
        head[labelled[0]] = (labelled[1], line)
    return head, []


def _year(segment: Segment, head: HeadLines, lines: Sequence[Line]) -> tuple[int | None, How]:
    """The year as stated in the head or the title; else that of the period, derived; else unknown."""
    if "year" in head:
        return _head.value("year", head["year"][0]), How.EXACT  # type: ignore[return-value]
    if segment.title is not None and segment.title.year is not None:
        return segment.title.year, How.EXACT
    period = parse_period("\n".join(line.text for line in lines))
    return (None, How.EXACT) if period is None else (period.start.year, How.DERIVED)


def _blocks(lines: Sequence[Line], spans: Sequence[Span], fmt: Format, *, wrapped: bool) -> list[Block]:
    """Texts and tables in the order they are printed."""
    blocks: list[Block] = list(paragraphs(lines, wrapped=wrapped))
    blocks.extend(TableMark(span.key, span.first, span.last) for span in spans if span.key in fmt.tables)
    return sorted(blocks, key=lambda block: block.line)


def _take_foot(lines: list[Line], spans: Sequence[Span], data: dict[str, Any], made: Assembly) -> list[Line]:
    """Take the items around the statistics table; the lines that are left."""
    for span in spans:
        if span.key != "statistics" or span.key not in made.fmt.tables:
            continue
        taken = list(_statistics.around(lines, span.first, span.last))
        foot = data.setdefault("statistics", {}).setdefault("foot", {})
        for line in taken:
            for name, raw in _statistics.items(line).items():
                value = _statistics.filled_on(raw) if name == "filled_on" else raw or None
                if name == "filled_on" and value is None:
                    made.notes.append(note("GD604", "date-unread", place=line.place, raw=raw, printed=raw))
                foot[name] = value
                made.prove(f"statistics.foot.{name}", line.number, line.number, line.text)
        lines = [line for line in lines if line not in taken]
    return lines


def _take_title(segment: Segment, year_how: How, data: dict[str, Any], made: Assembly) -> None:
    title, lines = segment.title, segment.title_lines
    if title is None:
        return
    first, last, raw = lines[0].number, lines[-1].number, "\n".join(line.raw for line in lines)
    data["title"] = "".join(line.text for line in lines)
    data["organ"]["name"] = title.organ
    made.prove("title", first, last, raw)
    if title.organ is not None:
        made.prove("organ.name", first, last, raw)
    if data["year"] is not None:
        made.prove("year", first, last, raw, year_how)


def _take_stated(prose: Prose, data: dict[str, Any], made: Assembly) -> None:
    """Period, basis and contact, as far as the prose states them."""
    said = _head.stated(prose.preamble, prose.sections)
    data |= {
        "period": None if said.period is None else _head.plain_period(said.period),
        "basis": list(said.basis),
        "contact": said.contact,
    }
    opening = [place for place in prose.places if re.match(r"preamble|sections\[0\]\.paragraphs", place[0])]
    if not opening:
        return
    first, last = opening[0][1], opening[-1][2]
    for path, value in (("period", said.period), ("basis", said.basis), ("contact", said.contact)):
        if value:
            whole = (path, first, last, "\n".join(place[3] for place in opening))
            _, begin, end, raw = next((place for place in opening if _head.says(path, place[3])), whole)
            made.prove(path, begin, end, raw)
    damaged = damaged_period("\n".join(place[3] for place in opening)) if said.period is None else None
    if damaged is not None:
        made.notes.append(
            note("GD604", "period", path="period", place=made.place(first, last), raw=damaged, printed=damaged)
        )


def _take_head(head: HeadLines, data: dict[str, Any], made: Assembly) -> None:
    """The labelled lines, which say more plainly what title and prose may say too."""
    for path, (raw, line) in head.items():
        value = _head.value(path, raw)
        outer, _, inner = path.partition(".")
        if inner:
            data[outer][inner] = value
        else:
            data[outer] = value
        made.prove(path, line.number, line.number, line.raw)


def _take_signature(signature: Signature, data: dict[str, Any], made: Assembly) -> None:
    if signature.by_line is not None:
        data["signed_by"] = signature.by
        made.prove("signed_by", signature.by_line.number, signature.by_line.number, signature.by_line.raw)
    if signature.on is not None and signature.on_line is not None:
        line = signature.on_line
        data["signed_on"] = signature.on.isoformat()
        made.prove("signed_on", line.number, line.number, line.raw, How.DERIVED if signature.derived else How.EXACT)
        if signature.derived:
            value = signature.on.isoformat()
            made.notes.append(
                note("GD604", "date", path="signed_on", place=line.place, raw=line.raw, printed=line.text, value=value)
            )


def _note_misplaced(prose: Prose, spans: Iterable[Span], made: Assembly) -> None:
    """Say which tables stand in a section that the format gives another table, or none."""
    prescribed = {heading.key: heading for heading in made.fmt.headings}
    tops = [place for place in prose.places if re.fullmatch(r"sections\[\d+\]", place[0])]
    for span in spans:
        above = next((place for place in reversed(tops) if place[1] < span.first), None)
        key = None if above is None else heading_key(above[3], made.fmt.headings)
        if above is None or key is None or span.key not in made.fmt.tables or prescribed[key].table == span.key:
            continue
        label = made.fmt.tables[span.key].label
        place = made.place(above[1], above[2])
        made.notes.append(
            note("GD611", "section", path=above[0], place=place, table_zh=label.zh, table_en=label.en, heading=above[3])
        )
