"""The record of calls in memory, the twin of the one over the database."""

from dataclasses import replace

from api.conversations.repository import new_consult_code
from api.hotline.callers import masked_caller
from api.hotline.calls import moment_of
from api.hotline.names import external_id, piece_key
from api.hotline.port import Call, CallName, CallState, Piece, Saying, Speaker
from api.hotline.rules import hotline_rules
from knowledge.clock import Clock, Ids
from knowledge.text.pii import mask


class MemoryCalls:
    """Keeps calls as long as the process lives. ``pieces`` holds what was said, by call, in the order of arrival."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._calls: dict[CallName, Call] = {}
        self.pieces: dict[str, dict[str, Piece]] = {}
        self.ended_by: dict[str, str] = {}
        self._sayings: dict[str, Saying] = {}

    async def find(self, name: CallName) -> Call | None:
        """Return a call, if it is known."""
        return self._calls.get(_key(name))

    async def ring(self, name: CallName, *, caller: str = "", region: str = "") -> Call:  # noqa: ARG002  # the port's
        """Return the call of this name, made where it is new."""
        call = self._known(name)
        return self._put(replace(call, caller=call.caller or masked_caller(caller)))

    async def answered(self, name: CallName, operator: str) -> Call:
        """Note who took it; a call that never rang is made."""
        call = self._known(name)
        return self._put(
            replace(
                call,
                operator=operator or call.operator,
                state=call.state if call.state is CallState.ENDED else CallState.ANSWERED,
                answered_at=call.answered_at or call.ended_at or self._clock(),
            )
        )

    async def said(self, name: CallName, piece: Piece) -> bool:
        """Keep a piece, personal data masked; return whether it is new."""
        said, key = self.pieces[self._known(name).id], piece_key(piece.key)
        if piece.speaker is Speaker.CITIZEN:
            await self.hears(name, Saying("", self._clock()))
        if key in said:
            return False
        said[key] = replace(piece, key=key, text=mask(piece.text).text, at=moment_of(piece, self._clock()))
        return True

    async def hears(self, name: CallName, saying: Saying) -> None:
        """Keep what is being said, personal data masked, in the place of what was before."""
        call = self._known(name)
        before = self._sayings.get(call.id)
        if before is None or before.at <= saying.at:
            self._sayings[call.id] = replace(saying, text=mask(saying.text).text)

    async def saying(self, name: CallName) -> Saying | None:
        """Return what is being said; nothing where it is too long ago to go on."""
        found = self._sayings.get(call.id) if (call := await self.find(name)) else None
        return found if found and found.text and found.at > self._clock() - hotline_rules().saying else None

    async def ended(self, name: CallName, by: str) -> Call:
        """Note that it is over, and by whom."""
        call = self._known(name)
        await self.hears(name, Saying("", self._clock()))
        if call.state is CallState.ENDED:
            return call
        self.ended_by[call.id] = by
        return self._put(replace(call, state=CallState.ENDED, ended_at=self._clock()))

    def _known(self, name: CallName) -> Call:
        key = _key(name)
        if key not in self._calls:
            call = Call(self._ids(), name, self._ids(), new_consult_code(), "", "", CallState.RINGING, self._clock())
            self._calls[key] = call
            self.pieces[call.id] = {}
        return self._calls[key]

    def _put(self, call: Call) -> Call:
        self._calls[_key(call.name)] = call
        return call


def _key(name: CallName) -> CallName:
    return CallName(name.source, external_id(name))
