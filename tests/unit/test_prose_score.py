"""The score of the prose: its arithmetic, and the floor below which it must not fall."""

from collections import Counter

import pytest
from claims.score import CODES, PARTS, Key, Rate, matched, own_items, real_items, scores

from govdisclosure import RULES

PRECISION_OF_FINDINGS = {"write": 0.99, "score": 0.97}
RECALL_OF_CLAIMS = {"write": 0.98, "score": 0.93}
"""What was last measured on the own sentences, rounded down. Better figures may be put in; worse ones must not."""
REAL_RECALL = 0.92


def test_a_rate_comes_with_its_interval() -> None:
    """Wilson's interval for 9 of 10, as statistical tables give it."""
    low, high = Rate(9, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert str(Rate(9, 10)) == "0.900 (9/10; 0.596-0.982)"
    assert Rate(1, 2) + Rate(3, 4) == Rate(4, 6)


def test_nothing_to_count_is_not_a_fault() -> None:
    assert (Rate(0, 0).value, Rate(0, 0).interval) == (1.0, (0.0, 1.0))


def test_findings_are_matched_by_code_and_place() -> None:
    found: Counter[Key] = Counter({("GD501", "a"): 1, ("GD501", "b"): 1, ("GD502", "c"): 1})
    assert matched(found, [{"code": "GD501", "path": "a"}]) == (1, 3)
    assert matched(found, [{"code": "GD501", "path": None}, {"code": "GD501", "path": "b"}]) == (2, 3)
    assert matched(found, [{"code": "GD503", "path": None}]) == (0, 3)


def test_the_codes_scored_are_those_that_look_at_prose_of_one_report() -> None:
    assert {code for code in RULES if code.startswith("GD5") and "report" in RULES[code].needs} == set(CODES)


@pytest.mark.parametrize("part", PARTS)
def test_the_own_sentences_stay_above_the_floor(part: str) -> None:
    total = scores(own_items())[part]
    assert total.finding_precision.value >= PRECISION_OF_FINDINGS[part], str(total.finding_precision)
    assert total.recall.value >= RECALL_OF_CLAIMS[part], str(total.recall)


@pytest.mark.parametrize("part", PARTS)
def test_the_real_sentences_stay_above_the_floor(part: str, shared: object) -> None:
    total = scores(real_items())[part]
    assert total.recall.value >= REAL_RECALL, str(total.recall)
