"""What severities, outcomes and the like are called, wherever findings are shown."""

from collections.abc import Mapping

from govdisclosure.checks._rule import Message

NAMES: Mapping[str, Message] = {
    "error": Message(zh="错误", en="error"),
    "warning": Message(zh="警告", en="warning"),
    "info": Message(zh="提示", en="info"),
    "holds": Message(zh="符合", en="holds"),
    "violated": Message(zh="不符", en="violated"),
    "undecidable": Message(zh="无法判断", en="undecidable"),
    "blocked": Message(zh="未能读取", en="blocked"),
    "fault.source": Message(zh="原件如此", en="printed so"),
    "fault.reading": Message(zh="也可能是读取有误", en="may lie in the reading"),
    "whole": Message(zh="全文", en="the whole report"),
    "no_organ": Message(zh="（未署机关）", en="(no organ)"),
    "no_year": Message(zh="（无年份）", en="(no year)"),
}
"""By the value of a severity, an outcome or a fault, and of what a finding or a report may lack."""
