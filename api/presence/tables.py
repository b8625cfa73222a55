"""Presence of operators."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class PresenceRow(Base):
    """One operator. ``state``: available, busy, away; without a sign of life for a while they are away whatever it says."""

    __tablename__ = "presences"

    username: Mapped[str] = mapped_column(String(80), primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    comment: Mapped[str] = mapped_column(String(100))
    since: Mapped[datetime]
    seen_at: Mapped[datetime]
