"""The file a policy stands in: where it is looked for, and how it is read."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Severity
from govdisclosure.codec._values import MISSING, Wrong, show, text, whole
from govdisclosure.errors import InvalidPolicy, Problem
from govdisclosure.policy._policy import Policy, Waiver

POLICY_FILE = "govdisclosure.toml"
"""What the file of a policy is called."""

_Value = TypeVar("_Value")


def find_policy(path: Path) -> Path | None:
    """The `POLICY_FILE` for a file or folder: in its own folder, else the nearest one above it; None if there is none.

    So the findings of a report are the same however it is named: by itself, or with the folder it stands in.
    """
    start = path.absolute()
    candidates = (folder / POLICY_FILE for folder in ((start, *start.parents) if start.is_dir() else start.parents))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def load_policy(path: Path) -> Policy:
    """Read a policy file.

    Raises `InvalidPolicy` with every problem in it, and OSError if it cannot be read.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from govdisclosure.policy import POLICY_FILE, load_policy
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, POLICY_FILE)
    ...     _ = file.write_text('ignore = ["GD105"]', encoding="utf-8")
    ...     load_policy(file).ignore
    ('GD105',)
    """
    problems: list[Problem] = []
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidPolicy(str(path), (Problem("", "another encoding", "UTF-8", "UTF-8 编码"),)) from None
    except (ValueError, RecursionError) as error:  # not TOML, or a number of more digits than Python takes
        raise InvalidPolicy(str(path), (Problem("", str(error), "TOML", "TOML 格式"),)) from None
    file = _Table(data, "", problems)
    policy = Policy(
        source=str(path),
        select=file.take("select", _prefixes, ()),
        ignore=file.take("ignore", _prefixes, ()),
        severity=_severities(file.take("severity", _table, {}), problems),
        waive=_waivers(file.take("waive", _tables, ()), problems),
    )
    file.close()
    if problems:
        raise InvalidPolicy(str(path), tuple(problems))
    return policy


class _Table:
    """A table of the file whose keys are taken one by one; what is wrong with them is noted."""

    def __init__(self, data: Mapping[str, object], path: str, problems: list[Problem]) -> None:
        self._left = dict(data)
        self._path = path
        self._problems = problems

    def take(self, key: str, accept: Callable[[object], _Value], absent: _Value) -> _Value:
        """The value of a key, or `absent`."""
        return self.want(key, accept, absent) if key in self._left else absent

    def want(self, key: str, accept: Callable[[object], _Value], instead: _Value) -> _Value:
        """The value of a key that must be there; `instead` lets the rest be looked at."""
        try:
            return accept(self._left.pop(key, MISSING))
        except Wrong as wrong:
            self._note(key, show(wrong.value), wrong.expected, wrong.expected_zh)
            return instead

    def close(self) -> None:
        """Note the keys that nothing has taken."""
        for key in self._left:
            self._note(key, "unknown key", "only the keys of a policy", "规定的键")

    def _note(self, key: str, value: str, expected: str, expected_zh: str) -> None:
        self._problems.append(Problem(f"{self._path}{key}", value, expected, expected_zh))


def _severities(data: Mapping[str, object], problems: list[Problem]) -> dict[str, Severity]:
    grades = _Table(data, "severity.", problems)
    known = {code: grades.want(code, _severity, Severity.INFO) for code in data if code in RULES}
    for code in data:
        if code not in RULES:
            grades.want(code, _code, "")
    return known


def _waivers(tables: Iterable[Mapping[str, object]], problems: list[Problem]) -> tuple[Waiver, ...]:
    return tuple(_waiver(data, number, problems) for number, data in enumerate(tables, 1))


def _waiver(data: Mapping[str, object], number: int, problems: list[Problem]) -> Waiver:
    table = _Table(data, f"waive[{number}].", problems)
    waiver = Waiver(
        code=table.want("code", _code, ""),
        path=table.want("path", text, ""),
        reason=table.want("reason", _said, ""),
        file=table.take("file", _said, None),
        organ=table.take("organ", _said, None),
        year=table.take("year", lambda value: whole(value, 1, 9999), None),
        until=table.take("until", _day, None),
        number=number,
    )
    table.close()
    return waiver


def _prefixes(value: object) -> tuple[str, ...]:
    codes = tuple(value) if isinstance(value, list) else ()
    if not codes or not all(isinstance(code, str) and _begins_a_code(code) for code in codes):
        expected = 'a list of codes or their beginnings, such as ["GD2", "GD105"]'
        raise Wrong(_first_wrong(value), expected, '规则代码或其开头的列表，如 ["GD2", "GD105"]')
    return codes


def _begins_a_code(prefix: str) -> bool:
    return prefix != "" and any(code.startswith(prefix) for code in RULES)


def _first_wrong(value: object) -> object:
    """In a list, the code that is none; else the value."""
    items = value if isinstance(value, list) else []
    return next((item for item in items if not isinstance(item, str) or not _begins_a_code(item)), value)


def _code(value: object) -> str:
    if not isinstance(value, str) or value not in RULES:
        raise Wrong(value, "the code of a rule, such as GD104", "规则代码，如 GD104")
    return value


def _severity(value: object) -> Severity:
    if not isinstance(value, str) or value not in tuple(Severity):
        names = [f'"{grade}"' for grade in Severity]
        raise Wrong(value, f"one of {', '.join(names)}", f"{'、'.join(names)} 之一")
    return Severity(value)


def _said(value: object) -> str:
    if not text(value).strip():
        raise Wrong(value, "text that says something", "文字，不能为空")
    return text(value)


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong(value, "a date such as 2025-12-31, without quotes", "日期，如 2025-12-31，不加引号")
    return value


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Wrong(value, "a table", "表")
    return value


def _tables(value: object) -> tuple[Mapping[str, object], ...]:
    if not isinstance(value, list):
        raise Wrong(value, "tables, each headed [[waive]]", "若干个 [[waive]] 表")
    return tuple(_table(item) for item in value)
