"""The platform's cipher and signature, written from the description of the message format (not from the service's code)."""

import base64
import hashlib
import secrets
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_BLOCK = 32


def signature(*parts: str) -> str:
    """Return the SHA-1 of the parts in order of their code points."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324  # the platform's choice


@dataclass(frozen=True, slots=True)
class MessageCipher:
    """AES-256-CBC of random(16) + length + message + receiver, padded to 32 bytes."""

    aes_key: str
    receiver: str

    def seal(self, message: str) -> str:
        """Return what goes into ``Encrypt``."""
        body = message.encode()
        plain = secrets.token_bytes(16) + struct.pack(">I", len(body)) + body + self.receiver.encode()
        pad = _BLOCK - len(plain) % _BLOCK
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()).decode()

    def open(self, sealed: str) -> str:
        """Return the message; one for another receiver, or a broken one, raises ValueError."""
        decryptor = self._cipher().decryptor()
        plain = decryptor.update(base64.b64decode(sealed, validate=True)) + decryptor.finalize()
        plain = plain[: -plain[-1]]
        length = struct.unpack(">I", plain[16:20])[0]
        if plain[20 + length :] != self.receiver.encode():
            raise ValueError("sealed for another receiver")
        return plain[20 : 20 + length].decode()

    def _cipher(self) -> "Cipher[modes.CBC]":
        key = base64.b64decode(self.aes_key + "=")
        return Cipher(algorithms.AES(key), modes.CBC(key[:16]))
