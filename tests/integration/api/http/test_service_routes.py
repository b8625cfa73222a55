"""Search, health, metrics, OpenAPI."""

from collections.abc import Callable

import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient
from tiny_library import CONCLUSION, QUESTION

from api.settings import Environment

Client = Callable[..., TestClient]
OUTSIDE = ("203.0.113.7", 50000)
pytestmark = pytest.mark.integration


def test_search_explains_every_passage(visitor: TestClient) -> None:
    found = visitor.get("/api/search", params={"q": QUESTION, "k": 3}).json()
    assert set(found) == {"query", "results", "generation", "timing_ms"}
    best = found["results"][0]
    assert best["text"].startswith(CONCLUSION)
    assert best["features"]["question_exact"] == 1.0
    assert best["citations"][0]["clause"] == "第三条"
    assert len(found["results"]) <= 3
    assert [hit["score"] for hit in found["results"]] == sorted((h["score"] for h in found["results"]), reverse=True)


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"q": ""},
        {"q": "x" * 501},
        {"q": "a", "k": 0},
        {"q": "a", "k": 51},
        {"q": "a", "on": "x"},
        {"q": "a", "region": "4" * 13},
    ],
    ids=str,
)
def test_a_search_that_cannot_be_made_is_a_problem(visitor: TestClient, params: dict[str, str]) -> None:
    response = visitor.get("/api/search", params=params)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")


def test_what_is_not_in_force_shows_as_such_to_staff(visitor: TestClient) -> None:
    hits = visitor.get("/api/search", params={"q": QUESTION, "on": "2024-01-01"}).json()["results"]
    assert {citation["status"] for hit in hits if hit["entry_id"] == "guide" for citation in hit["citations"]} == {
        "not_yet_in_force"
    }


def test_a_search_in_a_county_leaves_other_counties_out(visitor: TestClient) -> None:
    hits = visitor.get("/api/search", params={"q": "果农补助发多少？", "region": "411202"}).json()["results"]
    assert "county" not in {hit["entry_id"] for hit in hits}


@pytest.mark.parametrize(
    ("peer", "changes", "status"),
    [
        (("127.0.0.1", 1), {}, 200),
        (OUTSIDE, {}, 401),
        (("127.0.0.1", 1), {"environment": Environment.PRODUCTION}, 401),
        (OUTSIDE, {"environment": Environment.PRODUCTION}, 401),
    ],
    ids=["here", "elsewhere", "here, production", "elsewhere, production"],
)
def test_who_may_search_without_signing_in(
    client: Client, peer: tuple[str, int], changes: dict[str, object], status: int
) -> None:
    assert client(peer=peer, **changes).get("/api/search", params={"q": QUESTION}).status_code == status


def test_live_and_ready(visitor: TestClient) -> None:
    assert visitor.get("/health/live").json() == {"status": "ok"}
    ready = visitor.get("/health/ready")
    assert ready.status_code == 200
    assert {name: row["passed"] for name, row in ready.json()["checks"].items()} == {
        "database": True, "index": True, "dialogue": True,
    }  # fmt: skip


def test_not_ready_names_the_check_that_fails(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    http = client()

    async def gone(_self: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(type(http.app.state.service.database), "ping", gone)
    response = http.get("/health/ready")
    assert (response.status_code, response.headers["content-type"]) == (503, "application/problem+json")
    assert "database" in response.json()["detail"]
    assert http.get("/health/live").status_code == 200


def test_without_the_dialogue_the_service_is_ready_and_says_so(client: Client) -> None:
    class Absent:
        async def ready(self) -> bool:
            return False

    response = client(dialogue=Absent()).get("/health/ready")
    assert response.status_code == 200
    assert response.json()["checks"]["dialogue"]["passed"] is False


@pytest.mark.parametrize(
    ("peer", "header", "status"),
    [
        (("127.0.0.1", 1), "", 200),
        (OUTSIDE, "", 403),
        (OUTSIDE, "Bearer the-metrics-token", 200),
        (OUTSIDE, "Bearer wrong", 403),
        (OUTSIDE, "Bearer 错", 403),
    ],
)
def test_metrics_are_for_this_machine_or_a_token(
    client: Client, peer: tuple[str, int], header: str, status: int
) -> None:
    http = client(peer=peer, metrics_token=SecretStr("the-metrics-token"))
    http.post("/api/chat", json={"message": QUESTION})
    response = http.get("/metrics", headers=[(b"authorization", header.encode())])
    assert response.status_code == status
    assert ("yihaoda_turns_total" in response.text) is (status == 200)
    assert QUESTION not in response.text


@pytest.mark.parametrize("path", ["/metrics", "/health/index"])
def test_without_a_token_set_no_token_opens_the_metrics(client: Client, path: str) -> None:
    assert client(peer=OUTSIDE).get(path, headers={"authorization": "Bearer "}).status_code == 403


def test_the_index_says_what_it_holds(client: Client) -> None:
    http = client(peer=OUTSIDE, metrics_token=SecretStr("the-token"))
    found = http.get("/health/index", headers={"authorization": "Bearer the-token"}).json()
    assert found["passages"] == 6
    assert found["sequence"] >= 4
    assert len(found["digest"]) == 64


def test_every_route_is_described(visitor: TestClient) -> None:
    schema = visitor.get("/api/openapi.json").json()
    assert schema["openapi"].startswith("3.")
    operations = [(path, method, op) for path, item in schema["paths"].items() for method, op in item.items()]
    assert {path for path, _, _ in operations} >= {
        "/api/chat", "/api/chat/stream", "/api/chat/{conversation_id}/feedback", "/api/search", "/api/documents",
        "/health/live", "/health/ready", "/metrics",
    }  # fmt: skip
    assert not [path for path, _, _ in operations if path.startswith("/internal")]
    assert all(op.get("description") and op.get("tags") for _, _, op in operations)
    assert len({op["operationId"] for _, _, op in operations}) == len(operations)


@pytest.mark.parametrize("path", ["/", "/console", "/console/documents", "/widget.js"])
def test_a_page_is_served_or_missed_politely(visitor: TestClient, path: str) -> None:
    response = visitor.get(path)
    assert response.status_code in {200, 404}
    assert response.headers["content-type"].split(";")[0] in {
        "text/html",
        "text/javascript",
        "application/problem+json",
    }
