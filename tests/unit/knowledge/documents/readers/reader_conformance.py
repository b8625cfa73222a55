"""What every reader of the port promises."""

import pytest

from knowledge.documents.errors import UnreadableDocument
from knowledge.documents.readers.port import DocumentReader


class ReaderConformance:
    """Subclasses give ``reader`` and one ``sample`` that says 第一条 and 第二条 in two paragraphs."""

    reader: DocumentReader
    sample: str

    def texts(self, data: bytes) -> list[str]:
        return [line.text for line in self.reader.read(data, "file").lines if line.text]

    def test_suffixes_are_lower_case_and_dotted(self) -> None:
        assert self.reader.suffixes
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in self.reader.suffixes)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
    def test_every_encoding_gives_the_same_lines(self, encoding: str) -> None:
        assert self.texts(self.sample.encode(encoding)) == self.texts(self.sample.encode())

    def test_paragraphs_are_lines(self) -> None:
        assert [text[:3] for text in self.texts(self.sample.encode())] == ["第一条", "第二条"]

    def test_lines_carry_no_line_end_or_control_character(self) -> None:
        texts = self.texts(self.sample.replace("第一条", "第一\u200b条\x07").encode())
        assert all(text == text.strip() and text.isprintable() for text in texts)
        assert texts[0].startswith("第一条")

    def test_bytes_that_are_no_text_are_unreadable(self) -> None:
        with pytest.raises(UnreadableDocument, match="file"):
            self.reader.read(bytes(range(256)) * 4, "file")

    def test_the_empty_file_has_no_text(self) -> None:
        assert self.texts(b"") == []
