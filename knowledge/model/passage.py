"""The unit that is indexed, ranked, answered with and cited."""

from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.model.validity import Validity


class PassageKind(StrEnum):
    """What a passage is cut from."""

    CLAUSE = "clause"  # one clause of a policy document (原文)
    ANSWER = "answer"  # a curated answer of an interpretation (解读)
    ELEMENT = "element"  # one element of an interpretation: background, main measures, …


class Aspect(StrEnum):
    """What about a policy is asked; the values of the dialogue's ``aspect`` entity."""

    OVERVIEW = "overview"
    CONDITIONS = "conditions"
    MATERIALS = "materials"
    PROCESS = "process"
    TIME_LIMIT = "time_limit"
    FEE = "fee"
    PLACE = "place"
    CONTACT = "contact"
    LEGAL_BASIS = "legal_basis"
    AMOUNT = "amount"


class Audience(StrEnum):
    """Whom a policy is for."""

    INDIVIDUAL = "individual"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement stands: the document and the clause. ``clause`` is as printed: ``第四条``, ``（七）``."""

    title: str
    document_number: str = ""
    clause: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Successor:
    """What replaced a rule: its entry, its name as it is printed (``《标题》（文号）``), and when it holds."""

    entry_id: str
    name: str
    validity: Validity = field(default_factory=Validity)


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause, one curated answer or one element of an interpretation, with all that ranking and citing need.

    ``id`` is stable for the same revision: ``<entry_id>@<revision>#<ordinal>``. ``text`` is verbatim.
    ``questions`` is the question side (the standard question first), ``negatives`` are questions that look alike
    and must not lead here. ``sources`` is what a citation names: the passage's own clause, or the articles that a
    curated answer rests on (at least one). ``region`` is a GB/T 2260 code (``000000`` is the whole country).
    ``successor`` is the printed name of what replaced the rule, ``successors`` the chain of that and what replaced it
    in turn, the nearest first, where their days are known. ``jointly_dated`` tells that ``validity`` is that of several
    documents together, so that its days are not those of the first source.
    """

    id: str
    entry_id: str
    revision: int
    kind: PassageKind
    title: str
    text: str
    sources: tuple[Source, ...]
    region: str
    department: str = ""
    heading: tuple[str, ...] = ()
    spoken: str = ""
    questions: tuple[str, ...] = ()
    negatives: tuple[str, ...] = ()
    aspect: Aspect | None = None
    audience: frozenset[Audience] = frozenset(Audience)
    responsible_units: tuple[str, ...] = ()
    validity: Validity = field(default_factory=Validity)
    successor: str = ""
    successors: tuple[Successor, ...] = ()
    jointly_dated: bool = False
    field_name: str = ""

    @property
    def path(self) -> str:
        """The title and the headings above the text, the context a clause is read in."""
        return " ".join((self.title, *self.heading))
