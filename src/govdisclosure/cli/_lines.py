"""Findings and reports on one line each."""

from govdisclosure.checks._rule import Finding
from govdisclosure.cli._text import say
from govdisclosure.errors import Lang
from govdisclosure.formats import Report, format_of
from govdisclosure.review._place_names import place_name


def report_head(name: str, report: Report, lang: Lang) -> str:
    """The line that names a report: its source, organ, year and format."""
    organ, year = who(report, lang)
    label = format_of(report).label
    return say("of_report", lang, source=name, organ=organ, year=year, label=label.text(lang))


def finding_line(finding: Finding, report: Report, lang: Lang) -> str:
    """One finding on one line: code, severity, place, text, and the reason if it is waived."""
    place = place_name(finding.path, report, lang)
    if finding.place is not None:
        place = say("at_place", lang, place=place, where=finding.place.text(lang))
    text = " ".join(finding.text(lang).split())
    fault = "" if finding.fault is None else f"  [{say(f'fault.{finding.fault}', lang)}]"
    waived = "" if finding.waived is None else f"  [{say('waived', lang, reason=finding.waived)}]"
    return f"{finding.code} {say(finding.severity, lang)}  {place}  {text}{fault}{waived}"


def who(report: Report, lang: Lang) -> tuple[str, str]:
    """Organ and year as shown; what is not known is said."""
    year = say("no_year", lang) if report.year is None else str(report.year)
    return report.organ.name or say("no_organ", lang), year
