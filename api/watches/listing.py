"""Which pages a list page or a feed names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urldefrag, urljoin, urlsplit

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.documents.readers.encoding import decode
from knowledge.errors import InvalidInput

_ATOM = "{http://www.w3.org/2005/Atom}"
_RSS1 = "{http://purl.org/rss/1.0/}"
_DATE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\[\d{2}-\d{2}\]")
_ITEMS = frozenset({"li", "tr", "dd", "dt", "p", "div", "td"})
_ENOUGH_DATED = 2
_MAX_ITEM = 300  # characters of a list item; what is longer is a part of the page
_MIN_TEXT = 4
_SKIPPED = frozenset(
    {".jpg", ".jpeg", ".png", ".gif", ".css", ".js", ".ico", ".svg", ".mp4", ".mp3", ".xls", ".xlsx", ".csv"}
)
_SKIPPED |= {".zip", ".rar", ".7z", ".exe", ".apk", ".ppt", ".pptx"}


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page that a list names."""

    url: str
    title: str


def pages_of_list(data: bytes, url: str, most: int) -> list[ListedPage]:
    """Return the pages that a list page names, as they stand, on the same host.

    Lists of notices carry a date beside each link; where at least two do, the others are the page's own navigation.

    Raises:
        InvalidInput: it is no page with links.
    """
    page = LexborHTMLParser(decode(data, url))
    links = [
        (listed, dated) for node in page.css("a[href]") if (listed := _listed(node, url)) for dated in [_dated(node)]
    ]
    dated_links = [listed for listed, dated in links if dated]
    chosen = dated_links if len(dated_links) >= _ENOUGH_DATED else [listed for listed, _ in links]
    if not chosen:
        raise InvalidInput(
            "网页里没有找到文件的链接", remedy="请核对是不是列表页；由脚本生成的列表看不到，请改用订阅源"
        )
    return _once(chosen, most)


def pages_of_feed(data: bytes, url: str, most: int) -> list[ListedPage]:
    """Return the pages that an RSS or Atom feed names.

    Raises:
        InvalidInput: it is no feed.
    """
    try:
        root = fromstring(data)
    except (SyntaxError, ValueError, DefusedXmlException) as error:
        raise InvalidInput("这不是 RSS 或 Atom 订阅源", remedy="请核对网址，或者按列表页关注") from error
    found = [ListedPage(_absolute(link, url), title) for link, title in (*_rss(root), *_atom(root)) if link]
    if not found:
        raise InvalidInput("订阅源里没有条目")
    return _once([page for page in found if page.url], most)


def _rss(root: object) -> Iterator[tuple[str, str]]:
    for space in ("", _RSS1):
        for item in root.iter(f"{space}item"):  # type: ignore[attr-defined]  # defusedxml does not type its elements
            yield (item.findtext(f"{space}link") or "").strip(), (item.findtext(f"{space}title") or "").strip()


def _atom(root: object) -> Iterator[tuple[str, str]]:
    for entry in root.iter(f"{_ATOM}entry"):  # type: ignore[attr-defined]  # defusedxml does not type its elements
        links = [link for link in entry.iter(f"{_ATOM}link") if link.get("rel", "alternate") == "alternate"]
        yield (links[0].get("href", "") if links else ""), (entry.findtext(f"{_ATOM}title") or "").strip()


def _listed(node: LexborNode, base: str) -> ListedPage | None:
    url = _absolute(node.attributes.get("href") or "", base)
    title = re.sub(r"\s+", " ", node.attributes.get("title") or node.text()).strip()
    if not url or len(title) < _MIN_TEXT or urlsplit(url).netloc != urlsplit(base).netloc:
        return None
    if url == urldefrag(base).url or PurePosixPath(urlsplit(url).path).suffix.lower() in _SKIPPED:
        return None
    return ListedPage(url, title)


def _absolute(link: str, base: str) -> str:
    try:
        url = urldefrag(urljoin(base, link.strip())).url
        return url if urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname else ""
    except ValueError:
        return ""


def _dated(node: LexborNode) -> bool:
    """Whether the list item around a link carries a date."""
    around = node.parent
    while around is not None and around.tag not in _ITEMS:
        around = around.parent
    text = around.text() if around is not None else ""
    return len(text) <= _MAX_ITEM and _DATE.search(text) is not None


def _once(pages: list[ListedPage], most: int) -> list[ListedPage]:
    return list({page.url: page for page in reversed(pages)}.values())[::-1][:most]
