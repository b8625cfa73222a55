"""What was sent and what arrived, so that every message can be accounted for at the end."""

from collections import defaultdict
from dataclasses import dataclass, field

_SLACK_SECONDS = 2.0  # an event was on its way when the next transfer began


@dataclass(slots=True)
class Citizen:
    """What became of one citizen. ``marker`` is in all that this citizen says, and in all that is said to them."""

    marker: str
    token: str
    conversation_id: str = ""
    code: str = ""
    wrote: list[str] = field(default_factory=list)
    heard: list[tuple[int, str]] = field(default_factory=list)
    heard_at: dict[str, float] = field(default_factory=dict)
    positions: list[tuple[float, int]] = field(default_factory=list)
    rated: bool = False
    complaint: str = ""


@dataclass(slots=True)
class Ledger:
    """What the staff did. ``told`` are the words sent in each conversation, ``sent_at`` when."""

    told: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sent_at: dict[str, float] = field(default_factory=dict)
    transfers: list[float] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    repeated: int = 0
    lost_races: int = 0
    drafts: int = 0
    foreign_words: int = 0
    complaints: list[str] = field(default_factory=list)
    desk_messages: int = 0
    desk_doubled: int = 0

    def lost(self, citizens: list[Citizen]) -> int:
        """Return how many words of staff never reached their citizen."""
        return sum(
            words not in {text for _, text in one.heard} for one in citizens for words in self.told[one.conversation_id]
        )

    def doubled(self, citizens: list[Citizen]) -> int:
        """Return how many words a citizen was shown twice."""
        return sum(len(one.heard) - len({text for _, text in one.heard}) for one in citizens)

    def misdirected(self, citizens: list[Citizen]) -> int:
        """Return how many words were shown to somebody else than whom they were for."""
        return sum(
            f"（{one.marker}）" not in text or text not in self.told[one.conversation_id]
            for one in citizens
            for _, text in one.heard
        )

    def out_of_order(self, citizens: list[Citizen]) -> int:
        """Return how many citizens were shown words in another order than they were said in."""
        return sum(
            [text for _, text in one.heard] != self.told[one.conversation_id][: len(one.heard)] for one in citizens
        )

    def unexplained_rises(self, citizens: list[Citizen]) -> int:
        """Return how often a citizen was told to be further behind than before though nobody was put in front meanwhile."""
        rises = 0
        for one in citizens:
            for (before, was), (at, now) in zip(one.positions, one.positions[1:], strict=False):
                if now > was > 0:
                    rises += not any(
                        before - _SLACK_SECONDS <= moment <= at + _SLACK_SECONDS for moment in self.transfers
                    )
        return rises

    def delays(self, citizens: list[Citizen]) -> list[float]:
        """Return the milliseconds from when staff sent words until their citizen was shown them."""
        return [
            (at - self.sent_at[text]) * 1000
            for one in citizens
            for text, at in one.heard_at.items()
            if text in self.sent_at
        ]
