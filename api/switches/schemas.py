"""Switches and announcements over HTTP."""

from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from api.conversations.schemas import without_controls
from api.switches.deliveries import Deliveries
from api.switches.names import TITLES, Switchable
from api.switches.repository import Announcement, Switch

LONGEST = timedelta(days=90)
_Stripped = StringConstraints(strip_whitespace=True)
Notice = Annotated[str, _Stripped, Field(max_length=300), AfterValidator(without_controls)]
Reason = Annotated[str, _Stripped, Field(min_length=2, max_length=500), AfterValidator(without_controls)]


class SwitchRequest(BaseModel):
    """Open or close a channel. ``notice`` is what citizens read instead of an answer, ``reason`` is for the audit log."""

    open: bool
    notice: Notice = ""
    reason: Reason

    @model_validator(mode="after")
    def _closing_says_something(self) -> Self:
        if not self.open and not self.notice:
            raise PydanticCustomError("notice_missing", "closing needs a notice for citizens")
        return self


class DeliveriesOut(BaseModel):
    """What became of the messages of the last day."""

    model_config = ConfigDict(from_attributes=True)

    delivered: int
    waiting: int
    deferred: int
    refused: int


class ChannelOut(BaseModel):
    """A channel as staff see it; ``deliveries`` is empty where nothing was sent."""

    name: Switchable
    title: str
    open: bool
    notice: str
    reason: str
    changed_by: str
    changed_at: datetime | None
    deliveries: DeliveriesOut | None = None

    @classmethod
    def of(cls, switch: Switch, deliveries: Deliveries | None = None) -> "ChannelOut":
        """Return a switch with what was delivered."""
        return cls(
            name=switch.channel, title=TITLES[switch.channel], open=switch.is_open, notice=switch.notice,
            reason=switch.reason, changed_by=switch.changed_by, changed_at=switch.changed_at,
            deliveries=DeliveriesOut.model_validate(deliveries) if deliveries else None,
        )  # fmt: skip


class AnnouncementRequest(BaseModel):
    """Tell citizens something between two moments; ``channels`` empty means everywhere."""

    text: Annotated[Notice, Field(min_length=2)]
    channels: Annotated[list[Switchable], Field(max_length=len(Switchable))] = []
    starts_at: AwareDatetime
    ends_at: AwareDatetime

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if not self.starts_at < self.ends_at <= self.starts_at + LONGEST:
            raise PydanticCustomError("period", "ends after it starts, and within 90 days")
        return self

    @property
    def places(self) -> list[Switchable]:
        """The channels, each once; all of them are the same as none named."""
        return [] if Switchable.ALL in self.channels else list(dict.fromkeys(self.channels))


class AnnouncementOut(BaseModel):
    """An announcement that is not over."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    text: str
    channels: list[Switchable]
    starts_at: datetime
    ends_at: datetime
    created_by: str
    created_at: datetime | None

    @classmethod
    def of(cls, one: Announcement) -> "AnnouncementOut":
        """Return it as it is shown."""
        return cls.model_validate(one)
