"""Errors of the index."""

from knowledge.errors import Conflict, InvalidInput, Unavailable


class MismatchedVectors(InvalidInput):
    """The vectors of an entry do not fit its passages."""

    code = "mismatched_vectors"


class OutOfOrder(Conflict):
    """A change came before the one it follows."""

    code = "change_out_of_order"


class UnusableSnapshot(Unavailable):
    """A snapshot cannot be read: it is cut short, damaged, or made with other settings."""

    code = "unusable_snapshot"
