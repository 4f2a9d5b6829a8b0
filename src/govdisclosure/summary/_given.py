"""The table of rates, group by group, with names and figures as people read them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import attrs

from govdisclosure.errors import Lang
from govdisclosure.summary._groups import GROUPS, REASONS, UNKNOWN
from govdisclosure.summary._rates import RATES, Rate
from govdisclosure.summary._words import knows, word

if TYPE_CHECKING:
    import polars

MISSING = "—"


@attrs.frozen(kw_only=True)
class Given:
    """One rate of one group; `value` is None where there is none, the sums too where no report is counted."""

    rate: Rate
    numerator: int | None
    denominator: int | None
    value: float | None
    reports: int
    not_asked: int
    blank: int

    @property
    def is_asked(self) -> bool:
        """Whether any report of the group is in a format that asks for it."""
        return self.reports + self.blank > 0 or not self.not_asked

    @property
    def percent(self) -> str:
        """With one decimal; what is not 0 or 1 does not look so."""
        return as_percent(self.value)


@attrs.frozen(kw_only=True)
class GroupOf:
    """The rates of one group: its year, level, division, how many reports it has and how many do not count."""

    keys: Mapping[str, int | str | None]
    left_out: Mapping[str, int]
    rates: Sequence[Given]

    @property
    def counted(self) -> int:
        """How many reports count where their cells are not blank."""
        first = self.rates[0]
        return first.reports + first.not_asked + first.blank

    @property
    def all(self) -> int:
        return self.counted + sum(self.left_out.values())

    @property
    def answered(self) -> int:
        """How many requests were answered, to see which groups are the largest."""
        return max(given.denominator or 0 for given in self.rates)

    @property
    def others(self) -> tuple[int | str | None, ...]:
        """Its level and division: what it is called by besides the year."""
        return tuple(value for key, value in self.keys.items() if key != "year")

    def name(self, lang: Lang) -> str:
        """What the group is called."""
        return _joined(self.keys, lang) or word("all", lang)

    def others_name(self, lang: Lang) -> str:
        """What it is called besides its year; nothing if there is nothing else."""
        return _joined({key: value for key, value in self.keys.items() if key != "year"}, lang)

    def said(self, lang: Lang) -> str:
        """In a sentence, how many reports count, and why others do not."""
        out = {reason: n for reason, n in self.left_out.items() if n}
        if not out:
            return word("counted", lang, all=thousands(self.all))
        reasons = word("comma", lang).join(word(reason, lang, n=thousands(n)) for reason, n in out.items())
        facts = {"all": self.all, "counted": self.counted, "out": sum(out.values())}
        return word("left_out", lang, reasons=reasons, **{name: thousands(n) for name, n in facts.items()})


def _joined(keys: Mapping[str, int | str | None], lang: Lang) -> str:
    return word("between", lang).join(key_name(key, value, lang) for key, value in keys.items())


def groups_of(table: "polars.DataFrame") -> Iterator[GroupOf]:
    """The groups of a table of rates, in its order."""
    by = [name for name in GROUPS if name in table.columns]
    for _, rows in groupby(table.iter_rows(named=True), key=lambda row: tuple(row[name] for name in by)):
        found = list(rows)
        yield GroupOf(
            keys={name: found[0][name] for name in by},
            left_out={reason: found[0][reason] for reason in REASONS},
            rates=[
                Given(
                    rate=RATES[row["path"]],
                    numerator=row["numerator"],
                    denominator=row["denominator"],
                    value=row["rate"],
                    reports=row["reports"],
                    not_asked=row["not_asked"],
                    blank=row["blank"],
                )
                for row in found
            ],
        )


def by_block(rates: Sequence[Given]) -> Iterator[tuple[Rate, list[Given]]]:
    """Rates that are shown together, with the first of them."""
    order = dict.fromkeys(given.rate.block for given in rates)
    for block in order:
        found = [given for given in rates if given.rate.block == block]
        yield found[0].rate, found


def block_name(first: Rate, lang: Lang) -> str:
    """What the rates of a block are together, and of what they are shares."""
    of = first.of.text(lang)
    if first.part_of is not None:
        return word("part", lang, label=RATES[first.part_of].label.text(lang), of=of)
    return word(first.block, lang, of=of)


def key_name(key: str, value: int | str | None, lang: Lang) -> str:
    """A year, level or division as it is read.

    >>> from govdisclosure.summary._given import key_name
    >>> key_name("year", 2023, "zh"), key_name("level", "township", "zh"), key_name("division", "unknown", "en")
    ('2023 年', '乡镇（街道）', 'division unknown')
    """
    if key == "level":
        return word(f"level.{value}", lang) if knows(f"level.{value}") else str(value)
    if value is None or value == UNKNOWN:
        return word(f"no_{key}", lang)
    return word(f"in_{key}", lang, **{key: value})


def thousands(number: int | None) -> str:
    """A number with its thousands apart; a dash for none."""
    return MISSING if number is None else f"{number:,}"


def as_percent(value: float | None) -> str:
    """A share in per cent with one decimal; a dash for none. What is not 0 or 1 does not look so.

    >>> from govdisclosure.summary._given import as_percent
    >>> [as_percent(value) for value in (None, 0.0, 0.0001, 0.1234, 0.9999, 1.0)]
    ['—', '0.0%', '<0.1%', '12.3%', '>99.9%', '100.0%']
    """
    if value is None:
        return MISSING
    shown = f"{value:.1%}"
    if shown == "0.0%" and value > 0:
        return "<0.1%"
    return ">99.9%" if shown == "100.0%" and value < 1 else shown
