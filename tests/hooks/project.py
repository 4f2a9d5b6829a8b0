"""A project that keeps reports, in a git repository of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import yaml

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
RECORDS = ROOT / "examples" / "records"
DOCUMENTS = ROOT / "examples" / "documents"

_AUTHOR = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")


def hooks() -> list[dict[str, Any]]:
    """The definitions as a project gets them."""
    return list(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))


def git(folder: Path, *arguments: str) -> str:
    """What git says, asked in a folder and with nobody's own settings."""
    command = ["git", *_AUTHOR, *arguments]
    return subprocess.run(
        command, cwd=folder, env=_environment(), check=True, capture_output=True, text=True
    ).stdout.strip()


def pre_commit(folder: Path, *arguments: str, home: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """pre-commit, run in a folder; it keeps what it installs in `home`."""
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder, env={**_environment(), "PRE_COMMIT_HOME": str(home or folder / ".git" / "pre-commit")},
        check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip


@attrs.frozen
class Ran:
    """What came of one hook: Passed, Failed or Skipped, and what it printed."""

    verdict: str
    output: str


@attrs.frozen
class Project:
    """A repository with a configuration of pre-commit and whatever files it is given."""

    folder: Path
    home: Path | None = None

    @classmethod
    def begin(cls, folder: Path, repos: Sequence[Mapping[str, Any]], home: Path | None = None) -> "Project":
        """A new repository with this configuration."""
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "--quiet")
        config = yaml.safe_dump({"repos": [*map(dict, repos)]}, allow_unicode=True, sort_keys=False)
        (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "begin")
        return cls(folder, home)

    def change(self, files: Mapping[str, Path | str]) -> None:
        """Put files, copied or with this text, where a commit would take them."""
        for name, content in files.items():
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                shutil.copyfile(content, target)
            else:
                target.write_text(content, encoding="utf-8")
        git(self.folder, "add", "--all")

    def run(self, hook: str) -> Ran:
        """One hook over what is changed, as a commit runs it."""
        done = pre_commit(self.folder, "run", hook, "--color", "never", "--verbose", home=self.home)
        name = next(each["name"] for each in hooks() if each["id"] == hook)
        line = next((line for line in done.stdout.splitlines() if line.startswith(name)), None)
        assert line is not None, done.stdout
        verdict = line.rpartition(".")[2].split(")")[-1]
        assert (done.returncode == 0) is (verdict != "Failed"), done.stdout
        return Ran(verdict, done.stdout)


def _environment() -> dict[str, str]:
    """With the programs beside this Python, and without what git or pre-commit was told outside."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "PATH": path, "GIT_CONFIG_GLOBAL": os.devnull, "GOVDISCLOSURE_LANG": "en"}
