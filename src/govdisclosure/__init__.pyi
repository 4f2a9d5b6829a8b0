"""The public names, by the module they live in. `__init__.py` loads each when it is first used."""

__all__: list[str]

from .checks import (
    RULES as RULES,
)
from .checks import (
    CheckResult as CheckResult,
)
from .checks import (
    check as check,
)
from .checks import (
    check_roll_up as check_roll_up,
)
from .checks import (
    check_series as check_series,
)
from .checks._rule import (
    Finding as Finding,
)
from .checks._rule import (
    Outcome as Outcome,
)
from .checks._rule import (
    Rule as Rule,
)
from .checks._rule import (
    Severity as Severity,
)
from .codec import (
    dumps as dumps,
)
from .codec import (
    from_dict as from_dict,
)
from .codec import (
    loads as loads,
)
from .codec import (
    to_dict as to_dict,
)
from .codec import (
    validate as validate,
)
from .errors import (
    GovDisclosureError as GovDisclosureError,
)
from .errors import (
    InvalidReport as InvalidReport,
)
from .errors import (
    MissingExtra as MissingExtra,
)
from .errors import (
    MissingFont as MissingFont,
)
from .errors import (
    NotOneReport as NotOneReport,
)
from .errors import (
    Problem as Problem,
)
from .errors import (
    UnknownFormat as UnknownFormat,
)
from .errors import (
    UnknownLabel as UnknownLabel,
)
from .errors import (
    Unprintable as Unprintable,
)
from .errors import (
    UnreadableDocument as UnreadableDocument,
)
from .evidence import (
    Evidence as Evidence,
)
from .evidence import (
    Parsed as Parsed,
)
from .evidence import (
    Source as Source,
)
from .evidence import (
    Unplaced as Unplaced,
)
from .formats import (
    FORMATS as FORMATS,
)
from .formats import (
    Format as Format,
)
from .formats import (
    LegacyReport as LegacyReport,
)
from .formats import (
    Report as Report,
)
from .formats import (
    Report2019 as Report2019,
)
from .formats import (
    Report2021 as Report2021,
)
from .formats import (
    format_for as format_for,
)
from .formats.shared import (
    Organ as Organ,
)
from .formats.shared import (
    Period as Period,
)
from .formats.shared import (
    Section as Section,
)
from .place import (
    Place as Place,
)
from .readers import (
    Limits as Limits,
)
from .readers import (
    read as read,
)
from .readers import (
    read_all as read_all,
)
from .writers import (
    printable as printable,
)
from .writers import (
    render as render,
)
from .writers import (
    write as write,
)
