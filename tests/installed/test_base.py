"""The wheel by itself, with no extra: what it can do, and that nothing else is there."""

import json
import subprocess
import sys
from pathlib import Path

import environments
import pytest

from govdisclosure.cli import program
from installed.plain import COMMANDS

NOTHING_WITHOUT_EXTRAS = {"convert", "summary", "synthesize"}
"""What these commands say of it is in test_extras.py."""


def test_what_needs_no_extra_works_without_any(base: Path, documents: Path) -> None:
    command = [str(base), "-I", "-X", "utf8", str(Path(__file__).with_name("plain.py"))]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=documents)
    assert done.returncode == 0, done.stderr
    for line, code, said, complained in json.loads(done.stdout):
        assert (code, complained) == (0, ""), (line, said, complained)
    for name in ("next.txt", "table.csv", "new.md", "found.sarif", "whole.json", "upgraded.json"):
        assert (documents / name).stat().st_size > 100


def test_every_command_is_tried() -> None:
    assert COMMANDS.keys() | NOTHING_WITHOUT_EXTRAS == program("en").commands.keys()
    assert not COMMANDS.keys() & NOTHING_WITHOUT_EXTRAS


def test_there_is_nothing_else(base: Path, tmp_path: Path) -> None:
    script = "from importlib.metadata import distributions; print(*sorted(d.name.lower() for d in distributions()))"
    found = set(environments.run(base, script, tmp_path).stdout.split())
    assert {"govdisclosure", "click"} <= found
    assert found.isdisjoint({"hypothesis", "jinja2", "jsonschema", "lxml", "openpyxl", "pip", "polars", "pytest"})


def test_it_is_what_is_installed_that_runs(base: Path, tmp_path: Path) -> None:
    done = environments.run(base, "import govdisclosure; print(govdisclosure.__file__)", tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(base.parents[1])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_module_is_the_program(lang: str, base: Path, tmp_path: Path) -> None:
    """With ``-m`` everything is said as of the program, by its name."""
    program = Path(sys.executable).with_name("govdisclosure")
    for arguments in ("--help", "check --help", "--version", "check", "nothing"):
        by_name, as_module = (
            subprocess.run(
                [*start, "--lang", lang, *arguments.split()],
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
                cwd=tmp_path,
                env={"PYTHONUTF8": "1"},
            )
            for start in ([program], [base, "-I", "-X", "utf8", "-m", "govdisclosure"])
        )
        said = as_module.stdout + as_module.stderr
        assert said == by_name.stdout + by_name.stderr
        assert as_module.returncode == by_name.returncode == (0 if "--" in arguments else 2)
        assert "govdisclosure" in said
        assert "__main__" not in said
