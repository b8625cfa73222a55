"""A child ends when its supervisor does, however that ended: its standard input is a pipe that then closes."""

import os
import signal
import stat
import sys
import threading
from collections.abc import Callable
from time import sleep

_GRACE_SECONDS = 5.0


def end_with_parent(stop: Callable[[], None] | None = None) -> None:
    """Watch standard input in a thread; when it closes ask the process to stop, and make it after a grace.

    A process that was started by hand or by the system's own supervisor has no such pipe, and none is watched.
    """
    kind = os.fstat(sys.stdin.fileno()).st_mode
    if not (stat.S_ISSOCK(kind) or stat.S_ISFIFO(kind)):
        return

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            continue
        (stop or _terminate)()
        sleep(_GRACE_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()


def _terminate() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
