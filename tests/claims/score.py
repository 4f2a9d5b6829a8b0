"""How well the claims of the prose are found, and how often a finding that rests on them is right.

``make prose-score`` prints it: for the two thirds of the labelled sentences that the grammar was written by, and for
the third that was drawn before its first line and is only scored. Whoever works on the grammar must not look at that
third; ``--misses write`` lists what is missed in the other two.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

import attrs

from govdisclosure import FORMATS, Parsed, Report, Section, check, from_dict, read_all
from govdisclosure.claims import Claim, claims
from govdisclosure.cli._console import table
from govdisclosure.formats._kit import nested

FOLDER = Path(__file__).resolve().parent
REAL = FOLDER.parents[2] / "shared" / "reports"
PARTS = ("write", "score")
CODES = ("GD501", "GD502", "GD503", "GD504", "GD505", "GD506")
OVERVIEW = "总体情况"
Key = tuple[object, ...]


@attrs.frozen
class Rate:
    """So many of so many, and the 95 % interval of Wilson."""

    good: int
    n: int

    @property
    def value(self) -> float:
        return self.good / self.n if self.n else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.n:
            return 0.0, 1.0
        z = NormalDist().inv_cdf(0.975)
        middle = self.value + z * z / (2 * self.n)
        margin = z * sqrt(self.value * (1 - self.value) / self.n + z * z / (4 * self.n * self.n))
        scale = 1 + z * z / self.n
        return (middle - margin) / scale, (middle + margin) / scale

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.good + other.good, self.n + other.n)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} ({self.good}/{self.n}; {low:.3f}-{high:.3f})"


NOTHING = Rate(0, 0)


@attrs.frozen
class Score:
    """Recall and precision of claims, by what they say and in every detail, and precision and recall of findings."""

    recall: Rate = NOTHING
    precision: Rate = NOTHING
    exact_recall: Rate = NOTHING
    finding_precision: Rate = NOTHING
    finding_recall: Rate = NOTHING

    def __add__(self, other: "Score") -> "Score":
        names = (field.name for field in attrs.fields(Score))
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in names})


@attrs.frozen(kw_only=True)
class Item:
    """A labelled text: what it claims, and what must be found when it stands beside some cells."""

    id: str
    part: str
    text: str
    format: str
    year: int
    organ: str | None
    scope: str | None
    claims: Sequence[Mapping[str, Any]]
    tables: Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]

    def report(self, cells: Mapping[str, Any]) -> Report:
        """A record that says the text in its first section, with these cells and all others 0."""
        fmt = FORMATS[self.format]
        values = {cell.path: 0 for cell in fmt.cells} | {
            path: Decimal(str(value)) if isinstance(value, float) else value for path, value in cells.items()
        }
        data = {"format": self.format, "year": self.year, "organ": {"name": self.organ}, "scope": self.scope}
        bare = from_dict({**data, **nested(values)}, draft=True)
        section = Section(number="一、", heading=OVERVIEW, paragraphs=(self.text,))
        return attrs.evolve(bare, sections=(section,))


def own_items() -> Iterator[Item]:
    """The invented paragraphs."""
    for item in _labels("sentences.json"):
        tables = [(item["cells"], item["findings"])]
        if "contradicted" in item:
            tables.append((item["contradicted"]["cells"], item["contradicted"]["findings"]))
        yield Item(
            id=item["id"],
            part=item["part"],
            text=item["text"],
            format=item["format"],
            year=item["year"],
            organ=item["organ"],
            scope=item.get("report_scope"),
            claims=item["claims"],
            tables=tables,
        )


def real_items() -> Iterator[Item]:
    """The sentences of the real reports, where these are: labelled by their lines, without findings."""
    if not REAL.is_dir():
        return
    for item in _labels("real_sentences.json"):
        yield Item(
            id=item["id"],
            part=item["part"],
            text=_real_text(item),
            format=item["report"],
            year=item["year"],
            organ=_organs(item["file"]).get(item["year"]),
            scope=None,
            claims=item["claims"],
            tables=[],
        )


def _labels(name: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads((FOLDER / name).read_text(encoding="utf-8"))["items"]
    return items


def _real_text(item: Mapping[str, Any]) -> str:
    first, last = item["lines"]
    joined = "".join("".join(line.split()) for line in _lines(item["file"])[first - 1 : last])
    pieces = joined
    for end in "。！？":
        pieces = pieces.replace(end, end + "\n")
    start, stop = item["sentences"]
    return "".join(pieces.split("\n")[start - 1 : stop])


@cache
def _lines(name: str) -> list[str]:
    return (REAL / name).read_text(encoding="utf-8").splitlines()


@cache
def _parsed(name: str) -> tuple[Parsed, ...]:
    return tuple(read_all(REAL / name))


def _organs(name: str) -> dict[int | None, str | None]:
    return {parsed.report.year: parsed.report.organ.name for parsed in _parsed(name)}


def said(claim: Claim) -> Key:
    """What a claim says: what, how many, of which year and of whom."""
    return claim.kind, _number(claim.value), claim.period, claim.scope, *_rates(claim.value, claim.share, claim.growth)


def labelled(claim: Mapping[str, Any]) -> Key:
    """The same of a label."""
    value, share, growth = claim["value"], claim.get("share"), claim.get("growth")
    return claim["kind"], _number(value), claim["period"], claim.get("scope"), *_rates(value, share, growth)


def details(claim: Claim, among: Sequence[Claim]) -> Key:
    """All that a claim says."""
    whole = None if claim.of is None else among[claim.of].kind
    return (*said(claim), claim.unit, claim.rounded, _number(claim.share), _number(claim.growth), whole)


def labelled_details(claim: Mapping[str, Any], among: Sequence[Mapping[str, Any]]) -> Key:
    """The same of a label."""
    whole = None if claim.get("of") is None else among[claim["of"]]["kind"]
    rates = _number(claim.get("share")), _number(claim.get("growth"))
    return (*labelled(claim), claim.get("unit"), claim.get("rounded", False), *rates, whole)


def _rates(value: object, share: object, growth: object) -> tuple[Decimal | None, Decimal | None]:
    """A share or a growth rate is what is said only where there is no count."""
    return (None, None) if value is not None else (_number(share), _number(growth))


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()


def found_in(item: Item, cells: Mapping[str, Any]) -> Counter[Key]:
    """Code and path of everything found in the text beside these cells."""
    return Counter((finding.code, finding.path) for finding in check(item.report(cells), select=CODES).findings)


def score(item: Item) -> Score:
    """How one item comes out."""
    made = claims(item.report({}))
    wanted, got = Counter(map(labelled, item.claims)), Counter(map(said, made))
    exact = Counter(labelled_details(c, item.claims) for c in item.claims) & Counter(details(c, made) for c in made)
    hits = (wanted & got).total()
    total = Score(
        recall=Rate(hits, wanted.total()),
        precision=Rate(hits, got.total()),
        exact_recall=Rate(exact.total(), wanted.total()),
    )
    for cells, expected in item.tables:
        right, found = matched(found_in(item, cells), expected)
        total += Score(finding_precision=Rate(right, found), finding_recall=Rate(right, len(expected)))
    return total


def matched(found: Counter[Key], expected: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """How many findings were called for, and how many there are. A label without path fits any of its code."""
    rest, right = found.copy(), 0
    for label in sorted(expected, key=lambda each: each["path"] is None):
        code, path = label["code"], label["path"]
        fits = next((key for key in rest if key[0] == code and path in (None, key[1]) and rest[key]), None)
        if fits is not None:
            rest[fits] -= 1
            right += 1
    return right, found.total()


def scores(items: Iterable[Item]) -> dict[str, Score]:
    """The sum over the items of each part."""
    total: dict[str, Score] = {part: Score() for part in PARTS}
    for item in items:
        total[item.part] += score(item)
    return total


def misses(items: Iterable[Item], part: str) -> Iterator[str]:
    """A line for each claim or finding of a part that is missed, or there without being called for."""
    for item in items:
        if item.part != part:
            continue
        made = claims(item.report({}))
        wanted, got = Counter(map(labelled, item.claims)), Counter(map(said, made))
        for mark, keys in (("-", wanted - got), ("+", got - wanted)):
            yield from (f"{item.id} {mark} {' '.join(map(str, key))}  | {item.text}" for key in keys.elements())
        for cells, expected in item.tables:
            found = found_in(item, cells)
            right, count = matched(found, expected)
            if right < count or right < len(expected):
                codes = [(label["code"], label["path"]) for label in expected]
                yield f"{item.id} ! found {list(found)}, called for {codes}  | {item.text}"


def main(arguments: Sequence[str]) -> None:
    """Print the scores, or with ``--misses PART`` what is missed."""
    own, real = list(own_items()), list(real_items())
    if arguments[:1] == ["--misses"]:
        print("\n".join(misses([*own, *real], arguments[1])))
        return
    heads = ["part", "sentences", "n", *(field.name.replace("_", " ") for field in attrs.fields(Score))]
    rows = []
    for name, items in (("own", own), ("real", real), ("all", [*own, *real])):
        for part, total in scores(items).items():
            count = sum(item.part == part for item in items)
            rows.append([part, name, count, *attrs.astuple(total, recurse=False)])
    print(table(heads, rows))
    if not real:
        print("the real sentences are not scored: ../shared is not beside this checkout")


if __name__ == "__main__":
    main(sys.argv[1:])
