"""An extra alone is enough for what it is named for.

Run by `make test-extras`, apart from the other tests: each extra has an environment of its own.
"""

from pathlib import Path

import environments
import pytest

from installed.uses import USES, done_by

SPARK = "spark"
"""The one extra that is not part of ``all``: what it does is tested with Spark, in tests/spark."""


@pytest.mark.parametrize("extra", sorted({use.extra for use in USES} - {SPARK}))
def test_the_extra_that_is_named_is_enough(
    extra: str, wheel: Path, documents: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    python = environments.make(wheel, [extra], tmp_path_factory.mktemp(extra))
    for use, came in done_by(python, documents, extra):
        if use.package == "olefile":  # it has been asked, and has said that these are no documents
            assert came["python"][0] == "UnreadableDocument"
        else:
            assert came["python"] is None, use
            assert not use.command or (came["en"][0], came["zh"][0]) == (0, 0), came
