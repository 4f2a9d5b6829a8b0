"""Looks for input that breaks a reader: `make fuzz`, or ``python tests/fuzz/fuzz.py --seconds 60 [TARGET...]``.

Needs the dependency group ``fuzz``. The fuzzer (atheris) keeps what reaches new code. Changes know how a kind is
written, as blind ones never get past a check sum: parts of a package are changed inside and packed again, a PDF gets
its table of objects back. What is found is kept in ``build/fuzz/TARGET/finds``, one input for each place in the code
that failed, with its traceback; ``--replay FILE TARGET`` runs one input again.

A target fails if anything but an error of this library escapes, if what was read is no valid report or does not
survive JSON, or if it takes too long.
"""

import argparse
import copy
import importlib
import io
import itertools
import json
import random
import re
import subprocess
import sys
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
from lxml import etree

from govdisclosure import FORMATS, Format, GovDisclosureError, Report, check, dumps, from_dict, loads, read_all, render
from govdisclosure import validate as validated
from govdisclosure.evidence import Parsed, dumps_evidence, loads_evidence
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import Section, official_title, skeleton
from govdisclosure.grid import Grid, grids, value_at
from govdisclosure.readers import Kind, Limits

LIMITS = Limits(seconds=10)
SLOW = 20.0
"""Seconds of work after which an input is a find: the limit should have ended it."""

WATCHED = ("govdisclosure", "pdfminer")
"""Packages in which new code is looked for; in more of them the search would be for oddities of parsers."""

LARGEST = 2**20
ODD_NUMBERS = ("", "0", "-1", "2", "64", "65536", "1000000000", "9" * 25, "1.5", "1e9", "NaN", "１２", "1,362", "٣")
ODD_TEXTS = (
    "", "\n", "\r", "\x0c", "\u2028", "　", "\u200b", "\ufeff", "\ufffd", "𠀀", "0", "/", "1,362", "909.76万元",
    "0000000", "总计", "自然人", "规章", "一、总体情况", "（一）予以公开", "1.属于国家秘密", "时间：2024-01-01",
    "统计期限为2023年1月1日至2023年12月31日", "望河市水务局2022年政府信息公开工作年度报告", "联系方式：1", "┌─┬─┐",
    "│1│2│", "| 1 | 2 |", "| --- | --- |", "# 一、总体情况",
)  # fmt: skip


# --- what is right -----------------------------------------------------------------------------------------------


def take_document(kind: Kind) -> Callable[[bytes], None]:
    """What must hold for any bytes that are read as a document of a kind."""

    def take(data: bytes) -> None:
        try:
            found = read_all(data, kind, limits=LIMITS)
        except GovDisclosureError as error:
            _is_clear(error)
            return
        assert found
        for parsed in found:
            _is_sound(parsed)

    return take


def take_json(data: bytes) -> None:
    """What must hold for any bytes that are taken for a record."""
    for draft in (False, True):
        try:
            report = loads(data, draft=draft)
        except GovDisclosureError as error:
            _is_clear(error)
            continue
        if not draft:
            validated(report)
        assert loads(dumps(report), draft=draft) == report


def _is_clear(error: GovDisclosureError) -> None:
    for text in (error.text("en"), error.text("zh")):
        assert text.strip()


def _is_sound(parsed: Parsed) -> None:
    report = parsed.report
    validated(report)
    assert loads(dumps(report)) == report
    kept = loads_evidence(dumps_evidence(parsed))
    assert (kept.source, kept.evidence, kept.notes) == (parsed.source, parsed.evidence, parsed.notes)
    for cell in FORMATS[report.format].cells:
        if value_at(report, cell.path) is not None or cell.path in report.printed:
            assert cell.path in parsed.evidence, cell.path
    for finding in (*parsed.notes, *check(report, evidence=parsed.evidence).findings):
        assert finding.text("en")
        assert finding.text("zh")


# --- where to begin ----------------------------------------------------------------------------------------------


def sample(fmt: Format, *, whole: bool = True) -> Report:
    """A report in which every figure is another; with every table, or with the last alone, which is read faster."""
    tables = dict(list(fmt.tables.items())[0 if whole else -1 :])
    figures = {cell.path: 11 + n for n, cell in enumerate(cell for table in tables.values() for cell in table.cells)}
    sections = tuple(section for section in skeleton(fmt.headings) if section.table in (None, *tables)) or tuple(
        Section(number=f"{'一二三四五六七八九'[n]}、", heading=table.label.zh, table=key)
        for n, (key, table) in enumerate(tables.items())
    )
    part = Section(number="（一）", level=2, heading="制度建设", paragraphs=("本机关按时更新公开目录。",))
    prose = Section(number=sections[0].number, heading="总体情况", paragraphs=("工作平稳。",), parts=(part,))
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": "云溪县档案馆"}, **nested(figures)}
    return attrs.evolve(
        from_dict(data, draft=True),
        title=official_title("云溪县档案馆", fmt.first_year),
        preamble=("本机关编制本报告。",),
        sections=(prose, *sections[1:]) if fmt.headings else sections,
    )


