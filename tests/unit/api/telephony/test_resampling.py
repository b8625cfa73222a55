import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.telephony.port import Sound
from api.telephony.resampling import resample
from api.telephony.scripted import hum, likeness


def strongest(sound: Sound) -> float:
    """The strongest frequency, in hertz."""
    power = np.abs(np.fft.rfft(np.frombuffer(sound.samples, "<i2")))
    return float(np.argmax(power) * sound.rate / (len(sound.samples) // 2))


@pytest.mark.parametrize(("given_rate", "wanted"), [(22050, 8000), (8000, 16000), (8000, 48000), (44100, 8000)])
def test_a_tone_keeps_its_height_and_its_length(given_rate: int, wanted: int) -> None:
    found = resample(hum(1, given_rate, 1000), wanted)
    assert found.rate == wanted
    assert found.seconds == pytest.approx(1, abs=0.001)
    assert strongest(found) == pytest.approx(1000, abs=2)


def test_what_the_lower_rate_cannot_carry_does_not_come_back_as_another_tone() -> None:
    found = resample(hum(1, 22050, 6000), 8000)
    assert np.abs(np.frombuffer(found.samples, "<i2")[200:-200]).max() < 80  # of 8000


def test_there_and_back_is_nearly_the_same() -> None:
    sound = hum(1, 8000, 700)
    assert likeness(sound, resample(resample(sound, 16000), 8000)) > 0.999


@given(
    samples=st.binary(max_size=400), given_rate=st.sampled_from([8000, 22050]), wanted=st.sampled_from([8000, 16000])
)
def test_any_sound_has_the_length_it_should(samples: bytes, given_rate: int, wanted: int) -> None:
    sound = Sound(samples[: len(samples) // 2 * 2], given_rate)
    assert resample(sound, wanted).seconds == pytest.approx(sound.seconds, abs=1 / wanted)


def test_no_sound_stays_none() -> None:
    assert resample(Sound(b"", 22050), 8000) == Sound(b"", 8000)
