"""Numbers that Word makes: a numbered paragraph holds none itself, they follow from the paragraphs before it."""

import re
from typing import TYPE_CHECKING

import attrs

from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._word_styles import VAL, Styles, W, child, switch, value, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
"""Levels of a list."""

_LONGEST = 1_000
"""Characters of one number; Word itself allows 31."""

_MARKS = tuple("、，．。：）】〕》」』)]")
"""A number that ends so needs no gap before the text."""

_LEVEL = re.compile(r"%([1-9])")
_CHINESE = {
    "chineseCounting": "low",
    "chineseCountingThousand": "low",
    "taiwaneseCounting": "low",
    "taiwaneseCountingThousand": "low",
    "japaneseCounting": "low",
    "ideographDigital": "direct",
    "taiwaneseDigital": "direct",
    "japaneseDigitalTenThousand": "direct",
    "chineseLegalSimplified": "up",
}
"""By the name of the way to write numbers, what cn2an calls it."""

_HUNDRED_BY_DIGIT = ("chineseCounting", "taiwaneseCounting")
"""These write numbers above 99 digit by digit."""

_CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "decimalEnclosedFullstop": "".join(chr(0x2488 + n) for n in range(20)),
    "decimalEnclosedParen": "".join(chr(0x2474 + n) for n in range(20)),
    "decimalEnclosedCircle": "".join(
        chr(first + n) for first, count in ((0x2460, 20), (0x3251, 15), (0x32B1, 15)) for n in range(count)
    ),
}
"""One character a number; beyond the last one numbers are plain."""
_CYCLES["decimalEnclosedCircleChinese"] = _CYCLES["decimalEnclosedCircle"]

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
        strict=True,
    )
)
_LETTERS = 26
_LAST_LETTERS = 30 * _LETTERS
_LAST_ROMAN = 3999


