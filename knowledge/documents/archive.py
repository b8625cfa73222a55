"""A zip of many documents, walked file by file."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.documents.bounded_zip import BoundedZip
from knowledge.documents.errors import TooLarge, UnsafeArchive
from knowledge.documents.limits import Limits, limits, megabytes
from knowledge.documents.sniffing import Format, sniff

_FURNITURE = re.compile(r"(?:^|/)(?:__MACOSX/|Thumbs\.db$|desktop\.ini$|\.DS_Store$|~\$|\.~|\._)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file of an archive. ``name`` is its path; inside a nested zip that of the zip, ``/`` and its own."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """What an archive carries besides documents, with the reason why it was passed over."""

    name: str
    reason: str


def _ignore(_skipped: SkippedFile) -> None:
    return None


def walk_archive(
    data: bytes | Path,
    name: str,
    *,
    skipped: Callable[[SkippedFile], None] = _ignore,
    bounds: Limits | None = None,
) -> Iterator[ArchivedFile]:
    """Yield the files of a zip, one in memory at a time, those of the zips in it too.

    Args:
        data: The zip, or where it lies.
        name: What it is called, for the messages.
        skipped: Told of each file that only a system left behind (``__MACOSX``, ``Thumbs.db``, ``~$…``), and of empty ones.
        bounds: The limits, those of ``limits.yml`` unless given.

    Raises:
        UnreadableDocument: no zip, or damaged.
        TooLarge: too many bytes or members.
        DecompressionBomb: it unpacks to more than the limits allow.
        EncryptedDocument: it has a password.
        UnsafeArchive: names that lead out of it, links, zips nested too deep.
    """
    walk = _Walk(skipped, bounds or limits())
    yield from walk.files(data, name, depth=0)


@dataclass(slots=True)
class _Walk:
    skipped: Callable[[SkippedFile], None]
    bounds: Limits
    count: int = 0
    unpacked: int = 0

    def files(self, data: bytes | Path, name: str, depth: int) -> Iterator[ArchivedFile]:
        size = len(data) if isinstance(data, bytes) else data.stat().st_size
        if size > self.bounds.archive_bytes:
            raise TooLarge(
                f"“{name}”超过上限 {megabytes(self.bounds.archive_bytes)}。", remedy="请分成几个压缩包导入。"
            )
        with BoundedZip(data, name, members=self.bounds.archive_members, bounds=self.bounds) as archive:
            for member in archive.names():
                yield from self._member(archive, member, name if depth else "", depth)

    def _member(self, archive: BoundedZip, member: str, within: str, depth: int) -> Iterator[ArchivedFile]:
        path = posixpath.join(within, member.replace("\\", "/"))
        if _FURNITURE.search(path):
            self.skipped(SkippedFile(path, "系统附带的文件"))
            return
        unpacked = archive.read(member, most=self.bounds.document_bytes)
        self._count(archive.name, len(unpacked))
        if not unpacked:
            self.skipped(SkippedFile(path, "空文件"))
        elif sniff(unpacked) is Format.ZIP:
            if depth >= self.bounds.archive_depth:
                raise UnsafeArchive(f"“{path}”是压缩包里的压缩包里的压缩包，没有读取。", remedy="请解压后重新打包。")
            yield from self.files(unpacked, path, depth + 1)
        else:
            yield ArchivedFile(path, unpacked)

    def _count(self, name: str, size: int) -> None:
        self.count += 1
        self.unpacked += size
        if self.count > self.bounds.archive_members:
            raise TooLarge(f"“{name}”里的文件超过上限 {self.bounds.archive_members} 个。", remedy="请分成几次导入。")
        if self.unpacked > self.bounds.unpacked_bytes:
            limit = megabytes(self.bounds.unpacked_bytes)
            raise TooLarge(f"“{name}”解压后超过上限 {limit}。", remedy="请分成几个压缩包导入。")
