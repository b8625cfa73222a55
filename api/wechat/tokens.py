"""Access tokens of an Official Account, from 稳定版接口调用凭据.

Source: https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.html
"""

from datetime import timedelta

from api.platforms.client import Said, Wire
from api.platforms.errors import PlatformUnavailable
from api.platforms.tokens import IssuedToken
from api.wechat.settings import WeChatSettings

_MAX_CHARACTERS = 512


class StableTokens:
    """Asks for tokens. In the normal mode repeated calls give the same token until five minutes before its end."""

    def __init__(self, wire: Wire, settings: WeChatSettings) -> None:
        self._wire = wire
        self._settings = settings

    @property
    def account(self) -> str:
        """The account in records."""
        return f"wechat:{self._settings.app_id}"

    async def issue(self, *, force: bool) -> IssuedToken:
        """Ask for a token; ``force`` makes the one before invalid (20 a day, 30 seconds apart).

        Raises:
            PlatformError: there is none.
        """
        body = {
            "grant_type": "client_credential", "appid": self._settings.app_id,
            "secret": self._settings.app_secret.get_secret_value(), "force_refresh": force,
        }  # fmt: skip
        return issued_of(await self._wire.call("POST", "/cgi-bin/stable_token", {}, body))


def issued_of(said: Said) -> IssuedToken:
    """Return the token of an answer.

    Raises:
        PlatformUnavailable: there is none in it.
    """
    value, seconds = said.get("access_token"), said.get("expires_in")
    if not isinstance(value, str) or not 0 < len(value) <= _MAX_CHARACTERS or not isinstance(seconds, int):
        raise PlatformUnavailable("平台没有给出 access_token")
    return IssuedToken(value, timedelta(seconds=seconds))
