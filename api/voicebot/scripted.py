"""A dialogue that says what it was told to: for whoever carries calls, in tests and rehearsals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.hotline.port import CallName
from api.voicebot.port import Heard, HeardKind, Reason, Say


@dataclass(frozen=True, slots=True)
class ScriptedDialog:
    """``replies`` maps words or digits to what is said to them; ``heard`` keeps what was heard, repetitions left out."""

    replies: Mapping[str, Say]
    greeting: str = "您好。"
    otherwise: Say = field(default_factory=lambda: Say("请再说一遍。"))
    heard: list[tuple[CallName, str, Heard]] = field(default_factory=list)
    said: dict[tuple[CallName, str], Say] = field(default_factory=dict)

    async def hear(self, call: CallName, key: str, heard: Heard) -> Say:
        """Return what is said."""
        if (call, key) not in self.said:
            self.heard.append((call, key, heard))
            self.said[call, key] = self._say(heard)
        return self.said[call, key]

    def _say(self, heard: Heard) -> Say:
        if heard.kind is HeardKind.START:
            return Say(self.greeting)
        if heard.kind is HeardKind.HANGUP:
            return Say("", listens=False, hangup=True)
        if heard.kind is HeardKind.DIGITS and heard.text == "0":
            return Say("正在为您转接人工。", listens=False, transfer=True, reason=Reason.ASKED)
        return self.replies.get(heard.text, self.otherwise)
