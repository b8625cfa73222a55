"""A turn as server-sent events: how it stands while it waits, then the reply; taken up again where a connection broke.

Events of a stream are numbered so that a client that comes back, with the same key and the id it saw last, gets only what it
has not seen: ``status`` counts up from 1, the ``reply`` is 100 and ``done`` 101 whatever came before.
"""

import json
from collections.abc import AsyncIterator
from typing import Any

import structlog
from fastapi.sse import ServerSentEvent

from api.admission.line import Line, Outlook
from api.conversations.reception import Reception
from api.conversations.running import RunningTurn
from api.conversations.schemas import TurnReply
from api.http.problems import problem_of
from knowledge.errors import YihaodaError

REPLY_ID, DONE_ID = 100, 101
RECONNECT_MS = 2000
_MAX_DIGITS = 9
_log = structlog.get_logger()


def seen_id(header: str) -> int:
    """Return the id of the last event a client has seen, from ``Last-Event-ID``; 0 where that makes no sense."""
    return int(header) if header.isascii() and header.isdecimal() and len(header) <= _MAX_DIGITS else 0


async def turn_events(turn: RunningTurn, reception: Reception, seen: int, line: Line) -> AsyncIterator[ServerSentEvent]:
    """Yield what a client that saw events up to ``seen`` has not seen; end early where it may not wait here."""
    told = _Statuses(turn, line, seen)
    if seen < REPLY_ID:
        yield told.now(retry=RECONNECT_MS)
        if await reception.comes_back_later(turn):
            yield told.later()
            return
    with reception.waiting():
        while not await turn.is_over(told.pause):
            if event := told.news():
                yield event
    for event in await _end(turn, seen):
        yield event


async def _end(turn: RunningTurn, seen: int) -> list[ServerSentEvent]:
    try:
        reply = await turn.reply()
    except Exception as error:  # noqa: BLE001  # the stream has begun: only an event can still tell of it
        if not isinstance(error, YihaodaError):
            _log.exception("unhandled_error", path="/api/chat/stream")
        return [error_event(error)]
    # What it saw with this id was the reply, unless there was none then: an error has the same id.
    known = seen >= REPLY_ID and turn.was_answered
    return [_done(reply)] if known else [_reply(reply), _done(reply)]


def error_event(error: Exception) -> ServerSentEvent:
    """Return the problem as the event a stream ends with; ``retry_after``, in seconds, where it passes."""
    problem, retry_after = problem_of(error).model_dump(), getattr(error, "retry_after", None)
    data = problem if retry_after is None else problem | {"retry_after": retry_after}
    return _event("error", REPLY_ID, json.dumps(data, ensure_ascii=False))


def _reply(reply: TurnReply) -> ServerSentEvent:
    return _event("reply", REPLY_ID, reply.model_dump_json())


def _done(reply: TurnReply) -> ServerSentEvent:
    return _event("done", DONE_ID, json.dumps({"message_id": reply.message_id}))


def _event(name: str, event_id: int | None, data: str, retry: int | None = None) -> ServerSentEvent:
    """Return an event of JSON that is made already, which is a fraction of what the framework spends on making it."""
    return ServerSentEvent(event=name, id=None if event_id is None else str(event_id), raw_data=data, retry=retry)


class _Statuses:
    """The ``status`` events of one connection."""

    def __init__(self, turn: RunningTurn, line: Line, seen: int) -> None:
        self._turn = turn
        self._line = line
        self._id = seen
        self._told: Outlook | None = None

    @property
    def pause(self) -> float:
        """The seconds until it is worth looking again."""
        return self._line.limits.status_pause(self._told.wait_seconds if self._told else 0)

    def now(self, retry: int | None = None) -> ServerSentEvent:
        """Tell how it stands."""
        self._told = self._outlook()
        return self._event(_stage(self._told), retry)

    def news(self) -> ServerSentEvent | None:
        """Tell how it stands, where it waits, or waited when that was told last."""
        return self.now() if self._told or self._outlook() else None

    def later(self) -> ServerSentEvent:
        """Tell that it is kept and waits, and when to come back."""
        self._told = self._outlook()
        seconds = self._line.limits.retry_after(self._told.wait_seconds if self._told else 0)
        return self._event(_stage(self._told) | {"stage": "later", "retry_after": seconds}, seconds * 1000)

    def _outlook(self) -> Outlook | None:
        return self._turn.ticket.outlook if self._turn.ticket else self._line.outlook()

    def _event(self, data: dict[str, Any], retry: int | None) -> ServerSentEvent:
        self._id += 1
        # Where there are no numbers left below the reply's, the client keeps the last it saw.
        return _event("status", self._id if self._id < REPLY_ID else None, json.dumps(data), retry)


def _stage(outlook: Outlook | None) -> dict[str, Any]:
    if outlook is None:
        return {"stage": "searching"}
    return {"stage": "queued", "position": outlook.position, "wait_seconds": round(outlook.wait_seconds)}
