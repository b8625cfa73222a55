"""How this service is known to the WeChat Official Account (公众号) it answers for."""

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, Field, SecretStr, model_validator

OFFICIAL_API = "https://api.weixin.qq.com"
_AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
_TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")


class Mode(StrEnum):
    """消息加解密方式, as it is chosen on the platform."""

    PLAIN = "plain"  # 明文模式
    COMPATIBLE = "compatible"  # 兼容模式: both; only the encrypted half is read
    SAFE = "safe"  # 安全模式


def _without_slash(address: str) -> str:
    return address.rstrip("/")


class WeChatSettings(BaseModel):
    """The account. Without a token there is no WeChat channel. ``can_push`` is false for accounts without 客服消息."""

    token: SecretStr = SecretStr("")
    app_id: Annotated[str, Field(max_length=64)] = ""
    app_secret: SecretStr = SecretStr("")
    encoding_aes_key: SecretStr = SecretStr("")
    mode: Mode = Mode.SAFE
    api_base: Annotated[str, AfterValidator(_without_slash)] = OFFICIAL_API
    can_push: bool = True

    @property
    def is_connected(self) -> bool:
        """Whether an account is set up."""
        return bool(self.token.get_secret_value())

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if not self.is_connected:
            return self
        if not _TOKEN.fullmatch(self.token.get_secret_value()):
            raise ValueError("TOKEN: 3 to 32 letters or digits, as on the platform")
        if not self.app_id:
            raise ValueError("APP_ID: needed with a token")
        if self.mode is not Mode.PLAIN and not _AES_KEY.fullmatch(self.encoding_aes_key.get_secret_value()):
            raise ValueError("ENCODING_AES_KEY: 43 letters or digits, as on the platform")
        if self.can_push and not self.app_secret.get_secret_value():
            raise ValueError("APP_SECRET: needed to send messages; set CAN_PUSH to false for an account that may not")
        return self
