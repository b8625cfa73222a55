"""Over any mix of visitors, conversations, keys and messages, existing and mutated, nobody gets words of another visitor."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from starlette.testclient import TestClient
from test_chat_stream import events
from tiny_library import RehearsedDialogue

from api.app import create_app
from api.conversations import orphans
from api.settings import Settings
from knowledge.embedding.hashed import HashedEncoder

LOOPBACK = ("127.0.0.1", 50000)
VISITORS = ("", "one", "two", "three")  # the first shows no token
KEYS = ("key-aaaa", "key-bbbb")
pytestmark = pytest.mark.integration


class World:
    """An application, its visitors, and whose every id and every word is."""

    def __init__(self, http: TestClient) -> None:
        self.http = http
        self.tokens = {name: http.post("/api/visitors").json()["visitor_token"] for name in VISITORS if name}
        self.owner: dict[str, str] = {}  # of ids, codes and markers
        self.conversations, self.messages = ["nothing"], ["nothing"]
        self.statements = 0
        self.asked = 0
        engine = http.app.state.service.database.engine.sync_engine  # type: ignore[attr-defined]
        event.listen(engine, "before_cursor_execute", self._count)
        self.refusals: dict[str, set[tuple[int, str, int]]] = {"history": set(), "feedback": set()}

    def headers(self, visitor: str) -> dict[str, str]:
        return {"x-visitor-token": self.tokens[visitor]} if visitor else {}

    def check(self, visitor: str, text: str) -> None:
        """Whatever is in a response belongs to whoever asked, or to nobody."""
        foreign = {known for known, owner in self.owner.items() if owner not in {"", visitor} and known in text}
        assert not foreign, (visitor, foreign)

    def took(self, visitor: str, marker: str, reply: dict[str, Any]) -> None:
        conversation, message = reply["conversation_id"], reply["message_id"]
        owner = self.owner.setdefault(conversation, visitor)
        for known in (marker, message, reply["consult_code"]):
            self.owner.setdefault(known, owner)
        self.conversations.append(conversation)
        self.messages.append(message)

    def counted(self) -> int:
        found, self.statements = self.statements, 0
        return found

    def _count(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:  # noqa: ANN401
        self.statements += "conversations" in statement or "turns" in statement


def mutated(known: str, how: int) -> str:
    """Return an id, or one that is nearly it."""
    return (known, known[:-1], known + "A", known.swapcase(), known[::-1], known[:-1] + "%")[how % 6]


@pytest.fixture(scope="module")
def world(library_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    shutil.copy(library_database, folder / "yihaoda.db")
    app = create_app(Settings(_env_file=None, data_dir=folder), encoder=HashedEncoder(), dialogue=RehearsedDialogue({}))
    with pytest.MonkeyPatch.context() as patch, TestClient(app, client=LOOPBACK) as http:
        patch.setattr(orphans, "_LOOK_SECONDS", 3600)  # statements are counted: those of requests
        http.app.state.service.throttle.check = _allow  # type: ignore[attr-defined]
        yield World(http)


async def _allow(**_asked: object) -> None:
    """Who asks how often is another matter."""


STEP = st.tuples(
    st.sampled_from(("ask", "stream", "read", "rate")),
    st.sampled_from(VISITORS),
    st.integers(0, 1000),  # which conversation
    st.integers(0, 1000),  # which message
    st.integers(0, 11),  # how it is mutated; mostly not
    st.sampled_from((None, *KEYS)),
    st.sampled_from(("", "1", "100", "101")),
)


# One application for all examples: what it holds grows, so a failing example cannot be made smaller.
@settings(
    max_examples=25,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=4, max_size=14))
def test_no_request_returns_words_of_another(world: World, steps: list[tuple[Any, ...]]) -> None:
    for what, visitor, conversation_at, message_at, how, key, seen in steps:
        conversation = mutated(world.conversations[conversation_at % len(world.conversations)], max(0, how - 6))
        message = mutated(world.messages[message_at % len(world.messages)], max(0, how - 6))
        {"ask": ask, "stream": ask, "read": read, "rate": rate}[what](
            world, visitor, conversation, message, (key, seen if what == "stream" else None)
        )


def ask(world: World, visitor: str, conversation: str, _message: str, given: tuple[str | None, str | None]) -> None:
    key, seen = given
    world.asked += 1
    marker = f"图书{world.asked:06d}借阅"
    body = {"message": marker, "conversation_id": conversation, "key": key}
    headers = world.headers(visitor) | ({"last-event-id": seen} if seen else {})
    address = "/api/chat/stream" if seen is not None else "/api/chat"
    found = world.http.post(address, json=body, headers=headers)
    world.check(visitor, found.text.replace(conversation, ""))
    if found.status_code == 200:
        replies = [found.json()] if seen is None else [data for name, _, data in events(found.text) if name == "reply"]
        for reply in replies:
            assert world.owner.get(reply["conversation_id"], visitor) in {"", visitor}
            world.took(visitor, marker, reply)


def read(world: World, visitor: str, conversation: str, _message: str, _given: object) -> None:
    world.counted()
    found = world.http.get(f"/api/chat/{conversation}", headers=world.headers(visitor))
    statements = world.counted()
    world.check(visitor, found.text)
    if found.status_code == 404:
        world.refusals["history"].add((found.status_code, found.text, statements))
        assert len(world.refusals["history"]) == 1
    elif found.status_code == 200:
        assert world.owner[conversation] in {"", visitor}


def rate(world: World, visitor: str, conversation: str, message: str, _given: object) -> None:
    world.counted()
    body = {"message_id": message, "helpful": True}
    found = world.http.post(f"/api/chat/{conversation}/feedback", json=body, headers=world.headers(visitor))
    statements = world.counted()
    world.check(visitor, found.text)
    if found.status_code == 404:
        world.refusals["feedback"].add((found.status_code, found.text, statements))
        assert len(world.refusals["feedback"]) == 1
    elif found.status_code == 204:
        assert world.owner[conversation] in {"", visitor}
        assert world.owner[message] == world.owner[conversation]


def test_the_same_steps_do_read_ones_own_words(world: World) -> None:
    """The property above would hold of an application that refuses everything."""
    for visitor, stranger in (("one", "two"), ("two", "three"), ("three", "")):
        ask(world, visitor, "nothing", "", ("key-" + visitor * 2, None))
        address, message = f"/api/chat/{world.conversations[-1]}", world.messages[-1]
        body = {"message_id": message, "helpful": True}
        for who, read_status, rate_status in ((visitor, 200, 204), (stranger, 404, 404)):
            assert world.http.get(address, headers=world.headers(who)).status_code == read_status
            rated = world.http.post(f"{address}/feedback", json=body, headers=world.headers(who))
            assert rated.status_code == rate_status
