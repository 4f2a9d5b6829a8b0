"""Answers from many reports: rates with what they are shares of, as tables, pages and charts.

`rates` sums up a table of reports, by year, level and division, and counts nothing twice. What it gives is a Polars
frame; the others make CSV, plain data, a page, charts and pictures of it.
"""

from govdisclosure.summary._groups import DIGITS, GROUPS, NOT_COUNTED, UNKNOWN, Group
from govdisclosure.summary._public import rates, rates_charts, rates_csv, rates_data, rates_page, rates_pictures
from govdisclosure.summary._rates import RATES, Rate

__all__ = [
    "DIGITS",
    "GROUPS",
    "NOT_COUNTED",
    "RATES",
    "UNKNOWN",
    "Group",
    "Rate",
    "rates",
    "rates_charts",
    "rates_csv",
    "rates_data",
    "rates_page",
    "rates_pictures",
]
