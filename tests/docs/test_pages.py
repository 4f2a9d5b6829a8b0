"""The pages are true: their Python runs, their commands print what they say, their links lead somewhere."""

import doctest
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path

import pytest
import yaml
from judges import NODE_MODULES
from markdown_it import MarkdownIt
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
KINDS = ("pycon", "python", "javascript", "console", "sh", "json", "text", "toml", "yaml")
"""What a code block may be, besides directives of the site. ``sh`` is not run here: what installs, or takes minutes."""

FENCE = """
import sys


def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise RuntimeError(f"asked the network: {event}")


sys.addaudithook(refuse)
"""
"""What a Python program runs first, on a page: it may not ask the network."""


def blocks(page: Path) -> Iterator[tuple[str, str, int]]:
    """Kind, text and line of each code block."""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence":
            assert token.map is not None
            yield token.info.strip(), token.content, token.map[0] + 1


def is_chinese(page: Path) -> bool:
    return page.name.endswith("zh-CN.md") or ROOT / "docs" / "zh" in page.parents


def of_kind(kind: str) -> list[Path]:
    return [page for page in PAGES if any(found == kind for found, _, _ in blocks(page))]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped examples to run in, so that nothing is written into the repository; no network there."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    (tmp_path / "build").mkdir()
    (tmp_path / "fence").mkdir()
    (tmp_path / "fence" / "sitecustomize.py").write_text(FENCE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "fence"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONUTF8", "1")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_says_what_it_is(page: Path) -> None:
    for kind, text, line in blocks(page):
        assert kind in KINDS or kind.startswith("{"), f"{page}:{line}"
        if kind == "json":
            json.loads(text)
        if kind == "toml":
            tomllib.loads(text)
        if kind == "yaml":
            assert yaml.safe_load(text), f"{page}:{line}"


@pytest.mark.parametrize("page", of_kind("sh"), ids=name_of)
def test_what_is_not_run_here_is_there(page: Path) -> None:
    extras = set(metadata("govdisclosure").get_all("Provides-Extra") or ())
    for kind, text, line in blocks(page):
        for command in text.splitlines() if kind == "sh" else ():
            words = shlex.split(command, comments=True)
            if words[:2] == ["pip", "install"]:
                wanted = Requirement(words[2].replace(".[", "govdisclosure["))
                assert wanted.name == "govdisclosure", f"{page}:{line}"
                assert wanted.extras <= extras, f"{page}:{line}"
            else:
                assert words[0] == "make", f"{page}:{line}: use console"
                subprocess.run(["make", "--dry-run", *words[1:]], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("page", of_kind("pycon"), ids=name_of)
def test_sessions_print_what_they_say(page: Path, checkout: Path) -> None:
    text = "\n".join(text for kind, text, _ in blocks(page) if kind == "pycon")
    test = doctest.DocTestParser().get_doctest(text, {}, name_of(page), str(page), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)
    said: list[str] = []
    runner.run(test, out=said.append)
    assert runner.summarize(verbose=False).attempted > 0
    assert not said, "".join(said)


@pytest.mark.parametrize("page", of_kind("python"), ids=name_of)
def test_programs_run(page: Path, checkout: Path) -> None:
    names: dict[str, object] = {"__name__": name_of(page)}
    for kind, text, line in blocks(page):
        if kind == "python":
            exec(compile("\n" * line + text, str(page), "exec"), names)


@pytest.mark.parametrize("page", of_kind("javascript"), ids=name_of)
def test_javascript_runs(page: Path, checkout: Path) -> None:
    (checkout / "node_modules").symlink_to(NODE_MODULES)
    for n, (kind, text, line) in enumerate(blocks(page)):
        if kind == "javascript":
            (checkout / f"{n}.mjs").write_text("\n" * line + text, encoding="utf-8")
            assert shell(f"node {n}.mjs", checkout, zh=False) == "", f"{page}:{line}"


@pytest.mark.parametrize("page", of_kind("console"), ids=name_of)
def test_commands_print_what_they_say(page: Path, checkout: Path) -> None:
    for kind, text, line in blocks(page):
        if kind == "console":
            for command, expected in commands(text):
                printed = shell(command, checkout, zh=is_chinese(page))
                flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
                assert doctest.OutputChecker().check_output(expected, printed, flags), (
                    f"{page}:{line}: $ {command}\n--- says\n{expected}\n--- prints\n{printed}"
                )


def test_commands_are_kept_from_the_network(checkout: Path) -> None:
    record = next(checkout.glob("examples/records/*.json"))
    schema = "http://example.com/report.schema.json"
    with pytest.raises(AssertionError, match="asked the network"):
        shell(f"check-jsonschema --no-cache --traceback-mode full --schemafile {schema} '{record}'", checkout, zh=False)


def test_the_schema_alone_is_shown_without_this_library() -> None:
    page = ROOT / "docs" / "how-to" / "validate-with-the-schema-alone.md"
    shown = [text for kind, text, _ in blocks(page) if kind in ("pycon", "python", "javascript")]
    assert len(shown) == 3
    assert not any("govdisclosure" in text for text in shown)


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command after ``$`` and what is printed below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def shell(command: str, folder: Path, zh: bool) -> str:
    """Run a command as a reader would, and fail as they would notice."""
    env = {**os.environ, "GOVDISCLOSURE_LANG": "zh" if zh else "en"}
    done = subprocess.run(
        ["bash", "-c", command],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False, cwd=folder, env=env,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}"
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("https://", "mailto:", "#")):
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    ahead = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
    while ahead:
        page = ahead.pop()
        if page in reached:
            continue
        reached.add(page)
        targets = re.findall(r"\]\(([^)\s#]+\.md)", page.read_text(encoding="utf-8"))
        ahead += [(page.parent / target).resolve() for target in targets if not target.startswith("https://")]
    assert set(ROOT.glob("docs/**/*.md")) - reached == set()
