"""The hooks for pre-commit, with what is installed here in place of what pre-commit would install."""

import doctest
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hooks.project import DOCUMENTS, MANIFEST, RECORDS, ROOT, Project, git, hooks, pre_commit

from govdisclosure.evidence import EVIDENCE_SUFFIX
from govdisclosure.policy import POLICY_FILE
from govdisclosure.readers._records import DOCUMENTS as SUFFIXES

RECORD = "govdisclosure-check"
DOCUMENT = "govdisclosure-check-documents"
CLEAN, PLANTED = "云溪县档案馆-2023", "云溪县档案馆-2023-有误"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that has the hooks as they are defined, but run by the program that is there."""
    there = [
        {**{key: value for key, value in hook.items() if key != "additional_dependencies"}, "language": "system"}
        for hook in hooks()
    ]
    return Project.begin(tmp_path / "project", [{"repo": "local", "hooks": there}])


def test_the_definition_is_one(tmp_path: Path) -> None:
    checked = pre_commit(tmp_path, "validate-manifest", str(MANIFEST), home=tmp_path / "home")
    assert checked.returncode == 0, checked.stdout
    assert [hook["id"] for hook in hooks()] == [RECORD, DOCUMENT]
    assert all(hook["language"] == "python" and hook["require_serial"] for hook in hooks())


def test_extras_and_kinds_are_those_there_are() -> None:

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    (document,) = (hook for hook in hooks() if hook["id"] == DOCUMENT)
    (wanted,) = document["additional_dependencies"]
    found = re.fullmatch(r"\.\[(.+)\]", wanted)
    assert found is not None
    assert set(found[1].split(",")) <= set(extras)
    taken = re.compile(document["files"])
    assert {suffix for suffix in SUFFIXES if taken.search(f"reports/A{suffix}")} == set(SUFFIXES) - {".json"}
    assert {suffix for suffix in SUFFIXES if taken.search(f"A{suffix.upper()}")} == set(SUFFIXES) - {".json"}
    assert len(re.findall(r"\w+", taken.pattern.rpartition("(")[2])) == len(SUFFIXES) - 1
    for other in ("a.png", "a.docx.zip", "docx", POLICY_FILE, f"a{EVIDENCE_SUFFIX}"):
        assert not taken.search(other)


def test_a_consistent_record_passes(project: Project) -> None:
    project.change({f"reports/{CLEAN}.json": RECORDS / f"{CLEAN}.json"})
    ran = project.run(RECORD)
    assert ran.verdict == "Passed"
    assert "1 reports: 0 errors" in ran.output
    assert project.run(DOCUMENT).verdict == "Skipped"


def test_planted_errors_fail_and_are_shown(project: Project) -> None:
    project.change({f"{stem}.json": RECORDS / f"{stem}.json" for stem in (CLEAN, PLANTED)})
    ran = project.run(RECORD)
    assert ran.verdict == "Failed"
    assert re.search(r"GD201 +error .*printed 7, by its parts 6", ran.output)
    assert "2 reports: 3 errors" in ran.output


def test_what_is_not_changed_is_not_checked(project: Project) -> None:
    project.change({f"{PLANTED}.json": RECORDS / f"{PLANTED}.json"})

    git(project.folder, "commit", "--quiet", "--message", "as it came")
    project.change({f"{CLEAN}.json": RECORDS / f"{CLEAN}.json"})
    ran = project.run(RECORD)
    assert ran.verdict == "Passed"
    assert "1 reports: 0 errors" in ran.output


def test_other_files_do_not_matter(project: Project) -> None:
    beside = {f"{CLEAN}{EVIDENCE_SUFFIX}": "{}", POLICY_FILE: 'select = ["GD2"]\n'}
    project.change({"a.csv": "a,b\n", "a.png": "", **beside})
    assert project.run(RECORD).verdict == project.run(DOCUMENT).verdict == "Skipped"


def test_files_of_their_kinds_that_hold_no_report_are_passed_over_and_named(project: Project) -> None:
    schema = next((ROOT / "schemas").rglob("report.schema.json"))
    project.change(
        {"package.json": '{"name": "portal"}', "schema.json": schema, "list.json": "[1]", "README.md": "# A"}
    )
    for hook, names in ((RECORD, ("list.json", "package.json", "schema.json")), (DOCUMENT, ("README.md",))):
        ran = project.run(hook)
        assert ran.verdict == "Passed"
        assert tuple(re.findall(r"^(\S+): .*; passed over$", ran.output, re.MULTILINE)) == names
        assert "0 reports: 0 errors" in ran.output


def test_a_record_that_is_broken_fails(project: Project) -> None:
    text = (RECORDS / f"{CLEAN}.json").read_text(encoding="utf-8")
    project.change({"cut.json": text[: len(text) // 2], "wrong.json": json.dumps({**json.loads(text), "year": "2023"})})
    ran = project.run(RECORD)
    assert ran.verdict == "Failed"
    assert "cut.json: (document): not JSON" in ran.output
    assert 'wrong.json: year: "2023", expected' in ran.output


def test_documents_and_the_policy_beside_them(project: Project) -> None:
    project.change({f"{PLANTED}.txt": DOCUMENTS / f"{PLANTED}.txt", "a.docx": next(DOCUMENTS.glob("*.docx"))})
    ran = project.run(DOCUMENT)
    assert ran.verdict == "Failed"
    assert re.search(r"GD203 +error .*\[requests.results.total.total, line 509", ran.output)
    assert "2 reports: 3 errors" in ran.output
    project.change({POLICY_FILE: 'ignore = ["GD107", "GD201", "GD203"]\n'})
    assert project.run(DOCUMENT).verdict == "Passed"


def test_a_project_may_say_where_its_reports_lie(tmp_path: Path) -> None:
    (document,) = (hook for hook in hooks() if hook["id"] == DOCUMENT)
    kept = {key: value for key, value in document.items() if key != "additional_dependencies"}
    there = {**kept, "language": "system", "files": "^reports/", "args": ["--lang", "zh"]}
    project = Project.begin(tmp_path / "project", [{"repo": "local", "hooks": [there]}])
    project.change({f"drafts/{PLANTED}.txt": DOCUMENTS / f"{PLANTED}.txt", "reports/a.png": "", "reports/b.csv": "a\n"})
    ran = project.run(DOCUMENT)
    assert ran.verdict == "Passed"
    assert "a.png" in ran.output
    assert "共 0 份报告" in ran.output


PAGES = [ROOT / "docs" / folder / "check-with-pre-commit.md" for folder in ("how-to", "zh/how-to")]


def configurations(page: Path) -> list[dict[str, Any]]:
    """The configurations a page shows."""
    return [
        yaml.safe_load(text) for text in re.findall(r"```yaml\n(.+?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    ]


@pytest.mark.parametrize("page", [page for page in PAGES if page.exists()], ids=lambda page: page.parts[-3])
def test_what_the_pages_show_is_so(page: Path, tmp_path: Path) -> None:
    shown = [repo for config in configurations(page) for repo in config["repos"]]
    asked = {hook["id"] for repo in shown for hook in repo["hooks"] if repo["repo"] != "local"}
    assert asked == {RECORD, DOCUMENT}
    (there,) = (repo for repo in shown if repo["repo"] == "local")
    project = Project.begin(tmp_path / "project", [there])
    project.change({f"reports/{CLEAN}.json": RECORDS / f"{CLEAN}.json", f"{PLANTED}.json": RECORDS / f"{PLANTED}.json"})
    passed = pre_commit(project.folder, "run", "--verbose", home=tmp_path / "home")
    assert passed.returncode == 0, passed.stdout
    assert re.search("1 (reports|份报告)", passed.stdout)


def test_the_page_shows_what_a_commit_prints(project: Project) -> None:
    text = re.search(r"```text\n(.+?)```", PAGES[0].read_text(encoding="utf-8"), re.DOTALL)
    assert text is not None
    project.change({f"{PLANTED}.json": RECORDS / f"{PLANTED}.json"})
    printed = pre_commit(project.folder, "run", RECORD, "--color", "never").stdout
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.OutputChecker().check_output(text[1], printed, flags), printed
