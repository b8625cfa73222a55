"""What all processes have to know of a platform."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class PlatformTokenRow(Base):
    """The access token of an account (``wechat:APP_ID``), sealed; one process renews it, all use it."""

    __tablename__ = "platform_tokens"

    account: Mapped[str] = mapped_column(String(100), primary_key=True)
    token: Mapped[str]
    expires_at: Mapped[datetime]
    renewed_at: Mapped[datetime | None]
    held_by: Mapped[str] = mapped_column(String(64))
    held_until: Mapped[datetime]


class PlatformCursorRow(Base):
    """How far the messages of an account have been read (WeCom ``sync_msg``)."""

    __tablename__ = "platform_cursors"

    account: Mapped[str] = mapped_column(String(100), primary_key=True)
    cursor: Mapped[str]
    read_at: Mapped[datetime]
