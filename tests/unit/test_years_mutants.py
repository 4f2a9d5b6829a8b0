"""All that the rules over the years say in small cases: outcome, place, parts, related places, quotes and sentences."""

import attrs
import pytest

from govdisclosure import (
    FORMATS,
    RULES,
    Format,
    Outcome,
    Report,
    Section,
    Severity,
    check_series,
    format_for,
    from_dict,
)
from govdisclosure.checks._gather import CheckResult, Gathering, _fault
from govdisclosure.checks._inputs import Series
from govdisclosure.checks._own_prose import MAX_LENGTH, MAX_LETTERS, MIN_LENGTH, OwnProse, compared, own_prose
from govdisclosure.checks._rule import Finding, Quote, Related, Verdict, blocked, holds, undecidable, violated
from govdisclosure.evidence import Evidence, How
from govdisclosure.formats._kit import nested
from govdisclosure.place import Place

LATEST, OLDER, LEGACY = FORMATS["2021"], FORMATS["2019"], FORMATS["legacy"]


def of(fmt: Format, year: int | None, default: int | None = 0, **values: int | None) -> Report:
    """A report whose figures are all the same but for some, named with ``__`` for a dot."""
    named = {path.replace("__", "."): value for path, value in values.items()}
    whole: dict[str, object] = {**dict.fromkeys(fmt.by_path, default), **named}
    return from_dict({"format": fmt.name, "year": year, "organ": {}, **nested(whole)}, draft=True)


def said(year: int, *paragraphs: str) -> Report:
    """A report without figures, in the format of its year."""
    record = from_dict({"format": format_for(year).name, "year": year, "organ": {}}, draft=True)
    return attrs.evolve(record, sections=(Section(number="一、", heading="总体情况", paragraphs=paragraphs),))


def unread(report: Report, path: str) -> Report:
    """The report with something in a blank cell that could not be read."""
    return attrs.evolve(report, printed={path: "1 2"})


def told(code: str, *reports: Report) -> list[str]:
    """What a rule says of some years, but for what holds."""
    rule = RULES[code]
    assert rule.run_series is not None
    verdicts = rule.run_series(Series.of(reports, rule.applies))
    return [fact for verdict in verdicts if verdict.outcome is not Outcome.HOLDS for fact in _facts(verdict)]


def held(code: str, *reports: Report) -> list[str]:
    """What a rule says holds."""
    rule = RULES[code]
    assert rule.run_series is not None
    verdicts = rule.run_series(Series.of(reports, rule.applies))
    return [" ".join(_facts(verdict)) for verdict in verdicts if verdict.outcome is Outcome.HOLDS]


def _facts(verdict: Verdict) -> list[str]:
    """What a verdict says, one thing after another."""
    return [
        f"{verdict.outcome.value} {verdict.subject}:{verdict.path} {verdict.message}".strip(),
        *(f"{name}={value}" for name, value in verdict.args.items()),
        *(f"part {path}" for path in verdict.parts),
        *(f"see {other.subject}:{other.path}" for other in verdict.related),
        *(f"quote {quote.path}:{quote.start}-{quote.end}" for quote in verdict.quotes),
    ]


FORCE, ISSUED, REPEALED = (f"proactive__regulations__{name}" for name in ("in_force", "issued", "repealed"))
COERCION = "proactive__coercion__decisions"
THREE = {"proactive__licensing__decisions": 31, "proactive__penalties__decisions": 17, COERCION: 5}
PROSE = "{}年，本机关主动公开政府信息{}条，受理政府信息公开申请12件，答复申请9件。"
ONE = "{}年，本机关主动公开政府信息{}条。"


def decided(*numbers: int | None) -> list[Report]:
    """Years with so many decisions, and all else 0."""
    return [of(LATEST, 2021 + n, proactive__licensing__decisions=number) for n, number in enumerate(numbers)]


# --- cases -------------------------------------------------------------------------------------------------

