"""A citizen who asks, leaves the question for a person, writes while one has it, and says how it was."""

import asyncio
from collections.abc import Mapping
from time import perf_counter

import httpx2

from scripts.bench.desk.following import Heard, follow
from scripts.bench.desk.ledger import Citizen

_MESSAGES, _PATIENCE_SECONDS = 2, 60.0


class CitizenClient:
    """One citizen's page."""

    def __init__(self, http: httpx2.AsyncClient, citizen: Citizen, pause: float) -> None:
        """Write a message every ``pause`` seconds while a person has the conversation."""
        self._http = http
        self._citizen = citizen
        self._pause = pause
        self._taken = asyncio.Event()
        self._ended = asyncio.Event()

    async def live(self, question: str) -> None:
        """Ask, wait, write, be answered, rate."""
        one = self._citizen
        turn = await self._post("/api/chat", {"message": f"{question}（{one.marker}）", "conversation_id": None})
        one.conversation_id, one.code = str(turn["conversation_id"]), str(turn["consult_code"])
        following = asyncio.create_task(self._follow())
        try:
            await self._post(f"/api/chat/{one.conversation_id}/person", {"question": f"请人工答复（{one.marker}）"})
            await self._taken.wait()
            for number in range(_MESSAGES):
                await asyncio.sleep(self._pause)
                words = f"（{one.marker}）补充{number}"
                await self._post("/api/chat", {"message": words, "conversation_id": one.conversation_id})
                one.wrote.append(words)
            await self._ended.wait()
            await self._post(f"/api/chat/{one.conversation_id}/rating", {"score": 5, "words": "清楚"})
            one.rated = True
        except httpx2.HTTPStatusError as error:
            one.complaint = f"{error.request.url.path.rsplit('/', 1)[-1]} {error.response.status_code}"
        finally:
            await asyncio.sleep(1.0)  # what is on its way arrives
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)

    async def _follow(self) -> None:
        async for event in follow(self._http, f"/api/chat/{self._citizen.conversation_id}/events", self._headers):
            self._hear(event)

    def _hear(self, event: Heard) -> None:
        now, one = perf_counter(), self._citizen
        if event.name == "waiting" and event.data["state"] == "waiting":
            one.positions.append((now, int(event.data["position"])))
        elif event.name == "mode" and event.data["mode"] == "person":
            self._taken.set()
        elif event.name == "rating":
            self._ended.set()
        elif event.name == "message" and event.data["author"] == "person":
            text = str(event.data["text"])
            one.heard.append((int(event.id), text))
            one.heard_at.setdefault(text, now)

    @property
    def _headers(self) -> dict[str, str]:
        return {"x-visitor-token": self._citizen.token}

    async def _post(self, path: str, body: Mapping[str, object]) -> Mapping[str, object]:
        response = await self._http.post(path, json=body, headers=self._headers, timeout=_PATIENCE_SECONDS)
        response.raise_for_status()
        return dict(response.json())
