"""Whether an organ can make rules (规章), and how its level or tier is known."""

import attrs

from govdisclosure.checks._rule import Argument, Message
from govdisclosure.formats.shared import Organ
from govdisclosure.organs import How, level_of, tier_of

LEVELS = {
    "ministry": Message(zh="国务院部门", en="a State Council department"),
    "government": Message(zh="县级以上人民政府", en="a government at county level or above"),
    "department": Message(zh="政府部门", en="a government department"),
    "township": Message(zh="乡镇（街道）", en="townships and sub-districts"),
    "organization": Message(zh="其他组织", en="other organisations"),
}
_COUNTY = Message(zh="县（市、区）的机关", en="an organ of a county or district")


def because(how: How, words: str | None) -> Message:
    """How the level or tier of an organ is known."""
    if how == "stated":
        return Message(zh="按报告写明的情况", en="as the report states")
    return Message(zh=f"根据机关名称中的“{words}”判断", en=f"derived from {words} in its name")


@attrs.frozen
class Power:
    """Whether an organ can make rules: ``may``, ``cannot``, or the message that says why it cannot be told."""

    outcome: str
    args: dict[str, Argument] = attrs.field(factory=dict)


def power(organ: Organ) -> Power:
    """Whether an organ can make rules, with what fills the message that says it cannot."""
    leveled, tiered = level_of(organ), tier_of(organ)
    if leveled.level == "ministry":
        return Power("may")
    if leveled.level in ("township", "organization"):
        why = because(leveled.how, leveled.because)
        return Power("cannot", {**bilingual("organ", LEVELS[leveled.level]), **bilingual("because", why)})
    if tiered.tier in ("county", "township"):
        why = because(tiered.how, tiered.because)
        return Power("cannot", {**bilingual("organ", _COUNTY), **bilingual("because", why)})
    if leveled.level is None:
        return Power("unknown")
    if tiered.tier is None:
        return Power("no_tier")
    return Power("may" if leveled.level == "government" else "department")


def bilingual(name: str, text: object) -> dict[str, Argument]:
    """An argument in both languages, of anything that has `zh` and `en`."""
    return {f"{name}_{lang}": getattr(text, lang) for lang in ("zh", "en")}
