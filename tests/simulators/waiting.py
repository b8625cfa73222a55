"""Waiting for something to come true."""

from collections.abc import Callable
from time import monotonic, sleep


def wait_until(holds: Callable[[], object], seconds: float = 10.0) -> bool:
    """Return whether it came true in time."""
    end = monotonic() + seconds
    while not holds():
        if monotonic() > end:
            return False
        sleep(0.01)
    return True
