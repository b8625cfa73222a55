"""Reads what the service answers a callback with, as strictly as the platform does."""

from dataclasses import dataclass
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring

from tests.simulators.wechat.account import Account, Mode
from tests.simulators.wechat.cipher import MessageCipher, signature
from tests.simulators.wechat.screen import Bubble


class BadReply(Exception):
    """The platform cannot use it, and tells the user so."""


@dataclass(frozen=True, slots=True)
class ReplyReader:
    """Opens replies for an account; ``openid`` and ``original_id`` have to be swapped in them."""

    account: Account

    def read(self, body: bytes, openid: str) -> Bubble | None:
        """Return what is shown; nothing for ``success`` and the empty body.

        Raises:
            BadReply: it is neither.
        """
        if body in {b"", b"success"}:
            return None
        root = self._opened(_parsed(body))
        if (_of(root, "ToUserName"), _of(root, "FromUserName")) != (openid, self.account.original_id):
            raise BadReply("not from the account to the user who wrote")
        kind = _of(root, "MsgType")
        if kind == "transfer_customer_service":
            return None
        text = _of(root, "Content") if kind == "text" else ""
        if kind == "text" and not 0 < len(text.encode()) <= 2048:
            raise BadReply(f"a text of {len(text.encode())} bytes")
        return Bubble(text, "passive", kind)

    def _opened(self, root: ElementTree.Element) -> ElementTree.Element:
        sealed = root.findtext("Encrypt")
        if sealed is None:
            if self.account.mode is Mode.SAFE:
                raise BadReply("plain text in safe mode")
            return root
        signed = signature(self.account.token, _of(root, "TimeStamp"), _of(root, "Nonce"), sealed)
        if signed != _of(root, "MsgSignature"):
            raise BadReply("wrong signature")
        try:
            return _parsed(MessageCipher(self.account.aes_key, self.account.app_id).open(sealed).encode())
        except ValueError as error:
            raise BadReply(str(error)) from error


def _parsed(body: bytes) -> ElementTree.Element:
    try:
        root: ElementTree.Element = fromstring(body, forbid_dtd=True)
    except ElementTree.ParseError as error:
        raise BadReply(f"no XML: {body[:40]!r}") from error
    if root.tag != "xml":
        raise BadReply(f"<{root.tag}>")
    return root


def _of(root: ElementTree.Element, name: str) -> str:
    return root.findtext(name) or ""
