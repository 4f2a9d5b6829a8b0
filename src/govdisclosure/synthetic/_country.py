"""A country: all its organs, their reports year by year, and the errors planted in them."""

from collections.abc import Iterator, Sequence

import attrs

from govdisclosure.columns import Row
from govdisclosure.formats import Format, format_for
from govdisclosure.series import organ_key
from govdisclosure.synthetic._errors import Change, Listing, Planted, plan
from govdisclosure.synthetic._figures import history
from govdisclosure.synthetic._reports import Author
from govdisclosure.synthetic._scheme import Figures
from govdisclosure.synthetic._tree import MOST_ORGANS, Body, Part, parts


@attrs.frozen(kw_only=True)
class Country:
    """What was asked of `country`. Nothing is kept: the reports are made again whenever they are asked for."""

    organs: int
    years: tuple[int, ...]
    seed: int
    errors: float
    blanks: float

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return self.organs * len(self.years)

    def rows(self) -> Iterator[Row]:
        """The reports of each organ, year by year; a government comes after its units."""
        for part in self._parts:
            for rows, _ in self._made(part):
                yield from rows

    def planted(self) -> Iterator[Planted]:
        """What the planted errors lead to, in the order of the reports that hold them.

        An error that several checks hold has as many entries.
        """
        errors = 0
        for part in self._parts:
            changed = 0
            for _, found in self._made(part, rows=False):
                changed = max((each.planted for each in found), default=changed)
                yield from (attrs.evolve(each, planted=errors + each.planted) for each in found)
            errors += changed

    @property
    def _formats(self) -> tuple[Format, ...]:
        return tuple(format_for(year) for year in self.years)

    @property
    def _parts(self) -> tuple[Part, ...]:
        return parts(self.organs, self.seed)

    def made(self, number: int) -> Iterator[tuple[Sequence[Row], Sequence[Planted]]]:
        """One part by its number, organ by organ: the reports of each, and what the errors in them lead to."""
        return self._made(self._parts[number])

    @property
    def part_sizes(self) -> tuple[int, ...]:
        """How many reports each part has; parts have nothing to do with each other."""
        return tuple(part.size * len(self.years) for part in self._parts)

    def _made(self, part: Part, *, rows: bool = True) -> Iterator[tuple[Sequence[Row], Sequence[Planted]]]:
        bodies, formats = tuple(part.bodies()), self._formats
        named = {body.number: (body, organ_key(body.organ) or "") for body in bodies}
        numbered: dict[int, list[tuple[int, Change]]] = {}
        found = plan(part, bodies, formats, seed=self.seed, errors=self.errors, blanks=self.blanks)
        for n, change in enumerate(found, 1):
            numbered.setdefault(change.body.number, []).append((n, change))
        listing = Listing(formats, self.years, named)
        for body, figures in histories(bodies, formats, self.seed):
            own = numbered.get(body.number, ())
            parent = None if body.parent is None else named[body.parent][1]
            author = Author(body, named[body.number][1], parent)
            yield (
                self._rows(author, formats, figures, [change for _, change in own]) if rows else (),
                [each for n, change in own for each in listing.of(n, change, figures)],
            )

    def _rows(
        self, author: Author, formats: Sequence[Format], figures: Sequence[Figures], changes: Sequence[Change]
    ) -> list[Row]:
        wrong = {change.year: change for change in changes}
        years = zip(formats, self.years, figures, strict=True)
        return [_row(author, fmt, year, values, wrong.get(n)) for n, (fmt, year, values) in enumerate(years)]


def _row(author: Author, fmt: Format, year: int, figures: Figures, change: Change | None) -> Row:
    """A report, with the error that is planted in it."""
    if change is None:
        return author.row(fmt, year, figures)
    values = {**figures, change.path: change.value(fmt, figures.get(change.path, 0))}
    printed = {} if change.raw is None or change.kind != "blank" else {change.path: change.raw}
    return author.row(fmt, year, values, printed)


def histories(bodies: Sequence[Body], formats: Sequence[Format], seed: int) -> Iterator[tuple[Body, Sequence[Figures]]]:
    """The right figures of each organ, year by year: those of a government are the sums over its units."""
    sums: dict[int, list[Figures]] = {}
    for body in bodies:
        found = sums.pop(body.number) if body.is_government else history(body, formats, seed)
        if body.parent is not None:
            above = sums.setdefault(body.parent, [{} for _ in formats])
            for values, total in zip(found, above, strict=True):
                for path, value in values.items():
                    total[path] = total.get(path, 0) + value
        yield body, found


def country(*, organs: int, years: Sequence[int], seed: int = 1, errors: float = 0.0, blanks: float = 0.0) -> Country:
    """An invented country, whose organs report every year.

    There are so many `organs` as asked for: ministries, provinces, cities and counties with their offices, departments
    and townships, in proportions as in reality. Few receive most of the requests, most of the small ones report zeros.
    All reports are right: every sum holds, one year follows from the other, and each government has the sum of its
    units. Then errors are planted: `errors` is the share of the reports in which one figure is changed, `blanks` that
    of those in which one is left out. Reports of years before the standard formats have no tables, and no errors.

    The same arguments make the same country. Raises `ValueError` if there are no organs (or more than `MOST_ORGANS`)
    or no years, if the years do not follow one another, and if the shares are less than 0 or together more than 1;
    `UnknownFormat` for years before the first format.

    >>> from govdisclosure import synthetic
    >>> made = synthetic.country(organs=300, years=(2022, 2023), errors=0.01)
    >>> row = next(made.rows())
    >>> row.organ, row.report.year, row.parent is None
    ('国家晴荷事务部', 2022, True)
    >>> errors = {each.planted for each in made.planted()}
    >>> made.reports, len(errors)
    (600, 6)
    """
    if not 1 <= organs <= MOST_ORGANS or not years:
        raise ValueError(f"a country has 1 to {MOST_ORGANS} organs, and at least one year")
    if list(years) != list(range(years[0], years[0] + len(years))):
        raise ValueError("the years must follow one another")
    if errors < 0 or blanks < 0 or errors + blanks > 1:
        raise ValueError("the shares of errors and blanks lie between 0 and 1, and so does their sum")
    for year in years:
        format_for(year)
    return Country(organs=organs, years=tuple(years), seed=seed, errors=errors, blanks=blanks)
