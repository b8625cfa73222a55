"""How this service is known to the WeCom customer-service account it answers for."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, SecretStr, model_validator

OFFICIAL_API = "https://qyapi.weixin.qq.com"
_AES_KEY = re.compile(r"[A-Za-z0-9]{43}")


def _without_slash(address: str) -> str:
    return address.rstrip("/")


class WeComSettings(BaseModel):
    """The account. Without a corp id there is no WeCom channel."""

    corp_id: str = ""
    secret: SecretStr = SecretStr("")
    token: SecretStr = SecretStr("")
    encoding_aes_key: SecretStr = SecretStr("")
    open_kfid: str = ""
    api_base: Annotated[str, AfterValidator(_without_slash)] = OFFICIAL_API

    @property
    def is_connected(self) -> bool:
        """Whether an account is set up."""
        return bool(self.corp_id)

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if not self.is_connected:
            return self
        if not (self.secret.get_secret_value() and self.token.get_secret_value() and self.open_kfid):
            raise ValueError("SECRET, TOKEN and OPEN_KFID: needed with a CORP_ID")
        if not _AES_KEY.fullmatch(self.encoding_aes_key.get_secret_value()):
            raise ValueError("ENCODING_AES_KEY: 43 letters or digits, as on the platform")
        return self
