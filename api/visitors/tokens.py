"""Signed visitor tokens: whoever shows one may read and continue the conversations that were begun with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from hmac import digest

from itsdangerous import BadSignature, TimestampSigner

from api.sealing import derived_key
from api.settings import Settings
from knowledge.clock import Ids, new_id
from knowledge.errors import YihaodaError

VALID_FOR = timedelta(days=30)
_SALT = "visitor"


class VisitorUnknown(YihaodaError):
    """The visitor token is not one of ours, or too old."""

    code = "visitor_unknown"
    http_status = 401


@dataclass(frozen=True, slots=True)
class VisitorToken:
    """A token and until when it holds."""

    token: str
    expires_at: datetime


class VisitorTokens:
    """Issues tokens and reads them. The visitor's id is random: it says nothing about the person."""

    def __init__(self, key: bytes, clock: Callable[[], datetime], ids: Ids = new_id) -> None:
        self._signer = _ClockedSigner(key, clock)
        self._key = key
        self._clock = clock
        self._ids = ids

    @classmethod
    def of(cls, settings: Settings, clock: Callable[[], datetime]) -> "VisitorTokens":
        """Return the tokens of an installation."""
        return cls(derived_key(settings, "visitor tokens"), clock)

    def issue(self) -> VisitorToken:
        """Return a token of a new visitor."""
        return VisitorToken(self._signer.sign(self._ids()).decode(), self._clock() + VALID_FOR)

    def visitor_of(self, token: str) -> str:
        """Return the visitor's id.

        Raises:
            VisitorUnknown: the token is forged, damaged or too old.
        """
        try:
            return self._signer.unsign(token, max_age=int(VALID_FOR.total_seconds())).decode()
        except (BadSignature, UnicodeError) as error:
            raise VisitorUnknown("访客凭证无效或已过期", remedy="请重新打开咨询窗口") from error

    def visitor_on(self, channel: str, external_id: str) -> str:
        """Return the id of a person whom another channel vouches for: the same person, the same id, not to be turned back."""
        named = blake2b(f"{channel}\0{external_id}".encode(), digest_size=32).digest()
        return digest(self._key, named, "sha256").hex()[:32]


class _ClockedSigner(TimestampSigner):
    """The signer on the service's clock."""

    def __init__(self, key: bytes, clock: Callable[[], datetime]) -> None:
        super().__init__(key, salt=_SALT)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock().timestamp())