CASES = [
    pytest.param(
        "GD301",
        [of(LATEST, 2022, requests__carried_out__total=3), of(LATEST, 2023)],
        [
            "violated 1:requests.carried_in.total differs",
            "label_zh=二、上年结转政府信息公开申请数量|总计",
            "label_en=2. Requests carried over from last year|Total",
            "printed=0",
            "expected=3",
            "year=2022",
            "part requests.carried_in.total",
            "see 0:requests.carried_out.total",
        ],
        id="what is carried in differs",
    ),
    pytest.param(
        "GD301",
        [of(LATEST, 2022, requests__carried_out__total=None), of(LATEST, 2023)],
        [
            "undecidable 1:requests.carried_in.total undecidable",
            "part requests.carried_in.total",
            "see 0:requests.carried_out.total",
        ],
        id="what was carried over is blank",
    ),
    pytest.param(
        "GD301",
        [unread(of(LATEST, 2022, requests__carried_out__total=None), "requests.carried_out.total"), of(LATEST, 2023)],
        [
            "blocked 1:requests.carried_in.total blocked",
            "part requests.carried_in.total",
            "see 0:requests.carried_out.total",
        ],
        id="what was carried over could not be read",
    ),
    pytest.param(
        "GD301",
        [of(LATEST, 2022), unread(of(LATEST, 2023, requests__carried_in__total=None), "requests.carried_in.total")],
        [
            "blocked 1:requests.carried_in.total blocked",
            "part requests.carried_in.total",
            "see 0:requests.carried_out.total",
        ],
        id="what is carried in could not be read",
    ),
    pytest.param(
        "GD301",
        [of(LATEST, 2021, requests__carried_out__total=3), of(LATEST, 2023)],
        [],
        id="a year between them is missing",
    ),
    pytest.param(
        "GD301",
        [
            of(LATEST, 2022, requests__carried_out__total=3),
            of(LATEST, 2023),
            of(LATEST, 2022, requests__carried_out__total=4),
        ],
        [
            "violated 1:requests.carried_in.total differs",
            "label_zh=二、上年结转政府信息公开申请数量|总计",
            "label_en=2. Requests carried over from last year|Total",
            "printed=0",
            "expected=3",
            "year=2022",
            "part requests.carried_in.total",
            "see 0:requests.carried_out.total",
            "violated 1:requests.carried_in.total differs",
            "label_zh=二、上年结转政府信息公开申请数量|总计",
            "label_en=2. Requests carried over from last year|Total",
            "printed=0",
            "expected=4",
            "year=2022",
            "part requests.carried_in.total",
            "see 2:requests.carried_out.total",
        ],
        id="two reports for the year before",
    ),
    pytest.param(
        "GD301",
        [of(OLDER, 2020, requests__carried_out__total=3), of(LATEST, 2021)],
        [
            "violated 1:requests.carried_in.total differs",
            "label_zh=二、上年结转政府信息公开申请数量|总计",
            "label_en=2. Requests carried over from last year|Total",
            "printed=0",
            "expected=3",
            "year=2020",
            "part requests.carried_in.total",
            "see 0:requests.carried_out.total",
        ],
        id="two formats have the same columns",
    ),
    pytest.param(
        "GD302",
        [of(LATEST, 2022, **{FORCE: 10}), of(LATEST, 2023, **{FORCE: 11, ISSUED: 3, REPEALED: 1})],
        [
            "violated 1:proactive.regulations.in_force in_force",
            "label_zh=规章|现行有效件数",
            "label_en=Rules|In force",
            "printed=11",
            "expected=12",
            "year=2022",
            "part proactive.regulations.in_force",
            "part proactive.regulations.issued",
            "part proactive.regulations.repealed",
            "see 0:proactive.regulations.in_force",
        ],
        id="a stock that does not follow",
    ),
    pytest.param(
        "GD302",
        [of(LATEST, 2022, **{FORCE: 10}), of(LATEST, 2023, **{FORCE: 12, ISSUED: 3, REPEALED: 1})],
        [],
        id="a stock that follows",
    ),
    pytest.param(
        "GD302",
        [of(LATEST, 2022), of(LATEST, 2023, **{ISSUED: None})],
        [
            "undecidable 1:proactive.regulations.in_force undecidable",
            "part proactive.regulations.in_force",
            "part proactive.regulations.issued",
            "part proactive.regulations.repealed",
            "see 0:proactive.regulations.in_force",
        ],
        id="what was issued is blank",
    ),
    pytest.param(
        "GD302",
        [
            of(OLDER, 2019, proactive__licensing__items_last_year=10, proactive__licensing__items_change=-2),
            of(OLDER, 2020, proactive__licensing__items_last_year=9),
        ],
        [
            "violated 1:proactive.licensing.items_last_year last_year",
            "label_zh=行政许可|上一年项目数量",
            "label_en=Administrative licensing|Projects last year",
            "printed=9",
            "expected=8",
            "year=2019",
            "part proactive.licensing.items_last_year",
            "see 0:proactive.licensing.items_last_year",
            "see 0:proactive.licensing.items_change",
        ],
        id="the projects of last year",
    ),
    pytest.param(
        "GD302",
        [of(OLDER, 2020, default=5), of(LATEST, 2021)],
        [],
        id="two formats count different things",
    ),
    pytest.param(
        "GD303",
        [of(LATEST, 2021), of(LATEST, 2023), of(LATEST, 2026), of(LATEST, None), of(LATEST, 2021)],
        [
            "undecidable 3:year undecidable",
            "violated 1:year one",
            "year=2022",
            "see 4:year",
            "violated 2:year several",
            "first=2024",
            "last=2025",
            "see 1:year",
        ],
        id="gaps, and no year",
    ),
    pytest.param(
        "GD304",
        [
            of(LATEST, 2022, proceedings__reconsideration__pending=2),
            of(LATEST, 2023, proceedings__reconsideration__total=1),
        ],
        [
            "violated 1:proceedings.reconsideration.total exceeds",
            "label_zh=行政复议|尚未审结",
            "label_en=Administrative review|Pending",
            "pending=2",
            "total=1",
            "year=2022",
            "part proceedings.reconsideration.total",
            "see 0:proceedings.reconsideration.pending",
        ],
        id="more pending than there are cases",
    ),
    pytest.param(
        "GD304",
        [
            of(LATEST, 2022, proceedings__reconsideration__pending=2),
            of(LATEST, 2023, proceedings__reconsideration__total=2),
        ],
        [],
        id="as many pending",
    ),
    pytest.param(
        "GD304",
        [of(LATEST, 2022, proceedings__reconsideration__pending=None), of(LATEST, 2023)],
        [
            "undecidable 1:proceedings.reconsideration.total undecidable",
            "part proceedings.reconsideration.total",
            "see 0:proceedings.reconsideration.pending",
        ],
        id="the pending ones are blank",
    ),
    pytest.param(
        "GD304",
        [
            of(LATEST, 2022),
            unread(of(LATEST, 2023, proceedings__reconsideration__total=None), "proceedings.reconsideration.total"),
        ],
        [
            "blocked 1:proceedings.reconsideration.total blocked",
            "part proceedings.reconsideration.total",
            "see 0:proceedings.reconsideration.pending",
        ],
        id="the cases could not be read",
    ),
    pytest.param(
        "GD306",
        [of(LATEST, 2022, **THREE), of(LATEST, 2023, **THREE)],
        [
            "violated 1:proactive.licensing.decisions tables",
            "count=3",
            "year=2022",
            "part proactive.licensing.decisions",
            "part proactive.penalties.decisions",
            "part proactive.coercion.decisions",
            "see 0:proactive.licensing.decisions",
            "see 0:proactive.penalties.decisions",
            "see 0:proactive.coercion.decisions",
        ],
        id="the tables of last year",
    ),
    pytest.param(
        "GD306",
        [of(LATEST, 2021, **THREE), of(LATEST, 2022, **{**THREE, COERCION: 6}), of(LATEST, 2023, **THREE)],
        [
            "violated 2:proactive.licensing.decisions tables",
            "count=3",
            "year=2021",
            "part proactive.licensing.decisions",
            "part proactive.penalties.decisions",
            "part proactive.coercion.decisions",
            "see 0:proactive.licensing.decisions",
            "see 0:proactive.penalties.decisions",
            "see 0:proactive.coercion.decisions",
        ],
        id="the tables of the year before",
    ),
    pytest.param(
        "GD306",
        [of(LATEST, 2022, **THREE), of(LATEST, 2023, **{**THREE, COERCION: 6})],
        [],
        id="one figure differs",
    ),
    pytest.param(
        "GD306",
        [of(LATEST, 2022, **THREE, proactive__fees__amount=None), of(LATEST, 2023, **THREE)],
        [
            "undecidable 1:proactive.licensing.decisions undecidable",
            "part proactive.licensing.decisions",
            "part proactive.penalties.decisions",
            "part proactive.coercion.decisions",
            "see 0:proactive.licensing.decisions",
            "see 0:proactive.penalties.decisions",
            "see 0:proactive.coercion.decisions",
        ],
        id="a blank last year",
    ),
    pytest.param(
        "GD306",
        [of(LATEST, 2022, **THREE), of(LATEST, 2023, **THREE, proactive__fees__amount=None)],
        [
            "undecidable 1:proactive.licensing.decisions undecidable",
            "part proactive.licensing.decisions",
            "part proactive.penalties.decisions",
            "part proactive.coercion.decisions",
            "see 0:proactive.licensing.decisions",
            "see 0:proactive.penalties.decisions",
            "see 0:proactive.coercion.decisions",
        ],
        id="a blank this year",
    ),
    pytest.param(
        "GD306",
        [
            unread(of(LATEST, 2022, **THREE, proactive__fees__amount=None), "proactive.fees.amount"),
            of(LATEST, 2023, **THREE),
        ],
        [
            "blocked 1:proactive.licensing.decisions blocked",
            "part proactive.licensing.decisions",
            "part proactive.penalties.decisions",
            "part proactive.coercion.decisions",
            "see 0:proactive.licensing.decisions",
            "see 0:proactive.penalties.decisions",
            "see 0:proactive.coercion.decisions",
        ],
        id="a cell that could not be read last year",
    ),
    pytest.param(
        "GD306",
        [
            of(LATEST, 2022, **THREE),
            unread(of(LATEST, 2023, **THREE, proactive__fees__amount=None), "proactive.fees.amount"),
        ],
        [
            "blocked 1:proactive.licensing.decisions blocked",
            "part proactive.licensing.decisions",
            "part proactive.penalties.decisions",
            "part proactive.coercion.decisions",
            "see 0:proactive.licensing.decisions",
            "see 0:proactive.penalties.decisions",
            "see 0:proactive.coercion.decisions",
        ],
        id="a cell that could not be read this year",
    ),
    pytest.param(
        "GD306",
        [of(LATEST, 2022, **{**THREE, COERCION: None}), of(LATEST, 2023, **THREE)],
        [],
        id="one of the three blank",
    ),
    pytest.param(
        "GD306",
        [said(2009, PROSE.format(2009, 38)), said(2010, PROSE.format(2010, 38))],
        [
            "violated 1:sections[0].paragraphs[0] prose",
            "figures=38条、12件、9件",
            "year=2009",
            "part sections[0].paragraphs[0]",
            "see 0:sections[0].paragraphs[0]",
            "quote sections[0].paragraphs[0]:9-20",
            "quote sections[0].paragraphs[0]:21-34",
            "quote sections[0].paragraphs[0]:35-41",
        ],
        id="the figures in prose of last year",
    ),
    pytest.param(
        "GD306",
        [said(2009, PROSE.format(2009, 38)), said(2010, PROSE.format(2010, 39))],
        [],
        id="another figure in prose",
    ),
    pytest.param(
        "GD306",
        [said(year, PROSE.format(year, 38)) for year in (2009, 2010, 2011)],
        [
            "violated 1:sections[0].paragraphs[0] prose",
            "figures=38条、12件、9件",
            "year=2009",
            "part sections[0].paragraphs[0]",
            "see 0:sections[0].paragraphs[0]",
            "quote sections[0].paragraphs[0]:9-20",
            "quote sections[0].paragraphs[0]:21-34",
            "quote sections[0].paragraphs[0]:35-41",
            "violated 2:sections[0].paragraphs[0] prose",
            "figures=38条、12件、9件",
            "year=2010",
            "part sections[0].paragraphs[0]",
            "see 1:sections[0].paragraphs[0]",
            "quote sections[0].paragraphs[0]:9-20",
            "quote sections[0].paragraphs[0]:21-34",
            "quote sections[0].paragraphs[0]:35-41",
        ],
        id="three years of the same prose",
    ),
    pytest.param(
        "GD306",
        [said(year, ONE.format(year, 10)) for year in (2009, 2010, 2011)],
        [
            "violated 2:sections[0].paragraphs[0] every_year",
            "figures=10条",
            "first=2009",
            "last=2011",
            "part sections[0].paragraphs[0]",
            "see 0:sections[0].paragraphs[0]",
            "see 1:sections[0].paragraphs[0]",
            "quote sections[0].paragraphs[0]:9-20",
        ],
        id="one figure three years running",
    ),
    pytest.param(
        "GD306",
        [said(year, ONE.format(year, 9)) for year in (2009, 2010, 2011)],
        [],
        id="a smaller figure three years running",
    ),
    pytest.param(
        "GD306",
        [said(year, ONE.format(year, 10)) for year in (2009, 2010, 2012)],
        [],
        id="one figure in three years with a gap",
    ),
    pytest.param(
        "GD306",
        [said(year, f"{year}年，本机关主动公开政府信息38。") for year in (2009, 2010, 2011)],
        [
            "violated 2:sections[0].paragraphs[0] every_year",
            "figures=38",
            "first=2009",
            "last=2011",
            "part sections[0].paragraphs[0]",
            "see 0:sections[0].paragraphs[0]",
            "see 1:sections[0].paragraphs[0]",
            "quote sections[0].paragraphs[0]:9-19",
        ],
        id="one figure without a unit",
    ),
    pytest.param(
        "GD306",
        [said(year, "2005年，本机关主动公开政府信息10条。") for year in (2009, 2010, 2011)],
        [],
        id="one figure of another year",
    ),
    pytest.param(
        "GD306",
        [said(year, f"{year}年，上年结转政府信息公开申请12件。") for year in (2009, 2010, 2011)],
        [],
        id="what is carried in three years running",
    ),
    pytest.param(
        "GD301",
        [of(LEGACY, 2018), of(LATEST, 2022, requests__carried_out__total=3), of(LATEST, 2023)],
        [
            "violated 2:requests.carried_in.total differs",
            "label_zh=二、上年结转政府信息公开申请数量|总计",
            "label_en=2. Requests carried over from last year|Total",
            "printed=0",
            "expected=3",
            "year=2022",
            "part requests.carried_in.total",
            "see 1:requests.carried_out.total",
        ],
        id="a report of another format first",
    ),
    pytest.param(
        "GD306",
        [said(year, ONE.format(year, 10)) for year in (2009, 2010, 2010, 2011)],
        [
            "violated 3:sections[0].paragraphs[0] every_year",
            "figures=10条",
            "first=2009",
            "last=2011",
            "part sections[0].paragraphs[0]",
            "see 0:sections[0].paragraphs[0]",
            "see 2:sections[0].paragraphs[0]",
            "quote sections[0].paragraphs[0]:9-20",
        ],
        id="one figure in four reports for three years",
    ),
    pytest.param(
        "GD306",
        [said(year, ONE.format(year, 10)) for year in (2009, 2010, 2010)],
        [],
        id="one figure in three reports for two years",
    ),
    pytest.param(
        "GD507",
        decided(210, 198, 205, 2100),
        [
            "violated 3:proactive.licensing.decisions rise",
            "highest=210",
            "year=2021",
            "label_zh=行政许可|本年处理决定数量",
            "label_en=Administrative licensing|Decisions this year",
            "printed=2100",
            "see 0:proactive.licensing.decisions",
            "see 1:proactive.licensing.decisions",
            "see 2:proactive.licensing.decisions",
        ],
        id="ten times the highest",
    ),
    pytest.param(
        "GD507",
        decided(210, 198, 205, 2099),
        [],
        id="less than ten times",
    ),
    pytest.param(
        "GD507",
        decided(210, 190, 205, 19),
        [
            "violated 3:proactive.licensing.decisions fall",
            "lowest=190",
            "year=2022",
            "label_zh=行政许可|本年处理决定数量",
            "label_en=Administrative licensing|Decisions this year",
            "printed=19",
            "see 0:proactive.licensing.decisions",
            "see 1:proactive.licensing.decisions",
            "see 2:proactive.licensing.decisions",
        ],
        id="a tenth of the lowest",
    ),
    pytest.param(
        "GD507",
        decided(210, 190, 205, 20),
        [],
        id="more than a tenth",
    ),
    pytest.param(
        "GD507",
        decided(0, 0, 0, 100),
        [
            "violated 3:proactive.licensing.decisions rise",
            "highest=0",
            "year=2023",
            "label_zh=行政许可|本年处理决定数量",
            "label_en=Administrative licensing|Decisions this year",
            "printed=100",
            "see 0:proactive.licensing.decisions",
            "see 1:proactive.licensing.decisions",
            "see 2:proactive.licensing.decisions",
        ],
        id="a hundred from nothing",
    ),
    pytest.param(
        "GD507",
        decided(0, 0, 0, 99),
        [],
        id="less than a hundred from nothing",
    ),
    pytest.param(
        "GD507",
        decided(100, 100, 100, 0),
        [
            "violated 3:proactive.licensing.decisions fall",
            "lowest=100",
            "year=2021",
            "label_zh=行政许可|本年处理决定数量",
            "label_en=Administrative licensing|Decisions this year",
            "printed=0",
            "see 0:proactive.licensing.decisions",
            "see 1:proactive.licensing.decisions",
            "see 2:proactive.licensing.decisions",
        ],
        id="nothing from a hundred",
    ),
    pytest.param(
        "GD507",
        decided(99, 99, 99, 0),
        [],
        id="nothing from less than a hundred",
    ),
    pytest.param(
        "GD507",
        decided(198, 205, 2100),
        [],
        id="two earlier years",
    ),
    pytest.param(
        "GD507",
        decided(210, 198, 205, None),
        [
            "undecidable 3:proactive.licensing.decisions undecidable",
            "see 0:proactive.licensing.decisions",
            "see 1:proactive.licensing.decisions",
            "see 2:proactive.licensing.decisions",
        ],
        id="a blank",
    ),
    pytest.param(
        "GD507",
        [
            *decided(210, 198, 205),
            unread(of(LATEST, 2024, proactive__licensing__decisions=None), "proactive.licensing.decisions"),
        ],
        [
            "blocked 3:proactive.licensing.decisions blocked",
            "see 0:proactive.licensing.decisions",
            "see 1:proactive.licensing.decisions",
            "see 2:proactive.licensing.decisions",
        ],
        id="a cell that could not be read",
    ),
    pytest.param(
        "GD507",
        decided(210, None, 205, 2100),
        [],
        id="a blank in an earlier year",
    ),
]


