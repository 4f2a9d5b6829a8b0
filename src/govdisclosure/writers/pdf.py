"""A report as a PDF: the HTML page on A4 paper, its pages numbered, its fonts embedded."""

import warnings
from types import ModuleType
from typing import ClassVar, NoReturn, cast

import attrs

from govdisclosure.errors import GovDisclosureError, Lang, MissingExtra
from govdisclosure.formats import Report
from govdisclosure.writers.html import html


@attrs.define(slots=False, eq=False, str=False)
class MissingFont(GovDisclosureError):
    """No installed font has these characters of the report; it would show boxes. None at all if there is no font."""

    characters: str

    en: ClassVar[str] = (
        "no installed font has {shown}; install a font that does: Debian and Ubuntu `apt install fonts-noto-cjk`, "
        "Fedora `dnf install google-noto-serif-cjk-fonts`, Alpine `apk add font-noto-cjk`, macOS and Windows bring one"
    )
    zh: ClassVar[str] = (
        "已安装的字体缺少{shown}；请安装含有这些字的字体：Debian、Ubuntu 用 `apt install fonts-noto-cjk`，"
        "Fedora 用 `dnf install google-noto-serif-cjk-fonts`，Alpine 用 `apk add font-noto-cjk`，macOS、Windows 自带"
    )

    def _facts(self, lang: Lang) -> dict[str, object]:
        if not self.characters:
            return {"shown": "任何文字" if lang == "zh" else "any character"}
        named = self.characters if len(self.characters) <= _NAMED else self.characters[:_NAMED] + "……"
        codes = " ".join(f"U+{ord(character):04X}" for character in self.characters[:_NAMED])
        count = len(self.characters)
        shown = f"“{named}”（{codes}），共 {count} 字" if lang == "zh" else f"{named} ({codes}; {count} in all)"
        return {"shown": shown}


_NAMED = 8
"""So many missing characters are named; if all Chinese is missing, they say enough."""


def pdf(report: Report) -> bytes:
    """The report as a PDF on A4 paper. The same report gives the same bytes, as long as the fonts are the same.

    Needs the extra ``pdf``: raises `MissingExtra` without it. Raises `MissingFont` if no installed font has all its
    characters, and `Unprintable` as `html` does.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.writers.pdf import pdf
    >>> pdf(Report2021(year=2023, organ=Organ(), title="云溪县档案馆"))[:5]
    b'%PDF-'
    """
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=html(report), url_fetcher=_refuse).render()
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
