"""What became of the messages of each channel within the last day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.outbox.tables import OutgoingRow

LOOKED_BACK = timedelta(days=1)
_COUNTED_AS = {"offered": "waiting"}  # handed over, and not confirmed yet


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Messages written within the last day, by what became of them."""

    delivered: int = 0
    waiting: int = 0
    deferred: int = 0
    refused: int = 0


async def deliveries_since(session: AsyncSession, since: datetime) -> Mapping[str, Deliveries]:
    """Return the counts by channel; a channel without messages is not among them."""
    rows = await session.execute(
        select(OutgoingRow.channel, OutgoingRow.state, func.count())
        .where(OutgoingRow.created_at >= since)
        .group_by(OutgoingRow.channel, OutgoingRow.state)
    )
    counted: dict[str, dict[str, int]] = {}
    for channel, state, messages in rows:
        of_channel, name = counted.setdefault(channel, {}), _COUNTED_AS.get(state, state)
        of_channel[name] = of_channel.get(name, 0) + messages
    return {channel: Deliveries(**counts) for channel, counts in counted.items()}