@pytest.mark.parametrize(("code", "reports", "expected"), CASES)
def test_what_a_rule_says(code: str, reports: list[Report], expected: list[str]) -> None:
    assert told(code, *reports) == expected


@pytest.mark.parametrize(
    ("code", "reports", "expected"),
    [
        (
            "GD301",
            [of(LATEST, 2022), of(LATEST, 2023)],
            "holds 1:requests.carried_in.total see 0:requests.carried_out.total",
        ),
        ("GD303", [of(LATEST, 2021), of(LATEST, 2021), of(LATEST, 2022)], "holds 2:year see 1:year"),
        (
            "GD304",
            [of(LATEST, 2022), of(LATEST, 2023)],
            "holds 1:proceedings.reconsideration.total see 0:proceedings.reconsideration.pending",
        ),
        ("GD305", [said(2022, "甲" * 90), said(2023, "乙" * 90)], "holds 1:sections[0]"),
        (
            "GD306",
            [of(LATEST, 2022, **THREE), of(LATEST, 2023, **{**THREE, COERCION: 6})],
            "holds 1:proactive.licensing.decisions see 0:proactive.licensing.decisions"
            " see 0:proactive.penalties.decisions see 0:proactive.coercion.decisions",
        ),
        (
            "GD306",
            [said(2009, PROSE.format(2009, 38)), said(2010, PROSE.format(2010, 39))],
            "holds 1:sections[0].paragraphs[0]",
        ),
        (
            "GD306",
            [said(2009, PROSE.format(2009, 38)), said(2010, *PROSE.format(2010, 39).split("，", 2)[1:])],
            "holds 1:sections[0].paragraphs[0]",
        ),
        (
            "GD507",
            decided(0, 0, 0, 0),
            "holds 3:proactive.licensing.decisions see 0:proactive.licensing.decisions"
            " see 1:proactive.licensing.decisions see 2:proactive.licensing.decisions",
        ),
    ],
)
def test_what_holds_is_said_of_the_same_place(code: str, reports: list[Report], expected: str) -> None:
    assert expected in held(code, *reports)


