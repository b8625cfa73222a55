"""Single sign-on over HTTP, with a real provider in another process."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from pydantic import SecretStr, ValidationError
from starlette.testclient import TestClient

from api.http.sockets import free_port
from api.settings import OidcSettings, Settings
from tests.acceptance.service import is_listening, wait_for

Client = Callable[..., TestClient]
pytestmark = pytest.mark.integration


PEOPLE = (
    {"sub": "u-7", "preferred_username": "zhao", "name": "赵六", "roles": ["reviewer"]},
    {"sub": "u-8", "preferred_username": "guest"},
)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider that knows a reviewer and somebody without a role."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    people = [part for person in PEOPLE for part in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port), *people]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: is_listening(port), 60, lambda: "the provider does not answer")
            yield address
        finally:
            process.terminate()


@pytest.fixture
def http(client: Client, provider: str) -> TestClient:
    oidc = OidcSettings(issuer=provider, client_id="yihaoda", client_secret=SecretStr("s"), name="市统一身份认证")
    return client(oidc=oidc)


def leave(http: TestClient, **params: str) -> str:
    """Go to the issuer; return the address."""
    response = http.get("/api/sso/login", params=params, follow_redirects=False)
    assert response.status_code == 303, response.text
    return response.headers["location"]


def sign_in(address: str, subject: str, action: str = "") -> str:
    """Sign in at the provider as a browser does; return the address it sends the browser back to."""
    response = httpx2.post(address, data={"sub": subject, "action": action} if action else {"sub": subject})
    return response.headers["location"]


def test_there_and_back(http: TestClient) -> None:
    assert http.get("/api/sso").json() == {"enabled": True, "name": "市统一身份认证"}
    back = sign_in(leave(http), "u-7")
    assert back.startswith("http://testserver/api/sso/callback?")
    response = http.get(back, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/console")
    session = http.get("/api/session").json()
    assert (session["username"], session["role"], session["display_name"]) == ("zhao", "reviewer", "赵六")
    assert "yihaoda_sso" not in http.cookies
    replayed = http.get(back, follow_redirects=False)
    assert replayed.headers["location"] == "/console/sign-in?sso_error=sso_failed"


def test_the_question_has_what_protects_it(http: TestClient) -> None:
    asked = parse_qs(urlsplit(leave(http, fresh="true")).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    cookie = http.get("/api/sso/login", follow_redirects=False).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_who_has_no_role_is_sent_to_the_administrator(http: TestClient) -> None:
    response = http.get(sign_in(leave(http), "u-8"), follow_redirects=False)
    assert response.headers["location"] == "/console/sign-in?sso_error=sso_not_allowed"
    assert http.get("/api/session").status_code == 401


def test_who_says_no_at_the_provider_comes_back_to_the_sign_in_page(http: TestClient) -> None:
    back = sign_in(leave(http), "u-7", action="deny")
    response = http.get(back, follow_redirects=False)
    assert response.headers["location"] == "/console/sign-in?sso_error=sso_failed"


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=y", "?error=access_denied&state=<b>"])
def test_an_invented_way_back_leads_to_the_sign_in_page(http: TestClient, query: str) -> None:
    response = http.get(f"/api/sso/callback{query}", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/console/sign-in?sso_error=sso_failed")


def test_it_is_off_unless_there_is_an_issuer(client: Client) -> None:
    http = client()
    assert http.get("/api/sso").json() == {"enabled": False, "name": ""}
    response = http.get("/api/sso/login", follow_redirects=False)
    assert (response.status_code, response.json()["code"]) == (404, "sso_disabled")


def test_an_issuer_that_does_not_answer_is_said_so(client: Client) -> None:
    http = client(oidc=OidcSettings(issuer="http://127.0.0.1:9", client_id="yihaoda"))
    response = http.get("/api/sso/login", follow_redirects=False)
    assert (response.status_code, response.json()["code"]) == (503, "sso_unavailable")


@pytest.mark.parametrize(
    ("oidc", "says"),
    [
        ({"issuer": "https://id.test"}, "CLIENT_ID"),
        ({"issuer": "http://id.test", "client_id": "y", "redirect_uri": "https://y.test/api/sso/callback"}, "ISSUER"),
        ({"issuer": "https://id.test", "client_id": "y"}, "REDIRECT_URI"),
    ],
)
def test_production_refuses_half_a_configuration(oidc: dict[str, str], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Settings(_env_file=None, environment="production", secret_key="s" * 32, oidc=oidc)
