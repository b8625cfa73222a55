"""Every route as every role and as nobody: made from the description of the service, so that no route can be forgotten."""

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from role_desk import Desk
from starlette.testclient import TestClient
from tiny_library import RehearsedDialogue

from api.accounts.auth import api_routes
from api.accounts.roles import ROLE_PERMISSIONS, Permission, Role
from api.app import create_app
from api.settings import Settings
from knowledge.embedding.hashed import HashedEncoder
from scripts.permissions import operations

pytestmark = pytest.mark.integration

OUTSIDE = ("203.0.113.7", 50000)
OPERATIONS = list(operations())
GUARDED = [
    (method, path, operation["x-permission"]) for method, path, operation in OPERATIONS if "x-permission" in operation
]
CHANGES = [row for row in GUARDED if row[0] != "GET"]
PUBLIC = {
    "POST /api/chat", "POST /api/chat/stream", "POST /api/chat/{conversation_id}/feedback", "POST /api/session",
    "POST /api/session/password", "GET /api/sso", "GET /api/sso/login", "GET /api/sso/callback",
    "POST /api/visitors", "GET /api/chat/{conversation_id}",
    "GET /api/chat/{conversation_id}/waiting", "POST /api/chat/{conversation_id}/rating",
    "POST /api/chat/{conversation_id}/person", "GET /api/chat/{conversation_id}/events",
    "GET /api/consultations/{code}", "GET /api/privacy/export", "POST /api/privacy/erasure",
    "GET /api/suggestions", "GET /api/widget", "GET /api/clauses/{entry_id}",
    "GET /health/live", "GET /health/ready",
    "GET /health/index", "GET /metrics",  # have a token of their own
    "POST /channels/hotline/calls/{call_id}/events", "POST /channels/hotline/assist", "POST /channels/hotline/uses",  # so have they
    # The telephone bot's have the switchboard's token.
    "GET /channels/voicebot/audiocodes/conversations",
    "POST /channels/voicebot/audiocodes/conversations",
    "POST /channels/voicebot/audiocodes/conversations/{conversation}/activities",
    "POST /channels/voicebot/audiocodes/conversations/{conversation}/refresh",
    "POST /channels/voicebot/audiocodes/conversations/{conversation}/disconnect",
    "POST /channels/voicebot/jambonz",
    "POST /channels/voicebot/jambonz/steps/{step}",
    "POST /channels/voicebot/jambonz/transferred",
    "POST /channels/voicebot/jambonz/status",
}  # fmt: skip
PAGES = {"/", "/accessibility", "/embed", "/playground", "/widget.js", "/console", "/console/{_path:path}"}
READING = {
    Permission.SESSION, Permission.SEARCH, Permission.READ_ENTRIES, Permission.READ_DICTIONARY,
    Permission.READ_ACCOUNTS, Permission.READ_AUDIT, Permission.READ_IMPORTS, Permission.READ_WATCHES,
    Permission.READ_CHANNELS, Permission.READ_REPORTS, Permission.SUPERVISE,
}  # fmt: skip
STREAMS = {"GET /api/desk/events", "GET /api/desk/wall/events"}  # they go on and on
CHANGES_NOTHING = re.compile(
    r"POST /api/(preview/\w+|dictionary/effect|entries/\{\w+\}/merge|notices/\{\w+\}/seen)"  # the last: one's own
)
# What citizens wrote is read by who answers them; an auditor reads in the log that it was.
OF_CITIZENS = {Permission.DESK, Permission.PRIVACY}
ONES_OWN = {"GET /api/entries/{entry_id}/autosave"}  # a form that is being filled in, shown to nobody else


