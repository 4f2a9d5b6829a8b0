"""Family 5, over the years: figures that jump against their own series."""

from collections.abc import Iterator, Sequence

from govdisclosure.checks._inputs import Entry, Series
from govdisclosure.checks._rule import (
    Message,
    Related,
    Rule,
    Severity,
    Status,
    Verdict,
    blocked,
    holds,
    series_rule,
    standard_format,
    undecidable,
    violated,
)
from govdisclosure.flows import carry_overs
from govdisclosure.formats import Format
from govdisclosure.formats._kit import Kind
from govdisclosure.grid import Figure, is_unread, value_at

MIN_YEARS = 3
"""So many earlier years make a series."""

TIMES = 10
"""A jump leaves the range of the earlier years by this factor ..."""

LEAST = 100
"""... and by at least so much (件, 项, 万元): small numbers double and vanish all the time."""


@series_rule(
    "GD507",
    "sudden-change",
    Severity.INFO,
    title=Message(zh="数字与往年相比突变", en="A figure jumps against its own series"),
    basis=Message(zh="与本机关往年数字比较", en="Comparison with the organ's own earlier figures"),
    messages={
        "rise": Message(
            zh="“{label}”为 {printed}，往年最多 {highest}（{year}年）",
            en="{label}: {printed}; the most in earlier years was {highest} ({year})",
        ),
        "fall": Message(
            zh="“{label}”为 {printed}，往年最少 {lowest}（{year}年）",
            en="{label}: {printed}; the least in earlier years was {lowest} ({year})",
        ),
    },
    applies=standard_format,
    status=Status.PREVIEW,
)
def sudden_change(series: Series) -> Iterator[Verdict]:
    """## What it does
    Compares the figures of table 2 and the totals of tables 3 and 4 with the same figures of at least three earlier
    years. A jump is ten times the highest or a tenth of the lowest of them, and a difference of at least 100 from it.

    ## Why it matters
    A digit too many, another unit or a figure in the wrong row shows in the series before it shows anywhere else.

    ## Example
    行政许可: 210, 198, 205 in three years, then 20500.

    ## Corrected
    205, or the same figure with a sentence that explains it.

    ## Exceptions
    Figures do jump: a service moves online, an office is merged. The finding asks for a look, no more. Changes (增/减)
    and what is carried in are not compared. A blank is undecidable.

    ## 检查内容
    把表二各项数字、表三和表四的合计与往年（至少三年）的同一数字比较。
    达到往年最大数的 10 倍，或者降到往年最小数的十分之一，且相差 100 以上的，予以提示。

    ## 为什么重要
    多写一位、单位写错、填错行，往往首先表现为与往年相比的突变。

    ## 示例
    行政许可前三年分别为 210、198、205，本年填 20500。

    ## 改正
    改为 205；确属实际变化的，在报告中说明原因。

    ## 例外
    数字确有可能突变，如业务转为网上办理、机构合并；本提示只是提请核实。
    增减数和上年结转不比较。有空项的，无法判断。
    """
    for later in series.entries:
        before = [entry for entry in series.entries if entry.year < later.year]
        for path in _compared(later.fmt):
            earlier = [entry for entry in before if path in entry.fmt.by_path and _value(entry, path) is not None]
            if len({entry.year for entry in earlier}) >= MIN_YEARS:
                yield _against(earlier, later, path)


RULES: tuple[Rule, ...] = (sudden_change,)


def _compared(fmt: Format) -> Iterator[str]:
    """The figures that stand for themselves: no parts of a total, no changes, nothing that last year fixed."""
    sums = (identity for identity in fmt.identities if all(term.weight > 0 for term in identity.terms))
    left_out = {term.path for identity in sums for term in identity.terms} | {flow.path for flow in carry_overs(fmt)}
    for cell in fmt.cells:
        if cell.path not in left_out and cell.kind is not Kind.CHANGE:
            yield cell.path


def _value(entry: Entry, path: str) -> Figure:
    return value_at(entry.report, path)


def _against(earlier: Sequence[Entry], later: Entry, path: str) -> Verdict:
    """Whether a figure leaves the range of the earlier years."""
    related = tuple(Related(entry.subject, path) for entry in earlier)
    value = _value(later, path)
    if value is None:
        verdict = blocked(path) if is_unread(later.report, path) else undecidable(path)
        return verdict.about(later.subject, *related)
    ordered = sorted((_value(entry, path) or 0, entry.year) for entry in earlier)
    (lowest, low_year), (highest, high_year) = ordered[0], ordered[-1]
    cell = later.fmt.cell(path)
    labels = {"label_zh": cell.zh, "label_en": cell.en, "printed": str(value)}
    if value >= TIMES * highest and value - highest >= LEAST:
        verdict = violated(path, "rise", highest=str(highest), year=high_year, **labels)
    elif TIMES * value <= lowest and lowest - value >= LEAST:
        verdict = violated(path, "fall", lowest=str(lowest), year=low_year, **labels)
    else:
        verdict = holds(path)
    return verdict.about(later.subject, *related)
