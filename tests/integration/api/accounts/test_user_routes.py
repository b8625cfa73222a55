"""Accounts, sessions and the audit log over HTTP."""

import json
from collections.abc import Callable

import pytest
from pydantic import SecretStr
from role_desk import Desk
from starlette.testclient import TestClient

from api.accounts.roles import Role
from api.settings import Environment

Client = Callable[..., TestClient]
NEW = {"username": "wang", "display_name": "王五", "role": "curator", "departments": ["图书馆"], "regions": ["411202"]}
USER_KEYS = {
    "username", "display_name", "role", "departments", "regions", "disabled", "locked", "must_change_password",
    "single_sign_on", "last_seen_at", "created_at",
}  # fmt: skip
PASSWORD = "A-new-Passw0rd"
pytestmark = pytest.mark.integration


@pytest.fixture
def desk(client: Client) -> Desk:
    desk = Desk(client())
    desk.add(Role.ADMINISTRATOR, "boss")
    desk.add(Role.AUDITOR, "auditor")
    return desk


@pytest.fixture
def http(desk: Desk) -> TestClient:
    """The administrator's client."""
    desk.http.headers.update(desk.headers("boss"))
    return desk.http


def settle(http: TestClient, username: str, password: str) -> dict[str, str]:
    """Change a one-time password; return the headers of the new session."""
    body = {"username": username, "password": password, "new_password": PASSWORD}
    response = http.post("/api/session/password", json=body, headers={"cookie": ""})
    assert response.status_code == 200, response.text
    cookie = response.headers["set-cookie"].split(";")[0]
    http.cookies.clear()
    return {"cookie": cookie, "x-csrf-token": response.json()["csrf_token"]}


def test_from_the_first_day_to_the_last(http: TestClient) -> None:
    added = http.post("/api/users", json=NEW)
    assert added.status_code == 201
    assert set(added.json()) == {"username", "password"}
    wang = settle(http, "wang", added.json()["password"])
    session = http.get("/api/session", headers=wang).json()
    assert (session["departments"], session["regions"], session["role"]) == (["图书馆"], ["411202"], "curator")
    (user,) = [row for row in http.get("/api/users").json() if row["username"] == "wang"]
    assert set(user) == USER_KEYS
    assert user["last_seen_at"]
    changed = http.patch("/api/users/wang", json={"role": "reviewer", "display_name": "王五一"})
    assert (changed.status_code, changed.json()["role"], changed.json()["display_name"]) == (200, "reviewer", "王五一")
    assert http.get("/api/session", headers=wang).status_code == 401
    once = http.post("/api/users/wang/password").json()
    assert http.patch("/api/users/wang", json={"disabled": True}).json()["disabled"]
    body = {"username": "wang", "password": once["password"], "new_password": "Another-Passw0rd"}
    assert http.post("/api/session/password", json=body).status_code == 401


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"role": "curator", "departments": []}, 422, "invalid_input"),
        ({"username": "a b"}, 422, "invalid_input"),
        ({"username": "😀"}, 422, "invalid_input"),
        ({"role": "king"}, 422, "invalid_request"),
        ({"departments": ["a\x00b"]}, 422, "invalid_request"),
        ({"departments": [" "]}, 422, "invalid_request"),
        ({"departments": ["局"] * 101}, 422, "invalid_request"),
        ({"regions": ["000001"]}, 422, "invalid_input"),
        ({"username": "boss"}, 409, "conflict"),
    ],
    ids=str,
)
def test_an_account_that_cannot_be(http: TestClient, change: dict[str, object], status: int, code: str) -> None:
    response = http.post("/api/users", json={**NEW, **change})
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert {row["username"] for row in http.get("/api/users").json()} == {"boss", "auditor"}


def test_nobody_changes_their_own_rights_and_one_administrator_is_left(desk: Desk, http: TestClient) -> None:
    own = http.patch("/api/users/boss", json={"role": "auditor"})
    assert (own.status_code, own.json()["code"]) == (403, "own_account")
    assert http.patch("/api/users/nobody", json={"disabled": True}).status_code == 404


