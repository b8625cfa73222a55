"""An operator who takes, answers, gives on and closes; several conversations at once, the desk's events open all the while."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import httpx2

from scripts.bench.desk.following import follow
from scripts.bench.desk.ledger import Ledger

AT_ONCE = 3  # conversations an operator has
_LOOK_SECONDS, _PATIENCE_SECONDS = 0.5, 60.0
_REPEATS, _DRAFTS = 0.2, 0.3  # shares
_GIVEN_ON = 7  # one conversation in so many, the first of them early
_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Manner:
    """How staff work: ``pause`` is between two answers, ``colleagues`` whom they give on to."""

    pause: float
    colleagues: Sequence[str]


class Operator:
    """One operator, signed in."""

    def __init__(self, http: httpx2.AsyncClient, username: str, manner: Manner, ledger: Ledger) -> None:
        self._http = http
        self._username = username
        self._manner = manner
        self._ledger = ledger
        self._random = random.Random(username)  # a load, not a secret
        self._serial = self._dealt = 0

    async def sign_in(self, password: str) -> None:
        """Change the one-time password, which signs in."""
        body = {"username": self._username, "password": password, "new_password": "A-new-Passw0rd"}
        self._http.headers["x-csrf-token"] = (await self._post("/api/session/password", body))["csrf_token"]

    async def work(self) -> None:
        """Go on until cancelled."""
        watching = asyncio.create_task(self._watch())
        having: set[asyncio.Task[None]] = set()
        try:
            while True:
                having = {task for task in having if not task.done()}
                if len(having) < AT_ONCE and (name := await self._take()):
                    having.add(asyncio.create_task(self._deal_with(name)))
                else:
                    await asyncio.sleep(_LOOK_SECONDS)
        finally:
            for task in (watching, *having):
                task.cancel()
            await asyncio.gather(watching, *having, return_exceptions=True)

    async def _watch(self) -> None:
        seen: set[int] = set()
        async for event in follow(self._http, "/api/desk/events", {}):
            if event.name == "message" and event.data["id"]:
                self._ledger.desk_messages += 1
                self._ledger.desk_doubled += event.data["id"] in seen
                seen.add(event.data["id"])

    async def _take(self) -> str:
        waiting = await self._http.get("/api/desk/conversations", timeout=_PATIENCE_SECONDS)
        items = list(waiting.raise_for_status().json()["items"])[:10]
        for item in items:
            taken = await self._http.post(
                f"/api/desk/conversations/{item['conversation_id']}/take", timeout=_PATIENCE_SECONDS
            )
            if taken.status_code == 200:
                return str(item["conversation_id"])
            self._ledger.lost_races += taken.status_code == 409
        return ""

    async def _deal_with(self, name: str) -> None:
        try:
            await self._answer(name)
        except httpx2.HTTPStatusError as error:
            self._ledger.complaints.append(f"{error.request.url.path.rsplit('/', 1)[-1]} {error.response.status_code}")

    async def _answer(self, name: str) -> None:
        path = f"/api/desk/conversations/{name}"
        marker = self._marker((await self._http.get(path, timeout=_PATIENCE_SECONDS)).raise_for_status().json())
        self._dealt += 1
        gives_on = self._dealt % _GIVEN_ON == 2
        for number in range(_ANSWERS):
            await asyncio.sleep(self._manner.pause)
            if number == 1 and self._random.random() < _DRAFTS:
                await self._post(f"{path}/drafts", {})
                self._ledger.drafts += 1
            await self._say(name, marker)
            if number == 0 and gives_on:
                await self._give_on(path)
                return
        shown = (await self._http.get(path, timeout=_PATIENCE_SECONDS)).raise_for_status().json()
        self._check(shown, marker)
        await self._post(f"{path}/close", {"reason": "answered"})
        self._ledger.closed.add(name)

    async def _say(self, name: str, marker: str) -> None:
        """Say something, now and then twice under one key, as a page does that saw no reply."""
        self._serial += 1
        words = f"答复（{marker}）{self._username}-{self._serial}"
        body = {"text": words, "key": f"{self._username}-{self._serial:08}"}
        self._ledger.told[name].append(words)
        self._ledger.sent_at[words] = perf_counter()
        times = 2 if self._random.random() < _REPEATS else 1
        self._ledger.repeated += times - 1
        path = f"/api/desk/conversations/{name}/messages"
        await asyncio.gather(*(self._post(path, body) for _ in range(times)))

    async def _give_on(self, path: str) -> None:
        others = [person for person in self._manner.colleagues if person != self._username]
        self._ledger.transfers.append(perf_counter())
        await self._post(f"{path}/transfer", {"to_person": self._random.choice(others), "note": "请接着答复"})
        self._ledger.transfers.append(perf_counter())

    def _check(self, shown: Mapping[str, Any], marker: str) -> None:
        """Count words of another citizen in what the desk shows."""
        self._ledger.foreign_words += sum(f"（{marker}）" not in turn["message"] for turn in shown["turns"])

    def _marker(self, shown: Mapping[str, Any]) -> str:
        question: str = shown["requests"][-1]["question"]
        return question.partition("（")[2].partition("）")[0]

    async def _post(self, path: str, body: Mapping[str, object]) -> dict[str, Any]:
        response = await self._http.post(path, json=body, timeout=_PATIENCE_SECONDS)
        return dict(response.raise_for_status().json())
