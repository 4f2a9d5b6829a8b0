"""What was decided of the numbers in cells."""

from govdisclosure.checks._rule import Message, Rule, Severity
from govdisclosure.checks.reading._reading_rule import reading_rule

RULES: tuple[Rule, ...] = (
    reading_rule(
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

## 检查内容
指出金额不是以万元为单位印制的，以及如何换算。

## 为什么重要
报告数据中的金额一律以万元为单位；原样保留在 `printed` 中。

## 示例
`251000元`，换算为 25.1000 万元。

## 改正
按格式要求以万元为单位，填 `25.1`。

## 例外
`376万`、`909.76万元` 本来就以万元为单位，不换算。
""",
    ),
    reading_rule(
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

## 检查内容
指出单元格的数字后面有括号附注。

## 为什么重要
数字照常读取；附注可能说明数字的含义与该栏不同，原样保留在 `printed` 中。

## 示例
`22（其中修订16件）`，读作 22。

## 改正
单元格只填 `22`，附注写入第六部分。

## 例外
无。
""",
    ),
    reading_rule(
        "GD604",
        "ambiguous-digits",
        Severity.WARNING,
        Message("数字粘连或断裂", "Digits glued or split"),
        {
            "unread": Message("“{label}”印为“{printed}”，无法确定数值，未读取", "{label}: printed {printed}; not read"),
            "formula": Message(
                "公式没有保存计算结果，未读取；请用 Excel 或 WPS 打开后保存",
                "a formula without a stored value; not read: open the file in a spreadsheet program and save it",
            ),
            "number-format": Message(
                "单元格的数字格式“{format}”未予套用，按原值 {printed} 读取",
                "the number format {format} was not followed; read as the plain value {printed}",
            ),
            "spaced": Message(
                "“{printed}”按空格分作 {cells} 个数字", "{printed}: taken as {cells} figures by the space between them"
            ),
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

## 检查内容
指出数字粘连、断裂或者缺失，以及读作什么；不能确定的，指出未读取。

## 为什么重要
`2 0` 可能是 20，也可能是两个单元格。
有两种可能的数字不读取、留空，用到它的检查标为“未能读取”。

## 示例
`2 0`；`1,36`；应为七个单元格的位置印为 `0000000`。

## 改正
`20`；`1,362`；分别填入七个单元格。

## 例外
0 的个数与单元格数相同的，只能全部是 0，照此读取。
""",
    ),
    reading_rule(
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

## 检查内容
逐一列出表格中印出、但在规定格式中没有对应单元格的数字。

## 为什么重要
印出的内容一个也不丢。多出的行，以及数字过多或过少的行，都会在这里显示。

## 示例
表中有“其他主动公开文件 3”一行，而格式中没有这一行。

## 改正
只保留格式规定的行。

## 例外
无。
""",
    ),
)