def test_a_year_with_two_reports_makes_no_gap() -> None:
    assert held("GD303", of(LATEST, 2021), of(LATEST, 2021), of(LATEST, 2022)) == ["holds 2:year see 1:year"]


def test_parts_of_sums_changes_and_what_is_carried_in_may_jump() -> None:
    """Compared are the figures of table 2 and the totals that are no part of another."""
    held_paths = {line.split()[1].removeprefix("3:") for line in held("GD507", *decided(0, 0, 0, 0))}
    assert len(held_paths) == 16
    assert "requests.carried_in.total" not in held_paths
    assert "requests.received.business" not in held_paths


# --- texts that repeat ----------------------------------------------------------------------------------------------


def letters(count: int, first: int = 0) -> str:
    """So many letters, all different."""
    return "".join(chr(0x4E10 + first + n) for n in range(count))


def own(text: str, length: int | None = None) -> OwnProse:
    return OwnProse("sections[0]", text, len(text) if length is None else length, ())


def alike(*texts: str) -> list[str]:
    """What is said to be copied, of one text a year from 2018 on: which year, from which, and the share."""
    findings = check_series([said(2018 + n, text) for n, text in enumerate(texts)], select=["GD305"]).findings
    return [f"{finding.subject} from {finding.args['year']}: {finding.args['share']}" for finding in findings]


