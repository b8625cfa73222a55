"""A sign-in on its way to the issuer and back: what has to fit when it comes back, and that it comes back once."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from api.sso.tables import SsoAttemptRow
from knowledge.clock import Clock

LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Attempt:
    """``state`` goes through the browser, ``nonce`` into the token, ``verifier`` proves that both requests are ours."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str

    @property
    def challenge(self) -> str:
        """The digest of the verifier that the issuer is told first (RFC 7636, S256)."""
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).decode().rstrip("=")


class AttemptRepository:
    """Attempts, inside the caller's transaction; they are found by a digest of their state."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def begin(self, redirect_uri: str) -> Attempt:
        """Begin an attempt, and forget those that never came back."""
        now = self._clock()
        await self._session.execute(delete(SsoAttemptRow).where(SsoAttemptRow.expires_at <= now))
        attempt = Attempt(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), redirect_uri)
        self._session.add(
            SsoAttemptRow(
                state_digest=_digest(attempt.state), nonce=attempt.nonce, verifier=attempt.verifier,
                redirect_uri=redirect_uri, expires_at=now + LIFE,
            )
        )  # fmt: skip
        return attempt

    async def take(self, state: str) -> Attempt | None:
        """Return the attempt of a state and forget it; nothing when there is none, or it took too long."""
        row = await self._session.scalar(
            delete(SsoAttemptRow).where(SsoAttemptRow.state_digest == _digest(state)).returning(SsoAttemptRow)
        )
        if row is None or row.expires_at <= self._clock():
            return None
        return Attempt(state, row.nonce, row.verifier, row.redirect_uri)


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode("utf-8", "replace")).hexdigest()
