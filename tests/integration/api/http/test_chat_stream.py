"""The stream as a client meets it: numbered events, told to wait, taken up again, sent away and back."""

import asyncio
import json
from collections.abc import Callable, Mapping
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient
from tiny_library import QUESTION

from api.admission.limits import admission_limits
from api.admission.line import Line
from api.admission.room import WaitingRoom
from api.conversations.reception import Reception
from api.conversations.tables import TurnRow
from api.dialogue.port import DialogueUnavailable, ScriptedDialogue, Utterance

Client = Callable[..., TestClient]
Told = list[tuple[str, str, Mapping[str, Any]]]
pytestmark = pytest.mark.integration


def events(body: str) -> Told:
    """Return (event, id, data) of a stream; an id that is not there is empty."""
    found: Told = []
    for block in body.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append((fields["event"], fields.get("id", ""), json.loads(fields["data"])))
    return found


class Asking:
    """A visitor of an application."""

    def __init__(self, http: TestClient) -> None:
        self.http = http
        self.token = http.post("/api/visitors").json()["visitor_token"]
        self.before = self._turns()

    def body(self, key: str | None = "message-1", seen: str | None = None, message: str = QUESTION) -> str:
        """Ask, with a key; return the raw stream."""
        headers = {"x-visitor-token": self.token} | ({"last-event-id": seen} if seen is not None else {})
        answer = self.http.post("/api/chat/stream", json={"message": message, "key": key}, headers=headers)
        assert answer.status_code == 200
        return answer.text

    def told(self, key: str | None = "message-1", seen: str | None = None, message: str = QUESTION) -> Told:
        return events(self.body(key, seen, message))

    def turns(self) -> int:
        """Return how many turns have been taken since."""
        return self._turns() - self.before

    def _turns(self) -> int:
        state = self.http.app.state.service  # type: ignore[attr-defined]

        async def count() -> int:
            async with state.database.read() as session:
                return int(await session.scalar(select(func.count()).select_from(TurnRow)))

        assert self.http.portal
        return self.http.portal.call(count)


@pytest.fixture
def asking(visitor: TestClient) -> Asking:
    return Asking(visitor)


def test_the_headers_keep_proxies_from_holding_it_back(asking: Asking) -> None:
    answer = asking.http.post("/api/chat/stream", json={"message": QUESTION})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-accel-buffering"] == "no"


def test_the_client_is_told_how_soon_to_reconnect(asking: Asking) -> None:
    assert "retry: 2000\n" in asking.body()


@pytest.mark.parametrize(
    ("seen", "names"),
    [
        pytest.param(None, ["status", "reply", "done"], id="nothing"),
        pytest.param("0", ["status", "reply", "done"], id="zero"),
        pytest.param("1", ["status", "reply", "done"], id="the first status"),
        pytest.param("99", ["status", "reply", "done"], id="the last status there may be"),
        pytest.param("100", ["done"], id="the reply"),
        pytest.param("101", ["done"], id="everything"),
        pytest.param("999999999", ["done"], id="more than there is"),
        pytest.param("", ["status", "reply", "done"], id="empty"),
        pytest.param("-1", ["status", "reply", "done"], id="negative"),
        pytest.param("１００", ["status", "reply", "done"], id="full-width"),
        pytest.param("1e2", ["status", "reply", "done"], id="no decimal"),
        pytest.param("9" * 5000, ["status", "reply", "done"], id="huge"),
    ],
)
def test_only_what_was_not_seen_comes_again(asking: Asking, seen: str | None, names: list[str]) -> None:
    (_, _, first), *_ = reversed(asking.told())
    headers = [(b"x-visitor-token", asking.token.encode())]
    headers += [(b"last-event-id", seen.encode())] if seen is not None else []
    body = {"message": QUESTION, "key": "message-1"}
    again = events(asking.http.post("/api/chat/stream", json=body, headers=headers).text)
    assert [name for name, _, _ in again] == names
    known = int(seen) if seen is not None and seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    assert all(int(event_id) > known for name, event_id, _ in again if event_id and name != "done")
    assert again[-1] == ("done", "101", first)
    assert asking.turns() == 1


def test_without_a_token_a_key_counts_for_nothing(visitor: TestClient) -> None:
    body = {"message": QUESTION, "key": "message-1"}
    ids = {events(visitor.post("/api/chat/stream", json=body).text)[-1][2]["message_id"] for _ in range(2)}
    assert len(ids) == 2


def test_a_key_is_the_visitors_own(visitor: TestClient) -> None:
    one, other = Asking(visitor), Asking(visitor)
    assert one.told()[-1] != other.told()[-1]
    assert one.told(seen="100") == [one.told()[-1]]


