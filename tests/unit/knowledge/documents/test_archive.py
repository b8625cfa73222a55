import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from knowledge.documents.archive import ArchivedFile, SkippedFile, walk_archive
from knowledge.documents.errors import (
    DecompressionBomb,
    EncryptedDocument,
    TooLarge,
    UnreadableDocument,
    UnsafeArchive,
)
from knowledge.documents.limits import limits
from tests.written.word import docx_of, zipped

NAME = "关于甲的通知.txt"


def walked(data: bytes | Path, **bounds: int) -> list[ArchivedFile]:
    return list(walk_archive(data, "批量.zip", bounds=limits().model_copy(update=bounds)))


def stored_as(name: bytes, content: bytes = b"text") -> bytes:
    """Return a zip whose only member has its name in these bytes, without the UTF-8 flag."""
    placeholder = b"n" * len(name)
    return zipped({placeholder.decode(): content}).replace(placeholder, name)


class TestFiles:
    def test_files_come_with_their_path_and_content(self) -> None:
        files = walked(zipped({"一.txt": "甲", "子/二.txt": "乙"}))
        assert [(file.name, file.data.decode()) for file in files] == [("一.txt", "甲"), ("子/二.txt", "乙")]

    def test_an_archive_may_lie_in_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        path.write_bytes(zipped({"一.txt": "甲"}))
        assert [file.name for file in walked(path)] == ["一.txt"]

    @pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
    def test_names_without_the_flag_are_chinese_all_the_same(self, encoding: str) -> None:
        assert [file.name for file in walked(stored_as(NAME.encode(encoding)))] == [NAME]

    def test_a_name_in_the_extra_field_wins(self) -> None:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            info = zipfile.ZipInfo("x.txt")
            info.extra = struct.pack("<HHBI", 0x7075, 5 + len(NAME.encode()), 1, 0) + NAME.encode()
            archive.writestr(info, "甲")
        assert [file.name for file in walked(written.getvalue())] == [NAME]

    def test_zips_inside_are_walked_and_packages_are_files(self) -> None:
        inner = zipped({"二.txt": "乙", "三.docx": docx_of(["丙"])})
        assert [file.name for file in walked(zipped({"内.zip": inner}))] == ["内.zip/二.txt", "内.zip/三.docx"]

    def test_what_systems_leave_behind_is_told(self) -> None:
        skipped: list[SkippedFile] = []
        names = ["__MACOSX/._一.txt", "子/Thumbs.db", "~$一.docx", ".DS_Store", "子/.~lock"]
        data = zipped(dict.fromkeys(names, "x") | {"空.txt": "", "一.txt": "甲"})
        assert [file.name for file in walk_archive(data, "a.zip", skipped=skipped.append)] == ["一.txt"]
        assert [file.name for file in skipped] == [*names, "空.txt"]


class TestHostile:
    def test_half_an_archive(self) -> None:
        with pytest.raises(UnreadableDocument, match="批量"):
            walked(zipped({"一.txt": "甲" * 900})[:-30])

    def test_content_that_does_not_fit_its_checksum(self) -> None:
        data = bytearray(zipped({"一.txt": bytes(range(256)) * 40}))
        data[60] ^= 0xFF
        with pytest.raises(UnreadableDocument):
            walked(bytes(data))

    def test_a_bomb_is_stopped_while_it_unpacks(self) -> None:
        with pytest.raises(DecompressionBomb, match="大得不正常"):
            walked(zipped({"bomb.txt": b"\x00" * 30_000_000}))

    def test_a_lie_about_the_size_does_not_help(self) -> None:
        data = zipped({"bomb.txt": b"\x00" * 30_000_000})
        with pytest.raises((DecompressionBomb, UnreadableDocument)):
            walked(data.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 10)))

    def test_many_members(self) -> None:
        with pytest.raises(TooLarge, match="上限 3 个"):
            walked(zipped({f"{n}.txt": "甲" for n in range(4)}), archive_members=3)

    def test_members_of_nested_zips_count(self) -> None:
        inner = zipped({f"{n}.txt": "甲" for n in range(3)})
        with pytest.raises(TooLarge, match="上限 5 个"):
            walked(zipped({"1.zip": inner, "2.zip": inner}), archive_members=5)

    def test_all_that_is_unpacked_counts(self) -> None:
        inner = zipped({"a.txt": bytes(range(256)) * 300})
        with pytest.raises(TooLarge):
            walked(zipped({"1.zip": inner, "2.zip": inner}), unpacked_bytes=100_000)

    def test_zips_in_zips_in_zips(self) -> None:
        with pytest.raises(UnsafeArchive, match="压缩包里的压缩包"):
            walked(zipped({"1.zip": zipped({"2.zip": zipped({"a.txt": "甲"})})}))

    def test_a_large_archive_is_refused_before_it_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with path.open("wb") as sparse:
            sparse.truncate(1_000_000_000)
        with pytest.raises(TooLarge, match="200 MB"):
            walked(path)

    @pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/etc/passwd", "C:\\a.txt", "..\\a.txt"])
    def test_names_that_lead_out_of_it(self, name: str) -> None:
        with pytest.raises(UnsafeArchive, match="以外"):
            walked(zipped({name: "x"}))

    def test_links(self) -> None:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            info = zipfile.ZipInfo("a.txt")
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
        with pytest.raises(UnsafeArchive):
            walked(written.getvalue())

    def test_a_password(self) -> None:
        data = bytearray(zipped({"a.txt": "甲"}))
        data[data.index(b"PK\x01\x02") + 8] |= 1
        with pytest.raises(EncryptedDocument, match="密码"):
            walked(bytes(data))
