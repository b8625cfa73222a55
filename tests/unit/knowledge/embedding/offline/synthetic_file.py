"""Packed model files small enough to read in a test."""

import struct

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.offline.packed_file import BLOCK, BLOCKS, PLAIN, Dimensions

TINY = Dimensions(hidden=4, layers=1, heads=2, feed_forward=8, vocabulary=8, positions=4, token_types=2)
Content = tuple[int, int, bytes]


def plain(values: NDArray[np.float32]) -> Content:
    """A tensor as float32."""
    return PLAIN, values.size, values.astype("<f4").tobytes()


def blocks(scales: NDArray[np.float16], nibbles: NDArray[np.uint8]) -> Content:
    """A tensor as blocks: one scale and 32 weights from 0 to 15 a block."""
    packed = np.empty(len(scales), BLOCK)
    packed["scale"] = scales
    packed["nibbles"] = nibbles[:, :16] | (nibbles[:, 16:] << 4)
    return BLOCKS, nibbles.size, packed.tobytes()


def packed_file(
    tensors: dict[str, Content], *, magic: bytes = b"E5S1", block: int = 32, size: Dimensions = TINY
) -> bytes:
    """A whole file with two tokenizer pieces and a normaliser of three bytes."""
    dimensions = struct.pack(
        "<7i",
        size.hidden,
        size.layers,
        size.heads,
        size.feed_forward,
        size.vocabulary,
        size.positions,
        size.token_types,
    )
    tokenizer = struct.pack("<5iQ", 2, 0, 2, 1, 3, 2) + bytes(3 * 4 + 2 * 4) + b"ab" + struct.pack("<iI", 1, 3) + b"nfc"
    header = magic + struct.pack("<I", 1) + dimensions + struct.pack("<fi", 1e-12, block) + tokenizer
    at = len(header) + 4 + sum(2 + len(name.encode()) + 1 + 4 + 8 + 8 for name in tensors)
    table, content = struct.pack("<i", len(tensors)), b""
    for name, (kind, count, data) in tensors.items():
        table += struct.pack("<H", len(name.encode())) + name.encode()
        table += struct.pack("<BIQQ", kind, count, at + len(content), len(data))
        content += data
    return header + table + content


def tiny_network() -> dict[str, Content]:
    """All the tensors of a network of the TINY size; every value of a tensor is its position in the file."""
    h, wide = TINY.hidden, TINY.feed_forward
    sizes = {"emb.word": TINY.vocabulary * h, "emb.pos": TINY.positions * h, "emb.type": TINY.token_types * h}
    sizes |= {"emb.ln.w": h, "emb.ln.b": h}
    for short, rows, columns in (("q", h, h), ("k", h, h), ("v", h, h), ("ao", h, h), ("fi", wide, h), ("fo", h, wide)):
        sizes |= {f"l0.{short}.w": rows * columns, f"l0.{short}.b": rows}
    sizes |= {f"l0.{short}.{part}": h for short in ("aln", "oln") for part in "wb"}
    return {name: plain(np.full(size, at, np.float32)) for at, (name, size) in enumerate(sizes.items())}
