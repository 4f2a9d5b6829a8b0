"""The page of the terms of the field, which are written in ``glossary.toml``."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

import attrs

from govdisclosure.errors import Lang
from govdisclosure.formats import Label
from govdisclosure.reference._markdown import page, table


@attrs.frozen
class GlossaryTerm:
    """A term, what it means in one line, where it comes from, and the paths of its figures if it has any."""

    zh: str
    en: str
    meaning: Label
    source: Label
    paths: tuple[str, ...]


def terms() -> tuple[GlossaryTerm, ...]:
    """Every term, by subject."""
    text = files("govdisclosure.reference").joinpath("glossary.toml").read_text(encoding="utf-8")
    return tuple(
        GlossaryTerm(
            each["zh"], each["en"], Label(**each["meaning"]), Label(**each["from"]), tuple(each.get("paths", ()))
        )
        for each in tomllib.loads(text)["term"]
    )


def glossary_page(lang: Lang) -> str:
    """The terms in a table, by the English ones or, in Chinese, by subject."""
    return page("术语表", _chinese()) if lang == "zh" else page("Glossary", _english())


def _chinese() -> Iterator[str]:
    yield (
        "本领域的术语和本项目使用的英文，按主题排列。表格中印制的项目用表格上的名称（不含序号）。"
        "“条例”指2019年修订的《政府信息公开条例》。[English](../../reference/glossary.md)"
    )
    rows = (_row(term, term.zh, term.en, term.meaning.zh, term.source.zh) for term in terms())
    yield table(("术语", "含义", "出处"), rows)


def _english() -> Iterator[str]:
    yield (
        "The terms of the field as they are used here, by the English ones. What is printed in a form bears the name "
        "of its label. *Regulation* is the 条例 as revised in 2019. [中文](../zh/reference/glossary.md)"
    )
    ordered = sorted(terms(), key=lambda term: term.en.casefold())
    rows = (_row(term, term.en, term.zh, term.meaning.en, term.source.en) for term in ordered)
    yield table(("term", "meaning", "from"), rows)


def _row(term: GlossaryTerm, name: str, other: str, meaning: str, source: str) -> tuple[str, str, str]:
    paths = "".join(f"<br>`{path}`" for path in term.paths)
    return f"{name}<br>{other}", f"{meaning}{paths}", source
