"""What the figures of one year say of the next, as data: stated once, for drafts and for the checks between years."""

from collections.abc import Iterator

import attrs

from govdisclosure.formats._format import Format
from govdisclosure.formats._kit import Term

_CARRIED_OUT, _CARRIED_IN = "requests.carried_out.", "requests.carried_in."
_IN_FORCE, _ISSUED, _REPEALED = ".in_force", ".issued", ".repealed"
_LAST_YEAR, _CHANGE = ".items_last_year", ".items_change"


@attrs.frozen
class Flow:
    """The figure at `path` equals the sum of `before`, figures of the year before, and of `within`, of its own year."""

    path: str
    before: tuple[str, ...]
    within: tuple[Term, ...] = ()

    @property
    def own_paths(self) -> tuple[str, ...]:
        """The figures of its own year, the printed one first."""
        return (self.path, *(term.path for term in self.within))


def carry_overs(fmt: Format) -> Iterator[Flow]:
    """What 四、结转下年度继续办理 says of a year, 二、上年结转 says of the next, column by column.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.flows import carry_overs
    >>> next(carry_overs(FORMATS["2021"]))
    Flow(path='requests.carried_in.natural_person', before=('requests.carried_out.natural_person',), within=())
    """
    for path in fmt.by_path:
        if path.startswith(_CARRIED_IN):
            yield Flow(path, (_CARRIED_OUT + path.removeprefix(_CARRIED_IN),))


def stocks(fmt: Format) -> Iterator[Flow]:
    """What there was at the end of a year and what was added in between is what there is.

    现行有效件数 is last year's, with what was 制发 this year and without what was 废止; 上一年项目数量 is last year's
    上一年项目数量 with last year's 本年增/减.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.flows import stocks
    >>> flow = next(stocks(FORMATS["2021"]))
    >>> flow.path, [(term.weight, term.path) for term in flow.within]
    ('proactive.regulations.in_force', [(1, 'proactive.regulations.issued'), (-1, 'proactive.regulations.repealed')])
    """
    for path in fmt.by_path:
        if path.endswith(_IN_FORCE):
            row = path.removesuffix(_IN_FORCE)
            yield Flow(path, (path,), (Term(1, row + _ISSUED), Term(-1, row + _REPEALED)))
        elif path.endswith(_LAST_YEAR):
            yield Flow(path, (path, path.removesuffix(_LAST_YEAR) + _CHANGE))
