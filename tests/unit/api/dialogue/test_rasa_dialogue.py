"""The bridge to Rasa over a transport that plays Rasa."""

import json
from collections.abc import Callable

import httpx2
import pytest

from api.dialogue.port import DialogueUnavailable, Utterance
from api.dialogue.rasa import RasaDialogue

Respond = Callable[[httpx2.Request], httpx2.Response]
pytestmark = pytest.mark.asyncio


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def bridge(respond: Respond, clock: Clock | None = None) -> RasaDialogue:
    client = httpx2.AsyncClient(transport=httpx2.MockTransport(respond), base_url="http://rasa.test")
    return RasaDialogue(client, clock or Clock())


def replying(body: object, seen: list[httpx2.Request] | None = None, status: int = 200) -> Respond:
    def respond(request: httpx2.Request) -> httpx2.Response:
        if seen is not None:
            seen.append(request)
        return httpx2.Response(status, json=body)

    return respond


async def test_sends_what_the_rest_channel_wants() -> None:
    seen: list[httpx2.Request] = []
    said = await bridge(replying([{"text": "你好"}], seen)).send("c.0", "您好", {"turn_id": "t"})
    assert said == [Utterance(text="你好")]
    assert seen[0].url.path == "/webhooks/rest/webhook"
    assert json.loads(seen[0].content) == {"sender": "c.0", "message": "您好", "metadata": {"turn_id": "t"}}


@pytest.mark.parametrize(
    ("row", "utterance"),
    [
        ({"custom": {"answer_id": "t"}}, Utterance(answer_id="t")),
        ({"text": None, "custom": None}, Utterance()),
        ({"text": "问", "buttons": [{"title": "按件"}]}, Utterance(text="问")),
        ({"image": "x"}, Utterance()),
    ],
)
async def test_reads_words_and_marks(row: dict[str, object], utterance: Utterance) -> None:
    assert await bridge(replying([row])).send("c", "问", {}) == [utterance]


@pytest.mark.parametrize("text", ["/restart", "/inform{}"])
async def test_a_citizen_cannot_give_commands(text: str) -> None:
    seen: list[httpx2.Request] = []
    await bridge(replying([{"text": "a"}], seen)).send("c", text, {})
    assert json.loads(seen[0].content)["message"] == "／" + text[1:]


@pytest.mark.parametrize("body", [[], {}, None, {"error": "x"}, ["x"], "text", 3], ids=repr)
async def test_an_empty_or_odd_reply_is_no_reply(body: object) -> None:
    with pytest.raises(DialogueUnavailable):
        await bridge(replying(body)).send("c", "问", {})


@pytest.mark.parametrize(
    "failure",
    [httpx2.ReadTimeout("slow"), httpx2.ConnectError("away"), httpx2.RemoteProtocolError("cut")],
    ids=lambda failure: type(failure).__name__,
)
async def test_after_a_failure_it_is_left_alone_for_a_moment(failure: httpx2.HTTPError) -> None:
    calls, clock = 0, Clock()

    def respond(_request: httpx2.Request) -> httpx2.Response:
        nonlocal calls
        calls += 1
        raise failure

    dialogue = bridge(respond, clock)
    for _ in range(3):
        with pytest.raises(DialogueUnavailable):
            await dialogue.send("c", "问", {})
    assert calls == 1
    clock.seconds += 3.0
    with pytest.raises(DialogueUnavailable):
        await dialogue.send("c", "问", {})
    assert calls == 2


async def test_an_error_status_is_a_failure() -> None:
    with pytest.raises(DialogueUnavailable, match="HTTPStatusError"):
        await bridge(replying({}, status=500)).send("c", "问", {})


async def test_health_ends_the_pause() -> None:
    answers = iter(
        [httpx2.Response(500), httpx2.Response(200, json={"status": "ok"}), httpx2.Response(200, json=[{"text": "a"}])]
    )
    dialogue = bridge(lambda _request: next(answers))
    with pytest.raises(DialogueUnavailable):
        await dialogue.send("c", "问", {})
    assert await dialogue.ready()
    assert await dialogue.send("c", "问", {}) == [Utterance(text="a")]


async def test_is_not_ready_while_away_or_failing() -> None:
    def away(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("away", request=request)

    assert not await bridge(away).ready()
    assert not await bridge(replying({}, status=503)).ready()
