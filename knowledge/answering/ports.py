"""What answering needs from the index."""

from typing import Protocol

from knowledge.model.hit import SearchResult
from knowledge.model.passage import Passage
from knowledge.model.scope import Scope
from knowledge.scope.opinion import ScopeOpinion


class PolicySearch(Protocol):
    """Finds passages."""

    def search(self, text: str, scope: Scope, *, k: int = 10) -> SearchResult:
        """Return the best ``k`` passages for a question, best first."""

    def passages_of(self, entry_id: str) -> tuple[Passage, ...]:
        """Return every passage of an entry in its own order; empty when the entry is unknown."""


class ScopeJudge(Protocol):
    """Tells policy questions from everything else."""

    def opinion(self, text: str) -> ScopeOpinion:
        """Return how likely a government hotline takes this, and how likely it is a matter of private law."""