def test_enough_to_be_compared_is_half_of_what_is_said() -> None:
    text = letters(MIN_LENGTH)
    assert own(text, 2 * MIN_LENGTH).is_enough
    assert not own(text, 2 * MIN_LENGTH + 1).is_enough
    assert not own(text[1:]).is_enough
    assert own(letters(MAX_LENGTH), 10 * MAX_LENGTH).is_enough


def test_the_runs_of_a_text() -> None:
    assert own("甲乙丙丁").runs == {"甲乙丙", "乙丙丁"}
    assert own("甲乙").runs == frozenset()


def test_what_cannot_be_alike_is_seen_at_once() -> None:
    assert own(letters(55)).may_be_like(own(letters(45)), 90)
    assert not own(letters(56)).may_be_like(own(letters(45)), 90)
    assert not own(letters(55)).may_be_like(own(letters(55, 100)), 90)
    assert not own(letters(90)).may_be_like(own(letters(30) + letters(60, 100)), 90)


def test_of_very_much_text_the_beginning_is_compared() -> None:
    sections = [own(letters(MAX_LENGTH)) for _ in range(7)]
    assert len(compared(sections)) == MAX_LETTERS // MAX_LENGTH


def test_what_a_section_with_parts_says() -> None:
    """Its text is that of its parts too, and so is its length; what stands beside a table is the form's."""
    part = Section(heading="一", paragraphs=("春江潮水连海平，2023年3件。",))
    record = attrs.evolve(
        said(2023), sections=(Section(heading="总", paragraphs=("海上明月共潮生。",), parts=(part,)),)
    )
    (whole,) = own_prose(record)
    assert (whole.text, whole.length) == ("海上明月共潮生", 7 + 7 + 2)
    assert whole.parts[0].length == 7 + 2
    beside = attrs.evolve(record, sections=(Section(heading="表", paragraphs=("见下。",), table="requests"),))
    assert own_prose(beside)[0].text == ""


