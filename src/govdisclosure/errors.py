"""What can go wrong so badly that there is no report to speak of.

Everything milder is a `Finding`. Each error carries its facts as fields; its text is made from them, in
English and in Chinese (`text("zh")`), and ends with what to do.
"""

from typing import ClassVar, Literal

import attrs

Lang = Literal["en", "zh"]


class GovDisclosureError(Exception):
    """The root of all errors raised on purpose.

    Subclasses are attrs classes whose `en` and `zh` templates are filled from their fields.
    """

    en: ClassVar[str] = ""
    zh: ClassVar[str] = ""

    def text(self, lang: Lang = "en") -> str:
        """The message in one language."""
        template = self.zh if lang == "zh" else self.en
        return template.format(**self._facts(lang))

    def __str__(self) -> str:
        return self.text()

    def _facts(self, lang: Lang) -> dict[str, object]:
        fields = attrs.fields(type(self))  # type: ignore[arg-type]  # each child is an attrs class
        return {field.name: getattr(self, field.name) for field in fields}


_FOUND_ZH = {
    "missing": "缺少",
    "unknown key": "未规定的键",
    "unknown path": "未规定的路径",
    "an object": "对象",
    "an array": "数组",
    "nested too deeply": "嵌套过深",
    "another encoding": "其他编码",
}
"""What a problem may say was found, apart from the value itself."""


@attrs.frozen
class Problem:
    """One place where data is not a report: where, what stood there, what belongs there."""

    path: str
    value: str
    expected: str
    expected_zh: str

    def text(self, lang: Lang = "en") -> str:
        """One line: path, value, expectation."""
        if lang == "zh":
            return f"{self.path or '（全文）'}：{_FOUND_ZH.get(self.value, self.value)}，应为{self.expected_zh}"
        return f"{self.path or '(document)'}: {self.value}, expected {self.expected}"


@attrs.define(slots=False, eq=False, str=False)
class UnknownFormat(GovDisclosureError):
    """No format is called so, or none covers the year."""

    name: str
    known: tuple[str, ...]

    en = "no report format for {name!r}; known are {known}"
    zh = "没有对应“{name}”的年度报告格式；已有格式：{known}"

    def _facts(self, lang: Lang) -> dict[str, object]:
        return {"name": self.name, "known": ("、" if lang == "zh" else ", ").join(self.known)}


@attrs.define(slots=False, eq=False, str=False)
class UnknownLabel(GovDisclosureError):
    """Labels or a path that lead to no cell of the format, or to several."""

    format: str
    labels: tuple[str, ...]
    matches: tuple[str, ...]

    en = "format {format}: {labels} leads to {n} cells{some}; give the labels as printed, with enough of them"
    zh = "{format} 格式中，“{labels}”对应 {n} 个单元格{some}；请按印制文字给出足够的行、列名称"

    def _facts(self, lang: Lang) -> dict[str, object]:
        some = f" ({', '.join(self.matches[:3])} ...)" if self.matches else ""
        return {"format": self.format, "labels": "|".join(self.labels), "n": len(self.matches), "some": some}


@attrs.define(slots=False, eq=False, str=False)
class InvalidReport(GovDisclosureError):
    """The data is not a report of any known format. `problems` are all of them, not only the first.

    >>> from govdisclosure import InvalidReport, loads
    >>> try:
    ...     loads('{"format": "2021", "year": "2023", "organ": {}}', draft=True)
    ... except InvalidReport as refused:
    ...     [(problem.path, problem.value) for problem in refused.problems]
    [('year', '"2023"')]
    """

    problems: tuple[Problem, ...]
    source: str | None = None

    en = "{source}not a valid report: {first}{more}; correct the data, or validate it against the published schema"
    zh = "{source}不是有效的年度报告数据：{first}{more}；请改正数据，或对照公布的 JSON Schema 校验"

    def _facts(self, lang: Lang) -> dict[str, object]:
        rest = len(self.problems) - 1
        more = "" if rest < 1 else (f"（另有 {rest} 处）" if lang == "zh" else f" (and {rest} more)")
        colon = "：" if lang == "zh" else ": "
        first = self.problems[0].text(lang) if self.problems else ""
        return {"source": f"{self.source}{colon}" if self.source else "", "first": first, "more": more}


