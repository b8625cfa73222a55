"""Size limit, headers and metrics around any application."""

import asyncio
from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request
from prometheus_client import REGISTRY
from starlette.testclient import TestClient

from api.http.limits import MAX_BODY, BodyLimit, UploadGuard
from api.http.middleware import LastResort, RequestLog, SecurityHeaders
from api.http.problems import MEDIA_TYPE, install_problem_handlers
from knowledge.errors import Conflict, InvalidInput, NotAllowed, NotFound, Unavailable, YihaodaError

ERRORS = {422: InvalidInput, 404: NotFound, 409: Conflict, 403: NotAllowed, 503: Unavailable, 500: YihaodaError}


@pytest.fixture
def http() -> TestClient:
    app = FastAPI()

    @app.post("/length")
    async def length(request: Request) -> int:
        return len(await request.body())

    @app.post("/json")
    async def read(body: dict[str, str]) -> int:
        return len(body)

    @app.get("/fail/{status}")
    async def fail(status: int) -> None:
        raise ERRORS[status]("原因", remedy="办法")

    @app.get("/crash")
    async def crash() -> None:
        raise RuntimeError("secret internals")

    install_problem_handlers(app)

    @app.post("/api/documents")
    async def upload(request: Request) -> int:
        return len(await request.body())

    async def known(request: Request) -> bool:
        return request.headers.get("x-known") == "yes"

    app.add_middleware(UploadGuard, known=known)
    app.add_middleware(BodyLimit)
    app.add_middleware(LastResort)
    app.add_middleware(SecurityHeaders, frame_ancestors=("https://portal.test",))
    app.add_middleware(RequestLog)
    return TestClient(app, raise_server_exceptions=False)


def pieces(total: int) -> Iterator[bytes]:
    """Yield a body in pieces, so that its length is not declared."""
    for _ in range(0, total, 1024):
        yield b"x" * 1024


@pytest.mark.parametrize("path", ["/length", "/json"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_body_beyond_the_limit_is_refused_declared_or_not(http: TestClient, path: str, declared: bool) -> None:
    size = MAX_BODY + 1024
    response = http.post(
        path, content=b"x" * size if declared else pieces(size), headers={"content-type": "application/json"}
    )
    assert response.status_code == 413
    assert response.headers["content-type"] == MEDIA_TYPE
    assert response.json()["code"] == "too_large"


def test_a_body_at_the_limit_passes(http: TestClient) -> None:
    assert http.post("/length", content=pieces(MAX_BODY)).json() == MAX_BODY


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "９"])
def test_a_length_that_is_none_is_refused(http: TestClient, length: str) -> None:
    response = http.post("/length", content=b"x", headers=[(b"content-length", length.encode())])
    assert response.status_code == 413


@pytest.mark.parametrize("path", ["/fail/404", "/fail/503", "/nowhere", "/length", "/crash"])
def test_every_response_has_the_security_headers_and_an_id(http: TestClient, path: str) -> None:
    headers = http.get(path).headers
    assert "frame-ancestors 'self' https://portal.test" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert len(headers["x-request-id"]) == 12


@pytest.mark.parametrize(("status", "error"), ERRORS.items())
def test_an_error_of_ours_is_a_problem_with_cause_and_remedy(
    http: TestClient, status: int, error: type[YihaodaError]
) -> None:
    response = http.get(f"/fail/{status}")
    assert response.status_code == status
    assert response.headers["content-type"] == MEDIA_TYPE
    assert response.json() == {
        "type": "about:blank", "title": "原因。办法", "status": status, "code": error.code, "detail": "原因。办法", "errors": [],
    }  # fmt: skip


def test_a_crash_tells_nothing_of_the_inside(http: TestClient) -> None:
    response = http.get("/crash")
    assert (response.status_code, response.headers["content-type"]) == (500, MEDIA_TYPE)
    assert "secret" not in response.text


def test_an_upload_of_a_stranger_is_not_read(http: TestClient) -> None:
    read = 0

    def body() -> Iterator[bytes]:
        nonlocal read
        for piece in pieces(10 * MAX_BODY):
            read += len(piece)
            yield piece

    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/documents", "headers": [], "query_string": b""}
    asyncio.run(http.app(scope, receive, send))  # type: ignore[arg-type]
    assert (sent[0]["status"], read) == (401, 0)
    response = http.post("/api/documents", content=body(), headers={"x-known": "yes"})
    assert (response.json(), read) == (10 * MAX_BODY, 10 * MAX_BODY)


@pytest.mark.parametrize(
    ("path", "ancestors", "cache"),
    [
        ("/api/documents", "frame-ancestors 'none'", "no-store"),
        ("/console/users", "frame-ancestors 'none'", None),
        ("/length", "frame-ancestors 'self' https://portal.test", None),
    ],
)
def test_what_is_for_staff_is_neither_framed_nor_kept(
    http: TestClient, path: str, ancestors: str, cache: str | None
) -> None:
    headers = http.get(path).headers
    assert headers["content-security-policy"].endswith(ancestors)
    assert headers.get("cache-control") == cache


@pytest.mark.parametrize("https", [True, False])
def test_browsers_are_held_to_https_where_there_is_https(https: bool) -> None:
    app = FastAPI()
    app.add_middleware(SecurityHeaders, https=https)
    assert ("strict-transport-security" in TestClient(app).get("/").headers) is https


def test_a_method_that_is_not_supported_names_those_that_are(http: TestClient) -> None:
    response = http.get("/length")
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert response.headers["allow"] == "POST"


def test_metrics_know_routes_and_methods_not_what_people_write(http: TestClient) -> None:
    http.get("/fail/404?q=whatever")
    http.get("/some-secret-path")
    http.request("INVENTED", "/length")
    labels = [sample.labels for metric in REGISTRY.collect() for sample in metric.samples if "route" in sample.labels]
    assert "/fail/{status}" in {label["route"] for label in labels}
    assert not [label for label in labels if "secret" in label["route"] or label["method"] == "INVENTED"]
