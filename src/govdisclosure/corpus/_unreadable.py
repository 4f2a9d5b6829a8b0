"""What could not be read, and why."""

from collections.abc import Mapping
from enum import StrEnum

import attrs

from govdisclosure.checks._rule import Message
from govdisclosure.errors import GovDisclosureError, InvalidReport, Lang, MissingExtra


class Reason(StrEnum):
    """Why something is not in a corpus."""

    INVALID = "invalid"
    """It is JSON, or should be, and no record of a report."""
    UNREADABLE = "unreadable"
    """No report could be read from the document: it is damaged, too large, of another kind, or holds none."""
    MISSING = "missing"
    """It is not there, or may not be opened."""
    ARCHIVE = "archive"
    """The archive, or a member of it, cannot be taken: damaged, encrypted, too large, or not to be trusted."""
    EXTRA = "extra"
    """A package that its kind needs is not installed."""
    CRASHED = "crashed"
    """Reading it ended in an error of the program, or in the end of the process."""
    SKIPPED = "skipped"
    """A file of a kind that is not read. It does not count as a failure."""

    def label(self, lang: Lang) -> str:
        """The reason in words."""
        return _LABELS[self].text(lang)


_LABELS: Mapping[Reason, Message] = {
    Reason.INVALID: Message(zh="记录无效", en="not a valid record"),
    Reason.UNREADABLE: Message(zh="读不出报告", en="no report could be read"),
    Reason.MISSING: Message(zh="打不开", en="cannot be opened"),
    Reason.ARCHIVE: Message(zh="压缩包有问题", en="trouble with an archive"),
    Reason.EXTRA: Message(zh="缺少所需的软件包", en="a package is missing"),
    Reason.CRASHED: Message(zh="读取时程序出错", en="the program failed on it"),
    Reason.SKIPPED: Message(zh="不读取的文件类型", en="a kind of file that is not read"),
}


@attrs.frozen(kw_only=True)
class Unreadable:
    """One thing that could not be read: its source, the line of a JSON Lines file counted from 1, and why."""

    source: str
    line: int | None = None
    reason: Reason
    zh: str
    en: str

    @property
    def is_failure(self) -> bool:
        """Whether it should have been read."""
        return self.reason is not Reason.SKIPPED

    def why(self, lang: Lang) -> str:
        """Why, in one language."""
        return self.zh if lang == "zh" else self.en

    def place(self, lang: Lang) -> str:
        """The source, and the line of it if there is one."""
        if self.line is None:
            return self.source
        return f"{self.source} 第 {self.line} 行" if lang == "zh" else f"{self.source} line {self.line}"


def because(source: str, error: Exception, line: int | None = None) -> Unreadable:
    """What an error says of a source.

    >>> from govdisclosure.errors import UnreadableDocument
    >>> from govdisclosure.corpus import because
    >>> found = because("a.txt", UnreadableDocument("a.txt", "the file is empty", "文件是空的", "give another"))
    >>> found.reason.value, found.why("en")
    ('unreadable', 'the file is empty; give another')
    """
    if isinstance(error, GovDisclosureError):
        reason = Reason.UNREADABLE
        if isinstance(error, InvalidReport):
            reason = Reason.INVALID
        elif isinstance(error, MissingExtra):
            reason = Reason.EXTRA
        zh, en = _said(error, source, "zh"), _said(error, source, "en")
    elif isinstance(error, OSError):
        reason, zh = Reason.MISSING, error.strerror or str(error)
        en = zh
    else:
        reason = Reason.CRASHED
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        zh, en = f"程序出错（{said}）", f"the program failed ({said})"
    return Unreadable(source=source, line=line, reason=reason, zh=_clean(zh), en=_clean(en))


def skipped(source: str) -> Unreadable:
    """A file of a kind that is not read."""
    return Unreadable(source=source, reason=Reason.SKIPPED, zh="不读取这类文件", en="this kind of file is not read")


def refused(source: str, zh: str, en: str) -> Unreadable:
    """An archive, or a member of one, that is not taken."""
    return Unreadable(source=source, reason=Reason.ARCHIVE, zh=zh, en=en)


def printable(name: str) -> str:
    """A name as text of one line; bytes that are no text and control characters appear as escapes.

    >>> from govdisclosure.corpus._unreadable import printable
    >>> printable("云溪县\\n档案馆"), printable("\\udcff")
    ('云溪县\\\\n档案馆', '\\\\udcff')
    """
    if name.isprintable():  # then no byte of it stands for one that is no text
        return name
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in name)


def _said(error: GovDisclosureError, source: str, lang: Lang) -> str:
    """What an error says, without the name of what it is about; of many problems, the first."""
    if isinstance(error, InvalidReport):
        shown = [problem.text(lang) for problem in error.problems[:_SHOWN_PROBLEMS]]
        more = len(error.problems) - len(shown)
        rest = [] if not more else [f"另有 {more} 处" if lang == "zh" else f"and {more} more"]
        return ("；" if lang == "zh" else "; ").join(shown + rest)
    text = error.text(lang)
    for name in (source, getattr(error, "source", source)):
        text = text.removeprefix(f"{name}: ").removeprefix(f"{name}：")
    return text


_SHOWN_PROBLEMS = 3


def _clean(text: str) -> str:
    return " ".join(text.encode(errors="backslashreplace").decode().split())
