"""The limits of public routes over HTTP."""

from collections.abc import Callable
from ipaddress import IPv4Network

import pytest
from fastapi.dependencies.models import Dependant
from pydantic import SecretStr
from signing_in import sign_in
from starlette.testclient import TestClient
from tiny_library import QUESTION

from api.accounts.auth import api_routes, permission_of
from api.accounts.roles import Role
from api.app import create_app
from api.settings import Settings
from api.throttling.gate import Throttled
from api.throttling.rules import Kind, throttling_rules

pytestmark = pytest.mark.integration
Client = Callable[..., TestClient]
OUTSIDE = ("203.0.113.7", 50000)
RULES = throttling_rules().kinds
UNLIMITED = {
    "/health/live", "/health/ready", "/health/index", "/metrics",  # for machines beside this one
    "/channels/hotline/calls/{call_id}/events", "/channels/hotline/assist", "/channels/hotline/uses",  # for a switchboard with its token
    # For a switchboard with its token; the questions of a call are limited by the call.
    "/channels/voicebot/audiocodes/conversations",
    "/channels/voicebot/audiocodes/conversations/{conversation}/activities",
    "/channels/voicebot/audiocodes/conversations/{conversation}/refresh",
    "/channels/voicebot/audiocodes/conversations/{conversation}/disconnect",
    "/channels/voicebot/jambonz",
    "/channels/voicebot/jambonz/steps/{step}",
    "/channels/voicebot/jambonz/transferred",
    "/channels/voicebot/jambonz/status",
    "/api/sso", "/api/sso/login", "/api/sso/callback",  # the identity service has limits of its own
}  # fmt: skip


def asked(http: TestClient, headers: dict[str, str] | None = None) -> int:
    return http.post("/api/chat", json={"message": "你好"}, headers=headers or {}).status_code


def token(http: TestClient) -> dict[str, str]:
    return {"x-visitor-token": http.post("/api/visitors").json()["visitor_token"]}


def used_up(http: TestClient, headers: dict[str, str] | None = None, most: int = 100) -> int:
    """How many questions are taken before one is refused."""
    return next((number for number in range(most) if asked(http, headers) == 429), most)


def _guards(dependant: Dependant) -> set[Kind]:
    here = {dependant.call.kind} if isinstance(dependant.call, Throttled) else set()
    return here.union(*(_guards(part) for part in dependant.dependencies))


def test_every_public_route_is_limited() -> None:
    app = create_app(Settings(_env_file=None))
    open_ones = [route for route in api_routes(app.routes) if permission_of(route) is None and route.include_in_schema]
    assert {route.path for route in open_ones if not _guards(route.dependant)} <= UNLIMITED


def test_a_visitor_asks_as_often_as_a_person_can(client: Client) -> None:
    http = client(peer=OUTSIDE)
    visitor = token(http)
    assert used_up(http, visitor) == RULES[Kind.QUESTION].visitor[0].most
    refusal = http.post("/api/chat", json={"message": QUESTION}, headers=visitor)
    problem = refusal.json()
    assert (problem["code"], problem["status"]) == ("too_many_requests", 429)
    assert problem["detail"].startswith("提问太频繁，请在")
    assert 1 <= int(refusal.headers["retry-after"]) <= 60
    assert asked(http, token(http)) == 200  # somebody else at the same address


def test_the_stream_counts_as_the_same_question(client: Client) -> None:
    http = client(peer=OUTSIDE)
    visitor = token(http)
    used_up(http, visitor)
    assert http.post("/api/chat/stream", json={"message": QUESTION}, headers=visitor).status_code == 429


def test_without_a_token_an_address_counts(client: Client) -> None:
    http = client(peer=OUTSIDE)
    assert used_up(http) == RULES[Kind.QUESTION].nameless[0].most
    assert asked(http, {"x-visitor-token": "made.up.token"}) == 429  # a false token is none


def test_on_this_machine_a_new_checkout_is_tried_freely(client: Client) -> None:
    http = client()
    assert used_up(http, most=40) == 40
    assert used_up(http, token(http)) == RULES[Kind.QUESTION].visitor[0].most


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded"])
def test_who_comes_through_a_proxy_is_not_on_this_machine(client: Client, header: str) -> None:
    assert used_up(client(), {header: "127.0.0.1"}) == RULES[Kind.QUESTION].nameless[0].most


