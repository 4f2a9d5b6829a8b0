"""The reference page of the public names, read off the source, so that it is the same in every version of Python."""

import ast
import inspect
import sys
from collections.abc import Iterator
from itertools import pairwise


def api_page() -> Iterator[str]:
    """The public names, each with its signature or members and its docstring."""
    import govdisclosure

    yield "The public names of `govdisclosure`, from their docstrings. Everything else is by module."
    for name in sorted(govdisclosure.__all__, key=str.casefold):
        yield f"## {name}"
        value = getattr(govdisclosure, name)
        source = _source(value) if inspect.isfunction(value) or inspect.isclass(value) else None
        if isinstance(source, ast.FunctionDef):
            yield f"```python\n{_signature(source)}\n```"
        yield _prose(doc_of(name))
        if isinstance(source, ast.ClassDef) and (members := list(_members(source))):
            yield "\n".join(members)


def _source(value: object) -> ast.stmt:
    return ast.parse(inspect.getsource(value)).body[0]  # type: ignore[arg-type]  # a function or a class


def doc_of(name: str) -> str:
    """The docstring of a public name; of a constant, the text below it."""
    import govdisclosure

    value = getattr(govdisclosure, name)
    if inspect.isroutine(value) or inspect.isclass(value):
        return inspect.cleandoc(value.__doc__ or "")  # its own, not one it inherits
    return _text_below(name)


def _signature(function: ast.FunctionDef) -> str:
    """Name, arguments and result as the source writes them, the same in every version of Python."""
    arguments = ast.unparse(_Unquoted().visit(function.args)).removeprefix("self").removeprefix(", ")
    return f"{function.name}({arguments})" + (f" -> {_type(function.returns)}" if function.returns else "")


def _type(annotation: ast.expr) -> str:
    """A type as the source writes it, without the labels and units beside it."""
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "Annotated":
        assert isinstance(annotation.slice, ast.Tuple)
        annotation = annotation.slice.elts[0]
    return ast.unparse(_Unquoted().unquoted(annotation))


class _Unquoted(ast.NodeTransformer):
    """Takes the quotes from annotations that the source had to quote."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None if node.annotation is None else self.unquoted(node.annotation)
        return node

    def unquoted(self, node: ast.expr) -> ast.expr:
        """The same type without quotes around it, or around types inside; literals keep theirs."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return ast.parse(node.value, mode="eval").body
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) != "Literal":
            node.slice = self.unquoted(node.slice)
        elif isinstance(node, ast.Tuple | ast.List):
            node.elts = [self.unquoted(inner) for inner in node.elts]
        return node


def _members(cls: ast.ClassDef) -> Iterator[str]:
    """A line for each public field and method that a class adds."""
    for place, node in enumerate(cls.body):
        below = cls.body[place + 1] if place + 1 < len(cls.body) else None
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)) if not name.startswith("_"):
                yield _member(f"{name}: {_type(node.annotation)}", _text_of(below))
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)) if name.isupper():
                yield _member(f"{name} = {value!r}", _text_of(below))
            case ast.FunctionDef(name=name) if not name.startswith("_"):
                is_property = any(ast.unparse(mark).endswith("property") for mark in node.decorator_list)
                own = f"{name}: {_type(node.returns)}" if is_property and node.returns else _signature(node)
                yield _member(own, ast.get_docstring(node) or "")


def _member(code: str, doc: str) -> str:
    first = " ".join(doc.partition("\n\n")[0].split())
    return f"- `{code}`" + (f": {first}" if first else "")


def _text_of(node: ast.stmt | None) -> str:
    """The text of a docstring that stands below a field."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return node.value.value if is_text else ""  # type: ignore[union-attr]


def _prose(doc: str) -> str:
    """A docstring as Markdown: examples fenced."""
    blocks = doc.split("\n\n")
    return "\n\n".join(f"```pycon\n{block}\n```" if block.startswith(">>>") else block for block in blocks)


def _text_below(name: str) -> str:
    """The string that stands below a module-level name where the package defines it."""
    for module in [module for key, module in sys.modules.items() if key.startswith("govdisclosure.")]:
        body = ast.parse(inspect.getsource(module)).body
        for node, below in pairwise(body):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets) and _text_of(below):
                return inspect.cleandoc(_text_of(below))
    return ""
