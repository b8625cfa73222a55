"""Callbacks: what a phone did, as XML, sealed and signed for each attempt anew."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.simulators.wechat.account import Account, Mode
from tests.simulators.wechat.cipher import MessageCipher, signature

_NUMBERS = frozenset({"CreateTime", "MsgId", "Location_X", "Location_Y", "Scale"})


@dataclass(frozen=True, slots=True)
class Letter:
    """One callback before it is signed. ``fields`` are the elements of the XML in their order."""

    openid: str
    fields: Mapping[str, str]

    def xml(self) -> str:
        """Return the plain body."""
        return f"<xml>{''.join(_element(name, value) for name, value in self.fields.items())}</xml>"


@dataclass(frozen=True, slots=True)
class Posted:
    """One attempt: what is sent over the wire."""

    query: dict[str, str]
    body: bytes


def sealed(letter: Letter, account: Account, timestamp: int, *, token: str = "") -> Posted:
    """Return an attempt to bring a letter; ``token`` other than the account's forges it."""
    token = token or account.token
    nonce = secrets.token_hex(5)
    query = {
        "signature": signature(token, str(timestamp), nonce), "timestamp": str(timestamp), "nonce": nonce,
        "openid": letter.openid,
    }  # fmt: skip
    if account.mode is Mode.PLAIN:
        return Posted(query, letter.xml().encode())
    cipher = MessageCipher(account.aes_key, account.app_id).seal(letter.xml())
    query |= {"encrypt_type": "aes", "msg_signature": signature(token, str(timestamp), nonce, cipher)}
    plain = letter.fields if account.mode is Mode.COMPATIBLE else {"ToUserName": letter.fields["ToUserName"]}
    inner = "".join(_element(name, value) for name, value in plain.items())
    return Posted(query, f"<xml>{inner}<Encrypt><![CDATA[{cipher}]]></Encrypt></xml>".encode())


def _element(name: str, value: str) -> str:
    if value.startswith("<"):  # a nested element, as in ScanCodeInfo
        return f"<{name}>{value}</{name}>"
    if name in _NUMBERS:
        return f"<{name}>{escape(value)}</{name}>"
    return f"<{name}><![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]></{name}>"
