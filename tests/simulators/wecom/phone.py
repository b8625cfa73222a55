"""A citizen's phone, in a conversation with the customer-service account."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from tests.simulators.waiting import wait_until
from tests.simulators.wechat.allowance import MESSAGE, Allowance
from tests.simulators.wechat.screen import Bubble, Screen


class SessionState(IntEnum):
    """Who has the conversation."""

    NEW = 0
    ASSISTANT = 1
    QUEUED = 2
    PERSON = 3
    ENDED = 4


@dataclass(slots=True)
class WeComPhone:
    """What a citizen does is in the platform's log at once; the callback is on its way beside the test."""

    userid: str
    allowance: Allowance
    note: Callable[[str, str, dict[str, Any]], str]
    enter: Callable[["WeComPhone"], None]
    keep_media: Callable[[bytes, str], str]
    screen: Screen = field(default_factory=Screen)
    state: SessionState = SessionState.NEW

    def says(self, text: str) -> str:
        """Write a message; return its msgid."""
        return self._send(text, "text", {"content": text})

    def picks(self, label: str) -> str:
        """Touch an entry of the last menu."""
        menu = next(bubble for bubble in reversed(self.screen.bubbles) if bubble.choices)
        number = next(number for number, content in menu.choices.items() if content == label)
        return self._send(label, "text", {"content": label, "menu_id": number})

    def speaks(self, audio: bytes) -> str:
        """Send a voice message."""
        return self._send("[语音]", "voice", {"media_id": self.keep_media(audio, "audio/amr")})

    def shows(self, picture: bytes) -> str:
        """Send a picture."""
        return self._send("[图片]", "image", {"media_id": self.keep_media(picture, "image/jpeg")})

    def enters(self) -> None:
        """Open the conversation."""
        self.enter(self)

    def sees(self, text: str, seconds: float = 10.0) -> bool:
        """Return whether words are on the screen, at the latest in so many seconds."""
        return wait_until(lambda: any(text in shown for shown in self.screen.texts), seconds)

    def received(self, count: int, seconds: float = 10.0) -> list[Bubble]:
        """Wait until so many messages have come (or the time is over); return all."""
        wait_until(lambda: len(self.screen.received) >= count, seconds)
        return self.screen.received

    def _send(self, shown: str, kind: str, content: dict[str, Any]) -> str:
        self.screen.bubbles.append(Bubble(shown, "own", kind))
        self.allowance.grant("message", MESSAGE)
        if self.state is SessionState.ENDED:
            self.state = SessionState.NEW
        return self.note(self.userid, kind, content)
