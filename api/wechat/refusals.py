"""Why a callback is not taken, in the platform's own numbers."""

from enum import IntEnum

from knowledge.errors import InvalidInput


class TencentCode(IntEnum):
    """The error codes of the platform's own sample libraries for 消息加解密."""

    SIGNATURE = -40001
    XML = -40002
    COMPUTE_SIGNATURE = -40003
    AES_KEY = -40004
    RECEIVER = -40005
    ENCRYPT = -40006
    DECRYPT = -40007
    BUFFER = -40008
    BASE64_ENCODE = -40009
    BASE64_DECODE = -40010
    WRITE_XML = -40011


class CallbackRefused(InvalidInput):
    """What came in was not sent by the platform, or cannot be read. ``tencent`` is the platform's code for it."""

    code = "wechat_refused"

    def __init__(self, tencent: TencentCode, message: str) -> None:
        super().__init__(f"{message}（{tencent.value}）")
        self.tencent = tencent
        self.http_status = 403 if tencent is TencentCode.SIGNATURE else 400
