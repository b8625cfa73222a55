"""Trying a draft before it is public."""

from fastapi import APIRouter

from api.accounts.auth import EntryReader
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.preview.rendering import render
from api.preview.schemas import AskReply, AskRequest, ConflictOut, DraftIn

router = APIRouter(prefix="/api/preview", tags=["知识维护"])
_PROBLEMS = problem_responses(400, 401, 403, 413, 422)


@router.post("/ask", responses=_PROBLEMS)
async def ask(request: AskRequest, state: StateDep, _staff: EntryReader) -> AskReply:
    """Answer a question with the knowledge as it is public, and as it would be with the draft; nothing is stored."""
    draft = state.preview.draft(request.kind, request.content, request.entry_id)
    return render(await state.preview.asking.ask(draft, request.question, request.region), state.preview.decision)


@router.post("/conflicts", responses=_PROBLEMS)
async def conflicts(request: DraftIn, state: StateDep, _staff: EntryReader) -> list[ConflictOut]:
    """Return what is public and answers a question of the draft otherwise, or just the same."""
    draft = state.preview.draft(request.kind, request.content, request.entry_id)
    return [ConflictOut.model_validate(conflict) for conflict in await state.preview.conflicts.of(draft)]
