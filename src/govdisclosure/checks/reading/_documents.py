"""What was decided of documents: their encoding, what is hidden in them, and what is no report."""

from govdisclosure.checks._rule import Message, Rule, Severity
from govdisclosure.checks.reading._reading_rule import reading_rule

RULES: tuple[Rule, ...] = (
    reading_rule(
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
    reading_rule(
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
    reading_rule(
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
