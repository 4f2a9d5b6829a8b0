"""What a shell completes: asked as the shells ask, and once by a real Bash."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete, get_completion_class

from govdisclosure import FORMATS
from govdisclosure.checks import RULES
from govdisclosure.checks._engines import ENGINES
from govdisclosure.cli import program
from govdisclosure.cli._deliver import FORMS
from govdisclosure.cli._summary import FORMS as SUMMARY_FORMS
from govdisclosure.errors import Lang
from govdisclosure.readers import Limits
from govdisclosure.summary import GROUPS
from govdisclosure.writers import KINDS

PROGRAM = "govdisclosure"
VARIABLE = "_GOVDISCLOSURE_COMPLETE"


def offered(line: str, lang: Lang = "en") -> dict[str, str | None]:
    """What is offered for the last word of a line, with what is said of it."""
    *before, begun = line.split(" ")
    completer = ShellComplete(program(lang), {}, PROGRAM, VARIABLE)
    return {item.value: item.help for item in completer.get_completions(before, begun)}


def kinds_offered(line: str) -> set[str]:
    """What the shell is told to complete by itself: files or folders."""
    *before, begun = line.split(" ")
    return {item.type for item in ShellComplete(program("en"), {}, PROGRAM, VARIABLE).get_completions(before, begun)}


@pytest.mark.parametrize(
    ("line", "all_of"),
    [
        ("", program("en").commands),
        ("check --format ", FORMS),
        ("check --engine ", ENGINES),
        ("summary c.parquet --format ", SUMMARY_FORMS),
        ("write a.json --to ", KINDS),
        ("write --blank ", FORMATS),
        ("upgrade a.json --to ", FORMATS),
        ("formats ", FORMATS),
        ("schema ", [*FORMATS, "rules"]),
        ("check a.json --select ", RULES),
        ("series a.json --ignore ", RULES),
        ("rule ", RULES),
        ("check --limit ", [f"{name}=" for name in Limits.__annotations__]),
        ("--lang ", ["zh", "en"]),
    ],
)
def test_all_that_may_stand_there_is_offered(line: str, all_of: list[str]) -> None:
    assert set(offered(line)) == set(all_of)


def test_what_is_begun_is_gone_on_with() -> None:
    assert set(offered("ch")) == {"check"}
    assert set(offered("write a.json --to ht")) == {"html"}
    assert set(offered("check a.json --select gd20")) == {code for code in RULES if code.startswith("GD20")}
    assert set(offered("rule nothing")) == set()


def test_groups_are_a_list() -> None:
    assert set(GROUPS) < set(offered("summary c.parquet --by "))
    first, second = GROUPS[:2]
    more = offered(f"summary c.parquet --by {first},")
    assert f"{first},{second}" in more
    assert f"{first},{first}" not in more


@pytest.mark.parametrize("command", sorted(program("en").commands))
def test_every_option_of_every_command_is_offered(command: str) -> None:
    options = [one for one in program("en").commands[command].params if isinstance(one, click.Option)]
    longest = {max(one.opts, key=len) for one in options if not one.hidden}
    assert longest | {"--help"} <= set(offered(f"{command} --"))
    assert longest >= {"--lang"}


@pytest.mark.parametrize(("line", "kind"), [("check ", "file"), ("read -o ", "dir"), ("check --policy ", "file")])
def test_files_and_folders_are_left_to_the_shell(line: str, kind: str) -> None:
    assert kinds_offered(line) == {kind}


def test_what_is_said_of_it_is_in_the_language() -> None:
    rule = next(iter(RULES.values()))
    assert offered(f"rule {rule.code}", "zh") == {rule.code: rule.title.zh}
    assert offered(f"rule {rule.code}", "en") == {rule.code: rule.title.en}
    zh, en = offered("che", "zh")["check"], offered("che", "en")["check"]
    assert zh != en
    assert en == program("en").commands["check"].get_short_help_str()


def asked(shell: str, how: str, **environment: str) -> str:
    """What the installed program prints when a shell asks it."""
    environ = {**os.environ, **environment, VARIABLE: f"{shell}_{how}", "PYTHONUTF8": "1"}
    done = subprocess.run([Path(sys.executable).with_name(PROGRAM)], capture_output=True, env=environ, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_program_that_asks(shell: str) -> None:
    script = asked(shell, "source")
    assert get_completion_class(shell) is not None
    assert f"{VARIABLE}={shell}_complete" in script
    assert PROGRAM in script


@pytest.mark.parametrize(("locale", "said"), [("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en")])
def test_the_language_is_that_of_the_user(locale: str, said: Lang) -> None:
    rule = next(iter(RULES.values()))
    printed = asked(
        "zsh",
        "complete",
        COMP_WORDS=f"{PROGRAM} rule {rule.code}",
        COMP_CWORD="2",
        LANG=locale,
        LC_ALL="",
        LANGUAGE="",
        GOVDISCLOSURE_LANG="",
    )
    assert printed.splitlines() == ["plain", rule.code, rule.title.zh if said == "zh" else rule.title.en]


def in_bash(*words: str, folder: Path) -> list[str]:
    """What a real Bash offers for the last word, after it was told as the page says."""
    bash = shutil.which("bash")
    assert bash is not None
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    script = f"""
        eval "$({VARIABLE}=bash_source {PROGRAM})"
        complete -p {PROGRAM} >&2
        COMP_WORDS=({shlex.join([PROGRAM, *words])})
        COMP_CWORD={len(words)}
        $(complete -p {PROGRAM} | sed 's/.*-F \\([^ ]*\\) .*/\\1/') {PROGRAM}
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        [bash, "--norc", "-c", script],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        check=True,
    )
    assert f" {PROGRAM}" in done.stderr
    return done.stdout.split()


def test_a_real_bash_completes(tmp_path: Path) -> None:
    assert in_bash("ch", folder=tmp_path) == ["check"]
    assert in_bash("check", "--format", "s", folder=tmp_path) == ["sarif"]
    assert in_bash("rule", "GD20", folder=tmp_path) == [code for code in RULES if code.startswith("GD20")]