def test_a_sentence_of_sixty_characters_may_say_that_there_was_nothing() -> None:
    nothing = "未收到申请" + letters(55)
    assert own_prose(said(2023, nothing))[0].text == ""
    assert own_prose(said(2023, nothing + "甲"))[0].text == nothing + "甲"


def test_the_highest_share_is_found_whatever_its_year() -> None:
    text = letters(100)
    one, two = "甲" + text[1:], "甲乙" + text[2:]
    assert alike(one, two, text) == ["1 from 2018: 99", "2 from 2018: 99"]
    assert alike(text, one, text) == ["1 from 2018: 99", "2 from 2018: 100"]
    assert alike(text, text, text) == ["1 from 2018: 100", "2 from 2019: 100"]


def test_a_shorter_text_is_not_copied_from_one_that_is_long_enough() -> None:
    text = letters(MIN_LENGTH)
    assert alike(text, text[1:]) == []


def test_a_year_without_prose_stops_nothing() -> None:
    text = letters(100)
    years = [said(2020, text), attrs.evolve(said(2021), sections=()), said(2022, text)]
    result = check_series(years, select=["GD305"])
    assert [(finding.subject, finding.args["year"]) for finding in result.findings] == [(2, 2020)]
    assert [finding.subject for finding in result.undecided] == [1]


