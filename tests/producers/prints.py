"""Documents through the programs people print and convert with: a browser and an office suite."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
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


def printed_by_browser(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """HTML pages as PDF, as the browser prints them. By name."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(pages, pool.map(_print, pages.values()), strict=True))


def _print(page: bytes) -> bytes:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program is not None, "needs Chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_bytes(page)
        command = [program, *_QUIET, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return target.read_bytes()


def converted_by_office(files: Mapping[str, bytes], suffix: str, to: str) -> dict[str, bytes]:
    """Files of one kind as another, all in one start of the office suite. By name."""
    program = shutil.which("soffice")
    assert program is not None, "needs LibreOffice"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        sources = [Path(folder, f"{number}{suffix}") for number in range(len(files))]
        for path, data in zip(sources, files.values(), strict=True):
            path.write_bytes(data)
        command = [program, "--headless", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"]
        command += ["--convert-to", to, "--outdir", f"{folder}/made", *map(str, sources)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        made = (Path(folder, "made", path.name).with_suffix("." + to.partition(":")[0]) for path in sources)
        return {name: path.read_bytes() for name, path in zip(files, made, strict=True)}