@attrs.define(slots=False, eq=False, str=False)
class InvalidPolicy(GovDisclosureError):
    """The policy file `source` is not one. `problems` are all of them, each with the key it is about."""

    source: str
    problems: tuple[Problem, ...]

    en = "{source}: {problems}; correct the file"
    zh = "{source}：{problems}；请改正该文件"

    def _facts(self, lang: Lang) -> dict[str, object]:
        said = ("；" if lang == "zh" else "; ").join(problem.text(lang) for problem in self.problems)
        return {"source": self.source, "problems": said}


@attrs.define(slots=False, eq=False, str=False)
class UnreadableDocument(GovDisclosureError):
    """No report could be read from the document. `reason` says why, `advice` what to do.

    >>> from govdisclosure import UnreadableDocument, read
    >>> try:
    ...     read(b"\\x89PNG", name="report.png")
    ... except UnreadableDocument as refused:
    ...     print(refused)
    report.png: this is PNG, which cannot be read; recognise its text first (OCR)
    """

    source: str
    reason: str
    reason_zh: str
    advice: str = "give the report's text or its JSON record"
    advice_zh: str = "请提供报告文本或 JSON 记录"

    en = "{source}: {reason}; {advice}"
    zh = "{source}：{reason}；{advice}"

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh = lang == "zh"
        return {
            "source": self.source,
            "reason": self.reason_zh if zh else self.reason,
            "advice": self.advice_zh if zh else self.advice,
        }


@attrs.define(slots=False, eq=False, str=False)
class NotOneReport(UnreadableDocument):
    """The document holds several reports, or none, where exactly one was asked for. `count` says how many."""

    count: int = 0


@attrs.define(slots=False, eq=False, str=False)
class Unprintable(GovDisclosureError):
    """Printed in this way, the report would read otherwise than it is. `paths` name what would change."""

    kind: str
    paths: tuple[str, ...]

    en = "as {kind}, this report would not read back as it is: {first} would change; reword it, or keep it as JSON"
    zh = "按 {kind} 输出后无法原样读回：{first} 会改变；请调整文字，或以 JSON 保存"

    def _facts(self, lang: Lang) -> dict[str, object]:
        return {"kind": self.kind, "first": ", ".join(self.paths[:3])}


@attrs.define(slots=False, eq=False, str=False)
class MissingExtra(GovDisclosureError):
    """An optional package is not installed.

    >>> from govdisclosure import MissingExtra
    >>> MissingExtra(package="polars", extra="bulk").install
    "pip install 'govdisclosure[bulk]'"
    """

    package: str
    extra: str

    en = "{package} is not installed; run: {install}"
    zh = "未安装 {package}；请运行：{install}"

    @property
    def install(self) -> str:
        """The line that installs it."""
        return f"pip install 'govdisclosure[{self.extra}]'"

    def _facts(self, lang: Lang) -> dict[str, object]:
        return {"package": self.package, "install": self.install}


@attrs.define(slots=False, eq=False, str=False)
class MissingFont(GovDisclosureError):
    """No installed font has these characters of the report; it would show boxes. None at all if there is no font."""

    characters: str

    en = (
        "no installed font has {shown}; install a font that does: Debian and Ubuntu `apt install fonts-noto-cjk`, "
        "Fedora `dnf install google-noto-serif-cjk-fonts`, Alpine `apk add font-noto-cjk`, macOS and Windows bring one"
    )
    zh = (
        "已安装的字体缺少{shown}；请安装含有这些字的字体：Debian、Ubuntu 用 `apt install fonts-noto-cjk`，"
        "Fedora 用 `dnf install google-noto-serif-cjk-fonts`，Alpine 用 `apk add font-noto-cjk`，macOS、Windows 自带"
    )

    def _facts(self, lang: Lang) -> dict[str, object]:
        if not self.characters:
            return {"shown": "任何文字" if lang == "zh" else "any character"}
        named = self.characters if len(self.characters) <= _NAMED else self.characters[:_NAMED] + "……"
        codes = " ".join(f"U+{ord(character):04X}" for character in self.characters[:_NAMED])
        count = len(self.characters)
        shown = f"“{named}”（{codes}），共 {count} 字" if lang == "zh" else f"{named} ({codes}; {count} in all)"
        return {"shown": shown}


_NAMED = 8
"""So many missing characters are named; if all Chinese is missing, they say enough."""
