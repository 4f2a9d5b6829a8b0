"""A report with findings planted all over it, and the text that each of them is about."""

from collections.abc import Iterator
from typing import Any

import attrs

from govdisclosure import Finding, Format, Report, from_dict
from govdisclosure.checks._rule import Outcome, Quote, Severity
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import Section, official_title
from govdisclosure.grid import blank
from govdisclosure.review import Checked
from producers.documents import ORGAN, planted

HEADED = "本年度工作平稳有序，收到申请3件，办结3件，各项任务按期完成。"
UNHEADED = "组织培训2次。"
NAME = "云溪县档案馆.json"
REASON = "系统不允许填写，已说明"
_FIRST = 70_001


@attrs.frozen
class Fault:
    """A finding, what tells it in every sentence about it, and the texts it is about."""

    finding: Finding
    token: str
    texts: tuple[str, ...]

    def evolved(self, **facts: Any) -> "Fault":
        """The same of a finding that says more."""
        return attrs.evolve(self, finding=attrs.evolve(self.finding, **facts))


def report(fmt: Format) -> Report:
    """Every figure is another number; prose with a heading and without."""
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": ORGAN}, **nested({**planted(fmt)})}
    headings = (Section(number=h.number, heading=h.label.zh, level=1, table=h.table) for h in fmt.headings)
    claimed = tuple(headings) or tuple(Section(heading="统计表", level=1, table=key) for key in fmt.tables)
    first = attrs.evolve(claimed[0], table=None, paragraphs=(HEADED,))
    own = Section(number="（一）", level=2, paragraphs=(UNHEADED,))
    rest = claimed[1:] if fmt.headings else claimed
    return attrs.evolve(
        from_dict(data, draft=True),
        title=official_title(ORGAN, fmt.first_year),
        sections=(attrs.evolve(first, number="一、", heading="总体情况", parts=(own,)), *rest),
        signed_by=ORGAN,
    )


def faults(fmt: Format) -> Iterator[Fault]:
    """What is wrong with `report`: figures, passages, headings, tables, signature, title, and the whole."""
    tokens = map(str, range(_FIRST, _FIRST + 1000))
    title = official_title(ORGAN, fmt.first_year)
    figures = planted(fmt)
    for key, table in fmt.tables.items():
        for cell in (table.cells[0], table.cells[-1]):
            yield _fault(next(tokens), cell.path, str(figures[cell.path]))
        yield _fault(next(tokens), key, blank(fmt, key).rows[0][0].text)
    again = fmt.cells[0].path
    yield _fault(next(tokens), again, str(figures[again])).evolved(waived=REASON)
    headed, unheaded = "sections[0].paragraphs[0]", "sections[0].parts[0].paragraphs[0]"
    yield _quoting(next(tokens), headed, HEADED, "收到申请3件")
    yield _quoting(next(tokens), headed, HEADED, "申请3件，办结").evolved(regraded=Severity.WARNING)
    yield _quoting(next(tokens), unheaded, UNHEADED, "培训2次").evolved(regraded=Severity.INFO)
    yield _quoting(next(tokens), headed, HEADED, "本年度", "完成。")
    yield _fault(next(tokens), "sections[0]", "一、总体情况")
    yield _fault(next(tokens), "signed_by", ORGAN)
    yield _fault(next(tokens), "title", title, ORGAN).evolved(parts=("title", "signed_by"))
    yield _fault(next(tokens), None, title)


def checked(fmt: Format) -> Checked:
    """The report with all of them, and one thing that is undecided."""
    undecided = Finding(code="GD401", message="undecidable", path="published_on", outcome=Outcome.UNDECIDABLE)
    found = tuple(fault.finding for fault in faults(fmt))
    return Checked(name=NAME, report=report(fmt), findings=found, undecided=(undecided,))


def _fault(token: str, path: str | None, *texts: str) -> Fault:
    args = {"label_zh": "数字", "label_en": "figure", "printed": token}
    return Fault(Finding(code="GD604", message="unread", path=path, args=args), token, texts)


def _quoting(token: str, path: str, paragraph: str, *texts: str) -> Fault:
    """A fault of passages of a paragraph."""
    starts = [paragraph.index(text) for text in texts]
    quotes = tuple(Quote(path, start, start + len(text)) for start, text in zip(starts, texts, strict=True))
    return _fault(token, path, *texts).evolved(quotes=quotes)
