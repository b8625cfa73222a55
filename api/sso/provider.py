"""The issuer: where it is (OpenID Connect Discovery 1.0), its keys, and what it gives for a code (RFC 6749, RFC 7636)."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.settings import OidcSettings
from api.sso.errors import SsoFailed, SsoUnavailable
from knowledge.clock import Clock

_FRESH = timedelta(minutes=10)
_REFETCH_AFTER = timedelta(
    seconds=10
)  # a token with an unknown key makes us look again, but no flood of them makes us flood
_MAX_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where to go."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class Provider:
    """Talks to the issuer, and remembers for ten minutes what it said of itself and its keys."""

    def __init__(self, http: httpx2.AsyncClient, settings: OidcSettings, clock: Clock) -> None:
        self._http = http
        self._settings = settings
        self._clock = clock
        self._metadata: tuple[datetime, Metadata] | None = None
        self._keys: tuple[datetime, KeySet] | None = None

    async def metadata(self) -> Metadata:
        """Return where to go.

        Raises:
            SsoUnavailable: the issuer does not answer, or is another than it should be.
        """
        if self._metadata is None or self._metadata[0] + _FRESH <= self._clock():
            issuer = self._settings.issuer
            said = await self._json(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if said.get("issuer") != issuer:
                raise SsoUnavailable(remedy="身份认证服务自称的 issuer 与 YIHAODA_OIDC__ISSUER 不同")
            found = Metadata(*(self._address(said, name) for name in Metadata.__slots__))
            self._metadata = (self._clock(), found)
        return self._metadata[1]

    async def keys(self, *, newer: bool = False) -> KeySet:
        """Return the keys of the issuer; ``newer`` ones when a token names a key that is not among them.

        Raises:
            SsoUnavailable: the issuer does not answer, or with something that is no key set.
        """
        age = _REFETCH_AFTER if newer else _FRESH
        if self._keys is None or self._keys[0] + age <= self._clock():
            said = await self._json((await self.metadata()).jwks_uri)
            try:
                self._keys = (self._clock(), KeySet.import_key_set({"keys": _signing(said)}))
            except (JoseError, ValueError, TypeError, KeyError) as error:
                raise SsoUnavailable from error
        return self._keys[1]

    async def id_token(self, code: str, verifier: str, redirect_uri: str) -> str:
        """Trade a code for the token that says who signed in.

        Raises:
            SsoFailed: the code is none, or no longer.
            SsoUnavailable: the issuer does not answer.
        """
        body = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri, "code_verifier": verifier,
            "client_id": self._settings.client_id,
        }  # fmt: skip
        said = await self._json((await self.metadata()).token_endpoint, body)
        token = said.get("id_token")
        if not isinstance(token, str):
            raise SsoFailed
        return token

    async def _json(self, address: str, body: dict[str, str] | None = None) -> dict[str, Any]:
        headers = {"accept": "application/json", **(self._authorization() if body else {})}
        try:
            async with self._http.stream(
                "POST" if body else "GET", address, data=body, headers=headers, follow_redirects=False
            ) as response:
                content = await _limited(response)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise SsoUnavailable from error
        if body and 400 <= response.status_code < 500:
            raise SsoFailed
        try:
            said = json.loads(content) if response.status_code == 200 else None
        except ValueError as error:
            raise SsoUnavailable from error
        if not isinstance(said, dict):
            raise SsoUnavailable
        return said

    def _authorization(self) -> dict[str, str]:
        secret = self._settings.client_secret.get_secret_value()
        if not secret:
            return {}
        pair = f"{quote(self._settings.client_id, safe='')}:{quote(secret, safe='')}"  # RFC 6749, 2.3.1
        return {"authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def _address(self, said: dict[str, Any], name: str) -> str:
        """Return an address of the issuer; one that leaves HTTPS, where the issuer has it, is none."""
        address = said.get(name)
        if not isinstance(address, str) or urlsplit(address).scheme != urlsplit(self._settings.issuer).scheme:
            raise SsoUnavailable
        return address


async def _limited(response: httpx2.Response) -> bytes:
    content = b""
    async for piece in response.aiter_bytes():
        content += piece
        if len(content) > _MAX_BYTES:
            raise SsoUnavailable
    return content


def _signing(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the public keys that sign; a secret one in a public list is a mistake nobody should build on."""
    rows = said.get("keys")
    if not isinstance(rows, list):
        raise SsoUnavailable
    return [
        row
        for row in rows
        if isinstance(row, dict) and row.get("kty") in {"RSA", "EC"} and row.get("use", "sig") == "sig"
    ]