def written(number: int, form: str) -> str:
    """A number as Word writes it; in plain digits where the way to write it is unknown.

    >>> [written(12, form) for form in ("chineseCounting", "decimalEnclosedCircle", "upperRoman", "lowerLetter", "?")]
    ['十二', '⑫', 'XII', 'l', '12']
    """
    if form in _CYCLES:
        cycle = _CYCLES[form]
        return cycle[number - 1] if 1 <= number <= len(cycle) else str(number)
    if form in _CHINESE and number >= 0:
        return _chinese(number, "direct" if form in _HUNDRED_BY_DIGIT and number > 99 else _CHINESE[form])
    match form:
        case "decimalZero":
            return f"{number:02}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate(_FULL_WIDTH)
        case "upperLetter" | "lowerLetter" if 1 <= number <= _LAST_LETTERS:
            letter = chr(ord("A") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
            return letter if form == "upperLetter" else letter.lower()
        case "upperRoman" | "lowerRoman" if 1 <= number <= _LAST_ROMAN:
            roman = _roman(number)
            return roman if form == "upperRoman" else roman.lower()
        case "none":
            return ""
    return str(number)


def _chinese(number: int, mode: str) -> str:
    import cn2an  # type: ignore[import-untyped]

    text = str(cn2an.an2cn(number, mode))
    return text.replace("零", "〇") if mode == "direct" else text


def _roman(number: int) -> str:
    letters = ""
    for worth, letter in _ROMAN:
        letters += letter * (number // worth)
        number %= worth
    return letters


@attrs.frozen(kw_only=True)
class Level:
    """How one level of a list is numbered. `restart` is the level after which it begins anew, 0 for never."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@attrs.frozen
class _List:
    """One use of a list: the key of the counts it shares with others, its levels, and where it begins anew."""

    key: str
    levels: dict[int, Level]
    starts: frozenset[int]


class Numbering:
    """Gives each paragraph its number. Paragraphs are to be asked for in the order of the document, each once."""

    def __init__(self, root: "_Element | None", styles: Styles, budget: Budget) -> None:
        self._styles = styles
        self._budget = budget
        elements = () if root is None else tuple(root)
        self._abstract = {e.get(f"{W}abstractNumId", ""): e for e in elements if e.tag == f"{W}abstractNum"}
        self._nums = {e.get(f"{W}numId", ""): e for e in elements if e.tag == f"{W}num"}
        self._lists: dict[str, _List | None] = {}
        self._by_style: dict[str | None, tuple[str | None, int | None]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def number(self, properties: "_Element | None") -> str:
        """The number printed in front of a paragraph with these properties, and the gap behind it; or nothing."""
        num_id, at = self._list_and_level(properties)
        found = None if num_id is None else self._list(num_id)
        if num_id is None or found is None or at not in found.levels:
            return ""
        self._count(num_id, found, at)
        level = found.levels[at]
        if level.form == "bullet":
            return ""
        number = _LEVEL.sub(lambda part: self._part(found, level, int(part[1]) - 1), level.text)
        if len(number) > _LONGEST:
            self._budget.refuse(f"a number of {len(number)} characters", f"编号长达 {len(number)} 字")
        gap = "" if not number or level.suffix == "nothing" or number.endswith(_MARKS) else " "
        return number + gap

    def _count(self, num_id: str, found: _List, at: int) -> None:
        counts = self._counts.setdefault(found.key, {})
        anew = at in found.starts and (num_id, at) not in self._begun
        self._begun.add((num_id, at))
        counts[at] = found.levels[at].start if anew or at not in counts else counts[at] + 1
        for above in range(at):
            if above in found.levels and above not in counts:  # Word counts it as used: the next one is the second
                counts[above] = found.levels[above].start
                self._begun.add((num_id, above))
        for deeper in range(at + 1, LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or at < restart:
                counts.pop(deeper, None)

    def _part(self, found: _List, level: Level, at: int) -> str:
        """What stands for ``%1`` and so on: the count of that level."""
        other = found.levels.get(at)
        if other is None or other.form == "bullet" or at not in self._counts[found.key]:
            return ""
        form = "decimal" if level.legal and other.form != "decimalZero" else other.form
        return written(self._counts[found.key][at], form)

    def _list_and_level(self, properties: "_Element | None") -> tuple[str | None, int]:
        own = child(properties, "numPr")
        num_id, at = value(own, "numId"), value(own, "ilvl")
        if num_id is None or at is None:
            of_style = self._of_style(self._styles.paragraph_style(properties))
            if num_id is None:
                return of_style[0], whole(at, of_style[1] or 0)
        return num_id, whole(at, 0)

    def _of_style(self, name: str | None) -> tuple[str | None, int | None]:
        """The list and level that a style has or inherits."""
        if name not in self._by_style:
            self._by_style[name] = self._sought(name)
        return self._by_style[name]

    def _sought(self, name: str | None) -> tuple[str | None, int | None]:
        for style in self._styles.based_on(name):
            own = child(style, "pPr", "numPr")
            num_id = value(own, "numId")
            if num_id is not None:
                return num_id, self._level_of_style(num_id, style.get(f"{W}styleId"), value(own, "ilvl"))
        return None, None

    def _level_of_style(self, num_id: str, style: str | None, said: str | None) -> int:
        """A list may name the style of each of its levels; else the style names its level."""
        found = self._list(num_id)
        levels = {} if found is None else found.levels
        return next((at for at, level in levels.items() if level.style == style), whole(said, 0))

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._made(num_id)
        return self._lists[num_id]

    def _made(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        key, levels = self._abstract_levels(num)
        starts = set()
        for override in num.iterchildren(f"{W}lvlOverride"):
            at = whole(override.get(f"{W}ilvl"), -1)
            for lvl in override.iterchildren(f"{W}lvl"):
                levels[at] = _level(lvl)
            start = value(override, "startOverride")
            if start is not None:
                levels[at] = attrs.evolve(levels.get(at, Level()), start=whole(start, 1))
                starts.add(at)
        return _List(key, {at: level for at, level in levels.items() if 0 <= at < LEVELS}, frozenset(starts))

    def _abstract_levels(self, num: "_Element") -> tuple[str, dict[int, Level]]:
        """The levels of a list; it may have them from a style that has them from another list."""
        key = value(num, "abstractNumId") or ""
        seen: set[str] = set()
        while key in self._abstract and key not in seen:
            seen.add(key)
            link = value(self._abstract[key], "numStyleLink")
            if link is None:
                break
            styled = next((value(style, "pPr", "numPr", "numId") for style in self._styles.based_on(link)), None)
            linked = value(self._nums.get(styled or ""), "abstractNumId")
            if linked is None:
                break
            key = linked
        abstract = self._abstract.get(key)
        levels = () if abstract is None else abstract.iterchildren(f"{W}lvl")
        return key, {whole(lvl.get(f"{W}ilvl"), -1): _level(lvl) for lvl in levels}


def _level(lvl: "_Element") -> Level:
    restart = value(lvl, "lvlRestart")
    return Level(
        start=whole(value(lvl, "start"), 0),
        form=_form(lvl),
        text=value(lvl, "lvlText") or "",
        suffix=value(lvl, "suff") or "tab",
        restart=None if restart is None else whole(restart, 0),
        legal=switch(lvl, "isLgl") or False,
        style=value(lvl, "pStyle"),
    )


def _form(lvl: "_Element") -> str:
    """How numbers are written. Newer ways stand beside a substitute for programs that don't know them; it will do."""
    forms = [form.get(VAL, "decimal") for form in lvl.iter(f"{W}numFmt")]
    return next((form for form in forms if form != "custom"), "decimal")
