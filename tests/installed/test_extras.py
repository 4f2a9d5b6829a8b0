"""What is not installed is named with the line that installs it. That this line is enough is tried in one_extra.py."""

import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import environments
import pytest
from packaging.requirements import Requirement

from installed.uses import USES, Use, done_by

OWN = "govdisclosure"


@pytest.fixture(scope="session")
def extras(root: Path) -> Mapping[str, list[Requirement]]:
    """What each extra requires, as it is written down: in the wheel, extras that others include are unfolded."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {extra: [Requirement(line) for line in lines] for extra, lines in project["optional-dependencies"].items()}


def install_line(extra: str) -> str:
    return f"pip install '{OWN}[{extra}]'"


def assert_named(use: Use, came: Mapping[str, Any], extras: Sequence[str], package: str = "") -> None:
    """One of the extras is named everywhere, in each language, with the package."""
    error, *texts = came["python"]
    assert error == "MissingExtra", use
    assert texts[1].startswith("未安装 ")
    if use.command:
        assert [came["en"][0], came["zh"][0]] == [2, 2], (use, came)
        assert "未安装 " in came["zh"][1]
        texts += came["en"][1], came["zh"][1]
    for text in texts:
        assert any(install_line(extra) in text for extra in extras), (use, text)
        assert package in text
        assert "Traceback" not in text


def made_in(documents: Path) -> list[Path]:
    """The files that a use has written."""
    return [path for path in (*documents.glob("new*"), *documents.glob("new/*")) if path.is_file()]


def test_something_is_known_that_needs_each_package_of_each_extra(
    extras: Mapping[str, list[Requirement]], wheel: Path
) -> None:
    assert set(extras) == set(environments.requirements(wheel)[1])
    pairs = {(extra, one.name) for extra, required in extras.items() for one in required if one.name != OWN}
    assert pairs == {(use.extra, use.package) for use in USES}


@pytest.mark.parametrize("package", sorted({use.package for use in USES}))
def test_a_missing_package_is_named_with_the_extra_that_brings_it(package: str, documents: Path) -> None:
    done = done_by(Path(sys.executable), documents, f"-{package}")
    assert done
    for use, came in done:
        assert_named(use, came, [use.extra], package)
    assert not made_in(documents)


def test_without_any_extra_each_is_named(extras: Mapping[str, list[Requirement]], base: Path, documents: Path) -> None:
    """If several are missing, the first may be one that the named extra only includes."""
    done = done_by(base, documents)
    assert len(done) == len(USES)
    for use, came in done:
        included = [extra for one in extras[use.extra] if one.name == OWN for extra in one.extras]
        assert_named(use, came, [use.extra, *included])
    assert not made_in(documents)
