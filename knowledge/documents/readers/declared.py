"""What a page says about its document outside the text: meta tags, and the table beside the article."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from knowledge.documents.model import MetadataField
from knowledge.documents.readers.sites import SiteRule, SiteRules

_LONGEST = 200
_CELLS = frozenset({"td", "th", "tr", "li", "dt", "dd", "span", "p", "div", "b", "strong", "br", "table", "ul", "h1"})
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "textarea"})
_BLANK = re.compile(r"\s+")


def host_of(page: LexborHTMLParser, name: str) -> str:
    """Return the host that a page came from: by its address, else by what it says of itself; empty where neither."""
    addresses = [name, *(_content(page, f'meta[name="{key}" i]') for key in ("Url", "SiteDomain"))]
    canonical = page.css_first('link[rel="canonical"]')
    addresses.append((canonical.attributes.get("href") or "") if canonical is not None else "")
    return next(filter(None, map(_host, addresses)), "")


def _host(address: str) -> str:
    has_scheme = address.startswith(("http://", "https://"))
    if not has_scheme and not re.fullmatch(r"[\w.-]+\.gov\.cn(?:/.*)?", address):
        return ""
    try:
        return urlsplit(address if has_scheme else f"//{address}").hostname or ""
    except ValueError:
        return ""


def declared_by(page: LexborHTMLParser, rules: SiteRules, rule: SiteRule | None) -> dict[MetadataField, str]:
    """Return what meta tags, the selectors of the site and labelled cells say; the first of them counts."""
    found: dict[MetadataField, str] = {}
    for field, text in (*_from_meta(page, rules), *_from_selectors(page, rule), *_from_labels(page, rules)):
        if text and len(text) <= _LONGEST:
            found.setdefault(field, text)
    return found


def _from_meta(page: LexborHTMLParser, rules: SiteRules) -> Iterator[tuple[MetadataField, str]]:
    for name, field in rules.meta.items():
        yield field, _content(page, f'meta[name="{name}" i]')


def _from_selectors(page: LexborHTMLParser, rule: SiteRule | None) -> Iterator[tuple[MetadataField, str]]:
    if rule is None:
        return
    for field, selectors in (
        (MetadataField.TITLE, rule.title),
        (MetadataField.DOCUMENT_NUMBER, rule.number),
        (MetadataField.PUBLISHED_ON, rule.published),
        (MetadataField.ISSUER, rule.issuer),
    ):
        if node := first(page, selectors):
            yield field, _bare(_text(node))


def _from_labels(page: LexborHTMLParser, rules: SiteRules) -> Iterator[tuple[MetadataField, str]]:
    """``发文机关：市政府`` in one cell, or in two that stand side by side."""
    fields = {label: field for field, labels in rules.labels.items() for label in labels}
    waiting: MetadataField | None = None
    for text in _chunks(page):
        label, _, value = text.replace(":", "：", 1).partition("：")
        field = fields.get(_BLANK.sub("", label).strip("【】[]"))
        if field is None and waiting is not None and text.strip("： "):
            yield waiting, text.strip("： ")
        waiting = field if field is not None and not value.strip() else None
        if field is not None and value.strip() and "：" not in value:
            yield field, value.strip()


def _chunks(page: LexborHTMLParser) -> Iterator[str]:
    """Yield the text of the page cell by cell, in one walk: pages nest without limit."""
    pieces: list[str] = []
    root = page.body or page.root
    stack = [(root, False)] if root is not None else []
    while stack:
        node, leaving = stack.pop()
        if node.tag == "-text":
            pieces.append(node.text_content or "")
            continue
        if node.tag in _CELLS and (text := _BLANK.sub(" ", "".join(pieces)).strip()):
            yield text
        pieces = [] if node.tag in _CELLS else pieces
        if not leaving and node.tag not in _NO_TEXT:
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))


def _bare(text: str) -> str:
    """A value without the label that the site prints before it."""
    return re.sub(r"^[\u4e00-\u9fff]{2,4}[：:]\s*", "", text)


def first(page: LexborHTMLParser, selectors: tuple[str, ...]) -> LexborNode | None:
    """Return the first node that any of the selectors finds with text in it."""
    found = (node for selector in selectors for node in found_by(page, selector)[:1])
    return next((node for node in found if _text(node)), None)


def found_by(page: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """Return what a selector finds: nothing where it is none, as rules are written by hand."""
    try:
        return page.css(selector)
    except SelectolaxError:
        return []


def _content(page: LexborHTMLParser, selector: str) -> str:
    node = page.css_first(selector)
    return _BLANK.sub(" ", node.attributes.get("content") or "").strip() if node is not None else ""


def _text(node: LexborNode) -> str:
    return _BLANK.sub(" ", node.text()).strip()
