"""Tables of single sign-on."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db.base import Base


class SsoIdentityRow(Base):
    """Who somebody is at an issuer: the pair is theirs for ever, names and addresses are not."""

    __tablename__ = "sso_identities"

    issuer: Mapped[str] = mapped_column(String(200), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    username: Mapped[str] = mapped_column(ForeignKey("accounts.username"), index=True)
    linked_at: Mapped[datetime]


class SsoAttemptRow(Base):
    """A sign-in that went to the issuer and has not come back; used once."""

    __tablename__ = "sso_attempts"

    state_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))
    redirect_uri: Mapped[str] = mapped_column(String(500))
    expires_at: Mapped[datetime]
