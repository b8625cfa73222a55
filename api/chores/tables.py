"""Who does a chore now, and when it was done last."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class ChoreRow(Base):
    """A chore. ``held_by`` has it until ``held_until``; then any replica may take it, for its holder may be dead."""

    __tablename__ = "chores"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    held_by: Mapped[str] = mapped_column(String(64))
    held_until: Mapped[datetime]
    done_at: Mapped[datetime | None]
