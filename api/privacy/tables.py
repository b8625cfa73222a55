"""Orders to erase: an answer record can be deleted only while its conversation stands here."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class ErasureRow(Base):
    """A conversation that was, or is being, erased: why, when and by whom. Nothing of its words."""

    __tablename__ = "erasures"

    conversation_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    reason: Mapped[str] = mapped_column(String(20))
    ordered_by: Mapped[str] = mapped_column(String(80))
    ordered_at: Mapped[datetime]
