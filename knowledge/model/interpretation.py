"""An interpretation (政策解读) as one revision of its record: elements and question–answer pairs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.model.passage import Aspect, Audience, Source
from knowledge.model.validity import Validity


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """One curated answer. ``conclusion`` can be read out; ``basis`` names the clauses it rests on."""

    question: str
    aspect: Aspect
    conclusion: str
    details: str
    basis: tuple[Source, ...]
    similar: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What one revision of an interpretation says.

    ``documents`` are the titles of the policy documents it explains; it holds no longer than they do.
    ``elements`` maps the name of an element (``background``, ``measures`` …) to its text.
    """

    title: str
    field_name: str
    region: str
    department: str
    documents: tuple[str, ...]
    questions: tuple[QuestionAnswer, ...]
    elements: Mapping[str, str] = field(default_factory=dict)
    audience: frozenset[Audience] = frozenset(Audience)
    keywords: tuple[str, ...] = ()
    validity: Validity = field(default_factory=Validity)
