"""Environments with the built wheel and a chosen part of its requirements.

What is required is linked from where it is installed, since a test cannot rely on a network. With FROM_INDEX=1, as
`make test-wheel` says, everything comes from the package index instead, as a user has it.
"""

import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement


def build(root: Path, folder: Path) -> Path:
    """The wheel of a checkout."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def requirements(wheel: Path) -> tuple[list[str], list[str]]:
    """What a wheel says of itself: its requirements, and the names of its extras."""
    with zipfile.ZipFile(wheel) as file:
        metadata = message_from_bytes(next(file.read(name) for name in file.namelist() if name.endswith("/METADATA")))
    return metadata.get_all("Requires-Dist", []), metadata.get_all("Provides-Extra", [])


def make(wheel: Path, extras: Iterable[str], folder: Path) -> Path:
    """The Python of a new virtual environment with the wheel and what it requires, with these extras."""
    python = folder / "bin" / "python"
    venv.create(folder, with_pip=False)
    if os.environ.get("FROM_INDEX"):
        wanted = f"govdisclosure[{','.join(sorted(extras))}] @ {wheel.as_uri()}"
        uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(python), wanted]
        subprocess.run(uv, check=True)
        return python
    _link(wheel, frozenset(extras), python)
    return python


def _link(wheel: Path, extras: frozenset[str], python: Path) -> None:
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.run([python, "-c", where], check=True, capture_output=True, text=True).stdout.strip())
    with zipfile.ZipFile(wheel) as file:
        file.extractall(site)
    lines = requirements(wheel)[0]
    for name in sorted(set(_needed(lines, lines, extras))):
        for path in distribution(name).files or ():
            there = Path(str(path.locate())).resolve()
            if ".." not in path.parts and there.exists() and not (site / path).exists():
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                (site / path).symlink_to(there)


def run(python: Path, script: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program with nothing of this checkout within its reach."""
    command = [str(python), "-I", "-X", "utf8", "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder)


def _needed(lines: Iterable[str], own: list[str], extras: frozenset[str]) -> Iterator[str]:
    """The distributions that requirements name, and all that these require, by the name they are installed as."""
    for line in lines:
        required = Requirement(line)
        if required.marker is not None and not any(
            required.marker.evaluate({"extra": extra}) for extra in ("", *extras)
        ):
            continue
        if required.name == "govdisclosure":
            yield from _needed(own, own, frozenset(required.extras))
        else:
            yield distribution(required.name).name
            yield from _needed(distribution(required.name).requires or (), own, frozenset(required.extras))
