"""Family 5: what the prose claims, held against the tables and against itself."""

from govdisclosure.checks._rule import Rule

RULES: tuple[Rule, ...] = ()
