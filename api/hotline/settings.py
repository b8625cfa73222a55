"""Settings of the hotline."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr


class HotlineSettings(BaseModel):
    """What the switchboard calls with, and the telephone bot. Without a token there is no route for switchboards.

    ``transfer_to`` is where a call goes that wants a person, a ``tel:`` or ``sip:`` address; ``audiosocket_port`` of 0 means
    that there is no AudioSocket server. With ``jambonz_secret`` jambonz signs what it sends, and needs no token.
    ``recogniser`` is ``whisper`` where the extra ``speech`` is installed.
    """

    token: SecretStr = SecretStr("")
    jambonz_secret: SecretStr = SecretStr("")
    transfer_to: str = "tel:12345"
    audiosocket_host: str = "127.0.0.1"
    audiosocket_port: Annotated[int, Field(ge=0, le=65535)] = 0
    recogniser: Literal["", "whisper"] = ""
    synthesiser: Literal["", "espeak"] = ""
