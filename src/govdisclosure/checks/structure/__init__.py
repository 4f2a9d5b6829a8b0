"""Family 1: what a report must consist of: its sections, tables, title and period."""

from govdisclosure.checks._rule import Rule
from govdisclosure.checks.structure import _head, _outline, _tables

RULES: tuple[Rule, ...] = (*_outline.RULES, *_tables.RULES, *_head.RULES)
