"""What must hold of a report besides types: codes, the keys of `printed`, the nesting of sections."""

import re
from collections.abc import Iterator

from govdisclosure.codec._values import is_unicode, show
from govdisclosure.errors import Problem
from govdisclosure.formats import Format
from govdisclosure.formats._kit import MAX_NESTING

DIVISION_CODE = r"^([0-9]{6}|[0-9]{9}|[0-9]{12})(?!\n)$"
"""6 digits to the county (GB/T 2260), 9 to the township, 12 to the village (GB/T 10114)."""

CREDIT_CODE = r"^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}(?!\n)$"
"""统一社会信用代码 (GB 32100): registering authority and class, digits of the division, the organ's own code, and a
check character, which a pattern cannot tell."""


def beyond_types(report: object, fmt: Format) -> Iterator[Problem]:
    """What must hold besides types, of a report or of plain data: codes, the keys of `printed`, the nesting."""
    organ = _part(report, "organ")
    division, credit = _part(organ, "division_code"), _part(organ, "credit_code")
    if isinstance(division, str) and not re.search(DIVISION_CODE, division):
        yield Problem("organ.division_code", show(division), "6, 9 or 12 digits", "6、9 或 12 位数字")
    if isinstance(credit, str) and not is_credit_code(credit):
        expected = "18 characters with a valid check character (GB 32100)"
        yield Problem("organ.credit_code", show(credit), expected, "校验码正确的 18 位统一社会信用代码")
    printed = _part(report, "printed")
    for path, raw in printed.items() if isinstance(printed, dict) else ():
        if path not in fmt.by_path:
            yield Problem(f"printed.{path}", "unknown path", "the path of a figure", "数据项路径")
        elif not isinstance(raw, str) or not is_unicode(raw):
            yield Problem(f"printed.{path}", show(raw), "text", "文字")
    if is_too_deep(report):
        yield too_deep("sections")


def _part(whole: object, name: str) -> object:
    """What stands under a name, in an object or in plain data."""
    return whole.get(name) if isinstance(whole, dict) else getattr(whole, name, None)


def is_credit_code(code: str) -> bool:
    """Whether a 统一社会信用代码 is well formed and its check character right."""
    from stdnum.cn import uscc  # its `is_valid` wants digits for authority and class too, which the standard does not

    return re.search(CREDIT_CODE, code) is not None and uscc.calc_check_digit(code[:-1]) == code[-1]


def is_too_deep(report: object) -> bool:
    """Whether the sections of a report, or of plain data, are nested deeper than they may be."""
    return nesting(_part(report, "sections")) > MAX_NESTING


def nesting(sections: object) -> int:
    """How many levels of sections there are, in objects or in plain data; too many are not counted to the end."""
    depth = 0
    while isinstance(sections, tuple | list) and sections and depth <= MAX_NESTING:
        depth += 1
        below = [s.get("parts") if isinstance(s, dict) else getattr(s, "parts", None) for s in sections]
        sections = [part for parts in below if isinstance(parts, tuple | list) for part in parts]
    return depth


def too_deep(path: str = "") -> Problem:
    return Problem(path, "nested too deeply", f"at most {MAX_NESTING} levels of sections", f"不超过 {MAX_NESTING} 层")
