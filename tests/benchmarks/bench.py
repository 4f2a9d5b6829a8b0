"""How fast is reading JSON, beside what people would use instead? One run, one table: `make bench`.

All contestants take turns in short rounds, so that a slow moment of the machine hits them alike; the median round
counts. The pydantic model is generated from the same classes and is as strict: no unknown keys, nothing coerced,
the same bounds.
"""

import json
import statistics
import subprocess
import sys
import timeit
import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin

import attrs
import orjson
from pydantic import BaseModel, ConfigDict, Field, create_model
from rich.console import Console
from rich.table import Table

from govdisclosure import FORMATS, Format, Report, check, dumps, from_dict, loads
from govdisclosure.formats._kit import MAX_COUNT, MAX_MONEY, Kind, measure_of, nested, range_of
from govdisclosure.formats.shared import Section
from govdisclosure.strategies import settled

ROUNDS, LOOPS = 41, 60
IMPORT_ROUNDS = 15

PARAGRAPH = (
    "本机关全年按时更新公开目录，逐件登记收到的申请，逐件答复；窗口工作人员轮流值守，群众可当面查阅资料，也可在网站检索。"
    "对栏目中久未更新的内容作了清理，对读不懂的文件补写了说明；年内组织学习两场，参加者交流了答复中常见的疑难。"
)


class Models:
    """The classes once more, as strict pydantic models."""

    def __init__(self) -> None:
        self._made: dict[type[Any], Any] = {}

    def model(self, cls: type[Any]) -> Any:
        if cls not in self._made:
            self._made[cls] = ForwardRef(cls.__name__)
            fields: dict[str, Any] = {field.name: (self._type(field.type), ...) for field in attrs.fields(cls)}
            made: type[BaseModel] = create_model(
                cls.__name__, __config__=ConfigDict(strict=True, extra="forbid"), **fields
            )
            made.model_rebuild(_types_namespace={cls.__name__: made})
            self._made[cls] = made
        return self._made[cls]

    def _type(self, hint: Any) -> Any:
        measure, span, origin = measure_of(hint), range_of(hint), get_origin(hint)
        if measure is not None:
            money: Any = Annotated[Decimal, Field(ge=0, le=MAX_MONEY)]
            low = 0 if measure.kind is Kind.COUNT else -MAX_COUNT
            count: Any = Annotated[int, Field(ge=low, le=MAX_COUNT)]
            return (money if measure.kind is Kind.MONEY else count) | None
        if span is not None:
            return Annotated[int, Field(ge=span.low, le=span.high)]
        if origin is Annotated:
            return self._type(get_args(hint)[0])
        if origin in (Union, types.UnionType):
            return Union[tuple(self._type(arg) for arg in get_args(hint))]  # noqa: UP007
        if origin is tuple:
            return tuple[self._type(get_args(hint)[0]), ...]  # type: ignore[misc]  # made at run time
        if origin is not None and origin is not Literal and issubclass(origin, Mapping):
            return dict[str, str]
        return self.model(hint) if attrs.has(hint) else hint


def figures(fmt: Format) -> Report:
    """Every figure of the format filled in, all sums right, and not a word besides."""
    values = settled({cell.path: cell.order for cell in fmt.cells}, fmt.identities)
    amounts = {c.path: Decimal("59237.2449") for c in fmt.cells if c.kind is Kind.MONEY}
    year = fmt.first_year
    head = {"format": fmt.name, "year": year, "organ": {"name": "云溪县档案馆"}}
    return from_dict({**head, **nested({**values, **amounts})}, draft=True)


def with_prose(report: Report) -> Report:
    """The same with twelve paragraphs."""
    numbers = "一二三四五六"
    prose: Report = attrs.evolve(
        report,
        sections=tuple(Section(number=f"{n}、", heading="工作情况", paragraphs=(PARAGRAPH,) * 2) for n in numbers),
    )
    return prose


def measured(contestants: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Median microseconds of each, taking turns."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for contestant in contestants.values():
        contestant()
    for _ in range(ROUNDS):
        for name, contestant in contestants.items():
            times[name].append(timeit.timeit(contestant, number=LOOPS) / LOOPS * 1e6)
    return {name: statistics.median(found) for name, found in times.items()}


def import_times(statements: Mapping[str, str]) -> dict[str, float]:
    """Median microseconds an import takes in a fresh interpreter, taking turns."""
    program = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"
    times: dict[str, list[float]] = {name: [] for name in statements}
    for _ in range(IMPORT_ROUNDS):
        for name, statement in statements.items():
            command = [sys.executable, "-c", program.format(statement)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            times[name].append(float(done.stdout) * 1e6)
    return {name: statistics.median(found) for name, found in times.items()}


def parse_times(report: Report, model: type[BaseModel]) -> dict[str, float]:
    """Time what the goals speak of on one report; say first that everyone reads the same."""
    text = dumps(report).encode()
    assert loads(text) == report
    assert json.loads(model.model_validate_json(text).model_dump_json())["requests"] == orjson.loads(text)["requests"]
    result = check(report, select=["GD2"])
    assert not result.findings
    assert not result.undecided
    return measured(
        {
            "loads": lambda: loads(text),
            "pydantic": lambda: model.model_validate_json(text),
            "orjson": lambda: orjson.loads(text),
            "check GD2": lambda: check(report, select=["GD2"]),
            "loads + check GD2": lambda: check(loads(text), select=["GD2"]),
        }
    )


class Board:
    """The table that is printed, and whether all goals are met."""

    def __init__(self) -> None:
        self.met = True
        self.table = Table("record", "measured", "us", "against", "us", "ratio", "goal", "")
        for column in self.table.columns[2:7]:
            column.justify = "right"

    def row(self, record: str, times: Mapping[str, float], name: str, against: str, goal: float | None) -> None:
        ratio = times[name] / times[against]
        met = goal is None or ratio <= goal
        self.met = self.met and met
        aim, verdict = ("", "") if goal is None else (f"<= {goal}", "met" if met else "NOT MET")
        self.table.add_row(
            record, name, f"{times[name]:.1f}", against, f"{times[against]:.1f}", f"{ratio:.2f}", aim, verdict,
        )  # fmt: skip


def main() -> int:
    fmt = list(FORMATS.values())[-1]
    model = Models().model(fmt.report)
    board = Board()
    bare = figures(fmt)
    for record, report, pydantic_goal, orjson_goal in (
        (f"figures ({len(fmt.cells)} cells)", bare, 0.6, 2.2),
        ("with 12 paragraphs", with_prose(bare), 1.0, 3.0),
    ):
        times = parse_times(report, model)
        name = f"{record}, {len(dumps(report).encode()):,} bytes"
        board.row(name, times, "loads", "pydantic", pydantic_goal)
        board.row(name, times, "loads", "orjson", orjson_goal)
        if report is bare:
            board.row(name, times, "loads + check GD2", "pydantic", 1.0)
    ours, theirs = "import govdisclosure", "import attrs, cattrs, msgspec"
    used = "from govdisclosure import loads, check, read"
    times = import_times({ours: ours, used: used, theirs: theirs})
    board.row("fresh interpreter", times, ours, theirs, 1.5)
    board.row("fresh interpreter", times, used, theirs, None)  # names are loaded when first used: what that costs
    Console(width=140).print(board.table)
    return 0 if board.met else 1


if __name__ == "__main__":
    sys.exit(main())
