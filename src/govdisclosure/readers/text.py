"""Reports in plain text, as extracted from web pages, Word files and PDFs by whatever tool."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.codec import from_dict
from govdisclosure.errors import UnreadableDocument
from govdisclosure.evidence import How, Parsed, Source
from govdisclosure.formats import Format
from govdisclosure.formats._kit import nested
from govdisclosure.readers import _head, _statistics
from govdisclosure.readers._assemble import Assembly, best_reading, choose_format
from govdisclosure.readers._dates import damaged_period, parse_period
from govdisclosure.readers._document import Document
from govdisclosure.readers._lines import Line, lines_of
from govdisclosure.readers._outline import Block, Prose, TableMark, outline, paragraphs
from govdisclosure.readers._segments import Segment, segments
from govdisclosure.readers._signature import Signature, find_signature
from govdisclosure.readers._tables import Span, find_tables

READER = "text/1"
"""Name and revision of this reader, kept with what it read."""

MAX_LINES = 50_000
"""More lines are refused; fifteen reports with one cell a line have about 4,000."""

HeadLines = dict[str, tuple[str, Line]]
"""By path, what a labelled line of the head says, and the line."""


def read_text(document: Document) -> list[Parsed]:
    """Every report of a text document, in printed order.

    Raises `UnreadableDocument` if it holds none.
    """
    lines = lines_of(document.text)
    if len(lines) > MAX_LINES:
        raise UnreadableDocument(document.name, f"more than {MAX_LINES} lines", f"超过 {MAX_LINES} 行")
    found, outside = segments(lines)
    if not found:
        raise UnreadableDocument(document.name, *_nothing(outside))
    sha256 = hashlib.sha256(document.data).hexdigest()
    source = Source(name=document.name, kind="text", sha256=sha256, reader=READER)
    first, *others = (_read_segment(segment, source) for segment in found)
    return [attrs.evolve(first, notes=(*document.notes, *outside, *first.notes)), *others]


def _nothing(outside: Sequence[Finding]) -> tuple[str, str]:
    named = next((finding.args["title"] for finding in outside if finding.message == "document"), None)
    if named is None:
        return "no annual report found", "未见政府信息公开工作年度报告"
    return f"this is {named}, not an annual report", f"这是“{named}”，不是年度报告"


def _read_segment(segment: Segment, source: Source) -> Parsed:
    spans = find_tables(segment.body)
    in_tables = {number for span in spans for number in span.lines}
    head, lines = _head_lines([line for line in segment.body if line.number not in in_tables])
    readings = [span.readings() for span in spans]
    year, year_how = _year(segment, head, lines)
    fmt = choose_format(year, readings)
    if fmt is None:
        raise UnreadableDocument(source.name, *_no_format(segment, year))
    made = Assembly(fmt)
    for reading in readings:
        made.take_table(best_reading(reading, fmt))
    data = nested(made.values)
    lines = _take_foot(lines, spans, data, made)
    signature = find_signature(lines, segment.title)
    prose = outline(_blocks([line for line in lines if line not in signature.lines], spans, fmt), fmt)
    for path, first, last, raw in prose.places:
        made.prove(path, first, last, raw)
    data |= {"format": fmt.name, "year": year, "organ": {}, "printed": made.printed}
    data |= {"preamble": list(prose.preamble), "sections": [attrs.asdict(section) for section in prose.sections]}
    _take_title(segment, year_how, data, made)
    _take_stated(prose, data, made)
    _take_head(head, data, made)
    _take_signature(signature, data, made)
    made.note_unplaced()
    return Parsed(
        report=from_dict(data, draft=True),
        source=source,
        evidence=made.evidence,
        notes=tuple(sorted(made.notes, key=lambda finding: finding.line or 0)),
        unplaced=tuple(made.unplaced),
    )


def _no_format(segment: Segment, year: int | None) -> tuple[str, str]:
    line = segment.title_lines[0].number if segment.title_lines else 1
    if year is not None:
        return f"line {line}: no report format covers {year}", f"第 {line} 行：没有适用于 {year} 年的报告格式"
    return (
        f"line {line}: neither a year nor a table says which format this report has",
        f"第 {line} 行：年度和表格均缺，无法确定报告格式",
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


def _blocks(lines: Sequence[Line], spans: Sequence[Span], fmt: Format) -> list[Block]:
    """Texts and tables in the order they are printed."""
    blocks: list[Block] = list(paragraphs(lines))
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
                    made.notes.append(note("GD604", "date-unread", line=line.number, raw=raw, printed=raw))
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
        made.notes.append(note("GD604", "period", path="period", line=first, raw=damaged, printed=damaged))


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
                note("GD604", "date", path="signed_on", line=line.number, raw=line.raw, printed=line.text, value=value)
            )
