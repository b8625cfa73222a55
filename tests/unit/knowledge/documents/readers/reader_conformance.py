"""What every reader of the port promises."""

import contextlib
import random
from collections.abc import Sequence

import pytest

from knowledge.documents.errors import UnreadableDocument
from knowledge.documents.readers.port import DocumentReader
from knowledge.errors import InvalidInput


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


class PackagedReaderConformance:
    """What readers of binary formats promise besides. Subclasses give ``reader`` and ``written``."""

    reader: DocumentReader

    def written(self, paragraphs: Sequence[str]) -> bytes:
        raise NotImplementedError

    def texts(self, data: bytes) -> list[str]:
        return [line.text for line in self.reader.read(data, "file").lines if line.text]

    def test_suffixes_are_lower_case_and_dotted(self) -> None:
        assert self.reader.suffixes
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in self.reader.suffixes)

    def test_paragraphs_are_lines(self) -> None:
        paragraphs = [f"第一条 {'为了管理甲事，制定本办法。' * 9}", "第二条 本办法自公布之日起施行。"]
        assert [text.replace(" ", "") for text in self.texts(self.written(paragraphs))] == [
            text.replace(" ", "") for text in paragraphs
        ]

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_part_of_a_file_is_unreadable(self, share: float) -> None:
        data = self.written(["第一条 为了管理，制定本办法。"] * 40)
        with pytest.raises(UnreadableDocument, match="file") as raised:
            self.reader.read(data[: int(len(data) * share)], "file")
        assert raised.value.remedy

    def test_bytes_that_are_no_file_are_unreadable(self) -> None:
        with pytest.raises(UnreadableDocument, match="file"):
            self.reader.read(bytes(range(256)) * 4, "file")

    def test_changed_bytes_give_text_or_a_reason(self) -> None:
        data = self.written(["第一条 为了管理，制定本办法。"] * 5)
        chance = random.Random(7)
        for _ in range(40):
            changed = bytearray(data)
            for _ in range(12):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            with contextlib.suppress(InvalidInput):
                self.reader.read(bytes(changed), "file")
