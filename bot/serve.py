"""Run Rasa for the service: ``python -m bot.serve --model FILE --port PORT``.

Loopback only, without the HTTP API, which would let any caller read conversations. Ends when standard input closes:
the supervisor holds the other end, so nothing is left behind however it died.
"""

import argparse
import os
import signal
import sys
import threading
import time

GRACE_SECONDS = 5.0


def end_with_parent() -> None:
    """Stop this process once standard input is closed."""
    while os.read(sys.stdin.fileno(), 1024):
        continue
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)


def main() -> None:
    """Hand over to Rasa's own command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--port", required=True, type=int)
    options = parser.parse_args()
    threading.Thread(target=end_with_parent, name="lifeline", daemon=True).start()
    sys.argv = [
        "rasa", "run", "--model", options.model, "--port", str(options.port), "-i", "127.0.0.1",
        "--endpoints", "endpoints.yml", "--credentials", "credentials.yml",
    ]  # fmt: skip
    from rasa.__main__ import main as rasa  # noqa: PLC0415 - takes seconds, after the lifeline is held

    rasa()


if __name__ == "__main__":
    main()
