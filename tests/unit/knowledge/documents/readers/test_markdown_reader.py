from reader_conformance import ReaderConformance

from knowledge.documents.readers.markdown import MarkdownReader
from knowledge.documents.readers.port import Link


class TestMarkdownReader(ReaderConformance):
    reader = MarkdownReader()
    sample = "第一条 为了**管理**，制定本办法。\n\n第二条 本办法自公布之日起施行。\n"

    def read(self, text: str) -> list[tuple[str, int]]:
        return [(line.text, line.heading) for line in self.reader.read(text.encode(), "a.md").lines if line.text]

    def test_headings_carry_their_level(self) -> None:
        assert self.read("# 甲\n\n## 乙\n\n丙") == [("甲", 1), ("乙", 2), ("丙", 0)]

    def test_items_keep_their_number(self) -> None:
        assert self.read("3. 甲\n4. 乙\n\n- 丙") == [("3. 甲", 0), ("4. 乙", 0), ("丙", 0)]

    def test_a_table_comes_row_by_row(self) -> None:
        assert self.read("|甲|乙|\n|-|-|\n|丙||") == [("甲 | 乙", 0), ("丙 |", 0)]

    def test_an_indented_paragraph_is_text(self) -> None:
        assert self.read("甲\n\n    乙") == [("甲", 0), ("乙", 0)]

    def test_html_is_shown_and_never_run(self) -> None:
        assert self.read("<script>甲</script>") == [("<script>甲</script>", 0)]

    def test_links(self) -> None:
        assert self.reader.read("见[名单](list.docx)".encode(), "a.md").links == (Link("名单", "list.docx"),)
