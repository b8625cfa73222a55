"""Who counts as being on this machine."""

import pytest
from fastapi import Request

from api.http.loopback import is_loopback


def request(host: str | None, **headers: str) -> Request:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "client": (host, 1) if host is not None else None, "headers": pairs})


@pytest.mark.parametrize(
    ("host", "headers", "local"),
    [
        ("127.0.0.1", {}, True),
        ("127.8.9.10", {}, True),
        ("::1", {}, True),
        ("::ffff:127.0.0.1", {}, True),
        ("::ffff:203.0.113.7", {}, False),
        ("203.0.113.7", {}, False),
        ("10.0.0.1", {}, False),
        ("2001:db8::1", {}, False),
        ("0.0.0.0", {}, False),  # noqa: S104
        ("testclient", {}, False),
        ("", {}, False),
        (None, {}, False),
        ("127.0.0.1", {"x_forwarded_for": "203.0.113.7"}, False),
        ("127.0.0.1", {"x_forwarded_for": "127.0.0.1"}, False),
        ("127.0.0.1", {"forwarded": "for=203.0.113.7"}, False),
    ],
)
def test_is_loopback(host: str | None, headers: dict[str, str], local: bool) -> None:
    assert is_loopback(request(host, **headers)) is local