@pytest.fixture(scope="module")
def desk(library_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An application called from elsewhere, with somebody of each role."""
    folder = tmp_path_factory.mktemp("matrix")
    shutil.copy(library_database, folder / "yihaoda.db")
    settings = Settings(_env_file=None, data_dir=folder, action_token="the-action-token")
    app = create_app(settings, encoder=HashedEncoder(), dialogue=RehearsedDialogue({}))
    with TestClient(app, client=OUTSIDE, raise_server_exceptions=False) as http:
        desk = Desk(http)
        for role in Role:
            desk.add(role)
        yield desk


def address(path: str) -> str:
    """The path with something in place of each parameter that names nothing."""
    return re.sub(r"\{(\w+)\}", lambda found: "1" if found[1] in {"n", "revision"} else "nothing", path)


def call(desk: Desk, method: str, path: str, headers: Mapping[str, str]) -> tuple[int, str]:
    response = desk.http.request(method, address(path), headers=dict(headers))
    kind = response.headers.get("content-type", "")
    body: dict[str, Any] = response.json() if kind == "application/problem+json" else {}
    return response.status_code, body.get("code", "")


def named(row: tuple[str, str, str]) -> str:
    return f"{row[0]} {row[1]}"


@pytest.mark.parametrize("row", GUARDED, ids=named)
def test_each_role_may_what_it_may(desk: Desk, row: tuple[str, str, str]) -> None:
    method, path, permission = row
    for role in Role:
        headers, allowed = desk.headers(f"the.{role}"), permission in ROLE_PERMISSIONS[role]
        if allowed and named(row) in STREAMS:
            assert desk.status_of_stream(path, headers) == 200, role
            continue
        status, code = call(desk, method, path, headers)
        if allowed:
            assert status != 401, role
            assert code != "not_allowed", role
            assert status < 500, role
        else:
            assert (status, code) == (403, "not_allowed"), role


@pytest.mark.parametrize("row", GUARDED, ids=named)
@pytest.mark.parametrize("cookie", ["", "yihaoda_session=", "yihaoda_session=guessed"])
def test_nobody_may_nothing(desk: Desk, row: tuple[str, str, str], cookie: str) -> None:
    method, path, _ = row
    assert call(desk, method, path, {"cookie": cookie, "x-csrf-token": "guessed"}) == (401, "not_signed_in")


@pytest.mark.parametrize("row", CHANGES, ids=named)
def test_a_change_needs_the_token(desk: Desk, row: tuple[str, str, str]) -> None:
    method, path, permission = row
    role = next(role for role in Role if permission in ROLE_PERMISSIONS[role])
    for token in ({}, {"x-csrf-token": ""}, {"x-csrf-token": "guessed"}):
        headers = {**desk.headers(f"the.{role}", csrf=False), **token}
        assert call(desk, method, path, headers) == (403, "not_allowed")


def test_a_route_asks_for_a_permission_or_is_known_to_be_for_everybody() -> None:
    open_ones = {f"{method} {path}" for method, path, operation in OPERATIONS if "x-permission" not in operation}
    assert open_ones <= PUBLIC
    app = create_app(Settings(_env_file=None))
    assert {route.path for route in api_routes(app.routes) if not route.include_in_schema} == PAGES


def test_an_auditor_sees_whatever_staff_see() -> None:
    seen = ROLE_PERMISSIONS[Role.AUDITOR]
    unseen = {(named(row), row[2]) for row in GUARDED if row[0] == "GET" and row[2] not in seen}
    assert {name for name, permission in unseen if permission not in OF_CITIZENS} == ONES_OWN


def test_an_auditor_changes_nothing() -> None:
    assert ROLE_PERMISSIONS[Role.AUDITOR] <= READING
    allowed = [row for row in CHANGES if row[2] in ROLE_PERMISSIONS[Role.AUDITOR] and row[2] != Permission.SESSION]
    assert [named(row) for row in allowed if not CHANGES_NOTHING.fullmatch(named(row))] == []


def test_every_permission_is_somebodys() -> None:
    assert set().union(*ROLE_PERMISSIONS.values()) == set(Permission)
