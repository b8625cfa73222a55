"""Switches and announcements over HTTP, for staff."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.accounts.auth import Requires, RequiresConfirmed
from api.accounts.roles import Permission
from api.accounts.service import Account
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.switches.names import Switchable
from api.switches.schemas import AnnouncementOut, AnnouncementRequest, ChannelOut, SwitchRequest

router = APIRouter(prefix="/api", tags=["渠道"])
Reader = Annotated[Account, Depends(Requires(Permission.READ_CHANNELS))]
Writer = Annotated[Account, Depends(Requires(Permission.SWITCH_CHANNELS))]
Switcher = Annotated[Account, Depends(RequiresConfirmed(Permission.SWITCH_CHANNELS))]


@router.get("/channels", responses=problem_responses(401, 403))
async def channels(state: StateDep, _staff: Reader) -> list[ChannelOut]:
    """Return every channel: open or closed, by whom and why, and what was delivered within a day."""
    counts = await state.switches.deliveries()
    return [ChannelOut.of(switch, counts.get(switch.channel)) for switch in await state.switches.all()]


@router.put("/channels/{name}/switch", responses=problem_responses(400, 401, 403, 422))
async def switch(name: Switchable, request: SwitchRequest, state: StateDep, staff: Switcher) -> ChannelOut:
    """Close or open a channel, at once and in every process. What was asked before is still answered."""
    turned = await state.switches.turn(
        name, is_open=request.open, notice=request.notice, reason=request.reason, by=staff.username
    )
    return ChannelOut.of(turned)


@router.get("/announcements", responses=problem_responses(401, 403))
async def announcements(state: StateDep, _staff: Reader) -> list[AnnouncementOut]:
    """Return the announcements that are not over."""
    return [AnnouncementOut.of(one) for one in await state.switches.current()]


@router.post("/announcements", status_code=201, responses=problem_responses(400, 401, 403, 422))
async def announce(request: AnnouncementRequest, state: StateDep, staff: Writer) -> AnnouncementOut:
    """Tell citizens something for a while."""
    return AnnouncementOut.of(
        await state.switches.announce(
            request.text, request.places, request.starts_at, request.ends_at, by=staff.username
        )
    )


@router.delete("/announcements/{announcement_id}", status_code=204, responses=problem_responses(401, 403, 404))
async def take_down(announcement_id: str, state: StateDep, staff: Writer) -> None:
    """Stop telling it."""
    await state.switches.take_down(announcement_id[:64], by=staff.username)
