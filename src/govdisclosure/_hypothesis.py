"""What Hypothesis calls when it is imported, so that `st.from_type(Report2021)` and the like work.

Apart from `strategies`, because that module imports Hypothesis, which would then call into it half made.
"""

from typing import Any

from govdisclosure.formats import FORMATS


def register() -> None:
    """Tell Hypothesis how to make a report of each format; the strategies are made when first asked for."""
    from hypothesis import strategies as st

    def strategy(cls: type[Any]) -> st.SearchStrategy[Any]:
        from govdisclosure.strategies import reports

        return reports(next(fmt for fmt in FORMATS.values() if fmt.report is cls))

    for fmt in FORMATS.values():
        st.register_type_strategy(fmt.report, strategy)
