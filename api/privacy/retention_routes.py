"""What the next night deletes, for staff."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from api.accounts.account import Account
from api.accounts.auth import Requires
from api.accounts.roles import Permission
from api.http.problems import problem_responses
from api.http.state import StateDep

router = APIRouter(prefix="/api/privacy/retention", tags=["个人信息"])
Reader = Annotated[Account, Depends(Requires(Permission.READ_CHANNELS))]


class DueOut(BaseModel):
    """What a channel has that is older than it may be; ``held`` conversations wait for a person, and stay."""

    model_config = ConfigDict(from_attributes=True)

    channel: str
    days: int
    before: datetime
    conversations: int
    turns: int
    held: int
    oldest: datetime | None


@router.get("", responses=problem_responses(401, 403))
async def preview(state: StateDep, _staff: Reader) -> list[DueOut]:
    """Return, for each channel, how long conversations are kept and what is due."""
    return [DueOut.model_validate(due) for due in await state.retention.preview()]
