"""Charts as pictures, without a browser and without a network, and what a page needs to draw them itself."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import vl_convert

from govdisclosure.errors import MissingFont
from govdisclosure.summary._charts import FONT, Chart

Form = Literal["png", "svg"]

_SCALE = 2.0
"""Pixels for each unit of a chart: sharp on paper, at 15 cm, with 200 dots an inch."""

_TWO_LETTERS = ("政", "府")


def picture(chart: Chart, form: Form) -> bytes:
    """The chart as PNG or SVG. Raises `MissingFont` if no font of this machine has Chinese characters."""
    _need_chinese()
    spec = chart.to_json()
    if form == "svg":
        return vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]).encode()
    return vl_convert.vegalite_to_png(spec, scale=_SCALE, allowed_base_urls=[])


@cache
def script() -> str:
    """Vega, Vega-Lite and what draws the charts of a page with them, as one script that may stand in a page."""
    source = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
    return _ENDS_SCRIPT.sub(r"<\\/\1", vl_convert.javascript_bundle(source))


@cache
def _need_chinese() -> None:
    """Two characters look the same only where no font has them."""
    one, other = (vl_convert.svg_to_png(_LETTER.format(letter=letter, font=FONT)) for letter in _TWO_LETTERS)
    if one == other:
        raise MissingFont(characters="".join(_TWO_LETTERS))


_ENDS_SCRIPT = re.compile("</(script)", re.IGNORECASE)

_LETTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
    '<text x="2" y="20" font-size="20" font-family="{font}">{letter}</text></svg>'
)
