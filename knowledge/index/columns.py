"""What passages are filtered and grouped by, as arrays: region, days of validity, audience, document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knowledge.index.analysis import Keys, term_keys
from knowledge.index.documents import document_name
from knowledge.index.postings import Mask
from knowledge.model.passage import Audience, Passage
from knowledge.model.scope import Scope

Days = NDArray[np.int32]
_EVER, _NEVER = 0, date.max.toordinal() + 1
_BITS = {audience: 1 << bit for bit, audience in enumerate(Audience)}


@dataclass(frozen=True, slots=True)
class ScopeColumns:
    """One value a row. Days are proleptic ordinals; ``audiences`` is a set of bits; ``documents`` tells which belong
    together.
    """

    regions: Keys
    effective_from: Days
    expires_on: Days
    repealed_on: Days
    audiences: NDArray[np.uint8]
    documents: Keys

    @classmethod
    def build(cls, passages: Sequence[Passage]) -> "ScopeColumns":
        """Read the columns off passages."""
        validity = [passage.validity for passage in passages]
        return cls(
            term_keys(passage.region for passage in passages),
            np.array([_day(v.effective_from, _EVER) for v in validity], np.int32),
            np.array([_day(v.expires_on, _NEVER) for v in validity], np.int32),
            np.array([_day(v.repealed_on, _NEVER) for v in validity], np.int32),
            np.array([sum(_BITS[audience] for audience in passage.audience) for passage in passages], np.uint8),
            term_keys(document_name(passage.title) for passage in passages),
        )

    @classmethod
    def merge(cls, parts: Sequence["ScopeColumns"], keeps: Sequence[Mask]) -> "ScopeColumns":
        """Join parts one after the other, leaving out the rows that ``keeps`` does not name."""
        columns = ([getattr(part, name)[keep] for part, keep in zip(parts, keeps, strict=True)] for name in COLUMNS)
        return cls(*(np.concatenate(column) for column in columns))

    def mask(self, scope: Scope) -> Mask:
        """Return which rows may be answered from."""
        mask: Mask = np.ones(len(self.regions), np.bool_)
        if scope.regions is not None:
            mask &= np.isin(self.regions, term_keys(scope.regions))
        if scope.only_in_force:
            day = scope.on.toordinal()
            mask &= (self.effective_from <= day) & (day <= self.expires_on) & (day < self.repealed_on)
        if scope.audience is not None:
            mask &= (self.audiences & _BITS[scope.audience]) > 0
        return mask


COLUMNS = tuple(ScopeColumns.__dataclass_fields__)


def _day(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise
