"""The audit log at the edge."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel

from api.audit.log import AuditFilter, AuditLine
from api.audit.verification import Verification

_Text = Annotated[str, Query(max_length=200)]


class AuditItem(BaseModel):
    """One line."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]
    hash: str


class AuditPage(BaseModel):
    """The newest lines first; ``next_before`` asks for those before them, nothing when these are the last."""

    items: list[AuditItem]
    next_before: int | None

    @classmethod
    def of(cls, lines: Sequence[AuditLine], next_before: int | None) -> "AuditPage":
        """Return the lines as JSON has them."""
        items = [
            AuditItem(
                sequence=line.sequence, at=line.at, actor=line.actor, action=line.action, subject=line.subject,
                details=dict(line.details), hash=line.hash,
            )
            for line in lines
        ]  # fmt: skip
        return cls(items=items, next_before=next_before)


class VerificationOut(BaseModel):
    """Whether the log is as it was written."""

    ok: bool
    checked: int
    broken_at: int | None
    cause: str

    @classmethod
    def of(cls, found: Verification) -> "VerificationOut":
        """Return what was found as JSON has it."""
        return cls(ok=found.ok, checked=found.checked, broken_at=found.broken_at, cause=found.cause)


def audit_filter(
    actor: _Text = "",
    action: _Text = "",
    subject: _Text = "",
    since: Annotated[date | None, Query(alias="from")] = None,
    until: Annotated[date | None, Query(alias="to")] = None,
) -> AuditFilter:
    """Return the filter of a request; days are whole days in China, both included."""
    return AuditFilter(_storable(actor), _storable(action), _storable(subject), since, until)


def _storable(text: str) -> str:
    return text.replace("\x00", "\ufffd")  # matches nothing; a database refuses NUL even in a question
