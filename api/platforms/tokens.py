"""One access token for all processes: sealed in the database, renewed by one of them, early, and never logged."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from api.db.engine import Database
from api.platforms.errors import PlatformError, PlatformUnavailable
from api.platforms.limits import PlatformLimits
from api.platforms.token_records import StoredToken, TokenRepository
from api.sealing import Sealer
from knowledge.clock import Clock

_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True, repr=False)
class IssuedToken:
    """A token as the platform issued it, good for ``life`` from now."""

    value: str
    life: timedelta


class TokenSource(Protocol):
    """Where tokens of an account come from."""

    @property
    def account(self) -> str:
        """The account in records, ``wechat:APP_ID``."""

    async def issue(self, *, force: bool) -> IssuedToken:
        """Ask the platform for a token; ``force`` for another than it gave last.

        Raises:
            PlatformError: it gives none.
        """


@dataclass(frozen=True, slots=True)
class TokenParts:
    """What tokens need of their surroundings; ``holder`` is a name of this process alone."""

    database: Database
    sealer: Sealer
    clock: Clock
    limits: PlatformLimits
    holder: str


class SharedTokens:
    """Hands out the token of one account."""

    def __init__(self, source: TokenSource, parts: TokenParts) -> None:
        self._source = source
        self._parts = parts
        self._known: StoredToken | None = None
        self._one_at_a_time = asyncio.Lock()

    async def current(self) -> str:
        """Return the token; renew it when its end is near and nobody else does.

        Raises:
            PlatformError: there is none, and none to be had.
        """
        async with self._one_at_a_time:
            if self._known is None or self._is_late(self._known):
                self._known = await self._agreed(refused="")
            return self._known.value

    async def another(self, refused: str) -> str:
        """Return a token other than the one that the platform refused.

        Raises:
            PlatformError: there is none to be had now; too many who ask by force would be locked out.
        """
        async with self._one_at_a_time:
            if self._known is None or self._known.value == refused:
                self._known = None
                self._known = await self._agreed(refused)
            return self._known.value

    async def _agreed(self, refused: str) -> StoredToken:
        """Return what all processes use: the stored token, or a new one, drawn by this process or awaited from another."""
        clock, limits = self._parts.clock, self._parts.limits
        deadline = clock() + limits.token_lease
        while True:
            held = await self._good(refused)
            if held and not self._is_due(held):
                return held
            if await self._take_lease():
                return await self._renew(refused)
            if held:
                return held  # somebody is at it; this one holds meanwhile
            if clock() > deadline:
                raise PlatformUnavailable("等不到新的 access_token")
            await asyncio.sleep(_LOOK_SECONDS)

    async def _good(self, refused: str) -> StoredToken | None:
        """Return the stored token, if it still holds and is not the one that was refused."""
        stored = await self._stored()
        return stored if stored and stored.value != refused and stored.expires_at > self._parts.clock() else None

    async def _renew(self, refused: str) -> StoredToken:
        """Draw a token under the lease, and give the lease back. An old token that still holds is better than none."""
        held = await self._good(refused)  # again: whoever had the lease before may have renewed it just now
        if held and not self._is_due(held):
            await self._give_back(None)
            return held
        try:
            drawn = await self._draw(refused)
        except PlatformError:
            await self._give_back(None)
            if held is None:
                raise
            return held
        await self._give_back(drawn)
        return drawn

    async def _draw(self, refused: str) -> StoredToken:
        issued = await self._source.issue(force=False)
        if issued.value == refused:  # the platform thinks it is good; only force gives another
            stored = await self._stored()
            if stored and self._was_renewed_just_now(stored):
                raise PlatformUnavailable("access_token 刚换过又被拒绝", retry_after=self._parts.limits.token_again)
            issued = await self._source.issue(force=True)
        now = self._parts.clock()
        return StoredToken(issued.value, now + issued.life, now)

    def _is_late(self, token: StoredToken) -> bool:
        return token.expires_at - self._parts.limits.token_early <= self._parts.clock()

    def _is_due(self, token: StoredToken) -> bool:
        """Whether its end is near; asked again and again the platform would only give the same one."""
        return self._is_late(token) and not self._was_renewed_just_now(token)

    def _was_renewed_just_now(self, token: StoredToken) -> bool:
        return token.renewed_at + self._parts.limits.token_again > self._parts.clock()

    async def _stored(self) -> StoredToken | None:
        async with self._parts.database.read() as session:
            return await TokenRepository(session, self._parts.sealer).find(self._source.account)

    async def _take_lease(self) -> bool:
        now = self._parts.clock()
        async with self._parts.database.write() as session:
            records = TokenRepository(session, self._parts.sealer)
            return await records.take(self._source.account, self._parts.holder, now, self._parts.limits.token_lease)

    async def _give_back(self, drawn: StoredToken | None) -> None:
        async with self._parts.database.write() as session:
            records = TokenRepository(session, self._parts.sealer)
            await records.give_back(self._source.account, self._parts.holder, self._parts.clock(), drawn)
