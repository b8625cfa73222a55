from reader_conformance import ReaderConformance

from knowledge.documents.readers.text import TextReader


class TestTextReader(ReaderConformance):
    reader = TextReader()
    sample = "　　第一条 为了管理，制定本办法。\r\n\r\n　　第二条 本办法自公布之日起施行。\r\n"

    def test_rows_of_a_table_are_fixed(self) -> None:
        lines = self.reader.read("甲 | 乙\n甲\t乙\n甲乙".encode(), "t.txt").lines
        assert [line.fixed for line in lines] == [True, True, False]

    def test_a_page_break_ends_a_line(self) -> None:
        assert self.texts("甲\f乙\v丙\u2028丁".encode()) == ["甲", "乙", "丙", "丁"]
