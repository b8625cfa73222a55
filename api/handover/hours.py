"""When persons answer, in Chinese time: several spans a day, weekdays, and days that are closed or open out of turn."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knowledge.clock import CHINA

_DAYS_AHEAD = 60
_NEAR = ("今天", "明天")


class Span(BaseModel):
    """From a time of the day to a later one, which is not part of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opens: time
    closes: time

    @model_validator(mode="after")
    def _ends_later(self) -> "Span":
        if self.opens >= self.closes:
            raise ValueError("closes before it opens")
        return self

    def __str__(self) -> str:
        """Return the span as citizens read it."""
        return f"{self.opens:%H:%M}至{self.closes:%H:%M}"


class Hours(BaseModel):
    """``days`` are ISO weekdays; ``closed`` are holidays, ``also_open`` days that are worked in their stead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    spans: Annotated[tuple[Span, ...], Field(min_length=1)]
    days: frozenset[Annotated[int, Field(ge=1, le=7)]]
    closed: frozenset[date] = frozenset()
    also_open: frozenset[date] = frozenset()

    @model_validator(mode="after")
    def _spans_follow_one_another(self) -> "Hours":
        for earlier, later in zip(self.spans, self.spans[1:], strict=False):
            if earlier.closes > later.opens:
                raise ValueError("spans overlap, or are not in their order")
        if both := self.closed & self.also_open:
            raise ValueError(f"closed and open at once: {min(both)}")
        return self

    def include(self, moment: datetime) -> bool:
        """Whether persons answer at this moment."""
        local = moment.astimezone(CHINA)
        return any(span.opens <= local.time() < span.closes for span in self._spans_of(local.date()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """Return when persons answer next after a moment at which they do not; nothing where that is months away."""
        local = moment.astimezone(CHINA)
        for ahead in range(_DAYS_AHEAD):
            day = local.date() + timedelta(days=ahead)
            for span in self._spans_of(day):
                opening = datetime.combine(day, span.opens, CHINA)
                if opening > local:
                    return opening
        return None

    def next_opening_text(self, moment: datetime) -> str:
        """Return the same as citizens read it: 明天08:30, 12月1日08:30; empty where it is not known."""
        opening = self.next_opening(moment)
        if opening is None:
            return ""
        ahead = (opening.date() - moment.astimezone(CHINA).date()).days
        day = _NEAR[ahead] if ahead < len(_NEAR) else f"{opening.month}月{opening.day}日"
        return f"{day}{opening:%H:%M}"

    def __str__(self) -> str:
        """Return the hours of a day as citizens read them."""
        return "、".join(map(str, self.spans))

    def _spans_of(self, day: date) -> Sequence[Span]:
        regular = day.isoweekday() in self.days and day not in self.closed
        return self.spans if regular or day in self.also_open else ()
