"""jambonz's signature: ``Jambonz-Signature: t=SECONDS,v1=HEX``, an HMAC-SHA256 over ``SECONDS.BODY``, perhaps several."""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest, new

FRESH_SECONDS = 300
_MOST_SIGNATURES = 5  # while a secret is changed there are two


def is_signed(header: str, body: bytes, secret: str, now: datetime) -> bool:
    """Whether the body was signed with the secret, not long ago: an old request cannot be sent again."""
    pairs = [part.strip().partition("=") for part in header[:1000].split(",")]
    moment = next((value for name, _, value in pairs if name == "t"), "")
    if not (moment.isascii() and moment.isdecimal()) or abs(now.timestamp() - int(moment[:12])) > FRESH_SECONDS:
        return False
    expected = new(secret.encode(), moment.encode() + b"." + body, sha256).hexdigest()
    given = [value for name, _, value in pairs if name == "v1"][:_MOST_SIGNATURES]
    return any(compare_digest(value.encode(), expected.encode()) for value in given)
