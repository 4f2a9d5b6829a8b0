"""The labels of the real reports' sentences stand where the figures are: by file and line numbers, without any text."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).resolve().parents[1] / "claims" / "real_sentences.json"
ITEMS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)["items"]
NAMES = [item["id"] for item in ITEMS]
SAYS_NONE = re.compile("未|无|没有|不存在")


def text_of(item: dict[str, Any], shared: Path) -> str:
    """The sentences of an item: its lines joined without white space, cut after 。！？, and of these those it names."""
    lines = (shared / "reports" / item["file"]).read_text(encoding="utf-8").split("\n")
    first, last = item["lines"]
    assert 1 <= first <= last <= len(lines)
    joined = "".join("".join(lines[first - 1 : last]).split())
    sentences = re.findall(r"[^。！？]*[。！？]|[^。！？]+$", joined)
    first, last = item["sentences"]
    assert 1 <= first <= last <= len(sentences)
    return "".join(sentences[first - 1 : last])


def test_ids_are_unique_and_a_third_is_for_the_score() -> None:
    assert len(set(NAMES)) == len(ITEMS)
    assert {item["part"] for item in ITEMS} == {"write", "score"}
    assert sum(item["part"] == "score" for item in ITEMS) == len(ITEMS) // 3


@pytest.mark.parametrize("item", ITEMS, ids=NAMES)
def test_what_is_labelled_stands_there(item: dict[str, Any], shared: Path) -> None:
    text = text_of(item, shared)
    position = 0
    for claim in item["claims"]:
        value, share, unit = claim["value"], claim.get("share"), claim["unit"]
        if value == 0 and unit is None:
            assert SAYS_NONE.search(text)
        elif value is not None:
            match = re.compile(rf"(?<!\d){value}(?!\d)").search(text, position)
            assert match is not None, claim
            position = match.end()
            assert unit is None or unit in text[position : position + 12], claim
        if share is not None:
            assert f"{share}%" in text[position:], claim


@pytest.mark.parametrize("item", ITEMS, ids=NAMES)
def test_parts_name_another_claim_as_their_whole(item: dict[str, Any]) -> None:
    claims = item["claims"]
    for index, claim in enumerate(claims):
        whole = claim.get("of")
        assert whole is None or (0 <= whole < len(claims) and whole != index)
    published = [claim["value"] for claim in claims if claim["kind"] == "published"]
    counted = [claim["value"] for claim in claims[1:] if claim.get("of") == 0]
    if published and counted:
        assert sum(counted) - published[0] in (0, 16)  # one report counts 16 of its 39 a second time, by their content
