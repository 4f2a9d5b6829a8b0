"""Which reports are of one organ: what must be known before its years are compared."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

from govdisclosure.formats import Report
from govdisclosure.formats.shared import Organ
from govdisclosure.readers.prose._title import parse_title, same_organ
from govdisclosure.readers.tables._numbers import compact
from govdisclosure.readers.tables.labels import simplified
from govdisclosure.roster import Roster, RosterEntry


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
    organs = _Organs(reports, () if aliases is None else aliases.entries)
    groups: dict[Hashable, list[int]] = {}
    for number, report in enumerate(reports):
        groups.setdefault(organs.key(report, number), []).append(number)
    return tuple(tuple(group) for group in groups.values())


def organ_key(organ: Organ) -> str | None:
    """What stands for an organ by itself: its 统一社会信用代码, else its name as `by_organ` compares it; None without.

    >>> from govdisclosure import Organ
    >>> from govdisclosure.series import organ_key
    >>> organ_key(Organ(name="云溪县 檔案館")), organ_key(Organ())
    ('云溪县档案馆', None)
    """
    return _code(organ.credit_code) or _plain(organ.name or "") or None


class _Organs:
    """What the reports and the aliases together say of names and codes."""

    def __init__(self, reports: Sequence[Report], entries: Sequence[RosterEntry]) -> None:
        self._entries = entries
        self._whole = _whole_names(reports)
        self._named: dict[str, set[int]] = {}
        """The entries of the aliases that a name is in."""
        self._coded: dict[str, set[int]] = {}
        """The entries that a code is of."""
        self._codes: dict[str, set[str]] = {}
        """The codes that a name goes with."""
        named = [(n, self._whole_name(_plain(name))) for n, each in enumerate(entries) for name in _names(each)]
        for number, name in named:
            self._named.setdefault(name, set()).add(number)
        for number, name in named:
            self._learn(name, _code(entries[number].code))
        for report in reports:
            self._learn(self._name(report), _code(report.organ.credit_code))

    def _learn(self, name: str | None, code: str | None) -> None:
        """A name and a code that stand together."""
        if name is None or code is None:
            return
        self._codes.setdefault(name, set()).add(code)
        entries = {n for n in self._named.get(name, ()) if _code(self._entries[n].code) in (None, code)}
        self._coded.setdefault(code, set()).update(entries)

    def key(self, report: Report, number: int) -> Hashable:
        """Something equal for the reports of one organ; the report's number where it cannot be known whose it is."""
        name, code = self._name(report), _code(report.organ.credit_code)
        keys = {self._by_code(code)} if code is not None else self._by_name(name) if name is not None else set()
        return keys.pop() if len(keys) == 1 else number

    def _by_name(self, name: str) -> set[Hashable]:
        """What a name may stand for: the organs whose codes it goes with, else those the aliases call so, else one."""
        by_code = {self._by_code(code) for code in self._codes.get(name, ())}
        return by_code or {("entry", n) for n in self._named.get(name, ())} or {("name", name)}

    def _by_code(self, code: str) -> Hashable:
        entries = self._coded.get(code, set())
        return ("entry", *entries) if len(entries) == 1 else ("code", code)

    def _name(self, report: Report) -> str | None:
        stated = _stated(report)
        return self._whole_name(max(stated, key=len)) if stated else None

    def _whole_name(self, plain: str) -> str:
        """The name with the place above it, where the reports say what that is."""
        while plain in self._whole:
            plain = self._whole[plain]
        return plain


def _whole_names(reports: Iterable[Report]) -> Mapping[str, str]:
    """Names that reports state with and without the place above them: the longer by the shorter, unless they differ."""
    longer: dict[str, set[str]] = {}
    for report in reports:
        stated = _stated(report)
        for name in stated:
            longer.setdefault(name, set()).update(other for other in stated if len(other) > len(name))
    wholes = {name: max(others, key=lambda other: (len(other), other)) for name, others in longer.items() if others}
    return {name: whole for name, whole in wholes.items() if all(whole.endswith(other) for other in longer[name])}


def _stated(report: Report) -> set[str]:
    """The names by which a report calls its own organ, with and without places; not what else it is signed by."""
    name = _plain(report.organ.name or "")
    title = None if report.title is None else parse_title(report.title)
    others = {_plain(other or "") for other in (None if title is None else title.organ, report.signed_by)}
    stated = {name, *(other for other in others if same_organ(name, other))} if name else set()
    longest = max(stated, key=len, default="")
    return stated if all(longest.endswith(other) for other in stated) else {name}


def _names(entry: RosterEntry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases)


def _plain(name: str) -> str:
    return simplified(compact(name))


def _code(code: str | None) -> str | None:
    return None if code is None else compact(code).upper() or None
