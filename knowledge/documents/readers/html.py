"""HTML pages of government sites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.documents.errors import TooLarge
from knowledge.documents.limits import Limits, limits
from knowledge.documents.readers.article import article_body, text_weight
from knowledge.documents.readers.declared import declared_by, first, found_by, host_of
from knowledge.documents.readers.encoding import decode
from knowledge.documents.readers.port import Link, RawLine, RawText
from knowledge.documents.readers.sites import SiteRule, SiteRules, site_rules

_NOT_TEXT = "script, style, noscript, template, iframe, object, svg, nav, footer, aside, form, button, select, textarea"
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td"}
    | {"th", "thead", "tr", "ul"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TITLE_META = 'meta[name="ArticleTitle"], meta[name="articletitle"], meta[property="og:title"]'


class HtmlReader:
    """Reads the article of a page: scripts, navigation and footers are left out, tables come row by row."""

    suffixes = frozenset({".html", ".htm", ".shtml", ".xhtml"})

    def __init__(self, rules: SiteRules | None = None, bounds: Limits | None = None) -> None:
        self._rules = rules or site_rules()
        self._bounds = bounds or limits()

    def read(self, data: bytes, name: str) -> RawText:
        """Read the body by the rules of the site, else the densest part of the page, and what the page declares.

        ``name`` may be the address of the page.

        Raises:
            UnreadableDocument: none of the encodings fits.
            TooLarge: more tags than the limits allow.
        """
        if data.count(b"<") > self._bounds.html_nodes:
            raise TooLarge(f"“{name}”的内容超过上限 {self._bounds.html_nodes} 个标签。", remedy="请拆分后导入。")
        page = LexborHTMLParser(decode(data, name))
        title = _declared_title(page)
        rule = self._rules.rule_for(host_of(page, name))
        declared = declared_by(page, self._rules, rule)
        for node in page.css(_NOT_TEXT):
            node.decompose()
        body = self._body(page, rule)
        if body is None:
            return RawText((), title, declared=declared)
        links = dict.fromkeys((*_links(body), *_attachments(page, rule)))
        return RawText(tuple(_lines(body)), title, tuple(links), declared)

    def _body(self, page: LexborHTMLParser, rule: SiteRule | None) -> LexborNode | None:
        dense = article_body(page.body or page.root)
        ruled = first(page, rule.body) if rule is not None else None
        if ruled is None or dense is None:
            return dense
        return ruled if text_weight(ruled) >= self._rules.min_share * text_weight(dense) else dense


def _declared_title(page: LexborHTMLParser) -> str:
    meta = page.css_first(_TITLE_META)
    if meta is not None and (content := meta.attributes.get("content")):
        return _squeezed(content)
    node = page.css_first("h1") or page.css_first("title")
    return _squeezed(node.text()) if node is not None else ""


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _lines(body: LexborNode) -> Iterator[RawLine]:
    """Walk the tree without recursion: pages nest without limit."""
    line = _Line()
    stack: list[tuple[LexborNode, bool]] = [(body, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            line.pieces.append(node.text_content or "")
            continue
        if tag in _BLOCKS and (ended := line.end()):
            yield ended
        if leaving:
            if row := line.leave(tag):
                yield row
            continue
        line.enter(tag)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
    if rest := line.end():
        yield rest


@dataclass(slots=True)
class _Line:
    """The line being read: a block element ends it; a table row is one line, its cells parted by bars."""

    pieces: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    heading: int = 0

    def enter(self, tag: str) -> None:
        self.heading = _HEADINGS.get(tag, self.heading)
        if tag in {"td", "th"}:
            self.cells.append("")

    def leave(self, tag: str) -> RawLine | None:
        if tag in _HEADINGS:
            self.heading = 0
        if tag != "tr" or not self.cells:
            return None
        row, self.cells = " | ".join(self.cells).strip(), []
        return RawLine(row, fixed=True)

    def end(self) -> RawLine | None:
        text = _squeezed("".join(self.pieces))
        self.pieces = []
        if self.cells:
            self.cells[-1] = f"{self.cells[-1]} {text}".strip()
            return None
        return RawLine(text, self.heading, fixed=self.heading > 0) if text else None


def _links(body: LexborNode) -> Iterator[Link]:
    for node in body.css("a[href]"):
        yield Link(_squeezed(node.text()), node.attributes.get("href") or "")


def _attachments(page: LexborHTMLParser, rule: SiteRule | None) -> Iterator[Link]:
    for selector in rule.attachments if rule is not None else ():
        for node in found_by(page, selector):
            yield Link(_squeezed(node.text()), node.attributes.get("href") or "")
