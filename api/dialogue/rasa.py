"""Rasa Open Source over its REST channel, on loopback."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

import httpx2
from pydantic import BaseModel, TypeAdapter

from api.dialogue.port import DialogueUnavailable, Utterance

# Rasa answers 200 with an empty list whenever something inside it failed.
_REST_WEBHOOK = "/webhooks/rest/webhook"
_REST_HEALTH = "/webhooks/rest/"
_REST_AFTER_FAILURE_SECONDS = 3.0


class _Row(BaseModel):
    """One message of the REST channel, as far as it matters here."""

    text: str | None = None
    custom: dict[str, str] | None = None


_ROWS = TypeAdapter(list[_Row])


class RasaDialogue:
    """Sends messages to Rasa. After a failure it is left alone for a moment, so that citizens do not wait for it."""

    def __init__(self, client: httpx2.AsyncClient, now: Callable[[], float] = monotonic) -> None:
        """Take over a client whose base address and timeout are set."""
        self._client = client
        self._now = now
        self._closed_until = 0.0

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[Utterance]:
        """Hand over one message. A leading slash would be read as a command, so it is made full-width."""
        if self._now() < self._closed_until:
            raise DialogueUnavailable
        message = "／" + text[1:] if text.startswith("/") else text
        try:
            response = await self._client.post(
                _REST_WEBHOOK, json={"sender": sender, "message": message, "metadata": dict(metadata)}
            )
            response.raise_for_status()
            rows = _ROWS.validate_json(response.content)
        except (httpx2.HTTPError, ValueError) as error:
            self._closed_until = self._now() + _REST_AFTER_FAILURE_SECONDS
            raise DialogueUnavailable(f"对话引擎没有应答：{type(error).__name__}") from error
        if not rows:
            raise DialogueUnavailable("对话引擎没有给出答复")
        return [Utterance(row.text or "", row.custom.get("answer_id", "") if row.custom else "") for row in rows]

    async def ready(self) -> bool:
        """Ask Rasa's own health address."""
        try:
            response = await self._client.get(_REST_HEALTH, timeout=2.0)
        except httpx2.HTTPError:
            return False
        if response.status_code == httpx2.codes.OK:
            self._closed_until = 0.0
            return True
        return False