def seeds(target: str) -> Iterator[bytes]:
    """Documents that are as they should be."""
    for fmt, whole in itertools.product(FORMATS.values(), (True, False)):
        report = sample(fmt, whole=whole)
        if target == "pdf":
            yield small_pdf(report)
        else:
            yield render(report, target)  # type: ignore[arg-type]  # the targets are kinds


def small_pdf(report: Report) -> bytes:
    """A report as a plain PDF of few bytes: a font that is not in it, rules, and nothing packed."""
    pages = [_page([report.title or "", *report.preamble, "一、总体情况", "工作平稳。"], None)]
    pages += [_page([f"{'二三四五六七八九'[n]}、{drawn.label.zh}"], drawn) for n, drawn in enumerate(grids(report))]
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    inner = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
    )
    metrics = (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 /Descent -120"
        b" /FontBBox [0 -120 1000 880] >>"
    )
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)]
    objects += [font, inner, metrics]
    for n, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1200 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (first + 2 * n + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page))
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, each) for n, each in enumerate(objects, 1))
    return whole_pdf(b"%PDF-1.7\n" + body)


def _page(lines: Iterable[str], drawn: Grid | None) -> bytes:
    """Drawing instructions: lines of text from the top, and below them a table."""
    marks = [_text(60, 800 - 16 * n, line) for n, line in enumerate(lines)]
    covered: set[tuple[int, int]] = set()
    for y, row in enumerate(() if drawn is None else drawn.rows):
        x = 0
        for cell in row:
            while (y, x) in covered:
                x += 1
            covered |= {(y + dy, x + dx) for dy in range(cell.rowspan) for dx in range(cell.colspan)}
            left, bottom = 40 + 70 * x, 760 - 20 * (y + cell.rowspan)
            marks.append(b"%d %d %d %d re S" % (left, bottom, 70 * cell.colspan, 20 * cell.rowspan))
            if cell.text:
                marks.append(_text(left + 3, bottom + 6, cell.text, size=60 * cell.colspan / len(cell.text)))
    return b"\n".join(marks)


def _text(x: int, y: int, text: str, size: float = 10) -> bytes:
    return b"BT /F1 %.2f Tf %d %d Td <%s> Tj ET" % (min(size, 10), x, y, text.encode("utf-16-be").hex().encode())


def whole_pdf(data: bytes) -> bytes:
    """A PDF with the lengths of its streams right, and a table of its objects at its end."""
    cut = data.rfind(b"\nxref")
    data = data if cut < 0 else data[: cut + 1]
    stream = re.compile(rb"/Length \d+(.{0,200}?)stream\n(.*?)\nendstream", re.DOTALL)
    data = stream.sub(lambda m: b"/Length %d%sstream\n%s\nendstream" % (len(m[2]), m[1], m[2]), data)
    places = {int(m[1]): m.start() for m in re.finditer(rb"(?<![0-9])(\d{1,6}) 0 obj", data)}
    last = max(places, default=0) if max(places, default=0) <= 2 * len(places) else 0
    rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(last + 1))
    head = b"xref\n0 %d\n%s" % (last + 1, b"".join(rows))
    return data + head + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, len(data))


# --- how it is changed -------------------------------------------------------------------------------------------

Change = Callable[[bytes, random.Random], bytes]


def change_tokens(pattern: str, words: Sequence[str], encoding: str = "utf-8") -> Change:
    """A document as a row of tokens, runs of which are left out, repeated, moved, or get others among them."""
    token = re.compile(pattern, re.DOTALL)

    def change(data: bytes, chance: random.Random) -> bytes:
        tokens = token.findall(data.decode(encoding, "surrogateescape"))
        for _ in range(chance.choice((1, 1, 2, 4, 8))):
            tokens = _changed(tokens, words, chance)
        return "".join(tokens).encode(encoding, "replace" if encoding == "latin-1" else "surrogateescape")

    return change


