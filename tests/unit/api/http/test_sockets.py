"""Opening the listening sockets."""

import socket

import pytest

from api.http.sockets import PortTaken, free_port, listen
from knowledge.errors import Unavailable


def test_loopback_is_listened_on() -> None:
    port = free_port()
    opened = listen("", port)
    try:
        assert ("127.0.0.1", port) in [one.getsockname()[:2] for one in opened]
        assert all(one.getsockname()[0] in {"127.0.0.1", "::1"} for one in opened)
        with socket.create_connection(("127.0.0.1", port), timeout=2):
            pass
    finally:
        for one in opened:
            one.close()


def test_a_taken_port_is_named_with_the_remedy() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=str(port)) as caught:
            listen("", port)
    assert "YIHAODA_PORT" in caught.value.remedy


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Unavailable, match=r"203\.0\.113\.7"):
        listen("203.0.113.7", free_port())
