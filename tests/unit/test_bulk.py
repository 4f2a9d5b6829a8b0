"""Tables of reports, asked by the engines that need nothing but Python: the suite that all engines share."""

import pytest

from bulk.engines import HERE, TableEngine
from bulk.suite import Agreement


@pytest.fixture(scope="module", params=HERE, ids=[engine.name for engine in HERE])
def engine(request: pytest.FixtureRequest) -> TableEngine:
    found: TableEngine = request.param
    return found


class TestEngines(Agreement):
    pass
