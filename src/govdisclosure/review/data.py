"""Findings as plain data, for programs: what ``check --format json`` prints.

A run is ``{"reports": [...], "summary": {...}, "unusable": [...]}``. Each report has::

    source, organ, year, format   the name of its file, and what the report says of itself
    findings, undecided           lists of findings, in printed order
    counts                        for each rule that ran, how often it held, was violated, undecidable or blocked

and each finding::

    code, slug                    its rule; both are stable
    severity                      error, warning or info, as a policy grades it
    regraded                      that severity, if a policy gave it; else null
    outcome                       violated, undecidable or blocked
    waived                        why it need not be mended, if a policy says so; else null
    path, parts                   the figure or place it names, and all it rests on
    message, args                 which of the rule's sentences it is, and what fills it; both are stable
    text                          the sentence, in zh and en; it may be improved
    quotes                        passages of the prose: path, start and end in that text, and the passage itself
    subject, related              of reports that were checked together, the one it speaks of (null: the whole), and
                                  the places in others that it rests on; both count the reports of the run from 0
    place, raw, fault             where it stood in the document, what was printed there, and whether it is printed so
                                  (source) or the reading may be to blame (reading); null without evidence

`summary` counts the reports, the findings of each severity that are not waived, the waived and the undecided ones,
and the outcomes by rule, waived findings included.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.formats import Report
from govdisclosure.place import Place
from govdisclosure.review._checked import Checked
from govdisclosure.review._where import passage
from govdisclosure.review.summary import Summary


def run_data(
    checked: Iterable[Checked], *, summary: Summary | None = None, unusable: Sequence[str] = ()
) -> dict[str, Any]:
    """A whole run. `summary` is that of these reports, if it is known; `unusable` says what could not be read.

    >>> from pathlib import Path
    >>> from govdisclosure import check, loads
    >>> from govdisclosure.review import Checked
    >>> from govdisclosure.review.data import run_data
    >>> report = loads(Path("examples/records/云溪县档案馆-2023-有误.json").read_bytes())
    >>> data = run_data([Checked.of("2023.json", report, check(report, select=["GD201"]))])
    >>> data["summary"]["error"], data["reports"][0]["findings"][0]["text"]["zh"]
    (1, '“一、本年新收政府信息公开申请数量|总计”印为 7，按各项应为 6')
    """
    reports = list(checked)
    return {
        "reports": [report_data(one) for one in reports],
        "summary": (summary or Summary(reports)).as_data(),
        "unusable": list(unusable),
    }


def report_data(one: Checked) -> dict[str, Any]:
    """One report and everything found in it."""
    return {
        "source": one.name,
        "organ": one.report.organ.name,
        "year": one.report.year,
        "format": one.report.format,
        "findings": [finding_data(finding, one.report) for finding in one.findings],
        "undecided": [finding_data(finding, one.report) for finding in one.undecided],
        "counts": one.counts,
    }


def finding_data(finding: Finding, report: Report) -> dict[str, Any]:
    """One finding of a report."""
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity,
        "regraded": finding.regraded,
        "outcome": finding.outcome,
        "waived": finding.waived,
        "path": finding.path,
        "parts": finding.parts,
        "message": finding.message,
        "args": dict(finding.args),
        "text": {"zh": finding.text("zh"), "en": finding.text("en")},
        "quotes": [{**attrs.asdict(quote), "text": passage(report, quote)} for quote in finding.quotes],
        "subject": finding.subject,
        "related": [attrs.asdict(related) for related in finding.related],
        "place": None if finding.place is None else place_data(finding.place),
        "raw": finding.raw,
        "fault": finding.fault,
    }


def place_data(place: Place) -> dict[str, Any]:
    """What is known of a place."""
    return attrs.asdict(place, filter=lambda _, value: value is not None)
