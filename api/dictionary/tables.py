"""Tables of the dictionary. A version is never changed; taking one back is another version."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base

IMMUTABLE_TABLES = ("dictionary_versions",)


class DictionaryVersionRow(Base):
    """One set of changes to the own words: who made it, when and why."""

    __tablename__ = "dictionary_versions"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    changes: Mapped[list[dict[str, str]]]
    author: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime]


class DictionaryEffectRow(Base):
    """A trial of changes on the frozen questions: how far it is, and what came of it."""

    __tablename__ = "dictionary_effects"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    done: Mapped[int]
    total: Mapped[int]
    changes: Mapped[list[dict[str, str]]]
    result: Mapped[dict[str, Any]]
