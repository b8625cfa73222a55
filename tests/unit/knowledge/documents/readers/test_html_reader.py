import pytest
from reader_conformance import ReaderConformance

from knowledge.documents.readers.html import HtmlReader
from knowledge.documents.readers.port import Link


class TestHtmlReader(ReaderConformance):
    reader = HtmlReader()
    sample = (
        "<html><body><p>第一条 为了<b>管理</b>，制定本办法。</p><p>第二条 本办法自公布之日起施行。</p></body></html>"
    )

    @pytest.mark.parametrize("tag", ["script", "style", "nav", "footer", "aside", "noscript", "form", "iframe"])
    def test_what_is_no_text_is_left_out(self, tag: str) -> None:
        assert self.texts(f"<p>正文</p><{tag}>别的</{tag}>".encode()) == ["正文"]

    def test_headings_carry_their_level(self) -> None:
        lines = self.reader.read("<h2>甲</h2><p>乙</p>".encode(), "a.html").lines
        assert [(line.text, line.heading, line.fixed) for line in lines] == [("甲", 2, True), ("乙", 0, False)]

    def test_a_table_comes_row_by_row(self) -> None:
        table = "<table><tr><th>甲<th>乙</tr><tr><td><p>丙</p><p>丁</p></td><td></td></tr></table>"
        assert self.texts(table.encode()) == ["甲 | 乙", "丙 丁 |"]

    def test_a_break_ends_a_line(self) -> None:
        assert self.texts("<p>甲<br>乙</p>".encode()) == ["甲", "乙"]

    def test_the_article_is_found_by_its_density(self) -> None:
        menu = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(50))
        page = f"<body><ul>{menu}</ul><div>版权</div><div><p>{'正文' * 40}</p><p>{'正文' * 30}</p></div></body>"
        assert self.texts(page.encode()) == ["正文" * 40, "正文" * 30]

    def test_one_long_paragraph_does_not_push_out_the_others(self) -> None:
        page = f"<div><p>{'正文' * 200}</p><p>落款</p></div>"
        assert self.texts(page.encode())[-1] == "落款"

    def test_the_declared_title_wins_over_the_one_of_the_window(self) -> None:
        page = '<head><title>网站</title><meta name="ArticleTitle" content="关于甲的 通知"></head><p>乙</p>'
        assert self.reader.read(page.encode(), "a.html").title == "关于甲的 通知"

    def test_links(self) -> None:
        assert self.reader.read('<p>见<a href="a.docx">名单</a></p>'.encode(), "a.html").links == (
            Link("名单", "a.docx"),
        )

    @pytest.mark.parametrize("opening", ["<div>", "<b>", "<table><tr><td>", "<ul><li>"])
    def test_depth_without_limit_is_read_without_recursion(self, opening: str) -> None:
        assert "深" in "".join(self.texts((opening * 5_000 + "深").encode()))
