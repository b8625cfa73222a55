"""Signatures and the cipher of 消息加解密.

The plain text is ``random(16) + uint32_be(bytes of the message) + message + receiver``, padded by PKCS#7 to blocks of 32 and
encrypted by AES-256-CBC with the first 16 bytes of the key as initialisation vector. The receiver is the AppID, or the corp id
of WeCom. Source: https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
"""

import binascii
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha1
from hmac import compare_digest

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from api.wechat.refusals import CallbackRefused, TencentCode

RandomBytes = Callable[[int], bytes]
_BLOCK_BITS = 256  # 32 bytes; the 16 of AES would refuse what the platform pads
_RANDOM, _LENGTH = 16, 4
_KEY = re.compile(r"[A-Za-z0-9]{43}")


def signature(*parts: str) -> str:
    """Return the platform's signature of these parts, in any order.

    Raises:
        CallbackRefused: a part is not text that can be encoded.
    """
    try:
        return sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()
    except UnicodeEncodeError as error:
        raise CallbackRefused(TencentCode.COMPUTE_SIGNATURE, "签名计算不出来") from error


def check_signature(given: str, *parts: str) -> None:
    """Compare in constant time.

    Raises:
        CallbackRefused: the signature is another.
    """
    if not compare_digest(signature(*parts).encode(), given.encode(errors="replace")):
        raise CallbackRefused(TencentCode.SIGNATURE, "签名不符")


class MessageCipher:
    """Encrypts and decrypts the messages of one account. Random bytes are handed in, so that tests can choose them."""

    def __init__(self, encoding_aes_key: str, receiver: str, random_bytes: RandomBytes = os.urandom) -> None:
        """Take the 43 characters as the platform shows them.

        Raises:
            CallbackRefused: they are no key.
        """
        if not _KEY.fullmatch(encoding_aes_key):
            raise CallbackRefused(TencentCode.AES_KEY, "EncodingAESKey 应为 43 个字母或数字")
        # Lenient on purpose: the last character of a genuine key may carry two bits that no strict encoder would write.
        key = b64decode(encoding_aes_key + "=")
        self._cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16]))
        self._receiver = receiver.encode()
        self._random = random_bytes

    def encrypt(self, message: str) -> str:
        """Return the message encrypted, in base64.

        Raises:
            CallbackRefused: the message is not text that can be encoded.
        """
        try:
            body = message.encode()
        except UnicodeEncodeError as error:
            raise CallbackRefused(TencentCode.ENCRYPT, "消息不能加密") from error
        plain = self._random(_RANDOM) + len(body).to_bytes(_LENGTH, "big") + body + self._receiver
        padder, encryptor = PKCS7(_BLOCK_BITS).padder(), self._cipher.encryptor()
        padded = padder.update(plain) + padder.finalize()
        return b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def decrypt(self, encrypted: str) -> bytes:
        """Return the message, byte for byte.

        Raises:
            CallbackRefused: it was not encrypted with this key for this receiver.
        """
        plain = self._unpadded(_decoded(encrypted))
        start = _RANDOM + _LENGTH
        if len(plain) < start:
            raise CallbackRefused(TencentCode.BUFFER, "解密后的内容太短")
        end = start + int.from_bytes(plain[_RANDOM:start], "big")
        if end > len(plain):
            raise CallbackRefused(TencentCode.BUFFER, "解密后的内容长度不符")
        if not compare_digest(plain[end:], self._receiver):
            raise CallbackRefused(TencentCode.RECEIVER, "消息不是发给这个账号的")
        return plain[start:end]

    def _unpadded(self, data: bytes) -> bytes:
        decryptor, unpadder = self._cipher.decryptor(), PKCS7(_BLOCK_BITS).unpadder()
        try:
            padded = decryptor.update(data) + decryptor.finalize()
            return unpadder.update(padded) + unpadder.finalize()
        except ValueError as error:
            raise CallbackRefused(TencentCode.DECRYPT, "解密失败") from error


def _decoded(encrypted: str) -> bytes:
    try:
        return b64decode(encrypted, validate=True)
    except (binascii.Error, ValueError) as error:
        raise CallbackRefused(TencentCode.BASE64_DECODE, "密文不是 base64") from error
