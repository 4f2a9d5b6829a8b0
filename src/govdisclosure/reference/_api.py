"""The pages of the Python names: which names and modules there are. What they say is put in by Sphinx's autodoc."""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType

import govdisclosure
from govdisclosure.reference._markdown import page, table, toctree
from govdisclosure.reference._modules import PACKAGE, PUBLIC, public_modules

_SHORT = 100
"""A longer value is not shown."""


def api_pages() -> Mapping[str, str]:
    """The index, the page of the package, and one for each public module, by their place in docs/reference."""
    modules = {name: import_module(name) for name in public_modules()}
    return {
        "api/index.md": page("Python", _index(modules)),
        f"api/{PACKAGE}.md": page(PACKAGE, _package(modules)),
        **{f"api/{name}.md": page(name, _module(module)) for name, module in modules.items()},
    }


def _index(modules: Mapping[str, ModuleType]) -> Iterator[str]:
    yield (
        f"What is listed here is public: the names of [`{PACKAGE}`]({PACKAGE}.md) itself, and in the modules below it "
        "all names that do not begin with an underscore and are described on the module's page. Everything else may "
        "change at any time."
    )
    yield f"Most programs need the package alone: [`{PACKAGE}`]({PACKAGE}.md)."
    yield toctree([PACKAGE, *modules])
    for group, names in PUBLIC.items():
        yield f"## {group}"
        full = [f"{PACKAGE}.{name}" for name in names]
        yield table(
            ("module", "what it is for"), ((f"[`{name}`]({name}.md)", _summary(modules[name])) for name in full)
        )


def _package(modules: Mapping[str, ModuleType]) -> Iterator[str]:
    """The public names in the groups of their modules: each is described here, and nowhere else."""
    yield _rst([f".. module:: {PACKAGE}"])
    yield "The names most programs need. They are loaded when first used, so that importing the package is quick."
    groups: dict[str, list[str]] = {group: [] for group in PUBLIC}
    for name in govdisclosure.__all__:
        groups[_group(name, modules)].append(name)
    for group, names in groups.items():
        if names:
            yield f"## {group}"
            yield _rst(_directives(govdisclosure, names))


def _group(name: str, modules: Mapping[str, ModuleType]) -> str:
    home = _home(name, modules).removeprefix(f"{PACKAGE}.")
    return next(group for group, names in PUBLIC.items() for each in names if _is_in(home, each))


def _home(name: str, modules: Mapping[str, ModuleType]) -> str:
    """The public module that a name of the package belongs to: where it is defined, or else what offers it."""
    value = getattr(govdisclosure, name)
    if (inspect.isroutine(value) or inspect.isclass(value)) and any(_is_in(value.__module__, m) for m in modules):
        return value.__module__
    offering = [full for full, module in modules.items() if name in getattr(module, "__all__", ())]
    holding = [full for full, module in modules.items() if getattr(module, name, None) is value]
    return (offering + holding)[0]


def _is_in(name: str, module: str) -> bool:
    return f"{name}.".startswith(f"{module}.")


def _module(module: ModuleType) -> Iterator[str]:
    elsewhere = [name for name in public_names(module) if name in govdisclosure.__all__]
    own = [name for name in public_names(module) if name not in elsewhere]
    head = f".. automodule:: {module.__name__}"
    if hasattr(module, "__all__"):
        yield _rst([head])
        yield from _described_elsewhere(elsewhere)
        yield from [_rst(_directives(module, own))] if own else []
    else:  # Sphinx lists what it defines, in the order in which it stands there
        yield from _described_elsewhere(elsewhere)
        yield _rst([head, "   :members:", *([f"   :exclude-members: {', '.join(elsewhere)}"] if elsewhere else [])])


def _described_elsewhere(names: Iterable[str]) -> Iterator[str]:
    links = ", ".join(f"{{py:obj}}`{name} <{PACKAGE}.{name}>`" for name in names)
    if links:
        yield f"In the package itself, and described at [`{PACKAGE}`]({PACKAGE}.md): {links}."


def public_names(module: ModuleType) -> list[str]:
    """The names a public module offers: its `__all__`, or else the functions and classes it defines."""
    offered: Iterable[str] | None = getattr(module, "__all__", None)
    if offered is None:
        offered = [n for n, v in vars(module).items() if getattr(v, "__module__", None) == module.__name__]
    return sorted((name for name in offered if not name.startswith("_")), key=str.casefold)


def _directives(module: ModuleType, names: Iterable[str]) -> list[str]:
    """What has Sphinx describe names: functions first, then classes, then values."""
    described: list[tuple[int, str, str]] = []
    for name in names:
        value, full = getattr(module, name), f"{module.__name__}.{name}"
        if inspect.isroutine(value):
            described.append((0, name.casefold(), f".. autofunction:: {full}"))
        elif inspect.isclass(value):
            kind = "exception" if issubclass(value, BaseException) else "class"
            described.append((1, name.casefold(), f".. auto{kind}:: {full}\n   :members:"))
        else:
            hidden = "\n   :no-value:" if len(repr(value)) > _SHORT else ""
            described.append((2, name.casefold(), f".. autodata:: {full}{hidden}"))
    return [directive for _, _, directive in sorted(described)]


def _rst(lines: Iterable[str]) -> str:
    return "\n".join(("```{eval-rst}", *lines, "```"))


def _summary(module: ModuleType) -> str:
    """The first paragraph of a module's docstring."""
    return " ".join((module.__doc__ or "").partition("\n\n")[0].split()).replace("``", "`")
