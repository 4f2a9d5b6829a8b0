"""The pages of the formats: the tables as they are printed, every figure by its number, and what each is called."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from govdisclosure.cli._listings import FORMAT_HEADS, format_rows
from govdisclosure.cli._text import say
from govdisclosure.formats import FORMATS, Cell, Deadline, Format, Identity, Table
from govdisclosure.grid import blank
from govdisclosure.reference._markdown import page, table, toctree, wide_table
from govdisclosure.writers._blocks import TableBlock
from govdisclosure.writers._page import Show, environment

if TYPE_CHECKING:
    import jinja2


def chinese_format_pages() -> Mapping[str, str]:
    """The Chinese index, which leads to the pages of the formats: these are in both languages."""
    return {"formats/index.md": page("格式与数据项", _chinese_index())}


def format_pages() -> Mapping[str, str]:
    """The index and a page for each format, by their place in docs/reference."""
    return {
        "formats/index.md": page("Formats", _index()),
        **{f"formats/{fmt.name}.md": page(title_of(fmt), _format(fmt)) for fmt in FORMATS.values()},
    }


def title_of(fmt: Format) -> str:
    """What a page about a format is called."""
    return f"{fmt.label.zh} · {fmt.label.en}"


def _index() -> Iterator[str]:
    yield (
        "Every figure of every format has one path, in Python, JSON, rules and evidence alike. A page for each format "
        "shows the tables as they are printed, and lists the figures with their labels in both languages."
    )
    yield "[中文](../../zh/reference/formats/index.md)"
    yield toctree(FORMATS)
    heads = [say(head, "en") for head in FORMAT_HEADS]
    yield table(heads, ((f"[{name}]({name}.md)", *rest) for name, *rest in format_rows("en")))
    yield (
        "All formats in one table, for programs: the [data dictionary](../dictionary.md). What lies between two of "
        "them: [between formats](../../explanation/between-formats.md)."
    )


def _chinese_index() -> Iterator[str]:
    yield (
        "每个格式一页：先按印制的样子列出表格，每个格子里是它的编号；再列出每项数据的路径、中英文名称、单位和依据。"
        "“路径”是数据项在程序、JSON 和检查结果中固定的名称。"
    )
    heads = [say(head, "zh") for head in FORMAT_HEADS]
    yield table(
        heads, ((f"[{name}](../../../reference/formats/{name}.md)", *rest) for name, *rest in format_rows("zh"))
    )
    yield "所有格式的数据项合在一张表里：[数据字典](../../../reference/dictionary.md)（CSV 文件）。"


def _format(fmt: Format) -> Iterator[str]:
    years = f"{fmt.first_year}–{fmt.last_year}" if fmt.last_year else f"{fmt.first_year}–"
    yield "\n".join(
        (
            f"- Reports for the years · 报告年度: {years}",
            f"- Basis · 依据: {'、'.join(fmt.basis)}",
            f"- Figures · 数据项: {len(fmt.cells)}",
            f"- Schema · 数据结构: [{fmt.name}](../schemas/{fmt.name}.md)",
        )
    )
    yield (
        "In the tables below, each cell holds the number of its figure, which leads to its path. "
        "下面的表格与印制的一致，格子里的数字是数据项的编号，点击可以看到它的路径。"
    )
    for part in fmt.tables.values():
        yield f"## {part.label.zh} · {part.label.en}"
        yield _drawn(fmt, part)
        yield _figures(part)
    if fmt.identities:
        yield "## 勾稽关系 · Sums"
        yield ("What must add up, by the numbers of the figures. 按编号列出的勾稽关系。")
        yield _sums(fmt)
    if fmt.headings:
        yield "## 报告各部分 · Sections"
        yield (
            "The sections that the format prescribes, and the table printed in each. "
            "格式规定的各个部分，以及其中所附的表格。"
        )
        heads = ("number · 序号", "heading · 标题", "in English", "table · 所附表格")
        rows = ((h.number, h.label.zh, h.label.en, f"`{h.table}`" if h.table else "") for h in fmt.headings)
        yield table(heads, rows)
    if fmt.deadlines:
        yield "## 公布期限 · Deadlines"
        yield _deadlines(fmt)


class _Numbers(Show):
    """In each cell of a table the number of its figure, which leads to where its path is listed."""

    def __init__(self, fmt: Format) -> None:
        self._fmt = fmt

    def attributes(self, path: str) -> str:
        """The path, to be seen when pointed at."""
        return _markup(f' title="{escape(path)}"') if path in self._fmt.by_path else ""

    def text(self, path: str, text: str) -> str:
        """The number as a link."""
        return _markup(f'<a href="#{path}">{self._fmt.by_path[path].order}</a>')


def _markup(text: str) -> str:
    from markupsafe import Markup

    return Markup(text)  # paths are names of our own


@cache
def _template() -> "jinja2.Template":
    return environment().get_template("writers/_printed.html.j2")


def _drawn(fmt: Format, part: Table) -> str:
    """The empty form of a table, as the writer of web pages prints it."""
    block = TableBlock(part.key, blank(fmt, part.key), claimed=True)
    html = str(getattr(_template().module, "printed")([block], _Numbers(fmt)))  # noqa: B009  # a macro of the template
    return "\n".join(
        ("```{raw} html", '<div class="form" lang="zh-CN">', re.sub(r"\n+", "\n", html).strip(), "</div>", "```")
    )


def _figures(part: Table) -> str:
    heads = ("no.", "path and label · 路径和名称", "unit · 单位", "basis · 依据")
    return wide_table(heads, (_figure(cell) for cell in part.cells))


def _figure(cell: Cell) -> tuple[str, ...]:
    zh, en = (" › ".join(texts) for texts in zip(*((label.zh, label.en) for label in cell.labels), strict=True))
    basis = "<br>".join(f"{cite.zh}<br>{cite.en}" for cite in cell.cites)
    unit = f"{cell.measure.unit}<br>{cell.measure.unit_en}"
    return f'<span id="{cell.path}">{cell.order}</span>', f"`{cell.path}`<br>{zh}<br>{en}", unit, basis


def _sums(fmt: Format) -> str:
    return wide_table(("rule · 规则", "figure · 数据项", "equals · 等于"), (_sum(fmt, each) for each in fmt.identities))


def _sum(fmt: Format, identity: Identity) -> tuple[str, str, str]:
    signed = (f"{'+' if term.weight > 0 else '−'} {fmt.cell(term.path).order}" for term in identity.terms)
    rule = f"[{identity.code}](../rules/{identity.code}.md)"
    return rule, f"{fmt.cell(identity.path).order} `{identity.path}`", " ".join(signed).removeprefix("+ ")


def _deadlines(fmt: Format) -> str:
    heads = ("by · 截止日期", "whose · 机关类别", "basis · 依据")
    rows = (
        (f"{each.month}月{each.day}日", _levels(each), f"{each.cite.zh} · {each.cite.en}") for each in fmt.deadlines
    )
    return table(heads, rows)


def _levels(deadline: Deadline) -> str:
    return "all · 全部" if deadline.levels is None else ", ".join(f"`{level}`" for level in deadline.levels)
