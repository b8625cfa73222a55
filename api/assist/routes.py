"""Drafts, uses and canned phrases over HTTP."""

from fastapi import APIRouter

from api.assist.canned import CannedPhrases, canned_phrases
from api.assist.port import AnswerUse
from api.assist.schemas import Draft, DraftIn, UseIn, UseKept, WrongIn
from api.assist.states import UseKind
from api.conversations.schemas import Id
from api.handover.desk_routes import Operator
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.reports.errors import NoEntry
from api.reports.schemas import Report

router = APIRouter(prefix="/api/desk", tags=["人工答复"])
_CHANGE = problem_responses(400, 401, 403, 404, 409, 422)


@router.post("/conversations/{conversation_id}/drafts", responses=_CHANGE)
async def draft(conversation_id: Id, wanted: DraftIn, state: StateDep, staff: Operator) -> Draft:
    """Draft an answer for the person who has the conversation; the citizen sees nothing of it."""
    made = await state.desk.drafts.draft(conversation_id, staff.username, turn_id=wanted.turn_id, text=wanted.text)
    return Draft(draft_id=made.draft_id, question=made.question, reply=made.reply, spoken=made.reply.reply.spoken)


@router.post("/conversations/{conversation_id}/wrong", status_code=201, responses=_CHANGE)
async def report_wrong(conversation_id: Id, wrong: WrongIn, state: StateDep, staff: Operator) -> Report:
    """Report a wrong answer to the department of its entry."""
    use = AnswerUse(
        conversation_id,
        UseKind.WRONG,
        staff.username,
        words=wrong.proposed,
        reason=wrong.reason,
        turn_id=wrong.turn_id,
        draft_id=wrong.draft_id,
        entry_ids=(wrong.entry_id,) if wrong.entry_id else (),
    )
    async with state.database.write() as session:
        _, reports = await state.desk.uses.record_in(session, use)
        if not reports:
            raise NoEntry
    return await state.desk.reports.one(reports[0])


@router.post("/uses", status_code=201, responses=_CHANGE)
async def keep_use(use: UseIn, state: StateDep, staff: Operator) -> UseKept:
    """Keep what was done with an answer."""
    made = AnswerUse(
        use.conversation_id,
        use.kind,
        staff.username,
        words=use.words,
        reason=use.reason,
        call_id=use.call_id,
        turn_id=use.turn_id,
        draft_id=use.draft_id,
        entry_ids=tuple(use.entry_ids),
    )
    return UseKept(use_id=await state.desk.uses.record(made))


@router.get("/canned", responses=problem_responses(401, 403))
async def canned(_staff: Operator) -> CannedPhrases:
    """Return what operators say again and again."""
    return canned_phrases()