@pytest.mark.parametrize(
    "key", ["short", "x" * 65, "with blank", "钥匙钥匙钥匙钥匙", "", "a\0bcdefgh", "😀😀😀😀😀😀😀😀"]
)
def test_a_key_that_is_none_is_refused_before_the_stream(asking: Asking, key: str) -> None:
    headers = {"x-visitor-token": asking.token}
    answer = asking.http.post("/api/chat/stream", json={"message": QUESTION, "key": key}, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def test_an_error_seen_is_not_taken_for_a_reply_seen(client: Client) -> None:
    failures = [RuntimeError("broken")]

    async def fail_once(_text: str, _metadata: Mapping[str, Any]) -> list[Utterance]:
        if failures:
            raise failures.pop()
        raise DialogueUnavailable

    asking = Asking(client(dialogue=ScriptedDialogue(fail_once), raises=False))
    assert asking.told()[-1][:2] == ("error", "100")
    assert [name for name, _, _ in asking.told(seen="100")] == ["reply", "done"]


class Busy:
    """An application whose only place is taken, by a question that is answered when the gate is opened."""

    def __init__(self, client: Client, *, room: int = 100, **changes: float) -> None:
        self.gate, self.heard = Event(), Event()
        self.asking = Asking(client(dialogue=ScriptedDialogue(self.wait)))
        state = self.asking.http.app.state.service  # type: ignore[attr-defined]
        limits = admission_limits().model_copy(update={"at_once": 1, "status_seconds": 0.05} | changes)
        state.turns.line = Line(limits)
        object.__setattr__(state, "reception", Reception(state.turns, WaitingRoom(room)))
        self.first = Thread(target=Asking(self.asking.http).told, args=("first-message",))
        self.first.start()
        assert self.heard.wait(10)

    async def wait(self, _text: str, _metadata: Mapping[str, Any]) -> list[Utterance]:
        self.heard.set()
        while not self.gate.is_set():  # noqa: ASYNC110  # opened from another thread
            await asyncio.sleep(0.01)
        raise DialogueUnavailable

    def open(self, after: float = 0.0) -> None:
        Thread(target=lambda: (self.gate.wait(after), self.gate.set())).start()


def test_who_waits_is_told_where_and_how_long(client: Client) -> None:
    busy = Busy(client)
    busy.open(after=0.4)
    *statuses, reply, done = busy.asking.told()
    queued = [data for _, _, data in statuses if data["stage"] == "queued"]
    assert len(queued) >= 2
    assert all(data["position"] == 1 and isinstance(data["wait_seconds"], int) for data in queued)
    assert [event_id for _, event_id, _ in statuses] == [str(n + 1) for n in range(len(statuses))]
    assert (reply[1], done[1]) == ("100", "101")
    busy.first.join()


def test_status_numbers_never_reach_the_replys(client: Client) -> None:
    busy = Busy(client)
    busy.open(after=0.4)
    *statuses, reply, _ = busy.asking.told(seen="97")
    assert [event_id for _, event_id, _ in statuses][:4] == ["98", "99", "", ""]
    assert reply[1] == "100"
    busy.first.join()


def test_where_no_more_may_wait_the_question_is_kept_and_the_answer_fetched_later(client: Client) -> None:
    busy = Busy(client, room=1)
    body = busy.asking.body()
    (_, _, first), (name, event_id, later) = events(body)
    assert (first["stage"], name, event_id) == ("queued", "status", "2")
    assert (later["stage"], later["position"], later["retry_after"]) == ("later", 1, 5)
    assert "retry: 5000\n" in body
    assert busy.asking.turns() == 2
    busy.open()
    busy.first.join()
    assert [name for name, _, _ in busy.asking.told(seen="2")] == ["status", "reply", "done"]
    assert busy.asking.turns() == 2


def test_without_a_key_nobody_could_come_back_so_it_is_not_kept(client: Client) -> None:
    busy = Busy(client, room=1)
    ((name, event_id, problem),) = events(busy.asking.http.post("/api/chat/stream", json={"message": QUESTION}).text)
    plain = busy.asking.http.post("/api/chat", json={"message": QUESTION})
    assert (name, event_id, problem["code"], problem["retry_after"]) == ("error", "100", "crowded", 5)
    assert (plain.status_code, plain.json()["code"], plain.headers["retry-after"]) == (503, "crowded", "5")
    assert busy.asking.turns() == 1
    busy.open()
    busy.first.join()


def test_a_plain_request_is_told_to_come_back_too(client: Client) -> None:
    busy = Busy(client, room=1)
    headers, body = {"x-visitor-token": busy.asking.token}, {"message": QUESTION, "key": "message-1"}
    kept = busy.asking.http.post("/api/chat", json=body, headers=headers)
    assert (kept.status_code, kept.json()["code"], kept.headers["retry-after"]) == (503, "answered_later", "5")
    busy.open()
    busy.first.join()
    assert busy.asking.http.post("/api/chat", json=body, headers=headers).status_code == 200
    assert busy.asking.turns() == 2


def test_one_visitor_cannot_fill_the_line(client: Client) -> None:
    busy = Busy(client, waiting_of_one=1)
    headers = {"x-visitor-token": busy.asking.token}
    threads = [Thread(target=busy.asking.told, args=(f"message-{n}",)) for n in range(2)]
    for thread in threads:
        thread.start()
    state = busy.asking.http.app.state.service  # type: ignore[attr-defined]
    while len(state.turns.line) < 2:
        Event().wait(0.01)
    refused = busy.asking.http.post("/api/chat", json={"message": QUESTION, "key": "message-9"}, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_waiting")
    assert int(refused.headers["retry-after"]) > 0
    busy.open()
    for thread in (*threads, busy.first):
        thread.join()
    assert busy.asking.turns() == 3
