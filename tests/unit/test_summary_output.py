"""What is made of rates: text, CSV, data, charts, pictures and the page."""

import base64
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import polars as pl
import pytest
import vl_convert
from small_corpus import BUREAU, COUNTY, TOTAL, YEAR, row, table_of

from govdisclosure import FORMATS
from govdisclosure.cli._console import table as drawn
from govdisclosure.columns import Row
from govdisclosure.errors import Lang, MissingExtra, MissingFont
from govdisclosure.summary import (
    NOT_COUNTED,
    RATES,
    Group,
    rates,
    rates_charts,
    rates_csv,
    rates_data,
    rates_page,
    rates_pictures,
)
from govdisclosure.summary import _pictures as pictures
from govdisclosure.summary._tables import as_text

DISCLOSED = "requests.results.disclosed.total"
LANGS: tuple[Lang, Lang] = ("zh", "en")
HOSTILE = "</script><script>alert(1)</script>"


def figures(scale: int) -> dict[str, int | None]:
    """Twenty requests, or some times as many, and two reviews."""
    plain = {
        TOTAL: 20,
        DISCLOSED: 9,
        "requests.results.disclosed_in_part.total": 3,
        "requests.results.refused.deliberative.total": 2,
        "requests.results.not_provided.not_held.total": 6,
        "requests.received.total": 21,
        "requests.carried_out.total": 1,
        "proceedings.reconsideration.upheld": 1,
        "proceedings.reconsideration.corrected": 1,
    }
    return {path: scale * count for path, count in plain.items()}


def corpus() -> list[Row]:
    """Three years of a county, and of a bureau that is counted in it, one of them with a blank."""
    years = (YEAR - 2, YEAR - 1, YEAR)
    governments = [row(COUNTY, year, figures(n), scope="consolidated") for n, year in enumerate(years, 50)]
    units = [row(BUREAU, year, figures(1), parent=COUNTY, scope="own") for year in years[1:]]
    return [*governments, *units, row("云溪县档案馆", YEAR, {**figures(1), DISCLOSED: None})]


def of(rows: Sequence[Row], *by: Group) -> pl.DataFrame:
    return rates(table_of(rows), by)


@pytest.fixture(scope="module")
def by_year() -> pl.DataFrame:
    return of(corpus(), "year")


@pytest.fixture(scope="module")
def by_level() -> pl.DataFrame:
    return of(corpus(), "year", "level")


# --- text ---------------------------------------------------------------------------------------------------------


def test_the_text_says_in_a_sentence_what_is_counted_and_shows_what_rates_are_made_of(by_year: pl.DataFrame) -> None:
    lines = as_text(by_year, "zh", drawn).splitlines()
    start = lines.index(f"{YEAR} 年")
    assert lines[start + 1] == "共 3 份报告：计入 2 份，未计入 1 份（已汇总在本组政府报告中的 1 份）。"
    found = [line.split() for line in lines[start:]]
    assert ["项目", "比率", "分子", "分母", "报告", "空白"] in found
    assert ["予以公开", "45.0%", "468", "1,040", "1", "1"] in found
    assert ["部分公开", "15.0%", "159", "1,060", "2", "0"] in found
    assert ["行政诉讼结果纠正", "—", "0", "0", "2", "0"] in found


def test_the_text_speaks_english(by_year: pl.DataFrame) -> None:
    lines = as_text(by_year, "en", drawn).splitlines()
    start = lines.index(str(YEAR))
    assert lines[start + 1] == (
        "Reports: 3. Counted: 2. Left out: 1 (in the sums of a government's report of this group: 1)."
    )
    assert ["Carried", "over", "to", "next", "year", "4.8%", "53", "1,113", "2", "0"] in [
        line.split() for line in lines
    ]
    assert not re.search("[\u4e00-\u9fff]", "\n".join(lines))


