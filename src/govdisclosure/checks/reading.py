"""Family 6: what a reader had to decide, or could not. Their findings are the notes of a `Parsed`.

These rules do not run on a record; a reader makes their findings with `note`.
"""

from collections.abc import Callable, Mapping

from govdisclosure.checks._rule import Argument, Finding, Message, Rule, Severity, any_format, standard_format
from govdisclosure.formats import Format

_FAITHFUL = Message(
    zh="所见即所得：印制的内容不修改、不移位、不猜测、不丢失",
    en="What was printed is what you get: nothing is repaired, shifted, guessed or lost",
)


def note(
    code: str,
    message: str,
    *,
    path: str | None = None,
    line: int | None = None,
    raw: str | None = None,
    **args: Argument,
) -> Finding:
    """What a reader decided or could not decide, and where. `message` is one of the rule's ids."""
    return Finding(code=code, message=message, path=path, args=args, line=line, raw=raw)


def _rule(
    code: str,
    slug: str,
    severity: Severity,
    title: Message,
    messages: Mapping[str, Message],
    doc: str,
    applies: Callable[[Format], bool] = any_format,
) -> Rule:
    return Rule(
        code=code,
        slug=slug,
        severity=severity,
        title=title,
        basis=_FAITHFUL,
        messages=messages,
        applies=applies,
        doc=doc,
        needs="document",
    )


