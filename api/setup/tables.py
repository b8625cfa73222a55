"""What set-up has done to this database."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class SetupMarkRow(Base):
    """A part of set-up and a digest of what it was done with."""

    __tablename__ = "setup_marks"

    part: Mapped[str] = mapped_column(String(40), primary_key=True)
    made_of: Mapped[str] = mapped_column(String(64))
