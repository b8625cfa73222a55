"""The seal of a line: a digest over the line and the seal before it, so that none can be changed, moved or taken out."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

GENESIS = "0" * 64


class Sealable(Protocol):
    """What a seal is made of."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seal:
    """A line's number and digest. Whoever keeps one can tell later whether all up to this line is as it was."""

    sequence: int = 0
    hash: str = GENESIS


BEGINNING = Seal()


def document_of(row: Sealable) -> Mapping[str, Any]:
    """Return what a line says, as JSON has it."""
    return {
        "sequence": row.sequence, "at": row.at.astimezone(UTC).isoformat(), "actor": row.actor, "action": row.action,
        "subject": row.subject, "details": row.details,
    }  # fmt: skip


def line_hash(previous: str, row: Sealable) -> str:
    """Return the digest of the line before it and of all that this one says."""
    return document_hash(previous, document_of(row))


def document_hash(previous: str, document: Mapping[str, Any]) -> str:
    """Return the digest of a line that is JSON already."""
    text_of = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text_of}".encode()).hexdigest()
