"""Tunables of curation, typed."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveInt

FILE = Path(__file__).with_name("curation.yml")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReviewRule(_Section):
    """After how many days a published entry is due for review."""

    days: PositiveInt
    by_kind: Mapping[str, PositiveInt]
    by_field: Mapping[str, PositiveInt]

    def due_on(self, published_on: date, kind: str, field_name: str) -> date:
        """Return the day on which an entry that was published or confirmed on a day is due again."""
        days = self.by_field.get(field_name) or self.by_kind.get(kind) or self.days
        return published_on + timedelta(days=days)


class RemindRule(_Section):
    """How early staff are reminded."""

    review_ahead_days: NonNegativeInt
    assignment_ahead_days: NonNegativeInt
    expiring_within_days: NonNegativeInt


class Limits(_Section):
    """What one person can put in at once."""

    autosave_bytes: PositiveInt
    attachment_bytes: PositiveInt
    attachments: PositiveInt
    bulk: PositiveInt


class CurationRules(_Section):
    """The whole file. ``notices`` maps the kind of a reminder to its sentence."""

    review: ReviewRule
    remind: RemindRule
    limits: Limits
    notices: Mapping[str, str]


@cache
def curation_rules() -> CurationRules:
    """Read ``curation.yml``, once."""
    return CurationRules.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