def test_what_is_dangerous_asks_for_the_password_again(desk: Desk, http: TestClient) -> None:
    once = http.post("/api/users/boss/password").json()["password"]  # ends the own session too
    boss = settle(http, "boss", once)
    stale = {**desk.headers("boss", confirmed=False)}
    for headers, status in ((stale, 403), (boss, 201)):
        response = http.post("/api/users", json={**NEW, "username": f"u{status}"}, headers=headers)
        assert response.status_code == status, response.text
    refused = http.post("/api/users", json=NEW, headers=stale)
    assert refused.json()["code"] == "confirmation_required"
    assert http.post("/api/session/confirm", json={"password": "wrong"}, headers=stale).status_code == 401
    assert http.post("/api/session/confirm", json={"password": PASSWORD}, headers=stale).status_code == 204
    assert http.post("/api/users", json=NEW, headers=stale).status_code == 201


def test_sessions_are_seen_and_ended(desk: Desk, http: TestClient) -> None:
    desk.add(Role.OPERATOR, "zhao")
    zhao, other = desk.headers("zhao"), desk.headers("zhao")
    rows = http.get("/api/users/zhao/sessions").json()
    assert [(row["address"], row["user_agent"]) for row in rows] == [("192.0.2.1", "Edge · Windows")] * 2
    (own,) = [row for row in http.get("/api/sessions", headers=zhao).json() if row["current"]]
    assert http.delete(f"/api/sessions/{own['id']}", headers=other).status_code == 204
    assert http.get("/api/session", headers=zhao).status_code == 401
    (boss,) = http.get("/api/sessions").json()
    assert http.delete(f"/api/sessions/{boss['id']}", headers=other).status_code == 404  # not hers to end
    assert http.delete("/api/users/zhao/sessions").status_code == 204
    assert http.get("/api/session", headers=other).status_code == 401


def test_the_log_tells_who_did_it_and_can_be_taken_away(desk: Desk, http: TestClient) -> None:
    http.post("/api/users", json=NEW)
    auditor = desk.headers("auditor")
    page = http.get("/api/audit", params={"action": "user.", "actor": "boss"}, headers=auditor).json()
    (line,) = page["items"]
    assert (line["subject"], line["details"]["role"], page["next_before"]) == ("wang", "curator", None)
    taken = http.get("/api/audit/export", headers=auditor)
    assert taken.headers["content-type"].startswith("application/x-ndjson")
    lines = [json.loads(row) for row in taken.text.splitlines()]
    assert [row["sequence"] for row in lines] == list(range(1, len(lines) + 1))
    assert lines[-1]["action"] == "audit.exported"  # the taking is in what is taken
    checked = http.get("/api/audit/verify", headers=auditor).json()
    assert checked == {"ok": True, "checked": len(lines), "broken_at": None, "cause": ""}
    stale = desk.headers("auditor", confirmed=False)
    assert http.get("/api/audit/export", headers=stale).json()["code"] == "confirmation_required"
    assert http.get("/api/audit", headers=stale).status_code == 200


@pytest.mark.parametrize(
    "params", [{"from": "yesterday"}, {"before": "0"}, {"before": "x"}, {"before": str(2**40)}, {"actor": "x" * 201}]
)
def test_a_question_to_the_log_that_is_none(desk: Desk, params: dict[str, str]) -> None:
    response = desk.http.get("/api/audit", params=params, headers=desk.headers("auditor"))
    assert (response.status_code, response.json()["code"]) == (422, "invalid_request")


@pytest.mark.parametrize("field", ["actor", "action", "subject"])
@pytest.mark.parametrize("text", ["a\x00b", "%", "'; DROP TABLE audit_log; --", "😀"])
def test_a_hostile_question_finds_nothing(desk: Desk, field: str, text: str) -> None:
    response = desk.http.get("/api/audit", params={field: text}, headers=desk.headers("auditor"))
    assert (response.status_code, response.json()["items"]) == (200, [])


def test_in_production_the_cookie_belongs_to_the_host(client: Client) -> None:
    http = client(environment=Environment.PRODUCTION, secret_key=SecretStr("s" * 32))
    http.base_url = "https://testserver"
    accounts = http.app.state.service.accounts
    once = http.portal.call(lambda: accounts.add("wang", Role.OPERATOR))
    body = {"username": "wang", "password": once, "new_password": PASSWORD}
    response = http.post("/api/session/password", json=body)
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-yihaoda_session=")
    assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "domain" not in cookie.lower()
    assert response.headers["strict-transport-security"].startswith("max-age=")
    assert response.headers["cache-control"] == "no-store"
    token = {"x-csrf-token": response.json()["csrf_token"]}
    assert http.get("/api/session").status_code == 200
    assert http.delete("/api/session", headers=token).status_code == 204
    assert http.get("/api/session").status_code == 401
