"""What is shipped."""

import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from govdisclosure import FORMATS


@pytest.fixture(scope="session")
def opened(wheel: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(wheel) as file:
        yield file


def test_the_wheel_has_all_that_is_needed(opened: zipfile.ZipFile, root: Path) -> None:
    names = set(opened.namelist())
    schemas = [path.relative_to(root).as_posix() for path in (root / "schemas").rglob("*.json")]
    assert len(schemas) == len(FORMATS) + 1
    assert {f"govdisclosure/{name}" for name in schemas} <= names
    assert "govdisclosure/py.typed" in names
    sources = [path.relative_to(root / "src").as_posix() for path in (root / "src").rglob("*") if path.is_file()]
    wanted = {name for name in sources if "__pycache__" not in name}
    assert any(name.endswith((".html", ".jinja", ".j2")) for name in wanted), "the HTML template"
    assert wanted <= names
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_wheel_has_nothing_else(opened: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in opened.namelist()}
    assert tops == {"govdisclosure", f"govdisclosure-{version('govdisclosure')}.dist-info"}
