"""Rosters: files as offices keep them, files that are none, and who has reported."""

from pathlib import Path

import pytest

from govdisclosure import FORMATS, Report, UnreadableDocument, from_dict
from govdisclosure.roster import MAX_BYTES, MAX_UNITS, Roster, RosterEntry, attendance, load_roster
from govdisclosure.wording._title import same_organ

LATEST = list(FORMATS.values())[-1]
CODE = "11000000MB000000XT"
TEXT = "单位,别名,代码\n云溪县教育局,云溪县教育和体育局;云溪县教体局、县教育局，教育局,\n云溪县水利局,," + CODE + "\n"
ENTRIES = (
    RosterEntry(name="云溪县教育局", aliases=("云溪县教育和体育局", "云溪县教体局", "县教育局", "教育局"), code=None),
    RosterEntry(name="云溪县水利局", code=CODE),
)


def report(name: str | None, year: int | None = LATEST.first_year, code: str | None = None) -> Report:
    organ = {"name": name, "credit_code": code}
    return from_dict({"format": LATEST.name, "year": year, "organ": organ}, draft=True)


def roster(*names: str) -> Roster:
    return Roster(tuple(RosterEntry(name=name) for name in names))


# --- reading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_roster_as_an_office_saves_it(encoding: str, ending: str, tmp_path: Path) -> None:
    data = TEXT.replace("\n", ending).encode(encoding)
    file = tmp_path / "名册.csv"
    file.write_bytes(data)
    assert load_roster(data) == load_roster(file) == load_roster(str(file)) == Roster(ENTRIES)


@pytest.mark.parametrize(
    "heads",
    [
        "unit,aliases,code",
        "UNIT, Aliases ,Code",
        "名称,别名,统一社会信用代码",
        "单位 名称,曾用名,代码",
        "name,alias,credit_code",
    ],
)
def test_heads_in_chinese_and_english(heads: str) -> None:
    assert load_roster(TEXT.replace("单位,别名,代码", heads).encode()) == Roster(ENTRIES)


def test_other_columns_and_their_order_do_not_matter() -> None:
    text = "序号,代码,联系人,单位\n1,,甲,云溪县教育局\n\n,,,\n2," + CODE + ",乙, 云溪县水利局 \n"
    assert load_roster(text.encode()) == Roster(
        (RosterEntry(name="云溪县教育局"), RosterEntry(name="云溪县水利局", code=CODE))
    )


def test_lines_may_be_short_or_quoted() -> None:
    text = '\n单位,别名\n"云溪县教育局","云溪县教育和体育局;\n教育局"\n云溪县水利局\n云溪县财政局,,,\n'
    names = [(entry.name, entry.aliases) for entry in load_roster(text.encode()).entries]
    assert names == [("云溪县教育局", ("云溪县教育和体育局", "教育局")), ("云溪县水利局", ()), ("云溪县财政局", ())]


