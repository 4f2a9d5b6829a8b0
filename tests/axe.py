"""What keeps people from using a page, as axe-core sees it in a browser; axe is installed by ``make node``."""

from functools import cache
from typing import Any

from judges import NODE_MODULES
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""WCAG 2.2, levels A and AA, and what is agreed to be good besides."""

SMALL_TEXT = 4.5
"""The contrast that text needs."""

_RUN = """async (tags) => {
  axe.configure({ checks: [{ id: "color-contrast", options: { ...axe._audit.checks["color-contrast"].options,
    ignoreLength: true, ignoreUnicode: false } }] });
  const runOnly = { type: "tag", values: tags };
  const found = await axe.run(document, { resultTypes: ["violations", "incomplete"], runOnly });
  const flat = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => ({ rule: rule.id, impact: rule.impact,
    help: rule.help, target: node.target.join(" "), html: node.html.slice(0, 200) })));
  return { violations: flat(found.violations), incomplete: flat(found.incomplete) };
}"""

_CONTRAST = """(element) => {
  const parsed = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const layers = [];
  for (let at = element; at; at = at.parentElement) layers.unshift(parsed(getComputedStyle(at).backgroundColor));
  const over = (below, [r, g, b, alpha = 1]) => [r, g, b].map((part, n) => part * alpha + below[n] * (1 - alpha));
  const ground = layers.reduce(over, [255, 255, 255]);
  const text = over(ground, parsed(getComputedStyle(element).color));
  const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const [low, high] = [light(ground), light(text)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}"""

_OWN_JUDGEMENT = {
    "color-contrast": "cells that overlap by the line between them: measured below",
    "th-has-data-cells": "a head of a group of rows stands in a row of its own, with no figures beside it",
}
"""What axe cannot decide here, and why it need not."""


@cache
def _source() -> str:
    path = NODE_MODULES / "axe-core" / "axe.min.js"
    assert path.is_file(), "axe-core is not installed; run: make node"
    return path.read_text(encoding="utf-8")


def barriers(page: Page, *, but: frozenset[str] = frozenset()) -> list[str]:
    """All that axe finds, of whatever impact, and what it leaves undecided; `but` are rules that do not count."""
    page.evaluate(_source())
    found: dict[str, list[dict[str, Any]]] = page.evaluate(_RUN, list(TAGS))
    told = [_told(each) for each in found["violations"] if each["rule"] not in but]
    for each in found["incomplete"]:
        if each["rule"] not in _OWN_JUDGEMENT:
            told.append(f"undecided: {_told(each)}")
        elif each["rule"] == "color-contrast" and (contrast := _contrast(page, each["target"])) < SMALL_TEXT:
            told.append(f"contrast {contrast:.2f}: {_told(each)}")
    return told


def _told(each: dict[str, Any]) -> str:
    return f"{each['impact']} {each['rule']}: {each['help']}: {each['target']} {each['html']}"


def _contrast(page: Page, target: str) -> float:
    """The least contrast of what a selector names with what is painted below it.

    21 in a chart: its colours have a test of their own.
    """
    contrasts = [
        21.0 if element.evaluate("element => element instanceof SVGElement") else float(element.evaluate(_CONTRAST))
        for element in page.locator(target).all()
    ]
    return min(contrasts)
