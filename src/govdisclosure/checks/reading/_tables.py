"""What was decided of tables: their labels, rows, columns and places."""

from govdisclosure.checks._rule import Message, Rule, Severity, standard_format
from govdisclosure.checks.reading._reading_rule import reading_rule

RULES: tuple[Rule, ...] = (
    reading_rule(
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

## 检查内容
指出某行或某栏的名称与规定格式不一致，但已经识别；或者表中有的名称未能识别。

## 为什么重要
只有每个名称都识别准确，旁边的数字才可信。

## 示例
“规范性文件”印为“规范文件”；“（二）部分公开（……”缺少后括号。

## 改正
名称按规定格式书写。

## 例外
全角半角、空格、引号以及序号后的标点不同的，不提示。
""",
    ),
    reading_rule(
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

## 检查内容
指出某张表格采用的格式与报告其他部分不同。

## 为什么重要
含义相同的行照常读取；报告所用格式中没有的行，其数字单独列出。

## 示例
表二用2021年的格式，表三用2019年的格式。

## 改正
所有表格都用当年的格式。

## 例外
无。
""",
        standard_format,
    ),
    reading_rule(
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

## 检查内容
指出文件的表格中缺少规定格式的哪些行和哪些表头。

## 为什么重要
缺行的，该行各单元格为空；缺表头的，其他数字不会因此错位。

## 示例
七栏数字上方没有“自然人”表头。

## 改正
补齐格式规定的各行和各表头。

## 例外
无。
""",
        standard_format,
    ),
    reading_rule(
        "GD609",
        "read-by-order",
        Severity.INFO,
        Message("按顺序读表", "Figures were assigned to columns by order"),
        {
            "order": Message(
                "{table}有 {cells} 个数字不能按表头对应，只能按先后顺序对应各列",
                "{table}: {cells} figures could not be told by their heads and were assigned by their order",
            )
        },
        """## What it does
Tells, once a table, that columns were told apart by order only.

## Why it matters
Rows go by their labels, but a text with one cell a line has no columns, and in a table that is drawn badly they do not
stand under their heads. They are read only where a row has exactly as many figures as the template.

## Example
A web page saved as text.

## Corrected
The page itself, or the Word file.

## Exceptions
None.

## 检查内容
指出某张表格有的栏只能按先后顺序区分，每张表提示一次。

## 为什么重要
各行按名称识别，但一个单元格占一行的文本已分不出各栏，绘制有误的表格数字也不在表头之下。
只有数字个数与规定格式完全相同的行才读取。

## 示例
另存为文本的网页。

## 改正
提供原网页或者 Word 文件。

## 例外
无。
""",
    ),
    reading_rule(
        "GD611",
        "misplaced-table",
        Severity.WARNING,
        Message("表格不在规定的部分", "A table stands in another section than its own"),
        {
            "section": Message("{table}印在“{heading}”之下", "{table} stands under {heading}"),
        },
        """## What it does
Tells that a standard table stands in a section to which the format gives another table, or none.

## Why it matters
Figures are read by the labels of their table, wherever it stands. A table in a wrong place may be the wrong table.

## Example
The table on requests under 二、主动公开政府信息情况.

## Corrected
Each table in its own section.

## Exceptions
Reports whose sections are not those of the format.

## 检查内容
指出某张规定的表格印在了另一部分之下。

## 为什么重要
数字按表格自身的名称读取，与所在位置无关；但放错位置的表格可能是拿错了表。

## 示例
申请情况表印在“二、主动公开政府信息情况”之下。

## 改正
各表放在规定的部分。

## 例外
各部分不按规定格式设置的报告。
""",
        standard_format,
    ),
)
