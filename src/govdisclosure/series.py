"""Which reports are of one organ: what must be known before its years are compared."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

import attrs

from govdisclosure.formats import Report
from govdisclosure.formats.shared import Organ
from govdisclosure.roster import Roster, RosterEntry
from govdisclosure.wording._characters import compact, simplified
from govdisclosure.wording._title import parse_title, same_organ


def by_organ(reports: Sequence[Report], *, aliases: Roster | None = None) -> tuple[tuple[int, ...], ...]:
    """The reports of each organ, as their places in `reports` counted from 0; organs in the order they first appear.

    One organ is: one 统一社会信用代码; else one name, without regard to white space, to full and half width, and to
    traditional characters. `aliases` says which names are one organ's: the file that `load_roster` reads (单位, 别名)
    serves. An organ that was renamed is two organs without it.

    Nothing is guessed. A name with the place above it and the same name without (青禾市云溪县档案馆, 云溪县档案馆) are
    one organ if some report states both, in its head, title or signature, and no other report states the shorter one
    with another place. Reports without a name, and those whose name belongs to several codes, stay apart, each alone.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.roster import Roster, RosterEntry
    >>> from govdisclosure.series import by_organ
    >>> names = ("云溪县水务局", "云溪县档案馆", "云溪县 水务局", "云溪县水利局", None)
    >>> reports = [Report2021(year=2023, organ=Organ(name=name)) for name in names]
    >>> by_organ(reports)
    ((0, 2), (1,), (3,), (4,))
    >>> by_organ(reports, aliases=Roster((RosterEntry(name="云溪县水利局", aliases=("云溪县水务局",)),)))
    ((0, 2, 3), (1,), (4,))
    """
    named = [called(report) for report in reports]
    organs = Organs(named, aliases=aliases)
    groups: dict[Hashable, list[int]] = {}
    for number, one in enumerate(named):
        key = organs.key(one)
        groups.setdefault(number if key is None else key, []).append(number)
    return tuple(tuple(group) for group in groups.values())


class Headed(Protocol):
    """What says whose a report is: any report does."""

    @property
    def organ(self) -> Organ:
        """Who reports."""
        ...

    @property
    def title(self) -> str | None:
        """The title as printed."""
        ...

    @property
    def signed_by(self) -> str | None:
        """The organ that signed."""
        ...


@attrs.frozen
class Called:
    """By which names a report calls its own organ, sorted, and its 统一社会信用代码; all as they are compared."""

    names: tuple[str, ...]
    code: str | None = None


def called(report: Headed) -> Called:
    """The names and the code that a report states of its organ, in its head, title and signature.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.series import called
    >>> called(Report2021(year=2023, organ=Organ(name="云溪县 档案馆"), signed_by="青禾市云溪县档案馆")).names
    ('云溪县档案馆', '青禾市云溪县档案馆')
    """
    return Called(tuple(sorted(_stated(report))), _code(report.organ.credit_code))


def organ_key(organ: Organ) -> str | None:
    """What stands for an organ by itself: its 统一社会信用代码, else its name as `by_organ` compares it; None without.

    >>> from govdisclosure import Organ
    >>> from govdisclosure.series import organ_key
    >>> organ_key(Organ(name="云溪县 檔案館")), organ_key(Organ())
    ('云溪县档案馆', None)
    """
    return _code(organ.credit_code) or _plain(organ.name or "") or None


class Organs:
    """What reports and aliases together say of names and codes, and so the key of each organ.

    It is told by the rules of `by_organ` from what the reports call their organs; each of these need be given once,
    however many reports say the same.

    >>> from govdisclosure.series import Called, Organs
    >>> named = [Called(("云溪县档案馆",)), Called(("云溪县档案馆", "青禾市云溪县档案馆")), Called(())]
    >>> [Organs(named).key(one) for one in named]
    ['青禾市云溪县档案馆', '青禾市云溪县档案馆', None]
    """

    def __init__(self, named: Iterable[Called], *, aliases: Roster | None = None) -> None:
        given = tuple(named)
        self._entries = () if aliases is None else aliases.entries
        self._whole = _whole_names(given)
        self._named: dict[str, set[int]] = {}
        """The entries of the aliases that a name is in."""
        self._coded: dict[str, set[int]] = {}
        """The entries that a code is of."""
        self._codes: dict[str, set[str]] = {}
        """The codes that a name goes with."""
        entered = [(n, self._whole_name(_plain(name))) for n, each in enumerate(self._entries) for name in _names(each)]
        for number, name in entered:
            self._named.setdefault(name, set()).add(number)
        for number, name in entered:
            self._learn(name, _code(self._entries[number].code))
        for one in given:
            self._learn(self._name(one), one.code)

    def key(self, one: Called) -> str | None:
        """Equal for all reports of one organ: its code, else its name; None where it cannot be known whose it is."""
        name = self._name(one)
        keys = self._by_code(one.code) if one.code is not None else set() if name is None else self._by_name(name)
        return keys.pop() if len(keys) == 1 else None

    def key_of(self, name: str, code: str | None = None) -> str | None:
        """The key of the organ of a name or a code that stands elsewhere than in a report."""
        return self.key(Called((_plain(name),), _code(code)))

    def _learn(self, name: str | None, code: str | None) -> None:
        """A name and a code that stand together."""
        if name is None or code is None:
            return
        self._codes.setdefault(name, set()).add(code)
        entries = {n for n in self._named.get(name, ()) if _code(self._entries[n].code) in (None, code)}
        self._coded.setdefault(code, set()).update(entries)

    def _by_name(self, name: str) -> set[str]:
        """What a name may stand for: the organs whose codes it goes with, else those the aliases call so, else one."""
        by_code = {key for code in self._codes.get(name, ()) for key in self._by_code(code)}
        return by_code or {self._entry(n) for n in self._named.get(name, ())} or {name}

    def _by_code(self, code: str) -> set[str]:
        entries = self._coded.get(code, set())
        return {self._entry(*entries)} if len(entries) == 1 else {code}

    def _entry(self, number: int) -> str:
        """The key of an entry of the aliases."""
        entry = self._entries[number]
        return _code(entry.code) or self._whole_name(_plain(entry.name))

    def _name(self, one: Called) -> str | None:
        return self._whole_name(max(one.names, key=len)) if one.names else None

    def _whole_name(self, plain: str) -> str:
        """The name with the place above it, where the reports say what that is."""
        while plain in self._whole:
            plain = self._whole[plain]
        return plain


def _whole_names(named: Iterable[Called]) -> Mapping[str, str]:
    """Names that reports state with and without the place above them: the longer by the shorter, unless they differ."""
    longer: dict[str, set[str]] = {}
    for one in named:
        for name in one.names:
            longer.setdefault(name, set()).update(other for other in one.names if len(other) > len(name))
    wholes = {name: max(others, key=lambda other: (len(other), other)) for name, others in longer.items() if others}
    return {name: whole for name, whole in wholes.items() if all(whole.endswith(other) for other in longer[name])}


def _stated(report: Headed) -> set[str]:
    """The names by which a report calls its own organ, with and without places; not what else it is signed by."""
    name = _plain(report.organ.name or "")
    others = {_plain(other or "") for other in (_titled(report), report.signed_by)}
    stated = {name, *(other for other in others if same_organ(name, other))} if name else set()
    longest = max(stated, key=len, default="")
    return stated if all(longest.endswith(other) for other in stated) else {name}


def _titled(report: Headed) -> str | None:
    """The name in the title, if there is one that the head does not state."""
    name, title = report.organ.name, report.title
    if title is None or (name and title.startswith(name) and title.count(name) == 1):
        return None  # what such a title names begins with the name and does not end with it, unless it is the name
    parsed = parse_title(title)
    return None if parsed is None else parsed.organ


def _names(entry: RosterEntry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases)


@lru_cache(maxsize=2**14)
def _plain(name: str) -> str:
    return simplified(compact(name))


def _code(code: str | None) -> str | None:
    return None if code is None else compact(code).upper() or None
