"""People as a channel knows them."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class IdentityRow(Base):
    """One person on one channel. ``quota_left`` messages may be sent until ``window_until`` (客服消息, facts of WeChat);
    ``choices`` are the quick replies of the last message, for channels where they are numbered.
    """

    __tablename__ = "channel_identities"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    visitor_id: Mapped[str] = mapped_column(String(64), index=True)
    conversation_id: Mapped[str | None] = mapped_column(String(64))
    subscribed: Mapped[bool]
    quota_left: Mapped[int]
    window_until: Mapped[datetime | None]
    choices: Mapped[list[dict[str, str]]]
    last_at: Mapped[datetime]
