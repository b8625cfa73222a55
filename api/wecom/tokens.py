"""Access tokens of a corp. Source: https://developer.work.weixin.qq.com/document/path/91039."""

from api.platforms.client import Wire
from api.platforms.tokens import IssuedToken
from api.wechat.tokens import issued_of
from api.wecom.settings import WeComSettings


class CorpTokens:
    """Asks for tokens; until one ends, the same is given again, and there is no force."""

    def __init__(self, wire: Wire, settings: WeComSettings) -> None:
        self._wire = wire
        self._settings = settings

    @property
    def account(self) -> str:
        """The account in records."""
        return f"wecom:{self._settings.corp_id}"

    async def issue(self, *, force: bool) -> IssuedToken:  # noqa: ARG002  # the port's signature
        """Ask for a token.

        Raises:
            PlatformError: there is none.
        """
        query = {"corpid": self._settings.corp_id, "corpsecret": self._settings.secret.get_secret_value()}
        return issued_of(await self._wire.call("GET", "/cgi-bin/gettoken", query))
