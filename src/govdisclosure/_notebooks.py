"""How a class says that notebooks have a way to show it.

What a notebook shows is made of pages, and those of all below them: so that the classes need not know of it, it is
imported by its name, and only when a notebook asks.
"""

from importlib import import_module

from govdisclosure.errors import MissingExtra


def in_notebook(thing: object) -> str | None:
    """The HTML that `govdisclosure.notebook.html_of` gives; None without the extra ``html``: then text is shown."""
    try:
        shown: str = import_module("govdisclosure.notebook").html_of(thing)
    except MissingExtra:
        return None
    return shown
