"""OLE containers written for tests ([MS-CFB]): small streams and storages, enough to be told apart and refused."""

import struct
from collections.abc import Mapping

_SECTOR, _FREE, _END, _FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def ole_of(entries: Mapping[str, bytes | None]) -> bytes:
    """Return a container with a stream for each entry that has bytes and an empty storage for each that has none."""
    contents = {name: data.ljust(4096, b"\x00") for name, data in entries.items() if data is not None}
    directory_sectors = (len(entries) + 1 + 3) // 4
    fat = [_FAT, *_chain(1, directory_sectors)]
    starts: dict[str, int] = {}
    for name, data in contents.items():
        starts[name] = len(fat)
        fat += _chain(len(fat), len(data) // _SECTOR)
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    )  # fmt: skip
    header += struct.pack("<I", _FREE) * 108
    listed = [_entry("Root Entry", _ROOT, child=1 if entries else _FREE)]
    for place, name in enumerate(entries, 1):
        following = place + 1 if place < len(entries) else _FREE
        kind = _STREAM if name in contents else _STORAGE
        listed.append(_entry(name, kind, right=following, start=starts.get(name, 0), size=len(contents.get(name, b""))))
    directory = b"".join(listed).ljust(directory_sectors * _SECTOR, b"\x00")
    return header + struct.pack("<128I", *fat) + directory + b"".join(contents.values())


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END]


def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    written = (name + "\x00").encode("utf-16-le")
    packed = struct.pack("<64sHBBIII", written, len(written), kind, 1, _FREE, right, child)
    return packed + bytes(36) + struct.pack("<IQ", start if kind == _STREAM else _END, size)
