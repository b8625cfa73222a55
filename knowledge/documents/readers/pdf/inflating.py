"""PDF streams that unpack to gigabytes: looked for before anything unpacks them for good."""

import re
import zlib
from collections.abc import Iterator

from knowledge.documents.errors import DecompressionBomb
from knowledge.documents.limits import Limits, megabytes

_STREAM = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/Fl(?:ateDecode)?\s*/(?:Fl(?:ateDecode)?|LZW(?:Decode)?|RL|RunLengthDecode)\b")
_ZLIB = b"\x78"
_PIECE = 1024 * 1024


def check_streams(data: bytes, name: str, bounds: Limits) -> None:
    """Unpack every stream in pieces that are thrown away, up to the limits.

    Raises:
        DecompressionBomb: one of them, or all together, are beyond the limits, or are packed twice.
    """
    total = 0
    if _TWICE.search(data):
        raise _bomb(name, "多重压缩的内容")
    for size in _sizes(data, bounds.stream_bytes):
        total += size
        if size > bounds.stream_bytes or total > bounds.unpacked_bytes:
            raise _bomb(name, megabytes(min(size, bounds.stream_bytes)) + "以上的内容")


def _bomb(name: str, what: str) -> DecompressionBomb:
    return DecompressionBomb(
        f"“{name}”里有解压后{what}，大得不正常，没有读取。", remedy="请重新生成 PDF，或者另存为 docx。"
    )


def _sizes(data: bytes, most: int) -> Iterator[int]:
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        if data[match.end() : match.end() + 1] == _ZLIB:
            yield _size(view[match.end() :], most)


def _size(packed: memoryview, most: int) -> int:
    """Return to how many bytes a stream unpacks; counting stops where that is too many."""
    size, unpacking, rest = 0, zlib.decompressobj(), bytes(packed[:_PIECE])
    taken = len(rest)
    try:
        while rest and size <= most and not unpacking.eof:
            size += len(unpacking.decompress(rest, _PIECE))
            rest = unpacking.unconsumed_tail
            if not rest:
                rest = bytes(packed[taken : taken + _PIECE])
                taken += len(rest)
    except zlib.error:
        return size
    return size
