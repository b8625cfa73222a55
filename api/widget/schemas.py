"""What the widget reads, as the contract has it."""

from pydantic import BaseModel


class RegionOut(BaseModel):
    """A region to choose (GB/T 2260)."""

    code: str
    name: str


class LimitsOut(BaseModel):
    """How much one message may hold, in characters."""

    message: int


class PersonOut(BaseModel):
    """Whether persons answer at this hour; a question can be left for them at any."""

    open: bool


class WidgetOut(BaseModel):
    """One widget, before anybody asks. ``notice`` is what a closed one says."""

    open: bool
    notice: str
    announcements: list[str]
    greeting: str
    ai_notice: str
    hotline: str
    examples: list[str]
    regions: list[RegionOut]
    limits: LimitsOut
    person: PersonOut
