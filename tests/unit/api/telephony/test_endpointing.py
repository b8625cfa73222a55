from collections.abc import Sequence

import numpy as np
import pytest

from api.telephony.endpointing import Attention, Edge, Endpointer, level_of
from api.telephony.limits import telephony_limits
from api.telephony.scripted import hum

RATE, FRAME_MS = 8000, 20
SIZE = RATE * FRAME_MS // 1000
RULES = telephony_limits().endpoint


def noise(seconds: float, decibels: float, seed: int = 1) -> bytes:
    """White noise so loud."""
    spread = 32768 * 10 ** (decibels / 20)
    samples = np.random.default_rng(seed).normal(0, spread, int(seconds * RATE))
    return np.clip(samples, -32768, 32767).astype("<i2").tobytes()


def speech(seconds: float, decibels: float = -15) -> bytes:
    """Syllables, a fifth of a second each, with dips between them as speech has."""
    tone = np.frombuffer(hum(seconds, RATE).samples, "<i2").astype(float)
    tone *= 32768 * 10 ** (decibels / 20) / np.sqrt(np.mean(tone * tone))
    shape = np.maximum(0.02, 1.3 * np.abs(np.sin(np.pi * np.arange(len(tone)) / (0.2 * RATE))) - 0.3)
    return np.clip(tone * shape, -32768, 32767).astype("<i2").tobytes()


def over(line: bytes, background: bytes) -> bytes:
    """Both at once."""
    both = np.frombuffer(line, "<i2").astype(int) + np.frombuffer(background, "<i2").astype(int)
    return np.clip(both, -32768, 32767).astype("<i2").tobytes()


def frames(sound: bytes) -> Sequence[bytes]:
    return [sound[at : at + 2 * SIZE] for at in range(0, len(sound) // (2 * SIZE) * 2 * SIZE, 2 * SIZE)]


def utterances(
    endpointer: Endpointer, sound: bytes, attention: Attention = Attention.OPEN
) -> list[tuple[float, float]]:
    """Where each utterance began and how long it was, in seconds."""
    found, began = list[tuple[float, float]](), 0.0
    for number, frame in enumerate(frames(sound)):
        edge = endpointer.feed(frame, attention)
        if edge is Edge.BEGAN:
            began = number * FRAME_MS / 1000
        elif edge is Edge.ENDED:
            found.append((began, len(endpointer.take()) / 2 / RATE))
    return found


@pytest.fixture
def endpointer() -> Endpointer:
    return Endpointer(RULES, FRAME_MS)


def test_levels_are_in_decibels_of_full_scale() -> None:
    assert level_of(hum(1, RATE).samples) == pytest.approx(-15.3, abs=0.2)
    assert level_of(bytes(320)) == pytest.approx(-120)
    assert level_of(b"") == pytest.approx(-120)


@pytest.mark.parametrize("decibels", [-90, -50, -42, -36])
def test_an_utterance_is_cut_out_of_a_line_that_hums_so_loud(endpointer: Endpointer, decibels: float) -> None:
    sound = noise(3, decibels) + over(speech(1.6), noise(1.6, decibels, 2)) + noise(2, decibels, 3)
    ((began, seconds),) = utterances(endpointer, sound)
    assert 2.9 <= began <= 3.4
    assert 1.6 <= seconds <= 2.6


@pytest.mark.parametrize("decibels", [-90, -50, -35, -20])
def test_a_line_that_only_hums_says_nothing(endpointer: Endpointer, decibels: float) -> None:
    endpointer_after = noise(4, decibels)
    utterances(endpointer, endpointer_after)  # until the hum is known
    assert utterances(endpointer, noise(6, decibels, 2)) == []


def test_a_click_is_no_speech(endpointer: Endpointer) -> None:
    assert utterances(endpointer, bytes(16000) + noise(0.06, -10) + bytes(32000)) == []


def test_a_pause_for_breath_does_not_end_what_is_said(endpointer: Endpointer) -> None:
    breath = bytes(2 * int(RATE * (RULES.end_ms - 100) / 1000))
    assert len(utterances(endpointer, bytes(16000) + speech(1) + breath + speech(1) + bytes(32000))) == 1


def test_two_sentences_are_two(endpointer: Endpointer) -> None:
    assert len(utterances(endpointer, (bytes(16000) + speech(1) + bytes(32000)) * 2)) == 2


def test_somebody_who_speaks_at_once_is_heard_from_the_first_word(endpointer: Endpointer) -> None:
    ((began, seconds),) = utterances(endpointer, speech(1.5) + bytes(32000))
    assert began < 0.7  # that the line hums has to be known first
    assert seconds >= 1.5


def test_what_is_said_is_cut_at_its_longest(endpointer: Endpointer) -> None:
    found = utterances(endpointer, bytes(16000) + speech(RULES.longest_ms / 1000 + 3) + bytes(32000))
    assert found[0][1] == pytest.approx(RULES.longest_ms / 1000, abs=0.5)


def test_an_echo_of_ourselves_is_no_caller(endpointer: Endpointer) -> None:
    utterances(endpointer, noise(3, -50))
    echo = over(speech(3, -36), noise(3, -50, 2))
    assert utterances(endpointer, echo, Attention.OVER_SPEECH) == []


def test_a_caller_who_speaks_into_it_is_heard(endpointer: Endpointer) -> None:
    found = utterances(endpointer, bytes(32000) + speech(1.5) + bytes(32000), Attention.OVER_SPEECH)
    assert len(found) == 1


def test_deaf_hears_nothing_but_the_hum(endpointer: Endpointer) -> None:
    assert utterances(endpointer, speech(2) + noise(3, -40), Attention.DEAF) == []
    assert endpointer.floor == pytest.approx(-40, abs=2)
    assert not endpointer.speaking
