"""Which prescribed section a heading names."""

import pytest

from govdisclosure.formats import FORMATS, Format
from govdisclosure.formats._kit import Heading
from govdisclosure.formats.shared import HEADINGS
from govdisclosure.wording.headings import VARIANTS, heading_key

PRESCRIBED = [(fmt, heading) for fmt in FORMATS.values() for heading in fmt.headings]
IDS = [f"{fmt.name}-{heading.key}" for fmt, heading in PRESCRIBED]


@pytest.mark.parametrize(("fmt", "heading"), PRESCRIBED, ids=IDS)
@pytest.mark.parametrize(
    "print_",
    [
        "{number}{label}",
        "{label}",
        "｜{number}{label}",
        "l{number}{label}",
        "1 {number}{label}",
        "“{label}”",
        "{number} {label} ：",
        "\u200b{number}　{label}\xa0",
        "{number}2023年{label}",
    ],
)
def test_prescribed_headings_are_known_however_printed(fmt: Format, heading: Heading, print_: str) -> None:
    text = print_.format(number=heading.number, label=heading.label.zh)
    assert heading_key(text, fmt.headings) == heading.key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("一、概述", "overview"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "proceedings"),
        ("四、政府信息公开行政复议和行政诉讼情况", "proceedings"),
        ("五、存在的主要问题和改进情况", "problems"),
        ("五、存在问题及改进情况", "problems"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("五、政府信息公开工作存在的问题及改进情况", "problems"),
        ("三、收到和处理政府信息公开申请情况统计表", "requests"),
        ("六、其它需要报告的事项", "other_matters"),
    ],
)
def test_variants_are_known(text: str, key: str) -> None:
    assert heading_key(text, HEADINGS) == key


@pytest.mark.parametrize(
    "text",
    [
        "（一）主动公开方面",
        "（一）主动公开情况",
        "主动公开",
        "（二）依申请公开情况",
        "（三）政府信息管理情况",
        "（四）政府信息公开平台建设情况",
        "（五）监督保障情况",
        "一、本年新收政府信息公开申请数量",
        "存在的主要问题及改进情况如下，已逐项整改",
        "年内总体情况良好。",
        "第二十条第（一）项",
        "",
        "一、",
    ],
)
def test_parts_rows_and_sentences_are_none(text: str) -> None:
    assert heading_key(text, HEADINGS) is None


def test_every_variant_belongs_to_a_heading_and_names_no_other() -> None:
    assert set(VARIANTS) == {heading.key for heading in HEADINGS}
    for key, variants in VARIANTS.items():
        assert {heading_key(variant, HEADINGS) for variant in variants} == {key}


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS.values() if not fmt.headings], ids=lambda fmt: fmt.name)
def test_a_format_without_prescribed_sections_names_none(fmt: Format) -> None:
    assert heading_key("一、总体情况", fmt.headings) is None
