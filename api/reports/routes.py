"""Proposals on entries over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.accounts.account import Account
from api.accounts.auth import EntryPublisher, Requires
from api.accounts.roles import Permission
from api.conversations.schemas import Id
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.reports.schemas import DecisionIn, Report, ReportList, WithdrawalIn
from api.reports.states import ReportState

router = APIRouter(prefix="/api/reports", tags=["知识维护"])
Reader = Annotated[Account, Depends(Requires(Permission.READ_REPORTS))]
Decider = Annotated[Account, Depends(Requires(Permission.DECIDE_REPORTS))]
_CHANGE = problem_responses(400, 401, 403, 404, 409, 422)


@router.get("", responses=problem_responses(401, 403, 422))
async def reports(
    service: StateDep,
    staff: Reader,
    *,
    state: ReportState | None = None,
    entry_id: Annotated[str, Query(max_length=64)] = "",
) -> ReportList:
    """Return what the desk proposes on entries; a curator sees what is on their own."""
    return ReportList(items=await service.desk.reports.listed(staff, state, entry_id))


@router.post("/{report_id}/decision", responses=_CHANGE)
async def decide(report_id: Id, decision: DecisionIn, service: StateDep, staff: Decider) -> Report:
    """Accept or reject a proposal."""
    return await service.desk.reports.decide(staff, report_id, decision.state, decision.reason)


@router.post("/{report_id}/withdraw", responses=_CHANGE)
async def withdraw(report_id: Id, order: WithdrawalIn, service: StateDep, staff: EntryPublisher) -> Report:
    """Take the entry out of answers at once."""
    return await service.desk.reports.withdraw(staff, report_id, order.reason)
