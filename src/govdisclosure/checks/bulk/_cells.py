"""Rules that need the cells of one report only: the identities of family 2, absent tables and blank cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from govdisclosure.checks.bulk._checks import Batch, Check, Where, one_of, printed_unread, total
from govdisclosure.checks.bulk._engine import Expr, Frame, nw
from govdisclosure.columns import column_name
from govdisclosure.columns._layout import has_flag
from govdisclosure.columns._rows import BAR
from govdisclosure.formats import Format
from govdisclosure.formats._kit import Identity

Formats = Sequence[Format]


def batches(frame: Frame, formats: Formats, codes: Iterable[str]) -> Iterator[Batch]:
    """The checks of these rules over reports of some formats: each kind by itself, since most rows have no blank."""
    wanted = set(codes)
    named = frame.with_columns(nw.col("organ__name").alias("name"))
    for build in (_missing_tables, _blank_cells, _identities):
        checks = tuple(check for check in build(formats) if check.code in wanted)
        if checks:
            yield Batch(frame=named, checks=checks)


def _identities(formats: Formats) -> Iterator[Check]:
    """The sums; one that several formats have is compared once, in the reports of all of them."""
    having: dict[Identity, list[Format]] = {}
    for fmt in formats:
        for identity in fmt.identities:
            having.setdefault(identity, []).append(fmt)
    for identity, those in having.items():
        expected = total([(term.weight, nw.col(column_name(term.path))) for term in identity.terms])
        actual = nw.col(column_name(identity.path))
        yield Check(
            code=identity.code,
            path=identity.path,
            where=_with_table(those, identity.path),
            holds=actual == expected,
            unread=printed_unread(identity.paths),
            expected=expected,
            actual=actual,
        )


def _missing_tables(formats: Formats) -> Iterator[Check]:
    for key, those in _tables(formats).items():
        yield Check(code="GD103", path=key, where=of_formats(those), holds=_has_table(key), unread=nw.lit(False))


def _blank_cells(formats: Formats) -> Iterator[Check]:
    """A blank is a finding, unless it is one that could not be read."""
    having: dict[str, list[Format]] = {}
    for fmt in formats:
        if fmt.headings:
            for path in fmt.by_path:
                having.setdefault(path, []).append(fmt)
    for path, those in having.items():
        table = those[0].by_path[path].table
        among = of_formats(those)
        where = Where(key=f"{among.key} {table}", among=among.among & _has_table(table))
        holds = ~nw.col(column_name(path)).is_null()
        yield Check(code="GD104", path=path, where=where, holds=holds, unread=printed_unread([path]))


def _tables(formats: Formats) -> Mapping[str, list[Format]]:
    """The tables of the formats that prescribe some."""
    found: dict[str, list[Format]] = {}
    for fmt in formats:
        for key in fmt.tables if fmt.headings else ():
            found.setdefault(key, []).append(fmt)
    return found


def _has_table(key: str) -> "Expr":
    return nw.col("tables").str.contains(BAR + key + BAR, literal=True).fill_null(False)


def of_formats(formats: Iterable[Format]) -> Where:
    """The reports of some formats."""
    names = [fmt.name for fmt in formats]
    return Where(key=",".join(names), among=one_of("format", names).fill_null(False))


def _with_table(formats: Sequence[Format], path: str) -> Where:
    """The reports of some formats; where a format's table may be absent, those that have it."""
    where = of_formats(formats)
    table = formats[0].by_path[path].table
    if not any(has_flag(fmt, table) for fmt in formats):
        return where
    return Where(key=f"{where.key} {table}", among=where.among & nw.col(table).fill_null(False))