def test_the_text_fits_a_terminal(by_level: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("govdisclosure.cli._console._is_terminal", lambda stream: True)
    for lang in LANGS:
        tables = [line for line in as_text(by_level, lang, drawn).splitlines() if "  " in line]
        assert len(tables) > 50
        assert max(map(cell_len, tables)) <= 80


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_format_does_not_ask_for_is_not_listed_as_if_it_were_blank(lang: Lang) -> None:
    legacy = next(fmt for fmt in FORMATS.values() if "statistics" in fmt.tables)
    text = as_text(of([row(BUREAU, legacy.last_year, {"statistics.answered.total": 3})]), lang, drawn)
    carried = RATES["requests.carried_out"].label
    assert (carried.zh if lang == "zh" else carried.en) not in text
    assert text.splitlines()[-1] == (
        "所用格式没有的项目，不列出或者留空。"
        if lang == "zh"
        else "What a group's formats do not ask for is left out or empty."
    )


def test_levels_and_divisions_must_not_be_added_up_and_it_says_so(by_level: pl.DataFrame) -> None:
    assert "各组不能相加" in as_text(by_level, "zh", drawn)
    assert "各组不能相加" not in as_text(of(corpus(), "year"), "zh", drawn)


@pytest.mark.parametrize("lang", LANGS)
def test_no_reports_are_said_to_be_none(lang: Lang) -> None:
    assert as_text(of([], "year"), lang, drawn) == ("没有报告。" if lang == "zh" else "There are no reports.")


# --- CSV and data -------------------------------------------------------------------------------------------------


def test_csv_opens_in_spreadsheets_and_leaves_empty_what_is_not_known(by_year: pl.DataFrame) -> None:
    data = rates_csv(by_year)
    assert data.startswith("\ufeffyear,path,label_zh".encode())
    lines = data.decode("utf-8-sig").split("\r\n")
    suits = next(line for line in lines if line.startswith(f"{YEAR},proceedings.litigation.corrected"))
    assert suits.split(",")[-10:] == ["0", "0", "", "2", "0", "0", "0", "1", "0", "0"]
    assert len(lines) == 1 + by_year.height + 1


def test_csv_has_no_formulas() -> None:
    table = table_of([row(BUREAU)]).with_columns(level=pl.lit("=1+1"))
    assert rates_csv(rates(table, ("level",))).decode("utf-8-sig").splitlines()[1].startswith("'=1+1,")


def test_data_has_the_same_figures_as_the_table(by_level: pl.DataFrame) -> None:
    groups = json.loads(json.dumps(rates_data(by_level)))["groups"]
    again = [
        {"year": group["year"], "level": group["level"], **{key: rate[key] for key in ("path", "numerator", "rate")}}
        for group in groups
        for rate in group["rates"]
    ]
    assert again == by_level.select("year", "level", "path", "numerator", "rate").to_dicts()
    for group in groups:
        reports = group["reports"]
        assert reports["all"] == reports["counted"] + sum(reports.get(reason, 0) for reason in NOT_COUNTED)


# --- charts -------------------------------------------------------------------------------------------------------


def spec(table: pl.DataFrame, name: str, lang: Lang = "zh") -> dict[str, Any]:
    return dict(rates_charts(table, lang=lang)[name].to_dict())


def values(chart: dict[str, Any]) -> list[dict[str, Any]]:
    (found,) = chart["datasets"].values()
    return list(found)


def test_there_is_a_chart_for_each_question(by_year: pl.DataFrame) -> None:
    assert list(rates_charts(by_year)) == ["outcomes", "trends", "carried", "proceedings", "grounds"]
    assert list(rates_charts(of(corpus()))) == ["outcomes", "carried", "proceedings", "grounds"]
    assert rates_charts(of([], "year")) == {}
    assert rates_charts(of([row(BUREAU)], "year")) == {}


def test_charts_have_their_data_in_them(by_level: pl.DataFrame) -> None:
    for chart in rates_charts(by_level).values():
        assert '"url"' not in chart.to_json()


def test_a_year_without_reports_breaks_the_line() -> None:
    table = of([one for one in corpus() if one.report.year != YEAR - 1], "year")
    gaps = [value for value in values(spec(table, "carried")) if value["rate"] is None]
    assert [value["year"] for value in gaps] == [YEAR - 1]


def test_years_far_apart_do_not_fill_a_chart() -> None:
    table = of([row(BUREAU, YEAR, figures(1)), row(BUREAU, 9999, figures(1))], "year")
    assert len(values(spec(table, "carried"))) == 3


def test_grounds_are_of_the_last_years_or_of_the_last_in_each_level(
    by_year: pl.DataFrame, by_level: pl.DataFrame
) -> None:
    panels = {value["panel"] for value in values(spec(by_year, "grounds"))}
    assert panels == {str(year) for year in (YEAR - 2, YEAR - 1, YEAR)}
    last = spec(by_level, "grounds")
    assert {value["year"] for value in values(last)} == {YEAR}
    assert last["title"]["subtitle"] == [f"{YEAR} 年，占办理结果总计的比例"]


def test_parts_that_do_not_make_the_whole_are_said_not_to(by_year: pl.DataFrame) -> None:
    whole = of(corpus()[:3], "year")
    assert len(spec(whole, "outcomes")["title"]["subtitle"]) == 1
    holed = [row(BUREAU, YEAR, figures(1)), row("云溪县档案馆", YEAR, {**figures(9), DISCLOSED: None})]
    assert len(spec(of(holed, "year"), "outcomes")["title"]["subtitle"]) == 1  # the shares of each are the same
    odd = [row(BUREAU, YEAR, {**figures(1), DISCLOSED: 19})]
    assert "合计不都是 100%" in spec(of(odd, "year"), "outcomes")["title"]["subtitle"][1]


@pytest.mark.parametrize("by", [("year",), ("division",)])
def test_figures_stand_on_their_own_part_of_a_stack(by: tuple[Group, ...]) -> None:
    """The smallest part has no room for its figure; those above it must not slip down for that."""
    parts = {"disclosed": 10, "disclosed_in_part": 1, "not_provided.not_held": 80, "not_processed.petition": 9}
    cells = {TOTAL: 100, **{f"requests.results.{part}.total": count for part, count in parts.items()}}
    rows = [row(BUREAU, year, cells, code="370321") for year in (YEAR - 1, YEAR)]
    picture = rates_pictures(of(rows, *by), "svg")["outcomes"].decode()
    across = by == ("division",)
    parsed = ElementTree.fromstring(picture)
    found: dict[str, float] = {}
    for text in parsed.iter("{http://www.w3.org/2000/svg}text"):
        if re.fullmatch(r"\d+\.\d%", text.text or ""):
            place = re.match(r"translate\(([\d.]+),([\d.]+)\)", text.get("transform", ""))
            assert place is not None
            found[str(text.text)] = float(place[1 if across else 2])
    middles = {"10.0%": 0.05, "80.0%": 0.51, "9.0%": 0.955}
    assert set(found) == set(middles)
    unit = (found["80.0%"] - found["10.0%"]) / (middles["80.0%"] - middles["10.0%"])
    assert found["9.0%"] - found["80.0%"] == pytest.approx(unit * (middles["9.0%"] - middles["80.0%"]), abs=1)
    assert abs(unit) == pytest.approx(640 if across else 320, rel=0.02)


def test_only_the_largest_divisions_are_drawn() -> None:
    many = [row(f"第{n}局", YEAR, figures(n), code=f"{n}0000") for n in range(11, 40)]
    table = of(many, "division")
    drawn_ones = {value["panel"] for value in values(spec(table, "carried"))}
    assert drawn_ones == {f"区划 {n}" for n in range(28, 40)}


# --- pictures -----------------------------------------------------------------------------------------------------


def test_pictures_show_years_as_years_and_labels_in_chinese(by_year: pl.DataFrame) -> None:
    found = {name: data.decode() for name, data in rates_pictures(by_year, "svg").items()}
    for name in ("outcomes", "trends", "carried", "proceedings"):
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", found[name])
        assert texts.count(str(YEAR)) == 1
        assert not [text for text in texts if re.fullmatch(r"\d,\d{3}|\d{4}\.\d+", text)]
    assert "不予公开" in found["outcomes"]
    assert "属于四类过程性信息" in found["grounds"]
    assert "Noto Sans CJK SC" in found["outcomes"]


def test_pictures_are_png_files(by_year: pl.DataFrame) -> None:
    for data in rates_pictures(by_year).values():
        assert data.startswith(b"\x89PNG\r\n")


def test_without_a_font_for_chinese_no_boxes_are_drawn(by_year: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vl_convert, "svg_to_png", lambda svg: b"a box")
    pictures._need_chinese.cache_clear()
    try:
        with pytest.raises(MissingFont, match="fonts-noto-cjk"):
            rates_pictures(by_year)
    finally:
        monkeypatch.undo()
        pictures._need_chinese.cache_clear()


# --- the page -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(by_year: pl.DataFrame) -> str:
    return rates_page(by_year)


def without_scripts(page: str) -> str:
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_the_page_asks_for_nothing_outside_it(page: str) -> None:
    plain = without_scripts(page)
    assert set(re.findall(r'(?:src|href)="([a-z]+:)', plain)) == {"data:"}
    assert "http" not in plain.replace('http-equiv="Content-Security-Policy"', "")
    assert "@import" not in plain
    assert "url(" not in plain


def test_the_pages_policy_allows_its_own_script_and_nothing_else(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    source = re.search(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    assert policy is not None
    assert source is not None
    digest = base64.b64encode(hashlib.sha256(source[1].encode()).digest()).decode()
    assert policy[1] == (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_the_page_has_tables_and_the_charts_as_pictures(page: str) -> None:
    assert page.count("<figure ") == without_scripts(page).count("<img ") == 5
    assert "45.0%\n468 / 1,040\n空白 1 份</td>" in page
    assert f"{YEAR} 年</th>" in page
    assert '<html lang="zh-CN">' in page


def test_the_page_speaks_english_and_shows_one_table_a_level(by_level: pl.DataFrame) -> None:
    page = rates_page(by_level, lang="en")
    body = without_scripts(page).partition("</head>")[2]
    assert not re.search("[\u4e00-\u9fff]", body)
    assert re.findall("<h3>(.*)</h3>", body) == [
        "governments at county level and above",
        "departments",
        "level unknown",
    ]


def test_what_a_table_says_stays_text_on_the_page() -> None:
    table = rates(table_of([row(BUREAU, YEAR, figures(1))]).with_columns(level=pl.lit(HOSTILE)), ("level",))
    page = rates_page(table)
    assert HOSTILE not in page
    assert page.count("<script") == page.count("</script>") == 1 + 4


def test_a_page_without_reports_says_so() -> None:
    page = rates_page(of([], "year"))
    assert "没有报告。" in page
    assert "<script" not in page


# --- extras -------------------------------------------------------------------------------------------------------


def test_missing_extras_are_named(by_year: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtra, match=r"govdisclosure\[bulk\]"):
        rates("corpus.parquet")
    monkeypatch.setattr("govdisclosure.summary._public.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"govdisclosure\[charts\]"):
        rates_charts(by_year)
