"""What the platform asks of ``/channels/wechat``, without the HTTP around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.channels.port import Incoming, IncomingKind
from api.health.metrics import WECHAT_CALLBACKS
from api.outbox.outbox import Outbox
from api.wechat.envelope import SUCCESS, Envelopes
from api.wechat.messages import incoming_of
from api.wechat.reception import Reception
from api.wechat.refusals import CallbackRefused

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back. ``key`` names the message that is delivered with it, nothing where it is ``success`` alone."""

    body: str = SUCCESS
    key: str = ""

    TEXT: ClassVar[bytes] = b"text/plain; charset=utf-8"
    XML: ClassVar[bytes] = b"application/xml; charset=utf-8"

    @property
    def media_type(self) -> bytes:
        """The type of the body."""
        return self.XML if self.body.startswith("<xml>") else self.TEXT


class WeChatCallback:
    """Answers the platform for one account."""

    def __init__(self, envelopes: Envelopes, reception: Reception, outbox: Outbox) -> None:
        self._envelopes = envelopes
        self._reception = reception
        self._outbox = outbox
        self._counts = {result: WECHAT_CALLBACKS.labels(result) for result in ("answered", "event", "later", "refused")}

    def verify(self, query: Mapping[str, str]) -> str:
        """Return what the platform wants to hear when the address is entered there.

        Raises:
            CallbackRefused: whoever asks does not know the token.
        """
        return self._envelopes.verify_address(query)

    async def take(self, query: Mapping[str, str], body: bytes, arrived: float) -> Reply:
        """Take one message that ``arrived`` at a moment of the loop's time, and return the reply in time.

        Raises:
            CallbackRefused: it is not the platform that sends, or what it sent cannot be read.
        """
        try:
            fields = self._envelopes.open(query, body)
            incoming = incoming_of(fields)
        except CallbackRefused as refusal:
            self._counts["refused"].inc()
            _log.warning("wechat_callback_refused", code=refusal.tencent.value)
            raise
        if _asks_nothing(incoming):
            self._counts["event"].inc()
            return Reply()
        given = await self._reception.receive(incoming, arrived)
        self._counts["answered" if given.text else "later"].inc()
        return Reply(self._envelopes.text_reply(fields, given.text), given.key) if given.text else Reply()

    async def confirm(self, reply: Reply) -> None:
        """Note that a reply went out. Where that fails it stays offered: the platform is told once more."""
        if not reply.key:
            return
        try:
            await self._outbox.confirm([reply.key])
        except (SQLAlchemyError, OSError) as error:
            _log.warning("wechat_reply_unconfirmed", error=type(error).__name__)


def _asks_nothing(incoming: Incoming) -> bool:
    """Whether a message is an event that leads to nothing: a position reported, a page opened, a broadcast done."""
    return incoming.kind is IncomingKind.OTHER and "event" in incoming.details
