"""What type checkers see of the installed package: `usage.py` is right by mypy and Pyright, and every type is known."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import environments
import pytest

import govdisclosure

RENDERED = 'assert_type(render(parsed.report, "docx"), bytes)'
WRONG = RENDERED.replace("bytes", "str")
PYRIGHT = {
    "typeCheckingMode": "strict",
    "reportUnnecessaryTypeIgnoreComment": "error",
    "reportMissingTypeStubs": "none",
}


Checker = Callable[[Path, str], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program of somebody else, in whose environment the wheel is installed."""
    folder = tmp_path_factory.mktemp("project")
    environments.make(environments.build(root, tmp_path_factory.mktemp("wheel")), ["testing"], folder / "venv")
    shutil.copy(Path(__file__).with_name("usage.py"), folder)
    wrong = (folder / "usage.py").read_text(encoding="utf-8").replace(RENDERED, WRONG)
    (folder / "wrong.py").write_text(wrong, encoding="utf-8")
    settings = {"venvPath": str(folder), "venv": "venv", **PYRIGHT}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """A checker, in an environment of which nothing but its first folder of programs is ours."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environ = {**os.environ, "PATH": path, "PYTHONPATH": "", "MYPYPATH": ""}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environ)


def mypy(project: Path, program: str) -> subprocess.CompletedProcess[str]:
    options = (
        "--strict",
        "--warn-unused-ignores",
        "--config-file=",
        "--cache-dir=cache",
        "--python-executable=venv/bin/python",
    )
    return run([sys.executable, "-m", "mypy", *options, program], project)


def pyright(project: Path, program: str) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "pyright", program], project)


def test_the_environment_has_the_wheel_and_not_the_checkout(project: Path) -> None:
    done = environments.run(
        project / "venv" / "bin" / "python", "import govdisclosure as g; print(g.__file__)", project
    )
    assert Path(done.stdout.strip()).is_relative_to(project / "venv")


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_types_are_those_of_the_program(checker: Checker, project: Path) -> None:
    done = checker(project, "usage.py")
    assert done.returncode == 0, done.stdout
    done = checker(project, "wrong.py")
    assert done.returncode == 1
    line = (project / "wrong.py").read_text(encoding="utf-8").splitlines().index(f"    {WRONG}") + 1
    assert f"wrong.py:{line}:" in done.stdout
    assert "1 error" in done.stdout


def test_every_type_is_known_without_inference() -> None:
    """What Pyright says of how complete the types are: a name without one is listed, with its file and line."""
    command = [
        sys.executable,
        "-m",
        "pyright",
        "--verifytypes",
        govdisclosure.__name__,
        "--ignoreexternal",
        "--outputjson",
    ]
    found = json.loads(run(command, Path(__file__).parent).stdout)["typeCompleteness"]
    assert found["exportedSymbolCounts"]["withKnownType"] > 1000
    unknown = [one["name"] for one in found["symbols"] if not one["isTypeKnown"] or one["isTypeAmbiguous"]]
    assert unknown == []
    assert found["completenessScore"] == 1
