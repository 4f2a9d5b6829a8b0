"""Takes the pictures that the pages show, of what the library makes of the examples: make pictures."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import attrs
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
SUFFIXES = {"en": ".png", "zh": ".zh.png"}


@attrs.frozen
class Picture:
    """A picture `name` of the marked page of `example`, where `place` is chosen; `size` is that of the window."""

    name: str
    example: str
    place: str
    size: tuple[int, int] = (1180, 760)


TAKEN = (
    Picture("review", "documents/云溪县档案馆-2023-有误.txt", "requests.received.total"),
    Picture("tutorial", "first-report/云溪县司法局-2023.html", "requests.results.disclosed.total"),
)


def main() -> None:
    """All of them, in both languages."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for picture in TAKEN:
            for lang, suffix in SUFFIXES.items():
                width, height = picture.size
                page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
                take(
                    page,
                    marked(picture.example, lang, Path(folder) / picture.name / lang),
                    picture,
                    PICTURES / f"{picture.name}{suffix}",
                )
        browser.close()


def marked(example: str, lang: str, folder: Path) -> Path:
    """The page of a report with what was found marked in it."""
    command = [
        sys.executable,
        "-m",
        "govdisclosure",
        "check",
        f"examples/{example}",
        "--format",
        "html",
        "-o",
        str(folder),
    ]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "GOVDISCLOSURE_LANG": lang}, check=False)
    assert done.returncode == 1, "the example has planted errors"
    return next(path for path in folder.glob("*.html") if path.name != "index.html")


def take(page: Page, shown: Path, picture: Picture, target: Path) -> None:
    """Show the page with the place in the middle, and keep what is seen."""
    page.goto(shown.as_uri())
    cell = page.locator(f'[data-path="{picture.place}"]').first
    cell.scroll_into_view_if_needed()
    cell.evaluate("cell => cell.scrollIntoView({block: 'center', behavior: 'instant'})")
    link = cell.locator("a").last
    if link.count():
        link.click()
        page.wait_for_timeout(400)
    page.screenshot(path=target)
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
