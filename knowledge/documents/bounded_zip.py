"""A zip that is never believed: members are unpacked in pieces, and counted while they are."""

import io
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import BadZipFile, ZipFile, ZipInfo

from knowledge.documents.errors import DecompressionBomb, EncryptedDocument, TooLarge, UnreadableDocument, UnsafeArchive
from knowledge.documents.limits import Limits, limits, megabytes

_PIECE = 1024 * 1024
_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field with the name in UTF-8
_OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|\x00")
_BROKEN = (BadZipFile, EOFError, zlib.error, NotImplementedError, ValueError, OSError, struct.error, RuntimeError)


class BoundedZip:
    """Reads members of a zip file within ``limits``, whatever its directory says about their size."""

    def __init__(self, source: bytes | Path, name: str, *, members: int, bounds: Limits | None = None) -> None:
        """Open ``source``; ``name`` is for the messages, ``members`` how many it may hold.

        Raises:
            UnreadableDocument: no zip, or only half of one.
            TooLarge: too many members.
            EncryptedDocument: a member needs a password.
            UnsafeArchive: a member lies outside the archive, or is a link.
        """
        self.name = name
        self._bounds = bounds or limits()
        self._unpacked = 0
        try:
            self._zip = ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        except _BROKEN:
            raise self._damaged() from None
        self._members = {decoded_name(info): info for info in self._zip.infolist() if not info.is_dir()}
        if len(self._zip.infolist()) > members:
            raise TooLarge(
                f"“{name}”里有 {len(self._zip.infolist())} 个文件，超过上限 {members} 个。", remedy="请分成几次导入。"
            )
        for member, info in self._members.items():
            self._check(member, info)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def names(self) -> Iterator[str]:
        """Yield the names of the files, in the order of the archive."""
        yield from self._members

    def read(self, member: str, *, most: int | None = None) -> bytes:
        """Unpack one member, of at most ``most`` bytes.

        Raises:
            DecompressionBomb: it unpacks to more than the limits allow.
            UnreadableDocument: it is not there, or damaged.
        """
        most = most or self._bounds.part_bytes
        info = self._members.get(member)
        if info is None:
            raise self._damaged()
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as unpacking:
                while piece := unpacking.read(_PIECE):
                    size += len(piece)
                    self._unpacked += len(piece)
                    self._count(size, most, info)
                    pieces.append(piece)
        except _BROKEN:
            raise self._damaged() from None
        return b"".join(pieces)

    def _count(self, size: int, most: int, info: ZipInfo) -> None:
        ratio = size / max(info.compress_size, 1)
        swollen = size > self._bounds.ratio_from and ratio > self._bounds.ratio
        if swollen or size > most or self._unpacked > self._bounds.unpacked_bytes:
            raise DecompressionBomb(
                f"“{self.name}”里的“{decoded_name(info)}”解压后超过 {megabytes(min(size, most))}，大得不正常，没有读取。",
                remedy="请核对文件来源；确实需要的，请拆成小文件。",
            )

    def _check(self, member: str, info: ZipInfo) -> None:
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedDocument(f"“{self.name}”有密码，不能读取。", remedy="请去掉密码后重新导入。")
        if _OUTSIDE.search(member.replace("\\", "/")) or stat.S_ISLNK(info.external_attr >> 16):
            raise UnsafeArchive(
                f"“{self.name}”里的“{member}”指向压缩包以外，没有读取。", remedy="请核对来源，重新打包后导入。"
            )

    def _damaged(self) -> UnreadableDocument:
        return UnreadableDocument(f"“{self.name}”损坏或者不完整，打不开。", remedy="请重新下载或者重新保存后导入。")


def decoded_name(info: ZipInfo) -> str:
    """Return the name of a member. Without the UTF-8 flag, Chinese systems write it in UTF-8 or GB 18030 all the same."""
    if info.flag_bits & _UTF8:
        return info.filename
    if named := _unicode_path(info.extra):
        return named
    stored = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return stored.decode(encoding).partition("\x00")[0]
        except UnicodeDecodeError:
            continue
    return info.filename


def _unicode_path(extra: bytes) -> str:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and 5 < size <= len(extra) - 4:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""
