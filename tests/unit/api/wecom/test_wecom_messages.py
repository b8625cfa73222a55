"""Rows of WeCom's log, proper and improper."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.channels.port import IncomingKind
from api.wecom.client import message_id
from api.wecom.messages import event_of, incoming_of

ROW = {
    "msgid": "m1", "open_kfid": "wk", "external_userid": "wm1", "send_time": 1767225600, "origin": 3,
    "msgtype": "text", "text": {"content": "怎样申请？", "menu_id": "helpful:1"},
}  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_words_of_a_citizen() -> None:
    incoming = incoming_of(ROW)
    assert incoming
    assert (incoming.channel, incoming.key, incoming.sender) == ("wecom", "m1", "wm1")
    assert (incoming.kind, incoming.text) == (IncomingKind.TEXT, "怎样申请？")
    assert incoming.details["menu_item"] == "helpful:1"


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("voice", {"media_id": "v"}, IncomingKind.VOICE),
        ("image", {"media_id": "i"}, IncomingKind.IMAGE),
        ("video", {"media_id": "i"}, IncomingKind.VIDEO),
        ("location", {"name": "某地"}, IncomingKind.LOCATION),
        ("link", {"url": "https://example.test"}, IncomingKind.LINK),
        ("file", {"media_id": "f"}, IncomingKind.OTHER),
        ("business_card", {"userid": "u"}, IncomingKind.OTHER),
    ],
)
def test_other_kinds(kind: str, content: dict[str, str], expected: IncomingKind) -> None:
    incoming = incoming_of({**ROW, "msgtype": kind, kind: content})
    assert incoming
    assert incoming.kind is expected
    assert incoming.media_id == content.get("media_id", "")


@pytest.mark.parametrize(
    "change",
    [{"origin": 5}, {"origin": 4}, {"msgid": ""}, {"msgid": "m" * 129}, {"external_userid": 7}, {"send_time": "now"},
     {"send_time": -1}, {"send_time": 2**40}],
)  # fmt: skip
def test_what_is_no_message_of_a_citizen(change: dict[str, object]) -> None:
    assert incoming_of(ROW | change) is None


@given(st.dictionaries(st.sampled_from([*ROW, "event", "voice"]), JSON))
def test_whatever_the_log_holds_is_read_without_an_error(row: dict[str, object]) -> None:
    incoming_of(row)
    event_of(row)
    incoming_of(ROW | {"text": row.get("text")})


@given(st.text())
def test_an_id_is_one_that_wecom_takes(key: str) -> None:
    assert re.fullmatch(r"[0-9a-zA-Z_-]{1,32}", message_id(key))
    assert message_id(key) == message_id(key)
