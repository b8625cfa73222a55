"""An index beside another: the same knowledge with some entries replaced, added or gone."""

from knowledge.index.changes import Changes
from knowledge.index.policy_index import PolicyIndex


def overlaid(index: PolicyIndex, changes: Changes) -> PolicyIndex:
    """Return an index with the changes applied to what the other holds now, which stays as it is.

    Segments are shared: only the passages of the changes are indexed, and of the entries they replace no row is alive.
    """
    beside = PolicyIndex(index.analyzer, index.view)
    beside.apply(changes, beside.sequence + 1)
    return beside
