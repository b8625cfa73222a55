"""The state that people are shown, derived for a day from the public state and the stage of the work."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, case, or_

from api.records.entry import EntryState, Stage
from api.records.tables import CatalogueRow


class Life(StrEnum):
    """Where an entry stands in its life, in one word."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    DUE = "due"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the state follows from."""

    stage: Stage
    state: EntryState
    successor_id: str | None
    scheduled_at: datetime | None
    expires_on: date | None
    repealed_on: date | None
    review_due_on: date | None


def life_of(facts: Facts, today: date) -> Life:
    """Return the state on a day. Work that goes on outranks what is public; an end outranks a review that is due."""
    if facts.stage is not Stage.NONE:
        scheduled = facts.stage is Stage.APPROVED and facts.scheduled_at is not None
        return Life.SCHEDULED if scheduled else Life(facts.stage.value)
    repealed = facts.repealed_on is not None and facts.repealed_on <= today
    over = repealed or (facts.expires_on is not None and facts.expires_on < today)
    if facts.successor_id and (over or facts.state is EntryState.WITHDRAWN):
        return Life.SUPERSEDED
    if facts.state is EntryState.WITHDRAWN:
        return Life.WITHDRAWN
    if over:
        return Life.EXPIRED
    due = facts.review_due_on is not None and facts.review_due_on <= today
    return Life.DUE if due else Life.PUBLISHED


def life_column(today: date) -> ColumnElement[str]:
    """Return the same as an expression over the catalogue, for filters and counts."""
    row = CatalogueRow
    over = or_(row.repealed_on <= today, row.expires_on < today)
    withdrawn = row.state == EntryState.WITHDRAWN
    return case(
        ((row.stage == Stage.APPROVED) & row.scheduled_at.is_not(None), Life.SCHEDULED.value),
        (row.stage != Stage.NONE, row.stage),
        (row.successor_id.is_not(None) & or_(over, withdrawn), Life.SUPERSEDED.value),
        (withdrawn, Life.WITHDRAWN.value),
        (over, Life.EXPIRED.value),
        (row.review_due_on <= today, Life.DUE.value),
        else_=Life.PUBLISHED.value,
    )


def facts_of(row: CatalogueRow) -> Facts:
    """Return what the state of a line follows from."""
    return Facts(
        Stage(row.stage), EntryState(row.state), row.successor_id, row.scheduled_at, row.expires_on, row.repealed_on,
        row.review_due_on,
    )  # fmt: skip
