"""One look at the desk, and what has happened between two of them. Nothing in here is anybody's words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from api.handover.queue import Queue


class DeskEventName(StrEnum):
    """What staff are told of."""

    QUEUE = "queue"
    MESSAGE = "message"
    CALL = "call"
    PRESENCE = "presence"
    REPORT = "report"
    WALL = "wall"


@dataclass(frozen=True, slots=True)
class DeskEvent:
    """Something happened; ``data`` names it, so that a page can fetch what it shows."""

    name: DeskEventName
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """The desk at a moment.

    ``messages`` are new since the look before, pairs of id and conversation; ``taken`` who has which conversation;
    ``turns`` how much the citizen wrote in open ones; ``calls`` those that go on, ``sayings`` when somebody was last heard
    in the middle of a sentence there; ``reports`` the entries of open ones.
    """

    newest_message: int = 0
    newest_piece: int = 0
    messages: Sequence[tuple[int, str]] = ()
    spoken_in: frozenset[str] = frozenset()
    queue: Queue = field(default_factory=lambda: Queue({}))
    taken: Mapping[str, str] = field(default_factory=dict)
    turns: Mapping[str, int] = field(default_factory=dict)
    calls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sayings: Mapping[str, datetime] = field(default_factory=dict)
    presences: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    reports: Mapping[str, str] = field(default_factory=dict)

    def of(self, username: str, *, is_open: bool) -> DeskEvent:
        """Return the queue as one person is told of it: how many wait, how many they have, who is next."""
        mine = sum(person == username for person in self.taken.values())
        data = {"waiting": len(self.queue.places), "mine": mine, "open": is_open, "positions": dict(self.queue.places)}
        return DeskEvent(DeskEventName.QUEUE, data)


def moved(before: Look, after: Look) -> bool:
    """Whether the queue, or who has what, has changed."""
    return before.queue.places != after.queue.places or before.taken != after.taken


def happened(before: Look, after: Look) -> Sequence[DeskEvent]:
    """Return what has happened between two looks, but for the queue, which everybody is told in their own way."""
    return (*_messages(before, after), *_calls(before, after), *_presence(before, after), *_reports(before, after))


def _messages(before: Look, after: Look) -> Iterator[DeskEvent]:
    for number, conversation_id in after.messages:
        yield DeskEvent(DeskEventName.MESSAGE, {"conversation_id": conversation_id, "id": number})
    for conversation_id, turns in after.turns.items():
        if before.turns.get(conversation_id, turns) != turns:  # a message of the citizen is a turn, and has no number
            yield DeskEvent(DeskEventName.MESSAGE, {"conversation_id": conversation_id, "id": 0})


def _calls(before: Look, after: Look) -> Iterator[DeskEvent]:
    heard = after.spoken_in | {call_id for call_id, at in after.sayings.items() if before.sayings.get(call_id) != at}
    for call_id in sorted(before.calls.keys() | after.calls.keys() | heard):
        if call_id in heard or before.calls.get(call_id) != after.calls.get(call_id):
            yield DeskEvent(DeskEventName.CALL, {"call_id": call_id})


def _presence(before: Look, after: Look) -> Iterator[DeskEvent]:
    for username, (state, comment) in after.presences.items():
        if before.presences.get(username) != (state, comment):
            yield DeskEvent(DeskEventName.PRESENCE, {"username": username, "state": state, "comment": comment})


def _reports(before: Look, after: Look) -> Iterator[DeskEvent]:
    changed = before.reports.items() ^ after.reports.items()
    for entry_id in sorted({entry_id for _, entry_id in changed}):
        yield DeskEvent(DeskEventName.REPORT, {"entry_id": entry_id})
