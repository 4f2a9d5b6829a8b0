"""Dates and the reporting period."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdisclosure.formats.shared import Period
from govdisclosure.readers.prose._dates import Dated, damaged_period, parse_date, parse_period

DATES = [
    ("2024-01-17", date(2024, 1, 17), False),
    ("2024年1月18日", date(2024, 1, 18), False),
    ("2014年 1月 21日", date(2014, 1, 21), False),
    ("２０２４年１月１８日", date(2024, 1, 18), False),
    ("2024年1月18号", date(2024, 1, 18), False),
    ("2024/1/17", date(2024, 1, 17), False),
    ("2024.1.17", date(2024, 1, 17), False),
    ("\u200b 2024年1月18日\xa0", date(2024, 1, 18), False),
    ("二零一二年二月二十日", date(2012, 2, 20), False),
    ("二○一二年十二月三十一日", date(2012, 12, 31), False),
    ("2014年1月25", date(2014, 1, 25), True),
]


@pytest.mark.parametrize(("text", "value", "derived"), DATES, ids=[row[0] for row in DATES])
def test_dates_are_read(text: str, value: date, derived: bool) -> None:
    assert parse_date(text) == Dated(value, derived)


@pytest.mark.parametrize(
    "text",
    ["二〇二四年一月", "2014125", "2023年2月30日", "2024-13-01", "2024-1/17", "2024年1月18日发布", "1月18日", "无", ""],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}"):
        assert parse_date(text) == Dated(day, derived=False)


WHOLE = Period(start=date(2018, 1, 1), end=date(2018, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "本报告所列数据的统计期限自2018年1月1日起,至2018年12月31日止。",
        "所列数据的统计期限是 2018年 1月 1日至 2018年 12月 31日。",
        "统计期限自 2018 年 1 月 1\n日起至 12月 31日止。",
        "所列数据统计时限为2018年1月1日-2018年12月31日。",
        "本报告的统计时间：2018.1.1-2018.12.31",
        "统计期限：2018-01-01至2018-12-31",
        "数据统计期限自二〇一八年一月一日起至二〇一八年十二月三十一日止",
        "统计期限从２０１８年１月１日至２０１８年１２月３１日",
    ],
)
def test_periods_are_read(text: str) -> None:
    assert parse_period(text) == WHOLE
    assert damaged_period(text) is None


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("统计时限自20211月1日至202112月31日止。", "自20211月1日至202112月31日止"),
        ("统计期限是201311日至20131231日。本报告", "201311日至20131231日"),
        ("统计期限自2023年2月30日至2023年12月31日止。", "自2023年2月30日至2023年12月31日止"),
        ("统计期限自2023年12月31日至2023年1月1日止。", "自2023年12月31日至2023年1月1日止"),
        ("统计期限 自 2023年1月 至 12月 。", "自 2023年1月 至 12月"),
    ],
)
def test_damaged_periods_are_shown_not_guessed(text: str, raw: str) -> None:
    assert parse_period(text) is None
    assert damaged_period(text) == raw


@pytest.mark.parametrize(
    "text",
    [
        "2022年1月1日至2022年12月31日，共公开信息八条。",
        "办理期限：自收到之日起20个工作日内答复。",
        "公开时限：2022年1月1日前。",
        "本报告的统计期限见附件。",
        "统计期限：1至2天。",
        "",
    ],
)
def test_other_sentences_state_no_period(text: str) -> None:
    assert parse_period(text) is None
    assert damaged_period(text) is None
