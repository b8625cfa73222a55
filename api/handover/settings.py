"""Settings of the people who answer."""

from pydantic import BaseModel, field_validator

from api.handover.hours import Span


class DeskSettings(BaseModel):
    """``hours`` stand in place of those of ``handover.yml``: ``08:30-12:00,13:30-18:00``; empty leaves those."""

    hours: str = ""

    @field_validator("hours")
    @classmethod
    def _can_be_read(cls, hours: str) -> str:
        _read(hours)
        return hours

    @property
    def spans(self) -> tuple[Span, ...]:
        """The hours, typed; none where they are those of the file."""
        return _read(self.hours)


def _read(hours: str) -> tuple[Span, ...]:
    pieces = [piece.strip().partition("-") for piece in hours.split(",") if piece.strip()]
    return tuple(Span.model_validate({"opens": opens, "closes": closes}) for opens, _, closes in pieces)
