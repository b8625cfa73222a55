"""The audit log. Lines are never changed; triggers see to it, and the hash chain shows what gets past them."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base

IMMUTABLE_TABLES = ("audit_log",)


class AuditRow(Base):
    """One line: at that moment this person did this to that."""

    __tablename__ = "audit_log"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(80), index=True)
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(200), index=True)
    details: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(String(64))
