"""A report as a PDF: the HTML page on A4 paper, its pages numbered, its fonts embedded."""

import warnings
from types import ModuleType
from typing import NoReturn, cast

from govdisclosure.errors import MissingExtra, MissingFont
from govdisclosure.formats import Report
from govdisclosure.writers.html import html


def pdf(report: Report) -> bytes:
    """The report as a PDF on A4 paper. The same report gives the same bytes, as long as the fonts are the same.

    Needs the extra ``pdf``: raises `MissingExtra` without it. Raises `MissingFont` if no installed font has all its
    characters, and `Unprintable` as `html` does.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.writers.pdf import pdf
    >>> pdf(Report2021(year=2023, organ=Organ(), title="云溪县档案馆"))[:5]
    b'%PDF-'
    """
    _weasyprint()  # a missing extra is said before anything about the report
    return as_pdf(html(report))


def as_pdf(page: str) -> bytes:
    """A page on paper. Raises `MissingExtra` and `MissingFont`."""
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=page, url_fetcher=_refuse).render()
    made: bytes = document.write_pdf(pdf_tags=True)
    missing = sorted({chr(code) for font in document.fonts.values() for code in font.missing})
    if missing:
        raise MissingFont(characters="".join(missing))
    return made


def _weasyprint() -> ModuleType:
    """The package. Where there is no font at all it only warns, and later crashes the whole process."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message=".*FontConfig")
            import weasyprint  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtra(package="weasyprint", extra="pdf") from None
    except UserWarning:
        raise MissingFont(characters="") from None
    return cast(ModuleType, weasyprint)


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    """The page names nothing outside itself; if it ever did, nothing would be fetched."""
    raise ValueError(f"not fetched: {url}")
