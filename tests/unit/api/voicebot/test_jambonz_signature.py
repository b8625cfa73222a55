from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import new

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.voicebot.jambonz.signature import FRESH_SECONDS, is_signed

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SECRET, BODY = "wh-secret", '{"call_sid":"甲"}'.encode()
T = str(int(NOW.timestamp()))


def signed(body: bytes = BODY, secret: str = SECRET, moment: str = T) -> str:
    return new(secret.encode(), moment.encode() + b"." + body, sha256).hexdigest()


def test_a_known_signature() -> None:
    """Made with ``printf '1.{}' | openssl dgst -sha256 -hmac k``."""
    assert signed(b"{}", "k", "1") == "3dd49b2593d0f9a349e9e71c4bde3e2b862c2be4003fe9b4ba81332029310158"
    assert is_signed(f"t={T},v1={signed()}", BODY, SECRET, NOW)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "v1=" + signed(),
        f"t={T}",
        f"t={T},v1=",
        f"t={T},v1={signed()[:-1]}0x",
        f"t={T},v0={signed()}",
        f"t={T},v1={signed(secret='other')}",
        f"t={T},v1={signed(body=b'{}')}",
        f"t=，,v1={signed()}",
        f"t=-{T},v1={signed()}",
        f"t=１２３,v1={signed()}",
        f"t={T}9,v1={signed(moment=T + '9')}",
        "é" * 5000,
    ],
)
def test_others_are_refused(header: str) -> None:
    assert not is_signed(header, BODY, SECRET, NOW)


@pytest.mark.parametrize(
    ("seconds", "fresh"), [(FRESH_SECONDS, True), (FRESH_SECONDS + 1, False), (-FRESH_SECONDS - 1, False)]
)
def test_an_old_one_is_refused(seconds: int, fresh: bool) -> None:
    assert is_signed(f"t={T},v1={signed()}", BODY, SECRET, NOW + timedelta(seconds=seconds)) is fresh


def test_while_a_secret_is_changed_one_of_two_is_enough() -> None:
    assert is_signed(f"t={T},v1={signed(secret='old')},v1={signed()}", BODY, SECRET, NOW)


@given(st.text(max_size=200))
def test_any_header_is_read(header: str) -> None:
    assert not is_signed(header, BODY, SECRET, NOW)
