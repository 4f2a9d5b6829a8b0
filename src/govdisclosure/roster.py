"""Who should report: the units of a government, with the other names they go by."""

import attrs


@attrs.frozen(kw_only=True)
class RosterEntry:
    """One unit that should report: its name, the other names it goes by, and its code, if it has one."""

    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None


@attrs.frozen
class Roster:
    """The units that should report."""

    entries: tuple[RosterEntry, ...]
