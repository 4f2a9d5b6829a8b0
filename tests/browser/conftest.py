"""Every kind of page that is written, once for all tests that look at them."""

from pathlib import Path

import pytest
from written_pages import write_all


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages by their names, as `written_pages.write_all` gives them."""
    return write_all(tmp_path_factory.mktemp("pages"))
