import pytest

from knowledge.documents.model import MetadataField
from knowledge.documents.readers.html import HtmlReader
from knowledge.documents.readers.port import Link
from knowledge.documents.readers.sites import SiteRule, site_rules

TEXT = "各县市区人民政府应当做好工作。" * 6
OTHER = "别的栏目的内容也不少。" * 5


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><div>{OTHER}</div>{body}</body></html>".encode()


def texts(data: bytes, name: str) -> list[str]:
    return [line.text for line in HtmlReader().read(data, name).lines if line.text]


class TestBody:
    @pytest.mark.parametrize(
        "name", ["https://www.gov.cn/zhengce/1.htm", "http://www.smx.gov.cn:8080/a/b", "https://mzj.example.gov.cn/x"]
    )
    def test_a_known_site_is_read_by_its_rule(self, name: str) -> None:
        data = page(f'<div id="UCAP-CONTENT" class="content article-content"><p>{TEXT}</p></div>')
        assert texts(data, name) == [TEXT]

    def test_a_page_may_name_its_site_itself(self) -> None:
        meta = '<meta name="SiteDomain" content="www.smx.gov.cn">'
        assert texts(page(f'<div class="TRS_Editor"><p>{TEXT}</p></div>', meta), "a.html") == [TEXT]

    def test_other_sites_are_read_by_density(self) -> None:
        assert texts(page(f'<div id="UCAP-CONTENT"><p>{TEXT}</p></div>'), "https://example.com/1.html") == [OTHER, TEXT]

    def test_a_rule_that_finds_next_to_nothing_does_not_count(self) -> None:
        data = page(f'<div id="UCAP-CONTENT">甲</div><div><p>{TEXT}</p></div>')
        assert TEXT in texts(data, "https://www.gov.cn/1.htm")

    @pytest.mark.parametrize(
        "wrong",
        [
            "div[",  # no selector
            "",
            "#nowhere",
            "#empty",
            "#part",  # less than half of the article
            "#links",  # long, but of links
        ],
    )
    def test_a_wrong_selector_leaves_the_page_to_density(self, wrong: str) -> None:
        links = "".join(f'<li><a href="/{number}">别的栏目的一篇很长的标题</a></li>' for number in range(30))
        data = (
            f'<html><body><ul id="links">{links}</ul><div id="empty"></div>'
            f'<div><p id="part">各县</p><p>{TEXT}</p></div></body></html>'
        ).encode()
        rule = SiteRule(hosts=("example.com",), title=(wrong,), body=(wrong,), attachments=(wrong,))
        rules = site_rules().model_copy(update={"sites": (rule,)})
        raw = HtmlReader(rules).read(data, "https://example.com/1.html")
        assert [line.text for line in raw.lines if line.text] == ["各县", TEXT]

    @pytest.mark.parametrize(("shown", "counts"), [(4, False), (5, True)])
    def test_a_body_counts_from_half_of_the_dense_text(self, *, shown: int, counts: bool) -> None:
        paragraphs = [f"第{number}段文字一样长" for number in range(10)]
        inside, outside = (
            "".join(f"<p>{text}</p>" for text in part) for part in (paragraphs[:shown], paragraphs[shown:])
        )
        data = f'<html><body><div><div id="UCAP-CONTENT">{inside}</div>{outside}</div></body></html>'.encode()
        read = texts(data, "https://www.gov.cn/1.htm")
        assert read == (paragraphs[:shown] if counts else paragraphs)

    def test_attachments_are_links(self) -> None:
        data = page(f'<div id="zoom"><p>{TEXT}</p></div><div class="fujian"><a href="/1.docx">附件</a></div>')
        assert Link("附件", "/1.docx") in HtmlReader().read(data, "https://x.smx.gov.cn/1").links


class TestDeclared:
    def test_meta_tags(self) -> None:
        head = '<meta name="articletitle" content="甲"><meta name="PubDate" content="2030-01-02"><meta name="ContentSource" content="市局">'
        declared = HtmlReader().read(page(TEXT, head), "a.html").declared
        assert declared == {
            MetadataField.TITLE: "甲", MetadataField.PUBLISHED_ON: "2030-01-02", MetadataField.SOURCE: "市局"
        }  # fmt: skip

    def test_the_table_beside_the_article(self) -> None:
        table = (
            "<table><tr><td>发文机关：</td><td>示例市人民政府</td><td>成文日期：</td><td>2030年1月2日</td></tr>"
            "<tr><td>发文字号：示政〔2030〕1号</td><td>主 题 词</td><td></td></tr></table>"
        )
        declared = HtmlReader().read(page(table + TEXT), "a.html").declared
        assert declared[MetadataField.ISSUER] == "示例市人民政府"
        assert declared[MetadataField.WRITTEN_ON] == "2030年1月2日"
        assert declared[MetadataField.DOCUMENT_NUMBER] == "示政〔2030〕1号"

    @pytest.mark.parametrize("name", ["http://[", "https://", "http://\x00", "//"])
    def test_addresses_that_are_none(self, name: str) -> None:
        assert texts(page(""), name) == [OTHER]


def test_every_selector_is_one() -> None:
    from selectolax.lexbor import LexborHTMLParser

    empty = LexborHTMLParser("<p></p>")
    for rule in site_rules().sites:
        for selector in (*rule.title, *rule.number, *rule.published, *rule.issuer, *rule.body, *rule.attachments):
            assert empty.css(selector) == []


def test_the_first_rule_that_fits_counts() -> None:
    rule = site_rules().rule_for("www.gov.cn")
    assert rule is not None
    assert "www.gov.cn" in rule.hosts
    assert site_rules().rule_for("") is None
    assert site_rules().rule_for("example.com") is None
