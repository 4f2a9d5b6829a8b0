"""Findings as SARIF 2.1.0, which editors and code-hosting sites show beside the files.

A result is at its file and, where the reader knows it, at a line of it; a PDF, Word or Excel file has no lines, and a
JSON record none that the reader saw, so that such results have no region. The path of the figure is the result's
logical location. What is waived is suppressed, with the reason. What could not be decided is no result, unless asked
for: most that show SARIF would show it as a fault.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Finding, Rule, Severity
from govdisclosure.errors import Lang
from govdisclosure.formats import Report, format_of
from govdisclosure.grid import cell_text
from govdisclosure.place import Place
from govdisclosure.review._checked import Checked
from govdisclosure.review._plain_words import word
from govdisclosure.review._where import file_of, passage

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""The published schema. It is named, never fetched."""

FINGERPRINT = "govdisclosure/v1"

_LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LANGUAGES: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en-US"}
_RECORDS = ".json"
"""The places of findings in a record are those of the document it was read from."""


def sarif(checked: Sequence[Checked], lang: Lang = "en", *, undecided: bool = False, folder: Path | None = None) -> str:
    """The findings of a run as SARIF 2.1.0.

    `Related.subject` counts `checked`. Files in `folder` (the current one if None) are named relative to it, others in
    full. With `undecided`, what could not be decided is a result of kind ``open``.

    >>> import json
    >>> from pathlib import Path
    >>> from govdisclosure import check, loads
    >>> from govdisclosure.review import Checked
    >>> from govdisclosure.review.sarif import sarif
    >>> report = loads(Path("examples/records/云溪县档案馆-2023-有误.json").read_bytes())
    >>> log = json.loads(sarif([Checked.of("2023.json", report, check(report, select=["GD201"]))]))
    >>> [(result["ruleId"], result["level"]) for result in log["runs"][0]["results"]]
    [('GD201', 'error')]
    """
    codes = {code for one in checked for code in (*one.counts, *(finding.code for finding in one.findings))}
    rules = [rule for code, rule in RULES.items() if code in codes]
    run = _Run(checked, lang, folder or Path.cwd(), {rule.code: number for number, rule in enumerate(rules)})
    results = [result for one in checked for result in run.results(one, one.findings)]
    if undecided:
        results += [result for one in checked for result in run.results(one, one.undecided, is_open=True)]
    if any(finding.waived is not None for one in checked for finding in one.findings):
        for result in results:  # either all results say whether they are suppressed, or none does
            result.setdefault("suppressions", [])
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "govdisclosure",
                        "version": version("govdisclosure"),
                        "language": _LANGUAGES[lang],
                        "rules": [_rule(rule, lang) for rule in rules],
                    }
                },
                "language": _LANGUAGES[lang],
                "columnKind": "unicodeCodePoints",
                "results": results,
                "properties": {"reports": len(checked), "undecided": sum(len(one.undecided) for one in checked)},
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode()


