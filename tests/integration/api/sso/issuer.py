"""An issuer that lies in whatever way a test asks for, and checks what a real one checks."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from joserfc import jwt
from joserfc.jwk import RSAKey

ISSUER, CLIENT = "https://id.example.test", "yihaoda"
KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": kid, "use": "sig"}) for kid in ("one", "two"))


class Issuer:
    """Answers over a transport; ``sign`` makes the token of a sign-in, from the claims an honest issuer would make."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self.keys = [KEY]
        self.claims: dict[str, Any] = {
            "sub": "u-1",
            "preferred_username": "li.si",
            "name": "李四",
            "roles": ["curator"],
        }
        self.metadata: dict[str, Any] = {
            "issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/authorize", "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/jwks",
        }  # fmt: skip
        self.sign: Callable[[dict[str, Any]], str] = signed
        self.requests: list[str] = []
        self._asked: dict[str, Mapping[str, str]] = {}

    def client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self._answer))

    def sign_in(self, address: str) -> tuple[str, str]:
        """What a person does in the browser: sign in at the issuer. Returns the code and the state."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self._asked)}"
        self._asked[code] = asked
        return code, asked["state"]

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request.url.path)
        if request.url.path == "/.well-known/openid-configuration":
            return httpx2.Response(200, json=self.metadata)
        if request.url.path == "/jwks":
            return httpx2.Response(200, json={"keys": [key.as_dict(private=False) for key in self.keys]})
        body = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        asked = self._asked.pop(body["code"], None)
        proven = _text(hashlib.sha256(body["code_verifier"].encode()).digest())
        if asked is None or proven != asked["code_challenge"] or body["redirect_uri"] != asked["redirect_uri"]:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        now = int(self.now())
        honest = {**self.claims, "iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        return httpx2.Response(200, json={"id_token": self.sign(honest), "access_token": "a", "token_type": "Bearer"})


def signed(claims: Mapping[str, Any], key: RSAKey = KEY, kid: str = "one", alg: str = "RS256") -> str:
    return jwt.encode({"alg": alg, "kid": kid}, dict(claims), key, algorithms=[alg])


def unsigned(claims: Mapping[str, Any]) -> str:
    """A token with ``alg`` none."""
    return f"{_parts({'alg': 'none'}, claims)}."


def shared_secret(claims: Mapping[str, Any]) -> str:
    """A token signed with the public key, as if that were a secret both sides know."""
    said = _parts({"alg": "HS256", "kid": "one"}, claims)
    return f"{said}.{_text(hmac.digest(KEY.as_pem(private=False), said.encode(), 'sha256'))}"


def _parts(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    return ".".join(_text(json.dumps(dict(part)).encode()) for part in (header, claims))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
