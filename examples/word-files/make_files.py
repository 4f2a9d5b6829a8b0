"""Makes the Word files of this example: what a county's office has received for 2022 and 2023, as it came.

``python examples/word-files/make_files.py`` writes them into ``received`` beside this file. In one a row
has a name that no form has, in one figures are wrong, one is damaged, one is no report, and one lies in a folder of its
own.
"""

from pathlib import Path

import docx

from govdisclosure import loads, render

FOLDER = Path(__file__).parent / "received"
RECORDS = FOLDER.parents[1] / "records"


def printed(record: str) -> bytes:
    """A record as a Word file."""
    return render(loads((RECORDS / f"{record}.json").read_bytes()), "docx")


def rename_row(path: Path, label: str, other: str) -> None:
    """Give a row of the tables another name."""
    document = docx.Document(str(path))
    for table in document.tables:
        for cell in table.columns[0].cells:
            for paragraph in cell.paragraphs:
                if paragraph.text == label:
                    paragraph.text = other
    document.save(str(path))


def main() -> None:
    """Write the files."""
    (FOLDER / "乡镇").mkdir(parents=True, exist_ok=True)
    (FOLDER / "水利局.docx").write_bytes(printed("云溪县水利局-2022"))
    rename_row(FOLDER / "水利局.docx", "行政许可", "办件数")
    (FOLDER / "档案馆.docx").write_bytes(printed("云溪县档案馆-2023-有误"))
    (FOLDER / "乡镇" / "青禾镇.docx").write_bytes(printed("云溪县青禾镇人民政府-2022"))
    whole = printed("云溪县财政局-2021")
    (FOLDER / "财政局.docx").write_bytes(whole[: len(whole) // 2])
    letter = docx.Document()
    letter.add_paragraph("收文登记：各单位年度报告已于一月二十日前送齐。")
    letter.save(str(FOLDER / "收文登记.docx"))


if __name__ == "__main__":
    main()
