"""Is this token what it says? (OpenID Connect Core 1.0, 3.1.3.7)"""

from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from api.settings import OidcSettings
from api.sso.errors import SsoFailed
from api.sso.provider import Provider
from knowledge.clock import Clock

ALGORITHMS = ("RS256", "PS256", "ES256")  # never "none", never one whose key both sides know
_LEEWAY_SECONDS = 60


class IdTokens:
    """Checks tokens of one issuer."""

    def __init__(self, provider: Provider, settings: OidcSettings, clock: Clock) -> None:
        self._provider = provider
        self._settings = settings
        self._clock = clock

    async def claims(self, token: str, nonce: str) -> Mapping[str, Any]:
        """Return what the token says.

        Raises:
            SsoFailed: signature, issuer, audience, time or nonce are not as they have to be.
            SsoUnavailable: the keys cannot be read.
        """
        try:
            try:
                claims = _decode(token, await self._provider.keys())
            except InvalidKeyIdError:  # the issuer has changed its keys
                claims = _decode(token, await self._provider.keys(newer=True))
            self._check(claims, nonce)
        except (JoseError, ValueError, TypeError) as error:
            raise SsoFailed from error
        return claims

    def _check(self, claims: Mapping[str, Any], nonce: str) -> None:
        now = int(self._clock().timestamp())
        jwt.JWTClaimsRegistry(
            now=now,
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": self._settings.issuer},
            aud={"essential": True, "value": self._settings.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(dict(claims))
        audience, party = claims["aud"], claims.get("azp")
        if isinstance(audience, list) and len(audience) > 1 and party is None:
            raise ValueError("a token for several, and nobody named who asked for it")
        if party is not None and party != self._settings.client_id:
            raise ValueError("a token that somebody else asked for")
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
            raise ValueError("a subject that is none")


def _decode(token: str, keys: KeySet) -> Mapping[str, Any]:
    return dict(jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims)
