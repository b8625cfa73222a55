from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.telephony.errors import BrokenFrame
from api.telephony.frames import HEADER, KEYS, LONGEST_PAYLOAD, RATES, Frame, FrameDecoder, FrameKind, frame_bytes

SOUNDS = st.builds(
    lambda kind, samples: Frame(kind, samples[: len(samples) // 2 * 2]),
    st.sampled_from(sorted(RATES)),
    st.binary(max_size=700),
)
FRAMES = st.one_of(
    SOUNDS,
    st.builds(Frame.named, st.uuids()),
    st.builds(lambda key: Frame(FrameKind.KEY, key.encode()), st.sampled_from(sorted(KEYS))),
    st.builds(Frame, st.sampled_from([FrameKind.HANGUP, FrameKind.ERROR]), st.binary(max_size=4)),
)


def test_a_frame_of_20_ms_at_8_khz_is_as_the_protocol_has_it() -> None:
    encoded = Frame.of_sound(bytes(frame_bytes(8000, 20)), 8000).encode()
    assert encoded[:3] == b"\x10\x01\x40"
    assert len(encoded) == 323


def test_a_hang_up_is_three_zeros() -> None:
    assert Frame(FrameKind.HANGUP).encode() == b"\0\0\0"


def test_a_name_is_sixteen_bytes() -> None:
    name = UUID("40325ec2-5efd-4bd3-805f-53576e581d13")
    assert Frame.named(name).encode() == b"\x01\x00\x10" + name.bytes


@pytest.mark.parametrize(
    ("number", "rate"), [(0x10, 8000), (0x11, 12000), (0x12, 16000), (0x13, 24000), (0x16, 48000), (0x18, 192000)]
)
def test_every_rate_has_its_kind(number: int, rate: int) -> None:
    assert Frame.of_sound(b"\0\0", rate).kind == number
    (frame,) = FrameDecoder().feed(bytes([number, 0, 2, 0, 0]))
    assert frame.sound
    assert frame.sound.rate == rate


@given(frames=st.lists(FRAMES, max_size=6), sizes=st.lists(st.integers(1, 500), min_size=1))
def test_frames_come_out_as_they_went_in_however_the_line_cuts_them(frames: list[Frame], sizes: list[int]) -> None:
    data, decoder, found, at = b"".join(frame.encode() for frame in frames), FrameDecoder(), list[Frame](), 0
    turn = 0
    while at < len(data):
        size = sizes[turn % len(sizes)]
        found += decoder.feed(data[at : at + size])
        at, turn = at + size, turn + 1
    assert found == frames
    assert decoder.held == 0


@given(frame=FRAMES, missing=st.integers(1, 3))
def test_a_frame_cut_short_is_waited_for(frame: Frame, missing: int) -> None:
    decoder, data = FrameDecoder(), frame.encode()
    assert list(decoder.feed(data[:-missing])) == []
    assert decoder.held == len(data) - missing
    assert list(decoder.feed(data[-missing:])) == [frame]


@given(st.binary(max_size=3000))
def test_garbage_is_refused_or_waited_for_and_never_held_without_bound(data: bytes) -> None:
    decoder = FrameDecoder()
    try:
        frames = list(decoder.feed(data))
    except BrokenFrame:
        return
    assert sum(len(frame.encode()) for frame in frames) + decoder.held == len(data)
    assert decoder.held < HEADER.size + LONGEST_PAYLOAD


@pytest.mark.parametrize(
    "data",
    [
        b"\x02\x00\x00",  # a kind of an early patch
        b"GET / HTTP/1.1\r\n",
        b"\x16\x03\x01\x02\x00" + bytes(800),  # TLS: kind 0x16 is sound of 48 kHz, and an odd number of bytes
        b"\x01\x00\x02ab",  # a name too short
        b"\x03\x00\x02",  # two keys in one
        b"\x03\x00\x01x",
        b"\x10\x00\x03abc",  # half a sample
    ],
)
def test_what_is_no_frame_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenFrame):
        list(FrameDecoder().feed(data + bytes(LONGEST_PAYLOAD)))


def test_frames_before_garbage_are_still_told() -> None:
    frames = FrameDecoder().feed(b"\x10\x00\x02\0\0\x99")
    assert next(frames).kind is FrameKind.SLIN8
    with pytest.raises(BrokenFrame):
        list(FrameDecoder().feed(b"\x99\0\0"))


def test_no_frame_is_longer_than_its_length_can_say() -> None:
    with pytest.raises(BrokenFrame):
        Frame(FrameKind.SLIN8, bytes(LONGEST_PAYLOAD + 1))


def test_a_rate_of_its_own_has_no_frame() -> None:
    with pytest.raises(BrokenFrame):
        Frame.of_sound(b"", 22050)
