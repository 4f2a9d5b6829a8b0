"""Family 3: what must agree between the years of one organ."""

from govdisclosure.checks._rule import Rule

RULES: tuple[Rule, ...] = ()
