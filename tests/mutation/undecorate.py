"""Writes decorators as calls below the function, in the files named: `@cache` as `name = cache(name)`.

mutmut leaves decorated functions alone, and here those are every rule, every cached function and every property. The
files are changed in place, so this is for a copy of the checkout.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

LEFT_ALONE = {"classmethod", "staticmethod"}
"""mutmut knows what these mean."""


def undecorated(source: str) -> str:
    """The module with the same meaning and without decorators of functions."""
    while (node := next(_decorated(source), None)) is not None:
        assert node.end_lineno is not None
        value = node.name
        for decorator in reversed(node.decorator_list):
            value = f"{ast.unparse(decorator)}({value})"
        lines = source.split("\n")
        lines.insert(node.end_lineno, f"{' ' * node.col_offset}{node.name} = {value}")
        del lines[node.decorator_list[0].lineno - 1 : node.lineno - 1]
        source = "\n".join(lines)
    return source


def _decorated(source: str) -> Iterator[ast.FunctionDef]:
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    for node in functions:
        if node.decorator_list and LEFT_ALONE.isdisjoint(map(ast.unparse, node.decorator_list)):
            yield node


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(undecorated(path.read_text("utf-8")), "utf-8")
