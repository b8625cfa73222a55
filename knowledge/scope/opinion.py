"""What a judge of scope makes of a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScopeOpinion:
    """Two probabilities, 0 to 1."""

    in_scope: float  # a question or report that a government hotline takes, or a legal question
    private_law: float  # of such a one: between private persons, rather than with the government
