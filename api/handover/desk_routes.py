"""The desk of the people who answer."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.accounts.account import Account
from api.accounts.auth import Requires
from api.accounts.roles import Permission
from api.conversations.schemas import Id
from api.handover.schemas import (
    ApprovingIn,
    Closing,
    ContactOut,
    DeskConversation,
    DeskList,
    MessageOut,
    NoteIn,
    NoteOut,
    PersonWords,
    TransferIn,
)
from api.handover.states import Author, RequestState
from api.handover.transfers import Destination
from api.http.problems import problem_responses
from api.http.state import StateDep

router = APIRouter(prefix="/api/desk", tags=["人工答复"])
Operator = Annotated[Account, Depends(Requires(Permission.DESK))]
_READ = problem_responses(401, 403, 404, 422)
_CHANGE = problem_responses(400, 401, 403, 404, 409, 422)


@router.get("/conversations", responses=problem_responses(401, 403, 422))
async def conversations(service: StateDep, _staff: Operator, *, state: RequestState = RequestState.WAITING) -> DeskList:
    """Return the questions of a state."""
    return await service.handover.desk.listed(state)


@router.get("/conversations/{conversation_id}", responses=_READ)
async def conversation(conversation_id: Id, state: StateDep, staff: Operator) -> DeskConversation:
    """Return a conversation with all that was said."""
    return await state.handover.desk.conversation(conversation_id, staff.username)


@router.post("/conversations/{conversation_id}/take", responses=_CHANGE)
async def take(conversation_id: Id, state: StateDep, staff: Operator) -> DeskConversation:
    """Take a waiting question: from now on the service is silent in its conversation."""
    await state.handover.service.take(conversation_id, staff.username)
    return await state.handover.desk.conversation(conversation_id, staff.username)


@router.post("/conversations/{conversation_id}/messages", status_code=201, responses=_CHANGE)
async def say(conversation_id: Id, words: PersonWords, state: StateDep, staff: Operator) -> MessageOut:
    """Write to the citizen; what became of a named answer is kept along with the words, or neither is."""
    along = state.desk.uses.of_words(conversation_id, staff.username, words) if words.of_an_answer else None
    row = await state.handover.service.say(
        conversation_id, staff.username, words.text, key=words.key or "", along=along
    )
    return MessageOut(id=row.id, author=Author(row.author_kind), text=row.text, at=row.at)


@router.post("/conversations/{conversation_id}/close", responses=_CHANGE)
async def close(conversation_id: Id, closing: Closing, state: StateDep, staff: Operator) -> DeskConversation:
    """End the question: the service answers again."""
    await state.handover.service.close(conversation_id, staff.username, closing.reason)
    return await state.handover.desk.conversation(conversation_id, staff.username)


@router.post("/conversations/{conversation_id}/contact", responses=_CHANGE)
async def contact(conversation_id: Id, state: StateDep, staff: Operator) -> ContactOut:
    """Show how the citizen wants to be reached, to who took the question."""
    return ContactOut(contact=await state.handover.service.contact(conversation_id, staff.username))


@router.get("/consultations/{code}", responses=_READ)
async def consultation(code: str, state: StateDep, staff: Operator) -> DeskConversation:
    """Return the conversation of a code that a caller reads out."""
    return await state.handover.desk.by_code(code, staff.username)


@router.post("/conversations/{conversation_id}/transfer", responses=_CHANGE)
async def transfer(conversation_id: Id, to: TransferIn, state: StateDep, staff: Operator) -> DeskConversation:
    """Give the conversation on: it waits again, before all others."""
    destination = Destination(to.to_person, to.to_department)
    await state.handover.transfers.transfer(conversation_id, staff.username, destination, to.note)
    return await state.handover.desk.conversation(conversation_id, staff.username)


@router.post("/conversations/{conversation_id}/notes", status_code=201, responses=_CHANGE)
async def note(conversation_id: Id, words: NoteIn, state: StateDep, staff: Operator) -> NoteOut:
    """Note something for the staff; the citizen never sees it."""
    return NoteOut.model_validate(await state.handover.notes.add(conversation_id, staff.username, words.text))


@router.post("/conversations/{conversation_id}/approving", responses=_CHANGE)
async def approving(conversation_id: Id, wish: ApprovingIn, state: StateDep, staff: Operator) -> DeskConversation:
    """Let the service draft what one then sends, or no more."""
    await state.handover.service.approve_first(conversation_id, staff.username, on=wish.on)
    return await state.handover.desk.conversation(conversation_id, staff.username)
