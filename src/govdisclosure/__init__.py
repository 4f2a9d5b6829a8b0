"""Chinese government-information-disclosure annual reports (政府信息公开工作年度报告) as typed records.

Read a document, check it, keep it as JSON, print it again. Blank is not zero; money is Decimal in 万元; a printed
number is never changed.
"""

from govdisclosure.checks import RULES, CheckResult, check
from govdisclosure.checks._rule import Finding, Outcome, Rule, Severity
from govdisclosure.codec import dumps, from_dict, loads, to_dict, validate
from govdisclosure.errors import (
    GovDisclosureError,
    InvalidReport,
    MissingExtra,
    NotOneReport,
    Problem,
    UnknownFormat,
    UnknownLabel,
    Unprintable,
    UnreadableDocument,
)
from govdisclosure.evidence import Evidence, Parsed, Place, Source, Unplaced
from govdisclosure.formats import FORMATS, Format, LegacyReport, Report, Report2019, Report2021, format_for
from govdisclosure.formats.shared import Organ, Period, Section
from govdisclosure.read import read, read_all
from govdisclosure.write import printable, render, write

__all__ = [
    "FORMATS",
    "RULES",
    "CheckResult",
    "Evidence",
    "Finding",
    "Format",
    "GovDisclosureError",
    "InvalidReport",
    "LegacyReport",
    "MissingExtra",
    "NotOneReport",
    "Organ",
    "Outcome",
    "Parsed",
    "Period",
    "Place",
    "Problem",
    "Report",
    "Report2019",
    "Report2021",
    "Rule",
    "Section",
    "Severity",
    "Source",
    "UnknownFormat",
    "UnknownLabel",
    "Unplaced",
    "Unprintable",
    "UnreadableDocument",
    "check",
    "dumps",
    "format_for",
    "from_dict",
    "loads",
    "printable",
    "read",
    "read_all",
    "render",
    "to_dict",
    "validate",
    "write",
]