def _rule(rule: Rule, lang: Lang) -> dict[str, Any]:
    explanation = rule.explanation(lang)
    return {
        "id": rule.code,
        "name": rule.slug,
        "shortDescription": {"text": rule.title.text(lang)},
        "fullDescription": {"text": f"{rule.title.text(lang)}{_stop(lang)}{rule.basis.text(lang)}"},
        "help": {"text": explanation, "markdown": explanation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": list(rule.needs), "formats": list(rule.formats), "status": str(rule.status)},
    }


class _Run:
    """Makes the results of a run."""

    def __init__(self, checked: Sequence[Checked], lang: Lang, folder: Path, numbers: Mapping[str, int]) -> None:
        self._checked = checked
        self._lang: Lang = lang
        self._folder = folder
        self._numbers = numbers
        self._seen: Counter[str] = Counter()

    def results(self, one: Checked, findings: Sequence[Finding], *, is_open: bool = False) -> Iterator[dict[str, Any]]:
        """The results for some findings of one report."""
        for finding in findings:
            result: dict[str, Any] = {
                "ruleId": finding.code,
                "ruleIndex": self._numbers[finding.code],
                "kind": "open" if is_open else "fail",
                "level": "none" if is_open else _LEVELS[finding.severity],
                "message": {"text": " ".join(finding.text(self._lang).split())},
                "locations": [self._location(one, finding.path, finding.place)],
                "partialFingerprints": {FINGERPRINT: self._fingerprint(one, finding)},
                "properties": _properties(one, finding, self._lang),
            }
            related = list(self._related(one, finding))
            if related:
                result["relatedLocations"] = [{"id": number, **each} for number, each in enumerate(related, 1)]
            if finding.waived is not None:
                result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waived}]
            yield result

    def _location(self, one: Checked, path: str | None, place: Place | None) -> dict[str, Any]:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(one.name, self._folder)}}
        region = _region(one.name, place)
        if region is not None:
            physical["region"] = region
        location: dict[str, Any] = {"physicalLocation": physical}
        if path:
            location["logicalLocations"] = [{"fullyQualifiedName": path, **_named(path, one.report, self._lang)}]
        return location

    def _related(self, one: Checked, finding: Finding) -> Iterator[dict[str, Any]]:
        """What the finding rests on: its other figures, passages of the prose, and places in other reports."""
        for path in dict.fromkeys(finding.parts):
            if path != finding.path:
                yield self._beside(one, path, _figure(path, one.report, self._lang))
        for each in finding.quotes:
            yield self._beside(one, each.path, passage(one.report, each) or each.path)
        for related in finding.related:
            if related.subject < len(self._checked):
                other = self._checked[related.subject]
                yield self._beside(other, related.path, _figure(related.path, other.report, self._lang))

    def _beside(self, one: Checked, path: str, text: str) -> dict[str, Any]:
        proof = (one.evidence or {}).get(path)
        return {**self._location(one, path, None if proof is None else proof.place), "message": {"text": text}}

    def _fingerprint(self, one: Checked, finding: Finding) -> str:
        """What stays the same while the file moves and its figures change: the report, the rule and the place."""
        report = one.report
        key = "\n".join(
            (report.organ.name or one.name, str(report.year), finding.code, finding.message, finding.path or "")
        )
        self._seen[key] += 1
        return hashlib.sha256(f"{key}\n{self._seen[key]}".encode(errors="backslashreplace")).hexdigest()[:32]


def _properties(one: Checked, finding: Finding, lang: Lang) -> dict[str, Any]:
    facts: dict[str, Any] = {"organ": one.report.organ.name, "year": one.report.year, "report": one.name}
    if finding.place is not None:
        facts["place"] = finding.place.text(lang)
    if finding.fault is not None:
        facts["fault"] = finding.fault
    return facts


def _uri(name: str, folder: Path) -> str:
    """A file as an URI: relative to the folder if it is in it. What is no plain letter is quoted, colons too."""
    path, base = (Path(os.path.abspath(each)) for each in (file_of(name), folder))
    return quote(path.relative_to(base).as_posix(), safe="/") if path.is_relative_to(base) else path.as_uri()


def _region(name: str, place: Place | None) -> dict[str, int] | None:
    if place is None or place.line is None or place.line < 1 or place.page is not None or name.endswith(_RECORDS):
        return None
    return {"startLine": place.line, "endLine": max(place.end_line or 0, place.line)}


def _named(path: str, report: Report, lang: Lang) -> dict[str, str]:
    """The printed name of a figure."""
    cell = format_of(report).by_path.get(path)
    return {} if cell is None else {"name": cell.text(lang), "kind": "value"}


def _figure(path: str, report: Report, lang: Lang) -> str:
    cell = format_of(report).by_path.get(path)
    if cell is None:
        return path
    label = cell.text(lang)
    return f"{label}{'：' if lang == 'zh' else ': '}{cell_text(report, path) or word('blank', lang)}"


def _stop(lang: Lang) -> str:
    return "。" if lang == "zh" else ". "
