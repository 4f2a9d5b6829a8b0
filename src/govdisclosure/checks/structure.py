from govdisclosure.checks._rule import Rule

RULES: tuple[Rule, ...] = ()
