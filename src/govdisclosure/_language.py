"""Which language is spoken where nobody says: that of the environment, else of the system's locale."""

import os
from collections.abc import Mapping

from govdisclosure.errors import Lang

LANG_VARIABLE = "GOVDISCLOSURE_LANG"


def language_here(environ: Mapping[str, str] = os.environ, system: str | None = None) -> Lang:
    """The language that the environment asks for, else that of the locale; `system` is the locale of last resort.

    >>> from govdisclosure._language import language_here
    >>> language_here({"GOVDISCLOSURE_LANG": "zh", "LANG": "C"}), language_here({"LANG": "zh_CN.UTF-8"})
    ('zh', 'zh')
    >>> language_here({})
    'en'
    """
    asked = environ.get(LANG_VARIABLE)
    if asked in ("zh", "en"):
        return asked  # type: ignore[return-value]  # one of the two
    names = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((name for name in names if name), system) or ""
    return "zh" if name.startswith(("zh", "Chinese")) else "en"
