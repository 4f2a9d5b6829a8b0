"""The pages on CI: what their workflows run does what they say, and what is waived is left out."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGES = [page for page in ROOT.glob("docs/**/check-in-ci.md") if page.exists()]
CODE_QUALITY = ROOT / "examples" / "ci" / "code_quality.py"


def workflows(page: Path) -> Iterator[dict[str, Any]]:
    for text in re.findall(r"```yaml\n(.+?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        yield yaml.safe_load(text)


def scripts(workflow: dict[str, Any]) -> Iterator[list[str]]:
    """The commands of each job, without those that install."""
    for job in workflow.get("jobs", workflow).values():
        if isinstance(job, dict):
            steps = job.get("script") or [step["run"] for step in job["steps"] if "run" in step]
            yield [step for step in steps if not step.startswith("pip install")]


def run(command: str, folder: Path) -> int:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", command], cwd=folder, env={**os.environ, "PATH": path}, check=False, capture_output=True
    )
    return done.returncode


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Reports of which one has errors, as a record and as text."""
    shutil.copytree(ROOT / "examples" / "records", tmp_path / "reports")
    shutil.copy(next((ROOT / "examples" / "documents").glob("*有误.txt")), tmp_path / "reports")
    shutil.copy(CODE_QUALITY, tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parts[-3])
def test_workflows_upload_first_and_then_fail(page: Path, repository: Path) -> None:
    every = [script for workflow in workflows(page) for script in scripts(workflow)]
    assert len(every) == 2, "GitHub and GitLab"
    for script in every:
        assert [run(command, repository) for command in script] == [0] * (len(script) - 1) + [1]
    assert (repository / "findings.sarif").exists()
    assert (repository / "code-quality.json").exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parts[-3])
def test_a_broken_record_fails_at_once(page: Path, repository: Path) -> None:
    (repository / "reports" / "broken.json").write_text("{", encoding="utf-8")
    for workflow in workflows(page):
        for script in scripts(workflow):
            assert run(script[0], repository) != 0


def test_code_quality_has_places_and_leaves_out_what_is_waived(repository: Path) -> None:
    policy = '[[waive]]\ncode = "GD201"\npath = "*"\nfile = "*.txt"\nreason = "known"\n'
    (repository / "reports" / "govdisclosure.toml").write_text(policy, encoding="utf-8")
    assert run("govdisclosure check reports --format sarif -o findings.sarif", repository) == 1
    assert run("python code_quality.py findings.sarif code-quality.json", repository) == 0
    entries = json.loads((repository / "code-quality.json").read_text(encoding="utf-8"))
    assert all((repository / entry["location"]["path"]).is_file() for entry in entries)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    sums = [entry for entry in entries if entry["check_name"] in ("GD201", "GD203")]
    found = [(entry["check_name"], Path(entry["location"]["path"]).suffix, entry["severity"]) for entry in sums]
    assert sorted(found) == [("GD201", ".json", "major"), ("GD203", ".json", "major"), ("GD203", ".txt", "major")]
    lines = {Path(entry["location"]["path"]).suffix: entry["location"]["lines"]["begin"] for entry in sums}
    assert lines[".json"] == 1
    assert lines[".txt"] > 1
