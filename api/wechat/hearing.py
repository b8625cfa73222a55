"""Voice messages: fetched from the platform, which keeps them three days, and handed to speech recognition as they are."""

from typing import Protocol

import structlog

from api.channels.port import Incoming
from api.channels.transcriber import Transcriber
from api.platforms.client import Media
from knowledge.errors import Unavailable

_log = structlog.get_logger()


class MediaSource(Protocol):
    """Where the platform keeps what citizens sent."""

    async def fetch_media(self, media_id: str) -> Media:
        """Return a file.

        Raises:
            PlatformError: it is not there any more, or too large.
        """


class Hearing:
    """Hears what citizens say. Never an error: who is not understood is asked to write."""

    def __init__(self, client: MediaSource, transcriber: Transcriber) -> None:
        self._client = client
        self._transcriber = transcriber

    async def hear(self, incoming: Incoming) -> str:
        """Return the words of a voice message; empty where they cannot be had."""
        if not incoming.media_id:
            return ""
        try:
            media = await self._client.fetch_media(incoming.media_id)
            words = await self._transcriber.transcribe(media.data, incoming.details.get("format", ""))
        except Unavailable as error:
            _log.warning("voice_not_heard", channel=incoming.channel, error=error.code)
            return ""
        return words.strip()