RULES: tuple[Rule, ...] = (
    _rule(
        "GD601",
        "label-variant",
        Severity.INFO,
        Message("标签异写", "A label is misprinted or worded otherwise"),
        {
            "variant": Message("印为“{printed}”，按“{label}”识别", "printed {printed}, recognised as {label}"),
            "unknown": Message("表中的“{printed}”未能识别", "{printed} in a table is no label that is known"),
        },
        """## What it does
Tells that a row or column was recognised although its label is not printed as the format has it, or that a text
among the labels was not recognised at all.

## Why it matters
A reader that is sure of every label it accepts can be trusted with the figures beside it.

## Example
`规范文件` for `规范性文件`; `（二）部分公开（…` without its closing bracket.

## Corrected
The label as the format prints it.

## Exceptions
Width, white space, quotation marks and the mark after a number are not reported.
""",
    ),
    _rule(
        "GD602",
        "unit-converted",
        Severity.INFO,
        Message("金额已换算", "An amount was converted to 万元"),
        {
            "converted": Message(
                "“{label}”印为“{printed}”，换算为 {value} 万元", "{label}: printed {printed}, read as {value} 万元"
            )
        },
        """## What it does
Tells that an amount was printed in another unit than 万元 and how it was converted.

## Why it matters
The record holds all amounts in 万元; the print stays in `printed`.

## Example
`251000元`, read as 25.1000 万元.

## Corrected
`25.1`, in 万元 as the format asks.

## Exceptions
`376万` and `909.76万元` are in 万元 already and not converted.
""",
    ),
    _rule(
        "GD603",
        "annotated-cell",
        Severity.INFO,
        Message("单元格内有附注", "Text beside a number in a cell"),
        {"annotated": Message("“{label}”印为“{printed}”，读作 {value}", "{label}: printed {printed}, read as {value}")},
        """## What it does
Tells that a cell holds a remark in brackets behind its number.

## Why it matters
The number is read; the remark may say that it does not mean what the column says. It stays in `printed`.

## Example
`22（其中修订16件）`, read as 22.

## Corrected
`22` in the cell and the remark in section 六.

## Exceptions
None.
""",
    ),
    _rule(
        "GD604",
        "ambiguous-digits",
        Severity.WARNING,
        Message("数字粘连或断裂", "Digits glued or split"),
        {
            "unread": Message("“{label}”印为“{printed}”，无法确定数值，未读取", "{label}: printed {printed}; not read"),
            "glued": Message("“{printed}”读作 {cells} 个 0", "{printed}: read as {cells} cells of 0"),
            "period": Message(
                "统计期限的数字残缺（“{printed}”），未读取",
                "the digits of the period are damaged ({printed}); not read",
            ),
            "date": Message("日期残缺（“{printed}”），读作 {value}", "a damaged date ({printed}), read as {value}"),
            "date-unread": Message("日期残缺（“{printed}”），未读取", "a damaged date ({printed}); not read"),
        },
        """## What it does
Tells that digits ran together, fell apart or were lost, and how they were read, or that they were not.

## Why it matters
`2 0` may be 20 or two cells. A figure that can mean two things stays blank, and checks that need it are blocked.

## Example
`2 0`; `1,36`; `0000000` where seven cells belong.

## Corrected
`20`; `1,362`; seven cells.

## Exceptions
As many zeros as there are cells can only be zeros, and are read so.
""",
    ),
    _rule(
        "GD605",
        "mixed-formats",
        Severity.WARNING,
        Message("混用不同年度的格式", "Tables of two formats in one document"),
        {
            "table": Message(
                "{table}用的是 {printed} 年格式，其余按 {format} 年格式；无对应项的数字单列",
                "{table} follows the format of {printed}, the report that of {format}; what has no place is kept apart",
            )
        },
        """## What it does
Tells that a table follows another format than the rest of the report.

## Why it matters
Rows that mean the same are read; rows that the report's format does not have are listed as unplaced.

## Example
The table 2 of 2021 with the table 3 of 2019.

## Corrected
All tables in the format of the year.

## Exceptions
None.
""",
        standard_format,
    ),
    _rule(
        "GD606",
        "unplaced-number",
        Severity.WARNING,
        Message("表中数字无处可归", "A number in a table belongs to no cell"),
        {
            "near": Message("“{near}”处的“{printed}”没有对应的单元格", "{printed} by {near} belongs to no cell"),
            "alone": Message("“{printed}”没有对应的单元格", "{printed} belongs to no cell"),
        },
        """## What it does
Lists each number printed in a table that found no cell of the template.

## Why it matters
Nothing printed is dropped. An extra row, or a row with too few or too many figures, shows here.

## Example
A row `其他主动公开文件 3` that the format does not have.

## Corrected
Only the rows of the format.

## Exceptions
None.
""",
    ),
    _rule(
        "GD607",
        "missing-row",
        Severity.WARNING,
        Message("缺行或缺表头", "A row or head of the template is missing"),
        {
            "row": Message("未见“{label}”一行", "the row {label} is not in the document"),
            "head": Message("表头“{label}”缺 {times} 处", "the head {label} is missing {times} time(s)"),
        },
        """## What it does
Tells which rows and column heads of the template a document's table does not show.

## Why it matters
A missing row leaves its cells blank. A missing head does not shift the others.

## Example
No head 自然人 above seven columns of figures.

## Corrected
All rows and heads of the format.

## Exceptions
None.
""",
        standard_format,
    ),
    _rule(
        "GD608",
        "repaired-encoding",
        Severity.INFO,
        Message("文字编码已识别", "The text was not in the expected encoding"),
        {
            "decoded": Message("按 {encoding} 编码读取", "read as {encoding}"),
            "glyphs": Message("有 {count} 个无法识别的字符", "{count} characters have no meaning"),
        },
        """## What it does
Tells that a text without declaration was not UTF-8, or that it has characters no one can read.

## Why it matters
A wrong encoding gives wrong words; a replacement character hides one.

## Example
A GBK file; `(cid:12)`; U+FFFD.

## Corrected
UTF-8.

## Exceptions
None.
""",
    ),
    _rule(
        "GD609",
        "read-by-order",
        Severity.INFO,
        Message("按顺序读表", "A table without a grid was read by order"),
        {
            "order": Message(
                "{table}已无表格线，{cells} 个数字按先后顺序对应各列",
                "{table} has lost its grid; {cells} figures were assigned to columns by their order",
            )
        },
        """## What it does
Tells, once a table, that its columns were told apart by order only.

## Why it matters
Rows go by their labels, but a text with one cell a line has no columns. They are read only where a row has exactly
as many figures as the template.

## Example
A web page saved as text.

## Corrected
The page itself, or the Word file.

## Exceptions
None.
""",
    ),
    _rule(
        "GD610",
        "not-a-report",
        Severity.INFO,
        Message("不是年度报告的内容", "Something that is not an annual report"),
        {
            "document": Message(
                "第 {first}—{last} 行是“{title}”，不是年度报告，未读取",
                "lines {first}-{last} are {title}, not an annual report",
            ),
            "text": Message("第 {first}—{last} 行在报告之外，未读取", "lines {first}-{last} stand outside any report"),
        },
        """## What it does
Names what a file holds besides reports: a disclosure guide, a menu, a page's head.

## Why it matters
Nothing is passed over in silence.

## Example
A 政府信息公开指南 before the reports of an organ.

## Corrected
A file with reports only.

## Exceptions
None.
""",
    ),
)
