"""Looks into an OOXML package before a library opens it: bombs, macros and entities are refused here."""

import io
import zlib
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile, ZipInfo

from knowledge.sheets.errors import HostileSheet, UnreadableSheet
from knowledge.sheets.settings import sheet_settings

_SMALL = 1024 * 1024
_CHUNK = 1024 * 1024
_LOCAL_HEADER = 30


def check_package(data: bytes, name: str) -> None:
    """Accept a package that can be opened without harm.

    The members are really unpacked, piece by piece: what the directory says of their sizes may be a lie.

    Raises:
        HostileSheet: it unpacks to too much, holds macros, or an XML part declares entities.
        UnreadableSheet: it is no zip package.
    """
    try:
        with ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (BadZipFile, OSError, ValueError) as error:
        raise UnreadableSheet(f"“{name}”损坏，打不开。", remedy="请用表格软件打开后另存为 xlsx。") from error
    if any(member.flag_bits & 1 for member in members):
        raise HostileSheet(f"“{name}”加了密码。", remedy="请去掉密码后重新导入。")
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise HostileSheet(f"“{name}”里有宏，没有打开。", remedy="请另存为不带宏的 xlsx。")
    total, limit = 0, sheet_settings().max_unpacked
    for member in members:
        for piece, first in _unpacked(data, member, name):
            total += len(piece)
            if total > limit or total > max(_SMALL, sheet_settings().max_ratio * len(data)):
                raise HostileSheet(f"“{name}”解开后大得不正常，没有打开。", remedy="请用表格软件打开后另存为 xlsx。")
            if first and b"<!DOCTYPE" in piece[:4096].replace(b"\0", b""):
                raise HostileSheet(f"“{name}”里有外部实体声明，没有打开。", remedy="请用表格软件打开后另存为 xlsx。")


def _unpacked(data: bytes, member: ZipInfo, name: str) -> Iterator[tuple[bytes, bool]]:
    """Yield what a member unpacks to, and whether it is the first piece."""
    at = member.header_offset
    header = data[at : at + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER:
        raise UnreadableSheet(f"“{name}”不完整。", remedy="请重新下载或另存后导入。")
    start = at + _LOCAL_HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = data[start : start + member.compress_size]
    if member.compress_type == 0:
        yield packed, True
        return
    unpacker, first = zlib.decompressobj(-zlib.MAX_WBITS), True
    try:
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, _CHUNK), first
            packed, first = unpacker.unconsumed_tail, False
    except zlib.error as error:
        raise UnreadableSheet(f"“{name}”损坏，打不开。", remedy="请用表格软件打开后另存为 xlsx。") from error
