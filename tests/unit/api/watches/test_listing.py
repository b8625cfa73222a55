"""Pages that lists and feeds name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.watches.listing import pages_of_feed, pages_of_list
from knowledge.errors import InvalidInput

BASE = "https://www.example.test/zcwj/index.html"


def listed(html: str, most: int = 50) -> list[tuple[str, str]]:
    return [(page.url, page.title) for page in pages_of_list(html.encode(), BASE, most)]


def test_links_with_a_date_beside_them_are_the_list() -> None:
    html = (
        "<nav><a href='/zwgk/'>政府信息公开</a></nav><ul>"
        "<li><a href='t1.html' title='关于甲的完整标题'>关于甲…</a><span>2031-02-01</span></li>"
        "<li><a href='/zcwj/t2.html#top'>关于乙的通知</a><em>[02-03]</em></li></ul>"
    )
    assert listed(html) == [
        ("https://www.example.test/zcwj/t1.html", "关于甲的完整标题"),
        ("https://www.example.test/zcwj/t2.html", "关于乙的通知"),
    ]


def test_without_dates_every_link_counts_that_can_be_a_document() -> None:
    html = (
        "<a href='a.html'>关于甲的通知</a><a href='a.html'>关于甲的通知</a><a href='b.pdf'>关于乙的办法</a>"
        "<a href='c.jpg'>一张图片在这</a><a href='https://other.test/d.html'>别的网站的通知</a><a href='e.html'>更多</a>"
        "<a href='javascript:void(0)'>脚本做的链接</a><a href='index.html'>就是这一页啊</a><a href='http://['>坏的链接在这</a>"
    )
    assert [url.rpartition("/")[2] for url, _ in listed(html)] == ["a.html", "b.pdf"]
    assert len(listed(html, most=1)) == 1


@pytest.mark.parametrize("html", ["", "<p>没有链接</p>", "<a>没有地址的</a>"])
def test_no_list(html: str) -> None:
    with pytest.raises(InvalidInput):
        listed(html)


FEEDS = {
    "rss": "<rss><channel><item><title> 甲 </title><link> /a.html </link></item><item><title>空</title></item></channel></rss>",
    "rss 1.0": '<r:RDF xmlns:r="x" xmlns="http://purl.org/rss/1.0/"><item><title>甲</title><link>/a.html</link></item></r:RDF>',
    "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>甲</title><link rel="self" href="/x"/>'
    '<link href="/a.html"/></entry></feed>',
}


@pytest.mark.parametrize("feed", FEEDS.values(), ids=FEEDS)
def test_feeds(feed: str) -> None:
    assert [(page.url, page.title) for page in pages_of_feed(feed.encode(), BASE, 9)] == [
        ("https://www.example.test/a.html", "甲")
    ]


@pytest.mark.parametrize(
    "feed",
    [
        b"", b"<rss>", b"<html><body>x</body></html>", b"\xff\xfe\x00",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:/etc/passwd">]><rss><item><link>&e;</link></item></rss>',
    ],
)  # fmt: skip
def test_no_feed(feed: bytes) -> None:
    with pytest.raises(InvalidInput):
        pages_of_feed(feed, BASE, 9)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_list_or_refused(data: bytes) -> None:
    for read in (pages_of_list, pages_of_feed):
        try:
            assert all(page.url.startswith("http") for page in read(b"<a href='" + data + b"'>xxxxx</a>", BASE, 9))
        except InvalidInput:
            continue
