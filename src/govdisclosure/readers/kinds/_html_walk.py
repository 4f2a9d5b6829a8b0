"""Walks through a page as it is shown: its lines of text and its tables, in printed order."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._html_lines import Line
from govdisclosure.readers.kinds._html_lists import number_of, printed_number
from govdisclosure.readers.kinds._html_page import Article, Page, PageCell, PageLine, PageTable
from govdisclosure.readers.kinds._html_source import Source
from govdisclosure.readers.kinds._html_styles import PLAIN, Style, sheet_of, style_of
from govdisclosure.readers.kinds._html_tables import Slot, slots
from govdisclosure.wording._numbering import leading_number

if TYPE_CHECKING:
    from justhtml import Element, Node
    from justhtml import Text as TextNode


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UNSEEN = _words(
    "head title base link meta style script noscript template noembed noframes iframe frameset select datalist option "
    "optgroup video audio canvas rp defs desc metadata area param source track"
)
_OWN_LINES = _words(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search section "
    "summary ul xmp text caption tr td th thead tbody tfoot"
)
_KEEPS_SPACE = frozenset(("pre", "listing", "plaintext", "xmp", "textarea"))
_SIGNS = {"sup": "^", "sub": "_", "del": "~", "s": "~", "strike": "~"}
_FIELDS = frozenset(("", "text", "search", "tel", "url", "email", "number", "date", "button", "submit", "reset"))
_ARTICLES = frozenset(("main", "article"))
_ARTICLE_NAMES = _words(
    "zoom zoomcon ucap-content trs_editor trs_ueditor article-content article_content articlecontent article-body "
    "content con contentbox content-box content_box contenttext content-text content_text news_content news-content "
    "newscontent v_news_content vsb_content pages_content page-content main-content main_content maincontent "
    "detail-content detail_content art_con artcontent bt-content bt_content wz_content info-content"
)
_OFTEN = 512
"""After how many nodes to look at the clock."""


def read_page(root: "Node", source: Source, budget: Budget, *, tables: int = 0) -> Page:
    """What a page shows. `tables` are how many stand before it in the document."""
    walk = _Walk(source, budget, *_sheets(root), tables)
    walk.run(root)
    return walk.page


def _texts_below(element: "Element") -> "Iterator[Node]":
    """The texts in an element that it would show."""
    waiting: list[Node] = [element]
    while waiting:
        node = waiting.pop()
        if node.name == "#text":
            yield node
        elif node.name not in _UNSEEN:
            waiting.extend(node.children or ())


def _sheets(root: "Node") -> tuple[Mapping[str, Style], bool]:
    """What the style sheets in a page say, and whether it has others besides, which are not at hand."""
    css: list[str] = []
    has_others = False
    waiting: list[Node | TextNode] = [root]
    while waiting:
        node = waiting.pop()
        if node.name == "style":
            css.extend(child.data or "" for child in node.children or ())
        elif node.name == "link":
            has_others = has_others or "stylesheet" in (node.attrs.get("rel") or "").lower()  # type: ignore[union-attr]
        elif node.name in ("#document", "html", "head", "body"):
            waiting.extend(reversed(node.children or ()))
    return (sheet_of("\n".join(css)) if css else {}), has_others


Task = Callable[[], None]


class _Walk:
    """One walk through a page. What is to be done yet stands on a stack: nodes to enter, tasks to do."""

    def __init__(
        self,
        source: Source,
        budget: Budget,
        sheet: Mapping[str, Style],
        has_other_sheets: bool,
        tables: int,
    ) -> None:
        self.page = Page()
        self._source = source
        self._budget = budget
        self._sheet = sheet
        self._styles: dict[tuple[str, str | None, str | None], Style] = {}
        self._stack: list[Node | TextNode | Task] = []
        self._line = Line()
        self._first_line = 0  # where the line that is being read begins in the source; 0 if it has not begun
        self._paragraph = 0
        self._is_new = True  # whether the next line begins a paragraph
        self._keeps_space = False
        self._number: str | None = None  # what a list prints before its next item
        self._tables_before = tables
        self._lists: list[list[object]] = [self.page.items]  # type: ignore[list-item]
        self._cells = 0  # how many cells are open
        self._counts: dict[int, int] = {}  # by list, the number of its last item
        self._has_other_sheets = has_other_sheets

    def run(self, root: "Node") -> None:
        stack = self._stack
        stack.append(root)
        seen = 0
        while stack:
            node = stack.pop()
            seen += 1
            if not seen % _OFTEN:
                self._budget.time()
            if callable(node):
                node()
            elif node.name == "#text":
                self._text(node.data)  # type: ignore[arg-type]
            elif node.children is not None:
                self._enter(node)  # type: ignore[arg-type]
        self._end_block()

    def _text(self, data: str) -> None:
        if not self._first_line and not data.isspace():
            self._source.find_text(data)
            self._first_line = self._source.line
        self._line.add(data, keeps_space=self._keeps_space)

    def _enter(self, element: "Element") -> None:
        name, attributes = element.name, element.attrs
        if name in _UNSEEN:
            return
        style = self._style(name, attributes) if attributes or self._sheet else PLAIN
        if style.hidden or (attributes and "hidden" in attributes):
            self._leave_out(element)
            return
        if name == "br":
            self._end_line()
        elif name == "table":
            self._table(element)
        elif name == "input":
            self._field(attributes)
        else:
            self._element(element, name, style)

    def _element(self, element: "Element", name: str, style: Style) -> None:
        """Enter anything that holds text. Tasks that follow what is in it go onto the stack below it."""
        if style.own_line or (style.own_line is None and name in _OWN_LINES):
            self._end_block()
            if name == "li":
                self._begin_item(element)
            self._stack.append(self._end_block)
            if name in ("main", "article", "div", "td", "section"):
                self._begin_article(element, name)
        keeps_space = name in _KEEPS_SPACE if style.keeps_space is None else style.keeps_space
        if (style.keeps_space is not None or keeps_space) and keeps_space != self._keeps_space:
            self._stack.append(self._keep_space if self._keeps_space else self._collapse_space)
            self._keeps_space = keeps_space
        if name in _SIGNS:
            self._stack.append(lambda sign=_SIGNS[name]: self._line.sign(sign))  # type: ignore[misc]
            self._line.sign(_SIGNS[name])
        if style.side_by_side:
            for child in reversed(element.children):
                self._stack.append(child)
                if child.name != "#text":
                    self._stack.append(self._line.gap)
        elif element.children:
            self._stack.extend(reversed(element.children))

    def _style(self, name: str, attributes: Mapping[str, str | None]) -> Style:
        """What is said of an element on itself, else in a style sheet."""
        said, classes = attributes.get("style"), attributes.get("class")
        if not self._sheet:
            name = classes = ""
        key = (name, classes, said)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._style_by(name, classes or "", said or "")
        return style

    def _style_by(self, name: str, classes: str, said: str) -> Style:
        style = style_of(said)
        for selector in (*(f".{each}" for each in classes.split()), name):
            general = self._sheet.get(selector)
            if general is not None:
                style = style.over(general)
        return style

    def _field(self, attributes: Mapping[str, str | None]) -> None:
        """What a field of a form shows."""
        value = attributes.get("value")
        if value and (attributes.get("type") or "").lower() in _FIELDS:
            self._line.add(value)

    # --- lines -----------------------------------------------------------------------------------------------

    def _end_line(self) -> None:
        """The line ends; what follows belongs to the same paragraph."""
        texts = self._line.take()
        for text in texts:
            if self._is_new:
                self._paragraph += 1
                self._is_new = False
            self._emit(text)
        self._first_line = 0

    def _end_block(self) -> None:
        if self._line:
            self._end_line()
        self._is_new = True

    def _emit(self, text: str) -> None:
        current = self._lists[-1]
        if not self._cells or current:
            self._budget.line()
        if self._number is not None:
            text = text if leading_number(text) else self._number + text
            self._number = None
        line = PageLine(text, self._paragraph, self._first_line or self._source.line)
        current.append(line)
        self.page.lines.append(line)

    def _keep_space(self) -> None:
        self._keeps_space = True

    def _collapse_space(self) -> None:
        self._keeps_space = False

    # --- lists -----------------------------------------------------------------------------------------------

    def _begin_item(self, item: "Element") -> None:
        """The number that a list prints before its item, where the page itself says that it prints any."""
        self._number = None
        parent = item.parent
        if parent is None or parent.name != "ol" or parent.attrs is None:
            return
        before = self._counts.get(id(parent))
        number = self._counts[id(parent)] = number_of(item, parent, before)
        said = self._style("li", item.attrs).numbering or self._style("ol", parent.attrs).numbering
        is_plain = said is None and "type" not in parent.attrs and "start" not in parent.attrs
        if not (is_plain and self._has_other_sheets):  # most sheets begin by taking the numbers away
            self._number = printed_number(number, said or parent.attrs.get("type") or "decimal")
        self._stack.append(self._forget_number)

    def _forget_number(self) -> None:
        self._number = None

    # --- tables ----------------------------------------------------------------------------------------------

    def _table(self, table: "Element") -> None:
        self._end_block()
        self._budget.depth(self._cells + 1)
        rows = list(slots(self._row_groups(table), self._budget))
        made = PageTable(self._tables_before + len(self.page.tables) + 1, self._source.line)
        tasks: list[Node | TextNode | Task] = [lambda: self._begin_table(made)]
        for row in rows:
            tasks.append(lambda: made.rows.append([]))
            for slot in row:
                tasks += (lambda slot=slot: self._begin_cell(made, slot), slot.element, self._end_cell)  # type: ignore[misc]
        captions = [] if "data-table" in table.attrs else [c for c in table.children if c.name == "caption"]
        self._stack.extend(reversed([*captions, *tasks]))

    def _begin_table(self, table: PageTable) -> None:
        self._end_block()
        table.number = self._tables_before + len(self.page.tables) + 1
        self.page.tables.append(table)
        self._lists[-1].append(table)

    def _begin_cell(self, table: PageTable, slot: Slot) -> None:
        self._source.find_cell()
        if not any(table.rows):
            table.line = self._source.line
        cell = PageCell(slot, self._source.line)
        table.rows[-1].append(cell)
        self._lists += (table.rows, table.rows[-1], cell.items)  # type: ignore[arg-type]
        self._cells += 1

    def _end_cell(self) -> None:
        self._end_block()
        del self._lists[-3:]
        self._cells -= 1

    def _row_groups(self, table: "Element") -> "list[list[list[Element]]]":
        """The cells of a table that are shown, by rows and groups of rows, the foot last."""
        groups: list[list[list[Element]]] = []
        foot: list[list[Element]] = []
        for part in table.children:
            if part.name in ("thead", "tbody", "tfoot") and not self._is_hidden(part):
                rows = [self._cells_of(row) for row in part.children if row.name == "tr" and not self._is_hidden(row)]
                if part.name == "tfoot" and not foot:
                    foot = rows
                else:
                    groups.append(rows)
        return [*groups, foot]

    def _cells_of(self, row: "Element") -> "list[Element]":
        return [cell for cell in row.children if cell.name in ("td", "th") and not self._is_hidden(cell)]

    def _is_hidden(self, element: "Element") -> bool:
        attributes = element.attrs
        if not attributes:
            return False
        hidden = "hidden" in attributes or ("style" in attributes and self._style("", attributes).hidden)
        if hidden:
            self._leave_out(element)
        return hidden

    def _leave_out(self, element: "Element") -> None:
        """Count what is hidden, if it says anything."""
        self.page.hidden += any(isinstance(node.data, str) and node.data.strip() for node in _texts_below(element))

    # --- articles --------------------------------------------------------------------------------------------

    def _begin_article(self, element: "Element", name: str) -> None:
        """Remember where an element begins and ends that is made for the main text of a page."""
        names = _names_of(element)
        if name not in _ARTICLES and not names & _ARTICLE_NAMES:
            return
        article = Article(min(names & _ARTICLE_NAMES, default=name), len(self.page.lines))
        self._stack.append(lambda: self._end_article(article))

    def _end_article(self, article: Article) -> None:
        self._end_block()
        article.end_line, article.end_table = len(self.page.lines), len(self.page.tables)
        article.open_lists = tuple((items, len(items)) for items in self._lists)
        self.page.articles.append(article)


def _names_of(element: "Element") -> set[str]:
    """The names that a page gives an element."""
    attributes = element.attrs
    if not attributes:
        return set()
    return {*(attributes.get("class") or "").lower().split(), (attributes.get("id") or "").lower()}
