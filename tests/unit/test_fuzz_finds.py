"""What `make fuzz` has found, each in its smallest form: it is read or refused, and what is said of it can be shown."""

from collections.abc import Mapping

import pytest

from govdisclosure import UnreadableDocument, read_all, validate
from govdisclosure.readers import Kind

FINDS: Mapping[str, tuple[Kind, str]] = {
    "money counted in another unit": (
        "html",
        "<table><th>四申请提供信息收取费用数<td>件<td>26<tr><th>徝申请提供信息收取费用数<th>四㔳请提供信息收取费用数",
    ),
    "text outside any report": (
        "html",
        "<main><table><th>指标名称<th>十二、组织学习培训次数<th>十三、参加学习培训人员数</table></main>46",
    ),
}


@pytest.mark.parametrize("name", FINDS)
def test_what_was_found_is_read_or_refused(name: str) -> None:
    kind, document = FINDS[name]
    try:
        found = read_all(document.encode(), kind)
    except UnreadableDocument as error:
        assert error.text("zh")
        return
    for parsed in found:
        validate(parsed.report)
        for finding in parsed.notes:
            assert finding.text("en")
            assert finding.text("zh")
