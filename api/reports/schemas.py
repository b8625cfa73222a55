"""JSON of proposals on entries."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.conversations.schemas import Words, not_blank
from api.reports.states import ReportKind, ReportState

_Reason = Annotated[Words, Field(min_length=1), AfterValidator(not_blank)]


class Report(BaseModel):
    """One proposal, personal data masked; it says nothing of who asked."""

    model_config = ConfigDict(from_attributes=True)

    report_id: str
    entry_id: str
    title: str
    kind: ReportKind
    department: str
    question: str
    answer: str
    proposed: str
    reason: str
    reported_by: str
    created_at: datetime
    state: ReportState
    decided_by: str
    decided_at: datetime | None
    decision: str


class ReportList(BaseModel):
    """Proposals, the newest first."""

    items: list[Report]


class DecisionIn(BaseModel):
    """What became of a proposal."""

    state: Literal[ReportState.ACCEPTED, ReportState.REJECTED]
    reason: Words = ""


class WithdrawalIn(BaseModel):
    """The order to take the entry back at once; ``confirm`` has to be ``true``."""

    reason: _Reason
    confirm: Literal[True]
