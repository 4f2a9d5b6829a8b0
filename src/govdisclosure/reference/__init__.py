"""The reference pages, made from the formats, the rules, the public names, the schemas and the command line.

``python -m govdisclosure.reference docs`` writes those in English into ``docs/reference`` and those in Chinese into
``docs/zh/reference``; a test fails when they are out of date.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from govdisclosure.reference._api import api_pages
from govdisclosure.reference._cli import cli_page
from govdisclosure.reference._formats import chinese_format_pages, format_pages
from govdisclosure.reference._glossary import glossary_page
from govdisclosure.reference._markdown import NOTE, REGENERATE, page, toctree
from govdisclosure.reference._rules import rule_pages
from govdisclosure.reference._schemas import schema_pages

__all__ = ["FOLDERS", "REGENERATE", "pages", "write_pages"]

FOLDERS = ("reference", "zh/reference")
"""Where the pages stand below the folder of all pages."""


def pages() -> Mapping[str, str]:
    """Every generated page by its path below the folder of all pages."""
    english = {
        "index.md": page("Reference", _index()),
        "cli.md": cli_page("en"),
        "glossary.md": glossary_page("en"),
        **api_pages(),
        **format_pages(),
        **schema_pages(),
        **rule_pages("en"),
    }
    chinese = {
        "index.md": page("参考", _chinese_index()),
        "cli.md": cli_page("zh"),
        "glossary.md": glossary_page("zh"),
        **chinese_format_pages(),
        **rule_pages("zh"),
    }
    return {
        **{f"reference/{name}": text for name, text in english.items()},
        **{f"zh/reference/{name}": text for name, text in chinese.items()},
    }


def _index() -> Iterator[str]:
    yield (
        "What there is, looked up by its name. These pages are made from the program, and say what it does. "
        "[中文](../zh/reference/index.md)"
    )
    yield "\n".join(
        (
            "- [Python](api/index.md): the public names and modules",
            "- [Command line](cli.md): every command and option",
            "- [Rules](rules/index.md): what is checked, why, and what to do",
            "- [Formats](formats/index.md): the tables as they are printed, and the path of every figure",
            "- [Schemas](schemas/index.md): JSON Schema, and the sums as data",
            "- [Data dictionary](dictionary.md): all paths as CSV",
            "- [Glossary](glossary.md): the terms of the field in Chinese and English",
        )
    )
    yield toctree(("api/index", "cli", "rules/index", "formats/index", "schemas/index", "dictionary", "glossary"))


def _chinese_index() -> Iterator[str]:
    yield "按名称查找。这些页面由程序生成，内容与程序一致。[English](../../reference/index.md)"
    yield "\n".join(
        (
            "- [命令](cli.md)：各个命令和选项",
            "- [规则](rules/index.md)：检查什么、为什么、怎么改",
            "- [格式与数据项](formats/index.md)：报告的表格，各项数据的名称、单位和依据（中英文对照）",
            "- [术语表](glossary.md)：含义、英文和出处",
            "- [数据字典](../../reference/dictionary.md)：全部数据项，CSV 文件（中英文对照）",
            "- [JSON Schema](../../reference/schemas/index.md)、[Python](../../reference/api/index.md)（英文）",
        )
    )
    yield toctree(("cli", "rules/index", "formats/index", "glossary"))


def write_pages(folder: str) -> None:
    """Write every page; remove generated pages that are no longer made."""
    root = Path(folder)
    made = pages()
    for path in (path for name in FOLDERS for path in (root / name).rglob("*.md")):
        if path.relative_to(root).as_posix() not in made and NOTE in path.read_text(encoding="utf-8"):
            path.unlink()
    for name, text in made.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
