"""What a server of calls is told and writes down, in memory, and sounds a recogniser knows."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from api.hotline.port import Call, CallName, CallState, Piece
from api.telephony.scripted import hum
from api.telephony.server import AudioSocketServer
from api.voicebot.port import Heard, HeardKind, Say
from knowledge.clock import utc_now
from knowledge.errors import Unavailable

QUESTION, ASKS_PERSON, FIRE = hum(0.8, 8000, 300), hum(0.6, 8000, 500), hum(1.0, 8000, 900)
SOUNDS = [(QUESTION, "高龄津贴怎么领"), (ASKS_PERSON, "转人工"), (FIRE, "家里着火了")]
StartServer = Callable[..., Awaitable[AudioSocketServer]]


@dataclass
class Told:
    """A dialogue that says what it was told to, and keeps what it heard. ``fails`` lets it fail from the next thing heard on."""

    replies: Mapping[str, Say] = field(default_factory=dict)
    greeting: Say = field(default_factory=lambda: Say("您好", patience=0.4))
    heard: list[tuple[CallName, str, Heard]] = field(default_factory=list)
    fails: Exception | None = None
    otherwise: Say = field(default_factory=lambda: Say("没有听清", patience=0.4))

    async def hear(self, call: CallName, key: str, heard: Heard) -> Say:
        self.heard.append((call, key, heard))
        if self.fails:
            raise self.fails
        if heard.kind is HeardKind.START:
            return self.greeting
        if heard.kind is HeardKind.HANGUP:
            return Say("", hangup=True)
        return self.replies.get(heard.text, self.otherwise)

    @property
    def kinds(self) -> list[HeardKind]:
        return [heard.kind for _, _, heard in self.heard]

    @property
    def words(self) -> list[str]:
        return [heard.text for _, _, heard in self.heard if heard.kind is HeardKind.WORDS]


@dataclass
class Kept:
    """The record of calls, as far as the server writes it. While ``broken``, nothing can be written."""

    by_name: dict[CallName, CallState] = field(default_factory=dict)
    ends: list[tuple[CallName, str]] = field(default_factory=list)
    broken: bool = False

    async def ring(self, name: CallName, *, caller: str = "", region: str = "") -> Call:  # noqa: ARG002
        self._work()
        self.by_name.setdefault(name, CallState.RINGING)
        return self._call(name)

    async def answered(self, name: CallName, operator: str) -> Call:  # noqa: ARG002
        return self._call(name)

    async def said(self, name: CallName, piece: Piece) -> bool:  # noqa: ARG002
        return True

    async def ended(self, name: CallName, by: str) -> Call:
        self._work()
        self.by_name[name] = CallState.ENDED
        self.ends.append((name, by))
        return self._call(name)

    async def find(self, name: CallName) -> Call | None:
        self._work()
        return self._call(name) if name in self.by_name else None

    def _work(self) -> None:
        if self.broken:
            raise Unavailable

    def _call(self, name: CallName) -> Call:
        return Call(name.external_id, name, "conversation", "ZX0000", "", "", self.by_name[name], utc_now())
