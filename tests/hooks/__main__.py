"""``python -m hooks``: pre-commit installs this checkout, as a project would have it, and checks changed reports."""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from hooks.project import DOCUMENTS, RECORDS, ROOT, Project, git, hooks, pre_commit

SHIPPED = ("src", "schemas", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
"""What pre-commit clones, and what a wheel is built from."""


def main() -> int:
    """Say what was tried and how long it took; 0 if all was as it should be."""
    os.environ.pop("PYTHONPATH", None)  # it would lead the hooks to what lies here, past what was installed for them
    with tempfile.TemporaryDirectory() as folder:
        library, home = Path(folder, "library"), Path(folder, "home")
        revision = _commit(library)
        asked = {"repo": str(library), "rev": revision, "hooks": [{"id": hook["id"]} for hook in hooks()]}
        project = Project.begin(Path(folder, "project"), [asked], home)
        started = time.monotonic()
        installed = pre_commit(project.folder, "install-hooks", home=home)
        print(installed.stdout, f"installed in {time.monotonic() - started:.0f} s", sep="")
        wrong = sum(not _is_right(project, hook) for hook in _TRIED)
        return 1 if installed.returncode or wrong else 0


_PLANTED = "云溪县档案馆-2023-有误"
_TRIED = {
    "govdisclosure-check": (RECORDS / "云溪县档案馆-2023.json", RECORDS / f"{_PLANTED}.json"),
    "govdisclosure-check-documents": (DOCUMENTS / "云溪县水利局-2022.docx", DOCUMENTS / f"{_PLANTED}.txt"),
}
"""A consistent report for each hook, and one with planted errors."""


def _is_right(project: Project, hook: str) -> bool:
    """Whether a hook skips what is no report, lets a consistent one pass, and fails for one with planted errors."""
    consistent, planted = _TRIED[hook]
    right = True
    for file, content, verdict, said in (
        (f"{hook}.csv", "a,b\n", "Skipped", ""),
        (consistent.name, consistent, "Passed", "1 reports: 0 errors"),
        (planted.name, planted, "Failed", "GD203"),
    ):
        project.change({file: content})
        started = time.monotonic()
        ran = project.run(hook)
        print(f"{hook}: {ran.verdict} in {time.monotonic() - started:.1f} s ({file})")
        if ran.verdict != verdict or said not in ran.output:
            print(f"should have been {verdict} with {said!r}:\n{ran.output}")
            right = False
    return right


def _commit(library: Path) -> str:
    """This checkout in a repository of its own, as it is now; its revision."""
    library.mkdir()
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, library / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, library / name)
    git(library, "init", "--quiet")
    git(library, "add", "--all")
    git(library, "commit", "--quiet", "--message", "as it is")
    return git(library, "rev-parse", "HEAD")


if __name__ == "__main__":
    sys.exit(main())
