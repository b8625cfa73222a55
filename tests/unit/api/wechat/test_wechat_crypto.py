from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import SAFE, VECTORS
from wechatpy.crypto import WeChatCrypto

from api.wechat.crypto import MessageCipher, check_signature, signature
from api.wechat.refusals import CallbackRefused, TencentCode

KEY, APP_ID = SAFE["key"], SAFE["appid"]
CIPHER = MessageCipher(KEY, APP_ID)


def fixed(text: str) -> bytes:
    return text.encode()


class TestPublishedSamples:
    @pytest.mark.parametrize("sample", VECTORS["signatures"], ids=lambda sample: sample["name"])
    def test_signature(self, sample: dict[str, object]) -> None:
        assert signature(*sample["parts"]) == sample["signature"]
        assert signature(*reversed(sample["parts"])) == sample["signature"]

    @pytest.mark.parametrize("sample", VECTORS["ciphers"], ids=lambda sample: sample["name"])
    def test_cipher_byte_for_byte(self, sample: dict[str, str]) -> None:
        cipher = MessageCipher(sample["key"], sample["receiver"], lambda _: fixed(sample["random"]))
        assert cipher.encrypt(sample["plain"]) == sample["encrypted"]
        assert cipher.decrypt(sample["encrypted"]) == sample["plain"].encode()


class TestAgainstAnotherImplementation:
    theirs = WeChatCrypto(SAFE["token"], KEY, APP_ID)

    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def test_what_we_encrypt_they_read(self, message: str) -> None:
        nonce, timestamp = "n", "1767225600"
        encrypted = CIPHER.encrypt(message)
        body = f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
        sent = signature(SAFE["token"], timestamp, nonce, encrypted)
        assert self.theirs.decrypt_message(body, sent, timestamp, nonce) == message

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
    def test_what_they_encrypt_we_read(self, message: str) -> None:
        encrypted = self.theirs.encrypt_message(message, "n", "1767225600").split("<Encrypt><![CDATA[")[1]
        assert CIPHER.decrypt(encrypted.split("]]>")[0]) == message.encode()


class TestRefusals:
    @given(st.text())
    def test_any_text_is_refused_by_our_error_alone(self, text: str) -> None:
        with pytest.raises(CallbackRefused):
            CIPHER.decrypt(text)

    @given(st.binary(max_size=400))
    def test_any_bytes_are_refused_by_our_error_alone(self, data: bytes) -> None:
        with pytest.raises(CallbackRefused):
            CIPHER.decrypt(b64encode(data).decode())

    @given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
    def test_a_changed_byte_never_gives_the_message(self, position: int, value: int) -> None:
        whole = bytearray(SAFE["encrypt"].encode())
        whole[position % len(whole)] = value
        try:
            read = CIPHER.decrypt(whole.decode("latin-1"))
        except CallbackRefused:
            return
        assert (read == SAFE["plain"].encode()) == (whole.decode("latin-1") == SAFE["encrypt"])

    @pytest.mark.parametrize(
        ("encrypted", "code"),
        [
            ("not base64!", TencentCode.BASE64_DECODE),
            ("AAAA", TencentCode.DECRYPT),  # no whole block
            ("", TencentCode.DECRYPT),
            (MessageCipher("A" * 43, APP_ID).encrypt("别的密钥"), TencentCode.DECRYPT),
            (MessageCipher(KEY, "wxanother").encrypt("别的账号"), TencentCode.RECEIVER),
            (MessageCipher(KEY, APP_ID, lambda _: b"").encrypt(""), TencentCode.BUFFER),  # too long a length
        ],
        ids=["not base64", "no whole block", "empty", "another key", "another account", "too long a length"],
    )
    def test_codes_of_the_platform(self, encrypted: str, code: TencentCode) -> None:
        with pytest.raises(CallbackRefused) as refusal:
            CIPHER.decrypt(encrypted)
        assert refusal.value.tencent is code
        assert str(code.value) in str(refusal.value)

    @pytest.mark.parametrize("key", ["", "A" * 42, "A" * 44, "+" * 43, "密" * 43, "A" * 42 + "\n"])
    def test_keys_that_are_none(self, key: str) -> None:
        with pytest.raises(CallbackRefused) as refusal:
            MessageCipher(key, APP_ID)
        assert refusal.value.tencent is TencentCode.AES_KEY

    def test_half_a_character_cannot_be_signed_or_encrypted(self) -> None:
        with pytest.raises(CallbackRefused) as signing:
            signature("\ud800")
        with pytest.raises(CallbackRefused) as encrypting:
            CIPHER.encrypt("\ud800")
        assert (signing.value.tencent, encrypting.value.tencent) == (TencentCode.COMPUTE_SIGNATURE, TencentCode.ENCRYPT)

    @given(st.text())
    def test_a_forged_signature(self, given_signature: str) -> None:
        with pytest.raises(CallbackRefused) as refusal:
            check_signature(given_signature, SAFE["token"], "1", "2")
        assert refusal.value.tencent is TencentCode.SIGNATURE
