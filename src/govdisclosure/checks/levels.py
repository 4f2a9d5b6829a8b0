"""Family 7: a government's report against those of its units."""

from govdisclosure.checks._rule import Rule

RULES: tuple[Rule, ...] = ()
