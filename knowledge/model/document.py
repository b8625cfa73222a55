"""A policy document (政策原文) as one revision of its record."""

from dataclasses import dataclass, field
from datetime import date

from knowledge.model.validity import Validity


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. ``label`` is what a citation prints (``第四条``, ``（七）``), ``heading`` the headings above it."""

    label: str
    text: str
    heading: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """What one revision of a policy document says. ``clauses`` may be empty where only the record of a law is kept."""

    title: str
    region: str
    document_number: str = ""
    issuer: str = ""
    department: str = ""
    kind: str = ""
    written_on: date | None = None
    published_on: date | None = None
    validity: Validity = field(default_factory=Validity)
    source_url: str = ""
    clauses: tuple[Clause, ...] = ()
