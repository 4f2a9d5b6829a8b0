"""What is shipped, how light it is to import, and that every public name says what it is."""

import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

import govdisclosure
from govdisclosure import FORMATS

HEAVY = (
    "charset_normalizer", "click", "cn2an", "hypothesis", "jinja2", "jsonschema", "pytest", "rapidfuzz", "rich",
)  # fmt: skip


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]
    subprocess.run(command, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_has_all_that_is_needed(wheel: zipfile.ZipFile, root: Path) -> None:
    names = set(wheel.namelist())
    schemas = [path.relative_to(root).as_posix() for path in (root / "schemas").rglob("*.json")]
    assert len(schemas) == len(FORMATS) + 1
    assert {f"govdisclosure/{name}" for name in schemas} <= names
    assert "govdisclosure/py.typed" in names
    sources = [path.relative_to(root / "src").as_posix() for path in (root / "src").rglob("*") if path.is_file()]
    wanted = {name for name in sources if "__pycache__" not in name}
    assert any(name.endswith((".html", ".jinja", ".j2")) for name in wanted), "the HTML template"
    assert wanted <= names
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_wheel_has_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"govdisclosure", f"govdisclosure-{version('govdisclosure')}.dist-info"}


def test_importing_the_package_and_every_public_name_is_light() -> None:
    script = (
        "import sys, govdisclosure\n"
        "for name in govdisclosure.__all__: getattr(govdisclosure, name)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split()
    assert {"attr", "msgspec"} <= set(loaded)
    assert set(loaded).isdisjoint(HEAVY)


@pytest.mark.parametrize("name", govdisclosure.__all__)
def test_every_public_name_has_a_docstring(name: str) -> None:
    from govdisclosure.reference._python import doc_of

    assert doc_of(name), f"{name} has no docstring"


def test_public_names_are_all_there() -> None:
    assert sorted(set(govdisclosure.__all__)) == sorted(govdisclosure.__all__)
    assert all(hasattr(govdisclosure, name) for name in govdisclosure.__all__)
