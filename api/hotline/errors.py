"""Why a switchboard is not listened to."""

from collections.abc import Mapping

from knowledge.errors import NotAllowed


class UnknownSwitchboard(NotAllowed):
    """令牌不对。"""

    code = "bad_token"
    http_status = 401

    @property
    def headers(self) -> Mapping[str, str]:
        """What the response carries (RFC 9110, 11.6.1)."""
        return {"www-authenticate": "Bearer"}