def test_in_production_everybody_is_counted(client: Client) -> None:
    http = client(environment="production", secret_key=SecretStr("x" * 40))
    assert used_up(http) == RULES[Kind.QUESTION].nameless[0].most


def test_behind_a_proxy_of_the_installation_callers_are_told_apart(client: Client) -> None:
    http = client(peer=OUTSIDE, trusted_proxies=(IPv4Network("203.0.113.0/24"),))
    assert used_up(http, {"x-forwarded-for": "198.51.100.1"}) == RULES[Kind.QUESTION].nameless[0].most
    assert asked(http, {"x-forwarded-for": "198.51.100.2"}) == 200
    assert asked(http, {"x-forwarded-for": "198.51.100.2, 198.51.100.1"}) == 429  # the left one is made up


def test_a_stranger_cannot_be_somebody_else(client: Client) -> None:
    http = client(peer=OUTSIDE)
    assert used_up(http) == RULES[Kind.QUESTION].nameless[0].most
    assert asked(http, {"x-forwarded-for": "198.51.100.2"}) == 429


def test_visitors_are_not_made_by_the_thousand(client: Client) -> None:
    http = client(peer=OUTSIDE)
    statuses = [http.post("/api/visitors").status_code for _ in range(RULES[Kind.NEW_VISITOR].address[0].most + 1)]
    assert (set(statuses[:-1]), statuses[-1]) == ({201}, 429)


def test_many_names_are_not_tried_from_one_address(client: Client) -> None:
    http = client(peer=OUTSIDE)

    def tried(number: int, path: str = "/api/session") -> int:
        body = {"username": f"name-{number}", "password": "wrong", "new_password": "wrong"}
        return http.post(path, json=body).status_code

    most = RULES[Kind.SIGN_IN].address[0].most
    app_service = http.app.state.service  # type: ignore[attr-defined]
    app_service.accounts.parts.hasher.matches = _never  # a password takes a quarter of a second to check
    assert {tried(number) for number in range(most)} == {401}
    assert tried(most) == 429
    assert tried(0, "/api/session/password") == 429


async def _never(*_: object) -> bool:
    return False


def test_a_closed_stream_gives_its_place_back(client: Client) -> None:
    http = client(peer=OUTSIDE)
    visitor = token(http)
    for _ in range(throttling_rules().streams.visitor + 2):
        assert http.post("/api/chat/stream", json={"message": "你好"}, headers=visitor).status_code == 200
    assert not http.app.state.service.streams._open  # type: ignore[attr-defined]


def test_too_many_streams_at_once(client: Client) -> None:
    http = client(peer=OUTSIDE)
    visitor, state = token(http), http.app.state.service  # type: ignore[attr-defined]
    name = state.visitors.visitor_of(visitor["x-visitor-token"])
    places = [state.streams.one_more(visitor=name, address="") for _ in range(throttling_rules().streams.visitor)]
    for place in places:
        place.__enter__()
    refusal = http.post("/api/chat/stream", json={"message": QUESTION}, headers=visitor)
    assert (refusal.status_code, refusal.json()["code"]) == (429, "too_many_requests")
    assert "咨询窗口太多" in refusal.json()["detail"]
    assert asked(http, visitor) == 200  # without a stream


def test_a_member_of_staff_uploads_so_many_files(client: Client) -> None:
    http = sign_in(client(), Role.ADMINISTRATOR)
    limit = RULES[Kind.UPLOAD].account[0]
    taken = http.app.state.service.throttle._limiter  # type: ignore[attr-defined]
    for _ in range(limit.most - 1):
        assert http.portal.call(taken.take, limit, "upload/account/staff-administrator") is None
    files = {"file": ("a.txt", b"x")}
    assert http.post("/api/documents", files=files).status_code != 429
    refusal = http.post("/api/documents", files=files)
    assert (refusal.status_code, refusal.json()["code"]) == (429, "too_many_requests")
    assert http.post("/api/imports", files={"files": ("a.txt", b"x")}).status_code == 429
    assert http.post("/api/entries/nothing/attachments", files=files).status_code == 429
