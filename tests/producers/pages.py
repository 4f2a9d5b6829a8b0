"""A document as a web page: as a government's site prints it, and plain."""

from html import escape

from producers.documents import Box, Document, Heading, Item, PageBreak, Paragraph, Table

_SITE_STYLE = """
.nav li{display:inline;padding:0 12px}.TRS_Editor{font-family:'Noto Serif CJK SC',serif}
"""

_CELL_STYLE = (
    "width:61.5pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt"
)


def site_page(document: Document) -> bytes:
    """A page of a government's site: menu, path, index table, buttons; the report as a word processor pasted it."""
    body = "\n".join(_pasted(item) for item in document.items)
    page = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "about:legacy-compat">
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{escape(document.title)}_云溪县人民政府</title>
<style>{_SITE_STYLE}</style><script>document.write('<p>9999</p>')</script></head>
<body><div id="top"><ul class="nav"><li><a href="#">首页</a></li><li><a href="#">政务公开</a></li></ul></div>
<div class="position">当前位置：<a href="#">首页</a> &gt; <a href="#">政府信息公开年报</a></div>
<table width="100%" class="index"><tr><td>索引号：</td><td>00-0/2024-00001</td><td>发布机构：</td><td>云溪县</td></tr>
<tr><td>生成日期：</td><td>2024-01-20</td><td>公开范围：</td><td>社会公开</td></tr></table>
<h1>{escape(document.title)}</h1>
<div class="info">字体：【<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】
浏览次数：<span id="n">37</span></div>
<div class="TRS_Editor">
{body}
</div>
<div class="buttons"><a href="#">打印</a> <a href="#">关闭</a></div>
<div id="foot">主办：云溪县人民政府办公室</div></body></html>
"""
    return page.encode()


def plain_page(document: Document) -> bytes:
    """A page as a converter makes it: headings, paragraphs, ruled tables, and paper for printing."""
    body = "\n".join(_plain(item) for item in document.items)
    page = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{escape(document.title)}</title><style>
body{{font:12pt 'Noto Serif CJK SC',serif}} table{{border-collapse:collapse;width:100%;font-size:9pt}}
td{{border:1px solid #000;padding:2px;text-align:center}} h1{{font-size:16pt}} h2{{font-size:13pt}}
@page{{size:A4;margin:18mm}} .break{{break-before:page}}
</style></head><body><h1>{escape(document.title)}</h1>
{body}
</body></html>
"""
    return page.encode()


def _pasted(item: Item) -> str:
    match item:
        case Heading(text):
            return f'<p class="MsoNormal" style="text-indent:32.0pt"><b>{_soup(text)}</b></p>'
        case Paragraph(text):
            lines = "<br />".join(_soup(line) for line in text.split("\n"))
            return f'<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt">{lines}</p>'
        case PageBreak():
            return '<p class="MsoNormal"><br clear="all" style="page-break-before:always" />&nbsp;</p>'
        case Table():
            rows = "\n".join(
                '<tr style="height:15.75pt">' + "".join(_pasted_cell(box) for box in row) + "</tr>" for row in item.rows
            )
            start = '<table class="MsoNormalTable" border="0" cellspacing="0" cellpadding="0" style="width:420pt">'
            return f"{start}<tbody>{rows}</tbody></table>"


def _pasted_cell(box: Box) -> str:
    """A cell with its lines as paragraphs, its text cut into spans."""
    lines = "".join(f'<p class="MsoNormal" align="center" style="margin:0cm">{_soup(line)}</p>' for line in box.lines)
    return f'<td{_spans(box)} valign="center" style="{_CELL_STYLE}">{lines}</td>'


def _soup(line: str) -> str:
    """A line in spans that cut it anywhere, as word processors leave it."""
    if not line:
        return '<span lang="EN-US" style="font-size:9.0pt"><o:p>&nbsp;</o:p></span>'
    half = len(line) // 2
    parts = [part for part in (line[:half], line[half:]) if part]
    spans = "".join(f'<span style="font-family:仿宋_GB2312;color:black">{escape(part)}</span>' for part in parts)
    return f'{spans}<span lang="EN-US"><o:p></o:p></span>'


def _plain(item: Item) -> str:
    match item:
        case Heading(text):
            return f"<h2>{escape(text)}</h2>"
        case Paragraph(text):
            return f"<p>{_lines(text)}</p>"
        case PageBreak():
            return '<div class="break"></div>'
        case Table():
            rows = "\n".join(
                "<tr>" + "".join(f"<td{_spans(box)}>{_lines(box.text)}</td>" for box in row) + "</tr>"
                for row in item.rows
            )
            return f"<table>{rows}</table>"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _spans(box: Box) -> str:
    rows = f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
    columns = f' colspan="{box.colspan}"' if box.colspan > 1 else ""
    return rows + columns
