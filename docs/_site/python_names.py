"""What Sphinx's autodoc is helped with: labels of fields, and which names are links."""

import sys
from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_origin

import attrs
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer

import govdisclosure
from govdisclosure.formats._kit import Group, Label, Measure, annotated_fields

OURS = "govdisclosure"


def without_marks(app: Sphinx, function: object, bound: bool) -> None:
    """In signatures, the plain type of a field: its label and unit stand in the list below."""
    hints: Mapping[str, object] = getattr(function, "__annotations__", {})
    if any(get_origin(hint) is Annotated for hint in hints.values()):
        plain = {n: get_args(hint)[0] if get_origin(hint) is Annotated else hint for n, hint in hints.items()}
        function.__annotations__ = plain  # type: ignore[attr-defined]


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


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen to autodoc."""
    app.connect("autodoc-before-process-signature", without_marks)
    app.connect("autodoc-process-docstring", describe_values)
    app.connect("autodoc-process-docstring", label_fields)
    app.connect("doctree-read", link_our_own)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
