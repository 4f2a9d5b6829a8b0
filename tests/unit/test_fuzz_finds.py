"""What `make fuzz` has found, each in its smallest form, and that its targets still run."""

import importlib.util
import random
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from govdisclosure import FORMATS

FINDS: Mapping[str, tuple[str, str]] = {
    "money counted in another unit": (
        "html",
        "<table><th>四申请提供信息收取费用数<td>件<td>26<tr><th>徝申请提供信息收取费用数<th>四㔳请提供信息收取费用数",
    ),
    "text outside any report": (
        "html",
        "<main><table><th>指标名称<th>十二、组织学习培训次数<th>十三、参加学习培训人员数</table></main>46",
    ),
}
TARGETS = ("text", "markdown", "html", "docx", "xlsx", "pdf", "json")
CHANGED = 8


@pytest.fixture(scope="module")
def fuzz(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz", root / "tests" / "fuzz" / "fuzz.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FINDS)
def test_what_was_found_holds_what_must_hold(name: str, fuzz: ModuleType) -> None:
    kind, document = FINDS[name]
    fuzz.take_document(kind)(document.encode())


def test_characters_may_have_no_size(fuzz: ModuleType) -> None:
    page = fuzz.small_pdf(fuzz.sample(FORMATS["2021"]))
    without = page.replace(b"/F1 10.00 Tf 60 752", b"/F1 0 Tf 60 752")
    assert without != page
    fuzz.TARGETS["pdf"].take(fuzz.whole_pdf(without))


def test_every_target_is_tried_here(fuzz: ModuleType) -> None:
    assert tuple(fuzz.TARGETS) == TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_a_few_changes_of_them_hold_what_must_hold(name: str, fuzz: ModuleType) -> None:
    target = fuzz.TARGETS[name]
    chance = random.Random(1)
    seeds = tuple(fuzz.seeds(name))
    for seed in seeds:
        target.take(seed)
    for _ in range(CHANGED):
        target.take(target.change(chance.choice(seeds), chance))
