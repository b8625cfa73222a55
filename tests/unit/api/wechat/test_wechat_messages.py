from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import SAFE

from api.channels.port import Incoming, IncomingKind
from api.wechat.messages import incoming_of
from api.wechat.refusals import CallbackRefused
from api.wechat.xml import parse

COMMON = {"ToUserName": "gh_city12345", "FromUserName": "oUSER_0001", "CreateTime": "1767225600"}


def message(**fields: str) -> Incoming:
    return incoming_of(COMMON | {"MsgId": "25000000000000001"} | fields)


def event(name: str, **fields: str) -> Incoming:
    return incoming_of(COMMON | {"MsgType": "event", "Event": name} | fields)


class TestMessages:
    def test_text(self) -> None:
        assert incoming_of(parse(SAFE["plain"].encode())) == Incoming(
            channel="wechat",
            key="25000000000000001",
            sender="oUSER_0001",
            at=datetime(2026, 1, 1, tzinfo=UTC),
            kind=IncomingKind.TEXT,
            text="信息公开申请几天答复？",
            details={"account": "gh_city12345", "type": "text"},
        )

    def test_the_item_of_a_message_menu(self) -> None:
        assert message(MsgType="text", Content="没帮助", bizmsgmenuid="n:t1").details["menu_item"] == "n:t1"

    @pytest.mark.parametrize("recognition", [{}, {"Recognition": ""}])
    def test_voice_without_words_has_none(self, recognition: dict[str, str]) -> None:
        heard = message(MsgType="voice", MediaId="m1", Format="amr", **recognition)
        assert (heard.kind, heard.text, heard.media_id, heard.details["format"]) == (
            IncomingKind.VOICE, "", "m1", "amr",
        )  # fmt: skip

    def test_voice_with_words(self) -> None:
        assert message(MsgType="voice", MediaId="m1", Recognition="几天答复").text == "几天答复"

    @pytest.mark.parametrize(
        ("kind_name", "kind"),
        [
            ("image", IncomingKind.IMAGE),
            ("video", IncomingKind.VIDEO),
            ("shortvideo", IncomingKind.VIDEO),
            ("location", IncomingKind.LOCATION),
            ("link", IncomingKind.LINK),
            ("TEXT", IncomingKind.TEXT),
            ("file", IncomingKind.OTHER),
            ("something_new", IncomingKind.OTHER),
        ],
    )
    def test_kinds(self, kind_name: str, kind: IncomingKind) -> None:
        assert message(MsgType=kind_name).kind is kind


class TestEvents:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("subscribe", IncomingKind.SUBSCRIBE),
            ("Subscribe", IncomingKind.SUBSCRIBE),
            ("unsubscribe", IncomingKind.UNSUBSCRIBE),
            ("CLICK", IncomingKind.CLICK),
            ("VIEW", IncomingKind.OTHER),
            ("SCAN", IncomingKind.OTHER),
            ("LOCATION", IncomingKind.OTHER),
            ("scancode_waitmsg", IncomingKind.OTHER),
            ("pic_sysphoto", IncomingKind.OTHER),
            ("location_select", IncomingKind.OTHER),
            ("TEMPLATESENDJOBFINISH", IncomingKind.OTHER),
            ("", IncomingKind.OTHER),
        ],
    )
    def test_kinds_in_any_case(self, name: str, kind: IncomingKind) -> None:
        assert event(name).kind is kind

    def test_a_click_says_which_entry(self) -> None:
        assert event("CLICK", EventKey="ask:pension").text == "ask:pension"

    def test_a_scanned_code_keeps_its_scene(self) -> None:
        details = event("subscribe", EventKey="qrscene_window7", Ticket="t").details
        assert (details["event_key"], details["ticket"]) == ("qrscene_window7", "t")

    def test_the_same_event_has_the_same_key_and_another_another(self) -> None:
        once, again = event("CLICK", EventKey="a"), event("click", EventKey="a")
        others = {event("CLICK", EventKey="b").key, event("subscribe").key, event("CLICK", EventKey="a" * 128).key}
        assert once.key == again.key
        assert once.key not in others
        assert len(others) == 3
        assert all(len(key) <= 128 for key in others)


class TestRefused:
    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"MsgType": ""},
            {"MsgType": "text", "FromUserName": ""},
            {"MsgType": "text", "FromUserName": "o" * 129},
            {"MsgType": "text", "FromUserName": "o\x00"},
            {"MsgType": "text", "CreateTime": ""},
            {"MsgType": "text", "CreateTime": "99999999999"},
            {"MsgType": "text", "CreateTime": "-1"},
            {"MsgType": "text", "CreateTime": "１７６７２２５６００"},
            {"MsgType": "text", "MsgId": "1; DROP TABLE"},
            {"MsgType": "text", "MsgId": "1" * 65},
        ],
    )
    def test_what_says_too_little(self, fields: dict[str, str]) -> None:
        with pytest.raises(CallbackRefused):
            incoming_of(COMMON | fields)

    @given(st.dictionaries(st.sampled_from([*COMMON, "MsgType", "Event", "EventKey", "MsgId", "Content"]), st.text()))
    def test_anything_is_taken_or_refused_by_our_error(self, fields: dict[str, str]) -> None:
        try:
            taken = incoming_of(COMMON | fields)
        except CallbackRefused:
            return
        assert 0 < len(taken.key) <= 128
        assert taken.key.isprintable()
