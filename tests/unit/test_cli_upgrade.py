"""``upgrade`` and ``table`` on the command line: what is written, what is told, and how they end."""

import csv
import io
from pathlib import Path

import attrs
import click
import pytest

from govdisclosure import FORMATS, dumps, loads, read
from govdisclosure.cli._inputs import STDIN
from govdisclosure.cli._upgrade import table_, upgrade
from govdisclosure.formats.legacy import LegacyReport
from govdisclosure.upgrade import upgrade as upgraded

RECORDS = Path(__file__).resolve().parents[2] / "examples" / "records"
OF_2020, OF_2013, OF_2024 = (
    RECORDS / f"{name}.json" for name in ("云溪县教育局-2020", "云溪县教育局-2013", "云溪市人民政府-2024")
)
OLDER, NEWER, *_ = (fmt.name for fmt in FORMATS.values() if fmt.headings)


def test_the_new_record_is_written_and_the_rest_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "new.json"
    assert upgrade(OF_2020, NEWER, target, "en") == 0
    old = loads(OF_2020.read_bytes())
    assert loads(target.read_bytes()) == upgraded(old, to=NEWER).report
    said = capsys.readouterr().out
    assert f"{OF_2020}: 21 figures lost, 13 unknown, 15 derived" in said
    lost, unknown, derived = said.split("\n\n")[1:]
    assert "proactive.procurement.amount" in lost
    assert "386.52万元" in lost
    assert lost.count("matters and their change") == 2, "a reason is said once where it begins"
    assert [line.split()[:2] for line in unknown.splitlines()[2:5]] == [
        ["proactive.regulations", "3"],
        ["proactive.normative_documents", "3"],
        ["proactive.fees", "1"],
    ]
    assert "— 0 0 0 0 0 —" in derived


def test_in_chinese_rows_are_named_as_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert upgrade(OF_2024, OLDER, tmp_path / "new.json", "zh") == 0
    said = capsys.readouterr().out
    assert "无处填列 19 项，无从得知 19 项，推算得出 7 项" in said
    assert "行政事业性收费|本年收费金额（单位：万元）" in said
    assert "72701.2578" in said
    assert "465 3 0 1 0 0 469" in said
    assert "分项之和" in said


def test_any_kind_of_document_may_be_written(tmp_path: Path) -> None:
    target = tmp_path / "new.html"
    assert upgrade(OF_2020, NEWER, target, "en") == 0
    assert read(target).report.format == NEWER


def test_standard_output_has_the_record_alone(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert upgrade(OF_2020, NEWER, STDIN, "en") == 0
    out, err = capfdbinary.readouterr()
    assert loads(out).format == NEWER
    assert b"21 figures lost" in err


def test_what_stands_beside_the_statistics_is_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = loads(OF_2013.read_bytes())
    assert isinstance(old, LegacyReport)
    assert old.statistics is not None
    foot = attrs.evolve(old.statistics.foot, prepared_by="某某")
    record = tmp_path / "old.json"
    record.write_text(dumps(attrs.evolve(old, statistics=attrs.evolve(old.statistics, foot=foot))), encoding="utf-8")
    assert upgrade(record, NEWER, tmp_path / "new.json", "zh") == 0
    said = capsys.readouterr().out
    assert "statistics.foot.prepared_by" in said
    assert "（不显示）" in said
    assert "某某" not in said
    assert "2013年统计表依据2007年条例" in said


def test_the_same_format_loses_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "new.json"
    assert upgrade(OF_2020, OLDER, target, "en") == 0
    assert loads(target.read_bytes()) == loads(OF_2020.read_bytes())
    assert capsys.readouterr().out.strip() == f"{OF_2020}: 0 figures lost, 0 unknown, 0 derived"


def test_an_unknown_suffix_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match=r"\.json"):
        upgrade(tmp_path / "absent.json", NEWER, tmp_path / "new.xyz", "en")


@pytest.mark.parametrize("content", [None, "{}"])
def test_what_cannot_be_used_is_said(content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "old.json"
    if content is not None:
        record.write_text(content, encoding="utf-8")
    assert upgrade(record, NEWER, tmp_path / "new.json", "en") == 2
    assert table_([record], tmp_path / "all.csv", "en") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert str(record) in err
    assert [path.name for path in tmp_path.iterdir()] == ([] if content is None else ["old.json"])


def test_what_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert upgrade(OF_2020, NEWER, tmp_path / "absent" / "new.json", "en") == 2
    assert table_([OF_2020], tmp_path / "absent" / "all.csv", "en") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 2


def lines(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_folder_becomes_one_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "all.csv"
    assert table_([RECORDS], target, "en") == 0
    assert capsys.readouterr().out == ""
    found = lines(target.read_bytes())
    files = {str(file) for file in RECORDS.glob("*.json")}
    assert {line["source"] for line in found} == files
    received = [line for line in found if line["path"] == "requests.received.total"]
    assert [line["year"] for line in received] == sorted(line["year"] for line in received)
    assert len(received) == sum("-2013" not in file for file in files)


def test_without_a_file_the_table_is_printed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert table_([OF_2020, OF_2024], None, "en") == 0
    assert len(lines(capfdbinary.readouterr().out)) == 2 * 179


def test_a_file_that_cannot_be_used_does_not_keep_the_others_from_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, target = tmp_path / "bad.json", tmp_path / "all.csv"
    bad.write_text("{}", encoding="utf-8")
    assert table_([bad, OF_2020], target, "en") == 2
    assert str(bad) in capsys.readouterr().err
    assert len(lines(target.read_bytes())) == 198
