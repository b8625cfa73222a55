"""The addresses that VoiceAI Connect calls."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api.hotline.port import CallName
from api.http.problems import problem_responses
from api.http.state import ServiceState, StateDep
from api.voicebot.audiocodes.activities import SOURCE, START, activities_for, heard_in
from api.voicebot.audiocodes.schemas import (
    ActivitiesIn,
    ActivitiesOut,
    ActivityIn,
    ActivityOut,
    ConversationIn,
    ConversationOut,
    ExternalId,
    Refreshed,
)
from api.voicebot.building import Voicebot
from api.voicebot.callers import switchboard
from api.voicebot.lives import EXPIRES
from api.voicebot.port import Heard, HeardKind
from api.voicebot.transfer import Transfer, transfer_of

_ADDRESS = "/channels/voicebot/audiocodes/conversations"
router = APIRouter(prefix=_ADDRESS, tags=["电话机器人"], dependencies=[Depends(switchboard)])


class Health(BaseModel):
    """Says that this is the protocol meant; VoiceAI Connect asks when the address is entered there."""

    type: str = "ac-bot-api"
    success: bool = True


@dataclass(frozen=True, slots=True)
class _Line:
    """One call, and what speaks to it."""

    name: CallName
    state: ServiceState
    bot: Voicebot

    async def take(self, activity: ActivityIn) -> list[ActivityOut]:
        """Return what to do after an activity."""
        heard = heard_in(activity)
        if heard is None:
            return []
        say = await self.bot.dialog.hear(self.name, activity.id, heard)
        transfer = await transfer_of(self.bot, self.name, self.state.settings.hotline) if say.transfer else Transfer("")
        begins = heard.kind is HeardKind.START
        return list(activities_for(say, activity.id, self.state.clock(), transfer, begins=begins))


def _line(conversation: ExternalId, state: StateDep) -> _Line:
    """Return the call that an address names."""
    if state.voicebot is None:
        raise HTTPException(404)
    return _Line(CallName(SOURCE, conversation), state, state.voicebot)


_LineDep = Annotated[_Line, Depends(_line)]


@router.get("", responses=problem_responses(401, 404))
async def health() -> Health:
    """Tell that a bot listens here."""
    return Health()


@router.post("", responses=problem_responses(400, 401, 404, 413, 422))
async def create(request: ConversationIn) -> ConversationOut:
    """Tell where a call goes on. It begins with its first activity, which names the caller; the same call has the same addresses."""
    own = f"conversations/{request.conversation}"
    return ConversationOut(
        activitiesURL=f"{own}/activities",
        refreshURL=f"{own}/refresh",
        disconnectURL=f"{own}/disconnect",
        expiresSeconds=int(EXPIRES.total_seconds()),
    )


@router.post("/{conversation}/activities", responses=problem_responses(400, 401, 404, 413, 422))
async def activities(request: ActivitiesIn, line: _LineDep) -> ActivitiesOut:
    """Take what happened, and tell what to do. An activity that comes again leads to the same."""
    begins = any(activity.type == "event" and activity.name == START for activity in request.activities)
    if not begins:
        await line.bot.lives.require(line.name)
    said = [out for activity in request.activities for out in await line.take(activity)]
    if begins:
        await line.bot.lives.begin(line.name)
    return ActivitiesOut(conversation=line.name.external_id, activities=said)


@router.post("/{conversation}/refresh", responses=problem_responses(401, 404, 413, 422))
async def refresh(line: _LineDep) -> Refreshed:
    """Let a call live on."""
    await line.bot.lives.require(line.name)
    return Refreshed()


@router.post("/{conversation}/disconnect", responses=problem_responses(401, 404, 413, 422))
async def disconnect(line: _LineDep) -> Refreshed:
    """End a call; ended twice, it is ended."""
    await line.bot.lives.require(line.name)
    await line.bot.dialog.hear(line.name, "disconnect", Heard(HeardKind.HANGUP))
    return Refreshed()
