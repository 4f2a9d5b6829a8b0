"""What documents and records are changed with: numbers, texts and words that readers may stumble over."""

ODD_NUMBERS = ("", "0", "-1", "2", "64", "65536", "1000000000", "9" * 25, "1.5", "1e9", "NaN", "１２", "1,362", "٣")
ODD_TEXTS = (
    "", "\n", "\r", "\x0c", "\u2028", "　", "\u200b", "\ufeff", "\ufffd", "𠀀", "0", "/", "1,362", "909.76万元",
    "0000000", "总计", "自然人", "规章", "一、总体情况", "（一）予以公开", "1.属于国家秘密", "时间：2024-01-01",
    "统计期限为2023年1月1日至2023年12月31日", "望河市水务局2022年政府信息公开工作年度报告", "联系方式：1", "┌─┬─┐",
    "│1│2│", "| 1 | 2 |", "| --- | --- |", "# 一、总体情况",
)  # fmt: skip


TAGS = (
    "del", "ins", "moveFrom", "moveTo", "sdt", "sdtContent", "txbxContent", "AlternateContent", "Choice", "Fallback",
    "tbl", "tr", "tc", "tcPr", "gridSpan", "vMerge", "hMerge", "gridBefore", "gridAfter", "p", "r", "t", "br", "cr",
    "tab", "numPr", "ilvl", "numId", "fldChar", "instrText", "hyperlink", "footnoteReference", "sym", "vanish",
    "ruby", "oMath", "sheetData", "row", "c", "v", "f", "is", "si", "mergeCell", "col", "sheet", "definedName",
    "dimension", "xf", "numFmt",
)  # fmt: skip
VALUES = (
    "restart", "continue", "A1:XFD1048576", "A1", "ZZZ9", "true", "on", "hidden", "begin", "end", "s", "inlineStr",
    "str", "b", "e", "d", "n", "chineseCounting", "%1、", "%1%2%3%4%5%6%7%8%9", 'yyyy"年"', "#,##0.00;[Red]-0",
    "../x.xml", "http://a/b",
)  # fmt: skip

HTML_WORDS = (
    "<table>", "</table>", "<tr>", "<td rowspan=0>", "<td colspan=1000000000>", '<td rowspan="３">', "</td>", "<th>",
    "<tbody>", "<thead>", "<caption>", "<p>", "<br>", "<div>", "</div>", "<div hidden>",
    "<span style='display:none'>", "<!--", "-->", "<script>", "</script>", "<style>td{display:none}</style>",
    "<template>", "<select><option>", "<textarea>", "<pre>", "<ol start=-5>", "<li value=9999999999>", "<svg><desc>",
    "<math><mtext>", "<![CDATA[", "<?xml?>", "<frameset>", "<plaintext>", "<noscript>", "<input value='1'>",
    "<ruby><rt>", "<a href='#'>", "<meta charset=gbk>", "<meta charset=utf-16>", "&nbsp;", "&#0;", "&#xD800;", "&amp",
    "<h1>", "<h2>", "<hr>", "<details>", "<body>", "<html>", "<col span=9>", "<colgroup>", "<td headers=x>",
    *ODD_TEXTS,
)  # fmt: skip
MARKDOWN_WORDS = (
    "| --- |\n", "| 1 | 2 | 3 |\n", "|\n", "\\|", "```\n", "    ", "> ", "- ", "1. ", "999999999. ", "# ", "===\n",
    "---\n", "<br>", "<table>\n", "</table>\n", "<div>\n", "<!--\n", "-->\n", "[a]: b\n", "![a](b)", "*", "_", "\\",
    "`", "&#0;", "\t", *ODD_TEXTS,
)  # fmt: skip
TEXT_WORDS = (*(f"{text}\n" for text in ODD_TEXTS), *ODD_TEXTS, "├─┼─┤\n", "└─┴─┘\n", "- 4 -\n", "\t", "│\n", "│││\n")
PDF_WORDS = (
    "<<", ">>", "[", "]", "(", ")", "<", ">", "null", "true", "-1", "0", "1e9", "9" * 25, "0.0001", "1 0 R", "2 0 R",
    "6 0 R", "99 0 R", "obj", "endobj", "stream\n", "\nendstream", "q", "Q", "BT", "ET", "Tj", "TJ", "Tf", "Td", "Tm",
    "cm", "re", "m", "l", "c", "h", "S", "f", "f*", "n", "W", "Do", "BI", "ID", "EI", "gs", "cs", "sc", "scn", "rg",
    "k", "w", "d", "sh", "BDC", "EMC", "Tr", "Ts", "Tz", "Tc", "Tw", "T*", "'", '"', "/Kids", "/Count", "/Parent",
    "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Resources", "/Font", "/F1", "/Filter", "/FlateDecode",
    "/ASCIIHexDecode", "/LZWDecode", "/Predictor", "/Encoding", "/Identity-H", "/ToUnicode", "/Type3", "/TrueType",
    "/CharProcs", "/FontMatrix", "/W", "/DW", "/Widths", "/FirstChar", "/XObject", "/Form", "/Image", "/BBox",
    "/Matrix", "/Encrypt", "/ObjStm", "/XRef", "/Prev", "/Pages", "/Page", "/Length", "\n",
)  # fmt: skip

TOML_WORDS = (
    "[", "]", "[[", "]]", "[[waive]]\n", "[severity]\n", "[waive]\n", "=", "\n", '"', '\"""', "'", "#", ",", "{", "}",
    "true", "inf", "nan", "-1", "1e999", "2025-02-30", "2025-12-31T00:00:00Z", "23:59:60", "0x_", '"\\ud800"', '"GD"',
    '"*"', '"["', '"GD9999"', "code", "path", "until", "year", "select", "a.b.c", *(f'"{t}"' for t in ODD_NUMBERS),
)  # fmt: skip
ROSTER_WORDS = (
    ",", "\n", "\r", '"', '"\n"', ";", "；", "、", "\t", "单位", "别名", "代码", "unit", "name", "云溪县水利局", "，",
    *ODD_NUMBERS, *ODD_TEXTS,
)  # fmt: skip
