from xml.etree.ElementTree import ParseError

import pytest
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from api.wechat.refusals import CallbackRefused, TencentCode
from api.wechat.xml import MAX_BYTES, parse, write

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><A>&a;</A></xml>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "http://attacker.test/secrets">]><xml><A>&a;</A></xml>'
readable = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


class TestParse:
    @pytest.mark.parametrize(
        "body",
        [
            "<xml><A><![CDATA[一]]></A><B>2</B></xml>",
            "<xml><B><![CDATA[2]]></B>\n<A>一</A></xml>",
            '<?xml version="1.0" encoding="UTF-8"?><xml><A>&#19968;</A><B>2</B></xml>',
            "\ufeff<xml><A>一</A><B>2</B></xml>",
        ],
    )
    def test_order_and_cdata_do_not_matter(self, body: str) -> None:
        assert parse(body.encode()) == {"A": "一", "B": "2"}

    def test_inner_elements_are_named_by_their_path(self) -> None:
        body = b"<xml><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1</ScanResult></ScanCodeInfo></xml>"
        assert parse(body) == {"ScanCodeInfo.ScanType": "qrcode", "ScanCodeInfo.ScanResult": "1"}

    def test_the_first_of_a_name_counts(self) -> None:
        assert parse(b"<xml><A>1</A><A>2</A></xml>") == {"A": "1"}

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"success",
            b'{"MsgType": "text"}',
            b"<xml><A>1</A>",  # broken off
            b"<xml>\x00</xml>",
            b"<xml><A>&nothing;</A></xml>",
            BOMB.encode(),
            OUTSIDE.encode(),
            "<xml><A>政策</A></xml>".encode("gb18030"),
            '<?xml version="1.0" encoding="gb18030"?><xml><A>政策</A></xml>'.encode("gb18030"),
            b"<xml><A>" + b"a" * MAX_BYTES + b"</A></xml>",
            b"<xml><A>\xed\xa0\x80</A></xml>",  # half a character
        ],
    )
    def test_refused(self, body: bytes) -> None:
        with pytest.raises(CallbackRefused) as refusal:
            parse(body)
        assert refusal.value.tencent is TencentCode.XML

    def test_deep_nesting_is_refused(self) -> None:
        assert parse(b"<xml><a><a><a>1</a></a></a></xml>") == {"a.a.a": "1"}
        with pytest.raises(CallbackRefused):
            parse(b"<xml>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</xml>")

    @given(
        st.text(st.sampled_from("<>/!&;ax[]?'\"= CDATA-DOCTYPE")) | st.binary().map(lambda raw: raw.decode("latin-1"))
    )
    def test_what_defusedxml_refuses_is_refused(self, inner: str) -> None:
        body = f"<xml><A>{inner}</A></xml>".encode()
        try:
            fromstring(body, forbid_dtd=True)
        except (ParseError, DefusedXmlException):
            with pytest.raises(CallbackRefused):
                parse(body)

    @given(st.binary(max_size=300))
    def test_any_bytes_are_read_or_refused_by_our_error(self, body: bytes) -> None:
        try:
            read = parse(body)
        except CallbackRefused:
            return
        assert all(isinstance(text, str) for text in read.values())


class TestWrite:
    @given(readable)
    def test_comes_back_as_it_was(self, text: str) -> None:
        assert parse(write({"Content": text, "CreateTime": 1}).encode()) == {"Content": text, "CreateTime": "1"}

    def test_a_closed_section_in_the_text_stays_text(self) -> None:
        hostile = "]]></Content><MsgType><![CDATA[event]]></MsgType><Content><![CDATA[]]>"
        assert parse(write({"Content": hostile}).encode()) == {"Content": hostile}

    @given(st.text())
    def test_what_xml_cannot_carry_is_left_out(self, text: str) -> None:
        assert set(parse(write({"A": text}).encode())) == {"A"}
