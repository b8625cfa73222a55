"""The addresses that jambonz calls. Each gather names the address of its step, so that a request that comes again is known."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.exceptions import HTTPException

from api.hotline.port import CallName
from api.http.problems import problem_responses
from api.http.state import ServiceState, StateDep
from api.voicebot.callers import bears_token
from api.voicebot.jambonz.schemas import CallIn, GatheredIn, StatusIn, TransferredIn, Verb
from api.voicebot.jambonz.signature import is_signed
from api.voicebot.jambonz.verbs import ADDRESS, SOURCE, after_transfer, heard_in, verbs_for
from api.voicebot.port import Heard, HeardKind
from api.voicebot.transfer import Transfer, transfer_of
from api.voicebot.wording import voice_wording

_OVER = frozenset({"completed", "failed", "busy", "no-answer"})
_MOST_STEPS = 1000


async def _jambonz(request: Request, state: StateDep) -> None:
    """Let jambonz pass: by its signature where there is a secret for it, else by the token.

    Raises:
        HTTPException: 404 where there is no bot, 401 where it is somebody else.
    """
    bears, secret = bears_token(request, state), state.settings.hotline.jambonz_secret.get_secret_value()
    if secret:
        header = request.headers.get("jambonz-signature", "")
        bears = is_signed(header, await request.body(), secret, state.clock())
    if not bears:
        raise HTTPException(401)


router = APIRouter(prefix=ADDRESS, tags=["电话机器人"], dependencies=[Depends(_jambonz)])
_RESPONSES = problem_responses(400, 401, 404, 413, 422)


@router.post("", responses=_RESPONSES)
async def call(request: CallIn, state: StateDep) -> list[Verb]:
    """Take a call: greet, and listen."""
    return await _hear(state, request.call_sid, 0, Heard(HeardKind.START, caller=request.caller))


@router.post("/steps/{step}", responses=_RESPONSES)
async def heard(step: Annotated[int, Path(ge=1, le=_MOST_STEPS)], request: GatheredIn, state: StateDep) -> list[Verb]:
    """Take what a gather came to, and tell what to do."""
    return await _hear(state, request.call_sid, step, heard_in(request))


@router.post("/transferred", responses=_RESPONSES)
async def transferred(request: TransferredIn) -> list[Verb]:
    """Tell what to do after a transfer."""
    return after_transfer(request.dial_call_status, voice_wording().sentences.nobody_free)


@router.post("/status", status_code=204, responses=_RESPONSES)
async def status(request: StatusIn, state: StateDep) -> None:
    """Note that a call is over; how far it is before that is known already."""
    if request.call_status in _OVER and state.voicebot is not None:
        name = CallName(SOURCE, request.call_sid)
        if await state.voicebot.calls.find(name) is not None:
            await state.voicebot.dialog.hear(name, "status", Heard(HeardKind.HANGUP))


async def _hear(state: ServiceState, call_sid: str, step: int, heard: Heard) -> list[Verb]:
    if state.voicebot is None:
        raise HTTPException(404)
    name = CallName(SOURCE, call_sid)
    say = await state.voicebot.dialog.hear(name, str(step), heard)
    transfer = await transfer_of(state.voicebot, name, state.settings.hotline) if say.transfer else Transfer("")
    return verbs_for(say, step + 1, transfer)
