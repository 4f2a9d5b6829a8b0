"""Which rates are given: what is counted, of what, and in which cells of each format that stands."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

import attrs

from govdisclosure.checks._claims_and_cells import cells_of
from govdisclosure.formats import FORMATS, Format
from govdisclosure.formats._kit import Label

ANSWERED = "requests.results"
IN_HAND = "requests.in_hand"
REFUSED = f"{ANSWERED}.refused"
CARRIED_OUT = "requests.carried_out"
PROCEEDINGS = "proceedings"


@attrs.frozen(kw_only=True)
class Rate:
    """One rate: what is counted (`path`) as a share of what (`whole`).

    Both are kinds of figures, summed over the cells that each format has for them. A rate that is a part of another,
    as a ground of refusal is, names it in `part_of`. `block` says which rates are shown together.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.summary import RATES
    >>> carried = RATES["requests.carried_out"]
    >>> carried.label.zh, carried.of.zh
    ('结转下年度继续办理', '本年新收与上年结转之和')
    >>> carried.cells(FORMATS["2021"])
    (('requests.carried_out.total',), ('requests.received.total', 'requests.carried_in.total'))
    """

    path: str
    label: Label
    whole: tuple[str, ...]
    of: Label
    block: str
    part_of: str | None = None

    def cells(self, fmt: Format) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The cells of a format whose sums are numerator and denominator; None if it does not ask for them."""
        counted = cells_of(self.path, fmt)
        parts = [cells_of(kind, fmt) for kind in self.whole]
        if not counted or not all(parts):
            return None
        return counted, tuple(cell for part in parts for cell in part)

    @property
    def asked_by(self) -> tuple[str, ...]:
        """The names of the formats that ask for all of it."""
        return tuple(fmt.name for fmt in FORMATS.values() if self.cells(fmt) is not None)


_NEWEST_FIRST = tuple(FORMATS.values())[::-1]

_OF_ANSWERED = Label("办理结果总计", "all requests answered")
_OF_IN_HAND = Label("本年新收与上年结转之和", "requests received and carried in")
_OF_CONCLUDED = Label("已审结（维持、纠正、其他结果之和）", "those concluded (upheld, corrected, other result)")
_CORRECTED, _CONCLUDED = "corrected", ("upheld", "corrected", "other")
_PROCEEDINGS: Mapping[str, Label] = {
    "proceedings.reconsideration": Label("行政复议结果纠正", "Administrative reviews corrected"),
    "proceedings.litigation": Label("行政诉讼结果纠正", "Suits corrected"),
    "proceedings.litigation.direct": Label(
        "行政诉讼结果纠正：未经复议直接起诉", "Suits corrected, without prior review"
    ),
    "proceedings.litigation.after_reconsideration": Label(
        "行政诉讼结果纠正：复议后起诉", "Suits corrected, after review"
    ),
}
"""Kinds of proceedings; what is within another kind comes after it."""


def _outcomes() -> Iterator[Rate]:
    """Each result of table 3 and each row it is divided into, in printed order, of all that were answered."""
    labels: dict[str, tuple[Label, ...]] = {}
    for fmt in _NEWEST_FIRST:  # the newest names what several have
        elsewhere = set(fmt.counted_as.values())  # what a newer format has under another path
        for row in fmt.tables["requests"].rows if "requests" in fmt.tables else ():
            if row.path.startswith(f"{ANSWERED}.") and row.path not in elsewhere:
                labels.setdefault(row.path, row.labels)
    for path, (_, *own) in labels.items():
        group = ".".join(path.split(".")[:3])
        if path == f"{ANSWERED}.total":
            continue
        if len(own) > 1 and path == next(each for each in labels if each.startswith(f"{group}.")):
            yield _share(group, own[0], None)
        yield _share(path, own[-1], group if len(own) > 1 else None)


def _share(path: str, label: Label, part_of: str | None) -> Rate:
    block = ANSWERED if part_of is None else part_of
    return Rate(path=path, label=bare_label(label), whole=(ANSWERED,), of=_OF_ANSWERED, block=block, part_of=part_of)


def _others() -> Iterator[Rate]:
    """What is carried over of what was in hand, and what was corrected of what was concluded."""
    row = next(row for row in _NEWEST_FIRST[0].tables["requests"].rows if row.path == CARRIED_OUT)
    label = bare_label(row.labels[-1])
    yield Rate(path=CARRIED_OUT, label=label, whole=(IN_HAND,), of=_OF_IN_HAND, block=CARRIED_OUT)
    for kind, label in _PROCEEDINGS.items():
        whole = tuple(f"{kind}.{outcome}" for outcome in _CONCLUDED)
        above = next((each for each in _PROCEEDINGS if kind.startswith(f"{each}.")), None)
        yield Rate(
            path=f"{kind}.{_CORRECTED}",
            label=label,
            whole=whole,
            of=_OF_CONCLUDED,
            block=PROCEEDINGS,
            part_of=None if above is None else f"{above}.{_CORRECTED}",
        )


@cache
def bare_label(label: Label) -> Label:
    """A printed label without its number and without the remark in brackets behind it.

    >>> from govdisclosure.formats._kit import Label
    >>> bare_label(Label("（二）部分公开（只计这一情形）", "(2) Disclosed in part (counted here only)"))
    Label(zh='部分公开', en='Disclosed in part')
    """
    return Label(_bare(label.zh), _bare(label.en))


def _bare(text: str) -> str:
    return _REMARK.sub("", _NUMBER.sub("", text))


_NUMBER = re.compile(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|[(]?[0-9]+[.)] ?)")
_REMARK = re.compile(r"(?:（[^（）]*）| [(][^()]*[)])$")

RATES: Mapping[str, Rate] = {rate.path: rate for rate in (*_outcomes(), *_others())}
"""Every rate by its path, in the order in which they are shown: that of the tables."""
