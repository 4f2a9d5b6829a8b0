"""What Sphinx's autodoc is helped with: labels of fields, and which names are links."""

import re
import sys
from collections.abc import Mapping
from enum import Enum, EnumType
from functools import reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer

import govdisclosure
from govdisclosure.formats._kit import Group, Label, Measure, annotated_fields

OURS = "govdisclosure"
REPORT = f"~{OURS}.Report"
ANY_REPORT = " | ".join(f"~{cls.__module__}.{cls.__qualname__}" for cls in get_args(govdisclosure.Report))
"""What Sphinx writes where the source says `Report`."""


def without_marks(app: Sphinx, function: object, bound: bool) -> None:
    """In signatures, the plain type of a field: its label and unit stand in the list below."""
    hints: Mapping[str, object] = getattr(function, "__annotations__", {})
    if "Annotated" in str(hints):
        setattr(function, "__annotations__", {name: plain(hint) for name, hint in hints.items()})  # noqa: B010


def plain(hint: Any) -> Any:
    """A type without what is annotated in it."""
    if get_origin(hint) is Annotated:
        return plain(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return reduce(or_, map(plain, get_args(hint)))
    return hint


def shorten(
    app: Sphinx, what: str, name: str, value: Any, options: object, arguments: str | None, result: str | None
) -> tuple[str | None, str | None]:
    """A signature as one would write it: `Report` by its name, and of a default that is an object its class alone.

    The members of an enumeration are listed: nobody makes them.
    """
    if isinstance(value, EnumType):
        return "", None
    said = None if arguments is None else arguments.replace(ANY_REPORT, REPORT).replace("= NOTHING", "= ...")
    if said is not None and attrs.has(value):
        said = f"({without_contents(said[1:-1])})"
    return said, None if result is None else result.replace(ANY_REPORT, REPORT)


def without_contents(arguments: str) -> str:
    """Calls without what is in them: ``Applicants()``."""
    while (shorter := re.sub(r"(?<=\w)\((?:[^()]|\(\))+\)", "()", arguments)) != arguments:
        arguments = shorter
    return arguments


def show_choices(app: Sphinx, what: str, name: str, value: object, skipped: bool, options: object) -> bool | None:
    """Every member of an enumeration, also one without a text below it."""
    return False if isinstance(value, Enum) else None


def describe_values(app: Sphinx, what: str, name: str, value: Any, options: object, lines: list[str]) -> None:
    """Of a constant, the text below it where it is written, however it is imported from there."""
    if what != "data":
        return
    last = name.rpartition(".")[2]
    for module in [module for key, module in sys.modules.items() if key.startswith(f"{OURS}.")]:
        if getattr(module, last, None) is value:
            found = ModuleAnalyzer.for_module(module.__name__).find_attr_docs().get(("", last))
            if found:
                lines[:] = found
                return


def label_fields(app: Sphinx, what: str, name: str, value: Any, options: object, lines: list[str]) -> None:
    """Below the docstring of a class, what is printed for each of its fields, the same in English, and the unit."""
    if what == "class" and attrs.has(value):
        said = [f":param {field}: {text}" for field, text in labels(value)]
        lines += ["", *said, ""] if said else []


def labels(cls: type[Any]) -> list[tuple[str, str]]:
    """The fields of a class that have a label, with it."""
    found = []
    for name, _, marks in annotated_fields(cls):
        both = sorted((m for m in marks if isinstance(m, Label)), key=lambda label: not isinstance(label, Group))
        units = [f" ({mark.unit})" for mark in marks if isinstance(mark, Measure)]
        if both:
            zh, en = ("|".join(texts) for texts in zip(*((label.zh, label.en) for label in both), strict=True))
            found.append((name, f"{zh}{''.join(units)}: {en}.".replace("*", r"\*").replace("..", ".")))
    return found


def link_our_own(app: Sphinx, tree: nodes.document) -> None:
    """Links to names of ours only; the rest is text, since the site has to do without a network.

    Names between backticks that the package itself has are links, as are all that begin with its name.
    """
    for reference in list(tree.findall(pending_xref)):
        if reference.get("refdomain") != "py":
            continue
        target = reference["reftarget"].removesuffix("()")
        if target in govdisclosure.__all__ and reference.get("reftype") == "obj":
            reference["reftarget"] = f"{OURS}.{target}"
        elif not target.startswith(f"{OURS}."):
            reference.replace_self(reference.children)


def lines_of_signatures(
    app: Sphinx, page: str, template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """A long signature as lines: Sphinx makes a list of descriptions of them, which describe nothing."""
    if "body" in context:
        context["body"] = re.sub(
            r'<dl>\n((?:<dd>.*</dd>\n)+)</dl>\n(?=\n<span class="sig-paren">\))',
            lambda found: re.sub(r"<dd>(.*)</dd>", r'<span class="sig-line">\1</span>', found[1]),
            context["body"],
        )


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen to autodoc."""
    app.connect("autodoc-before-process-signature", without_marks)
    app.connect("autodoc-process-signature", shorten)
    app.connect("autodoc-skip-member", show_choices)
    app.connect("autodoc-process-docstring", describe_values)
    app.connect("autodoc-process-docstring", label_fields)
    app.connect("doctree-read", link_our_own)
    app.connect("html-page-context", lines_of_signatures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
