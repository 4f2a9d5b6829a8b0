"""Makes the records of this example: an invented county, its own office and its units, for 2023.

``python examples/roll-up/make.py`` writes them beside this file. One unit on the roster has sent nothing, and in the
county's report one figure is wrong: its units took 413 decisions on penalties, and it prints 314.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs

from govdisclosure import FORMATS, Organ, Period, Report, Section, check, dumps, from_dict
from govdisclosure.draft import blank
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import Level
from govdisclosure.grid import value_at
from govdisclosure.levels import roll_up

FOLDER = Path(__file__).parent
FMT = FORMATS["2021"]
YEAR = 2023
COUNTY = "云溪县人民政府"
MISSING = "云溪县财政局"

Figures = Mapping[str, int | Decimal]

OFFICE: Figures = {
    "proactive.normative_documents.issued": 6,
    "proactive.normative_documents.repealed": 2,
    "proactive.normative_documents.in_force": 31,
    "requests.received.natural_person": 5,
    "requests.received.business": 1,
    "requests.results.disclosed.natural_person": 3,
    "requests.results.disclosed.business": 1,
    "requests.results.not_provided.not_held.natural_person": 2,
    "proceedings.reconsideration.upheld": 1,
}
UNITS: Mapping[str, tuple[Level, Figures]] = {
    "云溪县教育局": (
        "department",
        {
            "proactive.normative_documents.issued": 2,
            "proactive.normative_documents.in_force": 9,
            "proactive.licensing.decisions": 24,
            "requests.received.natural_person": 3,
            "requests.carried_in.natural_person": 1,
            "requests.results.disclosed.natural_person": 3,
            "requests.carried_out.natural_person": 1,
        },
    ),
    "云溪县水利局": (
        "department",
        {
            "proactive.normative_documents.in_force": 4,
            "proactive.licensing.decisions": 57,
            "proactive.penalties.decisions": 401,
            "proactive.fees.amount": Decimal("38.6500"),
            "requests.received.natural_person": 2,
            "requests.received.legal_services": 2,
            "requests.results.disclosed.legal_services": 2,
            "requests.results.disclosed_in_part.natural_person": 1,
            "requests.results.not_processed.repeated.natural_person": 1,
        },
    ),
    "云溪县青禾镇人民政府": (
        "township",
        {
            "proactive.licensing.decisions": 8,
            "proactive.penalties.decisions": 12,
            "requests.received.natural_person": 4,
            "requests.results.disclosed.natural_person": 2,
            "requests.results.refused.third_party_rights.natural_person": 1,
            "requests.carried_out.natural_person": 1,
        },
    ),
    MISSING: (
        "department",
        {
            "proactive.normative_documents.in_force": 7,
            "proactive.fees.amount": Decimal("12.3000"),
            "requests.received.business": 1,
            "requests.results.disclosed.business": 1,
        },
    ),
}
WRONG = {"proactive.penalties.decisions": 314}
IN_FORCE = {"proactive.regulations.in_force": 0, "proactive.normative_documents.in_force": 49}
"""Two of the documents in force were issued jointly: the units count 51."""

PROSE = {
    "overview": "认真落实政府信息公开各项规定，及时更新公开内容，规范办理公开申请。",
    "problems": "政策解读形式不够丰富。下一步将增加图解和问答，方便群众了解政策。",
    "other_matters": "本年度未收取信息处理费。",
}


def filled(figures: Figures) -> Report:
    """The tables with these figures, every other 0, and every printed total the sum of its parts."""
    values: dict[str, int | Decimal] = {cell.path: 0 for cell in FMT.cells}
    values.update(figures)
    for _ in range(2):  # totals of columns are parts of totals of rows
        for identity in FMT.identities:
            if all(term.weight > 0 for term in identity.terms):
                values[identity.path] = sum(values[term.path] for term in identity.terms)
    return from_dict({"format": FMT.name, "year": YEAR, "organ": {}, **nested(values)}, draft=True)


def record(name: str, level: Level, tables: Report) -> Report:
    """The record of an organ."""
    month = 3 if level == "government" else 1
    form = blank(FMT, year=YEAR, organ=name)
    report = attrs.evolve(
        tables,
        organ=Organ(name=name, level=level),
        title=form.title,
        period=Period(start=date(YEAR, 1, 1), end=date(YEAR, 12, 31)),
        basis=FMT.basis,
        published_on=date(YEAR + 1, month, 22),
        signed_by=name,
        signed_on=date(YEAR + 1, month, 18),
        sections=tuple(_with_prose(form.sections)),
    )
    assert check(report, select=["GD1", "GD2"]).findings == (), name
    return report


def _with_prose(sections: tuple[Section, ...]) -> Iterator[Section]:
    for heading, section in zip(FMT.headings, sections, strict=True):
        text = PROSE.get(heading.key)
        yield section if text is None else attrs.evolve(section, paragraphs=(text,))


def records() -> Mapping[str, Report]:
    """Every record of the example by its file."""
    units = {name: record(name, level, filled(figures)) for name, (level, figures) in UNITS.items()}
    office = attrs.evolve(record(f"{COUNTY}办公室", "department", filled(OFFICE)), scope="own")
    made = roll_up(list(units.values()), office, organ=Organ(name=COUNTY)).report
    whole = {cell.path: value for cell in FMT.cells if (value := value_at(made, cell.path)) is not None}
    county = record(COUNTY, "government", filled({**whole, **IN_FORCE, **WRONG}))
    return {
        f"{COUNTY}-{YEAR}.json": attrs.evolve(county, scope="consolidated"),
        f"{COUNTY}办公室-{YEAR}.json": office,
        **{f"units/{name}-{YEAR}.json": unit for name, unit in units.items() if name != MISSING},
    }


if __name__ == "__main__":
    for file, report in records().items():
        (FOLDER / file).write_text(dumps(report, indent=2) + "\n", encoding="utf-8")