def _changed(tokens: list[str], words: Sequence[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(tokens) + 1)
    end = at + chance.choice((1, 1, 2, 5, 20))
    run = tokens[at:end]
    match chance.randrange(6):
        case 0:
            return tokens[:at] + tokens[end:]
        case 1:
            return tokens[:at] + run * chance.choice((2, 3, 50)) + tokens[end:]
        case 2:
            rest = tokens[:at] + tokens[end:]
            to = chance.randrange(len(rest) + 1)
            return rest[:to] + run + rest[to:]
        case 3:
            return [*tokens[:at], chance.choice(words), *tokens[at:]]
        case 4 if run:
            return [*tokens[:at], _odd(run[0], chance), *tokens[at + 1 :]]
        case _:
            return [*tokens[:at], chance.choice(words), *tokens[end:]]


def _odd(token: str, chance: random.Random) -> str:
    """A token with one of its numbers replaced, or cut in two."""
    numbers = list(re.finditer(r"\d+", token))
    if numbers and chance.random() < 0.7:
        number = chance.choice(numbers)
        return token[: number.start()] + chance.choice(ODD_NUMBERS) + token[number.end() :]
    at = chance.randrange(len(token) + 1)
    return chance.choice((token[:at], token[:at] + chance.choice(ODD_TEXTS) + token[at:]))


def change_package(data: bytes, chance: random.Random) -> bytes:
    """A package one part of which is changed inside, or left out, or there under another name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {info.filename: package.read(info) for info in package.infolist()}
    except Exception:  # a broken package is changed like any bytes
        return change_bytes(data, chance)
    weights = [len(part) ** 0.5 for part in parts.values()]
    if not parts or not sum(weights):
        return data
    name = chance.choices(list(parts), weights)[0]
    kind = chance.random()
    if kind < 0.03:
        del parts[name]
    elif kind < 0.05:
        parts[chance.choice(list(parts))] = parts.pop(name)
    elif kind < 0.2:
        parts[name] = change_html(parts[name], chance)
    else:
        parts[name] = change_xml(parts[name], chance)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def change_xml(data: bytes, chance: random.Random) -> bytes:
    """A part as a tree that stays well-formed."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        return change_html(data, chance)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        try:
            _change_element(chance.choice(elements), chance.choice(elements), chance)
        except ValueError:  # no such text or such a tree in XML
            continue
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _change_element(one: Any, other: Any, chance: random.Random) -> None:
    parent = one.getparent()
    if parent is None:
        return
    namespace = one.tag.rpartition("}")[0] + "}" if "}" in one.tag else ""
    match chance.randrange(9):
        case 0:
            parent.remove(one)
        case 1:
            for _ in range(chance.choice((1, 2, 30))):
                parent.insert(parent.index(one), copy.deepcopy(one))
        case 2:
            other.append(copy.deepcopy(one))
        case 3:
            around = etree.Element(namespace + chance.choice(TAGS))
            parent.replace(one, around)
            around.append(one)
        case 4:
            one.tag = other.tag if chance.random() < 0.5 else namespace + chance.choice(TAGS)
        case 5 if one.attrib:
            key = chance.choice(list(one.attrib))
            one.set(key, chance.choice((*ODD_NUMBERS, *VALUES)))
        case 6 if one.attrib:
            del one.attrib[chance.choice(list(one.attrib))]
        case 7:
            key = chance.choice(list(other.attrib) or [namespace + "val"])
            one.set(key, other.get(key) or chance.choice((*ODD_NUMBERS, *VALUES)))
        case _:
            one.text = chance.choice(ODD_TEXTS)


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


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    """Blind: some bytes are others, or the end is gone."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 16))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed) + 1)] if chance.random() < 0.2 else changed)


def change_json(data: bytes, chance: random.Random) -> bytes:
    """A record whose data are changed, or its text."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return _change_json_text(data, chance)
    if chance.random() < 0.3 or not isinstance(tree, dict | list):
        return _change_json_text(data, chance)
    for _ in range(chance.choice((1, 1, 2, 4))):
        _change_node(tree, chance)
    return json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _change_node(tree: Any, chance: random.Random) -> None:
    here = tree
    while True:
        keys: list[Any] = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return
        key = chance.choice(keys)
        if not isinstance(here[key], dict | list) or not here[key] or chance.random() < 0.2:
            break
        here = here[key]
    match chance.randrange(4):
        case 0:
            del here[key]
        case 1 if isinstance(here, dict):
            here[chance.choice((*ODD_TEXTS, *keys))] = here.pop(key)
        case 2:
            here[key] = copy.deepcopy(here)
        case _:
            here[key] = chance.choice((None, True, -1, 0, 1.0, 2.5, 10**30, 1e308, [], {}, *ODD_NUMBERS, *ODD_TEXTS))


def change_pdf(data: bytes, chance: random.Random) -> bytes:
    """A PDF whose tokens are changed; mostly with its table of objects made anew."""
    changed = _change_pdf_tokens(data, chance)
    return whole_pdf(changed) if chance.random() < 0.8 else changed


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

change_html = change_tokens(r"<[^>]*>|[^<]+|<", HTML_WORDS)
_change_json_text = change_tokens(
    r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[{}\[\],:]|\w+|\s+|.',
    ("null", "{", "}", "[", "]", ",", ":", '"', '"\\ud800"', "NaN", "1e999"),
)
_change_pdf_tokens = change_tokens(r"[^\s\[\]<>()/]+|\s+|/[^\s\[\]<>()/]*|.", PDF_WORDS, "latin-1")


@attrs.frozen
class Target:
    """What is fuzzed: what must hold, and how input is changed."""

    take: Callable[[bytes], None]
    change: Change


TARGETS: Mapping[str, Target] = {
    "text": Target(take_document("text"), change_tokens(r"[^\n]*\n|[^\n]+", TEXT_WORDS)),
    "markdown": Target(take_document("markdown"), change_tokens(r"\||[^|\n]+|\n", MARKDOWN_WORDS)),
    "html": Target(take_document("html"), change_html),
    "docx": Target(take_document("docx"), change_package),
    "xlsx": Target(take_document("xlsx"), change_package),
    "pdf": Target(take_document("pdf"), change_pdf),
    "json": Target(take_json, change_json),
}


# --- the run -----------------------------------------------------------------------------------------------------


def run_one(name: str, data: bytes, finds: Path) -> None:
    """Give one input to a target; keep it if it fails in a way not seen yet, or is smaller than the one seen."""
    began = time.process_time()
    try:
        TARGETS[name].take(data)
        spent = time.process_time() - began
        if spent <= SLOW:
            return
        called, report = "slow", f"{spent:.1f} s\n"
    except Exception as error:  # whatever escapes is what we look for
        frame = traceback.extract_tb(error.__traceback__)[-1]
        called = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"
        report = traceback.format_exc()
    kept = finds / called
    if not kept.exists() or len(data) < kept.stat().st_size:
        kept.write_bytes(data)
        kept.with_suffix(".txt").write_text(report, encoding="utf-8")
        print(f"FIND {name} {called} ({len(data)} bytes)", flush=True)


def run_target(name: str, seconds: int, folder: Path) -> None:
    """Fuzz one target in this process, which ends with it."""
    atheris = importlib.import_module("atheris")
    finds, corpus = folder / name / "finds", folder / name / "corpus"
    for each in (finds, corpus):
        each.mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(document)
    for module in [module for module in sys.modules if module.partition(".")[0] in WATCHED]:
        del sys.modules[module]  # to be loaded again, watched
    with atheris.instrument_imports(include=list(WATCHED), enable_loader_override=False):
        watched = importlib.import_module(Path(__file__).stem)
        for seed in sorted(corpus.glob("seed-*")):
            watched.TARGETS[name].take(seed.read_bytes())  # loads what loads late

    def mutate(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        changed = change_bytes(data, chance) if chance.random() < 0.05 else TARGETS[name].change(data, chance)
        return changed if len(changed) <= most else data[:most]

    options = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", "-timeout=60", "-rss_limit_mb=3000"]
    options += ["-len_control=0", "-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={finds}/", str(corpus)]
    atheris.Setup([sys.argv[0], *options], lambda data: watched.run_one(name, data, finds), custom_mutator=mutate)
    atheris.Fuzz()


def main() -> int:
    """Fuzz the targets one after another; 1 if anything was found."""
    parser = argparse.ArgumentParser(description="Look for input that breaks a reader.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(TARGETS)}; all if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--replay", type=Path, help="run one input again")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    unknown = set(given.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    warnings.simplefilter("ignore")
    names = given.targets or list(TARGETS)
    if given.replay:
        for name in names:
            TARGETS[name].take(given.replay.read_bytes())
        return 0
    if given.alone:
        run_target(names[0], given.seconds, given.folder)
    return max(_report(name, given.seconds, given.folder) for name in names)


def _report(name: str, seconds: int, folder: Path) -> int:
    """Fuzz a target in a process of its own, as the fuzzer ends its process; say what came of it."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    log = folder / name / "log.txt"
    command = [sys.executable, __file__, name, "--alone", "--seconds", str(seconds), "--folder", str(folder)]
    with log.open("w", encoding="utf-8") as file:
        ended = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, check=False)
    said = log.read_text(encoding="utf-8", errors="replace")
    executed = re.search(r"number_of_executed_units: (\d+)", said)
    kept = [path for path in sorted((folder / name / "finds").iterdir()) if path.suffix != ".txt"]
    times = "did not run to its end" if executed is None else f"{executed[1]} inputs"
    print(f"{name}: {times}, {len(kept)} finds{''.join(f'{chr(10)}  {path}' for path in kept)}", flush=True)
    if executed is None or ended.returncode:
        print(f"  ended with {ended.returncode}; see {log}", flush=True)
    return int(bool(kept or ended.returncode))


if __name__ == "__main__":
    sys.exit(main())
