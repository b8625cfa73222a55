"""Calls to a platform: JSON with the account's token, errcodes judged, and one more try where only the token was bad."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import httpx2

from api.http.trust import trusted
from api.platforms.breaker import Breaker
from api.platforms.errors import PlatformRefused, PlatformUnavailable
from api.platforms.limits import PlatformLimits, platform_limits
from api.platforms.tokens import SharedTokens
from api.platforms.verdicts import ErrorPolicy, Verdict

Said: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Media:
    """A file that the platform keeps for some days."""

    data: bytes
    content_type: str


class Wire:
    """Speaks to the one address of a platform, and nowhere else: no redirects, no proxies, no host from outside."""

    def __init__(self, http: httpx2.AsyncClient, policy: ErrorPolicy, breaker: Breaker, limits: PlatformLimits) -> None:
        self._http = http
        self._policy = policy
        self._breaker = breaker
        self._limits = limits

    async def call(self, method: str, path: str, query: Mapping[str, str], body: Said | None = None) -> Said:
        """Make a call; return what the platform said, without fault.

        Raises:
            PlatformUnavailable: it did not answer, or with something that is no answer.
            PlatformRefused: it answered with an errcode.
        """
        media = await self.fetch(method, path, query, body, self._limits.max_answer_bytes)
        return self.judged(media)

    async def fetch(
        self, method: str, path: str, query: Mapping[str, str], body: Said | None, max_bytes: int
    ) -> Media:  # fmt: skip
        """Make a call; return the bytes.

        Raises:
            PlatformUnavailable: it did not answer, or with more than allowed.
        """
        self._breaker.admit()
        # The platform shows \u escapes to citizens as they are, so the JSON has to be plain UTF-8.
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"content-type": "application/json; charset=utf-8"} if body is not None else {}
        request = self._http.build_request(method, path, params=dict(query), content=content, headers=headers)
        try:
            async with asyncio.timeout(self._limits.connect_seconds + self._limits.answer_seconds):
                media = await self._media(request, max_bytes)
        except (httpx2.HTTPError, TimeoutError) as error:
            self._breaker.failed()
            raise _no_answer(type(error).__name__) from None  # the error knows the address, and that the token
        except PlatformUnavailable:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return media

    async def _media(self, request: httpx2.Request, max_bytes: int) -> Media:
        answer = await self._http.send(request, stream=True)
        try:
            if answer.status_code != 200:
                raise _no_answer(f"HTTP {answer.status_code}")
            data = await _limited(answer.aiter_bytes(), max_bytes)
        finally:
            await answer.aclose()
        return Media(data, answer.headers.get("content-type", ""))

    def judged(self, media: Media) -> Said:
        """Return a JSON answer that is no refusal.

        Raises:
            PlatformUnavailable: it is no JSON.
            PlatformRefused: it holds an errcode.
        """
        try:
            said = json.loads(media.data)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise _no_answer("不是 JSON")
        errcode = said.get("errcode", 0)
        if errcode == 0:
            return said
        rule = self._policy.rule(errcode if isinstance(errcode, int) else 1)
        if rule.verdict is Verdict.STOP and rule.pause:
            self._breaker.rest(rule.pause)
        raise PlatformRefused(errcode, rule.verdict, rule.meaning, pause=rule.pause)


class PlatformClient:
    """Calls that need the token of the account."""

    def __init__(self, wire: Wire, tokens: SharedTokens) -> None:
        self._wire = wire
        self._tokens = tokens

    async def post(self, path: str, body: Said) -> Said:
        """Make a call.

        Raises:
            PlatformError: it was not done.
        """
        token = await self._tokens.current()
        try:
            return await self._wire.call("POST", path, {"access_token": token}, body)
        except PlatformRefused as error:
            if error.verdict is not Verdict.REFRESH:
                raise
        token = await self._tokens.another(token)
        return await self._wire.call("POST", path, {"access_token": token}, body)

    async def media(self, path: str, media_id: str, max_bytes: int) -> Media:
        """Fetch a file.

        Raises:
            PlatformError: there is none, or none so small.
        """
        token = await self._tokens.current()
        try:
            return await self._file(path, media_id, max_bytes, token)
        except PlatformRefused as error:
            if error.verdict is not Verdict.REFRESH:
                raise
        return await self._file(path, media_id, max_bytes, await self._tokens.another(token))

    async def _file(self, path: str, media_id: str, max_bytes: int, token: str) -> Media:
        media = await self._wire.fetch("GET", path, {"access_token": token, "media_id": media_id}, None, max_bytes)
        if "json" in media.content_type or "text/plain" in media.content_type:  # the platform says why there is no file
            self._wire.judged(media)
        return media


def open_http(api_base: str, limits: PlatformLimits | None = None) -> httpx2.AsyncClient:
    """Return the connection to a platform; whoever opens it closes it."""
    limits = limits or platform_limits()
    return httpx2.AsyncClient(
        base_url=api_base, verify=trusted(), trust_env=False, follow_redirects=False,
        timeout=httpx2.Timeout(limits.answer_seconds, connect=limits.connect_seconds),
        limits=httpx2.Limits(max_connections=limits.max_connections),
    )  # fmt: skip


async def _limited(pieces: AsyncIterator[bytes], max_bytes: int) -> bytes:
    kept, size = [], 0
    async for piece in pieces:
        size += len(piece)
        if size > max_bytes:
            raise _no_answer(f"超过 {max_bytes} 字节")
        kept.append(piece)
    return b"".join(kept)


def _no_answer(why: str) -> PlatformUnavailable:
    return PlatformUnavailable(f"平台没有正常回应（{why}）")
