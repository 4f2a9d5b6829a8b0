"""The law of every kind that can be read: what is written reads back as what that kind can show."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdisclosure import FORMATS, Unprintable, printable, read, render
from govdisclosure.strategies import reports


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("blanks", [False, True])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_written_text_reads_back(fmt: str, blanks: bool, data: st.DataObject) -> None:
    report = data.draw(reports(fmt, blanks=blanks))
    assert read(render(report, "text")).report == printable(report, "text")


@pytest.mark.parametrize("fmt", FORMATS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_awkward_prose_reads_back_or_is_refused(fmt: str, data: st.DataObject) -> None:
    report = data.draw(reports(fmt, narrative="awkward"))
    try:
        printed = render(report, "text")
    except Unprintable as refusal:
        assert refusal.paths
        assert not any(path.startswith(tuple(FORMATS[fmt].tables)) for path in refusal.paths)
        return
    assert read(printed).report == printable(report, "text")
