"""Which of the notices that prescribe the formats a report cites as its basis."""

import re
from collections.abc import Iterator

from govdisclosure.checks._rule import Verdict, holds, violated
from govdisclosure.formats import FORMATS, Format, Report
from govdisclosure.wording._characters import compact


def notices(report: Report, expected: Format) -> Iterator[Verdict]:
    """Whether the notice that the opening of a report cites is that of its year; nothing if it cites none."""
    opening = [("basis", text) for text in report.basis] + [("preamble", text) for text in report.preamble]
    opening += [("sections[0]", text) for section in report.sections[:1] for text in section.paragraphs]
    texts = [(path, compact(text)) for path, text in opening]
    right = [path for path, text in texts if any(_number(notice).search(text) for notice in expected.basis)]
    if right:
        yield holds(right[0])
        return
    for other in FORMATS.values():
        for notice in other.basis if other is not expected and other.headings else ():
            cited = next((path for path, text in texts if _notice(notice).search(text)), None)
            if cited is not None:
                label = "、".join(expected.basis)
                yield violated(cited, "notice", (cited, "year"), year=str(report.year), cited=notice, expected=label)
                return


def _notice(notice: str) -> re.Pattern[str]:
    """A notice as it may be printed: 〔〕 in any brackets, or lost."""
    return re.compile(r"\W*".join(map(re.escape, re.findall(r"\w+", notice))))


def _number(notice: str) -> re.Pattern[str]:
    """A notice by year and number alone: 国办公开办函〔2019〕60号和〔2021〕30号 cites both."""
    return re.compile(r"\W*".join(map(re.escape, re.findall(r"\w+", notice)[1:] or [notice])))
