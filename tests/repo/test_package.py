"""What is shipped, how light it is to import, and that every public name says what it is."""

import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from packaging.requirements import Requirement

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


def needed(requirements: Iterable[str], extras: Iterable[str] = ()) -> Iterator[str]:
    """The distributions that requirements name, and all that these require, by the name they are installed as."""
    for line in requirements:
        required = Requirement(line)
        if required.marker is None or any(required.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield distribution(required.name).name
            yield from needed(distribution(required.name).requires or (), required.extras)


@pytest.fixture(scope="session")
def new_environment(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new virtual environment with the wheel, and of all other packages what the extra testing needs.

    They are linked from where they are installed, since a test cannot rely on a network.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.run([python, "-c", where], check=True, capture_output=True, text=True).stdout.strip())
    wheel.extractall(site)
    metadata = message_from_bytes(next(wheel.read(name) for name in wheel.namelist() if name.endswith("/METADATA")))
    for name in set(needed(metadata.get_all("Requires-Dist", []), ["testing"])):
        for file in distribution(name).files or ():
            if ".." not in file.parts and file.suffix != ".pyc" and not (site / file).exists():
                (site / file).parent.mkdir(parents=True, exist_ok=True)
                (site / file).symlink_to(Path(str(file.locate())).resolve())
    return python


def run(python: Path, script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program with nothing of this checkout within its reach."""
    command = [str(python), "-I", "-X", "utf8", "-c", script]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder)


def test_a_new_environment_has_nothing_else(new_environment: Path, tmp_path: Path) -> None:
    script = "from importlib.metadata import distributions; print(*sorted(d.name.lower() for d in distributions()))"
    found = set(run(new_environment, script, tmp_path).stdout.split())
    assert {"govdisclosure", "hypothesis"} <= found
    assert found.isdisjoint({"jinja2", "jsonschema", "lxml", "openpyxl", "pip", "pytest"})


def test_the_five_lines_of_the_page_run_in_a_new_environment(new_environment: Path, root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "how-to" / "test-a-generator.md").read_text(encoding="utf-8")
    lines = next(token.content for token in MarkdownIt().parse(page) if token.info == "python")
    assert len(lines.splitlines()) == 5
    own = "def generate(report):\n    return {**to_dict(report), 'year': 0}\n\n"
    wrong = lines.replace(" as generate", "").replace("\nassert_", f"\n{own}assert_", 1)
    for script, fails in ((lines, False), (wrong, True)):
        done = run(new_environment, script, tmp_path)
        assert ("govdisclosure.testing.CounterExample: assert_consistent: " in done.stderr) == fails
        assert (done.returncode != 0) == fails, done.stderr


def test_hypothesis_knows_the_classes_in_a_new_environment(new_environment: Path, tmp_path: Path) -> None:
    script = """
from hypothesis import given, settings, strategies as st
from govdisclosure import FORMATS, check
for fmt in FORMATS.values():
    drawn = []
    settings(max_examples=20, database=None)(given(st.from_type(fmt.report))(lambda report: drawn.append(report)))()
    assert any(report.title for report in drawn)
    assert all(type(report) is fmt.report and not check(report, select=["GD2"]).findings for report in drawn)
"""
    done = run(new_environment, script, tmp_path)
    assert done.returncode == 0, done.stderr
