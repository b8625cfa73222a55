"""Sound at another rate: telephones have 8 kHz, recognisers want 16, synthesisers give 22.05."""

from functools import lru_cache
from math import gcd

import numpy as np
from numpy.typing import NDArray

from api.telephony.port import Sound

_REACH = 16  # zero crossings of the kernel on either side
_BLOCK = 1 << 14  # output samples at a time, so that memory is bounded


def resample(sound: Sound, rate: int) -> Sound:
    """Return the sound at ``rate`` hertz: a windowed sinc, cut off at the lower of the two Nyquist frequencies."""
    if sound.rate == rate or not sound.samples:
        return Sound(sound.samples, rate)
    common = gcd(sound.rate, rate)
    up, down = rate // common, sound.rate // common
    kernels = _kernels(up, down)
    width = kernels.shape[1]
    given = np.pad(np.frombuffer(sound.samples, "<i2").astype(np.float32), width // 2)
    size = max(1, (len(given) - width) * up // down)
    windows = np.lib.stride_tricks.sliding_window_view(given, width)
    blocks = [_block(windows, kernels, np.arange(at, min(at + _BLOCK, size)) * down) for at in range(0, size, _BLOCK)]
    return Sound(np.clip(np.round(np.concatenate(blocks)), -32768, 32767).astype("<i2").tobytes(), rate)


def _block(
    windows: NDArray[np.float32], kernels: NDArray[np.float32], places: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return the samples at ``places``, which are in steps between two given samples, as many as there are kernels."""
    whole, phases = np.divmod(places, len(kernels))
    taken: NDArray[np.float32] = np.einsum("ij,ij->i", windows[whole + 1], kernels[phases])
    return taken


@lru_cache(maxsize=8)
def _kernels(up: int, down: int) -> NDArray[np.float32]:
    """Return a kernel for every place between two given samples: shape ``(up, width)``, the place after ``width / 2 - 1``."""
    cutoff = min(1.0, up / down)
    reach = int(np.ceil(_REACH / cutoff))
    around = np.arange(-reach + 1, reach + 1)
    distance = around[None, :] - (np.arange(up) / up)[:, None]
    window = 0.5 + 0.5 * np.cos(np.pi * distance / reach)
    return (cutoff * np.sinc(cutoff * distance) * window).astype(np.float32)