# --- what findings rest on ------------------------------------------------------------------------------------------

SURE, BY_ORDER = (Evidence(place=Place(line=n), raw=str(n), how=how) for n, how in ((1, How.EXACT), (2, How.ORDER)))


@pytest.mark.parametrize(
    ("verdict", "fault"),
    [
        (violated("sure", "differs"), "source"),
        (violated("order", "differs"), "reading"),
        (violated("nowhere", "differs"), "reading"),
        (violated(None, "differs"), "reading"),
        (undecidable("sure"), "source"),
        (blocked("sure"), "reading"),
        (violated("order", "differs", ["sure"]), "source"),
        (violated("sure", "differs", ["sure", "order"]), "reading"),
        (violated("list", "differs"), "source"),
        (violated("sure", "differs").about(0, Related(1, "sure")), "source"),
        (violated("sure", "differs").about(0, Related(1, "order")), "reading"),
        (violated("sure", "differs").about(0, Related(2, "nowhere")), "source"),
        (violated(None, "differs").about(0, Related(1, "sure")), "source"),
    ],
)
def test_whether_a_finding_is_printed_so(verdict: Verdict, fault: str) -> None:
    """All it rests on was recognised by its labels, in each report that was read from a document."""
    known = {"sure": SURE, "order": BY_ORDER, "list[0]": SURE}
    subject = verdict.subject
    assert _fault(verdict, {subject: known, 1: known}) == fault


def test_a_result_counts_and_knows_errors() -> None:
    record = of(LATEST, 2023)
    error = Finding(code="GD201", outcome=Outcome.VIOLATED)
    warning = Finding(code="GD302", outcome=Outcome.VIOLATED)
    assert (error.severity, warning.severity) == (Severity.ERROR, Severity.WARNING)
    for findings, errors in (
        ((), False),
        ((warning,), False),
        ((warning, error), True),
        ((attrs.evolve(error, waived="已说明"),), False),
    ):
        assert CheckResult(findings=findings, undecided=(), counts={}).has_errors is errors
    gathering = Gathering({None: record}, {})
    gathering.holding(RULES["GD201"], 5)
    gathering.add(RULES["GD202"], [holds(), holds(), undecidable("year")])
    result = gathering.result()
    assert {code: dict(count) for code, count in result.counts.items()} == {
        "GD201": {Outcome.HOLDS: 5},
        "GD202": {Outcome.HOLDS: 2, Outcome.UNDECIDABLE: 1},
    }
    assert [result.total(outcome) for outcome in (Outcome.HOLDS, Outcome.UNDECIDABLE, Outcome.BLOCKED)] == [7, 1, 0]


