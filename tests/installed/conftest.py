"""What is shipped, environments in which it is installed, and a folder of documents to try it on."""

import shutil
from pathlib import Path

import environments
import pyarrow.parquet
import pytest

from govdisclosure import read, write
from govdisclosure.columns import to_table

EXAMPLE = Path("examples", "documents", "云溪县档案馆-2023.txt")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
"""How files of Office 97-2003 begin. What the text says of its streams is all that can be told without olefile."""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The wheel of this checkout."""
    return environments.build(root, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def base(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel and no extra."""
    return environments.make(wheel, (), tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="session")
def one_of_each(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with one report in every kind that is read, called ``report``, and as a corpus."""
    folder = tmp_path_factory.mktemp("documents")
    shutil.copy(root / EXAMPLE, folder / "report.txt")
    report = read(root / EXAMPLE).report
    for suffix in ("json", "md", "html", "docx", "xlsx", "pdf"):
        write(report, folder / f"report.{suffix}")
    (folder / "report.doc").write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    (folder / "report.xls").write_bytes(OLE + "Workbook".encode("utf-16-le"))
    pyarrow.parquet.write_table(to_table([report]), folder / "corpus.parquet")
    return folder


@pytest.fixture
def documents(one_of_each: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be written into."""
    return Path(shutil.copytree(one_of_each, tmp_path / "documents"))
