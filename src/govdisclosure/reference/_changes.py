"""What is new, gone and changed from one format to the next, as the pages of the schemas tell it."""

from collections.abc import Iterable, Iterator, Mapping

from govdisclosure.dictionary import Entry, entries
from govdisclosure.formats import Format
from govdisclosure.reference._markdown import wide_table
from govdisclosure.upgrade import CHANGES, Change, divided


def changes(old: Format, new: Format) -> Iterator[str]:
    """The changes as parts of a page."""
    before, after = _by_path(old), _by_path(new)
    figures = sum(path in new.by_path for path in old.by_path)
    yield (
        f"{figures} figures have the same path in both formats and mean the same; {len(old.cells) - figures} are in "
        f"the format {old.name} only, {len(new.cells) - figures} in the format {new.name} only. A row that is named "
        "without its figures is new or gone as a whole. "
        f"两个格式有 {figures} 项数据路径相同、含义相同；{old.label.zh}独有 {len(old.cells) - figures} 项，"
        f"{new.label.zh}独有 {len(new.cells) - figures} 项。"
    )
    change = CHANGES.get((old.name, new.name), Change())
    heads = ("path · 路径", "why · 原因")
    for title, paths in (
        (f"New in {new.name} · 新增", after.keys() - before.keys()),
        (f"Gone since {old.name} · 取消", before.keys() - after.keys()),
    ):
        if paths:
            yield f"### {title}"
            yield wide_table(heads, _by_reason(change, covering(paths, [*before, *after])))
    relabelled = [path for path in after if path in before and _said(before[path]) != _said(after[path])]
    if relabelled:
        yield "### Called otherwise · 名称或单位改变"
        both = ((f"`{path}`", _said(before[path]), _said(after[path])) for path in relabelled)
        yield wide_table(("path · 路径", old.name, new.name), both)
    sums = divided(old, new) | divided(new, old)
    if sums:
        yield "### Divided otherwise · 拆分与合并"
        rows = ((f"`{whole}`", " + ".join(f"`{part}`" for part in parts)) for whole, parts in sums.items())
        yield wide_table(("one format has · 合并为", "the other · 拆分为"), rows)


def covering(paths: Iterable[str], everything: Iterable[str]) -> list[str]:
    """The fewest paths that name the given ones: what holds nothing else is named as a whole.

    >>> from govdisclosure.reference._changes import covering
    >>> covering(["a.x", "a.y", "b.x"], ["a.x", "a.y", "b.x", "b.y"])
    ['a', 'b.x']
    """
    wanted, whole = set(paths), list(everything)
    others = {part for path in whole if path not in wanted for part in _above(path)}
    named = (next((part for part in _above(path) if part not in others), path) for path in whole if path in wanted)
    return list(dict.fromkeys(named))


def _above(path: str) -> list[str]:
    """What a path is in, the outermost first."""
    steps = path.split(".")
    return [".".join(steps[:n]) for n in range(1, len(steps))]


def _by_path(fmt: Format) -> Mapping[str, Entry]:
    return {entry.path: entry for entry in entries() if entry.format == fmt.name}


def _by_reason(change: Change, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A line for each reason, with the paths it is of."""
    reasons: dict[str, list[str]] = {}
    for path in paths:
        note = change.note(path)
        reasons.setdefault("" if note is None else f"{note.en}<br>{note.zh}", []).append(f"`{path}`")
    yield from (("<br>".join(named), reason) for reason, named in reasons.items())


def _said(entry: Entry) -> str:
    """The labels of a path, and its unit."""
    unit = "" if entry.unit is None else f" ({entry.unit.zh}, {entry.unit.en})"
    return f"{entry.label.zh}<br>{entry.label.en}{unit}"
