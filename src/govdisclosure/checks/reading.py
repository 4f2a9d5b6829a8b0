"""Family 6: what a reader had to decide, or could not. Their findings are the notes of a `Parsed`.

These rules do not run on a record; a reader makes their findings with `note`.
"""

from collections.abc import Callable, Mapping

from govdisclosure.checks._rule import Argument, Finding, Message, Rule, Severity, any_format, standard_format
from govdisclosure.formats import Format
from govdisclosure.place import Place

_FAITHFUL = Message(
    zh="所见即所得：印制的内容不修改、不移位、不猜测、不丢失",
    en="What was printed is what you get: nothing is repaired, shifted, guessed or lost",
)


def note(
    code: str,
    message: str,
    *,
    path: str | None = None,
    place: Place | None = None,
    raw: str | None = None,
    **args: Argument,
) -> Finding:
    """What a reader decided or could not decide, and where. `message` is one of the rule's ids."""
    return Finding(code=code, message=message, path=path, args=args, place=place, raw=raw)


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
    _rule(
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
    _rule(
        "GD608",
        "repaired-encoding",
        Severity.INFO,
        Message("文字编码已识别", "The text was not in the expected encoding"),
        {
            "decoded": Message("按 {encoding} 编码读取", "read as {encoding}"),
            "radicals": Message(
                "有 {count} 个汉字以部首编码，按对应的汉字读取",
                "{count} characters are coded as radicals; read as the characters they stand for",
            ),
            "glyphs": Message("有 {count} 个无法识别的字符", "{count} characters have no meaning"),
        },
        """## What it does
Tells that a text without declaration was not UTF-8, or that it has characters no one can read.

## Why it matters
A wrong encoding gives wrong words; a replacement character hides one. A PDF may have the code of a radical where the
character that looks like it was written: the record has the character, the evidence what the file has.

## Example
A GBK file; `(cid:12)`; U+FFFD.

## Corrected
UTF-8.

## Exceptions
None.

## 检查内容
指出没有声明编码的文字不是 UTF-8 编码，或者含有无法辨认的字符。

## 为什么重要
编码不对，文字就会读错；替代字符会掩盖原来的字。
PDF 中有的汉字以字形相同的部首编码：记录中为汉字，证据中保留文件的原样。

## 示例
GBK 编码的文件；`(cid:12)`；U+FFFD。

## 改正
使用 UTF-8 编码。

## 例外
无。
""",
    ),
    _rule(
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
    _rule(
        "GD610",
        "not-a-report",
        Severity.INFO,
        Message("不是年度报告的内容", "Something that is not an annual report"),
        {
            "document": Message("这是“{title}”，不是年度报告，未读取", "{title}: not an annual report; not read"),
            "text": Message("在报告之外，未读取", "outside any report; not read"),
            "page": Message("该页没有文字，可能是扫描的图像，未读取", "a page without text, perhaps a scan; not read"),
            "hidden-sheet": Message("工作表“{sheet}”已隐藏，未读取", "the sheet {sheet} is hidden; not read"),
            "text-box": Message(
                "图形中的文字“{printed}”不在单元格内，未读取", "{printed} stands in a drawing, not in a cell; not read"
            ),
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

## 检查内容
列出文件中年度报告以外的内容，如政府信息公开指南、菜单、网页页眉。

## 为什么重要
略过的内容都要说明，不悄悄丢弃。

## 示例
机关的各年度报告之前有一份政府信息公开指南。

## 改正
文件中只保留年度报告。

## 例外
无。
""",
    ),
    _rule(
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
    _rule(
        "GD612",
        "hidden-content",
        Severity.INFO,
        Message("隐藏或未定稿的内容", "Hidden or unsettled content"),
        {
            "changes": Message(
                "文件中有 {count} 处修订尚未接受，按全部接受后的内容读取",
                "{count} tracked changes are not accepted yet; read as if all were",
            ),
            "text": Message("有 {count} 处隐藏文字，未读取", "{count} pieces of hidden text; not read"),
            "rows": Message(
                "第 {first}—{last} 行已隐藏，照常读取", "rows {first}-{last} are hidden; read all the same"
            ),
            "columns": Message(
                "第 {first}—{last} 列已隐藏，照常读取", "columns {first}-{last} are hidden; read all the same"
            ),
        },
        """## What it does
Tells that a document holds what nobody sees who opens it, or what is not settled yet: hidden rows and columns of a
spreadsheet, hidden text of a Word file or web page, tracked changes.

## Why it matters
Hidden rows and columns are read, so that no figure is shifted or lost; hidden text is not. Tracked changes are read as
if all were accepted: insertions are in, deletions are out. What was published may have been otherwise.

## Example
The rows of 不予处理 folded away because all are 0; a total that was corrected with changes tracked.

## Corrected
All rows and columns shown; all changes accepted or rejected.

## Exceptions
Hidden sheets are not read; GD610 names them.

## 检查内容
指出文件中有看不到或者尚未定稿的内容：电子表格中隐藏的行、列，Word 文件和网页中的隐藏文字，Word 文件中的修订。

## 为什么重要
隐藏的行、列照常读取，数字不会错位、丢失；隐藏文字不读取。
修订按全部接受后的内容读取：插入的算，删除的不算；公布的文本可能与此不同。

## 示例
“不予处理”各行全为 0，被折叠隐藏；总计以修订方式改过。

## 改正
取消隐藏；接受或者拒绝全部修订。

## 例外
隐藏的工作表不读取，由 GD610 指出。
""",
    ),
)
