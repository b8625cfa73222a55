"""Single sign-on: away to the issuer, and back with who it is (authorization code with PKCE)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from api.accounts.account import ANONYMOUS, Origin, SignedIn
from api.accounts.service import AccountService
from api.settings import OidcSettings
from api.sso.attempts import Attempt, AttemptRepository
from api.sso.errors import SsoDisabled, SsoFailed
from api.sso.people import SsoPeople
from api.sso.provider import Provider
from api.sso.tokens import IdTokens
from knowledge.errors import YihaodaError

_JUST_NOW = timedelta(minutes=10)


class SingleSignOn:
    """Signs staff in by the city's own identity service."""

    def __init__(self, accounts: AccountService, provider: Provider, settings: OidcSettings) -> None:
        self._accounts = accounts
        self._parts = accounts.parts
        self._provider = provider
        self._settings = settings
        self._tokens = IdTokens(provider, settings, self._parts.clock)

    @property
    def enabled(self) -> bool:
        """Whether there is an issuer."""
        return bool(self._settings.issuer)

    async def begin(self, redirect_uri: str, *, fresh: bool = False) -> tuple[str, Attempt]:
        """Return the address to send the browser to; ``fresh`` asks for the password even of who is signed in there.

        Raises:
            SsoDisabled: there is no issuer.
            SsoUnavailable: it does not answer.
        """
        if not self.enabled:
            raise SsoDisabled
        endpoint = (await self._provider.metadata()).authorization_endpoint
        async with self._parts.database.write() as session:
            attempt = await AttemptRepository(session, self._parts.clock).begin(redirect_uri)
        question = {
            "response_type": "code", "client_id": self._settings.client_id, "redirect_uri": redirect_uri,
            "scope": "openid profile", "state": attempt.state, "nonce": attempt.nonce,
            "code_challenge": attempt.challenge, "code_challenge_method": "S256",
            **({"prompt": "login", "max_age": "0"} if fresh else {}),
        }  # fmt: skip
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(question)}", attempt

    async def finish(self, code: str, state: str, kept_state: str, origin: Origin) -> SignedIn:
        """Open a session for whom the issuer names.

        Args:
            code: what the issuer gave to the browser.
            state: what came back through the browser.
            kept_state: what this very browser was given when it left.
            origin: where the request comes from.

        Raises:
            SsoFailed, SsoNotAllowed, SsoUnavailable, SsoDisabled: nobody gets in.
        """
        try:
            return await self._finish(code, state, kept_state, origin)
        except YihaodaError as error:
            async with self._parts.database.write() as session:
                said = {"cause": error.code, "address": origin.address, "user_agent": origin.user_agent}
                await self._parts.trail(session).record(ANONYMOUS, "sso.refused", "sso", said)
            raise

    async def _finish(self, code: str, state: str, kept_state: str, origin: Origin) -> SignedIn:
        if not self.enabled:
            raise SsoDisabled
        if not (code and state) or not compare_digest(state.encode("utf-8", "replace"), kept_state.encode()):
            raise SsoFailed
        async with self._parts.database.write() as session:
            attempt = await AttemptRepository(session, self._parts.clock).take(state)
        if attempt is None:
            raise SsoFailed
        token = await self._provider.id_token(code, attempt.verifier, attempt.redirect_uri)
        claims = await self._tokens.claims(token, attempt.nonce)
        async with self._parts.database.write() as session:
            row = await SsoPeople(session, self._parts, self._settings).account(claims)
            confirmed = self._confirmed_at(claims)
            return await self._accounts.open_session(session, row, origin, confirmed_at=confirmed, method="sso")

    def _confirmed_at(self, claims: Mapping[str, Any]) -> datetime | None:
        """Return when the issuer saw the password, if that was just now."""
        said = claims.get("auth_time")
        if isinstance(said, bool) or not isinstance(said, int):
            return None
        try:
            at = datetime.fromtimestamp(said, UTC)
        except (ValueError, OverflowError, OSError):
            return None
        now = self._parts.clock()
        return min(at, now) if abs(now - at) <= _JUST_NOW else None
