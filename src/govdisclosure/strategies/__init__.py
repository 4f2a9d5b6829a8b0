"""Hypothesis strategies: invented reports, for testing this library and programs that use it.

Everything is derived from the `Format`: which figures there are, which are sums of others, which sections and
tables are printed. Needs the extra ``testing``.
"""

from govdisclosure.errors import MissingExtra

try:
    import hypothesis as _hypothesis  # noqa: F401  # asked first, so that its absence is said in our words
except ImportError:
    raise MissingExtra(package="hypothesis", extra="testing") from None

from govdisclosure.strategies._documents import DAMAGE, Document, documents
from govdisclosure.strategies._figures import figures
from govdisclosure.strategies._prose import Narrative
from govdisclosure.strategies._reports import reports
from govdisclosure.strategies._series import series
from govdisclosure.strategies._sums import settled
from govdisclosure.strategies._units import units_and_parent
from govdisclosure.strategies._violating import violating

__all__ = [
    "DAMAGE",
    "Document",
    "Narrative",
    "documents",
    "figures",
    "reports",
    "series",
    "settled",
    "units_and_parent",
    "violating",
]
