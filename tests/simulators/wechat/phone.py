"""A user's phone."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.simulators.waiting import wait_until
from tests.simulators.wechat.allowance import CLICK, FOLLOW, MESSAGE, SCAN, Allowance
from tests.simulators.wechat.letters import Letter
from tests.simulators.wechat.passing_time import PassingTime
from tests.simulators.wechat.screen import Bubble, Screen

_NUMBERS = itertools.count(24_000_000_000_000_001)


@dataclass(slots=True)
class Phone:
    """What a user does returns at once; the callback is on its way beside the test."""

    openid: str
    original_id: str
    time: PassingTime
    allowance: Allowance
    send: Callable[[Letter, Screen], object]
    keep_media: Callable[[bytes, str], str]
    screen: Screen = field(default_factory=Screen)

    def says(self, text: str) -> str:
        """Write a message; return its MsgId."""
        return self._message(text, "text", {"Content": text})

    def picks(self, label: str) -> str:
        """Touch an entry of the last message menu: it is said, with its id, and counts as a click."""
        menu = next(bubble for bubble in reversed(self.screen.bubbles) if bubble.choices)
        number = next(number for number, content in menu.choices.items() if content == label)
        self.allowance.grant("click", CLICK)
        return self._message(label, "text", {"Content": label, "bizmsgmenuid": number})

    def speaks(self, audio: bytes, *, recognition: str = "", form: str = "amr") -> str:
        """Send a voice message."""
        media_id = self.keep_media(audio, "audio/amr")
        return self._message("[语音]", "voice", {"MediaId": media_id, "Format": form, "Recognition": recognition})

    def shows(self, picture: bytes) -> str:
        """Send a picture."""
        media_id = self.keep_media(picture, "image/jpeg")
        return self._message("[图片]", "image", {"PicUrl": f"http://mmbiz.test/{media_id}", "MediaId": media_id})

    def is_at(self, latitude: str, longitude: str, label: str) -> str:
        """Send a place."""
        place = {"Location_X": latitude, "Location_Y": longitude, "Scale": "20", "Label": label}
        return self._message("[位置]", "location", place)

    def forwards(self, title: str, url: str) -> str:
        """Send a link."""
        return self._message("[链接]", "link", {"Title": title, "Description": "", "Url": url})

    def clicks(self, key: str) -> None:
        """Touch an entry of the account's menu."""
        self.allowance.grant("click", CLICK)
        self._event("CLICK", {"EventKey": key})

    def subscribes(self, scene: str = "") -> None:
        """Follow the account, by a QR code of a scene where there is one."""
        self.allowance.grant("follow", FOLLOW)
        by_code = {"EventKey": f"qrscene_{scene}", "Ticket": "TICKET"} if scene else {"EventKey": ""}
        self._event("subscribe", by_code)

    def scans(self, scene: str) -> None:
        """Scan a QR code of the account as a follower."""
        self.allowance.grant("scan", SCAN)
        self._event("SCAN", {"EventKey": scene, "Ticket": "TICKET"})

    def unsubscribes(self) -> None:
        """Leave."""
        self._event("unsubscribe", {"EventKey": ""})

    def event(self, name: str, **fields: str) -> None:
        """Do anything else that the platform reports."""
        self._event(name, fields)

    def sees(self, text: str, seconds: float = 10.0) -> bool:
        """Return whether words are on the screen, at the latest in so many seconds."""
        return wait_until(lambda: any(text in shown for shown in self.screen.texts), seconds)

    def received(self, count: int, seconds: float = 10.0) -> list[Bubble]:
        """Wait until so many messages have come (or the time is over); return all."""
        wait_until(lambda: len(self.screen.received) >= count, seconds)
        return self.screen.received

    def _message(self, shown: str, kind: str, content: dict[str, str]) -> str:
        number = str(next(_NUMBERS))
        self.screen.bubbles.append(Bubble(shown, "own", kind))
        self.allowance.grant("message", MESSAGE)
        self.send(Letter(self.openid, self._head(kind) | content | {"MsgId": number}), self.screen)
        return number

    def _event(self, name: str, content: dict[str, str]) -> None:
        self.send(Letter(self.openid, self._head("event") | {"Event": name} | content), self.screen)

    def _head(self, kind: str) -> dict[str, str]:
        created = str(int(self.time.now().timestamp()))
        return {"ToUserName": self.original_id, "FromUserName": self.openid, "CreateTime": created, "MsgType": kind}