@pytest.mark.parametrize(
    ("data", "english", "chinese"),
    [
        (b"", "empty", "空的"),
        ("单位\n".encode(), "no unit in it", "没有单位"),
        ("序号,机构\n1,云溪县教育局\n".encode(), "line 1: there is no column", "第 1 行：没有“单位”一栏"),
        ("单位,名称\n云溪县教育局,教育局\n".encode(), "line 1: 单位 and 名称", "第 1 行：“单位”与“名称”"),
        ("单位,别名\n\n,教育局\n".encode(), "line 3: the unit has no name", "第 3 行：没有填写单位名称"),
        ("单位\n云溪县教育局,教育局\n".encode(), "line 2: has more cells", "第 2 行：单元格多于"),
        ("单位\n云溪县教育局\n云溪县 教育局\n".encode(), "line 3: 云溪县 教育局 stands in line 2", "第 2 行已经出现"),
        ("单位,别名\n甲局,乙局\n乙局,\n".encode(), "line 3: 乙局 stands in line 2", "“乙局”在第 2 行"),
        (f"单位,代码\n甲局,{CODE}\n乙局,{CODE.lower()}\n".encode(), f"line 3: {CODE.lower()} stands", "第 3 行"),
        ('单位\n"云溪县教育局\n'.encode(), "not CSV", "不符合 CSV"),
        ('单位\n云溪县教育局\n"云溪县"水利局\n'.encode(), "line 3: not CSV", "第 3 行：不符合 CSV"),
        ("单位\n云溪县\0教育局\n".encode(), "not text", "不是 UTF-8 或 GBK"),
        ("单位\n云溪县教育局\n".encode("utf-16"), "not text", "不是 UTF-8 或 GBK"),
        (b"PK\x03\x04\x00\x00\xff\xff", "not text", "不是 UTF-8 或 GBK"),
        (b"\xff\xff\xff", "not text", "不是 UTF-8 或 GBK"),
        (b"x" * (MAX_BYTES + 1), "larger than 2 MB", "超过 2 MB"),
        ("单位\n".encode() + b"a" * 200_000, "not CSV", "不符合 CSV"),
    ],
)
def test_what_is_no_roster_is_refused_with_its_line(data: bytes, english: str, chinese: str, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(data)
    for source in (data, file):
        with pytest.raises(UnreadableDocument) as caught:
            load_roster(source)
        assert english in caught.value.text("en")
        assert chinese in caught.value.text("zh")
        assert caught.value.source == ("<bytes>" if source is data else str(file))
        assert "CSV" in caught.value.text("zh")


def test_a_refusal_says_what_where_and_what_a_roster_is() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        load_roster("单位\n".encode())
    assert caught.value.text("en") == (
        "<bytes>: there is no unit in it; "
        "a roster is a CSV file with the column 单位 (unit) and, if wanted, 别名 (aliases) and 代码 (code)"
    )
    assert caught.value.text("zh") == (
        "<bytes>：其中没有单位；名册应为 CSV 文件，须有“单位”一栏，可另有“别名”“代码”两栏"
    )


def test_a_roster_may_be_long_but_not_without_end() -> None:
    names = [f"第{number}小学" for number in range(MAX_UNITS + 1)]
    assert len(load_roster("\n".join(["单位", *names[:-1]]).encode()).entries) == MAX_UNITS
    with pytest.raises(UnreadableDocument) as caught:
        load_roster("\n".join(["单位", *names]).encode())
    assert f"line {MAX_UNITS + 2}: more than {MAX_UNITS} units" in caught.value.text("en")
    assert f"第 {MAX_UNITS + 2} 行：超过 {MAX_UNITS} 个单位" in caught.value.text("zh")


def test_a_file_of_the_largest_size_is_read() -> None:
    data = "单位\n云溪县教育局\n".encode()
    assert load_roster(data.ljust(MAX_BYTES, b"\n")) == roster("云溪县教育局")


@pytest.mark.parametrize("path", ["none.csv", ".", "a\0b"])
def test_a_file_that_cannot_be_opened(path: str, tmp_path: Path) -> None:
    file = str(tmp_path / path)
    with pytest.raises(UnreadableDocument, match="cannot be opened") as caught:
        load_roster(file)
    assert caught.value.source == file
    assert "无法打开（" in caught.value.text("zh")
    assert "(None)" not in caught.value.text("en")


# --- who has reported ----------------------------------------------------------------------------------------------


def test_who_has_reported_who_has_not_and_who_else_has() -> None:
    listed = roster("云溪县教育局", "云溪县水利局", "云溪县财政局")
    given = ("云溪县财政局", "云溪县教育局", "云溪县档案馆", "教育局")
    found = attendance(listed, [report(name) for name in given])
    assert [(entry.name, numbers) for entry, numbers in found.reported] == [
        ("云溪县教育局", (1, 3)), ("云溪县财政局", (0,)),
    ]  # fmt: skip
    assert [entry.name for entry in found.missing] == ["云溪县水利局"]
    assert (found.unclear, found.strangers, found.unclear_reports) == ((), (2,), ())


@pytest.mark.parametrize(
    ("name", "code", "entry"),
    [
        ("云溪县教育局", None, 0),
        ("云溪县\u3000教育局", None, 0),
        ("青禾市云溪县教育局", None, 0),
        ("教体局", None, 0),
        ("云溪县教体局", None, 0),
        ("云溪县水务局", CODE, 1),
        ("云溪县教育局", CODE, 1),  # the code is surer than the name
        (None, CODE, 1),
    ],
)
def test_a_unit_is_known_by_code_name_or_alias(name: str | None, code: str | None, entry: int) -> None:
    listed = Roster(
        (
            RosterEntry(name="云溪县教育局", aliases=("教体局",)),
            RosterEntry(name="云溪县水利局", code=f" {CODE.lower()}"),
        )
    )
    found = attendance(listed, [report(name, code=code)])
    assert [unit for unit, _ in found.reported] == [listed.entries[entry]]


@pytest.mark.parametrize("name", ["云溪县教育中心", "云溪县教育局工会", "育局", "云溪县交警大队"])
def test_a_name_that_is_only_like_one_is_not_taken_for_it(name: str) -> None:
    found = attendance(roster("云溪县教育局"), [report(name)])
    assert (found.reported, found.strangers) == ((), (0,))


def test_a_name_that_fits_several_units_is_nobodys_for_sure() -> None:
    listed = Roster(
        (RosterEntry(name="云溪县教育局"), RosterEntry(name="青禾县教育局"), RosterEntry(name="云溪县水利局"))
    )
    found = attendance(listed, [report("教育局")])
    assert [entry.name for entry in found.unclear] == ["云溪县教育局", "青禾县教育局"]
    assert [entry.name for entry in found.missing] == ["云溪县水利局"]
    assert (found.unclear_reports, found.strangers) == ((0,), ())


def test_a_name_that_is_one_unit_s_outright_is_not_also_another_s_by_its_end() -> None:
    listed = roster("河镇人民政府", "大河镇人民政府")
    found = attendance(listed, [report("大河镇人民政府")])
    assert [(entry.name, numbers) for entry, numbers in found.reported] == [("大河镇人民政府", (0,))]
    assert [entry.name for entry in found.missing] == ["河镇人民政府"]


@pytest.mark.parametrize("name", [None, "", "  "])
def test_a_report_without_a_name_may_be_any_units(name: str | None) -> None:
    listed = roster("云溪县教育局", "云溪县水利局")
    found = attendance(listed, [report("云溪县水利局"), report(name)])
    assert [entry.name for entry in found.unclear] == ["云溪县教育局"]
    assert (found.missing, found.strangers, found.unclear_reports) == ((), (), (1,))


def test_only_reports_for_the_year_count() -> None:
    year = LATEST.first_year
    listed = roster("云溪县教育局", "云溪县水利局")
    given = [report("云溪县教育局", year + 1), report("云溪县水利局", None), report("云溪县档案馆", year + 1)]
    found = attendance(listed, given, year=year)
    assert ([entry.name for entry in found.missing], [entry.name for entry in found.unclear]) == (
        ["云溪县教育局"], ["云溪县水利局"],
    )  # fmt: skip
    assert found.strangers == ()
    assert attendance(listed, given).missing == ()
    assert attendance(listed, given).unclear == ()
    for one in (year, None):
        found = attendance(listed, [report("云溪县教育局", year)], year=one)
        assert (found.reported, found.unclear_reports) == (((listed.entries[0], (0,)),), ())


def test_names_are_compared_as_everywhere_else() -> None:
    """Where no name is equal, an entry fits as `same_organ` says."""
    names = ["云溪县教育局", "教育局", "育局", "青禾市云溪县教育局", "云溪县教育 局", "云溪县水利局", "局"]
    for name in names:
        for other in names:
            fits = attendance(roster(name), [report(other)]).reported != ()
            assert fits == same_organ(name, other), (name, other)
