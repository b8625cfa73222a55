"""The installation's secret: what signs tokens, and seals the little personal data that has to be kept readable."""

import os
from base64 import urlsafe_b64encode
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.settings import Settings
from knowledge.errors import InvalidInput

_BYTES = 32


def derived_key(settings: Settings, purpose: str) -> bytes:
    """Return 32 bytes for one purpose (HKDF, RFC 5869), from the secret of the settings or of the data folder."""
    secret = settings.secret_key.get_secret_value().encode() or _own_secret(settings.data_dir / "secret")
    return HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=purpose.encode()).derive(secret)


class Sealer:
    """Seals short texts (Fernet: AES-128-CBC with HMAC-SHA-256)."""

    def __init__(self, key: bytes) -> None:
        """Take a key of 32 bytes."""
        self._fernet = Fernet(urlsafe_b64encode(key))

    @classmethod
    def of(cls, settings: Settings, purpose: str) -> "Sealer":
        """Return the sealer of an installation for one purpose."""
        return cls(derived_key(settings, purpose))

    def seal(self, text: str) -> str:
        """Return the text, sealed; an empty one stays empty."""
        return self._fernet.encrypt(text.encode()).decode() if text else ""

    def open(self, sealed: str) -> str:
        """Return the text.

        Raises:
            InvalidInput: it was sealed with another secret, or changed.
        """
        if not sealed:
            return ""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise InvalidInput("密封的内容打不开", remedy="请确认 YIHAODA_SECRET_KEY 没有换过") from error


def _own_secret(path: Path) -> bytes:
    """Return the secret of a data folder; drawn at first need. Whoever comes second takes what the first one drew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(_BYTES))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
