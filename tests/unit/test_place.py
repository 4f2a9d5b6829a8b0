"""Places in documents, in words."""

import pytest

from govdisclosure.place import Place

WORDS = [
    (Place(line=3), "第 3 行", "line 3"),
    (Place(line=3, end_line=3), "第 3 行", "line 3"),
    (Place(line=3, end_line=5), "第 3—5 行", "lines 3-5"),
    (Place(paragraph=7, line=120), "第 7 段", "paragraph 7"),
    (Place(page=2, table=1, row=5, column=4), "第 2 页表 1 第 5 行第 4 列", "page 2, table 1, row 5, column 4"),
    (Place(page=2, end_page=3), "第 2—3 页", "pages 2-3"),
    (Place(sheet="甲", row=5, column=2, end_column=4), "工作表“甲”第 5 行第 2—4 列", "sheet '甲', row 5, columns 2-4"),
    (Place(table=3, row=1, end_row=2), "表 3 第 1—2 行", "table 3, rows 1-2"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "zh", "en"), WORDS, ids=[row[2] for row in WORDS])
def test_a_place_in_words(place: Place, zh: str, en: str) -> None:
    assert (place.text("zh"), place.text("en")) == (zh, en)


TO = [
    (Place(line=3, end_line=3), Place(line=9, end_line=10), Place(line=3, end_line=10)),
    (Place(page=1, box=(10, 20, 30, 40)), Place(page=1, box=(5, 30, 25, 60)), Place(page=1, box=(5, 20, 30, 60))),
    (Place(page=1, box=(10, 20, 30, 40)), Place(page=2, box=(5, 30, 25, 60)), Place(page=1, end_page=2)),
    (Place(paragraph=3), Place(paragraph=8), Place(paragraph=3, end_paragraph=8)),
    (
        Place(sheet="甲", row=3, column=1, end_column=4),
        Place(sheet="甲", row=5, column=1, end_column=4),
        Place(sheet="甲", row=3, end_row=5),
    ),
    (Place(sheet="甲", row=3, column=1), Place(sheet="乙", row=1, column=1), Place(sheet="甲", row=3, column=1)),
    (Place(table=1, row=2, column=1), Place(table=1, row=2, column=3), Place(table=1, row=2, column=1, end_column=3)),
    (Place(line=3, end_line=3), Place(line=3, end_line=3), Place(line=3, end_line=3)),
]


@pytest.mark.parametrize(("start", "end", "both"), TO)
def test_from_one_place_to_another(start: Place, end: Place, both: Place) -> None:
    assert start.to(end) == both
