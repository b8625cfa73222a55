"""Tables of staff accounts."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class AccountRow(Base):
    """A member of staff. An empty ``password_hash`` lets nobody in: that person comes by single sign-on.

    ``password_history`` holds the hashes of the former passwords, newest first.
    """

    __tablename__ = "accounts"

    username: Mapped[str] = mapped_column(String(80), primary_key=True)
    display_name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    password_history: Mapped[list[str]]
    password_changed_at: Mapped[datetime]
    must_change_password: Mapped[bool]
    disabled: Mapped[bool]
    created_at: Mapped[datetime]
    departments: Mapped[list[str]]
    regions: Mapped[list[str]]


class SessionRow(Base):
    """A signed-in browser; only the hash of its token is kept, so the table gives no access away.

    ``id`` names the session to people who may end it. ``confirmed_at`` is when the password was given last.
    """

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), unique=True)
    username: Mapped[str] = mapped_column(ForeignKey("accounts.username"), index=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(45))
    user_agent: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class SignInFailureRow(Base):
    """Failed sign-ins under one name, whether or not there is such an account: both lock alike.

    The name itself is not kept: who slips writes a password into that field.
    """

    __tablename__ = "sign_in_failures"

    name_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    failed_at: Mapped[datetime] = mapped_column(index=True)
    locked_until: Mapped[datetime | None]
