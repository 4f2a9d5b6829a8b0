"""What is released stays as it is, and what names the version names the same one."""

import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from govdisclosure.schema import published


def released(root: Path) -> dict[str, str]:
    """The sum of each released schema by its name below schemas/."""
    lines = (root / "schemas" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def test_a_released_schema_never_changes_its_bytes(root: Path) -> None:
    sums = released(root)
    assert sums, "none was released"
    for name, digest in sums.items():
        found = hashlib.sha256((root / "schemas" / name).read_bytes()).hexdigest()
        assert found == digest, f"schemas/{name} was released: give its format a new revision, and leave this one alone"


def test_only_schemas_are_fixed(root: Path) -> None:
    assert all(re.fullmatch(r"[a-z0-9]+/[0-9]+/report\.schema\.json", name) for name in released(root))


def test_a_new_revision_follows_the_last_released_one(root: Path) -> None:
    last: dict[str, int] = {}
    for name in released(root):
        fmt, revision, _ = name.split("/")
        last[fmt] = max(last.get(fmt, 0), int(revision))
    for name in (name for name in published() if name.endswith(".schema.json")):
        fmt, revision, _ = name.split("/")
        assert int(revision) - last.get(fmt, 0) in (0, 1), f"{name} follows revision {last.get(fmt, 0)}"


def version(root: Path) -> str:
    return str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def test_the_citation_is_valid_and_names_this_version(root: Path) -> None:
    citation = root / "CITATION.cff"
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.citation-file-format",
        str(citation),
    ]
    subprocess.run(command, check=True, capture_output=True)
    assert yaml.safe_load(citation.read_text(encoding="utf-8"))["version"] == version(root)


def test_the_changelog_begins_with_this_version(root: Path) -> None:
    titles = re.findall(r"^## (\S+) - (\S+)$", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    day = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))["date-released"]
    assert titles[0] == (version(root), str(day))


def test_changes_to_come_can_be_put_together(root: Path) -> None:
    kinds = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["towncrier"]["type"]
    known = {kind["directory"] for kind in kinds}
    for path in (root / "changes").iterdir():
        if path.name != "README.md":
            name = re.fullmatch(r"(\+\w[\w-]*|[0-9]+)\.([a-z]+)\.md", path.name)
            assert name is not None, path.name
            assert name[2] in known, path.name
            assert path.read_text(encoding="utf-8").strip(), path.name


@pytest.mark.parametrize("kind", ["added", "fixed"])
def test_a_change_to_come_is_told(root: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes" / f"+word.{kind}.md").write_text("A thing.\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_bytes((root / "pyproject.toml").read_bytes())
    (tmp_path / "CHANGELOG.md").write_bytes((root / "CHANGELOG.md").read_bytes())
    command = [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "9.9", "--date", "some day"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path).stdout
    assert f"## 9.9 - some day\n\n### {kind.capitalize()}\n\n- A thing." in told
