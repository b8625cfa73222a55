"""The peer of a turn: the same dialogue model in a Rasa of its own, whose actions answer at once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from api.http.sockets import free_port
from api.settings import Settings
from api.supervisor.supervisor import RASA_ENVIRONMENT
from scripts.bench.processes import answers, process, wait_until

_START_SECONDS = 120.0


@contextmanager
def running_bare(settings: Settings) -> Iterator[str]:
    """Start both processes, yield the address of the REST channel, stop them after the block."""
    folder = settings.data_dir.resolve() / "bare"
    folder.mkdir(parents=True, exist_ok=True)
    rasa_port, action_port = free_port(), free_port()
    actions = [sys.executable, "-m", "scripts.bench.action_server", str(action_port)]
    rasa = [
        str(settings.bot_python), "-m", "bot.serve", "--model", str(settings.dialogue_model.resolve()),
        "--port", str(rasa_port),
    ]  # fmt: skip
    own = RASA_ENVIRONMENT | {
        "TMPDIR": str(folder),
        "YIHAODA_ACTION_URL": f"http://127.0.0.1:{action_port}/",
        "YIHAODA_TRACKER_DB": str(folder / "tracker.db"),
    }
    address = f"http://127.0.0.1:{rasa_port}/webhooks/rest"
    with process(actions, folder / "actions.log", {}), process(rasa, folder / "rasa.log", own) as started:
        wait_until(lambda: answers(f"{address}/"), started, _START_SECONDS)
        yield address