def test_findings_are_in_printed_order() -> None:
    """By year and report; in it the head, then each table with its section, then what has no place."""
    section = Section(number="三、", heading="申请情况", table="requests")
    record = attrs.evolve(of(LATEST, 2023), sections=(Section(number="一、", heading="总"), section))
    gathering = Gathering({None: record}, {})
    paths = [
        "proceedings.reconsideration.total",
        "sections[1].heading",
        "sections[0]",
        "requests.received.total",
        "year",
    ]
    gathering.add(RULES["GD201"], [violated(path, "differs") for path in paths])
    assert [finding.path for finding in gathering.result().findings] == [
        "year",
        "sections[0]",
        "requests.received.total",
        "sections[1].heading",
        "proceedings.reconsideration.total",
    ]


def test_a_table_comes_before_the_text_of_its_section_and_the_preamble_before_all() -> None:
    section = Section(number="一、", heading="申请情况", table="requests")
    gathering = Gathering({None: attrs.evolve(of(LATEST, 2023), sections=(section,))}, {})
    paths = ["sections[0]", "requests.received.total", "preamble[1]", "year"]
    gathering.add(RULES["GD201"], [violated(path, "differs") for path in paths])
    assert [finding.path for finding in gathering.result().findings] == [
        "year",
        "preamble[1]",
        "requests.received.total",
        "sections[0]",
    ]


def test_findings_about_several_reports_are_in_order_of_their_years() -> None:
    """Of reports for one year the parent comes first, then as they were given; what is about none comes before all."""
    reports = {
        None: of(LATEST, 2023),
        0: of(LATEST, 2023),
        1: of(LATEST, 2022),
        2: of(LATEST, None),
        3: of(LATEST, 2022),
    }
    gathering = Gathering(reports, {})
    verdicts = [violated("year", "differs"), *(violated("year", "differs").about(n) for n in (0, 9, 3, 2, 1))]
    gathering.add(RULES["GD201"], [*verdicts, violated("proactive.regulations.issued", "differs").about(3)])
    gathering.add(RULES["GD202"], [undecidable("year").about(n) for n in (0, 1)])
    result = gathering.result()
    assert [finding.subject for finding in result.findings] == [2, 9, 1, 3, 3, None, 0]
    assert [finding.subject for finding in result.undecided] == [1, 0]
    assert {finding.outcome for finding in result.undecided} == {Outcome.UNDECIDABLE}
    series = Gathering({0: of(LATEST, 2022)}, {})
    paths = ("proceedings.reconsideration.total", "year", "requests.received.total")
    series.add(RULES["GD201"], [violated(path, "differs").about(0) for path in paths])
    series.add(RULES["GD202"], [violated("year", "differs")])
    assert [(finding.subject, finding.path) for finding in series.result().findings] == [
        (None, "year"),
        (0, "year"),
        (0, "requests.received.total"),
        (0, "proceedings.reconsideration.total"),
    ]


def test_a_finding_has_the_place_that_is_known_of_it() -> None:
    verdict = violated("year", "differs", ["year"], label_zh="甲").about(0, Related(1, "year"))
    verdict = verdict.quoting(Quote("year", 1, 2))
    gathering = Gathering({0: of(LATEST, 2022), 1: of(LATEST, 2023)}, {0: {"year": SURE}})
    gathering.add(RULES["GD301"], [verdict, violated(None, "differs").about(0), verdict.about(1)])
    known, nowhere, unread_one = gathering.result().findings
    assert (known.place, known.raw, known.fault) == (SURE.place, SURE.raw, "source")
    assert (known.code, known.message, known.path, known.args) == ("GD301", "differs", "year", {"label_zh": "甲"})
    assert (known.parts, known.outcome, known.related) == (("year",), Outcome.VIOLATED, (Related(1, "year"),))
    assert known.quotes == (Quote("year", 1, 2),)
    assert (nowhere.place, nowhere.raw, nowhere.fault) == (None, None, "reading")
    assert (unread_one.place, unread_one.raw, unread_one.fault) == (None, None, None)
