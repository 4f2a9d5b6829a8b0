"""Family 4: what the law asks of a report."""

from govdisclosure.checks._rule import Rule

RULES: tuple[Rule, ...] = ()
