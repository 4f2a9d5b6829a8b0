"""A skipped test fails the run, unless it needs ../shared and that is absent."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = {
    "runtime": "import pytest\ndef test_it():\n    pytest.skip('no time')\n",
    "mark": "import pytest\n@pytest.mark.skip(reason='no time')\ndef test_it(): pass\n",
    "module": "import pytest\npytest.skip('no time', allow_module_level=True)\n",
    "missing package": "import pytest\npytest.importorskip('nothing_is_called_this')\n",
}
LEAVE = "import pytest\ndef test_it(shared): pass\ndef test_other(): pass\n"


def _run(folder: Path, root: Path, text: str, *options: str) -> "subprocess.CompletedProcess[str]":
    tests = folder / "checkout" / "tests"
    tests.mkdir(parents=True)
    for needed in ("conftest.py", "effort.py"):
        shutil.copy(root / "tests" / needed, tests)
    (tests / "test_case.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, str(tests)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tests.parent)


@pytest.mark.parametrize("options", [(), ("-n", "1")], ids=["alone", "xdist"])
@pytest.mark.parametrize("case", CASES)
def test_a_skip_fails_the_run(tmp_path: Path, root: Path, case: str, options: tuple[str, ...]) -> None:
    done = _run(tmp_path, root, CASES[case], *options)
    assert done.returncode != 0, done.stdout
    assert "skipped without leave" in done.stdout


def test_what_needs_the_shared_folder_may_be_skipped_where_it_is_absent(tmp_path: Path, root: Path) -> None:
    done = _run(tmp_path, root, LEAVE)
    assert done.returncode == 0, done.stdout
    assert "1 passed, 1 skipped" in done.stdout


def test_and_runs_where_it_is_there(tmp_path: Path, root: Path) -> None:
    (tmp_path / "shared").mkdir()
    done = _run(tmp_path, root, LEAVE)
    assert "2 passed" in done.stdout
