"""Reads plain text: lines, and tables drawn with box characters or pasted from a spreadsheet."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

from govdisclosure.place import Place
from govdisclosure.readers._content import Content, DrawnTable, Item, TableCell, Text
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._encoding import decoded
from govdisclosure.wording._characters import clean

READER = "text/2"
"""Name and revision of this reader, kept with what it read."""

MIN_RULED = 3
"""Between how many rules text must stand for each to be a row; a head and a body alone are two."""

MIN_PASTED = 3
"""How many lines with as many tabs make a table."""

_BREAKS = re.compile(r"\r\n|\n|\r")
_RULE = re.compile(r"[┌┬┐├┼┤└┴┘─━┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝═╒╤╕╞╪╡╘╧╛╟╫╢╙╨╜╓╥╖\s]+")
_BAR = re.compile(r"[│┃║]")


def content(data: bytes, budget: Budget) -> Content:
    """The lines of a text, and what is drawn in it as a table."""
    text, notes = decoded(budget.name, data)
    lines = []
    for number, raw in enumerate(_BREAKS.split(text), 1):
        budget.line()
        budget.characters(len(raw))
        budget.time()
        lines.append(Text(raw, Place(line=number, end_line=number)))
    return Content(items=tuple(_items(lines, budget)), wrapped=True, notes=notes)


def _items(lines: Iterable[Text], budget: Budget) -> Iterator[Item]:
    """Lines, with runs of those that make up a table as tables."""
    for look, group in groupby(lines, key=_look):
        run = tuple(group)
        if look == "drawn":
            yield _table(run, _rows(run), budget)
        elif look == "tabs" and _is_pasted(run):
            yield _table(run, (tuple(_cell([text]) for text in _between_tabs(line)) for line in run), budget)
        else:
            yield from run


def _look(line: Text) -> str:
    return "drawn" if _is_drawn(line) else "tabs" if "\t" in line.raw else "text"


def _is_pasted(run: Sequence[Text]) -> bool:
    """Whether lines come from a spreadsheet, which gives each row as many cells."""
    tabs = {line.raw.count("\t") for line in run}
    return len(run) >= MIN_PASTED and len(tabs) == 1 and tabs != {1}  # one tab is an indent, or no table


def _between_tabs(line: Text) -> tuple[Text, ...]:
    return tuple(Text(text.strip(), line.place) for text in line.raw.split("\t"))


def _table(lines: Sequence[Text], rows: Iterable[tuple[TableCell, ...]], budget: Budget) -> DrawnTable:
    made = tuple(rows)
    for row in made:
        for _ in row:
            budget.cell()
    return DrawnTable(made, lines[0].place.to(lines[-1].place), otherwise=tuple(lines))


def _rows(lines: Sequence[Text]) -> Iterator[tuple[TableCell, ...]]:
    """Rows stand between rules, and their cells may go over several lines; a body without rules has a row a line."""
    groups = [tuple(group) for is_rule, group in groupby(lines, key=_is_rule) if not is_rule]
    ruled = len(groups) >= MIN_RULED
    for group in groups:
        rows = [cells for line in group if (cells := _cells(line))]
        if ruled and rows:
            yield tuple(_cell([text for text in texts if text is not None]) for texts in zip_longest(*rows))
        else:
            yield from (tuple(_cell([text]) for text in cells) for cells in rows)


def _cells(line: Text) -> tuple[Text, ...]:
    _, *texts = (text.strip() for text in _BAR.split(_visible(line)))
    if texts and not texts[-1]:  # behind the right border, if there is one
        texts.pop()
    return tuple(Text(text, line.place) for text in texts)


def _cell(texts: Sequence[Text]) -> TableCell:
    """The lines of one cell as one text: they were broken only to fit the width. Digits below digits stay apart."""
    place = texts[0].place.to(texts[-1].place)
    printed = [text for text in texts if text.raw]
    if len(printed) > 1 and all(text.raw.isdigit() for text in printed):
        return TableCell(tuple(printed), place)
    return TableCell((Text("".join(text.raw for text in texts), place),), place)


def _is_drawn(line: Text) -> bool:
    text = _visible(line)
    return bool(text) and (_is_rule(line) or _BAR.match(text) is not None)


def _is_rule(line: Text) -> bool:
    return _RULE.fullmatch(_visible(line)) is not None


def _visible(line: Text) -> str:
    return clean(line.raw).strip()
