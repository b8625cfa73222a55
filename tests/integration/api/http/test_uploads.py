"""Documents in: who may, what is reported, and how soon it is found."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from starlette.testclient import TestClient

from api.accounts.roles import Role
from api.http.limits import MAX_UPLOAD
from api.settings import CurationSettings

Client = Callable[..., TestClient]
NOTICE = (Path(__file__).parents[3] / "data" / "documents" / "notice.txt").read_bytes()
CHANGED = "A-new-Passw0rd"
pytestmark = pytest.mark.integration


@pytest.fixture
def curator(client: Client) -> TestClient:
    """A client that is signed in, where one pair of eyes is enough, so that an upload is public at once."""
    return sign_in(client(curation=CurationSettings(eyes=1)), Role.ADMINISTRATOR)


def sign_in(http: TestClient, role: Role) -> TestClient:
    """Sign in; the CSRF token goes with every request unless a test takes it off."""
    accounts = http.app.state.service.accounts
    password = http.portal.call(lambda: accounts.add("curator", role))
    credentials = {"username": "curator", "password": password, "new_password": CHANGED}
    session = http.post("/api/session/password", json=credentials)
    assert session.status_code == 200
    http.headers["x-csrf-token"] = session.json()["csrf_token"]
    return http


def upload(http: TestClient, data: bytes = NOTICE, name: str = "notice.txt", publish: str = "true", **headers: str):  # noqa: ANN201
    return http.post("/api/documents", files={"file": (name, data)}, data={"publish": publish}, headers=headers)


def test_a_stranger_may_not_upload(client: Client) -> None:
    assert upload(client()).status_code == 401
    assert client().get("/api/documents").status_code == 401


@pytest.mark.parametrize("token", ["", "wrong", "错"])
def test_a_change_needs_the_csrf_token(curator: TestClient, token: str) -> None:
    del curator.headers["x-csrf-token"]
    response = curator.post(
        "/api/documents", files={"file": ("n.txt", NOTICE)}, headers=[(b"x-csrf-token", token.encode())]
    )
    assert response.status_code == 403
    assert curator.get("/api/documents").status_code == 200


def test_a_published_document_is_found_within_a_second(curator: TestClient) -> None:
    report = upload(curator).json()
    started = perf_counter()
    hits = curator.get("/api/search", params={"q": "办理借阅应当有下列材料之一", "on": "2031-06-01"}).json()["results"]
    assert perf_counter() - started < 1
    assert (report["state"], report["error"]) == ("published", "")
    assert "图书借阅服务方案" in report["title"]
    assert report["clauses"]
    assert hits[0]["entry_id"] == report["entry_id"]
    assert report["entry_id"] in {row["entry_id"] for row in curator.get("/api/documents").json()}


def test_with_two_pairs_of_eyes_an_upload_is_a_draft(client: Client) -> None:
    http = sign_in(client(), Role.ADMINISTRATOR)
    refused = upload(http)
    assert (refused.status_code, refused.json()["code"]) == (409, "second_person_needed")
    draft = upload(http, publish="false").json()
    assert draft["state"] == "draft"
    body = {"drafts": [{"entry_id": draft["entry_id"], "revision": draft["revision"]}]}
    refused = http.post("/api/documents/publish", json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "second_person_needed")


def test_a_curator_brings_in_for_the_own_department_alone(client: Client) -> None:
    http = sign_in(client(), Role.CURATOR)
    assert upload(http).status_code == 403  # may not publish
    refused = upload(http, publish="false")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours")


def test_a_draft_is_not_found(curator: TestClient) -> None:
    report = upload(curator, publish="false").json()
    hits = curator.get("/api/search", params={"q": "办理借阅应当有下列材料之一", "k": 50}).json()["results"]
    assert report["state"] == "draft"
    assert report["entry_id"] not in {hit["entry_id"] for hit in hits}


def test_the_same_document_again_is_no_new_revision(curator: TestClient) -> None:
    first, second = (upload(curator, publish="false").json() for _ in range(2))
    assert second["state"] == "unchanged"
    assert (second["entry_id"], second["revision"]) == (first["entry_id"], first["revision"])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b"", "empty.txt", id="empty"),
        pytest.param(b"\x00\x01\x02\xff" * 50, "noise.txt", id="noise"),
        pytest.param(NOTICE, "notice.exe", id="unknown kind"),
    ],
)
def test_a_file_that_cannot_be_used_is_reported(curator: TestClient, data: bytes, name: str) -> None:
    response = upload(curator, data, name)
    assert response.status_code in {200, 422}
    if response.status_code == 200:
        assert response.json()["state"] == "failed"
        assert response.json()["error"]


def test_a_file_beyond_the_limit_is_refused(curator: TestClient) -> None:
    response = upload(curator, b"x" * (MAX_UPLOAD + 1))
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
