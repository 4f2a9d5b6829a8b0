"""Documents through the programs people print and convert with: a browser and an office suite.

They start slowly: what they made is kept in a folder, by what it was made from.
"""

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)


def printed_by_browser(page: bytes, kept: Path) -> bytes:
    """An HTML page as PDF, as Chromium prints it."""
    path = kept / f"{hashlib.sha256(page).hexdigest()}.pdf"
    if not path.exists():
        with tempfile.TemporaryDirectory(dir=kept, ignore_cleanup_errors=True) as folder:
            source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
            source.write_bytes(page)
            command = [_program("chromium", "google-chrome"), *_QUIET, f"--user-data-dir={folder}/profile"]
            _run([*command, f"--print-to-pdf={target}", str(source)])
            target.replace(path)
    return path.read_bytes()


def converted_by_office(files: Mapping[str, bytes], suffix: str, to: str, kept: Path) -> dict[str, bytes]:
    """Files of one kind as another, by name: all in one start of LibreOffice."""
    key = hashlib.sha256(b"".join([to.encode(), *files.values()])).hexdigest()
    made = kept / key
    if not made.exists():
        with tempfile.TemporaryDirectory(dir=kept, ignore_cleanup_errors=True) as folder:
            sources = [Path(folder, f"{name}{suffix}") for name in files]
            for path, data in zip(sources, files.values(), strict=True):
                path.write_bytes(data)
            target = Path(folder, "made")
            command = [_program("soffice"), "--headless", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"]
            _run([*command, "--convert-to", to, "--outdir", str(target), *map(str, sources)])
            with suppress(OSError):  # another process was quicker
                target.rename(made)
    end = "." + to.partition(":")[0]
    return {name: (made / f"{name}{end}").read_bytes() for name in files}


def _program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    assert found is not None, f"needs {names[0]}"
    return found


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=300)
