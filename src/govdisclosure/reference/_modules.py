"""Which modules are public. This list decides, whatever a module is called, and the index of the reference shows it."""

from collections.abc import Mapping

from govdisclosure.formats import FORMATS

PACKAGE = "govdisclosure"
_FORMATS = tuple(fmt.report.__module__.removeprefix(f"{PACKAGE}.") for fmt in [*FORMATS.values()][::-1])

PUBLIC: Mapping[str, tuple[str, ...]] = {
    "Records": ("formats", "formats.shared", *_FORMATS, "codec", "schema", "dictionary"),
    "Documents": ("readers", "writers", "evidence", "place", "grid", "redact"),
    "Checks": ("checks", "checks.bulk", "checks.bulk.files", "policy", "claims", "flows"),
    "Findings made readable": (
        "review", "review.html", "review.docx", "review.xlsx", "review.text", "review.table", "review.sarif",
        "review.data", "review.summary", "review.together", "notebook",
    ),
    "Years and organs": (
        "draft", "compare", "upgrade", "series", "series_table", "organs", "roster", "levels",
    ),
    "Many reports": ("columns", "corpus", "summary", "synthetic"),
    "Tests of other programs": ("testing", "strategies"),
    "Errors": ("errors",),
}  # fmt: skip
"""The modules below the package that are meant to be imported, by what they are for, in the order of the pages."""


def public_modules() -> tuple[str, ...]:
    """The full names of all public modules; the package itself is not among them."""
    return tuple(f"{PACKAGE}.{name}" for names in PUBLIC.values() for name in names)
