import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from knowledge.embedding.offline.errors import SourceRejected
from knowledge.embedding.offline.packed_file import PackedFile
from tests.unit.knowledge.embedding.offline.synthetic_file import TINY, blocks, packed_file, plain

VALUES = np.arange(6, dtype=np.float32)
WHOLE = packed_file({"a": plain(VALUES), "b": blocks(np.ones(1, np.float16), np.zeros((1, 32), np.uint8))})
ENTRY_OF_A = WHOLE.index(b"\x01\x00a") + 3


def read_all(data: bytes) -> None:
    file = PackedFile.parse(data)
    for name in file.names:
        file.tensor(name)


def test_header() -> None:
    file = PackedFile.parse(WHOLE)
    assert file.dimensions == TINY
    assert file.epsilon == pytest.approx(1e-12)
    assert set(file.names) == {"a", "b"}


@given(arrays.arrays(np.float32, st.integers(0, 40), elements=st.floats(width=32, allow_nan=False)))
def test_plain_tensors_come_back(values: np.typing.NDArray[np.float32]) -> None:
    np.testing.assert_array_equal(PackedFile.parse(packed_file({"a": plain(values)})).tensor("a"), values)


@given(
    arrays.arrays(np.float16, 3, elements=st.floats(0, 8, width=16)),
    arrays.arrays(np.uint8, (3, 32), elements=st.integers(0, 15)),
)
def test_blocks_are_nibble_minus_eight_times_scale(
    scales: np.typing.NDArray[np.float16], nibbles: np.typing.NDArray[np.uint8]
) -> None:
    found = PackedFile.parse(packed_file({"a": blocks(scales, nibbles)})).tensor("a", 3, 32)
    np.testing.assert_array_equal(found, (nibbles.astype(np.float32) - 8) * scales.astype(np.float32)[:, None])


@given(st.integers(0, len(WHOLE) - 1))
def test_a_truncated_file_is_refused(length: int) -> None:
    with pytest.raises(SourceRejected):
        read_all(WHOLE[:length])


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_byte_is_refused_or_harmless(at: int, byte: int) -> None:
    try:
        read_all(WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :])
    except SourceRejected as refused:
        assert refused.message  # noqa: PT017 - a file that still parses is fine, any other error is not


@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(SourceRejected, match=r"E5S1|cut off"):
        PackedFile.parse(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(packed_file({}, magic=b"GGUF"), "E5S1", id="another format"),
        pytest.param(packed_file({}, block=64), "64 weights a block", id="another block size"),
        pytest.param(WHOLE[:ENTRY_OF_A] + b"\x07" + WHOLE[ENTRY_OF_A + 1 :], "format 7", id="unknown tensor format"),
    ],
)
def test_refusals_say_why(data: bytes, message: str) -> None:
    with pytest.raises(SourceRejected, match=message):
        read_all(data)


@pytest.mark.parametrize(
    ("name", "shape", "message"),
    [
        pytest.param("c", (), "no tensor c", id="unknown name"),
        pytest.param("a", (2, 4), "6 values", id="another shape"),
    ],
)
def test_tensors_must_fit(name: str, shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(SourceRejected, match=message):
        PackedFile.parse(WHOLE).tensor(name, *shape)
