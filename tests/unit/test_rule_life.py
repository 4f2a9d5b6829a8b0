"""The stages of a rule's life: which rules run unasked, and that each stage has a name in both languages."""

import attrs
import pytest

from govdisclosure import RULES
from govdisclosure.checks._rule import Status, select
from govdisclosure.cli._text import say


@pytest.mark.parametrize("status", Status)
def test_only_stable_rules_run_unless_selected(status: Status) -> None:
    code, rule = next(iter(RULES.items()))
    rules = {code: attrs.evolve(rule, status=status)}
    assert [each.code for each in select(rules, (), ())] == ([code] if status is Status.STABLE else [])
    assert [each.code for each in select(rules, (code,), ())] == [code]
    assert [each.code for each in select(rules, (code,), (code,))] == []


@pytest.mark.parametrize("status", Status)
def test_every_stage_has_a_name(status: Status) -> None:
    assert say(status, "en").startswith(status)
    assert say(status, "zh") != say(status, "en")
